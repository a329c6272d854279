from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.conflicts.engine import JUDGED_MAX, ConflictEngine
from assistant.conflicts.grouping import Linkage
from assistant.domain.disagreements import Advice, Judgement
from assistant.guidance.linking import GuidanceLinker
from tests.builders import an_item
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.guidance.conftest import APART, Guided


class AlwaysApart:
    """Implements `ports.judge.ConflictJudge`: everything excludes everything else."""

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        return [APART for _ in earlier]


@pytest.fixture
def linker(guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex) -> GuidanceLinker:
    linkage = Linkage(nearness_min=0.0, neighbors=0, crowding=0.0)
    engine = ConflictEngine(encoder, encoder, AlwaysApart(), linkage=linkage)
    return GuidanceLinker(guided.store, memory_index, engine, guided.clock)


def test_much_advice_of_one_session_hides_nothing_that_another_mentor_said(
    guided: Guided, linker: GuidanceLinker
) -> None:
    lead = "Take the lead of the department."
    guided.told(
        "theirs", "Leave the lead of the department to others.", by="bo", question="Should I lead?", decision_id="lead"
    )
    for number in range(JUDGED_MAX + 1):
        guided.told(f"own-{number}", lead, by="amara", question="Should I lead?", decision_id="lead")
    item = an_item("new", session_id="with-amara", text=lead, question="Should I lead?", decision_id="")
    (linked,), apart = linker.link("noor", [item])
    assert linked.decision_id == "lead"
    assert [one.item_a for one in apart] == ["theirs"]


def test_advice_bound_to_its_context_is_left_in_peace(guided: Guided, linker: GuidanceLinker) -> None:
    lead = "Take the lead of the department."
    guided.told("theirs", lead, by="bo", question="Should I lead?", decision_id="lead", is_context_bound=True)
    item = an_item("new", session_id="with-amara", text=lead, question="Should I lead?", decision_id="")
    assert linker.link("noor", [item])[1] == []
