from __future__ import annotations

import pytest

from assistant.adapters.passwords import ArgonPasswordHasher


@pytest.fixture(scope="module")
def argon() -> ArgonPasswordHasher:
    return ArgonPasswordHasher(time_cost=1, memory_kib=64)


def test_a_password_verifies_against_its_own_hash_only(argon: ArgonPasswordHasher) -> None:
    made = argon.hash("correct horse")
    assert argon.verify(made, "correct horse")
    assert not argon.verify(made, "correct horse ")


def test_hashes_of_one_password_differ(argon: ArgonPasswordHasher) -> None:
    assert argon.hash("same") != argon.hash("same")


@pytest.mark.parametrize("broken", [None, "", "plain", "$argon2id$v=19$m=64"])
def test_no_password_opens_a_missing_or_damaged_hash(argon: ArgonPasswordHasher, broken: str | None) -> None:
    assert not argon.verify(broken, "nobody has this account")


def test_the_hash_names_argon2id_and_the_recommended_cost() -> None:
    assert ArgonPasswordHasher().hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
