"""What every store promises; subclass it and provide the fixture `store`, empty."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assistant.domain.imports import ImportCounts
from assistant.domain.mentors import AcceptedWeek, MentorLoad
from assistant.errors import AlreadyExists, AssistantError, CapacityExceeded, Conflict, NotFound
from assistant.ports.chat_model import TokenUse
from assistant.ports.store import Store
from tests.builders import (
    MONDAY,
    NOW,
    a_card,
    a_conversation,
    a_mentor,
    a_message,
    a_person,
    a_request,
    a_version,
)

NEXT_MONDAY = MONDAY + timedelta(weeks=1)
AN_HOUR = timedelta(hours=1)


def fill(store: Store, *, requests: int = 1, weekly_minutes: int = 60) -> list[str]:
    """Keep the mentor amara, the mentee noor and open requests, each from a chat of its own; return their ids."""
    store.import_mentors([a_mentor(weekly_minutes=weekly_minutes)], replace=False, week=MONDAY)
    store.add_person(a_person(), None)
    for n in range(requests):
        store.start_conversation(a_conversation(f"chat{n}"))
        store.add_request(a_request(f"request{n}", conversation_id=f"chat{n}"))
    return [f"request{n}" for n in range(requests)]


class PeopleContract:
    def test_a_person_is_found_as_added(self, store: Store) -> None:
        person = a_person("noor", "mentee", "mentor", mentor_id="amara", languages=("en", "ur"))
        store.add_person(person, "hash")
        assert store.person("noor") == person
        assert store.person_by_email("NOOR@example.org") == (person, "hash")

    def test_an_email_is_kept_in_lower_case(self, store: Store) -> None:
        store.add_person(a_person(email="Noor@Example.org"), None)
        found = store.person("noor")
        assert found is not None
        assert found.email == "noor@example.org"

    def test_unknown_people_are_none(self, store: Store) -> None:
        assert store.person("nobody") is None
        assert store.person_by_email("nobody@example.org") is None

    @pytest.mark.parametrize("taken", [{"email": "NOOR@example.org"}, {"person_id": "noor"}])
    def test_an_email_or_id_is_taken_once(self, store: Store, taken: dict[str, str]) -> None:
        store.add_person(a_person("noor"), None)
        second = replace(a_person(taken.get("person_id", "other")), email=taken.get("email", "other@example.org"))
        with pytest.raises(AlreadyExists):
            store.add_person(second, None)
        assert len(store.people()) == 1

    def test_people_come_by_name(self, store: Store) -> None:
        for name in ("zoe", "Émile", "adam", "Bea"):
            store.add_person(a_person(name.lower(), name=name), None)
        assert [person.name for person in store.people()] == ["adam", "Bea", "zoe", "Émile"]

    def test_a_signed_in_browser_is_known_until_it_expires(self, store: Store) -> None:
        store.add_person(a_person(), None)
        store.open_signin("token", "noor", expires_at=NOW + AN_HOUR)
        assert store.signed_in("token", now=NOW + AN_HOUR - timedelta(seconds=1)) == a_person()
        assert store.signed_in("token", now=NOW + AN_HOUR) is None
        assert store.signed_in("other", now=NOW) is None

    def test_a_closed_browser_is_forgotten_and_the_others_stay(self, store: Store) -> None:
        store.add_person(a_person(), None)
        for token in ("phone", "laptop"):
            store.open_signin(token, "noor", expires_at=NOW + AN_HOUR)
        store.close_signin("phone")
        store.close_signin("unknown")
        assert store.signed_in("phone", now=NOW) is None
        assert store.signed_in("laptop", now=NOW) == a_person()

    def test_nobody_unknown_can_be_signed_in(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.open_signin("token", "nobody", expires_at=NOW)

    def test_failed_attempts_are_counted_for_each_key_since_a_time(self, store: Store) -> None:
        for minutes, key in ((0, "a"), (5, "a"), (10, "a"), (10, "b")):
            store.record_failed_signin(key, at=NOW + timedelta(minutes=minutes))
        since = NOW + timedelta(minutes=5)
        assert store.failed_signins("a", since=since) == [since, NOW + timedelta(minutes=10)]
        store.clear_failed_signins("a")
        assert store.failed_signins("a", since=NOW) == []
        assert len(store.failed_signins("b", since=NOW)) == 1

    def test_erasing_a_person_leaves_nothing_of_theirs(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.open_signin("token", "noor", expires_at=NOW + AN_HOUR)
        store.remove_person("noor")
        assert store.person("noor") is None
        assert store.signed_in("token", now=NOW) is None
        assert store.conversation("chat0") is None
        assert store.request(request_id) is None
        with pytest.raises(NotFound):
            store.remove_person("noor")

    def test_erasing_a_mentor_erases_their_profile_and_tells_the_index(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        version = store.mentors_version()
        confirm_all(store)
        store.remove_person("amara")
        assert store.mentors() == []
        assert store.request(request_id) is None
        assert store.mentors_version() > version
        assert pending(store) == [("mentors", "amara")]

    def test_a_removed_profile_goes_with_its_last_request(self, store: Store) -> None:
        fill(store)
        store.import_mentors([], replace=True, week=MONDAY)
        store.remove_person("noor")
        assert store.mentor_loads(["amara"], since=MONDAY) == []


def pending(store: Store) -> list[tuple[str, str]]:
    return [(change.collection, change.document_id) for change in store.pending_changes(1_000)]


def confirm_all(store: Store) -> None:
    store.confirm_changes([change.sequence for change in store.pending_changes(1_000)])


class MentorContract:
    def test_profiles_are_found_as_imported_by_id(self, store: Store) -> None:
        profiles = [a_mentor("b", booked_minutes=45, accepting=False), a_mentor("A"), a_mentor("a", skills=())]
        assert store.import_mentors(profiles, replace=False, week=MONDAY) == ImportCounts(3, 0, 0)
        assert store.mentors() == sorted(profiles, key=lambda profile: profile.id)
        assert store.mentors(["b", "nobody", "b"]) == [profiles[0]]
        assert store.mentors([]) == []

    def test_an_import_counts_what_changed_and_only_that_goes_to_the_index(self, store: Store) -> None:
        store.import_mentors([a_mentor("a"), a_mentor("b")], replace=False, week=MONDAY)
        confirm_all(store)
        changed = [a_mentor("a"), a_mentor("b", headline="New"), a_mentor("c")]
        assert store.import_mentors(changed, replace=False, week=MONDAY) == ImportCounts(1, 1, 0)
        assert sorted(pending(store)) == [("mentors", "b"), ("mentors", "c")]

    def test_an_import_without_changes_changes_nothing(self, store: Store) -> None:
        store.import_mentors([a_mentor("a")], replace=False, week=MONDAY)
        version = store.mentors_version()
        confirm_all(store)
        assert store.import_mentors([a_mentor("a")], replace=True, week=MONDAY) == ImportCounts(0, 0, 0)
        assert store.mentors_version() == version
        assert pending(store) == []

    def test_booked_minutes_count_from_the_week_of_the_latest_import(self, store: Store) -> None:
        store.import_mentors([a_mentor(booked_minutes=90)], replace=False, week=MONDAY)
        store.import_mentors([a_mentor(booked_minutes=90)], replace=False, week=NEXT_MONDAY)
        (load,) = store.mentor_loads(since=MONDAY)
        assert load == MentorLoad(a_mentor(booked_minutes=90), NEXT_MONDAY)

    def test_replacing_removes_who_is_not_in_the_list(self, store: Store) -> None:
        store.import_mentors([a_mentor("a"), a_mentor("b")], replace=False, week=MONDAY)
        confirm_all(store)
        assert store.import_mentors([a_mentor("b")], replace=True, week=MONDAY) == ImportCounts(0, 0, 1)
        assert store.mentors() == [a_mentor("b")]
        assert store.mentor_loads(["a"], since=MONDAY) == []
        assert pending(store) == [("mentors", "a")]

    def test_a_removed_profile_with_requests_keeps_them_but_is_not_matched(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.import_mentors([a_mentor("b")], replace=True, week=MONDAY)
        assert [profile.id for profile in store.mentors()] == ["b"]
        assert [load.profile.id for load in store.mentor_loads(since=MONDAY)] == ["b"]
        (kept,) = store.mentor_loads(["amara"], since=MONDAY)
        assert kept.profile == a_mentor(accepting=False)
        assert store.request(request_id) is not None
        with pytest.raises(Conflict):
            store.accept_request(request_id, week=MONDAY, at=NOW)

    def test_a_removed_profile_comes_back_with_an_import(self, store: Store) -> None:
        fill(store)
        store.import_mentors([], replace=True, week=MONDAY)
        assert store.import_mentors([a_mentor()], replace=False, week=MONDAY) == ImportCounts(1, 0, 0)
        assert store.mentors() == [a_mentor()]
        assert len(store.requests_for_mentor("amara")) == 1

    def test_the_version_grows_with_every_change_to_profiles(self, store: Store) -> None:
        versions = [store.mentors_version()]
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        versions.append(store.mentors_version())
        store.set_mentor_accepting("amara", False)
        versions.append(store.mentors_version())
        store.import_mentors([], replace=True, week=MONDAY)
        versions.append(store.mentors_version())
        assert versions == sorted(set(versions))

    def test_a_mentor_closes_and_opens_for_requests(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        store.set_mentor_accepting("amara", False)
        assert store.mentors() == [a_mentor(accepting=False)]
        store.set_mentor_accepting("amara", True)
        assert store.mentors() == [a_mentor()]
        with pytest.raises(NotFound):
            store.set_mentor_accepting("nobody", True)

    def test_loads_show_accepted_minutes_by_week_from_a_week_on(self, store: Store) -> None:
        ids = fill(store, requests=4)
        for request_id, week in zip(ids, (MONDAY, MONDAY, NEXT_MONDAY), strict=False):
            store.accept_request(request_id, week=week, at=NOW)
        assert store.mentor_loads(since=MONDAY)[0].accepted == (
            AcceptedWeek(MONDAY, minutes=60, sessions=2),
            AcceptedWeek(NEXT_MONDAY, minutes=30, sessions=1),
        )
        assert store.mentor_loads(["amara"], since=NEXT_MONDAY)[0].accepted == (
            AcceptedWeek(NEXT_MONDAY, minutes=30, sessions=1),
        )

    def test_ten_thousand_profiles_are_imported_and_asked_for_by_id(self, store: Store) -> None:
        profiles = [a_mentor(f"m{n:05}") for n in range(10_000)]
        assert store.import_mentors(profiles, replace=True, week=MONDAY).added == 10_000
        ids = [profile.id for profile in profiles]
        assert len(store.mentor_loads(ids, since=MONDAY)) == 10_000
        assert store.import_mentors(profiles[:1], replace=True, week=MONDAY).removed == 9_999


class KnowledgeContract:
    def test_cards_are_found_as_imported_by_id(self, store: Store) -> None:
        cards = [a_card("b"), a_card("a", audience=("mentee", "mentor"))]
        assert store.import_cards(cards, replace=False) == ImportCounts(2, 0, 0)
        assert store.cards() == [cards[1], cards[0]]
        assert store.cards(["b", "nothing"]) == [cards[0]]

    def test_an_import_counts_what_changed_and_only_that_goes_to_the_index(self, store: Store) -> None:
        store.import_cards([a_card("a"), a_card("b"), a_card("c")], replace=False)
        confirm_all(store)
        changed = [a_card("a"), a_card("b", title="New"), a_card("d")]
        assert store.import_cards(changed, replace=True) == ImportCounts(1, 1, 1)
        assert [card.id for card in store.cards()] == ["a", "b", "d"]
        assert sorted(pending(store)) == [("knowledge", "b"), ("knowledge", "c"), ("knowledge", "d")]


class ConversationContract:
    @pytest.fixture(autouse=True)
    def mentee(self, store: Store) -> None:
        store.add_person(a_person(), None)

    def test_a_chat_is_found_as_kept_with_everything_in_order(self, store: Store) -> None:
        messages = (
            a_message("I want to grow. 🌱"),
            a_message("By when?", speaker="assistant", kind="question", element="timeframe", worded_by="embedded"),
        )
        chat = a_conversation(messages=messages, versions=(a_version("one"), a_version("two", author="mentee")))
        store.start_conversation(chat)
        assert store.conversation("chat") == chat

    def test_an_unknown_chat_is_none(self, store: Store) -> None:
        assert store.conversation("nothing") is None

    def test_a_chat_is_started_once_and_by_a_known_mentee(self, store: Store) -> None:
        store.start_conversation(a_conversation())
        with pytest.raises(AlreadyExists):
            store.start_conversation(a_conversation())
        with pytest.raises(NotFound):
            store.start_conversation(a_conversation("other", "nobody"))

    def test_a_mentee_finds_their_own_chats_newest_first(self, store: Store) -> None:
        store.add_person(a_person("zoe"), None)
        store.start_conversation(a_conversation("old"))
        store.start_conversation(a_conversation("new", started_at=NOW + AN_HOUR, messages=(a_message(),)))
        store.start_conversation(a_conversation("hers", "zoe"))
        assert [chat.id for chat in store.conversations_of("noor")] == ["new", "old"]
        assert [len(chat.messages) for chat in store.conversations_of("noor")] == [1, 0]

    def test_messages_are_appended_when_all_before_them_were_seen(self, store: Store) -> None:
        store.start_conversation(a_conversation(messages=(a_message("one"),)))
        store.append_messages("chat", [a_message("two"), a_message("three")], seen=1)
        store.append_messages("chat", [a_message("four")], seen=3)
        found = store.conversation("chat")
        assert found is not None
        assert [message.text for message in found.messages] == ["one", "two", "three", "four"]

    @pytest.mark.parametrize("seen", [0, 2])
    def test_messages_are_refused_when_others_came_between(self, store: Store, seen: int) -> None:
        store.start_conversation(a_conversation(messages=(a_message("one"),)))
        with pytest.raises(Conflict):
            store.append_messages("chat", [a_message("two")], seen=seen)
        with pytest.raises(NotFound):
            store.append_messages("nothing", [a_message("two")], seen=seen)
        found = store.conversation("chat")
        assert found is not None
        assert len(found.messages) == 1

    def test_of_two_windows_that_send_at_once_one_is_kept(self, store: Store) -> None:
        store.start_conversation(a_conversation())
        outcomes = at_once(8, lambda n: store.append_messages("chat", [a_message(str(n))], seen=0))
        assert [type(one) for one in outcomes if one is not None] == [Conflict] * 7
        found = store.conversation("chat")
        assert found is not None
        assert len(found.messages) == 1

    def test_versions_are_kept_newest_last(self, store: Store) -> None:
        store.start_conversation(a_conversation())
        for text in ("one", "two", "three"):
            store.add_question_version("chat", a_version(text))
        found = store.conversation("chat")
        assert found is not None
        assert [version.text for version in found.versions] == ["one", "two", "three"]
        with pytest.raises(NotFound):
            store.add_question_version("nothing", a_version())

    def test_instants_come_back_in_utc(self, store: Store) -> None:
        in_oslo = datetime(2026, 11, 25, 11, 30, 15, 123456, tzinfo=timezone(AN_HOUR))
        store.start_conversation(a_conversation(started_at=in_oslo))
        found = store.conversation("chat")
        assert found is not None
        assert found.started_at == in_oslo
        assert found.started_at.tzinfo == UTC


class RequestContract:
    def test_a_request_is_found_as_kept(self, store: Store) -> None:
        (request_id,) = fill(store)
        expected = a_request(request_id, conversation_id="chat0")
        assert store.request(request_id) == expected
        assert store.requests_for_mentor("amara") == store.requests_of_mentee("noor") == [expected]
        assert store.request("nothing") is None

    @pytest.mark.parametrize("unknown", ["conversation_id", "mentee_id", "mentor_id"])
    def test_a_request_refers_to_things_that_exist(self, store: Store, unknown: str) -> None:
        fill(store)
        with pytest.raises(NotFound):
            store.add_request(replace(a_request(conversation_id="chat0"), **{unknown: "nothing"}))  # type: ignore[arg-type]

    def test_a_chat_has_one_open_request_to_a_mentor(self, store: Store) -> None:
        (request_id,) = fill(store)
        second = a_request("second", conversation_id="chat0")
        with pytest.raises(Conflict):
            store.add_request(second)
        store.decide_request(request_id, "more_asked", reply="?", at=NOW)
        with pytest.raises(Conflict):
            store.add_request(second)
        store.decide_request(request_id, "declined", reply="no", at=NOW)
        store.add_request(second)
        assert store.request("second") == second

    def test_of_two_clicks_that_ask_at_once_one_is_kept(self, store: Store) -> None:
        fill(store)
        store.start_conversation(a_conversation("chat"))
        outcomes = at_once(8, lambda n: store.add_request(a_request(f"click{n}")))
        assert [type(one) for one in outcomes if one is not None] == [Conflict] * 7
        assert len(store.requests_of_mentee("noor")) == 2

    def test_open_requests_of_a_mentee_are_limited_even_at_once(self, store: Store) -> None:
        fill(store, requests=1)
        for n in range(8):
            store.start_conversation(a_conversation(f"other{n}"))
        requests = [a_request(f"click{n}", conversation_id=f"other{n}") for n in range(8)]
        outcomes = at_once(8, lambda n: store.add_request(requests[n], open_max=3))
        refused = [one for one in outcomes if one is not None]
        assert [getattr(one, "code", None) for one in refused] == ["too_many_open_requests"] * 6
        assert store.count_requests("noor", "pending") == 3

    def test_requests_come_newest_first(self, store: Store) -> None:
        fill(store)
        store.start_conversation(a_conversation("later"))
        store.add_request(a_request("later", conversation_id="later", created_at=NOW + AN_HOUR))
        assert [request.id for request in store.requests_of_mentee("noor")] == ["later", "request0"]
        assert [request.id for request in store.requests_for_mentor("amara")] == ["later", "request0"]

    def test_an_acceptance_is_kept_with_its_week_and_time(self, store: Store) -> None:
        (request_id,) = fill(store)
        accepted = store.accept_request(request_id, week=NEXT_MONDAY, at=NOW + AN_HOUR)
        assert (accepted.status, accepted.week, accepted.decided_at) == ("accepted", NEXT_MONDAY, NOW + AN_HOUR)
        assert store.request(request_id) == accepted

    def test_a_request_above_the_free_minutes_stays_as_it_was(self, store: Store) -> None:
        first, second, third = fill(store, requests=3)
        store.accept_request(first, week=MONDAY, at=NOW)
        store.accept_request(second, week=MONDAY, at=NOW)
        before = store.request(third)
        with pytest.raises(CapacityExceeded):
            store.accept_request(third, week=MONDAY, at=NOW)
        assert store.request(third) == before
        assert store.accept_request(third, week=NEXT_MONDAY, at=NOW).status == "accepted"

    def test_minutes_promised_outside_the_program_count(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.import_mentors([a_mentor(booked_minutes=100)], replace=False, week=MONDAY)
        for week in (MONDAY, NEXT_MONDAY):
            with pytest.raises(CapacityExceeded):
                store.accept_request(request_id, week=week, at=NOW)
        store.accept_request(request_id, week=NEXT_MONDAY + timedelta(weeks=1), at=NOW)

    def test_a_decided_request_cannot_be_decided_again(self, store: Store) -> None:
        for n, request_id in enumerate(fill(store, requests=3, weekly_minutes=300)):
            if n == 0:
                store.accept_request(request_id, week=MONDAY, at=NOW)
            else:
                store.decide_request(request_id, "declined" if n == 1 else "withdrawn", reply="", at=NOW)
            before = store.request(request_id)
            with pytest.raises(Conflict):
                store.accept_request(request_id, week=MONDAY, at=NOW)
            with pytest.raises(Conflict):
                store.decide_request(request_id, "declined", reply="late", at=NOW, notice=a_message())
            with pytest.raises(Conflict):
                store.reopen_request(request_id, question="late", at=NOW)
            assert store.request(request_id) == before
            chat = store.conversation(f"chat{n}")
            assert chat is not None
            assert chat.messages == ()

    def test_an_unknown_request_cannot_be_decided(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.accept_request("nothing", week=MONDAY, at=NOW)
        with pytest.raises(NotFound):
            store.decide_request("nothing", "declined", reply="", at=NOW)
        with pytest.raises(NotFound):
            store.reopen_request("nothing", question="", at=NOW)

    def test_asking_for_more_puts_the_notice_into_the_chat(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.append_messages("chat0", [a_message("mine")], seen=0)
        notice = a_message("Which ward?", speaker="mentor", kind="more_asked")
        asked = store.decide_request(request_id, "more_asked", reply="Which ward?", at=NOW, notice=notice)
        assert (asked.status, asked.reply, asked.decided_at) == ("more_asked", "Which ward?", NOW)
        chat = store.conversation("chat0")
        assert chat is not None
        assert chat.messages[1:] == (notice,)

    def test_an_answered_request_is_pending_again(self, store: Store) -> None:
        (request_id,) = fill(store)
        with pytest.raises(Conflict):
            store.reopen_request(request_id, question="too early", at=NOW)
        store.decide_request(request_id, "more_asked", reply="Which ward?", at=NOW)
        reopened = store.reopen_request(request_id, question="On ward 7?", at=NOW + AN_HOUR)
        assert (reopened.status, reopened.question, reopened.reply) == ("pending", "On ward 7?", "Which ward?")
        assert store.request(request_id) == reopened

    def test_a_request_about_which_more_was_asked_can_be_accepted(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.decide_request(request_id, "more_asked", reply="Which ward?", at=NOW)
        assert store.accept_request(request_id, week=MONDAY, at=NOW).status == "accepted"

    def test_requests_are_counted_by_status(self, store: Store) -> None:
        first, second, _ = fill(store, requests=3)
        store.accept_request(first, week=MONDAY, at=NOW)
        store.decide_request(second, "more_asked", reply="?", at=NOW)
        counts = [store.count_requests("noor", status) for status in ("pending", "accepted", "more_asked", "declined")]
        assert counts == [1, 1, 1, 0]
        assert store.count_requests("nobody", "pending") == 0

    def test_fifty_acceptances_at_once_never_exceed_the_budget(self, store: Store) -> None:
        ids = fill(store, requests=50, weekly_minutes=200)
        outcomes = at_once(50, lambda n: store.accept_request(ids[n], week=MONDAY, at=NOW))
        refused = [one for one in outcomes if isinstance(one, Exception)]
        assert {type(one) for one in refused} == {CapacityExceeded}
        assert len(refused) == 44
        assert accepted_minutes(store, MONDAY) == 180

    def test_of_fifty_clicks_on_one_request_one_counts(self, store: Store) -> None:
        (request_id,) = fill(store, weekly_minutes=300)
        outcomes = at_once(50, lambda n: store.accept_request(request_id, week=MONDAY, at=NOW))
        assert [type(one) for one in outcomes].count(Conflict) == 49
        assert accepted_minutes(store, MONDAY) == 30

    def test_accepting_and_withdrawing_at_once_leaves_one_decision(self, store: Store) -> None:
        ids = fill(store, requests=10, weekly_minutes=3_000)

        def decide(n: int) -> object:
            if n % 2:
                return store.decide_request(ids[n // 2], "withdrawn", reply="", at=NOW)
            return store.accept_request(ids[n // 2], week=MONDAY, at=NOW)

        outcomes = at_once(20, decide)
        assert [type(one) for one in outcomes].count(Conflict) == 10
        assert accepted_minutes(store, MONDAY) == 30 * store.count_requests("noor", "accepted")


class OutboxContract:
    def test_changes_wait_in_order_until_confirmed(self, store: Store) -> None:
        store.import_mentors([a_mentor("a"), a_mentor("b")], replace=False, week=MONDAY)
        store.import_cards([a_card("card")], replace=False)
        changes = store.pending_changes(10)
        assert [change.sequence for change in changes] == sorted({change.sequence for change in changes})
        assert pending(store) == [("mentors", "a"), ("mentors", "b"), ("knowledge", "card")]
        assert store.pending_changes(2) == changes[:2]
        store.confirm_changes([changes[0].sequence, changes[2].sequence])
        assert store.pending_changes(10) == [changes[1]]
        assert store.count_pending() == 1

    def test_a_confirmed_number_never_comes_again(self, store: Store) -> None:
        store.import_cards([a_card("card")], replace=False)
        (first,) = store.pending_changes(10)
        confirm_all(store)
        store.import_cards([a_card("card", title="New")], replace=False)
        (second,) = store.pending_changes(10)
        assert second.sequence > first.sequence

    def test_confirming_nothing_or_twice_is_no_error(self, store: Store) -> None:
        store.confirm_changes([])
        store.confirm_changes([1, 2, 3])
        assert store.count_pending() == 0

    def test_all_current_documents_can_be_marked(self, store: Store) -> None:
        fill(store)
        store.import_mentors([a_mentor("b"), a_mentor("c")], replace=True, week=MONDAY)
        store.import_cards([a_card("card")], replace=False)
        confirm_all(store)
        assert store.mark_all_changed("mentors") == 2
        assert store.mark_all_changed("knowledge") == 1
        assert store.mark_all_changed("guidance") == 0
        assert pending(store) == [("mentors", "b"), ("mentors", "c"), ("knowledge", "card")]


class UsageContract:
    def test_model_use_is_summed_by_model_and_outcome(self, store: Store) -> None:
        for outcome, cost in (("used", 0.25), ("used", None), ("failed", 0.5)):
            use = TokenUse(prompt_tokens=100, reply_tokens=20, cost_usd=cost)
            store.record_model_use(purpose="ask", model="m", use=use, outcome=outcome, at=NOW)
        assert store.model_use_totals() == [("m", "failed", 100, 20, 0.5), ("m", "used", 200, 40, 0.25)]

    def test_no_use_sums_to_nothing(self, store: Store) -> None:
        assert store.model_use_totals() == []


class StoreContract(PeopleContract, MentorContract, KnowledgeContract, RequestContract, OutboxContract, UsageContract):
    """Everything a store promises, save the chats, which start with a mentee."""


def accepted_minutes(store: Store, week: date) -> int:
    (load,) = store.mentor_loads(["amara"], since=week)
    return sum(one.minutes for one in load.accepted if one.monday == week)


def at_once(count: int, act: object) -> list[object]:
    """Run `act(n)` in threads that start together; return each result or the error it raised, in order."""
    assert callable(act)
    start = threading.Barrier(count)

    def run(n: int) -> object:
        start.wait()
        try:
            return act(n)
        except AssistantError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
