"""What one number does from best fit to equal load, as a small plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.web.owner.fairness import words

_WIDTH: Final = 400
_HEIGHT: Final = 160
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 28


@dataclass(frozen=True, slots=True)
class Dot:
    """One position of the slider, in the units of the drawing, and what is read of it."""

    x: float
    y: float
    label: str
    said: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawing: dots from best fit to equal load, and (height, text) of the ends of the scale.

    Attributes:
        left, right: Where the scale begins and ends.
    """

    title: str
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    right: int = _WIDTH - _RIGHT


def curve(
    title: str, values: Sequence[tuple[float, float | None]], chosen: float, shown: Callable[[float], str]
) -> Curve:
    """Draw the values at positions of the slider, from 0 to the highest one; unknown ones are left out.

    Args:
        title: What the number is.
        values: (position, value), in order of the position.
        chosen: Where the slider stands.
        shown: Writes a value.
    """
    known = [(at, value) for at, value in values if value is not None]
    most = max((value for _, value in known), default=1.0) or 1.0

    def height(value: float) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / most), 1)

    dots = [
        Dot(
            x=round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * at, 1),
            y=height(value),
            label=words.POSITION.format(percent=round(100 * at)),
            said=shown(value),
            is_chosen=at == chosen,
        )
        for at, value in known
    ]
    return Curve(title, tuple(dots), ((height(0.0), "0"), (height(most), shown(most))))
