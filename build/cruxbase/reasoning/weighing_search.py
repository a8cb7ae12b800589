"""Whether a claim is contested when reasons are weighed: acceptance by SAT, with sums of weights as decision diagrams.

A complete labelling is a fixpoint of the rules of `cruxbase.reasoning.weighing_problem`, and a preferred one decides as much as
possible. The rules compare sums of weights; as labels only ever grow, each comparison is a sum of weights over literals
that only grow too, and is written as a binary decision diagram (Eén and Sörensson 2006, Translating pseudo-Boolean
constraints into SAT, section 5.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cruxbase.reasoning.abstract_framework import Verdict
from cruxbase.reasoning.indexed_framework import IN, OUT, UNDECIDED, IndexedFramework
from cruxbase.reasoning.labelling_search import (
    Budget,
    BudgetExceeded,
    LabellingSolver,
    Meter,
    is_all,
    is_any,
    is_in_every_maximal,
)

if TYPE_CHECKING:
    from cruxbase.reasoning.weighing_network import Bundle
    from cruxbase.reasoning.weighing_problem import WeighingProblem

Literal = int | bool
Item = tuple[float, Literal]


def contested(problem: WeighingProblem, claim: str, budget: Budget | None = None) -> Verdict:
    """Whether a claim is IN in some preferred labelling and not in another: credulously but not sceptically accepted.

    Args:
        problem: the reasons and a viewpoint.
        claim: the claim asked about.
        budget: how much may be searched, `Budget()` where not given; past it the answer is NOT_COMPUTED.

    Raises:
        UnknownName: there is no such claim.

    >>> from cruxbase.reasoning.weighing_network import WeighingNetwork
    >>> from cruxbase.reasoning.status import WeighingProblem
    >>> rivals = WeighingProblem(WeighingNetwork(("a", "b"), cruxes=(("a", "b"),)), {}, {"a": 1.0, "b": 1.0})
    >>> contested(rivals, "a")
    <Verdict.YES: 'yes'>
    """
    part = problem.around(claim)
    node = part.network.place[claim]
    if part._solved.labels[node] != UNDECIDED:
        return Verdict.NO
    try:
        with WeighingSolver(part, Meter(budget or Budget())) as solver:
            if solver.solution([solver.inside(node)]) is None:
                return Verdict.NO
            return Verdict.NO if is_in_every_maximal(solver, node) else Verdict.YES
    except BudgetExceeded:
        return Verdict.NOT_COMPUTED


class WeighingSolver(LabellingSolver):
    """The complete labellings of what a problem leaves undecided, as a SAT problem."""

    def __init__(self, problem: WeighingProblem, meter: Meter) -> None:
        from cruxbase.reasoning.weighing_problem import live_undercutters, start_of

        self._problem, self._network = problem, problem.network
        self._start = start_of(problem)
        self._live = live_undercutters(problem.network, self._start)
        self._claims = len(problem.network.claims)
        self._diagrams: dict[tuple[tuple[Item, ...], float], Literal] = {}
        self._defined: list[list[int]] = []
        labels = problem._solved.labels
        undecided = [node for node, label in enumerate(labels) if label == UNDECIDED]
        super().__init__(IndexedFramework([], [], [], []), undecided, labels, meter)

    def clauses(self, node: int) -> Iterator[list[int]]:
        """What makes a claim's or step's label the one that the rules give it."""
        yield [-self.inside(node), -self.outside(node)]
        if node >= self._claims:
            in_if, out_if = self._of_step(node - self._claims)
        elif node in self._start.held_open:
            in_if, out_if = [False], [False]
        else:
            in_if, out_if = self._of_claim(node)
        yield from is_all(self.inside(node), in_if)
        yield from is_any(self.outside(node), out_if)
        yield from self._defined
        self._defined.clear()

    def _of_step(self, step: int) -> tuple[list[Literal], list[Literal]]:
        premises, undercutters = self._network.premises[step], self._network.undercutters[step]
        live = [one for one in undercutters if self._live is None or self._live[one]]
        in_if = [self.has_label(one, IN) for one in premises] + [self.has_label(one, OUT) for one in live]
        return in_if, [self.has_label(one, OUT) for one in premises] + [self.has_label(one, IN) for one in undercutters]

    def _of_claim(self, claim: int) -> tuple[list[Literal], list[Literal]]:
        needs, rivals = self._network.needs[claim], self._network.rivals[claim]
        presumption = self._start.presumption[claim]
        for_all, against_all = (side[claim] for side in self._network.most)
        stands = [*self._weights(claim, True, IN), *self._weights(claim, False, OUT)]
        falls = [*self._weights(claim, False, IN), *self._weights(claim, True, OUT)]
        in_if = [self.has_label(need, IN) for need in needs]
        in_if.append(self._exceeds(stands, against_all - presumption))
        for rival in rivals:
            weaker = [*stands, *self._weights(rival, True, OUT), *self._weights(rival, False, IN)]
            above = self._exceeds(weaker, against_all + self._network.most[0][rival])
            if rival in self._start.held_open:
                above = False
            in_if.append(self._any([self.has_label(rival, OUT), above]))
        out_if = [self.has_label(need, OUT) for need in needs] + [self.has_label(rival, IN) for rival in rivals]
        return in_if, [*out_if, self._exceeds(falls, for_all + presumption)]

    def _weights(self, claim: int, supports: bool, label: int) -> Iterator[Item]:
        """What is gained as steps on one side get a label: what they weigh by IN, what is no longer feared by OUT."""
        for bundle in self._bundles_of[claim]:
            if bundle.supports != supports:
                continue
            below = (*bundle.weights[1:], 0.0)
            members: list[Literal] = []
            for step, weight, following in zip(bundle.steps, bundle.weights, below, strict=True):
                members.append(self.has_label(self._claims + step, label))
                if weight > following:
                    yield weight - following, self._any(members) if label == IN else self._all(members)

    @cached_property
    def _bundles_of(self) -> list[list[Bundle]]:
        of: list[list[Bundle]] = [[] for _ in self._network.claims]
        for bundle in self._network.bundles:
            of[bundle.claim].append(bundle)
        return of

    def _exceeds(self, items: Sequence[Item], limit: float) -> Literal:
        """A literal that says that the weights of the true literals sum to more than a limit."""
        unsure = sorted((item for item in items if not isinstance(item[1], bool)), key=lambda item: -item[0])
        sure = sum(weight for weight, literal in items if literal is True)
        return self._diagram(tuple(unsure), limit - sure)

    def _diagram(self, items: tuple[Item, ...], limit: float) -> Literal:
        if limit < 0:
            return True
        if sum(weight for weight, _ in items) <= limit:
            return False
        key = (items, limit)
        if key not in self._diagrams:
            (weight, literal), *rest = items
            without = self._diagram(tuple(rest), limit)
            self._diagrams[key] = self._any([without, self._all([literal, self._diagram(tuple(rest), limit - weight)])])
        return self._diagrams[key]

    def _all(self, parts: Sequence[Literal]) -> Literal:
        unsure = [part for part in parts if part is not True]
        if any(part is False for part in unsure):
            return False
        if len(unsure) < 2:
            return unsure[0] if unsure else True
        head = self.switch()
        self._defined.extend(is_all(head, unsure))
        return head

    def _any(self, parts: Sequence[Literal]) -> Literal:
        unsure = [part for part in parts if part is not False]
        if any(part is True for part in unsure):
            return True
        if len(unsure) < 2:
            return unsure[0] if unsure else False
        head = self.switch()
        self._defined.extend(is_any(head, unsure))
        return head
