from __future__ import annotations

import re

from assistant.web.plots import Point, shown_number, sparkline, spoken, trend


def test_a_sparkline_breaks_where_nothing_is_known() -> None:
    drawn = sparkline([1.0, 2.0, None, 3.0, 1.0], "Minutes a week")
    assert len(re.findall("<polyline", drawn)) == 2
    assert 'aria-label="Minutes a week"' in drawn


def test_nothing_known_draws_no_line_and_raises_nothing() -> None:
    assert "<polyline" not in sparkline([], "Nothing yet")
    assert "<polyline" not in trend([], "Nothing yet")
    assert "<polyline" not in trend([Point("week 1", None)], "Nothing yet")


def test_higher_values_stand_higher_and_within_the_plot() -> None:
    drawn = trend([Point("a", 0.2, 0.1, 0.3), Point("b", 0.9, 0.8, 1.0)], "Right", unit="%")
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)]
    assert heights[0] > heights[1] >= 14
    assert "20 % (10 % to 30 %)" in drawn


def test_values_are_said_in_words_of_people() -> None:
    assert spoken(Point("a", None)) == "not measured"
    assert shown_number(0.256, "%") == "26 %"
    assert shown_number(2.50) == "2.5"
    assert shown_number(30, "min") == "30 min"


def test_labels_people_wrote_cannot_become_html() -> None:
    assert "<script>" not in trend([Point("<script>", 1.0)], "<script>")
