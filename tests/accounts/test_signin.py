from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from assistant.accounts import NewAccount, SignIn, add_account, sign_in, sign_out, who_is
from assistant.domain.people import Person
from assistant.errors import AssistantError, NotSignedIn, TooManyAttempts
from tests.contract.store_contract import at_once
from tests.fakes.clock import StandingClock
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

PASSWORD = "correct horse"


@pytest.fixture
def noor(memory_store: MemoryStore, hasher: PlainHasher) -> Person:
    account = NewAccount(email="noor@example.org", name="Noor", roles=frozenset({"mentee"}))
    return add_account(memory_store, hasher, account, password=PASSWORD)


@pytest.fixture
def door(memory_store: MemoryStore, hasher: PlainHasher, clock: StandingClock, noor: Person) -> Door:
    return Door(memory_store, hasher, clock)


class Door:
    """Somebody trying to sign in."""

    def __init__(self, store: MemoryStore, hasher: PlainHasher, clock: StandingClock) -> None:
        self.store, self.hasher, self.clock = store, hasher, clock

    def knock(self, password: str = PASSWORD, *, email: str = "noor@example.org", address: str = "192.0.2.1") -> SignIn:
        return sign_in(self.store, self.hasher, email=email, password=password, address=address, clock=self.clock)

    def fail(self, times: int, *, email: str = "noor@example.org", address: str = "192.0.2.1") -> None:
        for _ in range(times):
            with pytest.raises(NotSignedIn):
                self.knock("wrong", email=email, address=address)


def test_a_good_sign_in_is_known_by_its_token(door: Door, noor: Person) -> None:
    signed = door.knock()
    assert signed.person == noor
    assert who_is(door.store, signed.token, door.clock) == noor


def test_an_email_is_found_however_it_is_written(door: Door, noor: Person) -> None:
    assert door.knock(email="  Noor@EXAMPLE.org ").person == noor


def test_the_store_never_sees_the_token(door: Door) -> None:
    token = door.knock().token
    assert token not in repr(door.store.record)
    assert hashlib.sha256(token.encode()).hexdigest() in door.store.record.signins


def test_tokens_have_256_bits_and_never_repeat(door: Door) -> None:
    tokens = {door.knock().token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 43 for token in tokens)  # 32 bytes in base 64


def test_a_sign_in_ends_after_fourteen_days(door: Door, noor: Person) -> None:
    signed = door.knock()
    door.clock.move(timedelta(days=14) - timedelta(seconds=1))
    assert who_is(door.store, signed.token, door.clock) == noor
    door.clock.move(timedelta(seconds=1))
    assert who_is(door.store, signed.token, door.clock) is None


@pytest.mark.parametrize("token", [None, "", "made up", "é" * 10])
def test_a_token_nobody_gave_is_nobody(door: Door, token: str | None) -> None:
    assert who_is(door.store, token, door.clock) is None
    sign_out(door.store, token)


def test_signing_out_ends_this_browser_only(door: Door, noor: Person) -> None:
    phone, laptop = door.knock(), door.knock()
    sign_out(door.store, phone.token)
    assert who_is(door.store, phone.token, door.clock) is None
    assert who_is(door.store, laptop.token, door.clock) == noor


def test_unknown_email_and_wrong_password_cost_and_say_the_same(door: Door) -> None:
    refusals = []
    for email in ("noor@example.org", "nobody@example.org"):
        before = door.hasher.verified
        with pytest.raises(NotSignedIn) as refusal:
            door.knock("wrong", email=email)
        refusals.append(
            (str(refusal.value), refusal.value.for_people, refusal.value.code, door.hasher.verified - before)
        )
    assert refusals[0] == refusals[1]
    assert refusals[0][2:] == ("wrong_credentials", 1)


def test_a_person_without_a_password_cannot_sign_in_with_one(door: Door) -> None:
    account = NewAccount(email="demo@example.org", name="Demo", roles=frozenset({"mentee"}))
    add_account(door.store, door.hasher, account, password=None)
    for password in ("", "None", "plain:"):
        with pytest.raises(NotSignedIn):
            door.knock(password, email="demo@example.org")


def test_an_endless_password_is_wrong_without_endless_work(door: Door) -> None:
    with pytest.raises(NotSignedIn):
        door.knock(PASSWORD + "x" * 1_000_000)


def test_five_failures_close_an_email_and_the_text_names_the_wait(door: Door) -> None:
    door.fail(3)
    door.clock.move(timedelta(minutes=4))
    door.fail(2)
    work = door.hasher.verified
    with pytest.raises(TooManyAttempts) as refusal:
        door.knock()
    assert "11 minutes" in refusal.value.for_people
    assert door.hasher.verified == work
    door.clock.move(timedelta(minutes=11, seconds=1))
    door.knock()


def test_a_closed_email_is_not_closed_longer_by_more_attempts(door: Door) -> None:
    door.fail(5)
    for _ in range(14):
        door.clock.move(timedelta(minutes=1))
        with pytest.raises(TooManyAttempts):
            door.knock("wrong")
    door.clock.move(timedelta(minutes=1, seconds=1))
    door.knock()


def test_a_good_sign_in_forgets_the_failures_of_the_email(door: Door) -> None:
    door.fail(4)
    door.knock()
    door.fail(4)
    door.knock()


def test_unknown_emails_are_closed_just_as_known_ones(door: Door) -> None:
    door.fail(5, email="nobody@example.org")
    with pytest.raises(TooManyAttempts):
        door.knock(email="nobody@example.org")


def test_twenty_failures_close_an_address_for_everybody_there_and_nobody_else(door: Door) -> None:
    for n in range(20):
        door.fail(1, email=f"guess{n}@example.org")
    with pytest.raises(TooManyAttempts):
        door.knock()
    door.knock(address="192.0.2.2")


def test_good_sign_ins_never_close_an_address(door: Door) -> None:
    for _ in range(30):
        door.knock()


def test_guesses_at_the_same_moment_do_not_slip_past_the_limit(door: Door) -> None:
    def guess(n: int) -> SignIn:
        return door.knock(f"wrong {n}", address=f"192.0.2.{n}")

    before = door.hasher.verified
    outcomes = at_once(30, guess)
    assert all(isinstance(one, AssistantError) for one in outcomes)
    assert door.hasher.verified - before <= 5


def test_failures_are_kept_without_the_email(door: Door) -> None:
    door.fail(1, email="my secret password")
    assert "secret" not in repr(door.store.record.failures)
