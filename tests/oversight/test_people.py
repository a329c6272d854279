from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.accounts import NewAccount, sign_in
from assistant.accounts.tokens import hash_of
from assistant.domain.people import Person
from assistant.errors import AlreadyExists, Conflict, InvalidInput, NotAllowed, NotSignedIn, Stale
from assistant.oversight.people import (
    Wanted,
    edit_account,
    list_accounts,
    open_account,
    set_account_active,
)
from tests.builders import MONDAY, a_mentor, a_person
from tests.fakes.clock import StandingClock
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

OLGA = a_person("olga", "owner", name="Olga Wren")
NOOR = a_person("noor", name="Noor Haddad")
NEW = NewAccount("Zoe@Example.org", "Zoe Quist", frozenset({"mentee"}))


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    for person in (OLGA, NOOR):
        memory_store.add_person(person, "hash")
    memory_store.import_mentors([a_mentor()], replace=False, week=MONDAY)
    return memory_store


def fields_of(person: Person) -> NewAccount:
    """Return what an account is made of."""
    return NewAccount(**asdict(person))


def names(store: MemoryStore, wanted: Wanted) -> list[str]:
    return [one.value.id for one in list_accounts(store, OLGA, wanted)]


def lines(store: MemoryStore) -> list[tuple[str, str, dict[str, str]]]:
    return [(line.action, line.subject_id, dict(line.detail)) for line in store.record.audit]


@pytest.mark.parametrize("person", [None, NOOR])
def test_only_owners_see_or_change_accounts(
    store: MemoryStore, clock: StandingClock, hasher: PlainHasher, person: Person | None
) -> None:
    refused: Any = (NotSignedIn, NotAllowed)
    with pytest.raises(refused):
        list_accounts(store, person, Wanted())
    with pytest.raises(refused):
        open_account(store, hasher, person, NEW, clock=clock)
    with pytest.raises(refused):
        edit_account(store, person, replace(fields_of(NOOR), roles=frozenset({"owner"})), seen=NOOR, clock=clock)
    with pytest.raises(refused):
        set_account_active(store, person, "olga", False, clock=clock)
    assert lines(store) == []


def test_accounts_are_found_by_words_role_and_standing(store: MemoryStore, clock: StandingClock) -> None:
    assert names(store, Wanted()) == ["noor", "olga"]
    assert names(store, Wanted("WARD haddad")) == ["noor"]
    assert names(store, Wanted("ward wren nobody")) == []
    assert names(store, Wanted(role="owner")) == ["olga"]
    set_account_active(store, OLGA, "noor", False, clock=clock)
    assert names(store, Wanted(standing="active")) == ["olga"]
    assert names(store, Wanted(standing="deactivated")) == ["noor"]


def test_an_opened_account_signs_in_with_the_password_shown_once(
    store: MemoryStore, clock: StandingClock, hasher: PlainHasher
) -> None:
    added, password = open_account(store, hasher, OLGA, NEW, clock=clock)
    signed = sign_in(store, hasher, email="zoe@example.org", password=password, address="127.0.0.1", clock=clock)
    assert signed.person == added
    assert lines(store) == [("add_person", added.id, {"roles": "mentee"})]


def test_first_passwords_differ(store: MemoryStore, clock: StandingClock, hasher: PlainHasher) -> None:
    passwords = {
        open_account(store, hasher, OLGA, replace(NEW, email=f"z{n}@example.org"), clock=clock)[1] for n in range(5)
    }
    assert len(passwords) == 5


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"email": "nobody"}, InvalidInput, "no e-mail"),
        ({"roles": frozenset()}, InvalidInput, "roles"),
        ({"timezone": "Mars/Olympus"}, InvalidInput, "time zone"),
        ({"languages": ("en", "english")}, InvalidInput, "two-letter"),
        ({"roles": frozenset({"mentor"}), "mentor_id": "nobody"}, InvalidInput, "import it first"),
        ({"email": "NOOR@example.org"}, AlreadyExists, "taken"),
    ],
)
def test_an_account_with_a_fault_is_refused_and_leaves_no_line(
    store: MemoryStore, clock: StandingClock, hasher: PlainHasher, changes: Any, error: Any, said: str
) -> None:
    with pytest.raises(error, match=said):
        open_account(store, hasher, OLGA, replace(NEW, **changes), clock=clock)
    assert (len(store.people()), lines(store)) == (2, [])


