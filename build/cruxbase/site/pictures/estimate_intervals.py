"""Who expects a quantity to be what: medians with intervals on a line in its own unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.lettering import lines, width
from cruxbase.support.figures import number as written

_TOP = 24
_SIZE = 11.5
_DECADES = 50  # the largest by the smallest number, from which the line is logarithmic


class Expectation(NamedTuple):
    """One estimate.

    Attributes:
        name: of who made it.
        date: of the viewpoint.
        id: of the viewpoint.
        low: lower end of the interval; None where none was given.
        median: None where none was given.
        high: upper end of the interval; None where none was given.
        words: the estimate in words.
        is_stated: whether the numbers are stated, not read from wording.
    """

    name: str
    date: str
    id: str
    low: float | None
    median: float | None
    high: float | None
    words: str
    is_stated: bool


def estimate_intervals_svg(
    estimates: Sequence[Expectation], *, unit: str, link: Callable[[str], str], wide: bool = True
) -> str:
    """The estimates of one quantity as an SVG element; empty where there are fewer than two.

    A filled dot is a stated median, a hollow one an editor's reading; the bar is the interval, which fades out on a side where no
    end was given. Numbers that differ by a factor of 50 or more stand on a logarithmic line, and the picture says so.

    Args:
        estimates: what is drawn, a row each.
        unit: of the quantity, or empty.
        link: the address of a record's page, by its id.
        wide: names beside the rows, or, for phones, above them.
    """
    numbers = [end for one in estimates for end in (one.low, one.median, one.high) if end is not None]
    if len(estimates) < 2 or not numbers:
        return ""
    line = _Line(numbers, wide)
    height = _TOP + line.pitch * len(estimates) + 4
    rows = "".join(line.row(one, place, link) for place, one in enumerate(estimates))
    about = "Who expects what" + (f", in {unit}" if unit else "") + (", on a logarithmic line" if line.is_log else "")
    return (
        f'<svg class="cb-strip cb-{"wide" if wide else "narrow"}" viewBox="0 0 {line.room:g} {height:g}" role="group" '
        f'aria-label="{escape(about)}" data-search-exclude>{line.grid(height - 4)}{rows}</svg>'
    )


class _Line:
    """The geometry of one cut."""

    def __init__(self, numbers: Sequence[float], wide: bool) -> None:
        self.wide = wide
        self.left, self.right, self.room = (210, 740, 760) if wide else (12, 304, 320)
        self.pitch = 26 if wide else 40
        self.is_log = min(numbers) > 0 and max(numbers) / min(numbers) >= _DECADES
        self.ticks = list(_decades(numbers) if self.is_log else _round_numbers(min(numbers), max(numbers)))

    def x(self, value: float) -> float:
        """Where a number falls, in user units."""
        low, high = self.ticks[0], self.ticks[-1]
        share = math.log(value / low) / math.log(high / low) if self.is_log else (value - low) / (high - low)
        return round(self.left + (self.right - self.left) * share, 1)

    def grid(self, bottom: float) -> str:
        """A line for each round number; names for as many as have room."""
        every = math.ceil(len(self.ticks) / 5)
        parts = []
        for place, tick in enumerate(self.ticks):
            parts.append(f'<path class="cb-grid" d="M{self.x(tick):g} {_TOP - 4}V{bottom:g}"/>')
            if place % every == 0:
                words = _year_or_number(tick)
                parts.append(
                    f'<text class="cb-tick" x="{self.x(tick):g}" y="{_TOP - 9}" text-anchor="middle">{words}</text>'
                )
        return "".join(parts)

    def row(self, one: Expectation, place: int, link: Callable[[str], str]) -> str:
        """A name, an interval and a median."""
        y = _TOP + self.pitch * (place + 1) - 13
        ends = [end for end in (one.low, one.median, one.high) if end is not None]
        drawing = ""
        if len(ends) > 1:
            drawing = f'<path class="cb-bar" d="M{self.x(min(ends)):g} {y:g}H{self.x(max(ends)):g}"/>'
        # An end that nobody gave: dots that lead on.
        for is_open, at, way in ((one.low is None, min(ends), -1), (one.high is None, max(ends), 1)):
            if is_open and (one.low is not None or one.high is not None):
                drawing += f'<path class="cb-open" stroke-dasharray="2 3" d="M{self.x(at):g} {y:g}h{16 * way}"/>'
        if one.median is not None:
            how = "stated" if one.is_stated else "hollow"
            drawing += f'<circle class="cb-dot cb-{how}" cx="{self.x(one.median):g}" cy="{y:g}" r="4.5"/>'
        return f"{self._name(one, y, link)}<g><title>{escape(one.words)}</title>{drawing}</g>"

    def _name(self, one: Expectation, y: float, link: Callable[[str], str]) -> str:
        space = (self.left - 16 if self.wide else self.room) - width(f" {one.date}", _SIZE)
        name = lines(one.name, _SIZE, space, 1)[0]
        return (
            f'<a href="{escape(link(one.id))}"><title>{escape(one.name)}</title>'
            f'<text class="cb-name" x="0" y="{(y + 4) if self.wide else (y - 14):g}">{escape(name)} '
            f'<tspan class="cb-date">{escape(one.date)}</tspan></text></a>'
        )


def _round_numbers(low: float, high: float) -> Iterator[float]:
    """Round numbers from below the smallest to above the largest, some five of them.

    >>> list(_round_numbers(2025, 2164))
    [2000.0, 2050.0, 2100.0, 2150.0, 2200.0]
    """
    span = (high - low) or abs(high) or 1.0
    raw = span / 4
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * base for base in (1, 2, 2.5, 5, 10) if power * base >= raw)
    first, last = math.floor(low / step), math.ceil(high / step)
    yield from (round(place * step, 9) for place in range(first, max(last, first + 1) + 1))


def _decades(numbers: Sequence[float]) -> Iterator[float]:
    """Powers of ten from below the smallest to above the largest.

    >>> list(_decades([0.02, 300]))
    [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]
    """
    first, last = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    yield from (10.0**power for power in range(first, max(last, first + 1) + 1))


def _year_or_number(value: float) -> str:
    """A tick's number; years have no comma.

    >>> _year_or_number(2050.0), _year_or_number(0.25)
    ('2050', '0.25')
    """
    return f"{value:.0f}" if value == int(value) and abs(value) < 10_000 else written(value)
