"""Compose the brief: the mentee's own words and those of earlier advice, in at most 120 words.

Everything is said that fits. When words are short, what a mentor misses least is left out or said in fewer words:
first what shows nothing in particular and the background, then reasons given with advice and second pieces of one
part; last the ask, goal and date, and open disagreements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.briefs.fit import Choice, Variant, count_all_words, fits
from assistant.briefs.pieces import Piece, content, pieces_of
from assistant.briefs.said import Said, said_by_mentee
from assistant.briefs.shorten import Form, advice_forms, shorter_forms, trimmed
from assistant.briefs.source import BriefSource, OpenConflict, PastAdvice
from assistant.briefs.times import figures, names_time
from assistant.domain.briefs import BRIEF_WORDS_MAX, BriefLine, BriefPart
from assistant.domain.questions import Element
from assistant.domain.sessions import Minutes
from assistant.rubric.assess import Rubric
from assistant.wording.agenda import SPLITS

HISTORY_MAX: Final = 60
"""How many pieces of earlier advice are looked at, the latest ones; those that pull apart always."""
CONFLICTS_MAX: Final = 20
_ORDER: Final[tuple[BriefPart, ...]] = (
    "who",
    "ask",
    "goal",
    "tried",
    "constraints",
    "advised",
    "disagreement",
    "minutes",
)
# What things are worth was set by eye on the development rows; a clear piece of the mentee is worth 0.9 to 1.3.
_FIRST_WORTH: Final[dict[Element, float]] = {
    "ask": 3.0,
    "goal": 2.5,
    "timeframe": 2.5,
    "obstacle": 1.5,
    "tried": 1.2,
    "context": 0.0,
}
"""What the best piece for an element is worth more than a further one; every clear ask counts as a best one."""
_CLEAR_ASK = 0.9
_FIGURE_COST, _FIGURES_MAX = 0.15, 2
"""What each day or amount costs that a shorter form leaves out, up to so many."""
_ADVICE_WORTH, _OUTCOME_WORTH, _DISPUTED_WORTH, _MENTOR_WORTH = 1.3, 0.1, 0.3, 0.05
_CONFLICT_WORTH = 2.0
_HEADLINE_WORTH, _MINUTES_WORTH, _BARE_MINUTES_WORTH = 0.4, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text belongs, where it comes from, and the mentee's piece it says, if any."""

    part: BriefPart
    source: str
    piece: Piece | None = None


def compose(source: BriefSource, rubric: Rubric) -> tuple[BriefLine, ...]:
    """Return the lines of a brief, at most 120 words in all; none holds a redacted word."""
    masked = _at_hand(source).masked()
    said = said_by_mentee(masked)
    pieces = pieces_of(said, rubric.assess([one.part for one in said])) if said else []
    choices = [
        *_said_choices(pieces, said),
        *_headline_choice(masked, pieces),
        *(_advice_choice(one, masked.open_conflicts) for one in masked.history),
        *(_conflict_choice(one, masked.history) for one in masked.open_conflicts),
        *_minutes_choice(masked.minutes),
    ]
    briefs = (_lines(chosen, said) for chosen in fits(choices, words_max=BRIEF_WORDS_MAX))
    return next(lines for lines in briefs if _words(lines) <= BRIEF_WORDS_MAX)


def _at_hand(source: BriefSource) -> BriefSource:
    """Return the source without what nobody could say in a brief: advice long ago that is not disputed."""
    conflicts = source.open_conflicts[:CONFLICTS_MAX]
    disputed = {side for one in conflicts for side in (one.a, one.b)}
    first = len(source.history) - HISTORY_MAX
    history = tuple(one for at, one in enumerate(source.history) if at >= first or one.id in disputed)
    return replace(source, history=history, open_conflicts=conflicts)


def _words(lines: Sequence[BriefLine]) -> int:
    return sum(count_all_words(line.text) for line in lines)


def _said_choices(pieces: Sequence[Piece], said: Sequence[Said]) -> list[Choice[_Place]]:
    """Return the pieces; the best for an element is worth more than a further one, and so is every clear ask."""
    best = {element: _best_for(element, pieces) for element in _FIRST_WORTH}
    choices = []
    for piece in pieces:
        firsts = [element for element in piece.shows if best[element] is piece or _is_clear_ask(piece, element)]
        choices.append(_said_choice(piece, said[piece.said].source, [_FIRST_WORTH[element] for element in firsts]))
    return choices


def _best_for(element: Element, pieces: Sequence[Piece]) -> Piece | None:
    """Return the piece that shows an element most.

    Pieces that are there for it come before those that show it besides, and corrections before what was said first.
    """
    showing = [piece for piece in pieces if element in piece.shows]
    return max(
        showing, key=lambda piece: (piece.element == element, piece.is_correction, piece.shows[element]), default=None
    )


