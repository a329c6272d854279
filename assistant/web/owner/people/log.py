"""The owner's view "log": who changed what, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from assistant.domain.audit import AuditFilter
from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.oversight.audit import LogEntry, actors, read_log
from assistant.web.owner.people import words as people_words
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.relative_time import ago, exact
from assistant.web.tables import Cell, Column, Table
from assistant.web.templates import render

LINES_EXPORTED_MAX: Final = 100_000
HISTORY_LINES: Final = 8
_DETAIL_CHARACTERS_MAX: Final = 160
_UNREAD: Final = frozenset({"sha256", "file"})


def show_log(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show one page of the log."""
    page = read_log(parts.store, person, _chosen(place), before=_before(place))
    html = render(
        "owner_log",
        turn=new_id(),
        place=place,
        table=_table(page.entries, now=parts.clock()),
        actors=actors(parts.store, person),
        older=page.older,
    )
    return OwnerPage(html)


def log_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return all lines that fit what the place is turned to, for the export."""
    page = read_log(parts.store, person, _chosen(place), lines_max=LINES_EXPORTED_MAX)
    return _table(page.entries, now=parts.clock())


def history(parts: WebParts, person: Person, kind: str, subject_id: str) -> str:
    """Return the last changes of one thing as HTML, for its page."""
    chosen = AuditFilter(subject_kind=kind, subject_id=subject_id)
    page = read_log(parts.store, person, chosen, lines_max=HISTORY_LINES)
    more = OwnerPlace("log", (("kind", kind), ("subject", subject_id))) if page.older is not None else None
    lines = [(done(one), who(one), one.at, details(one)) for one in page.entries]
    return render("owner_history", lines=lines, more=more, now=parts.clock())


def who(entry: LogEntry) -> str:
    """Return who did it."""
    return entry.actor or people_words.SOMEBODY_LEFT


def done(entry: LogEntry) -> str:
    """Return what was done."""
    return people_words.done(entry.line.action)


def details(entry: LogEntry, *, is_short: bool = True) -> str:
    """Return what changed, in one line; the short one leaves out what nobody reads in passing."""
    shown = entry.line.detail.items()
    if is_short:
        shown = {name: value for name, value in shown if name not in _UNREAD and value not in ("0", "no")}.items()
    return "; ".join(f"{people_words.FIELDS.get(name, name.replace('_', ' '))}: {value}" for name, value in shown)


def _table(entries: Sequence[LogEntry], *, now: datetime) -> Table:
    labels = people_words.LOG_COLUMNS
    return Table(
        id="changes",
        caption=people_words.LOG_TITLE,
        columns=(Column(labels[0], "date"), *(Column(label) for label in labels[1:])),
        rows=tuple(_row(entry, now) for entry in entries),
        empty=people_words.LOG_EMPTY,
    )


def _row(entry: LogEntry, now: datetime) -> tuple[Cell, ...]:
    line, detail = entry.line, details(entry)
    about = entry.subject or people_words.SOMETHING_GONE[line.subject_kind]
    short = detail if len(detail) <= _DETAIL_CHARACTERS_MAX else f"{detail[:_DETAIL_CHARACTERS_MAX]}…"
    return (
        Cell(ago(entry.at, now), sort=entry.at.isoformat(timespec="seconds"), title=exact(entry.at)),
        Cell(who(entry), tone="" if entry.actor else "quiet"),
        Cell(done(entry)),
        Cell(about, url=_url(entry)),
        Cell(short, sort=details(entry, is_short=False), title=detail if detail != short else ""),
    )


def _url(entry: LogEntry) -> str:
    """Return where what was changed can be seen, "" when it is gone or shown elsewhere."""
    line = entry.line
    if entry.subject is None:
        return ""
    match line.subject_kind:
        case "person":
            return OwnerPlace("people", (("account", line.subject_id),)).url()
        case "mentor":
            return OwnerPlace("people", (("mentor", line.subject_id),)).url()
        case "card":
            return OwnerPlace("knowledge", (("card", line.subject_id),)).url()
        case _:
            return ""


def _chosen(place: OwnerPlace) -> AuditFilter:
    return AuditFilter(place.get("kind") or None, place.get("subject") or None, place.get("who") or None)


def _before(place: OwnerPlace) -> int | None:
    written = place.get("before")
    return int(written) if written.isdecimal() and len(written) < 19 else None


LOG: Final = OwnerView(show_log, tables={"changes": log_table})
