"""The demo's last ninety days: a program in which something happened, beside people whose pages stay as they are."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.sessions import REQUEST_STATUSES, SessionRequest
from assistant.oversight.health import program_health
from assistant.program import demo as demo_module
from assistant.program.demo import OWNER, load_demo
from assistant.program.demo_history import NO_PASSWORD_FITS, past_mentees
from assistant.shipped import shipped_dir
from tests.fakes.clock import StandingClock
from tests.fakes.passwords import PlainHasher
from tests.fakes.store import MemoryStore

MONDAY_MORNING = datetime(2027, 2, 15, 0, 30, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2027, 2, 21, 23, 30, tzinfo=UTC)
PAST = {row.id for row in past_mentees()}
A_DAY = timedelta(days=1)


def loaded(now: datetime) -> MemoryStore:
    store = MemoryStore()
    assert load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=now)
    return store


@pytest.fixture(scope="module")
def demo() -> MemoryStore:
    return loaded(MONDAY_MORNING)


@pytest.fixture(scope="module")
def without_history() -> MemoryStore:
    """Return the demo as it is for those who can be entered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_module, "past_mentees", lambda: iter(()))
        return loaded(MONDAY_MORNING)


def requests(store: MemoryStore) -> list[SessionRequest]:
    return [one for one in store.record.requests.values() if one.mentee_id in PAST]


def test_about_thirty_people_asked_about_a_hundred_and_fifty_times_with_every_outcome(demo: MemoryStore) -> None:
    counts = Counter(one.status for one in requests(demo))
    assert len(PAST) >= 30
    assert counts.total() >= 150
    assert set(counts) == set(REQUEST_STATUSES)
    assert counts["accepted"] >= 100
    assert len({one.question for one in requests(demo)}) >= 100
    assert all(one.reply for one in requests(demo) if one.status == "declined")


@pytest.mark.parametrize("now", [MONDAY_MORNING, SUNDAY_NIGHT])
def test_all_of_it_happened_in_the_ninety_days_before_whatever_the_weekday(now: datetime) -> None:
    demo = loaded(now)
    instants = [one.created_at for one in requests(demo)] + [one.decided_at or now for one in requests(demo)]
    assert now - 100 * A_DAY < min(instants) < now - 80 * A_DAY
    assert max(instants) <= now
    held = [one for one in demo.record.sessions.values() if one.mentee_id in PAST and one.status == "held"]
    assert all(one.starts_at is not None and one.accepted_at < one.starts_at < now for one in held)
    assert all(note.at <= now for note in demo.record.notes.values())
    assert all(one.decided_at <= now for one in demo.record.disagreements.values() if one.decided_at)
    assert all(one.outcome_at <= now for one in demo.record.commitments.values() if one.outcome_at)


def test_somebody_waits_for_weeks_and_somebody_for_a_mentor_who_stopped(demo: MemoryStore) -> None:
    accepting = {one.id for one in demo.mentors() if one.accepting}
    pending = [one for one in requests(demo) if one.status == "pending"]
    assert sum(8 <= (MONDAY_MORNING - one.created_at).days <= 20 for one in pending) >= 8
    assert sum(one.mentor_id not in accepting for one in pending) >= 5


def test_no_week_of_any_mentor_is_overfull(demo: MemoryStore) -> None:
    week = week_of(MONDAY_MORNING)
    for load in demo.mentor_loads(since=week - timedelta(weeks=16)):
        for back in range(-4, 17):
            monday = week - timedelta(weeks=back)
            assert load.used_minutes(monday) <= max(load.limit_minutes(monday), load.profile.booked_minutes)


def test_what_mentors_offer_now_and_next_is_the_same_with_and_without_the_history(
    demo: MemoryStore, without_history: MemoryStore
) -> None:
    week = week_of(MONDAY_MORNING)

    def offers(store: MemoryStore) -> list[tuple[object, ...]]:
        return [(one.profile, *offered(one)) for one in store.mentor_loads(since=week)]

    def offered(load: MentorLoad) -> tuple[object, ...]:
        waits = (load.first_week_with(minutes, since=week) for minutes in (15, 30))
        return load.offered_minutes(week), load.strain(week), *waits

    assert offers(demo) == offers(without_history)


def test_people_one_can_enter_and_their_mentors_see_what_they_saw_before(
    demo: MemoryStore, without_history: MemoryStore
) -> None:
    theirs = {one.mentor_id for one in without_history.record.requests.values()}
    assert len(theirs) >= 20
    for mentor_id in sorted(theirs):
        assert demo.requests_for_mentor(mentor_id) == without_history.requests_for_mentor(mentor_id)
        assert demo.guidance_by(mentor_id) == without_history.guidance_by(mentor_id)
    for person in without_history.people():
        assert demo.conversations_of(person.id) == without_history.conversations_of(person.id)
        assert demo.disagreements_of(person.id) == without_history.disagreements_of(person.id)


def test_mentees_of_the_history_cannot_be_entered(demo: MemoryStore) -> None:
    hashes = {demo.record.people[person_id][1] for person_id in PAST}
    assert hashes == {NO_PASSWORD_FITS}
    assert not PlainHasher().verify(NO_PASSWORD_FITS, "!")


def test_the_owner_finds_two_overloaded_mentors_and_every_indicator_filled(demo: MemoryStore) -> None:
    health = program_health(demo, OWNER, clock=StandingClock(MONDAY_MORNING), newest_run=str)
    assert health.opening[1] == "Two mentors carry 41 % of the minutes."
    assert all(one.trend.now is not None for one in health.indicators)
    questions = health.indicators[0].trend
    assert questions.stretches[-1].value.value > questions.stretches[0].value.value
    assert health.indicators[1].action.text == "Offer what waits to other mentors"
    assert not [person_id for person_id in PAST if demo.record.people[person_id][0].name in str(health)]


def test_every_quote_stands_in_the_advice_it_is_taken_from(demo: MemoryStore) -> None:
    cards = [one for one in demo.record.disagreements.values() if one.mentee_id in PAST]
    assert len({one.mentee_id for one in cards if one.is_open}) >= 5
    assert len({one.mentee_id for one in cards if not one.is_open}) >= 10
    for card in cards:
        a, b = (demo.record.guidance[one] for one in (card.item_a, card.item_b))
        assert card.judgement.quote_a in a.text
        assert card.judgement.quote_b in b.text
        assert a.decision_id == b.decision_id
        assert a.session_date < b.session_date


def test_a_history_that_was_interrupted_is_taken_up_again(demo: MemoryStore) -> None:
    class Full(Exception):
        pass

    class BreaksOften(MemoryStore):
        calls = 0

        def _breaks(self) -> None:
            type(self).calls += 1
            if self.calls % 97 == 0:
                raise Full

        def accept_request(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            self._breaks()
            return super().accept_request(*args, **kwargs)

        def append_messages(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            self._breaks()
            super().append_messages(*args, **kwargs)

        def add_note(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            self._breaks()
            super().add_note(*args, **kwargs)

        def decide_request(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            self._breaks()
            return super().decide_request(*args, **kwargs)

    store = BreaksOften()
    broken = 0
    while store.person(OWNER.id) is None:
        try:
            load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=MONDAY_MORNING)
        except Full:
            broken += 1
    assert broken >= 4
    for name in ("conversations", "requests", "sessions", "readiness", "guidance", "commitments", "disagreements"):
        assert getattr(store.record, name) == getattr(demo.record, name)
