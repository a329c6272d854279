"""The owner's view "knowledge": the cards, which of them are due for review, and importing cards."""

from __future__ import annotations

from typing import Final, cast

from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.oversight.cards import CardStanding, list_cards
from assistant.oversight.people import Standing, Wanted
from assistant.web.local_time import full_day
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.card import CARD_ACTIONS, QUIET_CARD_ACTIONS, card_page
from assistant.web.owner.people.importing import import_page
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.tables import Cell, Column, Table
from assistant.web.templates import render


def show_knowledge(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show the list, or the page the place names."""
    for name, page in {"import": import_page, "card": card_page}.items():
        if place.get(name):
            return page(parts, person, place)
    return OwnerPage(render("owner_knowledge", turn=new_id(), place=place, table=cards_table(parts, person, place)))


def cards_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return the cards that fit what the place is turned to, those whose review is longest due first."""
    chosen = place.get("standing")
    standing = cast("Standing", chosen) if chosen in ("active", "deactivated") else ""
    wanted = Wanted(place.get("find"), standing)
    labels = people_words.CARD_COLUMNS
    return Table(
        id="cards",
        caption=people_words.IMPORT_CARDS.partition(" ")[2].capitalize(),
        columns=tuple(Column(label, "date" if place in (3, 4) else "text") for place, label in enumerate(labels)),
        rows=tuple(
            _row(one) for one in list_cards(parts.store, person, wanted, clock=parts.clock, only_due=chosen == "due")
        ),
        empty=people_words.CARDS_EMPTY,
    )


def _row(one: CardStanding) -> tuple[Cell, ...]:
    card, due_on = one.card, one.due_on.isoformat()
    review = (
        Cell(people_words.DUE, sort=due_on, tone="problem")
        if one.is_due
        else Cell(people_words.DUE_BY.format(day=full_day(one.due_on)) if one.kept.is_active else "", sort=due_on)
    )
    return (
        Cell(card.title, url=OwnerPlace("knowledge", (("card", card.id),)).url()),
        Cell(", ".join(card.topics)),
        Cell(", ".join(people_words.AUDIENCES[one] for one in card.audience)),
        Cell(full_day(card.reviewed_on), sort=card.reviewed_on.isoformat()),
        review,
        Cell(people_words.IN_SEARCH) if one.kept.is_active else Cell(people_words.OUT_OF_SEARCH, tone="quiet"),
        Cell(people_words.REVIEWED_TODAY, sort="", button={"act": "review_card", "card": card.id}),
    )


KNOWLEDGE: Final = OwnerView(
    show_knowledge, actions=CARD_ACTIONS, tables={"cards": cards_table}, quiet=QUIET_CARD_ACTIONS
)
