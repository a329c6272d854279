"""Hand a mail to whatever delivers it."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.mails import Mail


class Mailer(Protocol):
    """Delivers one mail at a time."""

    def send(self, mail: Mail) -> None:
        """Deliver a mail; when this returns, the other side has taken it.

        Raises:
            MailRefused: It was not taken, for certain; `is_permanent` tells whether another try may help.
            MailUnconfirmed: The connection broke when it may have been taken already.
        """
