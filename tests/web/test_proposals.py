"""A chat that needs more than a session says so once, and the proposal waits in the guidance."""

from __future__ import annotations

from assistant.guidance.graduation import my_proposals
from assistant.web.mentee_actions import say
from assistant.web.mentee_desk import MenteeDesk
from assistant.web.mentee_wish import Wish
from assistant.web.place import Place
from tests.web.scripted import MENTEE, ScriptedParts


def test_who_is_not_well_is_offered_help_once_and_can_go_on() -> None:
    parts = ScriptedParts()
    desk = MenteeDesk(parts)
    first = say(desk, Wish(MENTEE, Place(), {}), "I'm burned out. Ward or informatics?")
    (proposal,) = my_proposals(parts.store, MENTEE, clock=parts.clock)
    assert proposal.deferral.to == "professional_help"
    assert first.notice is not None
    assert first.notice.text == proposal.words
    assert say(desk, Wish(MENTEE, first.place, {}), "I need it by March.").notice is None
    assert len(my_proposals(parts.store, MENTEE, clock=parts.clock)) == 1


def test_an_ordinary_question_is_proposed_nothing() -> None:
    parts = ScriptedParts()
    assert say(MenteeDesk(parts), Wish(MENTEE, Place(), {}), "Ward or informatics?").notice is None
    assert my_proposals(parts.store, MENTEE, clock=parts.clock) == []
