"""`assistant evals`: measure this version, look at runs, compare them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, cast

import typer

from assistant.cli.options import JsonOption, print_json, say, settings_for
from assistant.cli.reports import EXIT_SOME_ROWS_FAILED
from assistant.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain.evaluation import EvaluationRun, Measurement, Suite
    from assistant.evaluation.compare import Comparison, MetricComparison
    from assistant.ports.evaluations import EvaluationRuns, Progress
    from evals.run import Told
    from evals.suite import Split

BASELINE, LATEST = "baseline", "latest"
_CASES_SHOWN = 8
_SPLITS = ("dev", "test", "all")

app = typer.Typer(help="Evaluation runs: is this version better or worse?", no_args_is_help=True)

RunArgument = Annotated[str, typer.Argument(help=f"An id or its beginning, `{LATEST}` or `{BASELINE}`.")]


@app.command("run")
def run_command(
    suites: Annotated[list[str] | None, typer.Argument(metavar="[SUITE…]", help="All when none is named.")] = None,
    label: Annotated[str, typer.Option(help="What people call this version.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Cases a suite at most, 0 for all.")] = 0,
    split: Annotated[str, typer.Option(help=f"Cases of split data: {', '.join(_SPLITS)}.")] = "all",
    model: Annotated[str, typer.Option(help="A language model as Inspect names it.")] = "none/none",
    judge: Annotated[str, typer.Option(help="Another language model, to grade wording.")] = "",
    run_id: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Measure this version into a folder of Inspect logs; `inspect view` opens them too."""
    chosen = _suites(suites or [])
    if split not in _SPLITS:
        raise InvalidInput(f"found the split {split!r}, expected one of {', '.join(_SPLITS)}")
    _require_checkout()
    from evals.run import Asked, failed_suites, run_suites

    asked = Asked(chosen, label, cast("Split", split), limit, model, judge)
    with _bar() as told:
        run = run_suites(asked, settings_for(None).eval_logs_dir, run_id=run_id, told=told)
    _print_run(run)
    failed = failed_suites(run, asked)
    for suite, why in failed.items():
        say(f"{suite} failed: {why}")
    if failed:
        raise typer.Exit(EXIT_SOME_ROWS_FAILED)


@app.command("list")
def list_command(as_json: JsonOption = False) -> None:
    """List all runs, newest first."""
    runs = _runs().runs()
    if as_json:
        print_json([_plain(run) for run in runs])
        return
    for run in runs:
        mark = "  (baseline)" if run.is_baseline else ""
        commit = run.provenance.git_commit
        typer.echo(f"{run.id}  {commit[:8]}{commit[40:]:<1}  {len(run.suites)} suites  {run.label}{mark}")
    if not runs:
        say("there is no evaluation run yet; make one with `assistant evals run`")


@app.command("show")
def show_command(run: RunArgument, as_json: JsonOption = False) -> None:
    """Show what one run measured, with 95 % intervals."""
    found = _named(run, _runs())
    if as_json:
        print_json(_plain(found))
        return
    _print_run(found)


@app.command("compare")
def compare_command(was: RunArgument, now: RunArgument, as_json: JsonOption = False) -> None:
    """Compare two runs case by case: for each metric better, worse, same, not measured, or too few to say.

    Corrections that people made in the web app are not counted here.
    """
    from assistant.evaluation.compare import MeasuredRun, compare
    from assistant.evaluation.corrections import corrected

    runs = _runs()
    before, after = (
        MeasuredRun(run, corrected(runs.cases(run.id), ())) for run in (_named(was, runs), _named(now, runs))
    )
    comparison = compare(before, after)
    if as_json:
        print_json(_plain_comparison(comparison))
        return
    print_comparison(comparison)


def print_comparison(comparison: Comparison) -> None:
    """Print each metric with its standing, and the cases that changed where it is not the same."""
    typer.echo(f"{comparison.was.id} ({comparison.was.label})  →  {comparison.now.id} ({comparison.now.label})")
    for suite in dict.fromkeys(one.suite for one in comparison.metrics):
        typer.echo(f"\n{suite}")
        for one in comparison.suite(suite):
            typer.echo(f"  {_standing_line(one)}")
            for line in _case_lines(one):
                typer.echo(f"      {line}")
    for name in ("new", "vanished", "relabeled"):
        if keys := getattr(comparison, name):
            typer.echo(f"\n{len(keys)} cases are {name}: {_some([f'{suite}/{case}' for suite, case in keys])}")


def _standing_line(one: MetricComparison) -> str:
    promised = "*" if one.metric.is_promised else " "
    if one.difference is None:
        return f"{one.standing:<16}{promised} {one.metric.name}: {one.why}"
    values = f"{one.was:.3f} → {one.now:.3f}  ({one.difference:+.3f} [{one.low:+.3f}, {one.high:+.3f}], n={one.pairs}"
    return (
        f"{one.standing:<16}{promised} {one.metric.name}: {values}, {len(one.better)} better, {len(one.worse)} worse)"
    )


def _case_lines(one: MetricComparison) -> list[str]:
    lines = [
        f"{name}: {_some([f'{change.case_id} ({change.was:.2f} → {change.now:.2f})' for change in changes])}"
        for name, changes in (("worse", one.worse), ("better", one.better))
        if changes
    ]
    return [*lines, f"no longer scored: {_some(one.lost)}"] if one.lost else lines


def _some(names: Sequence[str]) -> str:
    more = len(names) - _CASES_SHOWN
    return ", ".join(names[:_CASES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _print_run(run: EvaluationRun) -> None:
    about = run.provenance
    typer.echo(f"{run.id}  {run.label}{'  (baseline)' if run.is_baseline else ''}")
    typer.echo(f"commit {about.git_commit or 'unknown'}, engine {about.engine}, seed {about.seed}")
    typer.echo(f"model {about.model or 'none'}, judge {about.judge or 'none'}, weights {about.weights[:12]}")
    for one in run.suites:
        typer.echo(f"\n{one.suite}: {one.cases} cases in {one.seconds:.0f} s")
        for measured in one.measurements:
            typer.echo(f"  {_measured_line(measured)}")
    left_out = [f"{suite} ({why})" for suite, why in run.not_measured.items()]
    if left_out:
        typer.echo(f"\nnot measured: {'; '.join(left_out)}")


def _measured_line(one: Measurement) -> str:
    value = "not measured" if one.value is None else f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"
    unscored = f", {one.unscored} unscored" if one.unscored else ""
    return f"{'*' if one.metric.is_promised else ' '} {one.metric.name:<58} {value}  (n={one.n}{unscored})"


def _plain(run: EvaluationRun) -> dict[str, object]:
    return asdict(run)


def _plain_comparison(comparison: Comparison) -> dict[str, object]:
    return {
        "was": comparison.was.id,
        "now": comparison.now.id,
        "metrics": [asdict(one) for one in comparison.metrics],
        "new": comparison.new,
        "vanished": comparison.vanished,
        "relabeled": comparison.relabeled,
    }


def _suites(names: Sequence[str]) -> tuple[Suite, ...]:
    from assistant.domain.evaluation import SUITES

    if unknown := [name for name in names if name not in SUITES]:
        raise InvalidInput(f"found the suite {unknown[0]!r}, expected some of {', '.join(SUITES)}")
    return tuple(suite for suite in SUITES if suite in names)


def _runs() -> EvaluationRuns:
    from assistant.bootstrap import build

    return build(settings_for(None)).evaluation_runs


def _named(name: str, runs: EvaluationRuns) -> EvaluationRun:
    """Return the run that a person means. Raises InvalidInput when there is none, or several."""
    known = runs.runs()
    if name == LATEST and known:
        return next((run for run in known if not run.is_baseline), known[0])
    found = [run for run in known if run.id.startswith(name) or (name == BASELINE and run.is_baseline)]
    exact = [run for run in found if run.id == name] or found
    if len(exact) != 1:
        count = "no evaluation run" if not exact else f"{len(exact)} evaluation runs"
        ids = (
            ", ".join(run.id for run in (exact or known)[:_CASES_SHOWN]) or "none; make one with `assistant evals run`"
        )
        raise InvalidInput(f"found {count} called {name!r}; there are: {ids}")
    return exact[0]


def _require_checkout() -> None:
    from importlib.util import find_spec

    if find_spec("evals") is None or find_spec("inspect_ai") is None:
        raise InvalidInput(
            "evaluations run in a checkout of the repository, with its packages for evaluation; "
            "found no `evals` here. Clone the repository and run `uv run assistant evals run` in it"
        )


@contextmanager
def _bar() -> Iterator[Told]:
    """Show how far the run got where a person watches; keep the warnings of libraries off otherwise."""
    from tqdm import tqdm

    logging.getLogger("inspect_ai").setLevel(logging.ERROR)
    with tqdm(unit="case", disable=not sys.stderr.isatty()) as bar:

        def told(progress: Progress) -> None:
            bar.total = progress.cases_total
            bar.set_description(progress.suite or "evaluation", refresh=False)
            bar.update(progress.cases_done - bar.n)

        yield told
