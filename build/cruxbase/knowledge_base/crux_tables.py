"""Cruxes: what a conclusion turns on, for one view and between two people.

The conclusion is computed either by a model record that has it as output, exactly, or by a gradual semantics on the
argument graph. The measures and their sources are those of `cruxbase.reasoning.cruxes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cruxbase.knowledge_base.readings import DEFAULT_SEMANTICS, perspective_of
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.cruxes import (
    Gap,
    Leverages,
    ask_next,
    gap,
    leverages,
    minimal_crux_set,
    robust,
)
from cruxbase.reasoning.known import Known, known
from cruxbase.reasoning.on_graph import framework, labelling_problem
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.response import Response
from cruxbase.reasoning.shapley import Sampling
from cruxbase.reasoning.status import Label, flip_cruxes

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.structure import StepPath
    from cruxbase.knowledge_base.views import ClaimView

NO_OPINION = 0.5
"""The base score of a derived claim, on which nobody has a prior opinion on record. Every result says how many there were."""

ROBUST_TOP = 3
"""A crux is robust when it is among this many first under each of the three semantics below."""

_RANKED_BY = ("logodds", "dfquad", "quadratic-energy")


@dataclass(frozen=True, slots=True)
class Basis:
    """How a conclusion was computed.

    Attributes:
        kind: `model` or `graph`.
        model: id of the model record, or empty.
        semantics: of the graph; `probability` for a model.
        assumed: derived claims that started from `NO_OPINION`.
        borrowed: claim → whose credence stands in for that of the side that said nothing.
        unknown: claims that bear on the conclusion and of which neither has spoken.
        without_number: claim → stances given without a number, such as `wei-dai suspends`; the middle of what the stance
            leaves open stands in for each.
    """

    kind: str
    model: str
    semantics: str
    assumed: tuple[str, ...]
    borrowed: Mapping[str, str]
    unknown: tuple[str, ...]
    without_number: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CruxRow:
    """One claim on which two views differ, and what it does to the conclusion.

    Attributes:
        claim: the claim.
        credence_a: A's credence, at the middle of its range.
        credence_b: B's.
        share: its Shapley value of the gap, on the probability scale.
        standard_error: of the share, 0 where exact.
        closure_from_a: part of the gap closed when A alone adopts B's credence; None where there is no gap.
        closure_from_b: the same from B's side.
        double_crux: whether both closures reach the threshold and so have the right sign.
        separated: whether its share differs from that of the next row by two standard errors.
        share_log_odds: its share on the scale of log-odds; None where the conclusion is 0 or 1.
        swing_a: what settling it true rather than false would do to A's conclusion.
        swing_b: the same for B.
        flips_a: the settings, in or out, that change the status of the conclusion for A.
        flips_b: the same for B.
        robust: whether it is among the first three under three semantics; None where a model computes the conclusion.
        path: the shortest way in which it bears on the conclusion, None where only a model connects them.
    """

    claim: ClaimView
    credence_a: float
    credence_b: float
    share: float | None
    standard_error: float
    closure_from_a: float | None
    closure_from_b: float | None
    double_crux: bool
    separated: bool
    share_log_odds: float | None
    swing_a: float | None
    swing_b: float | None
    flips_a: tuple[Label, ...]
    flips_b: tuple[Label, ...]
    robust: bool | None
    path: StepPath | None


@dataclass(frozen=True, slots=True)
class CruxTable:
    """What divides two views on a conclusion, largest share first.

    Attributes:
        target: the conclusion.
        a: name of the first view.
        b: name of the second.
        value_a: the conclusion computed from A's credences.
        value_b: from B's.
        stated_a: what A says of the conclusion, if anything: (low, high).
        stated_b: what B says.
        range_a: from how little to how much the conclusion can be for A, given ranges and what A left unsaid.
        range_b: for B.
        rows: a row a differing claim; the shares sum to the gap.
        positive: total of the shares that raise the conclusion from A to B.
        negative: total of those that lower it.
        positive_log_odds: the same on the scale of log-odds.
        negative_log_odds: the same on the scale of log-odds.
        difference_log_odds: the gap on the scale of log-odds; None where there is none.
        minimal: the smallest set of claims that closes nine tenths of the gap; empty where none does.
        method: how the shares were found.
        seed: of the sample, where sampled.
        basis: how the conclusion was computed.
    """

    target: ClaimView
    a: str
    b: str
    value_a: float | None
    value_b: float | None
    stated_a: tuple[float, float] | None
    stated_b: tuple[float, float] | None
    range_a: tuple[float, float]
    range_b: tuple[float, float]
    rows: tuple[CruxRow, ...]
    positive: float
    negative: float
    positive_log_odds: float
    negative_log_odds: float
    difference_log_odds: float | None
    minimal: tuple[str, ...]
    method: str
    seed: int | None
    basis: Basis

    def __iter__(self) -> Iterator[CruxRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def difference(self) -> float | None:
        """The gap: B's conclusion less A's."""
        if self.value_a is None or self.value_b is None:
            return None
        return self.value_b - self.value_a

    @property
    def double_cruxes(self) -> tuple[ClaimView, ...]:
        """Claims over which either side could change its mind and come a good part of the way."""
        return tuple(row.claim for row in self.rows if row.double_crux)


@dataclass(frozen=True, slots=True)
class LeverageRow:
    """One claim, and what it does to one view's conclusion.

    Attributes:
        claim: the claim.
        credence: the view's credence.
        sensitivity: slope of the conclusion in it.
        swing: the conclusion with the claim true less with it false.
        unary_crux: the nearest credence that alone takes the conclusion across the threshold; None where none does.
        value_of_information: how far settling it would move the conclusion on average.
        sensitivity_log_odds: the slope on the scale of log-odds.
        swing_log_odds: the swing on the scale of log-odds.
        flips: the settings, in or out, that change the status of the conclusion.
        robust: whether it is among the first three under three semantics; None where a model computes the conclusion.
        path: the shortest way in which it bears on the conclusion.
    """

    claim: ClaimView
    credence: float
    sensitivity: float | None
    swing: float | None
    unary_crux: float | None
    value_of_information: float | None
    sensitivity_log_odds: float | None
    swing_log_odds: float | None
    flips: tuple[Label, ...]
    robust: bool | None
    path: StepPath | None


@dataclass(frozen=True, slots=True)
class LeverageTable:
    """What one view's conclusion turns on, largest swing first.

    Attributes:
        target: the conclusion.
        view: name of the view.
        value: the conclusion as computed; None where it has no value.
        stated: what the view says of it, if anything.
        range: from how little to how much it can be.
        threshold: what a unary crux crosses.
        rows: a row a claim.
        method: `affine` or `differences`.
        basis: how the conclusion was computed.
    """

    target: ClaimView
    view: str
    value: float | None
    stated: tuple[float, float] | None
    range: tuple[float, float]
    threshold: float
    rows: tuple[LeverageRow, ...]
    method: str
    basis: Basis

    def __iter__(self) -> Iterator[LeverageRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A credence that nobody gave, and how much it would narrow the conclusion.

    Attributes:
        claim: the claim to ask about.
        narrowing: width of the conclusion's range now, less its width once this is answered in the middle.
        low: the least the conclusion can then be.
        high: the most.
    """

    claim: ClaimView
    narrowing: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What to ask next about a conclusion.

    Attributes:
        target: the conclusion.
        view: name of the view.
        low: the least the conclusion can be now.
        high: the most.
        method: `exact`, `outer` (the truth may be narrower) or `inner` (it may be wider).
        rows: the unknown credences, the one that widens the range most first.
        basis: how the conclusion was computed.
    """

    target: ClaimView
    view: str
    low: float
    high: float
    method: str
    rows: tuple[OpenQuestion, ...]
    basis: Basis


class NothingToCompute(ValueError):
    """The conclusion cannot be computed from what was said."""

    def __init__(self, target: str, views: Sequence[str]) -> None:
        self.target = target
        self.views = tuple(views)
        who = " and ".join(repr(view) for view in views)
        super().__init__(
            f"{target!r} cannot be computed for {who}: no credence on record bears on it, by a model or by the graph"
        )


def cruxes_between(
    kb: KnowledgeBase, target: str, a: str, b: str, *, semantics: str = DEFAULT_SEMANTICS, seed: int = 0
) -> CruxTable:
    """What divides two views on a conclusion.

    Args:
        kb: the base.
        target: id of the conclusion.
        a: id of a viewpoint or person.
        b: id of another.
        semantics: of the graph, where no model computes the conclusion.
        seed: of the sample, where shares are sampled.

    Raises:
        UnknownRecord: the claim, or a viewpoint or person, does not exist.
        NothingToCompute: no credence of either bears on the conclusion.
    """
    conclusion = kb.claim(target)
    views = (perspective_of(kb, a), perspective_of(kb, b))
    problem = _problem(kb, conclusion.id, views, semantics)
    points = [problem.point(view) for view in views]
    shares = gap(problem.response, *points, claims=problem.blocks, sampling=Sampling(seed=seed))
    odds = gap(problem.response, *points, claims=problem.blocks, sampling=Sampling(seed=seed), scale="log-odds")
    minimal = minimal_crux_set(problem.response, *points, claims=problem.blocks)
    odds_of = {row.name: row.share for row in odds.rows}
    swings = [{row.name: row.swing for row in leverages(problem.response, point).rows} for point in points]
    differing = [problem.claim_of[row.name] for row in shares.rows]
    flips = [_flips(kb, view, conclusion.id, differing) for view in views]
    firm = _robust_gap(kb, conclusion.id, views, problem)
    rows = []
    for row in shares.rows:
        claim = problem.claim_of[row.name]
        rows.append(
            CruxRow(
                kb.claim(claim),
                points[0][row.name],
                points[1][row.name],
                row.share,
                row.standard_error,
                row.closure_from_a,
                row.closure_from_b,
                row.double_crux,
                row.separated,
                odds_of.get(row.name),
                swings[0][row.name],
                swings[1][row.name],
                flips[0].get(claim, ()),
                flips[1].get(claim, ()),
                None if firm is None else claim in firm,
                _path(kb, claim, conclusion.id),
            )
        )
    ranges = [problem.range(view) for view in views]
    return CruxTable(
        conclusion,
        views[0].name,
        views[1].name,
        shares.from_value,
        shares.to_value,
        views[0].range_of(conclusion.id),
        views[1].range_of(conclusion.id),
        ranges[0],
        ranges[1],
        tuple(rows),
        shares.positive,
        shares.negative,
        odds.positive,
        odds.negative,
        odds.difference,
        tuple(problem.claim_of[name] for name in minimal.names or ()),
        shares.method,
        None if shares.sampling is None else shares.sampling.seed,
        problem.basis(views),
    )


def cruxes_of(
    kb: KnowledgeBase, target: str, who: str, *, threshold: float = 0.5, semantics: str = DEFAULT_SEMANTICS
) -> LeverageTable:
    """What one view's conclusion turns on.

    Args:
        kb: the base.
        target: id of the conclusion.
        who: id of a viewpoint or person.
        threshold: what a unary crux takes the conclusion across.
        semantics: of the graph, where no model computes the conclusion.

    Raises:
        UnknownRecord: the claim, viewpoint or person does not exist.
        NothingToCompute: no credence of this view bears on the conclusion.
    """
    conclusion = kb.claim(target)
    view = perspective_of(kb, who)
    problem = _problem(kb, conclusion.id, (view,), semantics)
    found = leverages(problem.response, problem.point(view), threshold)
    shown = [row for row in found.rows if row.name in problem.claim_of]
    flips = _flips(kb, view, conclusion.id, [problem.claim_of[row.name] for row in shown])
    firm = _robust_leverage(kb, conclusion.id, view, problem, threshold)
    rows = tuple(
        LeverageRow(
            kb.claim(problem.claim_of[row.name]),
            row.credence,
            row.sensitivity,
            row.swing,
            row.unary_crux,
            row.value_of_information,
            row.sensitivity_log_odds,
            row.swing_log_odds,
            flips.get(problem.claim_of[row.name], ()),
            None if firm is None else problem.claim_of[row.name] in firm,
            _path(kb, problem.claim_of[row.name], conclusion.id),
        )
        for row in shown
    )
    return LeverageTable(
        conclusion,
        view.name,
        found.value,
        view.range_of(conclusion.id),
        problem.range(view),
        threshold,
        rows,
        found.method,
        problem.basis((view,)),
    )


def questions_about(kb: KnowledgeBase, target: str, who: str, *, semantics: str = DEFAULT_SEMANTICS) -> OpenQuestions:
    """Which unknown credence to ask for next, about one view's conclusion.

    Raises:
        UnknownRecord: the claim, viewpoint or person does not exist.
        NothingToCompute: no claim bears on the conclusion.
    """
    conclusion = kb.claim(target)
    view = perspective_of(kb, who)
    problem = _problem(kb, conclusion.id, (view,), semantics, unknown=True)
    found = ask_next(problem.response, problem.ranges(view))
    rows = tuple(
        OpenQuestion(kb.claim(problem.claim_of[row.name]), row.narrowing, row.low, row.high)
        for row in found.rows
        if row.name in problem.claim_of
    )
    return OpenQuestions(conclusion, view.name, found.low, found.high, found.method, rows, problem.basis((view,)))


# problems: a conclusion as a function of credences


@dataclass(frozen=True, slots=True)
class _Problem:
    """A conclusion as a function of named parameters, most of which are credences in claims.

    Attributes:
        response: the function.
        claim_of: parameter → the claim whose credence it is.
        constants: the other parameters, which no view can change.
        others: the views compared, each of which may speak where another said nothing.
        model: id of the model record, or empty.
        semantics: of the graph; `probability` for a model.
        derived: claims that start from no opinion.
    """

    response: Response
    claim_of: Mapping[str, str]
    constants: Mapping[str, float]
    others: tuple[Perspective, ...]
    model: str
    semantics: str
    derived: tuple[str, ...]

    @property
    def blocks(self) -> dict[str, tuple[str, ...]]:
        return {name: (name,) for name in self.response.names}

    def _belief(self, view: Perspective, claim: str) -> tuple[Perspective, str] | None:
        """The view that speaks for this one on a claim: itself, or else another one."""
        for one in (view, *self.others):
            if claim in one:
                return one, claim
        return None

    def point(self, view: Perspective) -> dict[str, float]:
        """Every parameter as one number; the other side's where this one said nothing, so that it makes no difference."""
        point = dict(self.constants)
        for name, claim in self.claim_of.items():
            found = self._belief(view, claim)
            point[name] = NO_OPINION if found is None else _middle(*found)
        return point

    def ranges(self, view: Perspective) -> dict[str, float | tuple[float, float]]:
        """Every parameter as what is known of it for this view; from 0 to 1 where it said nothing."""
        ranges: dict[str, float | tuple[float, float]] = dict(self.constants)
        for name, claim in self.claim_of.items():
            ranges[name] = view.range_of(claim) or (0.0, 1.0)
        return ranges

    def range(self, view: Perspective) -> tuple[float, float]:
        """From how little to how much the conclusion can come to for a view."""
        import numpy as np

        ends = [e if isinstance(e, tuple) else (e, e) for e in (self.ranges(view)[n] for n in self.response.names)]
        low, high, _ = self.response.bounds(*(np.array([end[side] for end in ends]) for side in (0, 1)))
        return low, high

    def basis(self, views: Sequence[Perspective]) -> Basis:
        borrowed: dict[str, str] = {}
        unknown = []
        without_number = {}
        for claim in self.claim_of.values():
            speakers = [view.name for view in views if claim in view]
            stances = [f"{view.name} {view.stances[claim]}" for view in views if claim in view.stances]
            if stances:
                without_number[claim] = ", ".join(stances)
            if not speakers:
                unknown.append(claim)
            elif len(speakers) < len(views):
                borrowed[claim] = speakers[0]
        kind = "model" if self.model else "graph"
        return Basis(kind, self.model, self.semantics, self.derived, borrowed, tuple(unknown), without_number)


