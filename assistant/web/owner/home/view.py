"""How the program goes: two sentences, five indicators, counts; never a chat, a mentee's name or anybody's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.accounts import require_role
from assistant.domain.clock import new_id
from assistant.domain.deferrals import DEFERRAL_REASONS
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.guidance.graduation import DeferralCount, deferral_counts
from assistant.oversight.disagreement_counts import STANDINGS, disagreement_counts
from assistant.oversight.trends import PEOPLE_MIN
from assistant.web import guidance_words
from assistant.web.owner.home import words as said
from assistant.web.owner.home.health import health_of, table_of, weeks_table
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.tables import Cell, Column, Table
from assistant.web.templates import render


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


def show_home(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show how the program goes. Raises NotSignedIn, NotAllowed."""
    owner = require_role(person, "owner")
    health, cards = health_of(parts, owner)
    work = render("owner_home", turn=new_id(), place=place, home_words=said, opening=health.opening, cards=cards)
    below = render(
        "owner_counts",
        turn=new_id(),
        place=place,
        home_words=said,
        counts=program_counts(parts),
        tables=[make(parts, owner, place) for make in (disagreements_table, deferrals_table)],
        weeks=table_of(health),
    )
    return OwnerPage(work, "", below)


def disagreements_table(parts: WebParts, person: Person, _place: OwnerPlace) -> Table:
    """Return what was found between mentors and what became of it, by label."""
    heads = (guidance_words.OWNER_FOUND, guidance_words.OWNER_OPEN, *guidance_words.OWNER_DECISIONS.values())
    return Table(
        id="disagreements",
        caption=guidance_words.OWNER_GUIDANCE_TITLE,
        columns=(Column(said.DISAGREEMENTS_HEAD), *(Column(head, "number") for head in heads)),
        rows=tuple(
            (
                Cell(guidance_words.OWNER_LABELS[one.label]),
                _count(one.row.total),
                *(_count(one.row.counts[standing]) for standing in STANDINGS),
            )
            for one in disagreement_counts(parts.store, person)
        ),
        empty=guidance_words.OWNER_GUIDANCE_EMPTY,
    )


def deferrals_table(parts: WebParts, person: Person, _place: OwnerPlace) -> Table:
    """Return how often something went on elsewhere; without a total, so that nothing hidden can be told from it."""
    counts, statuses = deferral_counts(parts.store, person), guidance_words.OWNER_STATUS
    return Table(
        id="deferrals",
        caption=guidance_words.OWNER_DEFERRALS_TITLE,
        columns=(Column(said.DEFERRALS_HEAD), *(Column(head, "number") for head in statuses.values())),
        rows=tuple(
            (
                Cell(guidance_words.OWNER_REASONS[reason]),
                *(_proposals([one for one in counts if (one.reason, one.status) == (reason, at)]) for at in statuses),
            )
            for reason in DEFERRAL_REASONS
        )
        if counts
        else (),
        empty=guidance_words.OWNER_DEFERRALS_EMPTY,
    )


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


def _count(count: int | None) -> Cell:
    return Cell(said.FEW, sort=said.FEW, tone="quiet") if count is None else Cell(str(count), sort=count)


def _proposals(kinds: Sequence[DeferralCount]) -> Cell:
    """Return how many there are; nobody looks like few, so that one person in need cannot be seen."""
    is_shown = any(one.people >= PEOPLE_MIN for one in kinds)
    return _count(sum(one.count for one in kinds) if is_shown else None)


HOME: Final = OwnerView(
    show_home,
    tables={"disagreements": disagreements_table, "deferrals": deferrals_table, "health-weeks": weeks_table},
)
