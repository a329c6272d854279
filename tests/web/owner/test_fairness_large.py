"""The view of load and fairness with many requests stored."""

from __future__ import annotations

import time
from datetime import timedelta

from sqlalchemy import insert

from assistant.adapters.sql import tables
from assistant.adapters.sql.store import SqlStore
from assistant.domain.mentors import week_of
from assistant.web.owner.fairness.page import fairness_page, what_if_part
from assistant.web.owner.place import OwnerPlace
from tests.builders import a_mentor, a_person
from tests.web.scripted import OWNER, ScriptedParts

REQUESTS, MENTORS, MENTEES = 10_000, 150, 300


def fill(parts: ScriptedParts) -> None:
    """Keep requests of a year, one in a hundred still open; questions differ in their words."""
    now, store = parts.clock(), parts.store
    mentors = [a_mentor(f"x{n}", bio=f"I know about matter {n} and trade {n % 12}.") for n in range(MENTORS)]
    store.import_mentors(mentors, replace=True, week=week_of(now))
    for n in range(MENTEES):
        store.add_person(a_person(f"p{n}"), None)
    chats, requests = [], []
    for n in range(REQUESTS):
        at, mentee = now - timedelta(days=365 * n / REQUESTS), f"p{n % MENTEES}"
        chats.append({"id": f"c{n}", "mentee_id": mentee, "started_at": at})
        requests.append(
            {
                "id": f"r{n}",
                "conversation_id": f"c{n}",
                "mentee_id": mentee,
                "mentor_id": f"x{n * n % MENTORS}",
                "question": f"How do I go on with matter {n % 70} of trade {n % 12}?",
                "minutes": 30,
                "week": week_of(at),
                "status": "pending" if n % 100 == 0 else ("accepted", "declined")[n % 2],
                "created_at": at,
                "decided_at": None if n % 100 == 0 else at + timedelta(days=1),
                "reply": "",
            }
        )
    assert isinstance(store, SqlStore)
    with store.database.writing() as connection:
        connection.execute(insert(tables.conversations), chats)
        connection.execute(insert(tables.session_requests), requests)


def seconds(act: object) -> float:
    assert callable(act)
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def test_with_10_000_requests_the_view_opens_in_a_second_and_the_slider_answers_in_300_ms(
    sqlite_store: SqlStore,
) -> None:
    parts = ScriptedParts(store=sqlite_store)  # type: ignore[arg-type]
    fill(parts)
    assert seconds(lambda: fairness_page(parts, OWNER, OwnerPlace("fairness"))) < 1.0
    assert "500" in what_if_part(parts, OWNER, 0.5)
    assert seconds(lambda: what_if_part(parts, OWNER, 0.35)) < 0.3
    assert seconds(lambda: fairness_page(parts, OWNER, OwnerPlace("fairness"))) < 1.0
