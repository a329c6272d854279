"""Coach a draft for its writer alone, and send advice: it becomes a note whose actions are kept as guidance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from assistant.accounts.roles import require_role
from assistant.coaching.engine import CoachingEngine
from assistant.coaching.second import SecondShorter
from assistant.domain.advice import AdviceReview
from assistant.domain.clock import Clock, new_id
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem, SessionNote
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.questions import Span
from assistant.domain.sessions import Session
from assistant.errors import Conflict, NotFound
from assistant.ports.judge import Linker
from assistant.ports.store import BriefStore, GuidanceStore, MentorStore, SessionStore
from assistant.text.intake import checked_text
from assistant.text.redaction import redacted


class DeskStore(SessionStore, GuidanceStore, MentorStore, BriefStore, Protocol):
    """The part of the store that coaching needs."""


@dataclass(frozen=True, slots=True)
class CoachingDesk:
    """The parts that coaching and sending need."""

    store: DeskStore
    engine: CoachingEngine
    second: SecondShorter
    linker: Linker
    clock: Clock


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where a draft pulls apart from what the mentee was told before.

    Attributes:
        action: The words of the draft.
        earlier: What was said before; words that the mentee took out are masked.
    """

    action: Span
    earlier: GuidanceItem
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class DraftReview:
    """What the coach says of a draft, to its writer alone."""

    review: AdviceReview
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class AdviceSent:
    """Advice as it was kept, with its actions as guidance and what pulls apart from earlier guidance."""

    note: SessionNote
    items: tuple[GuidanceItem, ...]
    disagreements: tuple[Disagreement, ...]


def review_draft(
    desk: CoachingDesk, person: Person | None, session_id: str, draft: str, *, with_model: bool = True
) -> DraftReview:
    """Review a draft for one of the mentor's own sessions; nothing is kept.

    Args:
        desk: The parts.
        person: Who writes.
        session_id: Whose question the draft answers.
        draft: The draft as it stands.
        with_model: Whether a language model may word the shorter version, where one is set.

    Raises:
        NotSignedIn, NotAllowed, NotFound: The session is not theirs to advise in.
        InvalidInput: The draft is blank, too long, no text or not English.
    """
    session, mentor = _own_session(desk, person, session_id)
    review = desk.engine.review(session.question, draft)
    review = desk.second.reword(review).review if with_model else review
    items = _items(desk, session, review.actions, note_id="", on=_today(desk, mentor))
    return DraftReview(review, _contradictions(desk, session, items))


def send_advice(desk: CoachingDesk, person: Person | None, session_id: str, text: str) -> AdviceSent:
    """Keep advice for the mentee of one of the mentor's own sessions, with its actions as guidance, all or none.

    Raises:
        NotSignedIn, NotAllowed, NotFound: The session is not theirs to advise in.
        InvalidInput: The text is blank, too long, no text or not English.
        Conflict: They sent the same text before.
    """
    session, mentor = _own_session(desk, person, session_id)
    plain = checked_text(text)
    if any(note.kind == "advice" and note.text == plain for note in desk.store.notes_of_session(session_id)):
        raise Conflict(f"The session {session_id!r} has this advice already.", for_people="You sent this already.")
    note = SessionNote(
        id=new_id(),
        session_id=session.id,
        mentee_id=session.mentee_id,
        mentor_id=session.mentor_id,
        author_id=mentor.id,
        kind="advice",
        text=plain,
        session_date=_today(desk, mentor),
        at=desk.clock(),
    )
    review = desk.engine.review(session.question, plain)
    found = _items(desk, session, review.actions, note_id=note.id, on=note.session_date)
    items, disagreements = desk.linker.link(session.mentee_id, found)
    desk.store.add_note(note, items, [], disagreements)
    return AdviceSent(note, tuple(items), tuple(disagreements))


def _own_session(desk: CoachingDesk, person: Person | None, session_id: str) -> tuple[Session, Person]:
    mentor = require_role(person, "mentor")
    session = desk.store.session(session_id)
    if session is None or mentor.mentor_id is None or session.mentor_id != mentor.mentor_id:
        raise NotFound(f"The mentor {mentor.id!r} has no session {session_id!r}.")
    return session, mentor


def _today(desk: CoachingDesk, mentor: Person) -> date:
    """Return the day it is for the mentor: what "by Friday" in their words counts from."""
    return desk.clock().astimezone(ZoneInfo(mentor.timezone)).date()


def _items(
    desk: CoachingDesk, session: Session, actions: Sequence[Span], *, note_id: str, on: date
) -> list[GuidanceItem]:
    loads = desk.store.mentor_loads([session.mentor_id], since=week_of(desk.clock()))
    context = loads[0].profile.headline if loads else ""
    return [
        GuidanceItem(
            id=new_id(),
            note_id=note_id,
            session_id=session.id,
            mentee_id=session.mentee_id,
            mentor_id=session.mentor_id,
            mentor_context=context,
            question=session.question,
            text=action.quote,
            start=action.start,
            end=action.end,
            session_date=on,
            decision_id="",
        )
        for action in actions
    ]


def _contradictions(desk: CoachingDesk, session: Session, items: Sequence[GuidanceItem]) -> tuple[Contradiction, ...]:
    """Return where unsent items surely pull apart from what is kept: a doubt is no warning.

    What they say about each other is the mentor's own.
    """
    if not items:
        return ()
    _, disagreements = desk.linker.link(session.mentee_id, items)
    drafted = {item.id: Span(item.start, item.end, item.text) for item in items}
    earlier = {item.id: item for item in desk.store.guidance_items([one.item_a for one in disagreements])}
    words = desk.store.redactions(session.mentee_id)
    return tuple(
        Contradiction(drafted[one.item_b], _masked(earlier[one.item_a], words), _masked_judgement(one.judgement, words))
        for one in disagreements
        if one.is_sure and one.item_a in earlier and one.item_b in drafted
    )


def _masked(item: GuidanceItem, words: Sequence[str]) -> GuidanceItem:
    return replace(
        item, text=redacted(item.text, words), question=redacted(item.question, words), why=redacted(item.why, words)
    )


def _masked_judgement(judgement: Judgement, words: Sequence[str]) -> Judgement:
    return replace(judgement, quote_a=redacted(judgement.quote_a, words), decider=redacted(judgement.decider, words))
