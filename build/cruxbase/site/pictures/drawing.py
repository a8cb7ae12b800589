"""The pieces that pictures are drawn from: boxes, edges and their heads, as SVG text.

Colours come from the page's custom properties (`--cb-supports` and so on), so that one picture serves both palettes.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.lettering import lines
from cruxbase.site.pictures.marks import EDGES, TYPES

TITLE_SIZE = 11.5
TYPE_SIZE = 11
LINE_HEIGHT = 14.5
_PAD = 8


class Box(NamedTuple):
    """A record in a picture.

    Attributes:
        x: left edge.
        y: upper edge.
        width: in user units.
        height: in user units.
        kind: type of the record.
        title: its title.
        href: address of its page; empty for the record that the page is about.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str
    href: str

    @property
    def middle(self) -> float:
        """The x of its vertical axis."""
        return self.x + self.width / 2


@lru_cache(maxsize=65536)
def box_height(title: str, width: float, most: int) -> float:
    """How tall a box must be for its title."""
    return 2 * _PAD + TYPE_SIZE + 4 + LINE_HEIGHT * len(lines(title, TITLE_SIZE, width - 2 * _PAD, most)) - 2


def box_svg(box: Box, *, centre: bool = False, most: int = 5) -> str:
    """A box with its type and title, linked to its page."""
    x, y = round(box.x, 1), round(box.y, 1)
    written, shape, number, width = _written(box.kind, box.title, box.href, box[2:4], centre, most)
    top, left = y + _PAD + TYPE_SIZE - 2, "%g" % (x + _PAD)
    places: tuple[float | str, ...] = (x, y)
    if shape == "fold":
        places += (x + width - 10, y)
    elif shape == "cut":
        places += (x, y + 9)
    elif shape == "diamond":
        places += (x + width - 13, y + 4)
    places += (left, top)
    first = top + 4 - 3
    for line in range(1, number + 1):
        places += (left, round(first + LINE_HEIGHT * line, 1))
    return written % places


@lru_cache(maxsize=65536)  # a record stands in the pictures of all that it is bound up with
def _written(
    kind: str, title: str, href: str, size: tuple[float, float], centre: bool, most: int
) -> tuple[str, str, int, float]:
    """What is written of a box wherever it stands, with `%` where a place comes; its shape, lines of its title, and width."""
    width, height = size
    shape = TYPES[kind].shape if kind in TYPES else "box"
    radius = {"round": 12, "diamond": 2, "cut": 0}.get(shape, 4)
    shown, kind, titled = escape(title), escape(kind), lines(title, TITLE_SIZE, width - 2 * _PAD, most)
    if shown != title:
        titled = [escape(line) for line in titled]
    classes = f"cb-box cb-{kind}" + (" cb-centre" if centre else "")
    element, address = ("a", f' href="{escape(href)}"') if href else ("g", "")
    begin = f'<{element} class="{classes}"{address}><title>{shown}</title>'.replace("%", "%%")
    drawn = f'{begin}<rect x="%s" y="%s" width="{round(width, 1)}" height="{round(height, 1)}" rx="{radius}"/>{_SHAPES[shape]}'
    drawn += f'<text class="cb-type" x="%s" y="%g">{kind}</text>'
    for line in titled:
        drawn += f'<text x="%s" y="%g">{line.replace("%", "%%")}</text>'
    return f"{drawn}</{element}>", shape, len(titled), round(width, 1)


_SHAPES = {
    "fold": '<path class="cb-fold" d="M%g %gv10h10"/>',
    "cut": '<path class="cb-fold" d="M%g %gl9 -9"/>',
    "diamond": '<path class="cb-lozenge" d="M%g %gl5 5l-5 5l-5 -5z"/>',
    "box": "",
    "round": "",
}


def more_svg(x: float, y: float, width: float, count: int, href: str) -> str:
    """A line of text that stands for the boxes left out."""
    words = f"+ {count} more"
    return (
        f'<a class="cb-more" href="{escape(href)}"><rect x="{x:g}" y="{y:g}" width="{width:g}" height="22" rx="11"/>'
        f'<text x="{x + width / 2:g}" y="{y + 15:g}" text-anchor="middle">{words}</text></a>'
    )


def edge_svg(kind: str, path: str, label: str = "", *, head: bool = True) -> str:
    """A line of one kind along an SVG path, with its head at the end."""
    begin, end = _line(kind, label, head)
    return f"{begin}{path}{end}"


@lru_cache(maxsize=65536)  # a reason stands in the pictures of all that it binds, twice in each
def _line(kind: str, label: str, head: bool) -> tuple[str, str]:
    """What is written of a line before its path and after it."""
    mark = EDGES[kind]
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    end = f' marker-end="url(#cb-{kind})"' if head else ""
    title = f"<title>{escape(label)}</title>" if label else ""
    return f'<path class="cb-edge cb-e-{kind}" d="', f'"{dash}{end}>{title}</path>'


def joint_svg(kind: str, x: float, y: float) -> str:
    """The dot at which the premises of one step meet."""
    return f'<circle class="cb-joint cb-e-{kind}" cx="{x:g}" cy="{y:g}" r="2.5"/>'


_HEADS = {
    "triangle": '<path d="M0 0L9 4.5L0 9z"/>',
    "bar": '<path class="cb-stroke" d="M8 0V9"/>',
    "cross": '<path class="cb-stroke" d="M1.5 1.5L7.5 7.5M7.5 1.5L1.5 7.5"/>',
    "diamond": '<path d="M0 4.5L4.5 1.2L9 4.5L4.5 7.8z"/>',
    "open": '<path class="cb-stroke" d="M1 1L8 4.5L1 8"/>',
}
# Where the end of the line falls in a head: a bar stands a little before it, a cross upon it.
_REFERENCE = {"triangle": 9, "bar": 12, "cross": 4.5, "diamond": 9, "open": 8}


def with_own_heads(body: str, name: str) -> str:
    """The edges of a picture with heads of its own, because ids are unique on a page, and a hidden picture's heads are not drawn.

    Args:
        body: what `edge_svg` and the like have drawn.
        name: what tells this picture's heads from those of others on the page.
    """
    own = f"cb-{name}-"
    return heads_svg(own, kinds_with_heads(body)) + body.replace('marker-end="url(#cb-', f'marker-end="url(#{own}')


def kinds_with_heads(body: str) -> tuple[str, ...]:
    """The kinds of the lines with heads in what `edge_svg` and the like have drawn."""
    return tuple(kind for kind in EDGES if f'"url(#cb-{kind})"' in body)


@lru_cache(maxsize=64)
def heads_svg(prefix: str = "cb-", kinds: tuple[str, ...] = tuple(EDGES)) -> str:
    """The definitions of heads, once on a page for each prefix.

    Args:
        prefix: of their ids.
        kinds: of lines that have them.
    """
    markers = "".join(
        f'<marker id="{prefix}{kind}" class="cb-head cb-e-{kind}" viewBox="0 0 9 9" refX="{_REFERENCE[mark.head]}" '
        f'refY="4.5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        f"{_HEADS[mark.head]}</marker>"
        for kind, mark in EDGES.items()
        if kind in kinds
    )
    return f"<defs>{markers}</defs>" if markers else ""
