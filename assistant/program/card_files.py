"""Knowledge cards as Markdown files with front matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.domain.knowledge import KnowledgeCard
from assistant.errors import InvalidFile
from assistant.program.files import read_text
from assistant.schemas.imports import CardRow, reasons

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class CardFiles:
    """What the files hold; `problems` name file and line."""

    cards: tuple[KnowledgeCard, ...]
    problems: tuple[str, ...]
    unknown_keys: tuple[str, ...]


def card_paths(places: Iterable[Path]) -> list[Path]:
    """Return the Markdown files at these places: files as given, folders with all below except READMEs.

    Raises:
        InvalidFile: A place does not exist, or there is no Markdown file at all.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(path for path in place.rglob("*.md") if path.name.lower() != "readme.md")
        elif place.exists():
            found.append(place)
        else:
            raise InvalidFile(f"{place}: there is no such file or folder")
    if not found:
        raise InvalidFile("found no Markdown files (*.md) there, expected one file a card")
    return found


def read_cards(paths: Iterable[Path]) -> CardFiles:
    """Read one card a file; nothing is raised for bad files, they are listed."""
    cards: list[KnowledgeCard] = []
    problems: list[str] = []
    unknown: dict[str, None] = {}
    first_files: dict[str, Path] = {}
    for path in paths:
        try:
            values = _front_matter(read_text(path), path)
            card = CardRow.model_validate(values).card()
        except ValidationError as error:
            key = str(error.errors()[0]["loc"][0])
            problems.append(f"{path}: line {_line_of(key, path)}: {reasons(error)}")
            continue
        except InvalidFile as error:
            problems.append(str(error))
            continue
        unknown.update(dict.fromkeys(str(key) for key in values if key not in CardRow.model_fields))
        if card.id in first_files:
            problems.append(
                f"{path}: line {_line_of('id', path)}: the id {card.id!r} stands in {first_files[card.id]} already"
            )
            continue
        first_files[card.id] = path
        cards.append(card)
    return CardFiles(tuple(cards), tuple(problems), tuple(unknown))


def _front_matter(text: str, path: Path) -> Mapping[str, object]:
    """Return the keys of the front matter, and the text below it as `body`."""
    lines = text.splitlines()
    if lines[0].strip() != _FENCE:
        raise InvalidFile(
            f"{path}: line 1: found {lines[0][:40]!r}, expected front matter between two lines of {_FENCE!r}"
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE), None)
    if end is None:
        raise InvalidFile(f"{path}: line 1: the front matter is not closed by a line of {_FENCE!r}")
    try:
        values = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 2
        raise InvalidFile(
            f"{path}: line {line}: the front matter is no YAML: {getattr(error, 'problem', error)}"
        ) from error
    if not isinstance(values, dict):
        raise InvalidFile(f"{path}: line 2: found {type(values).__name__}, expected `key: value` lines")
    return {str(key): value for key, value in values.items()} | {"body": "\n".join(lines[end + 1 :])}


def _line_of(key: str, path: Path) -> int:
    """Return the line a key of the front matter stands in, 1 when it is missing."""
    lines = read_text(path).splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:")), 1)
