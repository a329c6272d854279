"""The advice of one session: the message box, the coach beside it, and what is kept afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.coaching.use import Contradiction
from assistant.domain.advice import AdviceReview
from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorLoad
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.guidance.notes import NoteView, session_notes
from assistant.sessions import MentorSession
from assistant.text.redaction import redacted
from assistant.web import mentor_words
from assistant.web.parts import WebParts
from assistant.web.templates import render


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


def compare_page(
    entry: MentorSession, review: AdviceReview | None, apart: Sequence[Contradiction], *, is_arrived: bool = False
) -> str:
    """Return what needs the whole width as HTML: the two sides of contradictions, the shorter version.

    Each earlier piece is shown once, beside what pulls apart from it most clearly. `is_arrived` leads the reader there.
    """
    clearest = {one.earlier.id: one for one in sorted(apart, key=lambda one: one.judgement.score)}
    judges = {one.judgement.judged_by for one in clearest.values()}
    return render(
        "mentor_compare",
        turn=new_id(),
        entry=entry,
        name=mentor_words.first_name(entry.mentee.name),
        review=review,
        is_arrived=is_arrived,
        contradictions=tuple(reversed(clearest.values())),
        judged_by=" ".join(
            mentor_words.JUDGED_BY.get(one, mentor_words.JUDGED_BY_MODEL.format(model=one)) for one in sorted(judges)
        ),
    )


def after_page(parts: WebParts, person: Person, entry: MentorSession, *, is_pasted: bool = False) -> str:
    """Return what follows a session as HTML: how it went, notes, and what is kept from them."""
    starts_at = entry.session.starts_at
    return render(
        "mentor_after",
        turn=new_id(),
        entry=entry,
        name=mentor_words.first_name(entry.mentee.name),
        own_id=person.id,
        can_mark=starts_at is None or starts_at <= parts.clock(),
        notes=_kept_notes(parts, person, entry.session),
        is_pasted=is_pasted,
    )


def _kept_notes(parts: WebParts, person: Person, session: Session) -> list[NoteView]:
    """Return the notes of a session, newest first, with the words the mentee took out masked."""
    taken_out = parts.store.redactions(session.mentee_id)
    views = session_notes(parts.guidance_desk, person, session.id)
    return [_masked(view, taken_out) for view in reversed(views)]


def _masked(view: NoteView, taken_out: Sequence[str]) -> NoteView:
    return NoteView(
        replace(view.note, text=redacted(view.note.text, taken_out)),
        tuple(replace(item, text=redacted(item.text, taken_out)) for item in view.items),
        tuple(
            replace(
                one,
                what=redacted(one.what, taken_out),
                when=redacted(one.when, taken_out),
                who=redacted(one.who, taken_out),
            )
            for one in view.commitments
        ),
    )
