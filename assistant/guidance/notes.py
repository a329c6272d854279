"""Session notes: either side pastes one, advice and promises are found in it, and both sides put right what was found."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.clock import new_id
from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.errors import Conflict, NotFound
from assistant.guidance.corrections import (
    CommitmentWords,
    add_commitment,
    add_item,
    bind_to_context,
    correct_commitment,
    correct_item,
    remove_commitment,
    remove_item,
)
from assistant.guidance.desk import GuidanceDesk, Reader, day_of_session, own_session
from assistant.notes.read import NoteReading
from assistant.text.intake import checked_text

__all__ = [
    "CommitmentWords",
    "GuidanceDesk",
    "NoteAdded",
    "NoteView",
    "Reader",
    "add_commitment",
    "add_item",
    "bind_to_context",
    "correct_commitment",
    "correct_item",
    "paste_note",
    "remove_commitment",
    "remove_item",
    "remove_note",
    "session_notes",
]


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A note as it was kept, with what was found in it and what pulls apart from earlier guidance."""

    note: SessionNote
    items: tuple[GuidanceItem, ...]
    commitments: tuple[Commitment, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note of a session and what stands under it now, in the order of the note."""

    note: SessionNote
    items: tuple[GuidanceItem, ...]
    commitments: tuple[Commitment, ...]


def paste_note(desk: GuidanceDesk, person: Person | None, session_id: str, text: str) -> NoteAdded:
    """Keep a note about a session with the guidance and the commitments found in it, all or none.

    Raises:
        NotSignedIn, NotAllowed, NotFound: The session is not theirs.
        InvalidInput: The text is blank, too long, or not English.
        Conflict: They pasted the same text before.
    """
    session, side = own_session(desk, person, session_id)
    assert person is not None
    plain = checked_text(text)
    if any(note.text == plain and note.author_id == person.id for note in desk.store.notes_of_session(session_id)):
        raise Conflict(f"The session {session_id!r} has this note already.", for_people="This note is kept already.")
    note = SessionNote(
        id=new_id(),
        session_id=session.id,
        mentee_id=session.mentee_id,
        mentor_id=session.mentor_id,
        author_id=person.id,
        kind="note",
        text=plain,
        session_date=day_of_session(desk, session, person),
        at=desk.clock(),
    )
    reading = desk.reader.read_note(plain, note.session_date, author=side)
    items, disagreements = desk.linker.link(session.mentee_id, _items(desk, session, note, reading))
    commitments = _commitments(note, reading)
    desk.store.add_note(note, items, commitments, disagreements)
    return NoteAdded(note, tuple(items), tuple(commitments), tuple(disagreements))


def session_notes(desk: GuidanceDesk, person: Person | None, session_id: str) -> list[NoteView]:
    """Return the notes of one of the person's sessions, oldest first. Raises NotSignedIn, NotAllowed, NotFound."""
    session, _ = own_session(desk, person, session_id)
    items = desk.store.guidance_of(session.mentee_id)
    commitments = desk.store.commitments_of(session.mentee_id)
    return [
        NoteView(
            note,
            tuple(item for item in items if item.note_id == note.id),
            tuple(one for one in commitments if one.note_id == note.id),
        )
        for note in desk.store.notes_of_session(session_id)
    ]


def remove_note(desk: GuidanceDesk, person: Person | None, note_id: str) -> None:
    """Remove a note with all that was found in it; only who pasted it may. Raises NotSignedIn, NotAllowed, NotFound."""
    note = desk.store.note(note_id)
    own_session(desk, person, note.session_id if note else "")
    if note is None or person is None or note.author_id != person.id or note.kind != "note":
        raise NotFound(f"There is no note {note_id!r} that this person pasted.")
    desk.store.remove_note(note_id)


def _items(desk: GuidanceDesk, session: Session, note: SessionNote, reading: NoteReading) -> list[GuidanceItem]:
    loads = desk.store.mentor_loads([session.mentor_id], since=week_of(note.at))
    context = loads[0].profile.headline if loads else ""
    return [
        GuidanceItem(
            id=new_id(),
            note_id=note.id,
            session_id=session.id,
            mentee_id=session.mentee_id,
            mentor_id=session.mentor_id,
            mentor_context=context,
            question=session.question,
            text=span.quote,
            start=span.start,
            end=span.end,
            session_date=note.session_date,
            decision_id="",
        )
        for span in reading.guidance
    ]


def _commitments(note: SessionNote, reading: NoteReading) -> list[Commitment]:
    return [
        Commitment(
            id=new_id(),
            note_id=note.id,
            session_id=note.session_id,
            mentee_id=note.mentee_id,
            mentor_id=note.mentor_id,
            what=found.what,
            when=found.when,
            due=found.due,
            who=found.who,
        )
        for found in reading.commitments
    ]
