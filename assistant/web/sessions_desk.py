"""The mentee's sessions: what was asked and agreed, the brief the mentor reads, and what is kept afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, Literal

from markupsafe import Markup

from assistant.briefs import brief_for_mentee
from assistant.domain.briefs import BriefLine, BriefPart
from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person
from assistant.domain.sessions import OPEN_STATUSES, Session, SessionRequest
from assistant.errors import NotFound
from assistant.guidance.notes import session_notes
from assistant.sessions import MyRequest, my_sessions
from assistant.text.redaction import MASK
from assistant.web import guidance_words
from assistant.web.mentor_words import first_name
from assistant.web.parts import WebParts
from assistant.web.place import Place
from assistant.web.templates import render

Stage = Literal["open", "coming", "pool", "past", "closed"]
STAGES: Final[tuple[Stage, ...]] = ("open", "coming", "pool", "past", "closed")


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A request and, once it is accepted, its session.

    Attributes:
        stage: Waiting for an answer, agreed and ahead, waiting for any mentor, over, or not going ahead.
        is_returned: The program took it back, not the mentee.
    """

    request: SessionRequest
    session: Session | None
    mentor: MentorProfile
    stage: Stage
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """A line of the brief, and where its words come from."""

    text: str
    lead: str


def session_entries(parts: WebParts, person: Person, mine: Sequence[MyRequest]) -> list[SessionEntry]:
    """Return the person's requests and sessions, those ahead before those over, the newest first."""
    sessions = {one.session.id: one.session for one in my_sessions(parts.store, person, clock=parts.clock)}
    entries = [_entry(one, sessions.get(one.request.id), now=parts.clock()) for one in mine]
    return sorted(entries, key=lambda entry: STAGES.index(entry.stage))


def sessions_page(
    parts: WebParts, person: Person, place: Place, mine: Sequence[MyRequest], *, is_note_kept: bool = False
) -> str:
    """Return the person's sessions as HTML, one of them in full.

    `is_note_kept` empties the box for notes for good. Raises NotFound for a session that is not theirs.
    """
    entries, now = session_entries(parts, person, mine), parts.clock()
    shown = _shown(entries, place)
    return render(
        "sessions",
        turn=new_id(),
        now=now,
        this_week=week_of(now),
        zone=person.timezone,
        entries=entries,
        shown=shown.request.id if shown is not None else None,
        brief=Markup(_brief(parts, person, shown)) if shown is not None and shown.stage in ("open", "coming") else "",
        after=Markup(_after(parts, person, shown, is_note_kept=is_note_kept)) if shown is not None else "",
    )


def tappable_words(lines: Sequence[BriefLine]) -> Iterator[list[tuple[str, str]]]:
    """Yield, for each line of a brief, (name of the field, word) for every word that can be taken out."""
    for number, line in enumerate(lines):
        yield [
            (f"w{number}-{place}", word)
            for place, word in enumerate(line.text.split())
            if MASK not in word and any(character.isalnum() for character in word)
        ]


def _entry(mine: MyRequest, session: Session | None, *, now: datetime) -> SessionEntry:
    request = mine.request
    if session is not None:
        return SessionEntry(request, session, mine.mentor, "past" if _is_over(session, now) else "coming")
    if mine.is_in_pool:
        return SessionEntry(request, None, mine.mentor, "pool", is_returned=True)
    stage: Stage = "open" if request.status in OPEN_STATUSES else "closed"
    return SessionEntry(request, None, mine.mentor, stage, is_returned=mine.is_returned)


def _is_over(session: Session, now: datetime) -> bool:
    if session.status == "held":
        return True
    if session.starts_at is not None:
        return session.starts_at + timedelta(minutes=session.minutes) <= now
    return session.week + timedelta(weeks=1) <= now.date()


def _shown(entries: Sequence[SessionEntry], place: Place) -> SessionEntry | None:
    if place.session is None:
        return next((entry for entry in entries if entry.stage not in ("pool", "closed")), None)
    found = next((entry for entry in entries if entry.request.id == place.session), None)
    if found is None:
        raise NotFound(f"The mentee has no session {place.session!r}.")
    return found


def _brief(parts: WebParts, person: Person, entry: SessionEntry) -> str:
    try:
        brief = brief_for_mentee(parts.brief_desk, person, entry.request.id)
    except NotFound:  # it has expired
        return ""
    return render(
        "my_brief",
        session_id=entry.request.id,
        name=first_name(entry.mentor.name),
        sections=list(_sections(brief.lines)),
        tappable=list(tappable_words(brief.lines)),
        word_count=brief.words,
        taken_out=parts.store.redactions(person.id),
    )


def _sections(lines: Sequence[BriefLine]) -> Iterator[tuple[BriefPart, list[SourcedLine]]]:
    for part, group in groupby(lines, key=lambda line: line.part):
        yield part, [SourcedLine(line.text, _lead(line.source)) for line in group]


def _lead(source: str) -> str:
    kind, _, rest = source.partition(":")
    return guidance_words.SOURCES[kind].format(turn=rest)


def _after(parts: WebParts, person: Person, entry: SessionEntry, *, is_note_kept: bool) -> str:
    session = entry.session
    if session is None:
        return ""
    notes = session_notes(parts.guidance_desk, person, session.id)
    has_begun = session.starts_at is None or session.starts_at <= parts.clock()
    if not notes and not has_begun:
        return ""
    return render(
        "my_notes",
        session=session,
        name=first_name(entry.mentor.name),
        own_id=person.id,
        notes=notes,
        is_over=entry.stage == "past",
        is_note_kept=is_note_kept,
    )
