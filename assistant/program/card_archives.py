"""Archives of knowledge cards: a .zip of Markdown files, unpacked in memory and never beyond what a file may hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from assistant.errors import InvalidFile
from assistant.program.files import FILE_BYTES_MAX

ARCHIVE_FILES_MAX: Final = 5_000


def unpacked(content: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return names and contents of the Markdown files in an archive, READMEs and hidden files left out, by name.

    What an archive says about its own sizes is not trusted: reading stops at the limit.

    Raises:
        InvalidFile: No archive, a protected one, too many files, more than 10 MB unpacked, or no Markdown in it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = sorted((one for one in archive.infolist() if _is_card(one)), key=lambda one: one.filename)
            if len(members) > ARCHIVE_FILES_MAX:
                raise InvalidFile(f"{name}: holds {len(members):,} files, the limit is {ARCHIVE_FILES_MAX:,}")
            found = _read(archive, members, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InvalidFile(
            f"{name}: this .zip cannot be unpacked ({error}); pack the files again, without a password"
        ) from error
    if not found:
        raise InvalidFile(f"{name}: found no Markdown files (*.md) in it, expected one file a card")
    return found


def _read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> list[tuple[str, bytes]]:
    found, left = [], FILE_BYTES_MAX
    for member in members:
        with archive.open(member) as file:
            text = file.read(left + 1)
        left -= len(text)
        if left < 0:
            raise InvalidFile(f"{name}: unpacks to more than {FILE_BYTES_MAX:,} bytes (10 MB); split it into several")
        found.append((member.filename, text))
    return found


def _is_card(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not (member.is_dir() or hidden) and path.suffix.lower() == ".md" and path.name.lower() != "readme.md"
