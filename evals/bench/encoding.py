"""Measure the encoder's speed and faithfulness against sentence-transformers on torch, in one run.

    python -m evals.bench.encoding

Same weights, same 600 seeded texts, same threads; the two take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.adapters.encoder.minilm import MiniLmEncoder
from assistant.adapters.encoder.sources import find_source
from assistant.ports.encoder import Vectors

SEED = 20_260
WORDS_MIN, WORDS_MAX = 10, 90
THREADS = 2
_WORDS = """
I we my you they a an the to of in for with about after before and but or because so if when how what whether should
could want need plan hope try ask tell say decide move change leave stay start stop learn lead write present negotiate
manager mentor team colleague client career role job offer raise promotion interview portfolio degree course budget
contract deadline project product data design nursing teaching finance marketing engineering research startup hospital
school bank remote part-time senior junior first next last year month week Friday October summer two three twelve
honest difficult quiet burned-out stuck unsure ready invisible better clear
""".split()

Encode = Callable[[list[str]], Vectors]


def seeded_texts(count: int) -> list[str]:
    """Return texts of 10 to 90 words, the same each time."""
    rng = np.random.default_rng(SEED)
    lengths = rng.integers(WORDS_MIN, WORDS_MAX + 1, size=count)
    return [" ".join(rng.choice(_WORDS, size=length)).capitalize() + "?" for length in lengths]


def torch_encoder() -> Encode | str:
    """Return sentence-transformers on float32 torch, or the reason it cannot be measured."""
    if importlib.util.find_spec("sentence_transformers") is None:
        return "sentence-transformers is not installed (uv run --group bench python -m evals.bench.encoding)"
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(THREADS)
    model = SentenceTransformer(str(find_source().weights.parent), device="cpu")
    model.max_seq_length = 256

    def encode(texts: list[str]) -> Vectors:
        vectors: Vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return vectors

    return encode


def seconds_of(encode: Encode, texts: list[str]) -> float:
    """Return the wall time of one pass."""
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start


def report_speed(name: str, seconds: list[float], count: int) -> None:
    """Print texts a second: median and range over the repeats."""
    rates = sorted(count / taken for taken in seconds)
    print(f"{name:<32}{statistics.median(rates):8.0f} texts/s   ({rates[0]:.0f} to {rates[-1]:.0f})")


def report_single(encode: Encode, texts: list[str]) -> None:
    """Print how long one short text takes."""
    taken = [1_000 * seconds_of(encode, [" ".join(text.split()[:12])]) for text in texts[:100]]
    middle, high = np.percentile(taken, [50, 95])
    print(f"{'ours, one text of 12 words':<32}{middle:8.1f} ms median, {high:.1f} ms at 95 %")


def report_against(ours: Encode, other: Encode | str, texts: list[str], repeats: int) -> None:
    """Print speeds, the ratio of their medians, and the cosine between both encoders' vectors."""
    print(f"{len(texts)} texts of {WORDS_MIN} to {WORDS_MAX} words, {repeats} repeats in turn, {THREADS} threads")
    runs: dict[str, tuple[Encode, list[float]]] = {"ours, CTranslate2 int8": (ours, [])}
    if not isinstance(other, str):
        runs["sentence-transformers, torch"] = (other, [])
    for encode, _ in runs.values():
        encode(texts[:32])  # warm
    for _ in range(repeats):
        for encode, seconds in runs.values():
            seconds.append(seconds_of(encode, texts))
    for name, (_, seconds) in runs.items():
        report_speed(name, seconds, len(texts))
    if isinstance(other, str):
        print(f"{'sentence-transformers, torch':<32}not measured: {other}")
        return
    mine, theirs = (statistics.median(seconds) for _, seconds in runs.values())
    print(f"{'ratio of medians':<32}{theirs / mine:8.2f}")
    cosines = np.einsum("nd,nd->n", ours(texts), other(texts))
    print(f"{'cosine to float32':<32}{cosines.mean():8.4f} mean, {cosines.min():.4f} lowest")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the encoder against sentence-transformers on torch.")
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--repeats", type=int, default=3)
    chosen = parser.parse_args()
    texts = seeded_texts(chosen.texts)
    with tempfile.TemporaryDirectory() as folder:
        ours = MiniLmEncoder(Path(folder)).encode
        report_against(ours, torch_encoder(), texts, chosen.repeats)
        report_single(ours, texts)


if __name__ == "__main__":
    main()
