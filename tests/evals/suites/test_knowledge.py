"""A query scores by what is shown where a card fits, and by silence where none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from evals.knowledge import (
    Query,
    Ranked,
    bm25_searcher,
    ndcg,
    read_queries,
    scores_of,
    shipped_cards,
    silent_below,
    title_searcher,
)
from evals.suite import Case
from evals.suites.knowledge import FIRST, ORDER, SHOWN, SILENT, compare

GRADED = {"portfolio": 2, "references": 1}
CASES_MIN = 150


def query(cards: Mapping[str, int], text: str = "which pieces do I keep?") -> Query:
    return Query("q", "test", "a card answers", "arts", "fluent", text, cards)


def shown(*cards: str) -> dict[str, Any]:
    return {"cards": [{"id": card, "section": "One", "score": 0.9 - n / 10} for n, card in enumerate(cards)]}


def case(own: Query) -> Case[Query]:
    return Case("q", ({},), own, "", "")


def test_the_card_that_answers_on_top_scores_one() -> None:
    found = compare(case(query(GRADED)), [shown("portfolio", "references")])
    assert found.tallies == {ORDER: (1.0, 1.0), FIRST: (1.0, 1.0), SHOWN: (1.0, 1.0)}
    assert found.explanation == "the first card answers"


def test_a_card_that_helps_with_a_part_only_is_no_answer_in_the_first_place() -> None:
    found = compare(case(query(GRADED)), [shown("references", "portfolio")])
    assert 0 < found.tallies[ORDER][0] < 1
    assert found.tallies[FIRST] == (0.0, 1.0)
    assert "first came: Whom do I ask for a reference" in found.explanation


def test_nothing_shown_where_a_card_fits_is_wrong_and_counted() -> None:
    found = compare(case(query(GRADED)), [shown()])
    assert found.tallies == {ORDER: (0.0, 1.0), FIRST: (0.0, 1.0), SHOWN: (0.0, 1.0)}
    assert "not shown: What belongs in a portfolio" in found.explanation


@pytest.mark.parametrize(("cards", "is_silent"), [((), 1.0), (("portfolio",), 0.0)])
def test_where_no_card_fits_only_silence_counts(cards: tuple[str, ...], is_silent: float) -> None:
    assert compare(case(query({})), [shown(*cards)]).tallies == {SILENT: (is_silent, 1.0)}


def test_gain_falls_with_the_place() -> None:
    places: list[Ranked] = [[("portfolio", 0.0)], [("x", 0.0), ("portfolio", 0.0)], [("x", 0.0)]]
    gains = [ndcg({"portfolio": 2}, place) for place in places]
    assert gains == pytest.approx([1.0, 1 / np.log2(3), 0.0])


def test_trivial_searchers_find_words() -> None:
    cards = shipped_cards()
    for search in (bm25_searcher(cards), title_searcher(cards)):
        assert search("a freelancer's invoices that a client does not pay")[0][0] == "late-payers"
        assert search("penguins zebras") == []


def test_a_searcher_learns_below_which_score_to_be_silent() -> None:
    scores = {"near": 0.8, "far": 0.3, "between": 0.5}
    fitting, other = query({"late": 2}, "near"), query({}, "far")
    floored = silent_below(lambda text: [("late", scores[text])], [fitting, other])
    assert [bool(floored(text)) for text in ("near", "far", "between")] == [True, False, False]
    found = scores_of([fitting, other], floored)
    assert (found["shown, where a card fits"].value, found["silent, where none fits"].value) == (1.0, 1.0)


def test_queries_name_cards_that_mentees_are_shown_and_there_are_enough_of_each() -> None:
    queries, known = read_queries(), {card.id for card in shipped_cards()}
    assert {card for own in queries for card in own.cards} <= known
    assert {grade for own in queries for grade in own.cards.values()} == {1, 2}
    answered = Counter(bool(own.cards) for own in queries)
    assert min(answered.values()) >= CASES_MIN
    assert len({own.text for own in queries}) == len(queries)
    assert all((own.kind == "a card answers") == bool(own.cards) for own in queries)
