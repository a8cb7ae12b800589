"""What stands by the weight of reasons: a preponderance standard with a presumption.

The standard is that of Gordon, Prakken and Walton (2007, The Carneades model of argument and burden of proof, Artificial
Intelligence 171) with the weighing of Gordon and Walton (2016, Formalizing balancing arguments). For a claim let F+ and A+
be the summed weights of the steps for and against it that are IN, and F? and A? of those that are not OUT. With a
presumption p the claim is

* OUT if something it requires is OUT, a rival side of a crux is IN, or A+ > F? + p;
* IN if all it requires is IN, p + F+ > A?, and for every rival that is not OUT F+ − A? is above its F? − A+;
* UNDECIDED otherwise.

What a viewpoint holds is IN and what it denies is OUT whatever bears on it. A step is OUT if a premise is OUT or an
undercutter IN, and IN if all its premises are IN and its undercutters OUT; an undercutter of which the viewpoint said
nothing, and which nothing it holds supports, does nothing. The labelling is the least fixpoint from all-UNDECIDED.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from cruxbase.reasoning.indexed_framework import IN, OUT, UNDECIDED
from cruxbase.reasoning.labels import Label, Weighing
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.weighing_network import WeighingNetwork
from cruxbase.support.results import Result

_LABELS = {IN: Label.IN, OUT: Label.OUT, UNDECIDED: Label.UNDECIDED}


@dataclass(frozen=True)  # no slots: the labels are kept once computed
class WeighingProblem:
    """A network of reasons, and what a viewpoint says of the claims in it.

    Attributes:
        network: the claims and what bears on them.
        stances: IN for what the viewpoint holds, OUT for what it denies, UNDECIDED for what it spoke of and leaves open.
        presumptions: p of each claim, at least 0, where it is not held or denied; 0 where none is given.
        left_open: claims whose label is not to be decided, whatever bears on them and whatever their stance.

    Raises:
        UnknownName: a stance, a presumption or an open claim is not among the network's claims.
    """

    network: WeighingNetwork
    stances: Mapping[str, Label] = field(default_factory=dict)
    presumptions: Mapping[str, float] = field(default_factory=dict)
    left_open: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in (*self.stances, *self.presumptions, *self.left_open):
            if name not in self.network.place:
                raise UnknownName("claim", name, self.network.place)

    @property
    def names(self) -> tuple[str, ...]:
        """Claims, then steps."""
        return self.network.names

    def forced(self, name: str, label: Label) -> WeighingProblem:
        """The problem with one claim set to a label by hand, whatever bears on it.

        Raises:
            UnknownName: there is no such claim.

        >>> from cruxbase.reasoning import WeighedStep, weighed_labelling
        >>> network = WeighingNetwork(("a", "b"), (WeighedStep("a -> b", ("a",), "b"),))
        >>> weighed_labelling(WeighingProblem(network).forced("a", Label.IN))["b"]
        <Label.IN: 'in'>
        """
        if name not in self.network.place:
            raise UnknownName("claim", name, self.network.place)
        opened = self.left_open | {name} if label is Label.UNDECIDED else self.left_open - {name}
        return replace(self, stances={**self.stances, name: label}, left_open=opened)

    def around(self, claim: str) -> WeighingProblem:
        """The part on which a claim's label depends.

        Raises:
            UnknownName: there is no such claim.
        """
        part = self.network.around(claim)
        return WeighingProblem(
            part,
            {name: label for name, label in self.stances.items() if name in part.place},
            {name: value for name, value in self.presumptions.items() if name in part.place},
            self.left_open.intersection(part.place),
        )

    @cached_property
    def _solved(self) -> Solved:
        """The numbers of the labels, in the order of `names`, and the nodes in the order they were decided."""
        return solve(self.network, start_of(self))

    @cached_property
    def weighings(self) -> dict[int, Weighing]:
        """What was weighed for claims by their numbers, as far as somebody asked: a status and its proof both do."""
        return {}

    @cached_property
    def ranks(self) -> Mapping[int, int]:
        """When each decided node was decided, by its number."""
        return {node: rank for rank, node in enumerate(self._solved.order)}


class Start(NamedTuple):
    """What a viewpoint starts from, by number of the claim.

    Attributes:
        presumption: p; infinite for what is held, minus infinite for what is denied.
        spoken: numbers of the claims that were spoken of and left open.
        held_open: numbers of the claims not to be decided.
    """

    presumption: list[float]
    spoken: frozenset[int]
    held_open: frozenset[int]


class Solved(NamedTuple):
    """Labels by number of the node, and the nodes in the order they were decided."""

    labels: list[int]
    order: list[int]


def start_of(problem: WeighingProblem) -> Start:
    """What a problem's viewpoint starts from."""
    place = problem.network.place
    presumption = [0.0] * len(place)
    for name, value in problem.presumptions.items():
        presumption[place[name]] = value
    for name, label in problem.stances.items():
        if label is not Label.UNDECIDED:
            presumption[place[name]] = math.inf if label is Label.IN else -math.inf
    spoken = frozenset(place[name] for name, label in problem.stances.items() if label is Label.UNDECIDED)
    return Start(presumption, spoken, frozenset(map(place.__getitem__, problem.left_open)))


