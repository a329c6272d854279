"""What was found between mentors' advice and what became of it, counted so that nobody is counted alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.accounts.roles import require_role
from assistant.domain.disagreements import CONFLICT_LABELS, DECISIONS, ConflictLabel, Decision
from assistant.domain.people import Person
from assistant.oversight.small_groups import CountedRow, counted_row
from assistant.ports.store import HealthStore

Standing = Literal["open"] | Decision
STANDINGS: Final[tuple[Standing, ...]] = ("open", *DECISIONS)


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """How many pairs of a label were found, and how many are open or decided in which way."""

    label: ConflictLabel
    row: CountedRow[Standing]


def disagreement_counts(store: HealthStore, person: Person | None) -> list[LabelCounts]:
    """Return counts for each label that was found, for owners alone.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, looks.
    """
    require_role(person, "owner")
    standings = store.disagreement_standings()
    found = []
    for label in CONFLICT_LABELS:
        people: dict[Standing, list[str]] = {standing: [] for standing in STANDINGS}
        for one in standings:
            if one.label == label:
                people[one.decision or "open"].append(one.mentee_id)
        if any(people.values()):
            found.append(LabelCounts(label, counted_row(people)))
    return found
