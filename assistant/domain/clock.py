"""Time and identity come in as arguments; these are their types and the real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import uuid6

Clock = Callable[[], datetime]
"""Return the present as an aware instant in UTC."""


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562): unique, and ordered by the time it was made."""
    return str(uuid6.uuid7())
