"""What stands by the weight of reasons: a preponderance standard with a presumption, and why each claim has its label.

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

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from cruxbase.reasoning.indexed_framework import IN, OUT, UNDECIDED
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.status import Label, Proof, ProofStep, Reason, Weighing
from cruxbase.reasoning.weighing_network import WeighingNetwork
from cruxbase.support.results import Result, ResultTable

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

        >>> from cruxbase.reasoning import WeighedStep
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

    >>> from cruxbase.reasoning import WeighedStep
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

        >>> from cruxbase.reasoning import WeighedStep
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
        from cruxbase.reasoning.weighing_proofs import step_of

        return step_of(self, name)

    @cached_property
    def ranks(self) -> Mapping[int, int]:
        """When each decided node was decided, by its number."""
        return {node: rank for rank, node in enumerate(self.problem._solved.order)}

    def status_of(self, claim: str) -> ClaimStatus:
        """The label of a claim with its flags, its objections by name, and what was weighed.

        Raises:
            UnknownName: there is no such claim.
        """
        from cruxbase.reasoning.weighing_proofs import status_of

        if claim not in self.problem.network.place:
            raise UnknownName("claim", claim, self.problem.network.place)
        return status_of(self, claim)


def weighed_labelling(problem: WeighingProblem) -> WeighedLabelling:
    """Which claims stand, fall, or are left undecided, by the weight of the reasons for and against them.

    The least fixpoint of the rules above (Gordon, Prakken and Walton 2007; Gordon and Walton 2016), in linear time. Where
    every presumption is below every weight, all weights are equal and there are only attacks, the labels of claims are
    those of Dung's (1995) grounded labelling.

    >>> from cruxbase.reasoning import WeighedStep
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
    everything is weighed again.

    Args:
        problem: what to label.
        target: the claim whose label is watched.
        candidates: the claims to try; all that bear on the target where not given.

    Raises:
        UnknownName: the target or a candidate is no claim.

    >>> from cruxbase.reasoning import WeighedStep
    >>> network = WeighingNetwork(("a", "b"), (WeighedStep("a -> b", ("a",), "b", 2.0, True),))
    >>> flip_cruxes(WeighingProblem(network, {"a": Label.IN}, {"b": 1.0}), "b")
    {'a': (<Label.OUT: 'out'>,)}
    """
    part = problem.around(target)
    now = weighed_labelling(part)[target]
    flips: dict[str, tuple[Label, ...]] = {}
    for name in part.network.claims if candidates is None else candidates:
        if name not in problem.network.place:
            raise UnknownName("claim", name, problem.network.place)
        if name == target or name not in part.network.place:
            continue
        settings = tuple(
            label for label in (Label.IN, Label.OUT) if weighed_labelling(part.forced(name, label))[target] is not now
        )
        if settings:
            flips[name] = settings
    return flips


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

    >>> from cruxbase.reasoning import WeighedStep
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
