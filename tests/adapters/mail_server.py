"""A real SMTP server on this machine that can refuse, hang up and keep what it takes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_UP, NEVER = "hang up", "never"


@dataclass
class MailServer:
    """Answers each command as told; "hang up" closes the connection there, "never" lets a text wait.

    Attributes:
        taken: What arrived, whatever was answered to it, as raw mails.
        answers: The answer to "MAIL", "RCPT" and "DATA" (the text itself); 250 where nothing is said.
        on_text: Called when a text has arrived, before it is answered.
        signed_in: User names and passwords that were given.
    """

    host: str = "127.0.0.1"
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    signed_in: list[tuple[bytes, bytes]] = field(default_factory=list)
    on_text: Callable[[], None] = lambda: None
    port: int = 0

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind((self.host, 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(
            self, hostname=self.host, port=self.port, authenticator=self._sign_in, auth_require_tls=False
        )
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for content in self.taken]

    def _sign_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)

    async def handle_MAIL(  # noqa: N802  the names are aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        self.envelopes.append(envelope)
        self.on_text()
        if self.answers.get("DATA") == NEVER:
            await asyncio.sleep(3600)
        return self._answer("DATA", server)

    def _answer(self, command: str, server: SMTP) -> str:
        answer = self.answers.get(command, "250 fine")
        if answer == HANG_UP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer
