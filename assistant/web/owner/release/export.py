"""A whole review as one HTML file that needs nothing beside it: no script, no link to elsewhere, light and dark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from assistant.domain.evaluation import EvaluationRun, Measurement, Provenance
from assistant.domain.reviews import CaseKey
from assistant.evaluation.capabilities import PLAIN_NAMES
from assistant.evaluation.compare import Comparison, MetricComparison
from assistant.review import ReviewReport
from assistant.web.owner.release import export_words as review_words
from assistant.web.owner.release import words as release_words
from assistant.web.templates import render

_DIGITS_OF_FINGERPRINTS: Final = 12
_SMALLEST_SHOWN: Final = 0.005
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{32,}")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of the table of measures: the comparison over pairs, and each run over all its own cases."""

    capability: str
    compared: MetricComparison
    standing: tuple[str, str]
    before: str
    now: str
    difference: str


def review_page(report: ReviewReport) -> str:
    """Render a review as a whole HTML document."""
    comparison = report.check.comparison
    anchors = {(one.now.case.suite, one.now.case.id): f"case-{n}" for n, one in enumerate(report.changed, start=1)}
    return render(
        "review_export",
        report=report,
        check=report.check,
        was=comparison.was,
        now=comparison.now,
        rows=[_row(comparison, one) for one in comparison.metrics],
        anchors=anchors,
        left_out=_left_out(comparison),
        provenance=_provenance((comparison.was, comparison.now)),
        names={suite: _capitalized(name) for suite, name in PLAIN_NAMES.items()},
        said=release_words,
        more=review_words,
        number=number,
        spread=spread,
    )


def review_file_name(report: ReviewReport) -> str:
    """Return what the file is called: letters, digits and dashes of the run's label and id."""
    run = report.check.comparison.now
    plain = re.sub(r"[^A-Za-z0-9]+", "-", f"{run.label}-{run.id}").strip("-").lower()
    return f"review-{plain[:80] or 'version'}.html"


def number(value: float | None) -> str:
    """Return a value as people read it, a dash for what is not known."""
    return review_words.NOTHING if value is None else f"{value:.2f}"


def spread(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Return an interval in words, "" when there is none."""
    if low is None or high is None:
        return ""
    return f"{_signed(low)} to {_signed(high)}" if signed else f"{low:.2f} to {high:.2f}"


def _signed(value: float) -> str:
    return f"{value:+.2f}" if abs(value) >= _SMALLEST_SHOWN else "0.00"


def _capitalized(name: str) -> str:
    return name[:1].upper() + name[1:]


def _row(comparison: Comparison, one: MetricComparison) -> MeasureRow:
    before, now = (_measurement(run, one) for run in (comparison.was, comparison.now))
    difference = review_words.NOTHING
    if one.difference is not None:
        difference = f"{_signed(one.difference)} ({spread(one.low, one.high, signed=True)})"
    standing = release_words.STANDINGS[one.standing]
    return MeasureRow(
        _capitalized(PLAIN_NAMES[one.suite]), one, standing, _measured(before), _measured(now), difference
    )


def _measurement(run: EvaluationRun, one: MetricComparison) -> Measurement | None:
    suite = run.suite(one.suite)
    known = () if suite is None else suite.measurements
    return next((found for found in known if found.metric.name == one.metric.name), None)


def _measured(one: Measurement | None) -> str:
    """Return a value with interval, cases, and how many could not be scored."""
    if one is None or one.value is None:
        return release_words.STANDINGS["not measured"][1]
    unscored = review_words.UNSCORED.format(n=one.unscored) if one.unscored else ""
    return f"{number(one.value)} ({spread(one.low, one.high)}), {release_words.cases(one.n)}{unscored}"


def _left_out(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """Return what made no pair, each with the cases in words."""
    of_metrics = {
        review_words.LOST: [(one.suite, case_id) for one in comparison.metrics for case_id in one.lost],
        review_words.WAITING: [(one.suite, case_id) for one in comparison.metrics for case_id in one.waiting],
    }
    of_data = {
        review_words.NEW: comparison.new,
        review_words.VANISHED: comparison.vanished,
        review_words.RELABELED: comparison.relabeled,
    }
    return [(why, _spoken(keys)) for why, keys in (of_metrics | of_data).items() if keys]


def _spoken(keys: Sequence[CaseKey]) -> list[str]:
    return [f"{_capitalized(PLAIN_NAMES[suite])}, {case_id}" for suite, case_id in dict.fromkeys(keys)]


def _provenance(runs: Sequence[EvaluationRun]) -> list[tuple[str, list[str]]]:
    """Return each part of what was measured with, for the runs side by side; fingerprints are shortened."""
    return [
        (review_words.PROVENANCE[one.name], [_plain(getattr(run.provenance, one.name)) for run in runs])
        for one in fields(Provenance)
    ]


def _plain(value: object) -> str:
    text = "; ".join(f"{name}: {one}" for name, one in value.items()) if isinstance(value, Mapping) else str(value)
    return _FINGERPRINT.sub(lambda found: f"{found[0][:_DIGITS_OF_FINGERPRINTS]}…", text) or review_words.NOTHING
