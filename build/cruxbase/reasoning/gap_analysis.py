"""What divides two people on a claim: one frozen result for tables, JSON, pages and pictures.

Both views are anchored, so the gap between them is what they stated, and for a target t

    logit P_B(t) − logit P_A(t) = [b_B − b_A] + Σ_s [e_s(B) − e_s(A)]

exactly: a row a step, and the row of own reasons beyond the record. Each row is divided among the premises and
undercutters of its step by Shapley values, and what a premise is given is divided further the same way, in proportion to
its own gap (the rescale rule of Shrikumar, Greenside and Kundaje 2017, DeepLIFT, arXiv 1704.02685, section 3.2).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.agreement import Distance, distance
from cruxbase.reasoning.components import Indices
from cruxbase.reasoning.gap_results import (
    Closure,
    Closures,
    EndShare,
    GapAnalysis,
    GapNode,
    NearCrux,
    OneSided,
    PremiseShare,
    Range,
    ReasonShare,
    Unsettleable,
)
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.jeffrey import AnchoredView
from cruxbase.reasoning.jeffrey_kernel import CERTAIN, LARGE, TOLERANCE, Setting, Solved, Weighing, log_odds
from cruxbase.reasoning.shapley import DEFAULT_SAMPLING, Sampling, exact_values, sampled_values
from cruxbase.reasoning.slopes import logistic
from cruxbase.reasoning.statement import Basis, Statement

DOUBLE_CRUX_SHARE = 0.2
"""γ: the part of the gap that changing a claim alone must close, from both sides, for a double crux."""

SMALLEST_BRANCH = 0.002
"""A premise with a smaller part than this of all that moves the target, for and against, is not divided further."""

MOST_NODES = 2_000
"""So many claims are divided at most; the rest are ends."""

SMALL = 1e-6
"""A premise whose own gap is smaller is an end: what there is to divide is nothing but differences that cancel."""

REFEREE_SAMPLING = Sampling(pairs=100)
"""How orders are sampled for the Shapley values of ends where there are too many to list."""

COLUMNS = 16
"""So many settings are solved at once: more of a large graph do not fit near the processor."""

_TOLERANCE_TOGETHER = 1e-9
"""How exactly a forced solution is found in a large graph where it serves several targets."""

MOST_CLOSURES = 40
"""So many claims at most are set by hand to see what they would close; of more, those that would close most by slopes."""

ROUGH = 0.004
"""How far in log-odds, as a part of the gap, a strength may still move in a rough solution, which serves to rule claims out."""

CLEARLY = 0.05
"""A claim that by a rough solution closes less than γ by this part of the gap is no crux, and is not solved exactly."""

MOST_EXACT = 12
"""Up to this many differing premises and undercutters of a step have exact shares; beyond, orders are sampled."""


def gap_between(
    a: AnchoredView,
    b: AnchoredView,
    target: str,
    *,
    method: str = "rescale",
    share: float = DOUBLE_CRUX_SHARE,
    sampling: Sampling = REFEREE_SAMPLING,
) -> GapAnalysis:
    """What divides two views of one graph on a claim.

    Args:
        a: the first view.
        b: the second.
        target: the claim; something that each has said must bear on it.
        method: how ends get their shares: `rescale`, along the tree, or `shapley`, as the average over all orders of
            taking over the other's own reasons; the referee, which takes longer.
        share: γ, the part of the gap that a double crux closes from both sides.
        sampling: of orders, for `shapley`.

    Raises:
        UnknownName: there is no such claim.
        Unsettleable: the target does not settle in one of the views.

    >>> from cruxbase.reasoning.jeffrey import EvidenceGraph, WeighedStep
    >>> graph = EvidenceGraph("pt", [WeighedStep("p -> t", ("p",), "t", 2.0)])
    >>> ada, bo = graph.anchored({"p": 0.2, "t": 0.3}, name="ada"), graph.anchored({"p": 0.9, "t": 0.8}, name="bo")
    >>> found = gap_between(ada, bo, "t")
    >>> round(found.gap, 3), round(found.reasons[0].share, 3), round(found.own_reason, 3), found.double_cruxes
    (2.234, 2.402, -0.169, ('p',))
    """
    return PairOfViews(a, b).analysis(target, method=method, share=share, sampling=sampling)


def _stated_range(view: AnchoredView, claim: str) -> Range | None:
    return view.stated[claim][:2] if claim in view.stated else None


def _basis_in(view: AnchoredView, claim: str) -> Basis | None:
    """What a view's number for a claim rests on; None where nothing that was said bears on it."""
    if claim in view.stated:
        return view.stated[claim].kind
    if claim in view.withheld:
        return "suspends"
    return "follows" if view.knows(claim) else None


