"""A line of numbers across a picture, with its grid: what plots are drawn on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cruxbase.support import figures


@dataclass(frozen=True, slots=True)
class Axis:
    """Where numbers fall.

    Attributes:
        left: x of the smallest number.
        right: x of the largest.
        room: width of the whole picture.
        low: the smallest number.
        high: the largest.
    """

    left: float
    right: float
    room: float
    low: float = 0.0
    high: float = 1.0

    def x(self, value: float) -> float:
        """Where a number falls, in user units."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(self.left + (self.right - self.left) * share, 1)

    def bar(self, kind: str, low: float, high: float, y: float) -> str:
        """A stroke from one number to another; empty where they are the same."""
        return f'<path class="{kind}" d="M{self.x(low):g} {y:g}H{self.x(high):g}"/>' if low != high else ""

    def grid(self, top: float, bottom: float) -> str:
        """Lines with their numbers as percentages, above the top."""
        return _grid(self, top, bottom)

    def ticks(self) -> tuple[float, ...]:
        """Round numbers from end to end, four or five of them.

        >>> Axis(0, 100, 100).ticks()
        (0.0, 0.25, 0.5, 0.75, 1.0)
        >>> Axis(0, 100, 100, high=0.06).ticks()
        (0.0, 0.02, 0.04, 0.06)
        """
        span = self.high - self.low
        step = next((step for step in _STEPS if span / step <= 4.001), _STEPS[-1])
        first = round(self.low / step)
        return tuple(
            round(number * step, 9)
            for number in range(first, first + 6)
            if self.low - 1e-9 <= number * step <= self.high + 1e-9
        )


@lru_cache(maxsize=1024)  # most strips of dots have few rows
def _grid(axis: Axis, top: float, bottom: float) -> str:
    parts = []
    for value in axis.ticks():
        x = axis.x(value)
        parts.append(f'<path class="cb-grid" d="M{x:g} {top - 4:g}V{bottom:g}"/>')
        parts.append(
            f'<text class="cb-tick" x="{x:g}" y="{top - 9:g}" text-anchor="middle">{figures.percent(value)}</text>'
        )
    return "".join(parts)


_STEPS = tuple(sorted(base * 10.0**-power for power in range(1, 8) for base in (1, 2, 2.5, 5)))


def rounded_up(value: float) -> float:
    """The next round number that an axis can end at.

    >>> rounded_up(0.0514), rounded_up(0.97), rounded_up(0.0)
    (0.06, 1.0, 1e-06)
    """
    ends = (base * 10.0**-power for power in range(7, 0, -1) for base in range(1, 11))
    return next((round(end, 9) for end in ends if end >= value - 1e-12 and end >= 1e-6), 1.0)


def bound_mark(x: float, y: float) -> str:
    """The stroke that stands for a bound on one side, at a place on an axis."""
    return f'<path class="cb-bound" d="M{x:g} {y - 6:g}v12"/>'
