"""Relations that must come to an end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph, Link

Node = TypeVar("Node", bound=Hashable)

_KEYS = {kind: kind for kind in ("requires", "refines", "part_of", "replaced_by")} | {"topic": "parent"}
"""The kinds of links that must not run in a circle, and the keys they are written as."""


def circles(graph: ArgumentGraph) -> Found:
    """`requires`, `refines`, `parent`, `part_of` and `replaced_by` run in no circle; each told once."""
    for kind, links in _links_by_kind(graph).items():
        neighbours = {start: list(ends) for start, ends in links.items()}
        for group in loops(neighbours):
            circle = shortest_circle(group, neighbours)
            first = links[circle[0]][circle[1]]
            yield diagnostic(
                "argument/requires-cycle" if kind == "requires" else "link/cycle",
                f"{_KEYS[kind]!r} leads round in a circle: {' → '.join((*circle, circle[0]))}",
                graph.corpus.span(first.start, first.where).first_line(),
                related=tuple(
                    Related(graph.corpus.span(start, links[start][end].where).first_line(), f"leads on to {end!r}")
                    for start, end in zip(circle[1:], (*circle[2:], circle[0]), strict=True)
                ),
                help="take away the one that runs the wrong way"
                + (f"; {len(group)} records lead to each other in all" if len(group) > len(circle) else ""),
            )


def _links_by_kind(graph: ArgumentGraph) -> Mapping[str, dict[str, dict[str, Link]]]:
    made: dict[str, dict[str, dict[str, Link]]] = {kind: defaultdict(dict) for kind in _KEYS}
    for link in graph.parts.links:
        # A claim's topic is no step of a circle: topics do not lead back to claims.
        if link.kind in made and link.where != ("topic",) and link.start != link.end:
            made[link.kind][link.start].setdefault(link.end, link)
    return made


def loops(neighbours: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The groups of two or more nodes that all lead to each other, in a fixed order.

    These are the strongly connected components (Tarjan 1972, "Depth-first search and linear graph
    algorithms", SIAM Journal on Computing 1(2)), with a stack of its own because chains may be long.

    >>> list(loops({"a": ["b"], "b": ["c", "a"], "c": ["c"]}))
    [('a', 'b')]
    """
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    for root in sorted(_on_or_between_loops(neighbours)):
        if root in index:
            continue
        walk: list[tuple[str, Iterator[str]]] = [(root, iter(neighbours.get(root, ())))]
        index[root] = lowest[root] = len(index)
        open_nodes.append(root)
        is_open.add(root)
        while walk:
            node, ahead = walk[-1]
            following = next(ahead, None)
            if following is None:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[node])
                if lowest[node] == index[node]:
                    at = open_nodes.index(node)
                    group = open_nodes[at:]
                    del open_nodes[at:]
                    is_open.difference_update(group)
                    if len(group) > 1:
                        yield tuple(sorted(group))
            elif following not in index:
                index[following] = lowest[following] = len(index)
                open_nodes.append(following)
                is_open.add(following)
                walk.append((following, iter(neighbours.get(following, ()))))
            elif following in is_open:
                lowest[node] = min(lowest[node], index[following])


def lead_round(neighbours: Mapping[Node, list[Node]]) -> bool:
    """Whether any nodes lead round in a circle.

    >>> lead_round({1: [2], 2: [3]}), lead_round({1: [2], 2: [1]})
    (False, True)
    """
    return bool(_on_or_between_loops(neighbours))


def _on_or_between_loops(neighbours: Mapping[Node, list[Node]]) -> set[Node]:
    """What is left when nodes from which nothing leads on are taken away again and again: usually nothing."""
    left = set(neighbours)
    ahead = {node: sum(end in left for end in ends) for node, ends in neighbours.items()}
    behind: dict[Node, list[Node]] = defaultdict(list)
    for node, ends in neighbours.items():
        for end in ends:
            behind[end].append(node)
    done = [node for node, count in ahead.items() if count == 0]
    while done:
        node = done.pop()
        left.discard(node)
        for before in behind[node]:
            ahead[before] -= 1
            if ahead[before] == 0:
                done.append(before)
    return left


def shortest_circle(group: tuple[str, ...], neighbours: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way from the first node of a group, by way of another, back to itself.

    >>> shortest_circle(("a", "b", "c"), {"a": ["b"], "b": ["c", "a"], "c": ["a"]})
    ('a', 'b')
    """
    home = group[0]
    members = set(group)
    came_from: dict[str, str] = {}
    waiting = [home]
    for node in waiting:
        for following in neighbours.get(node, ()):
            if following == home != node:
                way = [node]
                while way[-1] != home:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if following in members and following not in came_from:
                came_from[following] = node
                waiting.append(following)
    raise ValueError("the group is not strongly connected")
