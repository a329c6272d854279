"""What a mentor sees first: the next session with its brief, requests to read, what is coming up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from markupsafe import Markup

from assistant.briefs import brief_for_mentor
from assistant.briefs.use import EXPIRES_AFTER
from assistant.domain.clock import new_id
from assistant.domain.mails import Mail
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.errors import NotFound
from assistant.sessions import InboxEntry, MentorSession, inbox, my_load, suggested_times
from assistant.text.redaction import redacted
from assistant.web import mentor_brief, mentor_words
from assistant.web.local_time import field_value, same_clock
from assistant.web.mentor_minutes import plain_lines
from assistant.web.parts import WebParts
from assistant.web.templates import render

_BRIEF_LASTS: Final = timedelta(weeks=1) + EXPIRES_AFTER
"""From the Monday of a session's week."""


@dataclass(frozen=True, slots=True)
class FullWeek:
    """A request that did not fit into its week: the next one with room, and what had been typed."""

    request_id: str
    later_week: date | None
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The form that agrees on a time.

    Attributes:
        action: "accept" or "plan".
        times: Suggested starts, in UTC.
        agreed: The start agreed before, None while there is none.
        earliest: The present on the mentor's clock, as a field takes it.
        later_week: A week with room when the one asked for is full.
    """

    action: str
    id: str
    name: str
    zone: str
    their_zone: str
    times: tuple[datetime, ...]
    earliest: str
    submit: str
    agreed: datetime | None = None
    link: str = ""
    later_week: date | None = None
    open: bool = False

    @property
    def is_same_clock(self) -> bool:
        """Tell whether the clocks of both sides show the same at every time it names."""
        named = [*self.times, *([self.agreed] if self.agreed else [])]
        return all(same_clock(at, self.zone, self.their_zone) for at in named)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A mentor's sessions by where they stand: ahead of now, over but not marked, held."""

    coming: tuple[MentorSession, ...]
    ended: tuple[MentorSession, ...]
    held: tuple[MentorSession, ...]

    @property
    def all(self) -> tuple[MentorSession, ...]:
        """Return all of them, those ahead first."""
        return (*self.coming, *self.ended, *self.held)

    def entry(self, session_id: str) -> MentorSession:
        """Return one session. Raises NotFound when it is none of this mentor's."""
        found = next((entry for entry in self.all if entry.session.id == session_id), None)
        if found is None:
            raise NotFound(f"The mentor has no session {session_id!r}.")
        return found


def agenda(sessions: Iterable[MentorSession], *, now: datetime) -> Agenda:
    """Sort a mentor's sessions; those without a time count by the end of their week."""
    ordered = sorted(sessions, key=lambda entry: _starts(entry).timestamp())
    planned = [entry for entry in ordered if entry.session.status == "planned"]
    return Agenda(
        coming=tuple(entry for entry in planned if _ends(entry) > now),
        ended=tuple(reversed([entry for entry in planned if _ends(entry) <= now])),
        held=tuple(reversed([entry for entry in ordered if entry.session.status == "held"])),
    )


def next_page(
    parts: WebParts, person: Person, sessions: Agenda, shown: MentorSession | None, *, full: FullWeek | None = None
) -> str:
    """Return the brief of one session and all requests as HTML."""
    now, entries = parts.clock(), inbox(parts.store, person)
    load = my_load(parts.store, person, clock=parts.clock)
    pending = _with_status(entries, "pending")
    return render(
        "mentor_next",
        turn=new_id(),
        now=now,
        this_week=week_of(now),
        load=load,
        brief=Markup(_brief(parts, person, load, shown, is_next=shown in sessions.coming[:1]))
        if shown is not None
        else None,
        pending=pending,
        forms={entry.request.id: _accept_form(parts, person, load, entry, full) for entry in pending},
        waiting=_with_status(entries, "more_asked"),
        decided=_with_status(entries, "declined"),
    )


