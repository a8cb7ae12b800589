"""Cruxes: what a conclusion turns on for one view, and what to ask next.

The conclusion is computed either by a model record that has it as output, exactly, or on the argument graph. The
measures and their sources are those of `cruxbase.reasoning.cruxes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cruxbase.analysis.entities import Claim, LinkedRecords, Viewer
from cruxbase.analysis.perspective_view import DEFAULT_SEMANTICS
from cruxbase.analysis.structure import StepPath, step_paths
from cruxbase.analysis.target import Basis, Conclusion, NothingToCompute, Range, conclusion
from cruxbase.analysis.viewers import perspective_of
from cruxbase.reasoning.cruxes import ask_next, leverages, robust
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.on_graph import weighing_problem
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.status import flip_cruxes
from cruxbase.support.results import ResultTable

ROBUST_TOP = 3
"""A crux is robust when it is among this many first under other semantics of the same kind too."""

MOST_ROWS = 100
"""Of more claims those are looked at whose slopes are steepest."""

REFEREES = {"jeffrey": ("logodds",), "logodds": ("jeffrey",)}
"""What a semantics that uses the weights of steps is held against: another that does."""


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
        robust: whether it is among the first three under other semantics of the same kind too; None where a model
            computes the conclusion, or the others do not rank it, or there are no more than three.
        path: the shortest way in which it bears on the conclusion.
    """

    claim: Claim
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
class LeverageTable(ResultTable):
    """What one view's conclusion turns on, largest swing first.

    Attributes:
        target: the conclusion.
        view: name of the view.
        value: the conclusion as computed; None where it has no value.
        stated: what the view says of it, if anything.
        range: from how little to how much it can be.
        threshold: what a unary crux crosses.
        rows: a row a claim; of more than were asked for, those with the steepest slopes.
        method: `affine` or `differences`.
        basis: how the conclusion was computed.
        left_out: how many more claims bear on it.
    """

    target: Claim
    view: str
    value: float | None
    stated: tuple[float, float] | None
    range: tuple[float, float]
    threshold: float
    rows: tuple[LeverageRow, ...]
    method: str
    basis: Basis
    left_out: int = 0

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

    claim: Claim
    narrowing: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OpenQuestions(ResultTable):
    """What to ask next about a conclusion.

    Attributes:
        target: the conclusion.
        view: name of the view.
        low: the least the conclusion can be now.
        high: the most.
        method: `exact`, `outer` (the truth may be narrower) or `inner` (it may be wider).
        rows: the unknown credences, the one that widens the range most first, or as many as were asked for.
        unknown: how many there are; 0 where all are known exactly.
        basis: how the conclusion was computed.
    """

    target: Claim
    view: str
    low: float
    high: float
    method: str
    rows: tuple[OpenQuestion, ...]
    unknown: int
    basis: Basis


def cruxes_of(
    kb: LinkedRecords,
    target: str,
    who: Viewer,
    *,
    threshold: float = 0.5,
    semantics: str = DEFAULT_SEMANTICS,
    limit: int | None = MOST_ROWS,
) -> LeverageTable:
    """What one view's conclusion turns on.

    Args:
        kb: the base.
        target: id of the conclusion.
        who: id of a viewpoint or person.
        threshold: what a unary crux takes the conclusion across.
        semantics: of the graph, where no model computes the conclusion.
        limit: so many claims are looked at, those with the steepest slopes; all where None, which takes time that grows
            with the square of their number.

    Raises:
        UnknownRecord: the claim, viewpoint or person does not exist.
        NothingToCompute: no credence of this view bears on the conclusion.
    """
    goal = kb.claim(target)
    view = perspective_of(kb, who)
    found = conclusion(kb, goal.id, (view,), semantics)
    looked_at = found.most_telling(view, limit)
    part = found.focused(view, looked_at) if len(looked_at) < len(found.claims) else found
    table = leverages(part.response, part.point(view), threshold)
    flips = _flips(kb, view, goal.id, looked_at)
    firm = _robust(kb, part, [row.name for row in table.rows], threshold)
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
            firm.get(row.name),
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
        len(found.claims) - len(looked_at),
    )


def questions_about(
    kb: LinkedRecords, target: str, who: Viewer, *, semantics: str = DEFAULT_SEMANTICS, limit: int | None = None
) -> OpenQuestions:
    """Which unknown credence to ask for next, about one view's conclusion; at most `limit` of them.

    Raises:
        UnknownRecord: the claim, viewpoint or person does not exist.
        NothingToCompute: no claim bears on the conclusion.
    """
    goal = kb.claim(target)
    view = perspective_of(kb, who)
    found = conclusion(kb, goal.id, (view,), semantics, at_a_point=False)
    asked = ask_next(found.whole, found.ranges(view), limit=limit)
    rows = tuple(OpenQuestion(kb.claim(row.name), row.narrowing, row.low, row.high) for row in asked.rows)
    return OpenQuestions(
        goal, view.name, asked.low, asked.high, asked.method, rows, asked.unknown, found.basis((view,))
    )


def _flips(
    kb: LinkedRecords, view: Perspective, target: str, candidates: Sequence[str]
) -> Mapping[str, tuple[Label, ...]]:
    problem = weighing_problem(kb.graph, view)
    can_stand = problem.network.place
    return flip_cruxes(problem, target, [claim for claim in candidates if claim in can_stand])


def _robust(kb: LinkedRecords, found: Conclusion, ranked: Sequence[str], threshold: float) -> Mapping[str, bool]:
    """Whether claims rank high under another semantics too, for those that both rank; nothing where that says nothing.

    A semantics that uses the weights of steps is held against another that does, and one that does not against its like.
    """
    if found.model or len(found.claims) <= ROBUST_TOP:
        return {}
    rankings = {found.semantics: ranked}
    for semantics in REFEREES.get(found.semantics, ("dfquad", "quadratic-energy")):
        if semantics != found.semantics:
            try:
                other = conclusion(kb, found.target, found.views, semantics)
            except NothingToCompute:
                return {}
            if len(other.claims) > MOST_ROWS:
                other = other.focused(found.views[0], found.claims)
            point = other.point(found.views[0])
            rankings[semantics] = [row.name for row in leverages(other.response, point, threshold).rows]
    common = set(ranked).intersection(*rankings.values())
    if len(common) <= ROBUST_TOP:
        return {}
    kept = {name: [claim for claim in ranking if claim in common] for name, ranking in rankings.items()}
    high = set(robust(kept, ROBUST_TOP))
    return {claim: claim in high for claim in common}


def widened(bounds: Range, value: float | None) -> Range:
    """Bounds that hold the value too, which may be stated beyond them."""
    return bounds if value is None else (min(bounds[0], value), max(bounds[1], value))


def _path(kb: LinkedRecords, claim: str, target: str) -> StepPath | None:
    found = step_paths(kb, claim, target, 1)
    return found[0] if found else None
