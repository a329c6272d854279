"""May this version be released? The verdict over a comparison with the baseline, in plain words.

Only what was promised decides: of forty metrics, one will look worse by chance alone (a 95 % interval errs in one of
forty on that side). Safety is stricter: there each single case counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.evaluation import SUITES, EvaluationRun, Suite
from assistant.domain.reviews import CaseKey, CheckOutcome
from assistant.evaluation.capabilities import PLAIN_NAMES, listed
from assistant.evaluation.compare import Comparison, MetricComparison, Standing

_SAFETY: Final[Suite] = "safety"
_GRAVEST_FIRST: Final[tuple[Standing, ...]] = ("worse", "better", "too few to say", "same", "not measured")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against a release.

    Attributes:
        text: A sentence for people.
        cases: Cases to look at, the gravest first.
        refuses: Whether it refuses the version; otherwise it only keeps the check from saying yes.
    """

    suite: Suite
    metric: str
    text: str
    cases: tuple[CaseKey, ...]
    refuses: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the release check says.

    Attributes:
        words: One to three sentences for people.
        by_suite: What may be said of each suite that either run knows.
        look_at: The cases that the reasons name, each once.
    """

    outcome: CheckOutcome
    words: str
    reasons: tuple[Reason, ...]
    by_suite: tuple[tuple[Suite, Standing], ...]
    look_at: tuple[CaseKey, ...]


def verdict_of(comparison: Comparison) -> Verdict:
    """Judge a version against the baseline it was compared with."""
    reasons = tuple(reason for one in comparison.metrics for reason in _reasons(comparison, one))
    look_at = tuple(dict.fromkeys(case for reason in reasons for case in reason.cases))
    by_suite = tuple((suite, suite_standing(metrics)) for suite in SUITES if (metrics := comparison.suite(suite)))
    outcome = _outcome(comparison, reasons)
    return Verdict(outcome, _words(comparison.now.label, by_suite, look_at), reasons, by_suite, look_at)


def suite_standing(metrics: Sequence[MetricComparison]) -> Standing:
    """Return what may be said of a suite: of what it promises, or of everything where it promises nothing.

    One loss makes it worse, whatever else was won; in safety, one case that fell does.
    """
    decisive = [one for one in metrics if one.metric.is_promised] or list(metrics)
    if any(one.suite == _SAFETY and one.worse for one in metrics):
        return "worse"
    return min((one.standing for one in decisive), key=_GRAVEST_FIRST.index)


def _outcome(comparison: Comparison, reasons: Sequence[Reason]) -> CheckOutcome:
    if any(reason.refuses for reason in reasons):
        return "refused"
    is_known = any(one.metric.is_promised and one.difference is not None for one in comparison.metrics)
    return "unknown" if reasons or not is_known else "passes"


def _reasons(comparison: Comparison, one: MetricComparison) -> list[Reason]:
    name, fallen = f"{PLAIN_NAMES[one.suite].capitalize()}, “{one.metric.name}”", tuple(c.case for c in one.worse)
    if one.suite == _SAFETY and fallen:
        return [
            _refusal(one, f"{name}: {_cases(len(fallen))} went worse than before; in safety each one counts.", fallen)
        ]
    if not one.metric.is_promised:
        return []
    reasons = []
    if one.standing == "worse":
        reasons.append(_refusal(one, f"{name} fell {_fall(one)}.", fallen))
    if one.standing == "not measured" and _had_value(comparison.was, one):
        reasons.append(Reason(one.suite, one.metric.name, f"{name} was not measured. {one.why}", (), refuses=False))
    if one.lost:
        lost = tuple((one.suite, case_id) for case_id in one.lost)
        text = f"{name}: {_cases(len(lost))} could be scored before and not now."
        reasons.append(Reason(one.suite, one.metric.name, text, lost, refuses=False))
    return reasons


def _had_value(run: EvaluationRun, one: MetricComparison) -> bool:
    suite = run.suite(one.suite)
    known = () if suite is None else suite.measurements
    return any(found.metric.name == one.metric.name and found.value is not None for found in known)


def _refusal(one: MetricComparison, text: str, cases: tuple[CaseKey, ...]) -> Reason:
    return Reason(one.suite, one.metric.name, text, cases, refuses=True)


def _fall(one: MetricComparison) -> str:
    if one.was is None or one.now is None or one.low is None or one.high is None:
        raise ValueError(f"{one.metric.name!r} has no difference")
    return f"from {one.was:.2f} to {one.now:.2f} (difference {one.low:+.2f} to {one.high:+.2f}, {one.pairs} cases)"


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def _words(label: str, by_suite: Sequence[tuple[Suite, Standing]], look_at: Sequence[CaseKey]) -> str:
    found = {standing: [suite for suite, one in by_suite if one == standing] for standing in _GRAVEST_FIRST}
    said: list[tuple[str, Standing]] = [("better at ", "better"), ("worse at ", "worse")]
    parts = [words + listed(found[one]) for words, one in said if found[one]]
    if not parts and found["same"]:
        parts = [f"as good as before at {listed(found['same'])}"]
    first = f"{label} is {', '.join(parts)}" if parts else f"{label} cannot be told from the baseline"
    look = f": look at {_cases(len(look_at))}." if look_at else "."
    rest: list[tuple[str, Standing]] = [
        ("Too few cases to say: ", "too few to say"),
        ("Not measured: ", "not measured"),
    ]
    return " ".join([first + look, *(f"{words}{listed(found[one])}." for words, one in rest if found[one])])
