"""What a mentor does with their own minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.sessions import end_break, lighter_week, set_accepting, set_limits, take_break
from assistant.web import mentor_words, words
from assistant.web.local_time import day
from assistant.web.mentor_desk import MentorDesk, MentorPage
from assistant.web.mentor_minutes import own_limits, what_happens_page, with_own
from assistant.web.mentor_wish import Outcome, Wish, read_day
from assistant.web.visit import Notice


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
    week, is_lighter = read_day(wish.get("week")), wish.get("on") == "yes"
    lighter_week(desk.parts.store, wish.person, week, is_lighter=is_lighter, clock=desk.parts.clock)
    return _minutes_changed(desk, wish, mentor_words.LIGHTER_ON_NOTE if is_lighter else mentor_words.LIGHTER_OFF_NOTE)


def _take_break(desk: MentorDesk, wish: Wish) -> Outcome:
    """Take no sessions for a while."""
    until = read_day(wish.get("until"))
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


MINUTES_ACTIONS: Final[Mapping[str, Callable[[MentorDesk, Wish], Outcome]]] = {
    "set_limits": _set_limits,
    "preview_limits": _preview_limits,
    "lighter_week": _lighter_week,
    "take_break": _take_break,
    "end_break": _end_break,
    "pause": _pause,
    "resume": _resume,
}
"""By the name a button or form says."""
