from __future__ import annotations

import pytest

from assistant.advice.nudge import nudge_for
from assistant.domain.advice import DIMENSIONS, ISSUES, Dimension, Issue
from assistant.domain.questions import Level

GOOD: dict[Dimension, Level] = dict.fromkeys(DIMENSIONS, 2)


def test_good_advice_gets_no_nudge() -> None:
    assert nudge_for("Ring her today.", GOOD, (), actions=1) is None


@pytest.mark.parametrize("issue", ISSUES)
def test_each_issue_has_one_sentence_and_no_blank_left_open(issue: Issue) -> None:
    nudge = nudge_for("Bone up on CGAS.", GOOD, (issue,), actions=9)
    assert nudge is not None
    assert "$" not in nudge
    assert "\n" not in nudge


def test_what_hurts_is_said_before_what_is_long() -> None:
    both = nudge_for("x", GOOD, ("judgmental", "too_long"), actions=0)
    assert both == nudge_for("x", GOOD, ("judgmental",), actions=0)


def test_jargon_is_quoted_from_the_draft() -> None:
    assert "CGAS" in (nudge_for("Bone up on CGAS and HR.", GOOD, ("jargon",), actions=1) or "")


def test_a_missing_dimension_is_worth_a_nudge_without_an_issue() -> None:
    levels: dict[Dimension, Level] = {**GOOD, "next_step": 0}
    assert nudge_for("x", levels, (), actions=1) == nudge_for("x", GOOD, ("no_next_step",), actions=1)
