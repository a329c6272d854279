"""The tables of the release check."""

from __future__ import annotations

from typing import Final

from assistant.domain.evaluation import SUITES, EvaluationRun, Measurement
from assistant.domain.people import Person
from assistant.evaluation.capabilities import PLAIN_NAMES
from assistant.evaluation.compare import MetricComparison
from assistant.evaluation.slices import GroupValue
from assistant.review import ReleaseCheck, RunSummary, changed_cases, group_values, list_runs, release_check
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.release import words as said
from assistant.web.owner.release.place import ReleasePlace, read_release_place
from assistant.web.parts import WebParts
from assistant.web.plots import shown_number
from assistant.web.relative_time import ago, exact
from assistant.web.tables import Cell, Column, Table, Tone, columns_of
from assistant.web.templates import render

_ASKED_CHARACTERS: Final = 90


def runs_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return all runs, newest first."""
    columns = columns_of(said.RUN_HEAD, ("text", "date", "text", "number", "text", "text", "number", "number"))
    rows = tuple(_run_row(parts, one, place) for one in list_runs(parts.review_desk, person))
    return Table("versions", said.RUNS_CAPTION, columns, rows, said.NO_RUNS)


def comparison_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return every measure of the version the place names, beside the one it is compared with."""
    turned = read_release_place(place)
    check = release_check(parts.review_desk, person, turned.run, against=turned.against, chosen=turned.chosen)
    return comparison_rows(check, turned)


def comparison_rows(check: ReleaseCheck, turned: ReleasePlace) -> Table:
    """Return the table of a check that was made already."""
    columns = columns_of(
        said.COMPARISON_HEAD, ("text", "text", "text", "number", "number", "number", "number", "number", "number")
    )
    rows = tuple(_metric_row(one, turned) for one in check.comparison.metrics)
    return Table("comparison", said.COMPARISON_CAPTION, columns, rows, said.NO_COMPARISON)


def changed_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return the cases of the suite and measure the place names that went otherwise."""
    turned = read_release_place(place)
    check = release_check(parts.review_desk, person, turned.run, against=turned.against, chosen=turned.chosen)
    return changed_rows(check, turned)


def changed_rows(check: ReleaseCheck, turned: ReleasePlace) -> Table:
    """Return the changed cases of a check that was made already, what went worse first."""
    found = []
    for one in changed_cases(check):
        for change in one.changes:
            if turned.suite in (None, change.suite) and turned.metric in ("", change.metric):
                found.append((change, one.now.case.input))
    found.sort(key=lambda pair: pair[0].now - pair[0].was)
    rows = tuple(
        (
            Cell(change.case_id, url=turned.case_url(change.suite, change.case_id, change.metric)),
            Cell(shown_number(change.was), change.was),
            Cell(shown_number(change.now), change.now, tone="problem" if change.now < change.was else "good"),
            Cell(_begun(asked), title=asked[:500]),
        )
        for change, asked in found
    )
    what = turned.metric or (PLAIN_NAMES[turned.suite] if turned.suite else said.COMPARISON_CAPTION.lower())
    columns = columns_of(said.CHANGED_HEAD, ("text", "number", "number", "text"))
    return Table("changed-cases", said.CHANGED_CAPTION.format(what=what), columns, rows, said.CHANGED_EMPTY)


def groups_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return the measures of a suite within each group of a dimension."""
    turned = read_release_place(place)
    suite = turned.suite or SUITES[0]
    values = group_values(parts.review_desk, person, turned.run, suite, dimension=turned.by)
    groups: dict[str, list[GroupValue]] = {}
    for found in values.values():
        for one in found:
            groups.setdefault(one.group, []).append(one)
    columns = (Column(said.WHOM_HEAD[0]), *(Column(name, "number") for name in values))
    rows = tuple((Cell(group), *(_group_cell(one) for one in found)) for group, found in groups.items())
    caption = said.WHOM_CAPTION.format(suite=PLAIN_NAMES[suite].capitalize(), by=said.dimension(turned.by))
    return Table("groups", caption, columns, rows, said.WHOM_EMPTY)


def value_cell(value: float | None, *, tone: Tone = "", title: str = "") -> Cell:
    """Return a value from 0 to 1 as a cell; what is not measured is grey and sorts last."""
    if value is None:
        return Cell(said.NOTHING, "", title=title, tone="quiet")
    return Cell(shown_number(value), round(value, 4), title=title, tone=tone)


def _run_row(parts: WebParts, one: RunSummary, place: OwnerPlace) -> tuple[Cell, ...]:
    run, now = one.run, parts.clock()
    kept = one.decision
    decision = said.CHOICES[kept.decision.choice] if kept else said.UNDECIDED
    check = said.OUTCOMES[kept.decision.check] if kept else said.NOTHING
    return (
        Cell(_named(run), url=place.turned(run=run.id).url()),
        Cell(ago(run.started_at, now), run.started_at.isoformat(), title=exact(run.started_at)),
        Cell(run.provenance.model or run.provenance.engine),
        _number(sum(suite.cases for suite in run.suites)),
        Cell(said.NOTHING if run.is_baseline else check, tone="" if kept else "quiet"),
        Cell(decision, title=kept.by_name if kept else "", tone="" if kept else "quiet"),
        _number(one.corrections),
        _number(one.waiting),
    )


def _named(run: EvaluationRun) -> str:
    return f"{run.label} · {said.BASELINE}" if run.is_baseline and run.label != said.BASELINE else run.label


def _metric_row(one: MetricComparison, turned: ReleasePlace) -> tuple[Cell, ...]:
    css, word = said.STANDINGS[one.standing]
    changed = turned.place.turned(suite=one.suite, metric=one.metric.name, case="", list="changed").url()
    name = f"{one.metric.name} ({said.PROMISED})" if one.metric.is_promised else one.metric.name
    return (
        Cell(name, title=one.metric.note),
        Cell(PLAIN_NAMES[one.suite].capitalize()),
        Cell(word, title=one.why, part=render("standing", css=css, word=word, why=one.why)),
        value_cell(one.was),
        value_cell(one.now),
        Cell(_difference(one), one.difference if one.difference is not None else "", tone="quiet"),
        _number(one.pairs),
        _linked(len(one.worse), changed, "problem"),
        _linked(len(one.better), changed, "good"),
    )


def _difference(one: MetricComparison) -> str:
    if one.difference is None or one.low is None or one.high is None:
        return said.NOTHING
    return "0" if one.low == one.high == 0 else f"{one.difference:+.3f} ({one.low:+.3f} to {one.high:+.3f})"


def _linked(number: int, url: str, tone: Tone) -> Cell:
    return Cell(str(number), number, url=url, tone=tone) if number else Cell("0", 0, tone="quiet")


def _number(number: int) -> Cell:
    return Cell(f"{number:,}", number)


def _group_cell(one: GroupValue) -> Cell:
    found: Measurement | None = one.measurement
    if found is None or found.value is None:
        return Cell(said.TOO_FEW, "", title=said.cases(one.n), tone="quiet")
    between = "" if found.low is None or found.high is None else f"{found.low:.2f} to {found.high:.2f}, "
    return Cell(shown_number(found.value), round(found.value, 4), title=between + said.cases(one.n))


def _begun(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= _ASKED_CHARACTERS else f"{first[:_ASKED_CHARACTERS].rstrip()} …"
