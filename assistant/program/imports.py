"""Bring mentors and knowledge cards into the program: all of a file, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.imports import ImportCounts
from assistant.errors import InvalidFile
from assistant.ports.store import KnowledgeStore, MentorStore
from assistant.program.card_files import card_paths, read_cards
from assistant.program.mentor_files import read_mentors


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        skipped: One line a bad row that was left out on request.
        unknown: Columns or keys that were not understood and left out.
    """

    counts: ImportCounts
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]


def import_mentors(
    path: Path, store: MentorStore, *, week: date, replace: bool = False, skip_bad_rows: bool = False
) -> ImportReport:
    """Import a CSV or JSON Lines file of profiles.

    Args:
        path: The file.
        store: Where the profiles go; the outbox is written with them.
        week: Monday of the week from which booked minutes count.
        replace: Also remove profiles that are not in the file.
        skip_bad_rows: Import the good rows although there are bad ones.

    Raises:
        InvalidFile: There are bad rows (all are listed), or no good ones; nothing was imported.
    """
    file = read_mentors(path)
    _refuse_problems(file.problems, path, skip=skip_bad_rows, good=len(file.profiles))
    counts = store.import_mentors(file.profiles, replace=replace, week=week)
    return ImportReport(counts, file.problems, file.unknown_columns)


def import_cards(
    places: Sequence[Path], store: KnowledgeStore, *, replace: bool = False, skip_bad_rows: bool = False
) -> ImportReport:
    """Import Markdown files, or folders of them, one card a file; see `import_mentors`.

    Raises:
        InvalidFile: There are bad files (all are listed), or no good ones; nothing was imported.
    """
    files = read_cards(card_paths(places))
    _refuse_problems(files.problems, places[0], skip=skip_bad_rows, good=len(files.cards))
    counts = store.import_cards(files.cards, replace=replace)
    return ImportReport(counts, files.problems, files.unknown_keys)


def _refuse_problems(problems: tuple[str, ...], place: Path, *, skip: bool, good: int) -> None:
    if problems and not (skip and good):
        hint = "mend them, or leave them out with --skip-bad-rows" if good else "there is nothing else in it"
        raise InvalidFile(
            f"{place}: {len(problems)} bad of {len(problems) + good}, nothing was imported; {hint}", problems=problems
        )
    if not good:
        raise InvalidFile(f"{place}: there are no rows in it, nothing was imported")
