"""Reciprocal rank fusion as published."""

from __future__ import annotations

from assistant.ranking.fusion import fuse


def test_being_high_in_both_rankings_beats_being_first_in_one() -> None:
    assert fuse([["a", "b", "c"], ["d", "b", "e"]])[0] == "b"


def test_nothing_is_lost_or_doubled() -> None:
    assert sorted(fuse([["a", "b"], [], ["b", "c"]])) == ["a", "b", "c"]
    assert fuse([]) == []
