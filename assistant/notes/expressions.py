"""Expressions that name a day, and what each means counted from a day; `notes.due` says how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.notes import days

WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}|(?:a\s)?couple\s(?:of\s)?|half\sa)"
)
UNIT = r"(?:hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?)\b"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b"

Resolve = Callable[["re.Match[str]", date], date | None]
"""From found words and the day they are counted from to the day meant; None when there is no such day."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a day.

    Attributes:
        resolve: The day they mean.
        is_span: They name a span of time, or now: "before" does not move the day.
    """

    pattern: re.Pattern[str]
    resolve: Resolve
    is_span: bool


def _day(resolve: Callable[[date], date | None]) -> Resolve:
    """Return a resolver that needs nothing of the words found."""
    return lambda _match, start: resolve(start)


def weekday_of(match: re.Match[str]) -> int:
    """Return the weekday found, 0 for Monday."""
    return next(n for n, name in enumerate(WEEKDAY_NAMES) if name.startswith(match["weekday"][:3]))


def _month(match: re.Match[str]) -> int:
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(match["month"][:3]))


def _year(match: re.Match[str]) -> int | None:
    found = match.groupdict().get("year")
    return None if found is None else int(found) + (2000 if len(found) == 2 else 0)


def counted(match: re.Match[str], start: date) -> date | None:
    """Return the day so many days, weeks, months or years after a day."""
    count, unit = match["count"].strip(), match["unit"]
    if count.startswith("half"):
        return (
            days.months_later(start, 6) if unit.startswith("y") else start + timedelta(days=3 if unit[0] == "w" else 15)
        )
    number = (
        int(count)
        if count.isdigit()
        else 2
        if "couple" in count
        else 1
        if count in ("a", "an")
        else _NUMBERS.index(count)
    )
    if unit.startswith(("mo", "y")):
        return days.months_later(start, number * (12 if unit[0] == "y" else 1))
    if unit.startswith("h"):
        return start + timedelta(days=number // 24)
    return start + timedelta(days=number * {"d": 1, "w": 7, "f": 14}[unit[0]])


def _range_counted(match: re.Match[str], start: date) -> date | None:
    days_of = {"d": 1, "w": 7, "m": 0}[match["unit"][0]]
    number = int(match["last"]) if match["last"].isdigit() else _NUMBERS.index(match["last"])
    return start + timedelta(days=number * days_of) if days_of else days.months_later(start, number)


def _numeric(match: re.Match[str], start: date) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    if first > 12 >= second >= 1:
        return days.day_in_year(start, second, first, year=_year(match))
    if second > 12 >= first >= 1:
        return days.day_in_year(start, first, second, year=_year(match))
    return None


def _iso(match: re.Match[str], _start: date) -> date | None:
    try:
        return date.fromisoformat(match.group())
    except ValueError:
        return None


def _part_of(first: date | None, part: str) -> date | None:
    """Return the last day of a part of the month that begins on `first`."""
    if first is None:
        return None
    if part.startswith(("mid", "half")):
        return first.replace(day=15)
    if part.startswith("first week"):
        return first.replace(day=7)
    if part.startswith(("early", "beginning", "start")):
        return first.replace(day=10)
    return days.month_end(first)


def _next_month_part(match: re.Match[str], start: date) -> date | None:
    shift = 1 if match["which"] == "next" else 0
    return _part_of(days.months_later(start.replace(day=1), shift), match["part"])


def _part_of_week(match: re.Match[str], start: date) -> date | None:
    weeks = 1 if match["which"] == "next" else 0
    if match["part"].startswith("mid"):
        return days.weekday_of_week(start, 2, weeks=weeks)
    if match["part"].startswith(("early", "beginning", "start", "first")):
        return days.weekday_of_week(start, 1, weeks=weeks)
    return days.week_end(start, weeks=weeks)


def _weekend(match: re.Match[str], start: date) -> date:
    return days.weekday_of_week(start, days.SUNDAY, weeks=1 if match["which"] == "next" else 0)


def _before_weekend(_match: re.Match[str], start: date) -> date:
    friday = days.weekday_of_week(start, days.FRIDAY)
    return friday if friday >= start else friday + timedelta(weeks=1)


def _quarter(match: re.Match[str], start: date) -> date:
    if match["quarter"]:
        return days.quarter_end(start, int(match["quarter"]))
    own = (start.month + 2) // 3
    return days.quarter_end(start, own) if match["which"] != "next" else days.quarter_end(start, own % 4 + 1)


def _either_weekday(match: re.Match[str]) -> int:
    named = match["weekday"] or match["weekday2"]
    return next(n for n, name in enumerate(WEEKDAY_NAMES) if name.startswith(named[:3]))


def _range(match: re.Match[str], start: date) -> date | None:
    last, unit = match["last"] or match["last2"], (match["unit"] or match["unit2"])
    number = int(last) if last.isdigit() else _NUMBERS.index(last)
    return (
        days.months_later(start, number)
        if unit[0] == "m"
        else start + timedelta(days=number * (7 if unit[0] == "w" else 1))
    )


def _month_named(match: re.Match[str], start: date) -> date | None:
    """Return the last day of a month; "before" it, the day before it begins."""
    first = days.month_on(start, _month(match))
    if first is None:
        return None
    ends_before = match.group().startswith("before") and first > start
    return first - timedelta(days=1) if ends_before else days.month_end(first)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_PART = r"(?:the\s)?(?P<part>mid(?:dle)?|early|late(?:r)?|beginning|start|end|half(?:way)?|first\sweek|last\sweek|last\sday)[\s-](?:through\s|of\s|in\s)?(?:the\s)?"
_DAY_MONTH = rf"(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?(?P<month>{MONTH})(?:,?\s(?P<year>20\d\d))?"
_MONTH_DAY = rf"(?P<month>{MONTH})\s(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d)(?!\s?(?:am|pm|weeks|days))(?:,?\s(?P<year>20\d\d))?"

_TABLE: tuple[tuple[str, Resolve, bool], ...] = (
    # expression, what it means, whether it is a span of time ("before" it then changes nothing)
    (r"20\d\d-\d\d-\d\d", _iso, False),
    (r"2day|2nite", _day(lambda s: s), True),
    (r"2mrw|2moro", _day(lambda s: s + timedelta(days=1)), False),
    (_DAY_MONTH, lambda m, s: days.day_in_year(s, _month(m), int(m["day"]), year=_year(m)), False),
    (_MONTH_DAY, lambda m, s: days.day_in_year(s, _month(m), int(m["day"]), year=_year(m)), False),
    (r"(?<!at\s)(?P<first>[0-3]?\d)[./](?P<second>[0-3]?\d)(?:[./](?P<year>20\d\d|\d\d))?\.?", _numeric, False),
    (rf"{WEEKDAY},?\s(?:the\s)?{_ORDINAL}", lambda m, s: days.day_of_month(s, int(m["day"])), False),
    (
        rf"(?:the\s)?{_ORDINAL}\sof\s(?:the\s)?next\smonth",
        lambda m, s: days.day_of_month(days.months_later(s.replace(day=1), 1), int(m["day"])),
        False,
    ),
    (
        rf"{_ORDINAL}(?!\s(?:time|session|week|chapter|draft|version|year|meeting|grade|floor|of\sthem))",
        lambda m, s: days.day_of_month(s, int(m["day"])),
        False,
    ),
    (
        rf"{_PART}(?P<month>{MONTH})(?:\s(?P<year>20\d\d))?",
        lambda m, s: _part_of(days.month_on(s, _month(m), year=_year(m)), m["part"]),
        True,
    ),
    (rf"{_PART}(?P<which>next|this|of)?\s?month", _next_month_part, True),
    (r"eom", _day(lambda s: days.month_end(s)), True),
    (rf"(?:{_PART})?(?P<which>next|this|the|current)?\s?(?:q(?P<quarter>[1-4])|quarter)", _quarter, True),
    (
        r"(?:the\s)?(?:week|month)\safter\snext",
        lambda m, s: days.week_end(s, weeks=2) if "week" in m.group() else days.month_end(s, months=2),
        True,
    ),
    (
        rf"(?:a\s)?week\s(?:on\s|from\s)(?P<weekday>{WEEKDAY})|(?P<weekday2>{WEEKDAY})\s(?:in\sa\s)?week",
        lambda m, s: days.next_weekday(s, _either_weekday(m)) + timedelta(weeks=1),
        False,
    ),
    (
        rf"(?P<weekday>{WEEKDAY})\sfortnight",
        lambda m, s: days.next_weekday(s, weekday_of(m)) + timedelta(weeks=2),
        False,
    ),
    (
        rf"(?P<weekday>{WEEKDAY})\s(?:the\sweek\s)?after\snext",
        lambda m, s: days.weekday_of_week(s, weekday_of(m), weeks=2),
        False,
    ),
    (
        rf"(?P<weekday>{WEEKDAY})[,\s]+(?:(?:of|in)\s)?next\sw(?:ee)?k|next\sw(?:ee)?k(?:,?\son)?\s(?P<weekday2>{WEEKDAY})",
        lambda m, s: days.weekday_of_week(s, _either_weekday(m), weeks=1),
        False,
    ),
    (rf"next\s(?P<weekday>{WEEKDAY})", lambda m, s: days.weekday_of_week(s, weekday_of(m), weeks=1), False),
    (
        r"(?:today|tomorrow|tmrw|tmr)\sweek|this\stime\snext\sweek|a\sweek\s(?:today|tomorrow|from\s(?:today|now))",
        lambda m, s: s + timedelta(days=8 if re.search("tom|tmr", m.group()) else 7),
        False,
    ),
    (r"(?:the\s)?day\safter\s(?:tomorrow|tmrw|tmr)|overmorrow", _day(lambda s: s + timedelta(days=2)), False),
    (r"tomorrow|tmrw|tmrow|tmw|tmr|tomoz|tomo", _day(lambda s: s + timedelta(days=1)), False),
    (r"before\s(?:the\s)?w(?:ee)?k-?end", _before_weekend, True),
    (r"(?:(?P<which>next|this|the|coming)\s)?w(?:ee)?k-?end", _weekend, True),
    (
        r"(?:the\s)?(?P<part>mid(?:dle)?|early|late(?:r)?|beginning|start|end|first\sthing)[\s-](?:of\s|in\s)?(?P<which>the|this|next)?\s?w(?:ee)?k",
        _part_of_week,
        True,
    ),
    (
        r"(?P<which>)(?P<part>midweek)|(?P<which2>)eow",
        lambda m, s: days.weekday_of_week(s, 2) if m["part"] and s.weekday() < 2 else days.week_end(s),
        True,
    ),
    (r"(?:this|within\sthe|in\sthe\scourse\sof\sthe)\sw(?:ee)?k", _day(lambda s: days.week_end(s)), True),
    (r"next\sw(?:ee)?k", _day(lambda s: days.week_end(s, weeks=1)), True),
    (r"next\smonth", _day(lambda s: days.month_end(s, months=1)), True),
    (
        r"(?:this|within\sthe)\smonth|(?:the\s)?month(?:'s)?\s(?:ends?|end|is\s(?:out|over|up))",
        _day(lambda s: days.month_end(s)),
        True,
    ),
    (
        r"(?:the\s)?(?:end\sof\s(?:the|this)\syear|year(?:'s)?[\s-](?:ends?|is\s(?:out|over|up))|this\syear|eoy|(?<!the\s)new\syear'?s?(?:\seve)?)",
        _day(lambda s: date(s.year, 12, 31)),
        True,
    ),
    (r"christmas\seve|x-?mas\seve", _day(lambda s: days.day_in_year(s, 12, 24)), False),
    (r"christmas(?:\sday)?|x-?mas", _day(lambda s: days.day_in_year(s, 12, 25)), False),
    (r"good\sfriday", _day(lambda s: days.next_easter(s) - timedelta(days=2)), False),
    (r"easter\smonday", _day(lambda s: days.next_easter(s) + timedelta(days=1)), False),
    (r"easter(?:\ssunday)?", _day(lambda s: days.next_easter(s)), False),
    (r"hallowe'?en", _day(lambda s: days.day_in_year(s, 10, 31)), False),
    (
        r"(?:a\s)?(?P<unit>day|week|month)\sor\s(?P<last>two)|(?:\d{1,2}|one|two|three|four|five|six|seven|eight)\s?(?:-|–|to|or)\s?(?P<last2>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s(?P<unit2>days|weeks|months)",
        _range,
        False,
    ),
    (
        rf"(?P<count>{COUNT})\s?(?P<unit>{UNIT})(?:'?s?'?\stime)?(?!\s(?:of|after|a|per|ago|before|old|ahead|each|in)\b)",
        counted,
        False,
    ),
    (r"(?:by\sthe\s|in\sthe\s|first\sthing\sin\sthe\s)morning", _day(lambda s: s + timedelta(days=1)), False),
    (rf"(?:(?:this|coming)\s)*(?P<weekday>{WEEKDAY})", lambda m, s: days.next_weekday(s, weekday_of(m)), False),
    (
        r"(?:eod|cob)(?=\s(?:today|to-?night)\b)|today|to-?night|tonite|this\s(?:very\s)?(?:morning|afternoon|evening|eve|arvo|lunchtime)|(?:eod|cob|midnight|noon)(?!\s(?:on\s)?(?:tom|tmrw|tmr|mon|tue|wed|thu|fri|sat|sun))|end\sof\s(?:the\s)?(?:day|play|business)|close\sof\s(?:business|play)|right\s(?:now|away|after)|straight\saway|at\sonce|immediately|later\son",
        _day(lambda s: s),
        True,
    ),
    (
        rf"(?:in|by|during|for|until|till|til|through|before)\s(?P<month>{MONTH})(?!\s(?:some|i|we|you|he|she|they)\b)",
        _month_named,
        True,
    ),
    (
        r"first\sthing(?!\s(?:on\s)?(?:mon|tue|wed|thu|fri|sat|sun|tom|tmr))",
        _day(lambda s: s + timedelta(days=1)),
        False,
    ),
    (r"^now$", _day(lambda s: s), True),
)


EXPRESSIONS: tuple[Expression, ...] = tuple(
    Expression(_compiled(pattern), resolve, is_span) for pattern, resolve, is_span in _TABLE
)
