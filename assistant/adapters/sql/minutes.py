"""What the minutes of mentors are computed from: their limits, what they accepted, their recent sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from assistant.adapters.sql import tables
from assistant.domain.mentors import STRAIN_DAYS, AcceptedWeek, MentorLimits, RecentSession

IDS_A_STATEMENT = 5_000
"""Longest list of ids in one statement; SQLite takes 32,766 variables, PostgreSQL 65,535."""

_requests, _limits, _sessions = tables.session_requests, tables.mentor_limits, tables.sessions


def chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ids, each once, in lists that fit into a statement."""
    rest = iter(dict.fromkeys(ids))
    while chunk := list(islice(rest, IDS_A_STATEMENT)):
        yield chunk


def limits_of(connection: Connection, mentor_ids: Sequence[str] | None) -> dict[str, MentorLimits]:
    """Return the limits of those mentors who set any."""
    return {
        row.mentor_id: MentorLimits(
            weekly_minutes=row.weekly_minutes,
            buffer_minutes=row.buffer_minutes,
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
            lighter_weeks=tuple(date.fromisoformat(week) for week in row.lighter_weeks),
            break_until=row.break_until,
        )
        for row in _of_mentors(connection, select(_limits), _limits.c.mentor_id, mentor_ids)
    }


def accepted(connection: Connection, mentor_ids: Sequence[str] | None, *, since: date) -> dict[str, list[AcceptedWeek]]:
    """Return what each mentor accepted from week `since` on, by week."""
    summed = (
        select(
            _requests.c.mentor_id,
            _requests.c.week,
            func.sum(_requests.c.minutes).label("minutes"),
            func.count().label("sessions"),
        )
        .where(_requests.c.status == "accepted", _requests.c.week >= since)
        .group_by(_requests.c.mentor_id, _requests.c.week)
        .order_by(_requests.c.week)
    )
    found: dict[str, list[AcceptedWeek]] = defaultdict(list)
    for row in _of_mentors(connection, summed, _requests.c.mentor_id, mentor_ids):
        found[row.mentor_id].append(AcceptedWeek(row.week, int(row.minutes), row.sessions))
    return found


def recent(connection: Connection, mentor_ids: Sequence[str] | None, *, since: date) -> dict[str, list[RecentSession]]:
    """Return each mentor's sessions from `STRAIN_DAYS` before week `since` on, by week."""
    first = since - min(timedelta(days=STRAIN_DAYS), since - date.min)
    joined = (
        select(
            _requests.c.mentor_id, _requests.c.week, _sessions.c.starts_at, _requests.c.minutes, _sessions.c.is_heavy
        )
        .join(_sessions, _sessions.c.id == _requests.c.id)
        .where(_requests.c.week >= first)
        .order_by(_requests.c.week, _sessions.c.id)
    )
    found: dict[str, list[RecentSession]] = defaultdict(list)
    for row in _of_mentors(connection, joined, _requests.c.mentor_id, mentor_ids):
        found[row.mentor_id].append(RecentSession(row.week, row.starts_at, row.minutes, row.is_heavy))
    return found


def _of_mentors(
    connection: Connection, chosen: Select[Any], owner: ColumnElement[str], mentor_ids: Sequence[str] | None
) -> Iterator[Row[Any]]:
    """Yield the chosen rows of these mentors, of all when no ids are given."""
    statements = [chosen] if mentor_ids is None else [chosen.where(owner.in_(ids)) for ids in chunks(mentor_ids)]
    for statement in statements:
        yield from connection.execute(statement)
