"""Strengths in the sense of Jeffrey: reasons of known weight whose premises are themselves uncertain.

A step of weight w with premises p1 … pk, all needed, and undercutters x1 … xm gives its conclusion

    q  = p1 · … · pk        a = σ(w)        q0 = 2^−k        r = (½ − q0·a) / (1 − q0)
    P  = q·a + (1 − q)·r                                     even odds when nothing is known
    u  = 1 − (1 − max(0, 2·x1 − 1)) · …                      what is not believed beyond even odds undercuts nothing
    e  = ± logit((1 − u)·P + u·½)

and a claim with the own reason b has the strength σ(b + Σ e), σ being the logistic function. Of a group of steps that
rest on the same thing, the largest of each sign counts. Each step takes a premise *without what its conclusion gave it*,
so that two claims do not lift each other by their own echo. (Jeffrey 1965, The logic of decision, chapter 11; Pearl 1988,
Probabilistic reasoning in intelligent systems, sections 2.2.2 and 4.2.)
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.components import Indices, index_array
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.jeffrey_kernel import (
    TOLERANCE,
    JeffreyBlock,
    JeffreyKernel,
    Near,
    Setting,
    Solved,
    as_steps,
    log_odds,
)
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.settled_strengths import SettledStrengths, Unsettled
from cruxbase.reasoning.slopes import Slopes, logistic
from cruxbase.reasoning.statement import Statement
from cruxbase.reasoning.weighing_network import WeighedStep
from cruxbase.support.errors import CruxbaseError

Range = tuple[float, float]


class BadWeight(CruxbaseError, ValueError):
    """A step's weight is not a positive number, or it has no premise."""

    def __init__(self, step: str, problem: str) -> None:
        self.step = step
        super().__init__(f"the step {step!r} {problem}")


@dataclass(frozen=True, slots=True, eq=False)  # compared as the mapping it is
class JeffreyStrengths(SettledStrengths):
    """The strength of every claim of which something is known, and how it was found.

    Attributes:
        semantics: `jeffrey`.
        method: `topological` without cycles, else `damped iteration` with its smallest step, or `Newton`.
        converged: whether every claim settled.
        iterations: the most that a cyclic part took.
        guarantee: `acyclic` or `contraction` where no other solution exists; `none` where others may exist.
        unsettled: claims without a strength; their names raise `Unsettled`.
        unknown: claims on which nothing that was said bears. They are at even odds for what follows from them, and are
            nobody's number.
    """

    semantics: str
    method: str
    converged: bool
    iterations: int
    guarantee: str
    unsettled: frozenset[str]
    unknown: frozenset[str]
    _values: Mapping[str, float] = field(repr=False)

    @property
    def residual(self) -> float:
        """The largest distance any strength would still move: 0 but for rounding, as what does not settle is left out."""
        return 0.0

    @property
    def no_opinion(self) -> frozenset[str]:
        """Nothing is filled in for what nobody said."""
        return frozenset()


