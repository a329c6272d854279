"""Suggestions are scored by their order and their reasons, streams by their busiest mentor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evals.programs import programs_of
from evals.streams import outcome_of
from evals.suite import Case
from evals.suites.matching import (
    BEST,
    EVEN,
    FIT,
    HALVED,
    NOBODY,
    QUOTED,
    RANKED,
    RANKED_HARD,
    WITHIN,
    compare_no_question,
    compare_question,
    compare_stream,
    ndcg,
)
from training.reranker.data import Group, read_groups


@pytest.fixture(scope="module")
def group() -> Group:
    return replace(next(one for one in read_groups() if one.split == "test"), is_hard=True)


def ordered(group: Group) -> list[str]:
    by_relevance = sorted(zip(group.relevance, group.profiles, strict=True), key=lambda pair: -pair[0])
    return [mentor.id for _, mentor in by_relevance]


def suggested(*mentors: str, quote: str = "") -> dict[str, Any]:
    reasons = [{"text": "They write about it.", "quote": quote, "field": "bio"}] if quote else []
    rows = [{"mentor_id": one, "score": 0.9, "affinity": 0.9, "reasons": reasons} for one in mentors]
    return {"suggestions": rows, "unavailable": [], "considered": 90}


def stream(**changes: float) -> dict[str, float]:
    return {"peak": 2.0, "peak_best_fit": 4.0, "fit": 0.9, "fit_best_fit": 0.9, "over": 0} | changes


def test_the_right_order_scores_one_with_a_reason_from_the_profile(group: Group) -> None:
    best, *others = ordered(group)
    bio = next(mentor.bio for mentor in group.profiles if mentor.id == best)
    found = compare_question(Case("q", ({},), group, "", ""), [suggested(best, quote=bio[:30])])
    assert found.tallies[BEST] == found.tallies[QUOTED] == (1.0, 1.0)
    whole = compare_question(Case("q", ({},), group, "", ""), [suggested(best, *others[:4])])
    assert whole.tallies[RANKED] == whole.tallies[RANKED_HARD] == pytest.approx((1.0, 1.0))
    assert QUOTED not in whole.tallies


def test_strangers_score_nought_and_an_invented_quote_is_told(group: Group) -> None:
    stranger = next(one for one in read_groups() if one.id != group.id).profiles[0].id
    found = compare_question(Case("q", ({},), group, "", ""), [suggested(stranger, quote="I won a Nobel prize")])
    assert found.tallies == {RANKED: (0.0, 1.0), RANKED_HARD: (0.0, 1.0), BEST: (0.0, 1.0), QUOTED: (0.0, 1.0)}
    assert "not in the profile: “I won a Nobel prize”" in found.explanation


def test_gains_are_those_of_the_report(group: Group) -> None:
    best, second, *_ = ordered(group)
    worth = 7 + 3 / 1.584962500721156 + 1 / 2
    assert ndcg(group, [second, best]) == pytest.approx((3 + 7 / 1.584962500721156) / worth)


def test_nobody_at_all_scores_nought(group: Group) -> None:
    assert compare_question(Case("q", ({},), group, "", ""), [suggested()]).tallies[RANKED] == (0.0, 1.0)


def test_silence_is_right_where_there_is_no_question_for_mentors(group: Group) -> None:
    case: Case[None] = Case("n", ({},), None, "", "nobody")
    assert compare_no_question(case, [suggested()]).tallies == {NOBODY: (1.0, 1.0)}
    assert compare_no_question(case, [suggested(group.profiles[0].id)]).tallies == {NOBODY: (0.0, 1.0)}


@pytest.mark.parametrize(
    ("said", "halved"),
    [(stream(), 1.0), (stream(peak=2.1), 0.0), (stream(fit=0.87), 0.0), (stream(peak=1.0, fit=0.88), 1.0)],
)
def test_a_stream_is_halved_when_the_peak_is_and_fit_is_kept(said: dict[str, float], halved: float) -> None:
    assert compare_stream(Case("s", ({},), 20, "", ""), [said]).tallies[HALVED] == (halved, 1.0)


def test_what_spreading_takes_and_gives_is_measured() -> None:
    tallies = compare_stream(Case("s", ({},), 20, "", ""), [stream(fit=0.81, over=9)]).tallies
    assert (tallies[EVEN], tallies[FIT], tallies[WITHIN]) == ((2.0, 4.0), (0.81, 0.9), (81.0, 90.0))


def test_one_stream_is_the_same_each_time_and_keeps_to_capacities() -> None:
    assert outcome_of(seed=20_000, sessions=20) == outcome_of(seed=20_000, sessions=20)
    assert outcome_of(seed=20_000, sessions=20)["over"] == 0


def test_each_question_is_asked_in_programs_that_hold_its_own_mentors(group: Group) -> None:
    assert [len(program.groups) for program in programs_of(group)] == [15, 30, 140]
    assert all(group.id in program.groups for program in programs_of(group))
