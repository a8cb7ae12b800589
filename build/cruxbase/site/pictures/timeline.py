"""Who said what when: rows of dated marks on one line of time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from math import ceil
from typing import Literal, NamedTuple

from cruxbase.site import formatting
from cruxbase.site.pictures.axis import Axis, bound_mark
from cruxbase.site.pictures.lettering import lines, width

_SIZE = 11.5
_LINE = 14.0
_TOP = 24.0
_MOST_LANES = 4
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240)
_MONTHS = 12
_MARKS = {"stated": "stated", "reading": "hollow", "follows": "follows", "view": "view"}


class Moment(NamedTuple):
    """Something said on a date.

    Attributes:
        date: `2025`, `2025-11` or `2025-11-04`.
        words: what was said, in a few words.
        title: the same in full, for whoever points at the mark.
        href: address of the page that says it.
        size: how large the mark is, from 0 to 1.
        kind: `stated`; a `reading` of a text by an editor; a `bound` on one side only; what `follows` from what was said,
            which nobody said; or a `view`, of which the mark says only how much it speaks of.
    """

    date: str
    words: str
    title: str
    href: str
    size: float = 0.3
    kind: Literal["stated", "reading", "bound", "follows", "view"] = "stated"


class TimelineRow(NamedTuple):
    """What belongs together: one person's words on a claim, or all that a person said.

    Attributes:
        title: of the row.
        href: address of its page, or empty.
        moments: oldest first.
        joined: whether a line leads from one to the next.
    """

    title: str
    href: str
    moments: tuple[Moment, ...]
    joined: bool = True


def timeline_key(rows: Sequence[TimelineRow]) -> str:
    """What the marks of such a picture mean, as far as it has them.

    >>> timeline_key([TimelineRow("What Ann spoke of", "", (Moment("2025-11", "", "", "", kind="view"),))])
    'Each ring is a dated view, the larger the more claims it speaks of.'
    """
    moments = [moment for row in rows for moment in row.moments]
    kinds = {moment.kind for moment in moments}
    parts = []
    if "view" in kinds:
        parts.append("Each ring is a dated view, the larger the more claims it speaks of.")
    if {"stated", "reading"} <= kinds:
        parts.append("A filled dot was stated, a hollow one is an editor’s reading.")
    elif "stated" in kinds:
        parts.append("Each dot was stated.")
    elif "reading" in kinds:
        parts.append("Each hollow dot is an editor’s reading of the text.")
    if "bound" in kinds:
        parts.append("A stroke is a bound on one side.")
    if "follows" in kinds:
        parts.append(
            "A grey dot, with words in italics, is what followed for a claim of which they said nothing, worked out."
        )
    if any(row.joined and len(row.moments) > 1 for row in rows):
        parts.append("A line joins what belongs together at different times.")
    if any("-" not in moment.date for moment in moments):
        parts.append("A date known only to the year stands in its middle.")
    return " ".join(parts)


def month_of(date: str) -> float:
    """A date as months since the year 0: of a year or a month its middle.

    >>> month_of("2025"), month_of("2025-01"), month_of("2025-01-31") - month_of("2025-01-01") < 1
    (24306.0, 24300.5, True)
    """
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    start = int(year) * _MONTHS
    if not month:
        return start + _MONTHS / 2
    return start + int(month) - 1 + ((int(day) - 0.5) / 31 if day else 0.5)


def timeline_svg(rows: Sequence[TimelineRow], label: str, *, wide: bool) -> str:
    """Rows of dated marks, with what each says below it where there is room.

    Args:
        rows: from top to bottom.
        label: what the picture is, for who does not see it.
        wide: the wide cut, or the narrow one for phones.
    """
    dates = [month_of(moment.date) for row in rows for moment in row.moments]
    if not dates:
        return ""
    low, high = min(dates), max(dates)
    margin = max((high - low) * 0.04, 1.0)
    axis = Axis(14, 746, 760, low - margin, high + margin) if wide else Axis(12, 308, 320, low - margin, high + margin)
    drawing = _Timeline(axis)
    for row in rows:
        drawing.row(row)
    cut = "wide" if wide else "narrow"
    return (
        f'<svg class="cb-plot cb-timeline cb-{cut}" viewBox="0 0 {axis.room:g} {drawing.y + 4:g}" role="group" '
        f'aria-label="{escape(label)}" data-search-exclude>{_grid(axis, drawing.y, 6 if wide else 4)}'
        f"{''.join(drawing.parts)}</svg>"
    )


def _grid(axis: Axis, bottom: float, most: int) -> str:
    span = axis.high - axis.low
    step = next((step for step in _STEPS if span / step <= most), _STEPS[-1])
    first = ceil(axis.low / step) * step
    parts = []
    for month in range(first, int(axis.high) + 1, step):
        x = axis.x(month)
        year, place = divmod(month, _MONTHS)
        text = str(year) if step >= _MONTHS else formatting.date(f"{year}-{place + 1:02}")
        text = text if step >= _MONTHS else f"{text[:3]} {year}"
        anchor = "end" if x > axis.right - 20 else "middle"
        parts.append(f'<path class="cb-grid" d="M{x:g} {_TOP - 6:g}V{bottom:g}"/>')
        parts.append(f'<text class="cb-tick" x="{x:g}" y="{_TOP - 10:g}" text-anchor="{anchor}">{text}</text>')
    return "".join(parts)


class _Timeline:
    """The rows as they are drawn, from the top."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        self.y = _TOP - 4
        self.parts: list[str] = []

    def row(self, row: TimelineRow) -> None:
        """A title, the marks, and what they say in lanes below."""
        self.y += 6
        written = []
        for line in lines(row.title, _SIZE, self.axis.room, 2):
            self.y += _LINE
            written.append(f'<text class="cb-name" x="0" y="{self.y - 4:g}">{escape(line)}</text>')
        title = f"<title>{escape(row.title)}</title>{''.join(written)}"
        self.parts.append(f'<a href="{escape(row.href)}">{title}</a>' if row.href else f"<g>{title}</g>")
        xs = [self.axis.x(month_of(moment.date)) for moment in row.moments]
        levels = _lanes([(x - _radius(m) - 1, x + _radius(m) + 1) for x, m in zip(xs, row.moments, strict=True)], 9)
        pitch = 2 * max(map(_radius, row.moments)) + 2
        top = self.y + pitch / 2 + 2
        places = [(x, round(top + pitch * level, 1)) for x, level in zip(xs, levels, strict=True)]
        if row.joined:
            self.parts += [
                f'<path class="cb-joins" d="M{a:g} {b:g}L{c:g} {d:g}"/>' for (a, b), (c, d) in pairwise(places)
            ]
        for (x, y), moment in zip(places, row.moments, strict=True):
            self.parts.append(
                f'<a href="{escape(moment.href)}"><title>{escape(moment.title)}</title>{_mark(moment, x, y)}</a>'
            )
        self.y = top + pitch * max(levels) + pitch / 2
        self._words(row.moments, xs)

    def _words(self, moments: Sequence[Moment], xs: Sequence[float]) -> None:
        spans = []
        for x, moment in zip(xs, moments, strict=True):
            half = width(moment.words, _SIZE) / 2
            left = min(max(x - half, 0), self.axis.room - 2 * half)
            spans.append((left - 4, left + 2 * half + 4))
        lanes = _lanes(spans, _MOST_LANES)
        for (left, _), lane, moment in zip(spans, lanes, moments, strict=True):
            if moment.words and lane < _MOST_LANES:
                said = "cb-said cb-computed" if moment.kind == "follows" else "cb-said"
                self.parts.append(
                    f'<text class="{said}" x="{left + 4:g}" y="{self.y + 11 + _LINE * lane:g}">{escape(moment.words)}</text>'
                )
        used = [lane for lane, moment in zip(lanes, moments, strict=True) if moment.words and lane < _MOST_LANES]
        self.y += _LINE * (max(used) + 1) + 3 if used else 0


def _mark(moment: Moment, x: float, y: float) -> str:
    if moment.kind == "bound":
        return bound_mark(x, y)
    return f'<circle class="cb-dot cb-{_MARKS[moment.kind]}" cx="{x:g}" cy="{y:g}" r="{_radius(moment):g}"/>'


def _radius(moment: Moment) -> float:
    return round(3 + 7 * moment.size, 1)


def _lanes(spans: Sequence[tuple[float, float]], most: int) -> list[int]:
    """For each span the first lane in which it meets none before it; `most` where there is none."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for low, high in spans:
        free = (lane for lane, row in enumerate(taken) if all(high <= a or b <= low for a, b in row))
        lane = next(free, len(taken))
        if lane < most:
            if lane == len(taken):
                taken.append([])
            taken[lane].append((low, high))
        lanes.append(min(lane, most))
    return lanes
