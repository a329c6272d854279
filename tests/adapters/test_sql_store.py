"""What the SQL store promises beyond the port: migrations, processes, locks, translated errors."""

from __future__ import annotations

import multiprocessing
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import update

from assistant.adapters.sql import database
from assistant.adapters.sql.database import Database
from assistant.adapters.sql.migrate import config_for
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables import metadata, session_requests
from assistant.errors import AssistantError, CapacityExceeded, InvalidInput, StoreUnavailable
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_message, a_person
from tests.contract.store_contract import accepted_minutes, at_once, fill


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = SqlStore(url)
    yield store
    store.close()


@pytest.fixture
def empty_postgres_url(fresh_postgres: str) -> Iterator[str]:
    import psycopg

    name = f"assistant_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(fresh_postgres, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield fresh_postgres.rsplit("/", 1)[0] + f"/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/folder/store.db"


def test_the_migrations_make_exactly_the_tables_the_code_speaks_of(url: str) -> None:
    with closing(Database(url)) as opened, opened.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_upgrading_again_keeps_everything(store: SqlStore) -> None:
    fill(store)
    store.upgrade()
    assert store.request("request0") is not None


@pytest.mark.parametrize("empty_url", ["empty_sqlite_url", "empty_postgres_url"])
def test_requests_accepted_before_there_were_sessions_become_sessions(
    request: pytest.FixtureRequest, empty_url: str
) -> None:
    url = request.getfixturevalue(empty_url)
    with closing(Database(url)) as opened, opened.writing() as connection:
        command.upgrade(config_for(connection), "0001")
    store = SqlStore(url)
    ids = fill(store, requests=2)
    with closing(Database(url)) as opened, opened.writing() as connection:
        accepted = update(session_requests).where(session_requests.c.id == ids[0])
        connection.execute(accepted.values(status="accepted", decided_at=NOW))
    store.upgrade()
    session = store.session(ids[0])
    assert session is not None
    assert (session.accepted_at, session.week, session.status, session.starts_at) == (NOW, MONDAY, "planned", None)
    assert store.session(ids[1]) is None
    store.close()


def start_up(url: str, start: Any, name: str) -> None:
    start.wait()
    store = SqlStore(url)
    store.upgrade()
    store.add_person(a_person(name), None)
    store.close()


@pytest.mark.parametrize("empty_url", ["empty_sqlite_url", "empty_postgres_url"])
def test_processes_that_start_at_once_make_the_tables_once(request: pytest.FixtureRequest, empty_url: str) -> None:
    url = request.getfixturevalue(empty_url)
    server = multiprocessing.get_context("forkserver")
    start = server.Barrier(4)
    starting = [server.Process(target=start_up, args=(url, start, name)) for name in "abcd"]
    for process in starting:
        process.start()
    for process in starting:
        process.join()
    assert [process.exitcode for process in starting] == [0, 0, 0, 0]
    store = SqlStore(url)
    assert [person.id for person in store.people()] == list("abcd")
    store.close()


@pytest.mark.parametrize("attempt", range(3))
def test_fifty_acceptances_from_fifty_connections_never_exceed_the_budget(
    store: SqlStore, url: str, attempt: int
) -> None:
    ids = fill(store, requests=50, weekly_minutes=215)

    def accept(n: int) -> None:
        own = SqlStore(url)
        try:
            own.accept_request(ids[n], week=MONDAY, at=NOW)
        finally:
            own.close()

    outcomes = at_once(50, accept)
    assert [type(one) for one in outcomes if one is not None] == [CapacityExceeded] * 43
    assert accepted_minutes(store, MONDAY) == 210


def test_an_import_that_lowers_the_budget_and_acceptances_at_once_agree(store: SqlStore) -> None:
    """Whichever comes first, nothing is accepted above the budget that stood at that moment."""
    ids = fill(store, requests=10, weekly_minutes=300)

    def act(n: int) -> object:
        if n == 10:
            return store.import_mentors([a_mentor(weekly_minutes=60)], replace=False, week=MONDAY)
        return store.accept_request(ids[n], week=MONDAY, at=NOW)

    outcomes = at_once(11, act)
    refused = [one for one in outcomes if isinstance(one, AssistantError)]
    assert {type(one) for one in refused} <= {CapacityExceeded}
    assert accepted_minutes(store, MONDAY) == 30 * (10 - len(refused))
    assert accepted_minutes(store, MONDAY) >= 60


def test_everything_is_there_after_opening_again(store: SqlStore, url: str) -> None:
    fill(store)
    store.append_messages("chat0", [a_message("kept")], seen=0)
    store.close()
    again = SqlStore(url)
    chat = again.conversation("chat0")
    assert chat is not None
    assert chat.messages[0].text == "kept"
    again.close()


def test_a_failed_import_leaves_nothing_behind(store: SqlStore) -> None:
    broken = replace(a_mentor("b"), headline=None)  # type: ignore[arg-type]
    with pytest.raises(AssistantError):
        store.import_mentors([a_mentor("a"), broken], replace=True, week=MONDAY)
    assert (store.mentors(), store.count_pending(), store.mentors_version()) == ([], 0, 0)


def test_a_failed_decision_leaves_no_notice_behind(store: SqlStore) -> None:
    (request_id,) = fill(store)
    store.append_messages("chat0", [a_message("kept", id="taken")], seen=0)
    with pytest.raises(AssistantError):
        store.decide_request(request_id, "more_asked", reply="?", at=NOW, notice=a_message(id="taken"))
    request = store.request(request_id)
    assert request is not None
    assert request.status == "pending"


def test_a_naive_instant_is_refused(store: SqlStore) -> None:
    store.add_person(a_person(), None)
    with pytest.raises(InvalidInput, match="aware"):
        store.start_conversation(a_conversation(started_at=NOW.replace(tzinfo=None)))
    assert store.conversation("chat") is None


def test_text_a_database_cannot_hold_is_refused(postgres_store: SqlStore) -> None:
    with pytest.raises(InvalidInput):
        postgres_store.add_person(a_person(name="No\x00or"), None)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_names_no_usable_database_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="DATABASE_URL"):
        SqlStore(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_scheme_of_postgresql_is_understood(scheme: str) -> None:
    assert Database(f"{scheme}://user@host/name").url.drivername == "postgresql+psycopg"


def test_an_unreachable_database_is_reported_without_its_password() -> None:
    store = SqlStore("postgresql://user:hidden@127.0.0.1:1/name")
    with pytest.raises(StoreUnavailable) as refusal:
        store.people()
    assert "hidden" not in str(refusal.value)
    assert "127.0.0.1" not in refusal.value.for_people


def test_a_missing_table_is_reported_as_unavailable(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path}/store.db")
    with pytest.raises(StoreUnavailable):
        store.people()
    store.close()


def test_sqlite_writes_ahead_and_keeps_references(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as opened, opened.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_readers_do_not_wait_for_a_writer(sqlite_store: SqlStore, sqlite_url: str) -> None:
    fill(sqlite_store)
    writer = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert sqlite_store.request("request0") is not None
    writer.execute("ROLLBACK")
    writer.close()


def test_a_writer_gives_up_on_a_database_that_stays_locked(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    store = SqlStore(sqlite_url)
    writer = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        store.add_person(a_person(), None)
    writer.execute("ROLLBACK")
    writer.close()
    store.add_person(a_person(), None)
    store.close()
