"""Every reason quotes the profile word for word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.mentors import MentorProfile
from assistant.domain.suggestions import Reason
from assistant.ranking.reasons import REASONS_MAX, choose_reasons, difference, question_parts, quotables
from tests.builders import a_mentor
from tests.fakes.encoder import HashingEncoder

ENCODER = HashingEncoder()


def _reasons(question: str, mentor: MentorProfile) -> tuple[Reason, ...]:
    parts, quotes = question_parts(question), quotables(mentor)
    return choose_reasons(parts, ENCODER.encode(parts), quotes, ENCODER.encode([quote.text for quote in quotes]))


def _stands_in(reason: Reason, mentor: MentorProfile) -> bool:
    field = getattr(mentor, reason.field)
    return reason.quote in field


def test_the_closest_sentence_is_quoted_first() -> None:
    first, *_ = _reasons("How do I survive two mergers on my ward?", a_mentor())
    assert first.quote == "I led a ward through two mergers."
    assert first.field == "bio"


@given(st.text(max_size=400), st.lists(st.text(max_size=40), max_size=5).map(tuple), st.text(min_size=1, max_size=300))
def test_quotes_are_words_of_their_field(bio: str, skills: tuple[str, ...], question: str) -> None:
    mentor = a_mentor(bio=bio, skills=skills)
    reasons = _reasons(question, mentor)
    assert 1 <= len(reasons) <= REASONS_MAX
    assert all(_stands_in(reason, mentor) and reason.text for reason in reasons)


def test_the_sentence_names_the_part_of_the_question_it_answers() -> None:
    question = "I was asked to lead my old team next month. How should I talk honestly about night shifts with them?"
    texts = " ".join(reason.text for reason in _reasons(question, a_mentor()))
    assert "night shifts" in texts


def test_what_differs_is_said_in_words_the_others_do_not_use() -> None:
    own, other = (
        a_mentor("a", bio="I led a ward. I once kept bees in Ghent."),
        a_mentor("b", bio="I led a ward. I teach rosters."),
    )
    own_quotes, other_quotes = quotables(own), quotables(other)
    sentence = difference(
        own_quotes,
        ENCODER.encode([quote.text for quote in own_quotes]),
        ENCODER.encode([quote.text for quote in other_quotes]),
        question_vector=ENCODER.encode(["How do I lead a ward?"])[0],
        used=["I led a ward."],
    )
    assert "I once kept bees in Ghent." in sentence


def test_alone_in_the_list_nobody_differs() -> None:
    quotes = quotables(a_mentor())
    vectors = ENCODER.encode([quote.text for quote in quotes])
    assert difference(quotes, vectors, vectors[:0], question_vector=vectors[0], used=[]) == ""
