"""What the use cases of session notes share: their parts, and whose session it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from assistant.domain.clock import Clock
from assistant.domain.guidance import Commitment, GuidanceItem
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.errors import NotAllowed, NotFound, NotSignedIn
from assistant.notes.read import NoteReading
from assistant.ports.judge import Linker
from assistant.ports.store import GuidanceStore, MentorStore, SessionStore

Side = Literal["mentee", "mentor"]


class DeskStore(SessionStore, GuidanceStore, MentorStore, Protocol):
    """The part of the store that notes need."""


class Reader(Protocol):
    """Finds guidance and commitments in a note."""

    def read_note(self, note: str, session_date: date | None = None, *, author: Side | None = None) -> NoteReading:
        """Read one note; `author` is the side that wrote it."""


@dataclass(frozen=True, slots=True)
class GuidanceDesk:
    """The parts that pasting and correcting notes need."""

    store: DeskStore
    reader: Reader
    linker: Linker
    clock: Clock


def own_session(desk: GuidanceDesk, person: Person | None, session_id: str) -> tuple[Session, Side]:
    """Return a session and the person's side of it.

    Raises:
        NotSignedIn: Nobody is signed in.
        NotAllowed: The person is neither mentee nor mentor.
        NotFound: There is no such session, or the person is on neither side of it.
    """
    if person is None:
        raise NotSignedIn("Nobody is signed in; notes need one of the two sides of a session.")
    if not person.has("mentee") and not person.has("mentor"):
        raise NotAllowed(f"The person {person.id!r} is neither mentee nor mentor.")
    session = desk.store.session(session_id)
    if session is not None and person.has("mentee") and session.mentee_id == person.id:
        return session, "mentee"
    if session is not None and person.has("mentor") and session.mentor_id == person.mentor_id:
        return session, "mentor"
    raise NotFound(f"The person {person.id!r} has no session {session_id!r}.")


def own_item(desk: GuidanceDesk, person: Person | None, item_id: str) -> tuple[GuidanceItem, Side]:
    """Return a guidance item of a session of the person's. Raises NotSignedIn, NotAllowed, NotFound."""
    found = desk.store.guidance_items([item_id])
    _, side = own_session(desk, person, found[0].session_id if found else "")
    return found[0], side


def own_commitment(desk: GuidanceDesk, person: Person | None, commitment_id: str) -> Commitment:
    """Return a commitment of a session of the person's. Raises NotSignedIn, NotAllowed, NotFound."""
    found = desk.store.commitment(commitment_id)
    own_session(desk, person, found.session_id if found else "")
    if found is None:
        raise NotFound(f"There is no commitment {commitment_id!r}.")
    return found


def day_of_session(desk: GuidanceDesk, session: Session, person: Person) -> date:
    """Return the day a session took place, in the person's own time; today while none is agreed or it lies ahead."""
    now = desk.clock()
    at = now if session.starts_at is None else min(session.starts_at, now)
    return at.astimezone(ZoneInfo(person.timezone)).date()
