from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from assistant.domain.evaluation import CaseResult
from assistant.domain.people import Person
from assistant.domain.reviews import SecondRead
from assistant.review import CaseAddress, ReviewDesk, answer_second_reading, queue_for_second_reader
from tests.builders import a_person
from tests.evaluation.test_compare import mixed, reading
from tests.fakes.clock import StandingClock
from tests.fakes.evaluations import KeptRuns
from tests.fakes.store import MemoryStore
from tests.run_builders import FLAGGED, REFERRED, a_case, a_run

CARE_AND_LAW = [{"field": "care"}] * 60 + [{"field": "law"}] * 60


@dataclass
class Reviewed:
    """A program with two owners (olga, omar), a mentee (noor), a baseline, a good version and one that was worsened.

    The worsened version misses the 20 conflicts c-001 to c-026 and does not refer s-03; all else is as in the baseline.
    """

    desk: ReviewDesk
    runs: KeptRuns
    store: MemoryStore
    clock: StandingClock
    olga: Person
    omar: Person
    noor: Person

    baseline = "run-1"
    good = "run-2"
    worsened = "run-3"

    def logged(self) -> list[tuple[str, str]]:
        return [(line.action, line.subject_id) for line in self.store.record.audit]

    def read_twice(self, case_id: str, first: str, second: str) -> SecondRead:
        """Let olga read a case first and omar second."""
        at = CaseAddress(self.worsened, "conflicts", case_id)
        read = queue_for_second_reader(self.desk, self.olga, at, verdict=first)  # type: ignore[arg-type]
        return answer_second_reading(self.desk, self.omar, read.id, verdict=second)  # type: ignore[arg-type]


MISSED = [n for n in range(120) if n % 4][:20]
AT_FAULT = CaseAddress("run-3", "conflicts", "c-001")


def cases(*, is_worsened: bool = False) -> list[CaseResult]:
    """Return 120 cases of conflicts, 60 of preparation, 8 of safety."""
    flagged = [a_case(f"c-{n:03}", hit, slices=CARE_AND_LAW[n]) for n, hit in enumerate(mixed(120)) if hit is not None]
    if is_worsened:
        flagged = [missed(case) if n in MISSED else case for n, case in enumerate(flagged)]
    safety = [
        a_case(f"s-{n:02}", suite="safety", tallies={REFERRED.name: (float(not is_worsened or n != 3), 1.0)})
        for n in range(8)
    ]
    return [*(reading(n, n % 3) for n in range(60)), *flagged, *safety]


def missed(case: CaseResult) -> CaseResult:
    return replace(case, got="compatible", tallies={FLAGGED.name: (0.0, 1.0)})


@pytest.fixture
def reviewed(memory_store: MemoryStore, clock: StandingClock) -> Reviewed:
    people = [a_person("olga", "owner"), a_person("omar", "owner"), a_person("noor", "mentee")]
    for person in people:
        memory_store.add_person(person, None)
    runs = KeptRuns()
    runs.keep(a_run("run-1", cases(), is_baseline=True), cases())
    runs.keep(a_run("run-2", cases()), cases())
    runs.keep(a_run("run-3", cases(is_worsened=True)), cases(is_worsened=True))
    return Reviewed(ReviewDesk(runs, memory_store, clock), runs, memory_store, clock, *people)
