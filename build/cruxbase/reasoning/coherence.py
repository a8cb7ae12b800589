"""Whether the beliefs of one view fit together. Reported, never mended.

Everything here takes time in proportion to what the view says and to the steps that lead from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cruxbase.graph import ArgumentGraph, StepNode, Where
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.on_graph import framework, is_retired
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.support_closure import known
from cruxbase.reasoning.total_probability import ANYTHING, ROUNDING_LOG_ODDS, fits, fitting_range
from cruxbase.records import Credence
from cruxbase.records.written import WrittenCredence, WrittenCredenceEntry

if TYPE_CHECKING:
    from cruxbase.reasoning.computing import ComputableModel, Range

NEAR = 0.05
"""A stated and a computed probability this near to each other agree, if they agree in odds too."""

NEAR_LOG_ODDS = 1.0
"""Odds agree when neither is more than e times the other: .01 and .002 do not."""

CERTAIN = 0.001
TOLERANCE = 1e-6


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


@dataclass(frozen=True, slots=True)
class AboveRequirement:
    """A claim that is believed more than something it requires: P(A) ≤ P(what A requires).

    Attributes:
        claim: the claim.
        required: what it requires.
        stated: the credence in the claim, low to high.
        required_stated: that in what it requires, low to high, all of it below.
    """

    claim: str
    required: str
    stated: Range
    required_stated: Range


@dataclass(frozen=True, slots=True)
class SidesExceedOne:
    """Sides of a crux, which exclude each other, that are believed to more than 1 together.

    Attributes:
        crux: the crux.
        sides: the sides with a credence.
        total: the least that the credences come to.
    """

    crux: str
    sides: tuple[str, ...]
    total: float


@dataclass(frozen=True, slots=True)
class UnfitConditional:
    """A conditional credence that no joint distribution has together with the credences in its two claims.

    Attributes:
        viewpoint: id of the viewpoint that states it.
        where: path of the entry in the record.
        of: the claim believed, U.
        given: the claim supposed, c.
        stated: P(U), low to high.
        fitting: from how little to how much P(U) may be by the law of total probability.
        supposed: P(c), low to high.
    """

    viewpoint: str
    where: Where
    of: str
    given: str
    stated: Range
    fitting: Range
    supposed: Range


@dataclass(frozen=True, slots=True)
class OtherSideOfEven:
    """A stated credence on the other side of even odds from what the recorded reasons give: a question, and no error.

    Attributes:
        claim: the claim.
        stated: the single number stated.
        follows: what the recorded reasons alone give, in the light of the holder's other credences.
    """

    claim: str
    stated: float
    follows: float


@dataclass(frozen=True, slots=True)
class ViewCoherence:
    """All that does not fit together in one view, by arithmetic and by logic; the same for `coherence()` and for `check`.

    Attributes:
        implied: stated credences that models compute otherwise from the others.
        contradictions: claims that exclude each other, both held.
        not_followed: strong steps whose premises are held, and whose conclusion goes the other way.
        above_requirements: claims believed more than what they require.
        sides: cruxes whose sides are believed to more than 1.
        conditionals: conditionals that fit no joint distribution.
    """

    implied: tuple[Implied, ...]
    contradictions: tuple[Contradiction, ...]
    not_followed: tuple[NotFollowed, ...]
    above_requirements: tuple[AboveRequirement, ...]
    sides: tuple[SidesExceedOne, ...]
    conditionals: tuple[UnfitConditional, ...]


def view_coherence(
    graph: ArgumentGraph, view: Perspective, viewpoints: Iterable[str] = (), threshold: float = THRESHOLD
) -> ViewCoherence:
    """Where the beliefs of one view do not fit together.

    Args:
        graph: the linked base.
        view: the beliefs.
        viewpoints: ids of the viewpoint records whose conditionals belong to the view.
        threshold: θ, from which a claim counts as held.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> someone = Perspective("someone").supposing(
    ...     {"monitors-catch-most-attempts": 0.7, "monitors-miss-what-matters": 0.6}
    ... )
    >>> [(found.crux, round(found.total, 6)) for found in view_coherence(graph, someone).sides]
    [('do-monitors-catch-enough', 1.3)]
    """
    return ViewCoherence(
        implied_by_models(graph, view),
        tuple(contradictions(graph, view, threshold)),
        tuple(steps_not_followed(graph, view, threshold)),
        tuple(above_requirements(graph, view)),
        tuple(sides_in_excess(graph, view)),
        tuple(found for viewpoint in viewpoints for found in unfit_conditionals(graph, viewpoint)),
    )


def above_requirements(graph: ArgumentGraph, view: Perspective) -> Iterator[AboveRequirement]:
    """The claims whose least credence is above the most that something they require is given."""
    for claim in view.claims:
        for link in graph.links_from("requires", claim):
            stated, required = view.range_of(claim), view.range_of(link.end)
            if stated is None or required is None or is_retired(graph, claim) or is_retired(graph, link.end):
                continue
            if not fits(stated, (0.0, required[1]), log_odds=ROUNDING_LOG_ODDS):
                yield AboveRequirement(claim, link.end, stated, required)


def sides_in_excess(graph: ArgumentGraph, view: Perspective) -> Iterator[SidesExceedOne]:
    """The cruxes over whose sides the credences come to more than 1, at the low ends of all ranges."""
    for crux in graph.ids("crux"):
        if is_retired(graph, crux):
            continue
        sides = dict.fromkeys(link.end for link in graph.links_from("side", crux))
        stated = tuple(side for side in sides if side in view.credences)
        total = sum(view.credences[side].low for side in stated)
        if len(stated) > 1 and total > 1 + TOLERANCE:
            yield SidesExceedOne(crux, stated, total)


def unfit_conditionals(graph: ArgumentGraph, viewpoint: str) -> Iterator[UnfitConditional]:
    """The conditionals of a viewpoint that the law of total probability rules out, whatever is chosen from the ranges.

    A conditional is held against the P(U) and P(c) stated beside it, or else against the viewpoint's own credences. Where
    P(U|¬c) was stated too, all four are rounded, and may miss each other by as much.
    """
    data = graph.corpus.entry(viewpoint).data
    credences = data.get("credences", {})
    for link in graph.conditionals_of(viewpoint):
        entry = data["conditionals"][int(link.where[1])]
        of = entry.get("of_credence", credences.get(link.of))
        given = entry.get("given_credence", credences.get(link.given))
        if of is None or (given is None and "otherwise" not in entry):
            continue
        otherwise = _ends(entry["otherwise"]) if "otherwise" in entry else ANYTHING
        # Whatever P(given) is, P(of) lies between its two conditionals.
        supposed = _ends(given) if given is not None else ANYTHING
        stated, if_true = _ends(of), _ends(entry["credence"])
        fitting = fitting_range(supposed, if_true, otherwise)
        if not fits(stated, fitting, log_odds=ROUNDING_LOG_ODDS if "otherwise" in entry else 0.0):
            yield UnfitConditional(viewpoint, link.where, link.of, link.given, stated, fitting, supposed)


def _ends(written: WrittenCredence | WrittenCredenceEntry) -> Range:
    credence = Credence.parse(written["credence"] if isinstance(written, dict) else written)
    return credence.low, credence.high


def other_side_of_even(graph: ArgumentGraph, view: Perspective) -> Iterator[OtherSideOfEven]:
    """The stated credences that lie on the other side of even from what follows, both clearly so.

    >>> from cruxbase import load
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> someone = Perspective("someone").supposing(
    ...     {"attempts-hide-among-good-actions": 0.95, "monitors-miss-what-matters": 0.2}
    ... )
    >>> [(found.claim, round(found.follows, 2)) for found in other_side_of_even(graph, someone)]
    [('monitors-miss-what-matters', 0.71)]
    """
    from cruxbase.reasoning.anchoring import anchored_view

    anchored = anchored_view(graph, view)
    for claim, statement in anchored.stated.items():
        follows = anchored.from_reasons(claim)
        if statement.number is None or follows is None:
            continue
        if min(abs(statement.number - 0.5), abs(follows - 0.5)) > NEAR and (statement.number > 0.5) != (follows > 0.5):
            yield OtherSideOfEven(claim, statement.number, follows)


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
            from cruxbase.reasoning.computing import ComputableModel  # here: few views speak of what a model computes
            from cruxbase.records import Model

            record = graph.corpus.record_of(id, Model)
            implied = _implied(ComputableModel(record), claim, view)
            if implied is not None:
                found.append(implied)
    return tuple(found)


def _implied(model: ComputableModel, claim: str, view: Perspective) -> Implied | None:
    from cruxbase.reasoning.computing import Incomputable

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
    inside = min(max(probability, CERTAIN), 1 - CERTAIN)
    return math.log(inside / (1 - inside))
