from __future__ import annotations

import json
from datetime import timedelta

import pytest

from assistant.domain.imports import IMPORT_WAITS, ImportCounts, ImportKind, PendingImport
from assistant.errors import Conflict, InvalidInput, NotAllowed, NotFound
from assistant.oversight.imports import Upload, confirm_import, import_preview, upload_import, withdraw_import
from assistant.program.mentor_files import write_mentors
from tests.builders import MONDAY, a_card, a_mentor, a_person
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore
from tests.program.test_card_archives import packed
from tests.program.test_card_files import CARD

OLGA, OTO, NOOR = a_person("olga", "owner"), a_person("oto", "owner"), a_person("noor")
FILE = write_mentors([a_mentor(headline="Matron"), a_mentor("bo"), a_mentor("same")], "jsonl")
BAD = json.dumps({"id": "cleo", "mood": "calm"})


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    for person in (OLGA, OTO, NOOR):
        memory_store.add_person(person, None)
    memory_store.import_mentors([a_mentor(), a_mentor("same"), a_mentor("zoe")], replace=False, week=MONDAY)
    return memory_store


def upload(
    store: MemoryStore,
    clock: StandingClock,
    *files: tuple[str, str | bytes],
    kind: ImportKind = "mentors",
    replace: bool = False,
) -> PendingImport:
    uploads = [Upload(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return upload_import(store, OLGA, uploads, kind=kind, replace=replace, clock=clock)


def confirm(store: MemoryStore, clock: StandingClock, pending: PendingImport) -> ImportCounts:
    seen = import_preview(store, OLGA, pending.id).plan.fingerprint
    return confirm_import(store, OLGA, pending.id, fingerprint=seen, clock=clock)


def test_a_preview_says_what_would_change_and_nothing_does(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE + BAD), replace=True)
    plan = import_preview(store, OLGA, pending.id).plan
    assert plan.added == (("bo", "Bo"),)
    (amara,) = plan.updated
    assert [(one.field, one.old, one.new) for one in amara.fields] == [("headline", a_mentor().headline, "Matron")]
    assert (plan.unchanged, plan.removed) == (1, (("zoe", "Zoe"),))
    assert pending.problems[0].startswith("line 4: name is missing")
    assert pending.unknown == ("mood",)
    assert len(store.mentors()) == 3


def test_a_yes_imports_what_was_shown_once(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE), replace=True)
    seen = import_preview(store, OLGA, pending.id).plan.fingerprint
    for _ in range(2):
        counts = confirm_import(store, OLGA, pending.id, fingerprint=seen, clock=clock)
        assert counts == ImportCounts(1, 1, 1)
    assert [one.id for one in store.mentors()] == ["amara", "bo", "same"]
    (line,) = [one for one in store.record.audit if one.action == "take_import"]
    assert (line.detail["file"], line.detail["added"], line.detail["removed"]) == ("m.jsonl", "1", "1")


def test_bad_rows_are_left_out_and_counted(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE + BAD))
    assert confirm(store, clock, pending) == ImportCounts(1, 1, 0)
    assert store.record.audit[0].detail["left_out"] == "1"


def test_a_file_that_replaces_is_not_taken_in_with_bad_rows(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE + BAD), replace=True)
    with pytest.raises(InvalidInput):
        confirm(store, clock, pending)
    assert len(store.mentors()) == 3


def test_a_program_that_changed_asks_for_another_look(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE))
    seen = import_preview(store, OLGA, pending.id).plan.fingerprint
    store.set_mentor_accepting("amara", False)
    with pytest.raises(Conflict) as refused:
        confirm_import(store, OLGA, pending.id, fingerprint=seen, clock=clock)
    assert refused.value.code == "preview_untrue"
    assert confirm(store, clock, pending) == ImportCounts(1, 1, 0)


def test_a_preview_can_be_answered_for_an_hour(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE))
    clock.now += IMPORT_WAITS + timedelta(seconds=1)
    with pytest.raises(Conflict) as refused:
        confirm(store, clock, pending)
    assert refused.value.code == "import_expired"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.xlsx", b"PK", "found the ending '.xlsx'"),
        ("m.csv", b"name\nAda", "missing: id"),
        ("m.csv", b"", "the file is empty"),
        ("m.jsonl", b"\xff\xfe{}", "not UTF-8"),
        ("m.csv", b"x" * 10_000_001, "10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_shown_with_the_reason(
    store: MemoryStore, clock: StandingClock, name: str, content: bytes, said: str
) -> None:
    pending = upload(store, clock, (f"C:\\Users\\olga\\{name}", content))
    assert pending.file_name == name
    assert said in pending.problems[0]
    with pytest.raises(InvalidInput):
        confirm(store, clock, pending)


def test_no_file_and_several_files_of_mentors_say_so(store: MemoryStore, clock: StandingClock) -> None:
    assert "choose one" in upload(store, clock, ("", "")).problems[0]
    assert "found 2 files" in upload(store, clock, ("a.csv", "x"), ("b.csv", "x")).problems[0]


def test_cards_come_as_files_and_archives(store: MemoryStore, clock: StandingClock) -> None:
    store.import_cards([a_card("old")], replace=True)
    other = CARD.replace("asking-for-a-raise", "second")
    archive = packed(**{"pay/b.md": other, "pay/bad.md": "nothing"})
    pending = upload(store, clock, ("a.md", CARD), ("cards.zip", archive), kind="cards")
    assert pending.file_name == "2 files"
    assert pending.problems == (
        "pay/bad.md: line 1: found 'nothing', expected front matter between two lines of '---'",
    )
    assert confirm(store, clock, pending) == ImportCounts(2, 0, 0)
    assert [card.id for card in store.cards()] == ["asking-for-a-raise", "old", "second"]
    assert ("knowledge", "second") in [(one.collection, one.document_id) for one in store.record.changes]


def test_a_deactivated_mentor_in_a_file_is_announced_to_stay_out(store: MemoryStore, clock: StandingClock) -> None:
    store.record.out_mentors["amara"] = clock()
    pending = upload(store, clock, ("m.jsonl", FILE))
    assert import_preview(store, OLGA, pending.id).plan.staying_out == ("amara",)
    confirm(store, clock, pending)
    assert "amara" not in [one.id for one in store.mentors()]


def test_an_upload_belongs_to_who_made_it(store: MemoryStore, clock: StandingClock) -> None:
    pending = upload(store, clock, ("m.jsonl", FILE))
    with pytest.raises(NotFound):
        import_preview(store, OTO, pending.id)
    with pytest.raises(NotFound):
        confirm_import(store, OTO, pending.id, fingerprint="", clock=clock)
    with pytest.raises(NotAllowed):
        upload_import(store, NOOR, [], kind="mentors", replace=False, clock=clock)
    withdraw_import(store, OLGA, pending.id)
    with pytest.raises(NotFound):
        import_preview(store, OLGA, pending.id)
