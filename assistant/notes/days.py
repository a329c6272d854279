"""Days counted from a day: weekdays, weeks, months, quarters, feasts. Weeks begin on Monday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

FRIDAY, SUNDAY = 4, 6


def next_weekday(day: date, weekday: int) -> date:
    """Return the first such weekday (0 is Monday) after a day, never the day itself."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_of_week(day: date, weekday: int, *, weeks: int = 0) -> date:
    """Return the weekday of the calendar week so many weeks after the one a day lies in."""
    return day + timedelta(days=weekday - day.weekday(), weeks=weeks)


def week_end(day: date, *, weeks: int = 0) -> date:
    """Return the Friday of a calendar week; of this week the Sunday when Friday is over."""
    friday = weekday_of_week(day, FRIDAY, weeks=weeks)
    return friday if friday >= day else weekday_of_week(day, SUNDAY, weeks=weeks)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def month_end(day: date, *, months: int = 0) -> date:
    """Return the last day of the month so many months after a day's own."""
    moved = months_later(day.replace(day=1), months)
    return moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])


def month_on(day: date, month: int, *, year: int | None = None) -> date | None:
    """Return the first of a month: of the year, else the one whose last day is the next to come."""
    if year is not None:
        return date(year, month, 1)
    first = date(day.year, month, 1)
    return first if month_end(first) >= day else date(day.year + 1, month, 1)


def day_of_month(day: date, number: int) -> date | None:
    """Return the next day with that number, the day itself included; None when no month has it."""
    if not 1 <= number <= 31:
        return None
    first = day.replace(day=1)
    for months in range(3):
        month = months_later(first, months)
        if number <= calendar.monthrange(month.year, month.month)[1] and month.replace(day=number) >= day:
            return month.replace(day=number)
    return None


def day_in_year(day: date, month: int, number: int, *, year: int | None = None) -> date | None:
    """Return a day of the year: of the year named, else its next coming, the day itself included; None for 31 June."""
    years = [year] if year is not None else range(day.year, day.year + 5)
    for candidate in years:
        if 1 <= number <= calendar.monthrange(candidate, month)[1]:
            found = date(candidate, month, number)
            if year is not None or found >= day:
                return found
    return None


def quarter_end(day: date, quarter: int) -> date:
    """Return the last day of the next coming such quarter (1 to 4)."""
    end = month_end(date(day.year, 3 * quarter, 1))
    return end if end >= day else month_end(date(day.year + 1, 3 * quarter, 1))


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def next_easter(day: date) -> date:
    """Return the next Easter Sunday, the day itself included."""
    own = easter(day.year)
    return own if own >= day else easter(day.year + 1)
