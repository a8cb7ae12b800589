"""Which claims a perspective speaks of: stated outright, or reached from what is stated."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.reasoning.indexed_framework import components_of
from cruxbase.reasoning.on_graph import statements, working_steps


@dataclass(frozen=True, slots=True)
class SupportClosure:
    """The claims that something can be said of, and where what is said comes from.

    A credence is input or output, never both: a claim is a leaf, and its stated credence goes in, or it is derived, and
    its computed strength is set beside the stated credence.

    Attributes:
        leaves: claims whose stated credence is taken as it is; nothing bears on them.
        derived: claims computed from what bears on them, stated or not.
        unspoken: claims that nobody spoke of, and that bear on derived ones; see `with_unspoken`.
    """

    leaves: tuple[str, ...]
    derived: tuple[str, ...]
    unspoken: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.leaves, *self.derived, *self.unspoken)


def known(graph: ArgumentGraph, spoken: Collection[str], *, derive: Collection[str] = ()) -> SupportClosure:
    """The claims that follow from those that were spoken of.

    A claim is derived when some step into it has only known premises; a claim that was spoken of and has no such step is
    a leaf. Where claims bear on each other in a cycle, only steps from outside the cycle make them derived: otherwise
    they would rest on nothing but each other.

    Args:
        graph: the linked base.
        spoken: claims with a stated credence or stance; what cannot stand or fall, or is retired, is passed over.
        derive: claims to derive even in a cycle, such as the conclusion asked about.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> closure = known(graph, ["monitors-catch-most-attempts", "caught-attempts-do-no-harm"])
    >>> closure.leaves
    ('caught-attempts-do-no-harm', 'monitors-catch-most-attempts')
    >>> closure.derived, closure.unspoken
    (('deploy-with-monitors',), ())
    """
    allowed = dict.fromkeys(statements(graph))
    said = {claim for claim in spoken if claim in allowed}
    wanted = {claim for claim in derive if claim in allowed}
    steps = working_steps(graph, allowed)
    reached = said | wanted
    _spread(reached, steps)
    concluded = _concluded(graph, reached, steps)
    leaves = said - concluded - wanted
    ordered = [claim for claim in allowed if claim in reached]
    return SupportClosure(
        tuple(claim for claim in ordered if claim in leaves),
        tuple(claim for claim in ordered if claim not in leaves),
    )


def with_unspoken(graph: ArgumentGraph, reach: SupportClosure) -> SupportClosure:
    """What is known, and the claims that would bear on it if anybody had spoken of them.

    These are the premises, undercutters and requirements of derived claims that are not known themselves: what stands
    nearest to the conclusion, so that whoever is asked need not be led back to the last grounds of everything. Nothing
    bears on a leaf, whose stated credence goes in.

    Args:
        graph: the linked base.
        reach: what is known, from `known`.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> with_unspoken(graph, known(graph, [], derive=["deploy-with-monitors"])).unspoken
    ('caught-attempts-do-no-harm', 'monitors-catch-most-attempts', 'monitors-miss-what-matters')
    """
    derived = set(reach.derived)
    near = {ground for claim in reach.derived for ground in graph.grounds(claim)} - derived - set(reach.leaves)
    return SupportClosure(reach.leaves, reach.derived, tuple(claim for claim in statements(graph) if claim in near))


def _spread(reached: set[str], steps: Iterable[StepNode]) -> None:
    """Add the conclusions of steps whose premises are all reached, until nothing is added."""
    missing: dict[str, int] = {}
    waiting: dict[str, list[StepNode]] = {}
    queue: list[StepNode] = []
    for step in steps:
        absent = {premise for premise in step.premises if premise not in reached}
        missing[step.name] = len(absent)
        for premise in absent:
            waiting.setdefault(premise, []).append(step)
        if not absent:
            queue.append(step)
    for step in queue:  # grows while it is read
        if step.conclusion in reached:
            continue
        reached.add(step.conclusion)
        for following in waiting.pop(step.conclusion, ()):
            missing[following.name] -= 1
            if missing[following.name] == 0:
                queue.append(following)


def _concluded(graph: ArgumentGraph, claims: Collection[str], steps: Iterable[StepNode]) -> set[str]:
    """The claims that a step among them concludes from outside their cycle: no premise in their own component."""
    working = [step for step in steps if step.conclusion in claims and all(p in claims for p in step.premises)]
    bearing: dict[str, list[str]] = {claim: [] for claim in sorted(claims)}
    for step in working:
        bearing[step.conclusion] += step.premises
        bearing[step.conclusion] += [undercut.start for undercut in graph.undercuts_of(step.name)]
    part = {claim: number for number, several in enumerate(components_of(bearing)) for claim in several}
    return {
        step.conclusion for step in working if all(part[premise] != part[step.conclusion] for premise in step.premises)
    }
