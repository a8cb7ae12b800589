"""Cruxes: what a conclusion turns on, for one view and between two people.

The conclusion is computed either by a model record that has it as output, exactly, or by a gradual semantics on the
argument graph. The measures and their sources are those of `cruxbase.reasoning.cruxes`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.knowledge_base.conclusions import Basis, Conclusion, conclusion
from cruxbase.knowledge_base.divisions import Division, Told, division, widened
from cruxbase.knowledge_base.readings import DEFAULT_SEMANTICS, perspective_of
from cruxbase.reasoning.cruxes import ask_next, gap, leverages, robust
from cruxbase.reasoning.on_graph import weighing_problem
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.response import point_of
from cruxbase.reasoning.shapley import Sampling
from cruxbase.reasoning.status import Label
from cruxbase.reasoning.weighing import flip_cruxes, minimal_flip_set, weighed_labelling

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.structure import StepPath
    from cruxbase.knowledge_base.views import ClaimView
    from cruxbase.reasoning.response import Response

ROBUST_TOP = 3
"""A crux is robust when it is among this many first under each of the three semantics below."""

EXACT_RANKING = 10
"""Up to this many claims are ranked by exact shares under each semantics."""

FLIP_WORK = 2_000_000
"""So many labels are computed for a set that changes a status: a second or two."""

_RANKED_BY = ("logodds", "dfquad", "quadratic-energy")


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
        robust: whether it is among the first three under three semantics; None where a model computes the conclusion, or
            there are no more than three.
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
        minimal: a small set of claims that closes nine tenths of the gap; empty where there is no gap, or none does.
        minimal_is_smallest: whether no smaller set does it; otherwise smaller ones were not ruled out.
        label_a: the status of the conclusion for A: in, out or undecided.
        label_b: for B.
        flip_set_a: the fewest claims on which A would have to agree with B for the status to change for A; empty where
            none were found.
        flip_set_b: the fewest on which B would have to agree with A for the status to change for B.
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
    minimal: tuple[ClaimView, ...]
    minimal_is_smallest: bool
    label_a: Label
    label_b: Label
    flip_set_a: tuple[ClaimView, ...]
    flip_set_b: tuple[ClaimView, ...]
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
        robust: whether it is among the first three under three semantics; None where a model computes the conclusion, or
            there are no more than three.
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
        rows: the unknown credences, the one that widens the range most first; empty where all are known exactly.
        basis: how the conclusion was computed.
    """

    target: ClaimView
    view: str
    low: float
    high: float
    method: str
    rows: tuple[OpenQuestion, ...]
    basis: Basis


