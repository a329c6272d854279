"""Mail against a real SMTP server on this machine, and into a real folder."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from assistant.adapters.calendar import IcalendarWriter
from assistant.adapters.mail import OutboxFolder, SmtpMailer, message_of, read_server, sender_of
from assistant.domain.mails import Mail
from assistant.errors import InvalidInput, MailRefused, MailUnconfirmed
from assistant.ports.calendar import Attendee, Meeting
from tests.adapters.mail_server import HANG_UP, MailServer
from tests.builders import NOW
from tests.fakes.clock import StandingClock

SENDER = "The prögram <program@example.org>"
MAIL = Mail(
    "brief:1", "noor", "noor@example.org", "Dein Brief: für Dich", "Hello,\n.\n..two dots\nA line – with ▮▮▮.\n"
)


def mailer_for(server: MailServer, url: str = "", *, seconds: float = 5) -> SmtpMailer:
    return SmtpMailer(read_server(url or server.url), SENDER, StandingClock(), seconds=seconds)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def test_a_mail_arrives_as_it_was_written(server: MailServer) -> None:
    mailer_for(server).send(MAIL)
    (message,) = server.messages
    assert message["From"] == SENDER
    assert message["To"] == "noor@example.org"
    assert message["Subject"] == "Dein Brief: für Dich"
    assert message.get_content().replace("\r\n", "\n") == MAIL.text
    assert (server.envelopes[0].mail_from, server.envelopes[0].rcpt_tos) == (
        "program@example.org",
        ["noor@example.org"],
    )


def test_an_invitation_is_a_calendar_entry_and_an_attachment(server: MailServer) -> None:
    noor = Attendee('Noor "N", Haddad', "noor@example.org")
    meeting = Meeting("s1@example.org", 7, NOW, NOW + timedelta(days=2), 30, "Noor and Amara", "", noor, (noor,))
    text = IcalendarWriter().write(meeting)
    mailer_for(server).send(replace(MAIL, calendar=text))
    calendar, attachment = [part for part in server.messages[0].walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().splitlines() == text.splitlines()
    assert attachment.get_filename() == "invitation.ics"
    assert attachment.get_payload(decode=True) == text.encode()


def test_the_same_mail_always_has_the_same_message_id(server: MailServer) -> None:
    mailer_for(server).send(MAIL)
    mailer_for(server).send(replace(MAIL, attempts=2))
    mailer_for(server).send(replace(MAIL, key="brief:2"))
    first, again, other = (message["Message-ID"] for message in server.messages)
    assert first == again != other


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("answer", "is_permanent"), [("451 try later", False), ("550 no such box", True)])
def test_a_refusal_is_for_good_only_when_the_server_says_so(
    server: MailServer, command: str, answer: str, is_permanent: bool
) -> None:
    server.answers[command] = answer
    with pytest.raises(MailRefused, match=answer) as refusal:
        mailer_for(server).send(MAIL)
    assert refusal.value.is_permanent is is_permanent


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_connection_lost_before_the_text_was_sent_is_a_refusal_that_may_pass(
    server: MailServer, command: str
) -> None:
    server.answers[command] = HANG_UP
    with pytest.raises(MailRefused) as refusal:
        mailer_for(server).send(MAIL)
    assert not refusal.value.is_permanent
    assert server.taken == []


def test_a_connection_lost_after_the_text_was_sent_leaves_it_open_whether_it_arrived(server: MailServer) -> None:
    server.answers["DATA"] = HANG_UP
    with pytest.raises(MailUnconfirmed):
        mailer_for(server).send(MAIL)
    assert len(server.taken) == 1


def test_a_server_that_is_not_there_is_a_refusal_that_may_pass() -> None:
    with MailServer() as gone:
        mailer = mailer_for(gone)
    with pytest.raises(MailRefused) as refusal:
        mailer.send(MAIL)
    assert not refusal.value.is_permanent


def test_the_password_is_given_to_a_server_on_this_machine(server: MailServer) -> None:
    mailer_for(server, f"smtp://me%40x:right@127.0.0.1:{server.port}").send(MAIL)
    assert server.signed_in == [(b"me@x", b"right")]
    assert len(server.taken) == 1


def test_a_wrong_password_may_be_corrected_and_is_not_repeated_in_the_error(server: MailServer) -> None:
    with pytest.raises(MailRefused, match="signing in failed with 535") as refusal:
        mailer_for(server, f"smtp://me:hunter2@127.0.0.1:{server.port}").send(MAIL)
    assert not refusal.value.is_permanent
    assert "hunter2" not in str(refusal.value)


def test_the_password_is_not_given_away_without_encryption() -> None:
    with MailServer(host="127.0.0.2") as elsewhere:
        with pytest.raises(MailRefused, match="no encryption"):
            mailer_for(elsewhere, f"smtp://me:right@127.0.0.2:{elsewhere.port}").send(MAIL)
        assert elsewhere.signed_in == []


def test_a_server_that_speaks_no_tls_where_it_should_is_a_refusal(server: MailServer) -> None:
    with pytest.raises(MailRefused):
        mailer_for(server, f"smtps://127.0.0.1:{server.port}", seconds=1).send(MAIL)


@pytest.mark.parametrize(
    "address", ["noor", "noor@exa\nmple.org", "a@b.example, c@d.example", "<a@b.example>", "nöor@example.org"]
)
def test_what_is_no_plain_address_gets_no_mail(server: MailServer, address: str) -> None:
    with pytest.raises(MailRefused) as refusal:
        mailer_for(server).send(replace(MAIL, to=address))
    assert refusal.value.is_permanent
    assert server.envelopes == []


def test_a_subject_cannot_smuggle_in_a_header() -> None:
    message = message_of(replace(MAIL, subject="Hello\r\nBcc: everybody@example.org"), sender=SENDER, at=NOW)
    assert message["Subject"] == "Hello Bcc: everybody@example.org"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("smtp", "mail.example.org", 25, "", "")),
        ("smtps://a:b%2Fc@mail.example.org", ("smtps", "mail.example.org", 465, "a", "b/c")),
        ("smtp://[::1]:2525", ("smtp", "::1", 2525, "", "")),
    ],
)
def test_a_server_is_read_from_its_url(url: str, expected: tuple[object, ...]) -> None:
    server = read_server(url)
    assert (server.scheme, server.host, server.port, server.user, server.password) == expected


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://me:hunter2@mail.example.org", "smtp://", "smtp://me:hunter2@x:port"]
)
def test_what_names_no_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(InvalidInput, match="SMTP_URL") as refusal:
        read_server(url)
    assert "hunter2" not in str(refusal.value)


def test_a_server_is_shown_without_its_password() -> None:
    assert "hunter2" not in repr(read_server("smtps://me:hunter2@mail.example.org"))


def test_the_sender_has_a_name_or_is_called_by_the_address() -> None:
    assert sender_of("Us <us@example.org>") == Attendee("Us", "us@example.org")
    assert sender_of("us@example.org") == Attendee("us@example.org", "us@example.org")


def test_without_a_server_mails_are_files_that_are_complete(tmp_path: Path) -> None:
    outbox = OutboxFolder(tmp_path / "data" / "outbox", SENDER, StandingClock())
    outbox.send(MAIL)
    outbox.send(MAIL)
    outbox.send(replace(MAIL, key="brief:2"))
    files = sorted(outbox.folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    message = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert message["Subject"] == MAIL.subject
    assert message["Date"].datetime == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_a_refusal_that_may_pass(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file in the way")
    with pytest.raises(MailRefused) as refusal:
        OutboxFolder(tmp_path / "outbox", SENDER, StandingClock()).send(MAIL)
    assert not refusal.value.is_permanent
