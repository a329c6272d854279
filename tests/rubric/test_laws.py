"""Laws of the rubric that hold for any weights, shown on arbitrary ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from assistant.domain.questions import ELEMENTS, Element
from assistant.errors import EncoderUnavailable
from assistant.rubric.assess import READINESS_WEIGHTS, DraftPart, Rubric
from assistant.rubric.heads import RubricHeads, load_heads, noisy_or
from tests.fakes.encoder import HashingEncoder


def arbitrary_heads(seed: int, *, crowd: float = 0.0) -> RubricHeads:
    draw = np.random.default_rng(seed)

    def normal(*shape: int) -> np.ndarray:
        return draw.normal(size=shape).astype(np.float32)

    return RubricHeads(
        segment_weight=normal(15, 384),
        segment_bias=normal(15),
        gain=np.abs(normal(7, 2)),
        shift=normal(7, 2),
        focus_mix=np.abs(normal(3, 2)),
        crowd=np.full(2, crowd, dtype=np.float32),
        subject_weight=normal(32, 384),
        scope_mean_weight=normal(6, 384),
        scope_mean_bias=normal(6),
        scope_ask_weight=normal(6, 384),
        scope_top_weight=normal(6, 384),
        scope_facts_weight=normal(6, 16),
        thresholds=np.full((7, 2), 0.5, dtype=np.float32),
    )


sentence = st.lists(
    st.sampled_from("ward shift pay manager june leave exam ask choose tried blocked soon goal nurse".split()),
    min_size=1,
    max_size=8,
).map(lambda words: " ".join(words) + ".")
drafts = st.lists(sentence, min_size=1, max_size=8)


@given(drafts, sentence, st.integers(0, 8), st.integers(0, 5))
def test_a_sentence_added_anywhere_never_lowers_an_element(draft: list[str], added: str, place: int, seed: int) -> None:
    rubric = Rubric(HashingEncoder(), arbitrary_heads(seed))
    longer = [*draft[:place], added, *draft[place:]]
    before = rubric.assess([DraftPart(" ".join(draft))]).assessment
    after = rubric.assess([DraftPart(" ".join(longer))]).assessment
    for element in ELEMENTS:
        assert after.level(element) >= before.level(element)
    assert after.readiness >= before.readiness


@given(drafts, sentence, st.sampled_from(ELEMENTS), st.integers(0, 5))
def test_words_said_as_an_answer_never_count_less_than_the_same_words_unasked(
    draft: list[str], reply: str, element: Element, seed: int
) -> None:
    rubric = Rubric(HashingEncoder(), arbitrary_heads(seed))
    opening = DraftPart(" ".join(draft))
    unasked = rubric.assess([opening, DraftPart(reply)]).assessment
    answered = rubric.assess([opening, DraftPart(reply, element)]).assessment
    for each in ELEMENTS:
        assert answered.level(each) >= unasked.level(each)


@given(st.text(max_size=300), st.integers(0, 3))
def test_any_text_is_assessed_the_same_twice_with_evidence_in_its_own_words(text: str, seed: int) -> None:
    rubric = Rubric(HashingEncoder(), arbitrary_heads(seed, crowd=1.0))
    first, second = (rubric.assess([DraftPart(text)]).assessment for _ in range(2))
    assert first == second
    for score in first.elements.values():
        assert (score.level == 0) == (not score.evidence)
        for span in score.evidence:
            assert text[span.start : span.end] == span.quote


@given(st.lists(drafts.map(" ".join), min_size=1, max_size=5), st.integers(0, 3))
def test_many_drafts_at_once_give_what_each_gives_alone(texts: list[str], seed: int) -> None:
    rubric = Rubric(HashingEncoder(), arbitrary_heads(seed))
    together = rubric.assess_all([[DraftPart(text)] for text in texts])
    for text, reading in zip(texts, together, strict=True):
        alone = rubric.assess([DraftPart(text)]).assessment
        assert {e: alone.level(e) for e in ELEMENTS} == {e: reading.assessment.level(e) for e in ELEMENTS}


def test_the_readiness_weights_add_up_to_one_and_every_element_counts() -> None:
    assert sum(READINESS_WEIGHTS.values()) == pytest.approx(1.0)
    assert set(READINESS_WEIGHTS) == set(ELEMENTS)
    assert min(READINESS_WEIGHTS.values()) > 0


def test_noisy_or_grows_with_every_further_find() -> None:
    one = noisy_or(np.array([[0.5]], dtype=np.float32))
    two = noisy_or(np.array([[0.5], [0.5]], dtype=np.float32))
    assert float(one[0]) == pytest.approx(0.5)
    assert float(two[0]) == pytest.approx(0.75)


def test_damaged_weights_are_named_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "heads.safetensors"
    with pytest.raises(EncoderUnavailable, match="reinstall"):
        load_heads(path)
    save_file({"gain": np.zeros((7, 2), dtype=np.float32)}, path)
    with pytest.raises(EncoderUnavailable, match=r"segment\.weight"):
        load_heads(path)
