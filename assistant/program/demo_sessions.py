"""The sessions of demo mentees: asked, held and noted, or agreed and ahead; all as data, nothing is read or judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol

from assistant.domain.briefs import Brief, BriefLine
from assistant.domain.conversations import Conversation, Message
from assistant.domain.deferrals import Deferral
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mentors import week_of
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import Minutes, SessionRequest
from assistant.ports.store import (
    BriefStore,
    ConversationStore,
    DeferralStore,
    GuidanceStore,
    MentorStore,
    RequestStore,
    SessionStore,
)
from assistant.schemas.demo import (
    AdviceRow,
    DeferralRow,
    DisagreementRow,
    LineRow,
    MenteeRow,
    PastSessionRow,
    PromiseRow,
    UpcomingRow,
)

_ASKED_BEFORE: Final = timedelta(days=3)
_BEGAN_AT: Final = time(13, tzinfo=UTC)
_BRIEF_KEPT: Final = timedelta(days=21)
"""From the Monday of the session's week: that week and two more."""


class SessionsStore(
    ConversationStore, MentorStore, RequestStore, SessionStore, BriefStore, GuidanceStore, DeferralStore, Protocol
):
    """The part of the store that sessions fill."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request is made from; its id names chat, request and session."""

    id: str
    mentee_id: str
    mentor_id: str
    question: str
    minutes: Minutes
    at: datetime
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class DemoSessions:
    """Keeps sessions whose days are moved by `moved`; what is kept already stays as it is."""

    store: SessionsStore
    moved: timedelta

    def keep(self, row: MenteeRow) -> None:
        """Keep the sessions of a mentee, the oldest first, and what pulls apart between them."""
        for past in row.history:
            self._keep_past(row, past)
        for upcoming in row.upcoming:
            self._keep_upcoming(row, upcoming)
        for one in row.deferrals:
            self._keep_deferral(row, one)

    def _keep_past(self, row: MenteeRow, past: PastSessionRow) -> None:
        asked = self._asked(row, past)
        self._keep_session(asked, note=f"After your session with a mentor from {past.mentor_field}: {past.note}")
        if not self.store.notes_of_session(asked.id):
            items = [self._item(asked, past, n, one) for n, one in enumerate(past.advice, start=1)]
            promises = [self._promise(asked, n, one) for n, one in enumerate(past.promises, start=1)]
            apart = [self._disagreement(row, one) for one in row.disagreements if one.found_on == past.date]
            self.store.add_note(self._note(asked, past), items, promises, apart)
        self.store.mark_session(asked.id, is_held=True, is_heavy=False)
        if past.thanks:
            self.store.thank(asked.id, past.thanks)

    def _keep_upcoming(self, row: MenteeRow, upcoming: UpcomingRow) -> None:
        starts_at = upcoming.starts_at + self.moved
        asked = _Asked(
            id=f"{row.id}-{upcoming.starts_at.date()}",
            mentee_id=row.id,
            mentor_id=upcoming.mentor,
            question=upcoming.question,
            minutes=upcoming.minutes,
            at=starts_at - timedelta(days=12),
            starts_at=starts_at,
        )
        self._keep_session(asked, link=upcoming.link)
        if upcoming.brief and self.store.brief(asked.id) is None:
            self.store.keep_brief(_brief(asked, upcoming.brief))

    def _keep_deferral(self, row: MenteeRow, one: DeferralRow) -> None:
        proposed_at = datetime.combine(one.proposed, _BEGAN_AT) + self.moved
        about = _decision_id(row.id, one.about)
        deferral = Deferral(f"{about}-{one.reason}", row.id, one.reason, one.to, about, proposed_at)
        if self.store.propose_deferral(deferral) and one.status != "proposed":
            self.store.settle_deferral(deferral.id, one.status, note=one.note, at=proposed_at + timedelta(days=1))

    def _asked(self, row: MenteeRow, past: PastSessionRow) -> _Asked:
        starts_at = datetime.combine(past.date, _BEGAN_AT) + self.moved
        return _Asked(
            id=f"{row.id}-{past.date}",
            mentee_id=row.id,
            mentor_id=past.mentor,
            question=past.question,
            minutes=past.minutes,
            at=starts_at - _ASKED_BEFORE,
            starts_at=starts_at,
        )

    def _keep_session(self, asked: _Asked, *, note: str = "", link: str = "") -> None:
        if self.store.conversation(asked.id) is None:
            self.store.start_conversation(_chat(asked, note))
        if self.store.request(asked.id) is None:
            self.store.add_request(_request(asked))
        if self.store.session(asked.id) is None:
            week, at = week_of(asked.starts_at), asked.at + timedelta(days=1)
            self.store.accept_request(asked.id, week=week, at=at, starts_at=asked.starts_at, meeting_link=link)

    def _note(self, asked: _Asked, past: PastSessionRow) -> SessionNote:
        return SessionNote(
            id=f"{asked.id}-note",
            session_id=asked.id,
            mentee_id=asked.mentee_id,
            mentor_id=asked.mentor_id,
            author_id=asked.mentee_id,
            kind="note",
            text=past.note,
            session_date=asked.starts_at.date(),
            at=_noted_at(asked),
        )

    def _item(self, asked: _Asked, past: PastSessionRow, number: int, said: AdviceRow) -> GuidanceItem:
        (mentor,) = self.store.mentors([asked.mentor_id])
        start = past.note.index(said.quote)
        return GuidanceItem(
            id=f"{asked.id}-{number}",
            note_id=f"{asked.id}-note",
            session_id=asked.id,
            mentee_id=asked.mentee_id,
            mentor_id=asked.mentor_id,
            mentor_context=mentor.headline,
            question=asked.question,
            text=said.quote,
            start=start,
            end=start + len(said.quote),
            session_date=asked.starts_at.date(),
            decision_id=_decision_id(asked.mentee_id, said.about),
            outcome=said.outcome,
            why=said.why,
            outcome_at=_noted_at(asked) + timedelta(days=7) if said.outcome else None,
        )

    def _promise(self, asked: _Asked, number: int, said: PromiseRow) -> Commitment:
        due = self._day(said.due)
        return Commitment(
            id=f"{asked.id}-promise-{number}",
            note_id=f"{asked.id}-note",
            session_id=asked.id,
            mentee_id=asked.mentee_id,
            mentor_id=asked.mentor_id,
            what=said.what,
            when=said.when,
            due=due,
            who=said.who,
            outcome=said.outcome,
            why=said.why,
            outcome_at=datetime.combine(due, _BEGAN_AT) if said.outcome and due else None,
        )

    def _disagreement(self, row: MenteeRow, one: DisagreementRow) -> Disagreement:
        decided = self._day(one.decided)
        found = datetime.combine(one.found_on, _BEGAN_AT) + self.moved
        return Disagreement(
            id=f"{row.id}-{one.a}-{one.b}",
            mentee_id=row.id,
            item_a=f"{row.id}-{one.a}",
            item_b=f"{row.id}-{one.b}",
            judgement=Judgement(one.label, one.score, one.kind, one.decider, one.quote_a, one.quote_b),
            is_sure=one.is_sure,
            found_at=found + timedelta(hours=5),
            decision=one.decision,
            reason=one.reason,
            decided_at=datetime.combine(decided, _BEGAN_AT) if decided else None,
        )

    def _day(self, day: date | None) -> date | None:
        return None if day is None else day + self.moved


