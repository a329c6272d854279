"""`assistant index`: the derived vector index."""

from __future__ import annotations

from dataclasses import asdict

import typer

from assistant.cli.options import DataOption, JsonOption, open_assistant, print_json, say

app = typer.Typer(help="The vector index, which can always be made again from the database.", no_args_is_help=True)


@app.command("rebuild")
def rebuild_command(data: DataOption = None) -> None:
    """Throw the index away and make it anew with the present encoder."""
    assistant = open_assistant(data)
    assistant.rebuild_index()
    say("the index is rebuilt")


@app.command("status")
def status_command(as_json: JsonOption = False, data: DataOption = None) -> None:
    """Show what the index holds, which encoder made it, and what it has still to follow."""
    status = open_assistant(data).index_status()
    if as_json:
        print_json(asdict(status))
        return
    for one in status.collections:
        made_by = one.made_by or "nothing yet"
        typer.echo(f"{one.collection}: {one.documents} documents, {one.entries} vectors, made by {made_by}")
        if not one.is_complete:
            typer.echo(
                f"  missing {len(one.missing)}, superfluous {len(one.superfluous)}, present encoder {one.encoder}"
            )
    typer.echo(f"changes waiting: {status.pending}")
    if not status.is_complete:
        typer.echo("the index does not follow the database; `assistant index rebuild` makes it anew")
