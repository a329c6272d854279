from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.adapters.mail import OutboxFolder, SmtpMailer
from assistant.bootstrap import build
from assistant.domain.mails import Mail
from assistant.errors import InvalidInput
from assistant.settings import Settings
from tests.builders import a_person


def settings(data_dir: Path, **changes: object) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, **changes)  # type: ignore[arg-type]


def test_without_a_server_mail_goes_into_the_outbox_of_the_data_folder(tmp_path: Path) -> None:
    mailer = build(settings(tmp_path)).mailer
    assert isinstance(mailer, OutboxFolder)
    assert mailer.folder == tmp_path / "outbox"


def test_a_server_that_is_set_gets_the_mail(tmp_path: Path) -> None:
    mailer = build(settings(tmp_path, smtp_url="smtps://me:secret@mail.example.org", mail_from="a@b.example")).mailer
    assert isinstance(mailer, SmtpMailer)
    assert (mailer.server.host, mailer.server.port, mailer.sender) == ("mail.example.org", 465, "a@b.example")
    with pytest.raises(InvalidInput):
        _ = build(settings(tmp_path, smtp_url="nothing")).mailer


def test_waiting_mail_goes_out_beside_other_work(tmp_path: Path) -> None:
    assistant = build(settings(tmp_path))
    assistant.store.add_person(a_person(), None)
    assistant.store.queue_mail(Mail("one", "noor", "noor@example.org", "Hello", "Good morning."))
    assistant.send_mail_soon()
    deadline = time.monotonic() + 20
    while assistant.store.count_mails()["sent"] == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1
    assistant.store.close()
