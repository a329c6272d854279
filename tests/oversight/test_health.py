"""What owners learn about how the program goes, and whom they never see."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from assistant.domain.people import Role
from assistant.errors import NotAllowed, NotSignedIn
from assistant.oversight.health import Health, program_health
from assistant.oversight.indicators import Indicator
from tests.builders import (
    MONDAY,
    NOW,
    a_commitment,
    a_conversation,
    a_mentor,
    a_message,
    a_note,
    a_person,
    a_request,
    an_item,
)
from tests.contract.disagreement_contract import a_disagreement
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

OWNER = a_person("olga", "owner")
A_DAY = timedelta(days=1)
MENTEES = [f"mentee{n}" for n in range(6)]
LAST_WEEK = MONDAY - 7 * A_DAY


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    memory_store.import_mentors(
        [a_mentor(f"mentor{n}", weekly_minutes=240) for n in range(10)], replace=False, week=MONDAY
    )
    for name in MENTEES:
        memory_store.add_person(a_person(name), None)
    return memory_store


def health(store: MemoryStore) -> Health:
    return program_health(store, OWNER, clock=StandingClock(NOW), newest_run=lambda: "Nothing was measured yet.")


def indicator(store: MemoryStore, name: str) -> Indicator:
    return next(one for one in health(store).indicators if one.name == name)


def ask(store: MemoryStore, mentee: str, mentor: str = "mentor0", *, days_ago: int = 10) -> str:
    """Keep a chat and a request of it; return the request's id."""
    one_id, at = f"{mentee}-{mentor}-{days_ago}", NOW - days_ago * A_DAY
    store.start_conversation(a_conversation(one_id, mentee, started_at=at))
    request = a_request(one_id, conversation_id=one_id, mentee_id=mentee, mentor_id=mentor)
    store.add_request(replace(request, created_at=at))
    return one_id


def meet(store: MemoryStore, mentee: str, mentor: str = "mentor0", *, week: date = LAST_WEEK, after: int = 3) -> str:
    """Keep a session in a week, accepted some days after it was asked for and before that week was over."""
    days_ago = (NOW.date() - week).days - 2 + after
    session_id = ask(store, mentee, mentor, days_ago=days_ago)
    store.accept_request(session_id, week=week, at=NOW - (days_ago - after) * A_DAY)
    return session_id


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_only_owners_learn_how_it_goes(store: MemoryStore, role: Role) -> None:
    with pytest.raises(NotAllowed):
        program_health(store, a_person("x", role), clock=StandingClock(NOW), newest_run=str)
    with pytest.raises(NotSignedIn):
        program_health(store, None, clock=StandingClock(NOW), newest_run=str)


def test_a_new_program_says_that_there_are_too_few_and_still_what_to_do(store: MemoryStore) -> None:
    found = health(store)
    assert found.opening == (
        "Nothing was measured yet.",
        "Too few people have taken part so far to say how it goes.",
    )
    assert [one.name for one in found.indicators] == ["questions", "waiting", "load", "disagreements", "promises"]
    for one in found.indicators:
        assert one.trend.now is None
        assert "Too few to show" in one.sentence
        assert one.action.text
        assert one.action.view in ("release", "fairness", "knowledge")


def test_readiness_is_told_before_and_after_the_chat(store: MemoryStore) -> None:
    for n, mentee in enumerate(MENTEES):
        store.start_conversation(a_conversation(mentee, mentee))
        at = NOW - 7 * A_DAY
        store.append_messages(mentee, [a_message(at=at)], seen=0, readiness=0.9 if n == 0 else 0.3)
        store.append_messages(mentee, [a_message(at=at)], seen=1, readiness=0.9 if n < 3 else 0.5)
    found = indicator(store, "questions")
    assert found.trend.now is not None
    assert (found.trend.now.n, found.trend.now.value.value) == (6, 0.5)
    assert found.trend.now.value.low is not None
    assert found.sentence == "Of 6 questions, 17 % were ready for a mentor as first written, and 50 % after the chat."
    assert (found.action.view, dict(found.action.params)) == ("release", {"suite": "preparation"})


def test_the_time_to_a_yes_counts_from_the_first_mentor_asked(store: MemoryStore) -> None:
    for mentee in MENTEES:
        meet(store, mentee, after=4)
    refused = ask(store, "mentee0", "mentor1", days_ago=30)
    store.decide_request(refused, "declined", reply="", at=NOW - 29 * A_DAY)
    request = a_request("again", conversation_id=refused, mentee_id="mentee0", mentor_id="mentor2")
    store.add_request(replace(request, created_at=NOW - 9 * A_DAY))
    store.accept_request("again", week=LAST_WEEK, at=NOW - 8 * A_DAY)
    found = indicator(store, "waiting")
    assert found.trend.now is not None
    assert (found.trend.now.n, found.trend.now.value.value) == (7, 4.0)
    assert found.sentence == "For half of 7 questions a mentor said yes within 4 days of the first request."
    assert found.beside == ("Nobody has to wait longer than 7 days for a first yes.",)


