"""Nodes and edges as integers: the arrays that every labelling algorithm here runs on."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

IN, OUT, UNDECIDED = 1, -1, 0

REJECTED = -2
"""A base that no ground can mend: as if a fresh attacker were IN."""

Adjacency = list[list[int]]
Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True)  # no slots: the reversed adjacency is kept once computed
class IndexedFramework:
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

    @cached_property
    def waiting(self) -> list[int]:
        """For each node, how many attackers and needs it has."""
        return _in_degrees(len(self.base), self.attacked, self.needing)

    @cached_property
    def ungrounded(self) -> list[int]:
        """For each node, how many grounds it has."""
        return _in_degrees(len(self.base), self.grounding)

    def with_base(self, base: list[int]) -> IndexedFramework:
        """The same edges with other bases; whatever was computed from the edges is kept."""
        other = replace(self, base=base)
        kept = {name: value for name, value in vars(self).items() if name != "base"}
        vars(other).update(kept, waiting=self.waiting, ungrounded=self.ungrounded)
        return other

    def left_open(self, nodes: Iterable[int]) -> IndexedFramework:
        """The same edges with the least that can be said of some nodes whatever their bases are.

        Nothing but an attacker that is IN or a need that is OUT decides them. As labels grow with what is decided,
        any other label found so holds for every choice of their bases.
        """
        base, waiting = list(self.base), list(self.waiting)
        for node in nodes:
            base[node] = UNDECIDED
            waiting[node] += 1  # for something that never comes, so that the node is never IN
        other = self.with_base(base)
        vars(other)["waiting"] = waiting
        return other

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


def grounded_labels(wiring: IndexedFramework, forced: Mapping[int, int] | None = None) -> tuple[list[int], list[int]]:
    """The least labelling by a linear worklist, and the nodes in the order they were decided.

    Each node is decided at most once and each edge looked at once. It is the algorithm of Modgil and Caminada
    (2009, section 4) for the grounded labelling, made linear by counting, with needs and grounds beside
    attacks.

    Args:
        wiring: What bears on what.
        forced: Labels set by hand, which nothing that comes in can change.

    >>> wiring = IndexedFramework([IN, IN, IN], [[1], [2], []], [[], [], []], [[], [], []])  # a attacks b attacks c
    >>> grounded_labels(wiring)
    ([1, -1, 1], [0, 1, 2])
    """
    work = _Worklist(wiring)
    for node, label in (forced or {}).items():
        work.decide(node, label)
    for node, base in enumerate(wiring.base):
        if base == REJECTED or (base == OUT and not work.ungrounded[node]):
            work.decide(node, OUT)
        elif base == IN and not work.waiting[node]:
            work.decide(node, IN)
    for node in work.order:  # grows while it is read: this is the worklist
        work.attack(node)
        work.fulfil(node)
        work.ground(node)
    return work.labels, work.order


class _Worklist:
    """The state of one run: what each undecided node still waits for."""

    def __init__(self, wiring: IndexedFramework) -> None:
        count = len(wiring.base)
        self.labels = [UNDECIDED] * count
        self.order: list[int] = []
        self.standing = list(wiring.base)
        self.waiting = list(wiring.waiting)
        self.ungrounded = list(wiring.ungrounded)
        self._wiring = wiring

    def decide(self, node: int, label: int) -> None:
        if self.labels[node] == UNDECIDED:
            self.labels[node] = label
            self.order.append(node)

    def attack(self, node: int) -> None:
        """Tell what a decided node attacks."""
        labels, waiting = self.labels, self.waiting
        if labels[node] == IN:
            for target in self._wiring.attacked[node]:
                if labels[target] == UNDECIDED:
                    labels[target] = OUT
                    self.order.append(target)
            return
        for target in self._wiring.attacked[node]:
            waiting[target] -= 1
            if not waiting[target] and self.standing[target] == IN:
                self.decide(target, IN)

    def fulfil(self, node: int) -> None:
        """Tell what needs a decided node."""
        for target in self._wiring.needing[node]:
            self.waiting[target] -= 1
            if self.labels[node] == OUT:
                self.decide(target, OUT)
            elif not self.waiting[target] and self.standing[target] == IN:
                self.decide(target, IN)

    def ground(self, node: int) -> None:
        """Tell what a decided node is a ground for."""
        for target in self._wiring.grounding[node]:
            self.ungrounded[target] -= 1
            if self.labels[node] == IN:
                if self.standing[target] != REJECTED:
                    self.standing[target] = IN
                if not self.waiting[target] and self.standing[target] == IN:
                    self.decide(target, IN)
            elif not self.ungrounded[target] and self.standing[target] == OUT:
                self.decide(target, OUT)


def _in_degrees(count: int, *adjacencies: Adjacency) -> list[int]:
    degrees = [0] * count
    for adjacency in adjacencies:
        for targets in adjacency:
            for target in targets:
                degrees[target] += 1
    return degrees


def label_of(wiring: IndexedFramework, labels: list[int], node: int) -> int:
    """The label a node's inputs give it: the three-valued operator of which labellings are fixpoints.

    >>> wiring = IndexedFramework([IN, IN], [[1], []], [[], []], [[], []])
    >>> label_of(wiring, [UNDECIDED, UNDECIDED], 1), label_of(wiring, [IN, UNDECIDED], 1)
    (0, -1)
    """
    base = wiring.base[node]
    if base not in (IN, REJECTED):
        base = max([base, *(labels[ground] for ground in wiring.grounds[node])])
    worst = OUT if base == REJECTED else base
    for attacker in wiring.attackers[node]:
        worst = min(worst, -labels[attacker])
    for need in wiring.needs[node]:
        worst = min(worst, labels[need])
    return worst


def ancestors(wiring: IndexedFramework, nodes: Iterable[int]) -> set[int]:
    """The nodes and everything their labels depend on, directly or not.

    >>> sorted(ancestors(IndexedFramework([IN] * 3, [[1], [], []], [[], [], []], [[], [], []]), [1]))
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