def _is_clear_ask(piece: Piece, element: Element) -> bool:
    return element == "ask" and piece.shows["ask"] > _CLEAR_ASK


def _said_choice(piece: Piece, source: str, firsts: Sequence[float]) -> Choice[_Place]:
    variants = (Variant(form.text, _form_worth(piece, form, firsts)) for form in shorter_forms(piece.text))
    return Choice(_Place(piece.part, source, piece), tuple(variants))


def _form_worth(piece: Piece, form: Form, firsts: Sequence[float]) -> float:
    """Return what a form of a piece is worth: nothing when it leaves out the time that the piece is there for."""
    if piece.element == "timeframe" and names_time(piece.text) and not names_time(form.text):
        return 0.0
    figures_lost = min(_FIGURES_MAX, len(figures(piece.text) - figures(form.text)))
    at_stake = piece.worth + (sum(firsts) if len(firsts) > 1 else 0.0)
    return max(0.0, piece.worth + sum(firsts) - form.lost * at_stake - _FIGURE_COST * figures_lost)


def _headline_choice(source: BriefSource, pieces: Sequence[Piece]) -> list[Choice[_Place]]:
    """Return who asks, unless they say so themselves."""
    headline = source.mentee.headline
    is_said = any(piece.part == "who" and content(headline) & content(piece.text) for piece in pieces)
    return [] if not headline or is_said else [_choice("who", "mentee", Variant(headline, _HEADLINE_WORTH))]


def _minutes_choice(minutes: Minutes | None) -> list[Choice[_Place]]:
    if minutes is None:
        return []
    opening, middle, closing = SPLITS[minutes]
    told = f"{opening} to understand, {middle} on the question, {closing} for the next step"
    bare = f"{opening}, {middle} and {closing}"
    return [_choice("minutes", "session", Variant(told, _MINUTES_WORTH), Variant(bare, _BARE_MINUTES_WORTH))]


def _advice_choice(advice: PastAdvice, conflicts: Sequence[OpenConflict]) -> Choice[_Place]:
    worth = _ADVICE_WORTH + (_OUTCOME_WORTH if advice.outcome else 0.0)
    worth += _DISPUTED_WORTH if any(advice.id in (one.a, one.b) for one in conflicts) else 0.0
    outcome = f" ({advice.outcome})" if advice.outcome else ""
    variants = []
    for form in advice_forms(advice.text):
        form_worth = worth - _ADVICE_WORTH * form.lost
        if advice.mentor:
            variants.append(Variant(f"{advice.mentor}: {form.text}{outcome}", form_worth + _MENTOR_WORTH))
        variants.append(Variant(f"{form.text}{outcome}", form_worth))
    return _choice("advised", f"history:{advice.id}", *variants)


def _conflict_choice(conflict: OpenConflict, history: Sequence[PastAdvice]) -> Choice[_Place]:
    texts = {one.id: one.text for one in history} | {one.text: one.text for one in history}
    told = conflict.why
    if not told or not {conflict.a, conflict.b} <= texts.keys():
        sides = (advice_forms(texts.get(side, side))[-1].text for side in (conflict.a, conflict.b))
        told = f"{' / '.join(sides)}: {told}"
    return _choice("disagreement", f"conflict:{conflict.a}/{conflict.b}", Variant(trimmed(told), _CONFLICT_WORTH))


def _choice(part: BriefPart, source: str, *variants: Variant) -> Choice[_Place]:
    return Choice(_Place(part, source), variants)


def _lines(chosen: Sequence[tuple[_Place, str]], said: Sequence[Said]) -> tuple[BriefLine, ...]:
    """Join what stands in one part and one source into one line."""
    together: dict[tuple[BriefPart, str], list[tuple[_Place, str]]] = {}
    for place, text in chosen:
        together.setdefault((place.part, place.source), []).append((place, text))
    ordered = sorted(together.items(), key=lambda one: _ORDER.index(one[0][0]))
    return tuple(BriefLine(part, _joined(texts, said), source) for (part, source), texts in ordered)


def _joined(texts: Sequence[tuple[_Place, str]], said: Sequence[Said]) -> str:
    """Join texts; pieces between which nothing was said are joined as the mentee did it."""
    line, last = "", None
    for place, text in texts:
        piece = place.piece if place.piece is not None and place.piece.is_whole(text) else None
        if last is not None and piece is not None and not said[piece.said].text[last.end : piece.start].strip(" ,;"):
            line += said[piece.said].text[last.end : piece.end]
        else:
            line = _after(line, text)
        last = piece
    return _sentence_case(line)


def _after(line: str, text: str) -> str:
    line = line.rstrip(" ,;:")
    if line.endswith((".", "?", "!")):
        return f"{line} {_sentence_case(text)}"
    return f"{line}; {text}" if line else text


def _sentence_case(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:")
    return text[:1].upper() + text[1:]
