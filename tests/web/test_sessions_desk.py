"""The mentee's sessions without a browser: the brief and what is covered in it, notes, thanks."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from assistant.domain.people import Person
from assistant.errors import AssistantError, InvalidInput, NotFound
from assistant.oversight.pool import return_to_pool
from assistant.sessions import accept, decline
from assistant.text.redaction import MASK
from assistant.web import guidance_words, words
from assistant.web.mentee_actions import act, say
from assistant.web.mentee_desk import MenteeDesk
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.place import Place
from assistant.web.sessions_actions import chosen_words
from tests.fakes.clock import StandingClock
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, OWNER, PEER, ScriptedParts

QUESTION = "How do I tell Henrik that I leave the ward?"
NOTE = "It went well.\n- Tell him before you apply\n- Ask for a reference\n! write the letter"
READS = guidance_words.BRIEF_TITLE.format(name="Amara")


class Visitor:
    """A mentee at the desk: does things and remembers where they led."""

    def __init__(self, parts: ScriptedParts, person: Person) -> None:
        self.desk = MenteeDesk(parts)
        self.person = person
        self.place = Place()

    def do(self, action: str, **detail: str) -> Outcome:
        outcome = act(self.desk, Wish(self.person, self.place, {"action": action, **detail}))
        self.place = outcome.place
        return outcome

    def ask(self, text: str, mentor: str = "m-1") -> str:
        self.do("start")
        self.place = say(self.desk, Wish(self.person, self.place, {}), text).place
        self.do("ask", mentor=mentor)
        return self.desk.parts.store.requests_of_mentee(self.person.id)[0].id

    @property
    def html(self) -> str:
        page = self.desk.show(self.person, self.place)
        return "\n".join(part for part in (page.tabs, page.chat, page.card, page.panel) if part)


@pytest.fixture
def parts() -> ScriptedParts:
    return ScriptedParts()


@pytest.fixture
def mina(parts: ScriptedParts) -> Visitor:
    return Visitor(parts, MENTEE)


@pytest.fixture
def asked(mina: Visitor) -> str:
    return mina.ask(QUESTION)


@pytest.fixture
def held(asked: str, mina: Visitor, parts: ScriptedParts) -> str:
    """Return a session that is over, shown to its mentee."""
    starts = parts.clock() + timedelta(days=1)
    accept(parts.store, MENTOR, asked, starts_at=starts, meeting_link="https://meet.example.org/x", clock=parts.clock)
    cast("StandingClock", parts.clock).move(timedelta(days=2))
    mina.do("show_session", session=asked)
    return asked


def brief_text(parts: ScriptedParts, session_id: str) -> str:
    """Return what the mentor reads."""
    brief = parts.store.brief(session_id)
    assert brief is not None
    return "\n".join(line.text for line in brief.lines)


def test_asking_shows_at_once_what_the_mentor_will_read(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    assert READS in mina.html
    brief = parts.store.brief(asked)
    assert brief is not None
    assert all(line.text in mina.html for line in brief.lines)
    assert guidance_words.SOURCES["question"] in mina.html or guidance_words.SOURCES["chat"].format(turn=2) in mina.html


def test_an_agreed_time_is_told_on_both_clocks_with_the_link(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    assert guidance_words.NO_LINK.format(name="Amara") not in mina.html
    starts = parts.clock() + timedelta(days=1)
    accept(parts.store, MENTOR, asked, starts_at=starts, meeting_link="https://meet.example.org/x", clock=parts.clock)
    assert "Thu 26 November, 10:00" in mina.html
    assert 'href="https://meet.example.org/x"' in mina.html
    assert READS in mina.html
    assert guidance_words.NOTE_LABEL not in mina.html


def test_words_are_covered_and_come_back(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    outcome = mina.do("take_out", session=asked, typed="Henrik")
    assert outcome.notice is not None
    assert outcome.notice.text == guidance_words.TAKEN_OUT_NOTE.format(name="Amara")
    assert 'data-words="Henrik"' in mina.html
    assert MASK in brief_text(parts, asked)
    assert "Henrik" not in brief_text(parts, asked)
    mina.do("put_back", session=asked, words="Henrik")
    assert 'data-words="Henrik"' not in mina.html
    assert "Henrik" in brief_text(parts, asked)


def test_words_tapped_next_to_each_other_are_one_phrase() -> None:
    tapped = {"w0-3": "Henrik", "w0-4": "Olsen,", "w0-9": "ward", "w1-5": "boss", "typed": "the divorce"}
    assert chosen_words(tapped) == ["Henrik Olsen", "ward", "boss", "the divorce"]
    assert chosen_words({"typed": " … ", "w": "x", "session": "y"}) == []


def test_nothing_chosen_is_said_and_changes_nothing(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    with pytest.raises(InvalidInput) as refused:
        mina.do("take_out", session=asked, typed="  ")
    assert refused.value.for_people == guidance_words.NOTHING_CHOSEN
    assert parts.store.redactions(MENTEE.id) == []


def test_a_session_that_is_over_takes_notes_and_thanks(held: str, mina: Visitor, parts: ScriptedParts) -> None:
    assert guidance_words.HELD in mina.html
    assert READS not in mina.html
    outcome = mina.do("paste_note", session=held, text=NOTE)
    assert outcome.is_note_kept
    assert outcome.notice is not None
    assert outcome.notice.text == "Found 2 pieces of advice and one promise. Please check them."
    assert "Ask for a reference" in mina.html
    assert "until 27 November" in mina.html
    mina.do("thank", session=held, text="The letter was easy then.")
    assert "The letter was easy then." in mina.html
    session = parts.store.session(held)
    assert session is not None
    assert session.thanks == "The letter was easy then."


def test_what_was_found_is_put_right(held: str, mina: Visitor, parts: ScriptedParts) -> None:
    mina.do("paste_note", session=held, text=NOTE)
    first, second = parts.store.guidance_of(MENTEE.id)
    (promise,) = parts.store.commitments_of(MENTEE.id)
    mina.do("correct_item", item=first.id, text="Tell him in person")
    mina.do("remove_item", item=second.id)
    mina.do("add_item", note=first.note_id, text="It went well.")
    mina.do(
        "correct_commitment", commitment=promise.id, what="write it", due="2026-12-04", who="mentee", when="by Friday"
    )
    mina.do("add_commitment", note=first.note_id, what="send it", who="mentor")
    items = {item.text for item in parts.store.guidance_of(MENTEE.id)}
    assert items == {"Tell him in person", "It went well."}
    told = {(one.what, str(one.due), one.who) for one in parts.store.commitments_of(MENTEE.id)}
    assert told == {("write it", "2026-12-04", "mentee"), ("send it", "None", "mentor")}
    mina.do("remove_commitment", commitment=promise.id)
    assert [one.what for one in parts.store.commitments_of(MENTEE.id)] == ["send it"]
    mina.do("remove_note", note=first.note_id)
    assert parts.store.guidance_of(MENTEE.id) == []


def test_a_day_taken_out_of_a_promise_stays_out(held: str, mina: Visitor, parts: ScriptedParts) -> None:
    mina.do("paste_note", session=held, text=NOTE)
    (promise,) = parts.store.commitments_of(MENTEE.id)
    form = {"what": promise.what, "due": "", "dueBefore": str(promise.due), "when": promise.when, "who": "mentee"}
    mina.do("correct_commitment", commitment=promise.id, **form)
    assert parts.store.commitments_of(MENTEE.id)[0].due is None


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "2026-11-01"])
def test_a_day_that_makes_no_sense_is_refused(held: str, mina: Visitor, parts: ScriptedParts, day: str) -> None:
    mina.do("paste_note", session=held, text=NOTE)
    (promise,) = parts.store.commitments_of(MENTEE.id)
    with pytest.raises(AssistantError):
        mina.do("correct_commitment", commitment=promise.id, what="write", due=day, who="mentee")


def test_whatever_is_pasted_is_shown_as_text(held: str, mina: Visitor) -> None:
    hostile = "<script>alert(1)</script> \"onclick=' {{7*7}} <b>bold</b>"
    mina.do("paste_note", session=held, text=f"- {hostile}\n! {hostile}")
    mina.do("thank", session=held, text=hostile)
    mina.do("take_out", session=held, typed=hostile)
    for view in ("sessions", "guidance"):
        mina.do("go", viewTo=view)
        assert "<script>" not in mina.html
        assert "<b>bold" not in mina.html
        assert "{{7*7}}" in mina.html


def test_nobody_else_opens_covers_notes_or_thanks(held: str, mina: Visitor, parts: ScriptedParts) -> None:
    mina.do("paste_note", session=held, text=NOTE)
    item, promise = parts.store.guidance_of(MENTEE.id)[0], parts.store.commitments_of(MENTEE.id)[0]
    before = (parts.store.guidance_of(MENTEE.id), parts.store.commitments_of(MENTEE.id), parts.store.session(held))
    for person in (OTHER_MENTEE, PEER):
        stranger = Visitor(parts, person)
        for action, detail in (
            ("paste_note", {"session": held, "text": NOTE}),
            ("thank", {"session": held, "text": "thanks"}),
            ("correct_item", {"item": item.id, "text": "mine"}),
            ("remove_item", {"item": item.id}),
            ("add_item", {"note": item.note_id, "text": "mine"}),
            ("remove_note", {"note": item.note_id}),
            ("correct_commitment", {"commitment": promise.id, "what": "mine"}),
            ("add_commitment", {"note": item.note_id, "what": "mine"}),
            ("remove_commitment", {"commitment": promise.id}),
        ):
            with pytest.raises(NotFound):
                stranger.do(action, **detail)
        stranger.do("show_session", session=held)
        with pytest.raises(NotFound):
            _ = stranger.html
    after = (parts.store.guidance_of(MENTEE.id), parts.store.commitments_of(MENTEE.id), parts.store.session(held))
    assert after == before


def test_what_does_not_go_ahead_stands_apart(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    decline(parts.store, MENTOR, asked, reason="Outside my field.", clock=parts.clock)
    mina.place = Place(view="sessions")
    assert guidance_words.CLOSED_TITLE in mina.html
    assert "Outside my field." in mina.html
    assert READS not in mina.html


def test_a_request_nobody_answered_for_weeks_is_still_shown(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    cast("StandingClock", parts.clock).move(timedelta(weeks=6))
    assert words.STATUS["pending"] in mina.html
    assert READS not in mina.html


def test_without_a_request_the_way_leads_to_the_question(parts: ScriptedParts) -> None:
    visitor = Visitor(parts, OTHER_MENTEE)
    visitor.place = Place(view="sessions")
    assert guidance_words.SESSIONS_EMPTY in visitor.html


def take_back(parts: ScriptedParts, request_id: str) -> None:
    """Let an owner return a request to the pool."""
    return_to_pool(parts.store, OWNER, request_id, clock=parts.clock)
    cast("StandingClock", parts.clock).move(timedelta(minutes=1))


def test_a_request_the_program_took_back_says_so_kindly_in_the_list_and_in_the_chat(
    asked: str, mina: Visitor, parts: ScriptedParts
) -> None:
    take_back(parts, asked)
    mina.do("go", viewTo="sessions")
    assert words.IN_POOL in mina.html
    assert words.IN_POOL_NEXT.format(name="Amara") in mina.html
    assert words.STATUS_NEXT["withdrawn"] not in mina.html
    mina.do("open", chat=parts.store.requests_of_mentee(MENTEE.id)[0].conversation_id)
    assert "never about you" in mina.html


def test_a_mentee_tells_the_program_to_look_no_more(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    take_back(parts, asked)
    mina.do("go", viewTo="sessions")
    outcome = mina.do("leave_pool", request=asked)
    assert outcome.notice is not None
    assert outcome.notice.text == words.LEFT_POOL
    assert parts.store.pool_entries() == []
    assert words.IN_POOL not in mina.html
    assert words.TAKEN_BACK in mina.html


def test_only_the_mentee_leaves_the_pool_for_themselves(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    with pytest.raises(NotFound):
        mina.do("leave_pool", request=asked)
    take_back(parts, asked)
    with pytest.raises(NotFound):
        Visitor(parts, OTHER_MENTEE).do("leave_pool", request=asked)
    assert len(parts.store.pool_entries()) == 1


def test_a_mentee_picks_somebody_else_and_the_pool_lets_go(asked: str, mina: Visitor, parts: ScriptedParts) -> None:
    take_back(parts, asked)
    chat = parts.store.requests_of_mentee(MENTEE.id)[0].conversation_id
    mina.do("open", chat=chat)
    mina.do("ask", mentor="m-3")
    assert parts.store.pool_entries() == []
    mina.do("go", viewTo="sessions")
    assert words.IN_POOL not in mina.html
    assert words.STATUS["pending"] in mina.html
