"""`assistant knowledge`: import and search cards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, ReplaceOption, SkipOption, open_assistant, print_json
from assistant.cli.reports import report_import

app = typer.Typer(help="Knowledge cards.", no_args_is_help=True)


@app.command("import")
def import_command(
    places: Annotated[list[Path], typer.Argument(help="Markdown files with front matter, or folders of them.")],
    replace: ReplaceOption = False,
    skip_bad_rows: SkipOption = False,
    data: DataOption = None,
) -> None:
    """Import cards; all bad files are listed, and nothing is imported if there are any."""
    from assistant.program.imports import import_cards

    assistant = open_assistant(data)
    report = import_cards(places, assistant.store, replace=replace, skip_bad_rows=skip_bad_rows)
    assistant.sync_index()
    report_import(report, "cards")


@app.command("search")
def search_command(
    text: Annotated[str, typer.Argument(help="A question or a draft.")],
    limit: Annotated[int, typer.Option(min=1, max=20)] = 3,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Show the cards that may already answer, best first."""
    hits = open_assistant(data).find_cards(text, limit=limit)
    if as_json:
        print_json(
            [
                {
                    "id": hit.card.id,
                    "title": hit.card.title,
                    "section": hit.section,
                    "score": round(hit.score, 4),
                    "sources": hit.card.sources,
                }
                for hit in hits
            ]
        )
        return
    for hit in hits:
        typer.echo(f"{hit.score:.2f}\t{hit.card.title} · {hit.section}\t({'; '.join(hit.card.sources)})")
    if not hits:
        typer.echo("no card comes close to that", err=True)
