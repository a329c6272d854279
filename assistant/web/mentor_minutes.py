"""The mentor's own minutes: what they set, and one plain line of what will happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import InvalidInput
from assistant.sessions import OwnLimits
from assistant.web import mentor_words
from assistant.web.local_time import day
from assistant.web.parts import WebParts
from assistant.web.templates import render

BUFFER_CHOICES: Final = (0, 5, 10, 15, 20, 30, 45, 60)
USUAL_QUIET: Final = (time(20), time(8))
_STEP: Final = 5


def minutes_page(load: MentorLoad) -> str:
    """Return the form of the mentor's own limits as HTML."""
    limits, weekly_max = load.limits, load.profile.weekly_minutes
    weekly = weekly_max if limits.weekly_minutes is None else min(limits.weekly_minutes, weekly_max)
    return render(
        "mentor_minutes",
        turn=new_id(),
        load=load,
        weekly=weekly,
        weekly_max=weekly_max,
        step=_STEP if weekly % _STEP == weekly_max % _STEP == 0 else 1,
        buffers=sorted({*BUFFER_CHOICES, limits.buffer_minutes}),
        quiet=limits.quiet_hours or QuietHours(*USUAL_QUIET),
    )


def what_happens_page(parts: WebParts, load: MentorLoad, *, is_saved: bool = True) -> str:
    """Return the plain line and the one-tap changes beside the form as HTML; `load` may be one not kept yet."""
    this_week, today = week_of(parts.clock()), parts.clock().date()
    return render(
        "mentor_what_happens",
        turn=new_id(),
        load=load,
        is_saved=is_saved,
        plain=plain_lines(load, today=today),
        weeks=[
            (this_week, mentor_words.LIGHTER_THIS, this_week in load.limits.lighter_weeks),
            (
                this_week + timedelta(weeks=1),
                mentor_words.LIGHTER_NEXT,
                this_week + timedelta(weeks=1) in load.limits.lighter_weeks,
            ),
        ],
        break_until=break_of(load, today),
        tomorrow=today + timedelta(days=1),
    )


def break_of(load: MentorLoad, today: date) -> date | None:
    """Return the day a break ends, None when there is none or it is over."""
    until = load.limits.break_until
    return until if until is not None and until > today else None


def plain_lines(load: MentorLoad, *, today: date) -> list[str]:
    """Say in a few plain sentences what will happen with these limits."""
    this_week = today - timedelta(days=today.weekday())
    if not load.profile.accepting:
        return [mentor_words.PLAIN_PAUSED, mentor_words.PLAIN_KEPT]
    own, imported = load.limits.weekly_minutes, load.profile.weekly_minutes
    weekly = imported if own is None else min(own, imported)
    if not weekly:
        return [mentor_words.PLAIN_ZERO, mentor_words.PLAIN_KEPT]
    until = break_of(load, today)
    pausing = [] if until is None else [mentor_words.PLAIN_BREAK.format(day=day(until))]
    return [*pausing, _usual_line(load, weekly), *_lighter_lines(load, this_week), *_this_week_lines(load, this_week)]


def with_own(load: MentorLoad, own: OwnLimits) -> MentorLoad:
    """Return what the minutes would be with other limits of one's own; nothing is kept."""
    times = (None, None) if own.quiet is None else (own.quiet.starts, own.quiet.ends)
    limits = replace(
        load.limits,
        weekly_minutes=own.weekly_minutes,
        buffer_minutes=own.buffer_minutes,
        quiet_from=times[0],
        quiet_until=times[1],
    )
    return replace(load, limits=limits)


def own_limits(typed: Mapping[str, str]) -> OwnLimits:
    """Read the form. Raises InvalidInput for what is no number or no time."""
    return OwnLimits(_minutes(typed.get("weekly", "")), _minutes(typed.get("buffer", "")), _quiet(typed))


def _usual_line(load: MentorLoad, weekly: int) -> str:
    said = [mentor_words.PLAIN_WEEK.format(weekly=weekly)]
    if load.limits.buffer_minutes:
        said.append(mentor_words.PLAIN_BUFFER.format(buffer=load.limits.buffer_minutes))
    quiet = load.limits.quiet_hours
    if quiet is not None:
        said.append(mentor_words.PLAIN_QUIET.format(starts=f"{quiet.starts:%H:%M}", ends=f"{quiet.ends:%H:%M}"))
    return "; ".join(said) + "."


def _lighter_lines(load: MentorLoad, this_week: date) -> list[str]:
    weeks = {
        this_week: mentor_words.THIS_WEEK.capitalize(),
        this_week + timedelta(weeks=1): mentor_words.NEXT_WEEK.capitalize(),
    }
    return [
        mentor_words.PLAIN_LIGHTER.format(week=said, minutes=load.limit_minutes(week)) + "."
        for week, said in weeks.items()
        if week in load.limits.lighter_weeks
    ]


def _this_week_lines(load: MentorLoad, this_week: date) -> list[str]:
    limit, free = load.limit_minutes(this_week), load.free_minutes(this_week)
    offered = load.offered_minutes(this_week)
    if not limit:
        return []
    if not free:
        return [mentor_words.PLAIN_FULL.format(limit=limit)]
    strained = [mentor_words.PLAIN_STRAIN.format(offered=offered)] if offered < free else []
    return [mentor_words.PLAIN_FREE.format(free=free, limit=limit), *strained]


def _minutes(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise InvalidInput(f"found {text[:20]!r}, expected minutes", for_people=mentor_words.NO_SUCH_NUMBER)
    return int(text)


def _quiet(typed: Mapping[str, str]) -> QuietHours | None:
    if "quiet" not in typed:
        return None
    starts, ends = typed.get("quiet_from", ""), typed.get("quiet_until", "")
    try:
        return QuietHours(time.fromisoformat(starts), time.fromisoformat(ends))
    except ValueError as error:
        raise InvalidInput("the quiet hours are no times", for_people=mentor_words.BOTH_QUIET) from error
