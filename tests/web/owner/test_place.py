"""The address bar of the owner's workspace."""

from __future__ import annotations

import pytest

from assistant.web.owner.place import OWNER_VIEWS, OwnerPlace, read_owner_place


@pytest.mark.parametrize("view", OWNER_VIEWS)
def test_a_place_with_its_filters_survives_the_address_bar(view: str) -> None:
    place = next(OwnerPlace(one).turned(run="2026 & ?=1", field="nursing") for one in OWNER_VIEWS if one == view)
    assert read_owner_place(place.url()) == place


@pytest.mark.parametrize("query", ["", "?", "view=advice", "?view=%00", "&&&"])
def test_what_is_unknown_in_an_address_leads_to_the_first_view(query: str) -> None:
    assert read_owner_place(query) == OwnerPlace()


def test_turning_a_place_keeps_the_other_filters_and_an_empty_one_goes() -> None:
    place = OwnerPlace("release").turned(run="a", field="care")
    assert place.turned(field="").params == (("run", "a"),)
    assert place.at("people", find="x") == OwnerPlace("people", (("find", "x"),))
