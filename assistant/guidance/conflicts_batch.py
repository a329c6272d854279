"""Batch rows of `conflicts`: from input rows to output rows, without any stored session."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from assistant.conflicts.engine import ConflictEngine, as_said, without_names
from assistant.conflicts.grouping import Floats
from assistant.domain.disagreements import Advice, Judgement
from assistant.errors import InvalidInput
from assistant.schemas.conflicts import (
    AdviceRow,
    ConflictsRow,
    FoundConflictRow,
    ItemRow,
    JudgedHistoryRow,
    JudgedPairRow,
)
from assistant.text.intake import checked_text


def conflicts_row(row: ConflictsRow, engine: ConflictEngine) -> JudgedPairRow | JudgedHistoryRow:
    """Judge a pair, or group and judge a whole history.

    Raises:
        InvalidInput: A text cannot be read.
    """
    if row.items is not None:
        return _history(row.items, engine)
    assert row.a is not None
    assert row.b is not None
    one, other = (_advice(piece, question=row.question) for piece in (row.a, row.b))
    (judgement,) = engine.judge.judge(other, [one])
    return _pair_row(judgement)


def _history(items: list[ItemRow], engine: ConflictEngine) -> JudgedHistoryRow:
    """Group all items; then judge each, in the order of their dates, beside earlier ones as new guidance is."""
    order = sorted(range(len(items)), key=lambda n: (items[n].date or date.min, n))
    items = [items[n] for n in order]
    pieces = [_advice(item) for item in items]
    near = engine.nearness(
        engine.vectors(pieces), sessions=[(n,) if i.session is None else i.session for n, i in enumerate(items)]
    )
    for row in range(len(items)):
        near[row, :row] = engine.with_twins(near[row, :row], pieces[row].text, [one.text for one in pieces[:row]])
        near[:row, row] = near[row, :row]
    groups = engine.groups(near)
    decisions = [""] * len(items)
    for number, members in enumerate(groups):
        for row in members:
            decisions[row] = str(number)
    found = [one for row in range(len(items)) for one in _conflicts_of(row, items, pieces, near, decisions, engine)]
    given = [order.index(n) for n in range(len(items))]
    by_group = groupby(sorted(given, key=lambda row: int(decisions[row])), key=lambda row: decisions[row])
    return JudgedHistoryRow(
        decisions=[[items[row].id for row in members] for _, members in by_group],
        conflicts=sorted(found, key=lambda one: -one.score),
    )


def _conflicts_of(
    row: int, items: list[ItemRow], pieces: list[Advice], near: Floats, decisions: list[str], engine: ConflictEngine
) -> list[FoundConflictRow]:
    """Return the flagged pairs of one item with earlier ones of other sessions."""
    rows = engine.worth_judging(near[row, :row], decisions[:row], decisions[row])
    earlier = [n for n in rows if items[n].session is None or items[n].session != items[row].session]
    if not earlier:
        return []
    names = [str(one.mentor) for one in items if isinstance(one.mentor, str)]
    new, *told = (without_names(pieces[n], names) for n in (row, *earlier))
    judged = engine.judge.judge(new, told)
    return [
        FoundConflictRow(
            **_pair_row(judgement).model_dump(),
            a=items[n].id,
            b=items[row].id,
            quote_a=as_said(judgement.quote_a, read.text, pieces[n].text),
            quote_b=as_said(judgement.quote_b, new.text, pieces[row].text),
        )
        for n, read, judgement in zip(earlier, told, judged, strict=True)
        if engine.standing(judgement, is_same_decision=decisions[n] == decisions[row]) != "silent"
    ]


def _pair_row(judgement: Judgement) -> JudgedPairRow:
    return JudgedPairRow(
        label=judgement.label,
        score=judgement.score,
        kind=judgement.kind,
        decider=judgement.decider or None,
        judged_by=judgement.judged_by,
    )


def _advice(row: AdviceRow, *, question: str = "") -> Advice:
    try:
        return Advice(checked_text(row.text).strip(), row.question or question, row.mentor_context, row.date)
    except InvalidInput as error:
        raise InvalidInput(f"{row.text[:40]!r}: {error}", code=error.code) from error
