"""Trained linear heads over steps and drafts of advice, evaluated in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from assistant.advice.cues import Floats
from assistant.errors import EncoderUnavailable

ACT, NEEDED = 0, 1
"""Rows of the step head: the step tells the mentee to do something; it holds what must not be lost."""
_DEVIATIONS_MAX = 3.0


@dataclass(frozen=True, slots=True)
class Block:
    """A linear head over inputs that are centered, scaled and kept within three deviations.

    Attributes:
        center, scale: Shape (inputs,).
        weight: Shape (outputs, inputs).
        bias: Shape (outputs,).
    """

    center: Floats
    scale: Floats
    weight: Floats
    bias: Floats

    def values(self, inputs: Floats) -> Floats:
        """Return shape (outputs,) from shape (inputs,), or (n, outputs) from (n, inputs)."""
        plain = np.clip((inputs - self.center) / self.scale, -_DEVIATIONS_MAX, _DEVIATIONS_MAX)
        values: Floats = (plain @ self.weight.T + self.bias).astype(np.float32)
        return values


@dataclass(frozen=True, slots=True)
class AdviceHeads:
    """The weights of one training run; see the model card beside them.

    Attributes:
        steps: Log odds of `ACT` and `NEEDED` for one step.
        facts, vectors: Each an estimate of the seven levels (0 to 2) and the ten issues (0 to 1); their mean counts.
        usual_question: Shape (384,), the mean vector of the questions of training.
        act_cut: Probability from which a step is an action.
        level_cuts: Shape (7, 2), estimates from which a level of 1 and of 2 is given.
        issue_cuts: Shape (10,), estimates from which an issue is named.
    """

    steps: Block
    facts: Block
    vectors: Block
    usual_question: Floats
    act_cut: float
    level_cuts: Floats
    issue_cuts: Floats

    def step_probabilities(self, inputs: Floats) -> Floats:
        """Return shape (n, 2), each 0 to 1, columns `ACT` and `NEEDED`."""
        probabilities: Floats = (1 / (1 + np.exp(-self.steps.values(inputs)))).astype(np.float32)
        return probabilities

    def estimates(self, facts: Floats, vectors: Floats) -> Floats:
        """Return shape (17,): the levels in the order of `DIMENSIONS`, then the issues in the order of `ISSUES`."""
        both: Floats = ((self.facts.values(facts) + self.vectors.values(vectors)) / 2).astype(np.float32)
        return both


def load_heads(path: Path) -> AdviceHeads:
    """Read the heads of a weights folder's `heads.safetensors`.

    Raises:
        EncoderUnavailable: The file is missing or incomplete.
    """
    try:
        tensors = {name: value.astype(np.float32) for name, value in load_file(path).items()}
        return AdviceHeads(
            steps=_block(tensors, "steps"),
            facts=_block(tensors, "facts"),
            vectors=_block(tensors, "vectors"),
            usual_question=tensors["usual_question"],
            act_cut=float(tensors["act_cut"][0]),
            level_cuts=tensors["level_cuts"],
            issue_cuts=tensors["issue_cuts"],
        )
    except (OSError, KeyError, SafetensorError) as error:
        raise EncoderUnavailable(
            f"advice weights at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error


def _block(tensors: Mapping[str, Floats], name: str) -> Block:
    return Block(*(tensors[f"{name}.{part}"] for part in ("center", "scale", "weight", "bias")))
