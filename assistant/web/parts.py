"""What the pages need from the program; the bootstrap hands it in."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.clock import Clock
from assistant.domain.suggestions import Constraints, Seeker, Suggestions
from assistant.ports.passwords import PasswordHasher
from assistant.ports.store import Store
from assistant.preparation.chat import Preparation


class WebParts(Protocol):
    """The services behind the pages."""

    @property
    def store(self) -> Store:
        """Return what is durable."""

    @property
    def hasher(self) -> PasswordHasher:
        """Return what checks passwords."""

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""

    @property
    def preparation(self) -> Preparation:
        """Return the chat."""

    @property
    def is_demo(self) -> bool:
        """Tell whether demo people may be entered with one click (from this machine only)."""

    def suggest(self, question: str, *, seeker: Seeker, constraints: Constraints, limit: int) -> Suggestions:
        """Return up to `limit` mentors for a question, best first, and good fits without time apart."""
