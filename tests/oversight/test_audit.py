from __future__ import annotations

import pytest

from assistant.domain.audit import ALL_LINES, AuditFilter
from assistant.errors import NotAllowed
from assistant.oversight.audit import read_log
from assistant.oversight.cards import set_card_active
from assistant.oversight.imports import Upload, confirm_import, import_preview, upload_import
from assistant.oversight.people import set_account_active
from assistant.program.mentor_files import write_mentors
from tests.builders import a_card, a_mentor, a_person
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

OLGA, OTO, NOOR = a_person("olga", "owner"), a_person("oto", "owner"), a_person("noor")


@pytest.fixture
def store(memory_store: MemoryStore, clock: StandingClock) -> MemoryStore:
    for person in (OLGA, OTO, NOOR):
        memory_store.add_person(person, None)
    memory_store.import_cards([a_card()], replace=True)
    set_account_active(memory_store, OTO, "noor", False, clock=clock)
    set_card_active(memory_store, OLGA, "two-offers", False, clock=clock)
    return memory_store


def test_names_are_looked_up_when_the_log_is_read(store: MemoryStore) -> None:
    page = read_log(store, OLGA, ALL_LINES)
    found = [(one.actor, one.line.action, one.subject) for one in page.entries]
    assert found == [("Olga", "deactivate_card", a_card().title), ("Oto", "deactivate_person", "Noor")]
    assert page.older is None


def test_the_log_forgets_the_names_of_people_who_were_erased(store: MemoryStore) -> None:
    for person_id in ("oto", "noor"):
        store.remove_person(person_id)
    entry = read_log(store, OLGA, ALL_LINES).entries[-1]
    assert (entry.actor, entry.subject) == (None, None)
    assert "Noor" not in repr(store.record.audit)


def test_pages_follow_one_another(store: MemoryStore) -> None:
    first = read_log(store, OLGA, ALL_LINES, lines_max=1)
    assert first.older is not None
    second = read_log(store, OLGA, ALL_LINES, before=first.older, lines_max=1)
    assert [one.line.action for one in (*first.entries, *second.entries)] == ["deactivate_card", "deactivate_person"]
    assert second.older is None


def test_rows_of_an_import_are_summed_up_and_are_there_for_one_mentor(store: MemoryStore, clock: StandingClock) -> None:
    content = write_mentors([a_mentor(), a_mentor("bo")], "csv").encode()
    pending = upload_import(store, OLGA, [Upload("m.csv", content)], kind="mentors", replace=False, clock=clock)
    seen = import_preview(store, OLGA, pending.id).plan.fingerprint
    confirm_import(store, OLGA, pending.id, fingerprint=seen, clock=clock)
    entry = read_log(store, OLGA, ALL_LINES).entries[0]
    assert (entry.line.action, entry.subject) == ("take_import", "m.csv")
    history = read_log(store, OLGA, AuditFilter(subject_kind="mentor", subject_id="bo")).entries
    assert [(one.line.action, one.subject) for one in history] == [("import_mentor", "Bo")]


def test_only_owners_read_the_log(store: MemoryStore) -> None:
    with pytest.raises(NotAllowed):
        read_log(store, NOOR, ALL_LINES)
