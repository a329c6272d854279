"""Connections and transactions; vendor exceptions end here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, SQLAlchemyError, StatementError

from assistant.errors import AlreadyExists, AssistantError, InvalidInput, NotFound, StoreUnavailable

BUSY_SECONDS = 30
"""How long a writer waits for another writer before it gives up."""

_FOREIGN_KEY_CODES = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}
_UNIQUE_CODES = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


class Database:
    """One database, reached through a pool; every transaction is either reading or writing.

    On SQLite a writing transaction takes the write lock at its start, so what it reads cannot change
    before it writes. On PostgreSQL the statements lock the rows they decide on.
    """

    def __init__(self, url: str) -> None:
        self.url = _parse(url)
        self._engine = _engine(self.url)
        self._writer = self._engine.execution_options(is_writing=True)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads. Raises StoreUnavailable."""
        with _translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that commits at the end and leaves nothing behind when it raises.

        Raises:
            AlreadyExists: A unique value is taken.
            NotFound: A row refers to something that does not exist.
            InvalidInput: A value the database cannot hold.
            StoreUnavailable: The database cannot be reached or stayed locked.
        """
        with _translated(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Release all connections."""
        self._engine.dispose()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InvalidInput(
            "DATABASE_URL is no database URL; expected sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from error
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise InvalidInput(
            f"DATABASE_URL names the database {parsed.get_backend_name()!r}; expected sqlite or postgresql."
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise InvalidInput("DATABASE_URL names no SQLite file; expected sqlite:///FILE.")
    return parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=15)
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=5, max_overflow=15)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and never for reads
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise _broken_rule(error) from error
    except DataError as error:
        raise InvalidInput(
            f"A value cannot be stored: {error.orig}", for_people="This text cannot be saved."
        ) from error
    except StatementError as error:
        if isinstance(error.orig, ValueError):
            raise InvalidInput(str(error.orig), for_people="This value cannot be saved.") from error
        raise StoreUnavailable(f"The database refused a statement: {error.orig}") from error
    except SQLAlchemyError as error:
        raise StoreUnavailable(f"The database cannot be used: {error}") from error


def _broken_rule(error: IntegrityError) -> AssistantError:
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    if code in _FOREIGN_KEY_CODES:
        return NotFound(f"A row refers to something that does not exist: {error.orig}")
    if code in _UNIQUE_CODES:
        return AlreadyExists(f"A unique value is taken: {error.orig}")
    return InvalidInput(f"A value breaks a rule of the database: {error.orig}", for_people="This cannot be saved.")
