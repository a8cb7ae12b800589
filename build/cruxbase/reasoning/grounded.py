"""The grounded labelling of nodes that attack, need and ground one another: the abstract core, which no claim's status uses.

What a claim's status is, by the weight of reasons, is computed in `cruxbase.reasoning.status`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cruxbase.reasoning.indexed_framework import (
    IN,
    OUT,
    REJECTED,
    UNDECIDED,
    IndexedFramework,
    grounded_labels,
)
from cruxbase.reasoning.labels import Label, Proof, ProofStep, Reason
from cruxbase.reasoning.names import UnknownName
from cruxbase.support.results import ResultTable

Edge = tuple[str, str]


_LABELS = {IN: Label.IN, OUT: Label.OUT, UNDECIDED: Label.UNDECIDED}
_BASES = {Label.IN: IN, Label.OUT: REJECTED, Label.UNDECIDED: UNDECIDED}


@dataclass(frozen=True, slots=True)
class LabellingProblem:
    """Nodes with what attacks, grounds and is needed by them, and where a viewpoint stands on each.

    Every edge is written (from, to): the first bears on the second.

    Attributes:
        names: The nodes.
        attacks: (attacker, attacked).
        needs: (what is needed, what needs it).
        grounds: (ground, what it is a ground for): one ground that is IN is enough.
        stances: IN for a node that is assumed, OUT for one the viewpoint rejects, UNDECIDED for one it leaves
            open. A node without a stance stands only on its grounds.

    Raises:
        UnknownName: When an edge or a stance names a node that is not listed.
    """

    names: tuple[str, ...]
    attacks: tuple[Edge, ...] = ()
    needs: tuple[Edge, ...] = ()
    grounds: tuple[Edge, ...] = ()
    stances: Mapping[str, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = set(self.names)
        for edges in (self.attacks, self.needs, self.grounds):
            for edge in edges:
                for name in edge:
                    if name not in known:
                        raise UnknownName("node", name, known)
        for name in self.stances:
            if name not in known:
                raise UnknownName("node", name, known)

    def _indexed(self) -> IndexedFramework:
        """The same problem as integer adjacency, in the order of `names`."""
        index = {name: position for position, name in enumerate(self.names)}

        def adjacency(edges: Iterable[Edge]) -> list[list[int]]:
            targets: list[list[int]] = [[] for _ in self.names]
            for source, target in edges:
                targets[index[source]].append(index[target])
            return targets

        stances = self.stances
        base = [_BASES[stances[name]] if name in stances else OUT for name in self.names]
        return IndexedFramework(base, adjacency(self.attacks), adjacency(self.needs), adjacency(self.grounds))

    def forced(self, name: str, label: Label) -> LabellingProblem:
        """The problem with one node set to a label by hand: what comes in to it is cut.

        >>> problem = LabellingProblem(("a", "b"), attacks=(("a", "b"),), stances={"a": Label.IN, "b": Label.IN})
        >>> grounded_labelling(problem.forced("b", Label.IN))["b"]
        <Label.IN: 'in'>
        """
        if name not in self.names:
            raise UnknownName("node", name, self.names)

        def kept(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
            return tuple(edge for edge in edges if edge[1] != name)

        return replace(
            self,
            attacks=kept(self.attacks),
            needs=kept(self.needs),
            grounds=kept(self.grounds),
            stances={**self.stances, name: label},
        )


@dataclass(frozen=True, slots=True, eq=False)  # compared as the mapping it is
class Labelling(ResultTable, Mapping[str, Label]):
    """A label for every node, and why each has it.

    Attributes:
        problem: What was labelled.
        semantics: Always `grounded`.
        method: How it was computed.
    """

    problem: LabellingProblem
    semantics: str
    method: str
    _labels: Mapping[str, Label] = field(repr=False)
    _trace: _Trace = field(repr=False)

    def __getitem__(self, name: str) -> Label:
        return self._labels[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def why(self, name: str) -> Proof:
        """The proof that a node has its label, or the cycle that leaves it undecided.

        A proof uses only nodes that were decided earlier, so it never rests on itself.

        Raises:
            UnknownName: When no node has that name.

        >>> problem = LabellingProblem(
        ...     ("a", "b", "c"),
        ...     attacks=(("a", "b"), ("b", "a"), ("b", "c")),
        ...     stances={"a": Label.IN, "b": Label.IN, "c": Label.IN},
        ... )
        >>> grounded_labelling(problem).why("c").cycle
        ('b', 'a')
        """
        if name not in self._labels:
            raise UnknownName("node", name, self._labels)
        if self[name] is Label.UNDECIDED:
            return self._trace.undecided(name)
        return self._trace.decided(name)


def grounded_labelling(problem: LabellingProblem) -> Labelling:
    """Which nodes stand, fall, or are left undecided, on the most cautious reading.

    A node is OUT if an attacker is IN, or something it needs is OUT, or it has neither an assumption nor a
    ground left; IN if all its attackers are OUT, all it needs is IN, and it is assumed or has a ground that
    is IN; the labelling is the least fixpoint from all-UNDECIDED. With attacks alone this is the grounded
    labelling of Dung (1995, definition 20) and Caminada (2006); in general it is the grounded interpretation
    of a bipolar abstract dialectical framework (Brewka and Woltran 2010). Linear time.

    A node with stance UNDECIDED takes the part of a dummy that attacks itself into its *grounds*: it is IN if
    the graph grounds it, OUT if the graph defeats it, and UNDECIDED otherwise. (As an *attacker*, the dummy
    would keep every open claim from ever being IN, whatever supports it.)

    >>> problem = LabellingProblem(
    ...     ("objection", "claim", "reason"),
    ...     attacks=(("objection", "claim"),),
    ...     grounds=(("reason", "claim"),),
    ...     stances={"reason": Label.IN, "objection": Label.OUT},
    ... )
    >>> {name: str(label) for name, label in grounded_labelling(problem).items()}
    {'objection': 'out', 'claim': 'in', 'reason': 'in'}
    """
    wiring = problem._indexed()
    labels, order = grounded_labels(wiring)
    named = {name: _LABELS[label] for name, label in zip(problem.names, labels, strict=True)}
    index = {name: position for position, name in enumerate(problem.names)}
    ranks = {problem.names[node]: rank for rank, node in enumerate(order)}
    return Labelling(problem, "grounded", "worklist", named, _Trace(problem.names, index, named, wiring, ranks))


@dataclass(frozen=True, slots=True)
class _Trace:
    """How one labelling came about: what its explanations are read off."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    labels: Mapping[str, Label]
    wiring: IndexedFramework
    ranks: Mapping[str, int]

    def decided(self, name: str) -> Proof:
        steps: dict[str, ProofStep] = {}
        queue = [name]
        for current in queue:  # grows while it is read
            if current not in steps:
                steps[current] = self._decided_step(current)
                queue.extend(steps[current].because)
        return Proof(tuple(steps.values()))

    def undecided(self, name: str) -> Proof:
        trail: dict[str, ProofStep] = {}
        current = name
        while current not in trail:
            trail[current] = self._undecided_step(current)
            if trail[current].reason is Reason.OPEN:
                return Proof(tuple(trail.values()))
            current = trail[current].because[0]
        names = list(trail)
        return Proof(tuple(trail.values()), tuple(names[names.index(current) :]))

    def _named(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names[node] for node in nodes))

    def _with(self, label: Label, names: Iterable[str]) -> list[str]:
        return [name for name in names if self.labels[name] is label]

    def _decided_step(self, name: str) -> ProofStep:
        node = self.index[name]
        attackers, needs = self._named(self.wiring.attackers[node]), self._named(self.wiring.needs[node])
        grounds = self._named(self.wiring.grounds[node])
        if self.labels[name] is Label.IN:
            if self.wiring.base[node] == IN:
                return ProofStep(name, Label.IN, Reason.ASSUMED, (*attackers, *needs))
            earliest = min(self._with(Label.IN, grounds), key=self.ranks.__getitem__)
            return ProofStep(name, Label.IN, Reason.GROUNDED, (earliest, *attackers, *needs))
        if self.wiring.base[node] == REJECTED:
            return ProofStep(name, Label.OUT, Reason.REJECTED, ())
        causes = [(self.ranks[cause], Reason.ATTACKED, cause) for cause in self._with(Label.IN, attackers)]
        causes += [(self.ranks[cause], Reason.NEED_FAILS, cause) for cause in self._with(Label.OUT, needs)]
        first = min(causes, default=None)
        if first is not None and first[0] < self.ranks[name]:  # a later cause would make the proof rest on itself
            return ProofStep(name, Label.OUT, first[1], (first[2],))
        return ProofStep(name, Label.OUT, Reason.GROUNDLESS, grounds)

    def _undecided_step(self, name: str) -> ProofStep:
        node = self.index[name]
        waits_for = [*self.wiring.attackers[node], *self.wiring.needs[node]]
        grounds = self._named(self.wiring.grounds[node])
        if self.wiring.base[node] != IN and not self._with(Label.IN, grounds):
            if self.wiring.base[node] == UNDECIDED:
                return ProofStep(name, Label.UNDECIDED, Reason.OPEN, ())
            waits_for += self.wiring.grounds[node]
        return ProofStep(
            name, Label.UNDECIDED, Reason.WAITS, tuple(self._with(Label.UNDECIDED, self._named(waits_for)))
        )
