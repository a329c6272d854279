"""Every store keeps every promise."""

from __future__ import annotations

import pytest

from assistant.ports.store import Store
from tests.contract.store_contract import ConversationContract, StoreContract


@pytest.fixture(params=["sqlite_store", "postgres_store"])
def sql_store(request: pytest.FixtureRequest) -> Store:
    store: Store = request.getfixturevalue(request.param)
    return store


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self, memory_store: Store) -> Store:
        return memory_store


class TestMemoryStoreChats(ConversationContract):
    @pytest.fixture
    def store(self, memory_store: Store) -> Store:
        return memory_store


class TestSqlStore(StoreContract):
    @pytest.fixture
    def store(self, sql_store: Store) -> Store:
        return sql_store


class TestSqlStoreChats(ConversationContract):
    @pytest.fixture
    def store(self, sql_store: Store) -> Store:
        return sql_store
