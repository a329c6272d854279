"""What a mentee does with the notes of a session: paste one, put right what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.errors import InvalidInput
from assistant.guidance.notes import (
    CommitmentWords,
    NoteAdded,
    add_commitment,
    add_item,
    correct_commitment,
    correct_item,
    paste_note,
    remove_commitment,
    remove_item,
    remove_note,
)
from assistant.web import guidance_words
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.parts import WebParts
from assistant.web.visit import Notice


def _paste_note(parts: WebParts, wish: Wish) -> Outcome:
    """Keep a note and what is found in it."""
    session_id = wish.get("session")
    added = paste_note(parts.guidance_desk, wish.person, session_id, wish.get("text"))
    return Outcome(replace(wish.place, session=session_id), Notice(_found(added)), is_note_kept=True)


def _remove_note(parts: WebParts, wish: Wish) -> Outcome:
    """Remove a note of one's own with all that was found in it."""
    remove_note(parts.guidance_desk, wish.person, wish.get("note"))
    return _stay(wish, guidance_words.REMOVED_NOTE)


def _correct_item(parts: WebParts, wish: Wish) -> Outcome:
    """Give advice other words."""
    correct_item(parts.guidance_desk, wish.person, wish.get("item"), wish.get("text"))
    return _stay(wish, guidance_words.CORRECTED_NOTE)


def _add_item(parts: WebParts, wish: Wish) -> Outcome:
    """Add advice that was missed."""
    add_item(parts.guidance_desk, wish.person, wish.get("note"), wish.get("text"))
    return _stay(wish, guidance_words.ADDED_NOTE)


def _remove_item(parts: WebParts, wish: Wish) -> Outcome:
    """Remove what is no advice."""
    remove_item(parts.guidance_desk, wish.person, wish.get("item"))
    return _stay(wish, guidance_words.REMOVED_NOTE)


def _correct_commitment(parts: WebParts, wish: Wish) -> Outcome:
    """Give a promise other words, another day or person."""
    correct_commitment(parts.guidance_desk, wish.person, wish.get("commitment"), commitment_words(wish.detail))
    return _stay(wish, guidance_words.CORRECTED_NOTE)


def _add_commitment(parts: WebParts, wish: Wish) -> Outcome:
    """Add a promise that was missed."""
    add_commitment(parts.guidance_desk, wish.person, wish.get("note"), commitment_words(wish.detail))
    return _stay(wish, guidance_words.ADDED_NOTE)


def _remove_commitment(parts: WebParts, wish: Wish) -> Outcome:
    """Remove what is no promise."""
    remove_commitment(parts.guidance_desk, wish.person, wish.get("commitment"))
    return _stay(wish, guidance_words.REMOVED_NOTE)


def commitment_words(typed: Mapping[str, str]) -> CommitmentWords:
    """Read the form of a promise; a day that was taken out takes the words that named it along.

    Raises:
        InvalidInput: The day is none.
    """
    due = _day(typed.get("due", ""))
    is_taken_out = due is None and bool(typed.get("dueBefore"))
    when = "" if is_taken_out else typed.get("when", "")
    return CommitmentWords(typed.get("what", ""), when, due, typed.get("who") or "mentee")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(f"found the day {text[:40]!r}", for_people=guidance_words.NO_SUCH_DAY) from error


def _found(added: NoteAdded) -> str:
    found = guidance_words.FOUND_NOTE.format(
        items=guidance_words.counted(len(added.items), guidance_words.ADVICE_COUNT),
        promises=guidance_words.counted(len(added.commitments), guidance_words.PROMISE_COUNT),
    )
    is_apart = any(one.is_sure for one in added.disagreements)
    return f"{found} {guidance_words.APART_FOUND}" if is_apart else found


def _stay(wish: Wish, text: str) -> Outcome:
    return Outcome(wish.place, Notice(text))


NOTE_ACTIONS: Final[Mapping[str, Callable[[WebParts, Wish], Outcome]]] = {
    "paste_note": _paste_note,
    "remove_note": _remove_note,
    "correct_item": _correct_item,
    "add_item": _add_item,
    "remove_item": _remove_item,
    "correct_commitment": _correct_commitment,
    "add_commitment": _add_commitment,
    "remove_commitment": _remove_commitment,
}
"""By the name a button or form says."""
