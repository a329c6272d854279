"""The log of who changed what, as owners read it: names are looked up now, so that it forgets whom the program forgot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.accounts import require_role
from assistant.domain.audit import AuditFilter, AuditLine
from assistant.domain.imports import IMPORTED_ROW_ACTIONS
from assistant.domain.people import Person
from assistant.ports.store import Store

PAGE_LINES: Final = 100

_NAMED_BY_DETAIL: Final = {"import": "file"}
_NAMED_BY_ID: Final = frozenset({"person", "mentor", "card"})
"""Kinds whose names are looked up; the ids of others are no names of people and stand for themselves."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line as it is shown.

    Attributes:
        actor: Their name, None when they left.
        subject: What people call it, None when it is gone.
    """

    number: int
    line: AuditLine
    actor: str | None
    subject: str | None

    @property
    def at(self) -> datetime:
        """Return when it was done."""
        return self.line.at


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page, newest first; `older` is where the next one begins, None at the end."""

    entries: tuple[LogEntry, ...]
    older: int | None


def read_log(
    store: Store,
    person: Person | None,
    chosen: AuditFilter,
    *,
    before: int | None = None,
    lines_max: int = PAGE_LINES,
) -> LogPage:
    """Return a page of the log.

    The single rows of an import are left out unless one thing is asked about: the import's own line sums them up.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, asks.
    """
    require_role(person, "owner")
    asked = chosen if chosen.subject_id is not None else _without_rows(chosen)
    found = store.audit_lines(limit=lines_max + 1, before=before, chosen=asked)
    names = _names(store)
    entries = tuple(_entry(number, line, names) for number, line in found[:lines_max])
    return LogPage(entries, entries[-1].number if len(found) > lines_max else None)


def actors(store: Store, person: Person | None) -> list[Person]:
    """Return who may have changed something, by name: today's owners. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    return [one.value for one in store.accounts() if one.value.has("owner")]


def _without_rows(chosen: AuditFilter) -> AuditFilter:
    return AuditFilter(chosen.subject_kind, chosen.subject_id, chosen.actor_id, IMPORTED_ROW_ACTIONS)


def _entry(number: int, line: AuditLine, names: Mapping[tuple[str, str], str]) -> LogEntry:
    actor = names.get(("person", line.actor_id))
    return LogEntry(number, line, actor, _subject(line, names))


def _subject(line: AuditLine, names: Mapping[tuple[str, str], str]) -> str | None:
    if line.subject_kind in _NAMED_BY_ID:
        return names.get((line.subject_kind, line.subject_id))
    return line.detail.get(_NAMED_BY_DETAIL.get(line.subject_kind, ""), line.subject_id)


def _names(store: Store) -> dict[tuple[str, str], str]:
    people = {("person", one.value.id): one.value.name for one in store.accounts()}
    mentors = {("mentor", one.value.id): one.value.name for one in store.mentor_roster()}
    cards = {("card", one.value.id): one.value.title for one in store.card_shelf()}
    return people | mentors | cards
