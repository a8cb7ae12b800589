"""Whether the beliefs of one view fit together (section 5 of the design). Reported, never mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cruxbase.graph import ArgumentGraph, Step
from cruxbase.reasoning.computing import ComputableModel, Incomputable, Range
from cruxbase.reasoning.known import known
from cruxbase.reasoning.on_graph import framework, is_retired, statements, working_steps
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import Label
from cruxbase.records import Model


@dataclass(frozen=True, slots=True)
class Implied:
    """A claim whose credence is stated, and also follows from other credences that are stated.

    Attributes:
        claim: the claim.
        stated: its stated credence, low to high.
        computed: what follows from the others, low to high.
        inputs: the claims whose credences went in.
        by: id of the model that computes it, or the name of a gradual semantics.
    """

    claim: str
    stated: Range
    computed: Range
    inputs: tuple[str, ...]
    by: str

    @property
    def distance(self) -> float:
        """How far apart the two ranges are; 0 where they overlap.

        >>> Implied("a", (0.5, 0.6), (0.2, 0.4), (), "logodds").distance
        0.1
        """
        return round(max(self.stated[0] - self.computed[1], self.computed[0] - self.stated[1], 0.0), 12)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that exclude each other and are both held.

    Attributes:
        claims: the two.
        crux: the crux whose sides they are; empty where strong steps attack each from the other.
    """

    claims: tuple[str, str]
    crux: str


@dataclass(frozen=True, slots=True)
class NotFollowed:
    """A strong step whose premises are all held, and whose conclusion goes the other way.

    Attributes:
        step: a step for a claim that is rejected, or against one that is held.
    """

    step: Step


def implied_by_models(graph: ArgumentGraph, view: Perspective) -> tuple[Implied, ...]:
    """What model records compute from a view's own credences, for claims of which the view has also spoken.

    Only where every number that goes in is the view's: with another's default the difference would not be its own.
    """
    found = []
    for id in graph.ids("model"):
        record = graph.corpus.record(id)
        assert isinstance(record, Model)
        model = ComputableModel(record)
        ranges = {name: view.range_of(claim) for claim, name in model.inputs_by_claim.items()}
        known_ranges = {name: ends for name, ends in ranges.items() if ends is not None}
        for claim, variable in model.variables_by_claim.items():
            stated = view.range_of(claim)
            if stated is None:
                continue
            try:
                needed = set(model.needed_inputs(variable))
                if not needed or not needed <= known_ranges.keys():
                    continue
                low, high, _ = model.bounds(variable, known_ranges)
            except Incomputable:
                continue
            inputs = tuple(claim for claim, name in model.inputs_by_claim.items() if name in needed)
            found.append(Implied(claim, stated, (low, high), inputs, id))
    return tuple(found)


def implied_by_graph(graph: ArgumentGraph, view: Perspective, semantics: str, no_opinion: float) -> tuple[Implied, ...]:
    """What a gradual semantics makes of a view's leaves, for the claims that are derived and also stated.

    Args:
        graph: the linked base.
        view: the view.
        semantics: of the strengths.
        no_opinion: the base score of derived claims.
    """
    reach = known(graph, view.claims)
    stated = {claim: view.range_of(claim) for claim in reach.derived}
    if not any(stated.values()):
        return ()
    scores = {**{claim: view.range_of(claim) for claim in reach.leaves}, **dict.fromkeys(reach.derived, no_opinion)}
    whole = framework(graph, scores, reach.claims, reach.leaves)
    bounds = whole.bounds(semantics)
    leaves = set(reach.leaves)
    return tuple(
        Implied(
            claim,
            ends,
            bounds[claim],
            tuple(name for name in whole.bearing_on(claim).arguments if name in leaves),
            semantics,
        )
        for claim, ends in stated.items()
        if ends is not None
    )


def contradictions(graph: ArgumentGraph, view: Perspective, threshold: float = THRESHOLD) -> Iterator[Contradiction]:
    """The pairs of claims that exclude each other and are both held at least at the threshold.

    They exclude each other as sides of a crux, or where a strong step leads from each alone against the other.
    """
    held = [claim for claim in view.claims if view.label_of(claim, threshold) is Label.IN]
    sides = {
        claim: [link.start for link in graph.links_to("side", claim) if not is_retired(graph, link.start)]
        for claim in held
    }
    against = {
        claim: {
            step.conclusion
            for step in graph.steps_from(claim)
            if step.kind == "attacks" and step.strength == "strong" and len(step.premises) == 1
        }
        for claim in held
    }
    for place, one in enumerate(held):
        for other in held[place + 1 :]:
            shared = [crux for crux in sides[one] if crux in sides[other]]
            if shared:
                yield Contradiction((one, other), shared[0])
            elif other in against[one] and one in against[other]:
                yield Contradiction((one, other), "")


def steps_not_followed(graph: ArgumentGraph, view: Perspective, threshold: float = THRESHOLD) -> Iterator[NotFollowed]:
    """The strong steps whose premises are all held, while the conclusion goes the other way.

    A step is left out where the view may well have a reason: something on record undercuts the step and is not
    rejected, or a step on record leads from what the view holds to what it says of the conclusion.
    """
    label = {claim: view.label_of(claim, threshold) for claim in view.claims}
    opposite = {"supports": Label.OUT, "attacks": Label.IN}

    def is_held(step: Step) -> bool:
        return all(label.get(premise) is Label.IN for premise in step.premises)

    for step in working_steps(graph, dict.fromkeys(statements(graph))):
        if step.strength != "strong" or label.get(step.conclusion) is not opposite[step.kind] or not is_held(step):
            continue
        undercut = any(label.get(under.start) is not Label.OUT for under in graph.undercuts_of(step.name))
        answered = any(other.kind != step.kind and is_held(other) for other in graph.steps_into(step.conclusion))
        if not undercut and not answered:
            yield NotFollowed(step)
