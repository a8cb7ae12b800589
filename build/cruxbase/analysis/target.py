"""A conclusion as a function of credences: by the model record that computes it, or by the graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.analysis.entities import LinkedRecords, Model
from cruxbase.reasoning.anchoring import anchored_view
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.jeffrey_response import JeffreyResponse
from cruxbase.reasoning.on_graph import framework, statements
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.response import Response
from cruxbase.reasoning.restricted_response import RestrictedResponse
from cruxbase.reasoning.strength_response import StrengthResponse
from cruxbase.reasoning.support_closure import known, with_unspoken
from cruxbase.records import marked_retired
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from cruxbase.reasoning.qbaf import QBAF

Range = tuple[float, float]

JEFFREY = "jeffrey"
"""The semantics of the base; see `cruxbase.reasoning.jeffrey`."""

NO_OPINION = 0.5
"""The base score of a derived claim: nothing speaks for or against it but what is on record. Every result names them."""


class NothingToCompute(CruxbaseError, ValueError):
    """A conclusion cannot be computed from what was said.

    Attributes:
        target: the conclusion.
        views: names of the views whose credences were looked at.
        because: why not.
    """

    def __init__(self, target: str, views: Sequence[str], because: str) -> None:
        self.target = target
        self.views = tuple(views)
        self.because = because
        who = " and ".join(repr(view) for view in views)
        super().__init__(f"{target!r} cannot be computed for {who}: {because}")


@dataclass(frozen=True, slots=True)
class Basis:
    """How a conclusion was computed, and what stood in for what nobody said.

    Attributes:
        kind: `model` or `graph`.
        model: id of the model record, or empty.
        semantics: of the graph; `probability` for a model.
        assumed: derived claims, which start from `NO_OPINION`.
        borrowed: claim → the view whose credence stands in for that of the side that said nothing.
        published: claim → the model's published number, which stands in where no side said anything.
        unknown: claims that bear on the conclusion and of which nobody has spoken; they widen the ranges, and the single
            numbers leave them out.
        without_number: claim → stances given without a number, such as `wei-dai suspends`; the middle of what the stance
            leaves open stands in for each.
    """

    kind: str
    model: str
    semantics: str
    assumed: tuple[str, ...]
    borrowed: Mapping[str, str]
    published: Mapping[str, float]
    unknown: tuple[str, ...]
    without_number: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion as a function of the credences in some claims.

    Attributes:
        target: the conclusion.
        response: the function of the claims that somebody spoke of, or for which a number was published.
        whole: the same with the claims of which nobody spoke as further parameters.
        views: the views compared, each of which may speak where another said nothing.
        model: id of the model record, or empty.
        semantics: of the graph; `probability` for a model.
        published: claim → the number that a model's text gives it.
        possible: claim → from how little to how much it can be at all, where that is not from 0 to 1.
        derived: claims that start from no opinion.
        graph: what `response` was made of, where it is the graph.
    """

    target: str
    response: Response
    whole: Response
    views: tuple[Perspective, ...]
    model: str
    semantics: str
    published: Mapping[str, float]
    possible: Mapping[str, Range]
    derived: tuple[str, ...]
    graph: QBAF | None

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the single numbers are computed from."""
        return self.response.names

    @property
    def unspoken(self) -> tuple[str, ...]:
        """The claims that bear on the conclusion and of which no view has spoken."""
        return tuple(claim for claim in self.whole.names if not any(claim in view for view in self.views))

    @property
    def size(self) -> int:
        """How many numbers are computed for one setting."""
        return len(self.response.names) if self.graph is None else len(self.graph.arguments)

    def under(self, semantics: str) -> Response:
        """The conclusion under another semantics of the graph."""
        assert self.graph is not None, "a model has no other semantics"
        return _section(self.graph, self.target, semantics, self.response.names)

    def focused(self, view: Perspective, claims: Collection[str]) -> Conclusion:
        """The conclusion as a function of some of the claims, the others staying at what a view has."""
        names = tuple(claim for claim in self.claims if claim in claims)
        if isinstance(self.response, RestrictedResponse):
            rest = {self.response.parameter_of[claim]: self._number(view, claim) for claim in self.claims}
            parameters = {claim: self.response.parameter_of[claim] for claim in names}
            return replace(
                self, response=RestrictedResponse(self.response.whole, parameters, {**self.response.fixed, **rest})
            )
        assert isinstance(self.response, JeffreyResponse)
        return replace(self, response=replace(self.response, names=names))

    def most_telling(self, view: Perspective, limit: int | None) -> tuple[str, ...]:
        """The claims to look at where there may be too many: those with the steepest slopes, in the order of `claims`."""
        if limit is None or len(self.claims) <= limit:
            return self.claims
        if isinstance(self.response, JeffreyResponse):
            slopes = self.response.slopes_for_ranking()
        else:
            slopes = self.response.gradients(np.array([[self._number(view, claim) for claim in self.claims]]))[0]
        steepest = np.argsort(-np.abs(np.nan_to_num(slopes)), kind="stable")[:limit]
        return tuple(self.claims[place] for place in np.sort(steepest).tolist())

    def point(self, view: Perspective) -> dict[str, float]:
        """Each claim's credence as one number.

        Where the view said nothing, the other side's stands in, so that it makes no difference between them; where
        neither did, the published one.
        """
        return {claim: self._number(view, claim) for claim in self.claims}

    def _number(self, view: Perspective, claim: str) -> float:
        for one in (view, *self.views):
            number = one.number_for(claim)
            if number is not None:
                return number
        return self.published[claim]

    def ranges(self, view: Perspective) -> dict[str, float | Range]:
        """What is known of each claim for this view alone; all that it can be, where the view said nothing."""
        return {claim: view.range_of(claim) or self.possible.get(claim, (0.0, 1.0)) for claim in self.whole.names}

    def range(self, view: Perspective) -> Range:
        """From how little to how much the conclusion can come to for a view."""
        ends = [end if isinstance(end, tuple) else (end, end) for end in self.ranges(view).values()]
        low, high, _ = self.whole.bounds(*(np.array([end[side] for end in ends], dtype=float) for side in (0, 1)))
        return low, high

    def basis(self, views: Sequence[Perspective]) -> Basis:
        """What stood in for what these views did not say."""
        borrowed: dict[str, str] = {}
        without_number = {}
        for claim in self.claims:
            speakers = [view.name for view in views if claim in view]
            stances = [f"{view.name} {view.stances[claim]}" for view in views if claim in view.stances]
            if stances:
                without_number[claim] = ", ".join(stances)
            if 0 < len(speakers) < len(views):
                borrowed[claim] = speakers[0]
        unspoken = self.unspoken
        return Basis(
            "model" if self.model else "graph",
            self.model,
            self.semantics,
            self.derived,
            borrowed,
            {claim: self.published[claim] for claim in unspoken if claim in self.published},
            unspoken,
            without_number,
        )


def conclusion(
    kb: LinkedRecords, target: str, views: Sequence[Perspective], semantics: str, *, at_a_point: bool = True
) -> Conclusion:
    """A conclusion as a function of what some views believe.

    The first model record that has the conclusion as an output is taken, if a view has spoken of its inputs; published
    numbers are never scored again by the graph. Otherwise the part of the graph is taken that leads to the conclusion
    from claims that a view has spoken of.

    Args:
        kb: the base.
        target: id of the conclusion.
        views: whose credences there are.
        semantics: of the graph.
        at_a_point: whether single numbers are wanted. If so, something must have been said that bears on the
            conclusion, and all inputs of a model must have a number.

    Raises:
        NothingToCompute: the conclusion has no truth value, or nothing that was said bears on it.
        UnknownSemantics: there is no such semantics.
    """
    from cruxbase.reasoning.gradual_semantics import semantics_named

    if semantics != JEFFREY:
        semantics_named(semantics)
    names = [view.name for view in views]
    if target not in statements(kb.graph):
        kind = kb.graph.kind(target)
        why = "it is retired" if marked_retired(kb.corpus.entry(target).data) else f"it is a {kind}"
        raise NothingToCompute(target, names, f"{why}, and so neither true nor false")
    by_graph = _by_evidence if semantics == JEFFREY else _by_graph
    found = _by_model(kb, target, tuple(views), at_a_point) or by_graph(kb, target, tuple(views), semantics)
    if at_a_point and not found.claims:
        asked = ", ".join(found.unspoken[:3]) + (" …" if len(found.unspoken) > 3 else "")
        because = f"nobody among them has spoken of what bears on it ({asked})" if asked else "nothing bears on it"
        raise NothingToCompute(target, names, _lacking(kb, target, views) or because)
    if not found.whole.names:
        raise NothingToCompute(target, names, "nothing bears on it")
    return found


def model_conclusion(kb: LinkedRecords, target: str, views: tuple[Perspective, ...]) -> Conclusion | None:
    """A conclusion by the first model record that computes it from what the views said; None where none does.

    Every view must have spoken of an input of the model: of what one left to the model nothing divides them.
    """
    found = _by_model(kb, target, views, at_a_point=True)
    if found is None or not all(any(claim in view for claim in found.claims) for view in views):
        return None
    return found


def _by_model(kb: LinkedRecords, target: str, views: tuple[Perspective, ...], at_a_point: bool) -> Conclusion | None:
    several = (_by_one_model(model, target, views, at_a_point) for model in kb.claim(target).models)
    return next((conclusion for conclusion in several if conclusion is not None), None)


def _by_one_model(model: Model, target: str, views: tuple[Perspective, ...], at_a_point: bool) -> Conclusion | None:
    """A conclusion as a function of the credences that a model takes in; None where the model does not compute it."""
    computable = ComputableModel(model.record)
    outputs = [output.variable for output in model.record.outputs if output.claim == target]
    inputs = computable.inputs_by_claim
    spoken = [claim for claim in inputs if any(claim in view for view in views)]
    if not outputs or (at_a_point and not spoken):
        return None
    try:
        response = computable.response(outputs[0])
        needed = set(computable.needed_inputs(outputs[0]))
    except Incomputable:
        return None
    parameter_of = {claim: name for claim, name in inputs.items() if name in needed}
    if not parameter_of or not needed <= {*parameter_of.values(), *computable.defaults}:
        return None
    published = {
        claim: computable.defaults[name] for claim, name in parameter_of.items() if name in computable.defaults
    }
    if at_a_point and not parameter_of.keys() <= {*published, *spoken}:
        return None
    fixed = {**dict.fromkeys(computable.input_names, 0.0), **computable.defaults, **computable.constants}
    possible = {claim: computable.range_of_input(name) or (0.0, 1.0) for claim, name in parameter_of.items()}
    whole = RestrictedResponse(response, parameter_of, fixed)
    return Conclusion(target, whole, whole, views, model.id, "probability", published, possible, (), None)


def _lacking(kb: LinkedRecords, target: str, views: Sequence[Perspective]) -> str:
    """What a model would need to compute the conclusion; empty where no view has spoken of a model's inputs."""
    for model in kb.claim(target).models:
        computable = ComputableModel(model.record)
        inputs = computable.inputs_by_claim
        if not any(output.claim == target for output in model.record.outputs):
            continue
        missing = [
            claim
            for claim, name in inputs.items()
            if name not in computable.defaults and not any(claim in view for view in views)
        ]
        if missing and len(missing) < len(inputs):
            return (
                f"{model.id!r} needs a credence in {missing[0]!r}, which nobody among them gives and no text publishes"
            )
    return ""


