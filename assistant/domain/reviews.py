"""What owners make of evaluation runs: corrections, second readings, release decisions. All of it is added, none changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from assistant.domain.evaluation import Suite, Tally

CaseKey = tuple[Suite, str]
"""A case over all runs: its suite and its id."""

CorrectionKind = Literal["score", "label"]

ReadingVerdict = Literal["wrong", "partly", "right"]
READING_VERDICTS: tuple[ReadingVerdict, ...] = get_args(ReadingVerdict)
"""From worst to best: the position is the level that agreement is computed with."""

Choice = Literal["signed_off", "refused"]

CheckOutcome = Literal["passes", "refused", "unknown"]
"""What the release check says: nothing promised was lost, something was, or something promised was not measured."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody put right about one answer to one case.

    It speaks of the answer, not of the run: it holds wherever the same case, labeled the same, got the same answer.

    Attributes:
        run_id: Where it was seen.
        kind: A corrected score says that the scorer was wrong, a corrected label that what was expected was.
        expected: What the log says was expected.
        got: What came.
        label: What would be right, as the person saw it; for a score the label that stood then.
        before: The tally that stood then; the log keeps its own.
        after: The tally this answer should get.
        by: Id of the person.
        withdrawn_by: Who took it back, "" while it holds.
    """

    id: str
    run_id: str
    suite: Suite
    case_id: str
    metric: str
    kind: CorrectionKind
    expected: str
    got: str
    label: str
    before: Tally
    after: Tally
    reason: str
    by: str
    at: datetime
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def case(self) -> CaseKey:
        """Return the case it is about."""
        return self.suite, self.case_id


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person thinks of what came of a case."""

    by: str
    verdict: ReadingVerdict
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SecondRead:
    """A case of a run that is read twice; `second` is None while it waits."""

    id: str
    run_id: str
    suite: Suite
    case_id: str
    first: Reading
    second: Reading | None = None

    @property
    def case(self) -> CaseKey:
        """Return the case it is about."""
        return self.suite, self.case_id


@dataclass(frozen=True, slots=True)
class ReleaseDecision:
    """One decision about a run; of several the last counts.

    Attributes:
        baseline_id: The run it was compared with.
        check: What the release check said then.
        check_reasons: Why, in its words.
        by: Id of the person.
    """

    id: str
    run_id: str
    baseline_id: str
    choice: Choice
    reason: str
    check: CheckOutcome
    check_reasons: tuple[str, ...]
    by: str
    at: datetime

    @property
    def is_against_check(self) -> bool:
        """Tell whether a version was signed off that the check did not pass."""
        return self.choice == "signed_off" and self.check != "passes"
