"""Months and weekdays, also where their names are everyday words: may, march, sun."""

from __future__ import annotations

import re

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CALENDAR = {name: name for name in (*_MONTHS, *_WEEKDAYS)} | {name[:3]: name for name in (*_MONTHS, *_WEEKDAYS)}
_CALENDAR |= {"sept": "september", "tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday"}
_ALSO_WORDS = frozenset({"may", "march", "mar", "sat", "sun", "wed", "jan", "dec"})
_LEADS = frozenset("in by on until till before after since of from end early late mid next this last every for".split())
_NUMERIC_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](?:\d{4}|\d{2}))?(?![\d/])")
_PRONOUNS = frozenset("i we you he she it they".split())


def calendar_name(word: str, *, before: str, after: str, starts_sentence: bool) -> str | None:
    """Return the month or weekday a word names, in lower case and full; None when it names none.

    Args:
        word: As written; "mondays" and "Monday's" count.
        before: The word before it, "" at the start of a clause.
        after: The word after it, "" at the end of a clause.
        starts_sentence: A capital then tells nothing.
    """
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    name = _CALENDAR.get(lower) or (_CALENDAR.get(lower[:-1]) if lower.endswith("days") else None)
    if name is None or lower not in _ALSO_WORDS:
        return name
    if lower == "may" and after.casefold() in _PRONOUNS:
        return None
    is_named = word[:1].isupper() and not starts_sentence
    is_led = before.casefold() in _LEADS or before[:1].isdigit() or after[:1].isdigit()
    return name if is_named or is_led else None


def spell_numeric_dates(text: str) -> str:
    """Write the month beside dates such as 30/11 and 11/30/2027; those that may be two days of the year stay as they are."""
    return _NUMERIC_DATE.sub(_with_month, text)


def _with_month(date: re.Match[str]) -> str:
    first, second = int(date[1]), int(date[2])
    for day, month in ((first, second), (second, first)):
        if 12 < day <= 31 and 1 <= month <= 12 and date[0] != "24/7":
            return f"{date[0]} ({day} {_MONTHS[month - 1]})"
    return date[0]
