"""Both sides put right what was found in a note: words, days, what is missing, what should not be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.domain.clock import new_id
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.guidance.desk import GuidanceDesk, own_commitment, own_item, own_session
from assistant.notes.due import due_date
from assistant.text.intake import checked_text

ITEM_LETTERS_MAX: Final = 600
WORDS_LETTERS_MAX: Final = 300
WHO_LETTERS_MAX: Final = 80


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """A commitment as somebody writes it down.

    Attributes:
        what: The act.
        when: The words that say by when, "" for none.
        due: The day; None to have it told from `when`.
        who: "mentee", "mentor" or a name.
    """

    what: str
    when: str = ""
    due: date | None = None
    who: str = "mentee"


def correct_item(desk: GuidanceDesk, person: Person | None, item_id: str, text: str) -> GuidanceItem:
    """Give an item other words and link it anew; open disagreements about the old words make way.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not of a session of theirs.
        InvalidInput: The text is blank, too long, or not English.
    """
    item, _ = own_item(desk, person, item_id)
    plain = checked_text(text, letters_max=ITEM_LETTERS_MAX).strip()
    if plain == item.text:
        return item
    (linked,), disagreements = desk.linker.link(item.mentee_id, [replace(item, text=plain)])
    desk.store.correct_guidance(linked, disagreements)
    return linked


def add_item(desk: GuidanceDesk, person: Person | None, note_id: str, text: str) -> GuidanceItem:
    """Add advice to a note in which it was not found. Raises NotSignedIn, NotAllowed, NotFound, InvalidInput."""
    note = _own_note(desk, person, note_id)
    session, _ = own_session(desk, person, note.session_id)
    plain = checked_text(text, letters_max=ITEM_LETTERS_MAX).strip()
    loads = desk.store.mentor_loads([note.mentor_id], since=week_of(desk.clock()))
    start = note.text.find(plain)
    item = GuidanceItem(
        id=new_id(),
        note_id=note.id,
        session_id=note.session_id,
        mentee_id=note.mentee_id,
        mentor_id=note.mentor_id,
        mentor_context=loads[0].profile.headline if loads else "",
        question=session.question,
        text=plain,
        start=start if start >= 0 else len(note.text),
        end=start + len(plain) if start >= 0 else len(note.text),
        session_date=note.session_date,
        decision_id="",
    )
    (linked,), disagreements = desk.linker.link(note.mentee_id, [item])
    desk.store.add_guidance(linked, disagreements)
    return linked


def remove_item(desk: GuidanceDesk, person: Person | None, item_id: str) -> None:
    """Remove an item with its disagreements. Raises NotSignedIn, NotAllowed, NotFound."""
    item, _ = own_item(desk, person, item_id)
    desk.store.remove_guidance(item.id)


def bind_to_context(desk: GuidanceDesk, person: Person | None, item_id: str, *, is_bound: bool = True) -> GuidanceItem:
    """Mark advice as right for this context only, not to be reused; the mentor who gave it decides.

    Raises:
        NotSignedIn, NotFound: It is not of a session of theirs.
        NotAllowed: They are the mentee of the session.
    """
    item, side = own_item(desk, person, item_id)
    if side != "mentor":
        raise NotAllowed(
            f"The mentee of the session {item.session_id!r} wanted to bind {item_id!r} to its context.",
            for_people="Only the mentor who gave this advice can say that it fits this context alone.",
        )
    bound = replace(item, is_context_bound=is_bound)
    desk.store.change_guidance(bound)
    return bound


def correct_commitment(
    desk: GuidanceDesk, person: Person | None, commitment_id: str, words: CommitmentWords
) -> Commitment:
    """Give a commitment other words, another day or person. Raises NotSignedIn, NotAllowed, NotFound, InvalidInput."""
    commitment = own_commitment(desk, person, commitment_id)
    corrected = _worded(commitment, words, session_date=_own_note(desk, person, commitment.note_id).session_date)
    desk.store.change_commitment(corrected)
    return corrected


def add_commitment(desk: GuidanceDesk, person: Person | None, note_id: str, words: CommitmentWords) -> Commitment:
    """Add a commitment that was not found in a note. Raises NotSignedIn, NotAllowed, NotFound, InvalidInput."""
    note = _own_note(desk, person, note_id)
    blank = Commitment(new_id(), note.id, note.session_id, note.mentee_id, note.mentor_id, "", "", None, "mentee")
    commitment = _worded(blank, words, session_date=note.session_date)
    desk.store.add_commitment(commitment)
    return commitment


def remove_commitment(desk: GuidanceDesk, person: Person | None, commitment_id: str) -> None:
    """Remove a commitment; nobody is asked about it any more. Raises NotSignedIn, NotAllowed, NotFound."""
    desk.store.remove_commitment(own_commitment(desk, person, commitment_id).id)


def _own_note(desk: GuidanceDesk, person: Person | None, note_id: str) -> SessionNote:
    note = desk.store.note(note_id)
    own_session(desk, person, note.session_id if note else "")
    if note is None:
        raise NotFound(f"There is no note {note_id!r}.")
    return note


def _worded(commitment: Commitment, words: CommitmentWords, *, session_date: date) -> Commitment:
    """Return a commitment in checked words; without a day given it is told from the words that say by when."""
    when = checked_text(words.when, letters_max=WORDS_LETTERS_MAX).strip() if words.when.strip() else ""
    due = words.due or due_date(when, session_date)
    if due is not None and due < session_date:
        raise InvalidInput(f"The day {due} lies before the session on {session_date}; please choose a later one.")
    return replace(
        commitment,
        what=checked_text(words.what, letters_max=WORDS_LETTERS_MAX).strip(),
        when=when,
        due=due,
        who=checked_text(words.who, letters_max=WHO_LETTERS_MAX).strip(),
    )
