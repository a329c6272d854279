from __future__ import annotations

from assistant.evaluation.slices import GROUP_MIN, by_group, dimensions, within
from tests.run_builders import FLAGGED, a_case

CASES = [
    *(a_case(f"care-{n}", float(n % 2), slices={"field": "care", "length": "long"}) for n in range(40)),
    *(a_case(f"law-{n}", 1.0, slices={"field": "law"}) for n in range(GROUP_MIN - 1)),
    *(a_case(f"lost-{n}", None, slices={"field": "law"}) for n in range(30)),
    a_case("none"),
]


def test_dimensions_name_their_groups_the_largest_first() -> None:
    assert dimensions(CASES) == {"field": ("law", "care"), "length": ("long",)}


def test_groups_are_measured_and_small_ones_say_too_few() -> None:
    law, care = by_group(FLAGGED, CASES, "field")
    assert (law.group, law.n, law.measurement) == ("law", GROUP_MIN - 1, None)
    assert (care.group, care.n) == ("care", 40)
    assert care.measurement is not None
    assert care.measurement.value == 0.5


def test_a_case_without_a_dimension_belongs_to_none_of_its_groups() -> None:
    assert len(within(CASES, {"field": "care", "length": "long"})) == 40
    assert within(CASES, {"field": "law", "length": "long"}) == []
    assert len(within(CASES, {})) == len(CASES)
    assert by_group(FLAGGED, CASES, "seniority") == []
