from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from assistant.domain.questions import Span
from assistant.errors import AssistantError, Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.guidance import notes
from assistant.guidance.desk import Side
from assistant.guidance.notes import CommitmentWords, GuidanceDesk, paste_note, session_notes
from assistant.notes.promises import FoundCommitment
from assistant.notes.read import NoteReading
from tests.builders import MONDAY, NOW, a_person
from tests.guidance.conftest import APART, Guided

NOTE = "It went well.\n- Talk to each of them alone.\n- Write down what you decide.\n! book the talks"
FRIDAY = date(2026, 11, 27)


@dataclass
class DashReader:
    """Takes lines with a dash for advice and lines with a bang for promises due on Friday; remembers the author."""

    authors: list[Side | None] = field(default_factory=list)

    def read_note(self, note: str, session_date: date | None = None, *, author: Side | None = None) -> NoteReading:
        self.authors.append(author)
        spans = [_span(note, line) for line in note.splitlines()]
        promises = [FoundCommitment(s.quote, "by Friday", FRIDAY, "mentee", s) for s in spans if _mark(note, s) == "!"]
        return NoteReading(tuple(s for s in spans if _mark(note, s) == "-"), tuple(promises))


def _span(note: str, line: str) -> Span:
    words = line.lstrip("-! ")
    start = note.index(words)
    return Span(start, start + len(words), words)


def _mark(note: str, span: Span) -> str:
    return note[max(span.start - 2, 0) : span.start].strip()


@dataclass
class PlainLinker:
    """Gives each item a decision named after its words, and finds what it was told to find."""

    finds: Callable[[GuidanceItem], list[Disagreement]] = lambda _item: []

    def link(self, mentee_id: str, items: Sequence[GuidanceItem]) -> tuple[list[GuidanceItem], list[Disagreement]]:
        linked = [replace(item, decision_id=f"about: {item.text}") for item in items]
        return linked, [one for item in linked for one in self.finds(item)]


@pytest.fixture
def desk(guided: Guided) -> GuidanceDesk:
    return GuidanceDesk(guided.store, DashReader(), PlainLinker(), guided.clock)


@pytest.fixture
def added(desk: GuidanceDesk, guided: Guided) -> notes.NoteAdded:
    return paste_note(desk, guided.noor, "with-amara", NOTE)


def apart(a: str, item: GuidanceItem) -> Disagreement:
    return Disagreement(f"{a}/{item.id}/{item.text}", "noor", a, item.id, APART, is_sure=True, found_at=NOW)


@pytest.mark.parametrize("side", ["noor", "amara"])
def test_either_side_pastes_a_note_and_what_is_found_is_kept(desk: GuidanceDesk, guided: Guided, side: str) -> None:
    added = paste_note(desk, getattr(guided, side), "with-amara", NOTE)
    assert [item.text for item in added.items] == ["Talk to each of them alone.", "Write down what you decide."]
    assert [(one.what, one.due) for one in added.commitments] == [("book the talks", FRIDAY)]
    (view,) = session_notes(desk, guided.amara, "with-amara")
    assert (view.note, view.items, view.commitments) == (added.note, added.items, added.commitments)
    assert added.note.author_id == side
    assert desk.reader.authors == ["mentee" if side == "noor" else "mentor"]  # type: ignore[attr-defined]


def test_an_item_knows_its_words_in_the_note_its_question_and_the_mentors_circumstances(
    added: notes.NoteAdded, guided: Guided
) -> None:
    for item in guided.store.guidance_of("noor"):
        assert added.note.text[item.start : item.end] == item.text
        assert item.mentor_context == "Ward manager in a children's hospital"
        assert item.question == "How do I lead my old colleagues?"
        assert item.decision_id == f"about: {item.text}"


def test_strangers_learn_nothing_of_a_session(desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded) -> None:
    item, commitment, note = added.items[0].id, added.commitments[0].id, added.note.id
    words = CommitmentWords("call")
    tries: list[Callable[[Person | None], object]] = [
        lambda person: paste_note(desk, person, "with-amara", "- Do it."),
        lambda person: session_notes(desk, person, "with-amara"),
        lambda person: notes.remove_note(desk, person, note),
        lambda person: notes.correct_item(desk, person, item, "Other words."),
        lambda person: notes.add_item(desk, person, note, "More words."),
        lambda person: notes.remove_item(desk, person, item),
        lambda person: notes.bind_to_context(desk, person, item),
        lambda person: notes.correct_commitment(desk, person, commitment, words),
        lambda person: notes.add_commitment(desk, person, note, words),
        lambda person: notes.remove_commitment(desk, person, commitment),
    ]
    bo = a_person("bo", "mentor", mentor_id="bo")
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (a_person("owner", "owner"), NotAllowed),
        (guided.otto, NotFound),
        (bo, NotFound),
    ]
    for attempt in tries:
        for person, refusal in strangers:
            with pytest.raises(refusal):
                attempt(person)
    assert guided.store.guidance_of("noor") == list(added.items)
    assert guided.store.commitments_of("noor") == list(added.commitments)


@pytest.mark.parametrize("missing", ["nothing", ""])
def test_what_does_not_exist_is_not_found(desk: GuidanceDesk, guided: Guided, missing: str) -> None:
    for attempt in (notes.remove_item, notes.remove_commitment, notes.remove_note):
        with pytest.raises(NotFound):
            attempt(desk, guided.noor, missing)


