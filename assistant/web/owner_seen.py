"""What an owner saw when they began to edit, carried by the form, so that nobody writes over what they never saw."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import InvalidInput
from assistant.web import people_words

T = TypeVar("T")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def as_seen(value: object) -> str:
    """Return a value as a form carries it."""
    return _adapter(type(value)).dump_json(value).decode()


def read_seen(text: str, kind: type[T]) -> T:
    """Return the value a form carried. Raises InvalidInput when it is none of that kind."""
    try:
        found: T = _adapter(kind).validate_json(text)
    except ValidationError as error:
        raise InvalidInput(f"The form carried no {kind.__name__}.", for_people=people_words.OUT_OF_DATE) from error
    return found
