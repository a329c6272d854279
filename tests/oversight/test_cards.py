from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.errors import InvalidInput, NotAllowed, NotFound, Stale
from assistant.oversight.cards import (
    REVIEW_AFTER,
    card_standing,
    checked_card,
    edit_card,
    list_cards,
    mark_reviewed,
    set_card_active,
)
from assistant.oversight.people import Wanted
from tests.builders import a_card, a_person
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

OLGA = a_person("olga", "owner")
NOOR = a_person("noor")


@pytest.fixture
def store(memory_store: MemoryStore, clock: StandingClock) -> MemoryStore:
    today = clock().date()
    days = {"fresh": timedelta(days=1), "due": REVIEW_AFTER, "nearly": REVIEW_AFTER - timedelta(days=1)}
    memory_store.import_cards([a_card(name, reviewed_on=today - ago) for name, ago in days.items()], replace=True)
    memory_store.add_person(OLGA, None)
    return memory_store


def test_cards_come_longest_due_first_and_say_which_are_due(store: MemoryStore, clock: StandingClock) -> None:
    found = list_cards(store, OLGA, Wanted(), clock=clock)
    assert [(one.card.id, one.is_due) for one in found] == [("due", True), ("nearly", False), ("fresh", False)]
    assert [one.card.id for one in list_cards(store, OLGA, Wanted(), clock=clock, only_due=True)] == ["due"]


def test_a_review_today_makes_a_card_fresh_and_is_logged(store: MemoryStore, clock: StandingClock) -> None:
    before = card_standing(store, OLGA, "due", clock=clock).card.reviewed_on
    assert mark_reviewed(store, OLGA, "due", clock=clock)
    assert not mark_reviewed(store, OLGA, "due", clock=clock)
    after = card_standing(store, OLGA, "due", clock=clock)
    assert (after.card.reviewed_on, after.is_due) == (clock().date(), False)
    (line,) = store.record.audit
    assert (line.action, line.subject_id) == ("review_card", "due")
    assert line.detail == {"reviewed_on": f"{before} → {clock().date()}"}


def test_an_edit_is_checked_and_is_no_review(store: MemoryStore, clock: StandingClock) -> None:
    seen = card_standing(store, OLGA, "due", clock=clock).card
    with pytest.raises(InvalidInput, match="topics"):
        edit_card(store, OLGA, {"topics": []}, seen=seen, clock=clock)
    assert edit_card(store, OLGA, {"title": "Offers", "body": "## New\nText"}, seen=seen, clock=clock)
    edited = card_standing(store, OLGA, "due", clock=clock).card
    assert (edited.title, edited.body, edited.reviewed_on) == ("Offers", "## New\nText", seen.reviewed_on)
    (line,) = store.record.audit
    assert line.detail == {"title": f"{seen.title} → Offers", "body": "changed"}
    with pytest.raises(Stale, match="title, body"):
        edit_card(store, OLGA, {"title": "Again"}, seen=seen, clock=clock)


def test_a_preview_writes_nothing(store: MemoryStore, clock: StandingClock) -> None:
    seen = card_standing(store, OLGA, "due", clock=clock).card
    assert checked_card(OLGA, {"body": "New", "id": "other"}, seen=seen).body == "New"
    assert checked_card(OLGA, {"body": "New", "id": "other"}, seen=seen).id == "due"
    assert card_standing(store, OLGA, "due", clock=clock).card == seen
    with pytest.raises(NotAllowed):
        checked_card(NOOR, {"body": "New"}, seen=seen)


def test_a_deactivated_card_is_out_of_search_and_never_due(store: MemoryStore, clock: StandingClock) -> None:
    assert set_card_active(store, OLGA, "due", False, clock=clock)
    assert "due" not in [card.id for card in store.cards()]
    assert list_cards(store, OLGA, Wanted(), clock=clock, only_due=True) == []
    assert set_card_active(store, OLGA, "due", True, clock=clock)
    assert [line.action for line in store.record.audit] == ["deactivate_card", "reactivate_card"]


def test_only_owners_look_after_cards(store: MemoryStore, clock: StandingClock) -> None:
    with pytest.raises(NotAllowed):
        list_cards(store, NOOR, Wanted(), clock=clock)
    with pytest.raises(NotAllowed):
        mark_reviewed(store, NOOR, "due", clock=clock)
    with pytest.raises(NotAllowed):
        set_card_active(store, NOOR, "due", False, clock=clock)
    with pytest.raises(NotFound):
        mark_reviewed(store, OLGA, "nothing", clock=clock)
