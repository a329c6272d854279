from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant.errors import NotAllowed
from assistant.guidance.cards import decide
from assistant.guidance.export import guidance_as_markdown
from assistant.text.redaction import MASK
from tests.builders import NOW, a_commitment
from tests.guidance.conftest import APRIL, MAY, Guided


def exported(guided: Guided) -> str:
    return guidance_as_markdown(guided.store, guided.noor, today=NOW.date())


def test_all_that_was_told_decided_and_promised_is_in_it(guided: Guided) -> None:
    guided.told("take", "Accept the lower grade.", decision_id="grade", session_date=APRIL)
    guided.told("refuse", "Do not accept it.", by="bo", decision_id="grade", session_date=MAY)
    guided.pulled_apart("take", "refuse")
    decide(guided.store, guided.noor, "take/refuse", "follow_b", reason="I asked them.", clock=guided.clock)
    item = replace(guided.store.guidance_items(["refuse"])[0], outcome="adapted", why="asked for a trial")
    guided.store.change_guidance(item)
    guided.store.add_commitment(a_commitment(note_id="note-take", session_id="with-amara"))
    text = exported(guided)
    for words in (
        "## What about the bo matter?",
        "Accept the lower grade. (Amara, Ward manager in a children's hospital, 15 April 2026)",
        "Do not accept it. (Bo, Ward manager in a children's hospital, 6 May 2026): adapted, “asked for a trial”",
        "**I follow the second.** I asked them., 25 November 2026",
        "What would decide it: Could you go back up later?",
        "- [ ] book the talks, until 27 November 2026",
    ):
        assert words in text


def test_words_taken_out_are_masked_everywhere(guided: Guided) -> None:
    guided.told("take", "Tell Henrik about the divorce.", question="Should Henrik know?")
    guided.told("refuse", "Never mention Henrik.", by="bo", mentor_context="Worked with Henrik")
    guided.pulled_apart("take", "refuse")
    decide(guided.store, guided.noor, "take/refuse", "both", reason="Henrik knows.", clock=guided.clock)
    guided.store.add_commitment(a_commitment(note_id="note-take", session_id="with-amara", what="call Henrik"))
    guided.store.redact("noor", "Henrik")
    guided.store.redact("noor", "divorce")
    text = exported(guided)
    assert "Henrik" not in text
    assert "divorce" not in text
    assert f"call {MASK}" in text


def test_nothing_yet_is_said(guided: Guided) -> None:
    assert "Nothing yet." in exported(guided)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "# Title", "1. First", "`a` *b* __c__"]
)
def test_words_are_never_read_as_markup(guided: Guided, hostile: str) -> None:
    guided.told("one", hostile, question=hostile)
    html = MarkdownIt("commonmark", {"html": True}).render(exported(guided))
    for mark in ("<script", "<a ", "<h1>Title", "<ol>", "<em>", "<strong>c", "<code>"):
        assert mark not in html


def test_a_mentor_exports_nothing_of_it(guided: Guided) -> None:
    with pytest.raises(NotAllowed):
        guidance_as_markdown(guided.store, guided.amara, today=NOW.date())
