"""Ask what is measured: the embedded engine, run exactly as `assistant batch` runs it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspect_ai.model import Model, get_model, model_roles

from assistant.bootstrap import Assistant, build
from assistant.cli.batch import CAPABILITIES, answer_rows
from assistant.cli.rows import InputRow
from assistant.errors import InvalidInput
from assistant.ports.chat_model import ChatModel
from assistant.settings import Settings
from evals.chat import InspectChat

Row = Mapping[str, object]
"""A batch row, without its id."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured.

    Attributes:
        assistant: All engines, over an empty data folder of its own.
        writer: The language model that words a second time, None for the embedded engine alone.
        judge: Another language model, that grades wording; None when none was named.
    """

    assistant: Assistant
    writer: ChatModel | None = None
    judge: ChatModel | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """A way to answer rows.

    Attributes:
        rows_at_once: Rows handed over together; more use the encoder better.
        answer: Return one output row for each row, in order; a row that fails has an `error`.
    """

    rows_at_once: int
    answer: Callable[[Sequence[Row], Subject], Sequence[Row]]


def answers(capability: str) -> Answers:
    """Answer as `assistant batch CAPABILITY` does."""
    chosen = CAPABILITIES[capability]

    def answer(rows: Sequence[Row], subject: Subject) -> list[Row]:
        return list(answer_rows([InputRow(None, row) for row in rows], chosen, subject.assistant))

    return Answers(chosen.rows_at_once, answer)


def why_refused(outputs: Sequence[Row]) -> str:
    """Return why the first row that failed did, "" when all were answered."""
    for output in outputs:
        if isinstance(error := output.get("error"), dict):
            return f"{error['code']}: {error['message']}"
    return ""


@cache
def embedded() -> Subject:
    """Return the engine alone; people's own data, keys and servers stay out of it."""
    return Subject(build(evaluation_settings()))


def subject() -> Subject:
    """Return what the evaluation that runs now measures: the engine, with the models named for it.

    Raises:
        InvalidInput: The judge is the model it would judge.
    """
    named, judges = get_model(), model_roles().get("judge")
    judge = judges[0] if isinstance(judges, list) else judges
    if judge is not None and str(judge) == str(named):
        raise InvalidInput(f"the judge {str(judge)!r} cannot judge itself; name another model")
    model = None if named.name == "none" else named
    return embedded() if model is None and judge is None else _with_models(model, judge)


@cache
def _with_models(model: Model | None, judge: Model | None) -> Subject:
    writer = None if model is None else InspectChat(model)
    return Subject(build(evaluation_settings(), model=writer), writer, None if judge is None else InspectChat(judge))


def evaluation_settings() -> Settings:
    """Return the settings of an evaluation: weights, prompts and cache as set, nothing else."""
    settings = Settings()
    return Settings(
        data_dir=Path(tempfile.mkdtemp(prefix="evaluation-")),
        cache_dir=settings.cache_dir,
        prompts_dir=settings.prompts_dir,
        weights_dir=settings.weights_dir,
        database_url=None,
        chroma_url=None,
        openai_api_key=None,
    )
