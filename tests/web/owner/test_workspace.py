"""The frame of the owner's workspace: views, actions, exports."""

from __future__ import annotations

import pytest

from assistant.errors import InvalidInput, NotAllowed
from assistant.web.owner.place import OWNER_VIEWS, OwnerPlace, read_owner_place
from assistant.web.owner.view import OwnerOutcome, OwnerWish
from assistant.web.owner.views import ACTIONS, TABLES, VIEWS
from assistant.web.owner.workspace import act, owner_page
from tests.web.conftest import SignedIn
from tests.web.scripted import MENTEE, MENTOR, OWNER, ScriptedParts

OF_A_RUN = {"comparison", "changed-cases", "groups"}


def wish(parts: ScriptedParts, **detail: str) -> OwnerWish:
    return OwnerWish(parts, OWNER, read_owner_place(detail.get("place", "")), detail)


@pytest.mark.parametrize("view", OWNER_VIEWS)
def test_each_view_shows_a_page_to_owners_and_refuses_others(parts: ScriptedParts, view: str) -> None:
    place = next(OwnerPlace(one) for one in OWNER_VIEWS if one == view)
    _, page = owner_page(parts, OWNER, OwnerOutcome(place))
    assert page.work is not None
    assert 'id="owner-title"' in page.work
    with pytest.raises(NotAllowed):
        VIEWS[place.view].show(parts, MENTOR, place)


def test_a_link_leads_to_another_place_and_a_filter_turns_this_one(parts: ScriptedParts) -> None:
    assert act(wish(parts, action="go", to="?view=people&find=x")).place == OwnerPlace("people", (("find", "x"),))
    turned = act(wish(parts, action="filter", place="?view=people&find=x&page=2", find="y", page=""))
    assert turned.place == OwnerPlace("people", (("find", "y"),))


def test_an_unknown_action_is_refused(parts: ScriptedParts) -> None:
    with pytest.raises(InvalidInput):
        act(wish(parts, action="delete_everything"))


def test_names_of_actions_and_tables_are_unique_over_all_views() -> None:
    assert len(ACTIONS) == sum(len(view.actions) for view in VIEWS.values())
    assert len(TABLES) == sum(len(view.tables) for view in VIEWS.values())
    assert not ACTIONS.keys() & {"go", "filter", "reload"}


@pytest.mark.parametrize("person", [None, MENTEE, MENTOR])
def test_exports_are_for_owners_alone(signed_in: SignedIn, person: object) -> None:
    client = signed_in(person)  # type: ignore[arg-type]
    for name in [*TABLES, "nothing"]:
        assert client.get(f"/program/{name}.csv").status_code == 303


def test_every_table_is_exported_as_the_page_is_turned(signed_in: SignedIn) -> None:
    client = signed_in(OWNER)
    for name in TABLES.keys() - OF_A_RUN:
        answer = client.get(f"/program/{name}.csv")
        assert answer.status_code == 200, name
        assert answer.headers["content-type"].startswith("text/csv")
    for name in ("nothing", *OF_A_RUN):
        assert client.get(f"/program/{name}.csv?view=release&run=nothing").status_code == 404