def _levels_at(place: int | Sequence[int], setting: Setting, solved: Solved) -> Numbers:
    """The log-odds of a claim, or a row each of several, in each column of a solution."""
    free = setting.own[place] + solved.total[place]
    strengths = solved.strengths[place]
    return np.where(np.abs(logistic(free) - strengths) > 1e-15, log_odds(strengths), free)


class PairOfViews:
    """Two anchored views of one graph, and what divides them at each claim; worked out once for all targets.

    Args:
        a: the first view.
        b: the second.
        together: claims that will be asked for: what follows when a claim is set by hand is then solved once for all of them,
            where else only what leads to one target is solved for it.
    """

    def __init__(self, a: AnchoredView, b: AnchoredView, together: Iterable[str] = ()) -> None:
        self.a, self.b, self.views = a, b, (a, b)
        self.graph, self.kernel = a.graph, a.graph._kernel
        self.together = tuple(self.graph.index[claim] for claim in together if claim in self.graph.index)
        self._moved: tuple[dict[tuple[str, float], Numbers], ...] = ({}, {})
        self._moved_roughly: tuple[dict[tuple[str, float], Numbers], ...] = ({}, {})
        self._rows: dict[int, tuple[tuple[ReasonShare, ...], float]] = {}

    def analysis(
        self,
        target: str,
        *,
        method: str = "rescale",
        share: float = DOUBLE_CRUX_SHARE,
        sampling: Sampling = REFEREE_SAMPLING,
        closures: Closures = "all",
    ) -> GapAnalysis:
        """What divides the two on a claim; see `gap_between`.

        With `closures="cruxes"` the result has the closures of its double and near cruxes only, and with `"double cruxes"` those
        of double cruxes, and no near ones. These are as exact as ever, and the verdicts are the same; other claims are ruled out
        by rough solutions, which takes a third of the time.
        """
        two = TwoViews(self, target)
        tree, ends = _Division(self, two).divided()
        if method == "shapley":
            ends = two.shapley_ends(ends, sampling)
        closed, verdicts = two.closed(closures, share)
        values = [float(view._solved.strengths[two.place, 0]) for view in self.views]
        stated = [_stated_range(view, target) for view in self.views]
        guarantees = {view.strengths.guarantee for view in self.views}
        return GapAnalysis(
            target=target,
            a=self.a.name,
            b=self.b.name,
            stated_a=stated[0],
            stated_b=stated[1],
            value_a=values[0],
            value_b=values[1],
            basis_a=self.bases_of(target)[0],
            basis_b=self.bases_of(target)[1],
            gap=two.gap,
            gap_in_probability=values[1] - values[0],
            agreed=self.distance_on(target).agreed,
            reasons=tree.reasons,
            own_reason=tree.own_reason,
            ends=ends,
            closures=closed,
            double_cruxes=tuple(claim for claim, lacks in verdicts.items() if not lacks),
            near_cruxes=tuple(
                NearCrux(closure.claim, verdicts[closure.claim])
                for closure in closed
                if verdicts[closure.claim] and _most(closure) >= share
            ),
            one_sided=two.one_sided(tree.reasons),
            method=method,
            guarantee=next((one for one in ("none", "contraction") if one in guarantees), "acyclic"),
            tree=tree,
        )

    def moved_together(
        self, view: AnchoredView, settings: Sequence[tuple[str, float]], *, roughly: bool = False
    ) -> Numbers:
        """The log-odds of the claims that are asked for together (rows) once a claim is set by hand (columns)."""
        known = (self._moved_roughly if roughly else self._moved)[view is self.b]
        within = ROUGH * float(np.min(np.abs(self.apart[list(self.together)]))) if roughly else 0.0
        missing = [setting for setting in settings if setting not in known]
        tolerance = TOLERANCE if self.kernel.size < LARGE else _TOLERANCE_TOGETHER
        for begin in range(0, len(missing), COLUMNS):
            some = missing[begin : begin + COLUMNS]
            solved = view._forced([{claim: value} for claim, value in some], self.together, tolerance, within)
            levels = _levels_at(list(self.together), *solved)
            known.update(zip(some, levels.T, strict=True))
        return np.stack([known[setting] for setting in settings], axis=1)

    @cached_property
    def apart(self) -> Numbers:
        """B less A at each claim, in log-odds."""
        count = len(self.graph.claims)
        return np.asarray(self.b.levels[:count] - self.a.levels[:count])

    @cached_property
    def spoken(self) -> Indices:
        """The claims of which one has spoken, in order."""
        spoken = dict.fromkeys((*self.a.stated, *self.b.stated))
        return np.array([self.graph.index[claim] for claim in spoken], dtype=np.int64)

    @cached_property
    def weighs_differently(self) -> NDArray[np.bool_]:
        """For each claim, whether some step into it has other evidence in the two views, or a requirement may hold it."""
        kernel, count = self.kernel, len(self.graph.claims)
        evidence = [view._solved.evidence[:, 0] for view in self.views]
        differs = np.zeros(count, dtype=bool)
        inside = kernel.node < count
        differs[kernel.node[inside][(evidence[0] != evidence[1])[kernel.step[inside]]]] = True
        differs[kernel.requiring[kernel.requiring < count]] = True
        differs[[self.graph.index[side] for several in self.graph.sides for side in several]] = True
        return differs

    def gap_at(self, node: int) -> float:
        """B less A at a node, in log-odds."""
        return float(self.b.levels[node] - self.a.levels[node])

    def statement_of(self, view: AnchoredView, claim: str) -> Statement:
        """What a view states of a claim, or what follows; even odds where nothing does."""
        if claim in view.stated:
            return view.stated[claim]
        value = view.strength(claim)
        return Statement.of(0.5 if value is None else value)

    def bases_of(self, claim: str) -> tuple[Basis | None, Basis | None]:
        """What the numbers of the two for a claim rest on."""
        return _basis_in(self.a, claim), _basis_in(self.b, claim)

    def distance_on(self, claim: str) -> Distance:
        """How far apart the two are on a claim, by what is stated or follows."""
        return distance(self.statement_of(self.a, claim), self.statement_of(self.b, claim))

    def entries(self, node: int) -> Indices:
        """The kernel's entries of steps into a node."""
        first, last = np.searchsorted(self.kernel.node, (node, node + 1))
        return np.arange(first, last)

    @cached_property
    def slots(self) -> dict[str, dict[int, int]]:
        """For each step, the node that stands for each premise and undercutter: the claim, or its cavity."""
        slots: dict[str, dict[int, int]] = {step.name: {} for step in self.graph.steps}
        kernel, names = self.kernel, [step.name for step in self.graph.steps]
        for steps, nodes in (
            (kernel.steps.undercutter_step, kernel.undercutter_node),
            (kernel.steps.premise_step, kernel.premise_node),
        ):
            for step, node in zip(steps.tolist(), nodes.tolist(), strict=True):
                slots[names[step]][int(kernel.claim_of[node])] = node
        return slots

    def rows(self, node: int) -> tuple[tuple[ReasonShare, ...], float]:
        """The steps into a node with their shares of its own gap, largest first, and the share of own reasons."""
        if node not in self._rows:
            self._rows[node] = self._worked_rows(node)
        return self._rows[node]

    def has_reasons(self, node: int) -> bool:
        """Whether any step makes a part of the gap at a node; without dividing it where that is plain to see."""
        entries = self.entries(node)
        steps, groups = self.kernel.step[entries], self.kernel.steps.group[self.kernel.step[entries]]
        alone = steps[np.bincount(groups)[groups] == 1] if len(groups) else steps
        evidence = [view._solved.evidence[alone, 0] for view in self.views]
        return bool(np.any(evidence[0] != evidence[1])) or bool(self.rows(node)[0])

    def _worked_rows(self, node: int) -> tuple[tuple[ReasonShare, ...], float]:
        kernel = self.kernel
        entries = self.entries(node)
        rows: list[ReasonShare] = []
        for unit in self._units(entries):
            rows += self._unit_rows(kernel.step[unit])
        rows = [row for row in rows if any(part.share for part in row.premises)]
        free = [float(view.own_levels[node] + view._solved.total[node, 0]) for view in self.views]
        held = [float(view.levels[node]) - before for view, before in zip(self.views, free, strict=True)]
        cap = held[1] - held[0]
        own = float(self.b.own_levels[node] - self.a.own_levels[node])
        if abs(cap) > 1e-12:
            rows.append(self._cap_row(node, cap))
        else:
            own += cap
        drift = self.gap_at(node) - own - math.fsum(row.share for row in rows)
        rows.sort(key=lambda row: (-abs(row.share), row.step))
        return tuple(rows), own + drift  # rounding goes to the own reason, so that nothing is left over

    def _cap_row(self, node: int, share: float) -> ReasonShare:
        """What requirements, and other sides of a crux, hold down."""
        claim = self.graph.claims[self.kernel.claim_of[node]]
        needs = [need for one, need in self.graph.requires if one == claim]
        rivals = [other for several in self.graph.sides if claim in several for other in several if other != claim]
        wanted = needs or rivals or [claim]
        least = min(wanted, key=lambda one: min(self.statement_of(view, one).low for view in self.views))
        part = PremiseShare(
            least,
            "requirement",
            share,
            self.a.strength(least),
            self.b.strength(least),
            None,
            None,
            *self.bases_of(least),
        )
        return ReasonShare(least, "cap", share, (part,))

    def _units(self, entries: Indices) -> list[Indices]:
        """Entries that are weighed together: those of one group, each other alone."""
        groups = self.kernel.steps.group[self.kernel.step[entries]]
        return [entries[groups == group] for group in dict.fromkeys(groups.tolist())]

    def _unit_rows(self, steps: Indices) -> list[ReasonShare]:
        """The rows of steps that count once together, divided among what they rest on by Shapley values."""
        kernel = self.kernel
        game = _Game(self, steps)
        shares = game.shares()
        rows = []
        for step in steps.tolist():
            own = self.graph.steps[step]
            parts = []
            for place in np.flatnonzero(game.slot_step == step).tolist():
                node = int(game.slot_node[place])
                claim = self.graph.claims[kernel.claim_of[node]]
                values = [
                    float(view._solved.strengths[node, 0]) if view.known[kernel.claim_of[node]] else None
                    for view in self.views
                ]
                role = "undercutter" if game.slot_undercuts[place] else "premise"
                bases = self.bases_of(claim)
                parts.append(PremiseShare(claim, role, float(shares[place]), values[0], values[1], None, None, *bases))
            parts.sort(key=lambda part: -abs(part.share))
            kind = "attacks" if own.attacks else "supports"
            rows.append(ReasonShare(own.name, kind, math.fsum(part.share for part in parts), tuple(parts)))
        return rows


