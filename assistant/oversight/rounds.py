"""Cohort rounds: plan one, look at it beside plainer ways, offer its sessions, see what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np

from assistant.accounts.roles import require_role
from assistant.domain.audit import AuditLine
from assistant.domain.clock import new_id
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.pool import CohortRound, PlaceOutcome, PoolEntry, RoundPlace
from assistant.domain.rounds import Infeasible, RoundPlan
from assistant.domain.sessions import Minutes, RequestStatus, SessionRequest
from assistant.errors import Conflict, NotFound
from assistant.oversight.desk import FairnessDesk
from assistant.oversight.pool import entry_of, said
from assistant.oversight.room import Room
from assistant.oversight.seats import WEEKS_MAX, RoundWish, Seat, Table, set_table
from assistant.ports.store import Store
from assistant.rounds.solve import solve
from assistant.rounds.wording import sentences

OFFERED: Final = (
    "Your program asked {name} whether they can take your question, for {minutes} minutes. {name} reads it before "
    "promising anything. You find the request under your sessions, and can withdraw it or pick somebody else there."
)
ROUNDS_SHOWN_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One pair of a round as an owner sees it: a named mentor and somebody's question, without its words.

    Attributes:
        waiting_since: None when it waits no more.
        status: What its request stands at; None before one was sent, or after it was erased.
    """

    mentor_name: str
    minutes: Minutes | None
    affinity: float
    waiting_since: datetime | None
    outcome: PlaceOutcome
    status: RequestStatus | None = None


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A plan that can be offered, or was."""

    round: CohortRound
    rows: tuple[RoundRow, ...]

    def count(self, status: RequestStatus) -> int:
        """Return how many of its requests stand at that."""
        return sum(row.status == status for row in self.rows)


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Why there is no plan, and what to relax, in words."""

    sentences: tuple[str, ...]


def plan_round(desk: FairnessDesk, person: Person | None, wish: RoundWish) -> PlannedRound | NoPlan:
    """Plan a round and keep the plan, in place of the owner's last one; nobody is asked or told anything yet.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        InvalidInput: A number is out of its range, a pair cannot be read, nothing waits, or nobody has time.
    """
    owner = require_role(person, "owner")
    table = set_table(desk, wish)
    solved = solve(table.problem, wish.rule)
    if isinstance(solved, Infeasible):
        return NoPlan((*_fits_nobody(table), *sentences(solved, _names(table))))
    planned = _kept(solved, table, wish, owner=owner, now=desk.clock())
    desk.store.keep_round(planned)
    return _shown(desk.store, planned, now=desk.clock())


def offer_round(desk: FairnessDesk, person: Person | None, round_id: str) -> PlannedRound:
    """Send the requests of a plan, and tell the mentees in their chats; pair by pair, each all or nothing.

    Mentors accept or decline as ever; what a mentor can take is theirs alone. A second call sends what a first one did
    not get to, and nothing twice. Questions that found somebody meanwhile, and mentors without time by now, are
    passed over.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such plan, or a newer one took its place.
    """
    owner, now, store = require_role(person, "owner"), desk.clock(), desk.store
    planned = _existing(store, round_id)
    detail = {"rule": planned.rule, "sessions": str(len(planned.places))}
    store.begin_offers(
        round_id, at=now, line=AuditLine(new_id(), now, owner.id, "offer_round", "round", round_id, detail)
    )
    _Offering(store, planned, now).send()
    return show_round(desk, person, round_id)


def show_round(desk: FairnessDesk, person: Person | None, round_id: str) -> PlannedRound:
    """Return a round as it stands. Raises NotSignedIn, NotAllowed, NotFound."""
    require_role(person, "owner")
    return _shown(desk.store, _existing(desk.store, round_id), now=desk.clock())


def past_rounds(desk: FairnessDesk, person: Person | None) -> list[PlannedRound]:
    """Return the latest rounds that were offered, newest first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    rounds = desk.store.cohort_rounds(limit=ROUNDS_SHOWN_MAX)
    return [_shown(desk.store, one, now=desk.clock()) for one in rounds]


class _Offering:
    """Sends the requests of one round; a mentor's weeks fill up while it goes on."""

    def __init__(self, store: Store, planned: CohortRound, now: datetime) -> None:
        self._store, self._planned, self._now = store, planned, now
        self._entries = {entry.id: entry for entry in store.pool_entries()}
        week = week_of(now)
        loads = store.mentor_loads(list({place.mentor_id for place in planned.places}), since=week)
        self._loads = {load.profile.id: load for load in loads if load.profile.accepting}
        self._rooms = {load.profile.id: Room(load, since=week, weeks=WEEKS_MAX + 1) for load in loads}
        for one in store.open_requests():
            if one.mentor_id in self._rooms:
                self._rooms[one.mentor_id].take(one.minutes)

    def send(self) -> None:
        """Send what was not settled before."""
        for place in self._planned.places:
            if place.outcome == "planned":
                self._send(place)

    def _send(self, place: RoundPlace) -> None:
        load, entry = self._loads.get(place.mentor_id), self._entry(place)
        if entry is None:
            self._close(place, "gone")
            return
        week = self._rooms[place.mentor_id].take(entry.minutes) if load is not None else None
        if load is None or week is None:
            self._close(place, "closed")
            return
        try:
            self._store.offer_place(
                self._planned.id,
                place.number,
                request=self._request(entry, place.mentor_id, week),
                entry=entry if place.request_id is not None else None,
                notice=said(OFFERED.format(name=load.profile.name, minutes=entry.minutes), at=self._now),
            )
        except (Conflict, NotFound):  # its mentee asked this mentor themselves, or was erased, at this moment
            self._close(place, "gone")

    def _entry(self, place: RoundPlace) -> PoolEntry | None:
        """Return the question of a place, None when it waits no more."""
        if place.entry_id is not None:
            return self._entries.get(place.entry_id)
        request = self._store.request(place.request_id) if place.request_id is not None else None
        return entry_of(request, at=self._now) if request is not None else None

    def _request(self, entry: PoolEntry, mentor_id: str, week: date) -> SessionRequest:
        return SessionRequest(
            id=new_id(),
            conversation_id=entry.conversation_id,
            mentee_id=entry.mentee_id,
            mentor_id=mentor_id,
            question=entry.question,
            minutes=entry.minutes,
            week=week,
            status="pending",
            created_at=self._now,
        )

    def _close(self, place: RoundPlace, outcome: PlaceOutcome) -> None:
        self._store.close_place(self._planned.id, place.number, outcome)


