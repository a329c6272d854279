"""When people want to hear from the program, and the one click that stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Final

from assistant.accounts.tokens import new_token
from assistant.domain.checkins import ContactWishes
from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import InvalidInput, NotFound, NotSignedIn
from assistant.ports.store import CheckInStore, MailStore, Store

USUAL_QUIET_HOURS: Final = QuietHours(time(20), time(8))
"""For people who said nothing."""


def wishes_of(store: CheckInStore, person_id: str) -> ContactWishes:
    """Return when somebody wants to hear from the program; what is usual is kept for them while they said nothing."""
    known = store.contact_wishes(person_id)
    if known is not None:
        return known
    usual = ContactWishes(
        person_id, new_token(), quiet_from=USUAL_QUIET_HOURS.starts, quiet_until=USUAL_QUIET_HOURS.ends
    )
    store.keep_contact_wishes(usual)
    return usual


def my_wishes(store: CheckInStore, person: Person | None) -> ContactWishes:
    """Return when the person wants to hear from the program. Raises NotSignedIn."""
    return wishes_of(store, _signed_in(person).id)


def set_wishes(
    store: Store, person: Person | None, *, is_unsubscribed: bool, quiet: QuietHours | None
) -> ContactWishes:
    """Keep whether the person is asked by mail, and their quiet hours; the one-click link stays as it is.

    Raises:
        NotSignedIn: Nobody is signed in.
        InvalidInput: The quiet hours have no length.
    """
    if quiet is not None and quiet.starts == quiet.ends:
        raise InvalidInput("The quiet hours start and end at the same time; choose two different times, or none.")
    times = (None, None) if quiet is None else (quiet.starts, quiet.ends)
    known = my_wishes(store, person)
    wishes = replace(known, is_unsubscribed=is_unsubscribed, quiet_from=times[0], quiet_until=times[1])
    _keep(store, wishes)
    return wishes


def unsubscribe(store: Store, token: str) -> None:
    """Send no more questions to whoever holds this link; no sign-in is needed, and a second click changes nothing.

    Raises:
        NotFound: The link is unknown.
    """
    person_id = store.person_of_unsubscribe_token(token)
    if person_id is None:
        raise NotFound("This unsubscribe link is unknown.", for_people="This link is not known, or no longer valid.")
    _keep(store, replace(wishes_of(store, person_id), is_unsubscribed=True))


def mail_key(check_in_id: str) -> str:
    """Return the key of the mail that asks, first of all, this check-in."""
    return f"checkin:{check_in_id}"


def _keep(store: Store, wishes: ContactWishes) -> None:
    store.keep_contact_wishes(wishes)
    if wishes.is_unsubscribed:
        for check_in in store.check_ins_of(wishes.person_id):
            _stop_waiting(store, mail_key(check_in.id))


def _stop_waiting(store: MailStore, key: str) -> None:
    """Keep a mail that was not sent yet from being sent."""
    mail = store.mail(key)
    if mail is not None and mail.status == "waiting":
        store.settle_mail(replace(mail, status="failed", next_try_at=None))


def _signed_in(person: Person | None) -> Person:
    if person is None:
        raise NotSignedIn("Nobody is signed in; wishes belong to a person.")
    return person
