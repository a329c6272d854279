"""Knowledge cards as owners look after them: reviewed, edited, taken out of search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Final

from pydantic import ValidationError

from assistant.accounts import require_role
from assistant.domain.changes import CARD_FIELDS_RECORDED, Kept, field_changes, recorded
from assistant.domain.clock import Clock
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.oversight.changing import audit_line
from assistant.oversight.people import Wanted
from assistant.ports.store import Store
from assistant.schemas.imports import CardRow, reasons

REVIEW_AFTER: Final = timedelta(days=180)
"""Half a year: cards are about pay, law and customs of work, which change by the year; a program of fifty cards then
reads two of them a week."""

EDITED_FIELDS: Final = ("title", "body", "topics", "audience", "sources")


@dataclass(frozen=True, slots=True)
class CardStanding:
    """A card as owners see it."""

    kept: Kept[KnowledgeCard]
    due_on: date
    is_due: bool

    @property
    def card(self) -> KnowledgeCard:
        """Return the card."""
        return self.kept.value


def list_cards(
    store: Store, person: Person | None, wanted: Wanted, *, clock: Clock, only_due: bool = False
) -> list[CardStanding]:
    """Return the cards that fit, those whose review is longest due first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    today = clock().date()
    found = [_standing(kept, today=today) for kept in store.card_shelf() if wanted.fits(kept, _texts(kept.value))]
    shown = [one for one in found if one.is_due or not only_due]
    return sorted(shown, key=lambda one: (one.due_on, one.card.id))


def card_standing(store: Store, person: Person | None, card_id: str, *, clock: Clock) -> CardStanding:
    """Return one card. Raises NotSignedIn, NotAllowed, NotFound."""
    found = list_cards(store, person, Wanted(), clock=clock)
    standing = next((one for one in found if one.card.id == card_id), None)
    if standing is None:
        raise NotFound(f"There is no card {card_id!r}.")
    return standing


def checked_card(person: Person | None, values: Mapping[str, object], *, seen: KnowledgeCard) -> KnowledgeCard:
    """Return a card as it would be kept, for a preview. Raises NotSignedIn, NotAllowed, InvalidInput."""
    require_role(person, "owner")
    given = {name: value for name, value in values.items() if name in EDITED_FIELDS}
    try:
        return CardRow.model_validate(asdict(seen) | given).card()
    except ValidationError as error:
        raise InvalidInput(f"Nothing was saved. {reasons(error)}") from error


def edit_card(
    store: Store, person: Person | None, values: Mapping[str, object], *, seen: KnowledgeCard, clock: Clock
) -> bool:
    """Keep fields of a card in place of those the owner saw; return whether anything changed.

    An edit is no review: who mends a comma has not read the sources again.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to change, or there is none.
        InvalidInput: A value breaks the rules of the import; all are named.
        Stale: It was edited in the meantime.
    """
    return _keep(store, person, "edit_card", checked_card(person, values, seen=seen), seen=seen, clock=clock)


def mark_reviewed(store: Store, person: Person | None, card_id: str, *, clock: Clock) -> bool:
    """Say that a card was read again today and still holds. Raises NotSignedIn, NotAllowed, NotFound, Stale."""
    seen = card_standing(store, person, card_id, clock=clock).card
    return _keep(store, person, "review_card", replace(seen, reviewed_on=clock().date()), seen=seen, clock=clock)


def set_card_active(store: Store, person: Person | None, card_id: str, is_active: bool, *, clock: Clock) -> bool:
    """Take a card out of search or back; return whether that changed anything. Raises NotSignedIn, NotAllowed, NotFound."""
    owner = require_role(person, "owner")
    action = "reactivate_card" if is_active else "deactivate_card"
    return store.set_card_active(card_id, is_active, line=audit_line(owner, action, card_id, at=clock()))


def _keep(
    store: Store, person: Person | None, action: str, card: KnowledgeCard, *, seen: KnowledgeCard, clock: Clock
) -> bool:
    owner, changes = require_role(person, "owner"), field_changes(seen, card)
    if not changes:
        return False
    line = audit_line(owner, action, seen.id, at=clock(), detail=recorded(changes, CARD_FIELDS_RECORDED))
    store.change_card(card, seen=seen, line=line)
    return True


def _standing(kept: Kept[KnowledgeCard], *, today: date) -> CardStanding:
    due_on = kept.value.reviewed_on + REVIEW_AFTER
    return CardStanding(kept, due_on, is_due=kept.is_active and due_on <= today)


def _texts(card: KnowledgeCard) -> tuple[str, ...]:
    return (card.id, card.title, *card.topics, *card.audience, *card.sources)
