"""Nodes and edges as integers: the arrays that every labelling algorithm here runs on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

IN, OUT, UNDECIDED = 1, -1, 0

REJECTED = -2
"""A base that no ground can mend: as if a fresh attacker were IN."""

Adjacency = list[list[int]]


@dataclass(frozen=True)  # no slots: the reversed adjacency is kept once computed
class Wiring:
    """Who bears on whom, by index.

    Attributes:
        base: For each node IN (assumed), UNDECIDED (left open), OUT (needs a ground) or REJECTED.
        attacked: For each node, what it attacks.
        needing: For each node, what needs it.
        grounding: For each node, what it is a ground for.
    """

    base: list[int]
    attacked: Adjacency
    needing: Adjacency
    grounding: Adjacency

    @cached_property
    def attackers(self) -> Adjacency:
        """For each node, its attackers."""
        return reverse(self.attacked)

    @cached_property
    def needs(self) -> Adjacency:
        """For each node, what it needs."""
        return reverse(self.needing)

    @cached_property
    def grounds(self) -> Adjacency:
        """For each node, its grounds."""
        return reverse(self.grounding)

    def inputs(self, node: int) -> Iterator[int]:
        """Everything the node's label depends on."""
        yield from self.attackers[node]
        yield from self.needs[node]
        yield from self.grounds[node]


def reverse(adjacency: Adjacency) -> Adjacency:
    """The adjacency with every edge turned round.

    >>> reverse([[1], [], [1]])
    [[], [0, 2], []]
    """
    turned: Adjacency = [[] for _ in adjacency]
    for source, targets in enumerate(adjacency):
        for target in targets:
            turned[target].append(source)
    return turned


def grounded_labels(wiring: Wiring, forced: Mapping[int, int] | None = None) -> tuple[list[int], list[int]]:
    """The least labelling by a linear worklist, and the nodes in the order they were decided.

    Each node is decided at most once and each edge looked at once. It is the algorithm of Modgil and Caminada (2009,
    section 4) for the grounded labelling, made linear by counting, with needs and grounds beside attacks.

    Args:
        wiring: What bears on what.
        forced: Labels set by hand, which nothing that comes in can change.

    >>> wiring = Wiring([IN, IN, IN], [[1], [2], []], [[], [], []], [[], [], []])   # a attacks b attacks c
    >>> grounded_labels(wiring)
    ([1, -1, 1], [0, 1, 2])
    """
    count = len(wiring.base)
    labels = [UNDECIDED] * count
    standing = list(wiring.base)
    waiting = _in_degrees(count, wiring.attacked, wiring.needing)
    ungrounded = _in_degrees(count, wiring.grounding)
    order: list[int] = []

    def decide(node: int, label: int) -> None:
        if labels[node] == UNDECIDED:
            labels[node] = label
            order.append(node)

    for node, label in (forced or {}).items():
        decide(node, label)
    for node in range(count):
        if standing[node] == REJECTED or (standing[node] == OUT and not ungrounded[node]):
            decide(node, OUT)
        elif standing[node] == IN and not waiting[node]:
            decide(node, IN)
    for node in order:  # grows while it is read: this is the worklist
        stands = labels[node] == IN
        for target in wiring.attacked[node]:
            if stands:
                if labels[target] == UNDECIDED:
                    labels[target] = OUT
                    order.append(target)
                continue
            waiting[target] -= 1
            if not waiting[target] and standing[target] == IN:
                decide(target, IN)
        for target in wiring.needing[node]:
            waiting[target] -= 1
            if not stands:
                decide(target, OUT)
            elif not waiting[target] and standing[target] == IN:
                decide(target, IN)
        for target in wiring.grounding[node]:
            ungrounded[target] -= 1
            if stands and standing[target] in (OUT, UNDECIDED):
                standing[target] = IN
                if not waiting[target]:
                    decide(target, IN)
            elif not ungrounded[target] and standing[target] == OUT:
                decide(target, OUT)
    return labels, order


def _in_degrees(count: int, *adjacencies: Adjacency) -> list[int]:
    degrees = [0] * count
    for adjacency in adjacencies:
        for targets in adjacency:
            for target in targets:
                degrees[target] += 1
    return degrees


def label_of(wiring: Wiring, labels: list[int], node: int) -> int:
    """The label a node's inputs give it: the three-valued operator of which labellings are fixpoints.

    >>> wiring = Wiring([IN, IN], [[1], []], [[], []], [[], []])
    >>> label_of(wiring, [UNDECIDED, UNDECIDED], 1), label_of(wiring, [IN, UNDECIDED], 1)
    (0, -1)
    """
    base = wiring.base[node]
    if base != IN and base != REJECTED:
        base = max([base, *(labels[ground] for ground in wiring.grounds[node])])
    worst = OUT if base == REJECTED else base
    for attacker in wiring.attackers[node]:
        worst = min(worst, -labels[attacker])
    for need in wiring.needs[node]:
        worst = min(worst, labels[need])
    return worst


def ancestors(wiring: Wiring, nodes: Iterable[int]) -> set[int]:
    """The nodes and everything their labels depend on, directly or not.

    >>> sorted(ancestors(Wiring([IN] * 3, [[1], [], []], [[], [], []], [[], [], []]), [1]))
    [0, 1]
    """
    seen = set(nodes)
    queue = deque(seen)
    while queue:
        for source in wiring.inputs(queue.popleft()):
            if source not in seen:
                seen.add(source)
                queue.append(source)
    return seen


def restricted(wiring: Wiring, nodes: Iterable[int]) -> tuple[Wiring, dict[int, int]]:
    """The wiring among some nodes only, and their new indices.

    >>> part, places = restricted(Wiring([IN] * 3, [[1], [2], []], [[], [], []], [[], [], []]), [1, 2])
    >>> part.attacked, places
    ([[1], []], {1: 0, 2: 1})
    """
    chosen = sorted(nodes)
    places = {node: position for position, node in enumerate(chosen)}

    def among(adjacency: Adjacency) -> Adjacency:
        return [[places[target] for target in adjacency[node] if target in places] for node in chosen]

    base = [wiring.base[node] for node in chosen]
    return Wiring(base, among(wiring.attacked), among(wiring.needing), among(wiring.grounding)), places


def components(wiring: Wiring, nodes: Iterable[int]) -> list[list[int]]:
    """The strongly connected components among some nodes, each after those it depends on.

    Tarjan's algorithm (1972) on the inputs of each node, without recursion, so that long chains are safe.

    >>> components(Wiring([IN] * 3, [[1], [0, 2], []], [[], [], []], [[], [], []]), range(3))
    [[0, 1], [2]]
    """
    region = set(nodes)
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for root in sorted(region):
        if root in index:
            continue
        path: list[tuple[int, Iterator[int]]] = []
        entering: int | None = root
        while entering is not None or path:
            if entering is not None:
                index[entering] = low[entering] = len(index)
                open_nodes.append(entering)
                is_open.add(entering)
                path.append((entering, wiring.inputs(entering)))
                entering = None
            node, inputs = path[-1]
            for source in inputs:
                if source not in region:
                    continue
                if source not in index:
                    entering = source
                    break
                if source in is_open:
                    low[node] = min(low[node], index[source])
            if entering is not None:
                continue
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[node])
            if low[node] == index[node]:
                component = []
                while not component or component[-1] != node:
                    component.append(open_nodes.pop())
                is_open.difference_update(component)
                found.append(sorted(component))
    return found
