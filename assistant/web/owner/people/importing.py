"""The preview of an uploaded file, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from assistant.domain.clock import new_id
from assistant.domain.imports import ImportKind
from assistant.domain.people import Person
from assistant.errors import Conflict
from assistant.oversight.imports import ImportPreview, confirm_import, import_preview, withdraw_import
from assistant.web.owner.people import words as people_words
from assistant.web.owner.place import OwnerPlace, OwnerViewName
from assistant.web.owner.view import OwnerAction, OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.parts import WebParts
from assistant.web.tables import Cell, Column, Table
from assistant.web.templates import render
from assistant.web.visit import Notice

IMPORT_VIEWS: Final[Mapping[ImportKind, OwnerViewName]] = {"mentors": "people", "cards": "knowledge"}


def import_page(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show what an upload would change as the program stands now. Raises NotFound when it is gone."""
    preview = import_preview(parts.store, person, place.get("import"))
    html = render(
        "owner_import",
        turn=new_id(),
        place=place,
        pending=preview.pending,
        plan=preview.plan,
        is_expired=parts.clock() > preview.pending.expires_at,
        counted=_counted(preview),
        tables=[table for table in _tables(preview) if table.rows],
    )
    return OwnerPage(html)


def _counted(preview: ImportPreview) -> list[str]:
    """Return what there is of each kind, what there is none of left out."""
    plan, kind = preview.plan, preview.pending.kind
    many = {
        "added": len(plan.added),
        "updated": len(plan.updated),
        "unchanged": plan.unchanged,
        "removed": len(plan.removed),
        "problems": len(preview.pending.problems),
    }
    return [people_words.counted(kind, what, count) for what, count in many.items() if count]


def _tables(preview: ImportPreview) -> list[Table]:
    pending, plan = preview.pending, preview.plan
    changed = tuple(
        (Cell(row.name), Cell(people_words.FIELDS[one.field]), Cell(one.old), Cell(one.new))
        for row in plan.updated
        for one in row.fields
    )
    problems = tuple((Cell(problem),) for problem in pending.problems)
    return [
        _table("bad-rows", people_words.PROBLEMS_TITLE[pending.kind], (people_words.PROBLEMS_COLUMN,), problems),
        _table("import-removed", people_words.REMOVED_TITLE, people_words.ID_COLUMNS, _named(plan.removed)),
        _table("import-changed", people_words.CHANGED_TITLE, people_words.CHANGED_COLUMNS, changed),
        _table("import-added", people_words.ADDED_TITLE, people_words.ID_COLUMNS, _named(plan.added)),
    ]


def _named(rows: Sequence[tuple[str, str]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((Cell(name), Cell(row_id)) for row_id, name in rows)


def _table(table_id: str, caption: str, labels: Sequence[str], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(table_id, caption, tuple(Column(label) for label in labels), rows, empty="", is_exported=False)


def _confirm(wish: OwnerWish) -> OwnerOutcome:
    """Take in what was shown; where the program changed meanwhile, show what it would change now."""
    parts, import_id = wish.parts, wish.get("import")
    preview = import_preview(parts.store, wish.person, import_id)
    try:
        counts = confirm_import(parts.store, wish.person, import_id, fingerprint=wish.get("seen"), clock=parts.clock)
    except Conflict as refused:
        return OwnerOutcome(wish.place, Notice(refused.for_people, "problem"))
    parts.follow_changes_soon()
    said = people_words.IMPORTED.format(**asdict(counts))
    return OwnerOutcome(wish.place.at(IMPORT_VIEWS[preview.pending.kind]), Notice(said))


def _withdraw(wish: OwnerWish) -> OwnerOutcome:
    kind = import_preview(wish.parts.store, wish.person, wish.get("import")).pending.kind
    withdraw_import(wish.parts.store, wish.person, wish.get("import"))
    return OwnerOutcome(wish.place.at(IMPORT_VIEWS[kind]), Notice(people_words.WITHDRAWN))


IMPORT_ACTIONS: Final[Mapping[str, OwnerAction]] = {"confirm_import": _confirm, "withdraw_import": _withdraw}