def _by_evidence(kb: LinkedRecords, target: str, views: tuple[Perspective, ...], semantics: str) -> Conclusion:
    """A conclusion as a function of what one view said, by `jeffrey` strengths."""
    (view,) = views
    anchored = anchored_view(kb.graph, view)
    rest = {claim: said for claim, said in anchored.stated.items() if claim != target}
    without = anchored.graph.anchored(rest, name=view.name, withheld=anchored.withheld)
    bearing = _leading_to(kb, target)
    stated = [claim for claim in rest if claim in bearing]
    derived = [claim for claim in bearing if claim not in rest and (claim == target or without.knows(claim))]
    near = {ground for claim in derived for ground in kb.graph.grounds(claim)}
    silent = [c for c in bearing if c in near and c != target and not without.knows(c)]
    return Conclusion(
        target,
        JeffreyResponse(anchored, target, tuple(claim for claim in stated if rest[claim].number is not None)),
        JeffreyResponse(without, target, (*stated, *silent)),
        views,
        "",
        semantics,
        {},
        {},
        (),
        None,
    )


def _leading_to(kb: LinkedRecords, target: str) -> dict[str, None]:
    """The claims from which something leads to a target, and the target, in the order of the base."""
    reached, waiting = {target}, [target]
    while waiting:
        for ground in kb.graph.grounds(waiting.pop()):
            if ground not in reached:
                reached.add(ground)
                waiting.append(ground)
    return dict.fromkeys(claim for claim in statements(kb.graph) if claim in reached)


