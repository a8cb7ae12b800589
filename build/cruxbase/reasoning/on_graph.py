"""The argument graph in the two forms that reasoning works on: a labelling problem and a weighted framework."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph, Step
from cruxbase.graph.kept import kept
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import Edge, Label, LabellingProblem
from cruxbase.reasoning.wiring import IN, OUT, REJECTED, UNDECIDED, Wiring, grounded_labels
from cruxbase.records import ARGUABLE

if TYPE_CHECKING:
    from cruxbase.reasoning.jeffrey import EvidenceGraph
    from cruxbase.reasoning.qbaf import QBAF, BaseScore

WEIGHTS = {"weak": 0.5, "moderate": 1.0, "strong": 2.0}
"""What a step adds to the log-odds of its conclusion, by its strength (section 2 of the design)."""

ON_RECORD = "on-record"
"""The name of the reading in which every claim is granted unless something on record speaks against it."""


@kept
def statements(graph: ArgumentGraph) -> tuple[str, ...]:
    """The records that can stand or fall: everything arguable, and definitions, unless retired.

    Questions and cruxes have no truth value, and arguments are steps.
    """
    return tuple(
        id
        for id, entry in graph.corpus.entries.items()
        if (entry.kind in ARGUABLE or entry.kind == "definition") and not is_retired(graph, id)
    )


def is_retired(graph: ArgumentGraph, id: str) -> bool:
    """Whether a record is kept only so that its address goes on working."""
    return graph.corpus.entry(id).data.get("status") == "retired"


def working_steps(graph: ArgumentGraph, claims: Collection[str]) -> tuple[Step, ...]:
    """The steps whose premises and conclusion are all among some claims; an argument that is retired makes none."""
    return tuple(
        step
        for step in graph.steps.values()
        if step.conclusion in claims
        and all(premise in claims for premise in step.premises)
        and not (step.is_argument and is_retired(graph, step.start))
    )


def labelling_problem(
    graph: ArgumentGraph, view: Perspective | None = None, *, threshold: float = THRESHOLD
) -> LabellingProblem:
    """The base as a problem of grounded labelling; claims and steps are nodes.

    A step needs its premises and is attacked by what undercuts it; a claim is attacked by the steps against it, grounded
    by those for it, and needs what it requires (section 1 of the design). The sides of a crux exclude each other, and so
    attack each other whether or not anybody wrote that down: without it, both sides would stand and defeat whatever
    their opposites support. What has no truth value does nothing: a question that undercuts a step leaves it standing.

    Args:
        graph: the linked base.
        view: whose credences decide what is assumed and rejected; what they left unsaid is open. None reads the record
            at face value: every claim is assumed, and falls only to what is said against it.
        threshold: θ, see `Perspective.label_of`.

    >>> from cruxbase import load
    >>> from cruxbase.reasoning.status import grounded_labelling
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> str(grounded_labelling(labelling_problem(graph))["monitor-trial-2024 -> monitors-catch-most-attempts"])
    'out'
    """
    claims = dict.fromkeys(statements(graph))
    steps = working_steps(graph, claims)
    attacks: list[Edge] = []
    needs: list[Edge] = []
    grounds: list[Edge] = []
    for step in steps:
        (attacks if step.kind == "attacks" else grounds).append((step.name, step.conclusion))
        needs += [(premise, step.name) for premise in step.premises]
        attacks += [
            (undercut.start, step.name) for undercut in graph.undercuts_of(step.name) if undercut.start in claims
        ]
    for crux in graph.ids("crux"):
        sides = [] if is_retired(graph, crux) else [link.end for link in graph.links_from("side", crux)]
        standing = [side for side in dict.fromkeys(sides) if side in claims]
        attacks += [(side, other) for side in standing for other in standing if side != other]
    for claim in claims:
        needs += [(link.end, claim) for link in graph.links_from("requires", claim) if link.end in claims]
    stances = {step.name: Label.IN for step in steps}
    for claim in claims:
        stances[claim] = _stance(graph, claim, view, threshold)
    return LabellingProblem(
        (*claims, *(step.name for step in steps)), tuple(attacks), tuple(needs), tuple(grounds), stances
    )


def _stance(graph: ArgumentGraph, claim: str, view: Perspective | None, threshold: float) -> Label:
    if view is None or graph.kind(claim) == "definition":
        return Label.IN
    return view.label_of(claim, threshold) or Label.UNDECIDED


_BASES = {Label.IN: IN, Label.OUT: REJECTED, Label.UNDECIDED: UNDECIDED}
_LABELS = {IN: Label.IN, OUT: Label.OUT, UNDECIDED: Label.UNDECIDED}


@dataclass(frozen=True)  # no slots: what is the same for every view is kept
class Labeller:
    """Labels one base for many views: only the stances differ from one to the next.

    Attributes:
        graph: the linked base.
    """

    graph: ArgumentGraph

    @cached_property
    def at_face_value(self) -> LabellingProblem:
        """The problem in which every claim is assumed."""
        return labelling_problem(self.graph)

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims that can stand or fall, in the order of the records."""
        return statements(self.graph)

    def problem(self, view: Perspective | None, threshold: float = THRESHOLD) -> LabellingProblem:
        """The same as `labelling_problem`, without looking at the graph again."""
        if view is None:
            return self.at_face_value
        changed = {claim: _stance(self.graph, claim, view, threshold) for claim in self.claims}
        return replace(self.at_face_value, stances={**self.at_face_value.stances, **changed})

    def labels(self, view: Perspective | None, threshold: float = THRESHOLD) -> dict[str, Label]:
        """The grounded label of each claim, in time linear in what the view settles and in the number of nodes."""
        base = list(self._face_value_base if view is None else self._silent_base)
        for claim in view.claims if view is not None else ():
            label = view.label_of(claim, threshold) if view is not None else None
            if label is not None and claim in self._places and self.graph.kind(claim) != "definition":
                base[self._places[claim]] = _BASES[label]
        labels, _ = grounded_labels(self._wiring.with_base(base))
        return {claim: _LABELS[label] for claim, label in zip(self.claims, labels, strict=False)}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {claim: place for place, claim in enumerate(self.claims)}

    @cached_property
    def _wiring(self) -> Wiring:
        return self.at_face_value.wiring()

    @cached_property
    def _face_value_base(self) -> list[int]:
        return self._wiring.base

    @cached_property
    def _silent_base(self) -> list[int]:
        open_claims = [UNDECIDED if self.graph.kind(claim) != "definition" else IN for claim in self.claims]
        return [*open_claims, *self._wiring.base[len(open_claims) :]]


