"""The tree of what a gap comes from: a branch a claim, as thick as its share."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.lettering import lines, width
from cruxbase.support import figures

_SIZE = 11.5
_LINE = 14.0
_THICKEST = 18.0
_THINNEST = 1.5
_GAP = 8.0
_MARK = "double crux"


class Branch(NamedTuple):
    """A claim in the tree.

    Attributes:
        title: of the claim.
        href: address of its page; empty for own reasons.
        depth: how many steps it is from the conclusion, from 1.
        part: its share of the gap; below 0 where it makes the gap smaller.
        double_crux: whether it is a double crux.
    """

    title: str
    href: str
    depth: int
    part: float
    double_crux: bool


class _Cut(NamedTuple):
    room: float
    indent: float


_WIDE, _NARROW = _Cut(760.0, 34.0), _Cut(340.0, 20.0)


def gap_tree_svg(branches: Sequence[Branch], conclusion: str, names: tuple[str, str], *, wide: bool) -> str:
    """A conclusion and what the gap on it comes from, each branch as thick as its share.

    Args:
        branches: from top to bottom, each below the one that it is a branch of.
        conclusion: title of the conclusion.
        names: of the two people.
        wide: the wide cut, or the narrow one for phones.
    """
    cut = _WIDE if wide else _NARROW
    parts, y = [], 0.0
    for line in lines(conclusion, _SIZE, cut.room - 8, 2):
        y += _LINE
        parts.append(f'<text class="cb-root" x="0" y="{y - 3:g}">{escape(line)}</text>')
    trunks = {0: y + 2}
    largest = max((abs(branch.part) for branch in branches), default=1.0) or 1.0
    for branch in branches:
        left = (branch.depth - 1) * cut.indent + 4
        thick = max(_THINNEST, round(_THICKEST * abs(branch.part) / largest, 1))
        text, height = _label(branch, left + cut.indent + 6, cut.room, y + _GAP)
        row = max(height, thick)
        middle = round(y + _GAP + row / 2, 1)
        kind = "cb-widens" if branch.part >= 0 else "cb-narrows"
        parts.append(f'<path class="cb-trunk" d="M{left:g} {trunks[branch.depth - 1]:g}V{middle:g}"/>')
        right = left + cut.indent
        parts.append(f'<path class="{kind}" stroke-width="{thick:g}" d="M{left:g} {middle:g}H{right:g}"/>')
        parts.append(f'<g transform="translate(0 {round((row - height) / 2, 1):g})">{text}</g>')
        y += _GAP + row
        trunks = {depth: end for depth, end in trunks.items() if depth < branch.depth}
        trunks[branch.depth] = round(middle + thick / 2, 1)
    name = f"What the gap between {names[0]} and {names[1]} comes from"
    return (
        f'<svg class="cb-plot cb-gap-tree cb-{"wide" if wide else "narrow"}" viewBox="0 0 {cut.room:g} {y + 8:g}" '
        f'role="group" aria-label="{escape(name)}" data-search-exclude>'
        f"<desc>The list below it says the same.</desc>{''.join(parts)}</svg>"
    )


def _label(branch: Branch, x: float, room: float, top: float) -> tuple[str, float]:
    """The part and the title of a branch, over two lines at most, and how high they are."""
    part = figures.part(branch.part)
    shift = width(part, _SIZE) + 8
    mark = width(_MARK, _SIZE) + 10 if branch.double_crux else 0
    broken = lines(branch.title, _SIZE, room - x - shift - mark, 2)
    parts = [f'<text class="cb-value" x="{x:g}" y="{top + _LINE - 3:g}">{escape(part)}</text>']
    written = []
    for number, line in enumerate(broken, 1):
        tail = f'<tspan class="cb-flag" dx="8">{_MARK}</tspan>' if mark and number == len(broken) else ""
        kind = "cb-name" if branch.href else "cb-own"
        baseline = top + _LINE * number - 3
        written.append(f'<text class="{kind}" x="{x + shift:g}" y="{baseline:g}">{escape(line)}{tail}</text>')
    title = f"<title>{escape(branch.title)}: {escape(part)} of the gap</title>"
    text = f'<a href="{escape(branch.href)}">{title}{"".join(written)}</a>' if branch.href else "".join(written)
    return "".join(parts) + text, _LINE * max(len(broken), 1)
