"""Where the bands of the flows between topics run, for the picture without a script and for the one in the browser alike."""

from __future__ import annotations

import math
from typing import NamedTuple

from cruxbase.graph import ArgumentGraph
from cruxbase.site.map.flows import Flow, Grid, topic_flows, topic_grid
from cruxbase.support.memoized import memoized_by_graph

MOST = 400
"""How many flows have bands; beyond, the narrowest have none."""

_UNIT = 1.7  # breadth of a band a reason, in user units
_BROADEST = 24.0
_APART = 1.6  # between two bands on one side of a box


class Shape(NamedTuple):
    """Sizes of a grid's cells and of the topics' boxes in them, in user units.

    Attributes:
        columns: how many columns; 0 for what suits a wide window.
        cell: width and height of a cell.
        box: width and height of a box in the middle of its cell.
    """

    columns: int
    cell: tuple[float, float]
    box: tuple[float, float]


WIDE = Shape(0, (182, 120), (150, 60))
NARROW = Shape(3, (118, 132), (111, 92))


class Band(NamedTuple):
    """One band: a cubic curve and a breadth.

    Attributes:
        flow: number of its flow.
        kind: `supports` or `attacks`.
        breadth: in user units, in proportion to the number of reasons.
        points: x and y of the start, of both control points and of the end.
    """

    flow: int
    kind: str
    breadth: float
    points: tuple[float, ...]


class _End:
    """Where a band leaves or reaches a side of a box."""

    def __init__(self, towards: float, breadth: float) -> None:
        self.towards = towards
        self.breadth = breadth
        self.at = 0.0  # from the middle of the side


@memoized_by_graph
def bands(graph: ArgumentGraph, shape: Shape) -> tuple[Band, ...]:
    """The bands of the broadest flows in a grid, supports and attacks apart, side by side."""
    grid = topic_grid(graph, shape.columns)
    flows = topic_flows(graph)[:MOST]
    most = max((max(flow.supports, flow.attacks) for flow in flows), default=1)
    unit = min(_UNIT, _BROADEST / most)
    sides: dict[tuple[int, str], list[_End]] = {}
    planned = []
    for number, flow in enumerate(flows):
        leaves, reaches = _sides(grid, flow)
        for kind, count in (("supports", flow.supports), ("attacks", flow.attacks)):
            if not count:
                continue
            breadth = round(max(count * unit, 0.9), 2)
            ends = []
            for topic, other, side in ((flow.start, flow.end, leaves), (flow.end, flow.start, reaches)):
                place = grid.places[other]
                end = _End(place[0] if side in "top bottom" else place[1], breadth)
                sides.setdefault((topic, side), []).append(end)
                ends.append((topic, side, end))
            planned.append((number, kind, breadth, ends))
    for (_, side), several in sides.items():
        _spread(several, shape.box[0 if side in "top bottom" else 1])
    return tuple(
        Band(number, kind, breadth, _curve(grid, shape, ends[0], ends[1])) for number, kind, breadth, ends in planned
    )


def corner(grid: Grid, shape: Shape, topic: int) -> tuple[float, float]:
    """The left upper corner of a topic's box."""
    column, row = grid.places[topic]
    (wide, tall), (width, height) = shape.cell, shape.box
    return column * wide + (wide - width) / 2, row * tall + (tall - height) / 2


def _sides(grid: Grid, flow: Flow) -> tuple[str, str]:
    """The sides on which a flow leaves one box and reaches the other."""
    (x1, y1), (x2, y2) = grid.places[flow.start], grid.places[flow.end]
    if y1 == y2:
        if abs(x1 - x2) == 1:
            return ("right", "left") if x2 > x1 else ("left", "right")
        return "top", "top"
    return ("top", "bottom") if y2 < y1 else ("bottom", "top")


def _spread(ends: list[_End], length: float) -> None:
    """Set ends along a side in the order of where they lead, closer together where they have no room."""
    ends.sort(key=lambda end: end.towards)
    needed = sum(end.breadth for end in ends) + _APART * (len(ends) - 1)
    share = min(1.0, 0.88 * length / needed)
    at = -needed / 2
    for end in ends:
        end.at = (at + end.breadth / 2) * share
        at += end.breadth + _APART


def _curve(grid: Grid, shape: Shape, start: tuple[int, str, _End], end: tuple[int, str, _End]) -> tuple[float, ...]:
    (x1, y1), (dx1, dy1) = _port(grid, shape, *start)
    (x2, y2), (dx2, dy2) = _port(grid, shape, *end)
    reach = 0.45 * math.hypot(x2 - x1, y2 - y1) if dx1 or dy1 != dy2 else 0.42 * shape.cell[1]
    reach = min(reach, 0.8 * abs(y2 - y1) + 0.3 * shape.cell[1])
    points = (x1, y1, x1 + dx1 * reach, y1 + dy1 * reach, x2 + dx2 * reach, y2 + dy2 * reach, x2, y2)
    return tuple(round(number, 1) for number in points)


def _port(
    grid: Grid, shape: Shape, topic: int, side: str, end: _End
) -> tuple[tuple[float, float], tuple[float, float]]:
    """A point on a side of a box, and the way out of it."""
    left, top = corner(grid, shape, topic)
    width, height = shape.box
    if side in "top bottom":
        return (left + width / 2 + end.at, top if side == "top" else top + height), (0, -1 if side == "top" else 1)
    return (left if side == "left" else left + width, top + height / 2 + end.at), (-1 if side == "left" else 1, 0)
