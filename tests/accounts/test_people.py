from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.accounts import NewAccount, add_account
from assistant.errors import AlreadyExists, InvalidInput
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

GOOD = NewAccount(email="noor@example.org", name="Noor", roles=frozenset({"mentee"}))


def test_an_account_is_kept_with_a_hash_of_the_password(memory_store: MemoryStore, hasher: PlainHasher) -> None:
    person = add_account(memory_store, hasher, replace(GOOD, email=" Noor@Example.org "), password="long enough")
    assert memory_store.person_by_email("noor@example.org") == (person, hasher.hash("long enough"))


def test_a_person_may_hold_several_roles(memory_store: MemoryStore, hasher: PlainHasher) -> None:
    both = replace(GOOD, roles=frozenset({"mentee", "mentor"}), mentor_id="amara")
    person = add_account(memory_store, hasher, both, password=None)
    assert person.has("mentee")
    assert person.has("mentor")
    assert not person.has("owner")


def test_an_email_is_taken_once(memory_store: MemoryStore, hasher: PlainHasher) -> None:
    add_account(memory_store, hasher, GOOD, password=None)
    with pytest.raises(AlreadyExists):
        add_account(memory_store, hasher, replace(GOOD, email="NOOR@example.org"), password=None)


@pytest.mark.parametrize(
    "changes",
    [
        {"email": ""},
        {"email": "noor"},
        {"email": "a b@example.org"},
        {"email": "noor@example.org\x00"},
        {"email": "n" * 250 + "@example.org"},
        {"name": " "},
        {"roles": frozenset()},
        {"roles": frozenset({"king"})},
        {"roles": frozenset({"mentor"})},
        {"timezone": "Mars/Olympus"},
    ],
)
def test_a_bad_field_is_refused(memory_store: MemoryStore, hasher: PlainHasher, changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        add_account(memory_store, hasher, replace(GOOD, **changes), password=None)  # type: ignore[arg-type]
    assert memory_store.people() == []


@pytest.mark.parametrize("password", ["", "seven77", "x" * 257])
def test_a_password_has_a_length(memory_store: MemoryStore, hasher: PlainHasher, password: str) -> None:
    with pytest.raises(InvalidInput, match="8 to 256"):
        add_account(memory_store, hasher, GOOD, password=password)
