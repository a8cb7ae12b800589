"""Extensions by their range (what they contain or attack): stage by SAT, semi-stable and ideal from the preferred ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Self

from cruxbase.reasoning.labelling_search import Budget, Meter

Adjacency = list[list[int]]
Nodes = frozenset[int]


def range_of(nodes: Iterable[int], attacked: Adjacency) -> Nodes:
    """The nodes and all that they attack.

    >>> sorted(range_of([0], [[1], [2], []]))
    [0, 1]
    """
    inside = frozenset(nodes)
    return inside.union(*(attacked[node] for node in inside))


def of_largest_range(extensions: Collection[Nodes], attacked: Adjacency) -> Iterator[Nodes]:
    """Those whose range is in no larger one's: of the preferred extensions, these are the semi-stable ones.

    Caminada, Carnielli and Dunne (2012, Semi-stable semantics, Journal of Logic and Computation 22, definition 4).
    """
    ranges = {extension: range_of(extension, attacked) for extension in extensions}
    largest = {one for one in ranges.values() if not any(one < other for other in ranges.values())}
    return (extension for extension, reached in ranges.items() if reached in largest)


def largest_admissible(nodes: Iterable[int], attacked: Adjacency, attackers: Adjacency) -> Nodes:
    """The largest part of a set without inner attacks that defends itself.

    Of the intersection of all preferred extensions it is the ideal extension (Dung, Mancarella and Toni 2007, Computing
    ideal sceptical argumentation, Artificial Intelligence 171, definition 3.1).
    """
    inside = set(nodes)
    answers = [0] * len(attacked)
    for node in inside:
        for target in attacked[node]:
            answers[target] += 1
    leaving = [node for node in inside if any(not answers[attacker] for attacker in attackers[node])]
    for node in leaving:  # grows while it is read
        if node not in inside:
            continue
        inside.remove(node)
        for target in attacked[node]:
            answers[target] -= 1
            if not answers[target]:
                leaving.extend(other for other in attacked[target] if other in inside)
    return frozenset(inside)


def stage_extensions(attacked: Adjacency, budget: Budget | None = None) -> Iterator[Nodes]:
    """The sets without inner attacks whose range is in no larger one's.

    Verheij (1996, Two approaches to dialectical argumentation, section 4). A range is grown until it cannot grow, then all
    sets with that range are listed.

    Raises:
        BudgetExceeded: There is more to list, or it is harder, than the budget allows.
    """
    meter = Meter(budget)
    with _ConflictFree(attacked, meter) as search:
        yield from meter.counted(search.of_largest_range())


class _ConflictFree:
    """Sets without inner attacks as a SAT problem: variable 2i+1 says that node i is inside, 2i+2 that it is reached."""

    def __init__(self, attacked: Adjacency, meter: Meter) -> None:
        from pysat.solvers import Glucose4

        self._attacked, self._meter, self._count = attacked, meter, len(attacked)
        self._top, self._spent = 2 * self._count, 0
        self._solver = Glucose4(incr=False)
        reached: list[list[int]] = [[2 * node + 1] for node in range(self._count)]
        for node, targets in enumerate(attacked):
            for target in targets:
                self._solver.add_clause([-(2 * node + 1), -(2 * target + 1)])
                reached[target].append(2 * node + 1)
        for node, sources in enumerate(reached):
            self._solver.add_clause([-(2 * node + 2), *sources])
            for source in sources:
                self._solver.add_clause([2 * node + 2, -source])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def of_largest_range(self) -> Iterator[Nodes]:
        while True:
            start = self._solution([])
            if start is None:
                return
            reached = self._grown(range_of(start, self._attacked))
            yield from self._with_range(reached)
            self._solver.add_clause([2 * node + 2 for node in range(self._count) if node not in reached])

    def _grown(self, reached: Nodes) -> Nodes:
        while True:
            more = self._switch([2 * node + 2 for node in range(self._count) if node not in reached])
            larger = self._solution([more, *(2 * node + 2 for node in sorted(reached))])
            self._solver.add_clause([-more])
            if larger is None:
                return reached
            reached = range_of(larger, self._attacked)

    def _with_range(self, reached: Nodes) -> Iterator[Nodes]:
        self._top += 1
        listed, wanted = self._top, [2 * node + 2 for node in sorted(reached)]
        while True:
            inside = self._solution([listed, *wanted])
            if inside is None:
                self._solver.add_clause([-listed])
                return
            yield inside
            # Two sets with the largest range are never one inside the other, so what is added makes another set.
            self._solver.add_clause([-listed, *(2 * node + 1 for node in range(self._count) if node not in inside)])

    def _switch(self, clause: list[int]) -> int:
        self._top += 1
        self._solver.add_clause([-self._top, *clause])
        return self._top

    def _solution(self, assumptions: list[int]) -> Nodes | None:
        left = self._meter.conflicts_left()
        if left is None:
            answer = self._solver.solve(assumptions)
        else:
            self._solver.conf_budget(max(left, 1))
            answer = self._solver.solve_limited(assumptions)
        conflicts = self._solver.accum_stats()["conflicts"]
        self._meter.spend(conflicts - self._spent)
        self._spent = conflicts
        if answer is None:
            self._meter.overspent()
        if not answer:
            return None
        model = self._solver.get_model()
        return frozenset(node for node in range(self._count) if model[2 * node] > 0)
