from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import InvalidFile
from assistant.program.imports import import_cards, import_mentors
from tests.fakes.store import MemoryStore
from tests.program.test_card_files import card
from tests.program.test_mentor_files import ROW, write

WEEK = date(2026, 3, 2)


def mentors(path: Path, *changes: dict[str, object]) -> Path:
    return write(path, *(json.dumps(ROW | change) for change in changes))


def test_one_bad_row_keeps_the_whole_file_out(tmp_path: Path) -> None:
    store = MemoryStore()
    with pytest.raises(InvalidFile) as error:
        import_mentors(mentors(tmp_path / "m.jsonl", {}, {"id": "m-2", "seniority": "wizard"}), store, week=WEEK)
    assert store.mentors() == []
    assert len(error.value.problems) == 1
    assert "line 2: seniority" in str(error.value)


def test_bad_rows_can_be_left_out_and_are_reported(tmp_path: Path) -> None:
    store = MemoryStore()
    path = mentors(tmp_path / "m.jsonl", {}, {"id": "m-2", "seniority": "wizard"})
    report = import_mentors(path, store, week=WEEK, skip_bad_rows=True)
    assert [profile.id for profile in store.mentors()] == ["m-1"]
    assert report.counts.added == 1
    assert report.skipped[0].startswith("line 2")


def test_a_file_of_bad_rows_only_is_refused_even_when_bad_rows_may_be_left_out(tmp_path: Path) -> None:
    store = MemoryStore()
    path = mentors(tmp_path / "m.jsonl", {"seniority": "wizard"})
    with pytest.raises(InvalidFile):
        import_mentors(path, store, week=WEEK, replace=True, skip_bad_rows=True)


def test_replace_removes_who_is_not_in_the_file(tmp_path: Path) -> None:
    store = MemoryStore()
    import_mentors(mentors(tmp_path / "a.jsonl", {}, {"id": "m-2"}), store, week=WEEK)
    report = import_mentors(mentors(tmp_path / "b.jsonl", {"id": "m-2", "name": "New"}), store, week=WEEK, replace=True)
    assert (report.counts.added, report.counts.updated, report.counts.removed) == (0, 1, 1)
    assert [profile.name for profile in store.mentors()] == ["New"]


def test_one_bad_card_keeps_all_cards_out(tmp_path: Path) -> None:
    store = MemoryStore()
    card(tmp_path, "good.md")
    card(tmp_path, "bad.md", "nothing")
    with pytest.raises(InvalidFile, match="1 bad of 2"):
        import_cards([tmp_path], store)
    assert store.cards() == []
    assert import_cards([tmp_path], store, skip_bad_rows=True).counts.added == 1
