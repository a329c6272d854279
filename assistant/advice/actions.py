"""Say which words of a draft tell the mentee what to do."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.advice.openings import opener_end
from assistant.domain.questions import Span
from assistant.text.segments import count_words

_JOINED_WORDS_MAX = 12
"""Neighboring actions of one sentence are one action up to this many words ("Set a timer and stop when it rings")."""
_SENTENCE_STOPS = ".!?\n:;"


def actions(draft: str, found: Sequence[Span], is_action: Sequence[bool]) -> tuple[Span, ...]:
    """Return the actions in order, as spans of the draft.

    Args:
        draft: The text the steps point into.
        found: The steps, in order.
        is_action: For each step, whether it tells the mentee to do something.
    """
    bounds: list[tuple[int, int]] = []
    for step, chosen in zip(found, is_action, strict=True):
        if not chosen:
            continue
        if bounds and _belong_together(draft, bounds[-1], step):
            bounds[-1] = (bounds[-1][0], step.end)
        else:
            bounds.append((step.start, step.end))
    return tuple(_without_opener(draft, start, end) for start, end in bounds)


def _belong_together(draft: str, before: tuple[int, int], step: Span) -> bool:
    between = draft[before[1] - 1 : step.start]
    is_one_sentence = count_words(draft[before[1] : step.start]) <= 1 and not any(
        stop in between for stop in _SENTENCE_STOPS
    )
    return is_one_sentence and count_words(draft[before[0] : step.end]) <= _JOINED_WORDS_MAX


def _without_opener(draft: str, start: int, end: int) -> Span:
    """Leave out words that only join the action to what stands before it."""
    cut = start + opener_end(draft[start:end])
    first = cut if count_words(draft[cut:end]) > 0 else start
    return Span(first, end, draft[first:end])
