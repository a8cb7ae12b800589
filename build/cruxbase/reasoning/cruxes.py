"""Cruxes: which credences a conclusion hangs on, for one viewpoint and between two."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.response import (
    Indices,
    Response,
    RowBounds,
    bounds_inside,
    bounds_of_rows,
    columns_of,
    each_set,
    point_of,
    weight_of_each,
)
from cruxbase.reasoning.shapley import DEFAULT_SAMPLING, Sampling, exact_values, sampled_values, values_from_marginals
from cruxbase.support.results import Result, ResultTable

Scale = Literal["probability", "log-odds"]
DOUBLE_CRUX_SHARE = 0.2
"""γ: the part of the gap that changing a claim alone must close, from both sides, for a double crux."""

CLOSED = 0.9
"""A set of claims closes the gap when it closes this part of it."""

ROUNDING = 1e-12
"""A gap smaller than this, beside what makes it up, is the rounding of a sum and no difference between viewpoints."""

PARTS = 4
"""A group of unknowns that narrows a range most is looked at in so many parts."""

NOTICED = 1e-4
"""What narrows a range by less is not told from what narrows nothing, where there are many unknowns."""

Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Leverage:
    """What one credence does to a conclusion, for one viewpoint.

    Attributes:
        name: The claim.
        credence: The viewpoint's credence in it now.
        sensitivity: ∂f/∂p at that point.
        swing: f with the claim set true less f with it set false, what bears on it cut.
        unary_crux: The nearest value of this credence alone that takes f across the threshold, or None.
        value_of_information: How far f would move on average if the claim were settled: E |P(t given c) −
            P(t)|.
        sensitivity_log_odds: ∂ logit f/∂ logit p, or None where either has none.
        swing_log_odds: The swing on the scale of log-odds, or None where f is 0 or 1 at an end.
    """

    name: str
    credence: float
    sensitivity: float | None
    swing: float | None
    unary_crux: float | None
    value_of_information: float | None
    sensitivity_log_odds: float | None
    swing_log_odds: float | None


@dataclass(frozen=True, slots=True)
class Leverages(ResultTable):
    """The leverage of every credence, those with the largest swing first.

    Attributes:
        value: The conclusion's credence now; None when there is none.
        threshold: What a unary crux crosses.
        method: How it was computed.
    """

    value: float | None
    threshold: float
    method: str
    rows: tuple[Leverage, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one claim does to the gap between two viewpoints, on one scale.

    Attributes:
        share: Its Shapley value: its part of the gap when every order of changing minds counts alike.
        standard_error: Of the share where it was sampled, else 0.
        closure_from_a: The part of the gap closed when only this claim moves from A to B; None where there is
            no gap.
        closure_from_b: The same from B's side.
        double_crux: Whether both closures reach γ, and so point the right way on both sides.
        separated: Whether the share differs by two standard errors from that of the next row.
    """

    name: str
    share: float | None
    standard_error: float
    closure_from_a: float | None
    closure_from_b: float | None
    double_crux: bool
    separated: bool


@dataclass(frozen=True, slots=True)
class Gap(ResultTable):
    """The gap between two viewpoints' credence in a conclusion, shared out among the claims they differ on.

    Attributes:
        scale: `probability` or `log-odds`.
        from_value: The conclusion at A, on this scale; None when there is none.
        to_value: The conclusion at B.
        rows: A row per claim that differs, largest share first; the shares sum to the gap.
        positive: The total of shares that raise the conclusion from A to B.
        negative: The total of those that lower it.
        method: How the shares were found: `Owen, Gauss–Legendre`, `enumeration`, `antithetic permutations`,
            `antithetic coalitions`, or `undefined` where the conclusion has no value on this scale for some
            mixture of the viewpoints.
        sampling: How much was sampled, and from which seed; None where nothing was.
    """

    scale: Scale
    from_value: float | None
    to_value: float | None
    rows: tuple[Share, ...]
    positive: float
    negative: float
    method: str
    sampling: Sampling | None = None

    @property
    def difference(self) -> float | None:
        """The gap itself, B less A."""
        if self.from_value is None or self.to_value is None:
            return None
        return self.to_value - self.from_value

    @property
    def double_cruxes(self) -> tuple[str, ...]:
        """The claims that either side could change its mind over and come a good part of the way."""
        return tuple(row.name for row in self.rows if row.double_crux)


