"""What every store promises about check-ins and when people want to hear from the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.errors import AlreadyExists, NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_commitment, a_note, a_person
from tests.contract.session_contract import fill_sessions
from tests.contract.store_contract import at_once

FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)


def a_check_in(one_id: str = "check-in", **changes: Any) -> CheckIn:
    return replace(CheckIn(one_id, "promise", "noor", due_on=FRIDAY, step=1), **changes)


def keep_promises(store: Store, *names: str) -> None:
    """Keep commitments of noor."""
    fill_sessions(store)
    promises = [a_commitment(name, session_id="request0") for name in names or ("promise",)]
    store.add_note(a_note(session_id="request0"), [], promises)


class CheckInContract:
    def test_a_check_in_is_found_as_kept(self, store: Store) -> None:
        keep_promises(store)
        store.add_check_in(a_check_in())
        assert store.check_in("check-in") == a_check_in()
        assert store.check_ins_of("noor") == [a_check_in()]
        assert store.check_in("nothing") is None
        assert store.check_ins_of("zoe") == []

    def test_a_check_in_is_about_a_commitment(self, store: Store) -> None:
        keep_promises(store)
        with pytest.raises(NotFound):
            store.add_check_in(a_check_in(commitment_id="nothing"))

    def test_a_commitment_has_one_check_in_of_each_step_and_keeps_the_first(self, store: Store) -> None:
        keep_promises(store)
        store.add_check_in(a_check_in())
        store.add_check_in(a_check_in("again", due_on=SATURDAY))
        store.add_check_in(a_check_in("next", step=2, due_on=SATURDAY))
        assert store.check_ins_of("noor") == [a_check_in(), a_check_in("next", step=2, due_on=SATURDAY)]

    def test_of_two_processes_that_plan_the_same_check_in_one_does(self, store: Store) -> None:
        keep_promises(store)
        assert at_once(6, lambda n: store.add_check_in(a_check_in(f"by-{n}"))) == [None] * 6
        assert len(store.check_ins_of("noor")) == 1

    def test_check_ins_come_by_day(self, store: Store) -> None:
        keep_promises(store)
        store.add_check_in(a_check_in("later", due_on=SATURDAY, step=1))
        store.add_check_in(a_check_in("sooner", step=2))
        assert [one.id for one in store.check_ins_of("noor")] == ["sooner", "later"]

    def test_those_are_due_whose_day_has_come_and_that_nobody_asked_or_answered(self, store: Store) -> None:
        keep_promises(store)
        kept = {
            "tomorrow": a_check_in("tomorrow", step=1, due_on=SATURDAY),
            "today": a_check_in("today", step=2),
            "yesterday": a_check_in("yesterday", step=3, due_on=date(2026, 11, 26)),
            "asked": a_check_in("asked", step=4, asked_at=NOW),
            "answered": a_check_in("answered", step=5, answered_at=NOW, outcome="done"),
        }
        for check_in in kept.values():
            store.add_check_in(check_in)
        assert store.due_check_ins(today=FRIDAY) == [kept["yesterday"], kept["today"]]

    def test_what_was_asked_and_answered_is_kept(self, store: Store) -> None:
        keep_promises(store)
        store.add_check_in(a_check_in())
        answered = a_check_in(
            due_on=SATURDAY, asked_at=NOW, answered_at=NOW, outcome="adapted", why="By phone instead."
        )
        store.change_check_in(answered)
        assert store.check_in("check-in") == answered
        with pytest.raises(NotFound):
            store.change_check_in(a_check_in("nothing"))

    def test_check_ins_go_with_their_commitment(self, store: Store) -> None:
        keep_promises(store, "promise", "other")
        store.add_check_in(a_check_in())
        store.add_check_in(a_check_in("kept", commitment_id="other"))
        store.remove_commitment("promise")
        assert [one.id for one in store.check_ins_of("noor")] == ["kept"]


class ContactContract:
    def test_wishes_are_found_as_kept_last(self, store: Store) -> None:
        store.add_person(a_person(), None)
        assert store.contact_wishes("noor") is None
        store.keep_contact_wishes(ContactWishes("noor", "secret"))
        assert store.contact_wishes("noor") == ContactWishes("noor", "secret")
        quiet = ContactWishes("noor", "secret", is_unsubscribed=True, quiet_from=time(20, 15), quiet_until=time(7))
        store.keep_contact_wishes(quiet)
        assert store.contact_wishes("noor") == quiet

    def test_a_link_names_its_owner(self, store: Store) -> None:
        for name in ("noor", "zoe"):
            store.add_person(a_person(name), None)
            store.keep_contact_wishes(ContactWishes(name, f"secret-{name}"))
        assert store.person_of_unsubscribe_token("secret-zoe") == "zoe"
        assert store.person_of_unsubscribe_token("guess") is None
        with pytest.raises(AlreadyExists):
            store.keep_contact_wishes(ContactWishes("noor", "secret-zoe"))
        assert store.person_of_unsubscribe_token("secret-noor") == "noor"

    def test_nobody_unknown_has_wishes(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.keep_contact_wishes(ContactWishes("nobody", "secret"))
