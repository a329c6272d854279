"""The embedded judge: small signs weighed together, cautious, the same answer every time.

What it knows about a pair: how near the two texts are, how many words they share, whether shared words are denied on one
side, whether one leans to now and the other to later, whether amounts of one thing differ, and how near their decisions
are. It does not understand advice, and what it is unsure of is for people to compare
(weights/conflicts/MODEL_CARD.md says how far that carries).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from assistant.conflicts.deciders import decider
from assistant.conflicts.grouping import Floats, decision_text
from assistant.conflicts.signals import restates, signs
from assistant.domain.disagreements import CONFLICT_KINDS, Advice, ConflictKind, ConflictLabel, Judgement
from assistant.errors import EncoderUnavailable
from assistant.ports.encoder import Encoder
from assistant.text.segments import sentences

QUOTE_WORDS_MAX: Final = 30
DOUBT_FROM: Final = 0.5
DOUBT_MAX: Final = 0.59
"""Scores above the first are pressed below the second, which is no card, where nothing is seen to differ."""
_CIRCUMSTANCE: Final = re.compile(
    r"\b(?:if|when|unless|once|while|as long as|in (?:a|an|the)|at (?:a|an)|for (?:a|an|those|people|the)|with (?:a|an))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class JudgeWeights:
    """Fitted by `training.conflicts.judge`.

    Attributes:
        flag_weight: Shape (features,), over the features of `features` less `flag_mean`, divided by `flag_scale`.
        related_weight: Gain and shift of the logistic function over the cosine of both decisions.
        kind_weight: Shape (5, 768), over the sum and the absolute difference of both texts' vectors.
        flag_min: Score from which a pair is flagged.
        related_min: Probability below which a pair speaks about different decisions.
    """

    flag_weight: Floats
    flag_bias: Floats
    flag_mean: Floats
    flag_scale: Floats
    related_weight: Floats
    kind_weight: Floats
    kind_bias: Floats
    flag_min: Floats
    related_min: Floats


def load_judge_weights(path: Path) -> JudgeWeights:
    """Read the weights.

    Raises:
        EncoderUnavailable: The file is missing or damaged.
    """
    try:
        return JudgeWeights(**{name: values.astype(np.float32) for name, values in load_file(path).items()})
    except (OSError, TypeError, SafetensorError) as error:
        raise EncoderUnavailable(
            f"the judge's weights at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error


@dataclass(frozen=True, slots=True)
class EmbeddedJudge:
    """Implements `ports.judge.ConflictJudge`.

    Attributes:
        encoder: The plain sentence encoder, for texts alone.
        decisions: The encoder of decisions, for texts with their questions.
    """

    encoder: Encoder
    decisions: Encoder
    weights: JudgeWeights

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        """Return one judgement for each earlier piece; see the port."""
        return self.judge_pairs([(old, new) for old in earlier])

    def judge_pairs(self, pairs: Sequence[tuple[Advice, Advice]]) -> list[Judgement]:
        """Return one judgement for each pair, in order, with one pass of each encoder."""
        if not pairs:
            return []
        vectors = _encoded(self.encoder, [[one.text for one in pair] for pair in pairs])
        decisions = _encoded(
            self.decisions, [[decision_text(one.question, one.text) for one in pair] for pair in pairs]
        )
        flagged, related = self._probabilities(pairs, vectors, decisions)
        kinds = self._kinds(vectors)
        rows = zip(pairs, flagged, related, kinds, strict=True)
        return [self._judgement(pair, float(flag), float(near), kind) for pair, flag, near, kind in rows]

    def _probabilities(
        self, pairs: Sequence[tuple[Advice, Advice]], vectors: Floats, decisions: Floats
    ) -> tuple[Floats, Floats]:
        w = self.weights
        shared = np.array([bool(a.question) == bool(b.question) for a, b in pairs])
        near: Floats = np.where(shared, (decisions[:, 0] * decisions[:, 1]).sum(axis=1), 1.0).astype(np.float32)
        related = _sigmoid(near * w.related_weight[0] + w.related_weight[1])
        seen = features(pairs, vectors)
        x = (seen - w.flag_mean) / w.flag_scale
        apart = _sigmoid((x @ w.flag_weight + w.flag_bias).astype(np.float32))
        says_other = np.array([not restates(a.text, b.text) for a, b in pairs], dtype=np.float32)
        return _unsure_without_sign(apart * related * says_other, seen), related

    def _kinds(self, vectors: Floats) -> list[ConflictKind]:
        x = np.concatenate([vectors.sum(axis=1), np.abs(vectors[:, 0] - vectors[:, 1])], axis=1)
        best = (x @ self.weights.kind_weight.T + self.weights.kind_bias).argmax(axis=1)
        return [CONFLICT_KINDS[int(row)] for row in best]

    def _judgement(self, pair: tuple[Advice, Advice], flagged: float, related: float, kind: ConflictKind) -> Judgement:
        label = self._label(pair, flagged, related)
        if label in ("compatible", "unrelated"):
            return Judgement(label, round(flagged, 4))
        quotes = [telling_words(one.text) for one in pair]
        return Judgement(label, round(flagged, 4), kind, decider(*pair, kind=kind), quotes[0], quotes[1])

    def _label(self, pair: tuple[Advice, Advice], flagged: float, related: float) -> ConflictLabel:
        if related < self.weights.related_min:
            return "unrelated"
        if flagged < self.weights.flag_min:
            return "compatible"
        return "conditional" if all(_names_circumstance(one.text) for one in pair) else "conflict"


def features(pairs: Sequence[tuple[Advice, Advice]], vectors: Floats) -> Floats:
    """Return the features of pairs, shape (n, 6): the signs, then the cosine of both texts; symmetric in the two.

    Args:
        pairs: The pieces of advice.
        vectors: Unit vectors of their texts alone, shape (n, 2, dimensions).
    """
    explicit = np.array([signs(a.text, b.text) for a, b in pairs], dtype=np.float32)
    cosine = (vectors[:, 0] * vectors[:, 1]).sum(axis=1, keepdims=True)
    return np.concatenate([explicit, cosine], axis=1).astype(np.float32)


def _unsure_without_sign(flagged: Floats, seen: Floats) -> Floats:
    """Return scores, in their order, kept below a sure one where no denial, time or amount is seen to differ.

    Likeness alone cannot tell agreement in other words ("take the post", "take the job") from opposition.
    """
    is_seen = (seen[:, 0] > 0) | (seen[:, 1] >= 1) | (seen[:, 2] > 0)
    pressed = DOUBT_FROM + (DOUBT_MAX - DOUBT_FROM) * (flagged - DOUBT_FROM) / (1 - DOUBT_FROM)
    result: Floats = np.where(is_seen | (flagged <= DOUBT_FROM), flagged, pressed).astype(np.float32)
    return result


def telling_words(text: str) -> str:
    """Return the words of a text to show on a card, verbatim: all of a short one, else its first whole sentences that fit."""
    if len(text.split()) <= QUOTE_WORDS_MAX:
        return text.strip()
    found = sentences(text)
    end = found[0].end if found else len(text)
    for sentence in found:
        if len(text[: sentence.end].split()) > QUOTE_WORDS_MAX:
            break
        end = sentence.end
    return text[found[0].start if found else 0 : end].strip()


def _names_circumstance(text: str) -> bool:
    return _CIRCUMSTANCE.search(text) is not None


def _encoded(encoder: Encoder, texts: Sequence[Sequence[str]]) -> Floats:
    """Return vectors of pairs of texts, shape (n, 2, dimensions); a text that comes often is encoded once."""
    distinct = list(dict.fromkeys(text for pair in texts for text in pair))
    row = {text: n for n, text in enumerate(distinct)}
    vectors = encoder.encode(distinct)
    paired: Floats = vectors[np.array([[row[text] for text in pair] for pair in texts])]
    return paired


def _sigmoid(x: Floats) -> Floats:
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return result
