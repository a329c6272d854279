"""A small program behind the pages: a memory store, an engine that counts messages, mentors by shared words."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np

from assistant.domain.clock import Clock
from assistant.domain.knowledge import CardHit, KnowledgeCard
from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person
from assistant.domain.questions import (
    ELEMENTS,
    AgendaPoint,
    Assessment,
    Element,
    ElementScore,
    NextQuestion,
    SharpenedQuestion,
    Span,
)
from assistant.domain.sessions import Minutes
from assistant.domain.suggestions import Constraints, Reason, Seeker, Suggestion, Suggestions
from assistant.preparation.chat import Preparation
from assistant.preparation.engine import PreparationEngine
from assistant.rubric.assess import DraftPart, Reading
from tests.fakes.clock import StandingClock
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

CARD = KnowledgeCard(
    id="two-offers",
    title="Choosing between two offers",
    body="## Name what you cannot undo\n\nWrite down which of the two can be left again.\n\n<script>alert(1)</script>",
    topics=("deciding",),
    audience=("mentee",),
    sources=("Own practice of the program",),
    reviewed_on=date(2026, 10, 1),
)


def mentor(number: int, **changes: object) -> MentorProfile:
    values: dict[str, object] = {
        "id": f"m-{number}",
        "name": f"Amara Nwosu{'' if number == 1 else f' {number}'}",
        "headline": "Ward sister who moved into clinical informatics",
        "bio": "I ran a surgical ward for seven years. Then I was seconded to fix the drug chart and stayed.",
        "skills": ("clinical informatics", "rostering"),
        "topics": ("changing career",),
        "industries": ("hospitals",),
        "seniority": "senior",
        "languages": ("en", "fr"),
        "timezone": "Europe/Dublin",
        "weekly_minutes": 60,
    }
    return MentorProfile(**{**values, **changes})  # type: ignore[arg-type]


MENTEE = Person("p-mentee", "mina@example.org", "Mina Haddad", frozenset({"mentee"}), headline="Ward nurse, nine years")
OTHER_MENTEE = Person("p-other", "otto@example.org", "Otto Berg", frozenset({"mentee"}))
MENTOR = Person("p-mentor", "amara@example.org", "Amara Nwosu", frozenset({"mentor"}), mentor_id="m-1")
OWNER = Person("p-owner", "owner@example.org", "Olga Wren", frozenset({"owner"}))
PEER = Person("p-peer", "peer@example.org", "Pat Peer", frozenset({"mentee", "mentor"}), mentor_id="m-2")
PEOPLE = (MENTEE, OTHER_MENTEE, MENTOR, OWNER, PEER)
PASSWORD = "a long sentence"


class CountingEngine:
    """Implements what `Preparation` needs of `PreparationEngine`: each message makes two more elements clear."""

    def read(self, parts: Sequence[DraftPart]) -> Reading:
        text = "\n".join(part.text for part in parts)
        there = min(7, 2 * len(parts))
        span = (Span(0, len(text), text),) if text else ()
        elements = {
            element: ElementScore(2, span) if place < there else ElementScore(1 if place == there else 0)
            for place, element in enumerate(ELEMENTS)
        }
        assessment = Assessment(text, elements, readiness=there / 7, scope="micro30")
        nothing = np.zeros((0, 1), np.float32)
        return Reading((), nothing, nothing, np.zeros((7, 2), np.float32), assessment)

    def next_question(
        self, reading: Reading, *, closed: AbstractSet[Element] = frozenset(), despite_scope: bool = False
    ) -> NextQuestion | None:
        missing = [e for e in ELEMENTS if reading.assessment.level(e) < 2 and e not in closed]
        if reading.assessment.is_ready or not missing:
            return None
        return NextQuestion(missing[0], f"What about the {missing[0]}?", "I need it by March.")

    def sharpened(self, reading: Reading, parts: Sequence[DraftPart]) -> SharpenedQuestion | None:
        return SharpenedQuestion(" ".join(reading.assessment.text.split()[:90]), ()) if parts else None

    def agenda(self, reading: Reading, minutes: Minutes) -> tuple[AgendaPoint, ...]:
        return (
            AgendaPoint(5, "Where you stand"),
            AgendaPoint(minutes - 10, "The question"),
            AgendaPoint(5, "Next step"),
        )


class SameWording:
    """Implements `preparation.chat.Rewording`: no language model."""

    def next_question(self, question: NextQuestion, *, draft: str) -> NextQuestion:
        return question

    def sharpened(self, question: SharpenedQuestion, *, draft: str) -> SharpenedQuestion:
        return question


@dataclass(eq=False)
class ScriptedParts:
    """Implements `web.parts.WebParts`."""

    store: MemoryStore = field(default_factory=MemoryStore)
    hasher: PlainHasher = field(default_factory=PlainHasher)
    clock: Clock = field(default_factory=StandingClock)
    is_demo: bool = True

    def __post_init__(self) -> None:
        week = week_of(self.clock())
        self.store.import_mentors([mentor(n) for n in range(1, 5)], replace=True, week=week)
        self.store.import_cards([CARD], replace=True)
        for person in PEOPLE:
            self.store.add_person(person, None if self.is_demo else self.hasher.hash(PASSWORD))

    @property
    def preparation(self) -> Preparation:
        engine = cast("PreparationEngine", CountingEngine())
        return Preparation(self.store, engine, SameWording(), lambda draft: [CardHit(CARD, "Name it", 0.7)], self.clock)

    def suggest(self, question: str, *, seeker: Seeker, constraints: Constraints, limit: int) -> Suggestions:
        week = week_of(self.clock())
        found = tuple(
            Suggestion(
                load.profile,
                affinity=0.8,
                score=0.8,
                reasons=(Reason("Went the way you think about.", "seconded to fix the drug chart", "bio"),),
                different="The only one of them who came back to the ward.",
                first_week=load.first_week_with(constraints.minutes, since=week),
            )
            for load in self.store.mentor_loads(since=week)
        )
        if "pizza" in question:
            return Suggestions((), considered=len(found))
        return Suggestions(found[:limit][:-1], found[-1:], considered=len(found))
