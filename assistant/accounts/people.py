"""Make accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import available_timezones

from assistant.domain.clock import new_id
from assistant.domain.people import ROLES, Person, Role
from assistant.errors import InvalidInput
from assistant.ports.passwords import PasswordHasher
from assistant.ports.store import PeopleStore
from assistant.schemas.imports import LANGUAGE_CODES

EMAIL_CHARACTERS_MAX = 254
"""RFC 5321, section 4.5.3.1.3, less the angle brackets."""

PASSWORD_CHARACTERS_MIN = 8
PASSWORD_CHARACTERS_MAX = 256
"""At least 8 and no rules about kinds of characters: NIST SP 800-63B, section 5.1.1.2."""

_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of; the fields are those of `Person`."""

    email: str
    name: str
    roles: frozenset[Role]
    id: str | None = None
    mentor_id: str | None = None
    headline: str = ""
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"


def add_account(store: PeopleStore, hasher: PasswordHasher, account: NewAccount, *, password: str | None) -> Person:
    """Add an account; without a password it is a demo person's, who can only be entered by `sign_in_as_demo`.

    Raises:
        InvalidInput: A field or the password breaks its limit; the text names it.
        AlreadyExists: The e-mail is taken.
    """
    person = checked_account(account)
    if password is not None:
        _check_password(password)
    store.add_person(person, None if password is None else hasher.hash(password))
    return person


def canonical_email(email: str) -> str:
    """Return the e-mail as accounts are found by: no white space around, lower case, cut to its greatest length."""
    return email.strip().lower()[:EMAIL_CHARACTERS_MAX]


def checked_account(account: NewAccount) -> Person:
    """Return the account as it would be kept. Raises InvalidInput, which names the field."""
    email, name = account.email.strip().lower(), account.name.strip()
    if len(email) > EMAIL_CHARACTERS_MAX or not _EMAIL.fullmatch(email):
        raise InvalidInput(f"{account.email!r} is no e-mail address; expected something like name@example.org.")
    if not name:
        raise InvalidInput("The name is empty; expected what others should call this person.")
    if not account.roles or not account.roles <= set(ROLES):
        raise InvalidInput(f"Found the roles {sorted(account.roles)}; expected one or more of {', '.join(ROLES)}.")
    if "mentor" in account.roles and account.mentor_id is None:
        raise InvalidInput("A mentor's account needs the id of their profile.")
    if account.timezone not in available_timezones():
        raise InvalidInput(f"{account.timezone!r} is no time zone; expected an IANA name like Europe/Paris.")
    unknown = [code for code in account.languages if code not in LANGUAGE_CODES]
    if unknown or not account.languages:
        raise InvalidInput(
            f"Found the languages {', '.join(account.languages)!r}; expected two-letter ISO 639-1 codes such as 'en'."
        )
    return Person(
        id=account.id or new_id(),
        email=email,
        name=name,
        roles=account.roles,
        mentor_id=account.mentor_id,
        headline=account.headline.strip(),
        languages=account.languages,
        timezone=account.timezone,
    )


def _check_password(password: str) -> None:
    if not PASSWORD_CHARACTERS_MIN <= len(password) <= PASSWORD_CHARACTERS_MAX:
        raise InvalidInput(
            f"The password has {len(password)} characters; "
            f"expected {PASSWORD_CHARACTERS_MIN} to {PASSWORD_CHARACTERS_MAX}."
        )
