"""The last ninety days of the demo: requests in every status, and what came of the sessions.

The mentees of this history cannot be entered. Sessions of the past leave the minutes of this week as they are, and those
ahead are with mentors whose week is full already, so that nobody is offered other mentors because of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

from assistant.domain.conversations import Conversation, Message
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import Session, SessionRequest
from assistant.program.demo_sessions import SessionsStore
from assistant.schemas.demo import AdviceRow, DisagreementRow, PromiseRow
from assistant.schemas.demo_history import AskedRow, ChatRow, PastMenteeRow

NO_PASSWORD_FITS: Final = "!"
"""In place of a password hash: nobody signs in as these people, by password or by one click."""

_FILE: Final = Path(__file__).parent.parent / "demo" / "history.jsonl"
_NOTED_AFTER: Final = timedelta(hours=5)
_TYPED: Final = timedelta(minutes=9)
_NOON: Final = time(12, tzinfo=UTC)


def past_mentees() -> Iterator[PastMenteeRow]:
    """Return the mentees of the history."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return (PastMenteeRow.model_validate_json(line) for line in lines)


def past_mentee_account(row: PastMenteeRow) -> Person:
    """Return the account of a mentee of the history."""
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=frozenset({"mentee"}),
        headline=row.role,
        languages=row.languages,
        timezone=row.timezone,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a mentee already, by id."""

    chats: Mapping[str, Conversation]
    requests: Mapping[str, SessionRequest]
    sessions: Mapping[str, Session]

    def is_pending(self, request_id: str) -> bool:
        """Tell whether a request stands as first sent, or has still to be sent."""
        return request_id not in self.requests or self.requests[request_id].status == "pending"


@dataclass(frozen=True, slots=True)
class DemoHistory:
    """Keeps the history of mentees, its days moved by `moved`; what is kept already stays as it is."""

    store: SessionsStore
    moved: timedelta

    def keep(self, row: PastMenteeRow) -> None:
        """Keep the chats of a mentee with all that followed, the oldest session first."""
        known = _Known(
            {one.id: one for one in self.store.conversations_of(row.id)},
            {one.id: one for one in self.store.requests_of_mentee(row.id)},
            {one.id: one for one in self.store.sessions_of_mentee(row.id)},
        )
        asked: list[tuple[ChatRow, AskedRow]] = []
        for chat in row.chats:
            self._keep_chat(row, chat, known)
            asked += [(chat, one) for one in chat.requests]
        for chat, one in sorted(asked, key=lambda pair: pair[1].starts_at or pair[1].asked):
            self._keep_request(row, chat, one, known)

    def _keep_chat(self, row: PastMenteeRow, chat: ChatRow, known: _Known) -> None:
        one_id, at = _id(row, chat.at), chat.at + self.moved
        kept = known.chats.get(one_id)
        if kept is None:
            version = QuestionVersion(f"{one_id}-v1", chat.question, "embedded", at + _TYPED)
            self.store.start_conversation(Conversation(one_id, row.id, at, versions=(version,)))
        said = ((chat.draft, chat.before, at), (chat.question, chat.after, at + _TYPED))
        for n, (text, readiness, when) in enumerate(said):
            if kept is None or len(kept.messages) <= n:
                message = Message(f"{one_id}-{n + 1}", "mentee", "text", text, when)
                self.store.append_messages(one_id, [message], seen=n, readiness=readiness)

    def _keep_request(self, row: PastMenteeRow, chat: ChatRow, asked: AskedRow, known: _Known) -> None:
        one_id = _id(row, asked.asked)
        if one_id not in known.requests:
            self.store.add_request(self._request(row, chat, asked))
        if asked.starts_at is not None:
            self._keep_session(row, chat, asked, known)
        elif asked.status in ("declined", "more_asked", "withdrawn") and known.is_pending(one_id):
            self.store.decide_request(one_id, asked.status, reply=asked.reply, at=self._decided(asked))

    def _keep_session(self, row: PastMenteeRow, chat: ChatRow, asked: AskedRow, known: _Known) -> None:
        one_id, starts_at = _id(row, asked.asked), self._starts_at(asked)
        if asked.asked_back and known.is_pending(one_id):
            self.store.decide_request(one_id, "more_asked", reply=asked.asked_back, at=asked.asked + self.moved)
        if one_id not in known.sessions:
            at = self._decided(asked)
            self.store.accept_request(one_id, week=week_of(starts_at), at=at, starts_at=starts_at)
        if asked.status == "held":
            self.store.mark_session(one_id, is_held=True, is_heavy=asked.is_heavy)
        if asked.note and not (one_id in known.sessions and self.store.notes_of_session(one_id)):
            self._keep_note(row, chat, asked)
        if asked.thanks:
            self.store.thank(one_id, asked.thanks)

    def _keep_note(self, row: PastMenteeRow, chat: ChatRow, asked: AskedRow) -> None:
        (mentor,) = self.store.mentors([asked.mentor])
        note = self._note(row, asked)
        items = [
            self._item(note, asked, said, question=chat.question, context=mentor.headline, number=n)
            for n, said in enumerate(asked.advice, start=1)
        ]
        promises = [self._promise(note, said, number=n) for n, said in enumerate(asked.promises, start=1)]
        apart = [self._apart(row, one) for one in row.disagreements if one.b in {_number(row, item) for item in items}]
        self.store.add_note(note, items, promises, apart)

    def _request(self, row: PastMenteeRow, chat: ChatRow, asked: AskedRow) -> SessionRequest:
        at = asked.asked + self.moved
        return SessionRequest(
            id=_id(row, asked.asked),
            conversation_id=_id(row, chat.at),
            mentee_id=row.id,
            mentor_id=asked.mentor,
            question=chat.question,
            minutes=asked.minutes,
            week=week_of(at),
            status="pending",
            created_at=at,
        )

    def _note(self, row: PastMenteeRow, asked: AskedRow) -> SessionNote:
        starts_at = self._starts_at(asked)
        return SessionNote(
            id=f"{_id(row, asked.asked)}-note",
            session_id=_id(row, asked.asked),
            mentee_id=row.id,
            mentor_id=asked.mentor,
            author_id=row.id,
            kind="note",
            text=asked.note,
            session_date=starts_at.date(),
            at=starts_at + _NOTED_AFTER,
        )

    def _item(
        self, note: SessionNote, asked: AskedRow, said: AdviceRow, *, question: str, context: str, number: int
    ) -> GuidanceItem:
        start = note.text.index(said.quote)
        return GuidanceItem(
            id=_item_id(note.mentee_id, f"{self._starts_at(asked).date() - self.moved}-{number}"),
            note_id=note.id,
            session_id=note.session_id,
            mentee_id=note.mentee_id,
            mentor_id=note.mentor_id,
            mentor_context=context,
            question=question,
            text=said.quote,
            start=start,
            end=start + len(said.quote),
            session_date=note.session_date,
            decision_id=f"{note.mentee_id}-{said.about.replace(' ', '-')}",
        )

    def _promise(self, note: SessionNote, said: PromiseRow, *, number: int) -> Commitment:
        due = None if said.due is None else said.due + self.moved
        return Commitment(
            id=f"{note.session_id}-promise-{number}",
            note_id=note.id,
            session_id=note.session_id,
            mentee_id=note.mentee_id,
            mentor_id=note.mentor_id,
            what=said.what,
            when=said.when,
            due=due,
            who=said.who,
            outcome=said.outcome,
            why=said.why,
            outcome_at=datetime.combine(due, _NOON) if due is not None and said.outcome else None,
        )

    def _apart(self, row: PastMenteeRow, one: DisagreementRow) -> Disagreement:
        found_at = datetime.combine(one.found_on, _NOON) + self.moved + _NOTED_AFTER
        return Disagreement(
            id=f"{row.id}-{one.a}-{one.b}",
            mentee_id=row.id,
            item_a=_item_id(row.id, one.a),
            item_b=_item_id(row.id, one.b),
            judgement=Judgement(one.label, one.score, one.kind, one.decider, one.quote_a, one.quote_b),
            is_sure=one.is_sure,
            found_at=found_at,
            decision=one.decision,
            reason=one.reason,
            decided_at=None if one.decided is None else datetime.combine(one.decided, _NOON) + self.moved,
        )

    def _starts_at(self, asked: AskedRow) -> datetime:
        if asked.starts_at is None:
            raise ValueError(f"the request of {asked.asked} to {asked.mentor!r} names no session; give it `starts_at`")
        return asked.starts_at + self.moved

    def _decided(self, asked: AskedRow) -> datetime:
        return (asked.decided or asked.asked) + self.moved


def _id(row: PastMenteeRow, at: datetime) -> str:
    """Return the id of a chat or request: its mentee and its minute."""
    return f"{row.id}-{at:%Y-%m-%d-%H%M}"


def _item_id(mentee_id: str, number: str) -> str:
    return f"{mentee_id}-{number}"


def _number(row: PastMenteeRow, item: GuidanceItem) -> str:
    return item.id.removeprefix(f"{row.id}-")
