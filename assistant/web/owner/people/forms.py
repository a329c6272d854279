"""Fields of the owner's forms: text in, lists out, and what stands beside a field that was changed meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.domain.changes import LIST_JOINT, as_text
from assistant.web.owner.people import words as people_words

FieldKind = Literal["line", "lines", "text", "number", "select"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        value: What stands in it.
        meanwhile: What the program has by now where that is something else than was seen, None else.
        options: Value and label of what can be chosen, for a select.
    """

    name: str
    label: str
    value: str
    kind: FieldKind = "line"
    hint: str = ""
    meanwhile: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


def listed_values(text: str) -> list[str]:
    """Return the values of a list as it is typed, blanks left out."""
    return [part.strip() for part in text.split(LIST_JOINT.strip()) if part.strip()]


def typed(detail: Mapping[str, str], names: Iterable[str], *, lists: Collection[str]) -> dict[str, object]:
    """Return what a form holds, lists as lists."""
    return {name: listed_values(detail[name]) if name in lists else detail[name] for name in names if name in detail}


def meanwhile(changed: Collection[str], now: object, name: str) -> str | None:
    """Return what the program has by now of a field that was changed meanwhile."""
    return (as_text(getattr(now, name)) or people_words.NOW_EMPTY) if name in changed else None


def value_of(shown: object, values: Mapping[str, Any] | None, name: str) -> str:
    """Return what stands in a field: what was typed, else what the program has."""
    if values is not None and name in values:
        found = values[name]
        return LIST_JOINT.join(found) if isinstance(found, list) else str(found)
    return as_text(getattr(shown, name))
