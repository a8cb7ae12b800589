"""The map without a script: topics and flows as a picture, every claim in a nested list; and the strata, for the home page."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.site.formatting import KINDS, several
from cruxbase.site.map.flow_picture import flow_pictures
from cruxbase.site.map.strata import DEFINITIONS, Row, Strata, strata
from cruxbase.site.pictures.drawing import edge_svg
from cruxbase.site.pictures.lettering import lines, width
from cruxbase.site.pictures.marks import DOT_GROWTH, LARGEST_DOT, SMALLEST_DOT
from cruxbase.site.pictures.relations import Near, conclusions_of, grounds_of
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

Link = Callable[[str], str]
_MOST_LINKED = 2500  # dots; beyond, the picture has no links and titles of its own, and the list has them
_MOST_DRAWN = 90  # relations in a picture in which a claim is lit
_MOST_NAMED = 4  # titles there
_Relation = tuple[str, str, str, str]
_Area = tuple[float, float, float, float]


class Cut(NamedTuple):
    """A picture's proportions, in user units.

    Attributes:
        room: its width.
        head: height of the headings.
        side: width of the rows' names.
        edge: room right of the last column, for its slanted heading.
        size: of text.
        slot: the most that a dot may have.
        aspect: of the layout.
    """

    room: float
    head: float
    side: float
    edge: float
    size: float
    slot: float
    aspect: float


WIDE = Cut(room=1200, head=186, side=104, edge=150, size=12, slot=17, aspect=2.2)
_SLANT = 50  # of headings, in degrees


def map_html(kb: KnowledgeBase, link: Link, *, root: str) -> str:
    """What stands on the map's page: the picture and the list, in the element that the script takes over.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        root: what leads from the page to the site's root, such as `../`.
    """
    layout = strata(kb.graph)
    return (
        f'<div id="cruxbase-map" class="cb-map" data-root="{escape(root)}" data-search-exclude>'
        f'<div class="cb-map-static">{flow_pictures(kb, link)}</div>'
        f'<details class="cb-map-list"><summary>The same map as a list</summary>{map_list_html(kb, link, layout)}</details>'
        "</div>"
    )


def strata_picture(kb: KnowledgeBase, link: Link, *, lit: str = "", dots: Link | None = None) -> str:
    """All claims by topic and depth of support, as a picture for a wide page: on a phone its dots would be too small.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        lit: id of a record whose relations are drawn; empty for none. The page needs the heads of lines, as a legend has them.
        dots: the same address where it is asked for a dot, of which `dot_begins` shows the title and nothing else does.
    """
    return Picture(kb, link, strata(kb.graph, WIDE.aspect), WIDE, dots).svg(lit)


def dot_begins(href: str, kind: str, title: str) -> str:
    """What begins the dot of a record that is linked, with its title.

    Args:
        href: the address of its page.
        kind: its type.
        title: its title.

    >>> dot_begins("claims/a/", "norm", "Keep out")
    '<a href="claims/a/" tabindex="-1"><title>norm: Keep out</title>'
    """
    # The list has the same links for the keyboard; some hundreds of dots would only be in the way.
    return f'<a href="{escape(href)}" tabindex="-1"><title>{escape(f"{KINDS[kind][0]}: {harmless(title)}")}</title>'


def row_label(row: Row) -> str:
    """A row's name for readers.

    >>> row_label(Row(0, 0.0, 1)), row_label(Row(2, 0.0, 1))
    ('Foundations', '2 steps up')
    """
    if row.depth == DEFINITIONS:
        return "Definitions"
    return "Foundations" if row.depth == 0 else f"{several(row.depth, 'step')} up"


def radius(weight: int) -> float:
    """The radius of a dot in slots, which grows with the number of claims that depend on it.

    >>> radius(0), radius(1000)
    (0.25, 0.48)
    """
    return round(min(SMALLEST_DOT + DOT_GROWTH * math.sqrt(weight), LARGEST_DOT), 3)


class Picture:
    """The strata of a base as a picture of some proportions.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        layout: its strata.
        cut: the proportions.
        dots: see `strata_picture`.
    """

    def __init__(self, kb: KnowledgeBase, link: Link, layout: Strata, cut: Cut, dots: Link | None = None) -> None:
        self.kb = kb
        self.link = link
        self.dot_link = dots or link
        self.layout = layout
        self.cut = cut
        free = cut.room - cut.side - cut.edge
        self.slot = min(cut.slot, free / max(layout.width, 1))
        self.left = cut.side + (free - layout.width * self.slot) / 2
        self.height = cut.head + layout.height * self.slot + 0.4 * self.slot

    def svg(self, lit: str = "") -> str:
        """The picture as an SVG element: a dot for each claim, a diamond for each crux.

        Args:
            lit: id of the record whose relations are drawn; empty for none.
        """
        layout = self.layout
        lit = lit if lit in layout.places else ""
        relations = _relations(self.kb, lit) if lit else []
        bright = {lit} | {end for start, to, _, _ in relations for end in (start, to)}
        parts = [self._row(row) for row in layout.rows]
        parts += [self._heading(number) for number in range(len(layout.columns))]
        dim = [id for id in layout.places if lit and id not in bright]
        full = [id for id in layout.places if not lit or id in bright]
        dots = self._linked_dots if len(layout.places) <= _MOST_LINKED else self._plain_dots
        parts.append(f'<g class="cb-dim">{dots(dim)}</g>' if dim else "")
        parts += [self._relation(*relation) for relation in relations]
        parts += [dots(full), self._names(lit, relations) if lit else ""]
        count = f"{several(len(layout.places), 'record')} in {several(len(layout.columns), 'topic')}"
        about = self._about(lit)
        return (
            f'<svg class="cb-strata" viewBox="0 0 {self.cut.room:g} {self.height:.0f}" role="group" '
            f'aria-label="All claims by topic and depth of support" data-search-exclude>'
            f"<desc>{count}. Foundations are at the bottom, conclusions at the top.{escape(about)}</desc>"
            f"{''.join(parts)}</svg>"
        )

    def _about(self, lit: str) -> str:
        if not lit:
            return ""
        return f" Lit: what bears on the sides of “{harmless(self.kb.graph.title(lit))}”, and all that it bears on."

    def at(self, id: str) -> tuple[float, float]:
        """Where a record's dot is."""
        place = self.layout.places[id]
        x = self.left + (self.layout.columns[place.column].left + place.x) * self.slot
        return round(x, 1), round(self.cut.head + place.y * self.slot, 1)

    def _size(self, id: str) -> float:
        size = radius(self.layout.places[id].weight) * self.slot
        return round(max(size * 1.2, 0.36 * self.slot) if self.kb.graph.kind(id) == "crux" else size, 1)

    def _row(self, row: Row) -> str:
        y = self.cut.head + (row.top - 0.3) * self.slot
        tall = (row.height + 0.6) * self.slot
        band = f'<rect class="cb-band" y="{y:.1f}" width="{self.cut.room:g}" height="{tall:.1f}"/>'
        x, baseline = self.cut.side - 12, y + tall / 2 + 0.36 * self.cut.size
        return f'{band}<text class="cb-row" x="{x:g}" y="{baseline:.1f}" text-anchor="end">{row_label(row)}</text>'

    def _heading(self, number: int) -> str:
        """A topic's name, slanted so that narrow columns can have long names."""
        cut, column, columns = self.cut, self.layout.columns[number], self.layout.columns
        known = column.topic in self.kb
        title = harmless(self.kb.graph.title(column.topic)) if known else "No topic"
        middle = self.left + (column.left + column.width / 2) * self.slot
        sine = math.sin(math.radians(_SLANT))
        spread = 1.15 * cut.size / sine  # how far apart along the base two lines of text begin
        pitch = (columns[number + 1].left - column.left if number + 1 < len(columns) else column.width + 2) * self.slot
        shown = lines(title, 1.12 * cut.size, (cut.head - 14) / sine, 2 if pitch >= 2 * spread else 1)
        texts = "".join(
            f'<text class="cb-topic" transform="translate({middle + spread * (place - (len(shown) - 1) / 2) + 3:.1f} '
            f'{cut.head - 9:g}) rotate(-{_SLANT})">{escape(line)}</text>'
            for place, line in enumerate(shown)
        )
        return (
            f'<a href="{escape(self.link(column.topic))}"><title>{escape(title)}</title>{texts}</a>' if known else texts
        )

    def _linked_dots(self, ids: Iterable[str]) -> str:
        return "".join(self._linked_dot(id) for id in ids)

    def _linked_dot(self, id: str) -> str:
        kind = self.kb.graph.kind(id)
        (x, y), size = self.at(id), self._size(id)
        if kind == "crux":
            shape = f'<path class="cb-d-crux" d="M{x:g} {y - size:g}l{size:g} {size:g}l-{size:g} {size:g}l-{size:g} -{size:g}z"/>'
        else:
            shape = f'<circle class="cb-d cb-d-{kind}" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
        return f"{dot_begins(self.dot_link(id), kind, self.kb.graph.title(id))}{shape}</a>"

    def _plain_dots(self, ids: Iterable[str]) -> str:
        """Dots of a kind and size as one path: a line of no length has round ends."""
        same: dict[tuple[str, float], list[str]] = defaultdict(list)
        for id in ids:
            kind = self.kb.graph.kind(id)
            look = {"crux": "cb-d-crux", "definition": "cb-o", "question": "cb-o"}.get(kind, "cb-d")
            (x, y), size = self.at(id), self._size(id)
            if look == "cb-d-crux":
                same[look, 0].append(f"M{x:g} {y - size:g}l{size:g} {size:g}l-{size:g} {size:g}l-{size:g} -{size:g}z")
            else:
                same[look, size].append(f"M{x:g} {y:g}h0")
        return "".join(
            f'<path class="{look}" d="{"".join(dots)}"/>'
            if look == "cb-d-crux"
            else f'<path class="cb-many {look}" stroke-width="{2 * size:g}" d="{"".join(dots)}"/>'
            for (look, size), dots in sorted(same.items())
        )

    def _curve(self, start: str, end: str) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
        """The ends of a line, with what it is drawn towards between them."""
        (x1, y1), (x2, y2) = self.at(start), self.at(end)
        bend = -2.2 * self.slot if abs(y2 - y1) < 1.6 * self.slot else 0.0
        return (x1, y1), ((x1 + x2) / 2 + (y2 - y1) * 0.1, (y1 + y2) / 2 + bend - (x2 - x1) * 0.05), (x2, y2)

    def _relation(self, start: str, end: str, kind: str, label: str) -> str:
        (x1, y1), (cx, cy), (x2, y2) = self._curve(start, end)
        short = (self._size(end) + 1.5) / (math.hypot(x2 - cx, y2 - cy) or 1.0)
        ex, ey = x2 - (x2 - cx) * short, y2 - (y2 - cy) * short
        path = f"M{x1:g} {y1:g}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
        return edge_svg(kind, path, harmless(label))

    def _names(self, lit: str, relations: list[_Relation]) -> str:
        """Titles of the lit record and of some that it is linked to, where they cover least."""
        wanted = [lit, *_worth_naming(self, lit, relations)]
        costs = self._costs(relations)
        taken: list[_Area] = []
        parts = [self._name(id, taken, costs, strong=id == lit) for id in wanted[:_MOST_NAMED]]
        x, y = self.at(lit)
        return f'<circle class="cb-lit" cx="{x:g}" cy="{y:g}" r="{self._size(lit) + 4:g}"/>{"".join(parts)}'

    def _costs(self, relations: list[_Relation]) -> list[tuple[_Area, float]]:
        """What a title had better not cover, and how many units farther off it should rather stand."""
        ends = {end for start, to, _, _ in relations for end in (start, to)}
        found = []
        for id in self.layout.places:
            (x, y), size = self.at(id), self._size(id)
            found.append(((x - size, y - size, x + size, y + size), 250.0 if id in ends else 26.0))
        for start, end, _, _ in relations:
            (x1, y1), (cx, cy), (x2, y2) = self._curve(start, end)
            for part in range(1, 16):
                t = part / 16
                x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t**2 * x2
                y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t**2 * y2
                found.append(((x - 2, y - 2, x + 2, y + 2), 22.0))
        return found

    def _name(self, id: str, taken: list[_Area], costs: list[tuple[_Area, float]], *, strong: bool) -> str:
        """A title as near to its dot as it can be without covering another; the cost of a dot is some way."""
        size = self.cut.size + strong
        href = self.link(id)  # asked for also where no room is found: that is read off its title
        shown = lines(harmless(self.kb.graph.title(id)), 1.05 * size, 200, 4)
        wide, tall = (
            max(width(line, size) for line in shown) * (1.06 if strong else 1) + 8,
            len(shown) * 1.22 * size + 5,
        )
        x, y = self.at(id)
        area = self._free_area((x, y), (wide, tall), taken, costs)
        if area is None:
            return ""
        x0, y0, x1, y1 = area
        taken.append(area)
        at = min(max(x, x0), x1), min(max(y, y0), y1)
        away = _distance((x, y), area) > 8
        line = f'<path class="cb-lead" d="M{x:g} {y:g}L{at[0]:.1f} {at[1]:.1f}"/>' if away else ""
        texts = "".join(
            f'<text x="{x0 + 4:.1f}" y="{y0 + (1.22 * number + 1.1) * size:.1f}">{escape(text)}</text>'
            for number, text in enumerate(shown)
        )
        strength = " cb-strong" if strong else ""
        return f'{line}<a class="cb-name{strength}" href="{escape(href)}">{texts}</a>'

    def _free_area(
        self,
        dot: tuple[float, float],
        size: tuple[float, float],
        taken: list[_Area],
        costs: list[tuple[_Area, float]],
    ) -> _Area | None:
        """The best place near a dot for a title of a size; None where there is none."""
        (x, y), (wide, tall) = dot, size
        best: tuple[float, _Area] | None = None
        reach: _Area = (x - wide - 171, y - tall - 151, x + wide + 175, y + tall + 100)
        near = [(what, much) for what, much in costs if _overlap(reach, what, 0)]
        corners = itertools.product(
            range(round(x - wide - 170), round(x + 175), 10), range(round(y - tall - 150), round(y + 100), 8)
        )
        for left, top in corners:
            area: _Area = (left, top, left + wide, top + tall)
            if left < self.cut.side or area[2] > self.cut.room or top < self.cut.head or area[3] > self.height:
                continue
            far = _distance((x, y), area)
            if best is not None and far >= best[0]:  # what it covers can only add to that
                continue
            if any(_overlap(area, other, 6) for other in taken):
                continue
            right, bottom = area[2:]
            # Written out, because it is asked millions of times.
            cost = far + sum([much for (a, b, c, d), much in near if left < c and a < right and top < d and b < bottom])
            if best is None or cost < best[0]:
                best = cost, area
        return best[1] if best is not None else None


