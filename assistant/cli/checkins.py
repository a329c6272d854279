"""`assistant checkins`: ask what became of commitments."""

from __future__ import annotations

import typer

from assistant.cli.options import DataOption, open_assistant, say

app = typer.Typer(help="Questions to mentees: what became of what they promised?", no_args_is_help=True)


@app.command("ask")
def ask_command(data: DataOption = None) -> None:
    """Queue the mails of all check-ins that are due today; `assistant mail send` sends them."""
    asked = open_assistant(data).ask_due_check_ins()
    typer.echo(f"mails queued: {asked.mails}")
    if asked.unsubscribed:
        say(f"{asked.unsubscribed} check-ins left alone: their mentees want no mail")
