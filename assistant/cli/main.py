"""The command line as a whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import batch, checkins, evals, index, knowledge, mail, mentors, privacy, serve, users
from assistant.errors import AssistantError

EXIT_BAD_INPUT = 2

app = typer.Typer(
    name="assistant",
    help="Sharp questions, fairly chosen mentors, short advice.",
    epilog="Exit codes: 0 done, 1 some rows failed, 2 bad usage or bad input.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Sharp questions, fairly chosen mentors, short advice."""


app.command("serve")(serve.serve_command)
app.command("batch")(batch.batch_command)
app.add_typer(mentors.app, name="mentors")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(index.app, name="index")
app.add_typer(users.app, name="users")
app.add_typer(checkins.app, name="checkins")
app.add_typer(mail.app, name="mail")
app.add_typer(privacy.app, name="privacy")
app.add_typer(evals.app, name="evals")


def run(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit; what goes wrong is said in plain words on standard error."""
    try:
        app(args=None if arguments is None else list(arguments))
    except AssistantError as error:
        typer.echo(f"assistant: {error}", err=True)
        sys.exit(EXIT_BAD_INPUT)
