"""What a mentor does: one function for each thing a button asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from assistant.briefs import mail_brief
from assistant.errors import CapacityExceeded, InvalidInput
from assistant.post import queue_invitations
from assistant.sessions import accept, ask_for_more, decline, plan
from assistant.web import mentor_words, words
from assistant.web.local_time import from_field
from assistant.web.mentor_advice_actions import ADVICE_ACTIONS
from assistant.web.mentor_desk import MentorDesk
from assistant.web.mentor_minutes_actions import MINUTES_ACTIONS
from assistant.web.mentor_next import FullWeek
from assistant.web.mentor_place import MENTOR_VIEWS, MentorPlace
from assistant.web.mentor_wish import Outcome, Wish, read_day
from assistant.web.visit import Notice


def act(desk: MentorDesk, wish: Wish) -> Outcome:
    """Do what a button asked for. Raises what the use cases raise, InvalidInput for an unknown action."""
    action = ACTIONS.get(wish.get("action"))
    if action is None:
        raise InvalidInput(f"found the action {wish.get('action')!r}", for_people=words.UNKNOWN_ACTION)
    return action(desk, wish)


def _reload(_desk: MentorDesk, wish: Wish) -> Outcome:
    """Show the place again, as after the back button."""
    return Outcome(wish.place)


def _go(_desk: MentorDesk, wish: Wish) -> Outcome:
    """Change to another view, of the session the button names."""
    view = next((one for one in MENTOR_VIEWS if one == wish.get("viewTo")), wish.place.view)
    return Outcome(MentorPlace(view, wish.get("session") or None))


def _accept(desk: MentorDesk, wish: Wish) -> Outcome:
    """Accept a request; when its week is full, offer the next one and keep what was typed."""
    request_id, store, clock = wish.get("request"), desk.parts.store, desk.parts.clock
    week = read_day(wish.get("week")) if "week" in wish.detail else None
    starts_at = None if week is not None else _starts(desk, wish, agreed=None)
    try:
        request = accept(
            store,
            wish.person,
            request_id,
            clock=clock,
            week=week,
            starts_at=starts_at,
            meeting_link=wish.get("link"),
        )
    except CapacityExceeded as error:
        full = FullWeek(request_id, error.next_week, wish.detail)
        return Outcome(wish.place, Notice(error.for_people, "problem"), desk.show(wish.person, wish.place, full=full))
    _invite(desk, request.id)
    return Outcome(wish.place, Notice(words.ACCEPTED_NOTE.format(name=desk.mentee_name(request.mentee_id))))


def _decline(desk: MentorDesk, wish: Wish) -> Outcome:
    """Decline with a reason."""
    decline(desk.parts.store, wish.person, wish.get("request"), reason=wish.get("text"), clock=desk.parts.clock)
    return Outcome(wish.place, Notice(words.DECLINED_NOTE))


def _ask_for_more(desk: MentorDesk, wish: Wish) -> Outcome:
    """Ask the mentee something first."""
    ask_for_more(
        desk.parts.store, wish.person, wish.get("request"), question_back=wish.get("text"), clock=desk.parts.clock
    )
    return Outcome(wish.place, Notice(words.ASKED_MORE_NOTE))


def _plan(desk: MentorDesk, wish: Wish) -> Outcome:
    """Agree on another time or link."""
    entry = desk.entry(wish.person, wish.get("request"))
    session = plan(
        desk.parts.store,
        wish.person,
        entry.session.id,
        clock=desk.parts.clock,
        starts_at=_starts(desk, wish, agreed=entry.session.starts_at),
        meeting_link=wish.get("link"),
    )
    _invite(desk, session.id)
    return Outcome(wish.place, Notice(mentor_words.PLANNED_NOTE.format(name=desk.mentee_name(session.mentee_id))))


def _mail_brief(desk: MentorDesk, wish: Wish) -> Outcome:
    """Mail the brief to the mentor."""
    is_new = mail_brief(desk.parts.brief_desk, wish.person, wish.get("session"))
    said = mentor_words.MAILED.format(email=wish.person.email) if is_new else mentor_words.MAILED_BEFORE
    return Outcome(wish.place, Notice(said))


def _invite(desk: MentorDesk, session_id: str) -> None:
    """Queue what tells both sides when and where they meet."""
    session = desk.parts.store.session(session_id)
    if session is not None:
        queue_invitations(desk.parts.inviting, session)


def _starts(desk: MentorDesk, wish: Wish, *, agreed: datetime | None) -> datetime | None:
    """Return the start a time form names: a suggested one, another one, the one agreed before, or none."""
    chosen = wish.get("starts")
    if chosen in ("later", "keep", ""):
        return agreed if chosen == "keep" else None
    typed = wish.get("other") if chosen == "other" else chosen
    if not typed:
        raise InvalidInput("no time was chosen", for_people=mentor_words.WHICH_TIME)
    try:
        return from_field(typed, desk.load(wish.person).profile.timezone)
    except (ValueError, OverflowError) as error:
        raise InvalidInput(f"found the time {typed[:40]!r}", for_people=mentor_words.NO_SUCH_TIME) from error


_Action = Callable[[MentorDesk, Wish], Outcome]

ACTIONS: Final[Mapping[str, _Action]] = {
    "reload": _reload,
    "go": _go,
    "accept": _accept,
    "decline": _decline,
    "ask_for_more": _ask_for_more,
    "plan": _plan,
    "mail_brief": _mail_brief,
    **ADVICE_ACTIONS,
    **MINUTES_ACTIONS,
}
