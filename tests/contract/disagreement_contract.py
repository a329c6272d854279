"""What every store promises about disagreements and what mentees decide about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.disagreements import DECISIONS, Decision, Disagreement, Judgement
from assistant.errors import NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_note, an_item
from tests.contract.guidance_contract import keep_note
from tests.contract.session_contract import fill_sessions
from tests.contract.store_contract import AN_HOUR, at_once, confirm_all, pending


def a_disagreement(one_id: str = "card", **changes: Any) -> Disagreement:
    judgement = Judgement(
        label="conflict",
        score=0.75,
        kind="action",
        decider="Do they trust you one by one?",
        quote_a="alone",
        quote_b="together",
        judged_by="embedded",
    )
    kept = Disagreement(one_id, "noor", "a", "b", judgement, is_sure=True, found_at=NOW)
    return replace(kept, **changes)


def keep_two_items(store: Store) -> None:
    """Keep the items a and b of noor, of two sessions."""
    fill_sessions(store, 2)
    keep_note(store, "request0", note_id="first", item_ids="a")
    keep_note(store, "request1", note_id="second", item_ids="b")


class DisagreementContract:
    def test_a_disagreement_is_kept_with_the_note_that_brought_it(self, store: Store) -> None:
        fill_sessions(store, 2)
        keep_note(store, "request0", note_id="first", item_ids="a")
        item = an_item("b", session_id="request1")
        store.add_note(a_note(session_id="request1"), [item], [], [a_disagreement()])
        assert store.disagreements_of("noor") == [a_disagreement()]
        assert store.disagreement("card") == a_disagreement()
        assert store.disagreement("nothing") is None
        assert store.disagreements_of("zoe") == []

    def test_a_disagreement_is_kept_with_an_item_somebody_found(self, store: Store) -> None:
        keep_two_items(store)
        unsure = Judgement(label="conditional", score=0.25)
        card = a_disagreement(item_b="c", judgement=unsure, is_sure=False)
        store.add_guidance(an_item("c", note_id="second", session_id="request1"), [card])
        assert store.disagreements_of("noor") == [card]

    def test_a_disagreement_about_an_unknown_item_keeps_nothing_of_the_note(self, store: Store) -> None:
        keep_two_items(store)
        confirm_all(store)
        with pytest.raises(NotFound):
            store.add_note(
                a_note(session_id="request1"),
                [an_item("c", session_id="request1")],
                [],
                [a_disagreement(), a_disagreement("other", item_b="nothing")],
            )
        assert store.note("note") is None
        assert [item.id for item in store.guidance_items()] == ["a", "b"]
        assert store.disagreements_of("noor") == []
        assert pending(store) == []

    def test_disagreements_come_newest_first(self, store: Store) -> None:
        keep_two_items(store)
        old = a_disagreement("old")
        new = a_disagreement("new", item_a="b", item_b="c", found_at=NOW + AN_HOUR)
        store.add_guidance(an_item("c", note_id="second", session_id="request1"), [old, new])
        assert [card.id for card in store.disagreements_of("noor")] == ["new", "old"]

    @pytest.mark.parametrize("decision", [None, *DECISIONS])
    @pytest.mark.parametrize(("item_a", "item_b"), [("a", "b"), ("b", "a")])
    def test_a_pair_has_one_disagreement_ever_decided_or_not(
        self, store: Store, decision: Decision | None, item_a: str, item_b: str
    ) -> None:
        keep_two_items(store)
        store.add_note(a_note("n1", session_id="request1"), [], [], [a_disagreement()])
        decided = store.decide_disagreement("card", decision, reason="because", at=NOW)
        again = a_disagreement("again", item_a=item_a, item_b=item_b, found_at=NOW + AN_HOUR)
        twice = replace(again, id="twice")
        store.add_note(a_note("n2", session_id="request1"), [], [], [again, twice])
        store.add_guidance(an_item("c", note_id="n2", session_id="request1"), [again])
        assert store.disagreements_of("noor") == [decided]

    def test_a_pair_found_twice_in_one_note_is_kept_once(self, store: Store) -> None:
        keep_two_items(store)
        mirrored = a_disagreement("mirrored", item_a="b", item_b="a")
        store.add_note(a_note(session_id="request1"), [], [], [a_disagreement(), mirrored])
        assert [card.id for card in store.disagreements_of("noor")] == ["card"]

    def test_a_pair_found_by_two_at_once_is_kept_once(self, store: Store) -> None:
        keep_two_items(store)

        def find(n: int) -> None:
            note = a_note(f"n{n}", session_id="request1")
            store.add_note(note, [], [], [a_disagreement(f"card{n}", item_a="ab"[n % 2], item_b="ba"[n % 2])])

        assert at_once(6, find) == [None] * 6
        assert len(store.disagreements_of("noor")) == 1
        assert len(store.notes_of_session("request1")) == 7

    def test_a_decision_is_kept_changed_and_taken_back(self, store: Store) -> None:
        keep_two_items(store)
        store.add_note(a_note(session_id="request1"), [], [], [a_disagreement()])
        decided = store.decide_disagreement("card", "follow_a", reason="I know them well.", at=NOW)
        assert decided == a_disagreement(decision="follow_a", reason="I know them well.", decided_at=NOW)
        assert store.disagreement("card") == decided
        changed = store.decide_disagreement("card", "both", reason="", at=NOW + AN_HOUR)
        assert (changed.decision, changed.reason, changed.decided_at) == ("both", "", NOW + AN_HOUR)
        assert store.decide_disagreement("card", None, reason="", at=NOW) == a_disagreement()
        assert store.disagreements_of("noor") == [a_disagreement()]
        with pytest.raises(NotFound):
            store.decide_disagreement("nothing", "both", reason="", at=NOW)

    def test_corrected_words_bring_their_own_disagreements_and_leave_decided_ones(self, store: Store) -> None:
        keep_two_items(store)
        for name in "cd":
            store.add_guidance(an_item(name, note_id="second", session_id="request1"))
        cards = [a_disagreement(f"a-{name}", item_b=name) for name in "bc"]
        store.add_note(a_note(session_id="request1"), [], [], [*cards, a_disagreement("b-c", item_a="b", item_b="c")])
        decided = store.decide_disagreement("a-c", "both", reason="", at=NOW)
        (item,) = store.guidance_items(["a"])
        confirm_all(store)
        fresh = [a_disagreement(f"new a-{name}", item_b=name, found_at=NOW + AN_HOUR) for name in "cd"]
        store.correct_guidance(replace(item, text="Talk to all of them.", decision_id="other"), fresh)
        kept = {card.id: card for card in store.disagreements_of("noor")}
        assert set(kept) == {"new a-d", "a-c", "b-c"}
        assert kept["a-c"] == decided
        assert store.guidance_items(["a"]) == [replace(item, text="Talk to all of them.", decision_id="other")]
        assert pending(store) == [("guidance", "a")]

    def test_a_correction_that_names_an_unknown_item_changes_nothing(self, store: Store) -> None:
        keep_two_items(store)
        store.add_note(a_note(session_id="request1"), [], [], [a_disagreement()])
        (item,) = store.guidance_items(["a"])
        with pytest.raises(NotFound):
            store.correct_guidance(replace(item, text="New."), [a_disagreement("new", item_b="nothing")])
        with pytest.raises(NotFound):
            store.correct_guidance(an_item("nothing"))
        assert store.guidance_items(["a"]) == [item]
        assert store.disagreements_of("noor") == [a_disagreement()]

    def test_a_disagreement_goes_with_either_item(self, store: Store) -> None:
        for gone in ("a", "b"):
            if not store.mentors():
                keep_two_items(store)
            store.add_note(a_note(f"about-{gone}", session_id="request1"), [], [], [a_disagreement(f"card-{gone}")])
            assert len(store.disagreements_of("noor")) == 1
            item = next(item for item in store.guidance_of("noor") if item.id == gone)
            store.remove_guidance(gone)
            assert store.disagreements_of("noor") == []
            store.add_guidance(item)

    def test_disagreements_are_counted_by_label_and_decision(self, store: Store) -> None:
        keep_two_items(store)
        for name in "cde":
            store.add_guidance(an_item(name, note_id="second", session_id="request1"))
        maybe = Judgement(label="conditional", score=0.5, kind="timing")
        cards = [
            a_disagreement("1"),
            a_disagreement("2", item_b="c"),
            a_disagreement("3", item_b="d"),
            a_disagreement("4", item_b="e", judgement=maybe),
        ]
        store.add_note(a_note(session_id="request1"), [], [], cards)
        store.decide_disagreement("2", "not_a_conflict", reason="", at=NOW)
        assert store.count_disagreements() == [
            ("conditional", "open", 1),
            ("conflict", "not_a_conflict", 1),
            ("conflict", "open", 2),
        ]

    def test_corrected_words_replace_what_is_open_about_them_and_keep_what_is_decided(self, store: Store) -> None:
        keep_two_items(store)
        store.add_guidance(an_item("c", note_id="second", session_id="request1"))
        both = [a_disagreement("open"), a_disagreement("decided", item_a="b", item_b="c")]
        store.add_note(a_note(session_id="request1"), [], [], both)
        store.decide_disagreement("decided", "both", reason="", at=NOW)
        (item,) = store.guidance_items(["b"])
        new = [a_disagreement("again"), a_disagreement("again too", item_a="b", item_b="c")]
        store.correct_guidance(replace(item, text="Talk to all of them."), new)
        assert {one.id for one in store.disagreements_of("noor")} == {"again", "decided"}
        assert store.guidance_items(["b"])[0].text == "Talk to all of them."
        with pytest.raises(NotFound):
            store.correct_guidance(an_item("nothing"))
