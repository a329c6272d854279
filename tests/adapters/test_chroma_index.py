"""Chroma keeps the index's promises: embedded in a folder, and on a server over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar

import numpy as np
import pytest

from assistant.adapters.chroma_index import ChromaIndex
from assistant.errors import StoreUnavailable
from assistant.ports.encoder import Encoder
from assistant.ports.index import IndexEntry
from tests.contract.index_contract import IndexContract, OpenIndex
from tests.fakes.encoder import HashingEncoder

_START_SECONDS_MAX = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the server of TEST_CHROMA_URL, or start one for these tests."""
    given = os.environ.get("TEST_CHROMA_URL")
    if given:
        yield given
        return
    program = Path(sys.executable).with_name("chroma")
    if not program.exists():
        pytest.skip("no Chroma server: neither TEST_CHROMA_URL nor the chroma command is there")
    port = free_port()
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + _START_SECONDS_MAX
            while not answers(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.skip("no Chroma server: the chroma command did not start one")
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def opener(**where: Any) -> Iterator[OpenIndex]:
    """Give a function that opens the same storage, and close all that was opened."""
    with ExitStack() as opened:

        def open_index(encoder: Encoder) -> ChromaIndex:
            return opened.enter_context(closing(ChromaIndex(encoder=encoder, **where)))

        yield open_index


class TestEmbeddedChroma(IndexContract):
    @pytest.fixture
    def open_index(self, tmp_path: Path) -> Iterator[OpenIndex]:
        yield from opener(path=tmp_path / "index")


class TestChromaServer(IndexContract):
    @pytest.fixture
    def open_index(self, chroma_url: str) -> Iterator[OpenIndex]:
        yield from opener(url=chroma_url, prefix=f"t{uuid.uuid4().hex[:12]}-")


def test_a_server_that_is_not_there_is_a_clear_error() -> None:
    with pytest.raises(StoreUnavailable, match="vector index"):
        ChromaIndex(encoder=HashingEncoder(), url=f"http://127.0.0.1:{free_port()}")


class FallsSilent(BaseHTTPRequestHandler):
    """Let a client connect as to Chroma, then answer nothing until `over` is set."""

    over = Event()
    greetings: ClassVar[dict[str, object]] = {
        "identity": {"user_id": "", "tenant": "default_tenant", "databases": ["default_database"]},
        "default_tenant": {"name": "default_tenant"},
        "default_database": {"id": str(uuid.uuid4()), "name": "default_database", "tenant": "default_tenant"},
    }

    def do_GET(self) -> None:
        greeting = self.greetings.get(self.path.rpartition("/")[2])
        if greeting is None:
            self.over.wait(timeout=60)
        body = json.dumps(greeting or {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""


def test_a_server_that_falls_silent_is_given_up() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FallsSilent)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        index = ChromaIndex(encoder=HashingEncoder(), url=url, answer_seconds_max=0.5)
        with pytest.raises(StoreUnavailable, match="Timeout"):
            index.count("mentors")
        index.close()
    finally:
        FallsSilent.over.set()
        server.shutdown()
        server.server_close()


def test_a_damaged_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"damaged" * 100)
    with pytest.raises(StoreUnavailable, match="index rebuild"):
        ChromaIndex(encoder=HashingEncoder(), path=tmp_path)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="vector index"):
        ChromaIndex(encoder=HashingEncoder(), path=tmp_path / "file" / "index")


def test_more_hits_than_the_search_list_holds_are_found(tmp_path: Path) -> None:
    vectors = np.random.default_rng(3).normal(size=(3_000, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = ChromaIndex(encoder=HashingEncoder(), path=tmp_path / "index")
    index.upsert("mentors", [IndexEntry(f"m{n}#0", f"m{n}", "0", vector) for n, vector in enumerate(vectors)])
    hits = index.query("mentors", vectors[7], 1_000)
    assert len(hits) == 1_000
    nearest = {f"m{n}#0" for n in np.argsort(-(vectors @ vectors[7]))[:1_000]}
    assert len(nearest & {hit.id for hit in hits}) >= 990
    index.close()
