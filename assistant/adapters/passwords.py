"""Passwords through Argon2id."""

from __future__ import annotations

import secrets
from functools import cached_property

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

TIME_COST = 2
MEMORY_KIB = 19_456
"""Passes over, and size of, the memory: OWASP Password Storage Cheat Sheet (2024), Argon2id with one lane."""


class ArgonPasswordHasher:
    """Implements `ports.passwords.PasswordHasher`; safe to share between threads.

    Args:
        time_cost: Passes over the memory.
        memory_kib: Memory of one hash, in KiB.
    """

    def __init__(self, *, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB) -> None:
        self._argon = argon2.PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)

    def hash(self, password: str) -> str:
        """Return a PHC string with algorithm, cost and salt."""
        return self._argon.hash(password)

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether the password made the hash; None and damaged hashes are False after the same work."""
        if password_hash is None:
            self._matches(self._decoy, password)
            return False
        try:
            return self._matches(password_hash, password)
        except InvalidHashError:
            return self.verify(None, password)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._argon.verify(password_hash, password)
        except VerificationError:
            return False

    @cached_property
    def _decoy(self) -> str:
        return self._argon.hash(secrets.token_hex())
