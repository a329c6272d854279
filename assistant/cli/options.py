"""Options that several commands share, and opening the assistant they ask for."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.settings import Settings

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="Use the SQLite database and index in this folder, whatever the settings say."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Also remove what is not in the import.")]
SkipOption = Annotated[bool, typer.Option("--skip-bad-rows", help="Import the good rows although there are bad ones.")]


def settings_for(data: Path | None) -> Settings:
    """Return the settings, turned to one data folder where it is named."""
    from pydantic import ValidationError

    from assistant.errors import InvalidInput
    from assistant.settings import Settings

    try:
        return Settings() if data is None else Settings(data_dir=data, database_url=None, chroma_url=None)
    except ValidationError as error:
        wrong = "; ".join(f"{detail['loc'][0]}: {detail['msg']}" for detail in error.errors(include_input=False))
        raise InvalidInput(f"the settings are wrong: {wrong}") from error


def open_assistant(data: Path | None) -> Assistant:
    """Return the assistant over the data asked for."""
    from assistant.bootstrap import build

    return build(settings_for(data), progress=say if sys.stderr.isatty() else silent)


def silent(_line: str) -> None:
    """Tell nothing: nobody watches."""


def say(line: str) -> None:
    """Tell a person how things go: on standard error, so that output stays clean."""
    typer.echo(line, err=True)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
