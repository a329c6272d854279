"""The mentee's guidance without a browser: cards, timeline, check-ins, proposals, mail."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from assistant.domain.people import Person
from assistant.errors import AssistantError, InvalidInput, NotFound
from assistant.guidance.cards import my_cards
from assistant.guidance.graduation import my_proposals
from assistant.sessions import accept
from assistant.web import guidance_words
from assistant.web.owner.home import words as home_words
from assistant.web.owner.home.view import show_home
from assistant.web.owner.place import OwnerPlace
from assistant.web.place import Place
from tests.fakes.clock import StandingClock
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, OWNER, PEER, ScriptedParts
from tests.web.test_sessions_desk import Visitor

AMARA_TWO = Person("p-two", "two@example.org", "Amara Nwosu 2", frozenset({"mentor"}), mentor_id="m-3")


@pytest.fixture
def parts() -> ScriptedParts:
    parts = ScriptedParts()
    parts.store.add_person(AMARA_TWO, None)
    return parts


@pytest.fixture
def mina(parts: ScriptedParts) -> Visitor:
    return Visitor(parts, MENTEE)


def told(visitor: Visitor, note: str, mentor: Person = MENTOR) -> None:
    """Ask a mentor, have the session, and paste a note about it."""
    parts = visitor.desk.parts
    request = visitor.ask("Should I take the lower grade?", mentor.mentor_id or "")
    accept(parts.store, mentor, request, clock=parts.clock)
    visitor.do("paste_note", session=request, text=note)


@pytest.fixture
def apart(mina: Visitor) -> Visitor:
    """Return a visitor who was told two things that pull apart, at their guidance."""
    told(mina, "- Accept the lower grade\n- Sleep over it\n! ask for the policy")
    told(mina, "- Do not accept a lower grade", AMARA_TWO)
    mina.do("go", viewTo="guidance")
    return mina


def card_of(visitor: Visitor) -> str:
    (card,) = my_cards(visitor.desk.parts.store, MENTEE).open
    return card.disagreement.id


def test_both_sides_stand_beside_the_question_that_decides(apart: Visitor) -> None:
    shown = apart.html
    for words in (
        "Accept the lower grade",
        "Do not accept a lower grade",
        "Can you go back later?",
        guidance_words.LABELS["conflict"],
        guidance_words.KINDS["action"],
        guidance_words.JUDGED_EMBEDDED,
        guidance_words.CANNOT_JUDGE,
        "25 November 2026",
    ):
        assert words in shown


def test_the_chat_says_quietly_that_something_is_open_and_leads_there(apart: Visitor) -> None:
    apart.do("go", viewTo="question")
    assert "You have 1 open disagreement" in apart.html
    assert f'data-card="{card_of(apart)}"' in apart.html
    apart.do("go", viewTo="guidance", card=card_of(apart))
    assert "data-arrive" in apart.html
    apart.do("decide", card=card_of(apart), decision="follow_a")
    assert "data-arrive" not in apart.html
    apart.do("go", viewTo="question")
    assert "open disagreement" not in apart.html


def test_both_needs_a_line_why(apart: Visitor) -> None:
    with pytest.raises(InvalidInput):
        apart.do("decide", card=card_of(apart), decision="both", reason="")
    apart.do("decide", card=card_of(apart), decision="both", reason="First one, then the other.")
    assert "First one, then the other." in apart.html
    assert guidance_words.DECIDED_TITLE in apart.html


def test_a_decision_can_be_opened_again(apart: Visitor) -> None:
    card = card_of(apart)
    apart.do("decide", card=card, decision="not_a_conflict")
    assert guidance_words.OPEN_TITLE not in apart.html
    apart.do("reopen", card=card)
    assert card_of(apart) == card


def test_two_mentors_of_one_first_name_are_told_apart(apart: Visitor) -> None:
    assert guidance_words.FOLLOW.format(name="Amara Nwosu") in apart.html
    assert guidance_words.FOLLOW.format(name="Amara Nwosu 3") in apart.html


def test_one_mentor_who_said_two_things_is_told_apart_by_time(mina: Visitor) -> None:
    told(mina, "- Accept the grade")
    told(mina, "- Refuse the grade")
    mina.do("go", viewTo="guidance")
    assert guidance_words.FOLLOW_EARLIER in mina.html
    assert guidance_words.CARD_TITLE_SAME.format(a="Amara Nwosu") in mina.html


def test_advice_moved_to_another_decision_settles_the_card(apart: Visitor) -> None:
    store = apart.desk.parts.store
    assert guidance_words.SPOKE.format(count=2) in apart.html
    item = next(one for one in store.guidance_of(MENTEE.id) if one.text.startswith("Do not"))
    apart.do("move_item", item=item.id, decision="")
    assert guidance_words.OPEN_TITLE not in apart.html
    assert guidance_words.SPOKE.format(count=2) not in apart.html


def test_one_tap_answers_a_check_in_and_one_line_says_why(apart: Visitor) -> None:
    parts = apart.desk.parts
    assert "ask for the policy" in apart.html
    assert guidance_words.CHECK_INS_NOTE.format(name="Amara") not in apart.html
    cast("StandingClock", parts.clock).move(timedelta(days=3))
    assert guidance_words.CHECK_INS_NOTE.format(name="Amara") in apart.html
    (check_in,) = (one for one in parts.store.check_ins_of(MENTEE.id) if one.outcome is None)
    apart.do("answer", checkIn=check_in.id, outcome="stuck", why="Nobody knows where it is.")
    assert "Nobody knows where it is." in apart.html
    assert guidance_words.CHECK_INS_NOTE.format(name="Amara") not in apart.html
    (promise,) = parts.store.commitments_of(MENTEE.id)
    apart.do("commitment_became", commitment=promise.id, outcome="done", why="")
    assert parts.store.commitments_of(MENTEE.id)[0].outcome == "done"


def test_what_became_of_advice_is_kept(apart: Visitor) -> None:
    store = apart.desk.parts.store
    item = store.guidance_of(MENTEE.id)[0]
    apart.do("said_became", item=item.id, outcome="adapted", why="With a date.")
    assert "With a date." in apart.html
    with pytest.raises(InvalidInput):
        apart.do("said_became", item=item.id, outcome="forgotten")


def test_a_topic_of_three_sessions_proposes_longer_mentoring_with_a_note_to_edit(mina: Visitor) -> None:
    for note in ("- Take the grade", "- Refuse the grade", "- Discuss the grade"):
        told(mina, note)
    mina.do("go", viewTo="guidance")
    parts = mina.desk.parts
    assert guidance_words.PROPOSAL_TO["sustained_mentoring"] in mina.html
    (proposal,) = my_proposals(parts.store, MENTEE, clock=parts.clock)
    mina.do("consent", proposal=proposal.deferral.id, note="I go round in circles about my grade.")
    assert "I go round in circles about my grade." in mina.html
    owner = show_home(parts, OWNER, OwnerPlace()).below or ""
    assert guidance_words.OWNER_REASONS["same_topic"] in owner
    assert guidance_words.OWNER_STATUS["consented"] in owner
    assert "circles" not in owner
    assert MENTEE.name not in owner
    mina.do("decline_proposal", proposal=proposal.deferral.id)
    assert guidance_words.PROPOSALS_TITLE not in mina.html


def test_owners_count_disagreements_without_anybodys_words(apart: Visitor) -> None:
    apart.do("decide", card=card_of(apart), decision="follow_b", reason="A secret reason.")
    page = show_home(apart.desk.parts, OWNER, OwnerPlace()).below or ""
    assert guidance_words.OWNER_LABELS["conflict"] in page
    assert home_words.FEW in page
    for secret in ("A secret reason.", "lower grade", MENTEE.name, "Amara"):
        assert secret not in page


def test_mail_and_quiet_hours_are_set(mina: Visitor) -> None:
    store = mina.desk.parts.store
    mina.do("go", viewTo="guidance")
    mina.do("set_wishes", quiet="yes", quiet_from="21:30", quiet_until="07:00")
    wishes = store.contact_wishes(MENTEE.id)
    assert wishes is not None
    assert wishes.is_unsubscribed
    assert 'value="21:30"' in mina.html
    mina.do("set_wishes", ask="yes")
    wishes = store.contact_wishes(MENTEE.id)
    assert wishes is not None
    assert (wishes.is_unsubscribed, wishes.quiet_hours) == (False, None)
    with pytest.raises(InvalidInput):
        mina.do("set_wishes", ask="yes", quiet="yes", quiet_from="", quiet_until="07:00")


def test_nobody_else_sees_or_touches_any_of_it(apart: Visitor) -> None:
    parts = apart.desk.parts
    item, promise = parts.store.guidance_of(MENTEE.id)[0], parts.store.commitments_of(MENTEE.id)[0]
    for person in (OTHER_MENTEE, PEER):
        stranger = Visitor(cast("ScriptedParts", parts), person)
        for action, detail in (
            ("decide", {"card": card_of(apart), "decision": "follow_a"}),
            ("reopen", {"card": card_of(apart)}),
            ("move_item", {"item": item.id}),
            ("said_became", {"item": item.id, "outcome": "done"}),
            ("commitment_became", {"commitment": promise.id, "outcome": "done"}),
            ("answer", {"checkIn": "any", "outcome": "done"}),
            ("consent", {"proposal": "any", "note": "mine"}),
            ("decline_proposal", {"proposal": "any"}),
        ):
            with pytest.raises(NotFound):
                stranger.do(action, **detail)
        stranger.place = Place(view="guidance", card=card_of(apart))
        assert "lower grade" not in stranger.html
    assert parts.store.guidance_of(MENTEE.id)[0] == item
    assert card_of(apart)


def test_nothing_yet_leads_to_the_sessions(mina: Visitor) -> None:
    mina.do("go", viewTo="guidance")
    assert guidance_words.GUIDANCE_EMPTY in mina.html
    assert "/guidance.md" not in mina.html


def test_unknown_things_are_refused_calmly(apart: Visitor) -> None:
    for action, detail in (
        ("decide", {"card": card_of(apart), "decision": "toss"}),
        ("answer", {}),
        ("move_item", {}),
        ("move_item", {"item": "x", "decision": "y"}),
    ):
        with pytest.raises(AssistantError):
            apart.do(action, **detail)
