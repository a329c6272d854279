"""Text cut into pieces at evidence spans, so that a template can mark and escape each piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.questions import Assessment, Element, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text and the elements they are evidence for, in rubric order; none for plain text."""

    text: str
    elements: tuple[Element, ...] = ()


def evidence_pieces(assessment: Assessment) -> tuple[Piece, ...]:
    """Return the draft as pieces that join to it exactly; spans may overlap."""
    text = assessment.text
    spans = [(s.start, s.end, element) for element, score in assessment.elements.items() for s in score.evidence]
    cuts = sorted({0, len(text), *(_inside(at, text) for start, end, _ in spans for at in (start, end))})
    return tuple(Piece(text[start:end], _covering(spans, start, end)) for start, end in pairwise(cuts))


def quote_pieces(text: str, quotes: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Return a text as (words, is quoted) pieces; quotes that do not occur in it are left out."""
    return _pieces(text, ((at, at + len(quote)) for quote in quotes if quote and (at := text.find(quote)) >= 0))


def span_pieces(text: str, spans: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """Return a text as (words, is in a span) pieces; spans that overlap become one."""
    return _pieces(text, ((_inside(span.start, text), _inside(span.end, text)) for span in spans))


def _pieces(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(ranges):
        if end <= done:
            continue
        pieces += [(text[done : max(start, done)], False), (text[max(start, done) : end], True)]
        done = end
    return tuple(piece for piece in [*pieces, (text[done:], False)] if piece[0])


def _inside(at: int, text: str) -> int:
    return min(max(at, 0), len(text))


def _covering(spans: Iterable[tuple[int, int, Element]], start: int, end: int) -> tuple[Element, ...]:
    return tuple(dict.fromkeys(element for s, e, element in spans if s <= start and end <= e))
