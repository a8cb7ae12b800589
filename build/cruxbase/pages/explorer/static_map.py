"""The map without a script: the strata as a picture, and every claim in a nested list."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from cruxbase.pages.explorer.strata import DEFINITIONS, Place, Row, Strata, strata
from cruxbase.pages.pictures.lettering import lines
from cruxbase.pages.prose import harmless
from cruxbase.pages.words import KINDS, several

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase

_SLOT = 15.0
_HEAD = 96.0
_SIDE = 112.0
_LABEL = 11.0
_MOST_LINKED = 2500  # dots; beyond, the picture has no links and titles of its own, and the list has them


def map_html(kb: KnowledgeBase, link: Callable[[str], str], *, root: str) -> str:
    """What stands on the map's page: the picture and the list, in the element that the script takes over.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        root: what leads from the page to the site's root, such as `../`.
    """
    layout = strata(kb.graph)
    return (
        f'<div id="cruxbase-map" class="cb-map" data-root="{escape(root)}" data-search-exclude>'
        f'<div class="cb-map-static">{static_map_svg(kb, link, layout)}</div>'
        f'<details class="cb-map-list"><summary>The same map as a list</summary>{map_list_html(kb, link, layout)}</details>'
        "</div>"
    )


def row_label(row: Row) -> str:
    """A row's name for readers.

    >>> row_label(Row(0, 0.0, 1)), row_label(Row(2, 0.0, 1))
    ('Foundations', '2 steps up')
    """
    if row.depth == DEFINITIONS:
        return "Definitions"
    return "Foundations" if row.depth == 0 else f"{several(row.depth, 'step')} up"


def radius(leaning: int) -> float:
    """The radius of a dot in slots, whose area grows with the number of claims that lean on it.

    >>> radius(0), radius(1000)
    (0.17, 0.44)
    """
    return round(min(0.17 + 0.035 * math.sqrt(leaning), 0.44), 3)


def static_map_svg(kb: KnowledgeBase, link: Callable[[str], str], layout: Strata | None = None) -> str:
    """The strata as an SVG element: a dot for each claim, a diamond for each crux, no links drawn.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
        layout: its strata, if they are at hand.
    """
    layout = layout or strata(kb.graph)
    room, height = _SIDE + layout.width * _SLOT + 60, _HEAD + layout.height * _SLOT + 4
    parts = [_row_svg(row, room) for row in layout.rows]
    for column in layout.columns:
        title = harmless(kb.graph.title(column.topic)) if column.topic in kb else "No topic"
        middle = _SIDE + (column.left + column.width / 2) * _SLOT
        parts.append(_heading_svg(title, middle, link(column.topic) if column.topic in kb else ""))
    linked = len(layout.places) <= _MOST_LINKED
    for id, place in layout.places.items():
        parts.append(_dot_svg(kb, id, place, layout, link(id) if linked else ""))
    count = f"{several(len(layout.places), 'record')} in {several(len(layout.columns), 'topic')}"
    return (
        f'<svg class="cb-strata" viewBox="0 0 {room:g} {height:g}" role="group" '
        f'aria-label="All claims by topic and depth of support" data-search-exclude>'
        f"<desc>{count}. Foundations are at the bottom, conclusions at the top.</desc>{''.join(parts)}</svg>"
    )


def _row_svg(row: Row, room: float) -> str:
    y = _HEAD + row.top * _SLOT
    band = f'<rect class="cb-band" x="0" y="{y - 3:g}" width="{room:g}" height="{row.height * _SLOT + 6:g}"/>'
    baseline = y + row.height * _SLOT / 2 + 4
    return f'{band}<text class="cb-row" x="{_SIDE - 14:g}" y="{baseline:g}" text-anchor="end">{row_label(row)}</text>'


def _heading_svg(title: str, middle: float, href: str) -> str:
    """A topic's name, slanted so that narrow columns can have long names."""
    shown = lines(title, _LABEL, 128, 2)
    rows = "".join(
        f'<text class="cb-topic" transform="translate({middle + 9 * number - 4 * (len(shown) - 1):g} {_HEAD - 10:g}) '
        f'rotate(-50)" y="{3 + 4 * number:g}">{escape(line)}</text>'
        for number, line in enumerate(shown)
    )
    return f'<a href="{escape(href)}"><title>{escape(title)}</title>{rows}</a>' if href else rows


def _dot_svg(kb: KnowledgeBase, id: str, place: Place, layout: Strata, href: str) -> str:
    kind = kb.graph.kind(id)
    x = round(_SIDE + (layout.columns[place.column].left + place.x) * _SLOT, 1)
    y = round(_HEAD + place.y * _SLOT, 1)
    size = round(radius(place.leaning) * _SLOT, 1)
    if kind == "crux":
        size = max(size, 4)
        shape = f'<path class="cb-d-crux" d="M{x:g} {y - size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z"/>'
    else:
        shape = f'<circle class="cb-d cb-d-{kind}" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    if not href:
        return shape
    title = escape(f"{KINDS[kind][0]}: {harmless(kb.graph.title(id))}")
    # The list has the same links for the keyboard; some hundreds of dots would only be in the way.
    return f'<a href="{escape(href)}" tabindex="-1"><title>{title}</title>{shape}</a>'


def map_list_html(kb: KnowledgeBase, link: Callable[[str], str], layout: Strata | None = None) -> str:
    """Every claim of the map as a nested list: topics, rows from conclusions down to foundations, claims.

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
        items = "".join(
            f"<li>{row_label(row)}<ul>{''.join(_item(kb, id, link) for id in cells[number, row.depth])}</ul></li>"
            for row in rows
        )
        parts.append(f"<li>{title}<ul>{items}</ul></li>")
    return f'<ul class="cb-map-nested">{"".join(parts)}</ul>'


def _item(kb: KnowledgeBase, id: str, link: Callable[[str], str]) -> str:
    kind = kb.graph.kind(id)
    said = "" if kind == "claim" else f" <small>{KINDS[kind][0]}</small>"
    return f'<li><a href="{escape(link(id))}">{escape(harmless(kb.graph.title(id)), quote=False)}</a>{said}</li>'
