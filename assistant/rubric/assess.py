"""Assess drafts: seven levels with evidence, readiness, scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from assistant.domain.questions import ELEMENTS, Assessment, Element, ElementScore, Level, Scope, Span
from assistant.ports.encoder import Encoder
from assistant.rubric.answers import is_general_ask, is_no_answer
from assistant.rubric.heads import ASK_CLEAR_HEAD, TOPIC_HEAD, Floats, RubricHeads
from assistant.text.segments import count_words, segments
from assistant.wording.distress import speaks_of_danger

READINESS_WEIGHTS: dict[Element, float] = {
    "focus": 0.10,
    "goal": 0.20,
    "timeframe": 0.10,
    "context": 0.18,
    "tried": 0.10,
    "obstacle": 0.12,
    "ask": 0.20,
}
"""What each element adds to readiness when clearly there; sums to 1."""

_EVIDENCE_MAX = 3
_EVIDENCE_PROBABILITY_MIN = 0.5
_REPLY_SHOWN = 0.9
"""A substantial reply to the question about an element shows that element at least this surely."""
_REPLY_CLEAR_WORDS = 4
_GENERAL_ASK_CLEAR = 0.2
_ELSEWHERE_OWN_MAX, _ELSEWHERE_OTHER_MIN = 0.3, 0.85
_COLUMNS: dict[Element, int] = {name: 2 * place for place, name in enumerate(ELEMENTS[1:])} | {"focus": TOPIC_HEAD}


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One message of the mentee; `answers` names the element it was asked for, if any."""

    text: str
    answers: Element | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the heads saw, kept for those who build on it.

    Attributes:
        spans: The segments, offsets into the whole draft.
        vectors: Shape (n, 384), unit length.
        shown: Shape (n, 15), probability of each head for each segment.
        levels: Shape (7, 2), probability of level 1 or more, and of level 2, in the order of `ELEMENTS`.
        assessment: The result.
    """

    spans: tuple[Span, ...]
    vectors: Floats
    shown: Floats
    levels: Floats
    assessment: Assessment

    def missing(self, element: Element) -> float:
        """Return how surely an element is missing, 0 to 1."""
        return float(1 - self.levels[ELEMENTS.index(element), 0])

    def vague(self, element: Element) -> float:
        """Return how surely an element is there only partly, 0 to 1."""
        there, clear = self.levels[ELEMENTS.index(element)]
        return float(max(0.0, there - clear))

    def probability(self, row: int, element: Element) -> float:
        """Return how surely one segment shows an element, 0 to 1."""
        return float(self.shown[row, _COLUMNS[element]])

    def strength(self, row: int, element: Element) -> float:
        """Return how surely and how clearly one segment shows an element, 0 to 1."""
        column = _COLUMNS[element]
        clear = column if element == "focus" else column + 1
        return float(self.shown[row, column] + self.shown[row, clear]) / 2


@dataclass(frozen=True, slots=True)
class Rubric:
    """The encoder adapted for the rubric, and the heads over it."""

    encoder: Encoder
    heads: RubricHeads

    def assess(self, parts: Sequence[DraftPart]) -> Reading:
        """Read one draft given as its messages, which are joined by line breaks."""
        return self.assess_all([parts])[0]

    def assess_all(self, drafts: Sequence[Sequence[DraftPart]]) -> list[Reading]:
        """Read many drafts with one pass of the encoder; each result is as `assess` gives it alone."""
        cut = [_segments_of(parts) for parts in drafts]
        vectors = self.encoder.encode([span.quote for spans, _ in cut for span in spans])
        ends = list(accumulate(len(spans) for spans, _ in cut))
        readings = []
        for (spans, origins), parts, end in zip(cut, drafts, ends, strict=True):
            own = vectors[end - len(spans) : end]
            readings.append(self._read(parts, spans, origins, own))
        return readings

    def _read(
        self, parts: Sequence[DraftPart], spans: tuple[Span, ...], origins: Sequence[int], vectors: Floats
    ) -> Reading:
        text = "\n".join(part.text for part in parts)
        if not spans:
            blank = {element: ElementScore(0) for element in ELEMENTS}
            nothing = Assessment(text, blank, readiness=0.0, scope="not_mentoring")
            none_shown = np.zeros((0, len(self.heads.segment_bias)), dtype=np.float32)
            return Reading((), vectors, none_shown, np.zeros((len(ELEMENTS), 2), dtype=np.float32), nothing)
        shown = self.heads.segment_probabilities(vectors)
        _soften_general_asks(shown, spans)
        crowd = self.heads.extra_asks(vectors, shown)
        scope = self.heads.scope(vectors, shown, words=count_words(text), extra_asks=crowd)
        if speaks_of_danger(text):
            scope = "refer"
        _trust_replies(shown, parts, origins)
        if any(part.answers == "focus" and not is_no_answer(part.text) for part in parts):
            crowd = 0.0
        probabilities = self.heads.level_probabilities(shown, extra_asks=crowd)
        elements = {
            element: _element_score(_level(probabilities[place], self.heads.thresholds[place]), element, spans, shown)
            for place, element in enumerate(ELEMENTS)
        }
        return Reading(
            spans,
            vectors,
            shown,
            probabilities,
            Assessment(text, elements, readiness=readiness_of(elements), scope=scope),
        )


def readiness_of(elements: dict[Element, ElementScore]) -> float:
    """Return the weighted share of what is there, 0 to 1.0, rounded to four digits."""
    return round(sum(READINESS_WEIGHTS[name] * score.level / 2 for name, score in elements.items()), 4)


def _segments_of(parts: Sequence[DraftPart]) -> tuple[tuple[Span, ...], list[int]]:
    """Return all segments with offsets into the joined draft, and the part each came from."""
    spans: list[Span] = []
    origins: list[int] = []
    offset = 0
    for number, part in enumerate(parts):
        for span in segments(part.text):
            spans.append(Span(span.start + offset, span.end + offset, span.quote))
            origins.append(number)
        offset += len(part.text) + 1
    return tuple(spans), origins


def _soften_general_asks(shown: Floats, spans: Sequence[Span]) -> None:
    """Let "any advice?" and its like, in place, be an ask but never a clear one: a mentor cannot answer it."""
    for row, span in enumerate(spans):
        if is_general_ask(span.quote):
            shown[row, ASK_CLEAR_HEAD] = min(shown[row, ASK_CLEAR_HEAD], _GENERAL_ASK_CLEAR)


def _trust_replies(shown: Floats, parts: Sequence[DraftPart], origins: Sequence[int]) -> None:
    """Raise, in place, the asked-for element on the best segment of each reply that answers what was asked."""
    for number, part in enumerate(parts):
        if part.answers is None or is_no_answer(part.text):
            continue
        rows = [row for row, origin in enumerate(origins) if origin == number]
        if not rows or _is_about_something_else(shown[rows], part.answers):
            continue
        column = _COLUMNS[part.answers]
        best = rows[int(shown[rows, column].argmax())]
        shown[best, column] = max(shown[best, column], _REPLY_SHOWN)
        if part.answers != "focus" and count_words(part.text) >= _REPLY_CLEAR_WORDS:
            shown[best, column + 1] = max(shown[best, column + 1], _REPLY_SHOWN)


def _is_about_something_else(shown: Floats, asked: Element) -> bool:
    """Tell whether a reply surely shows another element and hardly the one it was asked for."""
    if asked == "focus":
        return False
    others = [column for element, column in _COLUMNS.items() if element not in (asked, "focus")]
    return bool(shown[:, _COLUMNS[asked]].max() < _ELSEWHERE_OWN_MAX and shown[:, others].max() > _ELSEWHERE_OTHER_MIN)


def _level(probabilities: Floats, thresholds: Floats) -> Level:
    if probabilities[0] < thresholds[0]:
        return 0
    return 2 if probabilities[1] >= thresholds[1] else 1


def _element_score(level: Level, element: Element, spans: Sequence[Span], shown: Floats) -> ElementScore:
    if level == 0:
        return ElementScore(0)
    column = shown[:, _COLUMNS[element]]
    order = sorted(range(len(spans)), key=lambda row: (-column[row], row))[:_EVIDENCE_MAX]
    kept = [row for row in order if column[row] >= _EVIDENCE_PROBABILITY_MIN] or order[:1]
    return ElementScore(level, tuple(spans[row] for row in sorted(kept)))


def scope_needs_other_help(scope: Scope) -> bool:
    """Tell whether the draft is for somebody other than a mentor, so no question back is asked."""
    return scope in ("refer", "not_mentoring")
