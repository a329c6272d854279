"""What every vector index promises; subclass it and provide the fixture `open_index`.

`open_index(encoder)` opens the same empty storage each time it is called in one test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.errors import IndexMismatch
from assistant.ports.encoder import Encoder
from assistant.ports.index import Collection, IndexEntry, VectorIndex
from tests.fakes.encoder import HashingEncoder

OpenIndex = Callable[[Encoder], VectorIndex]


def entries_of(encoder: Encoder, document_id: str, texts: Sequence[str]) -> list[IndexEntry]:
    vectors = encoder.encode(texts)
    return [IndexEntry(f"{document_id}#{n}", document_id, str(n), vector) for n, vector in enumerate(vectors)]


def found_ids(index: VectorIndex, encoder: Encoder, text: str, *, limit: int = 10) -> list[str]:
    return [hit.id for hit in index.query("mentors", encoder.encode([text])[0], limit)]


class IndexContract:
    @pytest.fixture
    def index(self, open_index: OpenIndex, encoder: HashingEncoder) -> VectorIndex:
        return open_index(encoder)

    def test_an_empty_index_answers_with_nothing(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        assert found_ids(index, encoder, "night shifts") == []
        assert index.count("mentors") == 0
        assert index.document_ids("mentors") == frozenset()
        assert index.encoder_of("mentors") is None

    def test_the_closest_come_first_with_their_cosine(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["night shifts", "night music", "pay"]))
        hits = index.query("mentors", encoder.encode(["night shifts"])[0], 3)
        assert [(hit.id, hit.document_id, hit.part) for hit in hits] == [
            ("a#0", "a", "0"),
            ("a#1", "a", "1"),
            ("a#2", "a", "2"),
        ]
        assert [hit.score for hit in hits] == pytest.approx([1.0, 0.5, 0.0], abs=1e-4)

    def test_scores_reach_down_to_minus_one(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["night"]))
        (hit,) = index.query("mentors", -encoder.encode(["night"])[0], 1)
        assert hit.score == pytest.approx(-1.0, abs=1e-4)

    def test_no_more_hits_than_asked_for_or_there(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["one", "two", "three"]))
        assert len(found_ids(index, encoder, "one", limit=2)) == 2
        assert len(found_ids(index, encoder, "one", limit=50)) == 3

    def test_an_entry_with_a_known_id_replaces_it(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["night shifts"]))
        index.upsert("mentors", entries_of(encoder, "a", ["pay"]))
        assert index.count("mentors") == 1
        (hit,) = index.query("mentors", encoder.encode(["pay"])[0], 5)
        assert hit.score == pytest.approx(1.0, abs=1e-4)

    def test_replacing_documents_leaves_nothing_old_and_no_other_touched(
        self, index: VectorIndex, encoder: HashingEncoder
    ) -> None:
        for document_id in ("a", "b", "c"):
            index.upsert("mentors", entries_of(encoder, document_id, ["one", "two", "three"]))
        index.replace_documents("mentors", ["a", "b", "unknown"], entries_of(encoder, "a", ["four"]))
        assert index.document_ids("mentors") == {"a", "c"}
        assert sorted(found_ids(index, encoder, "one")) == ["a#0", "c#0", "c#1", "c#2"]

    def test_replacing_no_documents_or_very_many_is_fine(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["one"]))
        index.replace_documents("mentors", [], [])
        assert index.document_ids("mentors") == {"a"}
        index.replace_documents(
            "mentors", [*(f"gone-{n}" for n in range(40_000)), "a"], entries_of(encoder, "b", ["two"])
        )
        assert index.document_ids("mentors") == {"b"}

    def test_vectors_are_found_by_entry_and_what_is_not_there_is_left_out(
        self, index: VectorIndex, encoder: HashingEncoder
    ) -> None:
        assert index.vectors("guidance", ["a#0"]) == {}
        entries = [entry for name in "abc" for entry in entries_of(encoder, name, [f"{name} one", f"{name} two"])]
        index.upsert("guidance", entries)
        found = index.vectors("guidance", ["b#1", "a#0", "unknown#0", "b#1"])
        assert sorted(found) == ["a#0", "b#1"]
        for entry in entries:
            if entry.id in found:
                assert found[entry.id] == pytest.approx(entry.vector, abs=1e-6)
        assert index.vectors("guidance", []) == {}
        assert index.vectors("mentors", ["a#0"]) == {}

    def test_the_vectors_of_very_many_entries_are_found_at_once(
        self, index: VectorIndex, encoder: HashingEncoder
    ) -> None:
        index.upsert("guidance", entries_of(encoder, "a", [f"a{n} b{n % 997} c{n % 89}" for n in range(6_000)]))
        assert len(index.vectors("guidance", [f"a#{n}" for n in range(40_000)])) == 6_000

    def test_a_limit_of_none_gives_none(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("mentors", entries_of(encoder, "a", ["one"]))
        assert found_ids(index, encoder, "one", limit=0) == []

    def test_replacing_twice_is_replacing_once(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        for _ in range(2):
            index.replace_documents("mentors", ["a"], entries_of(encoder, "a", ["one", "two"]))
        assert index.count("mentors") == 2

    def test_replacing_with_nothing_removes(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.replace_documents("mentors", ["a"], [])
        index.upsert("mentors", entries_of(encoder, "a", ["one"]))
        index.replace_documents("mentors", ["a"], [])
        assert index.count("mentors") == 0

    def test_thousands_of_entries_are_written_at_once(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        entries = entries_of(encoder, "a", [f"a{n} b{n % 997} c{n % 89} d{n % 7}" for n in range(6_000)])
        index.upsert("mentors", entries)
        assert index.count("mentors") == 6_000
        index.replace_documents("mentors", ["a"], entries[:3])
        assert index.count("mentors") == 3

    def test_collections_are_apart(self, index: VectorIndex, encoder: HashingEncoder) -> None:
        index.upsert("knowledge", entries_of(encoder, "a", ["one"]))
        assert index.count("mentors") == 0
        assert index.count("knowledge") == 1

    def test_what_was_written_is_there_when_opened_again(self, open_index: OpenIndex, encoder: HashingEncoder) -> None:
        open_index(encoder).upsert("mentors", entries_of(encoder, "a", ["one"]))
        again = open_index(encoder)
        assert again.count("mentors") == 1
        assert again.encoder_of("mentors") == encoder.fingerprint

    @pytest.mark.parametrize("dimensions", [384, 32])
    def test_an_index_of_another_encoder_is_refused_with_the_way_out(
        self, open_index: OpenIndex, encoder: HashingEncoder, dimensions: int
    ) -> None:
        open_index(encoder).upsert("mentors", entries_of(encoder, "a", ["one"]))
        other = HashingEncoder(name="other", dimensions=dimensions)
        index = open_index(other)
        assert index.encoder_of("mentors") == encoder.fingerprint
        with pytest.raises(IndexMismatch, match="assistant index rebuild"):
            index.query("mentors", other.encode(["one"])[0], 1)
        with pytest.raises(IndexMismatch, match="assistant index rebuild"):
            index.vectors("mentors", ["a#0"])
        with pytest.raises(IndexMismatch, match="assistant index rebuild"):
            index.upsert("mentors", entries_of(other, "b", ["two"]))
        with pytest.raises(IndexMismatch, match="assistant index rebuild"):
            index.replace_documents("mentors", ["a"], entries_of(other, "a", ["two"]))
        assert index.count("mentors") == 1

    def test_a_cleared_collection_belongs_to_the_present_encoder(
        self, open_index: OpenIndex, encoder: HashingEncoder
    ) -> None:
        open_index(encoder).upsert("mentors", entries_of(encoder, "a", ["one"]))
        other = HashingEncoder(name="other", dimensions=32)
        index = open_index(other)
        index.clear("mentors")
        assert (index.count("mentors"), index.encoder_of("mentors")) == (0, other.fingerprint)
        index.upsert("mentors", entries_of(other, "b", ["two"]))
        assert found_ids(index, other, "two") == ["b#0"]

    @pytest.mark.parametrize("collection", ["mentors", "knowledge", "guidance"])
    def test_every_collection_can_be_cleared_before_it_exists(self, index: VectorIndex, collection: Collection) -> None:
        index.clear(collection)
        assert index.count(collection) == 0
