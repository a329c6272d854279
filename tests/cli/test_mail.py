"""`assistant mail` on SQLite, with the outbox folder and with a real mail server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.cli.main import run
from assistant.domain.briefs import Brief
from assistant.domain.clock import utc_now
from assistant.domain.mails import Mail
from assistant.domain.mentors import week_of
from tests.adapters.mail_server import MailServer
from tests.builders import a_conversation, a_mentor, a_person, a_request


def assistant(*arguments: str) -> object:
    """Run one command and return its exit code."""
    with pytest.raises(SystemExit) as stop:
        run(arguments)
    return stop.value.code


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with two waiting mails and a brief that has expired."""
    store, now = SqlStore(f"sqlite:///{tmp_path / 'assistant.sqlite3'}"), utc_now()
    store.upgrade()
    store.import_mentors([a_mentor()], replace=False, week=week_of(now))
    store.add_person(a_person(), None)
    store.start_conversation(a_conversation())
    store.add_request(a_request())
    store.keep_brief(Brief("request", "noor", (), shown_at=now, expires_at=now))
    for key in ("one", "two"):
        store.queue_mail(Mail(key, "noor", "noor@example.org", f"Mail {key}", "Hello."))
    store.close()
    return tmp_path


def test_waiting_mail_goes_into_the_outbox_and_expired_briefs_go(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assistant("mail", "send", "--data", str(data)) == 0
    assert "2 sent, 0 to be tried again, 0 failed, 0 unconfirmed" in capsys.readouterr().out
    assert len(list((data / "outbox").glob("*.eml"))) == 2
    assert assistant("mail", "send", "--data", str(data)) == 0
    assert len(list((data / "outbox").glob("*.eml"))) == 2
    store = SqlStore(f"sqlite:///{data / 'assistant.sqlite3'}")
    assert store.brief("request") is None
    store.close()


def test_mail_goes_to_the_server_that_is_set_and_what_it_refuses_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        monkeypatch.setenv("SMTP_URL", server.url)
        monkeypatch.setenv("MAIL_FROM", "Mentoring <mentoring@example.org>")
        server.answers["RCPT"] = "550 no such box"
        assert assistant("mail", "send", "--data", str(data)) == 1
        assert "0 sent, 0 to be tried again, 2 failed" in capsys.readouterr().out
        assert server.taken == []
    assert not (data / "outbox").exists()


def test_the_status_counts_mails_by_how_far_they_got(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assistant("mail", "status", "--json", "--data", str(data)) == 0
    expected = {"waiting": 2, "sending": 0, "sent": 0, "failed": 0, "unconfirmed": 0}
    assert json.loads(capsys.readouterr().out) == expected
    assert assistant("mail", "status", "--data", str(data)) == 0
    assert "waiting: 2" in capsys.readouterr().out


def test_a_mail_server_that_is_none_is_refused_without_repeating_it(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", "mail://me:hunter2@mail.example.org")
    assert assistant("mail", "send", "--data", str(data)) == 2
    told = capsys.readouterr().err
    assert "SMTP_URL names no mail server" in told
    assert "hunter2" not in told


def test_briefs_are_composed_in_batches(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": 1, "question": "How do I lead my old colleagues by March?", "redacted": ["March"]},
        {"id": 2, "question": "", "chat": []},
        {"id": 3, "question": ["no text"]},
    ]
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert assistant("batch", "brief", str(source), str(target)) == 1
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert answers[0]["lines"] == [
        {"text": "How do I lead my old colleagues by ▮▮▮?", "source": "question", "part": "ask"}
    ]
    assert answers[0]["words"] == 9
    assert [answer["error"]["code"] for answer in answers[1:]] == ["empty_text", "invalid_row"]
