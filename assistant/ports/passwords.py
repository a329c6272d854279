"""Passwords to hashes."""

from __future__ import annotations

from typing import Protocol


class PasswordHasher(Protocol):
    """Hash passwords slowly, with a salt of its own in each hash."""

    def hash(self, password: str) -> str:
        """Return a hash that names its own algorithm, cost and salt."""

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether the password made the hash; None costs the same work and is always False."""
