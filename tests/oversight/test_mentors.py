from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.mentors import MentorLimits, week_of
from assistant.errors import InvalidInput, NotAllowed, NotFound, Stale
from assistant.oversight.mentors import EDITED_FIELDS, edit_mentor, list_mentors, mentor_standing, set_mentor_active
from assistant.oversight.people import Wanted
from tests.builders import MONDAY, a_mentor, a_person
from tests.contract.store_contract import fill
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

OLGA = a_person("olga", "owner")
NOOR = a_person("noor")


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    fill(memory_store)
    memory_store.import_mentors([a_mentor("bo", skills=("welding",))], replace=False, week=MONDAY)
    memory_store.add_person(OLGA, None)
    memory_store.add_person(a_person("p-bo", "mentor", mentor_id="bo"), None)
    return memory_store


def edit(store: MemoryStore, clock: StandingClock, seen: Any = None, **values: object) -> bool:
    return edit_mentor(store, OLGA, values, seen=seen or a_mentor(), clock=clock)


def test_mentors_are_found_with_account_minutes_and_open_requests(store: MemoryStore, clock: StandingClock) -> None:
    amara, bo = list_mentors(store, OLGA, Wanted(), clock=clock)
    assert (amara.profile.id, amara.account, amara.open_requests, amara.orphaned_requests) == ("amara", None, 1, 0)
    assert (bo.account and bo.account.id, bo.open_requests) == ("p-bo", 0)
    assert amara.free_minutes(week_of(clock())) == 60
    assert [one.profile.id for one in list_mentors(store, OLGA, Wanted("WELDING"), clock=clock)] == ["bo"]


def test_a_deactivated_mentor_leaves_orphaned_requests(store: MemoryStore, clock: StandingClock) -> None:
    assert set_mentor_active(store, OLGA, "amara", False, clock=clock)
    amara = mentor_standing(store, OLGA, "amara", clock=clock)
    assert (amara.orphaned_requests, amara.free_minutes(week_of(clock()))) == (1, 0)
    assert [one.id for one in store.mentors()] == ["bo"]
    found = list_mentors(store, OLGA, Wanted(standing="deactivated"), clock=clock)
    assert [one.profile.id for one in found] == ["amara"]
    assert [line.action for line in store.record.audit] == ["deactivate_mentor"]


def test_an_edit_is_checked_like_an_import_and_names_every_fault(store: MemoryStore, clock: StandingClock) -> None:
    with pytest.raises(InvalidInput) as refused:
        edit(store, clock, name="", seniority="wizard", languages=["xx"], timezone="Mars", weekly_minutes="many")
    for field in ("name", "seniority", "languages", "timezone", "weekly_minutes"):
        assert f"{field}" in refused.value.for_people
    assert store.record.audit == []


def test_an_edit_leaves_no_words_of_the_profile_in_the_log(store: MemoryStore, clock: StandingClock) -> None:
    assert edit(store, clock, headline="Matron", topics=["leading"], weekly_minutes="90")
    assert store.mentors(["amara"]) == [a_mentor(headline="Matron", topics=("leading",), weekly_minutes=90)]
    (line,) = store.record.audit
    assert line.detail == {"headline": "changed", "topics": "changed", "weekly_minutes": "60 → 90"}


@pytest.mark.parametrize(("name", "value"), [("id", "eve"), ("accepting", False)])
def test_id_and_the_mentors_own_switch_are_not_edited(
    store: MemoryStore, clock: StandingClock, name: str, value: object
) -> None:
    assert name not in EDITED_FIELDS
    assert not edit(store, clock, **{name: value})
    assert a_mentor() in store.mentors()


def test_an_owner_never_raises_a_mentors_own_limit(store: MemoryStore, clock: StandingClock) -> None:
    limits = MentorLimits(weekly_minutes=30)
    store.set_mentor_limits("amara", limits)
    edit(store, clock, weekly_minutes=600)
    standing = mentor_standing(store, OLGA, "amara", clock=clock)
    assert standing.load is not None
    assert standing.load.limits == limits
    assert standing.limit_minutes(week_of(clock())) == 30


def test_a_stale_edit_says_what_changed(store: MemoryStore, clock: StandingClock) -> None:
    store.set_mentor_accepting("amara", False)
    with pytest.raises(Stale) as refused:
        edit(store, clock, name="A")
    assert refused.value.changed == ("accepting",)
    assert edit(store, clock, replace(a_mentor(), accepting=False), name="A")


def test_only_owners_look_after_mentors(store: MemoryStore, clock: StandingClock) -> None:
    with pytest.raises(NotAllowed):
        list_mentors(store, NOOR, Wanted(), clock=clock)
    with pytest.raises(NotAllowed):
        edit_mentor(store, NOOR, {"name": "A"}, seen=a_mentor(), clock=clock)
    with pytest.raises(NotAllowed):
        set_mentor_active(store, NOOR, "amara", False, clock=clock)
    with pytest.raises(NotFound):
        mentor_standing(store, OLGA, "nobody", clock=clock)
