"""What a mentee sees and does, without a browser."""

from __future__ import annotations

import pytest

from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.sessions import accept, ask_for_more, decline
from assistant.web import words
from assistant.web.mentee_actions import act, say
from assistant.web.mentee_desk import MenteeDesk
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.mentor_desk import MentorDesk
from assistant.web.mentor_place import MentorPlace
from assistant.web.place import Place
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, PEER, ScriptedParts


class Visitor:
    """A mentee at the desk: does things and remembers where they led."""

    def __init__(self, desk: MenteeDesk, person: Person) -> None:
        self.desk = desk
        self.person = person
        self.place = Place()

    def say(self, text: str) -> None:
        self.place = say(self.desk, Wish(self.person, self.place, {}), text).place

    def do(self, action: str, **detail: str) -> Outcome:
        outcome = act(self.desk, Wish(self.person, self.place, {"action": action, **detail}))
        self.place = outcome.place
        return outcome

    @property
    def html(self) -> str:
        page = self.desk.show(self.person, self.place)
        return "\n".join(part for part in (page.tabs, page.chat, page.card, page.panel) if part)


@pytest.fixture
def parts() -> ScriptedParts:
    return ScriptedParts()


@pytest.fixture
def mentee(parts: ScriptedParts) -> Visitor:
    return Visitor(MenteeDesk(parts), MENTEE)


@pytest.fixture
def asked(parts: ScriptedParts, mentee: Visitor) -> str:
    """Return the id of a request to the mentor Amara."""
    mentee.say("Ward or informatics?")
    mentee.do("find")
    mentee.do("ask", mentor="m-1")
    return parts.store.requests_of_mentee(MENTEE.id)[0].id


def test_the_first_visit_greets_and_offers_a_start(mentee: Visitor) -> None:
    assert words.STARTERS[0] in mentee.html
    assert words.METER.format(there=0) in mentee.html
    assert words.FIND not in mentee.html


def test_the_meter_the_question_and_the_quick_replies_follow_the_words(mentee: Visitor) -> None:
    mentee.say("Ward or informatics?")
    assert words.METER.format(there=2) in mentee.html
    assert words.QUICK_REPLIES["use_as_is"] in mentee.html
    assert words.FIND_EARLY in mentee.html
    for _ in range(3):
        mentee.say("More of it.")
    assert words.METER_READY in mentee.html
    assert words.FIND_EARLY not in mentee.html


def test_whatever_is_typed_is_shown_as_text(mentee: Visitor, parts: ScriptedParts) -> None:
    hostile = "<script>alert(1)</script> \"onclick=' {{7*7}} & <b>bold</b>"
    mentee.say(hostile)
    mentee.do("edit", text=hostile)
    shown = mentee.html
    mentee.do("find")
    mentee.do("ask", mentor="m-1")
    shown += mentee.html + str(MentorDesk(parts).show(MENTOR, MentorPlace()).work)
    assert "<script>" not in shown
    assert "<b>bold" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "{{7*7}}" in shown


def test_a_chat_of_somebody_else_stays_closed(mentee: Visitor, parts: ScriptedParts) -> None:
    mentee.say("Ward or informatics?")
    stranger = Visitor(MenteeDesk(parts), OTHER_MENTEE)
    stranger.place = mentee.place
    with pytest.raises(NotFound):
        _ = stranger.html
    for action in ("edit", "reply", "reword", "ask"):
        with pytest.raises(NotFound):
            stranger.do(action, text="mine now", kind="skip", mentor="m-1")
    with pytest.raises(NotFound):
        stranger.say("mine now")


def test_a_request_of_somebody_else_cannot_be_withdrawn_or_answered(asked: str, parts: ScriptedParts) -> None:
    stranger = Visitor(MenteeDesk(parts), OTHER_MENTEE)
    stranger.say("Something of my own")
    for action in ("withdraw", "answer_more"):
        with pytest.raises(NotFound):
            stranger.do(action, request=asked)


@pytest.mark.parametrize("action", ["", "drop_tables", "__init__"])
def test_an_unknown_action_is_refused_calmly(mentee: Visitor, action: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        mentee.do(action)
    assert refused.value.for_people == words.UNKNOWN_ACTION


def test_the_privacy_chip_names_who_was_asked(mentee: Visitor) -> None:
    mentee.say("Ward or informatics?")
    assert words.ONLY_YOU in mentee.html
    mentee.do("ask", mentor="m-1")
    mentee.do("go", viewTo="question")
    assert words.YOU_AND.format(names="Amara") in mentee.html


def test_minutes_change_the_agenda_and_the_request(mentee: Visitor, parts: ScriptedParts) -> None:
    mentee.say("Ward or informatics?")
    mentee.do("minutes", minutes="60")
    assert "50 min" in mentee.html
    mentee.do("ask", mentor="m-1")
    assert parts.store.requests_of_mentee(MENTEE.id)[0].minutes == 60


def test_a_peer_is_never_suggested_to_themselves(parts: ScriptedParts) -> None:
    peer = Visitor(MenteeDesk(parts), PEER)
    peer.say("Ward or informatics?")
    peer.do("find")
    assert 'data-mentor="m-2"' not in peer.html
    assert 'data-mentor="m-1"' in peer.html


def test_nobody_suitable_is_said_plainly(mentee: Visitor) -> None:
    mentee.say("Which pizza is best?")
    mentee.do("find")
    assert words.NOBODY_TITLE in mentee.html
    assert words.NOBODY.format(count=4) in mentee.html


def test_suggestions_without_a_question_lead_back(mentee: Visitor) -> None:
    mentee.place = Place(view="mentors")
    assert words.NO_QUESTION in mentee.html


def test_a_decision_of_the_mentor_reaches_my_requests(asked: str, mentee: Visitor, parts: ScriptedParts) -> None:
    assert words.STATUS["pending"] in mentee.html
    accept(parts.store, MENTOR, asked, clock=parts.clock)
    assert words.STATUS["accepted"] in mentee.html
    assert words.WITHDRAW not in mentee.html


def test_a_decline_shows_its_reason(asked: str, mentee: Visitor, parts: ScriptedParts) -> None:
    decline(parts.store, MENTOR, asked, reason="Outside my field.", clock=parts.clock)
    assert "Outside my field." in mentee.html


def test_ask_for_more_returns_to_the_chat_and_the_better_question_goes_back(
    asked: str, mentee: Visitor, parts: ScriptedParts
) -> None:
    ask_for_more(parts.store, MENTOR, asked, question_back="Which ward?", clock=parts.clock)
    mentee.do("go", viewTo="question")
    assert "Which ward?" in mentee.html
    assert words.MORE_ASKED_BY.format(name="Amara") in mentee.html
    mentee.say("The surgical one.")
    mentee.do("answer_more", request=asked)
    assert "surgical" in parts.store.requests_of_mentee(MENTEE.id)[0].question
    assert parts.store.requests_of_mentee(MENTEE.id)[0].status == "pending"
