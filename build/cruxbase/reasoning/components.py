"""Which nodes of a directed graph wait for each other, and in which order the rest can be solved; on numpy alone.

scipy has the strong components too, but takes two tenths of a second to import, which is more than all else that a command
does on a base of a thousand claims.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

MOST_PIVOTS = 64
"""Graphs that do not fall into components after so many searches from a node have very many of them, and are left to scipy."""


def index_array(values: Sequence[int]) -> Indices:
    """Integers as an array, also when there are none."""
    return np.asarray(values, dtype=np.int64)


def run_starts(keys: Indices) -> Indices:
    """Where each run of equal values begins.

    >>> run_starts(np.array([3, 3, 5, 7, 7])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else index_array([])


def distinct(values: Indices) -> Indices:
    """The distinct values in order; many times faster for many of them than hashing.

    >>> distinct(np.array([5, 3, 5])).tolist()
    [3, 5]
    """
    ordered = np.sort(values)
    return ordered[run_starts(ordered)]


class Neighbours:
    """The edges of a graph, ready to be followed from many nodes at once.

    Args:
        size: the number of nodes.
        source: where each edge begins.
        target: where it ends.
    """

    def __init__(self, size: int, source: Indices, target: Indices) -> None:
        self.size = size
        self.ends = target[np.argsort(source, kind="stable")]
        self.begins = np.concatenate(([0], np.cumsum(np.bincount(source, minlength=size))))

    def of(self, nodes: Indices) -> Indices:
        """Where the edges of some nodes end, one an edge."""
        first, lengths = self.begins[nodes], self.begins[nodes + 1] - self.begins[nodes]
        ends = np.cumsum(lengths)
        if not len(ends):
            return index_array([])
        return np.asarray(self.ends[np.repeat(first - (ends - lengths), lengths) + np.arange(ends[-1])])

    def reached(self, front: Indices, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Which nodes some lead to, themselves included; no way goes through a node that is not `among` those allowed.

        >>> Neighbours(4, np.array([0, 1, 3]), np.array([1, 2, 2])).reached(np.array([0])).tolist()
        [True, True, True, False]
        """
        open_ = np.ones(self.size, dtype=bool) if among is None else among.copy()
        open_[front] = False
        reached = np.zeros(self.size, dtype=bool)
        reached[front] = True
        while len(front):
            ends = self.of(front)
            ends = ends[open_[ends]]
            open_[ends] = False
            reached[ends] = True
            front = distinct(ends)
        return reached


def strong_components(size: int, source: Indices, target: Indices) -> Indices:
    """The number of the strongly connected component of each node; numbers are in no order.

    What has nothing before it, or nothing behind it, is a component by itself and is taken off, round by round. Of the rest, what
    a node both leads to and comes from is its component. (Fleischer, Hendrickson and Pinar 2000, On identifying strongly
    connected components in parallel.)

    >>> strong_components(3, np.array([0, 1, 1]), np.array([1, 0, 2])).tolist()
    [0, 0, 2]
    """
    component = np.arange(size)
    after, before = Neighbours(size, source, target), Neighbours(size, target, source)
    left = np.ones(size, dtype=bool)
    inward, outward = np.bincount(target, minlength=size), np.bincount(source, minlength=size)
    gone = np.flatnonzero((inward == 0) | (outward == 0))
    for _ in range(1 + MOST_PIVOTS):
        _trim(left, gone, (after, inward), (before, outward))
        rest = np.flatnonzero(left)
        if not len(rest):
            return component
        pivot = rest[[np.argmax(np.minimum(inward[rest], outward[rest]))]]
        both = np.flatnonzero(after.reached(pivot, left) & before.reached(pivot, left))
        component[both] = pivot[0]
        left[both] = False
        gone = _cut(both, left, (after, inward), (before, outward))
    return _by_scipy(component, left, source, target)


_Side = tuple[Neighbours, Indices]
"""Edges one way, and for each node how many of those that end there come from a node that is left."""


def _cut(nodes: Indices, left: NDArray[np.bool_], *sides: _Side) -> Indices:
    """Count off the edges of nodes that are left no more; what then has none before it, or none behind it."""
    bare = []
    for edges, count in sides:
        ends = edges.of(nodes)
        np.subtract.at(count, ends, 1)
        bare.append(ends[(count[ends] == 0) & left[ends]])
    return distinct(np.concatenate(bare))


def _trim(left: NDArray[np.bool_], gone: Indices, *sides: _Side) -> None:
    while len(gone):
        left[gone] = False
        gone = _cut(gone, left, *sides)


def _by_scipy(component: Indices, left: NDArray[np.bool_], source: Indices, target: Indices) -> Indices:
    """The components of what is left of a graph, numbered apart from those of the rest."""
    from scipy import sparse
    from scipy.sparse import csgraph

    rest = np.flatnonzero(left)
    if not len(rest):
        return component
    place = np.full(len(left), -1)
    place[rest] = np.arange(len(rest))
    inside = left[source] & left[target]
    edges = (np.ones(int(inside.sum()), dtype=np.int32), (place[source[inside]], place[target[inside]]))
    graph = sparse.csr_array(edges, shape=(len(rest), len(rest)))
    numbers = np.asarray(csgraph.connected_components(graph, directed=True, connection="strong")[1], dtype=np.int64)
    first = np.full(int(numbers.max()) + 1, len(left))
    np.minimum.at(first, numbers, rest)  # each is numbered by its first node, as no other is
    component[rest] = first[numbers]
    return component


def layers(size: int, source: Indices, target: Indices) -> tuple[Indices, Indices, NDArray[np.bool_]]:
    """For each node its layer, its strongly connected component, and whether it lies on a cycle.

    A layer depends only on earlier layers and on itself: the longest path to it among the components.

    >>> layers(3, np.array([0, 1, 1]), np.array([1, 0, 2]))[0].tolist()
    [0, 0, 1]
    """
    component = strong_components(size, source, target)
    cyclic = np.bincount(component, minlength=size)[component] > 1
    cyclic[source[source == target]] = True
    begin, end = component[source], component[target]
    between = begin != end
    return _longest_paths(size, begin[between], end[between])[component], component, cyclic


def _longest_paths(size: int, source: Indices, target: Indices) -> Indices:
    """The number of edges on the longest path to each node of an acyclic graph (after Kahn 1962)."""
    after = Neighbours(size, source, target)
    waiting = np.bincount(target, minlength=size)
    layer = np.zeros(size, dtype=np.int64)
    front = np.flatnonzero(waiting == 0)
    depth = 0
    while len(front):
        layer[front] = depth
        ends = after.of(front)
        np.subtract.at(waiting, ends, 1)
        front = distinct(ends[waiting[ends] == 0])
        depth += 1
    return layer
