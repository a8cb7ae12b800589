"""Two views side by side: how far each believes the claims of which both speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.axis import Axis
from cruxbase.site.pictures.lettering import lines
from cruxbase.support import figures

_SIZE = 11.5
_LINE = 14.0
_TOP = 24.0
_MOST = 2


class Level(NamedTuple):
    """How far a view believes a claim.

    Attributes:
        low: the least.
        mid: the number that was said; the middle of a range, which is only for the order.
        high: the most.
        numbered: whether a number or word was given, and not only a stance.
        follows: whether nobody said the number, and it was computed from what was said.
        is_reading: whether it is an editor's reading of the wording.
    """

    low: float
    mid: float
    high: float
    numbered: bool = True
    follows: bool = False
    is_reading: bool = False


class Pairing(NamedTuple):
    """A claim with what two views say of it.

    Attributes:
        title: of the claim.
        href: address of its page.
        a: how far the first view believes it.
        b: how far the second does.
    """

    title: str
    href: str
    a: Level
    b: Level


class _Rows:
    """Rows of a title over a stretch of an axis."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        self.y = _TOP
        self.parts: list[str] = []

    def title(self, text: str, href: str) -> None:
        """The title of a row, linked, over as many lines as it needs, at most two."""
        self.y += 6
        written = []
        for line in lines(text, _SIZE, self.axis.room, _MOST):
            self.y += _LINE
            written.append(f'<text class="cb-name" x="0" y="{self.y - 4:g}">{escape(line)}</text>')
        self.parts.append(f'<a href="{escape(href)}"><title>{escape(text)}</title>{"".join(written)}</a>')

    def svg(self, label: str, description: str, *, wide: bool) -> str:
        """All rows on their grid."""
        cut = "wide" if wide else "narrow"
        return (
            f'<svg class="cb-plot cb-{cut}" viewBox="0 0 {self.axis.room:g} {self.y + 6:g}" role="group" '
            f'aria-label="{escape(label)}" data-search-exclude><desc>{escape(description)}</desc>'
            f"{self.axis.grid(_TOP - 4, self.y + 2)}{''.join(self.parts)}</svg>"
        )


def pairings_svg(rows: Sequence[Pairing], names: tuple[str, str], *, wide: bool) -> str:
    """How far two views believe the same claims: a dot for the first, a square for the second.

    A range has its interval with a small mark at each end that was said, and none in its middle, which nobody said. A
    stance without a number has only its interval, dashed. The marks of an editor's reading are hollow.
    """
    drawn = _Rows(_axis(wide))
    for row in rows:
        drawn.title(row.title, row.href)
        drawn.y += 22
        y = drawn.y - 11
        if (gap := _between(row)) is not None:
            ends = tuple(map(drawn.axis.x, gap))
            drawn.parts.append(f'<path class="cb-between" d="M{ends[0]:g} {y:g}H{ends[1]:g}"/>')
        drawn.parts.append(_belief(drawn.axis, "a", row.a, y - 2.5, names[0]))
        drawn.parts.append(_belief(drawn.axis, "b", row.b, y + 2.5, names[1]))
    return drawn.svg(f"What {names[0]} and {names[1]} believe", "The list beside it says the same.", wide=wide)


def pairings_key(rows: Iterable[Pairing]) -> str:
    """What the marks of such a picture mean, as far as it has them.

    >>> one, other = Level(0.2, 0.32, 0.45, is_reading=True), Level(0.8, 0.9, 0.95)
    >>> pairings_key([Pairing("Locks hold", "", one, other)])
    'Hollow ends are an editor’s reading of the wording, filled ones were said. Grey is what lies between the two.'
    """
    rows = list(rows)
    levels = [level for row in rows for level in (row.a, row.b)]
    numbered = [level for level in levels if level.numbered]
    read = [level.is_reading for level in numbered]
    parts = []
    if read and all(read):
        parts.append("Every line with ends is an editor’s reading of the wording: neither of them gave these numbers.")
    elif any(read):
        parts.append("Hollow ends are an editor’s reading of the wording, filled ones were said.")
    if len(numbered) < len(levels):
        parts.append("A dashed line is a side taken without a number, or judgement withheld.")
    if any((gap := _between(row)) is not None and gap[0] < gap[1] for row in rows):
        parts.append("Grey is what lies between the two.")
    return " ".join(parts)


def _between(row: Pairing) -> tuple[float, float] | None:
    """The gap between two ranges, from the end of one to the start of the other; None where one gave no number."""
    if not (row.a.numbered and row.b.numbered):
        return None
    below, above = sorted((row.a, row.b), key=lambda level: level.mid)
    return below.high, max(below.high, above.low)


def _belief(axis: Axis, side: str, level: Level, y: float, name: str) -> str:
    said = figures.about(level.mid) if level.follows else figures.percent(level.mid)
    if level.low != level.high:
        said = f"{figures.percent(level.low)} to {figures.percent(level.high)}"
    if level.is_reading:
        said += ", an editor’s reading of the wording"
    bar = axis.bar(f"cb-span cb-{side}" + ("" if level.numbered else " cb-vague"), level.low, level.high, y)
    title = f"<title>{escape(name)}: {escape(said if level.numbered else 'a stance without a number')}</title>"
    return f"<g>{title}{bar}{_marks(axis, side, level, y) if level.numbered else ''}</g>"


def _marks(axis: Axis, side: str, level: Level, y: float) -> str:
    """A mark at the number that was said, or small ones at the ends of a range; a bound has one."""
    exact = level.low == level.high
    said = [level.low] if exact else [end for end in (level.low, level.high) if 0 < end < 1]
    half = 4.0 if exact else 2.5
    how = " cb-read" if level.is_reading else ""
    return "".join(
        f'<circle class="cb-mark-a{how}" cx="{x:g}" cy="{y:g}" r="{half + 0.5:g}"/>'
        if side == "a"
        else f'<rect class="cb-mark-b{how}" x="{x - half:g}" y="{y - half:g}" width="{2 * half:g}" height="{2 * half:g}"/>'
        for x in map(axis.x, said)
    )


def _axis(wide: bool) -> Axis:
    return Axis(10, 740, 760) if wide else Axis(10, 305, 320)