class TwoViews:
    """A pair of views and a target: what would close the gap."""

    def __init__(self, pair: PairOfViews, target: str) -> None:
        self.pair, self.a, self.b, self.views = pair, pair.a, pair.b, pair.views
        self.graph, self.kernel = pair.graph, pair.kernel
        self.target, self.place = target, pair.a.place(target)
        for view in self.views:
            if math.isnan(view._solved.strengths[self.place, 0]):
                raise Unsettleable(target, view.name)
        self.gap = pair.gap_at(self.place)

    # closures

    def forced(self, view: AnchoredView, settings: Sequence[tuple[str, float]], *, roughly: bool = False) -> Numbers:
        """The target's log-odds in a view once a claim is set by hand, for each setting; a claim set to NaN stays as it is.

        Each distinct setting is solved once, and none that leaves a stated claim where it is.
        """
        distinct = {one: place for place, one in enumerate(dict.fromkeys(s for s in settings if self._moves(view, *s)))}
        levels = np.full(len(distinct) + 1, float(view.levels[self.place]))
        listed = list(distinct)
        together = self.pair.together
        if listed and len(together) > 1 and self.place in together:
            levels[:-1] = self.pair.moved_together(view, listed, roughly=roughly)[together.index(self.place)]
            listed = []
        for begin in range(0, len(listed), COLUMNS):
            some = [{claim: value} for claim, value in listed[begin : begin + COLUMNS]]
            solved = view._forced(some, (self.place,), self.tolerance, ROUGH * abs(self.gap) if roughly else 0.0)
            levels[begin : begin + len(some)] = _levels_at(self.place, *solved)
        return np.asarray(levels[[distinct.get(one, -1) for one in settings]])

    def _moves(self, view: AnchoredView, claim: str, value: float) -> bool:
        """Whether a setting may change anything."""
        if math.isnan(value):
            return False
        stays = claim in view.stated and view.stated[claim].number == value
        return not stays or not SMALL < value < 1 - SMALL  # log-odds of certainty are cut off, and so do not stay

    @property
    def tolerance(self) -> float:
        """How exactly a forced solution is found: to a ten-millionth of the gap in large graphs, else all digits."""
        if self.kernel.size < LARGE:
            return TOLERANCE
        return float(np.clip(1e-7 * abs(self.gap), TOLERANCE, 1e-8))

    @cached_property
    def bearing(self) -> NDArray[np.bool_]:
        """For each claim, whether some way of steps, undercuts and requirements leads from it to the target."""
        kernel = self.kernel
        source, goal = kernel.bearing_pairs
        reached = np.zeros(len(self.graph.claims), dtype=bool)
        reached[self.place] = True
        size = 0
        while size != int(reached.sum()):
            size = int(reached.sum())
            reached[source[reached[goal]]] = True
        return reached

    def candidates(self) -> list[str]:
        """The claims of which one has spoken, that bear on the target and differ in the two views.

        Of more than `MOST_CLOSURES`, those that would close most by slopes, in the same order.
        """
        spoken = self.pair.spoken
        spoken = spoken[self.bearing[spoken] & (spoken != self.place) & (np.abs(self.pair.apart[spoken]) > 1e-12)]
        if len(spoken) > MOST_CLOSURES:
            first = np.argsort(-self._foreseen()[spoken], kind="stable")[:MOST_CLOSURES]
            spoken = spoken[np.sort(first)]
        return [self.graph.claims[place] for place in spoken.tolist()]

    def _foreseen(self) -> Numbers:
        """How far the target would move, in log-odds and by slopes, if one view took a claim from the other; the greater."""
        count = len(self.graph.claims)
        strengths = [np.nan_to_num(view._solved.strengths[:count, 0], nan=0.5) for view in self.views]
        moves = np.zeros(count)
        for view, other, own in zip(self.views, reversed(self.views), strengths, strict=True):
            steep = 1 / max(own[self.place] * (1 - own[self.place]), CERTAIN)
            given = np.zeros(count)
            given[[self.graph.index[claim] for claim in other.stated]] = steep
            slopes = np.abs(view.rough_slopes_to(self.place))
            moves = np.maximum(moves, given * slopes * np.abs(strengths[1] - strengths[0]))
        return moves

    def closed(self, wanted: Closures, share: float) -> tuple[tuple[Closure, ...], dict[str, tuple[str, ...]]]:
        """The closures that are wanted, and what each claim lacks to be a double crux; see `PairOfViews.analysis`."""
        if wanted == "all":
            closures = self.closures()
            return closures, {one.claim: self.lacking(one, share) for one in closures}
        both = wanted == "double cruxes"
        closures = self.closures(self.contenders(share, both))
        lacking = {one.claim: self.lacking(one, share) for one in closures}
        kept = [one for one in closures if not lacking[one.claim] or (not both and _most(one) >= share)]
        return tuple(kept), {one.claim: lacking[one.claim] for one in kept}

    def contenders(self, share: float, both: bool) -> list[str]:
        """The candidates that by a rough solution may close a part of the gap.

        Args:
            share: the part.
            both: whether only those count that may be double cruxes, by what was said of them and from both sides.
        """
        claims = self.candidates()
        if abs(self.gap) < 1e-9:
            return claims
        if both:
            claims = [claim for claim in claims if not self._unfit(claim)]
        parts = {claim: [0.0, 0.0] for claim in claims}
        for side, (one, other) in enumerate(((self.a, self.b), (self.b, self.a))):
            tried = [claim for claim in claims if claim in other.stated]
            if both and side:
                tried = [claim for claim in tried if not parts[claim][0] < share - CLEARLY]
            settings = [(claim, self._adopted(one, other, claim)) for claim in tried]
            levels = self.forced(one, settings, roughly=True) - float(one.levels[self.place])
            for claim, part in zip(tried, (levels / (self.gap if one is self.a else -self.gap)).tolist(), strict=True):
                parts[claim][side] = part
        by = min if both else max
        return [
            claim for claim in claims if not by(parts[claim]) < share - CLEARLY or any(map(math.isnan, parts[claim]))
        ]

    def _adopted(self, one: AnchoredView, other: AnchoredView, claim: str) -> float:
        """The credence that one takes from the other in coming over to it; NaN where it has none to take."""
        number = other.stated[claim].number
        end = number if number is not None else distance(self.pair.statement_of(one, claim), other.stated[claim]).other
        return math.nan if end is None else end

    def closures(self, claims: Sequence[str] | None = None) -> tuple[Closure, ...]:
        """What each of some claims would close, all candidates where None; the largest least closure first."""
        claims = self.candidates() if claims is None else claims
        if abs(self.gap) < 1e-9:
            return tuple(Closure(claim, None, None, None, None, *self.pair.bases_of(claim)) for claim in claims)
        sides = [self._closed(one, other, claims) for one, other in ((self.a, self.b), (self.b, self.a))]
        rows = [
            Closure(
                claim,
                sides[0][claim][0],
                sides[1][claim][0],
                sides[0][claim][1],
                sides[1][claim][1],
                *self.pair.bases_of(claim),
            )
            for claim in claims
        ]
        rows.sort(key=lambda row: (-_least(row), -_most(row), row.claim))
        return tuple(rows)

    def _closed(
        self, one: AnchoredView, other: AnchoredView, claims: Sequence[str]
    ) -> dict[str, tuple[float | None, float | None]]:
        """For each claim, the part of the gap that closes in one view at the other's credence, and at the near ends."""
        sign = 1.0 if one is self.a else -1.0
        settings: list[tuple[str, float]] = []
        for claim in claims:
            if claim not in other.stated:
                continue
            near = distance(self.pair.statement_of(one, claim), other.stated[claim])
            number = other.stated[claim].number
            ends = (number if number is not None else near.other, near.near, near.other)
            settings += [(claim, end if end is not None else math.nan) for end in ends]
        levels = self.forced(one, settings)  # NaN sets nothing: there the view is as it was
        found: dict[str, tuple[float | None, float | None]] = dict.fromkeys(claims, (None, None))
        for place in range(0, len(settings), 3):
            claim, number = settings[place]
            adopted, here, there = (float(level) for level in levels[place : place + 3])
            now = float(one.levels[self.place])
            part = sign * (adopted - now) / self.gap if not math.isnan(number) else 0.0
            near_part = sign * (there - here) / self.gap if not math.isnan(settings[place + 1][1]) else 0.0
            found[claim] = (None if math.isnan(part) else part, None if math.isnan(near_part) else near_part)
        return found

    def lacking(self, closure: Closure, share: float) -> tuple[str, ...]:
        """What a claim lacks to be a double crux; nothing where it is one."""
        lacks = self._unfit(closure.claim)
        for letter, part in (("a", closure.from_a), ("b", closure.from_b)):
            if part is not None and part < share:
                lacks.append(f"moves-{letter}-too-little")
        near = (closure.near_from_a, closure.near_from_b)
        if not lacks and any(part is None or part < share for part in near):
            lacks.append("ranges-too-near")
        return tuple(lacks)

    def _unfit(self, claim: str) -> list[str]:
        """What keeps a claim from being a double crux, whatever it closes."""
        lacks = []
        for letter, view in zip("ab", self.views, strict=True):
            if claim in view.withheld:
                lacks.append(f"{letter}-suspends")
            elif claim not in view.stated:
                lacks.append(f"{letter}-silent")
        if not lacks and self.pair.distance_on(claim).agreed:
            lacks.append("agreed")
        return lacks

    def one_sided(self, reasons: Iterable[ReasonShare]) -> tuple[OneSided, ...]:
        """The steps on whose premises only one of the two has said anything."""
        found = []
        for row in reasons:
            if row.kind not in ("supports", "attacks") or not row.share:
                continue
            premises = [part for part in row.premises if part.role == "premise"]
            voiced = [
                any(part.claim in view.stated for part in premises) or any(value is not None for value in values)
                for view, values in (
                    (self.a, [part.credence_a for part in premises]),
                    (self.b, [part.credence_b for part in premises]),
                )
            ]
            if voiced[0] != voiced[1]:
                found.append(OneSided(row.step, self.a.name if voiced[0] else self.b.name, row.share))
        return tuple(found)

    # the referee

    def shapley_ends(self, ends: Sequence[EndShare], sampling: Sampling) -> tuple[EndShare, ...]:
        """The same ends with shares averaged over all orders in which A takes over B's own reasons, claim by claim."""
        free = [view._free for view in self.views]
        differing = np.flatnonzero(np.abs(free[1].own[:, 0] - free[0].own[:, 0]) > 1e-12)
        players = [place for place in np.unique(self.kernel.claim_of[differing]).tolist() if self.bearing[place]]
        kind_of = {end.claim: end.kind for end in ends}

        def worth(coalitions: Numbers) -> Numbers:
            taken = np.zeros((len(self.graph.claims), len(coalitions)))
            taken[players] = coalitions.T
            mask = taken[self.kernel.claim_of] > 0
            one, other = free
            setting = Setting(
                np.where(mask, other.own, one.own),
                np.where(mask, other.fixed, one.fixed),
                np.where(mask, other.low, one.low),
                np.where(mask, other.high, one.high),
                np.where(mask[self.kernel.requiring], other.capped, one.capped),
            )
            return _levels_at(self.place, setting, self.kernel.solve(setting))

        if len(players) <= min(sampling.exact, MOST_EXACT):
            shares = exact_values(worth, len(players))
        else:
            shares = sampled_values(worth, len(players), sampling)[0]
        claims = [self.graph.claims[place] for place in players]
        rows = [
            EndShare(claim, kind_of.get(claim, "credence"), float(value))
            for claim, value in zip(claims, shares.tolist(), strict=True)
        ]
        return tuple(sorted(rows, key=lambda end: (-abs(end.share), end.claim)))


