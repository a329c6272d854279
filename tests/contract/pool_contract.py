"""What every store promises about questions that wait for any mentor, and rounds that give them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.audit import AuditLine
from assistant.domain.pool import CohortRound, PoolEntry, RequestFacts, RoundPlace
from assistant.domain.rounds import RoundFigures
from assistant.errors import AssistantError, Conflict, NotFound
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_message, a_person, a_request
from tests.contract.store_contract import AN_HOUR, at_once, fill

FIGURES = RoundFigures(
    assigned=1, total_affinity=0.5, worst_off=0.5, busiest="bo", busiest_sessions=1, peak_to_mean=2.0, share_max=0.5
)


def an_entry(entry_id: str = "entry", **changes: Any) -> PoolEntry:
    entry = PoolEntry(
        id=entry_id,
        request_id="request0",
        conversation_id="chat0",
        mentee_id="noor",
        question="How do I lead my old colleagues?",
        minutes=30,
        was="pending",
        waited_since=NOW,
        entered_at=NOW + AN_HOUR,
    )
    return replace(entry, **changes)


def a_line(line_id: str = "line", **changes: Any) -> AuditLine:
    line = AuditLine(line_id, NOW, "olga", "return_request", "request", "request0", {"mentor": "amara"})
    return replace(line, **changes)


def a_round(round_id: str = "round", **changes: Any) -> CohortRound:
    planned = CohortRound(
        id=round_id,
        made_at=NOW,
        made_by="olga",
        rule="worst_off_first",
        bounds={"sessions_max": 2},
        left_out=1,
        gap=0.0,
        figures=FIGURES,
        beside={"greedy": FIGURES, "flow": None},
        places=(RoundPlace(0, "entry", None, "bo", 0.5),),
    )
    return replace(planned, **changes)


def an_offer(**changes: Any) -> Any:
    """Return what goes with an offer of the question in chat0 to bo."""
    sent = a_request("offer", conversation_id="chat0", mentor_id="bo", created_at=NOW + 2 * AN_HOUR, **changes)
    return {"request": sent, "entry": None, "notice": a_message("Asked for you.", id="asked", kind="notice")}


def put_in_pool(store: Store, entry_id: str = "entry", **changes: Any) -> None:
    entry = an_entry(entry_id, **changes)
    store.return_to_pool(entry, notice=a_message(id=f"{entry_id}-notice"), line=a_line(f"{entry_id}-line"))


def fill_pool(store: Store, *, requests: int = 1) -> None:
    """Keep open requests of noor to amara, and the mentor bo; return the first request to the pool."""
    fill(store, requests=requests)
    store.import_mentors([a_mentor("bo")], replace=False, week=MONDAY)
    put_in_pool(store)


def status_of(store: Store, request_id: str = "request0") -> str:
    request = store.request(request_id)
    assert request is not None
    return request.status


def texts(store: Store, chat: str = "chat0") -> list[str]:
    conversation = store.conversation(chat)
    assert conversation is not None
    return [message.text for message in conversation.messages]


class FactsContract:
    def test_open_requests_come_without_words_oldest_first(self, store: Store) -> None:
        fill(store, requests=3)
        store.decide_request("request1", "declined", reply="no", at=NOW)
        store.decide_request("request2", "more_asked", reply="which?", at=NOW + AN_HOUR)
        first, last = store.open_requests()
        assert first == RequestFacts("request0", "chat0", "noor", "amara", 30, "pending", NOW)
        assert (last.id, last.status, last.waiting_since) == ("request2", "more_asked", NOW + AN_HOUR)

    def test_the_newest_requests_since_a_time_are_counted_and_listed(self, store: Store) -> None:
        fill(store, requests=0)
        for n in range(4):
            store.start_conversation(a_conversation(f"chat{n}"))
            store.add_request(a_request(f"r{n}", conversation_id=f"chat{n}", created_at=NOW + n * AN_HOUR))
        assert store.count_requests_since(NOW + AN_HOUR) == 3
        assert [one.id for one in store.requests_since(NOW + AN_HOUR, limit=2)] == ["r2", "r3"]
        assert [one.id for one in store.requests_since(NOW, limit=9)] == ["r0", "r1", "r2", "r3"]

    def test_requests_of_mentees_are_found_whatever_became_of_them(self, store: Store) -> None:
        fill(store, requests=2)
        store.decide_request("request0", "declined", reply="no", at=NOW)
        assert [(one.id, one.status) for one in store.requests_of_mentees(["noor", "nobody"])] == [
            ("request0", "declined"),
            ("request1", "pending"),
        ]
        assert store.requests_of_mentees([]) == []

    def test_requests_are_found_by_id_without_words(self, store: Store) -> None:
        fill(store, requests=3)
        assert [one.id for one in store.request_facts(["request2", "nothing", "request0", "request2"])] == [
            "request0",
            "request2",
        ]

    def test_questions_are_found_by_request(self, store: Store) -> None:
        fill(store, requests=2)
        assert store.question_texts(["request1", "nothing"]) == {"request1": "How do I lead my old colleagues?"}


class PoolContract:
    def test_a_returned_request_is_withdrawn_said_in_the_chat_and_logged(self, store: Store) -> None:
        fill(store)
        store.return_to_pool(an_entry(), notice=a_message("Back in the pool.", kind="notice"), line=a_line())
        request = store.request("request0")
        assert request is not None
        assert (request.status, request.decided_at, request.reply) == ("withdrawn", NOW + AN_HOUR, "")
        assert store.pool_entries() == store.pool_entries_of("noor") == [an_entry()]
        assert texts(store) == ["Back in the pool."]
        assert [line for _, line in store.audit_lines(limit=9)] == [a_line()]

    def test_only_open_requests_are_returned_and_a_refusal_leaves_no_trace(self, store: Store) -> None:
        fill(store, requests=2)
        store.accept_request("request0", week=MONDAY, at=NOW)
        for request_id, error in (("request0", Conflict), ("nothing", NotFound)):
            with pytest.raises(error):
                put_in_pool(store, request_id=request_id)
        assert (status_of(store), texts(store)) == ("accepted", [])
        assert store.pool_entries_of("noor") == []
        assert store.audit_lines(limit=9) == []

    @pytest.mark.parametrize("attempt", range(5))
    def test_an_acceptance_at_the_same_moment_ends_in_exactly_one_outcome(self, store: Store, attempt: int) -> None:
        fill(store, requests=4, weekly_minutes=600)
        acts = [
            lambda n: store.accept_request(f"request{n}", week=MONDAY, at=NOW),
            lambda n: put_in_pool(store, f"entry{n}", request_id=f"request{n}", conversation_id=f"chat{n}"),
        ]
        done = at_once(8, lambda n: acts[n % 2](n // 2))
        for n in range(4):
            failed = [isinstance(one, Conflict) for one in done[2 * n : 2 * n + 2]]
            assert sorted(failed) == [False, True]
            in_pool = f"entry{n}" in {entry.id for entry in store.pool_entries()}
            assert in_pool == failed[0] == (status_of(store, f"request{n}") == "withdrawn")
            assert (store.session(f"request{n}") is None) == in_pool
            assert len(texts(store, f"chat{n}")) == in_pool
        assert not [one for one in done if isinstance(one, AssistantError) and not isinstance(one, Conflict)]

    def test_of_two_clicks_one_returns_the_request(self, store: Store) -> None:
        fill(store)
        done = at_once(2, lambda n: put_in_pool(store, f"entry{n}"))
        assert sorted(type(one).__name__ for one in done) == ["Conflict", "NoneType"]
        assert len(store.pool_entries()) == len(store.audit_lines(limit=9)) == 1

    def test_a_return_is_undone_while_nobody_took_the_question(self, store: Store) -> None:
        fill(store)
        store.decide_request("request0", "more_asked", reply="Which ward?", at=NOW)
        put_in_pool(store, was="more_asked", waited_since=NOW - AN_HOUR)
        store.restore_request("entry", notice=a_message("Back with Amara.", id="n2"), line=a_line("undo"))
        request = store.request("request0")
        assert request is not None
        assert (request.status, request.decided_at) == ("more_asked", NOW - AN_HOUR)
        assert store.pool_entries_of("noor") == []
        assert texts(store)[-1] == "Back with Amara."
        assert [line.id for _, line in store.audit_lines(limit=9)] == ["undo", "entry-line"]

    def test_a_request_as_first_sent_stands_as_first_sent_again(self, store: Store) -> None:
        fill(store)
        before = store.request("request0")
        put_in_pool(store)
        store.restore_request("entry", notice=a_message(), line=a_line())
        assert store.request("request0") == before

    def test_a_question_that_found_somebody_is_not_restored(self, store: Store) -> None:
        fill_pool(store)
        later = a_request("later", conversation_id="chat0", mentor_id="bo", created_at=NOW + 2 * AN_HOUR)
        store.add_request(later)
        assert store.pool_entries() == []
        with pytest.raises(Conflict):
            store.restore_request("entry", notice=a_message(), line=a_line())
        assert (status_of(store), len(texts(store))) == ("withdrawn", 1)

    def test_a_request_to_a_mentor_who_left_is_not_restored(self, store: Store) -> None:
        fill_pool(store)
        store.import_mentors([a_mentor("bo")], replace=True, week=MONDAY)
        with pytest.raises(Conflict):
            store.restore_request("entry", notice=a_message(), line=a_line())

    def test_a_question_that_is_declined_is_in_the_pool_again(self, store: Store) -> None:
        fill_pool(store)
        store.add_request(a_request("later", conversation_id="chat0", mentor_id="bo", created_at=NOW + 2 * AN_HOUR))
        store.decide_request("later", "declined", reply="Full.", at=NOW + 3 * AN_HOUR)
        assert [one.id for one in store.pool_entries()] == ["entry"]

    def test_a_question_returned_again_is_in_the_pool_once(self, store: Store) -> None:
        fill_pool(store)
        store.add_request(a_request("later", conversation_id="chat0", mentor_id="bo", created_at=NOW + 2 * AN_HOUR))
        put_in_pool(store, "again", request_id="later", entered_at=NOW + 3 * AN_HOUR)
        assert [one.id for one in store.pool_entries_of("noor")] == ["again"]

    def test_a_mentee_leaves_the_pool_for_good(self, store: Store) -> None:
        fill_pool(store)
        store.leave_pool("entry", at=NOW + 2 * AN_HOUR)
        store.leave_pool("entry", at=NOW + 3 * AN_HOUR)
        assert store.pool_entries() == []
        assert store.pool_entries_of("noor") == [an_entry(left_at=NOW + 2 * AN_HOUR)]
        acts: list[Callable[[], object]] = [
            lambda: store.restore_request("entry", notice=a_message(), line=a_line()),
            lambda: store.leave_pool("nothing", at=NOW),
        ]
        for act in acts:
            with pytest.raises((Conflict, NotFound)):
                act()


class RoundContract:
    def test_a_round_is_kept_with_its_places(self, store: Store) -> None:
        fill_pool(store, requests=2)
        places = (RoundPlace(0, "entry", None, "bo", 0.5), RoundPlace(1, None, "request1", "bo", 0.25))
        store.keep_round(a_round(places=places))
        assert store.cohort_round("round") == a_round(places=places)
        assert store.cohort_round("nothing") is None
        assert store.cohort_rounds(limit=9) == []

    def test_a_new_plan_replaces_the_owners_plan_that_was_never_offered(self, store: Store) -> None:
        fill_pool(store)
        for round_id, owner in (("hers", "zoe"), ("old", "olga"), ("new", "olga")):
            store.keep_round(a_round(round_id, made_by=owner))
        assert store.cohort_round("old") is None
        assert None not in (store.cohort_round("hers"), store.cohort_round("new"))

    def test_a_round_names_only_what_exists(self, store: Store) -> None:
        fill_pool(store)
        for place in (
            RoundPlace(0, "nothing", None, "bo", 0.5),
            RoundPlace(0, "entry", None, "nobody", 0.5),
            RoundPlace(0, None, "nothing", "bo", 0.5),
        ):
            with pytest.raises(NotFound):
                store.keep_round(a_round(places=(place,)))
        assert store.cohort_round("round") is None

    def test_offers_begin_once(self, store: Store) -> None:
        fill_pool(store)
        store.keep_round(a_round())
        done = at_once(3, lambda n: store.begin_offers("round", at=NOW + n * AN_HOUR, line=a_line(f"line{n}")))
        assert sorted(map(str, done)) == ["False", "False", "True"]
        (kept,) = store.cohort_rounds(limit=9)
        assert kept.offered_at == NOW + done.index(True) * AN_HOUR
        assert [line.id for _, line in store.audit_lines(limit=9)] == [f"line{done.index(True)}", "entry-line"]
        with pytest.raises(NotFound):
            store.begin_offers("nothing", at=NOW, line=a_line())

    def test_an_offer_sends_the_request_and_tells_the_mentee(self, store: Store) -> None:
        fill_pool(store)
        store.keep_round(a_round())
        place = store.offer_place("round", 0, **an_offer())
        assert (place.outcome, place.offer_id) == ("offered", "offer")
        assert store.request("offer") == an_offer()["request"]
        assert (store.pool_entries(), texts(store)[-1]) == ([], "Asked for you.")
        kept = store.cohort_round("round")
        assert kept is not None
        assert kept.places == (place,)

    def test_of_many_clicks_one_sends_the_request(self, store: Store) -> None:
        fill_pool(store)
        store.keep_round(a_round())
        done = at_once(4, lambda _: store.offer_place("round", 0, **an_offer()))
        assert [getattr(one, "outcome", one) for one in done] == ["offered"] * 4
        assert texts(store).count("Asked for you.") == 1

    def test_a_waiting_request_is_taken_back_with_its_offer(self, store: Store) -> None:
        fill_pool(store, requests=2)
        store.keep_round(a_round(places=(RoundPlace(0, None, "request1", "bo", 0.5),)))
        offer = an_offer()
        offer["request"] = replace(offer["request"], conversation_id="chat1")
        offer["entry"] = an_entry("second", request_id="request1", conversation_id="chat1")
        assert store.offer_place("round", 0, **offer).outcome == "offered"
        assert (status_of(store, "request1"), status_of(store, "offer")) == ("withdrawn", "pending")
        store.decide_request("offer", "declined", reply="Full.", at=NOW + 3 * AN_HOUR)
        assert [one.id for one in store.pool_entries()] == ["entry", "second"]

    def test_a_question_that_waits_no_more_is_gone(self, store: Store) -> None:
        fill_pool(store, requests=2)
        places = (RoundPlace(0, "entry", None, "bo", 0.5), RoundPlace(1, None, "request1", "bo", 0.5))
        store.keep_round(a_round(places=places))
        store.leave_pool("entry", at=NOW)
        store.accept_request("request1", week=MONDAY, at=NOW)
        second = an_entry("second", request_id="request1", conversation_id="chat1")
        outcomes = [store.offer_place("round", n, **{**an_offer(), "entry": second}) for n in range(2)]
        assert [one.outcome for one in outcomes] == ["gone", "gone"]
        assert store.request("offer") is None
        assert (len(texts(store)), texts(store, "chat1")) == (1, [])

    def test_an_offer_and_an_acceptance_at_the_same_moment_end_in_one_outcome(self, store: Store) -> None:
        fill_pool(store, requests=2)
        store.keep_round(a_round(places=(RoundPlace(0, None, "request1", "bo", 0.5),)))
        offer = an_offer()
        offer["request"] = replace(offer["request"], conversation_id="chat1")
        offer["entry"] = an_entry("second", request_id="request1", conversation_id="chat1")
        acts: list[Callable[[], object]] = [
            lambda: store.offer_place("round", 0, **offer),
            lambda: store.accept_request("request1", week=MONDAY, at=NOW),
        ]
        offered, accepted = at_once(2, lambda n: acts[n]())
        is_offered = getattr(offered, "outcome", None) == "offered"
        assert is_offered == isinstance(accepted, Conflict) == (store.request("offer") is not None)
        assert status_of(store, "request1") == ("withdrawn" if is_offered else "accepted")

    def test_a_mentor_who_left_closes_the_place(self, store: Store) -> None:
        fill_pool(store)
        store.start_conversation(a_conversation("kept"))
        store.add_request(a_request("kept", conversation_id="kept", mentor_id="bo"))
        store.keep_round(a_round())
        store.import_mentors([a_mentor("amara")], replace=True, week=MONDAY)
        assert store.offer_place("round", 0, **an_offer()).outcome == "closed"
        assert [one.id for one in store.pool_entries()] == ["entry"]

    def test_a_place_without_an_offer_is_settled_once(self, store: Store) -> None:
        fill_pool(store)
        store.keep_round(a_round())
        assert store.close_place("round", 0, "closed").outcome == "closed"
        assert store.close_place("round", 0, "gone").outcome == "closed"
        assert store.offer_place("round", 0, **an_offer()).outcome == "closed"
        for round_id, number in (("round", 7), ("nothing", 0)):
            with pytest.raises(NotFound):
                store.close_place(round_id, number, "gone")
            with pytest.raises(NotFound):
                store.offer_place(round_id, number, **an_offer())

    def test_rounds_come_newest_offer_first(self, store: Store) -> None:
        fill_pool(store)
        for n, round_id in enumerate(["a", "b", "c"]):
            store.keep_round(a_round(round_id))
            store.begin_offers(round_id, at=NOW + n * AN_HOUR, line=a_line(round_id))
        assert [one.id for one in store.cohort_rounds(limit=2)] == ["c", "b"]


class PoolErasureContract:
    def test_erasing_a_mentee_erases_their_entries_and_leaves_the_round_without_them(self, store: Store) -> None:
        fill_pool(store, requests=2)
        places = (RoundPlace(0, "entry", None, "bo", 0.5), RoundPlace(1, None, "request1", "bo", 0.5))
        store.keep_round(a_round(places=places))
        store.offer_place("round", 0, **an_offer())
        store.remove_person("noor")
        assert store.pool_entries_of("noor") == store.pool_entries() == []
        assert store.open_requests() == []
        kept = store.cohort_round("round")
        assert kept is not None
        assert [(one.entry_id, one.request_id, one.offer_id) for one in kept.places] == [(None, None, None)] * 2
        with pytest.raises(NotFound):
            store.offer_place("round", 1, **an_offer())

    def test_erasing_a_mentor_leaves_the_mentees_question_in_the_pool(self, store: Store) -> None:
        fill_pool(store)
        store.keep_round(a_round())
        for name in ("amara", "bo"):
            store.add_person(a_person(name, "mentor", mentor_id=name), None)
            store.remove_person(name)
        assert store.pool_entries() == [an_entry(request_id=None)]
        kept = store.cohort_round("round")
        assert kept is not None
        assert kept.places == ()
        with pytest.raises(Conflict):
            store.restore_request("entry", notice=a_message(), line=a_line())

    def test_what_belongs_to_others_stays(self, store: Store) -> None:
        fill_pool(store)
        store.add_person(a_person("zoe"), None)
        store.start_conversation(a_conversation("hers", "zoe"))
        store.add_request(a_request("hers", conversation_id="hers", mentee_id="zoe"))
        put_in_pool(store, "hers", request_id="hers", conversation_id="hers", mentee_id="zoe")
        store.remove_person("noor")
        assert [one.id for one in store.pool_entries()] == ["hers"]
