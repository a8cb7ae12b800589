"""Two views side by side: how far each believes the claims of which both speak, and what that does to a conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site import formatting
from cruxbase.site.pictures.axis import Axis, rounded_up
from cruxbase.site.pictures.lettering import lines, width

_SIZE = 11.5
_LINE = 14.0
_TOP = 24.0
_MOST = 2


class Level(NamedTuple):
    """How far a view believes a claim.

    Attributes:
        low: the least.
        mid: the number that stands for it.
        high: the most.
        numbered: whether a number or word was given, and not only a stance.
    """

    low: float
    mid: float
    high: float
    numbered: bool = True


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


class Share(NamedTuple):
    """What one claim does to a conclusion on the way from one view to another.

    Attributes:
        title: of the claim.
        href: address of its page.
        share: how far it moves the conclusion.
        double_crux: whether it is a double crux.
        error: standard error of the share; 0 where it is exact.
    """

    title: str
    href: str
    share: float
    double_crux: bool
    error: float = 0.0


class _Rows:
    """Rows of a title over a stretch of an axis."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        self.y = _TOP
        self.parts: list[str] = []

    def title(self, text: str, href: str, mark: str = "") -> None:
        """The title of a row, linked, over as many lines as it needs, at most two."""
        room = self.axis.room - (width(mark, _SIZE) + 10 if mark else 0)
        broken = lines(text, _SIZE, room, _MOST)
        self.y += 6
        made = []
        for number, line in enumerate(broken):
            self.y += _LINE
            tail = ""
            if mark and number == len(broken) - 1:
                tail = f'<tspan class="cb-flag" dx="8">{escape(mark)}</tspan>'
            made.append(f'<text class="cb-name" x="0" y="{self.y - 4:g}">{escape(line)}{tail}</text>')
        self.parts.append(f'<a href="{escape(href)}"><title>{escape(text)}</title>{"".join(made)}</a>')

    def svg(self, label: str, description: str, *, wide: bool) -> str:
        """All rows on their grid."""
        cut = "wide" if wide else "narrow"
        return (
            f'<svg class="cb-plot cb-{cut}" viewBox="0 0 {self.axis.room:g} {self.y + 6:g}" role="group" '
            f'aria-label="{escape(label)}" data-search-exclude><desc>{escape(description)}</desc>'
            f"{self.axis.grid(_TOP - 4, self.y + 2)}{''.join(self.parts)}</svg>"
        )


def pairings_svg(rows: Sequence[Pairing], names: tuple[str, str], *, wide: bool) -> str:
    """How far two views believe the same claims: a dot for the first, a square for the second, with intervals.

    A stance without a number has no mark, only its interval, dashed.
    """
    drawn = _Rows(_axis(wide))
    for row in rows:
        drawn.title(row.title, row.href)
        drawn.y += 22
        y = drawn.y - 11
        if row.a.numbered and row.b.numbered:
            ends = sorted((drawn.axis.x(row.a.mid), drawn.axis.x(row.b.mid)))
            drawn.parts.append(f'<path class="cb-between" d="M{ends[0]:g} {y:g}H{ends[1]:g}"/>')
        drawn.parts.append(_belief(drawn.axis, "a", row.a, y - 2.5, names[0]))
        drawn.parts.append(_belief(drawn.axis, "b", row.b, y + 2.5, names[1]))
    return drawn.svg(f"What {names[0]} and {names[1]} believe", "The list beside it says the same.", wide=wide)


def _belief(axis: Axis, side: str, level: Level, y: float, name: str) -> str:
    said = formatting.percent(level.mid)
    if level.low != level.high:
        said = f"{formatting.percent(level.low)} to {formatting.percent(level.high)}"
    bar = axis.bar(f"cb-span cb-{side}" + ("" if level.numbered else " cb-vague"), level.low, level.high, y)
    x = axis.x(level.mid)
    mark = (
        f'<circle class="cb-mark-{side}" cx="{x:g}" cy="{y:g}" r="4.5"/>'
        if side == "a"
        else f'<rect class="cb-mark-{side}" x="{x - 4:g}" y="{y - 4:g}" width="8" height="8"/>'
    )
    title = f"<title>{escape(name)}: {escape(said if level.numbered else 'a stance without a number')}</title>"
    return f"<g>{title}{bar}{mark if level.numbered else ''}</g>"


