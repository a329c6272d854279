"""The lines of a brief with the words of their sources, as far as the mentor may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from assistant.domain.briefs import BriefLine, BriefPart
from assistant.domain.guidance import GuidanceItem
from assistant.sessions import MentorSession
from assistant.web import mentor_words
from assistant.web.local_time import day


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """A line of the brief, what its source is, and the words of the source; no words where they stay private."""

    text: str
    lead: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefSection:
    """The lines of one part of a brief, in order."""

    part: BriefPart
    lines: tuple[SourcedLine, ...]


def sections(
    lines: tuple[BriefLine, ...], entry: MentorSession, items: Mapping[str, GuidanceItem]
) -> list[BriefSection]:
    """Return a brief by its parts; `items` are guidance by id, with the words the mentee took out masked."""
    return [
        BriefSection(part, tuple(_sourced(line, entry, items) for line in group))
        for part, group in groupby(lines, key=lambda line: line.part)
    ]


def item_ids(lines: tuple[BriefLine, ...]) -> list[str]:
    """Return the ids of the guidance that lines rest on."""
    return [one for line in lines for one in _ids(line.source)]


def _ids(source: str) -> list[str]:
    kind, _, rest = source.partition(":")
    return {"history": [rest], "conflict": rest.split("/")}.get(kind, [])


def _sourced(line: BriefLine, entry: MentorSession, items: Mapping[str, GuidanceItem]) -> SourcedLine:
    name = mentor_words.first_name(entry.mentee.name)
    kind, _, rest = line.source.partition(":")
    match kind:
        case "question":
            return SourcedLine(line.text, mentor_words.SOURCE_QUESTION.format(name=name), (entry.session.question,))
        case "chat":
            return SourcedLine(line.text, mentor_words.SOURCE_CHAT.format(name=name, turn=rest))
        case "mentee":
            return SourcedLine(line.text, mentor_words.SOURCE_MENTEE.format(name=name), (entry.mentee.headline,))
        case "history" | "conflict":
            return _from_guidance(line, name, [items[one] for one in _ids(line.source) if one in items])
        case _:
            return SourcedLine(line.text, mentor_words.SOURCE_SESSION.format(minutes=entry.session.minutes))


def _from_guidance(line: BriefLine, name: str, found: list[GuidanceItem]) -> SourcedLine:
    if not found:
        return SourcedLine(line.text, mentor_words.SOURCE_GONE)
    if len(found) == 1:
        lead = mentor_words.SOURCE_HISTORY_ON.format(name=name, day=day(found[0].session_date))
        return SourcedLine(line.text, lead, (found[0].text,))
    dated = tuple(f"{day(item.session_date)}: {item.text}" for item in found)
    return SourcedLine(line.text, mentor_words.SOURCE_CONFLICT.format(name=name), dated)