def _decision_id(mentee_id: str, about: str) -> str:
    return f"{mentee_id}-{about.replace(' ', '-')}"


def _noted_at(asked: _Asked) -> datetime:
    return asked.starts_at + timedelta(hours=5)


def _chat(asked: _Asked, note: str) -> Conversation:
    own = Message(f"{asked.id}-1", "mentee", "text", asked.question, asked.at)
    noted = [Message(f"{asked.id}-2", "mentor", "notice", note, _noted_at(asked))] if note else []
    version = QuestionVersion(f"{asked.id}-v1", asked.question, "mentee", asked.at)
    return Conversation(asked.id, asked.mentee_id, asked.at, messages=(own, *noted), versions=(version,))


def _request(asked: _Asked) -> SessionRequest:
    return SessionRequest(
        id=asked.id,
        conversation_id=asked.id,
        mentee_id=asked.mentee_id,
        mentor_id=asked.mentor_id,
        question=asked.question,
        minutes=asked.minutes,
        week=week_of(asked.starts_at),
        status="pending",
        created_at=asked.at,
    )


def _brief(asked: _Asked, lines: tuple[LineRow, ...]) -> Brief:
    week = datetime.combine(week_of(asked.starts_at), time(), tzinfo=UTC)
    return Brief(
        asked.id,
        asked.mentee_id,
        tuple(BriefLine(line.part, line.text, _source(line.source, asked.mentee_id)) for line in lines),
        shown_at=asked.at + timedelta(days=1),
        expires_at=week + _BRIEF_KEPT,
    )


def _source(written: str, mentee_id: str) -> str:
    """Return the source of a line with advice named by its whole id."""
    kind, _, rest = written.partition(":")
    if kind not in ("history", "conflict"):
        return written
    return f"{kind}:{'/'.join(f'{mentee_id}-{one}' for one in rest.split('/'))}"
