"""Trained heads over segment vectors, evaluated in numpy.

The element laws hold by construction: a segment is scored alone, a draft's element is the noisy-or of
its segments' probabilities, and calibration multiplies by nonnegative gains. So adding a segment never
lowers an element; only `focus` falls, when a second, different ask is added beside a first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from assistant.domain.questions import SCOPES, Scope
from assistant.errors import EncoderUnavailable

Floats = NDArray[np.float32]

VECTOR_GAIN = 8.0
TOP_SEGMENTS = 4
GOAL_SHOWN_HEAD, ASK_SHOWN_HEAD, ASK_CLEAR_HEAD, TOPIC_HEAD, REFER_HEAD = 0, 10, 11, 12, 13
_FOCUS_HEADS = [TOPIC_HEAD, ASK_SHOWN_HEAD, GOAL_SHOWN_HEAD]
_ASK_FLOOR = 0.3
_TINY = 1e-4


@dataclass(frozen=True, slots=True)
class HelpHead:
    """Says that others have to help first; trained apart, on more of such drafts than the scope head has seen.

    Attributes:
        weight: Shape (384,), of the mean segment vector.
        of_scope: What the scope head's logarithm of the probability of `refer` adds.
        bias: Such that few ordinary drafts come out above 0.
    """

    weight: Floats
    of_scope: float
    bias: float

    def is_needed(self, vectors: Floats, scope_logits: Floats) -> bool:
        """Tell whether others have to help first, from segment vectors of shape (n, 384) and logits in the order of `SCOPES`."""
        refer = log_probability(scope_logits, SCOPES.index("refer"))
        return float(vectors.mean(axis=0) @ self.weight) + self.of_scope * refer + self.bias > 0


@dataclass(frozen=True, slots=True)
class RubricHeads:
    """The weights of one training run; see the model card beside them.

    Attributes:
        segment_weight: Shape (15, 384): six elements x (shown, clearly shown), topic, refer, refer clearly.
        gain, shift: Shape (7, 2), calibration of (at least 1, equal to 2) in the order of `ELEMENTS`; gain >= 0.
        focus_mix: Shape (3, 2), what topic, ask and goal add to focus; >= 0.
        crowd: Shape (2,), how much each further ask lowers focus; >= 0.
        subject_weight: Shape (32, 384), projects segments to what they are about.
        thresholds: Shape (7, 2), probabilities from which a level is given.
        help: Finds drafts that others have to help with first, beside the scope head; None leaves that to the scope head.
    """

    segment_weight: Floats
    segment_bias: Floats
    gain: Floats
    shift: Floats
    focus_mix: Floats
    crowd: Floats
    subject_weight: Floats
    scope_mean_weight: Floats
    scope_mean_bias: Floats
    scope_ask_weight: Floats
    scope_top_weight: Floats
    scope_facts_weight: Floats
    thresholds: Floats
    help: HelpHead | None = None

    def segment_probabilities(self, vectors: Floats) -> Floats:
        """Return shape (n, 15), each 0 to 1, for unit vectors of shape (n, 384)."""
        logits = (vectors * VECTOR_GAIN) @ self.segment_weight.T + self.segment_bias
        return _sigmoid(logits.astype(np.float32))

    def level_probabilities(self, shown: Floats, *, extra_asks: float) -> Floats:
        """Return shape (7, 2): probability of level 1 or more, and of level 2, from segment probabilities."""
        found = noisy_or(shown)
        levels = self.gain[1:] * _logit(found[:12].reshape(6, 2)) + self.shift[1:]
        focus = _logit(found[_FOCUS_HEADS]) @ self.focus_mix + self.shift[0] - self.crowd * extra_asks
        logits: Floats = np.concatenate([focus[None, :], levels]).astype(np.float32)
        return _sigmoid(logits)

    def scope_logits(self, vectors: Floats, shown: Floats, *, words: int, extra_asks: float) -> Floats:
        """Return shape (6,), in the order of `SCOPES`."""
        found = noisy_or(shown)
        asks = shown[:, ASK_CLEAR_HEAD]
        facts = np.concatenate([found[:12], [found[REFER_HEAD], np.log1p(words) / 5, extra_asks, np.log1p(asks.sum())]])
        odds = asks / (1 - np.minimum(asks, 1 - 1e-6))
        asked = (odds / odds.sum()) @ vectors
        mean = self.scope_mean_weight @ (vectors.mean(axis=0) * VECTOR_GAIN) + self.scope_mean_bias
        top = (self.scope_top_weight @ (vectors * VECTOR_GAIN).T).max(axis=1)
        logits: Floats = mean + self.scope_ask_weight @ (asked * VECTOR_GAIN) + top + self.scope_facts_weight @ facts
        return logits

    def scope(self, vectors: Floats, shown: Floats, *, words: int, extra_asks: float) -> Scope:
        """Return the scope that is most likely, `refer` also where only the help head sees it."""
        logits = self.scope_logits(vectors, shown, words=words, extra_asks=extra_asks)
        if self.help is not None and self.help.is_needed(vectors, logits):
            return "refer"
        return SCOPES[int(logits.argmax())]

    def extra_asks(self, vectors: Floats, shown: Floats) -> float:
        """Return how many further asks on other subjects stand beside the clearest one (0 and up)."""
        asks = shown[:, ASK_CLEAR_HEAD]
        subjects = vectors @ self.subject_weight.T
        directions = subjects / np.maximum(np.linalg.norm(subjects, axis=1, keepdims=True), 1e-12)
        best = int(asks.argmax())
        certain = np.maximum(asks - _ASK_FLOOR, 0)
        certain[best] = 0
        return float((certain * (1 - directions @ directions[best])).sum())


def load_heads(path: Path) -> RubricHeads:
    """Read the heads of a weights folder's `heads.safetensors`, and of `help.safetensors` beside it where there is one.

    Raises:
        EncoderUnavailable: The file is missing or incomplete.
    """
    try:
        tensors = {name: value.astype(np.float32) for name, value in load_file(path).items()}
        return RubricHeads(
            segment_weight=tensors["segment.weight"],
            segment_bias=tensors["segment.bias"],
            gain=tensors["gain"],
            shift=tensors["shift"],
            focus_mix=tensors["focus_mix"],
            crowd=tensors["crowd"],
            subject_weight=tensors["subject.weight"],
            scope_mean_weight=tensors["scope_mean.weight"],
            scope_mean_bias=tensors["scope_mean.bias"],
            scope_ask_weight=tensors["scope_ask.weight"],
            scope_top_weight=tensors["scope_top.weight"],
            scope_facts_weight=tensors["scope_facts.weight"],
            thresholds=tensors["thresholds"],
            help=_help_head(path.with_name("help.safetensors")),
        )
    except (OSError, KeyError) as error:
        raise EncoderUnavailable(
            f"rubric weights at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error


def _help_head(path: Path) -> HelpHead | None:
    if not path.exists():
        return None
    tensors = load_file(path)
    return HelpHead(tensors["weight"].astype(np.float32), float(tensors["of_scope"][0]), float(tensors["bias"][0]))


def log_probability(logits: Floats, place: int) -> float:
    """Return the logarithm of one softmax probability of logits, shape (n,)."""
    shifted = logits - logits.max()
    return float(shifted[place] - np.log(np.exp(shifted).sum()))


def noisy_or(shown: Floats) -> Floats:
    """Return 1 - product(1 - p) over each column's `TOP_SEGMENTS` largest p, shape (columns,)."""
    top = -np.sort(-shown, axis=0)[:TOP_SEGMENTS]
    found: Floats = (1 - np.exp(np.log1p(-np.minimum(top, 1 - 1e-5)).sum(axis=0))).astype(np.float32)
    return found


def _sigmoid(x: Floats) -> Floats:
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return result


def _logit(p: Floats) -> Floats:
    clipped = np.clip(p, _TINY, 1 - _TINY)
    result: Floats = np.log(clipped / (1 - clipped)).astype(np.float32)
    return result
