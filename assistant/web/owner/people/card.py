"""One knowledge card's page: edited with a preview, reviewed, taken out of search, who changed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from assistant.domain.clock import new_id
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.people import Person
from assistant.errors import InvalidInput, Stale
from assistant.oversight.cards import card_standing, checked_card, edit_card, mark_reviewed, set_card_active
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.forms import Field, FieldKind, meanwhile, typed, value_of
from assistant.web.owner.people.log import history
from assistant.web.owner.people.seen import as_seen, read_seen
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerAction, OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import Notice
from assistant.web.words import listed

_LISTS: Final = ("topics", "sources")
_KINDS: Final[Mapping[str, FieldKind]] = {"sources": "lines", "body": "text"}


def card_page(
    parts: WebParts,
    person: Person,
    place: OwnerPlace,
    values: Mapping[str, Any] | None = None,
    changed: Collection[str] = (),
) -> OwnerPage:
    """Show the page; `values` are what was typed and not saved, because the `changed` fields are not as they were seen."""
    standing = card_standing(parts.store, person, place.get("card"), clock=parts.clock)
    card = standing.card
    work = render(
        "owner_card",
        turn=new_id(),
        place=place,
        now=parts.clock(),
        standing=standing,
        fields=[_field(name, card, values, changed) for name in people_words.CARD_FIELDS],
        audience=card.audience if values is None else values["audience"],
        audience_meanwhile=meanwhile(changed, card, "audience"),
        seen=as_seen(card),
    )
    shown = card if values is None else checked_card(person, values, seen=card)
    below = render("owner_card_below", turn=new_id(), history=history(parts, person, "card", card.id))
    return OwnerPage(work, _rendered(shown), below)


def _rendered(card: KnowledgeCard | None, fault: str = "") -> str:
    return render("owner_card_preview", turn=new_id(), card=card, fault=fault)


def _field(name: str, card: KnowledgeCard, values: Mapping[str, Any] | None, changed: Collection[str]) -> Field:
    return Field(
        name,
        people_words.CARD_FIELDS[name],
        value_of(card, values, name),
        _KINDS.get(name, "line"),
        hint=people_words.LISTS_HINT if name in _LISTS else "",
        meanwhile=meanwhile(changed, card, name),
        is_required=True,
    )


def _typed(wish: OwnerWish) -> dict[str, Any]:
    audience = [one for one in people_words.AUDIENCES if wish.get(f"audience_{one}")]
    return {**typed(wish.detail, people_words.CARD_FIELDS, lists=_LISTS), "audience": audience}


def _preview(wish: OwnerWish) -> OwnerOutcome:
    """Show how what is typed would read, or what is wrong with it."""
    try:
        card = checked_card(wish.person, _typed(wish), seen=read_seen(wish.get("seen"), KnowledgeCard))
    except InvalidInput as fault:
        return OwnerOutcome(wish.place, page=OwnerPage(detail=_rendered(None, fault.for_people)))
    return OwnerOutcome(wish.place, page=OwnerPage(detail=_rendered(card)))


def _save(wish: OwnerWish) -> OwnerOutcome:
    """Keep what was typed; where somebody was quicker, show both."""
    parts, seen, values = wish.parts, read_seen(wish.get("seen"), KnowledgeCard), _typed(wish)
    try:
        is_changed = edit_card(parts.store, wish.person, values, seen=seen, clock=parts.clock)
    except Stale as stale:
        names = listed([people_words.FIELDS[name].lower() for name in stale.changed])
        notice = Notice(people_words.STALE.format(fields=names), "problem")
        return OwnerOutcome(wish.place, notice, card_page(parts, wish.person, wish.place, values, stale.changed))
    parts.follow_changes_soon()
    return OwnerOutcome(wish.place, Notice(people_words.SAVED if is_changed else people_words.NOTHING_CHANGED))


def _review(wish: OwnerWish) -> OwnerOutcome:
    title, is_new = _title(wish), mark_reviewed(wish.parts.store, wish.person, wish.get("card"), clock=wish.parts.clock)
    wish.parts.follow_changes_soon()
    said = people_words.REVIEWED if is_new else people_words.REVIEWED_BEFORE
    return OwnerOutcome(wish.place, Notice(said.format(title=title)))


def _set_active(wish: OwnerWish, is_active: bool) -> OwnerOutcome:
    parts, title = wish.parts, _title(wish)
    set_card_active(parts.store, wish.person, wish.get("card"), is_active, clock=parts.clock)
    parts.follow_changes_soon()
    said = people_words.CARD_CAME if is_active else people_words.CARD_WENT
    return OwnerOutcome(wish.place, Notice(said.format(title=title)))


def _title(wish: OwnerWish) -> str:
    return card_standing(wish.parts.store, wish.person, wish.get("card"), clock=wish.parts.clock).card.title


CARD_ACTIONS: Final[Mapping[str, OwnerAction]] = {
    "save_card": _save,
    "preview_card": _preview,
    "review_card": _review,
    "deactivate_card": lambda wish: _set_active(wish, False),
    "reactivate_card": lambda wish: _set_active(wish, True),
}
QUIET_CARD_ACTIONS: Final = frozenset({"preview_card"})