def test_people_who_wait_long_are_counted_once_they_are_five(store: MemoryStore) -> None:
    for mentee in MENTEES[:4]:
        ask(store, mentee, days_ago=8)
    ask(store, MENTEES[0], "mentor1", days_ago=9)
    assert indicator(store, "waiting").beside == ("Fewer than 5 people wait longer than 7 days for a first yes.",)
    ask(store, MENTEES[4], days_ago=7)
    assert indicator(store, "waiting").beside == ("Fewer than 5 people wait longer than 7 days for a first yes.",)
    ask(store, MENTEES[5], days_ago=20)
    found = health(store)
    assert found.indicators[1].beside == ("5 people wait longer than 7 days for a first yes.",)
    assert found.indicators[1].action.text == "Offer what waits to other mentors"
    assert found.opening[1] == "5 people have waited longer than 7 days for a mentor."


def test_two_mentors_who_carry_most_are_named_and_no_mentee_is(store: MemoryStore) -> None:
    for mentee in MENTEES:
        meet(store, mentee, "mentor0")
    for mentee in MENTEES[:3]:
        meet(store, mentee, "mentor1")
    meet(store, "mentee0", "mentor2")
    found = health(store)
    assert found.opening[1] == "Two mentors carry 90 % of the minutes."
    load = found.indicators[2]
    assert load.sentence == "Mentor0 and Mentor1 carry 90 % of the minutes."
    assert load.action.view == "fairness"
    assert load.beside == (
        "Sessions use 12 % of what mentors offer; the most loaded carries 6.0 times the mean.",
        "Three mentors had a first session in these weeks; 7 mentors who accept had none yet.",
    )
    assert not [name for name in MENTEES if name in str(asdict(found)) or name.title() in str(asdict(found))]


def test_an_even_load_names_nobody(store: MemoryStore) -> None:
    for n in range(10):
        meet(store, MENTEES[n % 6], f"mentor{n}")
    found = health(store)
    assert found.indicators[2].sentence == "The two most loaded carry 20 %."
    assert found.opening[1] == "Nothing in your program stands out."


def test_a_mentor_alone_with_one_mentee_is_not_shown_by_the_load(store: MemoryStore) -> None:
    for mentor in range(4):
        meet(store, "mentee0", f"mentor{mentor}")
    assert indicator(store, "load").trend.now is None


def test_decisions_on_disagreements_are_timed_and_their_part_is_told(store: MemoryStore) -> None:
    for n, mentee in enumerate(MENTEES):
        keep_card(store, mentee, "decided", found_days_ago=10)
        store.decide_disagreement(f"{mentee}-decided", "both", reason="", at=NOW - (10 - n) * A_DAY)
        if n < 5:
            keep_card(store, mentee, "open", found_days_ago=10)
    found = indicator(store, "disagreements")
    assert found.trend.now is not None
    assert found.trend.now.n == 6
    assert found.sentence == "Half of 6 decisions were made within 2.5 days after a card was shown."
    assert found.beside == ("Of all cards 55 % are decided, 45 % still open.",)


def test_a_few_open_cards_are_not_counted(store: MemoryStore) -> None:
    keep_card(store, "mentee0", "open", found_days_ago=3)
    assert indicator(store, "disagreements").beside == ("Open and decided cards: too few to show.",)


def keep_card(store: MemoryStore, mentee: str, name: str, *, found_days_ago: int) -> None:
    session_id = meet(store, mentee, week=LAST_WEEK - 7 * A_DAY if name == "open" else LAST_WEEK, after=1)
    one_id = f"{mentee}-{name}"
    items = [an_item(f"{one_id}-{n}", note_id=one_id, mentee_id=mentee, mentor_id="mentor0") for n in "ab"]
    card = a_disagreement(one_id, mentee_id=mentee, item_a=items[0].id, item_b=items[1].id)
    card = replace(card, found_at=NOW - found_days_ago * A_DAY)
    store.add_note(a_note(one_id, session_id=session_id, mentee_id=mentee), items, [], [card])


def test_promises_count_when_due_and_answered_and_silence_is_told_beside(store: MemoryStore) -> None:
    for n, mentee in enumerate(MENTEES):
        session_id = meet(store, mentee)
        outcomes = ["done" if n % 2 else "dropped", "adapted", None]
        promises = [
            a_commitment(f"{mentee}{k}", mentee_id=mentee, note_id=mentee, session_id=session_id, outcome=outcome)
            for k, outcome in enumerate(outcomes)
        ]
        due = [replace(one, due=LAST_WEEK) for one in promises]
        ahead = replace(due[0], id=f"{mentee}-ahead", due=MONDAY)
        store.add_note(a_note(mentee, session_id=session_id, mentee_id=mentee), [], [*due, ahead])
    found = indicator(store, "promises")
    assert found.trend.now is not None
    assert (found.trend.now.n, found.trend.now.value.value) == (12, 0.75)
    assert found.sentence == "Of 12 promises that were due and answered, 75 % were kept or adapted."
    assert found.beside == ("Due without an answer: 6.",)
