"""Owners count disagreements, never people."""

from __future__ import annotations

import pytest

from assistant.domain.health import DisagreementStanding
from assistant.domain.people import Role
from assistant.errors import NotAllowed, NotSignedIn
from assistant.oversight.disagreement_counts import disagreement_counts
from tests.builders import NOW, a_person
from tests.fakes.store import MemoryStore

OWNER = a_person("olga", "owner")


class StandingStore(MemoryStore):
    """A store of nothing but standings."""

    def __init__(self, standings: list[DisagreementStanding]) -> None:
        super().__init__()
        self.standings = standings

    def disagreement_standings(self) -> list[DisagreementStanding]:
        return self.standings


def standings(*people: str, decision: str | None = None, label: str = "conflict") -> list[DisagreementStanding]:
    decided_at = NOW if decision else None
    return [DisagreementStanding(one, label, decision, NOW, decided_at) for one in people]  # type: ignore[arg-type]


def test_counts_are_by_label_and_decision() -> None:
    found = disagreement_counts(StandingStore([*standings(*"abcdef"), *standings(*"ghijk", decision="both")]), OWNER)
    assert [one.label for one in found] == ["conflict"]
    assert found[0].row.counts == {"open": 6, "follow_a": 0, "follow_b": 0, "both": 5, "not_a_conflict": 0}
    assert found[0].row.total == 11


def test_a_label_few_people_met_is_named_without_numbers() -> None:
    found = disagreement_counts(StandingStore(standings("a", "b", label="conditional")), OWNER)
    assert found[0].row.total is None
    assert set(found[0].row.counts.values()) == {None, 0}


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_only_owners_count(role: Role) -> None:
    with pytest.raises(NotAllowed):
        disagreement_counts(StandingStore([]), a_person("x", role))
    with pytest.raises(NotSignedIn):
        disagreement_counts(StandingStore([]), None)
