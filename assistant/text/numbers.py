"""Read numbers however they are written: 3,000, 3k, three, 2nd, second, both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth"
).split()
_CARDINALS = {word: Decimal(value) for value, word in enumerate(_ONES)} | {
    word: Decimal(10 * (place + 2)) for place, word in enumerate(_TENS)
}
_CARDINALS |= {
    "both": Decimal(2),
    "twice": Decimal(2),
    "couple": Decimal(2),
    "pair": Decimal(2),
    "dozen": Decimal(12),
    "half": Decimal("0.5"),
}
_CARDINALS |= {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}
_ORDINALS = {word: Decimal(value) for value, word in enumerate(_ORDINAL_ONES)}
_ORDINALS |= {word[:-1] + "ieth": Decimal(10 * (place + 2)) for place, word in enumerate(_TENS)}
_SCALES = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_DIGITS = re.compile(r"^(\d+(?:[.,:]\d+)*)([a-z]*)$")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text means it; `unit` holds letters written onto the digits ("h" of 3h), else ""."""

    value: Decimal | str
    is_ordinal: bool = False
    unit: str = ""


def read_number(word: str) -> Number | None:
    """Return the number a single word stands for, None when it is no number."""
    lower = word.casefold()
    if lower in _CARDINALS:
        return Number(_CARDINALS[lower])
    if lower in _ORDINALS:
        return Number(_ORDINALS[lower], is_ordinal=True)
    match = _DIGITS.match(lower)
    return _written_in_digits(*match.groups()) if match else None


def _written_in_digits(digits: str, letters: str) -> Number:
    value = _value(digits)
    if letters in ("st", "nd", "rd", "th"):
        return Number(value, is_ordinal=True)
    if letters in _SCALES and isinstance(value, Decimal):
        return Number(value * _SCALES[letters])
    return Number(value, unit=letters)


def _value(digits: str) -> Decimal | str:
    """Return 3,000 and 3.5 as numbers, anything else with separators (9:30, 1.2.2026) as written."""
    plain = digits.replace(",", "") if _GROUPED.match(digits) else digits
    if not plain.isascii() or re.search(r"[,:]|\..*\.", plain):
        return digits
    return Decimal(plain).normalize()
