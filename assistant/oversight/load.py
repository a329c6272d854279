"""How load is spread over mentors, this week and over four weeks, and what to do where it is too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.mentors import STRAIN_HEAVY, MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.pool import RequestFacts
from assistant.matching.reading import LOAD_WEEKS
from assistant.ports.store import Store

FULL_FROM: Final = 0.9
"""Share of their own minutes from which a mentor counts as full over four weeks."""
MUCH_ASKED_FROM: Final = 3.0
"""Times the mean session minutes from which a mentor carries too large a part, once half of what they offer is used."""
MUCH_ASKED_SESSIONS: Final = 3
"""... and no single long session makes it so."""
HALF: Final = 0.5
QUEUE_WEEKS: Final = 3
"""A mentor's waiting requests should fit into this week and the two after it."""

Burden = Literal["full", "strained", "queue", "much_asked"]
"""Their minutes are used up; sessions were heavy or back to back; more waits than fits; far above the mean."""
Suggestion = Literal["offer_waiting", "even_load"]
"""Offer their waiting requests to others; let load count for more when mentors are suggested."""


@dataclass(frozen=True, slots=True)
class MentorBurden:
    """One mentor's load; minutes of sessions and buffers are theirs, nobody else's limit is touched.

    Attributes:
        week_used, week_offered: Minutes of this week: promised, and their own limit.
        used, offered: The same over this week and the three before it, weeks before they came left out.
        session_minutes: Minutes of sessions in this program over these weeks.
        sessions: How many.
        strain: 0 (not at all) to 0.5.
        waiting: Requests that wait for their answer.
        share: Fraction of all mentors' session minutes.
        burdens: Why it is too much; empty when it is not.
    """

    mentor_id: str
    name: str
    is_accepting: bool
    week_used: int
    week_offered: int
    used: int
    offered: int
    session_minutes: int
    sessions: int
    strain: float
    waiting: int
    share: float
    burdens: tuple[Burden, ...] = ()

    @property
    def is_overloaded(self) -> bool:
        """Tell whether something should be done."""
        return bool(self.burdens)

    @property
    def suggestion(self) -> Suggestion | None:
        """Return what an owner can do about it, None when nothing has to be done."""
        if not self.burdens:
            return None
        return "offer_waiting" if self.waiting else "even_load"


@dataclass(frozen=True, slots=True)
class LoadView:
    """All mentors, those with most session minutes first.

    Attributes:
        peak_to_mean: Most session minutes over the mean of all mentors here; 1.0 is perfectly even, None without sessions.
        without_sessions: Mentors who accept requests and had no session in these weeks.
        weeks: How many weeks `used`, `sessions` and `share` speak of.
    """

    mentors: tuple[MentorBurden, ...]
    peak_to_mean: float | None
    without_sessions: int
    weeks: int = LOAD_WEEKS

    @property
    def overloaded(self) -> tuple[MentorBurden, ...]:
        """Return the mentors for whom it is too much, in the same order."""
        return tuple(one for one in self.mentors if one.is_overloaded)

    def share_of_first(self, count: int) -> float:
        """Return the fraction of all session minutes that the first `count` mentors carry, 0 to 1."""
        return sum(one.share for one in self.mentors[:count])


def load_view(store: Store, person: Person | None, *, clock: Clock) -> LoadView:
    """Return how load is spread. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    week = week_of(clock())
    weeks = [week - timedelta(weeks=back) for back in range(LOAD_WEEKS)]
    loads = store.mentor_loads(since=weeks[-1])
    waiting: dict[str, list[RequestFacts]] = defaultdict(list)
    for request in store.open_requests():
        if request.status == "pending":
            waiting[request.mentor_id].append(request)
    minutes = {load.profile.id: _session_minutes(load, weeks) for load in loads}
    total = sum(minutes.values())
    mean = total / len(loads) if loads else 0.0
    rows = [_burden(load, weeks, waiting[load.profile.id], total=total, mean=mean) for load in loads]
    rows.sort(key=lambda one: (-one.session_minutes, -one.waiting, one.name, one.mentor_id))
    idle = sum(one.is_accepting and not one.sessions for one in rows)
    return LoadView(tuple(rows), max(minutes.values()) / mean if mean else None, idle)


def _burden(
    load: MentorLoad, weeks: Sequence[date], waiting: Sequence[RequestFacts], *, total: int, mean: float
) -> MentorBurden:
    week = weeks[0]
    came = min([load.booked_since, *(one.monday for one in load.accepted)])
    known = [one for one in weeks if one >= came] or [week]
    own = _session_minutes(load, weeks)
    row = MentorBurden(
        mentor_id=load.profile.id,
        name=load.profile.name,
        is_accepting=load.profile.accepting,
        week_used=load.used_minutes(week),
        week_offered=load.limit_minutes(week),
        used=sum(load.used_minutes(one) for one in known),
        offered=sum(load.limit_minutes(one) for one in known),
        session_minutes=own,
        sessions=sum(one.sessions for one in load.accepted if one.monday in weeks),
        strain=load.strain(week),
        waiting=len(waiting),
        share=own / total if total else 0.0,
    )
    return _judged(row, load, week, waiting, mean=mean)


def _judged(
    row: MentorBurden, load: MentorLoad, week: date, waiting: Sequence[RequestFacts], *, mean: float
) -> MentorBurden:
    free = sum(load.free_minutes(week + timedelta(weeks=ahead)) for ahead in range(QUEUE_WEEKS))
    asked = sum(load.needed_minutes(request.minutes) for request in waiting)
    found: list[Burden] = []
    if row.sessions and row.offered and row.used >= FULL_FROM * row.offered:
        found.append("full")
    if row.strain >= STRAIN_HEAVY:
        found.append("strained")
    if asked > free:
        found.append("queue")
    is_much = row.session_minutes >= MUCH_ASKED_FROM * mean and row.sessions >= MUCH_ASKED_SESSIONS
    if is_much and row.used >= HALF * row.offered:
        found.append("much_asked")
    return replace(row, burdens=tuple(found))


def _session_minutes(load: MentorLoad, weeks: Sequence[date]) -> int:
    return sum(one.minutes for one in load.accepted if one.monday in weeks)
