from __future__ import annotations

import pytest

from assistant.errors import IndexMismatch
from assistant.indexing import COLLECTIONS, catch_up, index_status, rebuild_index, sync_index
from assistant.ports.index import Collection
from tests.builders import MONDAY, a_card, a_mentor, a_note, an_item
from tests.contract.session_contract import fill_sessions
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.fakes.store import MemoryStore


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    memory_store.import_mentors([a_mentor("a"), a_mentor("b", bio="I teach.")], replace=False, week=MONDAY)
    memory_store.import_cards([a_card()], replace=False)
    return memory_store


def words_of(index: MemoryIndex, collection: Collection) -> dict[str, bytes]:
    """Return what each entry says, comparable."""
    entries = index.shelves[collection][1] if collection in index.shelves else {}
    return {entry.id: entry.vector.tobytes() for entry in entries.values()}


def built_anew(store: MemoryStore) -> MemoryIndex:
    index = MemoryIndex(HashingEncoder())
    rebuild_index(store, index, HashingEncoder())
    return index


def same(one: MemoryIndex, other: MemoryIndex) -> bool:
    return all(words_of(one, c) == words_of(other, c) for c in COLLECTIONS)


def test_everything_imported_can_be_found(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    assert sync_index(store, memory_index, encoder) == 3
    assert memory_index.document_ids("mentors") == {"a", "b"}
    (hit,) = memory_index.query("mentors", encoder.encode(["I teach."])[0], 1)
    assert hit.document_id == "b"
    (hit,) = memory_index.query("knowledge", encoder.encode(["Sleep on it, decide later"])[0], 1)
    assert (hit.document_id, hit.part) == ("two-offers", "section:2")


def test_nothing_waits_after_a_sync_and_a_second_one_does_nothing(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(store, memory_index, encoder)
    encoder.encoded.clear()
    assert store.count_pending() == 0
    assert sync_index(store, memory_index, encoder) == 0
    assert encoder.encoded == []


def test_only_what_changed_is_encoded_again(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(store, memory_index, encoder)
    encoder.encoded.clear()
    store.import_mentors([a_mentor("a"), a_mentor("b", bio="I garden.")], replace=False, week=MONDAY)
    sync_index(store, memory_index, encoder)
    assert any("I garden." in text for text in encoder.encoded)
    assert not any("night shifts" in text for text in encoder.encoded)
    assert same(memory_index, built_anew(store))


def test_what_was_removed_is_not_found(store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder) -> None:
    sync_index(store, memory_index, encoder)
    store.import_mentors([a_mentor("b")], replace=True, week=MONDAY)
    store.import_cards([], replace=True)
    sync_index(store, memory_index, encoder)
    assert memory_index.document_ids("mentors") == {"b"}
    assert memory_index.count("knowledge") == 0


def test_progress_is_told_after_every_batch(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    told: list[tuple[int, int]] = []
    sync_index(store, memory_index, encoder, progress=lambda *one: told.append(one), documents_a_batch=2)
    assert told == [(2, 3), (3, 3)]


def test_a_change_by_another_process_between_reading_and_writing_is_not_lost(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    """The other process indexes its newer words first, and forgets the change, before our older ones arrive."""

    class Overtaken(HashingEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            vectors = super().encode(texts)
            if not self.encoded_before:
                self.encoded_before = True
                store.import_mentors([a_mentor("a", bio="Newer.")], replace=False, week=MONDAY)
                sync_index(store, memory_index, encoder)
            return vectors

        encoded_before = False

    sync_index(store, memory_index, Overtaken())
    assert store.count_pending() == 0
    assert same(memory_index, built_anew(store))


def test_the_status_names_what_is_missing_superfluous_and_waiting(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    mentors, *_ = index_status(store, memory_index, encoder).collections
    assert (mentors.documents, mentors.entries, mentors.missing, mentors.made_by) == (2, 0, ("a", "b"), None)
    sync_index(store, memory_index, encoder)
    status = index_status(store, memory_index, encoder)
    assert status.is_complete
    assert status.collections[0].entries == memory_index.count("mentors") >= 2
    store.import_mentors([a_mentor("b"), a_mentor("c")], replace=True, week=MONDAY)
    status = index_status(store, memory_index, encoder)
    assert not status.is_complete
    assert status.pending == 3
    assert (status.collections[0].missing, status.collections[0].superfluous) == (("c",), ("a",))


def test_an_index_of_another_encoder_is_refused_and_nothing_is_forgotten(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(store, memory_index, encoder)
    store.import_mentors([a_mentor("c")], replace=False, week=MONDAY)
    other = HashingEncoder(name="other")
    other_index = MemoryIndex(other, memory_index.shelves)
    assert index_status(store, other_index, other).collections[0].is_from_other_encoder
    with pytest.raises(IndexMismatch):
        sync_index(store, other_index, other)
    assert store.count_pending() == 1


def test_a_rebuild_is_the_way_out(store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder) -> None:
    sync_index(store, memory_index, encoder)
    other = HashingEncoder(name="other")
    other_index = MemoryIndex(other, memory_index.shelves)
    assert rebuild_index(store, other_index, other) == 3
    assert index_status(store, other_index, other).is_complete


def test_a_rebuild_brings_back_a_lost_index_and_drops_strangers(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(store, memory_index, encoder)
    memory_index.shelves.clear()
    stranger = MemoryStore()
    stranger.import_mentors([a_mentor("stranger")], replace=False, week=MONDAY)
    sync_index(stranger, memory_index, encoder)
    rebuild_index(store, memory_index, encoder)
    assert same(memory_index, built_anew(store))
    assert index_status(store, memory_index, encoder).is_complete


def test_an_interrupted_rebuild_is_finished_by_the_next_sync(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(store, memory_index, encoder)

    class Dying(HashingEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(store, memory_index, Dying())
    sync_index(store, memory_index, encoder)
    assert index_status(store, memory_index, encoder).is_complete


def test_an_index_that_was_thrown_away_is_made_anew_without_doing_anything_twice(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    catch_up(store, memory_index, encoder)
    store.import_mentors([a_mentor("c")], replace=False, week=MONDAY)
    empty = MemoryIndex(encoder)
    encoder.encoded.clear()
    catch_up(store, empty, encoder)
    assert same(empty, built_anew(store))
    assert len(encoder.encoded) == empty.count("mentors") + empty.count("knowledge")


def test_catching_up_refuses_an_index_of_another_encoder_and_names_the_way_out(
    store: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    catch_up(store, memory_index, encoder)
    with pytest.raises(IndexMismatch, match="assistant index rebuild"):
        catch_up(store, memory_index, HashingEncoder(name="other"))


@pytest.fixture
def advised(memory_store: MemoryStore) -> MemoryStore:
    """Return a store in which noor was told two things."""
    fill_sessions(memory_store)
    items = [
        an_item("alone", session_id="request0", question="How do I lead?", text="Talk to each of them alone."),
        an_item("move", session_id="request0", question="Shall I leave?", text="Move to Bergen after the divorce."),
    ]
    memory_store.add_note(a_note(session_id="request0"), items, [])
    return memory_store


def closest(index: MemoryIndex, text: str) -> tuple[str, float]:
    hit = index.query("guidance", HashingEncoder().encode([text])[0], 1)[0]
    return hit.id, round(hit.score, 3)


def test_guidance_is_found_by_its_question_and_its_words(
    advised: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(advised, memory_index, encoder)
    assert closest(memory_index, "How do I lead?\nTalk to each of them alone.") == ("alone#guidance", 1.0)
    assert closest(memory_index, "Shall I leave?\nMove to Bergen after the divorce.") == ("move#guidance", 1.0)


def test_what_a_mentee_takes_out_leaves_the_index_and_comes_back_when_they_put_it_back(
    advised: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(advised, memory_index, encoder)
    full = words_of(memory_index, "guidance")
    for words in ("bergen", "the divorce"):
        advised.redact("noor", words)
    encoder.encoded.clear()
    sync_index(advised, memory_index, encoder)
    assert not any("Bergen" in text or "divorce" in text for text in encoder.encoded)
    assert closest(memory_index, "Shall I leave?\nMove to ▮▮▮ after ▮▮▮.") == ("move#guidance", 1.0)
    for words in ("bergen", "the divorce"):
        advised.unredact("noor", words)
    sync_index(advised, memory_index, encoder)
    assert words_of(memory_index, "guidance") == full


def test_words_taken_out_while_they_are_being_indexed_do_not_stay(
    advised: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    class Overtaken(HashingEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            vectors = super().encode(texts)
            if "Bergen" not in advised.redactions("noor"):
                advised.redact("noor", "Bergen")
                advised.confirm_changes([change.sequence for change in advised.pending_changes(100)])
            return vectors

    sync_index(advised, memory_index, Overtaken())
    assert words_of(memory_index, "guidance") == words_of(built_anew(advised), "guidance")


def test_guidance_of_erased_people_leaves_the_index(
    advised: MemoryStore, memory_index: MemoryIndex, encoder: HashingEncoder
) -> None:
    sync_index(advised, memory_index, encoder)
    assert memory_index.count("guidance") == 2
    advised.remove_person("noor")
    sync_index(advised, memory_index, encoder)
    assert memory_index.count("guidance") == 0
    assert index_status(advised, memory_index, encoder).is_complete
