"""What a cohort round starts from: questions that wait, mentors with time, how well they fit, who must not meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.pool import RequestFacts
from assistant.domain.rounds import RoundMentor, RoundRequest, RoundRule
from assistant.domain.sessions import Minutes
from assistant.errors import InvalidInput
from assistant.matching.fit import affinities
from assistant.oversight.apart import read_apart
from assistant.oversight.desk import FairnessDesk
from assistant.oversight.replay import servable
from assistant.oversight.room import Room
from assistant.oversight.stuck import DAYS_MAX
from assistant.ports.store import Store
from assistant.rounds.problem import Floats, RoundProblem

SEATS_MAX: Final = 5_000
WEEKS_MAX: Final = 12
SESSIONS_MAX: Final = 50
HOURS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class RoundWish:
    """What an owner asks of a round.

    Attributes:
        sessions_min, sessions_max: Sessions each mentor gets at least and at most.
        weeks: This week and how many in all the sessions should fit into; the minutes of these are what mentors offer.
        older_than_days: Requests that wait at least so long take part, too; None for the pool alone.
        shared_hours_min: Hours both working days must share, 0 to 8.
        apart: Pairs that must not meet, two people a line.
        may_leave_out: Whether questions may stay in the pool.
    """

    rule: RoundRule = "worst_off_first"
    sessions_min: int = 0
    sessions_max: int = 2
    weeks: int = 4
    older_than_days: int | None = None
    shared_hours_min: float = 1.0
    apart: str = ""
    may_leave_out: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A question that takes part; of `entry_id` and `request_id` one is set."""

    entry_id: str | None
    request_id: str | None
    conversation_id: str
    mentee_id: str
    question: str
    minutes: Minutes
    waiting_since: datetime

    @property
    def id(self) -> str:
        """Return what names it in a problem."""
        return self.entry_id or self.request_id or ""


@dataclass(frozen=True, slots=True)
class Table:
    """A round before it is solved: the problem, and who is behind its ids."""

    seats: tuple[Seat, ...]
    loads: tuple[MentorLoad, ...]
    problem: RoundProblem


@dataclass(frozen=True, slots=True)
class _Taking:
    """A mentor who takes part, and which weeks they have room in."""

    load: MentorLoad
    room: Room
    mentor: RoundMentor


def set_table(desk: FairnessDesk, wish: RoundWish) -> Table:
    """Return the round an owner asks for.

    Raises:
        InvalidInput: A number is out of its range, a pair cannot be read, nothing waits, or nobody has time.
    """
    _check(wish)
    store, now = desk.store, desk.clock()
    people = {person.id: person for person in store.people()}
    apart = read_apart(wish.apart, list(people.values()), store.mentors())
    seats = _seats(store, wish, now=now)
    if not seats:
        raise InvalidInput("Nothing waits: the pool is empty, and no waiting request is old enough to take part.")
    time = _time(store, seats, wish, week=week_of(now))
    if not time:
        raise InvalidInput("No mentor has time left in these weeks. Choose more weeks, or wait for free minutes.")
    asked = store.requests_of_mentees(sorted({seat.mentee_id for seat in seats}))
    mentor_ids = [one.mentor.id for one in time]
    fit = _fit(desk, seats, mentor_ids, people, hours_min=wish.shared_hours_min)
    for n, column in _never(seats, mentor_ids, people, asked):
        fit[n, column] = np.nan
    for n, seat in enumerate(seats):
        fit[n, [not one.room.has(seat.minutes) for one in time]] = np.nan
    problem = RoundProblem(
        requests=tuple(RoundRequest(seat.id, seat.minutes) for seat in seats),
        mentors=tuple(one.mentor for one in time),
        affinities=fit,
        conflicts=frozenset(_conflicts(seats, mentor_ids, apart)),
        may_leave_out=wish.may_leave_out,
    )
    return Table(tuple(seats), tuple(one.load for one in time), problem)


def _seats(store: Store, wish: RoundWish, *, now: datetime) -> list[Seat]:
    """Return the questions of the pool, each chat's once, and requests that wait too long, the longest wait first."""
    pool = {
        one.conversation_id: Seat(
            one.id, None, one.conversation_id, one.mentee_id, one.question, one.minutes, one.waited_since
        )
        for one in store.pool_entries()
    }
    waiting = list(_waiting(store, wish, now=now, taken=frozenset(pool)))
    return sorted([*pool.values(), *waiting], key=lambda seat: (seat.waiting_since, seat.id))[:SEATS_MAX]


def _waiting(store: Store, wish: RoundWish, *, now: datetime, taken: frozenset[str]) -> Iterator[Seat]:
    if wish.older_than_days is None:
        return
    until = now - timedelta(days=wish.older_than_days)
    found = [one for one in store.open_requests() if one.status == "pending" and one.waiting_since <= until]
    found = list({one.conversation_id: one for one in reversed(found) if one.conversation_id not in taken}.values())
    texts = store.question_texts([one.id for one in found])
    for one in found:
        if one.id in texts:
            yield Seat(None, one.id, one.conversation_id, one.mentee_id, texts[one.id], one.minutes, one.waiting_since)


