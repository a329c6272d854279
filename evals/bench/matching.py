"""Measure retrieval under constraints at several sizes, against Chroma's own `where` filter.

    python -m evals.bench.matching --profiles 1000 10000 100000

Vectors are synthetic (unit vectors around topic centers, as profiles cluster), constraints are those of the
product: language, shared working hours, accepting, free minutes. In one run, on the same vectors and the same
queries: ours (the index without a filter, constraints applied by us), Chroma with `where`, and exact search.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaIndex
from assistant.domain.suggestions import Constraints
from assistant.matching.search import nearest_allowed
from assistant.ports.encoder import Vectors
from assistant.ports.index import IndexEntry
from assistant.ranking.constraints import MentorTable, overlap_hours

DIMENSIONS = 384
FOUND = 10
DAY = date(2026, 11, 25)
SEEKER_ZONE = "Europe/Oslo"
ZONES = ("Europe/Oslo", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo")
LANGUAGES = ("en", "fr", "de", "es", "pt")
CONSTRAINTS = Constraints(languages=("en",), overlap_hours_min=2.0, minutes=30)


class NamedVectors:
    """Stands for the encoder where only its name is asked."""

    fingerprint = "synthetic"
    dimensions = DIMENSIONS

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Refuse: vectors come from the generator."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Program:
    """A synthetic program; arrays are in row order."""

    vectors: NDArray[np.float32]
    table: MentorTable
    languages: NDArray[np.intp]
    accepting: NDArray[np.bool_]
    free_minutes: NDArray[np.intp]

    def allowed(self) -> NDArray[np.bool_]:
        """Return who satisfies all constraints."""
        mask = self.table.allowed(CONSTRAINTS, seeker_languages=("en",), timezone=SEEKER_ZONE, day=DAY)
        return mask & self.accepting & (self.free_minutes >= CONSTRAINTS.minutes)


def synthetic_program(rng: np.random.Generator, centers: NDArray[np.float32], size: int) -> Program:
    """Return `size` mentors around the centers; about one in eight satisfies the constraints."""
    languages = rng.choice(len(LANGUAGES), size=size, p=[0.45, 0.15, 0.15, 0.15, 0.1])
    zone = rng.integers(len(ZONES), size=size)
    speaks = {language: languages == n for n, language in enumerate(LANGUAGES)}
    return Program(
        vectors=around(rng, centers, size),
        table=MentorTable(tuple(f"m{n}" for n in range(size)), speaks, ZONES, zone),
        languages=languages,
        accepting=rng.random(size) < 0.7,
        free_minutes=rng.choice([0, 15, 30, 60, 90], size=size),
    )


def around(rng: np.random.Generator, centers: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return unit vectors, shape (size, DIMENSIONS), each near one center."""
    noise = rng.normal(size=(size, DIMENSIONS)).astype(np.float32) / np.sqrt(DIMENSIONS)
    vectors = centers[rng.integers(len(centers), size=size)] + noise
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def fill_ours(program: Program, folder: Path) -> ChromaIndex:
    """Write the vectors as the product does."""
    index = ChromaIndex(path=folder, encoder=NamedVectors())
    ids = program.table.ids
    for start in range(0, len(ids), 5_000):
        rows = range(start, min(len(ids), start + 5_000))
        index.upsert("mentors", [IndexEntry(f"{ids[n]}#profile", ids[n], "profile", program.vectors[n]) for n in rows])
    return index


def fill_filtered(program: Program, folder: Path) -> Any:
    """Write the same vectors with everything a `where` filter needs."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    space = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}
    target = client.create_collection("filtered", configuration={"hnsw": space}, embedding_function=None)
    for start in range(0, len(program.table), 5_000):
        rows = range(start, min(len(program.table), start + 5_000))
        facts = [
            {
                "language": LANGUAGES[program.languages[n]],
                "zone": ZONES[program.table.zone[n]],
                "accepting": bool(program.accepting[n]),
                "free_minutes": int(program.free_minutes[n]),
            }
            for n in rows
        ]
        target.upsert([program.table.ids[n] for n in rows], program.vectors[list(rows)], facts)
    return target


def where() -> dict[str, Any]:
    """Return the constraints in Chroma's words."""
    zones = [zone for zone in ZONES if overlap_hours(SEEKER_ZONE, zone, day=DAY) >= CONSTRAINTS.overlap_hours_min]
    return {
        "$and": [
            {"language": {"$in": list(CONSTRAINTS.languages)}},
            {"zone": {"$in": zones}},
            {"accepting": True},
            {"free_minutes": {"$gte": CONSTRAINTS.minutes}},
        ]
    }


Search = Callable[[NDArray[np.float32]], list[int]]


def timed(search: Search, queries: NDArray[np.float32]) -> tuple[list[list[int]], NDArray[np.float64]]:
    """Return what was found for each query, and the milliseconds it took; three queries before do not count."""
    for query in queries[:3]:
        search(query)
    found, milliseconds = [], []
    for query in queries:
        start = time.perf_counter()
        found.append(search(query))
        milliseconds.append((time.perf_counter() - start) * 1000)
    return found, np.array(milliseconds)


def measure(size: int, *, queries: int, seed: int, folder: Path) -> float:
    """Print one line for each way of searching; return our median in milliseconds."""
    rng = np.random.default_rng(seed)
    centers = around(rng, np.zeros((1, DIMENSIONS), dtype=np.float32), 200)
    program = synthetic_program(rng, centers, size)
    asked = around(rng, centers, queries)
    row_of = {mentor_id: n for n, mentor_id in enumerate(program.table.ids)}
    index, filtered, filters = fill_ours(program, folder / "ours"), fill_filtered(program, folder / "where"), where()

    def ours(query: NDArray[np.float32]) -> list[int]:
        return nearest_allowed(index, query, row_of, allowed=program.allowed(), wanted=FOUND)

    def theirs(query: NDArray[np.float32]) -> list[int]:
        hits = filtered.query(query_embeddings=query[None, :], n_results=FOUND, where=filters, include=["distances"])
        return [row_of[mentor_id] for mentor_id in hits["ids"][0]]

    def exact(query: NDArray[np.float32]) -> list[int]:
        scores = np.where(program.allowed(), program.vectors @ query, -2.0)
        return [int(row) for row in np.argsort(-scores)[:FOUND]]

    truth, _ = timed(exact, asked)
    print(f"{size:>7} profiles, {int(program.allowed().sum())} allowed, {queries} queries")
    times = {}
    for name, search in (("ours", ours), ("where", theirs)):
        found, times[name] = timed(search, asked)
        recall = np.mean([len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(found, truth, strict=True)])
        p50, p95 = np.percentile(times[name], [50, 95])
        print(f"        {name:<6} p50 {p50:8.2f} ms   p95 {p95:8.2f} ms   recall@{FOUND} {recall:.3f}")
    ratios = [np.percentile(times["where"], p) / np.percentile(times["ours"], p) for p in (50, 95)]
    print(f"        `where` takes {ratios[0]:.1f} times as long at p50, {ratios[1]:.1f} times at p95", flush=True)
    index.close()
    return float(np.median(times["ours"]))


def main() -> None:
    """Measure every size and say how the cost grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--profiles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    medians = []
    for size in options.profiles:
        folder = Path(tempfile.mkdtemp())
        try:
            medians.append(measure(size, queries=options.queries, seed=options.seed, folder=folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if len(medians) > 1:
        growth = options.profiles[-1] / options.profiles[0]
        print(f"{growth:.0f} times the profiles, {medians[-1] / medians[0]:.1f} times the median")


if __name__ == "__main__":
    main()
