"""The flows between topics as a picture that needs no script: a box a topic, a band for the reasons from one to another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

from cruxbase.site.formatting import several
from cruxbase.site.map.bands import NARROW, WIDE, Band, Shape, along, bands, corner
from cruxbase.site.map.flows import Flow, count_leading, topic_flows, topic_grid
from cruxbase.site.map.strata import topics_in
from cruxbase.site.pictures.lettering import lines
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

Link = Callable[[str], str]
_HEAD = 8.0  # length of a band's head
_MARKED = 0.84  # of a band's way, where the mark of its cruxes stands
_SIZE = 12.0


def flow_pictures(kb: KnowledgeBase, link: Link) -> str:
    """The picture for a wide page and the one for a phone; the style sheet shows one of them.

    Args:
        kb: the base.
        link: the address of a record's page, by its id.
    """
    return (
        f'<div class="cb-map-wide">{flow_picture(kb, link, WIDE)}</div>'
        f'<div class="cb-map-narrow">{flow_picture(kb, link, NARROW)}</div>'
    )


def flow_picture(kb: KnowledgeBase, link: Link, shape: Shape) -> str:
    """The picture as an SVG element, each topic linked to its page."""
    grid, flows = topic_grid(kb.graph, shape.columns), topic_flows(kb.graph)
    _, topics = topics_in(kb.graph)
    titles = [harmless(kb.graph.title(topic)) if topic in kb else "No topic" for topic in topics]
    width, height = grid.columns * shape.cell[0], grid.rows * shape.cell[1]
    marked: set[int] = set()
    leading = count_leading(kb.graph)
    shown = [band for band in bands(kb.graph, shape) if band.flow < leading]
    drawn = [_band(band, flows[band.flow], titles, marked) for band in shown]
    counts = _counts(kb)
    boxes = "".join(
        _box(kb, link, shape, number, (titles[number], *counts[topic])) for number, topic in enumerate(topics)
    )
    left = len(flows) - leading
    left_out = f" {several(left, 'narrower flow')} left out; the list has the reasons of all." if left else ""
    return (
        f'<svg class="cb-strata cb-flows" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="Topics, and the reasons that lead from one to another" data-search-exclude>'
        f"<desc>{several(len(topics), 'topic')}, {several(len(flows), 'flow')}.{left_out}</desc>"
        f"{''.join(reversed(drawn))}{boxes}</svg>"
    )


def _band(band: Band, flow: Flow, titles: list[str], marked: set[int]) -> str:
    x3, y3, x4, y4 = band.points[-4:]
    far = math.hypot(x4 - x3, y4 - y3) or 1.0
    ux, uy = (x4 - x3) / far, (y4 - y3) / far
    ex, ey, wide = x4 - ux * _HEAD, y4 - uy * _HEAD, band.breadth / 2 + 3
    count = flow.supports if band.kind == "supports" else flow.attacks
    words = f"{titles[flow.start]} → {titles[flow.end]} ({count} {'for' if band.kind == 'supports' else 'against'})"
    dash = ' stroke-dasharray="7 4"' if band.kind == "attacks" else ""
    shortened = (*band.points[:-4], round(x3 - ux * _HEAD, 1), round(y3 - uy * _HEAD, 1), round(ex, 1), round(ey, 1))
    path = f"M{shortened[0]:g} {shortened[1]:g}C{' '.join(f'{number:g}' for number in shortened[2:])}"
    bx, by = (ex, ey) if band.kind == "supports" else (x4 - ux * 4, y4 - uy * 4)
    left, right = (f"{bx + way * uy * wide:.1f} {by - way * ux * wide:.1f}" for way in (-1, 1))
    if band.kind == "supports":
        head = f'<path class="cb-tip" d="M{x4:g} {y4:g}L{left}L{right}z"/>'
    else:
        head = f'<path class="cb-bar" d="M{left}L{right}"/>'
    return (
        f'<g class="cb-flow cb-flow-{band.kind}"><title>{escape(words)}</title>'
        f'<path class="cb-way" d="{path}" stroke-width="{band.breadth:g}"{dash}/>{head}</g>'
        f"{_mark(band, flow, marked)}"
    )


def _mark(band: Band, flow: Flow, marked: set[int]) -> str:
    """The diamond of a flow whose reasons part over a crux, on the broader of its two bands."""
    broader = flow.supports >= flow.attacks if band.kind == "supports" else flow.attacks >= flow.supports
    if not flow.cruxes or not broader or band.flow in marked:
        return ""
    marked.add(band.flow)
    x, y = along(band.points, _MARKED)
    return f'<path class="cb-d-crux cb-parting" d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>'


def _counts(kb: KnowledgeBase) -> Mapping[str, tuple[int, int]]:
    """For each topic how many records it has, and how many of them are cruxes."""
    topic_of, _ = topics_in(kb.graph)
    records = Counter(topic_of.values())
    cruxes = Counter(topic_of[id] for id in kb.graph.ids("crux"))
    return {topic: (number, cruxes[topic]) for topic, number in records.items()}


def _box(kb: KnowledgeBase, link: Link, shape: Shape, number: int, shown_in_it: tuple[str, int, int]) -> str:
    topic = topics_in(kb.graph)[1][number]
    title, records, cruxes = shown_in_it
    (x, y), (width, height) = corner(topic_grid(kb.graph, shape.columns), shape, number), shape.box
    room = int((height - 8) // 15)
    shown = lines(title, 1.06 * _SIZE, width - 16, room)
    has_count = len(shown) < room  # a name that needs all the lines has them
    texts = "".join(
        f'<text class="cb-topic" x="{x + 8:g}" y="{y + 17 + 15 * place:g}">{escape(line)}</text>'
        for place, line in enumerate(shown)
    )
    about = several(records, "record") + (f", {several(cruxes, 'crux', 'cruxes')}" if cruxes else "")
    counted = about if shape is WIDE else several(records, "record")
    count = f'<text class="cb-row" x="{x + 8:g}" y="{y + height - 8:g}">{counted}</text>'
    body = (
        f"<title>{escape(title)}: {about}</title>"
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6"/>{texts}{count if has_count else ""}'
    )
    if topic not in kb:
        return f'<g class="cb-topic-box">{body}</g>'
    return f'<a class="cb-topic-box" href="{escape(link(topic))}">{body}</a>'
