"""What owners look after, and what a change to it changes."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from assistant.errors import Stale

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

LIST_JOINT: Final = "; "
"""What stands between the values of a list where it is shown as one text."""

ACCOUNT_FIELDS_RECORDED: Final = frozenset({"roles"})
MENTOR_FIELDS_RECORDED: Final = frozenset({"weekly_minutes", "booked_minutes"})
CARD_FIELDS_RECORDED: Final = frozenset({"title", "topics", "audience", "sources", "reviewed_on"})
"""Fields whose values may stand in the audit log, which outlives the people it speaks of; of others only that they changed."""

_RECORDED_CHARACTERS_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """An account, a profile or a card, and since when it is out of use; None while it is in use."""

    value: T
    deactivated_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Tell whether it is in use."""
        return self.deactivated_at is None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, both sides as text."""

    field: str
    old: str
    new: str


def field_changes(old: DataclassInstance, new: DataclassInstance) -> tuple[FieldChange, ...]:
    """Return the fields in which two values of one type differ, in the order of the type."""
    pairs = ((one.name, getattr(old, one.name), getattr(new, one.name)) for one in fields(old))
    return tuple(FieldChange(name, as_text(before), as_text(after)) for name, before, after in pairs if before != after)


def refuse_stale(seen: DataclassInstance, found: DataclassInstance) -> None:
    """Refuse an edit of a value that is not as it was seen. Raises Stale, which names the fields that differ."""
    changes = field_changes(seen, found)
    if changes:
        names = ", ".join(one.field for one in changes)
        raise Stale(
            f"The {type(found).__name__} was edited in the meantime: {names}; look at it again and repeat your edit.",
            changed=tuple(one.field for one in changes),
        )


def as_text(value: object) -> str:
    """Return a field's value as a person reads it: lists joined, "" for None, "yes" or "no" for a switch."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return LIST_JOINT.join(str(one) for one in value)
    if isinstance(value, frozenset):
        return LIST_JOINT.join(sorted(str(one) for one in value))
    return str(value)


def recorded(changes: Iterable[FieldChange], fields_recorded: AbstractSet[str]) -> dict[str, str]:
    """Return what the audit log keeps of changes: old and new value where that may stay, else only that it changed."""
    return {one.field: _both(one) if one.field in fields_recorded else "changed" for one in changes}


def _both(change: FieldChange) -> str:
    both = f"{change.old} → {change.new}"
    return both if len(both) <= _RECORDED_CHARACTERS_MAX else f"{both[: _RECORDED_CHARACTERS_MAX - 1]}…"
