from __future__ import annotations

import pytest

from assistant.errors import NotAllowed, NotFound
from assistant.guidance.cards import my_cards, open_disagreements
from assistant.guidance.timeline import MOVED, decisions_beside, move_item, my_guidance
from tests.guidance.conftest import APRIL, JUNE, MAY, Guided


@pytest.fixture
def grades(guided: Guided) -> Guided:
    """Three mentors about one decision, and one of them about something else."""
    guided.told("review", "Fix a written review.", decision_id="grade", session_date=APRIL)
    guided.told("files", "Ask which files you would get.", session_date=APRIL)
    guided.told("refuse", "Do not accept it.", by="bo", decision_id="grade", session_date=MAY)
    guided.told("trial", "Propose a trial.", by="cleo", decision_id="grade", session_date=JUNE)
    return guided


def test_what_several_mentors_spoke_about_stands_together_the_latest_topic_first(grades: Guided) -> None:
    shared, alone = my_guidance(grades.store, grades.noor)
    assert [one.item.id for one in shared.said] == ["review", "refuse", "trial"]
    assert (shared.mentors, shared.latest, shared.question) == (3, JUNE, "What about the cleo matter?")
    assert [(one.item.id, one.mentor) for one in alone.said] == [("files", "Amara")]
    assert alone.decision_id is None


def test_what_one_session_said_about_several_things_is_one_topic(guided: Guided) -> None:
    guided.told("one", "First this.")
    guided.told("two", "Then that.")
    (topic,) = my_guidance(guided.store, guided.noor)
    assert [one.item.id for one in topic.said] == ["one", "two"]


def test_nobody_is_shown_what_others_were_told(grades: Guided) -> None:
    assert my_guidance(grades.store, grades.otto) == ()
    with pytest.raises(NotAllowed):
        my_guidance(grades.store, grades.amara)


def test_advice_can_be_moved_to_another_decision_and_to_one_of_its_own(grades: Guided) -> None:
    topics = my_guidance(grades.store, grades.noor)
    (files,) = (one.item for topic in topics for one in topic.said if one.item.id == "files")
    assert list(decisions_beside(topics, files)) == ["grade"]
    move_item(grades.store, grades.noor, "files", decision_id="grade", clock=grades.clock)
    (together,) = my_guidance(grades.store, grades.noor)
    assert len(together.said) == 4
    moved = move_item(grades.store, grades.noor, "trial", decision_id=None, clock=grades.clock)
    assert moved.decision_id not in ("grade", "files", "trial")
    alone = my_guidance(grades.store, grades.noor)[0]
    assert [one.item.id for one in alone.said] == ["trial"]


def test_moving_advice_away_settles_its_disagreements_for_good(grades: Guided) -> None:
    grades.pulled_apart("review", "refuse")
    grades.pulled_apart("refuse", "trial")
    move_item(grades.store, grades.noor, "refuse", decision_id=None, clock=grades.clock)
    assert len(open_disagreements(grades.store, "noor")) == 0
    decided = my_cards(grades.store, grades.noor).decided
    assert {card.disagreement.decision for card in decided} == {"not_a_conflict"}
    assert {card.disagreement.reason for card in decided} == {MOVED}
    grades.pulled_apart("review", "refuse", id="again")
    assert len(open_disagreements(grades.store, "noor")) == 0


def test_a_disagreement_inside_the_decision_stays_when_both_are_there(grades: Guided) -> None:
    grades.pulled_apart("files", "refuse")
    move_item(grades.store, grades.noor, "files", decision_id="grade", clock=grades.clock)
    assert len(open_disagreements(grades.store, "noor")) == 1


def test_a_stranger_moves_nothing_and_nothing_moves_to_a_strangers_decision(grades: Guided) -> None:
    with pytest.raises(NotFound):
        move_item(grades.store, grades.otto, "files", decision_id=None, clock=grades.clock)
    with pytest.raises(NotFound):
        move_item(grades.store, grades.noor, "files", decision_id="somebody else's", clock=grades.clock)
    with pytest.raises(NotAllowed):
        move_item(grades.store, grades.amara, "files", decision_id=None, clock=grades.clock)
    assert {item.decision_id for item in grades.store.guidance_of("noor")} == {"grade", "files"}
