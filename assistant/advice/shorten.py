"""Make a draft shorter by leaving steps out: nothing is added, order and list shape stay.

What has to be kept is what the heads find needed: actions, numbers, names, dates, conditions, warnings. What goes are
stories, hedges, repetitions and all courtesies but one. A step that hangs on the one before it ("because ...",
or an imperative after its condition) never stands without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.questions import Span

LONG_WORDS: Final = 100
"""Drafts with more words than this are brought down to `KEPT_SHARE_MAX`; others lose only what nobody misses."""
KEPT_SHARE_MAX: Final = 0.58
"""Of the words of a long draft, the most that stay."""
_WORTH_MIN: Final = 0.08
"""Steps worth less than this are left out even where there is room (chosen on train and dev, as the next three)."""
_WORTH_MIN_SHORT: Final = 0.04
_LENGTH_POWER: Final = 0.25
"""How much a step's length counts against it: its worth is divided by its words to this power."""
_SHORTER_SHARE_MAX: Final = 0.9
"""A version with more than this share of the words is not worth showing."""
_COURTESY_WORDS_MAX: Final = 12
_ACT_BONUS: Final = 0.5
"""Actions come before facts of the same certainty when there is no room for all."""

_HANGS_ON_BEFORE = re.compile(
    r"^(?:because|cos|since|so that|which|whereas|although|though|as (?:it|they|you|most|many|half|some|we|the|i)|(?:and|so|but) (?!then\b))",
    re.IGNORECASE,
)
_NEEDS_AFTER = re.compile(
    r"^(?:(?:and|so|but|or)\s+)?(?:if|when|once|unless|until|after|before|while)\b|:$", re.IGNORECASE
)
_COURTESY = re.compile(
    r"\b(?:thank|good luck|best of luck|well done|congratulations|you can do|you'?ve got this|you'?ll (?:be (?:fine|ok|okay|great)|do (?:fine|well|great))|proud|you'?re (?:doing|closer|further|not alone)|happy to|glad you|great question|good question|it'?s (?:normal|hard|okay|ok|fine))\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*((?:[-*•▪–]|\(?\d{1,2}[.):]|[a-z]\))[ \t]*)$", re.IGNORECASE)
_JOINED_ON = re.compile(r"(?:(?:and|or|but|so|also)\b[\s,]*)+", re.IGNORECASE)
_STOPS = ".!?…"
_CLOSERS = "\"'”’)]"


@dataclass(frozen=True, slots=True)
class Worth:
    """How surely a step is an action and how surely it holds what must not be lost, 0 to 1."""

    act: float
    needed: float

    @property
    def value(self) -> float:
        """Return what decides who stays."""
        return max(self.act, self.needed)


@dataclass(frozen=True, slots=True)
class Shortened:
    """The shorter text and what was cut, as spans of the draft; "" and nothing when it cannot be made shorter."""

    text: str
    cut: tuple[Span, ...] = ()


def shorten(draft: str, found: Sequence[Span], worths: Sequence[Worth]) -> Shortened:
    """Return the draft without the steps that matter least; every word of it stands in the draft."""
    total = len(draft.split())
    is_long = total > LONG_WORDS
    budget = int(total * KEPT_SHARE_MAX) if is_long else total
    kept = _chosen(draft, found, worths, budget=budget, worth_min=_WORTH_MIN if is_long else _WORTH_MIN_SHORT)
    text = _joined(draft, found, kept)
    if not kept or len(text.split()) > total * _SHORTER_SHARE_MAX:
        return Shortened("")
    return Shortened(text, tuple(step for place, step in enumerate(found) if place not in kept))


def _chosen(
    draft: str, found: Sequence[Span], worths: Sequence[Worth], *, budget: int, worth_min: float
) -> frozenset[int]:
    """Return the places of the steps that stay: the most worth first, each with those it cannot stand without."""
    kept: set[int] = set()
    order = sorted(range(len(found)), key=lambda place: (-_rank(found[place], worths[place]), place))
    for place in order:
        if worths[place].value < worth_min:
            continue
        wanted = kept | _with_those_it_needs(draft, found, place)
        if _fits(draft, found, wanted, budget):
            kept = wanted
    courtesy = next((place for place in range(len(found)) if _is_courtesy(found[place].quote)), None)
    if kept and courtesy is not None and _fits(draft, found, kept | {courtesy}, budget):
        kept.add(courtesy)
    return frozenset(kept)


