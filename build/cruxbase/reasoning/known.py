"""Which claims a perspective speaks of: stated outright, or reached from what is stated."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cruxbase.graph import ArgumentGraph, Step
from cruxbase.reasoning.on_graph import statements
from cruxbase.reasoning.wiring import UNDECIDED, Wiring, components


@dataclass(frozen=True, slots=True)
class Known:
    """The claims that something can be said of, and where what is said comes from.

    A credence is input or output, never both: a claim is a leaf, and its stated credence goes in, or it is derived, and
    its computed strength is set beside the stated credence.

    Attributes:
        leaves: claims whose stated credence is taken as it is; nothing bears on them.
        derived: claims computed from what bears on them, stated or not.
    """

    leaves: tuple[str, ...]
    derived: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.leaves, *self.derived)


def known(graph: ArgumentGraph, spoken: Collection[str], *, derive: Collection[str] = ()) -> Known:
    """The claims that follow from those that were spoken of.

    A claim is derived when some step into it has only known premises; a claim that was spoken of and has no such step is
    a leaf. Where claims bear on each other in a cycle, only steps from outside the cycle make them derived: otherwise
    they would rest on nothing but each other.

    Args:
        graph: the linked base.
        spoken: claims with a stated credence or stance.
        derive: claims to derive even in a cycle, such as the conclusion asked about.
    """
    allowed = set(statements(graph))
    reached = {claim for claim in spoken if claim in allowed} | (set(derive) & allowed)
    steps = [s for s in graph.steps.values() if s.conclusion in allowed and allowed.issuperset(s.premises)]
    _spread(reached, steps)
    working = [step for step in steps if reached.issuperset(step.premises)]
    part = _parts(graph, reached, working)
    concluded = {s.conclusion for s in working if all(part[p] != part[s.conclusion] for p in s.premises)}
    leaves = (reached & set(spoken)) - concluded - set(derive)
    ordered = [claim for claim in statements(graph) if claim in reached]
    return Known(
        tuple(claim for claim in ordered if claim in leaves),
        tuple(claim for claim in ordered if claim not in leaves),
    )


def _spread(reached: set[str], steps: list[Step]) -> None:
    """Add the conclusions of steps whose premises are all reached, until nothing is added."""
    missing: dict[str, int] = {}
    waiting: dict[str, list[Step]] = {}
    for step in steps:
        absent = {premise for premise in step.premises if premise not in reached}
        missing[step.name] = len(absent)
        for premise in absent:
            waiting.setdefault(premise, []).append(step)
    queue = [step for step in steps if missing[step.name] == 0]
    for step in queue:  # grows while it is read
        if step.conclusion in reached:
            continue
        reached.add(step.conclusion)
        for following in waiting.pop(step.conclusion, ()):
            missing[following.name] -= 1
            if missing[following.name] == 0:
                queue.append(following)


def _parts(graph: ArgumentGraph, reached: Collection[str], steps: list[Step]) -> dict[str, int]:
    """For each claim the number of its strongly connected component, by steps and undercuts."""
    names = sorted(reached)
    index = {name: position for position, name in enumerate(names)}
    bearing: list[list[int]] = [[] for _ in names]
    for step in steps:
        sources = (*step.premises, *(undercut.start for undercut in graph.undercuts_of(step.name)))
        for source in sources:
            if source in index and step.conclusion in index:
                bearing[index[source]].append(index[step.conclusion])
    nothing: list[list[int]] = [[] for _ in names]
    wiring = Wiring([UNDECIDED] * len(names), bearing, nothing, nothing)
    parts = components(wiring, range(len(names)))
    return {names[node]: number for number, part in enumerate(parts) for node in part}
