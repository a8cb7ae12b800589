"""The overview's layout: a column for each topic, a row for each depth of support, a place for each claim.

Foundations are at the bottom and conclusions at the top, so that direction can be read without following arrows. What sets
a row is support and requirement only: an attack does not put its target above itself. Circles of support are taken as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cruxbase.graph import ArgumentGraph
from cruxbase.graph.dependents import count_turning, dependents_in
from cruxbase.reasoning.indexed_framework import components_of
from cruxbase.support.memoized import memoized_by_graph

DEFINITIONS = -1
"""The row of definitions, below the foundations."""

_ASPECT = 1.8  # of the whole, width to height: what is left of a laptop's screen beside the panel
_WIDTHS = tuple(number / 4 for number in range(1, 17))
_ROW_GAP = 0.6
_MANY = 40  # topics, from which columns may be one dot wide and stand closer


class Place(NamedTuple):
    """Where a claim stands, in slots.

    Attributes:
        column: number of its topic's column.
        x: of its dot from the column's left edge.
        row: its depth of support.
        y: of its dot from the top of the map.
        weight: how many claims depend on it, directly or through others; of a crux how many turn on it.
    """

    column: int
    x: float
    row: int
    y: float
    weight: int


class Column(NamedTuple):
    """A topic.

    Attributes:
        topic: its id.
        left: its left edge, in slots.
        width: in slots.
    """

    topic: str
    left: float
    width: int


class Row(NamedTuple):
    """A depth of support.

    Attributes:
        depth: how many steps of support lie below, at most; `DEFINITIONS` for definitions.
        top: its upper edge, in slots.
        height: in slots.
    """

    depth: int
    top: float
    height: int


class Strata(NamedTuple):
    """The layout of a base.

    Attributes:
        columns: from left to right.
        rows: from top to bottom.
        places: of each claim-like record.
        width: of the whole, in slots.
        height: of the whole, in slots.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    places: Mapping[str, Place]
    width: float
    height: float


