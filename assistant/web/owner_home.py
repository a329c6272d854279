"""How the program goes: counts and the state of the index; never a chat, a name or anybody's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.accounts import require_role
from assistant.domain.clock import new_id
from assistant.domain.disagreements import CONFLICT_LABELS, DECISIONS, ConflictLabel, Decision
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.web.owner_place import OwnerPlace
from assistant.web.owner_view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.templates import render

DEFERRALS_SHOWN_MAX: Final = 50


@dataclass(frozen=True, slots=True)
class ProgramCounts:
    """How large the program is; minutes are of this week, `pending` are index changes still to follow."""

    people: int
    mentors: int
    accepting: int
    weekly_minutes: int
    free_minutes: int
    cards: int
    pending: int


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """How many pairs of a label were found, and what became of them."""

    label: ConflictLabel
    found: int
    open: int
    decided: Mapping[Decision, int]


def show_home(parts: WebParts, person: Person, _place: OwnerPlace) -> OwnerPage:
    """Show how the program goes."""
    require_role(person, "owner")
    return OwnerPage(owner_page(parts))


def owner_page(parts: WebParts) -> str:
    """Return the counts as HTML: of the program, of disagreements, and what a short session could not serve."""
    return render(
        "owner_home",
        turn=new_id(),
        now=parts.clock(),
        counts=program_counts(parts),
        disagreements=disagreement_rows(parts.store.count_disagreements()),
        deferrals=parts.store.deferrals()[:DEFERRALS_SHOWN_MAX],
    )


def disagreement_rows(counted: Iterable[tuple[str, str, int]]) -> list[DisagreementRow]:
    """Return a row for each label that was found, from counts by label and decision."""
    found = {(label, decision): many for label, decision, many in counted}
    rows = [
        DisagreementRow(
            label,
            found=sum(many for (of, _), many in found.items() if of == label),
            open=found.get((label, "open"), 0),
            decided={decision: found.get((label, decision), 0) for decision in DECISIONS},
        )
        for label in CONFLICT_LABELS
    ]
    return [row for row in rows if row.found]


def program_counts(parts: WebParts) -> ProgramCounts:
    """Count what an owner may know without reading anybody's words."""
    week = week_of(parts.clock())
    loads = parts.store.mentor_loads(since=week)
    accepting = [load for load in loads if load.profile.accepting]
    return ProgramCounts(
        people=len(parts.store.people()),
        mentors=len(loads),
        accepting=len(accepting),
        weekly_minutes=sum(load.profile.weekly_minutes for load in accepting),
        free_minutes=sum(load.free_minutes(week) for load in accepting),
        cards=len(parts.store.cards()),
        pending=parts.store.count_pending(),
    )


HOME: Final = OwnerView(show_home)
