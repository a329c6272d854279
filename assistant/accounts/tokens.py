"""Tokens that stand for a signed-in browser; the store only ever sees their hashes."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 256 random bits, safe in a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token, in hex; enough because a token cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
