from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.rows import ROWS_MAX, read_rows, write_rows
from assistant.errors import InvalidFile


def test_rows_keep_their_ids_and_order_whatever_kind_of_value_the_id_is(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "b", "x": 1}\n\n{"id": 7}\n{"id": null}\n')
    rows = read_rows(path)
    assert [row.id for row in rows] == ["b", 7, None]
    assert rows[0].values == {"x": 1}
    assert all(row.error is None for row in rows)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{nonsense", "invalid_json"),
        (b"[1, 2]", "invalid_json"),
        (b'{"id": NaN}', "invalid_json"),
        (b'{"id": "caf\xe9"}', "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b'{"text": "hello"}', "missing_id"),
    ],
)
def test_a_bad_line_is_a_row_with_an_error_that_names_the_line(tmp_path: Path, line: bytes, code: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"id": 1}\n' + line)
    row = read_rows(path)[1]
    assert row.error is not None
    assert row.error.code == code
    assert "ine 2" in str(row.error)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x00\x00", "binary"),
        (b"x" * 10_000_001, r"10 MB"),
        (b"{}\n" * (ROWS_MAX + 1), "100,000"),
    ],
)
def test_a_file_that_cannot_be_rows_is_refused_with_the_limit(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(InvalidFile, match=said):
        read_rows(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="no such file"):
        read_rows(tmp_path / "nowhere.jsonl")
    with pytest.raises(InvalidFile, match="folder"):
        read_rows(tmp_path)


def test_written_rows_are_plain_utf8_lines_and_leave_nothing_else_behind(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_rows(path, [{"id": 1, "text": "Zoë"}, {"id": "\ud800"}])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"id": 1, "text": "Zoë"}'
    assert json.loads(lines[1]) == {"id": "\ud800"}
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(TypeError):
        write_rows(path, [{"id": object()}])
    assert path.read_text() == "old"
    with pytest.raises(InvalidFile, match="cannot be written"):
        write_rows(tmp_path / "nowhere" / "out.jsonl", [])
