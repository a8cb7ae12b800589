"""Where the bands of the flows between topics run, for the picture without a script and for the one in the browser alike.

Bands keep to the lanes between the boxes: no band passes behind a topic that it does not concern, so that it can be followed
from end to end. Between neighbours in a row it runs straight; between rows through the lane that parts them; farther, up or
down a lane between columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cruxbase.graph import ArgumentGraph
from cruxbase.site.map.flows import Flow, Grid, topic_flows, topic_grid
from cruxbase.support.memoized import memoized_by_graph

MOST = 400
"""How many flows have bands; beyond, the narrowest have none."""

_UNIT = 1.7  # breadth of a band a reason, in user units
_APART = 1.6  # between two bands on one side of a box


class Shape(NamedTuple):
    """Sizes of a grid's cells and of the topics' boxes in them, in user units.

    Attributes:
        columns: how many columns; 0 for what suits a wide window.
        cell: width and height of a cell.
        box: width and height of a box in the middle of its cell.
        broadest: of a band.
    """

    columns: int
    cell: tuple[float, float]
    box: tuple[float, float]
    broadest: float


WIDE = Shape(0, (212, 124), (178, 80), 24.0)
NARROW = Shape(3, (118, 140), (108, 92), 8.0)


class Band(NamedTuple):
    """One band: cubic curves, each from the end of the one before, and a breadth.

    Attributes:
        flow: number of its flow.
        kind: `supports` or `attacks`.
        breadth: in user units, in proportion to the number of reasons.
        points: x and y of the start, and of each curve both control points and the end.
    """

    flow: int
    kind: str
    breadth: float
    points: tuple[float, ...]


class _End:
    """Where a band leaves or reaches a side of a box, or runs in a lane."""

    def __init__(self, towards: float, breadth: float) -> None:
        self.towards = towards
        self.breadth = breadth
        self.at = 0.0  # from the middle of the side or the lane


class _Way(NamedTuple):
    """A band before its ends have places.

    Attributes:
        flow: number of its flow.
        kind: `supports` or `attacks`.
        leaves: topic, side and place of its start.
        reaches: the same of its end.
        lane: number of the lane between columns that it takes, and its place there; None where it takes none.
    """

    flow: int
    kind: str
    leaves: tuple[int, str, _End]
    reaches: tuple[int, str, _End]
    lane: tuple[int, _End] | None


@memoized_by_graph
def bands(graph: ArgumentGraph, shape: Shape) -> tuple[Band, ...]:
    """The bands of the broadest flows in a grid, supports and attacks apart, side by side."""
    grid = topic_grid(graph, shape.columns)
    flows = topic_flows(graph)[:MOST]
    most = max((max(flow.supports, flow.attacks) for flow in flows), default=1)
    unit = min(_UNIT, shape.broadest / most)
    ways = [
        _way(grid, number, flow, kind, round(max(count * unit, 0.9), 2))
        for number, flow in enumerate(flows)
        for kind, count in (("supports", flow.supports), ("attacks", flow.attacks))
        if count
    ]
    sides: dict[tuple[int, str], list[_End]] = {}
    lanes: dict[int, list[_End]] = {}
    for way in ways:
        for topic, side, end in (way.leaves, way.reaches):
            sides.setdefault((topic, side), []).append(end)
        if way.lane is not None:
            lanes.setdefault(way.lane[0], []).append(way.lane[1])
    for (_, side), several in sides.items():
        _spread(several, shape.box[0 if side in "top bottom" else 1])
    for several in lanes.values():
        _spread(several, shape.cell[0] - shape.box[0])
    return tuple(Band(way.flow, way.kind, way.leaves[2].breadth, _curve(grid, shape, way)) for way in ways)


def _way(grid: Grid, number: int, flow: Flow, kind: str, breadth: float) -> _Way:
    """The sides that a flow leaves and reaches, and the lane that it takes if rows lie between."""
    (x1, y1), (x2, y2) = grid.places[flow.start], grid.places[flow.end]
    if y1 == y2 and abs(x1 - x2) == 1:
        sides = ("right", "left") if x2 > x1 else ("left", "right")
        towards = (float(y2), float(y1))
    elif y1 == y2:
        sides, towards = ("top", "top"), (float(x2), float(x1))
    else:
        sides, towards = ("top", "bottom") if y2 < y1 else ("bottom", "top"), (float(x2), float(x1))
    lane = None
    if abs(y1 - y2) > 1:
        number_of_lane = _lane(grid, x1, x2)
        towards = (number_of_lane - 0.5, number_of_lane - 0.5)
        lane = number_of_lane, _End(float(x2 - x1), breadth)
    ends = [
        (topic, side, _End(to, breadth)) for topic, side, to in zip((flow.start, flow.end), sides, towards, strict=True)
    ]
    return _Way(number, kind, ends[0], ends[1], lane)


def _lane(grid: Grid, x1: int, x2: int) -> int:
    """The lane between columns that makes the way shortest; lane n is left of column n. The outermost have half the room."""
    inner = range(1, grid.columns) if grid.columns > 1 else range(2)
    return min(inner, key=lambda lane: (abs(lane - 0.5 - x1) + abs(lane - 0.5 - x2), abs(lane - 0.5 - x2)))


def corner(grid: Grid, shape: Shape, topic: int) -> tuple[float, float]:
    """The left upper corner of a topic's box."""
    column, row = grid.places[topic]
    (wide, tall), (width, height) = shape.cell, shape.box
    return column * wide + (wide - width) / 2, row * tall + (tall - height) / 2


