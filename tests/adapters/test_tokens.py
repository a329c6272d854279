"""Tokens are counted without a network; where the encoding is missing, the count says that it is an estimate."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.tokens import TiktokenCounter, estimate_tokens
from assistant.ports.chat_model import TokenCounter

O200K_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
TEXTS = [
    "I want to grow in my career, any advice?",
    "hi im a ward nurse, 4 yrs in, my boss wants me to apply for band 6 by 3 may but i dont have a degree",
    "Ich möchte meinen Beruf wechseln und weiß nicht, wo ich anfangen soll.",
    "Could you rehearse the first five minutes of that talk with me? I was told to wait for the budget.\n" * 20,
    "CDP, 2 rosettes, need trial menu + GP costings torn apart before my sous trial",
    "xkcdqwzj " * 20,
    "<|endoftext|> is typed by a person",
]


@pytest.fixture
def encodings() -> Path:
    folder = Path(os.environ.get("TIKTOKEN_CACHE_DIR") or "/nowhere")
    if not (folder / O200K_FILE).is_file():
        pytest.skip("TIKTOKEN_CACHE_DIR holds no o200k_base, so there is no exact count to compare with")
    return folder


def test_without_the_encoding_counts_are_labelled_estimates_at_once(tmp_path: Path) -> None:
    TiktokenCounter("gpt-5-mini", cache_dir=tmp_path).count("tiktoken itself is imported by now")
    begun = time.perf_counter()
    counter: TokenCounter = TiktokenCounter("gpt-5-mini", cache_dir=tmp_path)
    assert counter.is_estimate
    assert counter.count("How do I ask for a raise?") == estimate_tokens("How do I ask for a raise?")
    assert time.perf_counter() - begun < 0.05


def test_a_damaged_encoding_is_neither_used_nor_removed_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / O200K_FILE).write_bytes(b"IQ== 0\n")
    assert TiktokenCounter("gpt-5-mini", cache_dir=tmp_path).is_estimate
    assert (tmp_path / O200K_FILE).exists()


def test_the_usual_folder_is_taken_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert TiktokenCounter("gpt-5-mini").is_estimate


def test_with_the_encoding_counts_are_exact(encodings: Path) -> None:
    counter = TiktokenCounter("gpt-5-mini", cache_dir=encodings)
    assert not counter.is_estimate
    assert counter.count("") == 0
    assert counter.count("hello world") == 2
    assert counter.count(TEXTS[-1]) > 3


def test_counts_for_a_model_of_another_vendor_are_labelled_estimates(encodings: Path) -> None:
    counter = TiktokenCounter("somebody/else-7b", cache_dir=encodings)
    assert counter.is_estimate
    assert counter.count("hello world") == 2


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_estimates_err_on_the_high_side_and_not_by_far(encodings: Path, text: str) -> None:
    exact = TiktokenCounter("gpt-5-mini", cache_dir=encodings).count(text)
    assert exact <= estimate_tokens(text) <= 2.5 * exact


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_longer_text_is_never_estimated_shorter(text: str, more: str) -> None:
    assert estimate_tokens(text) <= estimate_tokens(f"{text}\n{more}")
    assert (estimate_tokens(text) > 0) or not text.strip()
