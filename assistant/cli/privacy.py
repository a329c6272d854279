"""`assistant privacy`: what is kept about a person, and erasing it."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import DataOption, open_assistant, print_json

app = typer.Typer(help="What is kept about a person.", no_args_is_help=True)
UserArgument = Annotated[str, typer.Argument(metavar="USER", help="E-mail or id of the account.")]


@app.command("export")
def export_command(user: UserArgument, data: DataOption = None) -> None:
    """Print everything kept about a person as JSON."""
    from assistant.accounts.privacy import export_person, find_person

    assistant = open_assistant(data)
    print_json(export_person(assistant.store, find_person(assistant.store, user)))


@app.command("erase")
def erase_command(
    user: UserArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataOption = None,
) -> None:
    """Erase a person: account, chats, requests and mentor profile, from database and index."""
    from assistant.accounts.privacy import find_person

    assistant = open_assistant(data)
    person = find_person(assistant.store, user)
    if not yes:
        typer.confirm(f"Erase {person.name} <{person.email}> and everything kept about them?", abort=True)
    assistant.store.remove_person(person.id)
    assistant.sync_index()
    typer.echo(f"erased {person.email}")