def _middle(view: Perspective, claim: str) -> float:
    point = view.number_for(claim)
    if point is not None:
        return point
    low, high = view.range_of(claim) or (0.0, 1.0)
    return (low + high) / 2


def _problem(
    kb: KnowledgeBase, target: str, views: tuple[Perspective, ...], semantics: str, *, unknown: bool = False
) -> _Problem:
    by_model = _model_problem(kb, target, views)
    if by_model is not None:
        return by_model
    return _graph_problem(kb, target, views, semantics, unknown=unknown)


def _model_problem(kb: KnowledgeBase, target: str, views: tuple[Perspective, ...]) -> _Problem | None:
    """The conclusion by the first model record that has it as output and of whose inputs a view has spoken."""
    for model in kb.claim(target).models:
        outputs = [output.variable for output in model.record.outputs if output.claim == target]
        computable = ComputableModel(model.record)
        inputs = computable.inputs_by_claim
        if not outputs or not any(claim in view for claim in inputs for view in views):
            continue
        claim_of = {name: claim for claim, name in inputs.items()}
        try:
            response = computable.response(outputs[0])
        except Incomputable:
            continue
        fixed = {**computable.defaults, **computable.constants}
        if any(name not in claim_of and name not in fixed for name in response.names):
            continue
        constants = {name: fixed[name] for name in response.names if name not in claim_of}
        claim_of = {name: claim for name, claim in claim_of.items() if name in response.names}
        return _Problem(response, claim_of, constants, views, model.id, "probability", ())
    return None


