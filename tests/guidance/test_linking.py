from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from assistant.bootstrap import build
from assistant.conflicts.engine import JUDGED_MAX, ConflictEngine
from assistant.conflicts.grouping import Linkage
from assistant.domain.disagreements import Advice, Judgement
from assistant.guidance.desk import GuidanceDesk
from assistant.guidance.linking import GuidanceLinker
from assistant.guidance.notes import correct_item
from assistant.indexing import sync_index
from assistant.notes.read import NoteReader
from assistant.settings import Settings
from tests.builders import MONDAY, a_mentor, a_note, an_item
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


@dataclass
class Listening:
    """Implements `ports.judge.ConflictJudge`: all it reads pulls apart by these quotes; remembers what it read."""

    quotes: tuple[str, str] = ("", "")
    read: list[tuple[Advice, list[Advice]]] = field(default_factory=list)

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        self.read.append((new, list(earlier)))
        return [replace(APART, quote_a=self.quotes[0], quote_b=self.quotes[1]) for _ in earlier]


def linker_of(guided: Guided, encoder: HashingEncoder, index: MemoryIndex, judge: Listening) -> GuidanceLinker:
    """Return a linker that takes whatever shares words for one decision."""
    engine = ConflictEngine(encoder, encoder, judge, linkage=Linkage(nearness_min=0.0, neighbors=0, crowding=0.0))
    return GuidanceLinker(guided.store, index, engine, guided.clock)


LEAD = "Should I lead?"


@pytest.fixture(scope="module")
def real() -> ConflictEngine:
    return build(Settings(_env_file=None)).conflict_engine


def test_the_same_decision_in_other_words_keeps_its_id(guided: Guided, real: ConflictEngine) -> None:
    told = [
        ("raise", "Ask for the raise now, before the budget closes.", "When do I ask for a raise?"),
        ("move", "Rent out your flat before you leave for Porto.", "Shall I move to Porto with my partner?"),
        ("thesis", "Write the chapter on methods first.", "How do I finish my thesis by June?"),
    ]
    for item_id, text, question in told:
        guided.told(item_id, text, by="bo", question=question)
    linker = GuidanceLinker(guided.store, MemoryIndex(real.encoder), real, guided.clock)
    asked = [
        ("Wait with more money until the spring review is over.", "Is now the time to talk to my boss about my pay?"),
        ("Look at a few quarters there for a month before you give anything up.", "Is Porto a good idea for us two?"),
    ]
    items = [
        an_item(f"new-{n}", session_id="with-cleo", mentor_id="cleo", text=text, question=question, decision_id="")
        for n, (text, question) in enumerate(asked)
    ]
    linked, _ = linker.link("noor", items)
    assert [item.decision_id for item in linked] == ["raise", "move"]


def test_vectors_of_the_index_are_used_and_only_what_is_new_is_encoded(
    guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex
) -> None:
    guided.told("theirs", "Leave the lead to others.", by="bo", question=LEAD, decision_id="lead")
    sync_index(guided.store, memory_index, encoder)
    encoder.encoded.clear()
    linker = linker_of(guided, encoder, memory_index, Listening())
    item = an_item("new", session_id="with-amara", text="Take the lead.", question=LEAD, decision_id="")
    assert linker.link("noor", [item])[0][0].decision_id == "lead"
    assert [text for text in encoder.encoded if text.startswith(LEAD)] == [f"{LEAD}\nTake the lead."]


def test_advice_of_one_session_is_not_set_against_itself(
    guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex
) -> None:
    judge = Listening()
    guided.told("before", "Leave the lead to others.", by="amara", question=LEAD, decision_id="lead")
    pieces = [
        an_item(f"new-{n}", session_id="with-amara", text=text, question=LEAD, decision_id="")
        for n, text in enumerate(["Take the lead.", "Leave the lead."])
    ]
    linked, apart = linker_of(guided, encoder, memory_index, judge).link("noor", pieces)
    assert [item.decision_id for item in linked] == ["lead", "lead"]
    assert (apart, judge.read) == ([], [])


