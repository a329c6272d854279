"""Every store keeps every promise."""

from __future__ import annotations

import pytest

from assistant.ports.store import Store
from tests.contract.brief_contract import BriefContract, RedactionContract
from tests.contract.check_in_contract import CheckInContract, ContactContract
from tests.contract.deferral_contract import DeferralContract
from tests.contract.disagreement_contract import DisagreementContract
from tests.contract.erasure_contract import ErasureContract
from tests.contract.guidance_contract import GuidanceContract
from tests.contract.health_contract import HealthContract, ReadinessContract
from tests.contract.mail_contract import MailContract
from tests.contract.oversight_contract import (
    AccountContract,
    AuditContract,
    CardShelfContract,
    ImportContract,
    MentorRosterContract,
)
from tests.contract.pool_contract import FactsContract, PoolContract, PoolErasureContract, RoundContract
from tests.contract.review_contract import CorrectionContract, ReleaseDecisionContract, SecondReadContract
from tests.contract.session_contract import LimitsContract, SessionContract, StrainContract
from tests.contract.store_contract import ConversationContract, StoreContract


@pytest.fixture(params=["sqlite_store", "postgres_store"])
def sql_store(request: pytest.FixtureRequest) -> Store:
    store: Store = request.getfixturevalue(request.param)
    return store


class InMemory:
    @pytest.fixture
    def store(self, memory_store: Store) -> Store:
        return memory_store


class InDatabase:
    @pytest.fixture
    def store(self, sql_store: Store) -> Store:
        return sql_store


class TestMemoryStore(InMemory, StoreContract):
    pass


class TestMemoryStoreChats(InMemory, ConversationContract):
    pass


class TestMemoryStoreSessions(InMemory, SessionContract, LimitsContract, StrainContract):
    pass


class TestMemoryStoreBriefs(InMemory, BriefContract, RedactionContract):
    pass


class TestMemoryStoreGuidance(InMemory, GuidanceContract, DisagreementContract):
    pass


class TestMemoryStoreCheckIns(InMemory, CheckInContract, ContactContract):
    pass


class TestMemoryStoreMail(InMemory, MailContract):
    pass


class TestMemoryStoreDeferrals(InMemory, DeferralContract):
    pass


class TestMemoryStoreReadiness(InMemory, ReadinessContract):
    pass


class TestMemoryStoreHealth(InMemory, HealthContract):
    pass


class TestMemoryStorePool(InMemory, FactsContract, PoolContract, RoundContract, PoolErasureContract):
    pass


class TestMemoryStoreAudit(InMemory, AuditContract):
    pass


class TestMemoryStoreAccount(InMemory, AccountContract):
    pass


class TestMemoryStoreMentorRoster(InMemory, MentorRosterContract):
    pass


class TestMemoryStoreCardShelf(InMemory, CardShelfContract):
    pass


class TestMemoryStoreImport(InMemory, ImportContract):
    pass


class TestMemoryStoreErasure(InMemory, ErasureContract):
    pass


class TestMemoryStoreReviews(InMemory, CorrectionContract, SecondReadContract, ReleaseDecisionContract):
    pass


class TestSqlStore(InDatabase, StoreContract):
    pass


class TestSqlStoreChats(InDatabase, ConversationContract):
    pass


class TestSqlStoreSessions(InDatabase, SessionContract, LimitsContract, StrainContract):
    pass


class TestSqlStoreBriefs(InDatabase, BriefContract, RedactionContract):
    pass


class TestSqlStoreGuidance(InDatabase, GuidanceContract, DisagreementContract):
    pass


class TestSqlStoreCheckIns(InDatabase, CheckInContract, ContactContract):
    pass


class TestSqlStoreMail(InDatabase, MailContract):
    pass


class TestSqlStoreDeferrals(InDatabase, DeferralContract):
    pass


class TestSqlStoreReadiness(InDatabase, ReadinessContract):
    pass


class TestSqlStoreHealth(InDatabase, HealthContract):
    pass


class TestSqlStorePool(InDatabase, FactsContract, PoolContract, RoundContract, PoolErasureContract):
    pass


class TestSqlStoreAudit(InDatabase, AuditContract):
    pass


class TestSqlStoreAccount(InDatabase, AccountContract):
    pass


class TestSqlStoreMentorRoster(InDatabase, MentorRosterContract):
    pass


class TestSqlStoreCardShelf(InDatabase, CardShelfContract):
    pass


class TestSqlStoreImport(InDatabase, ImportContract):
    pass


class TestSqlStoreErasure(InDatabase, ErasureContract):
    pass


class TestSqlStoreReviews(InDatabase, CorrectionContract, SecondReadContract, ReleaseDecisionContract):
    pass
