"""People who sign in, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Role = Literal["mentee", "mentor", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; may hold several roles.

    Attributes:
        id: UUIDv7 or a stable identifier from an import.
        email: Lower-case, unique.
        roles: What they may do; a mentee may be a mentor too.
        mentor_id: The profile that is theirs when they are a mentor.
        headline: One line about who they are ("ward nurse, 4 years"), shown to mentors.
        languages: ISO 639-1 codes they can have a session in.
        timezone: IANA name.
    """

    id: str
    email: str
    name: str
    roles: frozenset[Role]
    mentor_id: str | None = None
    headline: str = ""
    languages: tuple[str, ...] = field(default=("en",))
    timezone: str = "UTC"

    def has(self, role: Role) -> bool:
        """Tell whether this person holds the role."""
        return role in self.roles
