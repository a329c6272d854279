from __future__ import annotations

from assistant.knowledge.sections import Section, sections
from tests.builders import a_card


def test_a_card_is_cut_into_title_and_sections() -> None:
    title, before, first, second = sections(a_card())
    assert title == Section(
        "title", "How do I choose between two offers?", "How do I choose between two offers? pay, changing"
    )
    assert (before.part, before.heading) == ("section:0", "How do I choose between two offers?")
    assert first == Section("section:1", "List what differs", "List what differs\nWrite it.")
    assert second == Section("section:2", "Sleep on it", "Sleep on it\nDecide later.")


def test_a_card_without_headings_is_one_section() -> None:
    assert [section.part for section in sections(a_card(body="Just do it."))] == ["title", "section:0"]


def test_empty_sections_are_left_out_and_the_others_keep_their_numbers() -> None:
    found = sections(a_card(body="## One\n\n## Two\nWords.\n### Deeper\nMore.\n## Three ##\nEnd."))
    assert [(section.part, section.heading) for section in found[1:]] == [("section:2", "Two"), ("section:3", "Three")]
    assert "Deeper More." in found[1].text


def test_a_blank_card_still_has_its_title() -> None:
    assert [section.part for section in sections(a_card(body=" "))] == ["title"]
