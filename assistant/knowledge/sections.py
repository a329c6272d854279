"""Cut a knowledge card into the parts that are searched: its title and each `##` section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.knowledge import KnowledgeCard

_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a card.

    Attributes:
        part: "title", or "section:N" with N counted from 1; words before the first heading are "section:0".
        heading: The words of the heading; the card's title where there is none.
        text: Plain words to search in.
    """

    part: str
    heading: str
    text: str


def sections(card: KnowledgeCard) -> tuple[Section, ...]:
    """Return the title with the topics, then the sections in order; empty sections are left out."""
    title = Section("title", card.title, f"{card.title} {', '.join(card.topics)}".strip())
    before, *rest = _HEADING.split(card.body)
    pairs = [(card.title, before), *zip(rest[::2], rest[1::2], strict=True)]
    found = (Section(f"section:{n}", heading, _plain(heading, text)) for n, (heading, text) in enumerate(pairs))
    return (title, *(section for section, (_, text) in zip(found, pairs, strict=True) if text.strip()))


def _plain(heading: str, text: str) -> str:
    return f"{heading}\n{' '.join(text.split())}"
