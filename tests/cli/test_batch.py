from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.bootstrap import build
from assistant.cli.batch import Answer, Capability, Values, answer_rows
from assistant.cli.rows import InputRow
from assistant.errors import InvalidInput
from assistant.settings import Settings

ASSISTANT = build(Settings(_env_file=None))


def shout(rows: Sequence[Values], assistant: object) -> list[Answer]:
    """Answer in capitals; refuse what is blank, and break on what is not text."""
    return [{"text": str.upper(row["text"])} if row["text"] else InvalidInput("blank", code="blank") for row in rows]  # type: ignore[arg-type]


def _code(answer: Values) -> object:
    error = answer.get("error")
    return error["code"] if isinstance(error, dict) else None


@pytest.mark.parametrize("rows_at_once", [1, 2, 100])
def test_answers_come_in_order_with_their_ids_and_bad_rows_cost_only_themselves(rows_at_once: int) -> None:
    rows = [
        InputRow("a", {"text": "one"}),
        InputRow(None, {}, InvalidInput("Line 2 is no JSON.", code="invalid_json")),
        InputRow("c", {"text": ""}),
        InputRow("d", {"text": 4}),
        InputRow("a", {"text": "five"}),
    ]
    answers = list(answer_rows(rows, Capability(rows_at_once, shout), ASSISTANT))
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", "a"]
    assert answers[0] == {"id": "a", "text": "ONE"}
    assert answers[2] == {"id": "c", "error": {"code": "blank", "message": "blank"}}
    assert [_code(answer) for answer in answers] == [
        None,
        "invalid_json",
        "blank",
        "internal_error",
        None,
    ]


def test_rows_are_handed_over_together_up_to_the_chunk() -> None:
    sizes: list[int] = []

    def count(rows: Sequence[Values], assistant: object) -> list[Answer]:
        sizes.append(len(rows))
        return [{} for _ in rows]

    list(answer_rows([InputRow(n, {}) for n in range(5)], Capability(2, count), ASSISTANT))
    assert sizes == [2, 2, 1]
