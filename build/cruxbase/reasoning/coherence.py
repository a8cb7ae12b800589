"""Whether the beliefs of one view fit together (section 5 of the design). Reported, never mended.

Everything here takes time in proportion to what the view says and to the steps that lead from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.reasoning.computing import ComputableModel, Incomputable, Range
from cruxbase.reasoning.on_graph import framework, is_retired
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import Label
from cruxbase.reasoning.support_closure import known
from cruxbase.records import Model

NEAR = 0.05
"""A stated and a computed probability this near to each other agree, if they agree in odds too."""

NEAR_LOG_ODDS = 1.0
"""Odds agree when neither is more than e times the other: .01 and .002 do not."""

_CERTAIN = 0.001


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

    @property
    def distance_log_odds(self) -> float:
        """The same on the scale of log-odds, on which .01 is far from .002; 0 and 1 count as .001 and .999.

        >>> round(Implied("a", (0.01, 0.01), (0.002, 0.002), (), "a-model").distance_log_odds, 3)
        1.617
        """
        (low, high), (least, most) = (tuple(map(_log_odds, ends)) for ends in (self.stated, self.computed))
        return round(max(low - most, least - high, 0.0), 12)

    @property
    def is_far(self) -> bool:
        """Whether stated and computed differ beyond what rounding and vague words explain."""
        return self.distance > NEAR or self.distance_log_odds > NEAR_LOG_ODDS


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

    step: StepNode


def implied_by_models(graph: ArgumentGraph, view: Perspective) -> tuple[Implied, ...]:
    """What model records compute from a view's own credences, for claims of which the view has also spoken.

    Only where every number that goes in is the view's: with another's default the difference would not be its own.

    >>> from cruxbase import load
    >>> from cruxbase.reasoning.perspective import perspective
    >>> graph = load("claims").knowledge_base.graph
    >>> (found,) = implied_by_models(graph, perspective(graph, ["superforecasters-2023"], "superforecasters"))
    >>> found.stated, [round(end, 6) for end in found.computed], found.is_far
    ((0.01, 0.01), [0.002088, 0.002088], True)
    """
    found = []
    for claim in view.claims:
        for id in dict.fromkeys(link.start for link in graph.links_to("model", claim)):
            record = graph.corpus.record(id)
            assert isinstance(record, Model)
            implied = _implied(ComputableModel(record), claim, view)
            if implied is not None:
                found.append(implied)
    return tuple(found)


def _implied(model: ComputableModel, claim: str, view: Perspective) -> Implied | None:
    variable, stated = model.variables_by_claim.get(claim), view.range_of(claim)
    if variable is None or stated is None:
        return None
    ranges = {name: view.range_of(given) for given, name in model.inputs_by_claim.items()}
    said = {name: ends for name, ends in ranges.items() if ends is not None}
    try:
        needed = set(model.needed_inputs(variable))
        if not needed or not needed <= said.keys():
            return None
        low, high, _ = model.bounds(variable, said)
    except Incomputable:
        return None
    inputs = tuple(given for given, name in model.inputs_by_claim.items() if name in needed)
    return Implied(claim, stated, (low, high), inputs, model.record.id)


def implied_by_graph(graph: ArgumentGraph, view: Perspective, semantics: str, no_opinion: float) -> tuple[Implied, ...]:
    """What a gradual semantics makes of a view's leaves, for the claims that are derived and also stated.

    Args:
        graph: the linked base.
        view: the view.
        semantics: of the strengths.
        no_opinion: the base score of derived claims.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> someone = Perspective("someone").supposing(
    ...     {"attempts-hide-among-good-actions": 0.9, "monitors-miss-what-matters": 0.2}
    ... )
    >>> [(found.claim, found.is_far) for found in implied_by_graph(graph, someone, "logodds", 0.5)]
    [('monitors-miss-what-matters', True)]
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

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> someone = Perspective("someone").supposing(
    ...     {"monitors-catch-most-attempts": 0.9, "monitors-miss-what-matters": 0.9}
    ... )
    >>> [found.crux for found in contradictions(graph, someone)]
    ['do-monitors-catch-enough']
    """
    held = dict.fromkeys(claim for claim in view.claims if view.label_of(claim, threshold) is Label.IN)
    reported: set[frozenset[str]] = set()
    for one in held:
        for crux in dict.fromkeys(link.start for link in graph.links_to("side", one)):
            if is_retired(graph, crux):
                continue
            for other in dict.fromkeys(link.end for link in graph.links_from("side", crux)):
                if other in held and other != one and frozenset((one, other)) not in reported:
                    reported.add(frozenset((one, other)))
                    yield Contradiction((one, other), crux)
        for other in _excluded(graph, one):
            if other in held and one in _excluded(graph, other) and frozenset((one, other)) not in reported:
                reported.add(frozenset((one, other)))
                yield Contradiction((one, other), "")


def _excluded(graph: ArgumentGraph, claim: str) -> tuple[str, ...]:
    """The other claims against which a strong step leads from this one alone."""
    return tuple(
        step.conclusion
        for step in graph.steps_from(claim)
        if step.kind == "attacks"
        and step.strength == "strong"
        and step.premises == (claim,)
        and step.conclusion != claim
    )


def steps_not_followed(graph: ArgumentGraph, view: Perspective, threshold: float = THRESHOLD) -> Iterator[NotFollowed]:
    """The strong steps whose premises are all held, while the conclusion goes the other way.

    A step is left out where the view may well have a reason: something on record undercuts the step and is not
    rejected, or a step on record leads from what the view holds to what it says of the conclusion. What is a contradiction
    (see `contradictions`) is not told again as a step.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> held = {"monitors-catch-most-attempts": 0.9, "caught-attempts-do-no-harm": 0.9, "deploy-with-monitors": 0.1}
    >>> [found.step.name for found in steps_not_followed(graph, Perspective("someone").supposing(held))]
    ['monitoring-makes-use-safe']
    """
    label = {claim: view.label_of(claim, threshold) for claim in view.claims}
    opposite = {"supports": Label.OUT, "attacks": Label.IN}

    def is_held(step: StepNode) -> bool:
        return all(label.get(premise) is Label.IN for premise in step.premises)

    progress = {frozenset(found.claims) for found in contradictions(graph, view, threshold)}
    held = [claim for claim, said in label.items() if said is Label.IN]
    steps = {step.name: step for claim in held for step in graph.steps_from(claim)}
    for step in steps.values():
        if step.strength != "strong" or label.get(step.conclusion) is not opposite[step.kind] or not is_held(step):
            continue
        if {*step.premises, step.conclusion} in progress:
            continue
        retired = is_retired(graph, step.conclusion) or (step.is_argument and is_retired(graph, step.start))
        undercut = any(label.get(under.start) is not Label.OUT for under in graph.undercuts_of(step.name))
        answered = any(other.kind != step.kind and is_held(other) for other in graph.steps_into(step.conclusion))
        if not (retired or undercut or answered):
            yield NotFollowed(step)


def _log_odds(probability: float) -> float:
    inside = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(inside / (1 - inside))
