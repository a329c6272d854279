"""Say what an import did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.cli.options import say

if TYPE_CHECKING:
    from assistant.program.imports import ImportReport

EXIT_SOME_ROWS_FAILED = 1


def report_import(report: ImportReport, noun: str) -> None:
    """Print the counts; list what was left out, in which case the exit code is 1."""
    counts = report.counts
    if report.unknown:
        say(f"not understood and left out: {', '.join(report.unknown)}")
    typer.echo(f"{noun}: {counts.added} added, {counts.updated} updated, {counts.removed} removed")
    if report.skipped:
        say(f"left out {len(report.skipped)} bad rows:")
        for problem in report.skipped:
            say(f"  {problem}")
        raise typer.Exit(EXIT_SOME_ROWS_FAILED)
