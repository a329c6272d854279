"""Small plots as SVG: they take the page's colors, light and dark, and say their numbers to screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

WIDTH: Final = 560
HEIGHT: Final = 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 14, 26
_SPARK_WIDTH: Final = 120
_SPARK_HEIGHT: Final = 32
_SPARK_EDGE: Final = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a trend with its interval; what is not known is None.

    Attributes:
        label: When, or of what.
        url: Query string of the place it leads to, "" for none.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    low: float
    high: float
    point: Point


def sparkline(values: Sequence[float | None], said: str) -> Markup:
    """Return a line of values, the last one marked; gaps where nothing is known. `said` is read aloud in its place."""
    from assistant.web.templates import render

    known = [value for value in values if value is not None]
    least, most = (min(known), max(known)) if known else (0.0, 1.0)
    span = most - least or 1.0
    step = (_SPARK_WIDTH - 2 * _SPARK_EDGE) / max(1, len(values) - 1)
    room = _SPARK_HEIGHT - 2 * _SPARK_EDGE
    dots = [
        None if value is None else (_SPARK_EDGE + n * step, _SPARK_EDGE + room * (1 - (value - least) / span))
        for n, value in enumerate(values)
    ]
    return Markup(
        render("sparkline", width=_SPARK_WIDTH, height=_SPARK_HEIGHT, lines=_lines(dots), dots=dots, said=said)
    )


def trend(
    points: Sequence[Point], said: str, *, least: float = 0.0, most: float | None = 1.0, unit: str = ""
) -> Markup:
    """Return values over time with their intervals as whiskers.

    Args:
        points: In order of time.
        said: What it shows, read aloud before the values.
        least: Lower end of the axis.
        most: Upper end of the axis, None for the highest value.
        unit: Stands behind the numbers: "%" turns fractions into percent.
    """
    from assistant.web.templates import render

    top = most if most is not None else max((p.high or p.value or 0.0 for p in points), default=1.0) or 1.0
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(points) - 1)

    def height(value: float) -> float:
        part = (value - least) / ((top - least) or 1.0)
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(1.0, max(0.0, part)))

    dots = [
        None
        if point.value is None
        else _Dot(
            _LEFT + n * step,
            height(point.value),
            height(point.value if point.low is None else point.low),
            height(point.value if point.high is None else point.high),
            point,
        )
        for n, point in enumerate(points)
    ]
    return Markup(
        render(
            "trend",
            width=WIDTH,
            height=HEIGHT,
            left=_LEFT,
            right=WIDTH - _RIGHT,
            ticks=[(height(value), shown_number(value, unit)) for value in (least, (least + top) / 2, top)],
            lines=_lines([None if dot is None else (dot.x, dot.y) for dot in dots]),
            dots=[dot for dot in dots if dot is not None],
            labels=[points[0].label, points[-1].label] if points else [],
            said=said,
            values=[(point.label, spoken(point, unit)) for point in points],
        )
    )


def spoken(point: Point, unit: str = "") -> str:
    """Return a point's value with its interval in words a person reads."""
    if point.value is None:
        return "not measured"
    value = shown_number(point.value, unit)
    if point.low is None or point.high is None:
        return value
    return f"{value} ({shown_number(point.low, unit)} to {shown_number(point.high, unit)})"


def shown_number(value: float, unit: str = "") -> str:
    """Return a number as pages show it: fractions as percent with the unit "%", else up to two decimals."""
    if unit == "%":
        return f"{100 * value:.0f} %"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def _lines(dots: Sequence[tuple[float, float] | None]) -> list[str]:
    """Return the points of each unbroken line."""
    lines: list[list[str]] = [[]]
    for dot in dots:
        if dot is None:
            lines.append([])
        else:
            lines[-1].append(f"{dot[0]:.1f},{dot[1]:.1f}")
    return [" ".join(line) for line in lines if len(line) > 1]
