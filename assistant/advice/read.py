"""Read a draft of advice: levels, issues, actions, one nudge, a shorter version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import cast

import numpy as np

from assistant.advice.actions import actions
from assistant.advice.cues import Floats, step_cues
from assistant.advice.facts import StepsRead, draft_facts, draft_vectors, step_inputs
from assistant.advice.heads import ACT, NEEDED, AdviceHeads
from assistant.advice.nudge import nudge_for
from assistant.advice.shorten import Worth, shorten
from assistant.advice.steps import steps
from assistant.domain.advice import DIMENSIONS, ISSUES, AdviceReview, Dimension, Issue
from assistant.domain.questions import Level, Span
from assistant.ports.encoder import Encoder
from assistant.text.segments import sentences


@dataclass(frozen=True, slots=True)
class AdviceReader:
    """The plain sentence encoder and the heads over it."""

    encoder: Encoder
    heads: AdviceHeads

    def read(self, question: str, draft: str) -> AdviceReview:
        """Review one draft; without words it has the level 0 everywhere and nothing else."""
        return self.read_all([(question, draft)])[0]

    def read_all(self, rows: Sequence[tuple[str, str]]) -> list[AdviceReview]:
        """Review many (question, draft) with one pass of the encoder; each result is as `read` gives it alone."""
        return [
            self._review(read) if read.spans else _nothing(draft)
            for read, (_, draft) in zip(read_steps(rows, self.encoder), rows, strict=True)
        ]

    def _review(self, read: StepsRead) -> AdviceReview:
        heads = self.heads
        shown = heads.step_probabilities(step_inputs(read))
        acts, needed = shown[:, ACT], shown[:, NEEDED]
        facts = draft_facts(read, acts, needed, usual_question=heads.usual_question)
        estimates = heads.estimates(facts, draft_vectors(read, acts))
        levels = _levels(estimates[: len(DIMENSIONS)], heads.level_cuts)
        issues = _issues(estimates[len(DIMENSIONS) :], heads.issue_cuts)
        found = actions(read.draft, read.spans, [bool(act >= heads.act_cut) for act in acts])
        worths = [Worth(float(act), float(need)) for act, need in zip(acts, needed, strict=True)]
        shorter = shorten(read.draft, read.spans, worths)
        return AdviceReview(
            draft=read.draft,
            levels=levels,
            issues=issues,
            actions=found,
            nudge=nudge_for(read.draft, levels, issues, actions=len(found)),
            shorter=shorter.text,
            cut=shorter.cut,
        )


def read_steps(rows: Sequence[tuple[str, str]], encoder: Encoder) -> list[StepsRead]:
    """Cut and encode many (question, draft) at once; what a blank draft gives has no spans."""
    cut = [steps(draft) for _, draft in rows]
    asks = [_asks(question) for question, _ in rows]
    texts = [
        [question, draft, *asked, *(span.quote for span in spans)]
        for (question, draft), asked, spans in zip(rows, asks, cut, strict=True)
    ]
    vectors = encoder.encode([text for own in texts for text in own])
    ends = list(accumulate(len(own) for own in texts))
    return [
        _steps_read(row, spans, vectors[end - len(own) : end], asks=len(asked))
        for row, spans, own, asked, end in zip(rows, cut, texts, asks, ends, strict=True)
    ]


def _steps_read(row: tuple[str, str], spans: list[Span], vectors: Floats, *, asks: int) -> StepsRead:
    question, draft = row
    return StepsRead(
        question=question,
        draft=draft,
        spans=spans,
        cues=step_cues(draft, spans),
        vectors=vectors[2 + asks :],
        question_vector=vectors[0],
        ask_vectors=vectors[2 : 2 + asks],
        draft_vector=vectors[1],
    )


def _asks(question: str) -> list[str]:
    """Return the sentences of a question that ask, its last one when none has a question mark."""
    found = [sentence.quote for sentence in sentences(question)]
    return [sentence for sentence in found if "?" in sentence] or found[-1:] or [question]


def _levels(estimates: Floats, cuts: Floats) -> dict[Dimension, Level]:
    levels = (estimates[:, None] > cuts).sum(axis=1)
    return {dimension: cast("Level", int(level)) for dimension, level in zip(DIMENSIONS, levels, strict=True)}


def _issues(estimates: Floats, cuts: Floats) -> tuple[Issue, ...]:
    return tuple(issue for issue, is_there in zip(ISSUES, np.greater(estimates, cuts), strict=True) if is_there)


def _nothing(draft: str) -> AdviceReview:
    return AdviceReview(draft, dict.fromkeys(DIMENSIONS, 0), (), (), None, "")
