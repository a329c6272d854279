"""The release view without a version chosen: the newest verdict, all versions, a run that goes on, a measure over time."""

from __future__ import annotations

from typing import Final

from assistant.domain.clock import new_id
from assistant.domain.evaluation import SUITES, Suite
from assistant.domain.people import Person
from assistant.evaluation.capabilities import PLAIN_NAMES
from assistant.ports.evaluations import Progress
from assistant.review import agreement, known_metrics, latest_check, next_to_read, trend
from assistant.review.second import READ_TWICE_MIN
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.release import words as said
from assistant.web.owner.release.tables import runs_table
from assistant.web.owner.view import OwnerPage
from assistant.web.parts import WebParts
from assistant.web.plots import Point
from assistant.web.plots import trend as trend_plot
from assistant.web.templates import render

QUICK: Final[tuple[Suite, ...]] = ("preparation", "briefs", "knowledge", "safety")
"""Suites that take about a minute together on two cores."""
MEASURED: Final[tuple[Suite, ...]] = tuple(suite for suite in SUITES if suite != "wording")
"""Wording is graded by a language model, and measured from the command line where one is named."""
_POINTS_SHOWN_MAX: Final = 40


def overview(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show all versions."""
    desk = parts.review_desk
    check = latest_check(desk, person)
    work = render(
        "release_overview",
        turn=new_id(),
        place=place,
        check=check,
        runs=runs_table(parts, person, place),
        has_baseline=any(run.is_baseline for run in desk.runs.runs()),
        to_read=next_to_read(desk, person),
    )
    return OwnerPage(work, running_page(parts), _trend_page(parts, person, place))


def running_page(parts: WebParts) -> str:
    """Return the forms that begin a run, or how far one is."""
    runner = parts.evaluation_runner
    progress = None if runner is None else runner.progress()
    return render(
        "release_running",
        turn=new_id(),
        is_available=runner is not None,
        progress=progress,
        share=_share(progress),
        now_suite=PLAIN_NAMES[progress.suite] if progress is not None and progress.suite else "",
        is_demo=parts.is_demo,
    )


def _share(progress: Progress | None) -> int | None:
    """Return percent of the cases that are done, None while that is not known."""
    if progress is None or not progress.cases_total:
        return None
    return min(100, round(100 * progress.cases_done / progress.cases_total))


def _trend_page(parts: WebParts, person: Person, place: OwnerPlace) -> str:
    known = known_metrics(parts.review_desk, person)
    choices = [
        (f"{suite}/{metric.name}", metric.name, PLAIN_NAMES[suite], metric.is_promised)
        for suite, metrics in known.items()
        for metric in metrics
    ]
    wanted = place.get("trend")
    chosen = next((one for one in choices if one[0] == wanted), next(iter(choices), None))
    plot = None
    if chosen is not None:
        suite = next(suite for suite in SUITES if chosen[0].startswith(f"{suite}/"))
        points = trend(parts.review_desk, person, suite, chosen[1])[-_POINTS_SHOWN_MAX:]
        shown = [
            Point(
                f"{one.label}, {one.at:%-d %b}",
                None if one.measurement is None else one.measurement.value,
                None if one.measurement is None else one.measurement.low,
                None if one.measurement is None else one.measurement.high,
            )
            for one in points
        ]
        plot = trend_plot(shown, said.TREND_SAID.format(metric=chosen[1], n=len(shown)))
    return render(
        "release_trend",
        turn=new_id(),
        choices=choices,
        chosen=chosen,
        plot=plot,
        agreement=agreement(parts.review_desk, person),
        least=READ_TWICE_MIN,
    )