class EvidenceGraph:
    """Claims and the weighed steps among them.

    Args:
        claims: the claims, in the order of results.
        steps: the reasons.
        requires: pairs (claim, what it requires): a claim is at most as strong as that.
        sides: claims that exclude each other, a collection a crux: what is said of one caps the others at the rest.

    Raises:
        UnknownName: a step, requirement or crux names a claim that is not there.
        BadWeight: a weight is not positive, or a step has no premise.

    >>> graph = EvidenceGraph("ab", [WeighedStep("a -> b", ("a",), "b")])
    >>> round(graph.strengths({"a": 0.9})["b"], 6)
    0.684847
    """

    def __init__(
        self,
        claims: Iterable[str],
        steps: Iterable[WeighedStep],
        requires: Iterable[tuple[str, str]] = (),
        sides: Iterable[Collection[str]] = (),
    ) -> None:
        self.claims = tuple(dict.fromkeys(claims))
        self.index = {claim: place for place, claim in enumerate(self.claims)}
        self.steps = tuple(steps)
        self.requires = tuple(dict.fromkeys(requires))
        self.sides = tuple(tuple(dict.fromkeys(several)) for several in sides)
        self._check()
        groups: dict[tuple[str, str], int] = {}
        rows = [
            (
                [self.index[premise] for premise in dict.fromkeys(step.premises)],
                self.index[step.conclusion],
                -1.0 if step.attacks else 1.0,
                step.weight,
                groups.setdefault((step.conclusion, step.group), len(groups)) if step.group else -1,
                [self.index[claim] for claim in dict.fromkeys(step.undercutters)],
            )
            for step in self.steps
        ]
        self._kernel = JeffreyKernel(
            len(self.claims),
            as_steps(rows),
            index_array([self.index[claim] for claim, _ in self.requires]),
            index_array([self.index[need] for _, need in self.requires]),
        )

    def _check(self) -> None:
        named = [name for pair in (*self.requires, *self.sides) for name in pair]
        for step in self.steps:
            named += [*step.premises, step.conclusion, *step.undercutters]
            if not step.premises:
                raise BadWeight(step.name, "has no premise")
            if not (math.isfinite(step.weight) and step.weight > 0):
                raise BadWeight(step.name, f"has the weight {step.weight}, and it must be a positive number")
        for name in named:
            if name not in self.index:
                raise UnknownName("claim", name, self.index)

    def __repr__(self) -> str:
        return f"EvidenceGraph({len(self.claims)} claims, {len(self.steps)} steps)"

    def anchored(
        self, stated: Mapping[str, float | Statement], *, name: str = "", withheld: Collection[str] = ()
    ) -> AnchoredView:
        """A view in which every stated credence is met exactly.

        Args:
            stated: claim → a number, or a range.
            name: whose view it is.
            withheld: claims on which judgement is suspended; nothing passes through them.

        Raises:
            UnknownName: a claim is not in the graph.
            ValueError: a number is not from 0 to 1.

        >>> graph = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")])
        >>> graph.anchored({"a": 0.9, "b": 0.2}).strength("b")
        0.2
        """
        for claim in (*stated, *withheld):
            if claim not in self.index:
                raise UnknownName("claim", claim, self.index)
        statements = {claim: Statement.of(value) for claim, value in stated.items()}
        return AnchoredView(self, name, statements, frozenset(withheld) - statements.keys())

    def strengths(self, stated: Mapping[str, float | Statement]) -> JeffreyStrengths:
        """The strengths that follow from what is stated; see `AnchoredView.strengths`.

        >>> graph = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")])
        >>> round(graph.strengths({"a": 1.0})["b"], 6)
        0.731059
        """
        return self.anchored(stated).strengths

    # settings

    def known(self, stated: Collection[str], withheld: Collection[str] = ()) -> NDArray[np.bool_]:
        """Which claims are stated, or reached by a step with such a premise or by a requirement of such a claim.

        >>> graph = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")])
        >>> graph.known(["a"]).tolist()
        [True, True, False]
        """
        steps = self._kernel.steps
        known = np.zeros(len(self.claims), dtype=bool)
        known[[self.index[claim] for claim in stated]] = True
        closed = np.zeros(len(self.claims), dtype=bool)
        closed[[self.index[claim] for claim in withheld]] = True
        needs = index_array([self.index[need] for _, need in self.requires])
        capped = index_array([self.index[claim] for claim, _ in self.requires])
        while True:
            reached = known.copy()
            reached[steps.conclusion[steps.premise_step[known[steps.premises]]]] = True
            reached[capped[known[needs]]] = True
            reached &= ~closed
            if np.array_equal(reached, known):
                return known
            known = reached

    @cached_property
    def capacity(self) -> Numbers:
        """The most evidence that there can be on each claim, in log-odds: 0 where nothing bears on it."""
        steps = self._kernel.steps
        sums = np.bincount(steps.conclusion, weights=steps.weight, minlength=len(self.claims))
        return np.asarray(sums, dtype=np.float64)

    def _setting(self, stated: Mapping[str, Statement], withheld: Collection[str]) -> Setting:
        """What a view says, as arrays with one column."""
        kernel = self._kernel
        fixed = np.full(len(self.claims), np.nan)
        low, high = np.zeros(len(self.claims)), np.ones(len(self.claims))
        for claim, (least, most, number, _) in stated.items():
            place = self.index[claim]
            if number is None:
                low[place], high[place] = least, most
            else:
                fixed[place] = number
        fixed[[self.index[claim] for claim in withheld]] = 0.5
        for several in self.sides:
            taken = {claim: stated[claim].number or 0.0 for claim in several if claim in stated}
            for claim in several:
                rest = max(0.0, 1 - sum(number for other, number in taken.items() if other != claim))
                place = self.index[claim]
                high[place] = max(low[place], min(high[place], rest))
        known = self.known(stated, withheld)
        bounded = {self.index[claim] for claim in stated}
        capped = [
            bool(known[kernel.claim_of[need]]) and int(kernel.claim_of[node]) not in bounded
            for node, need in zip(kernel.requiring.tolist(), kernel.required.tolist(), strict=True)
        ]
        spread = kernel.claim_of
        fixed, low, high = (each[spread][:, None] for each in (fixed, low, high))
        return Setting(np.zeros((kernel.size, 1)), fixed, low, high, np.array(capped, dtype=bool)[:, None])


