"""Mail to be sent, and how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

MailStatus = Literal["waiting", "sending", "sent", "failed", "unconfirmed"]
"""`unconfirmed`: the server may have taken it before the connection broke; it is not sent again."""
MAIL_STATUSES: tuple[MailStatus, ...] = get_args(MailStatus)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person.

    Attributes:
        key: Names what it says ("brief:SESSION:DIGEST"); two mails of one key are the same mail, sent once.
        calendar: An iCalendar text to attach, "" for none.
        attempts: How often sending was tried.
        next_try_at: A waiting mail is not sent before (quiet hours, a failed try); None for at once.
        session_id: The request or session it tells about, None for none; the mail is erased together with it.
    """

    key: str
    person_id: str
    to: str
    subject: str
    text: str
    calendar: str = ""
    status: MailStatus = "waiting"
    attempts: int = 0
    next_try_at: datetime | None = None
    sent_at: datetime | None = None
    session_id: str | None = None
