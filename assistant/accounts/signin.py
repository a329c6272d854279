"""Sign in with e-mail and password, stay signed in by a token, sign out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.accounts import throttle
from assistant.accounts.people import PASSWORD_CHARACTERS_MAX, canonical_email
from assistant.accounts.tokens import hash_of, new_token
from assistant.domain.clock import Clock
from assistant.domain.people import Person
from assistant.errors import NotSignedIn
from assistant.ports.passwords import PasswordHasher
from assistant.ports.store import PeopleStore

STAY_SIGNED_IN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser just signed in: the token for its cookie, shown only this once, and until when it counts."""

    token: str
    person: Person
    expires_at: datetime


def sign_in(
    store: PeopleStore, hasher: PasswordHasher, *, email: str, password: str, address: str, clock: Clock
) -> SignIn:
    """Sign in; an unknown e-mail costs the same work and gives the same answer as a wrong password.

    The attempt counts as failed before the password is checked, so attempts at the same moment cannot
    slip past the limit; a good sign-in forgets it. `address` is the client's on the network, for throttling.

    Raises:
        NotSignedIn: E-mail and password do not belong together (code "wrong_credentials").
        TooManyAttempts: Too many failed for this e-mail or from this address; says how long to wait.
    """
    now, email = clock(), canonical_email(email)
    by_email, by_address = throttle.email_key(email), throttle.address_key(address)
    throttle.refuse_when_throttled(store, by_address, failures_max=throttle.ADDRESS_FAILURES_MAX, now=now)
    throttle.refuse_when_throttled(store, by_email, failures_max=throttle.EMAIL_FAILURES_MAX, now=now)
    store.record_failed_signin(by_email, at=now)
    throttle.refuse_when_throttled(store, by_email, failures_max=throttle.EMAIL_FAILURES_MAX + 1, now=now)
    person = _verified(store, hasher, email=email, password=password)
    if person is None:
        store.record_failed_signin(by_address, at=now)
        raise NotSignedIn(
            "E-mail and password do not belong together.",
            for_people="The e-mail or the password is not right.",
            code="wrong_credentials",
        )
    store.clear_failed_signins(by_email)
    return open_signin(store, person, now=now)


def open_signin(store: PeopleStore, person: Person, *, now: datetime) -> SignIn:
    """Remember a browser as this person's; whoever calls has made sure that it is."""
    token, expires_at = new_token(), now + STAY_SIGNED_IN
    store.open_signin(hash_of(token), person.id, expires_at=expires_at)
    return SignIn(token=token, person=person, expires_at=expires_at)


def sign_out(store: PeopleStore, token: str | None) -> None:
    """Forget the browser; an unknown token or none is no error."""
    if token:
        store.close_signin(hash_of(token))


def who_is(store: PeopleStore, token: str | None, clock: Clock) -> Person | None:
    """Return who is signed in with the token, None for nobody."""
    return store.signed_in(hash_of(token), now=clock()) if token else None


def _verified(store: PeopleStore, hasher: PasswordHasher, *, email: str, password: str) -> Person | None:
    found = store.person_by_email(email)
    person, password_hash = found if found is not None else (None, None)
    is_right = hasher.verify(password_hash, password[:PASSWORD_CHARACTERS_MAX])
    return person if is_right and len(password) <= PASSWORD_CHARACTERS_MAX else None
