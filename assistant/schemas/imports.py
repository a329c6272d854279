"""Rows of the files a program imports, validated once at the border."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from typing import Annotated, Final
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from assistant.domain.knowledge import Audience, KnowledgeCard
from assistant.domain.mentors import MentorProfile, Seniority

LANGUAGE_CODES: Final = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa "
        "ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr "
        "ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl "
        "ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur "
        "uz ve vi vo wa wo xh yi yo za zh zu"
    ).split()
)
"""ISO 639-1."""


def _plain(text: str) -> str:
    controls = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t\r"]
    if controls:
        raise ValueError(f"found the control character {controls[0]!r}, expected plain text")
    return text


def _language(code: str) -> str:
    if code not in LANGUAGE_CODES:
        raise ValueError(f"found {code!r}, expected a two-letter ISO 639-1 code such as 'en'")
    return code


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(name: str) -> str:
    if name not in _timezones():
        raise ValueError(f"found {name!r}, expected an IANA time zone such as 'Europe/Dublin'")
    return name


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _without_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


_Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_plain)]
_Id = Annotated[_Text, StringConstraints(min_length=1, max_length=100, pattern=r"^\S+$")]
_Line = Annotated[_Text, StringConstraints(min_length=1, max_length=300)]
_Lines = Annotated[tuple[_Line, ...], Field(max_length=50), AfterValidator(_without_repeats)]
_Language = Annotated[str, BeforeValidator(_lower), AfterValidator(_language)]
_Minutes = Annotated[int, Field(ge=0, le=7 * 24 * 60)]


class MentorRow(BaseModel):
    """One mentor profile of a CSV or JSON Lines file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: _Id
    name: _Line
    headline: _Line
    bio: Annotated[_Text, StringConstraints(max_length=8_000)] = ""
    skills: _Lines = ()
    topics: _Lines = ()
    industries: _Lines = ()
    seniority: Annotated[Seniority, BeforeValidator(_lower)]
    languages: Annotated[tuple[_Language, ...], Field(min_length=1, max_length=20), AfterValidator(_without_repeats)]
    timezone: Annotated[_Text, AfterValidator(_timezone)]
    weekly_minutes: _Minutes
    booked_minutes: Annotated[int, Field(ge=0, le=52 * 7 * 24 * 60)] = 0
    accepting: bool = True

    def profile(self) -> MentorProfile:
        """Return the domain value."""
        return MentorProfile(**{name: getattr(self, name) for name in type(self).model_fields})


class CardRow(BaseModel):
    """Front matter and body of one knowledge card."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: _Id
    title: _Line
    body: Annotated[_Text, StringConstraints(min_length=1, max_length=8_000)]
    topics: Annotated[_Lines, Field(min_length=1)]
    audience: Annotated[tuple[Audience, ...], Field(min_length=1), AfterValidator(_without_repeats)] = ("mentee",)
    sources: Annotated[_Lines, Field(min_length=1)]
    reviewed_on: date

    def card(self) -> KnowledgeCard:
        """Return the domain value."""
        return KnowledgeCard(**{name: getattr(self, name) for name in type(self).model_fields})


LIST_COLUMNS: Final = ("skills", "topics", "industries", "languages")
"""Columns of `MentorRow` that hold several values."""


def reasons(error: ValidationError) -> str:
    """Say in one line everything that is wrong with a row, one clause a value."""
    details = error.errors(include_url=False)
    deepest = [one for one in details if not any(_lies_within(other, one) for other in details)]
    return "; ".join(_reason(detail) for detail in deepest)


def _lies_within(inner: ErrorDetails, outer: ErrorDetails) -> bool:
    """Tell whether one problem is about a part of what the other is about, which then says nothing new."""
    depth = len(outer["loc"])
    return len(inner["loc"]) > depth and inner["loc"][:depth] == outer["loc"]


def _reason(detail: ErrorDetails) -> str:
    place = ".".join(str(step + 1 if isinstance(step, int) else step) for step in detail["loc"]) or "row"
    if detail["type"] == "missing":
        return f"{place} is missing"
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if message.startswith("found"):
        return f"{place}: {message}"
    return f"{place}: found {_shortened(detail['input'])}, expected: {message[:1].lower()}{message[1:]}"


def _shortened(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
