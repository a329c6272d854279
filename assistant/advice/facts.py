"""Turn what the steps of a draft show into numbers about the whole draft, for the heads that judge it.

Two blocks: `draft_facts` holds counts, shares and likenesses, `draft_vectors` what the draft is about. Both are
the same in training and at run time, so a change here needs `python -m training.advice.train`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.advice.cues import COUNTED, STEP_CUES, Floats
from assistant.domain.questions import Span
from assistant.text.inflection import lemmas
from assistant.text.segments import count_words
from assistant.text.words import is_function_word, tokens

_COUNTS: Final = len(COUNTED)
_NEIGHBOR_CUES: Final = [
    STEP_CUES.index(name) for name in ("imperative", "imperative_later", "i_past", "must", "may", "you", "past")
]
_CUE_MAX: Final = 3.0
_WORDS, _WHEN, _SOON, _DIGIT = (STEP_CUES.index(name) for name in ("words", "when", "today", "digit"))
_NO_MENTION: Final = 9
_PRODUCT_GAIN: Final = 4.0
_TINY: Final = 1e-6
_TOPIC_LETTERS_MIN: Final = 3


@dataclass(frozen=True, slots=True)
class StepsRead:
    """The steps of one draft beside its question, as numbers.

    Attributes:
        spans: The steps, n of them, n > 0.
        cues: Shape (n, len(STEP_CUES)), see `cues.step_cues`.
        vectors: Shape (n, 384), unit length.
        question_vector: Shape (384,), unit length.
        ask_vectors: Shape (asks, 384): the question's sentences that ask.
        draft_vector: Shape (384,): the draft read as a whole, cut where the encoder cuts.
    """

    question: str
    draft: str
    spans: list[Span]
    cues: Floats
    vectors: Floats
    question_vector: Floats
    ask_vectors: Floats
    draft_vector: Floats


def step_inputs(read: StepsRead) -> Floats:
    """Return shape (n, inputs): cues of each step, some of its neighbors, likeness to the question, its vector."""
    cues = read.cues
    near, none = cues[:, _NEIGHBOR_CUES], np.zeros((1, len(_NEIGHBOR_CUES)), dtype=np.float32)
    likeness = (read.vectors @ read.question_vector)[:, None]
    capped = np.minimum(cues, _CUE_MAX)
    inputs: Floats = np.hstack(
        [capped, np.vstack([none, near[:-1]]), np.vstack([near[1:], none]), likeness, read.vectors]
    ).astype(np.float32)
    return inputs


def draft_facts(read: StepsRead, acts: Floats, needed: Floats, *, usual_question: Floats) -> Floats:
    """Return shape (facts,).

    Args:
        read: The steps.
        acts: Shape (n,), how surely each step is an action, 0 to 1.
        needed: Shape (n,), how surely each step holds what must not be lost, 0 to 1.
        usual_question: Shape (384,), the mean vector of questions, taken off so that only what sets one apart counts.
    """
    facts: Floats = np.concatenate(
        [_action_facts(read, acts, needed), _cue_facts(read), _likeness_facts(read, acts, usual_question)]
    ).astype(np.float32)
    return facts


def draft_vectors(read: StepsRead, acts: Floats) -> Floats:
    """Return shape (1152,): the mean of the steps, the mean of the actions, and what draft and question share."""
    words = _words(read)
    mean = (words / words.sum()) @ read.vectors
    whole = mean / np.linalg.norm(mean)
    told = (acts * words) @ read.vectors / ((acts * words).sum() + _TINY)
    both: Floats = np.hstack([whole, told, whole * read.question_vector * _PRODUCT_GAIN]).astype(np.float32)
    return both


def _words(read: StepsRead) -> Floats:
    """Return the words of each step, shape (n,)."""
    words: Floats = np.expm1(read.cues[:, _WORDS]).astype(np.float32)
    return words


def _action_facts(read: StepsRead, acts: Floats, needed: Floats) -> Floats:
    words = _words(read)
    total = words.sum()
    when, soon, digit = (read.cues[:, column] > 0 for column in (_WHEN, _SOON, _DIGIT))
    surest = np.sort(acts)[::-1]
    return np.array(
        [
            np.log(total),
            np.sqrt(total),
            np.log(len(acts)),
            len(acts),
            acts.sum(),
            np.log1p(acts.sum()),
            surest[:1].sum(),
            surest[1:3].sum(),
            (acts * words).sum() / total,
            (needed * words).sum() / total,
            (acts * when).sum(),
            (acts * soon).sum(),
            (acts * when).max(),
            (acts * soon).max(),
            (acts * digit).sum(),
            (acts * digit).max(),
            ((1 - acts) * words).sum() / 100,
            np.std(read.vectors, axis=0).sum(),
            read.draft.count("\n"),
            count_words(read.question) / 50,
        ],
        dtype=np.float32,
    )


def _cue_facts(read: StepsRead) -> Floats:
    sums, shape = read.cues[:, :_COUNTS].sum(axis=0), read.cues[:, _COUNTS:]
    facts: Floats = np.concatenate([np.log1p(sums), sums / _words(read).sum() * 30, shape.mean(axis=0), shape[0]])
    return facts


def _likeness_facts(read: StepsRead, acts: Floats, usual: Floats) -> Floats:
    """Return how near the draft comes to what was asked: by vectors, and by words that both use."""
    own = _unit(read.question_vector - usual)
    apart = _unit(read.vectors - usual)
    near, plain = apart @ own, read.vectors @ read.question_vector
    asked = (apart @ read.ask_vectors.T).max(axis=1)
    words = _words(read)
    mean = (words / words.sum()) @ read.vectors
    return np.array(
        [
            plain.max(),
            _top(plain, 3),
            (words / words.sum()) @ plain,
            mean @ read.question_vector / np.linalg.norm(mean),
            (acts * plain).max(),
            read.draft_vector @ read.question_vector,
            read.draft_vector @ own,
            near.max(),
            _top(near, 3),
            near.mean(),
            asked.max(),
            _top(asked, 3),
            (read.ask_vectors @ read.draft_vector).max(),
            (acts * near).max(),
            (acts * near).sum() / (acts.sum() + 0.1),
            near[:2].mean(),
            near[-2:].mean(),
            *_shared_words(read),
        ],
        dtype=np.float32,
    )


def _shared_words(read: StepsRead) -> list[float]:
    """Return the share of the question's telling words in the draft, the same by length, and where they come up."""
    asked = _telling(read.question)
    said = frozenset[str]().union(*_telling(read.draft))
    of_question = frozenset[str]().union(*asked)
    share = sum(not word.isdisjoint(said) for word in asked) / max(1, len(asked))
    mentions = [any(not word.isdisjoint(of_question) for word in _telling(step.quote)) for step in read.spans]
    first = mentions.index(True) if True in mentions else _NO_MENTION
    return [share, share / np.log(len(said) + 2), float(np.mean(mentions)), float(min(first, _NO_MENTION))]


def _telling(text: str) -> list[frozenset[str]]:
    return [
        lemmas(word.quote)
        for word in tokens(text)
        if len(word.quote) >= _TOPIC_LETTERS_MIN and not is_function_word(word.quote)
    ]


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _TINY)
    return unit


def _top(values: Floats, count: int) -> float:
    return float(np.sort(values)[-count:].mean())