def _most(closure: Closure) -> float:
    """What a claim closes from one side at least."""
    return max(closure.from_a or 0.0, closure.from_b or 0.0)


def _least(closure: Closure) -> float:
    """What a claim closes from both sides at least."""
    return min(-1.0 if part is None else part for part in (closure.from_a, closure.from_b))


class _Division:
    """Divides the gap of a target among steps, premises and what lies below."""

    def __init__(self, pair: PairOfViews, two: TwoViews) -> None:
        self.pair, self.two = pair, two
        self._left = MOST_NODES
        self._floor = 0.0
        self._ends: dict[tuple[str, str], float] = {}

    def divided(self) -> tuple[GapNode, tuple[EndShare, ...]]:
        """The tree of the target, and its ends."""
        rows, own = self.pair.rows(self.two.place)
        self._floor = SMALLEST_BRANCH * (abs(own) + math.fsum(abs(row.share) for row in rows))
        tree = self._node(self.two.place, self.two.gap, 1.0, (self.two.place,))
        ends = [EndShare(claim, kind, share) for (claim, kind), share in self._ends.items() if share]
        ends.sort(key=lambda end: (-abs(end.share), end.claim, end.kind))
        return tree, tuple(ends)

    def _end(self, claim: str, kind: str, share: float) -> None:
        self._ends[claim, kind] = self._ends.get((claim, kind), 0.0) + share

    def _node(self, node: int, share: float, multiplier: float, path: tuple[int, ...]) -> GapNode:
        """A claim divided, its ends noted."""
        self._left -= 1
        claim = self.pair.graph.claims[self.pair.kernel.claim_of[node]]
        gap = self.pair.gap_at(node)
        rows, own = self.pair.rows(node)
        divided = tuple(self._scaled(row, multiplier, path) for row in rows)
        left = share - multiplier * gap  # of a premise that passes nothing on, as its own gap is too small
        self._end(claim, "own-reason" if rows else "credence", own * multiplier + left)
        return GapNode(claim, gap, share, divided, own * multiplier + left)

    def _scaled(self, row: ReasonShare, multiplier: float, path: tuple[int, ...]) -> ReasonShare:
        """A row in the target's log-odds, with what lies below its premises."""
        parts = []
        for part in row.premises:
            share = part.share * multiplier
            below = self._below(row, part.claim, share, path)
            parts.append(dataclasses.replace(part, share=share, below=below))
        return ReasonShare(row.step, row.kind, row.share * multiplier, tuple(parts))

    def _below(self, row: ReasonShare, claim: str, share: float, path: tuple[int, ...]) -> GapNode | None:
        """What lies below a premise; None where it is an end."""
        place = self.pair.graph.index[claim]
        kind = "cap" if row.kind == "cap" else "met-again" if place in path else ""
        if not kind and abs(share) > self._floor and self._left > 0:
            node = self.pair.slots[row.step][place]
            gap = self.pair.gap_at(node)
            if len(self.pair.entries(node)) and abs(gap) > SMALL:
                return self._node(node, share, share / gap, (*path, place))
        self._end(claim, kind or "credence", share)
        return None


