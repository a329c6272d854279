"""The mentor's side of a session: when and where, whether it was held, whether it was draining."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.domain.clock import Clock
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.sessions import Session, SessionRequest
from assistant.errors import CapacityExceeded, Conflict, InvalidInput, NotFound
from assistant.ports.store import Store
from assistant.sessions.agreement import WEEKS_AHEAD_MAX, agree_on, others_of_mentor, with_next_week
from assistant.sessions.capacity import load_of, mentor_id_of
from assistant.sessions.inbox import Requester, as_mentors_read, own_request, requester
from assistant.sessions.times import TimeWish, spoken_day, suggest_times


@dataclass(frozen=True, slots=True)
class MentorSession:
    """A session as the mentor sees it, with who comes."""

    session: Session
    mentee: Requester


def mentor_sessions(store: Store, person: Person | None) -> list[MentorSession]:
    """Return the person's sessions as a mentor, newest acceptance first, without words that mentees took out.

    Raises:
        NotSignedIn, NotAllowed: The person is no mentor.
    """
    sessions = store.sessions_for_mentor(mentor_id_of(person))
    return [
        MentorSession(
            replace(session, question=as_mentors_read(store, session.question, mentee_id=session.mentee_id)),
            requester(store, session.mentee_id),
        )
        for session in sessions
    ]


def plan(
    store: Store,
    person: Person | None,
    session_id: str,
    *,
    clock: Clock,
    week: date | None = None,
    starts_at: datetime | None = None,
    meeting_link: str = "",
) -> Session:
    """Set when and where a session takes place, in place of what was agreed before.

    A start decides the week; without a start and a week, no time is agreed and the week stays.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to plan.
        InvalidInput: As for accepting.
        Conflict: It was held already.
        CapacityExceeded: The other week has too few minutes; `next_week` and the text name one with room.
    """
    session, now = _own_session(store, person, session_id), clock()
    if session.status == "held":
        raise Conflict(f"The session {session_id!r} was held.", for_people="This session was held already.")
    chosen = max(session.week, week_of(now)) if week is None else week
    agreed = agree_on(store, session, week=chosen, starts_at=starts_at, meeting_link=meeting_link, now=now)
    try:
        return store.plan_session(
            session_id, week=agreed.week, starts_at=agreed.starts_at, meeting_link=agreed.meeting_link
        )
    except CapacityExceeded as error:
        raise with_next_week(store, session, week=agreed.week) from error


def mark(
    store: Store, person: Person | None, session_id: str, *, is_held: bool, is_heavy: bool, clock: Clock
) -> Session:
    """Say whether a session was held and whether it was draining; draining ones lower what is offered for a while.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs.
        InvalidInput: It has not begun.
    """
    session = _own_session(store, person, session_id)
    if session.starts_at is not None and session.starts_at > clock() and (is_held or is_heavy):
        raise InvalidInput(f"This session begins on {spoken_day(session.starts_at.date())}; mark it after that.")
    return store.mark_session(session_id, is_held=is_held, is_heavy=is_heavy)


def suggested_times(
    store: Store, person: Person | None, request_id: str, *, clock: Clock, week: date | None = None
) -> tuple[datetime, ...]:
    """Return up to five starts, in UTC, that suit both sides of a request or session of one's own.

    Without a week it is the first one, from the week asked for on, that has the minutes and such a time; none when
    no week near has.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs.
    """
    request, now = own_request(store, person, request_id), clock()
    load = load_of(store, request.mentor_id, since=week_of(now))
    busy = [*others_of_mentor(store, request), *store.sessions_of_mentee(request.mentee_id)]
    busy = [session for session in busy if session.id != request_id]
    timezone = requester(store, request.mentee_id).timezone
    weeks = [week] if week is not None else _weeks_with_room(load, request, this_week=week_of(now))
    wishes = (TimeWish(one, request.minutes, timezone, now) for one in weeks)
    return next((times for wish in wishes if (times := suggest_times(load, busy, wish))), ())


def _weeks_with_room(load: MentorLoad, request: SessionRequest, *, this_week: date) -> Iterator[date]:
    """Yield weeks whose minutes the request fits into; for a session, its own week needs no more."""
    first, needed = max(request.week, this_week), load.needed_minutes(request.minutes)
    for ahead in range(WEEKS_AHEAD_MAX + 1):
        week = first + timedelta(weeks=ahead)
        is_its_own = request.status == "accepted" and week == request.week
        if is_its_own or load.free_minutes(week) >= needed:
            yield week


def _own_session(store: Store, person: Person | None, session_id: str) -> Session:
    mentor_id = mentor_id_of(person)
    session = store.session(session_id)
    if session is None or session.mentor_id != mentor_id:
        raise NotFound(f"The mentor {mentor_id!r} has no session {session_id!r}.")
    return session
