"""What a mentor does about the advice of one session: have a draft read, send it, keep notes and put them right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.coaching.use import review_draft, send_advice
from assistant.errors import InvalidInput
from assistant.guidance.notes import (
    GuidanceDesk,
    NoteAdded,
    add_commitment,
    add_item,
    bind_to_context,
    correct_commitment,
    correct_item,
    paste_note,
    remove_commitment,
    remove_item,
    remove_note,
)
from assistant.sessions import mark
from assistant.web import mentor_words
from assistant.web.mentor_advice import coach_page, compare_page
from assistant.web.mentor_desk import MentorDesk, MentorPage
from assistant.web.mentor_wish import Outcome, Wish
from assistant.web.notes_actions import commitment_words
from assistant.web.visit import Notice


def _review(desk: MentorDesk, wish: Wish) -> Outcome:
    """Have the draft read, with all that is set up for it."""
    return _read(desk, wish, with_model=True)


def _read_along(desk: MentorDesk, wish: Wish) -> Outcome:
    """Have the draft read in a pause; a language model is not asked each time."""
    return _read(desk, wish, with_model=False)


def _read(desk: MentorDesk, wish: Wish, *, with_model: bool) -> Outcome:
    """Say beside the box what the coach sees; a draft that cannot be read is told there too."""
    entry = desk.entry(wish.person, wish.get("session"))
    try:
        found = review_draft(
            desk.parts.coaching_desk, wish.person, entry.session.id, wish.get("text"), with_model=with_model
        )
    except InvalidInput as error:
        page = MentorPage(beside=coach_page(entry, None, problem=error.for_people), below=compare_page(entry, None, ()))
        return Outcome(wish.place, page=page)
    page = MentorPage(
        beside=coach_page(entry, found.review), below=compare_page(entry, found.review, found.contradictions)
    )
    return Outcome(wish.place, page=page)


def _send(desk: MentorDesk, wish: Wish) -> Outcome:
    """Send the advice; when it pulls apart from what was told before, say so first."""
    coaching, session_id, text = desk.parts.coaching_desk, wish.get("session"), wish.get("text")
    entry = desk.entry(wish.person, session_id)
    if wish.get("anyway") != "yes":
        found = review_draft(coaching, wish.person, session_id, text, with_model=False)
        if found.contradictions:
            below = compare_page(entry, found.review, found.contradictions, is_arrived=True)
            return Outcome(wish.place, page=MentorPage(beside=coach_page(entry, found.review), below=below))
    send_advice(coaching, wish.person, session_id, text)
    name = mentor_words.first_name(entry.mentee.name)
    page = desk.show(wish.person, wish.place, is_sent=True)
    return Outcome(wish.place, Notice(mentor_words.SENT_NOTE.format(name=name)), page)


def _paste(desk: MentorDesk, wish: Wish) -> Outcome:
    """Keep a note and what is found in it."""
    added = paste_note(desk.parts.guidance_desk, wish.person, wish.get("session"), wish.get("text"))
    page = desk.after(wish.person, wish.get("session"), is_pasted=True)
    return Outcome(wish.place, Notice(_found(added)), page)


def _mark(desk: MentorDesk, wish: Wish) -> Outcome:
    """Say whether a session took place and whether it was draining."""
    held, heavy = wish.get("held") == "yes", wish.get("heavy") == "yes"
    mark(desk.parts.store, wish.person, wish.get("session"), is_held=held, is_heavy=heavy, clock=desk.parts.clock)
    return Outcome(wish.place, Notice(mentor_words.MARKED_NOTE), desk.after(wish.person, wish.get("session")))


def _found(added: NoteAdded) -> str:
    found = mentor_words.NOTED_NOTE.format(
        items=mentor_words.counted(len(added.items), mentor_words.ADVICE_COUNT),
        promises=mentor_words.counted(len(added.commitments), mentor_words.PROMISE_COUNT),
    )
    is_apart = any(one.is_sure for one in added.disagreements)
    return f"{found} {mentor_words.APART_NOTE}" if is_apart else found


_Edit = Callable[[GuidanceDesk, Wish], object]


def _editing(edit: _Edit, said: str) -> Callable[[MentorDesk, Wish], Outcome]:
    """Return the action that puts something right in a note and shows the notes as they stand then."""

    def action(desk: MentorDesk, wish: Wish) -> Outcome:
        edit(desk.parts.guidance_desk, wish)
        return Outcome(wish.place, Notice(said), desk.after(wish.person, wish.get("session")))

    return action


def _bind(desk: GuidanceDesk, wish: Wish) -> None:
    bind_to_context(desk, wish.person, wish.get("item"), is_bound=wish.get("on") == "yes")


def _correct_item(desk: GuidanceDesk, wish: Wish) -> None:
    correct_item(desk, wish.person, wish.get("item"), wish.get("text"))


def _add_item(desk: GuidanceDesk, wish: Wish) -> None:
    add_item(desk, wish.person, wish.get("note"), wish.get("text"))


def _remove_item(desk: GuidanceDesk, wish: Wish) -> None:
    remove_item(desk, wish.person, wish.get("item"))


def _correct_commitment(desk: GuidanceDesk, wish: Wish) -> None:
    correct_commitment(desk, wish.person, wish.get("commitment"), commitment_words(wish.detail))


def _add_commitment(desk: GuidanceDesk, wish: Wish) -> None:
    add_commitment(desk, wish.person, wish.get("note"), commitment_words(wish.detail))


def _remove_commitment(desk: GuidanceDesk, wish: Wish) -> None:
    remove_commitment(desk, wish.person, wish.get("commitment"))


def _remove_note(desk: GuidanceDesk, wish: Wish) -> None:
    remove_note(desk, wish.person, wish.get("note"))


ADVICE_ACTIONS: Final[Mapping[str, Callable[[MentorDesk, Wish], Outcome]]] = {
    "review": _review,
    "read_along": _read_along,
    "send_advice": _send,
    "mark": _mark,
    "paste_note": _paste,
    "bind": _editing(_bind, mentor_words.MARKED_NOTE),
    "correct_item": _editing(_correct_item, mentor_words.CORRECTED_NOTE),
    "add_item": _editing(_add_item, mentor_words.ADDED_NOTE),
    "remove_item": _editing(_remove_item, mentor_words.REMOVED_NOTE),
    "correct_commitment": _editing(_correct_commitment, mentor_words.CORRECTED_NOTE),
    "add_commitment": _editing(_add_commitment, mentor_words.ADDED_NOTE),
    "remove_commitment": _editing(_remove_commitment, mentor_words.REMOVED_NOTE),
    "remove_note": _editing(_remove_note, mentor_words.REMOVED_NOTE),
}
"""By the name a button or form says."""
