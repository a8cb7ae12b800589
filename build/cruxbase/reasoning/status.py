"""The status of every claim: its label by the weight of reasons, why it has that, and what would change it.

The standard, a preponderance with a presumption, is defined in `cruxbase.reasoning.weighing_problem`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cruxbase.reasoning.indexed_framework import IN, OUT, UNDECIDED
from cruxbase.reasoning.labels import Label, Proof, ProofStep, Reason
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.weighing_problem import (
    ClaimStatus,
    WeighingProblem,
)
from cruxbase.reasoning.weighing_proofs import status_of, step_of
from cruxbase.support.results import ResultTable

_LABELS = {IN: Label.IN, OUT: Label.OUT, UNDECIDED: Label.UNDECIDED}


@dataclass(frozen=True, eq=False)  # compared as the mapping it is; no slots: names and ranks are kept
class WeighedLabelling(ResultTable, Mapping[str, Label]):
    """A label for every claim and step by the weight of reasons, and why each has it.

    Attributes:
        problem: What was labelled.
        semantics: Always `preponderance`.
        method: How it was computed.
    """

    problem: WeighingProblem
    semantics: str = "preponderance"
    method: str = "worklist"

    def __getitem__(self, name: str) -> Label:
        return _LABELS[self.problem._solved.labels[self.problem.network.number[name]]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.problem.names)

    def __len__(self) -> int:
        return len(self.problem.names)

    def claims(self) -> dict[str, Label]:
        """The labels of the claims alone."""
        return {
            name: _LABELS[label]
            for name, label in zip(self.problem.network.claims, self.problem._solved.labels, strict=False)
        }

    def why(self, name: str) -> Proof:
        """The proof that a node has its label, or what leaves it undecided.

        A proof uses only nodes that were decided earlier, so it never rests on itself. For an undecided node it follows
        one undecided input after the other.

        Raises:
            UnknownName: no node has that name.

        >>> from cruxbase.reasoning import WeighedStep, WeighingNetwork, WeighingProblem
        >>> steps = (WeighedStep("a -> b", ("a",), "b"), WeighedStep("c -> b", ("c",), "b", 0.5, True))
        >>> problem = WeighingProblem(WeighingNetwork(("a", "b", "c"), steps), {"a": Label.IN, "c": Label.IN})
        >>> step = weighed_labelling(problem).why("b")["b"]
        >>> str(step.label), str(step.reason), step.weighing.supporting, step.weighing.attacking
        ('in', 'outweighs', 1.0, 0.5)
        """
        if name not in self.problem.network.number:
            raise UnknownName("claim or step", name, self.problem.network.number)
        steps: dict[str, ProofStep] = {}
        if self[name] is not Label.UNDECIDED:
            queue = [name]
            for current in queue:  # grows while it is read
                if current not in steps:
                    steps[current] = self.step(current)
                    queue.extend(steps[current].because)
            return Proof(tuple(steps.values()))
        current = name
        while current not in steps:
            steps[current] = self.step(current)
            if steps[current].reason is not Reason.WAITS:
                return Proof(tuple(steps.values()))
            current = steps[current].because[0]
        names = list(steps)
        return Proof(tuple(steps.values()), tuple(names[names.index(current) :]))

    def step(self, name: str) -> ProofStep:
        """The rule that gave a node its label, and the nodes that the rule used."""
        return step_of(self.problem, name)

    def status_of(self, claim: str) -> ClaimStatus:
        """The label of a claim with its flags, its objections by name, and what was weighed.

        Raises:
            UnknownName: there is no such claim.
        """
        if claim not in self.problem.network.place:
            raise UnknownName("claim", claim, self.problem.network.place)
        return status_of(self.problem, claim)


def weighed_labelling(problem: WeighingProblem) -> WeighedLabelling:
    """Which claims stand, fall, or are left undecided, by the weight of the reasons for and against them.

    The least fixpoint of the rules above (Gordon, Prakken and Walton 2007; Gordon and Walton 2016), in linear time. Where
    every presumption is below every weight, all weights are equal and there are only attacks, the labels of claims are
    those of Dung's (1995) grounded labelling.

    >>> from cruxbase.reasoning import WeighedStep, WeighingNetwork, WeighingProblem
    >>> network = WeighingNetwork(("reason", "claim"), (WeighedStep("one", ("reason",), "claim"),))
    >>> dict(weighed_labelling(WeighingProblem(network, {"reason": Label.IN})).claims())
    {'reason': <Label.IN: 'in'>, 'claim': <Label.IN: 'in'>}
    """
    return WeighedLabelling(problem)


def flip_cruxes(
    problem: WeighingProblem, target: str, candidates: Iterable[str] | None = None
) -> dict[str, tuple[Label, ...]]:
    """The claims that change the target's label when set by hand, each with the settings that do.

    Each is set IN or OUT whatever bears on it, as interventions are (Pearl 2009, Causality, definition 3.2.1), and
    everything is weighed again; but for groups of claims that change nothing however they are set. Labels only grow with
    what is decided, so a label that is settled while a group is left open is settled whatever each of them is set to.

    Args:
        problem: what to label.
        target: the claim whose label is watched.
        candidates: the claims to try; all that bear on the target where not given.

    Raises:
        UnknownName: the target or a candidate is no claim.

    >>> from cruxbase.reasoning import WeighedStep, WeighingNetwork, WeighingProblem
    >>> network = WeighingNetwork(("a", "b"), (WeighedStep("a -> b", ("a",), "b", 2.0, True),))
    >>> flip_cruxes(WeighingProblem(network, {"a": Label.IN}, {"b": 1.0}), "b")
    {'a': (<Label.OUT: 'out'>,)}
    """
    part = problem.around(target)
    labels = weighed_labelling(part)
    names = list(part.network.claims if candidates is None else candidates)
    for name in names:
        if name not in problem.network.place:
            raise UnknownName("claim", name, problem.network.place)
    names = [name for name in dict.fromkeys(names) if name != target and name in part.network.place]
    flips: dict[str, tuple[Label, ...]] = {}
    for name in _not_settled(part, target, labels[target], names):
        # what is IN stays as it is when it is set IN; what is OUT may have let others come within reach
        tried = [label for label in (Label.IN, Label.OUT) if not (label is Label.IN and labels[name] is Label.IN)]
        settings = tuple(
            label for label in tried if weighed_labelling(part.forced(name, label))[target] is not labels[target]
        )
        if settings:
            flips[name] = settings
    return flips


def _not_settled(part: WeighingProblem, target: str, now: Label, names: list[str]) -> list[str]:
    """Those among some claims without which the target's label may not be settled, in order."""
    if now is Label.UNDECIDED or not names:
        return names
    opened = replace(
        part,
        stances={**part.stances, **dict.fromkeys(names, Label.UNDECIDED)},
        left_open=part.left_open.union(names),
    )
    if weighed_labelling(opened)[target] is now:
        return []
    if len(names) == 1:
        return names
    half = len(names) // 2
    return [
        *_not_settled(part, target, now, names[:half]),
        *_not_settled(part, target, now, names[half:]),
    ]


