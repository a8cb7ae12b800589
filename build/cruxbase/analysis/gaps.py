"""What divides two views on a claim of the base: by the model record that computes it, or by the argument graph."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.analysis.entities import LinkedRecords, Viewer
from cruxbase.analysis.perspective_view import perspective_view
from cruxbase.analysis.target import Conclusion, NothingToCompute, model_conclusion
from cruxbase.analysis.viewers import pair_of
from cruxbase.reasoning.agreement import Distance, distance, distance_on, statement_on
from cruxbase.reasoning.anchoring import anchored_view
from cruxbase.reasoning.cruxes import Mixture
from cruxbase.reasoning.gap_analysis import DOUBLE_CRUX_SHARE, PairOfViews
from cruxbase.reasoning.gap_results import (
    Closure,
    Closures,
    EndShare,
    GapAnalysis,
    GapNode,
    NearCrux,
    PremiseShare,
    ReasonShare,
)
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.jeffrey_kernel import log_odds
from cruxbase.reasoning.on_graph import statements
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.shapley import DEFAULT_SAMPLING, exact_values, sampled_values
from cruxbase.reasoning.statement import Basis
from cruxbase.records import marked_retired
from cruxbase.support.memoized import memoized_on_base

if TYPE_CHECKING:
    from collections.abc import Iterable


MOST_EXACT = 12
"""Up to this many inputs of a model have exact shares in log-odds; beyond, orders are sampled."""


class GapAnalyser:
    """Two views of one base, for whose shared claims the gaps are asked one after the other.

    Args:
        kb: the base.
        a: the first view, as for `perspective_of`.
        b: the second.
    """

    def __init__(self, kb: LinkedRecords, a: Viewer, b: Viewer) -> None:
        self.kb = kb
        self.views = pair_of(kb, a, b)
        anchored = [
            perspective_view(kb, who).anchored if isinstance(who, str) else anchored_view(kb.graph, view)
            for who, view in zip((a, b), self.views, strict=True)
        ]
        self.pair = PairOfViews(anchored[0], anchored[1])

    def together(self, targets: Iterable[str]) -> None:
        """Say for which claims the gaps will be asked, so that what they have in common is solved once."""
        self.pair = PairOfViews(self.pair.a, self.pair.b, targets)

    def with_reasons(self, claims: Iterable[str]) -> list[str]:
        """Those among some claims on whose gaps recorded reasons or a model may bear, the largest gap first.

        What a model computes comes before all, as its gap is not known before it is divided.
        """
        index, live = self.pair.graph.index, set(statements(self.kb.graph))
        ranked = []
        for claim in claims:
            if claim not in live:
                continue
            if model_conclusion(self.kb, claim, self.views) is not None:
                ranked.append((-math.inf, claim))
            elif self.pair.weighs_differently[index[claim]] and not math.isnan(gap := self.pair.apart[index[claim]]):
                ranked.append((-abs(gap), claim))
        return [claim for _, claim in sorted(ranked)]

    def has_model(self, claim: str) -> bool:
        """Whether a model computes a claim for the two."""
        return model_conclusion(self.kb, claim, self.views) is not None

    def size_of_gap(self, claim: str) -> float:
        """How far apart the two are on a claim that no model computes, in log-odds; 0 where no recorded reason bears on that."""
        place = self.pair.graph.index[claim]
        gap = abs(float(self.pair.apart[place]))
        return 0.0 if math.isnan(gap) or not self.pair.has_reasons(place) else gap

    def analysis(
        self,
        target: str,
        *,
        method: str = "rescale",
        share: float = DOUBLE_CRUX_SHARE,
        closures: Closures = "all",
    ) -> GapAnalysis:
        """What divides the two on a claim; for `closures` see `PairOfViews.analysis`. Those of a model are always all there.

        Raises:
            UnknownRecord: there is no such claim.
            NothingToCompute: the claim has no truth value, or nothing that one of the two said bears on it.
        """
        claim = self.kb.claim(target).id
        if claim not in statements(self.kb.graph):
            raise NothingToCompute(claim, self.names, _why_not(self.kb, claim))
        by_model = model_conclusion(self.kb, claim, self.views)
        if by_model is not None:
            return _ModelGap(self, by_model).analysis(share)
        silent = [view.name for view in self.pair.views if not view.knows(claim)]
        if silent:
            withheld = [view.name for view in self.pair.views if claim in view.withheld]
            because = "judgement is suspended on it" if withheld else "nothing that was said bears on it"
            raise NothingToCompute(claim, withheld or silent, because)
        return self.pair.analysis(claim, method=method, share=share, closures=closures)

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two views."""
        return self.views[0].name, self.views[1].name


