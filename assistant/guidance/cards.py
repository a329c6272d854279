"""Disagreement cards: where two mentors pull apart, and what the mentee decides. Nobody else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.disagreements import DECISIONS, Decision, Disagreement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.ports.store import GuidanceStore, MentorStore
from assistant.text.intake import checked_text

REASON_CHARACTERS_MAX: Final = 300
_WHY_BOTH: Final = "Please say in a line why both fit. It helps you later, and the next mentor too."


class CardStore(GuidanceStore, MentorStore, Protocol):
    """The part of the store that cards are made from."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of advice and who gave it.

    Attributes:
        mentor: The mentor's name, "" when the profile has gone.
    """

    item: GuidanceItem
    mentor: str


@dataclass(frozen=True, slots=True)
class DisagreementCard:
    """Two pieces of advice side by side, the earlier one first, and how they were judged."""

    disagreement: Disagreement
    a: Said
    b: Said


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of a mentee, the newest first.

    Attributes:
        open: Waiting for a decision.
        to_compare: Open as well, but the judge was not sure that they pull apart.
        decided: The last decision first.
    """

    open: tuple[DisagreementCard, ...]
    to_compare: tuple[DisagreementCard, ...]
    decided: tuple[DisagreementCard, ...]


def my_cards(store: CardStore, person: Person | None) -> Cards:
    """Return the person's disagreement cards. Raises NotSignedIn, NotAllowed."""
    cards = cards_of(store, require_role(person, "mentee").id)
    waiting = [card for card in cards if card.disagreement.is_open]
    decided = [card for card in cards if not card.disagreement.is_open]
    return Cards(
        open=tuple(card for card in waiting if card.disagreement.is_sure),
        to_compare=tuple(card for card in waiting if not card.disagreement.is_sure),
        decided=tuple(sorted(decided, key=_decided_at, reverse=True)),
    )


def cards_of(store: CardStore, mentee_id: str) -> list[DisagreementCard]:
    """Return all cards of a mentee, the newest first."""
    said = said_to(store, mentee_id)
    pairs = store.disagreements_of(mentee_id)
    return [
        DisagreementCard(one, said[one.item_a], said[one.item_b])
        for one in pairs
        if one.item_a in said and one.item_b in said
    ]


def open_disagreements(store: GuidanceStore, mentee_id: str) -> list[Disagreement]:
    """Return what a mentee has still to decide, the newest first, without the words; uncertain pairs are left out."""
    return [one for one in store.disagreements_of(mentee_id) if one.is_open and one.is_sure]


def decide(
    store: GuidanceStore,
    person: Person | None,
    disagreement_id: str,
    decision: Decision,
    *,
    reason: str = "",
    clock: Clock,
) -> Disagreement:
    """Keep what the mentee decided; the pair never comes back by itself.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to decide.
        InvalidInput: The decision is none of the four, "both" comes without a reason, or the reason is too long or no
            plain text.
    """
    own = own_disagreement(store, person, disagreement_id)
    if decision not in DECISIONS:
        raise InvalidInput(f"found the decision {decision!r}, expected one of {', '.join(DECISIONS)}")
    if decision == "both" and not reason.strip():
        raise InvalidInput(f"the disagreement {own.id!r} got no reason for both", for_people=_WHY_BOTH)
    return store.decide_disagreement(own.id, decision, reason=_one_line(reason), at=clock())


def reopen(store: GuidanceStore, person: Person | None, disagreement_id: str, *, clock: Clock) -> Disagreement:
    """Open a decided card again. Raises NotSignedIn, NotAllowed, NotFound."""
    own = own_disagreement(store, person, disagreement_id)
    return store.decide_disagreement(own.id, None, reason="", at=clock())


def own_disagreement(store: GuidanceStore, person: Person | None, disagreement_id: str) -> Disagreement:
    """Return a disagreement of the person. Raises NotSignedIn, NotAllowed, NotFound."""
    mentee = require_role(person, "mentee")
    found = store.disagreement(disagreement_id)
    if found is None or found.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no disagreement {disagreement_id!r}.")
    return found


def said_to(store: CardStore, mentee_id: str) -> dict[str, Said]:
    """Return all guidance of a mentee by id, in order, with who gave it."""
    items = store.guidance_of(mentee_id)
    names = mentor_names(store, (item.mentor_id for item in items))
    return {item.id: Said(item, names.get(item.mentor_id, "")) for item in items}


def mentor_names(store: MentorStore, mentor_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the names of mentors by id, those that left included."""
    ids = sorted(set(mentor_ids))
    return {load.profile.id: load.profile.name for load in store.mentor_loads(ids, since=date.max)} if ids else {}


def _one_line(reason: str) -> str:
    return " ".join(checked_text(reason, letters_max=REASON_CHARACTERS_MAX).split()) if reason.strip() else ""


def _decided_at(card: DisagreementCard) -> tuple[float, str]:
    at = card.disagreement.decided_at
    return (at.timestamp() if at is not None else 0.0), card.disagreement.id
