"""Tests run offline, without keys, on databases of their own."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables import metadata
from tests.fakes.clock import StandingClock
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL") or "postgresql://root@127.0.0.1:5432/test"
_UNSET_PREFIXES = ("OPENAI_", "AZURE_OPENAI_", "ANTHROPIC_", "LANGSMITH_", "LANGCHAIN_")
_UNSET = {
    "DATABASE_URL",
    "CHROMA_URL",
    "ASSISTANT_DATA_DIR",
    "ASSISTANT_DEMO",
    "ASSISTANT_EVAL_LOGS",
    "ASSISTANT_PUBLIC_URL",
    "ASSISTANT_WEIGHTS_DIR",
    "MAIL_FROM",
    "SMTP_URL",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
}


class OutsideSocketRefused(OSError):
    """A test tried to leave this machine."""


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def outside_attempts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse sockets that leave this machine, and fail the test that tried.

    A test that shows what happens without a network clears the list.
    """
    attempts: list[str] = []

    def refuse(address: object) -> None:
        if not _is_local(address):
            attempts.append(str(address))
            raise OutsideSocketRefused(f"{address!r} is outside this machine; tests run offline")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name), refuse))
    lookup = socket.getaddrinfo

    def local_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in {None, "", "0.0.0.0", "::"}:
            refuse((name, 0))
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", local_lookup)
    yield attempts
    assert not attempts, f"this test tried to reach {attempts}"


def _guarded(real: Any, refuse: Any) -> Any:
    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            refuse(args[-1])
        return real(self, *args)

    return guarded


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset keys, proxies and settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.upper() in _UNSET or name.upper().startswith(_UNSET_PREFIXES):
            monkeypatch.delenv(name)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def hasher() -> PlainHasher:
    return PlainHasher()


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def memory_index(encoder: HashingEncoder) -> MemoryIndex:
    return MemoryIndex(encoder)


@pytest.fixture
def memory_store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated, empty SQLite file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    store = SqlStore(f"sqlite:///{path}")
    store.upgrade()
    store.close()
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Return the URL of a migrated, empty SQLite database."""
    path = tmp_path / "store.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    store = SqlStore(sqlite_url)
    yield store
    store.close()


@pytest.fixture(scope="session")
def fresh_postgres() -> Iterator[str]:
    """Return the URL of a PostgreSQL database of this run, without tables; skip where there is no server."""
    import psycopg

    try:
        server = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL to test with (set TEST_POSTGRES_URL): {error}")
    name = f"assistant_test_{uuid.uuid4().hex[:12]}"
    server.execute(f'CREATE DATABASE "{name}"')
    yield POSTGRES_URL.rsplit("/", 1)[0] + f"/{name}"
    server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture(scope="session")
def migrated_postgres(fresh_postgres: str) -> str:
    store = SqlStore(fresh_postgres)
    store.upgrade()
    store.close()
    return fresh_postgres


@pytest.fixture
def postgres_url(migrated_postgres: str) -> str:
    """Return the URL of a migrated, empty PostgreSQL database."""
    import psycopg

    with psycopg.connect(migrated_postgres) as connection:
        connection.execute("SET LOCAL synchronous_commit = off")
        connection.execute("ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only")
        for table in reversed(metadata.sorted_tables):  # quicker than TRUNCATE for a few rows
            connection.execute(f'DELETE FROM "{table.name}"')
        connection.execute("ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only")
        connection.execute("INSERT INTO counters (name, value) VALUES ('mentors', 0)")
    return migrated_postgres


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[SqlStore]:
    store = SqlStore(postgres_url)
    yield store
    store.close()
