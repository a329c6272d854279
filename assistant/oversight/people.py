"""Accounts as owners look after them. Nothing is deleted here; erasing a person is another thing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from assistant.accounts import NewAccount, require_role
from assistant.accounts.people import checked_account
from assistant.domain.changes import ACCOUNT_FIELDS_RECORDED, Kept, as_text, field_changes, recorded
from assistant.domain.clock import Clock
from assistant.domain.people import Person, Role
from assistant.errors import InvalidInput
from assistant.oversight.changing import audit_line
from assistant.ports.passwords import PasswordHasher
from assistant.ports.store import Store

Standing = Literal["", "active", "deactivated"]
"""Whom a list shows: everybody, those in use, those who are not."""

FIRST_PASSWORD_BYTES: Final = 12
"""96 random bits, 16 characters: safe, and short enough to be passed on."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to.

    Attributes:
        words: All of them have to stand in what is searched, in any case.
        role: Only those who hold it, None for all.
    """

    words: str = ""
    standing: Standing = ""
    role: Role | None = None

    def fits(self, kept: Kept[T], texts: Iterable[str]) -> bool:
        """Tell whether something with these texts belongs into the list."""
        if self.standing and kept.is_active != (self.standing == "active"):
            return False
        searched = " ".join(texts).casefold()
        return all(word in searched for word in self.words.casefold().split())


def list_accounts(store: Store, person: Person | None, wanted: Wanted) -> list[Kept[Person]]:
    """Return the accounts that fit, by name. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    found = (one for one in store.accounts() if wanted.role is None or one.value.has(wanted.role))
    return [one for one in found if wanted.fits(one, (one.value.name, one.value.email, one.value.headline))]


def open_account(
    store: Store, hasher: PasswordHasher, person: Person | None, account: NewAccount, *, clock: Clock
) -> tuple[Person, str]:
    """Open an account; return it with its first password, which is kept nowhere and shown only this once.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, asks.
        InvalidInput: A field breaks its limit, or there is no such mentor profile.
        AlreadyExists: The e-mail is taken.
    """
    owner, added = require_role(person, "owner"), checked_account(account)
    _check_profile(store, added)
    password = secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    line = audit_line(owner, "add_person", added.id, at=clock(), detail={"roles": as_text(added.roles)})
    store.open_account(added, hasher.hash(password), line=line)
    return added, password


def edit_account(store: Store, person: Person | None, account: NewAccount, *, seen: Person, clock: Clock) -> bool:
    """Keep an account's fields in place of those the owner saw; return whether anything changed.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to change, or there is none.
        InvalidInput: A field breaks its limit, or there is no such mentor profile.
        Stale: It was edited in the meantime.
        AlreadyExists: The e-mail is taken.
        Conflict: Nobody active would be an owner any more.
    """
    owner = require_role(person, "owner")
    edited = checked_account(replace(account, id=seen.id))
    changes = field_changes(seen, edited)
    if not changes:
        return False
    if edited.mentor_id != seen.mentor_id:
        _check_profile(store, edited)
    detail = recorded(changes, ACCOUNT_FIELDS_RECORDED)
    line = audit_line(owner, "edit_person", seen.id, at=clock(), detail=detail)
    store.change_account(edited, seen=seen, line=line)
    return True


def set_account_active(store: Store, person: Person | None, person_id: str, is_active: bool, *, clock: Clock) -> bool:
    """Deactivate an account with its profile, or take that back; return whether that changed anything.

    Their open sign-ins end at once. Raises NotSignedIn, NotAllowed, NotFound, Conflict.
    """
    owner = require_role(person, "owner")
    action = "reactivate_person" if is_active else "deactivate_person"
    return store.set_account_active(person_id, is_active, line=audit_line(owner, action, person_id, at=clock()))


def _check_profile(store: Store, account: Person) -> None:
    """Refuse a profile that does not exist or belongs to somebody else's account already."""
    if account.mentor_id is None:
        return
    if all(kept.value.id != account.mentor_id for kept in store.mentor_roster()):
        raise InvalidInput(
            f"There is no mentor profile {account.mentor_id!r}; import it first, or choose the id of one that is there."
        )
    others = (kept.value for kept in store.accounts() if kept.value.id != account.id)
    if any(other.mentor_id == account.mentor_id for other in others):
        raise InvalidInput(f"The mentor profile {account.mentor_id!r} belongs to another account already.")