def minimal_flip_set(
    problem: WeighingProblem, target: str, stances: Mapping[str, Label | None], most: int = 20_000
) -> tuple[str, ...] | None:
    """The fewest claims on which agreeing with another viewpoint changes the target's label.

    Sets of the claims whose stances differ are tried by size, and in the order given among those of one size. Before that
    the claims are left open all at once: labels only grow with what is decided (the operator is monotone, as those of
    Brewka and Woltran 2010 are), so a label settled then is settled whatever is agreed on.

    Args:
        problem: one viewpoint's reading.
        target: the claim whose label is watched.
        stances: the other viewpoint's stances; None for a claim it has none on.
        most: how many sets may be tried.

    Returns:
        The set; None where none was found among those tried.

    Raises:
        UnknownName: the target or a claim with a stance is not there.

    >>> from cruxbase.reasoning import WeighedStep, WeighingNetwork, WeighingProblem
    >>> network = WeighingNetwork(("a", "b"), (WeighedStep("a -> b", ("a",), "b", 2.0, True),))
    >>> minimal_flip_set(WeighingProblem(network, {"a": Label.IN}, {"b": 1.0}), "b", {"a": Label.OUT})
    ('a',)
    """
    for name in stances:
        if name not in problem.network.place:
            raise UnknownName("claim", name, problem.network.place)
    part = problem.around(target)
    now = weighed_labelling(part)[target]
    differing = [
        name
        for name, label in stances.items()
        if name in part.network.place and name != target and label != part.stances.get(name)
    ]
    if now is not Label.UNDECIDED:
        kept = {name: label for name, label in part.stances.items() if name not in differing}
        if weighed_labelling(replace(part, stances=kept, left_open=frozenset(differing)))[target] is now:
            return None  # what is settled without them is settled for every set of them
    sets = (chosen for size in range(1, len(differing) + 1) for chosen in itertools.combinations(differing, size))
    for chosen in itertools.islice(sets, most):
        changed = {name: label for name, label in part.stances.items() if name not in chosen}
        changed.update({name: label for name in chosen if (label := stances[name]) is not None})
        if weighed_labelling(replace(part, stances=changed))[target] is not now:
            return chosen
    return None
