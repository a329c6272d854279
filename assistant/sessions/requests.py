"""The mentee's side: ask a mentor, answer what they ask back, withdraw, see how it stands, say thank you."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock, new_id
from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person
from assistant.domain.sessions import MINUTES, Minutes, Session, SessionRequest
from assistant.errors import CapacityExceeded, Conflict, InvalidInput, NotFound
from assistant.ports.store import Store
from assistant.sessions.limits import checked_question, checked_reply

OPEN_REQUESTS_MAX = 3
"""A mentee may wait for this many mentors at once: mentors read each request before they decide."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a mentee sends: which chat it came from, to whom, the sharpened question, how many minutes."""

    conversation_id: str
    mentor_id: str
    question: str
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class MyRequest:
    """A request as the mentee sees it, with the mentor it went to.

    Attributes:
        is_returned: The program took it back, not the mentee.
        is_in_pool: The program still looks for somebody else.
    """

    request: SessionRequest
    mentor: MentorProfile
    is_returned: bool = False
    is_in_pool: bool = False


@dataclass(frozen=True, slots=True)
class MySession:
    """A session as the mentee sees it, with the mentor."""

    session: Session
    mentor: MentorProfile


def request_session(store: Store, person: Person | None, new: NewRequest, *, clock: Clock) -> SessionRequest:
    """Ask a mentor for a session in the first week in which they have the minutes.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no mentee, asks.
        NotFound: The chat is not theirs, or there is no such mentor.
        InvalidInput: The question is empty or too long, the minutes are none of 15, 30, 60, or it is their own profile.
        Conflict: The mentor takes no new requests, was asked from this chat already, or three requests are open.
        CapacityExceeded: No week near has the minutes.
    """
    mentee, now = require_role(person, "mentee"), clock()
    question = checked_question(new.question)
    if new.minutes not in MINUTES:
        raise InvalidInput(f"A session of {new.minutes} minutes was asked for; expected 15, 30 or 60.")
    _own_chat(store, mentee, new.conversation_id)
    if new.mentor_id == mentee.mentor_id:
        raise InvalidInput("This is your own profile; choose somebody else.")
    request = SessionRequest(
        id=new_id(),
        conversation_id=new.conversation_id,
        mentee_id=mentee.id,
        mentor_id=new.mentor_id,
        question=question,
        minutes=new.minutes,
        week=_first_week(store, new, now=now),
        status="pending",
        created_at=now,
    )
    store.add_request(request, open_max=OPEN_REQUESTS_MAX)
    return request


def my_requests(store: Store, person: Person | None, *, clock: Clock) -> list[MyRequest]:
    """Return the person's requests, newest first. Raises NotSignedIn, NotAllowed."""
    mentee = require_role(person, "mentee")
    requests = store.requests_of_mentee(mentee.id)
    profiles = _profiles(store, [request.mentor_id for request in requests], clock=clock)
    entries = {entry.request_id: entry for entry in store.pool_entries_of(mentee.id)}
    return [
        MyRequest(
            request,
            profiles[request.mentor_id],
            is_returned=request.id in entries,
            is_in_pool=request.id in entries and entries[request.id].is_in_pool(requests),
        )
        for request in requests
    ]


def my_sessions(store: Store, person: Person | None, *, clock: Clock) -> list[MySession]:
    """Return the person's sessions as a mentee, newest acceptance first. Raises NotSignedIn, NotAllowed."""
    mentee = require_role(person, "mentee")
    sessions = store.sessions_of_mentee(mentee.id)
    profiles = _profiles(store, [session.mentor_id for session in sessions], clock=clock)
    return [MySession(session, profiles[session.mentor_id]) for session in sessions]


def answer_more(store: Store, person: Person | None, request_id: str, *, question: str, clock: Clock) -> SessionRequest:
    """Send the question again, as it reads after what the mentor asked was answered.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to answer.
        InvalidInput: The question is empty or too long.
        Conflict: The mentor asked nothing, or it was decided in the meantime.
    """
    mentee = require_role(person, "mentee")
    _own_request(store, mentee, request_id)
    return store.reopen_request(request_id, question=checked_question(question), at=clock())


def withdraw(store: Store, person: Person | None, request_id: str, *, clock: Clock) -> SessionRequest:
    """Take back a request that is still open. Raises NotSignedIn, NotAllowed, NotFound, Conflict."""
    mentee = require_role(person, "mentee")
    _own_request(store, mentee, request_id)
    return store.decide_request(request_id, "withdrawn", reply="", at=clock())


def leave_pool(store: Store, person: Person | None, request_id: str, *, clock: Clock) -> None:
    """Tell the program not to look for another mentor for a request it took back.

    Raises:
        NotSignedIn, NotAllowed: The person is no mentee.
        NotFound: The program took back no such request of theirs.
    """
    mentee = require_role(person, "mentee")
    entry = next((one for one in store.pool_entries_of(mentee.id) if one.request_id == request_id), None)
    if entry is None:
        raise NotFound(f"The program took back no request {request_id!r} of the person {mentee.id!r}.")
    store.leave_pool(entry.id, at=clock())


def thank(store: Store, person: Person | None, session_id: str, *, text: str) -> Session:
    """Keep words of thanks for the mentor, in place of those before.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not their session.
        InvalidInput: The words are empty or too long.
    """
    mentee = require_role(person, "mentee")
    session = store.session(session_id)
    if session is None or session.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no session {session_id!r}.")
    return store.thank(session_id, checked_reply(text, name="thanks"))


def _own_chat(store: Store, mentee: Person, conversation_id: str) -> None:
    conversation = store.conversation(conversation_id)
    if conversation is None or conversation.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no chat {conversation_id!r}.")


def _own_request(store: Store, mentee: Person, request_id: str) -> None:
    request = store.request(request_id)
    if request is None or request.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no request {request_id!r}.")


def _profiles(store: Store, mentor_ids: Sequence[str], *, clock: Clock) -> dict[str, MentorProfile]:
    """Return the profiles of these mentors by id, those that left included."""
    loads = store.mentor_loads(mentor_ids, since=week_of(clock()))
    return {load.profile.id: load.profile for load in loads}


def _first_week(store: Store, new: NewRequest, *, now: datetime) -> date:
    loads = store.mentor_loads([new.mentor_id], since=week_of(now))
    if not loads:
        raise NotFound(f"There is no mentor {new.mentor_id!r}.")
    (load,) = loads
    if not load.profile.accepting:
        raise Conflict(
            f"The mentor {new.mentor_id!r} takes no new requests.",
            for_people=f"{load.profile.name} takes no new requests at the moment.",
        )
    week = load.first_week_with(new.minutes, since=week_of(now))
    if week is None:
        raise CapacityExceeded(
            f"The mentor {new.mentor_id!r} has no week with {new.minutes} minutes.",
            for_people=f"{load.profile.name} has no {new.minutes} minutes free in the coming weeks.",
        )
    return week
