"""What every store promises about proposals to go on elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.deferrals import Deferral
from assistant.errors import NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_person
from tests.contract.store_contract import AN_HOUR, at_once


def a_deferral(one_id: str = "proposal", **changes: Any) -> Deferral:
    deferral = Deferral(one_id, "noor", "same_topic", "sustained_mentoring", about="leading", proposed_at=NOW)
    return replace(deferral, **changes)


class DeferralContract:
    @pytest.fixture(autouse=True)
    def mentees(self, store: Store) -> None:
        for name in ("noor", "zoe"):
            store.add_person(a_person(name), None)

    def test_a_proposal_is_found_as_made(self, store: Store) -> None:
        assert store.propose_deferral(a_deferral())
        assert store.deferrals_of("noor") == store.deferrals() == [a_deferral()]
        assert store.deferrals_of("zoe") == []

    def test_the_same_reason_about_the_same_thing_is_proposed_to_a_mentee_once_ever(self, store: Store) -> None:
        store.propose_deferral(a_deferral())
        settled = store.settle_deferral("proposal", "declined", note="", at=NOW)
        assert not store.propose_deferral(a_deferral("again", to="hr"))
        assert store.deferrals_of("noor") == [settled]
        assert store.propose_deferral(a_deferral("other thing", about="pay"))
        assert store.propose_deferral(a_deferral("other reason", reason="plan_missed"))
        assert store.propose_deferral(a_deferral("hers", mentee_id="zoe"))

    def test_of_two_windows_that_propose_at_once_one_does(self, store: Store) -> None:
        outcomes = at_once(6, lambda n: store.propose_deferral(a_deferral(f"by-{n}")))
        assert sorted(map(bool, outcomes)) == [False] * 5 + [True]

    def test_proposals_come_newest_first(self, store: Store) -> None:
        store.propose_deferral(a_deferral("old"))
        store.propose_deferral(a_deferral("new", about="pay", proposed_at=NOW + AN_HOUR))
        store.propose_deferral(a_deferral("hers", mentee_id="zoe", proposed_at=NOW + 2 * AN_HOUR))
        assert [one.id for one in store.deferrals_of("noor")] == ["new", "old"]
        assert [one.id for one in store.deferrals()] == ["hers", "new", "old"]

    def test_what_the_mentee_decided_is_kept(self, store: Store) -> None:
        store.propose_deferral(a_deferral())
        consented = store.settle_deferral("proposal", "consented", note="In my words.", at=NOW + AN_HOUR)
        assert consented == a_deferral(status="consented", note="In my words.", settled_at=NOW + AN_HOUR)
        assert store.deferrals_of("noor") == [consented]
        with pytest.raises(NotFound):
            store.settle_deferral("nothing", "declined", note="", at=NOW)

    def test_nobody_unknown_is_sent_elsewhere(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.propose_deferral(a_deferral(mentee_id="nobody"))
