"""The address bar carries where a mentee is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.sessions import MINUTES
from assistant.web.place import VIEWS, Place, read_place

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
mentor_ids = words.filter(lambda text: "~" not in text)
places = st.builds(
    Place,
    view=st.sampled_from(VIEWS),
    chat=st.none() | words,
    minutes=st.none() | st.sampled_from(MINUTES),
    left_out=st.lists(st.tuples(mentor_ids, words), max_size=5).map(tuple),
    session=st.none() | words,
    card=st.none() | words,
)


@given(places)
def test_a_place_is_read_back_from_its_address(place: Place) -> None:
    assert read_place(place.url()) == place


@given(st.text(max_size=300))
def test_any_address_leads_somewhere(query: str) -> None:
    place = read_place(query)
    assert read_place(place.url()) == place


def test_the_plain_address_is_the_newest_question() -> None:
    assert read_place("") == Place()
    assert Place().url() == "?"


def test_a_mentor_left_out_twice_stands_once_with_the_last_reason() -> None:
    place = Place().without("m-1", "known").without("m-2", "level").without("m-1", "other")
    assert place.left_out == (("m-2", "level"), ("m-1", "other"))
    assert place.with_again("m-2").left_out == (("m-1", "other"),)
