"""How much of a base depends on each claim, for all claims at once.

A walk from each claim would take time proportional to the square of a base. Here the sets of claims that depend on a claim are
bits of one number, joined once per link in reverse order of dependence, so that 10,000 claims take a few hundredths of a second.
Still, the numbers are as long as the base is large: at 100,000 claims this is the one thing in a build that grows faster than
the base, and it is done in blocks of claims to bound the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph

_BLOCK = 16384
_NAMED = 6


class Dependents(NamedTuple):
    """What depends on one claim.

    Attributes:
        direct: how many claims depend on it directly.
        total: how many do, directly or through others.
        conclusions: some of those on which nothing depends in turn, in the order of the base; at most six.
        more: how many further such conclusions there are.
    """

    direct: int
    total: int
    conclusions: tuple[str, ...]
    more: int


class Bearing(NamedTuple):
    """How a claim bears directly on others; one on which it bears both ways is counted on either side.

    Attributes:
        rest: how many rest on it: it is a reason for them, they require it, or it undercuts a step against them.
        against: how many it speaks against: it is a reason against them, or undercuts a step for them.
    """

    rest: int
    against: int


def bearing_of(graph: ArgumentGraph, id: str) -> Bearing:
    """How a claim bears directly on those that `Dependents.direct` counts.

    >>> import cruxbase
    >>> bearing_of(cruxbase.example().graph, "trial")
    Bearing(rest=1, against=0)
    """
    ways = [(step.conclusion, step.kind != "attacks") for step in graph.steps_from(id)]
    undercut = [graph.steps[one.step] for one in graph.undercuts_by(id) if one.step in graph.steps]
    ways += [(step.conclusion, step.kind == "attacks") for step in undercut]
    ways += [(link.start, True) for link in graph.links_to("requires", id)]
    return Bearing(*(len({claim for claim, rests in ways if rests is side}) for side in (True, False)))


def dependents_by_distance(graph: ArgumentGraph, id: str, most: int | None = None) -> tuple[tuple[str, ...], ...]:
    """All that depends on a claim: first what does so directly, then what depends on that, each claim once.

    Without a limit they are together as many as `Dependents.total` says. With one the walk ends where it is reached,
    so that a claim on which half of a large base depends costs no more than another.

    Args:
        graph: the base's.
        id: of the claim.
        most: how many claims to name, the nearest first; the last row may be cut short by it. None for all.

    >>> import cruxbase
    >>> graph = cruxbase.example().graph
    >>> [len(row) for row in dependents_by_distance(graph, "trial")]
    [1, 1]
    >>> dependents_by_distance(graph, "trial", most=1) == dependents_by_distance(graph, "trial")[:1]
    True
    """
    seen = {id}
    rows: list[tuple[str, ...]] = []
    row: tuple[str, ...] = (id,)
    while most is None or len(seen) <= most:
        further = dict.fromkeys(chain.from_iterable(map(graph.dependants, row)))
        row = tuple(other for other in further if other not in seen)
        if most is not None:
            row = row[: most + 1 - len(seen)]
        if not row:
            break
        seen.update(row)
        rows.append(row)
    return tuple(rows)


def dependents_of_each(dependants: Mapping[str, Sequence[str]]) -> dict[str, Dependents]:
    """What depends on each claim, where `dependants` has what depends on it directly.

    >>> found = dependents_of_each({"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"]})
    >>> found["a"]
    Dependents(direct=1, total=3, conclusions=('c',), more=0)
    >>> found["b"].total  # itself not counted, although a circle leads back to it
    2
    """
    ids = list(dependants)
    groups = _components(dependants)
    group_of = {id: number for number, group in enumerate(groups) for id in group}
    total = dict.fromkeys(ids, 0)
    named: dict[str, list[str]] = {id: [] for id in ids}
    ends = dict.fromkeys(ids, 0)
    for start in range(0, len(ids), _BLOCK):
        block = ids[start : start + _BLOCK]
        bit = {id: 1 << number for number, id in enumerate(block)}
        terminal = sum(bit[id] for id in block if not dependants[id])
        reach: list[int] = []
        for group in groups:  # what a group leads to comes before it
            bits = 0
            for id in group:
                for other in dependants[id]:
                    if group_of[other] < len(reach):
                        bits |= reach[group_of[other]] | bit.get(other, 0)
            if len(group) > 1:
                bits |= sum(bit.get(id, 0) for id in group)
            reach.append(bits)
        for id in ids:
            bits = reach[group_of[id]] & ~bit.get(id, 0)
            total[id] += bits.bit_count()
            ending = bits & terminal
            ends[id] += ending.bit_count()
            if ending and len(named[id]) < _NAMED:
                named[id].extend(block[number] for number in _positions(ending, _NAMED - len(named[id])))
    return {id: Dependents(len(dependants[id]), total[id], tuple(named[id]), ends[id] - len(named[id])) for id in ids}


@memoized_by_graph
def dependents_in(graph: ArgumentGraph) -> dict[str, Dependents]:
    """What depends on each claim-like record of a base."""
    return dependents_of_each({id: graph.dependants(id) for id in graph.claim_ids()})


def count_depending(graph: ArgumentGraph, claims: Iterable[str]) -> int:
    """How many further claims depend on any of some claims, directly or through others; each is counted once.

    >>> import cruxbase
    >>> graph = cruxbase.example().graph
    >>> count_depending(graph, ["trial"]), count_depending(graph, ["trial", "no-adversary"])
    (2, 2)
    """
    start = dict.fromkeys(claims)
    seen, waiting = set(start), list(start)
    while waiting:
        following = [other for other in graph.dependants(waiting.pop()) if other not in seen]
        seen.update(following)
        waiting.extend(following)
    return len(seen) - len(start)


def count_turning(graph: ArgumentGraph, crux: str) -> int:
    """How many claims turn on a crux: those that it decides, and all that depend on these, each counted once."""
    decided = dict.fromkeys(link.end for link in graph.links_from("decides", crux))
    return len(decided) + count_depending(graph, decided)


def _positions(bits: int, limit: int) -> Iterator[int]:
    for _ in range(limit):
        if not bits:
            return
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _components(following: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected components, each after those it leads to (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    found: list[list[str]] = []
    for root in following:
        if root in index:
            continue
        walk: list[tuple[str, Iterator[str]]] = []
        _enter(root, index, low, stack, waiting)
        walk.append((root, iter(following[root])))
        while walk:
            node, rest = walk[-1]
            for other in rest:
                if other not in index:
                    _enter(other, index, low, stack, waiting)
                    walk.append((other, iter(following[other])))
                    break
                if other in waiting:
                    low[node] = min(low[node], index[other])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node) if stack[-1] != node else len(stack) - 1
                    found.append(stack[at:])
                    waiting.difference_update(stack[at:])
                    del stack[at:]
    return found


def _enter(node: str, index: dict[str, int], low: dict[str, int], stack: list[str], waiting: set[str]) -> None:
    index[node] = low[node] = len(index)
    stack.append(node)
    waiting.add(node)
