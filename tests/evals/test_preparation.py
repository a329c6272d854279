from __future__ import annotations

import json

import numpy as np

from assistant.domain.questions import ELEMENTS
from evals.preparation import (
    METRICS,
    NEXT,
    NEXT_MISSING,
    NEXT_READY,
    NO_QUESTION,
    SCOPE,
    Reader,
    as_json,
    asking_reader,
    length_reader,
    majority_reader,
    scores_of,
    second_reader,
)
from training.rubric.data import LabeledDraft


def draft(
    level: int, *next_elements: str, scope: int = 1, text: str = "a draft", second: int | None = None
) -> LabeledDraft:
    return LabeledDraft(
        id="d",
        split="test",
        text=text,
        levels=(level,) * 7,
        scope=scope,
        next_elements=next_elements,
        segments=(),
        tags=(),
        second_levels=None if second is None else (second,) * 7,
        second_scope=None if second is None else scope,
        second_next=None if second is None else next_elements,
    )


DRAFTS = [draft(0, "goal", "ask", second=0), draft(2, second=2), draft(1, "goal"), draft(2, scope=0, second=2)]


def test_who_reads_as_the_first_reader_scores_one_everywhere() -> None:
    reader = Reader(
        "same",
        rows=np.arange(4),
        questions=np.array([ELEMENTS.index("ask"), NO_QUESTION, ELEMENTS.index("goal"), NO_QUESTION]),
        levels=np.array([d.levels for d in DRAFTS]),
        scopes=np.array([d.scope for d in DRAFTS]),
    )
    scores = scores_of(reader, DRAFTS)
    assert set(scores) == {*METRICS, SCOPE, NEXT, NEXT_MISSING, NEXT_READY}
    assert all(score.value == 1.0 and score.unscored == 0 for found in scores.values() for score in found.values())


def test_drafts_read_once_are_unscored_for_the_second_reader() -> None:
    scores = scores_of(second_reader(DRAFTS), DRAFTS)
    assert (scores[SCOPE]["all"].n, scores[SCOPE]["all"].unscored) == (3, 1)
    assert scores["kappa, quadratic"]["goal"].value == 1.0


def test_always_asking_is_wrong_wherever_nothing_should_be_asked() -> None:
    scores = scores_of(asking_reader(DRAFTS, DRAFTS), DRAFTS)
    assert (scores[NEXT_MISSING]["all"].value, scores[NEXT_READY]["all"].value) == (1.0, 0.0)
    assert SCOPE not in scores


def test_the_majority_agrees_no_better_than_chance() -> None:
    scores = scores_of(majority_reader(DRAFTS, DRAFTS), DRAFTS)
    assert scores["kappa, linear"]["all"].value == 0.0
    assert scores[SCOPE]["all"].value == 0.75


def test_length_is_learned_from_the_training_split_alone() -> None:
    train = [draft(0, "goal", text="short"), draft(2, text="word " * 80)] * 5
    reader = length_reader(train, [draft(1, text="word " * 90), draft(1, text="tiny")])
    assert reader.levels is not None
    assert reader.levels[:, 1].tolist() == [2, 0]
    assert reader.questions.tolist() == [NO_QUESTION, ELEMENTS.index("goal")]


def test_scores_that_are_not_defined_are_null_for_programs() -> None:
    ready = [draft(2), draft(2)]
    found = json.loads(as_json({"majority": scores_of(majority_reader(ready, ready), ready)}))
    assert found["majority"]["kappa, linear"]["goal"]["value"] is None
    assert found["majority"][NEXT_MISSING]["all"] == {"value": None, "low": None, "high": None, "n": 0, "unscored": 0}