def _spread(ends: list[_End], length: float) -> None:
    """Set ends along a side in the order of where they lead, closer together where they have no room."""
    ends.sort(key=lambda end: end.towards)
    needed = sum(end.breadth for end in ends) + _APART * (len(ends) - 1)
    share = min(1.0, 0.88 * length / needed)
    at = -needed / 2
    for end in ends:
        end.at = (at + end.breadth / 2) * share
        at += end.breadth + _APART


def _curve(grid: Grid, shape: Shape, way: _Way) -> tuple[float, ...]:
    """The points of a band: one curve between neighbours, three where it takes a lane between columns."""
    (x1, y1), (x2, y2) = (_port(grid, shape, *end) for end in (way.leaves, way.reaches))
    sides = way.leaves[1], way.reaches[1]
    free = shape.cell[1] - shape.box[1]  # between the boxes of two rows
    points: tuple[float, ...]
    if sides[0] in ("left", "right"):
        third = (x2 - x1) / 3
        points = (x1, y1, x1 + third, y1, x2 - third, y2, x2, y2)
    elif sides == ("top", "top"):
        rise = 0.6 * free  # the curve then rises by three quarters of it, and stays below the row above
        points = (x1, y1, x1, y1 - rise, x2, y2 - rise, x2, y2)
    elif way.lane is None:
        half = (y1 + y2) / 2
        points = (x1, y1, x1, half, x2, half, x2, y2)
    else:
        lane, end = way.lane
        x = lane * shape.cell[0] + end.at
        turn = free if y1 > y2 else -free
        low, high = y1 - turn, y2 + turn  # where the lane between columns is entered and left
        third = (high - low) / 3
        points = (x1, y1, x1, y1 - turn / 2, x, low + turn / 2, x, low)
        points += (x, low + third, x, high - third, x, high)
        points += (x, high - turn / 2, x2, y2 + turn / 2, x2, y2)
    return tuple(round(number, 1) for number in points)


def _port(grid: Grid, shape: Shape, topic: int, side: str, end: _End) -> tuple[float, float]:
    """A point on a side of a box."""
    left, top = corner(grid, shape, topic)
    width, height = shape.box
    if side in "top bottom":
        return left + width / 2 + end.at, top if side == "top" else top + height
    return left if side == "left" else left + width, top + height / 2 + end.at


def along(points: Sequence[float], share: float) -> tuple[float, float]:
    """A point of a band, at a share of its curves.

    >>> along((0, 0, 0, 1, 0, 2, 0, 3, 1, 3, 2, 3, 3, 3), 0.75)
    (1.5, 3.0)
    """
    curves = (len(points) - 2) // 6
    number = min(int(share * curves), curves - 1)
    t = share * curves - number
    part = points[6 * number : 6 * number + 8]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(weight * at for weight, at in zip(weights, part[axis::2], strict=True)) for axis in (0, 1))
    return x, y
