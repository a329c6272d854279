"""What a mentor does: one function for each thing a button asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from assistant.domain.people import Person
from assistant.errors import CapacityExceeded, InvalidInput
from assistant.sessions import (
    accept,
    ask_for_more,
    decline,
    end_break,
    lighter_week,
    mark,
    plan,
    set_accepting,
    set_limits,
    take_break,
)
from assistant.web import mentor_words, words
from assistant.web.local_time import day, from_field
from assistant.web.mentor_desk import MentorDesk, MentorPage
from assistant.web.mentor_minutes import own_limits, what_happens_page, with_own
from assistant.web.mentor_next import FullWeek
from assistant.web.mentor_place import MENTOR_VIEWS, MentorPlace
from assistant.web.visit import Notice


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks, where they are, and what the button or form they used carries."""

    person: Person
    place: MentorPlace
    detail: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return one thing the button or form carries, "" when it does not."""
        return self.detail.get(name, "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an action led, the line that says what happened, and the parts that changed; None for the whole place."""

    place: MentorPlace
    notice: Notice | None = None
    page: MentorPage | None = None


def act(desk: MentorDesk, wish: Wish) -> Outcome:
    """Do what a button asked for. Raises what the use cases raise, InvalidInput for an unknown action."""
    action = _ACTIONS.get(wish.get("action"))
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


# requests and times


def _accept(desk: MentorDesk, wish: Wish) -> Outcome:
    """Accept a request; when its week is full, offer the next one and keep what was typed."""
    request_id, store, clock = wish.get("request"), desk.parts.store, desk.parts.clock
    week = _week(wish.detail.get("week"))
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
    return Outcome(wish.place, Notice(mentor_words.PLANNED_NOTE.format(name=desk.mentee_name(session.mentee_id))))


def _mark(desk: MentorDesk, wish: Wish) -> Outcome:
    """Say whether a session took place and whether it was draining."""
    held, heavy = wish.get("held") == "yes", wish.get("heavy") == "yes"
    mark(desk.parts.store, wish.person, wish.get("session"), is_held=held, is_heavy=heavy, clock=desk.parts.clock)
    return Outcome(wish.place, Notice(mentor_words.MARKED_NOTE), desk.after(wish.person, wish.get("session")))


# one's own minutes


def _set_limits(desk: MentorDesk, wish: Wish) -> Outcome:
    """Keep one's own limits."""
    set_limits(desk.parts.store, wish.person, own_limits(wish.detail), clock=desk.parts.clock)
    return Outcome(wish.place, Notice(mentor_words.SAVED_MINUTES))


def _preview_limits(desk: MentorDesk, wish: Wish) -> Outcome:
    """Say what other limits would mean, without keeping them."""
    load = desk.load(wish.person)
    tried = with_own(load, own_limits(wish.detail))
    page = what_happens_page(desk.parts, tried, is_saved=tried.limits == load.limits)
    return Outcome(wish.place, page=MentorPage(beside=page))


def _lighter_week(desk: MentorDesk, wish: Wish) -> Outcome:
    """Make a week lighter, or not."""
    week, is_lighter = _week(wish.get("week")), wish.get("on") == "yes"
    assert week is not None
    lighter_week(desk.parts.store, wish.person, week, is_lighter=is_lighter, clock=desk.parts.clock)
    return _minutes_changed(desk, wish, mentor_words.LIGHTER_ON_NOTE if is_lighter else mentor_words.LIGHTER_OFF_NOTE)


def _take_break(desk: MentorDesk, wish: Wish) -> Outcome:
    """Take no sessions for a while."""
    until = _day(wish.get("until"))
    take_break(desk.parts.store, wish.person, until, clock=desk.parts.clock)
    return _minutes_changed(desk, wish, mentor_words.BREAK_NOTE.format(day=day(until)))


def _end_break(desk: MentorDesk, wish: Wish) -> Outcome:
    """Take sessions again."""
    end_break(desk.parts.store, wish.person, clock=desk.parts.clock)
    return _minutes_changed(desk, wish, mentor_words.BREAK_ENDED_NOTE)


def _pause(desk: MentorDesk, wish: Wish) -> Outcome:
    """Take no new requests."""
    set_accepting(desk.parts.store, wish.person, False)
    return _minutes_changed(desk, wish, words.PAUSED_NOTE)


def _resume(desk: MentorDesk, wish: Wish) -> Outcome:
    """Take new requests again."""
    set_accepting(desk.parts.store, wish.person, True)
    return _minutes_changed(desk, wish, words.RESUMED_NOTE)


def _minutes_changed(desk: MentorDesk, wish: Wish, said: str) -> Outcome:
    """Show what changed beside the form, which keeps what was typed there."""
    page = what_happens_page(desk.parts, desk.load(wish.person))
    return Outcome(wish.place, Notice(said), MentorPage(beside=page))


# what forms hold


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


def _week(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"found the day {text[:40]!r}", for_people=mentor_words.NO_SUCH_DAY) from error


_Action = Callable[[MentorDesk, Wish], Outcome]

_ACTIONS: Final[Mapping[str, _Action]] = {
    "reload": _reload,
    "go": _go,
    "accept": _accept,
    "decline": _decline,
    "ask_for_more": _ask_for_more,
    "plan": _plan,
    "mark": _mark,
    "set_limits": _set_limits,
    "preview_limits": _preview_limits,
    "lighter_week": _lighter_week,
    "take_break": _take_break,
    "end_break": _end_break,
    "pause": _pause,
    "resume": _resume,
}
