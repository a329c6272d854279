"""One-click sign-in as a demo person: only in demo mode, only from this machine, only accounts without a password."""

from __future__ import annotations

import ipaddress

from assistant.accounts.signin import SignIn, open_signin
from assistant.domain.clock import Clock
from assistant.domain.people import Person
from assistant.errors import NotAllowed, NotFound
from assistant.ports.store import PeopleStore


def sign_in_as_demo(store: PeopleStore, *, person_id: str, address: str, is_demo: bool, clock: Clock) -> SignIn:
    """Sign in as a demo person without a password, where `is_demo` says that the program runs in demo mode.

    `address` is the client's as the socket shows it; a proxy on this machine would make everybody local, so a
    server behind one must not run in demo mode.

    Raises:
        NotAllowed: Not in demo mode, or the client is on another machine.
        NotFound: No such demo person.
    """
    _refuse_strangers(address, is_demo=is_demo)
    person = next((one for one in _without_password(store) if one.id == person_id), None)
    if person is None:
        raise NotFound(f"There is no demo person {person_id!r}.")
    return open_signin(store, person, now=clock())


def demo_people(store: PeopleStore, *, address: str, is_demo: bool) -> list[Person]:
    """Return whom this client may sign in as with one click, by name; nobody when that is not allowed."""
    return _without_password(store) if is_demo and _is_loopback(address) else []


def _refuse_strangers(address: str, *, is_demo: bool) -> None:
    if not is_demo:
        raise NotAllowed("Demo people can be entered in demo mode only.")
    if not _is_loopback(address):
        raise NotAllowed(f"Demo people can be entered from this machine only; the client is at {address!r}.")


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _without_password(store: PeopleStore) -> list[Person]:
    return [person for person in store.people() if _has_no_password(store, person)]


def _has_no_password(store: PeopleStore, person: Person) -> bool:
    found = store.person_by_email(person.email)
    return found is not None and found[1] is None
