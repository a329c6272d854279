"""The address bar of the mentor's workspace."""

from __future__ import annotations

import pytest

from assistant.web.mentor_place import MENTOR_VIEWS, MentorPlace, read_mentor_place


@pytest.mark.parametrize("view", MENTOR_VIEWS)
def test_a_place_survives_the_address_bar(view: str) -> None:
    place = next(MentorPlace(one, "s & ?=1") for one in MENTOR_VIEWS if one == view)
    read = read_mentor_place(place.url())
    assert read.view == view
    assert read.session == (place.session if view in ("next", "advice") else None)


@pytest.mark.parametrize("query", ["", "?", "view=owner", "?view=%00&other=1", "&&&"])
def test_what_is_unknown_in_an_address_is_passed_over(query: str) -> None:
    assert read_mentor_place(query) == MentorPlace()
