"""Drafts that others have to help with first are found beside the scope head, and ordinary ones left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant.domain.questions import SCOPES
from assistant.rubric.assess import DraftPart, Rubric
from assistant.rubric.heads import HelpHead, load_heads, log_probability
from assistant.shipped import weights_dir
from tests.fakes.encoder import HashingEncoder

NEVER = HelpHead(np.zeros(384, dtype=np.float32), 0.0, -1.0)
ALWAYS = HelpHead(np.zeros(384, dtype=np.float32), 0.0, 1.0)


@pytest.fixture
def shipped() -> Path:
    return weights_dir("rubric") / "heads.safetensors"


def scopes_with(help_head: HelpHead | None, shipped: Path) -> list[str]:
    rubric = Rubric(HashingEncoder(), replace(load_heads(shipped), help=help_head))
    return [one.assessment.scope for one in rubric.assess_all([[DraftPart("a nurse asks")], [DraftPart("")]])]


def test_the_help_head_only_ever_adds_referrals_and_never_to_a_blank_draft(shipped: Path) -> None:
    assert scopes_with(ALWAYS, shipped) == ["refer", "not_mentoring"]
    assert scopes_with(NEVER, shipped) == scopes_with(None, shipped)
    assert scopes_with(NEVER, shipped)[0] != "refer"


def test_the_scope_head_and_the_vectors_both_count() -> None:
    logits = np.array([0.0, 0.0, 0.0, 0.0, 3.0, 0.0], dtype=np.float32)
    vectors = np.eye(384, dtype=np.float32)[:2]
    refer = log_probability(logits, SCOPES.index("refer"))
    assert refer == pytest.approx(-np.log(1 + 5 * np.exp(-3)))
    weight = np.zeros(384, dtype=np.float32)
    weight[0] = 2.0
    assert HelpHead(weight, 1.0, -0.9 - refer).is_needed(vectors, logits)
    assert not HelpHead(weight, 1.0, -1.1 - refer).is_needed(vectors, logits)


def test_a_folder_of_weights_without_the_help_head_leaves_it_to_the_scope_head(tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "heads.safetensors").write_bytes(shipped.read_bytes())
    assert load_heads(tmp_path / "heads.safetensors").help is None
    tensors = {"weight": NEVER.weight, "of_scope": np.zeros(1, np.float32), "bias": np.ones(1, np.float32)}
    save_file(tensors, tmp_path / "help.safetensors")
    found = load_heads(tmp_path / "heads.safetensors").help
    assert found is not None
    assert found.bias == 1.0


def test_words_of_danger_are_never_taken_for_a_question_whatever_the_heads_say(shipped: Path) -> None:
    rubric = Rubric(HashingEncoder(), replace(load_heads(shipped), help=NEVER))
    read = rubric.assess([DraftPart("How do I hand over my work? I want to kill myself on Friday.")])
    assert read.assessment.scope == "refer"
