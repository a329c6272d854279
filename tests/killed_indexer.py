"""A process to be killed: it imports into the store and brings the index along, stopping before every step.

Before each step it sends the step's name and waits for an answer; whoever started it answers, or kills it there.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.adapters.sql.store import SqlStore
from assistant.indexing import COLLECTIONS, rebuild_index, sync_index
from assistant.ports.index import IndexEntry, VectorIndex
from tests.builders import MONDAY, a_card, a_mentor, a_note, an_item
from tests.contract.session_contract import fill_sessions
from tests.fakes.encoder import HashingEncoder
from tests.fakes.file_index import FileIndex
from tests.fakes.index import MemoryIndex

STEPS = {
    "import_mentors",
    "import_cards",
    "redact",
    "pending_changes",
    "mentors",
    "cards",
    "guidance_items",
    "confirm_changes",
}


class Halting:
    """Something that stops before each named step."""

    def __init__(self, inner: Any, steps: set[str], parent: Connection[str, str]) -> None:
        self._inner, self._steps, self._parent = inner, steps, parent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return halting(name, found, self._parent) if name in self._steps else found


def halting(name: str, step: Callable[..., Any], parent: Connection[str, str]) -> Callable[..., Any]:
    def halt_then_step(*args: Any, **kwargs: Any) -> Any:
        parent.send(name)
        parent.recv()
        return step(*args, **kwargs)

    return halt_then_step


def open_index(kind: str, path: Path, parent: Connection[str, str]) -> VectorIndex:
    if kind == "file":
        in_file = FileIndex(HashingEncoder(), path)
        in_file._save = halting("_save", in_file._save, parent)  # type: ignore[method-assign]
        return in_file
    from assistant.adapters.chroma_index import ChromaIndex

    index: VectorIndex = ChromaIndex(path=path, encoder=HashingEncoder())
    return index


def first_import(store: Any) -> None:
    if store.person("noor") is None:
        fill_sessions(store)
        store.add_note(a_note(session_id="request0"), [an_item(session_id="request0")], [])
    store.import_mentors([a_mentor(name) for name in "abcdef"], replace=True, week=MONDAY)
    store.import_cards([a_card("one"), a_card("two")], replace=True)
    store.unredact("noor", "alone")


def second_import(store: Any) -> None:
    kept = [a_mentor("b", bio="Newer words. And more."), *(a_mentor(name) for name in "cdefgh")]
    store.import_mentors(kept, replace=True, week=MONDAY)
    store.import_cards([a_card("two", title="Newer title"), a_card("three")], replace=True)
    store.redact("noor", "alone")


def expected(store: SqlStore) -> list[IndexEntry]:
    """Return what an index built anew from the store would hold."""
    index = MemoryIndex(HashingEncoder())
    rebuild_index(store, index, HashingEncoder())
    return [entry for _, entries in index.shelves.values() for entry in entries.values()]


def finish(parent: Connection[str, str], store_url: str, path: Path) -> None:
    """Start anew on an embedded Chroma after a kill, bring it along, and send what is missing or doubled."""
    store, index = SqlStore(store_url), open_index("chroma", path, parent)
    sync_index(store, index, HashingEncoder())
    wanted = expected(store)
    found = {
        hit.id
        for collection in COLLECTIONS
        for e in wanted
        for hit in index.query(collection, e.vector, 100)
        if hit.score > 0.9999
    }
    missing = sorted({entry.id for entry in wanted} - found)
    more = sum(index.count(collection) for collection in COLLECTIONS) - len(wanted)
    parent.send(f"missing {missing}, {more} too many")


def run(parent: Connection[str, str], store_url: str, kind: str, path: Path) -> None:
    store = Halting(SqlStore(store_url), STEPS, parent)
    index = Halting(open_index(kind, path, parent), {"replace_documents"}, parent)
    second_import(store)
    sync_index(store, index, HashingEncoder(), documents_a_batch=3)