def restricted(wiring: IndexedFramework, nodes: Iterable[int]) -> tuple[IndexedFramework, dict[int, int]]:
    """The wiring among some nodes only, and their new indices.

    >>> part, places = restricted(IndexedFramework([IN] * 3, [[1], [2], []], [[], [], []], [[], [], []]), [1, 2])
    >>> part.attacked, places
    ([[1], []], {1: 0, 2: 1})
    """
    chosen = sorted(nodes)
    places = {node: position for position, node in enumerate(chosen)}

    def among(adjacency: Adjacency) -> Adjacency:
        return [[places[target] for target in adjacency[node] if target in places] for node in chosen]

    base = [wiring.base[node] for node in chosen]
    return IndexedFramework(base, among(wiring.attacked), among(wiring.needing), among(wiring.grounding)), places


def components(wiring: IndexedFramework, nodes: Iterable[int]) -> list[list[int]]:
    """The strongly connected components among some nodes, each after those it depends on.

    >>> components(IndexedFramework([IN] * 3, [[1], [0, 2], []], [[], [], []], [[], [], []]), range(3))
    [[0, 1], [2]]
    """
    region = sorted(set(nodes))
    found = components_of({node: tuple(wiring.inputs(node)) for node in region})
    return [sorted(component) for component in found]


def components_of(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """The strongly connected components of a graph, each after all it points to.

    Tarjan (1972), without recursion, so that long chains are safe. What is pointed to and is no key of the
    mapping is left out.

    >>> components_of({"a": ["b"], "b": ["a", "c"], "c": []})
    [['c'], ['b', 'a']]
    """
    search: _Search[Node] = _Search(edges)
    for root in edges:
        if root not in search.index:
            search.from_root(root)
    return search.found


class _Search(Generic[Node]):
    """The state of Tarjan's algorithm: when each node was met, and the earliest open one it can reach."""

    def __init__(self, edges: Mapping[Node, Iterable[Node]]) -> None:
        self.index: dict[Node, int] = {}
        self.found: list[list[Node]] = []
        self._edges = edges
        self._low: dict[Node, int] = {}
        self._open: dict[Node, None] = {}

    def from_root(self, root: Node) -> None:
        path = [(root, self._entered(root))]
        while path:
            node, targets = path[-1]
            fresh = self._next_fresh(node, targets)
            if fresh is not None:
                path.append((fresh, self._entered(fresh)))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self._low[above] = min(self._low[above], self._low[node])
            if self._low[node] == self.index[node]:
                self._close(node)

    def _entered(self, node: Node) -> Iterator[Node]:
        self.index[node] = self._low[node] = len(self.index)
        self._open[node] = None
        return iter(self._edges[node])

    def _next_fresh(self, node: Node, targets: Iterator[Node]) -> Node | None:
        for target in targets:
            if target in self._open:
                self._low[node] = min(self._low[node], self.index[target])
            elif target not in self.index and target in self._edges:
                return target
        return None

    def _close(self, node: Node) -> None:
        component: list[Node] = []
        while not component or component[-1] != node:
            component.append(self._open.popitem()[0])
        self.found.append(component)
