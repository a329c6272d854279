"""All that mentors told one mentee, by what it is about, and the mentee's own corrections of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock, new_id
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from assistant.errors import NotFound
from assistant.guidance.cards import CardStore, Said, said_to
from assistant.ports.store import GuidanceStore
from assistant.text.inflection import lemmas
from assistant.text.words import is_function_word, tokens

MOVED: Final = "They are about different decisions."
"""The reason kept with a disagreement that a mentee's correction settles."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Advice that belongs together, the oldest first.

    Attributes:
        question: What the mentee asked in the session whose question shares most words with the advice, the latest of
            equals.
        decision_id: The decision several sessions spoke about; None for what only one session said.
    """

    question: str
    decision_id: str | None
    said: tuple[Said, ...]

    @property
    def mentors(self) -> int:
        """Count the mentors who spoke about it."""
        return len({one.item.mentor_id for one in self.said})

    @property
    def latest(self) -> date:
        """Return the day it was spoken about last."""
        return max(one.item.session_date for one in self.said)


def my_guidance(store: CardStore, person: Person | None) -> tuple[Topic, ...]:
    """Return what mentors told the person: decisions that several sessions spoke about, and sessions for the rest.

    The topic spoken about last comes first. Raises NotSignedIn, NotAllowed.
    """
    mentee = require_role(person, "mentee")
    said = tuple(said_to(store, mentee.id).values())
    shared = _shared_decisions(one.item for one in said)
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        decision, session = one.item.decision_id, one.item.session_id
        groups["decision" if decision in shared else "session", decision if decision in shared else session].append(one)
    topics = [_topic(kind, about, found) for (kind, about), found in groups.items()]
    return tuple(sorted(topics, key=lambda topic: (topic.latest, topic.said[-1].item.id), reverse=True))


def decisions_beside(topics: Sequence[Topic], item: GuidanceItem) -> Mapping[str, Said]:
    """Return the other decisions an item could be about, each with the advice that shows what it is."""
    found: dict[str, Said] = {}
    for topic in topics:
        for one in topic.said:
            if one.item.decision_id != item.decision_id:
                found.setdefault(one.item.decision_id, one)
    return found


def move_item(
    store: GuidanceStore, person: Person | None, item_id: str, *, decision_id: str | None, clock: Clock
) -> GuidanceItem:
    """Correct which decision a piece of advice is about; None for one of its own.

    Open disagreements with advice about other decisions are settled as no conflict, and do not come back.

    Raises:
        NotSignedIn, NotAllowed, NotFound: The advice, or the other decision, is not theirs.
    """
    mentee = require_role(person, "mentee")
    items = {item.id: item for item in store.guidance_of(mentee.id)}
    if item_id not in items:
        raise NotFound(f"The person {mentee.id!r} was given no advice {item_id!r}.")
    if decision_id is not None and all(item.decision_id != decision_id for item in items.values()):
        raise NotFound(f"The person {mentee.id!r} has no decision {decision_id!r}.")
    moved = replace(items[item_id], decision_id=decision_id or new_id())
    store.change_guidance(moved)
    for one in store.disagreements_of(mentee.id):
        if one.is_open and item_id in (one.item_a, one.item_b):
            other = items.get(one.item_b if one.item_a == item_id else one.item_a)
            if other is not None and other.decision_id != moved.decision_id:
                store.decide_disagreement(one.id, "not_a_conflict", reason=MOVED, at=clock())
    return moved


def _shared_decisions(items: Iterable[GuidanceItem]) -> frozenset[str]:
    """Return the decisions that more than one session spoke about."""
    sessions: dict[str, set[str]] = defaultdict(set)
    for item in items:
        sessions[item.decision_id].add(item.session_id)
    return frozenset(decision for decision, found in sessions.items() if len(found) > 1)


def _topic(kind: str, about: str, said: Sequence[Said]) -> Topic:
    told = frozenset[str]().union(*(_content(one.item.text) for one in said))
    question = max(reversed(said), key=lambda one: len(_content(one.item.question) & told)).item.question
    return Topic(question, about if kind == "decision" else None, tuple(said))


def _content(text: str) -> frozenset[str]:
    """Return the base forms of the words that carry meaning."""
    return frozenset(min(lemmas(word.quote)) for word in tokens(text) if not is_function_word(word.quote))
