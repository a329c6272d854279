"""The int8 encoder agrees with float32, whatever the text, and keeps the port's promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from assistant.adapters.encoder import CachedEncoder, MiniLmEncoder, MiniLmPairScorer
from assistant.adapters.encoder.build import model_name
from assistant.errors import EncoderUnavailable
from tests.adapters.float_minilm import FloatMiniLm
from tests.fakes.encoder import HashingEncoder

COSINE_MIN = 0.99
ODD_COSINE_MIN = 0.965
"""For texts of a word or two, or of one phrase over and over: int8 rounds the large values of their few distinct
pieces coarsely, and no other piece evens it out."""

_SENTENCES = """
I want to move from support to product management by next summer.
Should I tell my manager that I am looking for another team?
My manager cancels every one-to-one and I do not know whether to raise it.
How do I say no to night shifts without losing the trust of the ward?
I have two offers and must decide by Friday: 52,000 at a bank or 45,500 at a start-up.
Ask for the raise before the budget closes in October.
Wait until you have led a project of your own.
What should a first portfolio hold when all my work is under a non-disclosure agreement?
I tried three courses, two mentors and one book; none of it stuck.
Data engineering, SQL, dbt, Airflow; 12 years; logistics and health care
She returned from parental leave in May and has felt invisible in meetings since.
Yes.
help
why
?
...
C++ vs. Rust for embedded work – worth the switch at 41?
Ich möchte in einem Jahr ein Team leiten, aber niemand hier hat Zeit, es mir beizubringen.
¿Cómo pido comentarios honestos a un jefe que evita los conflictos?
我想换工作,但是不知道从哪里开始。
Пора ли мне менять команду?
🙂
🚀🔥 want to launch my side project 🚀 but scared 😱😱
mixed 👩‍🔬 scientist → manager ✅ next step?
ALL CAPITALS BECAUSE I AM REALLY STUCK WITH THIS PRESENTATION
no punctuation just a long stream of thought about whether i should stay or go and what people will say
https://example.org/jobs/1234?ref=mail is the posting; would you apply?
"Quoted", (bracketed), [squared], {braced} and <tagged> text with $money & %percent.
line one
naïve café résumé coöperation Žižek Łódź İstanbul
0123456789 3.14159 1e-9 2026-11-23 14:30 +00:00
Mentors who have run a night ward, know union rules and can talk about burnout.
My question is about negotiating part-time work after an illness.
"""
_LINES = [line for line in _SENTENCES.splitlines() if line]
ORDINARY = [
    *(line for line in _LINES if len(line.split()) >= 3 or len(line) >= 15),
    " ".join(_LINES[:12] * 4),  # about 400 words, cut at 256 pieces
    "two lines\n\nand a gap between them",
]
ODD = [
    *(line for line in _LINES if line not in ORDINARY),
    "",
    " ",
    "\n\n\t",
    "a",
    "x" * 5000,
    " ".join(f"word{n} advice about careers and people" for n in range(80)),
    " ".join(["I", "want", "to", "lead"] * 100),
]
TEXTS = [*ORDINARY, *ODD]


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def minilm(cache_dir: Path) -> MiniLmEncoder:
    return MiniLmEncoder(cache_dir)


@pytest.fixture(scope="module")
def reference() -> FloatMiniLm:
    return FloatMiniLm()


def adapter_with(path: Path, *, size: float) -> Path:
    rng = np.random.default_rng(5)
    tensors: dict[str, NDArray[np.float32]] = {}
    shapes = {"attention.self.query": (384, 384), "intermediate.dense": (1536, 384), "output.dense": (384, 1536)}
    for layer in range(6):
        for name, (rows, columns) in shapes.items():
            key = f"encoder.layer.{layer}.{name}"
            tensors[f"{key}.lora_A"] = rng.normal(0, 0.05, (4, columns)).astype(np.float32)
            tensors[f"{key}.lora_B"] = rng.normal(0, size, (rows, 4)).astype(np.float32)
    save_file(tensors, path, metadata={"lora_scale": "2.0"})
    return path


@pytest.fixture(scope="module")
def weights_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    adapter_with(folder / "adapter.safetensors", size=0.02)
    weight = np.random.default_rng(6).normal(0, 1, (1, 384)).astype(np.float32)
    save_file({"weight": weight, "bias": np.array([0.25], dtype=np.float32)}, folder / "head.safetensors")
    return folder


@pytest.fixture(scope="module")
def scorer(cache_dir: Path, weights_dir: Path) -> MiniLmPairScorer:
    return MiniLmPairScorer(cache_dir, weights_dir=weights_dir)


class TestMiniLmEncoder:
    @pytest.mark.parametrize("text", ORDINARY, ids=range(len(ORDINARY)))
    def test_it_agrees_with_float32(self, minilm: MiniLmEncoder, reference: FloatMiniLm, text: str) -> None:
        assert float(minilm.encode([text])[0] @ reference.encode(text)) >= COSINE_MIN

    @pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
    def test_it_nearly_agrees_with_float32_on_odd_texts(
        self, minilm: MiniLmEncoder, reference: FloatMiniLm, text: str
    ) -> None:
        assert float(minilm.encode([text])[0] @ reference.encode(text)) >= ODD_COSINE_MIN

    def test_rows_are_unit_vectors_in_the_order_given(self, minilm: MiniLmEncoder) -> None:
        together = minilm.encode(TEXTS)
        assert together.shape == (len(TEXTS), minilm.dimensions)
        assert together.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
        alone = np.concatenate([minilm.encode([text]) for text in TEXTS])
        assert np.einsum("nd,nd->n", together, alone).min() > 0.999

    def test_no_texts_give_no_rows(self, minilm: MiniLmEncoder) -> None:
        assert minilm.encode([]).shape == (0, 384)

    def test_the_same_texts_give_the_same_bytes(self, minilm: MiniLmEncoder) -> None:
        assert minilm.encode(TEXTS).tobytes() == minilm.encode(TEXTS).tobytes()

    def test_text_after_256_word_pieces_does_not_count(self, minilm: MiniLmEncoder) -> None:
        start = " ".join(["mentor"] * 254)
        np.testing.assert_array_equal(minilm.encode([start]), minilm.encode([start + " and much more"]))
        assert not np.array_equal(minilm.encode([start]), minilm.encode([" ".join(["mentor"] * 253 + ["other"])]))

    def test_half_a_surrogate_pair_is_only_an_odd_character(self, minilm: MiniLmEncoder) -> None:
        np.testing.assert_array_equal(minilm.encode(["broken \ud83d emoji"]), minilm.encode(["broken ? emoji"]))

    def test_threads_do_not_disturb_each_other(self, minilm: MiniLmEncoder) -> None:
        texts = TEXTS[:12]
        expected = [minilm.encode([text]) for text in texts]
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda text: minilm.encode([text]), texts * 4))
        for vector, wanted in zip(found, expected * 4, strict=True):
            np.testing.assert_array_equal(vector, wanted)

    def test_paraphrases_are_closer_than_strangers(self, minilm: MiniLmEncoder) -> None:
        ask, paraphrase, stranger = minilm.encode(
            [
                "How do I ask for a raise?",
                "What is a good way to request higher pay?",
                "The bridge is closed for repair.",
            ]
        )
        assert ask @ paraphrase > ask @ stranger + 0.3

    def test_an_adapter_is_merged_and_named(self, cache_dir: Path, minilm: MiniLmEncoder, tmp_path: Path) -> None:
        adapter = adapter_with(tmp_path / "adapter.safetensors", size=0.05)
        adapted, floats = MiniLmEncoder(cache_dir, adapter=adapter), FloatMiniLm(adapter=adapter)
        text = TEXTS[2]
        vector = adapted.encode([text])[0]
        assert float(vector @ floats.encode(text)) >= COSINE_MIN
        assert float(vector @ minilm.encode([text])[0]) < 0.95
        assert adapted.fingerprint == model_name(adapter) != minilm.fingerprint


class TestCachedEncoder:
    def test_a_text_is_encoded_once(self) -> None:
        inner = HashingEncoder()
        cached = CachedEncoder(inner)
        first = cached.encode(["a b", "c", "a b"])
        second = cached.encode(["c", "d", "a b"])
        assert inner.encoded == ["a b", "c", "d"]
        np.testing.assert_array_equal(first[[1, 0]], second[[0, 2]])
        np.testing.assert_array_equal(second, HashingEncoder().encode(["c", "d", "a b"]))

    def test_it_has_the_name_and_dimensions_of_what_it_wraps(self) -> None:
        cached = CachedEncoder(HashingEncoder(name="inner", dimensions=16))
        assert (cached.fingerprint, cached.dimensions) == ("inner-16", 16)
        assert cached.encode([]).shape == (0, 16)

    def test_the_texts_used_last_stay(self) -> None:
        inner = HashingEncoder()
        cached = CachedEncoder(inner, texts_max=2)
        cached.encode(["a", "b"])
        cached.encode(["a"])
        cached.encode(["c"])
        inner.encoded.clear()
        cached.encode(["a", "c", "b"])
        assert inner.encoded == ["b"]

    def test_more_texts_than_it_keeps_are_all_answered(self) -> None:
        cached = CachedEncoder(HashingEncoder(), texts_max=2)
        texts = [f"text {n}" for n in range(7)]
        np.testing.assert_array_equal(cached.encode(texts), HashingEncoder().encode(texts))

    def test_changing_an_answer_does_not_change_the_next(self) -> None:
        cached = CachedEncoder(HashingEncoder())
        cached.encode(["a"])[:] = 0
        np.testing.assert_array_equal(cached.encode(["a"]), HashingEncoder().encode(["a"]))


class TestMiniLmPairScorer:
    def test_it_agrees_with_float32(self, scorer: MiniLmPairScorer, weights_dir: Path) -> None:
        question, passages = TEXTS[0], [TEXTS[1], "", TEXTS[-1], TEXTS[9]]
        floats, head = (
            FloatMiniLm(adapter=weights_dir / "adapter.safetensors"),
            load_file(weights_dir / "head.safetensors"),
        )
        logits = [
            float(floats.encode_pair(question, passage) @ head["weight"][0] + head["bias"][0]) for passage in passages
        ]
        np.testing.assert_allclose(scorer.score(question, passages), 1 / (1 + np.exp(-np.array(logits))), atol=0.05)

    def test_question_and_passage_are_not_the_same_when_swapped(self, scorer: MiniLmPairScorer) -> None:
        assert scorer.score(TEXTS[0], [TEXTS[1]]) != scorer.score(TEXTS[1], [TEXTS[0]])

    def test_no_passages_give_no_scores(self, scorer: MiniLmPairScorer) -> None:
        assert scorer.score("anything", []).shape == (0,)

    def test_a_long_question_leaves_room_for_the_passage(self, scorer: MiniLmPairScorer) -> None:
        question = " ".join(["mentor"] * 300)
        passages = [" ".join(["advice"] * 124 + [end]) for end in ("good", "bad")]
        one, two = scorer.score(question, passages)
        assert one != two
        np.testing.assert_array_equal(scorer.score(question + " more", passages), [one, two])

    def test_a_passage_is_cut_where_256_word_pieces_end(self, scorer: MiniLmPairScorer) -> None:
        passage = " ".join(["advice"] * 252)  # 256 less [CLS], the one-piece question and two [SEP]
        np.testing.assert_array_equal(scorer.score("why", [passage]), scorer.score("why", [passage + " more"]))

    def test_a_missing_or_damaged_head_is_refused(self, cache_dir: Path, weights_dir: Path, tmp_path: Path) -> None:
        (tmp_path / "adapter.safetensors").write_bytes((weights_dir / "adapter.safetensors").read_bytes())
        with pytest.raises(EncoderUnavailable, match="head"):
            MiniLmPairScorer(cache_dir, weights_dir=tmp_path)
        (tmp_path / "head.safetensors").write_bytes(b"damaged")
        with pytest.raises(EncoderUnavailable, match="head"):
            MiniLmPairScorer(cache_dir, weights_dir=tmp_path)
