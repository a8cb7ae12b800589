"""Complete, preferred and stable labellings by SAT, one strongly connected component at a time.

A complete labelling is a fixpoint of `wiring.label_of`. Two facts carry everything here.

* The components can be treated in order, each with the labels of what bears on it held fixed. For attacks
  this is the SCC-recursive scheme of Baroni, Giacomin and Guida (2005, Artificial Intelligence 168) in the
  labelling form of Baroni et al. (2014, Artificial Intelligence 217). It holds with needs and grounds too,
  because the operator is monotone in the order of information: a component's labelling that decides more lets
  what follows decide no less.
* A labelling found is maximal when what it leaves undecided has no further labelling that decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

from cruxbase.reasoning.indexed_framework import (
    IN,
    OUT,
    REJECTED,
    UNDECIDED,
    IndexedFramework,
    ancestors,
    components,
    grounded_labels,
    label_of,
)
from cruxbase.support.errors import CruxbaseError

Item = TypeVar("Item")

Semantics = Literal["complete", "preferred", "stable"]
Choice = tuple[tuple[int, int], ...]
"""Labels for the nodes of one component: (node, label)."""


class BudgetExceeded(CruxbaseError, RuntimeError):
    """A search was stopped because it used up what it was allowed."""

    def __init__(self, resource: str, limit: int) -> None:
        self.resource = resource
        self.limit = limit
        super().__init__(f"not computed: the search needs more than {limit} {resource}")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a search may do; counted in steps, not seconds, so that every machine gives the same answer.

    Attributes:
        conflicts: The most conflicts the SAT solver may meet in total.
        labellings: The most labellings that may be listed, of a component or of the whole.
    """

    conflicts: int = 200_000
    labellings: int = 100_000


class Meter:
    """What is left of one search's budget."""

    def __init__(self, budget: Budget | None) -> None:
        self._budget = budget
        self._conflicts = 0

    def conflicts_left(self) -> int | None:
        """Conflicts still allowed; None for any number."""
        return None if self._budget is None else self._budget.conflicts - self._conflicts

    def spend(self, conflicts: int) -> None:
        """Count conflicts against the budget."""
        self._conflicts += conflicts
        if self._budget is not None and self._conflicts > self._budget.conflicts:
            self.overspent()

    def overspent(self) -> None:
        """Stop the search."""
        raise BudgetExceeded("conflicts", self._budget.conflicts if self._budget else 0)

    def counted(self, found: Iterable[Item]) -> Iterator[Item]:
        """The same items, stopped with an error once there are more than allowed."""
        for number, item in enumerate(found, start=1):
            if self._budget is not None and number > self._budget.labellings:
                raise BudgetExceeded("labellings", self._budget.labellings)
            yield item


