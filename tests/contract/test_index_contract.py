"""Every vector index keeps every promise."""

from __future__ import annotations

import pytest

from tests.contract.index_contract import IndexContract, OpenIndex
from tests.fakes.index import MemoryIndex, Shelves


class TestMemoryIndex(IndexContract):
    @pytest.fixture
    def open_index(self) -> OpenIndex:
        shelves: Shelves = {}
        return lambda encoder: MemoryIndex(encoder, shelves)
