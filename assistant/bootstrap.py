"""Join the parts: the one place that reads settings and chooses vendors.

Parts are made when they are first asked for, so a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.domain.clock import Clock, utc_now
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.chroma_index import ChromaIndex
    from assistant.adapters.passwords import ArgonPasswordHasher
    from assistant.adapters.sql.store import SqlStore
    from assistant.domain.knowledge import CardHit
    from assistant.indexing import IndexStatus
    from assistant.ports.chat_model import ChatModel, TokenCounter
    from assistant.ports.encoder import Encoder, PairScorer
    from assistant.preparation.chat import Preparation
    from assistant.preparation.engine import PreparationEngine

Progress = Callable[[str], None]
"""Take one line that tells a person what is going on."""


def _silent(_line: str) -> None:
    """Say nothing."""


def build(
    settings: Settings, *, clock: Clock = utc_now, is_demo: bool = False, progress: Progress = _silent
) -> Assistant:
    """Return the assistant these settings describe; nothing is opened or loaded yet."""
    return Assistant(settings, clock, is_demo, progress)


@dataclass(frozen=True)
class Assistant:
    """All parts of one running assistant.

    Attributes:
        is_demo: Whether the demo program is loaded and its people may be entered with one click.
        progress: Told about long work.
    """

    settings: Settings
    clock: Clock
    is_demo: bool
    progress: Progress

    def warm_up(self) -> None:
        """Make everything a visitor would wait for: tables, demo, encoder, index."""
        if self.is_demo:
            self._load_demo()
        self.sync_index()
        _ = self.preparation

    # what is durable

    @cached_property
    def store(self) -> SqlStore:
        """Return the database, brought to the tables of this version."""
        from assistant.adapters.sql.store import SqlStore

        if self.settings.database_url is None:
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        store = SqlStore(self.settings.store_url)
        store.upgrade()
        return store

    @cached_property
    def hasher(self) -> ArgonPasswordHasher:
        """Return what hashes passwords."""
        from assistant.adapters.passwords import ArgonPasswordHasher

        return ArgonPasswordHasher()
