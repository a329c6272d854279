"""What a mentor sees and does, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.briefs import brief_for_mentee
from assistant.domain.briefs import Brief, BriefLine
from assistant.domain.conversations import Conversation
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from assistant.domain.sessions import Minutes, SessionRequest
from assistant.errors import AssistantError, InvalidInput, NotFound
from assistant.guidance.notes import NoteView, session_notes
from assistant.sessions import thank
from assistant.web import mentor_words, words
from assistant.web.mentor_actions import ACTIONS, act
from assistant.web.mentor_desk import MentorDesk
from assistant.web.mentor_minutes_actions import MINUTES_ACTIONS
from assistant.web.mentor_place import MENTOR_VIEWS, MentorPlace
from assistant.web.mentor_wish import Outcome, Wish
from tests.builders import MONDAY, NOW, a_commitment, a_note, a_request, an_item
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, PEER, ScriptedParts

STARTS = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)


class MentorVisitor:
    """A mentor at the desk: does things and remembers where they led."""

    def __init__(self, parts: ScriptedParts, person: Person = MENTOR) -> None:
        self.desk = MentorDesk(parts)
        self.person = person
        self.place = MentorPlace()

    def do(self, action: str, **detail: str) -> Outcome:
        outcome = act(self.desk, Wish(self.person, self.place, {"action": action, **detail}))
        self.place = outcome.place
        return outcome

    def at(self, place: MentorPlace) -> str:
        self.place = place
        return self.html

    @property
    def html(self) -> str:
        page = self.desk.show(self.person, self.place)
        return "\n".join(
            part for part in (page.tabs, page.lead, page.work, page.beside, page.below, page.after) if part
        )


@pytest.fixture
def parts() -> ScriptedParts:
    return ScriptedParts()


@pytest.fixture
def mentor(parts: ScriptedParts) -> MentorVisitor:
    return MentorVisitor(parts)


Ask = Callable[..., str]


@pytest.fixture
def ask(parts: ScriptedParts) -> Ask:
    """Return a function that sends Amara a request and returns its id."""

    def send(request_id: str = "r-1", *, mentee: Person = MENTEE, minutes: Minutes = 30) -> str:
        parts.store.start_conversation(Conversation(f"chat-{request_id}", mentee.id, NOW))
        parts.store.add_request(
            SessionRequest(
                id=request_id,
                conversation_id=f"chat-{request_id}",
                mentee_id=mentee.id,
                mentor_id="m-1",
                question="Ward or informatics?",
                minutes=minutes,
                week=MONDAY,
                status="pending",
                created_at=NOW,
            )
        )
        return request_id

    return send


@pytest.fixture
def session(ask: Ask, mentor: MentorVisitor) -> str:
    """Return the id of a session on Thursday."""
    request_id = ask()
    mentor.do("accept", request=request_id, starts=STARTS.isoformat(), link="https://meet.example.org/a")
    return request_id


def test_an_empty_desk_says_what_will_appear(mentor: MentorVisitor) -> None:
    assert mentor_words.NO_SESSION in mentor.html
    assert words.INBOX_EMPTY in mentor.html
    assert mentor_words.ADVICE_NONE in mentor.at(MentorPlace("advice"))
    assert mentor_words.BECAME_EMPTY in mentor.at(MentorPlace("became"))


def test_a_mentor_without_a_profile_is_told_whom_to_ask(parts: ScriptedParts) -> None:
    lost = Person("p-lost", "lost@example.org", "Lo St", frozenset({"mentor"}))
    for view in MENTOR_VIEWS:
        assert words.NO_PROFILE in MentorVisitor(parts, lost).at(MentorPlace(view))


def test_a_request_is_readable_before_anything_is_promised(ask: Ask, mentor: MentorVisitor) -> None:
    ask()
    shown = mentor.html
    for text in ("Ward or informatics?", "Mina Haddad", "Ward nurse, nine years", words.INBOX_INTRO):
        assert text in shown
    assert mentor.desk.parts.store.session("r-1") is None


def test_suggested_times_are_told_on_both_clocks(parts: ScriptedParts, ask: Ask, mentor: MentorVisitor) -> None:
    ask(mentee=MENTEE)
    shown = mentor.html
    assert 'type="radio" name="starts" value="2026-11-' in shown
    assert mentor_words.SAME_CLOCK.format(name="Mina") in shown  # UTC and Dublin in November


def test_accepting_with_a_time_and_a_link_shows_the_session(session: str, mentor: MentorVisitor) -> None:
    kept = mentor.desk.parts.store.session(session)
    assert kept is not None
    assert (kept.starts_at, kept.meeting_link) == (STARTS, "https://meet.example.org/a")
    assert "Thu 26 November, 14:00" in mentor.html
    assert 'href="https://meet.example.org/a"' in mentor.html


def test_a_time_of_ones_own_counts_on_ones_own_clock(ask: Ask, mentor: MentorVisitor) -> None:
    mentor.do("accept", request=ask(), starts="other", other="2026-11-27T09:30", link="")
    kept = mentor.desk.parts.store.session("r-1")
    assert kept is not None
    assert kept.starts_at == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # Dublin in November


def test_accepting_without_a_time_leaves_it_open(ask: Ask, mentor: MentorVisitor) -> None:
    mentor.do("accept", request=ask(), starts="later")
    assert mentor_words.NO_TIME.capitalize() in mentor.html
    assert mentor_words.PLAN in mentor.html


@pytest.mark.parametrize(
    ("starts", "other"), [("other", ""), ("other", "soon"), ("tomorrow", ""), ("other", "9999-99")]
)
def test_a_time_that_makes_no_sense_is_refused(ask: Ask, mentor: MentorVisitor, starts: str, other: str) -> None:
    with pytest.raises(InvalidInput):
        mentor.do("accept", request=ask(), starts=starts, other=other)
    assert mentor.desk.parts.store.session("r-1") is None


def test_a_link_that_is_no_web_address_never_reaches_the_page(ask: Ask, mentor: MentorVisitor) -> None:
    with pytest.raises(InvalidInput):
        mentor.do("accept", request=ask(), starts="later", link="javascript:alert(1)")
    assert "javascript:" not in mentor.html


def test_a_session_can_be_moved_and_keeps_its_link(session: str, mentor: MentorVisitor) -> None:
    later = STARTS + timedelta(days=1)
    mentor.do("plan", request=session, starts=later.isoformat(), link="https://meet.example.org/a")
    assert "Fri 27 November, 14:00" in mentor.html
    mentor.do("plan", request=session, starts="keep", link="https://meet.example.org/b")
    kept = mentor.desk.parts.store.session(session)
    assert kept is not None
    assert (kept.starts_at, kept.meeting_link) == (later, "https://meet.example.org/b")


def test_a_week_that_filled_up_offers_the_next_one_and_keeps_the_link(ask: Ask, mentor: MentorVisitor) -> None:
    mentor.do("accept", request=ask(), starts="later")
    ask("r-2", mentee=OTHER_MENTEE, minutes=60)
    outcome = mentor.do("accept", request="r-2", starts="later", link="https://meet.example.org/c")
    assert outcome.notice is not None
    assert outcome.notice.tone == "problem"
    assert outcome.page is not None
    assert 'name="week" value="2026-11-30"' in (outcome.page.work or "")
    assert "https://meet.example.org/c" in (outcome.page.work or "")
    mentor.do("accept", request="r-2", starts="later", week="2026-11-30")
    assert mentor.desk.parts.store.session("r-2") is not None


@pytest.mark.parametrize("week", ["soon", "2026-11-24", "1999-01-04"])
def test_a_week_that_makes_no_sense_is_refused(ask: Ask, mentor: MentorVisitor, week: str) -> None:
    with pytest.raises(AssistantError):
        mentor.do("accept", request=ask(), week=week)


def test_the_brief_stands_with_its_sources(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> None:
    parts.store.add_note(
        a_note(session_id=session, mentee_id=MENTEE.id, mentor_id="m-1"),
        [an_item(session_id=session, mentee_id=MENTEE.id, mentor_id="m-1", text="Ask Zara before you sign.")],
        [],
    )
    lines = (
        BriefLine("ask", "Ward or informatics?", "question"),
        BriefLine("tried", "Asked my matron.", "chat:3"),
        BriefLine("advised", "Ask before you sign", "history:item"),
    )
    parts.store.keep_brief(Brief(session, MENTEE.id, lines, NOW, NOW + timedelta(days=20)))
    shown = mentor.html
    assert mentor_words.SOURCE_CHAT.format(name="Mina", turn="3") in shown
    assert "Ask Zara before you sign." in shown
    parts.store.redact(MENTEE.id, "Zara")
    assert "Zara" not in mentor.html


def test_the_state_of_the_mailed_brief_is_told(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> None:
    mail = Mail(f"brief:{session}:1", MENTOR.id, MENTOR.email, "s", "t", session_id=session, status="unconfirmed")
    parts.store.queue_mail(mail)
    assert mentor_words.MAIL_STATES["unconfirmed"] in mentor.html


def test_a_session_that_is_over_asks_whether_it_took_place(session: str, parts: ScriptedParts) -> None:
    parts.clock.move(timedelta(days=2))  # type: ignore[attr-defined]
    mentor = MentorVisitor(parts)
    assert mentor_words.ENDED_TITLE in mentor.html
    page = mentor.do("mark", session=session, held="yes", heavy="yes").page
    assert page is not None
    assert (page.after or "").count('aria-pressed="true"') == 2
    kept = parts.store.session(session)
    assert kept is not None
    assert (kept.status, kept.is_heavy) == ("held", True)
    assert mentor_words.ENDED_TITLE not in mentor.html


SOMEBODY_ELSES: dict[str, dict[str, str]] = {
    "accept": {"starts": "later"},
    "decline": {"text": "no"},
    "ask_for_more": {"text": "more?"},
    "plan": {"starts": "later"},
    "mail_brief": {},
    "mark": {"held": "yes"},
    "review": {"text": "Ask your matron."},
    "read_along": {"text": "Ask your matron."},
    "send_advice": {"text": "Ask your matron."},
    "paste_note": {"text": "- Ask your matron."},
    "bind": {"on": "yes"},
    "correct_item": {"text": "Mine now."},
    "add_item": {"text": "Mine now."},
    "remove_item": {},
    "correct_commitment": {"what": "Mine now."},
    "add_commitment": {"what": "Mine now."},
    "remove_commitment": {},
    "remove_note": {},
}
NOTE = "It went well.\n- Ask your matron about the post\n! write to the union"


@pytest.fixture
def noted(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> NoteView:
    """Return a pasted note with what was found in it."""
    mentor.place = MentorPlace("advice", session)
    mentor.do("paste_note", session=session, text=NOTE)
    (view,) = session_notes(parts.guidance_desk, MENTOR, session)
    return view


def test_every_action_about_a_session_is_knocked_at() -> None:
    own = {"reload", "go", *MINUTES_ACTIONS}
    assert set(ACTIONS) - own == set(SOMEBODY_ELSES)


@pytest.mark.parametrize("action", SOMEBODY_ELSES)
def test_what_belongs_to_another_mentor_is_not_found(noted: NoteView, parts: ScriptedParts, action: str) -> None:
    about = noted.note.session_id
    before = (parts.store.session(about), session_notes(parts.guidance_desk, MENTOR, about))
    stranger = MentorVisitor(parts, PEER)
    with pytest.raises(NotFound):
        stranger.do(
            action,
            request=about,
            session=about,
            item=noted.items[0].id,
            note=noted.note.id,
            commitment=noted.commitments[0].id,
            **SOMEBODY_ELSES[action],
        )
    assert (parts.store.session(about), session_notes(parts.guidance_desk, MENTOR, about)) == before


def test_a_note_of_another_session_of_ones_own_cannot_be_reached_by_a_strangers_session_id(
    noted: NoteView, parts: ScriptedParts
) -> None:
    stranger = MentorVisitor(parts, PEER)
    with pytest.raises(NotFound):
        stranger.do("correct_item", session="none", item=noted.items[0].id, text="Mine now.")


@pytest.mark.parametrize("view", ["next", "advice"])
def test_another_mentors_session_cannot_be_opened(session: str, parts: ScriptedParts, view: str) -> None:
    stranger = MentorVisitor(parts, PEER)
    with pytest.raises(NotFound):
        stranger.at(MentorPlace("next" if view == "next" else "advice", session))


def test_both_sides_get_an_invitation_for_an_agreed_time(session: str, parts: ScriptedParts) -> None:
    for person in (MENTOR, MENTEE):
        (mail,) = parts.store.mails_of(person.id)
        assert "20261126T140000Z" in mail.calendar
    MentorVisitor(parts).do("plan", request=session, starts="later", link="")
    assert len(parts.store.mails_of(MENTEE.id)) == 2


def test_the_brief_is_mailed_once(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> None:
    with pytest.raises(NotFound):
        mentor.do("mail_brief", session=session)
    brief_for_mentee(parts.brief_desk, MENTEE, session)
    notices = [mentor.do("mail_brief", session=session).notice for _ in range(2)]
    assert [notice.text for notice in notices if notice] == [
        mentor_words.MAILED.format(email=MENTOR.email),
        mentor_words.MAILED_BEFORE,
    ]
    assert mentor_words.MAIL_STATES["waiting"] in mentor.html


def told_before(parts: ScriptedParts, ask: Ask, text: str) -> None:
    """Keep advice that another mentor gave the mentee in another session."""
    parts.store.start_conversation(Conversation("chat-before", MENTEE.id, NOW))
    request = replace(a_request("before", conversation_id="chat-before"), mentee_id=MENTEE.id, mentor_id="m-3")
    parts.store.add_request(request)
    parts.store.accept_request("before", week=MONDAY, at=NOW)
    about = {"session_id": "before", "mentee_id": MENTEE.id, "mentor_id": "m-3"}
    parts.store.add_note(a_note(**about), [an_item(**about, text=text, decision_id=text.split()[-1])], [])


def test_the_coach_speaks_once_underlines_actions_and_offers_a_shorter_version(
    session: str, mentor: MentorVisitor
) -> None:
    draft = (
        "When I was young I did it all by myself and nobody told me anything at all. Ask your matron. Write it down."
    )
    page = mentor.do("review", session=session, text=draft).page
    assert page is not None
    assert page.work is None  # the box that is being written in stays as it is
    assert "Begin with what they can do." in (page.beside or "")
    assert "<mark>Ask your matron</mark>" in (page.beside or "")
    assert "<del>When I was young" in (page.below or "")
    assert 'data-use="Ask your matron. Write it down"' in (page.below or "")


def test_the_coach_is_silent_about_good_advice(session: str, mentor: MentorVisitor) -> None:
    page = mentor.do("read_along", session=session, text="Ask your matron on Monday.").page
    assert page is not None
    assert "nudge" not in (page.beside or "")
    assert mentor_words.ACTIONS_ONE in (page.beside or "")
    assert mentor_words.SHORTER_TITLE not in (page.below or "")


def test_a_draft_the_coach_cannot_read_is_told_beside_the_box(session: str, mentor: MentorVisitor) -> None:
    outcome = mentor.do("read_along", session=session, text="x" * 9_000)
    assert outcome.notice is None
    assert outcome.page is not None
    assert "8,000" in (outcome.page.beside or "")


def test_what_the_coach_says_is_kept_nowhere(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> None:
    mentor.do("review", session=session, text="Ask your matron.")
    assert parts.store.notes_of_session(session) == []
    assert "Ask your matron" not in mentor.at(MentorPlace("advice", session))


def test_sent_advice_is_kept_and_empties_the_box_for_good(session: str, mentor: MentorVisitor) -> None:
    mentor.place = MentorPlace("advice", session)
    outcome = mentor.do("send_advice", session=session, text="Ask your matron on Monday.")
    assert outcome.page is not None
    assert "data-sent" in (outcome.page.work or "")
    assert "Ask your matron on Monday" in (outcome.page.after or "")
    assert "data-sent" not in mentor.html


def test_a_contradiction_is_shown_before_sending_and_sending_stays_possible(
    session: str, mentor: MentorVisitor, parts: ScriptedParts, ask: Ask
) -> None:
    told_before(parts, ask, "Never take the post")
    mentor.place = MentorPlace("advice", session)
    page = mentor.do("send_advice", session=session, text="Take the post.").page
    assert page is not None
    assert page.work is None
    for text in ("Never take the post", "Take the post", "Can you go back later?", mentor_words.SEND_ANYWAY):
        assert text in (page.below or "")
    assert parts.store.notes_of_session(session) == []
    mentor.do("send_advice", session=session, text="Take the post.", anyway="yes")
    assert [note.text for note in parts.store.notes_of_session(session)] == ["Take the post."]
    (apart,) = parts.store.disagreements_of(MENTEE.id)
    assert apart.is_open


def test_words_the_mentee_took_out_are_masked_in_a_contradiction(
    session: str, mentor: MentorVisitor, parts: ScriptedParts, ask: Ask
) -> None:
    told_before(parts, ask, "Let Zara take the post")
    parts.store.redact(MENTEE.id, "Zara")
    page = mentor.do("review", session=session, text="Take the post.").page
    assert page is not None
    assert "Let ▮▮▮ take the post" in (page.below or "")
    assert "Zara" not in (page.below or "")


def test_a_pasted_note_tells_what_was_found(session: str, mentor: MentorVisitor) -> None:
    mentor.place = MentorPlace("advice", session)
    outcome = mentor.do("paste_note", session=session, text=NOTE)
    assert outcome.notice is not None
    assert outcome.notice.text == "Found one piece of advice and one promise. Please check them."
    assert outcome.page is not None
    assert "data-sent" in (outcome.page.after or "")
    for text in ("Ask your matron about the post", "write to the union", "until 27 November"):
        assert text in mentor.html


def test_what_was_found_is_put_right(noted: NoteView, mentor: MentorVisitor) -> None:
    session = noted.note.session_id
    item, promise = noted.items[0].id, noted.commitments[0].id
    mentor.do("correct_item", session=session, item=item, text="Ask her on Monday")
    mentor.do("bind", session=session, item=item, on="yes")
    mentor.do(
        "correct_commitment", session=session, commitment=promise, what="call them", due="2026-12-04", who="mentor"
    )
    mentor.do("add_item", session=session, note=noted.note.id, text="It went well.")
    mentor.do("add_commitment", session=session, note=noted.note.id, what="sleep on it", due="", who="mentee")
    for text in ("Ask her on Monday", mentor_words.UNBIND, "call them", "until 4 December", "sleep on it"):
        assert text in mentor.html
    mentor.do("bind", session=session, item=item, on="no")
    assert mentor_words.UNBIND not in mentor.html
    mentor.do("remove_commitment", session=session, commitment=promise)
    mentor.do("remove_item", session=session, item=item)
    assert "Ask her on Monday" not in mentor.html
    assert "call them" not in mentor.html
    mentor.do("remove_note", session=session, note=noted.note.id)
    assert mentor_words.NOTES_EMPTY in mentor.html


def test_limits_are_tried_before_they_are_kept(mentor: MentorVisitor, parts: ScriptedParts) -> None:
    mentor.place = MentorPlace("minutes")
    wanted = {"weekly": "45", "buffer": "10", "quiet": "yes", "quiet_from": "20:00", "quiet_until": "08:00"}
    page = mentor.do("preview_limits", **wanted).page
    assert page is not None
    assert page.work is None
    assert mentor_words.NOT_SAVED in (page.beside or "")
    assert "up to 45 minutes a week" in (page.beside or "")
    assert mentor.desk.load(MENTOR).limits.weekly_minutes is None
    mentor.do("set_limits", **wanted)
    limits = mentor.desk.load(MENTOR).limits
    assert (limits.weekly_minutes, limits.buffer_minutes, str(limits.quiet_from)) == (45, 10, "20:00:00")
    assert "nothing starts between 20:00 and 08:00" in mentor.html


@pytest.mark.parametrize(
    "typed",
    [
        {"weekly": "-5", "buffer": "0"},
        {"weekly": "many", "buffer": "0"},
        {"weekly": "30", "buffer": "999"},
        {"weekly": "30", "buffer": "0", "quiet": "yes", "quiet_from": "20:00", "quiet_until": ""},
        {"weekly": "30", "buffer": "0", "quiet": "yes", "quiet_from": "08:00", "quiet_until": "08:00"},
    ],
)
def test_limits_that_make_no_sense_are_refused(mentor: MentorVisitor, typed: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        mentor.do("set_limits", **typed)


def test_a_lighter_week_is_one_tap_there_and_back(mentor: MentorVisitor) -> None:
    mentor.place = MentorPlace("minutes")
    mentor.do("lighter_week", week="2026-11-23", on="yes")
    assert "This week it is half: 30 minutes." in mentor.html
    mentor.do("lighter_week", week="2026-11-23", on="no")
    assert "it is half" not in mentor.html


def test_a_break_is_taken_and_ended(mentor: MentorVisitor) -> None:
    mentor.place = MentorPlace("minutes")
    mentor.do("take_break", until="2026-12-20")
    assert mentor_words.PLAIN_BREAK.format(day="20 December") in mentor.html
    mentor.do("end_break")
    assert "20 December" not in mentor.html
    with pytest.raises(InvalidInput):
        mentor.do("take_break", until="whenever")


def test_a_mentor_can_pause_and_come_back(mentor: MentorVisitor) -> None:
    mentor.place = MentorPlace("minutes")
    mentor.do("pause")
    assert words.ACCEPTING_OFF in mentor.html
    mentor.do("resume")
    assert words.ACCEPTING_ON in mentor.html


def test_what_became_of_advice_is_one_line_each_and_thanks_are_shown(
    session: str, mentor: MentorVisitor, parts: ScriptedParts
) -> None:
    about = {"session_id": session, "mentee_id": MENTEE.id, "mentor_id": "m-1"}
    parts.store.add_note(
        a_note(**about),
        [an_item(**about, outcome="adapted", why="Two of them first.", outcome_at=NOW), an_item("later", **about)],
        [a_commitment(**about)],
    )
    thank(parts.store, MENTEE, session, text="It helped a lot.")
    shown = mentor.at(MentorPlace("became"))
    for text in (mentor_words.OUTCOMES["adapted"], "Two of them first.", mentor_words.NOT_SAID, "It helped a lot."):
        assert text in shown
    assert "book the talks" in shown


def test_words_the_mentee_took_out_are_masked_in_notes(
    session: str, mentor: MentorVisitor, parts: ScriptedParts
) -> None:
    about = {"session_id": session, "mentee_id": MENTEE.id, "mentor_id": "m-1"}
    parts.store.add_note(
        a_note(**about, text="Talk to Zara."), [an_item(**about, text="Talk to Zara.")], [a_commitment(**about)]
    )
    parts.store.redact(MENTEE.id, "Zara")
    shown = mentor.at(MentorPlace("advice", session))
    assert "Talk to ▮▮▮." in shown
    assert "Zara" not in shown


@pytest.mark.parametrize("action", ["", "drop_tables", "__init__"])
def test_an_unknown_action_is_refused_calmly(mentor: MentorVisitor, action: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        mentor.do(action)
    assert refused.value.for_people == words.UNKNOWN_ACTION


def test_hostile_words_are_shown_as_words(session: str, mentor: MentorVisitor, parts: ScriptedParts) -> None:
    hostile = "<script>alert(1)</script> {{7*7}} \"onclick='"
    about = {"session_id": session, "mentee_id": MENTEE.id, "mentor_id": "m-1"}
    parts.store.add_note(a_note(**about, text=hostile), [an_item(**about, text=hostile, why=hostile)], [])
    parts.store.keep_brief(
        Brief(session, MENTEE.id, (BriefLine("ask", hostile, "question"),), NOW, NOW + timedelta(days=20))
    )
    shown = "".join(mentor.at(MentorPlace(view)) for view in MENTOR_VIEWS)
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}") >= 3


def test_the_day_of_a_break_must_lie_ahead(mentor: MentorVisitor) -> None:
    with pytest.raises(InvalidInput):
        mentor.do("take_break", until=date(2026, 11, 1).isoformat())


def test_an_expired_brief_says_so_and_the_question_stays(session: str, parts: ScriptedParts) -> None:
    brief_for_mentee(parts.brief_desk, MENTEE, session)
    parts.clock.move(timedelta(weeks=4))  # type: ignore[attr-defined]
    shown = MentorVisitor(parts).at(MentorPlace("next", session))
    assert mentor_words.BRIEF_GONE in shown
    assert "Ward or informatics?" in shown


def test_only_the_first_session_ahead_is_called_the_next_one(session: str, ask: Ask, mentor: MentorVisitor) -> None:
    mentor.do("accept", request=ask("r-2", mentee=OTHER_MENTEE), week="2026-12-07")
    assert mentor_words.NEXT_SESSION in mentor.at(MentorPlace())
    assert mentor_words.NEXT_SESSION not in mentor.at(MentorPlace("next", "r-2"))
