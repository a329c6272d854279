from __future__ import annotations

import pytest

from assistant.accounts import NewAccount, add_account, demo_people, sign_in_as_demo, who_is
from assistant.errors import NotAllowed, NotFound
from tests.fakes.clock import StandingClock
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore


@pytest.fixture
def store(memory_store: MemoryStore, hasher: PlainHasher) -> MemoryStore:
    for name, password in (("demo", None), ("real", "a real password")):
        account = NewAccount(email=f"{name}@example.org", name=name, roles=frozenset({"mentee"}), id=name)
        add_account(memory_store, hasher, account, password=password)
    return memory_store


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_one_click_signs_in_from_this_machine(store: MemoryStore, clock: StandingClock, address: str) -> None:
    assert [person.id for person in demo_people(store, address=address, is_demo=True)] == ["demo"]
    signed = sign_in_as_demo(store, person_id="demo", address=address, is_demo=True, clock=clock)
    assert who_is(store, signed.token, clock) == store.person("demo")


@pytest.mark.parametrize(
    ("address", "is_demo"),
    [
        ("127.0.0.1", False),
        ("192.0.2.1", True),
        ("10.0.0.1", True),
        ("::ffff:192.0.2.1", True),
        ("localhost.example.org", True),
        ("127.0.0.1, 192.0.2.1", True),
        ("", True),
    ],
)
def test_one_click_is_refused_elsewhere(store: MemoryStore, clock: StandingClock, address: str, is_demo: bool) -> None:
    assert demo_people(store, address=address, is_demo=is_demo) == []
    with pytest.raises(NotAllowed):
        sign_in_as_demo(store, person_id="demo", address=address, is_demo=is_demo, clock=clock)
    assert store.record.signins == {}


@pytest.mark.parametrize("person_id", ["real", "nobody"])
def test_one_click_never_enters_an_account_with_a_password(
    store: MemoryStore, clock: StandingClock, person_id: str
) -> None:
    with pytest.raises(NotFound):
        sign_in_as_demo(store, person_id=person_id, address="127.0.0.1", is_demo=True, clock=clock)
