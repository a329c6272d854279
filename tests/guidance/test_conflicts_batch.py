from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.bootstrap import build
from assistant.cli.batch import CAPABILITIES, answer_rows
from assistant.cli.rows import InputRow
from assistant.conflicts.engine import ConflictEngine
from assistant.conflicts.grouping import Linkage
from assistant.domain.disagreements import Advice, Judgement
from assistant.errors import InvalidInput
from assistant.guidance.conflicts_batch import conflicts_row
from assistant.schemas.conflicts import HISTORY_ITEMS_MAX, ConflictsRow, JudgedHistoryRow, JudgedPairRow
from assistant.settings import Settings
from tests.fakes.encoder import HashingEncoder

POST = "Should I take the team lead post?"
Item = dict[str, Any]
TAKE: Item = {"id": "take", "session": "s1", "date": "2026-03-02", "mentor": "Ingrid", "question": POST} | {
    "text": "Take the lead post, say yes this week."
}
DECLINE: Item = {"id": 7, "session": "s2", "date": "2026-04-02", "mentor": "Tom", "question": POST} | {
    "text": "Do not take the lead post, stay at your desk."
}
BREAD: Item = {"id": "bread", "session": "s3", "date": "2026-05-02", "mentor": "Ann"} | {
    "question": "How do I get to know the people next door?",
    "text": "Bring fresh bread when you move in.",
}


@dataclass
class Listening:
    """Implements `ports.judge.ConflictJudge`: what it reads pulls apart, the less the later; remembers it."""

    read: list[tuple[Advice, list[Advice]]] = field(default_factory=list)

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        self.read.append((new, list(earlier)))
        score = 1 - len(self.read) / 10
        return [Judgement("conflict", score, "action", "Which?", one.text, new.text) for one in earlier]


@pytest.fixture(scope="module")
def real() -> ConflictEngine:
    return build(Settings(_env_file=None)).conflict_engine


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
def engine(listening: Listening) -> ConflictEngine:
    """Return an engine that takes any shared word for the same decision."""
    encoder = HashingEncoder()
    return ConflictEngine(encoder, encoder, listening, linkage=Linkage(nearness_min=0.01, neighbors=0, crowding=0.0))


def row(**values: Any) -> ConflictsRow:
    return ConflictsRow.model_validate(values)


def history(engine: ConflictEngine, *items: dict[str, Any]) -> JudgedHistoryRow:
    judged = conflicts_row(row(items=items), engine)
    assert isinstance(judged, JudgedHistoryRow)
    return judged


def test_a_pair_gets_label_score_kind_decider_and_who_judged(real: ConflictEngine) -> None:
    judged = conflicts_row(row(a=TAKE, b=DECLINE), real)
    assert isinstance(judged, JudgedPairRow)
    assert judged.label in ("conflict", "conditional")
    assert 0.6 <= judged.score <= 1
    assert judged.kind == "action"
    assert judged.decider is not None
    assert judged.decider.endswith("?")
    assert judged.judged_by == "embedded"


def test_a_pair_of_texts_alone_is_enough_and_a_question_of_both_is_read(
    engine: ConflictEngine, listening: Listening
) -> None:
    alone = {"text": "Go.", "question": None, "mentor_context": None, "date": None}
    conflicts_row(row(a=alone, b={"text": "Stay.", "question": "Why?"}, question="Shall I go?"), engine)
    ((new, (old,)),) = listening.read
    assert (old.text, old.question, new.text, new.question) == ("Go.", "Shall I go?", "Stay.", "Why?")


def test_a_pair_that_goes_together_has_no_kind_and_no_decider(real: ConflictEngine) -> None:
    judged = conflicts_row(row(a={"text": TAKE["text"]}, b={"text": TAKE["text"]}), real)
    assert isinstance(judged, JudgedPairRow)
    assert (judged.label, judged.score, judged.kind, judged.decider) == ("compatible", 0.0, None, None)


def test_a_history_gives_decisions_and_conflicts_with_ids_and_words_as_given(real: ConflictEngine) -> None:
    judged = history(real, BREAD, DECLINE, TAKE)
    assert judged.decisions == [[7, "take"], ["bread"]]
    (found,) = judged.conflicts
    assert (found.a, found.b) == ("take", 7)
    assert (found.quote_a, found.quote_b) == (TAKE["text"], DECLINE["text"])
    assert history(real, BREAD, DECLINE, TAKE) == judged


def test_every_item_is_in_exactly_one_decision(real: ConflictEngine) -> None:
    items: list[Item] = [
        BREAD | {"id": n, "text": f"{one['text']} Really."} for n, one in enumerate([TAKE, DECLINE, BREAD] * 3)
    ]
    given = sorted(str(item) for members in history(real, *items).decisions for item in members)
    assert given == [str(n) for n in range(9)]