class LabellingSolver:
    """The complete labellings of some nodes, the labels of all others held fixed, as a SAT problem.

    Node number i among `nodes` has the variables 2i+1, true when it is IN, and 2i+2, true when it is OUT. The
    encoding is the labelling one of Cerutti, Giacomin and Vallati (2014), with needs and grounds beside
    attacks.
    """

    def __init__(self, wiring: IndexedFramework, nodes: Sequence[int], labels: Sequence[int], meter: Meter) -> None:
        from pysat.solvers import Glucose4

        self.nodes = nodes
        self._wiring, self._labels, self._meter = wiring, labels, meter
        self._place = {node: place for place, node in enumerate(nodes)}
        self._top = 2 * len(nodes)
        self._spent = 0
        self._solver = Glucose4(incr=False)
        for node in nodes:
            for clause in self.clauses(node):
                self._solver.add_clause(clause)
        self._solver.set_phases([self.inside(node) for node in nodes])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def inside(self, node: int) -> int:
        """The variable that says the node is IN."""
        return 2 * self._place[node] + 1

    def outside(self, node: int) -> int:
        """The variable that says the node is OUT."""
        return 2 * self._place[node] + 2

    def require(self, clause: Iterable[int]) -> None:
        """From now on, one of these literals holds."""
        self._solver.add_clause(list(clause))

    def switch(self) -> int:
        """A fresh variable, to turn a clause on and off with."""
        self._top += 1
        return self._top

    def solution(self, assumptions: Sequence[int] = ()) -> dict[int, int] | None:
        """Labels that fulfil everything required, or None when there are none.

        Raises:
            BudgetExceeded: When the solver met more conflicts than are left.
        """
        left = self._meter.conflicts_left()
        if left is None:
            answer = self._solver.solve(list(assumptions))
        else:
            self._solver.conf_budget(max(left, 1))
            answer = self._solver.solve_limited(list(assumptions))
        conflicts = self._solver.accum_stats()["conflicts"]
        self._meter.spend(conflicts - self._spent)
        self._spent = conflicts
        if answer is None:
            self._meter.overspent()
        if not answer:
            return None
        model = self._solver.get_model()
        return {
            node: IN if model[2 * place] > 0 else OUT if model[2 * place + 1] > 0 else UNDECIDED
            for node, place in self._place.items()
        }

    def literals(self, labels: dict[int, int]) -> list[int]:
        """The literals that say each decided node has its label."""
        return [
            self.inside(node) if label == IN else self.outside(node)
            for node, label in labels.items()
            if label != UNDECIDED
        ]

    def maximal(self, labels: dict[int, int], assumptions: Sequence[int] = ()) -> dict[int, int]:
        """Labels that agree with those given and decide as much as possible."""
        while True:
            agreed = self.literals(labels)
            undecided = [node for node, label in labels.items() if label == UNDECIDED]
            if not undecided:
                return labels
            more = self.switch()
            self.require([-more, *(literal(node) for node in undecided for literal in (self.inside, self.outside))])
            larger = self.solution([*assumptions, more, *agreed])
            self.require([-more])
            if larger is None:
                return labels
            labels = larger

    def forbid(self, labels: dict[int, int]) -> None:
        """From now on, not exactly these labels."""
        decided = {-literal for literal in self.literals(labels)}
        undecided = [node for node, label in labels.items() if label == UNDECIDED]
        self.require([*decided, *(literal(node) for node in undecided for literal in (self.inside, self.outside))])

    def forbid_within(self, labels: dict[int, int]) -> None:
        """From now on, not these labels nor any that decide a part of them alike."""
        holding = set(self.literals(labels))
        self.require(
            literal
            for node in self.nodes
            for literal in (self.inside(node), self.outside(node))
            if literal not in holding
        )

    def has_label(self, node: int, label: int) -> int | bool:
        """The literal that says a node has a label, or the truth of it where the label is held fixed."""
        if node in self._place:
            return self.inside(node) if label == IN else self.outside(node)
        return self._labels[node] == label

    def clauses(self, node: int) -> Iterator[list[int]]:
        """What makes the node's label the one that its inputs give it."""
        wiring, inside, outside = self._wiring, self.inside(node), self.outside(node)
        base = wiring.base[node]
        if base == REJECTED:
            yield from ([outside], [-inside])
            return
        yield [-inside, -outside]
        in_if: list[int | bool] = [self.has_label(attacker, OUT) for attacker in wiring.attackers[node]]
        in_if += [self.has_label(need, IN) for need in wiring.needs[node]]
        out_if: list[int | bool] = [self.has_label(attacker, IN) for attacker in wiring.attackers[node]]
        out_if += [self.has_label(need, OUT) for need in wiring.needs[node]]
        if base != IN:
            grounded = self.switch()
            yield from is_any(grounded, [self.has_label(ground, IN) for ground in wiring.grounds[node]])
            in_if.append(grounded)
        if base == OUT:
            groundless = self.switch()
            yield from is_all(groundless, [self.has_label(ground, OUT) for ground in wiring.grounds[node]])
            out_if.append(groundless)
        yield from is_all(inside, in_if)
        yield from is_any(outside, out_if)


def is_all(head: int, parts: list[int | bool]) -> Iterator[list[int]]:
    """Clauses that make `head` true exactly when all parts are."""
    if any(part is False for part in parts):
        yield [-head]
        return
    literals = [part for part in parts if part is not True]
    for literal in literals:
        yield [-head, literal]
    yield [head, *(-literal for literal in literals)]


def is_any(head: int, parts: list[int | bool]) -> Iterator[list[int]]:
    """Clauses that make `head` true exactly when some part is."""
    yield from is_all(-head, [(not part) if isinstance(part, bool) else -part for part in parts])


def labellings(wiring: IndexedFramework, semantics: Semantics, budget: Budget | None = None) -> Iterator[list[int]]:
    """Every complete, preferred or stable labelling, as lists of labels by node.

    Components are treated in order; for each, the labellings given its inputs are listed once and kept.

    >>> wiring = IndexedFramework([IN, IN], [[1], [0]], [[], []], [[], []])  # a and b attack each other
    >>> sorted(labellings(wiring, "preferred")), len(list(labellings(wiring, "complete")))
    ([[-1, 1], [1, -1]], 3)
    """
    meter = Meter(budget)
    labels, _ = grounded_labels(wiring)
    parts = components(wiring, [node for node, label in enumerate(labels) if label == UNDECIDED])
    kept: dict[tuple[int, ...], tuple[Choice, ...]] = {}

    def choices(position: int) -> Iterator[Choice]:
        part = parts[position]
        inside = set(part)
        sources = [source for node in part for source in wiring.inputs(node) if source not in inside]
        key = (position, *(labels[source] for source in sources))
        if key not in kept:
            kept[key] = tuple(meter.counted(_local_labellings(wiring, part, labels, semantics, meter)))
        return iter(kept[key])

    def everything() -> Iterator[list[int]]:
        if not parts:
            yield list(labels)
            return
        stack = [choices(0)]
        while stack:
            choice = next(stack[-1], None)
            if choice is None:
                stack.pop()
                continue
            for node, label in choice:
                labels[node] = label
            if len(stack) == len(parts):
                yield list(labels)
            else:
                stack.append(choices(len(stack)))

    return meter.counted(everything())


