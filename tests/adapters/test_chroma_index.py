"""Chroma keeps the index's promises: embedded in a folder, and on a server over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.chroma_index import ChromaIndex
from assistant.errors import StoreUnavailable
from assistant.ports.encoder import Encoder
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
