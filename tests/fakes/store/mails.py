"""Mail to be sent, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.domain.mails import MAIL_STATUSES, Mail, MailStatus
from assistant.errors import NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryMails(MemoryPart):
    @transaction
    def queue_mail(self, mail: Mail) -> bool:
        self.refuse_stranger(mail.person_id)
        if mail.key in self.record.mails:
            return False
        if mail.session_id is not None and mail.session_id not in self.record.requests:
            raise NotFound(f"There is no request {mail.session_id!r}.")
        self.record.mails[mail.key] = mail
        return True

    @transaction
    def claim_mail(self, *, now: datetime) -> Mail | None:
        waiting = [mail for mail in self.record.mails.values() if mail.status == "waiting"]
        due = [mail for mail in waiting if mail.next_try_at is None or mail.next_try_at <= now]
        if not due:
            return None
        claimed = replace(due[0], status="sending")
        self.record.mails[claimed.key] = claimed
        self.record.claims[claimed.key] = now
        return claimed

    @transaction
    def settle_mail(self, mail: Mail) -> None:
        if mail.key not in self.record.mails:
            raise NotFound(f"There is no mail {mail.key!r}.")
        before = self.record.mails[mail.key]
        self.record.mails[mail.key] = replace(mail, person_id=before.person_id, session_id=before.session_id)
        self.record.claims.pop(mail.key, None)

    @transaction
    def abandon_stale_mail(self, *, claimed_before: datetime) -> int:
        stale = [key for key, at in self.record.claims.items() if at < claimed_before and key in self.record.mails]
        for key in stale:
            self.record.mails[key] = replace(self.record.mails[key], status="unconfirmed")
            del self.record.claims[key]
        return len(stale)

    def mail(self, key: str) -> Mail | None:
        return self.record.mails.get(key)

    def mails_of(self, person_id: str) -> list[Mail]:
        return [mail for mail in self.record.mails.values() if mail.person_id == person_id]

    def count_mails(self) -> dict[MailStatus, int]:
        kept = [mail.status for mail in self.record.mails.values()]
        return {status: kept.count(status) for status in MAIL_STATUSES}
