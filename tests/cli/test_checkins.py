"""`assistant checkins ask` on SQLite."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.checkins import unsubscribe
from assistant.cli.main import run
from assistant.domain.clock import utc_now
from assistant.domain.mentors import week_of
from tests.builders import a_commitment, a_conversation, a_mentor, a_note, a_person, a_request


def ask(data: Path) -> object:
    with pytest.raises(SystemExit) as stop:
        run(["checkins", "ask", "--data", str(data)])
    return stop.value.code


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a promise that is due today."""
    store = SqlStore(f"sqlite:///{tmp_path / 'assistant.sqlite3'}")
    store.upgrade()
    now = utc_now()
    store.import_mentors([a_mentor()], replace=False, week=week_of(now))
    store.add_person(a_person(timezone="UTC"), None)
    store.start_conversation(a_conversation())
    store.add_request(a_request())
    store.accept_request("request", week=week_of(now), at=now)
    promise = a_commitment(due=now.date() - timedelta(days=1), what="book the talks")
    store.add_note(a_note(session_date=now.date() - timedelta(days=8)), [], [promise])
    store.close()
    return tmp_path


def test_those_due_are_asked_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (ask(data), ask(data)) == (0, 0)
    assert capsys.readouterr().out.splitlines() == ["mails queued: 1", "mails queued: 0"]
    store = SqlStore(f"sqlite:///{data / 'assistant.sqlite3'}")
    (check_in,) = store.check_ins_of("noor")
    mail = store.mail(f"checkin:{check_in.id}")
    assert mail is not None
    assert "- book the talks" in mail.text
    wishes = store.contact_wishes("noor")
    assert wishes is not None
    unsubscribe(store, wishes.unsubscribe_token)
    stopped = store.mail(mail.key)
    assert stopped is not None
    assert stopped.status == "failed"
    store.close()