def shares_svg(rows: Sequence[Share], values: tuple[float, float], names: tuple[str, str], *, wide: bool) -> str:
    """How a conclusion gets from one view's number to another's: each claim's share of the gap, one after the other.

    Args:
        rows: the shares, which sum to the gap.
        values: the conclusion for the first view and for the second.
        names: of the views.
        wide: the wide cut, or the narrow one for phones.
    """
    ordered = _in_bounds(rows, values[0])
    reached = [values[0]]
    for row in ordered:
        reached.append(reached[-1] + row.share)
    drawn = _Rows(_axis(wide, min(0.0, *reached), rounded_up(max(*reached, values[1]))))
    _end(drawn, names[0], values[0], "a")
    for row, start, end in zip(ordered, reached, reached[1:], strict=False):
        drawn.title(row.title, row.href, "double crux" if row.double_crux else "")
        drawn.y += 18
        y, ends = drawn.y - 8, sorted((drawn.axis.x(start), drawn.axis.x(end)))
        kind = "cb-raises" if row.share > 0 else "cb-lowers"
        across = max(round(ends[1] - ends[0], 1), 1.5)
        drawn.parts.append(f'<rect class="{kind}" x="{ends[0]:g}" y="{y - 5:g}" width="{across:g}" height="10"/>')
        drawn.parts.append(_number(drawn.axis, ends[0], ends[0] + across, y, _signed(row.share)))
    _end(drawn, names[1], values[1], "b")
    description = f"From {formatting.number(round(values[0], 6))} to {formatting.number(round(values[1], 6))}."
    return drawn.svg(f"What takes {names[0]}'s conclusion to {names[1]}'s", description, wide=wide)


def _in_bounds(rows: Sequence[Share], start: float) -> list[Share]:
    """The shares in an order in which the sum on the way stays between 0 and 1 where it can: first those that raise it.

    Of either kind the largest comes first.
    """
    rising = sorted((row for row in rows if row.share > 0), key=lambda row: -row.share)
    falling = sorted((row for row in rows if row.share <= 0), key=lambda row: row.share)
    return rising + falling if start + sum(row.share for row in rising) <= 1 else falling + rising


def _end(drawn: _Rows, name: str, value: float, side: str) -> None:
    drawn.y += 6 + _LINE
    drawn.parts.append(
        f'<text x="0" y="{drawn.y - 4:g}">{escape(name)}: '
        f'<tspan class="cb-flag">{formatting.number(round(value, 6))}</tspan></text>'
    )
    drawn.y += 18
    y = drawn.y - 8
    end = max(drawn.axis.x(value), drawn.axis.x(0.0) + 1.5)
    drawn.parts.append(f'<path class="cb-total cb-{side}" d="M{drawn.axis.x(0.0):g} {y:g}H{end:g}"/>')


def _number(axis: Axis, left: float, right: float, y: float, text: str) -> str:
    """A number beside a bar, on the side where there is room."""
    if right + 6 + width(text, _SIZE) <= axis.room:
        return f'<text class="cb-value" x="{right + 6:g}" y="{y + 4:g}">{escape(text)}</text>'
    return f'<text class="cb-value" x="{left - 6:g}" y="{y + 4:g}" text-anchor="end">{escape(text)}</text>'


def _signed(value: float) -> str:
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return f"{sign}{formatting.number(abs(round(value, 6)))}"


def _axis(wide: bool, low: float = 0.0, high: float = 1.0) -> Axis:
    return Axis(10, 545, 560, low, high) if wide else Axis(10, 305, 320, low, high)
