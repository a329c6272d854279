"""What somebody may do."""

from __future__ import annotations

from assistant.domain.people import Person, Role
from assistant.errors import NotAllowed, NotSignedIn


def require_role(person: Person | None, role: Role) -> Person:
    """Return the person when they hold the role.

    Raises:
        NotSignedIn: Nobody is signed in.
        NotAllowed: They lack the role.
    """
    if person is None:
        raise NotSignedIn(f"Nobody is signed in; this needs the role {role!r}.")
    if not person.has(role):
        raise NotAllowed(f"The person {person.id!r} lacks the role {role!r}.")
    return person
