"""What became of a mentor's advice: one line each, for the mentor alone. Nobody is counted or ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.domain.guidance import Commitment, GuidanceItem, Outcome
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.ports.store import Store
from assistant.sessions.capacity import mentor_id_of
from assistant.text.redaction import redacted


@dataclass(frozen=True, slots=True)
class BecameLine:
    """What became of one piece of advice, or of one thing the mentee promised.

    Attributes:
        text: The advice or the promise; words the mentee took out are masked, here and in `why`.
        outcome: None while the mentee said nothing.
    """

    kind: Literal["advice", "commitment"]
    text: str
    outcome: Outcome | None
    why: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionResult:
    """One session with what became of it, and the mentee's words of thanks, "" for none."""

    session: Session
    mentee_name: str
    on: date
    lines: tuple[BecameLine, ...]
    thanks: str


def became_of(store: Store, person: Person | None) -> list[SessionResult]:
    """Return what became of the person's advice, session by session, the newest first.

    Sessions with neither advice, commitments nor thanks are left out. Raises NotSignedIn, NotAllowed.
    """
    mentor_id = mentor_id_of(person)
    sessions, items = store.sessions_for_mentor(mentor_id), store.guidance_by(mentor_id)
    mentees = {session.mentee_id for session in sessions}
    promised = [one for mentee in sorted(mentees) for one in store.commitments_of(mentee) if one.who == "mentee"]
    taken_out = {mentee: store.redactions(mentee) for mentee in mentees}
    results = [
        _result(
            store,
            session,
            [one for one in items if one.session_id == session.id],
            [one for one in promised if one.session_id == session.id],
            taken_out[session.mentee_id],
        )
        for session in sessions
    ]
    told = [result for result in results if result.lines or result.thanks]
    return sorted(told, key=lambda result: (result.on, result.session.id), reverse=True)


def _result(
    store: Store,
    session: Session,
    items: Sequence[GuidanceItem],
    promised: Sequence[Commitment],
    redactions: Sequence[str],
) -> SessionResult:
    mentee = store.person(session.mentee_id)
    advice = (_line("advice", one.text, one, redactions) for one in items)
    promises = (_line("commitment", one.what, one, redactions) for one in promised)
    return SessionResult(
        session=session,
        mentee_name="" if mentee is None else mentee.name,
        on=items[0].session_date if items else _day_of(session),
        lines=(*advice, *promises),
        thanks=redacted(session.thanks, redactions),
    )


def _line(
    kind: Literal["advice", "commitment"], text: str, about: GuidanceItem | Commitment, redactions: Sequence[str]
) -> BecameLine:
    return BecameLine(
        kind, redacted(text, redactions), about.outcome, redacted(about.why, redactions), about.outcome_at
    )


def _day_of(session: Session) -> date:
    return session.accepted_at.date() if session.starts_at is None else session.starts_at.date()
