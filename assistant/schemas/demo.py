"""Rows of the demo's mentees."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from assistant.domain.briefs import BriefPart
from assistant.domain.deferrals import DeferralReason, DeferralStatus, DeferralTo
from assistant.domain.disagreements import ConflictKind, ConflictLabel, Decision
from assistant.domain.guidance import Outcome
from assistant.domain.sessions import Minutes


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AdviceRow(_Row):
    """One piece of advice: words of the note, and the decision it is about, named for this mentee."""

    quote: str
    about: str
    outcome: Outcome | None = None
    why: str = ""


class PromiseRow(_Row):
    """One promise: words of the note."""

    what: str
    when: str = ""
    due: date | None = None
    who: str = "mentee"
    outcome: Outcome | None = None
    why: str = ""


class PastSessionRow(_Row):
    """One session a demo mentee had before."""

    date: date
    mentor: str
    mentor_field: str
    minutes: Minutes
    question: str
    note: str
    advice: tuple[AdviceRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    thanks: str = ""


class DisagreementRow(_Row):
    """Two pieces of advice that pull apart, the earlier first, each named by session date and number: "2026-04-15-3"."""

    a: str
    b: str
    label: ConflictLabel
    kind: ConflictKind
    score: float
    decider: str
    quote_a: str
    quote_b: str
    is_sure: bool = True
    decision: Decision | None = None
    reason: str = ""
    decided: date | None = None

    @property
    def found_on(self) -> date:
        """Return the day of the later session."""
        return date.fromisoformat(self.b[:10])


class LineRow(_Row):
    """One line of a brief; a source "history:2026-04-15-3" names advice as a disagreement does."""

    part: BriefPart
    text: str
    source: str


class UpcomingRow(_Row):
    """A session that is agreed and ahead, and the brief as the mentee saw it."""

    mentor: str
    minutes: Minutes
    question: str
    starts_at: datetime
    link: str
    brief: tuple[LineRow, ...] = ()


class DeferralRow(_Row):
    """A proposal to go on elsewhere; `about` names a decision as advice does."""

    reason: DeferralReason
    to: DeferralTo
    about: str
    status: DeferralStatus
    proposed: date
    note: str = ""


class MenteeRow(_Row):
    """One demo mentee."""

    id: str
    name: str
    email: str
    role: str
    field: str
    languages: tuple[str, ...]
    timezone: str
    about: str
    history: tuple[PastSessionRow, ...] = ()
    disagreements: tuple[DisagreementRow, ...] = ()
    upcoming: tuple[UpcomingRow, ...] = ()
    deferrals: tuple[DeferralRow, ...] = ()