def test_a_profile_belongs_to_one_account(store: MemoryStore, clock: StandingClock, hasher: PlainHasher) -> None:
    mentor = replace(NEW, roles=frozenset({"mentor"}), mentor_id="amara")
    open_account(store, hasher, OLGA, mentor, clock=clock)
    with pytest.raises(InvalidInput, match="another account"):
        open_account(store, hasher, OLGA, replace(mentor, email="second@example.org"), clock=clock)


def test_an_edit_keeps_roles_in_the_log_and_no_name(store: MemoryStore, clock: StandingClock) -> None:
    edited = replace(fields_of(NOOR), name="Noor H.", roles=frozenset({"mentee", "owner"}))
    assert edit_account(store, OLGA, edited, seen=NOOR, clock=clock)
    assert store.person("noor") == replace(NOOR, name="Noor H.", roles=frozenset({"mentee", "owner"}))
    assert lines(store) == [("edit_person", "noor", {"name": "changed", "roles": "mentee → mentee; owner"})]


def test_an_edit_that_changes_nothing_leaves_no_line(store: MemoryStore, clock: StandingClock) -> None:
    assert not edit_account(store, OLGA, fields_of(NOOR), seen=NOOR, clock=clock)
    assert lines(store) == []


def test_an_edit_of_what_was_edited_since_is_refused(store: MemoryStore, clock: StandingClock) -> None:
    edit_account(store, OLGA, replace(fields_of(NOOR), name="Noor H."), seen=NOOR, clock=clock)
    with pytest.raises(Stale, match="name"):
        edit_account(store, OLGA, replace(fields_of(NOOR), headline="Matron"), seen=NOOR, clock=clock)


def test_the_last_owner_neither_goes_nor_loses_the_role(store: MemoryStore, clock: StandingClock) -> None:
    with pytest.raises(Conflict) as going:
        set_account_active(store, OLGA, "olga", False, clock=clock)
    with pytest.raises(Conflict) as losing:
        edit_account(store, OLGA, replace(fields_of(OLGA), roles=frozenset({"mentee"})), seen=OLGA, clock=clock)
    assert going.value.code == losing.value.code == "last_owner"


def test_a_deactivated_person_cannot_sign_in_and_reads_why(
    store: MemoryStore, clock: StandingClock, hasher: PlainHasher
) -> None:
    added, password = open_account(store, hasher, OLGA, NEW, clock=clock)
    store.open_signin("token", added.id, expires_at=clock() + timedelta(days=1))
    set_account_active(store, OLGA, added.id, False, clock=clock)
    assert store.signed_in("token", now=clock()) is None
    with pytest.raises(NotAllowed) as refused:
        sign_in(store, hasher, email=added.email, password=password, address="127.0.0.1", clock=clock)
    assert refused.value.code == "deactivated"
    assert set_account_active(store, OLGA, added.id, True, clock=clock)
    again = sign_in(store, hasher, email=added.email, password=password, address="127.0.0.1", clock=clock)
    assert store.signed_in(hash_of(again.token), now=clock()) == added


def test_a_wrong_password_does_not_tell_that_an_account_is_deactivated(
    store: MemoryStore, clock: StandingClock, hasher: PlainHasher
) -> None:
    set_account_active(store, OLGA, "noor", False, clock=clock)
    with pytest.raises(NotSignedIn) as refused:
        sign_in(store, hasher, email=NOOR.email, password="wrong wrong", address="127.0.0.1", clock=clock)
    assert refused.value.code == "wrong_credentials"
