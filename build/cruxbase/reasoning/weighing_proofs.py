"""Why a claim or step has its label by weight: one step of the proof, the flags of a claim, and its objections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cruxbase.reasoning.indexed_framework import IN, OUT, UNDECIDED
from cruxbase.reasoning.labels import Label, ProofStep, Reason, Weighing
from cruxbase.reasoning.weighing_problem import ClaimStatus, Objection, WeighingProblem

if TYPE_CHECKING:
    from cruxbase.reasoning.weighing_network import WeighingNetwork


def step_of(problem: WeighingProblem, name: str) -> ProofStep:
    """The rule that gave a node its label, and the nodes that the rule used, all of them decided before it."""
    return _Explainer(problem).step(problem.network.number[name])


def status_of(problem: WeighingProblem, claim: str) -> ClaimStatus:
    """The label of a claim with its flags, its objections by name, and what was weighed."""
    explainer = _Explainer(problem)
    network = problem.network
    place = network.place[claim]
    label = _NAMES[problem._solved.labels[place]]
    stated = problem.stances.get(claim) is label
    presumed = problem.presumptions.get(claim, 0) > 0
    objections = tuple(explainer.objections(place)) if label is Label.IN else ()
    return ClaimStatus(
        label,
        unargued=not network.steps_into[place],
        stated=stated,
        follows=label is not Label.UNDECIDED and not stated and not presumed,
        objections=tuple(one for one in objections if one.stands),
        unanswered=tuple(one for one in objections if not one.stands),
        weighing=explainer.weighing(place),
    )


class _Explainer:
    """Reads explanations off a solved problem."""

    def __init__(self, problem: WeighingProblem) -> None:
        self._network: WeighingNetwork = problem.network
        self._claims = len(self._network.claims)
        self._labels, self._ranks = problem._solved.labels, problem.ranks
        self._problem = problem
        self._stances, self._presumptions = problem.stances, problem.presumptions

    def step(self, node: int) -> ProofStep:
        if node >= self._claims:
            return self._of_step(node)
        label = self._labels[node]
        of_label = {IN: self._standing, OUT: self._falling, UNDECIDED: self._open}
        reason, because = of_label[label](node)
        return ProofStep(self._network.names[node], _NAMES[label], reason, self._named(because), self.weighing(node))

    def weighing(self, claim: int, labels: Callable[[int], int] | None = None) -> Weighing:
        """The sums of weights, by the final labels or by others."""
        if labels is not None:
            return self._weighed(claim, labels)
        known = self._problem.weighings
        if claim not in known:
            known[claim] = self._weighed(claim, self._labels.__getitem__)
        return known[claim]

    def _weighed(self, claim: int, label_of: Callable[[int], int]) -> Weighing:
        sums = {
            (True, True): 0.0,
            (True, False): 0.0,
            (False, True): 0.0,
            (False, False): 0.0,
        }  # by side, at least or at most
        for number in dict.fromkeys(self._network.bundle_of[step] for step in self._network.steps_into[claim]):
            bundle = self._network.bundles[number]
            least = most = 0.0  # weights are positive
            for one, weight in zip(bundle.steps, bundle.weights, strict=True):
                label = label_of(self._claims + one)
                if label == IN:
                    least = max(least, weight)
                if label != OUT:
                    most = max(most, weight)
            sums[bundle.supports, True] += least
            sums[bundle.supports, False] += most
        name = self._network.claims[claim]
        settled = self._stances.get(name) in (Label.IN, Label.OUT)
        presumption = 0.0 if settled else self._presumptions.get(name, 0.0)
        return Weighing(presumption, sums[True, True], sums[True, False], sums[False, True], sums[False, False])

    def objections(self, claim: int) -> Iterable[Objection]:
        """What speaks against a claim or a step for it, and is not answered."""
        network = self._network
        for number in network.steps_into[claim]:
            step = network.steps[number]
            if not step.supports:
                if self._labels[self._claims + number] != OUT:
                    stands = self._labels[self._claims + number] == IN
                    yield Objection("attacks", step.name, step.premises, stands)
                continue
            for undercutter in network.undercutters[number]:
                if self._labels[undercutter] != OUT:
                    by = (network.claims[undercutter],)
                    yield Objection("undercuts", step.name, by, self._labels[undercutter] == IN)

    def _named(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._network.names[node] for node in nodes))

    def _earlier(self, node: int) -> Callable[[int], int]:
        """The labels as they were when a node was decided."""
        rank = self._ranks[node]
        return lambda other: self._labels[other] if self._ranks.get(other, rank) < rank else UNDECIDED

    def _inputs(self, claim: int) -> list[int]:
        """The steps on a claim, as nodes."""
        return [self._claims + step for step in self._network.steps_into[claim]]

    def _standing(self, claim: int) -> tuple[Reason, list[int]]:
        if self._stances.get(self._network.claims[claim]) is Label.IN:
            return Reason.STATED, []
        then = self._earlier(claim)
        used = [step for step in self._inputs(claim) if then(step) == (IN if self._supports(step) else OUT)]
        for rival in self._network.rivals[claim]:
            if then(rival) == OUT:
                used.append(rival)
            else:
                used += [step for step in self._inputs(rival) if then(step) == (OUT if self._supports(step) else IN)]
        used += self._network.needs[claim]
        return (Reason.OUTWEIGHS if self.weighing(claim, then).supporting else Reason.PRESUMED), used

    def _falling(self, claim: int) -> tuple[Reason, list[int]]:
        if self._stances.get(self._network.claims[claim]) is Label.OUT:
            return Reason.REJECTED, []
        then = self._earlier(claim)
        weighing = self.weighing(claim, then)
        if weighing.attacking > weighing.supporting_at_most + weighing.presumption:
            steps = self._inputs(claim)
            used = [step for step in steps if not self._supports(step) and then(step) == IN]
            return Reason.OUTWEIGHED, used + [step for step in steps if self._supports(step) and then(step) == OUT]
        for need in self._network.needs[claim]:
            if then(need) == OUT:
                return Reason.NEED_FAILS, [need]
        return Reason.RIVAL, [rival for rival in self._network.rivals[claim] if then(rival) == IN][:1]

    def _open(self, claim: int) -> tuple[Reason, list[int]]:
        weighing = self.weighing(claim)
        near = [*self._inputs(claim), *self._network.needs[claim], *self._network.rivals[claim]]
        waits = [node for node in near if self._labels[node] == UNDECIDED]
        if not weighing.presumption and not weighing.supporting and not weighing.attacking:
            return Reason.OPEN, []
        if waits and self._network.claims[claim] not in self._problem.left_open:
            return Reason.WAITS, waits
        return (Reason.BALANCED if weighing.supporting or weighing.attacking else Reason.OPEN), []

    def _of_step(self, node: int) -> ProofStep:
        step, label = node - self._claims, self._labels[node]
        premises, undercutters = self._network.premises[step], self._network.undercutters[step]
        reason, because = Reason.ASSUMED, [*premises]
        if label == IN:
            then = self._earlier(node)
            because += [one for one in undercutters if then(one) == OUT]
        elif label == OUT:
            causes = [(self._ranks[one], Reason.NEED_FAILS, one) for one in premises if self._labels[one] == OUT]
            causes += [(self._ranks[one], Reason.ATTACKED, one) for one in undercutters if self._labels[one] == IN]
            _, reason, first = min(causes)
            because = [first]
        else:
            reason = Reason.WAITS
            because = [one for one in (*premises, *undercutters) if self._labels[one] == UNDECIDED]
        return ProofStep(self._network.names[node], _NAMES[label], reason, self._named(because))

    def _supports(self, node: int) -> bool:
        return self._network.steps[node - self._claims].supports


_NAMES = {IN: Label.IN, OUT: Label.OUT, UNDECIDED: Label.UNDECIDED}
