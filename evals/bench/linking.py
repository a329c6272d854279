"""Time to link and judge one new piece of guidance beside 1,000 earlier ones, in small and large programs."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import numpy as np

from assistant.adapters.chroma_index import ChromaIndex
from assistant.bootstrap import build
from assistant.domain.guidance import GuidanceItem
from assistant.guidance.linking import GuidanceLinker
from assistant.indexing import GUIDANCE_PART
from assistant.ports.index import IndexEntry
from assistant.settings import Settings
from tests.fakes.store import MemoryStore
from training.conflicts.data import Decision, load

PROGRAMS: Final = (10_000, 100_000)
OWN_ITEMS: Final = 1_000
RUNS: Final = 15
_ITEM: Final = GuidanceItem(
    "", "note", "session", "mentee", "mentor", "", "", "", 0, 0, date(2026, 11, 2), decision_id="one"
)


class OwnGuidance(MemoryStore):
    """A store whose mentee has been told these items."""

    def __init__(self, items: list[GuidanceItem]) -> None:
        super().__init__()
        self.items = items

    def guidance_of(self, mentee_id: str) -> list[GuidanceItem]:  # noqa: ARG002  all of it is one mentee's
        """Return all items."""
        return self.items


def main() -> None:
    """Print the median and the slowest of some runs for each size of program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, nargs="+", default=PROGRAMS, help="items in the program")
    programs: list[int] = parser.parse_args().programs
    engine = build(Settings()).conflict_engine
    own = _items(load(split="test"))
    vectors = np.concatenate(
        [
            engine.encoder.encode([f"{item.question}\n{item.text}" for item in own[n : n + 200]])
            for n in range(0, OWN_ITEMS, 200)
        ]
    )
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder:
        index = ChromaIndex(path=Path(folder), encoder=engine.encoder)
        index.upsert("guidance", [_entry(item.id, vector) for item, vector in zip(own, vectors, strict=True)])
        filled = OWN_ITEMS
        for size in programs:
            while filled < size:
                batch = rng.normal(size=(2_000, engine.encoder.dimensions)).astype(np.float32)
                batch /= np.linalg.norm(batch, axis=1, keepdims=True)
                index.upsert("guidance", [_entry(f"other{filled + n}", vector) for n, vector in enumerate(batch)])
                filled += len(batch)
            linker = GuidanceLinker(OwnGuidance(own), index, engine, lambda: datetime.now(UTC))
            times = [_timed(linker, n) for n in range(RUNS + 1)][1:]
            print(
                f"{filled:>8,} items in the program: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
            )


def _timed(linker: GuidanceLinker, run: int) -> float:
    """Return milliseconds for one new item whose words were never read before."""
    new = replace(_ITEM, id=f"new{run}", session_id="new", text=f"Wait with plan {run} until the board has met twice.")
    begun = time.perf_counter()
    linker.link("mentee", [replace(new, question=f"Shall I begin project {run} now or after the board meeting?")])
    return (time.perf_counter() - begun) * 1_000


def _items(decisions: list[Decision]) -> list[GuidanceItem]:
    told = [(decision, text.text) for decision in decisions for text in decision.texts][:OWN_ITEMS]
    return [
        replace(_ITEM, id=f"own{n}", session_id=f"session{n}", question=decision.questions[n % 3], text=text)
        for n, (decision, text) in enumerate(told)
    ]


def _entry(item_id: str, vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> IndexEntry:
    return IndexEntry(f"{item_id}#{GUIDANCE_PART}", item_id, GUIDANCE_PART, vector)


if __name__ == "__main__":
    main()
