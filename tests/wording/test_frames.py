from __future__ import annotations

import pytest

from assistant.domain.questions import Element
from assistant.wording.frames import as_sentence, framed_reply


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("hi all, im a nurse", "I'm a nurse."),
        ("so basically i dont know where to start lol", "I don't know where to start."),
        ("should i take it??", "Should I take it?"),
        ("Thanks in advance!", ""),
        ("but my boss says no", "My boss says no."),
        ("should i go back to uni at 41", "Should I go back to uni at 41?"),
        ("Did a course last year.", "Did a course last year."),
        ("IELTS is i.e. the test", "IELTS is i.e. the test."),
    ],
)
def test_chat_fragments_become_sentences(words: str, sentence: str) -> None:
    assert as_sentence(words) == sentence


@pytest.mark.parametrize(
    ("element", "reply", "sentence"),
    [
        ("timeframe", "by june", "I need this by june."),
        ("timeframe", "no rush", "There is no rush."),
        ("timeframe", "My review is in May", "My review is in May."),
        ("goal", "to lead my own ward", "I want to lead my own ward."),
        ("goal", "get a permanent post", "I want to get a permanent post."),
        ("context", "a band 5 nurse, four years in", "I am a band 5 nurse, four years in."),
        ("tried", "asked my boss twice", "I asked my boss twice."),
        ("tried", "reading about it", "I have tried reading about it."),
        ("obstacle", "money", "What holds me back: money."),
        ("context", "shop manager at a supermarket, no degree", "I am a shop manager at a supermarket, no degree."),
        ("context", "work for a small firm", "I work for a small firm."),
        ("context", "small agency of twelve", "My situation: small agency of twelve."),
        ("goal", "whether to apply this round", "I want to decide whether to apply this round."),
        ("tried", "did a six week course", "I did a six week course."),
        ("obstacle", "scared of the money side", "I am scared of the money side."),
        ("timeframe", "applications close in January", "Applications close in January."),
        ("ask", "has anyone done it with kids", "Has anyone done it with kids?"),
        ("ask", "review my CV", "Could you review my CV?"),
        ("ask", "whether to stay", "I would like to know whether to stay."),
    ],
)
def test_a_short_reply_becomes_a_sentence_that_stands_alone(element: Element, reply: str, sentence: str) -> None:
    assert framed_reply(element, reply) == sentence
