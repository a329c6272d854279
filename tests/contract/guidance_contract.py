"""What every store promises about notes, guidance items and commitments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.guidance import SessionNote
from assistant.errors import AlreadyExists, NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_commitment, a_note, an_item
from tests.contract.session_contract import fill_sessions, fill_two_sides
from tests.contract.store_contract import AN_HOUR, confirm_all, pending

A_WEEK = timedelta(weeks=1)


def keep_note(store: Store, session_id: str = "request0", *, note_id: str = "note", item_ids: str = "a") -> SessionNote:
    """Keep a note about a session of noor with amara, with items in the given order and one commitment."""
    note = a_note(note_id, session_id=session_id)
    items = [
        an_item(item_id, note_id=note_id, session_id=session_id, start=place, end=place + 1)
        for place, item_id in enumerate(item_ids)
    ]
    store.add_note(note, items, [a_commitment(f"{note_id}-promise", note_id=note_id, session_id=session_id)])
    return note


def keep_hers(store: Store) -> None:
    """Keep a note with one item ("hers") about the session of zoe with bo."""
    sides = {"session_id": "hers", "mentee_id": "zoe", "mentor_id": "bo"}
    store.add_note(a_note("hers", **sides), [an_item("hers", note_id="hers", **sides)], [])


class NoteContract:
    def test_a_note_is_found_with_all_that_was_found_in_it(self, store: Store) -> None:
        fill_sessions(store)
        note = a_note(session_id="request0", kind="advice", author_id="somebody")
        item = an_item(session_id="request0", is_context_bound=True, outcome="done", why="It helped.", outcome_at=NOW)
        commitment = a_commitment(session_id="request0", outcome="stuck", why="No time.", outcome_at=NOW)
        store.add_note(note, [item], [commitment])
        assert store.note("note") == note
        assert store.notes_of_session("request0") == [note]
        assert store.guidance_of("noor") == store.guidance_by("amara") == store.guidance_items() == [item]
        assert store.commitments_of("noor") == [commitment]
        assert store.commitment("promise") == commitment
        assert store.note("nothing") is None
        assert store.commitment("nothing") is None
        assert store.notes_of_session("nothing") == []
        assert store.guidance_of("zoe") == store.guidance_by("bo") == []

    def test_notes_of_a_session_come_oldest_first(self, store: Store) -> None:
        fill_sessions(store)
        for note_id, hours in (("b", 2), ("c", 0), ("a", 1)):
            store.add_note(a_note(note_id, session_id="request0", at=NOW + hours * AN_HOUR), [], [])
        assert [note.id for note in store.notes_of_session("request0")] == ["c", "a", "b"]

    def test_a_note_is_about_a_session(self, store: Store) -> None:
        fill_sessions(store)
        with pytest.raises(NotFound):
            store.add_note(a_note(session_id="nothing"), [], [])
        assert store.note("note") is None

    @pytest.mark.parametrize("taken", ["note", "item", "commitment"])
    def test_of_a_note_all_is_kept_or_nothing(self, store: Store, taken: str) -> None:
        fill_sessions(store)
        keep_note(store)
        confirm_all(store)
        second = "note" if taken == "note" else "second"
        item = an_item("a" if taken == "item" else "b", note_id=second, session_id="request0")
        promised = "note-promise" if taken == "commitment" else "second-promise"
        with pytest.raises(AlreadyExists):
            store.add_note(
                a_note(second, session_id="request0"),
                [item],
                [a_commitment(promised, note_id=second, session_id="request0")],
            )
        assert [note.id for note in store.notes_of_session("request0")] == ["note"]
        assert [item.id for item in store.guidance_items()] == ["a"]
        assert [one.id for one in store.commitments_of("noor")] == ["note-promise"]
        assert pending(store) == []

    def test_removing_a_note_removes_what_was_found_in_it(self, store: Store) -> None:
        fill_sessions(store, 2)
        keep_note(store, item_ids="ab")
        keep_note(store, "request1", note_id="other", item_ids="c")
        confirm_all(store)
        store.remove_note("note")
        assert store.note("note") is None
        assert [item.id for item in store.guidance_of("noor")] == ["c"]
        assert [one.id for one in store.commitments_of("noor")] == ["other-promise"]
        assert sorted(pending(store)) == [("guidance", "a"), ("guidance", "b")]
        with pytest.raises(NotFound):
            store.remove_note("note")


class ItemContract:
    def test_guidance_comes_by_session_in_the_order_of_its_notes(self, store: Store) -> None:
        fill_sessions(store, 2)
        sooner, later = NOW.date() - A_WEEK, NOW.date()
        for note_id, session_id, day, hours in (
            ("n1", "request1", later, 2),
            ("n2", "request0", sooner, 1),
            ("n3", "request0", sooner, 0),
        ):
            shared = {"note_id": note_id, "session_id": session_id, "session_date": day}
            items = [an_item(f"{note_id}-{n}", start=place, **shared) for n, place in enumerate((40, 0))]
            store.add_note(
                a_note(note_id, session_id=session_id, session_date=day, at=NOW + hours * AN_HOUR), items, []
            )
        assert [item.id for item in store.guidance_of("noor")] == ["n3-1", "n3-0", "n2-1", "n2-0", "n1-1", "n1-0"]
        assert [item.id for item in store.guidance_by("amara")] == ["n1-1", "n1-0", "n3-1", "n3-0", "n2-1", "n2-0"]

    def test_each_side_finds_its_own_and_the_program_finds_all_by_id(self, store: Store) -> None:
        fill_two_sides(store)
        keep_note(store, item_ids="za")
        keep_hers(store)
        assert [item.id for item in store.guidance_of("noor")] == ["z", "a"]
        assert [item.id for item in store.guidance_by("bo")] == ["hers"]
        assert [item.id for item in store.guidance_items()] == ["a", "hers", "z"]
        assert [item.id for item in store.guidance_items(["z", "unknown", "a", "z"])] == ["a", "z"]
        assert store.guidance_items([]) == []

    def test_new_guidance_goes_to_the_index_in_the_order_of_the_note(self, store: Store) -> None:
        fill_sessions(store)
        confirm_all(store)
        keep_note(store, item_ids="ba")
        assert pending(store) == [("guidance", "b"), ("guidance", "a")]
        assert store.mark_all_changed("guidance") == 2

    def test_an_item_somebody_found_is_added_to_its_note(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        confirm_all(store)
        item = an_item("b", session_id="request0", start=5)
        store.add_guidance(item)
        assert store.guidance_of("noor")[-1] == item
        assert pending(store) == [("guidance", "b")]
        with pytest.raises(AlreadyExists):
            store.add_guidance(item)
        with pytest.raises(NotFound):
            store.add_guidance(an_item("c", note_id="nothing"))

    def test_what_may_change_of_an_item_changes_and_the_rest_stays(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        (before,) = store.guidance_of("noor")
        said: dict[str, Any] = {"text": "Talk to all of them.", "decision_id": "other", "is_context_bound": True}
        became: dict[str, Any] = {"outcome": "adapted", "why": "Two were away.", "outcome_at": NOW}
        store.change_guidance(replace(before, question="forged", mentor_context="forged", start=9, **said, **became))
        assert store.guidance_of("noor") == [replace(before, **said, **became)]
        store.change_guidance(before)
        assert store.guidance_of("noor") == [before]
        with pytest.raises(NotFound):
            store.change_guidance(an_item("nothing"))

    def test_only_new_words_of_an_item_go_to_the_index(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        (item,) = store.guidance_of("noor")
        confirm_all(store)
        store.change_guidance(replace(item, outcome="done", is_context_bound=True, decision_id="other"))
        assert pending(store) == []
        store.change_guidance(replace(item, text="Talk to all of them."))
        assert pending(store) == [("guidance", "a")]

    def test_a_removed_item_goes_and_the_index_is_told(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store, item_ids="ab")
        confirm_all(store)
        store.remove_guidance("a")
        assert [item.id for item in store.guidance_of("noor")] == ["b"]
        assert pending(store) == [("guidance", "a")]
        with pytest.raises(NotFound):
            store.remove_guidance("a")


class CommitmentContract:
    def test_those_due_first_come_first_and_those_without_a_day_last(self, store: Store) -> None:
        fill_sessions(store)
        days = {"a": None, "b": date(2026, 12, 4), "c": date(2026, 11, 27), "d": None}
        promises = [a_commitment(name, session_id="request0", due=day) for name, day in days.items()]
        store.add_note(a_note(session_id="request0"), [], promises)
        assert [one.id for one in store.commitments_of("noor")] == ["c", "b", "a", "d"]

    def test_a_commitment_is_added_to_a_known_note(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        commitment = a_commitment(session_id="request0", who="Sam", due=None, when="")
        store.add_commitment(commitment)
        assert store.commitment("promise") == commitment
        with pytest.raises(AlreadyExists):
            store.add_commitment(commitment)
        with pytest.raises(NotFound):
            store.add_commitment(a_commitment("other", note_id="nothing"))

    def test_a_commitment_is_corrected_and_its_outcome_kept(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        before = store.commitment("note-promise")
        assert before is not None
        corrected = replace(
            before,
            what="book two talks",
            when="next week",
            due=date(2026, 12, 4),
            who="mentor",
            outcome="dropped",
            why="They left.",
            outcome_at=NOW,
        )
        store.change_commitment(corrected)
        assert store.commitment("note-promise") == corrected
        with pytest.raises(NotFound):
            store.change_commitment(a_commitment("nothing"))

    def test_a_removed_commitment_is_gone(self, store: Store) -> None:
        fill_sessions(store)
        keep_note(store)
        store.remove_commitment("note-promise")
        assert store.commitments_of("noor") == []
        with pytest.raises(NotFound):
            store.remove_commitment("note-promise")


class GuidanceContract(NoteContract, ItemContract, CommitmentContract):
    """Everything a store promises about what was said in sessions."""
