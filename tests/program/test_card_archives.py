from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import InvalidFile
from assistant.program import card_archives
from assistant.program.card_archives import unpacked
from assistant.program.files import FILE_BYTES_MAX


def packed(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_markdown_files_come_by_name_and_nothing_else() -> None:
    content = packed(
        **{
            "pay/raise.md": "b",
            "a.MD": "a",
            "README.md": "-",
            "notes.txt": "-",
            "__MACOSX/._a.md": "-",
            ".git/x.md": "-",
        }
    )
    assert unpacked(content, "cards.zip") == [("a.MD", b"a"), ("pay/raise.md", b"b")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 not really", "cannot be unpacked"),
        (packed(**{"a.txt": "x"}), "no Markdown files"),
        (
            packed(**{"a.md": b"x" * (FILE_BYTES_MAX // 2), "b.md": b"y" * (FILE_BYTES_MAX // 2 + 1)}),
            "more than 10,000,000 bytes",
        ),
    ],
    ids=["no archive", "no cards", "too much"],
)
def test_what_cannot_be_unpacked_says_why(content: bytes, said: str) -> None:
    with pytest.raises(InvalidFile, match=said):
        unpacked(content, "cards.zip")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(packed(**{"a.md": b"x" * 1_000_000}))
    size = (1_000_000).to_bytes(4, "little")
    for _ in range(content.count(size)):
        content[content.index(size) : content.index(size) + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidFile, match="cannot be unpacked"):
        unpacked(bytes(content), "cards.zip")


def test_a_damaged_file_in_an_archive_is_refused() -> None:
    content = packed(**{"a.md": "a text that is packed " * 20})
    with pytest.raises(InvalidFile, match="cannot be unpacked"):
        unpacked(content[:45] + b"\x00\x00\x00" + content[48:], "cards.zip")


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_archives, "ARCHIVE_FILES_MAX", 2)
    with pytest.raises(InvalidFile, match="holds 3 files, the limit is 2"):
        unpacked(packed(**{f"{n}.md": "x" for n in range(3)}), "cards.zip")
