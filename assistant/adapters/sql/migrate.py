"""Bring a database to the present tables; safe to run at every start and by several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.adapters.sql.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6D656E746F72
"""Number of the PostgreSQL advisory lock that lets one process migrate at a time."""


def upgrade(database: Database) -> None:
    """Run all outstanding migrations in one transaction.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(config_for(connection), "head")


def config_for(connection: object) -> Config:
    """Return the Alembic configuration that works on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
