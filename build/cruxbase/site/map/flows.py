"""What turns on what among topics: how many reasons lead from each topic to each other, and where topics stand in the overview.

A reason counts once for each topic that its premises come from. Reasons against are attacking steps and undercuts. The topics
stand in a grid, conclusions above what they rest on, so that flows are short and run upwards as far as they can.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from cruxbase.graph import ArgumentGraph
from cruxbase.graph.dependents import dependents_in
from cruxbase.site.map.strata import support_depths, topics_in
from cruxbase.support.memoized import memoized_by_graph

_SWEEPS = 8
_MANY = 48  # topics, from which places are sought among the nearer ones only
_DOWNWARDS = 3.0  # what a flow that runs down costs, beside one row of length
_LEVEL = 1.3  # what one within a row costs
_BEHIND = 0.9  # what a flow that passes behind another topic costs
_NEAR = 4  # cells, across and down together
_TALL = 1.5  # rows a column inside a topic, so that a slot has room for a title
_ORDERINGS = 6
_BROAD = 3  # reasons from which a flow is drawn before anything is pointed at
_MOST_BROAD = 60
Cell = tuple[int, int]


class Flow(NamedTuple):
    """The reasons that lead from one topic to another.

    Attributes:
        start: number of the topic of the premises.
        end: number of the topic of the conclusions.
        supports: how many steps support.
        attacks: how many steps attack, and how many undercuts there are.
        cruxes: cruxes over which reasons part, and of which these bear on a side.
    """

    start: int
    end: int
    supports: int
    attacks: int
    cruxes: tuple[str, ...] = ()


class _Tie(NamedTuple):
    other: int
    weight: float
    way: int  # 1 towards the other, -1 from it
    supports: bool


class Grid(NamedTuple):
    """Places for topics.

    Attributes:
        columns: how many columns there are.
        rows: how many rows.
        places: column and row of each topic, row 0 at the top.
    """

    columns: int
    rows: int
    places: tuple[tuple[int, int], ...]


class Interior(NamedTuple):
    """Places for the claims of one topic.

    Attributes:
        columns: how many slots a row has.
        rows: how many rows there are.
        slots: column, in halves, and row of each claim.
    """

    columns: int
    rows: int
    slots: Mapping[str, tuple[float, int]]


@memoized_by_graph
def topic_flows(graph: ArgumentGraph) -> tuple[Flow, ...]:
    """The flows between different topics: those that are drawn at first, then the others, each the broadest first."""
    topic_of, topics = topics_in(graph)
    number = {topic: place for place, topic in enumerate(topics)}
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    reached: dict[tuple[int, int], set[str]] = defaultdict(set)

    def add(starts: set[str], conclusion: str, kind: int) -> None:
        for topic in starts - {topic_of[conclusion]}:
            pair = number[topic], number[topic_of[conclusion]]
            counts[pair][kind] += 1
            reached[pair].add(conclusion)

    for step in graph.steps.values():
        add({topic_of[premise] for premise in step.premises}, step.conclusion, int(step.kind == "attacks"))
    for undercut in graph.parts.undercuts:
        if undercut.start in topic_of:
            add({topic_of[undercut.start]}, graph.steps[undercut.step].conclusion, 1)
    parted = _parted(graph, topic_of)
    flows = [
        Flow(
            *pair,
            both[0],
            both[1],
            tuple(crux for crux, sides in parted.items() if not sides.isdisjoint(reached[pair])),
        )
        for pair, both in counts.items()
    ]
    flows.sort(key=lambda flow: (-flow.supports - flow.attacks, flow.start, flow.end))
    leading = _leading(flows)
    return tuple(sorted(flows, key=lambda flow: flow not in leading))


def _leading(flows: Sequence[Flow]) -> set[Flow]:
    """The flows that are drawn at first: the broad ones, and of each topic the broadest into it and out of it."""
    broad = [flow for flow in flows if flow.supports + flow.attacks >= _BROAD][:_MOST_BROAD]
    first: dict[tuple[str, int], Flow] = {}
    for flow in flows:
        first.setdefault(("into", flow.end), flow)
        first.setdefault(("out", flow.start), flow)
    return {*broad, *first.values()}


def count_leading(graph: ArgumentGraph) -> int:
    """How many of the flows are drawn before anything is pointed at: they are the first of `topic_flows`."""
    return len(
        _leading(sorted(topic_flows(graph), key=lambda flow: (-flow.supports - flow.attacks, flow.start, flow.end)))
    )


def _parted(graph: ArgumentGraph, topic_of: Mapping[str, str]) -> dict[str, set[str]]:
    """Cruxes over which reasons from other topics part, with their sides: two sides are spoken for, or one for and against."""
    sides: dict[str, set[str]] = defaultdict(set)
    for link in graph.parts.links:
        if link.kind == "side":
            sides[link.start].add(link.end)
    spoken: dict[str, set[str]] = defaultdict(set)
    for step in graph.steps.values():
        if any(topic_of[premise] != topic_of[step.conclusion] for premise in step.premises):
            spoken[step.conclusion].add(step.kind)
    return {crux: ends for crux, ends in sides.items() if sum(len(spoken.get(end, ())) for end in ends) > 1}


@memoized_by_graph
def topic_grid(graph: ArgumentGraph, columns: int = 0) -> Grid:
    """Places for all topics: what others rest on below, what is linked near each other.

    Topics are put in the order of a greedy feedback arc set (Eades, Lin and Smyth 1993) of the supports, and then pairs of
    places are swapped as long as flows get shorter by it. No attack sets what is above.

    Args:
        graph: of the base.
        columns: how many columns to have; 0 for what suits a wide window.
    """
    _, topics = topics_in(graph)
    flows = topic_flows(graph)
    count = len(topics)
    columns = columns or max(1, math.ceil(math.sqrt(count * 1.1)))
    columns = max(1, min(columns, count))
    rows = max(1, -(-count // columns))
    cell_of: list[tuple[int, int]] = [(0, 0)] * count
    for place, topic in enumerate(_upwards(count, flows)):
        cell_of[topic] = (place % columns, rows - 1 - place // columns)
    _shorten(cell_of, flows, columns, rows)
    return Grid(columns, rows, tuple(cell_of))


def _upwards(count: int, flows: Sequence[Flow]) -> list[int]:
    """Topics in an order in which most supports lead from an earlier to a later one."""
    left = _TopicsLeft(count, flows)
    first: list[int] = []
    last: list[int] = []
    while (chosen := left.take()) is not None:
        topic, at_start = chosen
        (first if at_start else last).append(topic)
    return first + last[::-1]


class _TopicsLeft:
    """The topics that have no place yet, and the supports among them.

    They stand in heaps by what is left to them, where an entry is passed over once it is no longer true.
    """

    def __init__(self, count: int, flows: Sequence[Flow]) -> None:
        self._out: list[Counter[int]] = [Counter() for _ in range(count)]
        self._into: list[Counter[int]] = [Counter() for _ in range(count)]
        for flow in flows:
            self._out[flow.start][flow.end] += flow.supports
            self._into[flow.end][flow.start] += flow.supports
        self._sums = [[one.total(), other.total()] for one, other in zip(self._out, self._into, strict=True)]
        self._is_left = [True] * count
        self._alone: list[int] = []
        self._sinks: list[int] = []
        self._sources: list[int] = []
        self._busiest: list[tuple[int, int]] = []
        for topic in range(count):
            self._note(topic)

    def take(self) -> tuple[int, bool] | None:
        """The next topic, and whether it stands at the start; None once there is none."""
        topic, at_start = self._first(self._alone), True  # nothing bears on it any more: where it stands matters little
        if topic is None:
            topic, at_start = self._first(self._sinks), False
        if topic is None:
            topic, at_start = self._first(self._sources), True
        while topic is None and self._busiest:
            less, one = heappop(self._busiest)
            out, into = self._sums[one]
            topic = one if self._is_left[one] and less == into - out else None
        if topic is None:
            return None
        self._is_left[topic] = False
        for side, (mine, theirs) in enumerate(((self._out, self._into), (self._into, self._out))):
            for other in mine[topic]:
                supports = theirs[other].pop(topic, 0)
                if supports and self._is_left[other]:
                    self._sums[other][1 - side] -= supports
                    self._note(other)
        return topic, at_start

    def _first(self, heap: list[int]) -> int | None:
        """The topic with the smallest number in a heap that is still left."""
        while heap and not self._is_left[heap[0]]:
            heappop(heap)
        return heap[0] if heap else None

    def _note(self, topic: int) -> None:
        """Put a topic where its supports say; they only grow fewer."""
        out, into = self._sums[topic]
        if not out and not into:
            heappush(self._alone, topic)
        if not out:
            heappush(self._sinks, topic)
        if not into:
            heappush(self._sources, topic)
        heappush(self._busiest, (into - out, topic))


class _Placement:
    """Topics in cells, and what their places cost."""

    def __init__(self, cell_of: list[Cell], flows: Sequence[Flow]) -> None:
        self.cell_of = cell_of
        self.at = {cell: topic for topic, cell in enumerate(cell_of)}
        beside: list[list[_Tie]] = [[] for _ in cell_of]
        for flow in flows:
            weight = math.sqrt(flow.supports + flow.attacks)
            beside[flow.start].append(_Tie(flow.end, weight, 1, flow.supports > 0))
            beside[flow.end].append(_Tie(flow.start, weight, -1, flow.supports > 0))
        few = 8 if len(cell_of) > _MANY else len(flows)
        self.beside = [sorted(ties, key=lambda tie: -tie.weight)[:few] for ties in beside]

    def cost(self, topic: int) -> float:
        """What the flows of a topic cost where it stands."""
        x, y = self.cell_of[topic]
        total = 0.0
        for other, weight, way, supports in self.beside[topic]:
            ox, oy = self.cell_of[other]
            across, rise = abs(ox - x), (y - oy) * way  # rise: rows from the start up to the end
            length = across * 0.8 + abs(oy - y)
            if supports and rise <= 0:
                length += _DOWNWARDS if rise < 0 else _LEVEL
            if (across == 0 and abs(oy - y) > 1) or (oy == y and across > 1):
                length += _BEHIND
            total += weight * length
        return total

    def swap(self, one: Cell, other: Cell) -> bool:
        """Swap what stands in two cells if that costs less; whether it did."""
        moved = [topic for topic in (self.at.get(one), self.at.get(other)) if topic is not None]
        if not moved:
            return False
        before = sum(map(self.cost, moved))
        self._exchange(one, other)
        if sum(map(self.cost, moved)) < before - 1e-9:
            return True
        self._exchange(one, other)
        return False

    def _exchange(self, one: Cell, other: Cell) -> None:
        first, second = self.at.pop(one, None), self.at.pop(other, None)
        for topic, cell in ((first, other), (second, one)):
            if topic is not None:
                self.at[cell] = topic
                self.cell_of[topic] = cell


def _shorten(cell_of: list[Cell], flows: Sequence[Flow], columns: int, rows: int) -> None:
    """Swap pairs of places, in the same order every time, until no swap makes the flows shorter."""
    placement = _Placement(cell_of, flows)
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    many = len(cell_of) > _MANY
    for _ in range(3 if many else _SWEEPS):
        moved = False
        for place, one in enumerate(cells):
            for other in cells[place + 1 :]:
                if not many or abs(one[0] - other[0]) + abs(one[1] - other[1]) <= _NEAR:
                    moved = placement.swap(one, other) or moved
        if not moved:
            return


@memoized_by_graph
def interiors(graph: ArgumentGraph) -> tuple[Interior, ...]:
    """Places for the claims of each topic: conclusions at the top, in each row near what they rest on."""
    topic_of, topics = topics_in(graph)
    depth = support_depths(graph)
    dependents = dependents_in(graph)
    members: dict[str, list[str]] = defaultdict(list)
    for id, topic in topic_of.items():
        members[topic].append(id)
    beside: dict[str, list[str]] = defaultdict(list)
    for step in graph.steps.values():
        for premise in step.premises:
            if topic_of[premise] == topic_of[step.conclusion]:
                beside[premise].append(step.conclusion)
                beside[step.conclusion].append(premise)
    found = []
    for topic in topics:
        rows: dict[int, list[str]] = defaultdict(list)
        for id in members[topic]:
            rows[depth[id]].append(id)
        levels = [
            sorted(rows[level], key=lambda id: (-dependents[id].total, id)) for level in sorted(rows, reverse=True)
        ]
        found.append(_interior(levels, beside))
    return tuple(found)


def _interior(levels: list[list[str]], beside: Mapping[str, list[str]]) -> Interior:
    counts = [len(level) for level in levels]

    def rows(columns: int) -> int:
        return sum(-(-count // columns) for count in counts)

    most = max(counts, default=1)
    columns = min(range(1, max(most, 1) + 1), key=lambda n: (abs(math.log(max(rows(n), 1) / n / _TALL)), n))
    slots = _slots(levels, columns)
    for sweep in range(_ORDERINGS):
        way = levels if sweep % 2 else levels[::-1]
        for level in way:
            wish = {
                id: _middle([slots[other][0] for other in beside[id] if other in slots], slots[id][0]) for id in level
            }
            level.sort(key=lambda id: (wish[id], slots[id]))
            slots = _slots(levels, columns)
    return Interior(columns, max(rows(columns), 1), slots)


def _slots(levels: list[list[str]], columns: int) -> dict[str, tuple[float, int]]:
    """Each level from left to right, down its own rows first, so that neighbours in the order are near each other."""
    found, row = {}, 0
    for level in levels:
        lines = -(-len(level) // columns)
        for place, id in enumerate(level):
            column, line = divmod(place, lines)
            wide = -(-len(level) // lines)
            found[id] = ((columns - wide) / 2 + column, row + line)
        row += lines
    return found


def _middle(numbers: list[float], default: float) -> float:
    return sum(numbers) / len(numbers) if numbers else default