def _by_graph(kb: LinkedRecords, target: str, views: tuple[Perspective, ...], semantics: str) -> Conclusion:
    spoken = dict.fromkeys(claim for view in views for claim in view.claims if claim != target)
    reach = known(kb.graph, spoken, derive=(target,))
    part = _bearing(kb, target, reach.claims, reach.leaves)
    inside = set(part.arguments)
    leaves = tuple(claim for claim in reach.leaves if claim in inside)
    wide = with_unspoken(kb.graph, replace(reach, derived=tuple(c for c in reach.derived if c in inside)))
    outer = _bearing(kb, target, wide.claims, (*wide.leaves, *wide.unspoken))
    open_claims = [claim for claim in (*wide.leaves, *wide.unspoken) if claim in outer.base_scores]
    return Conclusion(
        target,
        _section(part, target, semantics, leaves),
        _section(outer, target, semantics, open_claims),
        views,
        "",
        semantics,
        {},
        {},
        tuple(claim for claim in reach.derived if claim in inside),
        part,
    )


def _bearing(kb: LinkedRecords, target: str, claims: Iterable[str], leaves: tuple[str, ...]) -> QBAF:
    included = tuple(claims)
    return framework(kb.graph, dict.fromkeys(included, NO_OPINION), included, leaves).bearing_on(target)


def _section(part: QBAF, target: str, semantics: str, claims: Iterable[str]) -> RestrictedResponse:
    # Steps have the base score 1, and derived claims that of no opinion: neither is anybody's credence.
    fixed = {name: score for name, score in part.base_scores.items() if isinstance(score, float)}
    return RestrictedResponse(StrengthResponse(part, target, semantics), {claim: claim for claim in claims}, fixed)