def _local_labellings(
    wiring: IndexedFramework, part: list[int], labels: list[int], semantics: Semantics, meter: Meter
) -> Iterator[Choice]:
    """The labellings of one component, given the labels of what bears on it."""
    if len(part) == 1 and part[0] not in wiring.inputs(part[0]):
        label = label_of(wiring, labels, part[0])
        if label != UNDECIDED or semantics != "stable":
            yield ((part[0], label),)
        return
    with LabellingSolver(wiring, part, labels, meter) as solver:
        if semantics == "stable":
            for node in part:
                solver.require([solver.inside(node), solver.outside(node)])
        while (found := solver.solution()) is not None:
            if semantics == "preferred":
                found = solver.maximal(found)
                solver.forbid_within(found)
            else:
                solver.forbid(found)
            yield tuple(sorted(found.items()))


def a_preferred_labelling(wiring: IndexedFramework, budget: Budget | None = None) -> list[int]:
    """One preferred labelling, without listing the others.

    Each component that can decide something does; what stays undecided is split into components again, until
    none can. This is the reduct of Baumann, Brewka and Ulbricht (2020, AAAI), which is empty of admissible
    sets exactly when a set is preferred, taken component by component.

    >>> sorted(a_preferred_labelling(IndexedFramework([IN, IN], [[1], [0]], [[], []], [[], []])))
    [-1, 1]
    """
    meter = Meter(budget)
    labels, _ = grounded_labels(wiring)
    todo = components(wiring, [node for node, label in enumerate(labels) if label == UNDECIDED])
    todo.reverse()
    while todo:
        part = todo.pop()
        if len(part) == 1 and part[0] not in wiring.inputs(part[0]):
            labels[part[0]] = label_of(wiring, labels, part[0])
            continue
        with LabellingSolver(wiring, part, labels, meter) as solver:
            solver.require(literal(node) for node in part for literal in (solver.inside, solver.outside))
            found = solver.solution()
        if found is None:
            continue  # given its inputs, nothing in this component can be decided
        for node, label in found.items():
            labels[node] = label
        todo.extend(reversed(components(wiring, [node for node in part if labels[node] == UNDECIDED])))
    return labels


def can_be_in(wiring: IndexedFramework, node: int, semantics: Semantics, budget: Budget | None = None) -> bool:
    """Whether some labelling has the node IN: credulous acceptance.

    Complete and preferred labellings agree on this, and only what the node depends on matters to them
    (directionality: Baroni and Giacomin 2007). A stable labelling must decide everything.
    """
    labels, _ = grounded_labels(wiring)
    if labels[node] == OUT or (labels[node] == IN and semantics != "stable"):
        return labels[node] == IN
    with _solver_for(wiring, node, labels, semantics, Meter(budget)) as solver:
        assumptions = [solver.inside(node)] if labels[node] == UNDECIDED else []
        return solver.solution(assumptions) is not None


def is_always_in(wiring: IndexedFramework, node: int, semantics: Semantics, budget: Budget | None = None) -> bool:
    """Whether every labelling has the node IN: sceptical acceptance.

    For preferred labellings this looks for one without the node, as in Dvořák, Järvisalo, Wallner and Woltran
    (2014, CEGARTIX): grow a labelling as far as it goes without the node; when it cannot grow with the node
    either, it is a preferred one that lacks it; otherwise rule out everything within the larger one. Where
    there is no stable labelling, every node is in all of them.
    """
    labels, _ = grounded_labels(wiring)
    if labels[node] == IN or semantics == "complete":
        return labels[node] == IN
    if labels[node] == OUT and semantics == "preferred":
        return False
    with _solver_for(wiring, node, labels, semantics, Meter(budget)) as solver:
        if semantics == "stable":
            return solver.solution([-solver.inside(node)] if labels[node] == UNDECIDED else []) is None
        return is_in_every_maximal(solver, node)


def is_in_every_maximal(solver: LabellingSolver, node: int) -> bool:
    """Whether every labelling that decides as much as possible has the node IN; see `is_always_in`."""
    without = [-solver.inside(node)]
    while (found := solver.solution(without)) is not None:
        found = solver.maximal(found, without)
        larger = solver.solution([solver.inside(node), *solver.literals(found)])
        if larger is None:
            return False
        solver.forbid_within(solver.maximal(larger))
    return True


def _solver_for(
    wiring: IndexedFramework, node: int, labels: list[int], semantics: Semantics, meter: Meter
) -> LabellingSolver:
    """A solver over the undecided nodes that matter to one node's acceptance."""
    relevant = range(len(labels)) if semantics == "stable" else sorted(ancestors(wiring, [node]))
    solver = LabellingSolver(wiring, [other for other in relevant if labels[other] == UNDECIDED], labels, meter)
    if semantics == "stable":
        for other in solver.nodes:
            solver.require([solver.inside(other), solver.outside(other)])
    return solver