@memoized_on_base
def _analyser_of(kb: LinkedRecords, a: str, b: str) -> GapAnalyser:
    return GapAnalyser(kb, a, b)


def gap_between_views(
    kb: LinkedRecords,
    target: str,
    views: tuple[Viewer, Viewer],
    *,
    method: str = "rescale",
    share: float = DOUBLE_CRUX_SHARE,
    closures: Closures = "all",
) -> GapAnalysis:
    """What divides two views on a claim; see `GapAnalyser.analysis`. What is common to all claims of two ids is kept."""
    a, b = views
    analyser = _analyser_of(kb, a, b) if isinstance(a, str) and isinstance(b, str) else GapAnalyser(kb, a, b)
    return analyser.analysis(target, method=method, share=share, closures=closures)


def _why_not(kb: LinkedRecords, claim: str) -> str:
    retired = marked_retired(kb.corpus.entry(claim).data)
    kind = "it is retired" if retired else f"it is a {kb.graph.kind(claim)}"
    return f"{kind}, and so neither true nor false"


class _ModelGap:
    """A gap on what a model computes: exact shares of its inputs, and own reasons beyond the model."""

    def __init__(self, analyser: GapAnalyser, found: Conclusion) -> None:
        self.found, self.pair, self.views = found, analyser.pair, analyser.views
        self.points = [found.point(view) for view in self.views]
        self.computed = [self._level(point) for point in self.points]
        self.values = [self._value(view, level) for view, level in zip(self.views, self.computed, strict=True)]
        levels = [float(log_odds(value)) for value in self.values]
        self.gap = levels[1] - levels[0]
        self.mixture = Mixture.between(found.response, self.points[0], self.points[1])

    def analysis(self, share: float) -> GapAnalysis:
        """The whole of it, in the shape of any other."""
        inputs, method = self._inputs()
        total = math.fsum(part.share for part in inputs)
        own = self.gap - total
        own = 0.0 if abs(own) < 1e-12 else own
        row = ReasonShare(self.found.model, "model", total, inputs)
        ends = [EndShare(part.claim, "input", part.share) for part in inputs if part.share]
        ends += [EndShare(self.found.target, "own-reason", own)] if own else []
        closures = self._closures([part.claim for part in inputs])
        lacking = {closure.claim: self._lacking(closure, share) for closure in closures}
        tree = GapNode(self.found.target, self.gap, self.gap, (row,), own)
        apart = self._distance()
        return GapAnalysis(
            target=self.found.target,
            a=self.views[0].name,
            b=self.views[1].name,
            stated_a=self.views[0].range_of(self.found.target),
            stated_b=self.views[1].range_of(self.found.target),
            value_a=self.values[0],
            value_b=self.values[1],
            basis_a=self._basis(0, self.found.target),
            basis_b=self._basis(1, self.found.target),
            gap=self.gap,
            gap_in_probability=self.values[1] - self.values[0],
            agreed=apart.agreed,
            reasons=(row,),
            own_reason=own,
            ends=tuple(sorted(ends, key=lambda end: (-abs(end.share), end.claim))),
            closures=closures,
            double_cruxes=tuple(claim for claim, lacks in lacking.items() if not lacks),
            near_cruxes=tuple(
                NearCrux(one.claim, lacking[one.claim])
                for one in closures
                if lacking[one.claim] and max(one.from_a or 0.0, one.from_b or 0.0) >= share
            ),
            one_sided=(),
            method=method,
            guarantee="acyclic",
            tree=tree,
        )

    def _level(self, point: dict[str, float]) -> float:
        row = np.array([[point[name] for name in self.found.response.names]])
        return float(log_odds(self.found.response.values(row)[0]))

    def _value(self, view: Perspective, level: float) -> float:
        """What a view says of the target; where it says nothing or only a bound, what the model makes of it."""
        computed = 1 / (1 + math.exp(-level))
        ends, number = view.range_of(self.found.target), view.number_for(self.found.target)
        statement = self.pair.views[self.views.index(view)].stated.get(self.found.target)
        if ends is None or number is None or view.stances.get(self.found.target) == "suspends":
            return computed
        return min(max(computed, ends[0]), ends[1]) if statement is None or statement.number is None else number

    def _basis(self, side: int, claim: str) -> Basis | None:
        """What a side's number rests on; what it left unsaid follows from the model, or the other's stands in for it."""
        view = self.views[side]
        if view.stances.get(claim) == "suspends":
            return "suspends"
        statement = self.pair.views[side].stated.get(claim) or statement_on(view, claim)
        return "follows" if statement is None else statement.kind

    def _distance(self) -> Distance:
        apart = distance_on(*self.views, self.found.target)
        return apart or distance((self.values[0],) * 2, (self.values[1],) * 2)

    def _inputs(self) -> tuple[tuple[PremiseShare, ...], str]:
        """The inputs on which the two differ, with exact shares on both scales."""
        game, _ = self.mixture.game("probability")
        count = len(self.mixture.names)

        def worth(rows: Numbers) -> Numbers:
            return log_odds(game(rows))

        method = "Owen, Gauss–Legendre"
        if self.found.response.multi_affine:
            probability = self.mixture.owen_shares()
        else:
            method = "enumeration" if count <= MOST_EXACT else "antithetic permutations"
            probability = _shares(game, count)
        shares = _shares(worth, count)
        rows = [
            PremiseShare(
                name,
                "input",
                float(share),
                self.points[0][name],
                self.points[1][name],
                float(part),
                None,
                self._basis(0, name),
                self._basis(1, name),
            )
            for name, share, part in zip(self.mixture.names, shares, probability, strict=True)
        ]
        return tuple(sorted(rows, key=lambda row: (-abs(row.share), row.claim))), method

    def _closures(self, claims: list[str]) -> tuple[Closure, ...]:
        rows = []
        for claim in claims:
            parts = [self._closed(side, claim) for side in (0, 1)]
            bases = (self._basis(0, claim), self._basis(1, claim))
            rows.append(Closure(claim, parts[0][0], parts[1][0], parts[0][1], parts[1][1], *bases))
        return tuple(sorted(rows, key=lambda row: (-min(row.from_a or -1.0, row.from_b or -1.0), row.claim)))

    def _closed(self, side: int, claim: str) -> tuple[float | None, float | None]:
        """The part of the gap that closes for one side at the other's credence, and between the near ends."""
        own, other = self.views[side], self.views[1 - side]
        if abs(self.gap) < 1e-9 or claim not in other:
            return None, None
        sign = 1 if side == 0 else -1
        moved = self._level({**self.points[side], claim: self.points[1 - side][claim]})
        here, there = statement_on(own, claim), statement_on(other, claim)
        apart = distance(here or (self.points[side][claim],) * 2, there or (0.0, 1.0))
        near = 0.0
        if apart.near is not None and apart.other is not None:
            ends = [self._level({**self.points[side], claim: end}) for end in (apart.near, apart.other)]
            near = sign * (ends[1] - ends[0]) / self.gap
        return sign * (moved - self.computed[side]) / self.gap, near

    def _lacking(self, closure: Closure, share: float) -> tuple[str, ...]:
        """What an input lacks to be a double crux; nothing where it is one."""
        lacks = []
        for letter, view in zip("ab", self.views, strict=True):
            if view.stances.get(closure.claim) == "suspends":
                lacks.append(f"{letter}-suspends")
            elif closure.claim not in view:
                lacks.append(f"{letter}-silent")
        apart = distance_on(*self.views, closure.claim)
        if apart is not None and apart.agreed:
            lacks.append("agreed")
        for letter, part in (("a", closure.from_a), ("b", closure.from_b)):
            if part is not None and part < share:
                lacks.append(f"moves-{letter}-too-little")
        near = (closure.near_from_a, closure.near_from_b)
        if not lacks and any(part is None or part < share for part in near):
            lacks.append("ranges-too-near")
        return tuple(lacks)


def _shares(game: Callable[[Numbers], Numbers], count: int) -> Numbers:
    if not count:
        return np.zeros(0)
    return exact_values(game, count) if count <= MOST_EXACT else sampled_values(game, count, DEFAULT_SAMPLING)[0]
