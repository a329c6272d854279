"""A mentor's own limits: minutes a week, buffer, quiet hours, lighter weeks, breaks. Nobody else changes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.mentors import MentorLimits, MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.ports.store import MentorStore

WEEKLY_MINUTES_MAX: Final = 7 * 24 * 60
BUFFER_MINUTES_MAX: Final = 120
BREAK_DAYS_MAX: Final = 366
_LIGHTER_WEEKS_KEPT: Final = timedelta(weeks=8)
"""Past lighter weeks count for a while: load looks back a few weeks."""


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What a mentor sets about every week.

    Attributes:
        weekly_minutes: Their own limit, None for the one of the profile; the lower of the two counts.
        buffer_minutes: Minutes kept free after each session.
        quiet: Local hours in which no session starts and no mail is sent.
    """

    weekly_minutes: int | None = None
    buffer_minutes: int = 0
    quiet: QuietHours | None = None


def mentor_id_of(person: Person | None) -> str:
    """Return the profile of a mentor. Raises NotSignedIn, NotAllowed."""
    mentor = require_role(person, "mentor")
    if mentor.mentor_id is None:
        raise NotAllowed(f"The person {mentor.id!r} has no mentor profile.")
    return mentor.mentor_id


def load_of(store: MentorStore, mentor_id: str, *, since: date) -> MentorLoad:
    """Return a mentor's minutes from the week `since` on. Raises NotFound."""
    loads = store.mentor_loads([mentor_id], since=since)
    if not loads:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    return loads[0]


def my_load(store: MentorStore, person: Person | None, *, clock: Clock) -> MentorLoad:
    """Return the person's own minutes from this week on. Raises NotSignedIn, NotAllowed, NotFound."""
    return load_of(store, mentor_id_of(person), since=week_of(clock()))


def set_accepting(store: MentorStore, person: Person | None, accepting: bool) -> None:
    """Open or close oneself for new requests. Raises NotSignedIn, NotAllowed, NotFound."""
    store.set_mentor_accepting(mentor_id_of(person), accepting)


def set_limits(store: MentorStore, person: Person | None, own: OwnLimits, *, clock: Clock) -> MentorLimits:
    """Keep one's own limits; lighter weeks, a break and sessions already accepted stay as they are.

    Raises:
        NotSignedIn, NotAllowed, NotFound: They have no mentor profile.
        InvalidInput: Minutes are below zero or beyond what is sensible, or the quiet hours have no length.
    """
    _check(own)
    times = (None, None) if own.quiet is None else (own.quiet.starts, own.quiet.ends)
    return _change(
        store,
        my_load(store, person, clock=clock),
        weekly_minutes=own.weekly_minutes,
        buffer_minutes=own.buffer_minutes,
        quiet_from=times[0],
        quiet_until=times[1],
    )


def lighter_week(
    store: MentorStore, person: Person | None, week: date, *, is_lighter: bool = True, clock: Clock
) -> MentorLimits:
    """Give half the minutes this week or the next, or all of them again; no reason is asked.

    Raises:
        NotSignedIn, NotAllowed, NotFound: They have no mentor profile.
        InvalidInput: `week` is not the Monday of this week or the next.
    """
    load, this_week = my_load(store, person, clock=clock), week_of(clock())
    if week not in (this_week, this_week + timedelta(weeks=1)):
        raise InvalidInput(f"{week} was chosen; expected {this_week} or {this_week + timedelta(weeks=1)}.")
    others = {one for one in load.limits.lighter_weeks if one != week and one >= this_week - _LIGHTER_WEEKS_KEPT}
    return _change(store, load, lighter_weeks=tuple(sorted(others | ({week} if is_lighter else set()))))


def take_break(store: MentorStore, person: Person | None, until: date, *, clock: Clock) -> MentorLimits:
    """Take no sessions before the day `until`; no reason is asked, and sessions already accepted stay.

    Raises:
        NotSignedIn, NotAllowed, NotFound: They have no mentor profile.
        InvalidInput: The day is not after today, or more than a year away.
    """
    load, today = my_load(store, person, clock=clock), clock().date()
    if not today < until <= today + timedelta(days=BREAK_DAYS_MAX):
        raise InvalidInput(f"A break until {until} was chosen; expected a day after today, within a year.")
    return _change(store, load, break_until=until)


def end_break(store: MentorStore, person: Person | None, *, clock: Clock) -> MentorLimits:
    """Take sessions again. Raises NotSignedIn, NotAllowed, NotFound."""
    return _change(store, my_load(store, person, clock=clock), break_until=None)


def _change(store: MentorStore, load: MentorLoad, **changes: object) -> MentorLimits:
    limits = replace(load.limits, **changes)  # type: ignore[arg-type]
    store.set_mentor_limits(load.profile.id, limits)
    return limits


def _check(own: OwnLimits) -> None:
    weekly, buffer = own.weekly_minutes, own.buffer_minutes
    if weekly is not None and not 0 <= weekly <= WEEKLY_MINUTES_MAX:
        raise InvalidInput(f"{weekly:,} minutes a week were chosen; expected 0 to {WEEKLY_MINUTES_MAX:,}.")
    if not 0 <= buffer <= BUFFER_MINUTES_MAX:
        raise InvalidInput(f"{buffer} minutes between sessions were chosen; expected 0 to {BUFFER_MINUTES_MAX}.")
    if own.quiet is not None and own.quiet.starts == own.quiet.ends:
        raise InvalidInput("The quiet hours start and end at the same time; choose two different times, or none.")
