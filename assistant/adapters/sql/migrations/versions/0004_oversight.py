"""What owners do: the audit log, people who were deactivated, imports that wait for a yes."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