def _rank(step: Span, worth: Worth) -> float:
    words = max(1, len(step.quote.split()))
    return float((worth.value + _ACT_BONUS * worth.act) / words**_LENGTH_POWER)


def _fits(draft: str, found: Sequence[Span], places: set[int], budget: int) -> bool:
    return len(_joined(draft, found, frozenset(places)).split()) <= budget


def _with_those_it_needs(draft: str, found: Sequence[Span], place: int) -> set[int]:
    needed = {place}
    first = place
    while (
        first > 0
        and _is_same_sentence(draft, found[first - 1], found[first])
        and (_HANGS_ON_BEFORE.match(found[first].quote) or _NEEDS_AFTER.search(found[first - 1].quote))
    ):
        first -= 1
        needed.add(first)
    last = place
    while (
        last + 1 < len(found)
        and _NEEDS_AFTER.search(found[last].quote)
        and _is_same_sentence(draft, found[last], found[last + 1])
    ):
        last += 1
        needed.add(last)
    return needed


def _is_same_sentence(draft: str, before: Span, after: Span) -> bool:
    between = draft[before.end : after.start]
    return not any(stop in between or before.quote.endswith(stop) for stop in _STOPS) and "\n" not in between


def _is_courtesy(text: str) -> bool:
    return len(text.split()) <= _COURTESY_WORDS_MAX and _COURTESY.search(text) is not None


def _joined(draft: str, found: Sequence[Span], kept: frozenset[int]) -> str:
    """Put the kept steps together as they stood, closing the gaps."""
    pieces: list[str] = []
    for place in sorted(kept):
        step, last = found[place], place - 1 if place else None
        pieces.append(_bridge(draft, found, place, kept, has_text=bool(pieces)))
        goes_on = last in kept and _is_same_sentence(draft, found[place - 1], step)
        pieces.append(step.quote if goes_on else _opened(draft, found, place))
        pieces.append(_closing(draft, found, place, kept))
    return "".join(pieces).strip()


def _bridge(draft: str, found: Sequence[Span], place: int, kept: frozenset[int], *, has_text: bool) -> str:
    """Return what stands between the text so far and a step: the draft's own words where nothing was cut."""
    step = found[place]
    before = draft[found[place - 1].end : step.start] if place else draft[: step.start]
    if place and place - 1 in kept and _is_same_sentence(draft, found[place - 1], step):
        return before
    mark = _LIST_MARK.search(before)
    since = draft[max((found[p].end for p in kept if p < place), default=0) : step.start]
    gap = "\n\n" if "\n\n" in since else "\n" if "\n" in since else " "
    return (gap if has_text else "") + (mark[1] if mark else "")


def _opened(draft: str, found: Sequence[Span], place: int) -> str:
    """Return a step that now begins a sentence: without words that joined it to what was cut, and capitalized."""
    step = found[place]
    text = step.quote
    began = place == 0 or not _is_same_sentence(draft, found[place - 1], step)
    if began:
        return text
    cut = _JOINED_ON.match(text)
    text = text[cut.end() :] if cut is not None and cut.end() < len(text) else text
    sentence = next(p for p in range(place, -1, -1) if p == 0 or not _is_same_sentence(draft, found[p - 1], found[p]))
    return text[:1].upper() + text[1:] if found[sentence].quote[:1].isupper() else text


def _closing(draft: str, found: Sequence[Span], place: int, kept: frozenset[int]) -> str:
    """Return the stop after a step that now ends a sentence."""
    step = found[place]
    follows = place + 1 < len(found) and _is_same_sentence(draft, step, found[place + 1])
    if follows and place + 1 in kept:
        return ""
    if step.quote.rstrip(_CLOSERS)[-1:] in _STOPS:
        return ""
    if follows:
        return "."
    after = re.match(r"[\"'”’)\]]*[.!?…]*", draft[step.end :])
    return after[0] if after else ""