@dataclass(frozen=True)  # no slots: what is solved is kept
class AnchoredView:
    """A graph in the light of what somebody said: every stated credence is met, and the rest follows.

    For each claim there are three things: what was stated, what the recorded reasons alone would give, and the *own
    reason beyond the record*, the log-odds by which the two differ. Credences of 0 and 1 have log-odds as if they were
    1e-10 from there, and are passed on to what follows from them as they are.

    Attributes:
        graph: the graph.
        name: whose view it is.
        stated: claim → what was said.
        withheld: claims on which judgement is suspended.
    """

    graph: EvidenceGraph
    name: str
    stated: Mapping[str, Statement]
    withheld: frozenset[str] = frozenset()

    @cached_property
    def _setting(self) -> Setting:
        """What was said, as arrays."""
        return self.graph._setting(self.stated, self.withheld)

    @cached_property
    def _solved(self) -> Solved:
        """The solution, as arrays with one column."""
        return self.graph._kernel.solve(self._setting)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """For each claim, whether anything that was said bears on it."""
        return self.graph.known(self.stated, self.withheld)

    @cached_property
    def levels(self) -> Numbers:
        """The log-odds of every node."""
        fixed = self._setting.fixed[:, 0]
        free = self._setting.own[:, 0] + self._solved.total[:, 0]
        strengths = self._solved.strengths[:, 0]
        moved = np.abs(logistic(free) - strengths) > 1e-15  # held by a cap or a bound
        return np.where(np.isnan(fixed), np.where(moved, log_odds(strengths), free), log_odds(np.nan_to_num(fixed)))

    @cached_property
    def own_levels(self) -> Numbers:
        """The own reason at every node: what is stated less what the steps come to; 0 where nothing was stated.

        Each cavity of a stated claim is anchored like the claim itself.
        """
        spoken = np.zeros(len(self.graph.claims), dtype=bool)
        spoken[[self.graph.index[claim] for claim in (*self.stated, *self.withheld)]] = True
        return np.where(spoken[self.graph._kernel.claim_of], self.levels - self._solved.total[:, 0], 0.0)

    def place(self, claim: str) -> int:
        """The place of a claim.

        Raises:
            UnknownName: there is no such claim.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> view.place("c")
        2
        """
        if claim not in self.graph.index:
            raise UnknownName("claim", claim, self.graph.index)
        return self.graph.index[claim]

    def knows(self, claim: str) -> bool:
        """Whether anything that was said bears on a claim.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> view.knows("b"), view.knows("c")
        (True, False)
        """
        return bool(self.known[self.place(claim)])

    def strength(self, claim: str) -> float | None:
        """How far a claim is believed: stated or following; None where nothing is known, or it does not settle.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> view.strength("b"), view.strength("c")
        (0.5, None)
        """
        place = self.place(claim)
        value = float(self._solved.strengths[place, 0])
        return value if self.known[place] and not math.isnan(value) else None

    def from_reasons(self, claim: str) -> float | None:
        """What the recorded reasons alone would give a claim; None where no known reason bears on it.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> round(view.from_reasons("b"), 6), view.from_reasons("a")
        (0.731059, None)
        """
        place = self.place(claim)
        total = float(self._solved.total[place, 0])
        return float(logistic(total)) if self.reached[place] and not math.isnan(total) else None

    @cached_property
    def reached(self) -> NDArray[np.bool_]:
        """For each claim, whether a step with a known premise bears on it."""
        steps = self.graph._kernel.steps
        reached = np.zeros(len(self.graph.claims), dtype=bool)
        reached[steps.conclusion[steps.premise_step[self.known[steps.premises]]]] = True
        return reached

    def own_reason(self, claim: str) -> float | None:
        """The log-odds beyond the record that meet what was stated; None where nothing was.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> round(view.own_reason("b"), 6), view.own_reason("c")
        (-1.0, None)
        """
        return float(self.own_levels[self.place(claim)]) if claim in self.stated else None

    @cached_property
    def _free(self) -> Setting:
        """What was said as own reasons, so that all follows when something is set; what is suspended stays so."""
        kernel, index = self.graph._kernel, self.graph.index
        spoken = np.isin(kernel.claim_of, index_array([index[claim] for claim in self.stated]))[:, None]
        held = np.isin(kernel.claim_of, index_array([index[claim] for claim in self.withheld]))[:, None]
        said = self._setting
        return Setting(
            np.nan_to_num(self.own_levels)[:, None],
            np.where(held, said.fixed, np.nan),
            np.where(spoken, 0.0, said.low),
            np.where(spoken, 1.0, said.high),
            said.capped,
        )

    def _forced(
        self,
        settings: Sequence[Mapping[str, float]],
        targets: Sequence[int] = (),
        tolerance: float = TOLERANCE,
        within: float = 0.0,
    ) -> tuple[Setting, Solved]:
        """The solutions when claims are set by hand, a column a setting, all else following with own reasons as they are.

        A claim set to NaN is left as it was. With targets, only what leads to them is solved, roughly with `within`; see `Near`.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> view._forced([{"a": 0.5}, {"b": 0.1}])[1].strengths[1].round(6).tolist()
        [0.268941, 0.1]
        """
        setting = self._free.columns(np.zeros(len(settings), dtype=np.int64))
        nodes_of = self._nodes_of({claim for supposed in settings for claim in supposed})
        for column, supposed in enumerate(settings):
            for claim, value in supposed.items():
                setting.fixed[nodes_of[claim], column] = value
        start = np.repeat(np.nan_to_num(self._solved.strengths, nan=0.5), len(settings), axis=1)
        if not targets:
            return setting, self.graph._kernel.solve(setting, start)
        return setting, self.graph._kernel.solve(setting, start, self._near(tuple(targets), tolerance, within))

    def _nodes_of(self, claims: Collection[str]) -> dict[str, Indices]:
        """The nodes of some claims: each with its cavities."""
        kernel, places = self.graph._kernel, {self.graph.index[claim]: claim for claim in claims}
        nodes = {claim: [place] for place, claim in places.items()}
        for node, place in enumerate(kernel.claim_of[kernel.claims :].tolist(), kernel.claims):
            if place in places:
                nodes[places[place]].append(node)
        return {claim: index_array(several) for claim, several in nodes.items()}

    def _near(self, targets: tuple[int, ...], tolerance: float, within: float) -> Near:
        """What helps to solve for some targets when all that was said may move."""
        if targets not in self._parts:
            fixed = ~np.isnan(self._free.fixed[:, 0])
            self._parts[targets] = self.graph._kernel.leading_to(targets, fixed).blocks
        blocks = self._parts[targets]
        return Near(blocks, tolerance, self._slopes if any(block.pieces for block in blocks) else None, within)

    @cached_property
    def _parts(self) -> dict[tuple[int, ...], tuple[JeffreyBlock, ...]]:
        return {}

    @cached_property
    def _slopes(self) -> Slopes | None:
        """How each node's strength moves with each other's here, own reasons staying as they are; None if unsettled."""
        strengths = self._solved.strengths
        return None if np.any(np.isnan(strengths)) else self.graph._kernel.jacobian(self._free, strengths)

    @cached_property
    def _slopes_turned(self) -> Slopes | None:
        return None if self._slopes is None else self._slopes.transposed

    def rough_slopes_to(self, place: int) -> Numbers:
        """For each claim, nearly how far the strength of the one at a place moves with it, own reasons staying as they are.

        Zeros where the view does not settle.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 0.5})
        >>> view.rough_slopes_to(view.place("b")).round(3).tolist()
        [0.462, 1.0, 0.0]
        """
        turned = self._slopes_turned
        return np.zeros(len(self.graph.claims)) if turned is None else self.graph._kernel.rough_adjoint(turned, place)

    def supposing(self, supposed: Mapping[str, float]) -> JeffreyStrengths:
        """The strengths if some claims had other credences: these are set by hand, and all else follows.

        Own reasons beyond the record stay as they are, so that a stated claim moves with the reasons for it.

        >>> view = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")]).anchored({"a": 1.0, "b": 0.5})
        >>> round(view.supposing({"a": 0.5})["b"], 6)
        0.268941
        """
        for claim in supposed:
            self.place(claim)
        setting, solved = self._forced([supposed])
        return self._listed(solved, ~np.isnan(setting.fixed[:, 0]), self.graph.known({**self.stated, **supposed}))

    @cached_property
    def strengths(self) -> JeffreyStrengths:
        """The strength of every claim of which something is known."""
        return self._listed(self._solved, ~np.isnan(self._setting.fixed[:, 0]), self.known)

    def _listed(self, solved: Solved, fixed: NDArray[np.bool_], knows: NDArray[np.bool_]) -> JeffreyStrengths:
        values = solved.strengths[: len(self.graph.claims), 0].tolist()
        fixed = fixed[: len(self.graph.claims)]
        unsettled = frozenset(
            claim for claim, value in zip(self.graph.claims, values, strict=True) if math.isnan(value)
        )
        rows = zip(self.graph.claims, values, knows.tolist(), strict=True)
        listed = {claim: value for claim, value, known in rows if known and not math.isnan(value)}
        unknown = frozenset(claim for claim, known in zip(self.graph.claims, knows.tolist(), strict=True) if not known)
        guarantee = self.graph._kernel.is_unique(fixed)
        return JeffreyStrengths(
            "jeffrey", solved.method, not unsettled, solved.iterations, guarantee, unsettled, unknown, listed
        )

    @cached_property
    def bounds(self) -> Mapping[str, Range]:
        """From how little to how much each known claim can be, given the ranges that were stated.

        They hold for every solution; where a range bears on a claim both ways the truth may be narrower. Suspended
        claims have the whole range, and what nobody spoke of moves nothing.
        """
        least, most = self._corners()
        below, above = self.graph._kernel.bounds(least, most)
        rows = zip(self.graph.claims, below[:, 0].tolist(), above[:, 0].tolist(), self.known.tolist(), strict=False)
        return {claim: (low, high) for claim, low, high, known in rows if known}

    def _corners(self) -> tuple[Setting, Setting]:
        corners = []
        for side in (0, 1):
            ends = {claim: Statement.of(statement[:2][side]) for claim, statement in self.stated.items()}
            setting = self.graph._setting(ends, self.withheld)
            for claim, statement in self.stated.items():
                if statement.number is None:  # a bound leaves it to the reasons where between its ends it is
                    nodes = self.graph._kernel.claim_of == self.graph.index[claim]
                    setting.fixed[nodes, 0] = np.nan
                    setting.low[nodes, 0], setting.high[nodes, 0] = statement.low, statement.high
            corners.append(setting)
        # What is said of one side of a crux caps the others, so the lowest statements leave the most room.
        rooms = [corner.high for corner in reversed(corners)]
        least, most = (
            dataclasses.replace(corner, high=np.maximum(corner.low, room))
            for corner, room in zip(corners, rooms, strict=True)
        )
        return least, most

    def gradient(self, target: str) -> Mapping[str, float]:
        """How far the target's strength moves with a stated credence, or with an own reason for what was not stated.

        Both are slopes of the target's strength in that claim's strength, all by one adjoint solve.

        Raises:
            UnknownName: there is no such claim.
            Unsettled: the target does not settle.
            numpy.linalg.LinAlgError: the strengths are not smooth here.

        >>> graph = EvidenceGraph("abc", [WeighedStep("a -> b", ("a",), "b")])
        >>> round(graph.anchored({"a": 0.5}).gradient("b")["a"], 6)
        0.462117
        """
        place = self.place(target)
        strengths = self._solved.strengths
        if math.isnan(strengths[place, 0]):
            raise Unsettled(target)
        slopes = self.graph._kernel.adjoint(self._setting, np.nan_to_num(strengths, nan=0.5), place)
        return dict(zip(self.graph.claims, slopes.tolist(), strict=True))
