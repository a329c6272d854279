"""A small program behind the pages: a memory store, an engine that counts messages, mentors by shared words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import cast

import numpy as np

from assistant.briefs import BriefDesk
from assistant.coaching.engine import CoachingEngine
from assistant.coaching.second import SecondShorter
from assistant.coaching.use import CoachingDesk
from assistant.domain.advice import AdviceReview
from assistant.domain.clock import Clock, new_id
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem
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
from assistant.guidance.desk import GuidanceDesk, Side
from assistant.matching.engine import matching_engine
from assistant.notes.promises import FoundCommitment
from assistant.notes.read import NoteReading
from assistant.oversight.desk import FairnessDesk, fairness_desk
from assistant.ports.calendar import Attendee, Meeting
from assistant.post import Inviting
from assistant.preparation.chat import Preparation
from assistant.preparation.engine import PreparationEngine
from assistant.prompts import PromptLibrary
from assistant.review import ReviewDesk
from assistant.rubric.assess import DraftPart, Reading, Rubric
from assistant.rubric.heads import ASK_CLEAR_HEAD, ASK_SHOWN_HEAD
from assistant.text.intake import checked_text
from tests.fakes.clock import StandingClock
from tests.fakes.encoder import HashingEncoder
from tests.fakes.evaluations import KeptRuns, StandingRunner
from tests.fakes.index import MemoryIndex
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


class AskingRubric:
    """Implements what `compose` needs of `Rubric`: every message is one segment that asks for something."""

    def assess(self, parts: Sequence[DraftPart]) -> Reading:
        ends = list(accumulate(len(part.text) + 1 for part in parts))
        pairs = zip(parts, ends, strict=True)
        spans = tuple(Span(end - 1 - len(part.text), end - 1, part.text) for part, end in pairs)
        assessment = CountingEngine().read(parts).assessment
        shown = np.full((len(spans), 15), 0.1, np.float32)
        shown[:, ASK_SHOWN_HEAD : ASK_CLEAR_HEAD + 1] = 0.9
        return Reading(spans, np.zeros((len(spans), 1), np.float32), shown, np.zeros((7, 2), np.float32), assessment)


class DashReader:
    """Implements `guidance.desk.Reader`: takes lines with a dash for advice, lines with a bang for promises."""

    def read_note(self, note: str, session_date: date | None = None, *, author: Side | None = None) -> NoteReading:
        found = [
            (match[1], Span(*match.span(2), match[2])) for match in re.finditer(r"^([-!]) (.+)$", note, re.MULTILINE)
        ]
        promised = (span for mark, span in found if mark == "!")
        return NoteReading(
            tuple(span for mark, span in found if mark == "-"),
            tuple(FoundCommitment(span.quote, "by Friday", date(2026, 11, 27), "mentee", span) for span in promised),
        )


@dataclass(frozen=True)
class LastWordLinker:
    """Implements `guidance.linking.Linker`: advice with the same last word is about one decision, and pulls apart."""

    store: MemoryStore
    clock: Clock

    def link(self, mentee_id: str, items: Sequence[GuidanceItem]) -> tuple[list[GuidanceItem], list[Disagreement]]:
        linked = [replace(item, decision_id=item.text.split()[-1]) for item in items]
        apart = [(old, new) for new in linked for old in self._earlier(new)]
        return linked, [self._disagreement(mentee_id, old, new) for old, new in apart]

    def _earlier(self, new: GuidanceItem) -> list[GuidanceItem]:
        known = self.store.guidance_of(new.mentee_id)
        return [old for old in known if old.decision_id == new.decision_id and old.session_id != new.session_id]

    def _disagreement(self, mentee_id: str, old: GuidanceItem, new: GuidanceItem) -> Disagreement:
        judged = Judgement("conflict", 0.9, "action", "Can you go back later?", old.text, new.text)
        return Disagreement(new_id(), mentee_id, old.id, new.id, judged, is_sure=True, found_at=self.clock())


_ACTION = re.compile(r"\b(?:Ask|Write|Take|Stay|Call)\b[^.!?\n]*[^.!?\n\s]")
_LONG_WORDS = 20


class ImperativeCoach:
    """Implements what coaching needs of `CoachingEngine`: five verbs begin actions, long drafts get a nudge."""

    def review(self, question: str, draft: str) -> AdviceReview:
        plain = checked_text(draft)
        actions = tuple(Span(*found.span(), found[0]) for found in _ACTION.finditer(plain))
        is_long = len(plain.split()) > _LONG_WORDS
        return AdviceReview(
            plain,
            levels={},
            issues=("too_long",) if is_long else (),
            actions=actions,
            nudge="Begin with what they can do." if is_long else None,
            shorter=". ".join(action.quote for action in actions) if is_long else "",
            cut=(Span(0, actions[0].start, plain[: actions[0].start]),) if is_long and actions else (),
        )


class PlainCalendar:
    """Implements `ports.calendar.CalendarWriter`."""

    def write(self, meeting: Meeting) -> str:
        return f"DTSTART:{meeting.starts_at:%Y%m%dT%H%M%SZ}"


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
    mail_rounds: int = 0
    evaluation_runs: KeptRuns = field(default_factory=KeptRuns)
    index_rounds: int = 0

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

    @property
    def brief_desk(self) -> BriefDesk:
        return BriefDesk(self.store, cast("Rubric", AskingRubric()), self.clock)

    @property
    def guidance_desk(self) -> GuidanceDesk:
        return GuidanceDesk(self.store, DashReader(), LastWordLinker(self.store, self.clock), self.clock)

    @property
    def coaching_desk(self) -> CoachingDesk:
        engine, linker = cast("CoachingEngine", ImperativeCoach()), LastWordLinker(self.store, self.clock)
        second = SecondShorter(None, cast("PromptLibrary", None), self.store, self.clock)
        return CoachingDesk(self.store, engine, second, linker, self.clock)

    @cached_property
    def fairness_desk(self) -> FairnessDesk:
        encoder = HashingEncoder()
        engine = matching_engine(store=self.store, index=MemoryIndex(encoder), encoder=encoder)
        return fairness_desk(self.store, engine, self.clock)

    @property
    def inviting(self) -> Inviting:
        return Inviting(self.store, PlainCalendar(), Attendee("Mentoring", "program@example.org"), self.clock)

    @property
    def review_desk(self) -> ReviewDesk:
        return ReviewDesk(self.evaluation_runs, self.store, self.clock)

    @cached_property
    def evaluation_runner(self) -> StandingRunner:
        return StandingRunner(self.clock)

    def practice_weights(self) -> Path:
        return Path("practice")

    def send_mail_soon(self) -> None:
        self.mail_rounds += 1

    def follow_changes_soon(self) -> None:
        self.index_rounds += 1
