"""The brief as mentee and mentor meet it: the mentee sees it first and takes words out; the mentor reads just that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from assistant.accounts.roles import require_role
from assistant.briefs.compose import compose
from assistant.briefs.gather import gather
from assistant.domain.briefs import Brief, BriefLine
from assistant.domain.clock import Clock
from assistant.domain.people import Person
from assistant.domain.sessions import OPEN_STATUSES, Session, SessionRequest
from assistant.errors import InvalidInput, NotFound
from assistant.ports.store import Store
from assistant.post.brief_mail import queue_brief_mail
from assistant.rubric.assess import Rubric
from assistant.sessions.capacity import mentor_id_of
from assistant.text.redaction import redacted

EXPIRES_AFTER: Final = timedelta(days=14)
"""How long after the week of its session a brief is kept."""
REDACTED_CHARACTERS_MAX: Final = 200
REDACTIONS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class BriefDesk:
    """What the use cases of the brief work with."""

    store: Store
    rubric: Rubric
    clock: Clock


def brief_for_mentee(desk: BriefDesk, person: Person | None, request_id: str) -> Brief:
    """Compose the brief anew from what is known now, keep it as the one the mentor may read, and return it.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no mentee, asks.
        NotFound: It is not their request, it was declined or withdrawn, or the brief has expired.
    """
    mentee = require_role(person, "mentee")
    request = _own_request(desk.store, mentee, request_id)
    expires_at = _expiry(request)
    if request.status not in (*OPEN_STATUSES, "accepted") or expires_at <= desk.clock():
        raise NotFound(f"There is no brief of the request {request_id!r} any more.")
    lines = compose(gather(desk.store, mentee, request), desk.rubric)
    brief = Brief(request.id, mentee.id, lines, shown_at=desk.clock(), expires_at=expires_at)
    desk.store.keep_brief(brief)
    return brief


def brief_for_mentor(desk: BriefDesk, person: Person | None, session_id: str) -> Brief | None:
    """Return the brief of a session, exactly as the mentee saw it last; None while they have not seen it, or when it expired.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody without a mentor profile, asks.
        NotFound: It is not their session, or the request is not accepted.
    """
    session = _own_session(desk.store, person, session_id)
    brief = desk.store.brief(session.id)
    if brief is None or brief.expires_at <= desk.clock():
        return None
    return replace(brief, lines=_masked(brief.lines, desk.store.redactions(session.mentee_id)))


def mail_brief(desk: BriefDesk, person: Person | None, session_id: str) -> bool:
    """Queue the brief as a mail to the mentor who asks; return False when just this was mailed to them before.

    Raises:
        NotSignedIn, NotAllowed, NotFound: As for reading it.
        NotFound: There is nothing to be mailed yet, or no more.
    """
    mentor = require_role(person, "mentor")
    session, brief = _own_session(desk.store, mentor, session_id), brief_for_mentor(desk, mentor, session_id)
    mentee = desk.store.person(session.mentee_id)
    if brief is None or mentee is None:
        raise NotFound(
            f"There is no brief of the session {session_id!r} to be mailed.",
            for_people="There is no brief to send: the mentee has not looked at it yet, or it has expired.",
        )
    return queue_brief_mail(desk.store, brief, session=session, mentee=mentee, to=mentor)


def redact(desk: BriefDesk, person: Person | None, words: str) -> None:
    """Take words out everywhere, at once: also from briefs that mentors can read already.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no mentee, asks.
        InvalidInput: The words are blank, too long, or too many were taken out already.
    """
    mentee = require_role(person, "mentee")
    taken_out = _checked(words)
    known = desk.store.redactions(mentee.id)
    if len(known) >= REDACTIONS_MAX and taken_out not in known:
        raise InvalidInput(f"You took out {len(known)} words or phrases, the most that fit. Please put one back first.")
    desk.store.redact(mentee.id, taken_out)
    for request in desk.store.requests_of_mentee(mentee.id):
        brief = desk.store.brief(request.id)
        if brief is not None:
            desk.store.keep_brief(replace(brief, lines=_masked(brief.lines, [taken_out])))


def unredact(desk: BriefDesk, person: Person | None, words: str) -> None:
    """Put words back; mentors read them once the mentee was shown the brief with them. Raises NotSignedIn, NotAllowed."""
    mentee = require_role(person, "mentee")
    desk.store.unredact(mentee.id, words)


def redactions(desk: BriefDesk, person: Person | None) -> list[str]:
    """Return what the person took out, oldest first. Raises NotSignedIn, NotAllowed."""
    return desk.store.redactions(require_role(person, "mentee").id)


def _masked(lines: Sequence[BriefLine], words: Sequence[str]) -> tuple[BriefLine, ...]:
    return tuple(replace(line, text=redacted(line.text, words)) for line in lines)


def _checked(words: str) -> str:
    plain = " ".join(words.split())
    if not any(character.isalnum() for character in plain):
        raise InvalidInput("There are no words to take out. Mark or type the words that nobody should read.")
    if len(plain) > REDACTED_CHARACTERS_MAX:
        raise InvalidInput(
            f"This has {len(plain)} characters; up to {REDACTED_CHARACTERS_MAX} can be taken out at once. "
            "Please take out the few words that matter."
        )
    return plain


def _expiry(request: SessionRequest | Session) -> datetime:
    week_ends = datetime.combine(request.week + timedelta(days=7), time(), tzinfo=UTC)
    return week_ends + EXPIRES_AFTER


def _own_request(store: Store, mentee: Person, request_id: str) -> SessionRequest:
    request = store.request(request_id)
    if request is None or request.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no request {request_id!r}.")
    return request


def _own_session(store: Store, person: Person | None, session_id: str) -> Session:
    mentor_id = mentor_id_of(person)
    session = store.session(session_id)
    if session is None or session.mentor_id != mentor_id:
        raise NotFound(f"The mentor {mentor_id!r} has no session {session_id!r}.")
    return session
