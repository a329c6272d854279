"""What is kept about a person, for whoever runs the program and is asked for it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Protocol

from assistant.domain.people import Person
from assistant.errors import NotFound
from assistant.ports.store import ConversationStore, MentorStore, PeopleStore, RequestStore


class PersonalStore(PeopleStore, MentorStore, ConversationStore, RequestStore, Protocol):
    """The part of the store that holds what belongs to a person."""


def find_person(store: PeopleStore, user: str) -> Person:
    """Return the account with that e-mail or id. Raises NotFound."""
    by_email = store.person_by_email(user)
    person = by_email[0] if by_email is not None else store.person(user)
    if person is None:
        raise NotFound(f"there is no account with the e-mail or id {user!r}")
    return person


def export_person(store: PersonalStore, person: Person) -> dict[str, object]:
    """Return everything kept about a person as plain values; passwords and sign-ins are left out."""
    mentor_ids = [person.mentor_id] if person.mentor_id is not None else []
    received = [request for mentor_id in mentor_ids for request in store.requests_for_mentor(mentor_id)]
    return {
        "person": asdict(person) | {"roles": sorted(person.roles)},
        "chats": [asdict(chat) for chat in store.conversations_of(person.id)],
        "requests_sent": [asdict(request) for request in store.requests_of_mentee(person.id)],
        "requests_received": [asdict(request) for request in received],
        "mentor_profile": [asdict(load) for load in store.mentor_loads(mentor_ids, since=date.min) if mentor_ids],
    }
