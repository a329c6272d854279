"""The owner's release check: all versions, one against another, a case of it; always one click deeper."""

from __future__ import annotations

from typing import Final

from assistant.accounts import require_role
from assistant.domain.people import Person
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.release.actions import RELEASE_ACTIONS
from assistant.web.owner.release.case_page import case_page
from assistant.web.owner.release.check_page import check_page
from assistant.web.owner.release.overview import overview
from assistant.web.owner.release.place import read_release_place
from assistant.web.owner.release.tables import changed_table, comparison_table, groups_table, runs_table
from assistant.web.owner.view import OwnerPage, OwnerView
from assistant.web.parts import WebParts


def show_release(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show the view as deep as the place says."""
    require_role(person, "owner")
    turned = read_release_place(place)
    at = turned.address
    if at is not None:
        return case_page(parts, person, turned, at)
    return check_page(parts, person, turned) if turned.run else overview(parts, person, place)


RELEASE: Final = OwnerView(
    show_release,
    RELEASE_ACTIONS,
    {
        "versions": runs_table,
        "comparison": comparison_table,
        "changed-cases": changed_table,
        "groups": groups_table,
    },
    quiet=frozenset({"check_progress"}),
)
