"""`assistant mentors`: import, list, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.cli.options import DataOption, JsonOption, ReplaceOption, SkipOption, open_assistant, print_json
from assistant.cli.reports import report_import

app = typer.Typer(help="Mentor profiles.", no_args_is_help=True)


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="CSV (lists separated by ';') or JSON Lines.")],
    replace: ReplaceOption = False,
    skip_bad_rows: SkipOption = False,
    data: DataOption = None,
) -> None:
    """Import profiles; all bad rows are listed, and nothing is imported if there are any."""
    from assistant.domain.mentors import week_of
    from assistant.program.imports import import_mentors

    assistant = open_assistant(data)
    week = week_of(assistant.clock())
    report = import_mentors(file, assistant.store, week=week, replace=replace, skip_bad_rows=skip_bad_rows)
    assistant.sync_index()
    report_import(report, "mentors")


@app.command("list")
def list_command(as_json: JsonOption = False, data: DataOption = None) -> None:
    """List all profiles with their minutes free this week."""
    from dataclasses import asdict

    from assistant.domain.mentors import week_of

    assistant = open_assistant(data)
    week = week_of(assistant.clock())
    loads = assistant.store.mentor_loads(since=week)
    if as_json:
        print_json([asdict(load.profile) | {"free_minutes": load.free_minutes(week)} for load in loads])
        return
    for load in loads:
        free = f"{load.free_minutes(week)} min free" if load.profile.accepting else "not accepting"
        typer.echo(f"{load.profile.id}\t{load.profile.name}\t{load.profile.headline}\t{free}")
    typer.echo(f"{len(loads)} mentors", err=True)


@app.command("export")
def export_command(
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output when left out.")] = None,
    file_format: Annotated[
        Literal["csv", "jsonl"] | None, typer.Option("--format", help="As the file's ending says, else jsonl.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Write all profiles in the format that can be imported again."""
    from assistant.cli.rows import write_atomically
    from assistant.program.mentor_files import mentor_format, write_mentors

    chosen = file_format or (mentor_format(file) if file is not None else "jsonl")
    text = write_mentors(open_assistant(data).store.mentors(), chosen)
    if file is None:
        typer.echo(text, nl=False)
    else:
        write_atomically(file, text.encode())