def _kept(plan: RoundPlan, table: Table, wish: RoundWish, *, owner: Person, now: datetime) -> CohortRound:
    row = {mentor.id: n for n, mentor in enumerate(table.problem.mentors)}
    chosen = [(n, seat, plan.mentor_of[seat.id]) for n, seat in enumerate(table.seats) if seat.id in plan.mentor_of]
    return CohortRound(
        id=new_id(),
        made_at=now,
        made_by=owner.id,
        rule=plan.rule,
        bounds={
            "sessions_min": wish.sessions_min,
            "sessions_max": wish.sessions_max,
            "weeks": wish.weeks,
            "older_than_days": wish.older_than_days or 0,
            "mentors": len(row),
            "questions": len(table.seats),
        },
        left_out=len(plan.left_out),
        gap=plan.gap,
        figures=plan.figures,
        beside=plan.beside,
        places=tuple(
            RoundPlace(number, seat.entry_id, seat.request_id, mentor_id, _fit(table, n, row[mentor_id]))
            for number, (n, seat, mentor_id) in enumerate(chosen)
        ),
    )


def _fits_nobody(table: Table) -> Iterator[str]:
    """Yield a sentence about questions nobody can take, whatever is relaxed."""
    count = int(np.isnan(table.problem.affinities).all(axis=1).sum())
    if count:
        yield (
            f"{count} question{' fits' if count == 1 else 's fit'} no mentor with time: by language, working hours, or "
            "what mentors know. Let questions stay in the pool, or ask for fewer shared hours."
        )


def _fit(table: Table, seat: int, mentor: int) -> float:
    return round(float(table.problem.affinities[seat, mentor]), 4)


def _shown(store: Store, planned: CohortRound, *, now: datetime) -> PlannedRound:
    """Return a round with names of mentors and what became of its requests."""
    loads = store.mentor_loads(list({place.mentor_id for place in planned.places}), since=week_of(now))
    names = {load.profile.id: load.profile.name for load in loads}
    ids = [i for place in planned.places for i in (place.offer_id, place.request_id) if i is not None]
    facts = {one.id: one for one in store.request_facts(ids)}
    waiting = {one.id: (one.waited_since, one.minutes) for one in store.pool_entries()}
    waiting |= {one.id: (one.waiting_since, one.minutes) for one in facts.values()}
    rows = []
    for place in planned.places:
        since, minutes = waiting.get(place.entry_id or place.request_id or "", (None, None))
        offer = facts.get(place.offer_id or "")
        rows.append(
            RoundRow(
                mentor_name=names.get(place.mentor_id, ""),
                minutes=offer.minutes if offer is not None else minutes,
                affinity=place.affinity,
                waiting_since=since if place.outcome == "planned" else None,
                outcome=place.outcome,
                status=offer.status if offer is not None else None,
            )
        )
    return PlannedRound(planned, tuple(rows))


def _existing(store: Store, round_id: str) -> CohortRound:
    planned = store.cohort_round(round_id)
    if planned is None:
        raise NotFound(
            f"There is no round {round_id!r}; a newer plan may have taken its place.",
            for_people="This plan is gone: a newer one took its place. Look at the newest one.",
        )
    return planned


def _names(table: Table) -> Mapping[str, str]:
    """Return what to call questions and mentors where no plan is explained."""
    days = Counter(_day(seat) for seat in table.seats)
    names = {load.profile.id: load.profile.name for load in table.loads}
    return names | {seat.id: _called(seat, days) for seat in table.seats}


def _called(seat: Seat, days: Mapping[str, int]) -> str:
    more = " (one of several)" if days[_day(seat)] > 1 else ""
    return f"the question that waits since {_day(seat)}{more}"


def _day(seat: Seat) -> str:
    return f"{seat.waiting_since.day} {seat.waiting_since:%B}"