def _graph_problem(
    kb: KnowledgeBase, target: str, views: tuple[Perspective, ...], semantics: str, *, unknown: bool
) -> _Problem:
    spoken = {claim for view in views for claim in view.origins} - {target}
    if unknown:
        spoken |= _unspoken_grounds(kb, target, spoken)
    reach: Known = known(kb.graph, spoken, derive=(target,))
    scores = {**dict.fromkeys(reach.leaves, NO_OPINION), **dict.fromkeys(reach.derived, NO_OPINION)}
    whole = framework(kb.graph, scores, reach.claims, reach.leaves)
    part = whole.bearing_on(target)
    inside = set(part.arguments)
    leaves = [claim for claim in reach.leaves if claim in inside]
    if not leaves:
        raise NothingToCompute(target, [view.name for view in views])
    constants = {
        name: score for name, score in part.base_scores.items() if name not in leaves and isinstance(score, float)
    }
    derived = tuple(claim for claim in reach.derived if claim in inside)
    return _Problem(
        part.response(target, semantics),
        {claim: claim for claim in leaves},
        constants,
        views,
        "",
        semantics,
        derived,
    )


def _unspoken_grounds(kb: KnowledgeBase, target: str, spoken: set[str]) -> set[str]:
    """The claims without grounds of their own that bear on a conclusion, and of which nobody has spoken."""
    found: set[str] = set()
    seen = {target}
    waiting = [target]
    while waiting:
        for ground in kb.graph.grounds(waiting.pop()):
            if ground in seen:
                continue
            seen.add(ground)
            if kb.graph.steps_into(ground):
                waiting.append(ground)
            elif ground not in spoken:
                found.add(ground)
    return found


