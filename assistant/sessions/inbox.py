"""The mentor's side: read requests, accept within one's own minutes, decline, ask for more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock, new_id
from assistant.domain.conversations import Message
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.sessions import SessionRequest
from assistant.errors import CapacityExceeded, InvalidInput, NotAllowed, NotFound
from assistant.ports.store import Store
from assistant.sessions.limits import checked_reply

WEEKS_AHEAD_MAX = 12


@dataclass(frozen=True, slots=True)
class Requester:
    """What a mentor sees of the mentee who asks."""

    name: str
    headline: str
    languages: tuple[str, ...]
    timezone: str


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A request as the mentor sees it, with who asks."""

    request: SessionRequest
    mentee: Requester


def inbox(store: Store, person: Person | None) -> list[InboxEntry]:
    """Return all requests to the person, newest first. Raises NotSignedIn, NotAllowed."""
    entries = store.requests_for_mentor(_mentor_id(person))
    return [InboxEntry(request, _requester(store, request.mentee_id)) for request in entries]


def my_load(store: Store, person: Person | None, *, clock: Clock) -> MentorLoad:
    """Return the person's own minutes from this week on. Raises NotSignedIn, NotAllowed, NotFound."""
    return _load(store, _mentor_id(person), since=week_of(clock()))


def set_accepting(store: Store, person: Person | None, accepting: bool) -> None:
    """Open or close oneself for new requests. Raises NotSignedIn, NotAllowed, NotFound."""
    store.set_mentor_accepting(_mentor_id(person), accepting)


def accept(
    store: Store, person: Person | None, request_id: str, *, clock: Clock, week: date | None = None
) -> SessionRequest:
    """Accept a request, within one's own minutes of that week.

    `week` is the Monday of the week to give the minutes in; by default the week asked for, or this one when that
    has passed.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to accept.
        InvalidInput: `week` is no Monday, past, or more than twelve weeks ahead.
        Conflict: It was decided in the meantime.
        CapacityExceeded: Too few minutes are left; `next_week` and the text name the next week with room.
    """
    request, this_week = _own_request(store, person, request_id), week_of(clock())
    chosen = max(request.week, this_week) if week is None else _checked_week(week, this_week=this_week)
    try:
        return store.accept_request(request_id, week=chosen, at=clock())
    except CapacityExceeded as error:
        raise _with_next_week(store, request, week=chosen) from error


def decline(store: Store, person: Person | None, request_id: str, *, reason: str, clock: Clock) -> SessionRequest:
    """Decline with a reason the mentee reads. Raises NotSignedIn, NotAllowed, NotFound, InvalidInput, Conflict."""
    request = _own_request(store, person, request_id)
    return store.decide_request(request.id, "declined", reply=checked_reply(reason, name="reason"), at=clock())


def ask_for_more(
    store: Store, person: Person | None, request_id: str, *, question_back: str, clock: Clock
) -> SessionRequest:
    """Ask the mentee something before deciding; it appears in their chat in the same transaction.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to decide.
        InvalidInput: The question back is empty or too long.
        Conflict: It was decided in the meantime.
    """
    request, now = _own_request(store, person, request_id), clock()
    text = checked_reply(question_back, name="question back")
    notice = Message(id=new_id(), speaker="mentor", kind="more_asked", text=text, at=now)
    return store.decide_request(request.id, "more_asked", reply=text, at=now, notice=notice)


def _mentor_id(person: Person | None) -> str:
    mentor = require_role(person, "mentor")
    if mentor.mentor_id is None:
        raise NotAllowed(f"The person {mentor.id!r} has no mentor profile.")
    return mentor.mentor_id


def _own_request(store: Store, person: Person | None, request_id: str) -> SessionRequest:
    mentor_id = _mentor_id(person)
    request = store.request(request_id)
    if request is None or request.mentor_id != mentor_id:
        raise NotFound(f"The mentor {mentor_id!r} has no request {request_id!r}.")
    return request


def _load(store: Store, mentor_id: str, *, since: date) -> MentorLoad:
    loads = store.mentor_loads([mentor_id], since=since)
    if not loads:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    return loads[0]


def _requester(store: Store, mentee_id: str) -> Requester:
    mentee = store.person(mentee_id)
    if mentee is None:
        raise NotFound(f"There is no person {mentee_id!r}.")
    return Requester(mentee.name, mentee.headline, mentee.languages, mentee.timezone)


def _checked_week(week: date, *, this_week: date) -> date:
    last = this_week + timedelta(weeks=WEEKS_AHEAD_MAX)
    if week.weekday() != 0 or not this_week <= week <= last:
        raise InvalidInput(f"{week} was chosen; expected a Monday from {this_week} to {last}.")
    return week


def _with_next_week(store: Store, request: SessionRequest, *, week: date) -> CapacityExceeded:
    load = _load(store, request.mentor_id, since=week)
    open_load = replace(load, profile=replace(load.profile, accepting=True))
    next_week = open_load.first_week_with(request.minutes, since=week, weeks_ahead=WEEKS_AHEAD_MAX)
    room = f"The next week with room starts on {_day(next_week)}." if next_week else "No week near has that much room."
    found = (
        f"You have {load.free_minutes(week)} free minutes in the week of {_day(week)}; this needs {request.minutes}."
    )
    return CapacityExceeded(f"{found} ({request.id!r})", for_people=f"{found} {room}", next_week=next_week)


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
