"""Claims, weighed steps and rivals as integers: the arrays on which status by weight is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cruxbase.reasoning.names import UnknownName

Edge = tuple[str, str]


class WeighedStep(NamedTuple):
    """A reason of known weight.

    Attributes:
        name: its name, unique in a graph.
        premises: claims that are all needed; at least one.
        conclusion: the claim that it bears on.
        weight: what it weighs, positive; in log-odds, what it gives when all it needs is certain. Halves, quarters and so
            on are added exactly.
        attacks: whether it speaks against its conclusion.
        undercutters: claims any of which makes it fail.
        group: a name shared by steps to one conclusion that rest on the same thing, and count once; or empty.
    """

    name: str
    premises: tuple[str, ...]
    conclusion: str
    weight: float = 1.0
    attacks: bool = False
    undercutters: tuple[str, ...] = ()
    group: str = ""

    @property
    def supports(self) -> bool:
        """Whether it speaks for its conclusion."""
        return not self.attacks


class Bundle(NamedTuple):
    """The steps on one side of a claim that count once: one step, or all of a group.

    Attributes:
        claim: number of the claim.
        supports: whether they speak for it.
        steps: numbers of the steps, the weightiest first.
        weights: their weights, in the same order.
    """

    claim: int
    supports: bool
    steps: tuple[int, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, eq=False)  # no slots: what is computed from the edges is kept
class WeighingNetwork:
    """What bears on what, and how heavily; the same for every viewpoint.

    Attributes:
        claims: the claims that can stand or fall.
        steps: the reasons for and against them, and among them.
        requires: (claim, what it requires).
        cruxes: for each crux, its sides, which exclude each other.

    Raises:
        UnknownName: a step, requirement or side names a claim that is not listed.
    """

    claims: tuple[str, ...]
    steps: tuple[WeighedStep, ...] = ()
    requires: tuple[Edge, ...] = ()
    cruxes: tuple[tuple[str, ...], ...] = ()
    place: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {name: number for number, name in enumerate(self.claims)})
        named: Iterable[Collection[str]] = (
            *((*step.premises, step.conclusion, *step.undercutters) for step in self.steps),
            *self.requires,
            *self.cruxes,
        )
        for names in named:
            for name in names:
                if name not in self.place:
                    raise UnknownName("claim", name, self.place)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Claims, then steps: the nodes that have a label, by number."""
        return (*self.claims, *(step.name for step in self.steps))

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each node."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def premises(self) -> list[list[int]]:
        """For each step, its premises."""
        return [self._places(step.premises) for step in self.steps]

    @cached_property
    def undercutters(self) -> list[list[int]]:
        """For each step, what undercuts it."""
        return [self._places(step.undercutters) for step in self.steps]

    @cached_property
    def conclusions(self) -> list[int]:
        """For each step, its conclusion."""
        return [self.place[step.conclusion] for step in self.steps]

    @cached_property
    def premise_of(self) -> list[list[int]]:
        """For each claim, the steps it is a premise of."""
        return _turned(self.premises, len(self.claims))

    @cached_property
    def undercuts(self) -> list[list[int]]:
        """For each claim, the steps it undercuts."""
        return _turned(self.undercutters, len(self.claims))

    @cached_property
    def steps_into(self) -> list[list[int]]:
        """For each claim, the steps that bear on it."""
        return _turned([[conclusion] for conclusion in self.conclusions], len(self.claims))

    @cached_property
    def needs(self) -> list[list[int]]:
        """For each claim, what it requires."""
        needed: list[list[int]] = [[] for _ in self.claims]
        for claim, what in dict.fromkeys(self.requires):
            needed[self.place[claim]].append(self.place[what])
        return needed

    @cached_property
    def needed_by(self) -> list[list[int]]:
        """For each claim, the claims that require it."""
        return _turned(self.needs, len(self.claims))

    @cached_property
    def rivals(self) -> list[list[int]]:
        """For each claim, the other sides of the cruxes it is a side of."""
        others: list[dict[int, None]] = [{} for _ in self.claims]
        for sides in self.cruxes:
            places = self._places(sides)
            for one in places:
                others[one].update(dict.fromkeys(other for other in places if other != one))
        return [list(one) for one in others]

    @cached_property
    def bundles(self) -> list[Bundle]:
        """What counts once: each step without a group, and all steps of a group on one side of a claim."""
        together: dict[tuple[int, bool, str, int], list[int]] = defaultdict(list)
        for number, step in enumerate(self.steps):
            alone = -1 if step.group else number
            together[self.conclusions[number], step.supports, step.group, alone].append(number)
        bundles = []
        for (claim, supports, _, _), members in together.items():
            ordered = sorted(members, key=lambda number: -self.steps[number].weight)
            bundles.append(Bundle(claim, supports, tuple(ordered), tuple(self.steps[one].weight for one in ordered)))
        return bundles

    @cached_property
    def bundle_of(self) -> list[int]:
        """For each step, the bundle it is in."""
        placed = [0] * len(self.steps)
        for number, bundle in enumerate(self.bundles):
            for step in bundle.steps:
                placed[step] = number
        return placed

    @cached_property
    def most(self) -> tuple[list[float], list[float]]:
        """For each claim, the weight of all that speaks for it and of all that speaks against it."""
        totals = ([0.0] * len(self.claims), [0.0] * len(self.claims))
        for bundle in self.bundles:
            totals[0 if bundle.supports else 1][bundle.claim] += bundle.weights[0]
        return totals

    @cached_property
    def counts(self) -> tuple[list[int], list[int], list[int]]:
        """How many premises each step has, how many undercutters, and how many needs each claim has."""
        return list(map(len, self.premises)), list(map(len, self.undercutters)), list(map(len, self.needs))

    def around(self, claim: str) -> WeighingNetwork:
        """The part on which a claim's label depends.

        Raises:
            UnknownName: there is no such claim.
        """
        if claim not in self.place:
            raise UnknownName("claim", claim, self.place)
        start = self.place[claim]
        seen, queue, steps = {start}, [start], set[int]()
        for node in queue:  # grows while it is read
            near = [*self.needs[node], *self.rivals[node]]
            for step in self.steps_into[node]:
                steps.add(step)
                near += [*self.premises[step], *self.undercutters[step]]
            for other in near:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        names = {self.claims[place] for place in seen}
        return WeighingNetwork(
            tuple(name for name in self.claims if name in names),
            tuple(self.steps[step] for step in sorted(steps)),
            tuple(edge for edge in self.requires if edge[0] in names),
            tuple(sides for sides in self.cruxes if names.intersection(sides)),
        )

    def _places(self, names: Iterable[str]) -> list[int]:
        return [self.place[name] for name in dict.fromkeys(names)]


def _turned(lists: list[list[int]], count: int) -> list[list[int]]:
    turned: list[list[int]] = [[] for _ in range(count)]
    for source, targets in enumerate(lists):
        for target in targets:
            turned[target].append(source)
    return turned
