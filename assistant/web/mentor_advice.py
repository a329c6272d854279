"""The advice of one session: the message box, the coach beside it, and what is kept afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.domain.advice import AdviceReview
from assistant.domain.clock import new_id
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mentors import MentorLoad
from assistant.domain.people import Person
from assistant.ports.store import Store
from assistant.sessions import MentorSession
from assistant.text.redaction import redacted
from assistant.web import mentor_words
from assistant.web.local_time import day
from assistant.web.templates import render


@dataclass(frozen=True, slots=True)
class PulledApart:
    """What was told before and what the draft says, word for word; `mentor_context` is "" when it is not known."""

    before: str
    now: str
    mentor_context: str
    on: date
    decider: str
    judged_by: str


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note of a session as both sides see it, with what was found in it; what the mentee took out is masked."""

    id: str
    title: str
    text: str
    items: tuple[GuidanceItem, ...]
    commitments: tuple[Commitment, ...]


def question_page(load: MentorLoad, entry: MentorSession, others: Sequence[MentorSession]) -> str:
    """Return whose question the advice answers, and the way to other sessions, as HTML."""
    return render(
        "mentor_question",
        turn=new_id(),
        entry=entry,
        name=mentor_words.first_name(entry.mentee.name),
        zone=load.profile.timezone,
        others=others if len(others) > 1 else (),
    )


def advice_page(entry: MentorSession, *, is_sent: bool = False) -> str:
    """Return the message box as HTML; `is_sent` empties it for good."""
    name = mentor_words.first_name(entry.mentee.name)
    return render("mentor_advice", turn=new_id(), entry=entry, name=name, is_sent=is_sent)


def coach_page(entry: MentorSession, review: AdviceReview | None, *, problem: str = "") -> str:
    """Return what the coach says beside the box as HTML: nothing yet, nothing to add, or one nudge."""
    count = len(review.actions) if review is not None else 0
    forms = (mentor_words.ACTIONS_NONE, mentor_words.ACTIONS_ONE, mentor_words.ACTIONS_MANY)
    return render(
        "mentor_coach",
        turn=new_id(),
        name=mentor_words.first_name(entry.mentee.name),
        review=review,
        problem=problem,
        count_line=mentor_words.counted(count, forms),
    )


def compare_page(entry: MentorSession, review: AdviceReview | None, apart: Sequence[PulledApart]) -> str:
    """Return what needs the whole width as HTML: the two sides of a contradiction, the shorter version."""
    judges = {one.judged_by for one in apart}
    return render(
        "mentor_compare",
        turn=new_id(),
        name=mentor_words.first_name(entry.mentee.name),
        review=review,
        contradictions=apart,
        judged_by=" ".join(
            mentor_words.JUDGED_BY.get(one, mentor_words.JUDGED_BY_MODEL.format(model=one)) for one in sorted(judges)
        ),
    )


def after_page(store: Store, person: Person, entry: MentorSession, *, now: datetime, is_pasted: bool = False) -> str:
    """Return what follows a session as HTML: how it went, notes, and what is kept from them."""
    starts_at = entry.session.starts_at
    return render(
        "mentor_after",
        turn=new_id(),
        entry=entry,
        name=mentor_words.first_name(entry.mentee.name),
        can_mark=starts_at is None or starts_at <= now,
        notes=kept_notes(store, person, entry),
        is_pasted=is_pasted,
    )


def kept_notes(store: Store, person: Person, entry: MentorSession) -> list[KeptNote]:
    """Return the notes of a session, newest first, with the words the mentee took out masked."""
    session = entry.session
    taken_out = store.redactions(session.mentee_id)
    items = [one for one in store.guidance_of(session.mentee_id) if one.session_id == session.id]
    promises = [one for one in store.commitments_of(session.mentee_id) if one.session_id == session.id]
    return [
        KeptNote(
            note.id,
            _title(note, person, mentor_words.first_name(entry.mentee.name)),
            redacted(note.text, taken_out),
            tuple(replace(one, text=redacted(one.text, taken_out)) for one in items if one.note_id == note.id),
            tuple(replace(one, what=redacted(one.what, taken_out)) for one in promises if one.note_id == note.id),
        )
        for note in reversed(store.notes_of_session(session.id))
    ]


def _title(note: SessionNote, person: Person, name: str) -> str:
    if note.kind == "advice":
        return mentor_words.FROM_ADVICE.format(day=day(note.at.date()))
    by = mentor_words.BY_YOU if note.author_id == person.id else mentor_words.BY_THEM.format(name=name)
    return f"{mentor_words.FROM_NOTE.format(day=day(note.session_date))}, {by}"
