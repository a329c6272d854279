"""Batch rows of `brief`: a pure function from an input row and the rubric to an output row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import JsonValue

from assistant.briefs.compose import compose
from assistant.briefs.source import BriefSource, OpenConflict, PastAdvice, Turn
from assistant.domain.sessions import MINUTES, Minutes
from assistant.errors import InvalidInput
from assistant.rubric.assess import Rubric
from assistant.schemas.briefs import BriefedRow, BriefLineRow, BriefRow, PastAdviceRow, TurnRow
from assistant.schemas.preparation import AgendaRow
from assistant.text.intake import checked_text
from assistant.text.redaction import redacted
from assistant.wording.agenda import agenda

_MENTEE_NAMES: Final = frozenset({"mentee", "user", "me", "human", "asker"})
_OTHER_NAMES: Final = frozenset({"assistant", "mentor", "coach", "bot", "system", "ai", "agent", "program"})
_NOT_WHO: Final = frozenset({"id", "email", "language", "languages", "timezone", "pronouns"})
_NO_OUTCOME: Final = frozenset({"", "none", "null", "unknown", "n/a", "-"})
_NAME_WORDS_MAX = 3
_MINUTES = re.compile(r"\b(15|30|60)\b")


def brief_row(row: BriefRow, rubric: Rubric) -> BriefedRow:
    """Compose the brief of one row.

    Raises:
        InvalidInput: Nothing was asked, or a text cannot be read.
    """
    source = _source(row)
    lines = compose(source, rubric)
    minutes = _minutes(row.session)
    return BriefedRow(
        lines=[BriefLineRow(text=line.text, source=line.source, part=line.part) for line in lines],
        words=sum(len(line.text.split()) for line in lines),
        who=redacted(", ".join(_who(row.mentee)), row.redacted),
        agenda=[AgendaRow(minutes=point.minutes, what=point.what) for point in agenda(minutes, "")] if minutes else [],
    )


def _source(row: BriefRow) -> BriefSource:
    """Return the row as the composer reads it. Who asks and the minutes have fields of their own, so are left out."""
    names = _MENTEE_NAMES | {name for name in (_name(row.mentee),) if name}
    source = BriefSource(
        question=_checked(row.question),
        chat=tuple(Turn("mentee" if _is_mentee(turn, names) else "other", _checked(turn.text)) for turn in row.chat),
        history=tuple(_past_advice(one) for one in row.history if _checked(one.text)),
        open_conflicts=tuple(
            OpenConflict(one.a, one.b, _checked(one.why)) for one in row.open_conflicts if one.a and one.b
        ),
        redacted=tuple(row.redacted),
    )
    if not source.question and not any(turn.text and turn.speaker == "mentee" for turn in source.chat):
        raise InvalidInput("There is no question and nothing of the mentee in the chat.", code="empty_text")
    return source


def _checked(text: str) -> str:
    """Return a text as it can be read; one without words is "". Raises InvalidInput."""
    return checked_text(text) if any(character.isalnum() for character in text) else ""


def _is_mentee(turn: TurnRow, names: frozenset[str]) -> bool:
    speaker = turn.speaker.strip().casefold()
    return speaker in names and speaker not in _OTHER_NAMES


def _past_advice(row: PastAdviceRow) -> PastAdvice:
    """Return a piece of advice; of a mentor who is only a number or a long description, the name is left out."""
    is_name = 0 < len(row.mentor.split()) <= _NAME_WORDS_MAX and not any(c.isdigit() or c in "_:" for c in row.mentor)
    outcome = " ".join(": ".join(_texts(row.outcome)).split()).strip(" .")
    return PastAdvice(
        id=row.id,
        text=_checked(row.text),
        mentor=row.mentor.strip() if is_name else "",
        outcome="" if outcome.casefold() in _NO_OUTCOME else outcome,
    )


def _name(mentee: JsonValue) -> str:
    name = mentee.get("name") if isinstance(mentee, Mapping) else None
    return name.strip().casefold() if isinstance(name, str) else ""


def _who(mentee: JsonValue) -> Iterator[str]:
    """Yield what is said of the mentee, each once: all texts of an object except ids and the like."""
    plain = (
        {key: value for key, value in mentee.items() if key not in _NOT_WHO} if isinstance(mentee, Mapping) else mentee
    )
    yield from dict.fromkeys(text for text in _texts(plain) if any(character.isalpha() for character in text))


def _texts(value: JsonValue) -> Iterator[str]:
    """Yield the texts and numbers in a JSON value of any shape, in order."""
    if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield str(value).strip()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _minutes(session: JsonValue) -> Minutes | None:
    """Return the length of the session where it is one that is offered."""
    given = [session]
    if isinstance(session, Mapping):
        given = [session[key] for key in session if re.search(r"minutes|length|duration", key, re.IGNORECASE)]
    found = _MINUTES.search(" ".join(text for value in given for text in _texts(value)))
    return next((minutes for minutes in MINUTES if found and int(found[1]) == minutes), None)