def solve(network: WeighingNetwork, start: Start) -> Solved:
    """The least labelling by a linear worklist.

    Each node is decided at most once and each premise, undercut and requirement looked at once; a claim is weighed again
    whenever a step on it, or on a rival side, is decided.

    >>> from cruxbase.reasoning import WeighedStep, weighed_labelling
    >>> network = WeighingNetwork(("a", "b"), (WeighedStep("a -> b", ("a",), "b", 1.0, True),))
    >>> solve(network, start_of(WeighingProblem(network, {"a": Label.IN}, {"b": 0.5}))).labels
    [1, -1, 1]
    """
    work = _Worklist(network, start)
    for claim, presumption in enumerate(start.presumption):
        if presumption:
            work.weigh(claim)
    count = len(network.claims)
    for node in work.order:  # grows while it is read: this is the worklist
        if node < count:
            work.tell_of_claim(node)
        else:
            work.tell_of_step(node - count)
    return Solved(work.labels, work.order)


def live_undercutters(network: WeighingNetwork, start: Start) -> list[bool] | None:
    """The claims that can do something as undercutters: spoken of, or within reach of what is held. None for all.

    A claim is within reach where it is held or presumed, or where it is not denied and some step for it has only premises
    within reach. No other can ever be IN.
    """
    if all(start.presumption):
        return None
    queue = [claim for claim, presumption in enumerate(start.presumption) if presumption > 0]
    queue += start.held_open
    reached = [False] * len(network.claims)
    for claim in queue:
        reached[claim] = True
    missing = list(network.counts[0])
    for claim in queue:  # grows while it is read
        for step in network.premise_of[claim]:
            missing[step] -= 1
            conclusion = network.conclusions[step]
            if missing[step] or reached[conclusion] or start.presumption[conclusion] == -math.inf:
                continue
            if network.steps[step].supports:
                reached[conclusion] = True
                queue.append(conclusion)
    for claim in start.spoken:
        reached[claim] = True
    return reached


