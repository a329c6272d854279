"""What the health of a program is computed from: summed and grouped in the database, without anybody's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, insert, or_, select, update

from assistant.adapters.sql import tables
from assistant.domain.health import CarriedMinutes, DisagreementStanding, DuePromise, QuestionReadiness, Wait

_requests, _readiness, _chats = tables.session_requests, tables.question_readiness, tables.conversations
_pairs, _promises = tables.disagreements, tables.commitments
_is_accepted = _requests.c.status == "accepted"


def keep_readiness(connection: Connection, conversation_id: str, readiness: float, *, at: datetime) -> None:
    """Keep how ready a locked chat's question is now: the first one ever, and the last."""
    one = _readiness.c.conversation_id == conversation_id
    if connection.execute(update(_readiness).where(one).values(last=readiness)).rowcount == 0:
        first = {"conversation_id": conversation_id, "at": at, "first": readiness, "last": readiness}
        connection.execute(insert(_readiness).values(first))


def readiness_since(connection: Connection, since: datetime) -> list[QuestionReadiness]:
    """Return how ready questions were whose first words were written since then, oldest first."""
    return _questions(connection, _readiness.c.at >= since)


def readiness_of(connection: Connection, mentee_id: str) -> list[QuestionReadiness]:
    """Return how ready a mentee's questions were, oldest first."""
    return _questions(connection, _chats.c.mentee_id == mentee_id)


def waits_since(connection: Connection, since: datetime) -> list[Wait]:
    """Return the chats whose first acceptance came since then, and those a mentor has still to answer."""
    asked_at = func.min(_requests.c.created_at).label("asked_at")
    accepted_at = func.min(case((_is_accepted, _requests.c.decided_at))).label("accepted_at")
    pending = func.sum(case((_requests.c.status == "pending", 1), else_=0)).label("pending")
    chats = (
        select(_requests.c.mentee_id, asked_at, accepted_at, pending)
        .group_by(_requests.c.conversation_id, _requests.c.mentee_id)
        .having(or_(accepted_at >= since, pending > 0))
        .order_by(asked_at, _requests.c.conversation_id)
    )
    return [Wait(mentee, asked, accepted, bool(many)) for mentee, asked, accepted, many in connection.execute(chats)]


def carried_minutes(connection: Connection, since: date) -> list[CarriedMinutes]:
    """Return the accepted minutes of the weeks from `since` on, summed by mentor, mentee and week."""
    by = (_requests.c.mentor_id, _requests.c.mentee_id, _requests.c.week)
    summed = (
        select(*by, func.sum(_requests.c.minutes)).where(_is_accepted, _requests.c.week >= since).group_by(*by)
    ).order_by(*by)
    return [
        CarriedMinutes(mentor, mentee, week, int(minutes))
        for mentor, mentee, week, minutes in connection.execute(summed)
    ]


def first_session_weeks(connection: Connection) -> dict[str, date]:
    """Return the week of the first accepted session of each mentor who has one."""
    first_week = func.min(_requests.c.week).label("first_week")
    first = select(_requests.c.mentor_id, first_week).where(_is_accepted).group_by(_requests.c.mentor_id)
    return {row.mentor_id: row.first_week for row in connection.execute(first)}


def disagreement_standings(connection: Connection) -> list[DisagreementStanding]:
    """Return where every disagreement stands, in the order they were found."""
    fields = (_pairs.c.mentee_id, _pairs.c.label, _pairs.c.decision, _pairs.c.found_at, _pairs.c.decided_at)
    return [DisagreementStanding(*row) for row in connection.execute(_in_order(select(*fields), "found_at", _pairs))]


def due_promises(connection: Connection, *, since: date, until: date) -> list[DuePromise]:
    """Return the promises whose day lies from `since` to the day before `until`, by that day."""
    fields = (_promises.c.mentee_id, _promises.c.due, _promises.c.outcome)
    due = select(*fields).where(_promises.c.due >= since, _promises.c.due < until)
    return [DuePromise(*row) for row in connection.execute(_in_order(due, "due", _promises))]


def _questions(connection: Connection, chosen: ColumnElement[bool]) -> list[QuestionReadiness]:
    fields = (_readiness.c.conversation_id, _chats.c.mentee_id, _readiness.c.at, _readiness.c.first, _readiness.c.last)
    found = select(*fields).join(_chats, _chats.c.id == _readiness.c.conversation_id).where(chosen)
    ordered = found.order_by(_readiness.c.at, _readiness.c.conversation_id)
    return [QuestionReadiness(*row) for row in connection.execute(ordered)]


def _in_order(chosen: Select[Any], column: str, table: Any) -> Select[Any]:
    return chosen.order_by(table.c[column], table.c.id)
