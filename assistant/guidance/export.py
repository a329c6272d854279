"""A mentee's guidance as one Markdown text to keep; words they took out are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from assistant.accounts.roles import require_role
from assistant.domain.disagreements import Decision
from assistant.domain.guidance import Commitment, GuidanceItem
from assistant.domain.people import Person
from assistant.guidance.cards import CardStore, DisagreementCard, Said, my_cards
from assistant.guidance.timeline import Topic, my_guidance
from assistant.ports.store import BriefStore
from assistant.text.redaction import redacted

_TITLE: Final = "# What my mentors told me"
_EMPTY: Final = "Nothing yet."
_A_MENTOR: Final = "a mentor"
_DECISIONS: Final[Mapping[Decision, str]] = {
    "follow_a": "I follow the first.",
    "follow_b": "I follow the second.",
    "both": "Both fit.",
    "not_a_conflict": "They do not pull apart.",
}
_WRITTEN: Final = frozenset({"mentor_context", "question", "text", "what", "when", "who", "why"})
_MARKS = re.compile(r"([\\`*_\[\]<>])")
_BLOCK_START = re.compile(r"^(#|[-+]\s|\d+[.)]\s|~~~)")

T = TypeVar("T", GuidanceItem, Commitment)


class ExportStore(CardStore, BriefStore, Protocol):
    """The part of the store that an export is made from."""


def guidance_as_markdown(store: ExportStore, person: Person | None, *, today: date) -> str:
    """Return the person's guidance, disagreements, and commitments as Markdown. Raises NotSignedIn, NotAllowed."""
    mentee = require_role(person, "mentee")
    words = store.redactions(mentee.id)
    cards = my_cards(store, mentee)
    blocks = [
        _TITLE,
        f"Exported on {_day(today)}.",
        *_topics(my_guidance(store, mentee), words),
        *_disagreements("Open disagreements", [*cards.open, *cards.to_compare], words),
        *_disagreements("Decided", cards.decided, words),
        *_commitments(store.commitments_of(mentee.id), words),
    ]
    return "\n\n".join(blocks if len(blocks) > 2 else [*blocks, _EMPTY]) + "\n"


def _topics(topics: Iterable[Topic], words: Sequence[str]) -> Iterator[str]:
    for topic in topics:
        yield f"## {_plain(redacted(topic.question, words))}"
        yield "\n".join(f"- {_said(one, words)}" for one in topic.said)


def _said(said: Said, words: Sequence[str]) -> str:
    item = _masked(said.item, words)
    who = ", ".join(part for part in (_mentor(said, words), item.mentor_context, _day(item.session_date)) if part)
    return f"{_plain(item.text)} ({_plain(who)}){_became(item)}"


def _disagreements(title: str, cards: Sequence[DisagreementCard], words: Sequence[str]) -> Iterator[str]:
    if cards:
        yield f"## {title}"
    for card in cards:
        yield "\n".join(_card_lines(card, words))


def _card_lines(card: DisagreementCard, words: Sequence[str]) -> Iterator[str]:
    yield f"- {_said(card.a, words)}"
    yield f"- {_said(card.b, words)}"
    one = card.disagreement
    if one.judgement.decider:
        yield f"- What would decide it: {_plain(redacted(one.judgement.decider, words))}"
    if one.decision is not None:
        reason = f" {_plain(redacted(one.reason, words))}" if one.reason else ""
        decided = f", {_day(one.decided_at.date())}" if one.decided_at is not None else ""
        yield f"- **{_DECISIONS[one.decision]}**{reason}{decided}"


def _commitments(commitments: Sequence[Commitment], words: Sequence[str]) -> Iterator[str]:
    if commitments:
        yield "## What was promised"
        yield "\n".join(_commitment(_masked(one, words)) for one in commitments)


def _commitment(one: Commitment) -> str:
    who = "" if one.who == "mentee" else f"{'my mentor' if one.who == 'mentor' else one.who}: "
    due = f", until {_day(one.due)}" if one.due is not None else f", {one.when}" if one.when else ""
    box = "x" if one.outcome in ("done", "adapted") else " "
    return f"- [{box}] {_plain(who + one.what + due)}{_became(one)}"


def _became(one: GuidanceItem | Commitment) -> str:
    if one.outcome is None:
        return ""
    return f": {one.outcome}{f', “{_plain(one.why)}”' if one.why else ''}"


def _mentor(said: Said, words: Sequence[str]) -> str:
    return redacted(said.mentor, words) or _A_MENTOR


def _masked(one: T, words: Sequence[str]) -> T:
    """Return advice or a commitment with the words masked in all that people wrote."""
    texts: dict[str, Any] = {
        name: redacted(value, words)
        for name, value in asdict(one).items()
        if isinstance(value, str) and name in _WRITTEN
    }
    return replace(one, **texts)


def _plain(text: str) -> str:
    """Return a text on one line in which no character marks anything up."""
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _BLOCK_START.sub(r"\\\1", line)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
