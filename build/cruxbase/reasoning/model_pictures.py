"""Small pictures of what a model comes to, as SVG for notebooks and files: bars with intervals, and a curve in its band."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _ROW, _LABELS, _NUMBERS = 640, 24, 220, 90
_HEIGHT, _MARGIN = 260, 44


class Bar(NamedTuple):
    """One row: a value and the interval around it; what is None is not drawn.

    Attributes:
        label: what it is.
        value: the number itself.
        low: the lower end of its interval.
        high: the upper end.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None


class Spot(NamedTuple):
    """One point of a curve: where, how high, and the band there.

    Attributes:
        at: place on the horizontal axis.
        value: height of the curve; None where it is undefined.
        low: lower edge of the band.
        high: upper edge.
    """

    at: float
    value: float | None
    low: float | None
    high: float | None


def bars_svg(title: str, bars: Sequence[Bar]) -> str:
    """Rows of bars over one scale that includes 0, with a dot for each value; the scale is written below.

    >>> bars_svg("Shares", [Bar("a", 0.4, 0.1, 0.6)]).count("<circle")
    1
    """
    numbers = [one for bar in bars for one in bar[1:] if one is not None and math.isfinite(one)]
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    right = _WIDTH - _NUMBERS
    bottom = _ROW * (len(bars) + 1)
    parts = []
    for row, bar in enumerate(bars, start=1):
        y = _ROW * row
        parts.append(_text(0, y + 4, bar.label))
        if bar.low is not None and bar.high is not None:
            x, end = (_place(one, low, high, _LABELS, right) for one in (bar.low, bar.high))
            parts.append(
                f'<rect x="{x:.1f}" y="{y - 6}" width="{max(end - x, 1):.1f}" height="12" fill="#3b6ea5" opacity="0.45"/>'
            )
        if bar.value is not None:
            x = _place(bar.value, low, high, _LABELS, right)
            parts.append(f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="#3b6ea5"/>')
        parts.append(_text(right + 10, y + 4, "undefined" if bar.value is None else f"{bar.value:.3g}"))
    zero = _place(0.0, low, high, _LABELS, right)
    parts.append(f'<path d="M{zero:.1f} {_ROW // 2}V{bottom}" stroke="currentColor" opacity="0.4"/>')
    parts += [_text(_LABELS, bottom + 14, f"{low:.3g}"), _text(right, bottom + 14, f"{high:.3g}", "end")]
    return _svg(title, bottom + 24, parts)


def curve_svg(title: str, across: str, spots: Sequence[Spot]) -> str:
    """A curve with the band around it; gaps where it is undefined.

    >>> "<polyline" in curve_svg("x", "a", [Spot(0, 1, 0.5, 1.5), Spot(1, 2, 1.5, 2.5)])
    True
    """
    heights = [one for spot in spots for one in spot[1:] if one is not None and math.isfinite(one)]
    low, high = (min(heights), max(heights)) if heights else (0.0, 1.0)
    first, last = (min(spot.at for spot in spots), max(spot.at for spot in spots)) if spots else (0.0, 1.0)
    bottom, right = _HEIGHT - _MARGIN, _WIDTH - 12

    def point(at: float, height: float) -> str:
        return f"{_place(at, first, last, 70, right):.1f},{_place(height, low, high, bottom, 12):.1f}"

    band = [spot for spot in spots if spot.low is not None and spot.high is not None]
    outline = [point(s.at, s.high) for s in band if s.high is not None]
    outline += [point(s.at, s.low) for s in reversed(band) if s.low is not None]
    parts = [f'<polygon points="{" ".join(outline)}" fill="#3b6ea5" opacity="0.25"/>'] if band else []
    run: list[str] = []
    for spot in (*spots, Spot(last, None, None, None)):
        if spot.value is not None:
            run.append(point(spot.at, spot.value))
            continue
        if run:
            parts.append(f'<polyline points="{" ".join(run)}" fill="none" stroke="#3b6ea5" stroke-width="2"/>')
        run = []
    parts.append(f'<path d="M70 12V{bottom}H{right}" fill="none" stroke="currentColor" opacity="0.5"/>')
    parts += [_text(64, bottom, f"{low:.3g}", "end"), _text(64, 20, f"{high:.3g}", "end")]
    parts += [_text(70, bottom + 16, f"{first:.3g}"), _text(right, bottom + 16, f"{last:.3g}", "end")]
    parts.append(_text((70 + right) / 2, bottom + 32, across, "middle"))
    return _svg(title, _HEIGHT, parts)


def _place(value: float, low: float, high: float, start: float, end: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return start + (end - start) * share


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )
