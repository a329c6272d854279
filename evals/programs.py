"""Programs made of the mentors of the matching data, searched as the product searches its own."""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Final

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.encoder.cached import CachedEncoder
from assistant.adapters.sql.store import SqlStore
from assistant.bootstrap import Assistant
from assistant.indexing import catch_up
from assistant.matching.engine import MatchingEngine, matching_engine
from assistant.ports.encoder import Encoder
from training.reranker.data import Group, read_groups
from training.reranker.scores import pool_of

_WEEK: Final = date(2026, 1, 5)
_LOCK: Final = threading.RLock()


@dataclass(frozen=True, slots=True)
class Program:
    """Whose candidates are its mentors, by groups of the data; `size` says how many, in words."""

    size: str
    groups: tuple[str, ...]


def programs_of(group: Group) -> tuple[Program, ...]:
    """Return the programs a question is asked in: a small one, that of its whole split, and all there is."""
    everything = read_groups()
    split = [one.id for one in everything if one.split == group.split]
    small = pool_of(split.index(group.id), len(split))
    return (
        Program("90 mentors", tuple(split[small.start : small.stop])),
        Program("about 180 mentors", tuple(split)),
        Program("840 mentors", tuple(one.id for one in everything)),
    )


def engine_of(groups: Sequence[str], assistant: Assistant) -> MatchingEngine:
    """Return the engine over a program of its own in a throw-away folder; made once. Safe from several threads."""
    with _LOCK:
        return _engine(tuple(groups), assistant)


@cache
def _engine(groups: tuple[str, ...], assistant: Assistant) -> MatchingEngine:
    folder = Path(tempfile.mkdtemp(prefix="program-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    store = SqlStore(f"sqlite:///{folder / 'program.sqlite'}")
    store.upgrade()
    store.import_mentors(
        [one for group in read_groups() if group.id in groups for one in group.profiles], replace=True, week=_WEEK
    )
    plain, fit = _encoders(assistant)
    index = ChromaIndex(path=folder / "index", encoder=plain)
    catch_up(store, index, plain)
    scale = assistant.matching_engine.scale
    return matching_engine(store=store, index=index, encoder=plain, fit_encoder=fit, scale=scale)


@cache
def _encoders(assistant: Assistant) -> tuple[Encoder, Encoder]:
    engine = assistant.matching_engine
    return CachedEncoder(engine.encoder), CachedEncoder(engine.fit.encoder)
