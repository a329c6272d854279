"""The tables of the view of load and fairness; mentors are named, mentees never are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from assistant.domain.pool import CohortRound
from assistant.domain.rounds import RoundFigures
from assistant.oversight.load import LoadView, MentorBurden
from assistant.oversight.pool import PoolPlace
from assistant.oversight.rounds import PlannedRound, RoundRow
from assistant.oversight.stuck import StuckRequest
from assistant.web.owner.fairness import words
from assistant.web.owner.place import OwnerPlace
from assistant.web.plots import shown_number
from assistant.web.tables import Cell, ColumnKind, Table, columns_of

_NUMBER: Final[ColumnKind] = "number"
_LOAD_KINDS: Final[tuple[ColumnKind, ...]] = ("text", *[_NUMBER] * 9, "text")

NO_ROUND: Final = Table("round", words.ROUND_TABLE, (), (), words.NOTHING_PLANNED)


def load_table(view: LoadView) -> Table:
    """Return each mentor's load."""
    return Table(
        id="load",
        caption=words.LOAD_TABLE,
        columns=columns_of(words.LOAD_COLUMNS, _LOAD_KINDS),
        rows=tuple(_load_row(one) for one in view.mentors),
        empty=words.LOAD_EMPTY,
    )


def stuck_table(found: Sequence[StuckRequest], *, now: datetime, mentor_name: str = "") -> Table:
    """Return requests that are stuck, or all that wait for one mentor, each with the button that returns it."""
    return Table(
        id="stuck",
        caption=words.STUCK_OF.format(name=mentor_name) if mentor_name else words.STUCK,
        columns=columns_of(words.STUCK_COLUMNS, ("text", "number", "text", "text", "number")),
        rows=tuple(_stuck_row(one, now=now) for one in found),
        empty=words.STUCK_EMPTY_OF if mentor_name else words.STUCK_EMPTY,
    )


def pool_table(found: Sequence[PoolPlace], *, now: datetime) -> Table:
    """Return what is in the pool, each with the button that undoes its return."""
    return Table(
        id="pool",
        caption=words.POOL,
        columns=columns_of(words.POOL_COLUMNS, ("text", "number", "text", "date", "number")),
        rows=tuple(_pool_row(one, now=now) for one in found),
        empty=words.POOL_EMPTY,
    )


def round_table(planned: PlannedRound, *, now: datetime) -> Table:
    """Return the pairs of a round."""
    caption = words.ROUND_TABLE if planned.round.offered_at is None else words.ROUND_TABLE_OFFERED
    return Table(
        id="round",
        caption=caption,
        columns=columns_of(words.ROUND_COLUMNS, ("text", "number", "number", "number", "text")),
        rows=tuple(_round_row(row, now=now) for row in planned.rows),
        empty=words.NOTHING_PLANNED,
    )


def beside_table(planned: CohortRound) -> Table:
    """Return a plan in numbers beside two plain ways."""
    own = words.THIS_PLAN.format(rule=words.RULES[planned.rule])
    others = [(words.BESIDE_NAMES.get(name, name), figures) for name, figures in planned.beside.items()]
    return Table(
        id="beside",
        caption=words.BESIDE,
        columns=columns_of(words.BESIDE_COLUMNS, ("text", *[_NUMBER] * 6)),
        rows=tuple(_figures_row(name, figures) for name, figures in [(own, planned.figures), *others]),
        empty=words.NOTHING_PLANNED,
    )


def rounds_table(found: Sequence[PlannedRound], place: OwnerPlace) -> Table:
    """Return the rounds that were offered, with what became of their requests."""
    return Table(
        id="rounds",
        caption=words.ROUNDS,
        columns=columns_of(words.ROUNDS_COLUMNS, ("date", "text", *[_NUMBER] * 5)),
        rows=tuple(_past_row(one, place) for one in found),
        empty=words.ROUNDS_EMPTY,
    )


def percent(fraction: float) -> int:
    """Return a fraction as whole percent."""
    return round(100 * fraction)


def _load_row(one: MentorBurden) -> tuple[Cell, ...]:
    used = percent(one.used / one.offered) if one.offered else None
    standing = Cell(words.FINE, tone="quiet") if one.is_accepting else Cell(words.CLOSED, tone="quiet")
    return (
        Cell(one.name),
        _number(one.week_used),
        _number(one.week_offered),
        _number(one.used),
        _number(one.offered),
        _number(used),
        _number(one.sessions),
        _number(percent(one.strain)),
        _number(one.waiting),
        _number(percent(one.share)),
        Cell(words.TOO_MUCH, tone="problem") if one.is_overloaded else standing,
    )


def _stuck_row(one: StuckRequest, *, now: datetime) -> tuple[Cell, ...]:
    reasons = ", ".join(words.REASONS[reason] for reason in one.reasons) or words.NO_REASON
    return (
        Cell(one.mentor_name),
        _days(one.waiting_since, now=now),
        Cell(words.RETURN, sort="", button={"act": "return_request", "request": one.request_id}),
        Cell(reasons),
        _number(one.minutes),
    )


def _pool_row(one: PoolPlace, *, now: datetime) -> tuple[Cell, ...]:
    undo = Cell(words.UNDO, sort="", button={"act": "undo_return", "entry": one.entry_id})
    return (
        Cell(one.mentor_name or words.ERASED),
        _days(one.waited_since, now=now),
        undo if one.can_be_undone else Cell("", sort=""),
        _date(one.entered_at),
        _number(one.minutes),
    )


def _round_row(row: RoundRow, *, now: datetime) -> tuple[Cell, ...]:
    standing = words.STATUS[row.status] if row.status is not None else words.OUTCOMES[row.outcome]
    return (
        Cell(row.mentor_name),
        _number(percent(row.affinity)),
        _number(row.minutes),
        _days(row.waiting_since, now=now),
        Cell(standing),
    )


def _figures_row(name: str, figures: RoundFigures | None) -> tuple[Cell, ...]:
    if figures is None:
        return (Cell(name), Cell(words.NO_PLAN_FOUND, sort=""), *[_number(None)] * 5)
    return (
        Cell(name),
        _number(figures.assigned),
        _decimal(figures.total_affinity),
        _number(percent(figures.mean_affinity)),
        _number(None if figures.worst_off is None else percent(figures.worst_off)),
        _number(figures.busiest_sessions),
        _decimal(figures.peak_to_mean),
    )


def _past_row(one: PlannedRound, place: OwnerPlace) -> tuple[Cell, ...]:
    offered = one.round.offered_at or one.round.made_at
    return (
        Cell(_day(offered), sort=offered.isoformat(), url=place.at("fairness", round=one.round.id).url()),
        Cell(words.RULES[one.round.rule]),
        _number(sum(row.outcome == "offered" for row in one.rows)),
        _number(one.count("accepted")),
        _number(one.count("declined")),
        _number(one.count("pending") + one.count("more_asked")),
        _number(percent(one.round.figures.mean_affinity)),
    )


def _number(value: int | None) -> Cell:
    return Cell(words.UNKNOWN, sort="") if value is None else Cell(str(value), sort=value)


def _decimal(value: float) -> Cell:
    return Cell(shown_number(value), sort=round(value, 4))


def _days(since: datetime | None, *, now: datetime) -> Cell:
    return _number(None if since is None else (now - since).days)


def _date(at: datetime) -> Cell:
    return Cell(_day(at), sort=at.date().isoformat())


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B}"
