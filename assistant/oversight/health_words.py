"""What is said about a program's health."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.oversight.trends import PEOPLE_MIN, Stretch

LONG_WAIT_DAYS: Final = 7

TOO_FEW: Final = f"Too few to show: a number appears when {PEOPLE_MIN} people or more are behind it."
CARDS_TOO_FEW: Final = "Open and decided cards: too few to show."
PROGRAM_UNKNOWN: Final = "Too few people have taken part so far to say how it goes."
PROGRAM_FINE: Final = "Nothing in your program stands out."

SEE_WHAT_THE_CHAT_MISSES: Final = "See what the chat misses"
SEE_WHETHER_IT_STAYS: Final = "See whether the next version stays as good"
OFFER_WAITING: Final = "Offer what waits to other mentors"
SEE_WHO_WAITS: Final = "See how long questions wait"
EVEN_LOAD: Final = "See what a more equal load costs"
GIVE_NEW_MENTORS_A_SESSION: Final = "Plan a round that brings in new mentors"
SEE_WHETHER_CARDS_ARE_RIGHT: Final = "See how often the finder is right"
WRITE_A_CARD_ON_FIRST_STEPS: Final = "Give mentors a card on small first steps"
SEE_CARDS_ON_FIRST_STEPS: Final = "See what mentors read about first steps"

_NUMBERS: Final = ("none", "one", "two", "three", "four")


def on_the_program(*, overload: float | None, waiting_long: int | None, is_known: bool) -> str:
    """Return the one sentence on the program: what needs an owner most.

    Args:
        overload: Share of the minutes two mentors carry when that is too much.
        waiting_long: How many people wait too long, None for one to four.
        is_known: Whether any indicator has a number.
    """
    if overload is not None:
        return f"Two mentors carry {percent(overload)} of the minutes."
    if waiting_long:
        return f"{waiting_long} people have waited longer than {LONG_WAIT_DAYS} days for a mentor."
    return PROGRAM_FINE if is_known else PROGRAM_UNKNOWN


def questions(before: Stretch | None, after: Stretch | None) -> str:
    """Say how many questions are ready before and after the chat."""
    if before is None or after is None:
        return TOO_FEW
    first, last = percent(before.value.value), percent(after.value.value)
    return f"Of {after.n} questions, {first} were ready for a mentor as first written, and {last} after the chat."


def waiting(now: Stretch | None) -> str:
    """Say how long a yes takes."""
    if now is None:
        return TOO_FEW
    return f"For half of {now.n} questions a mentor said yes within {days(now.value.value)} of the first request."


def waiting_long(people: int | None) -> str:
    """Say how many people wait too long."""
    told = f"wait longer than {LONG_WAIT_DAYS} days for a first yes"
    if people is None:
        return f"Fewer than {PEOPLE_MIN} people {told}."
    return f"{people} people {told}." if people else f"Nobody has to {told}."


def load(carried: float, names: Sequence[str]) -> str:
    """Say what the two most loaded mentors carry; `names` are empty when it is not too much."""
    part = percent(carried)
    return f"{' and '.join(names)} carry {part} of the minutes." if names else f"The two most loaded carry {part}."


def used(part: float, peak_to_mean: float) -> str:
    """Say how much of the offered minutes sessions use, and how far the most loaded mentor is from the mean."""
    times = f"{peak_to_mean:.0f}" if peak_to_mean >= 10 else f"{peak_to_mean:.1f}"
    return f"Sessions use {percent(part)} of what mentors offer; the most loaded carries {times} times the mean."


def first_sessions(begun: int, idle: int) -> str:
    """Say how many mentors had their first session in these weeks, and how many accept and have had none."""
    had = f"{_some(begun, 'mentor')} had a first session in these weeks"
    return f"{had[0].upper()}{had[1:]}; {_some(idle, 'mentor')} who accept{'s' if idle == 1 else ''} had none yet."


def disagreements(now: Stretch | None) -> str:
    """Say how long decisions take."""
    if now is None:
        return TOO_FEW
    return f"Half of {now.n} decisions were made within {days(now.value.value)} after a card was shown."


def decided_part(part: float) -> str:
    """Say which part of the cards is decided."""
    return f"Of all cards {percent(part)} are decided, {percent(1 - part)} still open."


def promises(now: Stretch | None) -> str:
    """Say how many promises were kept."""
    if now is None:
        return TOO_FEW
    return f"Of {now.n} promises that were due and answered, {percent(now.value.value)} were kept or adapted."


def unanswered(count: int | None) -> str:
    """Say how many promises that were due nobody told about."""
    return f"Due without an answer: {_count(count)}."


def percent(part: float) -> str:
    """Return a fraction as percent."""
    return f"{100 * part:.0f} %"


def days(value: float) -> str:
    """Return days as people say them: hours below one day, whole ones from ten on."""
    if value < 1:
        return f"{max(1, round(24 * value))} hours"
    text = f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")
    return f"{text} day" if text == "1" else f"{text} days"


def _count(count: int | None) -> str:
    return "too few to show" if count is None else str(count)


def _some(count: int, noun: str) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number if count else 'no'} {noun}{'' if count == 1 else 's'}"
