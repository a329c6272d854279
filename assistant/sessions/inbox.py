"""The mentor's side: read requests, accept within one's own minutes, decline, ask for more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.domain.clock import Clock, new_id
from assistant.domain.conversations import Message
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.sessions import SessionRequest
from assistant.errors import CapacityExceeded, NotFound
from assistant.ports.store import BriefStore, PeopleStore, Store
from assistant.sessions.agreement import agree_on, with_next_week
from assistant.sessions.capacity import mentor_id_of
from assistant.sessions.limits import checked_reply
from assistant.text.redaction import redacted


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
    """Return all requests to the person, newest first, without words that mentees took out.

    Raises:
        NotSignedIn, NotAllowed: The person is no mentor.
    """
    entries = store.requests_for_mentor(mentor_id_of(person))
    return [
        InboxEntry(
            replace(request, question=as_mentors_read(store, request.question, mentee_id=request.mentee_id)),
            requester(store, request.mentee_id),
        )
        for request in entries
    ]


def as_mentors_read(store: BriefStore, question: str, *, mentee_id: str) -> str:
    """Return a mentee's question with the words masked that they took out."""
    return redacted(question, store.redactions(mentee_id))


def accept(
    store: Store,
    person: Person | None,
    request_id: str,
    *,
    clock: Clock,
    week: date | None = None,
    starts_at: datetime | None = None,
    meeting_link: str = "",
) -> SessionRequest:
    """Accept a request, within one's own minutes of that week; it becomes the session of the same id.

    A start decides the week. Without one, `week` is the Monday of the week to give the minutes in; by default the
    week asked for, or this one when that has passed.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to accept.
        InvalidInput: The week is no Monday, past, or more than twelve weeks ahead; the start is past, in their quiet
            hours or break, or meets another session; the link is no web address.
        Conflict: It was decided in the meantime.
        CapacityExceeded: Too few minutes are left; `next_week` and the text name the next week with room.
    """
    request, now = own_request(store, person, request_id), clock()
    chosen = max(request.week, week_of(now)) if week is None else week
    agreed = agree_on(store, request, week=chosen, starts_at=starts_at, meeting_link=meeting_link, now=now)
    try:
        return store.accept_request(
            request_id, week=agreed.week, at=now, starts_at=agreed.starts_at, meeting_link=agreed.meeting_link
        )
    except CapacityExceeded as error:
        raise with_next_week(store, request, week=agreed.week) from error


def decline(store: Store, person: Person | None, request_id: str, *, reason: str, clock: Clock) -> SessionRequest:
    """Decline with a reason the mentee reads. Raises NotSignedIn, NotAllowed, NotFound, InvalidInput, Conflict."""
    request = own_request(store, person, request_id)
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
    request, now = own_request(store, person, request_id), clock()
    text = checked_reply(question_back, name="question back")
    notice = Message(id=new_id(), speaker="mentor", kind="more_asked", text=text, at=now)
    return store.decide_request(request.id, "more_asked", reply=text, at=now, notice=notice)


def own_request(store: Store, person: Person | None, request_id: str) -> SessionRequest:
    """Return a request to the person. Raises NotSignedIn, NotAllowed, NotFound."""
    mentor_id = mentor_id_of(person)
    request = store.request(request_id)
    if request is None or request.mentor_id != mentor_id:
        raise NotFound(f"The mentor {mentor_id!r} has no request {request_id!r}.")
    return request


def requester(store: PeopleStore, mentee_id: str) -> Requester:
    """Return what a mentor sees of a mentee. Raises NotFound."""
    mentee = store.person(mentee_id)
    if mentee is None:
        raise NotFound(f"There is no person {mentee_id!r}.")
    return Requester(mentee.name, mentee.headline, mentee.languages, mentee.timezone)
