"""Languages and shared working hours hold exactly, daylight saving time included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.suggestions import Constraints
from assistant.errors import InvalidInput
from assistant.ranking.constraints import mentor_table, overlap_hours
from tests.builders import a_mentor

JULY, JANUARY = date(2026, 7, 15), date(2026, 1, 14)
ZONES = [
    "UTC",
    "Europe/Oslo",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "Pacific/Honolulu",
]


@pytest.mark.parametrize(
    ("one", "other", "day", "hours"),
    [
        ("Europe/Oslo", "Europe/Paris", JULY, 8.0),
        ("Europe/London", "America/New_York", JULY, 3.0),
        ("Europe/London", "America/New_York", date(2026, 3, 20), 4.0),  # America has sprung forward, Europe has not
        ("Europe/Berlin", "Asia/Kolkata", JULY, 4.5),
        ("Europe/Berlin", "Asia/Kolkata", JANUARY, 3.5),
        ("America/Los_Angeles", "Asia/Tokyo", JULY, 0.0),
        ("America/Los_Angeles", "Pacific/Auckland", JANUARY, 5.0),
        ("Pacific/Kiritimati", "Pacific/Honolulu", JULY, 8.0),  # the same clock, a calendar day apart
    ],
)
def test_shared_hours_follow_the_clocks_of_that_day(one: str, other: str, day: date, hours: float) -> None:
    assert overlap_hours(one, other, day=day) == pytest.approx(hours)


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 364))
def test_shared_hours_lie_between_none_and_a_working_day(one: str, other: str, days: int) -> None:
    assert 0.0 <= overlap_hours(one, other, day=JANUARY + timedelta(days=days)) <= 8.0


def test_an_unknown_zone_is_refused_with_an_example() -> None:
    with pytest.raises(InvalidInput, match="Europe/Oslo"):
        overlap_hours("Mars/Olympus", "UTC", day=JULY)


def test_a_mentor_speaks_one_of_the_required_and_one_of_the_seekers_languages() -> None:
    table = mentor_table(
        [a_mentor("a", languages=("en",)), a_mentor("b", languages=("fr", "en")), a_mentor("c", languages=("pt-BR",))]
    )

    def allowed(required: tuple[str, ...], seeker: tuple[str, ...]) -> list[str]:
        mask = table.allowed(Constraints(languages=required), seeker_languages=seeker, timezone="UTC", day=JULY)
        return [mentor_id for mentor_id, fits in zip(table.ids, mask, strict=True) if fits]

    assert allowed((), ()) == ["a", "b", "c"]
    assert allowed((), ("en",)) == ["a", "b"]
    assert allowed(("fr", "pt"), ()) == ["b", "c"]
    assert allowed(("FR",), ("en",)) == ["b"]
    assert allowed(("xx",), ()) == []


def test_the_overlap_asked_for_is_a_lower_bound_that_counts_itself() -> None:
    table = mentor_table([a_mentor("a", timezone="Europe/London"), a_mentor("b", timezone="America/New_York")])
    for hours, fits in ((3.0, [True, True]), (3.1, [True, False])):
        mask = table.allowed(
            Constraints(overlap_hours_min=hours), seeker_languages=(), timezone="Europe/London", day=JULY
        )
        assert mask.tolist() == fits


def test_no_profiles_make_an_empty_table() -> None:
    table = mentor_table([])
    assert table.allowed(
        Constraints(overlap_hours_min=2.0), seeker_languages=("en",), timezone="UTC", day=JULY
    ).shape == (0,)
