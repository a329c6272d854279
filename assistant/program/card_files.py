"""Knowledge cards as Markdown files with front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.domain.knowledge import KnowledgeCard
from assistant.errors import InvalidFile
from assistant.program.files import read_text, text_of
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
    return _read((str(path), partial(read_text, path)) for path in paths)


def cards_in(files: Iterable[tuple[str, bytes]]) -> CardFiles:
    """Read one card a file from names and contents in memory; see `read_cards`."""
    return _read((name, partial(text_of, content, name)) for name, content in files)


def _read(texts: Iterable[tuple[str, Callable[[], str]]]) -> CardFiles:
    cards: dict[str, KnowledgeCard] = {}
    problems: list[str] = []
    unknown: dict[str, None] = {}
    first_files: dict[str, str] = {}
    for name, read in texts:
        try:
            text = read()
            values = _front_matter(text, name)
            card = _card(values, text, name)
        except InvalidFile as error:
            problems.append(str(error))
            continue
        unknown.update(dict.fromkeys(key for key in values if key not in CardRow.model_fields))
        if card.id in first_files:
            line = _line_of("id", text)
            problems.append(f"{name}: line {line}: the id {card.id!r} stands in {first_files[card.id]} already")
            continue
        first_files[card.id] = name
        cards[card.id] = card
    return CardFiles(tuple(cards.values()), tuple(problems), tuple(unknown))


def _card(values: Mapping[str, object], text: str, name: str) -> KnowledgeCard:
    try:
        return CardRow.model_validate(values).card()
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise InvalidFile(f"{name}: line {_line_of(key, text)}: {reasons(error)}") from error


def _front_matter(text: str, name: str) -> Mapping[str, object]:
    """Return the keys of the front matter, and the text below it as `body`."""
    lines = text.splitlines()
    if lines[0].strip() != _FENCE:
        raise InvalidFile(
            f"{name}: line 1: found {lines[0][:40]!r}, expected front matter between two lines of {_FENCE!r}"
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE), None)
    if end is None:
        raise InvalidFile(f"{name}: line 1: the front matter is not closed by a line of {_FENCE!r}")
    try:
        values = yaml.safe_load("\n".join(lines[1:end]))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 2
        raise InvalidFile(
            f"{name}: line {line}: the front matter is no YAML: {getattr(error, 'problem', error)}"
        ) from error
    if not isinstance(values, dict):
        raise InvalidFile(f"{name}: line 2: found {type(values).__name__}, expected `key: value` lines")
    return {str(key): value for key, value in values.items()} | {"body": "\n".join(lines[end + 1 :])}


def _line_of(key: str, text: str) -> int:
    """Return the line a key of the front matter stands in, 1 when it is missing."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:")), 1)
