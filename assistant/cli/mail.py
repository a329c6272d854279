"""`assistant mail`: send what waits, and see how it stands."""

from __future__ import annotations

import typer

from assistant.cli.options import DataOption, JsonOption, open_assistant, print_json
from assistant.cli.reports import EXIT_SOME_ROWS_FAILED

app = typer.Typer(help="Mail: check-ins, briefs and invitations.", no_args_is_help=True)


@app.command("send")
def send_command(data: DataOption = None) -> None:
    """Send every mail whose time has come, and delete briefs that have expired; made for a timetable."""
    assistant = open_assistant(data)
    delivered = assistant.deliver_mail()
    assistant.store.remove_expired_briefs(now=assistant.clock())
    typer.echo(
        f"{delivered.sent} sent, {delivered.retried} to be tried again, {delivered.failed} failed, "
        f"{delivered.unconfirmed} unconfirmed"
    )
    if delivered.failed or delivered.unconfirmed:
        raise typer.Exit(EXIT_SOME_ROWS_FAILED)


@app.command("status")
def status_command(as_json: JsonOption = False, data: DataOption = None) -> None:
    """Show how many mails wait, were sent, failed, or may have arrived (those are never sent again)."""
    counts = open_assistant(data).store.count_mails()
    if as_json:
        print_json(counts)
        return
    for status, count in counts.items():
        typer.echo(f"{status}: {count}")