def test_the_same_note_is_kept_once(desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded) -> None:
    with pytest.raises(Conflict, match="already"):
        paste_note(desk, guided.noor, "with-amara", NOTE)
    paste_note(desk, guided.amara, "with-amara", NOTE)
    assert len(guided.store.notes_of_session("with-amara")) == 2


@pytest.mark.parametrize("text", ["", " \n", "x" * 8_001, "\x00\x01\x02\x03"])
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(desk: GuidanceDesk, guided: Guided, text: str) -> None:
    with pytest.raises(InvalidInput):
        paste_note(desk, guided.noor, "with-amara", text)
    assert guided.store.notes_of_session("with-amara") == []


def test_when_something_cannot_be_kept_nothing_is(guided: Guided) -> None:
    unknown = PlainLinker(lambda item: [apart("nothing", item)])
    with pytest.raises(NotFound):
        paste_note(GuidanceDesk(guided.store, DashReader(), unknown, guided.clock), guided.noor, "with-amara", NOTE)
    assert guided.store.notes_of_session("with-amara") == []
    assert guided.store.guidance_of("noor") == []


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (None, date(2026, 11, 25)),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 12, 24, 9, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_days_are_counted_from_the_day_of_the_session_where_the_writer_lives(
    desk: GuidanceDesk, guided: Guided, starts_at: datetime | None, expected: date
) -> None:
    guided.store.plan_session("with-amara", week=MONDAY, starts_at=starts_at, meeting_link="")
    assert paste_note(desk, guided.noor, "with-amara", NOTE).note.session_date == expected


def test_corrected_words_are_linked_anew(guided: Guided) -> None:
    old = guided.told("old", "Leave them alone.", by="bo")
    desk = GuidanceDesk(guided.store, DashReader(), PlainLinker(lambda item: [apart(old.id, item)]), guided.clock)
    first, second = paste_note(desk, guided.noor, "with-amara", NOTE).items
    settled = next(one for one in guided.store.disagreements_of("noor") if one.item_b == second.id)
    guided.store.decide_disagreement(settled.id, "follow_b", reason="", at=NOW)
    for item in (first, second):
        corrected = notes.correct_item(desk, guided.amara, item.id, "  Talk to them as a group. ")
        assert (corrected.text, corrected.decision_id) == (
            "Talk to them as a group.",
            "about: Talk to them as a group.",
        )
    stored = {one.item_b: one for one in guided.store.disagreements_of("noor")}
    assert stored[first.id].id.endswith("as a group.")
    assert (stored[second.id].id, stored[second.id].decision) == (settled.id, "follow_b")


def test_both_sides_add_and_remove_items(desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded) -> None:
    found = notes.add_item(desk, guided.noor, added.note.id, "It went well.")
    remembered = notes.add_item(desk, guided.amara, added.note.id, "Sleep before you answer.")
    assert added.note.text[found.start : found.end] == found.text
    notes.remove_item(desk, guided.amara, added.items[0].id)
    kept = [item.text for item in guided.store.guidance_of("noor")]
    assert kept == ["It went well.", "Write down what you decide.", remembered.text]


def test_only_the_mentor_binds_advice_to_its_context(
    desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded
) -> None:
    item = added.items[0]
    with pytest.raises(NotAllowed):
        notes.bind_to_context(desk, guided.noor, item.id)
    assert notes.bind_to_context(desk, guided.amara, item.id).is_context_bound
    assert guided.store.guidance_items([item.id]) == [replace(item, is_context_bound=True)]
    assert not notes.bind_to_context(desk, guided.amara, item.id, is_bound=False).is_context_bound


def test_a_commitment_gets_other_words_and_the_day_they_mean(
    desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded
) -> None:
    commitment = added.commitments[0]
    told = notes.correct_commitment(
        desk, guided.noor, commitment.id, CommitmentWords("book three talks", "by next Friday")
    )
    assert (told.what, told.due) == ("book three talks", date(2026, 12, 4))
    set_by_hand = notes.correct_commitment(
        desk, guided.amara, commitment.id, CommitmentWords("book three talks", "soon", date(2026, 12, 1), "Bo")
    )
    assert (set_by_hand.due, set_by_hand.who) == (date(2026, 12, 1), "Bo")
    assert guided.store.commitment(commitment.id) == set_by_hand


def test_a_day_before_the_session_is_refused(desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded) -> None:
    past = CommitmentWords("book", "", date(2026, 11, 24))
    with pytest.raises(InvalidInput, match="before the session"):
        notes.add_commitment(desk, guided.noor, added.note.id, past)
    assert guided.store.commitments_of("noor") == list(added.commitments)


def test_both_sides_add_and_remove_commitments(desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded) -> None:
    more = notes.add_commitment(desk, guided.amara, added.note.id, CommitmentWords("send the list", who="mentor"))
    notes.remove_commitment(desk, guided.noor, added.commitments[0].id)
    assert guided.store.commitments_of("noor") == [more]


def test_only_who_pasted_a_note_removes_it_with_all_in_it(
    desk: GuidanceDesk, guided: Guided, added: notes.NoteAdded
) -> None:
    with pytest.raises(NotFound):
        notes.remove_note(desk, guided.amara, added.note.id)
    notes.remove_note(desk, guided.noor, added.note.id)
    assert session_notes(desk, guided.noor, "with-amara") == []
    assert guided.store.guidance_of("noor") == []
    assert guided.store.commitments_of("noor") == []