@memoized_by_graph
def strata(graph: ArgumentGraph, aspect: float = _ASPECT) -> Strata:
    """The layout of all claim-like records of a base; linear in records and links but for the weight.

    Args:
        graph: of the base.
        aspect: about how many times as wide as high the whole should be.
    """
    depth = support_depths(graph)
    weight = {id: found.total for id, found in dependents_in(graph).items()}
    weight.update((id, count_turning(graph, id)) for id in graph.ids("crux"))
    topic_of, topics = topics_in(graph)
    cells: dict[tuple[str, int], list[str]] = defaultdict(list)
    for id in depth:
        cells[topic_of[id], depth[id]].append(id)
    widths = _column_widths(topics, {cell: len(ids) for cell, ids in cells.items()}, aspect)
    columns, left, gap = [], 0.0, column_gap(len(topics))
    for topic in topics:
        columns.append(Column(topic, round(left, 2), widths[topic]))
        left += widths[topic] + gap
    rows, top = [], 0.0
    for number in sorted(set(depth.values()), reverse=True):
        height = max(-(-len(cells[topic, number]) // widths[topic]) for topic in topics)
        rows.append(Row(number, round(top, 2), height))
        top += height + _ROW_GAP
    places = {}
    for column, (topic, _, width) in enumerate(columns):
        for row in rows:
            ids = sorted(cells.get((topic, row.depth), ()), key=lambda id: (-weight[id], id))
            for id, (x, y) in zip(ids, _slots(len(ids), width), strict=True):
                places[id] = Place(column, x, row.depth, round(row.top + y, 2), weight[id])
    return Strata(tuple(columns), tuple(rows), places, round(max(left - gap, 0), 2), round(max(top - _ROW_GAP, 0), 2))


def column_gap(topics: int) -> float:
    """How many slots are left free between the columns of so many topics."""
    return 1.0 if topics <= _MANY else 0.5


def _supported_by(graph: ArgumentGraph) -> dict[str, list[str]]:
    """For each claim-like record the premises of the steps for it, and what it requires."""
    below: dict[str, list[str]] = {id: [] for id in graph.claim_ids()}
    for step in graph.steps.values():
        if step.kind == "supports":
            below[step.conclusion] += step.premises
    for link in graph.parts.links:
        if link.kind == "requires":
            below[link.start].append(link.end)
    return below


@memoized_by_graph
def support_depths(graph: ArgumentGraph) -> dict[str, int]:
    """For each claim-like record how many steps of support lie below it on the longest way down.

    A crux stands a row above its sides, a question above its answers, and an argument record level with the last of its
    premises; none of these moves anything else.
    """
    below = _supported_by(graph)
    depth: dict[str, int] = {}
    for group in components_of(below):  # each after what it rests on
        inside = set(group)
        under = [depth[other] + 1 for id in group for other in below[id] if other not in inside]
        depth.update(dict.fromkeys(group, max(under, default=0)))
    for id, under_it in below.items():
        kind = graph.kind(id)
        if kind == "definition":
            depth[id] = DEFINITIONS
        elif kind in ("crux", "question") and not under_it:
            beside = [link.end for link in graph.links_from("side", id)]
            beside += [link.start for link in graph.links_to("answers", id)]
            depth[id] = max((depth[other] + 1 for other in beside if other in depth), default=0)
        elif kind == "argument" and id in graph.steps:
            depth[id] = max(depth[premise] for premise in graph.steps[id].premises)
    return {id: depth[id] for id in below}


@memoized_by_graph
def topics_in(graph: ArgumentGraph) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The first topic of each claim-like record, and the topics that have such records, in the order of the columns.

    Narrower topics stand beside the broader, and otherwise those with most links side by side.
    """
    topic_of = {id: _topic(graph, id) for id in graph.claim_ids()}
    present = list(dict.fromkeys([*(id for id in graph.ids("topic")), *topic_of.values()]))
    counts = Counter(topic_of.values())
    present = [topic for topic in present if counts[topic]]
    families: dict[str, list[str]] = defaultdict(list)
    for topic in present:
        families[_root(graph, topic)].append(topic)
    ties: Counter[tuple[str, str]] = Counter()
    family_of = {topic: root for root, members in families.items() for topic in members}
    for id, topic in topic_of.items():
        for other in graph.dependants(id):
            if other in topic_of:
                pair = family_of[topic], family_of[topic_of[other]]
                ties[pair] += 1
                ties[pair[::-1]] += 1
    return topic_of, tuple(topic for root in _chained(list(families), ties) for topic in families[root])


def _chained(roots: list[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """Families in a row, each next the one with most ties to either end; greedy, and the same every time."""
    if not roots:
        return []
    place = {root: number for number, root in enumerate(roots)}
    beside: dict[str, list[str]] = {root: [] for root in roots}
    for one, other in ties:
        if one != other:
            beside[one].append(other)
    first = max(roots, key=lambda root: (sum(ties[root, other] for other in beside[root]), -place[root]))
    row = deque([first])
    rest = dict.fromkeys(roots)  # in the order of the base
    del rest[first]
    while rest:
        # Only a neighbour of an end has any ties to it; where there is none left, the first of all is as good as the others.
        near = {other for end in (row[0], row[-1]) for other in beside[end] if other in rest} or {next(iter(rest))}
        best = max(
            near, key=lambda root: (max(ties.get((root, row[0]), 0), ties.get((root, row[-1]), 0)), -place[root])
        )
        if ties.get((best, row[0]), 0) > ties.get((best, row[-1]), 0):
            row.appendleft(best)
        else:
            row.append(best)
        del rest[best]
    return list(row)


def _root(graph: ArgumentGraph, topic: str) -> str:
    seen = {topic}
    while True:
        broader = [link.end for link in graph.links_from("topic", topic)] if topic in graph else []
        if not broader or broader[0] in seen:
            return topic
        topic = broader[0]
        seen.add(topic)


def _topic(graph: ArgumentGraph, id: str) -> str:
    found = graph.links_from("topic", id)
    return found[0].end if found else ""


def _column_widths(topics: Sequence[str], counts: Mapping[tuple[str, int], int], aspect: float) -> dict[str, int]:
    """How many slots wide each column is, so that the whole has about the shape that is wanted."""
    fullest: dict[str, int] = dict.fromkeys(topics, 1)
    least = 2 if len(topics) <= _MANY else 1
    depths: set[int] = set()
    for (topic, depth), count in counts.items():
        fullest[topic] = max(fullest[topic], count)
        depths.add(depth)
    best: tuple[float, dict[str, int]] = (float("inf"), {})
    for factor in _WIDTHS:
        widths = {topic: max(least, round(factor * count**0.5)) for topic, count in fullest.items()}
        width = sum(widths.values()) + column_gap(len(topics)) * len(topics)
        height = sum(
            max((-(-counts.get((topic, depth), 0) // widths[topic]) for topic in topics), default=0) + _ROW_GAP
            for depth in depths
        )
        miss = max(width / (height * aspect), height * aspect / width) if height and width else 1.0
        best = min(best, (miss, widths), key=lambda found: found[0])
    return best[1]


def _slots(count: int, width: int) -> Iterable[tuple[float, float]]:
    """The middles of `count` slots in rows of `width`, each row centred."""
    for number in range(count):
        row = number // width
        in_row = min(width, count - row * width)
        yield (width - in_row) / 2 + number % width + 0.5, row + 0.5