def test_names_and_redacted_words_never_reach_a_judge_and_quotes_come_back_as_said(
    guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex
) -> None:
    guided.store.redact("noor", "divorce")
    guided.told(
        "theirs",
        "Noor, as Amara says: leave the lead, your divorce",
        by="bo",
        question="Noor asks: shall I lead during my divorce?",
        decision_id="lead",
        mentor_context="Bo, nurse, knows divorce",
    )
    judge = Listening(("leave the lead, your ▮▮▮", "Take the lead with ▮▮"))
    item = an_item(
        "new", session_id="with-amara", text="Take the lead with Bo and Amara.", question=LEAD, decision_id=""
    )
    _, (found,) = linker_of(guided, encoder, memory_index, judge).link("noor", [item])
    ((new, earlier),) = judge.read
    read = "\n".join(f"{one.text}\n{one.question}\n{one.mentor_context}" for one in (new, *earlier))
    assert not [word for word in ("Noor", "Amara", "Bo", "divorce") if word in read]
    assert (found.judgement.quote_a, found.judgement.quote_b) == (
        "leave the lead, your divorce",
        "Take the lead with Bo",
    )


def test_a_strangers_guidance_is_never_read(guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex) -> None:
    text = "Leave the lead to others, says nobody else."
    guided.store.add_note(
        a_note("note-otto", session_id="with-bo", mentor_id="bo", text=text),
        [an_item("ottos", note_id="note-otto", session_id="with-bo", mentor_id="bo", mentee_id="otto", text=text)],
        [],
    )
    sync_index(guided.store, memory_index, encoder)
    encoder.encoded.clear()
    judge = Listening()
    item = an_item("new", session_id="with-amara", text="Take the lead.", question=LEAD, decision_id="")
    linked, apart = linker_of(guided, encoder, memory_index, judge).link("noor", [item])
    assert linked[0].decision_id != "leading"
    assert (apart, judge.read) == ([], [])
    assert not [one for one in encoder.encoded if "nobody else" in one]


def test_a_decided_pair_never_comes_back(
    guided: Guided, encoder: HashingEncoder, memory_index: MemoryIndex, real_reader: NoteReader
) -> None:
    guided.told("theirs", "Leave the lead to others.", by="bo", question=LEAD, decision_id="lead")
    mine = guided.told("mine", "Take a walk.", by="amara", question="Should I rest?")
    linker = linker_of(guided, encoder, memory_index, Listening())
    desk = GuidanceDesk(guided.store, real_reader, linker, guided.clock)
    correct_item(desk, guided.noor, mine.id, "Take the lead yourself.")
    (open_one,) = guided.store.disagreements_of("noor")
    assert (open_one.item_a, open_one.item_b) == ("theirs", "mine")
    decided = guided.store.decide_disagreement(open_one.id, "not_a_conflict", reason="", at=guided.clock())
    for words in ("Take the lead at once.", "Take the lead of others."):
        correct_item(desk, guided.amara, mine.id, words)
        assert guided.store.disagreements_of("noor") == [decided]


@pytest.fixture(scope="module")
def real_reader() -> NoteReader:
    return build(Settings(_env_file=None)).note_reader


def test_linking_nothing_gives_nothing(guided: Guided, linker: GuidanceLinker) -> None:
    assert linker.link("noor", []) == ([], [])


def test_linking_writes_nothing(guided: Guided, linker: GuidanceLinker, memory_index: MemoryIndex) -> None:
    guided.told("theirs", "Leave the lead to others.", by="bo", question=LEAD, decision_id="lead")
    before = guided.store.guidance_of("noor")
    item = an_item("new", session_id="with-amara", text="Take the lead.", question=LEAD, decision_id="")
    assert linker.link("noor", [item])[1]
    assert guided.store.guidance_of("noor") == before
    assert guided.store.disagreements_of("noor") == []
    assert memory_index.count("guidance") == 0


def test_a_mentor_who_left_costs_no_linking(guided: Guided, linker: GuidanceLinker) -> None:
    guided.told("theirs", "Leave the lead to others.", by="bo", question=LEAD, decision_id="lead")
    guided.store.import_mentors([a_mentor("amara")], replace=True, week=MONDAY)
    item = an_item("new", session_id="with-amara", text="Take the lead.", question=LEAD, decision_id="")
    assert linker.link("noor", [item])[0][0].decision_id == "lead"
