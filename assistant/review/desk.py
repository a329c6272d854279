"""What the use cases of reviews share: their parts, the names of people, and the line each change leaves in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from assistant.domain.audit import AuditLine
from assistant.domain.changes import Kept
from assistant.domain.clock import Clock, new_id
from assistant.domain.evaluation import CaseResult, EvaluationRun, Suite
from assistant.domain.people import Person
from assistant.errors import NotFound
from assistant.ports.evaluations import EvaluationRuns
from assistant.ports.store import ReviewStore
from assistant.text.intake import checked_text

WORDS_MAX: Final = 2_000
"""Characters of a reason or a note."""
SOMEBODY_WHO_LEFT: Final = "somebody who left"


class DeskStore(ReviewStore, Protocol):
    """The part of the store that reviews need."""

    def accounts(self) -> list[Kept[Person]]:
        """Return all accounts, by name."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """The parts that reviews need."""

    runs: EvaluationRuns
    store: DeskStore
    clock: Clock


@dataclass(frozen=True, slots=True)
class CaseAddress:
    """Where a case is found: in which run, of which suite, under which id."""

    run_id: str
    suite: Suite
    case_id: str


class Names:
    """Names of people by id, looked up when shown: somebody who was erased has none."""

    def __init__(self, store: DeskStore) -> None:
        self._by_id = {kept.value.id: kept.value.name for kept in store.accounts()}

    def __getitem__(self, person_id: str) -> str:
        return self._by_id.get(person_id, SOMEBODY_WHO_LEFT)


def run_of(desk: ReviewDesk, run_id: str) -> EvaluationRun:
    """Return one run. Raises NotFound."""
    found = desk.runs.run(run_id)
    if found is None:
        raise NotFound(
            f"There is no evaluation run {run_id!r}.", for_people="This evaluation run does not exist any more."
        )
    return found


def baseline_of(desk: ReviewDesk, run_id: str | None = None) -> EvaluationRun:
    """Return the run to compare with: a given one, else the baseline kept with the program. Raises NotFound."""
    if run_id is not None:
        return run_of(desk, run_id)
    found = next((run for run in desk.runs.runs() if run.is_baseline), None)
    if found is None:
        raise NotFound(
            "No evaluation run is marked as the baseline.",
            for_people="There is no baseline yet; choose another run to compare with.",
        )
    return found


def case_at(desk: ReviewDesk, at: CaseAddress) -> CaseResult:
    """Return one case as the log has it. Raises NotFound."""
    found = desk.runs.case(at.run_id, at.suite, at.case_id)
    if found is None:
        raise NotFound(
            f"The run {at.run_id!r} has no case {at.case_id!r} of {at.suite!r}.",
            for_people="This case is not in this evaluation run.",
        )
    return found


def checked_words(text: str) -> str:
    """Return a reason or a note, trimmed. Raises InvalidInput when it is blank or too long."""
    return checked_text(text, letters_max=WORDS_MAX).strip()


def case_line(desk: ReviewDesk, person: Person, action: str, at: CaseAddress, detail: Mapping[str, str]) -> AuditLine:
    """Return the line that a change to a case leaves in the log."""
    return _line(desk, person, action, "case", f"{at.suite}/{at.case_id}", {"run": at.run_id, **detail})


def release_line(desk: ReviewDesk, person: Person, action: str, run_id: str, detail: Mapping[str, str]) -> AuditLine:
    """Return the line that a decision about a version leaves in the log."""
    return _line(desk, person, action, "release", run_id, detail)


def _line(
    desk: ReviewDesk,
    person: Person,
    action: str,
    kind: Literal["case", "release"],
    subject_id: str,
    detail: Mapping[str, str],
) -> AuditLine:
    return AuditLine(new_id(), desk.clock(), person.id, action, kind, subject_id, detail)
