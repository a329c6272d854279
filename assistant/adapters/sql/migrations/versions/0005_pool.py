"""Questions that wait for any mentor, and rounds that give them out."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