def test_dates_say_what_is_new_and_items_without_one_come_first_in_their_order(
    engine: ConflictEngine, listening: Listening
) -> None:
    said = {"id": "c", "text": "Stay here now.", "date": "2026-05-01"}
    told: list[Item] = [said, {"id": "b", "text": "Stay then."}, {"id": "a", "text": "Stay put.", "date": None}]
    told.append({"id": "d", "text": "Stay away.", "date": "2026-04-01"})
    judged = history(engine, *told)
    assert [new.text for new, _ in listening.read] == ["Stay put.", "Stay away.", "Stay here now."]
    pairs = {(one.a, one.b) for one in judged.conflicts}
    assert pairs == {("b", "a"), ("b", "d"), ("a", "d"), ("b", "c"), ("a", "c"), ("d", "c")}


def test_the_surest_come_first(engine: ConflictEngine) -> None:
    told = [{"id": n, "text": f"Stay {word}."} for n, word in enumerate(["put", "here", "now"])]
    scores = [one.score for one in history(engine, *told).conflicts]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_items_of_one_session_are_not_set_against_each_other(engine: ConflictEngine, listening: Listening) -> None:
    told: list[Item] = [
        {"id": n, "session": session, "text": "Stay."} for n, session in enumerate(["x", "x", None, None, 3])
    ]
    pairs = {(one.a, one.b) for one in history(engine, *told).conflicts}
    assert (0, 1) not in pairs
    assert (2, 3) in pairs
    assert (3, 4) in pairs


def test_names_of_mentors_never_reach_a_judge(engine: ConflictEngine, listening: Listening) -> None:
    one = {"id": 1, "mentor": "Ingrid Solberg", "text": "Stay, as Tom says.", "mentor_context": "Ingrid, nurse"}
    other = {"id": 2, "mentor": "Tom", "text": "Stay with Ingrid.", "question": "Shall I stay with Solberg?"}
    (found,) = history(engine, one, other).conflicts
    ((new, (old,)),) = listening.read
    read = "\n".join((new.text, new.question, old.text, old.question, old.mentor_context))
    assert not [name for name in ("Ingrid", "Solberg", "Tom") if name in read]
    assert (found.quote_a, found.quote_b) == (one["text"], other["text"])


def test_mentors_with_a_letter_for_a_name_blot_out_nothing(engine: ConflictEngine, listening: Listening) -> None:
    told = [{"id": n, "mentor": name, "text": f"A plan is a plan, {n}."} for n, name in enumerate(["A", "a"])]
    history(engine, *told)
    assert listening.read[0][0].text == "A plan is a plan, 1."


@pytest.mark.parametrize("items", [[], [TAKE]])
def test_a_history_of_nothing_or_one_item_pulls_nowhere_apart(
    real: ConflictEngine, items: list[dict[str, Any]]
) -> None:
    judged = history(real, *items)
    assert judged.decisions == [[item["id"]] for item in items]
    assert judged.conflicts == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "either"),
        ({"a": TAKE}, "either"),
        ({"b": TAKE}, "either"),
        ({"a": TAKE, "b": DECLINE, "items": []}, "either"),
        ({"a": TAKE, "items": [TAKE]}, "either"),
        ({"b": TAKE, "items": []}, "either"),
        ({"items": [TAKE, TAKE]}, "differ"),
        ({"items": [TAKE | {"id": 1}, TAKE | {"id": "1"}]}, "differ"),
        ({"items": [{"text": "Stay."}]}, "id"),
        ({"items": [{"id": 1}]}, "text"),
        ({"items": [TAKE | {"date": "soon"}]}, "date"),
        ({"items": [{"id": n, "text": "Stay."} for n in range(HISTORY_ITEMS_MAX + 1)]}, "1000"),
    ],
)
def test_a_row_of_no_known_form_is_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        row(**values)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty_text"), (" …", "empty_text"), ("x" * 8_001, "too_long"), ("\x00\x01\x02a", "not_text")],
)
def test_a_text_that_cannot_be_read_is_named(engine: ConflictEngine, text: str, code: str) -> None:
    for values in ({"a": TAKE, "b": {"text": text}}, {"items": [TAKE, {"id": 2, "text": text}]}):
        with pytest.raises(InvalidInput) as refused:
            conflicts_row(row(**values), engine)
        assert refused.value.code == code
        assert len(str(refused.value)) < 400


def test_bad_rows_cost_only_themselves() -> None:
    rows = [
        InputRow("good", {"a": TAKE, "b": DECLINE}),
        InputRow("both", {"a": TAKE, "b": DECLINE, "items": [TAKE]}),
        InputRow("blank", {"items": [{"id": 1, "text": ""}]}),
        InputRow(4, {"items": [TAKE, DECLINE]}),
    ]
    answers = list(answer_rows(rows, CAPABILITIES["conflicts"], build(Settings(_env_file=None))))
    assert [answer["id"] for answer in answers] == ["good", "both", "blank", 4]
    assert [set(answer) - {"id"} for answer in answers] == [
        {"label", "score", "kind", "decider", "judged_by"},
        {"error"},
        {"error"},
        {"decisions", "conflicts"},
    ]
    codes = [answer["error"]["code"] for answer in answers[1:3]]  # type: ignore[index]
    assert codes == ["invalid_row", "empty_text"]
