"""Return requests to the pool: withdrawn with a kind word to the mentee, and back again while nobody took them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.audit import AuditLine
from assistant.domain.clock import Clock, new_id
from assistant.domain.conversations import Message
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.pool import PoolEntry
from assistant.domain.sessions import Minutes, SessionRequest
from assistant.errors import Conflict, NotFound
from assistant.ports.store import Store

RETURNED: Final = (
    "{name} could not answer your question so far. That is about their time, never about you. Your program took the "
    "request back and looks for another mentor; your question is kept as you sent it. You can also pick somebody "
    "yourself, whenever you like."
)
RESTORED: Final = "Your request is with {name} again, as you sent it. Nothing else changed."


@dataclass(frozen=True, slots=True)
class PoolPlace:
    """One question in the pool, without its words.

    Attributes:
        mentor_name: Whom it was taken back from, "" when they were erased since.
        waited_since: Since when its mentee had waited for them.
        can_be_undone: Whether the mentor is still in the program.
    """

    entry_id: str
    mentor_name: str
    minutes: Minutes
    waited_since: datetime
    entered_at: datetime
    can_be_undone: bool


def pool_places(store: Store, person: Person | None, *, clock: Clock) -> list[PoolPlace]:
    """Return what waits in the pool, the oldest entry first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    entries = store.pool_entries()
    facts = {one.id: one for one in store.request_facts([one.request_id for one in entries if one.request_id])}
    mentor_ids = list({one.mentor_id for one in facts.values()})
    loads = store.mentor_loads(mentor_ids, since=week_of(clock()))
    names = {load.profile.id: load.profile.name for load in loads}
    current = {profile.id for profile in store.mentors(mentor_ids)}
    asked = [facts[one.request_id].mentor_id if one.request_id in facts else "" for one in entries]
    return [
        PoolPlace(
            entry_id=entry.id,
            mentor_name=names.get(mentor_id, ""),
            minutes=entry.minutes,
            waited_since=entry.waited_since,
            entered_at=entry.entered_at,
            can_be_undone=mentor_id in current,
        )
        for entry, mentor_id in zip(entries, asked, strict=True)
    ]


def return_to_pool(store: Store, person: Person | None, request_id: str, *, clock: Clock) -> PoolEntry:
    """Take a request back from its mentor; its mentee reads what happened in their chat and can pick again.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such request.
        Conflict: It was decided in the meantime; nothing changed.
    """
    owner, now = require_role(person, "owner"), clock()
    request = store.request(request_id)
    if request is None:
        raise NotFound(f"There is no request {request_id!r}.")
    entry = entry_of(request, at=now)
    store.return_to_pool(
        entry,
        notice=said(RETURNED.format(name=_name(store, request.mentor_id, now=now)), at=now),
        line=AuditLine(new_id(), now, owner.id, "return_request", "request", request_id, {"mentor": request.mentor_id}),
    )
    return entry


def restore_request(store: Store, person: Person | None, entry_id: str, *, clock: Clock) -> None:
    """Undo a return while nobody took the question; its mentee is told.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        Conflict: The question found somebody, its mentee left the pool, or the mentor left the program.
    """
    owner, now = require_role(person, "owner"), clock()
    entry = next((one for one in store.pool_entries() if one.id == entry_id), None)
    request = store.request(entry.request_id) if entry is not None and entry.request_id is not None else None
    if request is None:
        raise Conflict(
            f"There is no entry {entry_id!r} in the pool whose request can be restored; reload the list.",
            for_people="This question found somebody, left the pool, or its mentor left. Nothing was changed.",
        )
    store.restore_request(
        entry_id,
        notice=said(RESTORED.format(name=_name(store, request.mentor_id, now=now)), at=now),
        line=AuditLine(
            new_id(), now, owner.id, "restore_request", "request", request.id, {"mentor": request.mentor_id}
        ),
    )


def entry_of(request: SessionRequest, *, at: datetime) -> PoolEntry:
    """Return the pool entry that a request becomes."""
    return PoolEntry(
        id=new_id(),
        request_id=request.id,
        conversation_id=request.conversation_id,
        mentee_id=request.mentee_id,
        question=request.question,
        minutes=request.minutes,
        was=request.status,
        waited_since=request.decided_at or request.created_at,
        entered_at=at,
    )


def said(text: str, *, at: datetime) -> Message:
    """Return a line of the program in a mentee's chat."""
    return Message(new_id(), "assistant", "notice", text, at, worded_by="embedded")


def _name(store: Store, mentor_id: str, *, now: datetime) -> str:
    (load,) = store.mentor_loads([mentor_id], since=week_of(now))
    return load.profile.name
