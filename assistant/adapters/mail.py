"""Deliver mail by SMTP, or into a folder of `.eml` files where no server is set."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from assistant.domain.clock import Clock
from assistant.domain.mails import Mail
from assistant.errors import InvalidInput, MailRefused, MailUnconfirmed
from assistant.ports.calendar import Attendee

CONNECT_SECONDS: Final = 20.0
"""Longest wait for each answer of a server; a mail needs fewer than ten of them."""
_PORTS: Final = {"smtp": 25, "smtps": 465}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY: Final = SMTP.clone(cte_type="7bit")
_LINE_START_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over.

    Attributes:
        scheme: "smtps" is encrypted from the start; "smtp" turns to encryption when the server offers it.
        password: Sent only over an encrypted connection, or to this machine.
    """

    scheme: Literal["smtp", "smtps"]
    host: str
    port: int
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Show the server without its password."""
        return f"SmtpServer({self.scheme}://{self.host}:{self.port})"


def read_server(url: str) -> SmtpServer:
    """Return the server a URL such as smtps://user:secret@mail.example.org:465 names.

    Raises:
        InvalidInput: It is no such URL; the message does not repeat it.
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError as error:
        raise InvalidInput("SMTP_URL is no URL, expected smtp://host:port or smtps://user:password@host") from error
    if scheme not in ("smtp", "smtps") or not host:
        raise InvalidInput("SMTP_URL names no mail server, expected smtp://host:port or smtps://user:password@host")
    return SmtpServer(
        scheme,  # type: ignore[arg-type]  # checked above
        host,
        port or _PORTS[scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands mails to an SMTP server, each over a connection of its own.

    Attributes:
        sender: The address that mails come from, "Name <name@host>" or the address alone.
    """

    server: SmtpServer
    sender: str
    clock: Clock
    seconds: float = CONNECT_SECONDS

    def send(self, mail: Mail) -> None:
        """Hand a mail over; whatever goes wrong before its text is on its way is a refusal, later it is unconfirmed."""
        message = message_of(mail, sender=self.sender, at=self.clock())
        with self._connected() as smtp:
            with _as_refusal():
                _expect(smtp.mail(parseaddr(self.sender)[1]), 2)
                _expect(smtp.rcpt(mail.to), 2)
                _expect(smtp.docmd("DATA"), 3)
            _hand_over(smtp, message.as_bytes(policy=_POLICY))

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        with _as_refusal():
            smtp = self._open()
        try:
            yield smtp
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _open(self) -> smtplib.SMTP:
        server = self.server
        if server.scheme == "smtps":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=self.seconds, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self.seconds)
        try:
            self._greet(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _greet(self, smtp: smtplib.SMTP) -> None:
        """Say hello, turn to encryption where it is offered, and sign in."""
        smtp.ehlo_or_helo_if_needed()
        is_private = self.server.scheme == "smtps" or self.server.host in _LOOPBACK
        if self.server.scheme == "smtp" and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
            is_private = True
        if self.server.user:
            if not is_private:
                raise MailRefused(
                    f"{self.server!r} offers no encryption, so the password is not sent; use smtps:// or a server with STARTTLS",
                    is_permanent=False,
                )
            smtp.login(self.server.user, self.server.password)


@dataclass(frozen=True, slots=True)
class OutboxFolder:
    """Writes mails into a folder, for people to look at or other programs to send."""

    folder: Path
    sender: str
    clock: Clock

    def send(self, mail: Mail) -> None:
        """Write one `.eml` file, complete or not at all; the same mail is the same file."""
        content = message_of(mail, sender=self.sender, at=self.clock()).as_bytes(policy=_POLICY)
        target = self.folder / f"{_name(mail)}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except OSError as error:
            raise MailRefused(
                f"the outbox {self.folder} cannot be written: {error.strerror}", is_permanent=False
            ) from error


def sender_of(address: str) -> Attendee:
    """Return the name and address that "Name <name@host>" stands for."""
    name, plain = parseaddr(address)
    return Attendee(name or plain, plain)


def message_of(mail: Mail, *, sender: str, at: datetime) -> EmailMessage:
    """Return a mail as it is handed over; the same key always has the same Message-ID.

    Raises:
        MailRefused: The reader's address is none that mail can be sent to.
    """
    name, address = parseaddr(sender)
    if not re.fullmatch(r"[!-~]+@[!-~]+", mail.to) or re.search(r"[<>,;:\"\\()\[\]]", mail.to):
        raise MailRefused(f"the address of the mail {mail.key!r} is no plain e-mail address", is_permanent=True)
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{_name(mail)}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.calendar:
        method = re.search(r"^METHOD:(\w+)\s*$", mail.calendar, re.MULTILINE)
        parameters = {"method": method[1] if method else "REQUEST"}
        message.add_alternative(mail.calendar, subtype="calendar", params=parameters)
        message.add_attachment(
            mail.calendar.encode(), maintype="text", subtype="calendar", filename="invitation.ics", params=parameters
        )
    return message


def _name(mail: Mail) -> str:
    return hashlib.sha256(mail.key.encode()).hexdigest()[:32]


@contextlib.contextmanager
def _as_refusal() -> Iterator[None]:
    """Report what goes wrong before the text is on its way: nothing was taken. Only a 5xx about this mail is for good."""
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefused(f"the mail server did not take the mail: {_told(error)}", is_permanent=False) from error


def _expect(answer: tuple[int, bytes], hundreds: int) -> None:
    code, text = answer
    if code // 100 != hundreds:
        told = text.decode("utf-8", "replace")
        raise MailRefused(f"the mail server answered {code} {told}", is_permanent=code // 100 == 5)


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> None:
    """Send the text and wait for the answer, without which nobody knows whether it was taken."""
    lines = _LINE_START_DOT.sub(b"..", content)
    end = b".\r\n" if lines.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        smtp.send(lines + end)
        answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnconfirmed(f"the connection broke while the mail was handed over: {_told(error)}") from error
    _expect(answer, 2)


def _told(error: Exception) -> str:
    """Return what an error says; one of signing in may repeat the password, so only its code is told."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"signing in failed with {error.smtp_code}"
    return str(error) or type(error).__name__