def coming_page(parts: WebParts, load: MentorLoad, sessions: Agenda, shown: MentorSession | None) -> str:
    """Return what is coming up, beside the brief, as HTML."""
    now = parts.clock()
    return render(
        "mentor_coming",
        turn=new_id(),
        zone=load.profile.timezone,
        coming=sessions.coming,
        ended=sessions.ended,
        shown=shown.session.id if shown is not None else None,
        plain=plain_lines(load, today=now.date()),
    )


def brief_mail(parts: WebParts, person: Person, session_id: str) -> Mail | None:
    """Return the last mail of a session's brief to its mentor, None when there was none."""
    mails = parts.store.mails_of(person.id)
    return next((one for one in reversed(mails) if one.session_id == session_id and one.key.startswith("brief:")), None)


def _brief(parts: WebParts, person: Person, load: MentorLoad, entry: MentorSession, *, is_next: bool) -> str:
    session, now = entry.session, parts.clock()
    brief = brief_for_mentor(parts.brief_desk, person, session.id)
    lines = brief.lines if brief is not None else ()
    taken_out = parts.store.redactions(session.mentee_id)
    items = {
        one.id: replace(one, text=redacted(one.text, taken_out))
        for one in parts.store.guidance_items(mentor_brief.item_ids(lines))
        if one.mentee_id == session.mentee_id
    }
    return render(
        "mentor_brief",
        now=now,
        entry=entry,
        name=mentor_words.first_name(entry.mentee.name),
        zone=load.profile.timezone,
        is_next=is_next,
        is_gone=brief is None and now.date() >= session.week + _BRIEF_LASTS,
        sections=mentor_brief.sections(lines, entry, items),
        word_count=brief.words if brief is not None else 0,
        can_mail=brief is not None,
        mail=brief_mail(parts, person, session.id),
        form=_plan_form(parts, person, load, entry) if session.status == "planned" else None,
    )


def _accept_form(
    parts: WebParts, person: Person, load: MentorLoad, entry: InboxEntry, full: FullWeek | None
) -> TimeForm:
    name = mentor_words.first_name(entry.mentee.name)
    did_not_fit = full is not None and full.request_id == entry.request.id
    return TimeForm(
        action="accept",
        id=entry.request.id,
        name=name,
        zone=load.profile.timezone,
        their_zone=entry.mentee.timezone,
        times=suggested_times(parts.store, person, entry.request.id, clock=parts.clock),
        earliest=field_value(parts.clock(), load.profile.timezone),
        submit=mentor_words.ACCEPT_AND_TELL.format(name=name),
        link=full.typed.get("link", "") if full is not None and did_not_fit else "",
        later_week=full.later_week if full is not None and did_not_fit else None,
        open=did_not_fit,
    )


def _plan_form(parts: WebParts, person: Person, load: MentorLoad, entry: MentorSession) -> TimeForm:
    session, name = entry.session, mentor_words.first_name(entry.mentee.name)
    times = suggested_times(parts.store, person, session.id, clock=parts.clock)
    return TimeForm(
        action="plan",
        id=session.id,
        name=name,
        zone=load.profile.timezone,
        their_zone=entry.mentee.timezone,
        times=tuple(at for at in times if at != session.starts_at),
        earliest=field_value(parts.clock(), load.profile.timezone),
        submit=mentor_words.SAVE_TIME.format(name=name),
        agreed=session.starts_at,
        link=session.meeting_link,
    )


def _with_status(entries: list[InboxEntry], *statuses: str) -> list[InboxEntry]:
    return [entry for entry in entries if entry.request.status in statuses]


def _starts(entry: MentorSession) -> datetime:
    session = entry.session
    return session.starts_at or _end_of_week(session.week, session.accepted_at)


def _ends(entry: MentorSession) -> datetime:
    session = entry.session
    if session.starts_at is None:
        return _starts(entry)
    return session.starts_at + timedelta(minutes=session.minutes)


def _end_of_week(monday: date, zoned: datetime) -> datetime:
    return datetime.combine(monday + timedelta(weeks=1), datetime.min.time(), tzinfo=zoned.tzinfo)