@dataclass(frozen=True, slots=True)
class CruxSet(Result):
    """A set of claims that together close the gap.

    Attributes:
        names: The claims, or None when no set was found.
        closed: The part of the gap they close.
        method: `smallest` when no smaller set does it; `greedy` when smaller ones were not ruled out.
    """

    names: tuple[str, ...] | None
    closed: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown credence, and how much knowing it would narrow the conclusion.

    Attributes:
        narrowing: Width of the conclusion's range now, less its width with this credence at the middle of its
            range.
        low: The least the conclusion can then be.
        high: The greatest.
    """

    name: str
    narrowing: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Questions(ResultTable):
    """What to ask next: unknown credences, the one that widens the conclusion's range most first.

    Attributes:
        low: The least the conclusion can be now.
        high: The greatest.
        method: `exact`, `outer` (the truth may be narrower) or `inner` (it may be wider).
        rows: A row an unknown, or those that were asked for.
        unknown: How many unknowns there are.
    """

    low: float
    high: float
    method: str
    rows: tuple[Question, ...]
    unknown: int


def leverages(response: Response, credences: Mapping[str, float], threshold: float = 0.5) -> Leverages:
    """What every credence of one viewpoint does to the conclusion.

    Sensitivity is a slope; swing is the bar of a tornado diagram, with the claim set by hand (Pearl 2009,
    Causality, definition 3.2.1); a unary crux is what one would have to come to believe to change one's mind; the
    value of information is how far one would move on average, which is Howard's (1966, Information value theory) with
    distance moved in place of utility gained.

    Args:
        response: The conclusion as a function of the credences.
        credences: The viewpoint's.
        threshold: What a unary crux takes the conclusion across.

    Raises:
        UnknownName: When a parameter has no credence.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True, vectorised=True)
    >>> [(row.name, row.swing, row.unary_crux) for row in leverages(both, {"a": 0.5, "b": 0.8}, 0.6).rows]
    [('a', 0.8, 0.75), ('b', 0.5, None)]
    """
    point = point_of(response, credences)
    now = float(response.values(point[None, :])[0])
    slopes = response.gradients(point[None, :])[0]
    true, false = response.forced(point, 1.0), response.forced(point, 0.0)
    swings = true - false
    information = point * np.abs(true - now) + (1 - point) * np.abs(false - now)
    if response.multi_affine:
        crossings = _straight_crossings(point, slopes, now, threshold)
    else:
        crossings = _crossings(response, point, now, threshold)
    with np.errstate(divide="ignore", invalid="ignore"):  # an undefined log-odds comes out as NaN and is told as None
        slopes_log_odds = slopes * point * (1 - point) / (now * (1 - now))
        swings_log_odds = _logit(true) - _logit(false)
    columns = (point, slopes, swings, crossings, information, slopes_log_odds, swings_log_odds)
    rows = [
        Leverage(name, credence, *map(_defined, measures))
        for name, credence, *measures in zip(response.names, *(column.tolist() for column in columns), strict=True)
    ]
    rows.sort(key=lambda row: (-abs(row.swing or 0.0), row.name))
    return Leverages(_defined(now), threshold, "affine" if response.multi_affine else "differences", tuple(rows))


def gap(
    response: Response,
    credences_a: Mapping[str, float],
    credences_b: Mapping[str, float],
    *,
    scale: Scale = "probability",
    claims: Mapping[str, Sequence[str]] | None = None,
    sampling: Sampling = DEFAULT_SAMPLING,
) -> Gap:
    """The gap between two viewpoints' credence in a conclusion, as shares of the claims they differ on.

    The share of a claim is its Shapley value for v(S) = f(A's parameters with those of S taken from B), so
    the shares sum to f(B) − f(A). Where f is affine in each claim's parameters, Owen's multilinear extension
    (Owen 1972, Management Science 18) makes it an integral along the diagonal from A to B, a polynomial of
    degree n − 1 that ⌈n/2⌉ Gauss–Legendre nodes integrate exactly. Otherwise all sets are listed up to 20
    claims, and orders are sampled beyond. On the scale of log-odds, f is not affine.

    Args:
        response: The conclusion as a function of the credences.
        credences_a: Those of A.
        credences_b: Those of B.
        scale: `probability`, or `log-odds`, which is additive where evidence multiplies.
        claims: For every claim its parameters, where some have several (the rows of a table); each parameter
            by itself when not given.
        sampling: From how many claims on, how much, and from which seed is sampled.

    Raises:
        UnknownName: When a parameter has no credence, or a claim names one that does not exist.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True, vectorised=True)
    >>> found = gap(both, {"a": 0.5, "b": 1.0}, {"a": 1.0, "b": 0.5})
    >>> [(row.name, row.share) for row in found.rows], found.difference
    ([('a', 0.375), ('b', -0.375)], 0.0)
    """
    mixture = Mixture.between(response, credences_a, credences_b, claims)
    game, ends = mixture.game(scale)
    start, end = ends(0.0), ends(1.0)
    shares, errors, method, used = _shares(mixture, scale, sampling)
    if not np.all(np.isfinite(shares)):
        shares, errors, method, used = np.full(len(shares), np.nan), np.zeros(len(shares)), "undefined", None
    identity = np.eye(len(shares))
    from_a, from_b = game(identity) - start, end - game(1 - identity)
    rows = _share_rows(mixture.names, shares, errors, (from_a, from_b), end - start)
    finite = [row.share for row in rows if row.share is not None]
    positive, negative = math.fsum(s for s in finite if s > 0), math.fsum(s for s in finite if s < 0)
    return Gap(
        scale,
        _defined(start),
        _defined(end),
        rows,
        positive,
        negative,
        method,
        used,
    )


def _shares(mixture: Mixture, scale: Scale, sampling: Sampling) -> tuple[Numbers, Numbers, str, Sampling | None]:
    """The Shapley value of each claim, its standard error, how it was found, and what was sampled."""
    game, ends = mixture.game(scale)
    count, affine = len(mixture.names), mixture.response.multi_affine
    if scale == "probability" and affine:
        return mixture.owen_shares(), np.zeros(count), "Owen, Gauss–Legendre", None
    if count <= sampling.exact:
        return exact_values(game, count), np.zeros(count), "enumeration", None
    if affine:
        whole = ends(1.0) - ends(0.0)
        return *values_from_marginals(mixture.marginals, count, whole, sampling), "antithetic coalitions", sampling
    return *sampled_values(game, count, sampling), "antithetic permutations", sampling


def minimal_crux_set(
    response: Response,
    credences_a: Mapping[str, float],
    credences_b: Mapping[str, float],
    *,
    claims: Mapping[str, Sequence[str]] | None = None,
    closed: float = CLOSED,
    most: int = 20_000,
) -> CruxSet:
    """The smallest set of claims on which A would have to agree with B for nine tenths of the gap to go.

    The definition is ours, after the cruxes of "double crux" (Sabien 2017): beliefs that, were they changed, would
    change the conclusion. Sets are tried by size, and among those of one size the one that comes nearest to B is
    taken. What is left of the gap may be on either side of B.

    Args:
        response: The conclusion as a function of the credences.
        credences_a: Those of A.
        credences_b: Those of B.
        claims: For every claim its parameters, where some have several.
        closed: The part of the gap to close.
        most: How many sets may be tried before going on greedily, by the claim that brings A nearest.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> f = FunctionResponse(lambda p: p["a"] * p["b"] * p["c"], ("a", "b", "c"), multi_affine=True, vectorised=True)
    >>> minimal_crux_set(f, {"a": 0.9, "b": 0.9, "c": 0.9}, {"a": 0.1, "b": 0.88, "c": 0.9}).names
    ('a',)
    """
    closing = _Closing(Mixture.between(response, credences_a, credences_b, claims), closed)
    if not closing.is_apart:
        return CruxSet(() if math.isfinite(closing.whole) else None, None, "smallest")
    return closing.smallest(most) or closing.greedy()


class _Closing:
    """How much of a gap sets of claims leave open.

    Args:
        mixture: all between the two viewpoints.
        closed: the part of the gap that a set must close.
    """

    def __init__(self, mixture: Mixture, closed: float) -> None:
        self._names = mixture.names
        self._game, ends = mixture.game("probability")
        start, self._end = ends(0.0), ends(1.0)
        self.whole = self._end - start
        self.is_apart = abs(self.whole) > ROUNDING * max(abs(start), abs(self._end))
        self._allowed = 1 - closed + 1e-12  # rounding must not turn nine tenths into less

    def smallest(self, most: int) -> CruxSet | None:
        """The best of the smallest sets that are enough; None where more than `most` would have to be tried."""
        count, tried = len(self._names), 0
        for size in range(1, count + 1):
            tried += math.comb(count, size)
            if tried > most:
                break
            sets = np.array(list(itertools.combinations(range(count), size)))
            rows = np.zeros((len(sets), count))
            np.put_along_axis(rows, sets, 1.0, axis=1)
            best, left = self._nearest(rows)
            if left <= self._allowed:
                return self._set(sets[best].tolist(), left, "smallest")
        return None

    def greedy(self) -> CruxSet:
        """A set made by taking the claim that brings A nearest, until it is enough; none where all together are not."""
        chosen: list[int] = []
        while len(chosen) < len(self._names):
            others = [claim for claim in range(len(self._names)) if claim not in chosen]
            rows = np.zeros((len(others), len(self._names)))
            rows[:, chosen] = 1.0
            rows[np.arange(len(others)), others] = 1.0
            best, left = self._nearest(rows)
            chosen.append(others[best])
            if left <= self._allowed:
                return self._set(sorted(chosen), left, "greedy")
        return CruxSet(None, None, "greedy")

    def _nearest(self, rows: Numbers) -> tuple[int, float]:
        """The row that comes nearest to B, and the part of the gap that it leaves."""
        left = np.abs(self._end - self._game(rows)) / abs(self.whole)
        left = np.where(np.isfinite(left), left, np.inf)
        best = int(np.argmin(left))
        return best, float(left[best])

    def _set(self, chosen: Iterable[int], left: float, method: str) -> CruxSet:
        return CruxSet(tuple(self._names[claim] for claim in chosen), 1 - left, method)


def ask_next(
    response: Response, credences: Mapping[str, float | tuple[float, float]], *, limit: int | None = None
) -> Questions:
    """Which unknown credence to ask for: the one that widens the conclusion's range most.

    Each unknown is set to the middle of its range, in place of an answer, and the narrowing of the
    conclusion's range measured. The definition asks what widens most; the middle is our choice of the answer
    it is compared with.

    Args:
        response: The conclusion as a function of the credences.
        credences: Numbers for those known, (low, high) for the others; (0, 1) when nothing is known.
        limit: How many rows are wanted, at least 1; all when None. Where there are more unknowns, they are bounded
            in groups first, only those are looked at singly that may be among the first, and what narrows the
            range by less than `NOTICED` is left out.

    Raises:
        UnknownName: When a parameter has neither.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True, vectorised=True)
    >>> [(row.name, row.narrowing) for row in ask_next(both, {"a": (0, 1), "b": (0.4, 0.5)}).rows]
    [('a', 0.45), ('b', 0.05)]
    """
    ends = {
        name: credence if isinstance(credence, tuple) else (credence, credence) for name, credence in credences.items()
    }
    low = point_of(response, {name: end[0] for name, end in ends.items()})
    high = point_of(response, {name: end[1] for name, end in ends.items()})
    least, greatest, method = response.bounds(low, high)
    columns = np.flatnonzero(high > low)
    unknowns = _Unknowns(response, (low, high), (least, greatest))
    if limit is None or method == "inner" or len(columns) <= limit:
        rows, how = unknowns.all(columns)
    else:
        rows, how = unknowns.first(columns, limit)
    if len(columns) and how != method:
        method = "inner" if "inner" in (how, method) else "outer"
    return Questions(least, greatest, method, tuple(rows), len(columns))


class _Unknowns:
    """How much a conclusion's range narrows once unknowns are at the middle of theirs.

    Args:
        response: The conclusion.
        corners: The least and the greatest that each credence can be.
        now: The conclusion's range.
    """

    def __init__(self, response: Response, corners: tuple[Numbers, Numbers], now: tuple[float, float]) -> None:
        self.names = response.names
        self.low, self.high = corners
        self.now = now
        self.response = response

    def all(self, columns: Indices) -> tuple[list[Question], str]:
        """A row for each unknown, best first, and the method."""
        rows, how = self._together([[column] for column in columns.tolist()], partial(bounds_of_rows, self.response))
        return sorted(rows, key=_rank), how

    def first(self, columns: Indices, limit: int) -> tuple[list[Question], str]:
        """The best rows, and the method, by branch and bound.

        A box within a box has no wider range: several unknowns at their middles narrow at least as much as each of them
        alone. So the group that narrows most is split until a single unknown narrows more than every group that is left.
        Those with the steepest slopes are put together, so that few groups hold all that matters.
        """
        rows: list[Question] = []
        columns = columns[np.argsort(-weight_of_each(self.response, self.low, self.high)[columns], kind="stable")]
        bounds = bounds_inside(self.response, self.low, self.high)
        (whole,), how = self._together([columns.tolist()], bounds)
        # Where both narrow alike the group comes first, which may hold a name that comes before.
        waiting = [(-whole.narrowing, False, "", columns.tolist(), whole)]
        while waiting and len(rows) < limit:
            narrowing, single, _, group, question = heapq.heappop(waiting)
            if -narrowing < NOTICED:
                break
            if single:
                rows.append(question)
                continue
            size = -(-len(group) // PARTS)
            parts = [group[start : start + size] for start in range(0, len(group), size)]
            for part, found in zip(parts, self._together(parts, bounds)[0], strict=True):
                alone = len(part) == 1
                heapq.heappush(waiting, (-found.narrowing, alone, found.name, part, found))
        return rows, how

    def _together(self, groups: Sequence[Sequence[int]], bounds: RowBounds) -> tuple[list[Question], str]:
        """For each group, named for its first, what all of it at once narrows; and the method."""
        lows, highs = (np.tile(corner, (len(groups), 1)) for corner in (self.low, self.high))
        middles = (self.low + self.high) / 2
        for row, group in enumerate(groups):
            lows[row, group] = highs[row, group] = middles[group]
        below, above, how = bounds(lows, highs)
        ends = zip(groups, below.tolist(), above.tolist(), strict=True)
        rows = [
            Question(self.names[group[0]], round((self.now[1] - self.now[0]) - (most - fewest), 12), fewest, most)
            for group, fewest, most in ends
        ]
        return rows, how


def _rank(row: Question) -> tuple[float, str]:
    return -row.narrowing, row.name


def robust(rankings: Mapping[str, Sequence[str]], top: int) -> tuple[str, ...]:
    """The claims that are among the first few whichever semantics ranks them.

    Args:
        rankings: For each semantics (`logodds`, `dfquad` and `quadratic-energy`), claims from first to last.
        top: How many count as first.

    >>> robust({"logodds": ["a", "b", "c"], "dfquad": ["b", "c", "a"]}, 2)
    ('b',)
    """
    if not rankings:
        return ()
    first, *others = rankings.values()
    return tuple(name for name in first[:top] if all(name in ranking[:top] for ranking in others))


@dataclass(frozen=True, slots=True)
class Mixture:
    """All that lies between two viewpoints: each claim at a place from 0 (as A has it) to 1 (as B has it)."""

    response: Response
    names: tuple[str, ...]
    start: Numbers
    change: Numbers
    owner: NDArray[np.int64]

    @classmethod
    def between(
        cls,
        response: Response,
        credences_a: Mapping[str, float],
        credences_b: Mapping[str, float],
        claims: Mapping[str, Sequence[str]] | None = None,
    ) -> Mixture:
        """The mixtures of two viewpoints, over the claims on which they differ."""
        start = point_of(response, credences_a)
        change = point_of(response, credences_b) - start
        blocks = claims if claims is not None else {name: (name,) for name in response.names}
        owner = np.full(len(start), -1)
        names: list[str] = []
        for claim, parameters in blocks.items():
            columns = columns_of(response, parameters)
            if np.any(change[columns]):
                owner[columns] = len(names)
                names.append(claim)
        for column in np.flatnonzero((owner < 0) & (change != 0)).tolist():
            raise UnknownName("claim with the parameter", response.names[column], blocks)
        return cls(response, tuple(names), start, change, owner)

    def points(self, places: Numbers) -> Numbers:
        """The parameters for rows of places, a column per claim."""
        padded = np.concatenate((places, np.zeros((len(places), 1))), axis=1)  # owner −1: the last column, always 0
        mixed = padded[:, self.owner]
        return np.where(mixed == 1, self.start + self.change, self.start + mixed * self.change)

    def game(self, scale: Scale) -> tuple[Callable[[Numbers], Numbers], Callable[[float], float]]:
        """The conclusion on a scale for rows of places, and with all claims at one place; NaN for none."""

        def worth(places: Numbers) -> Numbers:
            values = self.response.values(self.points(places))
            return _logit(values) if scale == "log-odds" else values

        def at(place: float) -> float:
            return float(worth(np.full((1, len(self.names)), place))[0])

        return worth, at

    def slopes(self, places: Numbers) -> Numbers:
        """How the conclusion grows with each claim's place, for rows of places."""
        by_parameter = self.response.gradients(self.points(places)) * self.change
        owned: Numbers = (self.owner[:, None] == np.arange(len(self.names))).astype(np.float64)
        slopes: Numbers = by_parameter @ owned
        return slopes

    def marginals(self, places: Numbers) -> Numbers:
        """For rows of claims at 0 or 1, what each claim adds to the log-odds, of a response that is affine in each."""
        now = self.response.values(self.points(places))[:, None]
        slopes = self.slopes(places)
        return _logit(now + (1 - places) * slopes) - _logit(now - places * slopes)

    def owen_shares(self) -> Numbers:
        """Shapley values of a response that is affine in each claim's parameters."""
        count = len(self.names)
        if not count:
            return np.zeros(0)
        nodes, weights = np.polynomial.legendre.leggauss((count + 1) // 2)
        places = np.tile((nodes[:, None] + 1) / 2, (1, count))
        return np.asarray((weights / 2) @ self.slopes(places))


def _share_rows(
    names: Sequence[str], shares: Numbers, errors: Numbers, closings: tuple[Numbers, Numbers], whole: float
) -> tuple[Share, ...]:
    # A difference within rounding is no gap: parts of it would be nonsense.
    level = not abs(whole) > ROUNDING * max(np.max(np.abs(part), initial=0.0) for part in closings)
    from_a, from_b = (np.full(len(names), np.nan) if level else part / whole for part in closings)
    order = sorted(range(len(names)), key=lambda claim: (-abs(shares[claim]), names[claim]))
    rows = []
    for rank, claim in enumerate(order):
        separated = True
        if rank + 1 < len(order):
            following = order[rank + 1]
            distance = abs(shares[claim]) - abs(shares[following])
            error = math.hypot(errors[claim], errors[following])
            separated = bool(distance > 2 * error) if error else True
        double = bool(from_a[claim] >= DOUBLE_CRUX_SHARE and from_b[claim] >= DOUBLE_CRUX_SHARE)
        rows.append(
            Share(
                names[claim],
                _defined(shares[claim]),
                float(errors[claim]),
                _defined(from_a[claim]),
                _defined(from_b[claim]),
                double,
                separated,
            )
        )
    return tuple(rows)


def _straight_crossings(point: Numbers, slopes: Numbers, now: float, threshold: float) -> Numbers:
    """For each parameter, the value that takes an affine response to a threshold; NaN where none does."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a flat response crosses nothing, and gives infinity or NaN
        found = np.round(point + (threshold - now) / slopes, 12)
    return np.where((found >= 0) & (found <= 1) & (slopes != 0), found, np.nan)


def _crossings(response: Response, point: Numbers, now: float, threshold: float) -> Numbers:
    """For each parameter, its nearest value that crosses a threshold; NaN where neither 0 nor 1 does."""
    found = np.full(len(point), np.nan)
    side = now >= threshold
    for end in (0.0, 1.0):
        far = np.full(len(point), end)
        crosses = (response.values(each_set(point, end)) >= threshold) != side
        if not np.any(crosses):
            continue
        near = point.copy()
        for _ in range(60):  # bisection: halves the distance each time, to the last bit
            middle = (near + far) / 2
            crossed = (response.values(each_set(point, middle)) >= threshold) != side
            near, far = np.where(crossed, near, middle), np.where(crossed, middle, far)
        nearer = crosses & ~(np.abs(found - point) <= np.abs(far - point))
        found = np.where(nearer, np.round(far, 12), found)
    return found


def _logit(values: Numbers) -> Numbers:
    inside = (values > 0) & (values < 1)
    kept = np.where(inside, values, 0.5)
    return np.where(inside, np.log(kept) - np.log1p(-kept), np.nan)


def _defined(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