def _time(store: Store, seats: Sequence[Seat], wish: RoundWish, *, week: date) -> list[_Taking]:
    """Return the mentors who can take at least one session in these weeks, beside what waits for them already."""
    seated = {seat.request_id for seat in seats}
    promised: dict[str, list[int]] = defaultdict(list)
    for one in store.open_requests():
        if one.id not in seated:
            promised[one.mentor_id].append(one.minutes)
    found = []
    for load in store.mentor_loads(since=week):
        if load.profile.accepting:
            room = Room(load, since=week, weeks=wish.weeks)
            room.take_all(promised[load.profile.id])
            found.append(_Taking(load, room, _round_mentor(load, room, seats, wish)))
    return [one for one in found if one.mentor.sessions_max]


def _round_mentor(load: MentorLoad, room: Room, seats: Sequence[Seat], wish: RoundWish) -> RoundMentor:
    """Return what a mentor offers; a buffer after each session takes its part of the minutes."""
    shortest = min(seat.minutes for seat in seats)
    sessions = min(wish.sessions_max, room.count(shortest))
    usable = sum(room.left.values()) * shortest // load.needed_minutes(shortest)
    return RoundMentor(load.profile.id, usable, min(wish.sessions_min, sessions), sessions)


def _fit(
    desk: FairnessDesk,
    seats: Sequence[Seat],
    mentor_ids: Sequence[str],
    people: Mapping[str, Person],
    *,
    hours_min: float,
) -> Floats:
    """Return affinities, NaN where a mentor speaks no common language, is awake at other hours or does not fit at all."""
    shelf = desk.engine.keeper.shelf()
    mentees = [people.get(seat.mentee_id) for seat in seats]
    able = servable(shelf, mentees, day=desk.clock().date(), hours_min=hours_min)
    fit = affinities([seat.question for seat in seats], desk.engine, shelf).astype(np.float64)
    fit[~able | (fit < desk.engine.scale.shown_from)] = np.nan
    chosen = np.full((len(seats), len(mentor_ids)), np.nan)
    for column, mentor_id in enumerate(mentor_ids):
        if mentor_id in shelf.row:
            chosen[:, column] = fit[:, shelf.row[mentor_id]]
    return chosen


def _never(
    seats: Sequence[Seat], mentor_ids: Sequence[str], people: Mapping[str, Person], asked: Sequence[RequestFacts]
) -> Iterator[tuple[int, int]]:
    """Yield (seat, mentor) numbers of pairs no owner can allow.

    These are oneself, mentors asked from this chat before, whatever became of it, and those who declined this mentee.
    """
    column = {mentor_id: n for n, mentor_id in enumerate(mentor_ids)}
    in_chat: dict[str, set[str]] = defaultdict(set)
    declined: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        in_chat[one.conversation_id].add(one.mentor_id)
        if one.status == "declined":
            declined[one.mentee_id].add(one.mentor_id)
    for n, seat in enumerate(seats):
        mentee = people.get(seat.mentee_id)
        own = {mentee.mentor_id} if mentee is not None and mentee.mentor_id is not None else set()
        for mentor_id in in_chat[seat.conversation_id] | declined[seat.mentee_id] | own:
            if mentor_id in column:
                yield n, column[mentor_id]


def _conflicts(
    seats: Sequence[Seat], mentor_ids: Sequence[str], apart: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield (seat id, mentor id) of the pairs an owner named, and may allow again."""
    return ((seat.id, mentor) for seat in seats for mentor in mentor_ids if (seat.mentee_id, mentor) in apart)


def _check(wish: RoundWish) -> None:
    if not 0 <= wish.sessions_min <= wish.sessions_max <= SESSIONS_MAX or wish.sessions_max < 1:
        raise InvalidInput(
            f"{wish.sessions_min} to {wish.sessions_max} sessions a mentor were asked for; expected at least 0, "
            f"at most 1 to {SESSIONS_MAX}, and no more at least than at most."
        )
    if not 1 <= wish.weeks <= WEEKS_MAX:
        raise InvalidInput(f"{wish.weeks} weeks were asked for; expected 1 to {WEEKS_MAX}.")
    if wish.older_than_days is not None and not 1 <= wish.older_than_days <= DAYS_MAX:
        raise InvalidInput(f"{wish.older_than_days} days were asked for; expected 1 to {DAYS_MAX}.")
    if not 0 <= wish.shared_hours_min <= HOURS_MAX:
        raise InvalidInput(f"{wish.shared_hours_min:g} shared hours were asked for; expected 0 to {HOURS_MAX}.")
