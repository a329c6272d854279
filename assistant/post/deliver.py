"""Deliver what waits: claim, send, settle. A mail that may have arrived is never sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from assistant.domain.clock import Clock
from assistant.domain.mails import Mail
from assistant.errors import MailRefused, MailUnconfirmed, NotFound
from assistant.ports.mailer import Mailer
from assistant.ports.store import Store
from assistant.text.redaction import contains_any, redacted

BACKOFF: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long to wait after each try that failed; the one after the last of them is the last."""
CLAIM_LASTS: Final = timedelta(minutes=15)
"""Longer than any mailer takes: who holds a claim for longer has died while sending."""
AT_ONCE_MAX: Final = 500
_FOLDED: Final = re.compile(r"\r?\n ")
"""Where a long line of a calendar text was folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did with the mails it took.

    Attributes:
        retried: Not taken this time; they wait for their next try.
        failed: Refused for good, or once too often.
        unconfirmed: They may have arrived; nobody sends them again. Also those of a process that died.
    """

    sent: int = 0
    retried: int = 0
    failed: int = 0
    unconfirmed: int = 0


def deliver_waiting(store: Store, mailer: Mailer, *, clock: Clock) -> Delivered:
    """Send the mails whose time has come, oldest first; several processes may do so at once.

    A mail is claimed before it is sent and settled after. When the process dies between the two, the mail stays
    claimed and becomes unconfirmed after a while.
    """
    outcomes = [Delivered(unconfirmed=store.abandon_stale_mail(claimed_before=clock() - CLAIM_LASTS))]
    while len(outcomes) <= AT_ONCE_MAX and (mail := store.claim_mail(now=clock())) is not None:
        outcomes.append(_deliver(store, mailer, mail, clock=clock))
    return Delivered(
        sent=sum(one.sent for one in outcomes),
        retried=sum(one.retried for one in outcomes),
        failed=sum(one.failed for one in outcomes),
        unconfirmed=sum(one.unconfirmed for one in outcomes),
    )


def _deliver(store: Store, mailer: Mailer, mail: Mail, *, clock: Clock) -> Delivered:
    """Send one claimed mail and keep what came of it."""
    masked = _masked(store, replace(mail, attempts=mail.attempts + 1, next_try_at=None))
    try:
        mailer.send(masked)
    except MailRefused as refusal:
        is_last = refusal.is_permanent or masked.attempts > len(BACKOFF)
        if is_last:
            _settle(store, replace(masked, status="failed"))
            return Delivered(failed=1)
        next_try = clock() + BACKOFF[masked.attempts - 1]
        _settle(store, replace(masked, status="waiting", next_try_at=next_try))
        return Delivered(retried=1)
    except MailUnconfirmed:
        _settle(store, replace(masked, status="unconfirmed"))
        return Delivered(unconfirmed=1)
    _settle(store, replace(masked, status="sent", sent_at=clock()))
    return Delivered(sent=1)


def _masked(store: Store, mail: Mail) -> Mail:
    """Return the mail without words its mentee took out since it was queued; a calendar entry with one is left out."""
    request = store.request(mail.session_id) if mail.session_id is not None else None
    words = store.redactions(request.mentee_id) if request is not None else []
    if not words:
        return mail
    calendar = "" if contains_any(_FOLDED.sub("", mail.calendar), words) else mail.calendar
    return replace(mail, subject=redacted(mail.subject, words), text=redacted(mail.text, words), calendar=calendar)


def _settle(store: Store, mail: Mail) -> None:
    try:
        store.settle_mail(mail)
    except NotFound:
        return  # its reader was erased meanwhile, and the mail with them
