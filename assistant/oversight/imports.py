"""Import with preview: a file is uploaded, shown as what it would change, and taken in when its owner says yes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.accounts import require_role
from assistant.domain.clock import Clock, new_id
from assistant.domain.imports import (
    IMPORT_WAITS,
    ImportCounts,
    ImportKind,
    ImportPlan,
    ImportRow,
    PendingImport,
    plan_import,
)
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.errors import InvalidFile, NotFound
from assistant.oversight.changing import audit_line
from assistant.ports.store import Store
from assistant.program.card_archives import unpacked
from assistant.program.card_files import cards_in
from assistant.program.files import FILE_BYTES_MAX
from assistant.program.mentor_files import mentors_in

NAME_CHARACTERS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as a browser sends it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """An upload that waits for a yes, and what it would change as the program stands now."""

    pending: PendingImport
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class _Read:
    """What files hold."""

    rows: tuple[ImportRow, ...] = ()
    problems: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def upload_import(
    store: Store, person: Person | None, uploads: Sequence[Upload], *, kind: ImportKind, replace: bool, clock: Clock
) -> PendingImport:
    """Keep an upload until it is answered; nothing of the program changes.

    A file that cannot be read at all is kept too, with the reason as its one problem.

    Args:
        store: Where it is kept.
        person: Who uploads.
        uploads: One CSV or JSON Lines file of mentors, or Markdown files and archives of cards.
        kind: What is in them.
        replace: Whether what is not in the files is to be removed.
        clock: Tells the time.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, asks.
    """
    owner, now = require_role(person, "owner"), clock()
    named = [Upload(_plain_name(one.name), one.content) for one in uploads if one.name or one.content]
    try:
        read = _read(named, kind)
    except InvalidFile as error:
        read = _Read(problems=(str(error),))
    pending = PendingImport(
        id=new_id(),
        owner_id=owner.id,
        kind=kind,
        file_name=_joined_name(named),
        replace=replace,
        rows=read.rows,
        problems=read.problems,
        unknown=read.unknown,
        digest=hashlib.sha256(b"".join(one.content for one in named)).hexdigest(),
        made_at=now,
        expires_at=now + IMPORT_WAITS,
    )
    store.keep_import(pending)
    return pending


def import_preview(store: Store, person: Person | None, import_id: str) -> ImportPreview:
    """Return an upload with what it would change now. Raises NotSignedIn, NotAllowed, NotFound."""
    pending = _own(store, require_role(person, "owner"), import_id)
    kept: Any = store.mentor_roster() if pending.kind == "mentors" else store.card_shelf()
    current = {one.value.id: one for one in kept}
    return ImportPreview(pending, plan_import(current, pending.rows, replace=pending.replace))


def confirm_import(
    store: Store, person: Person | None, import_id: str, *, fingerprint: str, clock: Clock
) -> ImportCounts:
    """Take in exactly what the preview with this fingerprint showed, all or nothing; a second yes does nothing more.

    Raises:
        NotSignedIn, NotAllowed, NotFound: There is no such upload of theirs.
        InvalidInput: It has no good rows, or replaces and has bad ones.
        Conflict: It expired (code "import_expired"), or would change something else by now (code "preview_untrue").
    """
    owner, now = require_role(person, "owner"), clock()
    pending = _own(store, owner, import_id)
    detail = {"file": pending.file_name, "sha256": pending.digest, "replace": "yes" if pending.replace else "no"}
    if pending.problems:
        detail["left_out"] = str(len(pending.problems))
    line = audit_line(owner, "take_import", pending.id, at=now, detail=detail)
    return store.confirm_import(import_id, fingerprint=fingerprint, week=week_of(now), line=line)


def withdraw_import(store: Store, person: Person | None, import_id: str) -> None:
    """Forget an upload of theirs. Raises NotSignedIn, NotAllowed, NotFound."""
    store.drop_import(_own(store, require_role(person, "owner"), import_id).id)


def _own(store: Store, owner: Person, import_id: str) -> PendingImport:
    pending = store.pending_import(import_id)
    if pending is None or pending.owner_id != owner.id:
        raise NotFound(
            f"The person {owner.id!r} has no upload {import_id!r}.",
            for_people="This upload is gone: it was taken back, or another one took its place. Please upload the file again.",
        )
    return pending


def _read(uploads: Sequence[Upload], kind: ImportKind) -> _Read:
    if not uploads:
        raise InvalidFile("found no file; choose one first")
    if sum(len(one.content) for one in uploads) > FILE_BYTES_MAX:
        raise InvalidFile(f"the files hold more than {FILE_BYTES_MAX:,} bytes (10 MB); import them in several steps")
    return _mentors(uploads) if kind == "mentors" else _cards(uploads)


def _mentors(uploads: Sequence[Upload]) -> _Read:
    if len(uploads) > 1:
        raise InvalidFile(f"found {len(uploads)} files, expected one file with all mentors")
    file = mentors_in(uploads[0].content, uploads[0].name)
    if not (file.profiles or file.problems):
        raise InvalidFile(f"{uploads[0].name}: there are no rows in it")
    return _Read(file.profiles, file.problems, file.unknown_columns)


def _cards(uploads: Sequence[Upload]) -> _Read:
    files: list[tuple[str, bytes]] = []
    for one in uploads:
        ending = one.name.lower().rpartition(".")[2]
        if ending == "zip":
            files += unpacked(one.content, one.name)
        elif ending == "md":
            files.append((one.name, one.content))
        else:
            raise InvalidFile(f"{one.name}: expected Markdown files (.md) or a .zip of them")
    found = cards_in(files)
    return _Read(found.cards, found.problems, found.unknown_keys)


def _plain_name(name: str) -> str:
    """Return the last part of a file's name as a browser sends it, without what cannot be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable())
    return shown if len(shown) <= NAME_CHARACTERS_MAX else f"…{shown[-NAME_CHARACTERS_MAX:]}"


def _joined_name(uploads: Sequence[Upload]) -> str:
    if len(uploads) == 1:
        return uploads[0].name
    return f"{len(uploads)} files"
