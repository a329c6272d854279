"""Kill the process at every point from the database's commit to the index's write: nothing is missing or doubled."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.indexing import COLLECTIONS, index_status, sync_index
from tests import killed_indexer
from tests.fakes.encoder import HashingEncoder
from tests.fakes.file_index import FileIndex
from tests.killed_indexer import first_import


class Indexer:
    """The process to be killed."""

    def __init__(self, *args: object, work: Callable[..., None] = killed_indexer.run) -> None:
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(["tests.killed_indexer"])
        self._parent, child = server.Pipe()
        self._process = server.Process(target=work, args=(child, *args))
        self._process.start()
        child.close()

    def run_until(self, stop: int) -> list[str]:
        """Let `stop` steps go by, kill the process before the next; return the names of all it reached."""
        reached: list[str] = []
        with contextlib.suppress(EOFError):  # it ran to its end
            while len(reached) <= stop:
                if reached:
                    self._parent.send("go on")
                reached.append(self._parent.recv())
        self.kill()
        return reached

    def run_into(self, step: str, *, times: int, seconds: float) -> None:
        """Let the process begin a step for that many times, kill it so long after."""
        while times:
            times -= self._parent.recv() == step
            if times or seconds:
                self._parent.send("go on")
        time.sleep(seconds)
        self.kill()

    def hear(self) -> str:
        """Wait for what the process sends, and for its end."""
        heard: str = self._parent.recv()
        self._process.join()
        self._parent.close()
        return heard

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._parent.close()


def expected(store: SqlStore) -> dict[str, list[float]]:
    return {entry.id: entry.vector.tolist() for entry in killed_indexer.expected(store)}


def held(index: FileIndex) -> dict[str, list[float]]:
    entries = [entry for collection in COLLECTIONS for entry in index.entries(collection).values()]
    return {entry.id: entry.vector.tolist() for entry in entries}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def started(sqlite_store: SqlStore, path: Path) -> SqlStore:
    """Return a store whose index is complete."""
    first_import(sqlite_store)
    sync_index(sqlite_store, FileIndex(HashingEncoder(), path), HashingEncoder())
    return sqlite_store


STEPS_MAX = 60


def test_killed_before_any_step_the_next_start_finishes_the_work(
    started: SqlStore, sqlite_url: str, path: Path
) -> None:
    reached: list[str] = []
    seen: set[str] = set()
    for stop in range(STEPS_MAX):
        first_import(started)
        sync_index(started, FileIndex(HashingEncoder(), path), HashingEncoder())
        reached = Indexer(sqlite_url, "file", path).run_until(stop)
        if len(reached) <= stop:
            break  # it ran to its end
        seen.add(reached[-1])
        index = FileIndex(HashingEncoder(), path)
        sync_index(started, index, HashingEncoder())
        assert index_status(started, index, HashingEncoder()).is_complete, reached
        assert held(FileIndex(HashingEncoder(), path)) == expected(started), reached
        started.confirm_changes([change.sequence for change in started.pending_changes(1_000)])
    assert seen == {
        "import_mentors",
        "import_cards",
        "redact",
        "pending_changes",
        "mentors",
        "cards",
        "guidance_items",
        "replace_documents",
        "_save",
        "confirm_changes",
    }
    assert len(reached) < STEPS_MAX


@pytest.mark.parametrize(
    ("step", "times", "seconds"),
    [
        ("replace_documents", 1, 0.0),
        ("replace_documents", 1, 0.01),
        ("replace_documents", 3, 0.03),
        ("confirm_changes", 2, 0.0),
    ],
)
def test_killed_while_writing_to_chroma_the_next_start_finishes_the_work(
    sqlite_store: SqlStore, sqlite_url: str, path: Path, step: str, times: int, seconds: float
) -> None:
    first_import(sqlite_store)
    assert Indexer(sqlite_url, path, work=killed_indexer.finish).hear() == "missing [], 0 too many"
    Indexer(sqlite_url, "chroma", path).run_into(step, times=times, seconds=seconds)
    assert sqlite_store.count_pending() > 0
    assert Indexer(sqlite_url, path, work=killed_indexer.finish).hear() == "missing [], 0 too many"
    assert sqlite_store.count_pending() == 0
