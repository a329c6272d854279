"""What an owner saw when they began to edit, carried by the form, so that nobody writes over what they never saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.errors import InvalidInput
from assistant.web.owner.people import words as people_words

T = TypeVar("T")


_ADAPTERS: Final[Mapping[type[Any], TypeAdapter[Any]]] = {
    kind: TypeAdapter(kind) for kind in (Person, MentorProfile, KnowledgeCard)
}


def as_seen(value: Person | MentorProfile | KnowledgeCard) -> str:
    """Return a value as a form carries it."""
    return _ADAPTERS[type(value)].dump_json(value).decode()


def read_seen(text: str, kind: type[T]) -> T:
    """Return the value a form carried. Raises InvalidInput when it is none of that kind."""
    try:
        found: T = _ADAPTERS[kind].validate_json(text)
    except ValidationError as error:
        raise InvalidInput(f"The form carried no {kind.__name__}.", for_people=people_words.OUT_OF_DATE) from error
    return found
