"""Pairs score by what is above what, histories by what is together and what is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from assistant.domain.disagreements import Advice
from evals.conflicts import Block
from evals.suite import Case
from evals.suites.conflicts import (
    BLOCKS,
    DECIDERS,
    FLAGS,
    GROUPS,
    LABELS,
    PAIRS,
    QUOTED,
    RIGHT,
    compare_block,
    compare_history,
    conflicts,
)
from training.conflicts.data import HistoryItem, load

PAIR = Advice("Wait."), Advice("Go now.")
BLOCK = Case("b", ({},) * 4, Block((PAIR,) * 4), "", "")
ITEMS = [
    HistoryItem("When?", "Wait until May.", 0, axis=0, side=0),
    HistoryItem("When?", "Go this week.", 0, axis=0, side=1),
    HistoryItem("Who?", "Ask Ana.", 1, axis=0, side=0),
    HistoryItem("Who?", "Ask Ana alone.", 1, axis=0, side=0),
]
HISTORY: Case[Sequence[HistoryItem]] = Case("h", ({},), ITEMS, "", "")


def judged(*scores: float) -> list[dict[str, Any]]:
    return [
        {
            "label": "conflict" if score > 0.5 else "compatible",
            "score": score,
            "kind": None,
            "decider": None,
            "judged_by": "embedded",
        }
        for score in scores
    ]


def flag(a: int, b: int, *, quotes: tuple[str, str] = ("Wait", "Go"), decider: str = "When?") -> dict[str, Any]:
    words = {"quote_a": quotes[0], "quote_b": quotes[1], "decider": decider}
    return judged(0.9)[0] | words | {"a": a, "b": b}


@pytest.mark.parametrize(
    ("scores", "block", "pairs"),
    [((0.9, 0.8, 0.2, 0.1), 1.0, 4.0), ((0.1, 0.2, 0.8, 0.9), 0.0, 0.0), ((0.4, 0.4, 0.4, 0.4), 0.5, 2.0)],
)
def test_opposed_pairs_are_to_score_higher(scores: tuple[float, ...], block: float, pairs: float) -> None:
    tallies = compare_block(BLOCK, judged(*scores)).tallies
    assert (tallies[BLOCKS], tallies[PAIRS]) == ((block, 1.0), (pairs, 4.0))


def test_calling_all_pairs_opposed_is_half_right() -> None:
    assert compare_block(BLOCK, judged(0.9, 0.9, 0.9, 0.9)).tallies[LABELS] == (4.0, 6.0)


def test_a_history_read_as_written_scores_one() -> None:
    found = compare_history(HISTORY, [{"decisions": [[0, 1], [2, 3]], "conflicts": [flag(0, 1)]}])
    assert found.tallies == {
        GROUPS: (4.0, 4.0),
        FLAGS: (2.0, 2.0),
        RIGHT: (1.0, 1.0),
        DECIDERS: (1.0, 1.0),
        QUOTED: (1.0, 1.0),
    }
    assert found.explanation == "as written"


def test_wrong_groups_and_flags_score_nought_and_are_told() -> None:
    flags = [flag(3, 2, quotes=("Ask Ana", "invented"), decider="")]
    found = compare_history(HISTORY, [{"decisions": [[0, 2], [1, 3]], "conflicts": flags}])
    assert found.tallies == {
        GROUPS: (0.0, 4.0),
        FLAGS: (0.0, 2.0),
        RIGHT: (0.0, 1.0),
        DECIDERS: (0.0, 1.0),
        QUOTED: (0.0, 1.0),
    }
    for told in ("wrongly together: 0 and 2, 1 and 3", "flagged, and none: 2 and 3", "not flagged: 0 and 1"):
        assert told in found.explanation


def test_a_history_without_flags_says_nothing_of_how_right_they_are() -> None:
    tallies = compare_history(HISTORY, [{"decisions": [[0, 1], [2, 3]], "conflicts": []}]).tallies
    assert tallies == {GROUPS: (4.0, 4.0), FLAGS: (0.0, 1.0)}


def test_each_case_holds_advice_of_the_decision_or_person_it_is_named_after() -> None:
    texts = {decision.id: {one.text for one in decision.texts} for decision in load()}
    cases = {str(sample.id): sample.metadata or {} for sample in conflicts().dataset}
    assert len(cases) == 372 + 248
    for name, metadata in cases.items():
        decision, _, part = name.rpartition("-")
        if part.startswith("axis"):
            assert {row[side]["text"] for row in metadata["rows"] for side in ("a", "b")} <= texts[decision]
        else:
            of_decision = [item["text"] in texts[decision] for item in metadata["rows"][0]["items"]]
            assert sum(of_decision) == 2


def test_the_same_cases_are_drawn_each_time() -> None:
    first, second = ({str(sample.id): sample.input for sample in conflicts().dataset} for _ in range(2))
    assert first == second
