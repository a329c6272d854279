"""`assistant batch`: run one capability over a file of rows.

A capability is one line in `CAPABILITIES`: how many rows it takes at once, and the function that answers them.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from assistant.cli.options import DataOption, open_assistant
from assistant.cli.reports import EXIT_SOME_ROWS_FAILED
from assistant.cli.rows import InputRow, error_row, read_rows, write_rows
from assistant.errors import AssistantError, InvalidInput

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.bootstrap import Assistant

RowT = TypeVar("RowT", bound="BaseModel")
Values = Mapping[str, object]
Answer = Values | AssistantError
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Capability:
    """What can be asked of many rows.

    Attributes:
        rows_at_once: Rows handed to `answer` together; more use the encoder better, fewer move the progress bar.
        answer: Return one answer or error for each row of values, in order.
    """

    rows_at_once: int
    answer: Callable[[Sequence[Values], Assistant], Sequence[Answer]]


def _assess(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.preparation.batch import assess_rows
    from assistant.schemas.preparation import AssessRow

    read = [_validated(AssessRow, row) for row in rows]
    good = iter(assess_rows([row for row in read if isinstance(row, AssessRow)], assistant.preparation_engine))
    answers = [next(good) if isinstance(row, AssessRow) else row for row in read]
    return [answer if isinstance(answer, AssistantError) else answer.model_dump(mode="json") for answer in answers]


def _prepare(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.preparation.batch import prepare_row
    from assistant.schemas.preparation import PrepareRow

    def answer(row: PrepareRow) -> BaseModel:
        return prepare_row(row, assistant.preparation_engine)

    return [_answered(answer, PrepareRow, row) for row in rows]


def _match(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.matching.batch import match_row
    from assistant.schemas.matching import MatchRow

    def answer(row: MatchRow) -> BaseModel:
        return match_row(row, assistant.matching_engine, now=assistant.clock())

    return [_answered(answer, MatchRow, row) for row in rows]


def _extract(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.guidance.notes_batch import extract_rows
    from assistant.schemas.notes import ExtractRow

    read = [_validated(ExtractRow, row) for row in rows]
    good = iter(extract_rows([row for row in read if isinstance(row, ExtractRow)], assistant.note_reader))
    answers = [next(good) if isinstance(row, ExtractRow) else row for row in read]
    return [answer if isinstance(answer, AssistantError) else answer.model_dump(mode="json") for answer in answers]


def _brief(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.briefs.batch import brief_row
    from assistant.schemas.briefs import BriefRow

    def answer(row: BriefRow) -> BaseModel:
        return brief_row(row, assistant.preparation_engine.rubric)

    return [_answered(answer, BriefRow, row) for row in rows]


def _coach(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.coaching.batch import coach_rows
    from assistant.schemas.coaching import CoachRow

    read = [_validated(CoachRow, row) for row in rows]
    good = iter(coach_rows([row for row in read if isinstance(row, CoachRow)], assistant.coaching_engine))
    answers = [next(good) if isinstance(row, CoachRow) else row for row in read]
    return [answer if isinstance(answer, AssistantError) else answer.model_dump(mode="json") for answer in answers]


def _conflicts(rows: Sequence[Values], assistant: Assistant) -> list[Answer]:
    from assistant.guidance.conflicts_batch import conflicts_row
    from assistant.schemas.conflicts import ConflictsRow

    def answer(row: ConflictsRow) -> BaseModel:
        return conflicts_row(row, assistant.conflict_engine)

    return [_answered(answer, ConflictsRow, row) for row in rows]


CAPABILITIES: Final[Mapping[str, Capability]] = {
    "assess": Capability(256, _assess),
    "prepare": Capability(1, _prepare),
    "match": Capability(1, _match),
    "conflicts": Capability(1, _conflicts),
    "coach": Capability(64, _coach),
    "brief": Capability(1, _brief),
    "extract": Capability(64, _extract),
}


def batch_command(
    capability: Annotated[str, typer.Argument(help=f"One of {', '.join(CAPABILITIES)}.")],
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="One JSON object a line, each with an `id`.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Answers: same ids, same order.")],
    data: DataOption = None,
) -> None:
    """Run one capability over a file of rows; a row that fails becomes an error row, the others are answered."""
    chosen = CAPABILITIES.get(capability)
    if chosen is None:
        raise InvalidInput(f"found the capability {capability!r}, expected one of {', '.join(CAPABILITIES)}")
    rows = read_rows(source)
    answers = list(_with_progress(answer_rows(rows, chosen, open_assistant(data)), total=len(rows)))
    write_rows(target, answers)
    failed = sum("error" in answer for answer in answers)
    if failed:
        typer.echo(f"{failed} of {len(rows)} rows failed, see their `error` in {target}", err=True)
        raise typer.Exit(EXIT_SOME_ROWS_FAILED)


def answer_rows(rows: Sequence[InputRow], capability: Capability, assistant: Assistant) -> Iterator[dict[str, object]]:
    """Yield one output row for each input row, in order."""
    for start in range(0, len(rows), capability.rows_at_once):
        chunk = rows[start : start + capability.rows_at_once]
        answers = iter(_answers([row.values for row in chunk if row.error is None], capability, assistant))
        for row in chunk:
            answer = next(answers) if row.error is None else row.error
            yield error_row(row.id, answer) if isinstance(answer, AssistantError) else {"id": row.id, **answer}


def _answers(rows: Sequence[Values], capability: Capability, assistant: Assistant) -> Sequence[Answer]:
    """Answer rows together; when that fails unexpectedly, one by one, so that one row cannot take others along."""
    try:
        return capability.answer(rows, assistant) if rows else []
    except Exception as error:  # noqa: BLE001  a fault of ours in one row must not cost the others
        if len(rows) > 1:
            return [answer for row in rows for answer in _answers([row], capability, assistant)]
        if isinstance(error, AssistantError):
            return [error]
        _log.exception("a row failed unexpectedly")
        return [AssistantError(str(error), code="internal_error")]


def _answered(answer: Callable[[RowT], BaseModel], schema: type[RowT], values: Values) -> Answer:
    row = _validated(schema, values)
    return row if isinstance(row, InvalidInput) else answer(row).model_dump(mode="json", exclude_none=False)


def _validated(schema: type[RowT], values: Values) -> RowT | InvalidInput:
    from pydantic import ValidationError

    from assistant.schemas.imports import reasons

    try:
        return schema.model_validate(values)
    except ValidationError as error:
        return InvalidInput(reasons(error), code="invalid_row")


def _with_progress(rows: Iterator[dict[str, object]], *, total: int) -> Iterator[dict[str, object]]:
    from tqdm import tqdm

    return iter(tqdm(rows, total=total, unit="row", disable=not sys.stderr.isatty()))