class _Worklist:
    """The state of one run: what each undecided node still waits for, and what has been weighed so far."""

    def __init__(self, network: WeighingNetwork, start: Start) -> None:
        self._network, self._start = network, start
        self._claims = len(network.claims)
        self.labels = [UNDECIDED] * len(network.names)
        self.order: list[int] = []
        premises, undercutters, needs = network.counts
        self._premises, self._needs = list(premises), list(needs)
        self._live = live_undercutters(network, start)
        if self._live is None:
            self._blocked = list(undercutters)
        else:
            self._blocked = [sum(map(self._live.__getitem__, ones)) if ones else 0 for ones in network.undercutters]
        self._least = ([0.0] * self._claims, [0.0] * self._claims)
        self._most = (list(network.most[0]), list(network.most[1]))
        self._counted = [0.0] * len(network.bundles)
        self._first = [0] * len(network.bundles)

    def decide(self, node: int, label: int) -> None:
        if self.labels[node] == UNDECIDED and node not in self._start.held_open:
            self.labels[node] = label
            self.order.append(node)

    def weigh(self, claim: int) -> None:
        """Decide a claim where its weights and rivals settle it."""
        if self.labels[claim] != UNDECIDED:
            return
        presumption = self._start.presumption[claim]
        if presumption == math.inf:
            self.decide(claim, IN)
        elif self._least[1][claim] > self._most[0][claim] + presumption:
            self.decide(claim, OUT)
        elif (
            not self._needs[claim]
            and presumption + self._least[0][claim] > self._most[1][claim]
            and all(map(self._is_above(claim), self._network.rivals[claim]))
        ):
            self.decide(claim, IN)

    def _is_above(self, claim: int) -> Callable[[int], bool]:
        worst = self._least[0][claim] - self._most[1][claim]

        def above(rival: int) -> bool:
            if self.labels[rival] == OUT:
                return True
            if rival in self._start.held_open or self._start.presumption[rival] == math.inf:
                return False
            return worst > self._most[0][rival] - self._least[1][rival]

        return above

    def tell_of_claim(self, claim: int) -> None:
        network, stands = self._network, self.labels[claim] == IN
        for step in network.premise_of[claim]:
            self._premises[step] -= 1
            if not stands:
                self.decide(self._claims + step, OUT)
            elif not self._premises[step] and not self._blocked[step]:
                self.decide(self._claims + step, IN)
        for step in network.undercuts[claim]:
            if stands:
                self.decide(self._claims + step, OUT)
            elif self._live is None or self._live[claim]:
                self._blocked[step] -= 1
                if not self._premises[step] and not self._blocked[step]:
                    self.decide(self._claims + step, IN)
        for other in network.needed_by[claim]:
            self._needs[other] -= 1
            self._settle(other, stands)
        for rival in network.rivals[claim]:
            self._settle(rival, not stands)

    def _settle(self, claim: int, may_stand: bool) -> None:
        """Weigh a claim again, or let it fall unless it is held."""
        if may_stand or self._start.presumption[claim] == math.inf:
            self.weigh(claim)
        else:
            self.decide(claim, OUT)

    def tell_of_step(self, step: int) -> None:
        number = self._network.bundle_of[step]
        bundle = self._network.bundles[number]
        side = 0 if bundle.supports else 1
        claim, labels, first = bundle.claim, self.labels, self._first[number]
        if labels[self._claims + step] == IN:
            weight = self._network.steps[step].weight
            if weight > self._counted[number]:
                self._least[side][claim] += weight - self._counted[number]
                self._counted[number] = weight
        else:
            was = bundle.weights[first] if first < len(bundle.steps) else 0.0
            while first < len(bundle.steps) and labels[self._claims + bundle.steps[first]] == OUT:
                first += 1
            self._first[number] = first
            self._most[side][claim] -= was - (bundle.weights[first] if first < len(bundle.steps) else 0.0)
        self.weigh(claim)
        for rival in self._network.rivals[claim]:
            self.weigh(rival)


class Objection(NamedTuple):
    """Something that speaks against a claim, or against a step for it.

    Attributes:
        kind: `attacks` for a step against the claim, `undercuts` for a reason why a step for it fails.
        step: name of the step against the claim, or of the step that is undercut.
        claims: the premises of the step, or what undercuts it.
        stands: whether it is IN; otherwise it is UNDECIDED, and nobody answered it.
    """

    kind: str
    step: str
    claims: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class ClaimStatus(Result):
    """The label of a claim, with what a reader must know beside it.

    Attributes:
        label: IN, OUT or UNDECIDED.
        unargued: whether no reason on record bears on it, for or against.
        stated: whether the label is what the viewpoint said.
        follows: whether the viewpoint did not say so, and what it said of other claims gives the label; never at face value.
        objections: where the claim is IN, what stands against it or against a step for it.
        unanswered: where the claim is IN, what was raised against it or a step for it and is neither granted nor answered.
        weighing: the weights for and against.
    """

    label: Label
    unargued: bool
    stated: bool
    follows: bool
    objections: tuple[Objection, ...]
    unanswered: tuple[Objection, ...]
    weighing: Weighing

    @property
    def challenged(self) -> bool:
        """Whether the claim is IN though something that stands speaks against it or against a step for it."""
        return bool(self.objections)

    @property
    def word(self) -> str:
        """The label as it is shown: `unargued` for what is IN for want of any objection, never having been argued."""
        if self.label is Label.IN and self.unargued:
            return "stated" if self.stated else "unargued"
        return "challenged" if self.challenged else str(self.label)
