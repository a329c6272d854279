"""A mailer that keeps what it is given."""

from __future__ import annotations

from collections import deque

from assistant.domain.mails import Mail


class KeepingMailer:
    """Implements `ports.mailer.Mailer`.

    Attributes:
        taken: Mails that arrived, in order.
        troubles: What the next sends raise, first come first; None lets one pass. Afterwards all pass.
    """

    def __init__(self, *troubles: BaseException | None) -> None:
        self.taken: list[Mail] = []
        self.troubles = deque(troubles)

    def send(self, mail: Mail) -> None:
        trouble = self.troubles.popleft() if self.troubles else None
        if trouble is not None:
            raise trouble
        self.taken.append(mail)
