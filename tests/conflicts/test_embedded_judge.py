"""The judge as shipped: real weights, real encoders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from assistant import bootstrap
from assistant.bootstrap import build
from assistant.conflicts.embedded_judge import QUOTE_WORDS_MAX, EmbeddedJudge, load_judge_weights, telling_words
from assistant.domain.disagreements import CONFLICT_KINDS, Advice
from assistant.errors import EncoderUnavailable
from assistant.settings import Settings

WEIGHTS = Path(bootstrap.__file__).parent / "weights" / "conflicts" / "judge.safetensors"
POST = "Should I take the team lead post?"
RAISE = "When do I ask for a raise?"
LEAVE = "When do I tell my team that I leave?"
TAKE = Advice("Take the lead post, say yes this week.", POST)
DECLINE = Advice("Do not take the lead post, stay at your desk.", POST)
ASK_NOW = Advice("Ask for the raise now, before the budget closes.", RAISE)
ASK_LATER = Advice("Wait with the raise until after the spring review.", RAISE)
TELL_IF = Advice("If your manager knows already, tell the team today.", LEAVE)
TELL_NOBODY = Advice("Tell nobody in the team unless the contract is signed.", LEAVE)
BREAD = Advice("Bring fresh bread when you move in.", "How do I get to know the people next door?")
PIECES = [TAKE, DECLINE, ASK_NOW, ASK_LATER, TELL_IF, TELL_NOBODY, BREAD]


@pytest.fixture(scope="module")
def judge() -> EmbeddedJudge:
    built = build(Settings(_env_file=None)).conflict_engine.judge
    assert isinstance(built, EmbeddedJudge)
    return built


@pytest.mark.parametrize(("one", "other"), [(TAKE, DECLINE), (ASK_NOW, ASK_LATER), (TELL_IF, TELL_NOBODY)])
def test_plain_contradictions_are_flagged_with_kind_decider_and_their_own_words(
    judge: EmbeddedJudge, one: Advice, other: Advice
) -> None:
    (judgement,) = judge.judge(other, [one])
    assert judgement.is_flagged
    assert judgement.score >= 0.6
    assert judgement.kind in CONFLICT_KINDS
    assert judgement.decider.endswith("?")
    assert (judgement.quote_a, judgement.quote_b) == (one.text, other.text)
    assert judgement.judged_by == "embedded"


def test_where_both_name_a_circumstance_they_exclude_each_other_only_under_conditions(judge: EmbeddedJudge) -> None:
    assert judge.judge(TELL_NOBODY, [TELL_IF])[0].label == "conditional"
    assert judge.judge(DECLINE, [TAKE])[0].label == "conflict"


@pytest.mark.parametrize("other", [TAKE, ASK_NOW, TELL_NOBODY])
def test_advice_about_something_else_is_unrelated_and_low(judge: EmbeddedJudge, other: Advice) -> None:
    (judgement,) = judge.judge(BREAD, [other])
    assert judgement.label == "unrelated"
    assert judgement.score < 0.1
    assert (judgement.kind, judgement.decider, judgement.quote_a, judgement.quote_b) == (None, "", "", "")


@pytest.mark.parametrize(
    "again", [TAKE.text, "TAKE the lead post,  say yes this week.", "Say yes this week to the lead post."]
)
def test_who_says_the_same_again_does_not_pull_apart(judge: EmbeddedJudge, again: str) -> None:
    (judgement,) = judge.judge(Advice(again, POST), [TAKE])
    assert (judgement.label, judgement.score) == ("compatible", 0.0)


def test_judgements_are_the_same_again_alone_and_together(judge: EmbeddedJudge) -> None:
    together = judge.judge(TAKE, PIECES)
    assert judge.judge(TAKE, PIECES) == together
    alone = [judge.judge(TAKE, [piece])[0] for piece in PIECES]
    assert [one.label for one in alone] == [one.label for one in together]
    assert [one.score for one in alone] == pytest.approx([one.score for one in together], abs=0.002)


def test_scores_are_probabilities_and_the_same_both_ways(judge: EmbeddedJudge) -> None:
    pairs = [(one, other) for one in PIECES for other in PIECES]
    there = [judgement.score for judgement in judge.judge_pairs(pairs)]
    back = [judgement.score for judgement in judge.judge_pairs([(other, one) for one, other in pairs])]
    assert there == pytest.approx(back, abs=2e-4)
    assert all(0 <= score <= 1 for score in there)


def test_nothing_beside_it_gives_nothing(judge: EmbeddedJudge) -> None:
    assert judge.judge(TAKE, []) == []


def test_long_advice_is_quoted_by_its_first_whole_sentences(judge: EmbeddedJudge) -> None:
    first = "Do not take the lead post, stay at your desk."
    long = Advice(f" {first} " + "You like your days as they are, and that counts for a lot. " * 4, POST)
    (judgement,) = judge.judge(long, [TAKE])
    assert judgement.is_flagged
    assert judgement.quote_b.startswith(first)
    assert judgement.quote_b in long.text
    assert len(judgement.quote_b.split()) <= QUOTE_WORDS_MAX


@pytest.mark.parametrize(
    "text", ["Stay.", "one two " * 40, "No. " + "word " * 60 + ".", " Go.\n\n" + "Rest a bit now. " * 20]
)
def test_telling_words_stand_in_the_text(text: str) -> None:
    assert telling_words(text)
    assert telling_words(text) in text


def test_missing_and_damaged_weights_are_named(tmp_path: Path) -> None:
    damaged, cut, other = tmp_path / "damaged", tmp_path / "cut", tmp_path / "other"
    damaged.write_bytes(b"no weights at all")
    cut.write_bytes(WEIGHTS.read_bytes()[:-40])
    save_file({"flag_weight": np.zeros(6, dtype=np.float32)}, other)
    for path in (tmp_path / "missing", damaged, cut, other):
        with pytest.raises(EncoderUnavailable, match="reinstall") as refused:
            load_judge_weights(path)
        assert str(path) in str(refused.value)
    assert load_judge_weights(WEIGHTS).flag_weight.shape == load_file(WEIGHTS)["flag_weight"].shape
