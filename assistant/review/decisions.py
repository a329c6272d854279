"""What owners decided about versions, with the names of who did."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.accounts.roles import require_role
from assistant.domain.people import Person
from assistant.domain.reviews import ReleaseDecision
from assistant.review.desk import Names, ReviewDesk


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """A decision with the name of who made it."""

    decision: ReleaseDecision
    by_name: str


def decisions_about(desk: ReviewDesk, person: Person | None, run_id: str) -> tuple[NamedDecision, ...]:
    """Return all decisions about a run, the last one, which counts, first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    names = Names(desk.store)
    return tuple(NamedDecision(one, names[one.by]) for one in reversed(desk.store.release_decisions(run_id)))
