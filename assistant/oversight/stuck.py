"""Requests that wait too long, or for somebody who cannot answer; never whose question it is, nor what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.pool import RequestFacts
from assistant.domain.sessions import Minutes, RequestStatus
from assistant.errors import InvalidInput
from assistant.ports.store import Store

DAYS: Final = 7
DAYS_MAX: Final = 365
NO_MINUTES_WEEKS: Final = 4
"""A mentor without the minutes in this week and so many after it cannot answer soon."""
LONG_BREAK: Final = timedelta(days=7)

StuckReason = Literal["left", "closed", "break", "no_minutes", "waiting"]
"""The mentor left the program, takes no new requests, is on a break of more than a week, has no minutes for weeks; or
nothing but the wait."""


@dataclass(frozen=True, slots=True)
class StuckRequest:
    """One request of a mentee to a named mentor.

    Attributes:
        waiting_since: Since when it stands as it does.
        reasons: Why it is stuck, the gravest first; empty where all of one mentor's requests were asked for.
    """

    request_id: str
    mentor_id: str
    mentor_name: str
    minutes: Minutes
    status: RequestStatus
    waiting_since: datetime
    reasons: tuple[StuckReason, ...]


def stuck_requests(
    store: Store, person: Person | None, *, clock: Clock, days: int = DAYS, mentor_id: str | None = None
) -> list[StuckRequest]:
    """Return requests that are stuck, those that wait longest first.

    A request whose mentor asked for more waits for its mentee, and is stuck only when that mentor cannot answer.

    Args:
        store: Where requests are.
        person: Who asks.
        clock: Tells the time.
        days: From how many days on a wait is too long.
        mentor_id: All requests that wait for this mentor instead, stuck or not.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        InvalidInput: The days are not between 1 and a year.
    """
    require_role(person, "owner")
    if not 1 <= days <= DAYS_MAX:
        raise InvalidInput(f"{days} days were asked for; expected 1 to {DAYS_MAX}.")
    now = clock()
    open_now = [one for one in store.open_requests() if mentor_id in (None, one.mentor_id)]
    mentor_ids = list({one.mentor_id for one in open_now})
    loads = {load.profile.id: load for load in store.mentor_loads(mentor_ids, since=week_of(now))}
    current = {profile.id for profile in store.mentors(mentor_ids)}
    found = [
        _stuck(one, loads[one.mentor_id], is_current=one.mentor_id in current, now=now, days=days) for one in open_now
    ]
    wanted = [one for one in found if one.reasons or (mentor_id is not None and one.status == "pending")]
    return sorted(wanted, key=lambda one: (one.waiting_since, one.request_id))


def _stuck(request: RequestFacts, load: MentorLoad, *, is_current: bool, now: datetime, days: int) -> StuckRequest:
    return StuckRequest(
        request_id=request.id,
        mentor_id=request.mentor_id,
        mentor_name=load.profile.name,
        minutes=request.minutes,
        status=request.status,
        waiting_since=request.waiting_since,
        reasons=_reasons(request, load, is_current=is_current, now=now, days=days),
    )


def _reasons(
    request: RequestFacts, load: MentorLoad, *, is_current: bool, now: datetime, days: int
) -> tuple[StuckReason, ...]:
    if not is_current:
        return ("left",)
    break_until, found = load.limits.break_until, list[StuckReason]()
    if not load.profile.accepting:
        found.append("closed")
    if break_until is not None and break_until > (now + LONG_BREAK).date():
        found.append("break")
    elif load.profile.accepting and not _has_minutes(load, request.minutes, now=now):
        found.append("no_minutes")
    if request.status == "pending" and now - request.waiting_since >= timedelta(days=days):
        found.append("waiting")
    return tuple(found)


def _has_minutes(load: MentorLoad, minutes: int, *, now: datetime) -> bool:
    return load.first_week_with(minutes, since=week_of(now), weeks_ahead=NO_MINUTES_WEEKS) is not None
