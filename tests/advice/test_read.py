"""What the coach says of real drafts; how good it is on many is for `evals.coaching` to say."""

from __future__ import annotations

import re

import pytest

from assistant.advice.heads import load_heads
from assistant.advice.read import AdviceReader
from assistant.domain.advice import DIMENSIONS
from assistant.errors import EncoderUnavailable
from training.advice.data import read_advice

QUESTION = "My manager says I need to show more ownership to become senior. Where do I start?"
GOOD = (
    "Pick one service and list its three noisiest alerts by Friday. Fix the worst in your next sprint and post a note "
    "in the team channel. You're closer than you think."
)
VAGUE = "It really depends. Some people do one thing, some another. You'll find your way, just be yourself and stay positive."
DRAFTS = [row for row in read_advice() if row.split == "dev"][:25]


@pytest.fixture(scope="module")
def reviews(reader: AdviceReader) -> list:  # type: ignore[type-arg]
    return reader.read_all([(row.question, row.draft) for row in DRAFTS])


def test_spans_are_exact_and_in_order(reviews: list) -> None:  # type: ignore[type-arg]
    for review in reviews:
        for span in (*review.actions, *review.cut):
            assert review.draft[span.start : span.end] == span.quote
        starts = [span.start for span in review.actions]
        assert starts == sorted(set(starts))


def test_a_shorter_version_has_no_word_the_draft_lacks(reviews: list) -> None:  # type: ignore[type-arg]
    for review in reviews:
        assert set(re.findall(r"\w+", review.shorter.lower())) <= set(re.findall(r"\w+", review.draft.lower()))


def test_a_draft_is_read_the_same_alone_and_among_others(reader: AdviceReader, reviews: list) -> None:  # type: ignore[type-arg]
    assert [reader.read(row.question, row.draft) for row in DRAFTS[:4]] == reviews[:4]


def test_good_advice_is_left_alone_and_its_actions_are_found(reader: AdviceReader) -> None:
    review = reader.read(QUESTION, GOOD)
    assert (review.issues, review.nudge) == ((), None)
    assert [action.quote.split()[0] for action in review.actions] == ["Pick", "Fix", "post"]


def test_vague_advice_gets_one_nudge(reader: AdviceReader) -> None:
    review = reader.read(QUESTION, VAGUE)
    assert {"hedging", "vague"} & set(review.issues)
    assert review.nudge is not None
    assert review.levels["next_step"] == 0


@pytest.mark.parametrize("draft", ["", "  \n ", "...", "1.", "!!! ??"])
def test_a_draft_without_words_has_nothing_to_say_about(reader: AdviceReader, draft: str) -> None:
    review = reader.read(QUESTION, draft)
    assert review.levels == dict.fromkeys(DIMENSIONS, 0)
    assert (review.issues, review.actions, review.nudge, review.shorter) == ((), (), None, "")


@pytest.mark.parametrize("draft", ["yes", "a" * 8_000, "no. " * 2_000, "- \n" * 500 + "ask", "Ring ’ her’s “now”"])
def test_odd_drafts_are_read_all_the_same(reader: AdviceReader, draft: str) -> None:
    review = reader.read("?", draft)
    assert all(0 <= level <= 2 for level in review.levels.values())


def test_damaged_weights_are_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "heads.safetensors").write_bytes(b"none")
    with pytest.raises(EncoderUnavailable, match="advice weights"):
        load_heads(tmp_path / "heads.safetensors")