def cruxes_between(  # noqa: PLR0913 - two views, and how to compute
    kb: KnowledgeBase,
    target: str,
    a: str,
    b: str,
    *,
    semantics: str = DEFAULT_SEMANTICS,
    seed: int = 0,
    sampling: Sampling | None = None,
    told: Told | None = None,
) -> CruxTable:
    """What divides two views on a conclusion.

    Args:
        kb: the base.
        target: id of the conclusion.
        a: id of a viewpoint or person.
        b: id of another.
        semantics: of the graph, where no model computes the conclusion.
        seed: of the sample, where shares are sampled.
        sampling: from how many claims on, how much, and from which seed shares are sampled; chosen by the size of the
            argument where None.
        told: is told how far the work has come.

    Raises:
        UnknownRecord: the claim, or a viewpoint or person, does not exist.
        NothingToCompute: no credence of either bears on the conclusion.
    """
    goal = kb.claim(target)
    parted = division(kb, goal.id, a, b, semantics=semantics, seed=seed, sampling=sampling, told=told)
    views, shares, odds = parted.views, parted.shares, parted.odds
    flipping = [_flip_set(kb, goal.id, one, other) for one, other in (views, views[::-1])]
    return CruxTable(
        target=goal,
        a=views[0].name,
        b=views[1].name,
        value_a=shares.from_value,
        value_b=shares.to_value,
        stated_a=parted.stated[0],
        stated_b=parted.stated[1],
        range_a=parted.ranges[0],
        range_b=parted.ranges[1],
        rows=_crux_rows(kb, parted),
        positive=shares.positive,
        negative=shares.negative,
        positive_log_odds=odds.positive,
        negative_log_odds=odds.negative,
        difference_log_odds=odds.difference,
        minimal=tuple(kb.claim(name) for name in parted.minimal.names or ()),
        minimal_is_smallest=parted.minimal_is_smallest,
        label_a=flipping[0][0],
        label_b=flipping[1][0],
        flip_set_a=flipping[0][1],
        flip_set_b=flipping[1][1],
        method=shares.method,
        seed=None if shares.sampling is None else shares.sampling.seed,
        basis=parted.basis,
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
    goal = kb.claim(target)
    view = perspective_of(kb, who)
    found = conclusion(kb, goal.id, (view,), semantics)
    point = found.point(view)
    table = leverages(found.response, point, threshold)
    flips = _flips(kb, view, goal.id, found.claims)
    firm = _robust(found, lambda response: [row.name for row in leverages(response, point, threshold).rows])
    rows = tuple(
        LeverageRow(
            kb.claim(row.name),
            row.credence,
            row.sensitivity,
            row.swing,
            row.unary_crux,
            row.value_of_information,
            row.sensitivity_log_odds,
            row.swing_log_odds,
            flips.get(row.name, ()),
            None if firm is None else row.name in firm,
            _path(kb, row.name, goal.id),
        )
        for row in table.rows
    )
    return LeverageTable(
        goal,
        view.name,
        table.value,
        view.range_of(goal.id),
        widened(found.range(view), table.value),
        threshold,
        rows,
        table.method,
        found.basis((view,)),
    )


def questions_about(kb: KnowledgeBase, target: str, who: str, *, semantics: str = DEFAULT_SEMANTICS) -> OpenQuestions:
    """Which unknown credence to ask for next, about one view's conclusion.

    Raises:
        UnknownRecord: the claim, viewpoint or person does not exist.
        NothingToCompute: no claim bears on the conclusion.
    """
    goal = kb.claim(target)
    view = perspective_of(kb, who)
    found = conclusion(kb, goal.id, (view,), semantics, at_a_point=False)
    asked = ask_next(found.whole, found.ranges(view))
    rows = tuple(OpenQuestion(kb.claim(row.name), row.narrowing, row.low, row.high) for row in asked.rows)
    return OpenQuestions(goal, view.name, asked.low, asked.high, asked.method, rows, found.basis((view,)))


def _crux_rows(kb: KnowledgeBase, parted: Division) -> tuple[CruxRow, ...]:
    found, points, shares, odds_of = parted.found, parted.points, parted.shares, parted.share_log_odds
    swings = [_swings(found.response, point) for point in points]
    flips = [_flips(kb, view, found.target, [row.name for row in shares.rows]) for view in parted.views]
    firm = _robust(found, lambda response: _ranking(response, points, [row.name for row in shares.rows]))
    return tuple(
        CruxRow(
            claim=kb.claim(row.name),
            credence_a=points[0][row.name],
            credence_b=points[1][row.name],
            share=row.share,
            standard_error=row.standard_error,
            closure_from_a=row.closure_from_a,
            closure_from_b=row.closure_from_b,
            double_crux=row.double_crux,
            separated=row.separated,
            share_log_odds=odds_of.get(row.name),
            swing_a=swings[0][row.name],
            swing_b=swings[1][row.name],
            flips_a=flips[0].get(row.name, ()),
            flips_b=flips[1].get(row.name, ()),
            robust=None if firm is None else row.name in firm,
            path=_path(kb, row.name, found.target),
        )
        for row in shares.rows
    )


def _ranking(
    response: Response, points: tuple[Mapping[str, float], Mapping[str, float]], claims: Sequence[str]
) -> list[str]:
    """The claims by how much of the gap is theirs; where shares would be sampled, by the mean of both closures."""
    if len(claims) <= EXACT_RANKING:
        return [row.name for row in gap(response, *points).rows]
    start, end = (point_of(response, point) for point in points)
    columns = [response.names.index(claim) for claim in claims]
    rows = np.concatenate(([start, end], np.tile(start, (len(claims), 1)), np.tile(end, (len(claims), 1))))
    places = np.arange(len(claims))
    rows[2 + places, columns] = end[columns]
    rows[2 + len(claims) + places, columns] = start[columns]
    values = response.values(rows)
    gained, lost = values[2 : 2 + len(claims)] - values[0], values[1] - values[2 + len(claims) :]
    means = dict(zip(claims, np.abs(gained + lost).tolist(), strict=True))
    return sorted(claims, key=lambda claim: (0.0 if math.isnan(means[claim]) else -means[claim], claim))


def _swings(response: Response, point: Mapping[str, float]) -> dict[str, float | None]:
    """For each claim, the conclusion with it set true less with it set false; None where one does not settle."""
    now = point_of(response, point)
    differences = (response.forced(now, 1.0) - response.forced(now, 0.0)).tolist()
    return {name: None if math.isnan(value) else value for name, value in zip(response.names, differences, strict=True)}


def _flips(
    kb: KnowledgeBase, view: Perspective, target: str, candidates: Sequence[str]
) -> Mapping[str, tuple[Label, ...]]:
    problem = weighing_problem(kb.graph, view)
    can_stand = problem.network.place
    return flip_cruxes(problem, target, [claim for claim in candidates if claim in can_stand])


def _flip_set(
    kb: KnowledgeBase, target: str, view: Perspective, other: Perspective
) -> tuple[Label, tuple[ClaimView, ...]]:
    """The status of a conclusion for a view, and the fewest claims on which to agree with another view to change it."""
    problem, wanted = weighing_problem(kb.graph, view), weighing_problem(kb.graph, other).stances
    # A claim of which the other said nothing is nothing to agree with.
    stances = {claim: wanted[claim] for claim in other.claims if claim in wanted and claim != target}
    found = minimal_flip_set(problem, target, stances, most=FLIP_WORK // len(problem.names)) or ()
    return weighed_labelling(problem)[target], tuple(kb.claim(claim) for claim in found)


def _robust(found: Conclusion, ranking: Callable[[Response], list[str]]) -> frozenset[str] | None:
    """The claims that rank high under each of three semantics; None where that says nothing."""
    if found.model or len(found.claims) <= ROBUST_TOP:
        return None
    return frozenset(robust({name: ranking(found.under(name)) for name in _RANKED_BY}, ROBUST_TOP))


def _path(kb: KnowledgeBase, claim: str, target: str) -> StepPath | None:
    found = kb.paths(claim, target, limit=1)
    return found[0] if found else None