def _overlap(one: _Area, other: _Area, gap: float) -> bool:
    return one[0] - gap < other[2] and other[0] < one[2] + gap and one[1] - gap < other[3] and other[1] < one[3] + gap


def _distance(point: tuple[float, float], area: _Area) -> float:
    across = max(area[0] - point[0], 0, point[0] - area[2])
    return math.hypot(across, max(area[1] - point[1], 0, point[1] - area[3]))


def _worth_naming(picture: Picture, lit: str, relations: list[_Relation]) -> list[str]:
    """Of what a lit record is linked to the highest in each topic, the highest first."""
    places = picture.layout.places
    highest: dict[int, str] = {}
    ends = {end for start, to, _, _ in relations for end in (start, to)} - {lit}
    for id in sorted(ends, key=lambda id: (places[id].row, id)):
        highest[places[id].column] = id
    return sorted(highest.values(), key=lambda id: (-places[id].row, id))


def _relations(kb: KnowledgeBase, lit: str) -> list[_Relation]:
    """What is drawn for a lit record, each from start to end.

    It is what bears on it and, for a crux, on its sides; and all that depends on it, until there is enough.
    """
    found: dict[tuple[str, str, str], str] = {}

    def add(of: str, near: Near, *, above: bool) -> None:
        # A requirement runs from what needs to what is needed.
        start, end = (of, near.id) if above != (near.kind == "requires") else (near.id, of)
        if start != end:
            found.setdefault((start, end, near.kind), near.label)

    sides = [link.end for link in kb.graph.links_from("side", lit)]
    for id in (lit, *sides):
        for near in grounds_of(kb, id):
            add(id, near, above=False)
    reached, edge = {lit}, [lit]
    while edge and len(found) < _MOST_DRAWN:
        beyond = []
        for id in edge:
            for near in conclusions_of(kb, id):
                add(id, near, above=True)
                if near.id not in reached:
                    reached.add(near.id)
                    beyond.append(near.id)
        edge = beyond
    return [(*ends, label) for ends, label in found.items()]


