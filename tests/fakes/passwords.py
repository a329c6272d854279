"""A password hasher that costs nothing and counts its work."""

from __future__ import annotations


class PlainHasher:
    """Implements `ports.passwords.PasswordHasher`; `verified` counts how often it worked."""

    def __init__(self) -> None:
        self.verified = 0

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def verify(self, password_hash: str | None, password: str) -> bool:
        self.verified += 1
        return password_hash == f"plain:{password}"
