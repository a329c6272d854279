"""What day "by Friday", "end of next week" or "a fortnight" means, counted from a session's day.

The day is the last that still fulfills the promise. Conventions: "Friday" is the first after the session;
"next Friday" is of the following calendar week; "the end of the week", "this week" and "next week" end on Friday,
weekends on Sunday; "mid March" is the 15th; "Q2" ends with June; "before" a day is the day before it. Vague words
("soon", "after the holidays", "by the end of term") and days that have passed mean no day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.notes import days
from assistant.notes.expressions import (
    COUNT,
    EXPRESSIONS,
    UNIT,
    WEEKDAY,
    WEEKDAY_NAMES,
    Expression,
    counted,
    weekday_of,
)

_REPEATED = re.compile(rf"\b(?:each|every|whenever)\b|\b(?:{'|'.join(WEEKDAY_NAMES)})s\b|\bago\b")
_EITHER = re.compile(r"\bor\b|\blatest\b")
_PASSED = re.compile(
    r"\b(?:last|since|past|previous|yesterday)\s(?:the\s)?$|\bafter\s(?:(?:the|our|my|his|her)\s)?(?:long\s)?(?:weekend\sof\sthe\s)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|ahead\sof)\s(?:(?:the|our|my)\s)?$|\bbefore\s(?:[\w']+\s){1,5}on\s(?:the\s)?$")


def due_date(words: str, session_date: date, *, anchor: date | None = None) -> date | None:
    """Return the last day that still fulfills what was promised in these words, None when they name no day.

    Args:
        words: The words that say by when, "by Friday"; "" gives None.
        session_date: The day they are counted from.
        anchor: The day the promise before it is due, for "the same day" and "the week after".
    """
    text = " ".join(words.casefold().replace("’", "'").split())
    if _REPEATED.search(text):
        return None
    if anchor is not None and (relative := _after_anchor(text, anchor)) is not None:
        return relative
    found = [day for day in _days_in(text, session_date) if day is not None and day >= session_date]
    if not found:
        return None
    return max(found) if _EITHER.search(text) else found[0]


def day_spans(text: str) -> list[tuple[int, int]]:
    """Return where expressions that name a day stand, in order; those that name a passed day are left out."""
    taken: list[tuple[int, int]] = []
    for expression in EXPRESSIONS:
        for match in expression.pattern.finditer(text):
            if not any(match.start() < end and begin < match.end() for begin, end in taken):
                taken.append(match.span())
    return [(begin, end) for begin, end in sorted(taken) if not _PASSED.search(text[:begin])]


def _days_in(text: str, start: date) -> list[date | None]:
    """Return the days that words name, in the order of the text; longer expressions first take their words."""
    taken: list[tuple[int, int, date | None]] = []
    for expression in EXPRESSIONS:
        for match in expression.pattern.finditer(text):
            if any(match.start() < end and begin < match.end() for begin, end, _ in taken):
                continue
            taken.append((match.start(), match.end(), _moved(text, match, start, expression)))
    return [day for _, _, day in sorted(taken, key=lambda item: item[:2])]


def _moved(text: str, match: re.Match[str], start: date, expression: Expression) -> date | None:
    """Return the day of an expression moved by the word before it: "before" ends the day before, "after" never."""
    lead = text[: match.start()]
    day = None if _PASSED.search(lead) else expression.resolve(match, start)
    is_moved = not expression.is_span and _BEFORE.search(lead) is not None
    return day - timedelta(days=1) if day is not None and is_moved else day


def _after_anchor(text: str, anchor: date) -> date | None:
    """Return the day of words that lean on the promise before them, None when these do not."""
    if match := re.search(rf"\b(?:the\s)?(?P<weekday>{WEEKDAY})\s(?:after|following)\b(?!\s\w)", text):
        return days.next_weekday(anchor, weekday_of(match))
    if re.search(r"\bsame\sweek\b", text):
        return days.weekday_of_week(anchor, days.FRIDAY if anchor.weekday() <= days.FRIDAY else days.SUNDAY)
    if re.search(r"\bfollowing\sw(?:ee)?k-?end\b", text):
        return days.weekday_of_week(anchor, days.SUNDAY)
    if re.search(r"\bsame\s(?:day|morning|afternoon|evening|night|time)\b|^then$|^by\sthen$", text):
        return anchor
    if re.search(r"\b(?:the\s)?(?:day\safter|next\sday)\b(?!\s\w)", text):
        return anchor + timedelta(days=1)
    if re.search(r"\bthe\sweek\safter\b(?!\s\w)", text):
        return anchor + timedelta(weeks=1)
    if match := re.search(rf"(?P<count>{COUNT})\s?(?P<unit>{UNIT})\s(?:after|later|afterwards)\b(?!\s\w)", text):
        return counted(match, anchor)
    return None
