"""Evaluation runs: what was measured of one version, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Suite = Literal[
    "preparation", "matching", "conflicts", "coaching", "briefs", "extraction", "knowledge", "safety", "wording"
]
SUITES: tuple[Suite, ...] = get_args(Suite)

MetricKind = Literal["ratio", "kappa"]
"""How tallies become a value: `ratio` is the sum of the first numbers over the sum of the second; `kappa` is Cohen's
kappa with quadratic weights, averaged over the 3 x 3 confusion matrices (true level first) the tally is a row of."""

Tally = tuple[float, ...]
"""What one case adds to a metric; tallies are summed over cases before they become a value."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured; for every metric higher is better.

    Attributes:
        name: Unique within its suite, in words a program owner knows.
        is_promised: Whether a loss refuses a release; others are shown beside.
    """

    name: str
    kind: MetricKind = "ratio"
    is_promised: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case; texts are whole, as the case and the engine gave them.

    Attributes:
        id: Unique within the suite, never reused for another case.
        input: What was asked, readable.
        expected: What would have been right, readable.
        got: What came, readable.
        explanation: How the two differ, and on what evidence.
        tallies: By name of the metric; a metric left out was not scored on this case, which is never counted as 0.
        unscored: Why nothing was scored, "" when something was.
        missed: Names of metrics that were to be scored on this case and could not be; others are not meant for it.
        slices: Groups the case belongs to, by what they divide ("field": "care", "length": "long").
    """

    suite: Suite
    id: str
    input: str
    expected: str
    got: str
    explanation: str = ""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    unscored: str = ""
    slices: Mapping[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """A metric of a suite with its 95 % bootstrap interval over cases.

    Attributes:
        value: None when no case was scored; so are `low` and `high`.
        n: Cases scored.
        unscored: Cases that were to be scored and were not.
    """

    suite: Suite
    metric: Metric
    value: float | None
    low: float | None
    high: float | None
    n: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was measured and with what.

    Attributes:
        git_commit: 40 hexadecimal digits, with "+" behind them when there were changes beside; "" outside of git.
        engine: "embedded", or "embedded and a language model".
        model: Name of the language model, "" for none.
        judge: Name of the model that graded wording, "" for none.
        prompts: Fingerprint by purpose.
        weights: SHA-256 over all weights, 64 hexadecimal digits.
        datasets: SHA-256 by suite.
        seed: Of everything drawn.
    """

    git_commit: str
    engine: str
    model: str
    judge: str
    prompts: Mapping[str, str]
    weights: str
    datasets: Mapping[str, str]
    seed: int


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """One suite of a run: the measurements in the order the suite names them, and how long it took in seconds."""

    suite: Suite
    measurements: tuple[Measurement, ...]
    cases: int
    seconds: float


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """One version measured once.

    Attributes:
        id: Begins with the instant, so that later runs sort behind earlier ones.
        label: What people call the version.
        is_baseline: Whether it is the one kept with the program, that others are compared with.
        not_measured: Why a suite was left out, by suite.
    """

    id: str
    label: str
    started_at: datetime
    provenance: Provenance
    suites: tuple[SuiteRun, ...]
    is_baseline: bool = False
    not_measured: Mapping[Suite, str] = field(default_factory=dict)

    def suite(self, name: Suite) -> SuiteRun | None:
        """Return one suite, None when it was left out."""
        return next((one for one in self.suites if one.suite == name), None)