def map_list_html(kb: KnowledgeBase, link: Callable[[str], str], layout: Strata | None = None) -> str:
    """Every claim of the map as a nested list: topics, rows from conclusions down to foundations, claims.

    On paper it is a list of the cruxes of each topic and its foremost conclusion: `cb-printed` marks them.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        layout: its strata, if they are at hand.
    """
    layout = layout or strata(kb.graph)
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for id, place in layout.places.items():
        cells[place.column, place.row].append(id)
    parts = []
    for number, column in enumerate(layout.columns):
        rows = [row for row in layout.rows if cells[number, row.depth]]
        title = escape(harmless(kb.graph.title(column.topic))) if column.topic in kb else "No topic"
        top = cells[number, rows[0].depth][0] if rows else ""
        items = "".join(
            f"<li>{row_label(row)}<ul>{''.join(_item(kb, id, link, top) for id in cells[number, row.depth])}</ul></li>"
            for row in rows
        )
        parts.append(f"<li>{title}<ul>{items}</ul></li>")
    return f'<ul class="cb-map-nested">{"".join(parts)}</ul>'


def map_list_edited(document: bytes, titles: Mapping[str, str]) -> bytes | None:
    """The page of the map with other titles in its list; None where a record does not stand there once and only there.

    Args:
        document: the page as it was.
        titles: of the records that have another title or text, by what leads from the page to theirs; none is a topic's.

    >>> page = b'<li><a href="../claims/a/">Before</a> <small>norm</small></li>'
    >>> map_list_edited(page, {"../claims/a/": "After & since"})
    b'<li><a href="../claims/a/">After &amp; since</a> <small>norm</small></li>'
    >>> map_list_edited(page + page, {"../claims/a/": "After"})
    """
    for href, title in titles.items():
        before, opening, rest = document.partition(f'<a href="{escape(href)}">'.encode())
        _, closing, after = rest.partition(b"</a>")
        if not closing or any(f'href="{escape(href)}"'.encode() in part for part in (before, after)):
            return None
        document = b"".join((before, opening, _shown(title).encode(), closing, after))
    return document


def _shown(title: str) -> str:
    return escape(harmless(title), quote=False)


def _item(kb: KnowledgeBase, id: str, link: Callable[[str], str], top: str) -> str:
    kind = kb.graph.kind(id)
    said = "" if kind == "claim" else f" <small>{KINDS[kind][0]}</small>"
    printed = ' class="cb-printed"' if kind == "crux" or id == top else ""
    return f'<li{printed}><a href="{escape(link(id))}">{_shown(kb.graph.title(id))}</a>{said}</li>'
