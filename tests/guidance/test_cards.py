from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.disagreements import DECISIONS, Decision
from assistant.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.guidance.cards import decide, my_cards, open_disagreements, reopen
from tests.guidance.conftest import Guided


@pytest.fixture
def apart(guided: Guided) -> Guided:
    guided.told("take", "Accept the lower grade with a review date.")
    guided.told("refuse", "Do not accept a lower grade.", by="bo")
    guided.pulled_apart("take", "refuse")
    return guided


def test_a_card_shows_both_sides_with_who_said_it(apart: Guided) -> None:
    (card,) = my_cards(apart.store, apart.noor).open
    assert (card.a.mentor, card.a.item.id) == ("Amara", "take")
    assert (card.b.mentor, card.b.item.text) == ("Bo", "Do not accept a lower grade.")


def test_unsure_pairs_are_apart_from_disagreements_and_not_counted(guided: Guided) -> None:
    guided.told("early", "Tell them early.")
    guided.told("late", "Wait for the offer.", by="bo")
    guided.pulled_apart("early", "late", is_sure=False)
    cards = my_cards(guided.store, guided.noor)
    assert cards.open == ()
    assert [card.disagreement.id for card in cards.to_compare] == ["early/late"]
    assert len(open_disagreements(guided.store, "noor")) == 0


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_closes_the_card_and_reopening_forgets_it(apart: Guided, decision: Decision) -> None:
    decide(apart.store, apart.noor, "take/refuse", decision, reason="Both, one\nafter the other.", clock=apart.clock)
    (card,) = my_cards(apart.store, apart.noor).decided
    assert card.disagreement.decision == decision
    assert card.disagreement.reason == "Both, one after the other."
    assert card.disagreement.decided_at == apart.clock()
    assert len(open_disagreements(apart.store, "noor")) == 0
    reopen(apart.store, apart.noor, "take/refuse", clock=apart.clock)
    (card,) = my_cards(apart.store, apart.noor).open
    assert (card.disagreement.decision, card.disagreement.reason) == (None, "")


def test_the_last_decision_stands_first(apart: Guided) -> None:
    apart.told("wait", "Wait a year.", by="cleo")
    apart.pulled_apart("take", "wait")
    decide(apart.store, apart.noor, "take/wait", "follow_a", clock=apart.clock)
    apart.clock.move(timedelta(days=1))
    decide(apart.store, apart.noor, "take/refuse", "follow_b", clock=apart.clock)
    assert [card.disagreement.id for card in my_cards(apart.store, apart.noor).decided] == ["take/refuse", "take/wait"]


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_both_needs_a_reason_and_the_others_do_not(apart: Guided, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(apart.store, apart.noor, "take/refuse", "both", reason=reason, clock=apart.clock)
    assert "why both fit" in refused.value.for_people
    decide(apart.store, apart.noor, "take/refuse", "follow_a", reason=reason, clock=apart.clock)


@pytest.mark.parametrize("reason", ["x" * 301, "\x00\x01\x02\x03"])
def test_a_reason_that_is_no_line_is_refused_and_nothing_is_decided(apart: Guided, reason: str) -> None:
    with pytest.raises(InvalidInput):
        decide(apart.store, apart.noor, "take/refuse", "follow_a", reason=reason, clock=apart.clock)
    assert len(open_disagreements(apart.store, "noor")) == 1


def test_an_unknown_decision_is_refused(apart: Guided) -> None:
    with pytest.raises(InvalidInput):
        decide(apart.store, apart.noor, "take/refuse", "toss_a_coin", clock=apart.clock)  # type: ignore[arg-type]


def test_a_dismissed_pair_never_comes_back(apart: Guided) -> None:
    decide(apart.store, apart.noor, "take/refuse", "not_a_conflict", clock=apart.clock)
    apart.pulled_apart("refuse", "take", id="found again")
    cards = my_cards(apart.store, apart.noor)
    assert cards.open == ()
    assert [card.disagreement.id for card in cards.decided] == ["take/refuse"]


def test_nobody_else_sees_decides_or_reopens_a_card(apart: Guided) -> None:
    assert my_cards(apart.store, apart.otto).open == ()
    for person, card in ((apart.otto, "take/refuse"), (apart.noor, "no such card")):
        with pytest.raises(NotFound):
            decide(apart.store, person, card, "follow_a", clock=apart.clock)
        with pytest.raises(NotFound):
            reopen(apart.store, person, card, clock=apart.clock)
    with pytest.raises(NotAllowed):
        decide(apart.store, apart.amara, "take/refuse", "follow_a", clock=apart.clock)
    with pytest.raises(NotSignedIn):
        my_cards(apart.store, None)
    assert len(open_disagreements(apart.store, "noor")) == 1