class _Game:
    """What some steps give together as a game among their premises and undercutters: whose values are B's."""

    def __init__(self, pair: PairOfViews, steps: Indices) -> None:
        kernel = pair.kernel
        self.steps = np.sort(steps)
        weighing = Weighing(kernel, self.steps)
        self.weighing = weighing
        self.slot_node = np.concatenate((weighing.premise_node, weighing.undercutter_node))
        rows = np.concatenate((weighing.premise_row, weighing.undercutter_row))
        self.slot_step = self.steps[rows]
        self.slot_undercuts = np.arange(len(rows)) >= len(weighing.premise_row)
        self.values = [np.nan_to_num(view._solved.strengths[self.slot_node, 0], nan=0.5) for view in pair.views]
        self._size = kernel.size

    def shares(self) -> Numbers:
        """The Shapley value of each slot; 0 where the two do not differ on it."""
        differing = np.flatnonzero(self.values[0] != self.values[1])
        shares = np.zeros(len(self.slot_node))
        if not len(differing):
            return shares
        if len(differing) == 1:
            ends = self._worth(np.stack([self.values[0], self.values[1]]))
            shares[differing] = ends[1] - ends[0]
            return shares

        def worth(coalitions: Numbers) -> Numbers:
            rows = np.repeat(self.values[0][None, :], len(coalitions), axis=0)
            rows[:, differing] = np.where(
                coalitions > 0, self.values[1][None, differing], self.values[0][None, differing]
            )
            return self._worth(rows)

        if len(differing) <= MOST_EXACT:
            shares[differing] = exact_values(worth, len(differing))
        else:
            shares[differing] = sampled_values(worth, len(differing), DEFAULT_SAMPLING)[0]
        return shares

    def _worth(self, slots: Numbers) -> Numbers:
        """What the steps give for each row of slot values."""
        weighing = _with_slots(self.weighing, np.arange(len(self.slot_node)))
        evidence = weighing.evidence(slots.T)
        return np.asarray(np.maximum(evidence.max(axis=0), 0.0) + np.minimum(evidence.min(axis=0), 0.0))


def _with_slots(weighing: Weighing, slots: Indices) -> Weighing:
    """The same steps, each of whose slots is a node of its own."""
    import copy

    copied = copy.copy(weighing)
    count = len(weighing.premise_node)
    copied.premise_node, copied.undercutter_node = slots[:count], slots[count:]
    return copied