def framework(
    graph: ArgumentGraph, scores: Mapping[str, BaseScore], claims: Iterable[str], leaves: Collection[str] = ()
) -> QBAF:
    """Part of the base as a quantitative bipolar framework, steps as links that multiply their premises.

    A step works as far as all its premises hold and none of its undercutters does: its strength is the product of the
    premises' strengths and of one less each undercutter's. A claim that requires others holds at most as far as they do:
    its base score is multiplied by their strengths. (The design says nothing of requirements here; the product is what
    it says of linked premises.)

    Args:
        graph: the linked base.
        scores: base score of each claim; None for unknown.
        claims: the claims to include; only steps, undercutters and requirements among them are kept.
        leaves: claims whose score is a stated credence, so that nothing else may bear on them.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> scores = {"attempts-hide-among-good-actions": 1.0, "monitors-miss-what-matters": 0.5}
    >>> round(
    ...     framework(graph, scores, scores).strengths()["monitors-miss-what-matters"], 3
    ... )  # a moderate step: logistic(1)
    0.731
    """
    from cruxbase.reasoning.qbaf import QBAF

    included = dict.fromkeys(claims)
    derived = included.keys() - set(leaves)
    steps = [step for step in working_steps(graph, included) if step.conclusion in derived]
    edges = {
        kind: [(step.name, step.conclusion) for step in steps if step.kind == kind] for kind in ("attacks", "supports")
    }
    links: dict[str, tuple[str, ...]] = {step.name: step.premises for step in steps}
    for claim in derived:
        needed = tuple(link.end for link in graph.links_from("requires", claim) if link.end in included)
        if needed:
            links[claim] = needed
    groups: dict[str, list[Edge]] = {}
    for step in steps:
        if step.group:
            groups.setdefault(step.group, []).append((step.name, step.conclusion))
    return QBAF(
        {**{claim: scores.get(claim) for claim in included}, **{step.name: 1.0 for step in steps}},
        edges["attacks"],
        edges["supports"],
        {(step.name, step.conclusion): WEIGHTS[step.strength] for step in steps},
        links=links,
        defeaters={
            step.name: tuple(u.start for u in graph.undercuts_of(step.name) if u.start in included) for step in steps
        },
        groups=groups,
    )


@kept
def evidence_graph(graph: ArgumentGraph) -> EvidenceGraph:
    """The base as weighed evidence: what `jeffrey` strengths are computed on.

    Steps, undercuts, groups, requirements and the sides of cruxes are all in it; what is retired, or has no truth value,
    is not.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> credences = {"attempts-hide-among-good-actions": 1.0}
    >>> round(evidence_graph(graph).strengths(credences)["monitors-miss-what-matters"], 3)
    0.731
    """
    from cruxbase.reasoning.jeffrey import EvidenceGraph, WeighedStep

    claims = dict.fromkeys(statements(graph))
    steps = [
        WeighedStep(
            step.name,
            step.premises,
            step.conclusion,
            WEIGHTS[step.strength],
            step.kind == "attacks",
            tuple(undercut.start for undercut in graph.undercuts_of(step.name) if undercut.start in claims),
            step.group,
        )
        for step in working_steps(graph, claims)
    ]
    requires = [(claim, link.end) for claim in claims for link in graph.links_from("requires", claim)]
    sides = [
        [link.end for link in graph.links_from("side", crux) if link.end in claims]
        for crux in graph.ids("crux")
        if not is_retired(graph, crux)
    ]
    return EvidenceGraph(claims, steps, [pair for pair in requires if pair[1] in claims], sides)
