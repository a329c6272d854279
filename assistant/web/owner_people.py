"""The owner's view "people"."""

from __future__ import annotations

from typing import Final

from assistant.accounts import require_role
from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.web.owner_place import OwnerPlace
from assistant.web.owner_view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.templates import render


def show_people(_parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show the view."""
    require_role(person, "owner")
    return OwnerPage(render("owner_people", turn=new_id(), place=place))


PEOPLE: Final = OwnerView(show_people)
