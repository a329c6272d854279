"""Slow down guessing: a few failed sign-ins for an e-mail or an address close it for a while."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta

from assistant.errors import TooManyAttempts
from assistant.ports.store import PeopleStore

WINDOW = timedelta(minutes=15)
EMAIL_FAILURES_MAX = 5
ADDRESS_FAILURES_MAX = 20
"""More than for one e-mail: an office shares one address."""


def email_key(email: str) -> str:
    """Return the key that failures of an e-mail are counted under; the e-mail cannot be read from it."""
    return "email:" + hashlib.sha256(email.encode()).hexdigest()


def address_key(address: str) -> str:
    """Return the key that failures from a network address are counted under."""
    return "address:" + hashlib.sha256(address.encode()).hexdigest()


def refuse_when_throttled(store: PeopleStore, key: str, *, failures_max: int, now: datetime) -> None:
    """Do nothing while fewer than `failures_max` attempts of the last `WINDOW` failed.

    Raises:
        TooManyAttempts: The text says in how many minutes the next attempt is possible.
    """
    failed = store.failed_signins(key, since=now - WINDOW)
    if len(failed) < failures_max:
        return
    wait = failed[-failures_max] + WINDOW - now
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    unit = "minute" if minutes == 1 else "minutes"
    raise TooManyAttempts(
        f"{len(failed)} failed sign-ins for {key!r} since {now - WINDOW}; {failures_max} are allowed.",
        for_people=f"There were too many attempts to sign in. Please try again in {minutes} {unit}.",
    )
