"""A review scores 1 where it says what the writer of the draft says."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.advice import DIMENSIONS, ISSUES
from assistant.domain.questions import Span
from assistant.evaluation.measure import own_value
from assistant.text.intake import checked_text
from evals.suite import Case
from evals.suites.coaching import (
    ACTIONS,
    FAITHFUL,
    FAULTS,
    KEPT,
    LEVELS,
    METRICS,
    NUDGE,
    SAVED,
    SHORT,
    SILENT,
    coaching,
    compare,
)
from training.advice.data import THIRD_HAND, LabeledAdvice, Labels, read_advice

STORY = "I think that it was like this for me too when I was new. " * 12
DRAFT = f"{STORY}Ask Ana for the budget by Friday."
ACTION = Span(len(STORY), len(DRAFT) - 1, "Ask Ana for the budget by Friday")


def case(*, faults: tuple[str, ...] = ("too_long",), draft: str = DRAFT) -> Case[LabeledAdvice]:
    labels = Labels((1,) * len(DIMENSIONS), tuple(name in faults for name in ISSUES), (ACTION,))
    row = LabeledAdvice("cA-1", "test", "How?", draft, labels, labels, keep=(ACTION,))
    return Case("cA-1", ({},), row, "", "")


def said(shorter: str = "Ask Ana for the budget by Friday.", **changes: Any) -> dict[str, Any]:
    return {
        "labels": dict.fromkeys(DIMENSIONS, 1),
        "issues": ["too_long"],
        "actions": [{"start": ACTION.start, "end": ACTION.end, "quote": ACTION.quote}],
        "nudge": "Make it shorter.",
        "shorter": {"text": shorter, "words": len(shorter.split())},
    } | changes


def test_a_review_that_says_what_the_writer_says_has_nothing_against_it() -> None:
    found = compare(case(), [said()])
    own = {metric.name: own_value(metric, found.tallies[metric.name]) for metric in METRICS if metric.name != SILENT}
    assert own.pop(SAVED) == pytest.approx(1 - 7 / len(DRAFT.split()))
    assert set(own.values()) == {1.0}
    assert found.explanation == "as the writer says"


def test_a_review_that_misses_everything_scores_nought() -> None:
    output = said("Talk to your boss on Monday.", labels=dict.fromkeys(DIMENSIONS, 2), issues=["vague"], actions=[])
    found = compare(case(), [output | {"nudge": None}])
    assert (found.tallies[FAULTS], found.tallies[ACTIONS]) == ((0.0, 2.0), (0.0, 1.0))
    assert (found.tallies[NUDGE], found.tallies[KEPT], found.tallies[FAITHFUL]) == ((0.0, 1.0), (0.0, 1.0), (0.0, 1.0))
    assert found.tallies[LEVELS][1 * 3 + 2] == 1.0
    assert "specific: read as 2 of 2, is 1" in found.explanation
    assert "fault not named: too_long" in found.explanation
    assert "lost in the shorter version: “Ask Ana for the budget by Friday”" in found.explanation
    assert "new in the shorter version: boss, Monday" in found.explanation


def test_silence_is_right_where_the_advice_is_good() -> None:
    assert compare(case(faults=()), [said(nudge=None, issues=[])]).tallies[SILENT] == (1.0, 1.0)
    assert compare(case(faults=()), [said(issues=[])]).tallies[SILENT] == (0.0, 1.0)


def test_short_drafts_need_not_become_shorter() -> None:
    assert compare(case(draft="Ask Ana."), [said("Ask Ana.")]).tallies.keys().isdisjoint({KEPT, SAVED, SHORT})


def test_every_label_of_the_third_hand_stands_in_its_draft() -> None:
    for row in read_advice(THIRD_HAND):
        assert checked_text(row.draft) == row.draft
        for span in (*row.first.actions, *row.keep):
            assert span.quote == row.draft[span.start : span.end] != ""


def test_no_draft_the_heads_were_trained_on_is_asked() -> None:
    seen = {row.id for row in read_advice() if row.split != "test"}
    assert seen.isdisjoint(str(sample.id) for sample in coaching().dataset)


def test_the_gate_has_drafts_of_another_hand_to_ask() -> None:
    assert {sample.id for sample in coaching(split="dev").dataset} == {row.id for row in read_advice(THIRD_HAND)}
