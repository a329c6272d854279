"""Program health as an owner's page shows it: cards with a line each, and the numbers behind the lines as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from assistant.domain.people import Person
from assistant.oversight import health_words
from assistant.oversight.health import Health, program_health
from assistant.oversight.indicators import Action, Indicator, Unit
from assistant.oversight.trends import Stretch
from assistant.review import latest_check
from assistant.review.check import ReleaseCheck
from assistant.web.owner.home import words as said
from assistant.web.owner.place import OwnerPlace
from assistant.web.parts import WebParts
from assistant.web.plots import sparkline
from assistant.web.tables import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class HealthCard:
    """One indicator as shown.

    Attributes:
        value: The large number, "" when there are too few people.
        between: Its interval, "" where it has none.
        line: The trend, empty when there is none.
        url: Query string of where the action is done.
    """

    indicator: Indicator
    name: str
    value: str
    between: str
    line: Markup
    url: str
    seen_by: str


def health_of(parts: WebParts, person: Person) -> tuple[Health, list[HealthCard]]:
    """Return how the program goes, and a card for each indicator. Raises NotSignedIn, NotAllowed."""
    check = latest_check(parts.review_desk, person)
    health = program_health(parts.store, person, clock=parts.clock, newest_run=lambda: _on_versions(parts, check))
    run_id = "" if check is None else check.comparison.now.id
    return health, [_card(one, run_id) for one in health.indicators]


def weeks_table(parts: WebParts, person: Person, _place: OwnerPlace) -> Table:
    """Return every point of every line."""
    return table_of(program_health(parts.store, person, clock=parts.clock, newest_run=str))


def table_of(health: Health) -> Table:
    """Return every point of every line of a program's health."""
    points = [(one, stretch) for one in health.indicators for stretch in one.trend.stretches]
    kinds = ("text", "date", "date", "number", "number", "number", "number")
    return Table(
        id="health-weeks",
        caption=said.WEEKS_CAPTION,
        columns=tuple(Column(label, kind) for label, kind in zip(said.WEEKS_HEAD, kinds, strict=True)),  # type: ignore[arg-type]
        rows=tuple(_row(one, stretch) for one, stretch in points),
        empty=said.WEEKS_EMPTY,
    )


def shown_value(value: float | None, unit: Unit) -> str:
    """Return a value as people read it, "" for none."""
    if value is None:
        return ""
    return health_words.percent(value) if unit == "share" else health_words.days(value)


def _on_versions(parts: WebParts, check: ReleaseCheck | None) -> str:
    if check is not None:
        return check.verdict.words
    has_baseline = any(run.is_baseline for run in parts.review_desk.runs.runs())
    return said.NO_RUN if has_baseline else said.NO_BASELINE


def _card(one: Indicator, run_id: str) -> HealthCard:
    now, name = one.trend.now, said.NAMES[one.name]
    value = None if now is None else now.value
    low, high = (None, None) if value is None else (value.low, value.high)
    has_interval = low is not None and high is not None
    return HealthCard(
        indicator=one,
        name=name,
        value="" if value is None else shown_value(value.value, one.unit),
        between=said.BETWEEN.format(low=shown_value(low, one.unit), high=shown_value(high, one.unit))
        if has_interval
        else "",
        line=_line(name, one),
        url=_url(one.action, run_id),
        seen_by=said.SEEN_WITH_MENTORS if one.names_mentors else "",
    )


def _line(name: str, one: Indicator) -> Markup:
    values = [stretch.value.value for stretch in one.trend.stretches]
    if not values:
        return Markup("")
    first, last = (shown_value(value, one.unit) for value in (values[0], values[-1]))
    form = said.LINE if len(values) > 1 else said.LINE_OF_ONE
    return sparkline(values, form.format(name=name, first=first, last=last, weeks=_weeks(one)))


def _weeks(one: Indicator) -> int:
    first, last = one.trend.stretches[0].first, one.trend.stretches[-1].last
    return (last - first).days // 7 + 1


def _url(action: Action, run_id: str) -> str:
    """Return where an action is done; in the release check, in the newest version where there is one."""
    params = dict(action.params) if action.view != "release" or run_id else {}
    return OwnerPlace().at(action.view, **params, **({"run": run_id} if action.view == "release" else {})).url()


def _row(one: Indicator, stretch: Stretch) -> tuple[Cell, ...]:
    def number(value: float | None) -> Cell:
        return Cell(shown_value(value, one.unit), sort="" if value is None else round(value, 3))

    value = stretch.value
    days = (stretch.first, stretch.last + timedelta(days=6))
    return (
        Cell(said.NAMES[one.name]),
        *(Cell(_day(day), sort=day.isoformat()) for day in days),
        *(number(part) for part in (value.value, value.low, value.high)),
        Cell(str(stretch.n), sort=stretch.n),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
