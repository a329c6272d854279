"""Pieces of a text join to the text, and quotes are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.questions import ELEMENTS, Assessment, ElementScore, Span
from assistant.web.highlight import Piece, evidence_pieces, quote_pieces


def assessed(text: str, spans: list[tuple[int, int]]) -> Assessment:
    elements = {element: ElementScore(0) for element in ELEMENTS}
    for element, (start, end) in zip(ELEMENTS, spans, strict=False):
        elements[element] = ElementScore(2, (Span(start, end, text[start:end]),))
    return Assessment(text, elements, readiness=0.5, scope="micro30")


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=7))
def test_pieces_join_to_the_draft(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in evidence_pieces(assessed(text, spans))) == text


def test_overlapping_evidence_names_all_its_elements() -> None:
    pieces = evidence_pieces(assessed("by March I decide", [(0, 8), (3, 17)]))
    assert pieces == (
        Piece("by ", ("focus",)),
        Piece("March", ("focus", "goal")),
        Piece(" I decide", ("goal",)),
    )


@given(st.text("ab <", max_size=40), st.lists(st.text("ab <", max_size=6), max_size=4))
def test_quoted_pieces_join_to_the_profile(text: str, quotes: list[str]) -> None:
    assert "".join(words for words, _ in quote_pieces(text, quotes)) == text


def test_a_quote_is_marked_and_one_that_is_not_there_is_passed_over() -> None:
    assert quote_pieces("I ran a ward.", ["ran a", "sailed"]) == (("I ", False), ("ran a", True), (" ward.", False))