def _flips(
    kb: KnowledgeBase, view: Perspective, target: str, candidates: Sequence[str]
) -> Mapping[str, tuple[Label, ...]]:
    problem = labelling_problem(kb.graph, view)
    known_names = set(problem.names)
    if target not in known_names:
        return {}
    return flip_cruxes(problem, target, [claim for claim in candidates if claim in known_names])


def _robust_gap(
    kb: KnowledgeBase, target: str, views: tuple[Perspective, ...], problem: _Problem
) -> frozenset[str] | None:
    if problem.model:
        return None
    rankings = {}
    for semantics in _RANKED_BY:
        other = _graph_problem(kb, target, views, semantics, unknown=False)
        shares: Gap = gap(other.response, other.point(views[0]), other.point(views[1]), claims=other.blocks)
        rankings[semantics] = [row.name for row in shares.rows]
    return frozenset(robust(rankings, ROBUST_TOP))


def _robust_leverage(
    kb: KnowledgeBase, target: str, view: Perspective, problem: _Problem, threshold: float
) -> frozenset[str] | None:
    if problem.model:
        return None
    rankings = {}
    for semantics in _RANKED_BY:
        other = _graph_problem(kb, target, (view,), semantics, unknown=False)
        found: Leverages = leverages(other.response, other.point(view), threshold)
        rankings[semantics] = [row.name for row in found.rows if row.name in other.claim_of]
    return frozenset(robust(rankings, ROBUST_TOP))


def _path(kb: KnowledgeBase, claim: str, target: str) -> StepPath | None:
    found = kb.paths(claim, target, limit=1)
    return found[0] if found else None
