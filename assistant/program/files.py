"""Read the text files a program imports, with errors that say what to do."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InvalidFile

FILE_BYTES_MAX = 10_000_000
_NUL = b"\x00"


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that is there, not empty, within 10 MB and not binary.

    Raises:
        InvalidFile: One of these does not hold.
    """
    if not path.is_file():
        raise InvalidFile(
            f"{path}: {'this is a folder, expected a file' if path.is_dir() else 'there is no such file'}"
        )
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= FILE_BYTES_MAX else b""
    except OSError as error:
        raise InvalidFile(f"{path}: cannot be read: {error.strerror}") from error
    if size > FILE_BYTES_MAX:
        raise _too_large(path, size)
    _refuse_no_text(content, path)
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark, its line breaks untouched.

    Raises:
        InvalidFile: See `read_bytes`; or it is no UTF-8, in which case the line is named.
    """
    return _decoded(read_bytes(path), path)


def text_of(content: bytes, name: str) -> str:
    """Return the text of a file that is in memory; `name` is what errors call it.

    Raises:
        InvalidFile: See `read_text`.
    """
    if len(content) > FILE_BYTES_MAX:
        raise _too_large(name, len(content))
    _refuse_no_text(content, name)
    return _decoded(content, name)


def _decoded(content: bytes, name: str | Path) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidFile(f"{name}: line {line} is not UTF-8; save the file as UTF-8 and try again") from error
    if not text.strip():
        raise InvalidFile(f"{name}: the file is empty")
    return text


def _refuse_no_text(content: bytes, name: str | Path) -> None:
    if _NUL in content:
        raise InvalidFile(f"{name}: this is a binary file, expected text in UTF-8")
    if not content.strip():
        raise InvalidFile(f"{name}: the file is empty")


def _too_large(name: str | Path, size: int) -> InvalidFile:
    return InvalidFile(
        f"{name}: has {size:,} bytes, the limit is {FILE_BYTES_MAX:,} (10 MB); split it into several files"
    )
