"""The sparse arrays and loops that solve a gradual semantics, for one setting or many at once.

Nodes are renumbered so that each block depends only on earlier blocks and on itself. A block is either a
layer of nodes without cycles, solved in one step, or the cyclic components of a layer, solved by damped
iteration. State arrays have a row per node and a column per setting.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.components import Indices, index_array, layers, run_starts
from cruxbase.reasoning.gradual_semantics import LEVEL, Aggregation, GradualSemantics, Numbers
from cruxbase.reasoning.slopes import substituted

if TYPE_CHECKING:
    from scipy import sparse  # two tenths of a second, and many commands need none of it

TOLERANCE = 1e-11
"""An iteration has settled once no strength would still move by more than this."""

DAMPINGS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02)
MOST_ITERATIONS = 5_000
NEWTON_STEPS = 50
"""So many steps of Newton's method are tried where no damping settles."""

LARGEST_DIRECT = 5_000
"""Linear systems larger than this are solved by GMRES, as factoring them fills memory."""

SLOWEST = 0.995
"""A rate of contraction at which MOST_ITERATIONS just about bring a residual of 1 down to TOLERANCE."""

PATIENCE = 50
"""A damping is given up when this many iterations made less of the residual than SLOWEST would have."""

STEEPEST = 1e6
"""A solution that multiplies an error by more than this is not known well enough, at TOLERANCE, to have slopes."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges as arrays, in any order.

    Attributes:
        source: Index of the node that bears on the target.
        target: Index of the target.
        weight: Its weight.
        group: Index of the group of reasons that count once, or a number of its own.
    """

    source: Indices
    target: Indices
    weight: Numbers
    group: Indices

    def chosen(self, which: slice | Indices) -> Edges:
        """Some of them."""
        return Edges(self.source[which], self.target[which], self.weight[which], self.group[which])


class Reasons:
    """The attackers, or the supporters, of a range of nodes, from edges sorted by target and group."""

    def __init__(self, edges: Edges, first: int, last: int, size: int, weighted: bool) -> None:
        self.source = edges.source
        self.weight = edges.weight if weighted else np.ones_like(edges.weight)
        self.row = edges.target - first
        self._count = last - first
        group_starts = run_starts(edges.target * (int(edges.group.max(initial=0)) + 1) + edges.group)
        self.grouped = len(group_starts) < len(self.source)
        self.group_starts = group_starts
        self.unit_row = self.row[group_starts]
        self._row_starts = run_starts(self.unit_row)
        self.rows = self.unit_row[self._row_starts]
        self._size = size

    @cached_property
    def _matrix(self) -> sparse.csr_array:
        from scipy import sparse

        return sparse.csr_array((self.weight, (self.row, self.source)), shape=(self._count, self._size))

    def units(self, strengths: Numbers) -> Numbers:
        """What each reason weighs, those of one group counted as the heaviest of them."""
        weighed = strengths[self.source] * self.weight[:, None]
        if self.grouped and len(weighed):
            weighed = np.maximum.reduceat(weighed, self.group_starts, axis=0)
        return weighed

    def total(self, strengths: Numbers, aggregation: Aggregation) -> Numbers:
        """Their aggregate at every node of the range: a sum, a product of complements, or a maximum."""
        if aggregation == "sum" and not self.grouped:
            return np.asarray(self._matrix @ strengths)
        empty = 1.0 if aggregation == "product" else 0.0
        totals = np.full((self._count, strengths.shape[1]), empty)
        if len(self.rows):
            units = self.units(strengths)
            if aggregation == "product":
                totals[self.rows] = np.multiply.reduceat(1 - units, self._row_starts, axis=0)
            else:
                combine = np.add if aggregation == "sum" else np.maximum
                totals[self.rows] = combine.reduceat(units, self._row_starts, axis=0)
        return totals

    def slopes(self, strengths: Numbers, aggregation: Aggregation) -> tuple[Numbers, bool]:
        """How the aggregate's push grows with each edge's source, and whether a maximum was tied."""
        if not len(self.source):
            return np.zeros(0), False
        units = self.units(strengths)[:, 0]
        tied = False
        if aggregation == "sum":
            by_unit = np.ones(len(units))
        elif aggregation == "product":
            by_unit = _product_of_others(1 - units, self.unit_row)
        else:
            by_unit, tied = _share_of_maximum(units, self._row_starts)
        by_edge = np.repeat(by_unit, np.diff(np.append(self.group_starts, len(self.source))))
        if self.grouped:
            share, tied_in_group = _share_of_maximum(strengths[self.source, 0] * self.weight, self.group_starts)
            by_edge = by_edge * share
            tied = tied or tied_in_group
        return by_edge * self.weight, tied


class Factors:
    """What multiplies the base scores of linked steps: premises' strengths, and one less defeaters'.

    Edges of negative weight are from defeaters.
    """

    def __init__(self, edges: Edges, first: int, last: int) -> None:
        self.source = edges.source
        self.row = edges.target - first
        self.sign = np.sign(edges.weight)
        self._count = last - first
        self._row_starts = run_starts(self.row)

    def values(self, supporting: Numbers, attacking: Numbers) -> Numbers:
        """Every factor, given the strengths that premises and that defeaters have."""
        helps = (self.sign > 0)[:, None]
        return np.where(helps, supporting[self.source], 1 - attacking[self.source])

    def products(self, supporting: Numbers, attacking: Numbers) -> Numbers:
        """The product at every node of the range; 1 where there is nothing to multiply."""
        found = np.ones((self._count, supporting.shape[1]))
        if len(self.source):
            values = self.values(supporting, attacking)
            found[self.row[self._row_starts]] = np.multiply.reduceat(values, self._row_starts, axis=0)
        return found

    def slopes(self, strengths: Numbers) -> Numbers:
        """How the product grows with each edge's source."""
        if not len(self.source):
            return np.zeros(0)
        return self.sign * _product_of_others(self.values(strengths, strengths)[:, 0], self.row)


def _product_of_others(factors: Numbers, row: Indices) -> Numbers:
    """For each factor, the product of the others in its row, zeros included."""
    count = int(row.max()) + 1
    zero = factors == 0
    zeros = np.bincount(row[zero], minlength=count)
    starts = run_starts(row)
    products = np.ones(count)
    products[row[starts]] = np.multiply.reduceat(np.where(zero, 1.0, factors), starts)
    others = np.where(zero, products[row], products[row] / np.where(zero, 1.0, factors))
    return np.where(zeros[row] - zero > 0, 0.0, others)


def _share_of_maximum(values: Numbers, starts: Indices) -> tuple[Numbers, bool]:
    """How the largest of each run grows with each value, and whether a positive largest was tied.

    1 for the largest and 0 for the rest; where several are largest it grows with each of them and does not shrink
    with any, which gives a mean of 1/2. From 0 strengths can only grow.
    """
    lengths = np.diff(np.append(starts, len(values)))
    runs = np.repeat(np.arange(len(starts)), lengths)
    largest = values >= np.maximum.reduceat(values, starts)[runs] - LEVEL
    tied = largest & (np.bincount(runs, weights=largest)[runs] > 1) & (values > LEVEL)
    return np.where(tied, 0.5, np.where(largest, 1.0, 0.0)), bool(np.any(tied))


@dataclass(frozen=True, slots=True)
class Block:
    """A range of nodes solved together: `first` to `last`, and whether they wait for each other."""

    first: int
    last: int
    cyclic: bool
    attackers: Reasons
    supporters: Reasons
    factors: Factors | None
    links: Indices
    unreasoned_links: Indices
    component_starts: Indices


_Given = tuple[Numbers, Numbers | None, Numbers | None, Callable[["Block", Numbers, "Indices | slice"], Numbers]]


@dataclass(frozen=True, slots=True)
class Solution:
    """Strengths by row; NaN where an iteration did not settle.

    Attributes:
        strengths: A row per node, a column per setting.
        iterations: The most iterations any block and column took.
        residual: The largest distance any strength would still move, unsettled ones included.
        damping: The smallest step that was used.
        newton: Whether Newton's method finished what no step settled.
    """

    strengths: Numbers
    iterations: int
    residual: float
    damping: float
    newton: bool = False


class Kernel:
    """One graph, renumbered and cut into blocks, with one semantics."""

    def __init__(
        self,
        size: int,
        attacks: Edges,
        supports: Edges,
        links: Indices,
        factors: Edges,
        semantics: GradualSemantics,
    ) -> None:
        self.size = size
        self.semantics = semantics
        source = np.concatenate((attacks.source, supports.source, factors.source))
        target = np.concatenate((attacks.target, supports.target, factors.target))
        layer, component, cyclic = layers(size, source, target)
        self.order = np.lexsort((component, cyclic, layer))
        self.place = np.empty(size, dtype=np.int64)
        self.place[self.order] = np.arange(size)
        self._attacks, self._supports, self._factors = map(self._placed, (attacks, supports, factors))
        self._is_link = np.zeros(size, dtype=bool)
        self._is_link[self.place[links]] = True
        self.component = component[self.order]
        self.cyclic = cyclic[self.order]
        key = layer[self.order] * 2 + self.cyclic
        starts = run_starts(key)
        self._bounds = np.append(starts, size) if size else np.zeros(1, dtype=np.int64)

    def _placed(self, edges: Edges) -> Edges:
        placed = Edges(self.place[edges.source], self.place[edges.target], edges.weight, edges.group)
        return placed.chosen(np.lexsort((placed.group, placed.target)))

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks in an order in which each can be solved after those before it."""
        pairs = zip(self._bounds[:-1].tolist(), self._bounds[1:].tolist(), strict=True)
        return [self._block(first, last) for first, last in pairs]

    @cached_property
    def whole(self) -> Block:
        """All nodes as one block."""
        return self._block(0, self.size)

    def _block(self, first: int, last: int) -> Block:
        def among(edges: Edges) -> Edges:
            low, high = np.searchsorted(edges.target, (first, last))
            return edges.chosen(slice(low, high))

        weighted = self.semantics.weighted
        attackers = Reasons(among(self._attacks), first, last, self.size, weighted)
        supporters = Reasons(among(self._supports), first, last, self.size, weighted)
        links = np.flatnonzero(self._is_link[first:last])
        reasoned = np.union1d(attackers.rows, supporters.rows)
        return Block(
            first,
            last,
            bool(self.cyclic[first]) if last > first else False,
            attackers,
            supporters,
            Factors(among(self._factors), first, last) if len(links) else None,
            links,
            np.setdiff1d(links, reasoned),
            run_starts(self.component[first:last]),
        )

    def base_of(self, block: Block, base: Numbers, supporting: Numbers, attacking: Numbers) -> Numbers:
        """The block's base scores, those of linked steps times their factors."""
        scores = base[block.first : block.last]
        return scores if block.factors is None else scores * block.factors.products(supporting, attacking)

    def step(self, block: Block, base: Numbers, supporting: Numbers, attacking: Numbers) -> Numbers:
        """The block's strengths by the semantics, given those of what supports and of what attacks it."""
        scores = self.base_of(block, base, supporting, attacking)
        rule = self.semantics.aggregation
        for_it = block.supporters.total(supporting, rule)
        against = block.attackers.total(attacking, rule)
        total = against - for_it if rule == "product" else for_it - against
        moved = self.semantics.influence(scores, total)
        if len(block.unreasoned_links):
            moved[block.unreasoned_links] = scores[block.unreasoned_links]  # the plain product, not clamped
        return moved

    def solve(self, base: Numbers, present: Numbers | None = None, forced: Numbers | None = None) -> Solution:
        """Strengths for each column of base scores.

        Args:
            base: Base scores, a row per node in this kernel's order.
            present: 0 where a node is removed (it then counts for nothing), 1 elsewhere.
            forced: Strengths set by hand, NaN where there is none.
        """
        strengths = base.copy()
        iterations, residual, damping, newton = 0, 0.0, 1.0, False

        def value(block: Block, strengths: Numbers, columns: Indices | slice) -> Numbers:
            moved = self.step(block, base[:, columns], strengths, strengths)
            if present is not None:
                moved = np.where(present[block.first : block.last, columns] == 0, 0.0, moved)
            if forced is not None:
                fixed = forced[block.first : block.last, columns]
                moved = np.where(np.isnan(fixed), moved, fixed)
            return moved

        for block in self.blocks:
            if not block.cyclic:
                strengths[block.first : block.last] = value(block, strengths, slice(None))
                continue
            took, left, step, waiting = _settle(block, strengths, base, value)
            if len(waiting):
                left = self._finished(block, strengths, waiting, (base, present, forced, value))
                newton = True
            iterations, residual, damping = max(iterations, took), max(residual, left), min(damping, step)
        return Solution(strengths, iterations, residual, damping, newton)

    def _finished(self, block: Block, strengths: Numbers, waiting: Indices, given: _Given) -> float:
        """Finish columns that no damping settled by Newton's method, in place; NaN where that does not either.

        Returns the largest distance that a strength would still move.
        """
        base, present, forced, value = given
        rows, residual = slice(block.first, block.last), 0.0
        for column in waiting.tolist():
            one = np.array([column])
            cut = np.zeros(self.size, dtype=bool)
            for by_hand in (None if present is None else present == 0, None if forced is None else ~np.isnan(forced)):
                if by_hand is not None:
                    cut |= by_hand[:, column]
            point = np.nan_to_num(strengths[:, one], nan=0.5)
            change = value(block, point, one) - point[rows]
            size = float(np.max(np.abs(change), initial=0.0))
            for _ in range(NEWTON_STEPS):
                if size <= TOLERANCE:
                    break

                def value_at(point: Numbers, column: Indices | slice = one) -> Numbers:
                    return value(block, point, column)

                better = self._newton_step(block, (base[:, one], point, change, cut), value_at)
                if better is None:
                    break
                point, change = better
                size = float(np.max(np.abs(change), initial=0.0))
            strengths[:, one] = np.where(np.isnan(strengths[:, one]), strengths[:, one], point)
            if size > 100 * TOLERANCE:
                moving = np.fmax.reduceat(np.abs(change[:, 0]), block.component_starts) > TOLERANCE
                lengths = np.diff(np.append(block.component_starts, block.last - block.first))
                strengths[rows, column] = np.where(np.repeat(moving, lengths), np.nan, strengths[rows, column])
                residual = max(residual, size)
        return residual

    def _newton_step(
        self,
        block: Block,
        state: tuple[Numbers, Numbers, Numbers, NDArray[np.bool_]],
        value: Callable[[Numbers], Numbers],
    ) -> tuple[Numbers, Numbers] | None:
        """A point of which less is left to move, and what is; None where there is none on Newton's line."""
        base, point, change, cut = state
        rows = slice(block.first, block.last)
        jacobian = self._jacobian(base, point)[0][rows][:, rows].tolil()
        jacobian[np.flatnonzero(cut[rows])] = 0.0
        from scipy import sparse
        from scipy.sparse import linalg as sparse_linalg

        system = (sparse.eye_array(block.last - block.first) - jacobian.tocsr()).tocsc()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sparse_linalg.MatrixRankWarning)  # a singular system has no finite solution
            move = np.asarray(sparse_linalg.spsolve(system, change[:, 0]))
        if not np.all(np.isfinite(move)):
            return None
        for halving in range(30):
            tried = point.copy()
            tried[rows, 0] = np.clip(point[rows, 0] + move / 2**halving, 0.0, 1.0)
            left = value(tried) - tried[rows]
            if float(np.max(np.abs(left))) < float(np.max(np.abs(change))):
                return tried, left
        return None

    def bounds(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
        """Bounds of every strength that solves the semantics for base scores between `low` and `high`.

        Every semantics here rises with base scores and supporters and falls with attackers. So any solution
        within bounds stays within them after a step, and each step from (0, 1) keeps all solutions: sound on
        cycles too.
        """
        below, above = np.zeros_like(low), np.ones_like(high)
        for block in self.blocks:
            rows = slice(block.first, block.last)
            for _ in range(MOST_ITERATIONS if block.cyclic else 1):
                lower = self.step(block, low, below, above)
                upper = self.step(block, high, above, below)
                moved = max(np.max(lower - below[rows], initial=0.0), np.max(above[rows] - upper, initial=0.0))
                below[rows], above[rows] = np.maximum(below[rows], lower), np.minimum(above[rows], upper)
                if moved <= TOLERANCE:
                    break
        return below, above

    def contracts(self, base: Numbers) -> bool:
        """Whether every cyclic block is a contraction in the largest change, and so has exactly one solution.

        By Banach's theorem, at a rate of SLOWEST or better, so that the iteration settles within its bounds. For
        `logodds` this is Σ|w| < 4 · SLOWEST at every node, as the logistic's slope is at most 1/4 (Potyka 2019,
        Extending modular semantics for bipolar weighted argumentation, section 4). Only edges within a component
        count. A linked step without reasons of its own in its component passes on as much as it has premises and
        defeaters there.
        """
        gain = np.ones(self.size)
        for block in self.blocks:
            if not block.cyclic:
                continue
            inner = self._inner_weight(block, np.ones(self.size))
            if block.factors is not None:
                inside = self.component[block.factors.source] == self.component[block.first + block.factors.row]
                if np.any(self._is_link[block.factors.source] & inside) or np.any(inner[block.links] > 0):
                    return False  # steps on steps, or with reasons of their own: the argument does not cover them
                factors = np.bincount(block.factors.row[inside], minlength=len(inner))
                gain[block.first + block.links] = factors[block.links]
            slope = self.semantics.steepest(base[block.first : block.last, 0])
            push = slope * self._inner_weight(block, gain)
            push[block.links] = 0.0
            if np.any(push > SLOWEST):
                return False
        return True

    def _inner_weight(self, block: Block, gain: Numbers) -> Numbers:
        if self.semantics.aggregation == "top":  # the larger of them moves each maximum at most as much as it moves
            return self._within(block, block.attackers, gain, "top") + self._within(
                block, block.supporters, gain, "top"
            )
        return self._within(block, block.attackers, gain) + self._within(block, block.supporters, gain)

    def _within(self, block: Block, reasons: Reasons, gain: Numbers, rule: Aggregation = "sum") -> Numbers:
        inner = self.component[reasons.source] == self.component[block.first + reasons.row]
        pushes = np.where(inner, reasons.weight * gain[reasons.source], 0.0)
        totals = np.zeros(block.last - block.first)
        if rule == "sum":
            np.add.at(totals, reasons.row, pushes)
        else:
            np.maximum.at(totals, reasons.row, pushes)
        return totals

    def gradient(self, base: Numbers, strengths: Numbers, target: int) -> tuple[Numbers, bool]:
        """The slope of one node's strength in every base score, and whether it is a true derivative.

        With s = F(s, τ), ∂s_t/∂τ = λᵀ ∂F/∂τ where (I − Jᵀ) λ = e_t and J = ∂F/∂s.

        Raises:
            numpy.linalg.LinAlgError: When the solution is at a point where the system is singular.
        """
        jacobian, by_base, kinks = self._jacobian(base, strengths)
        unit = np.zeros(self.size)
        unit[target] = 1.0
        adjoint = adjoint_solution(jacobian.T.tocsr(), unit, len(self.blocks))
        return adjoint * by_base, not bool(np.any(kinks & (adjoint != 0)))

    def _jacobian(self, base: Numbers, strengths: Numbers) -> tuple[sparse.csr_array, Numbers, NDArray[np.bool_]]:
        from scipy import sparse

        block, rule = self.whole, self.semantics.aggregation
        scores = self.base_of(block, base, strengths, strengths)
        for_it, against = block.supporters.total(strengths, rule), block.attackers.total(strengths, rule)
        total = against - for_it if rule == "product" else for_it - against
        by_total, by_base = (column[:, 0] for column in self.semantics.slopes(scores, total))
        by_base[block.unreasoned_links] = 1.0
        kinks = np.zeros(self.size, dtype=bool)
        data, rows, columns = [], [], []
        for reasons, sign in ((block.supporters, 1.0), (block.attackers, -1.0)):
            slopes, tied = reasons.slopes(strengths, rule)
            data.append(sign * slopes * by_total[reasons.row])
            rows.append(reasons.row)
            columns.append(reasons.source)
            if tied:
                kinks[reasons.rows] = True
            if self.semantics.kinked:
                level = (np.abs(total[:, 0]) <= LEVEL) & (scores[:, 0] != 0.5)
                kinks[reasons.rows] |= level[reasons.rows]
        if block.factors is not None:
            place = block.factors.row
            data.append(by_base[place] * base[place, 0] * block.factors.slopes(strengths))
            rows.append(place)
            columns.append(block.factors.source)
            by_base = by_base * block.factors.products(strengths, strengths)[:, 0]
        entries = (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns)))
        return sparse.csr_array(entries, shape=(self.size, self.size)), by_base, kinks


def _settle(
    block: Block,
    strengths: Numbers,
    base: Numbers,
    value: Callable[[Block, Numbers, Indices | slice], Numbers],
) -> tuple[int, float, float, Indices]:
    """Damped iteration of one block in place, s ← s + d·(F(s) − s), d from 1 down.

    Columns that have settled are left alone, so that one that swings does not make the others wait.

    Returns the iterations of the last step tried, the residual left, that step, and the columns that do not settle.
    """
    rows = slice(block.first, block.last)
    remaining: Indices | slice = slice(None)  # the columns that have not settled; all of them need no copy
    took, residual = 0, 0.0
    for step in DAMPINGS:
        active = remaining
        part = strengths[:, active]
        part[rows] = base[rows, active]
        best, since = np.inf, 0
        for iteration in range(1, MOST_ITERATIONS + 1):
            change = value(block, part, active) - part[rows]
            moves = np.fmax.reduce(np.abs(change), axis=0, initial=0.0)
            took = iteration
            swinging = moves > TOLERANCE
            if not np.any(swinging):
                break
            largest = float(np.max(moves))
            best, since = (largest, 0) if largest < best * SLOWEST**PATIENCE else (best, since + 1)
            if since >= PATIENCE:
                break
            if 2 * np.count_nonzero(swinging) <= len(moves):  # go on with those that move
                numbers = np.arange(len(moves)) if isinstance(active, slice) else active
                strengths[rows, numbers[~swinging]] = part[rows][:, ~swinging]
                active, part = numbers[swinging], part[:, swinging]
                change, moves = change[:, swinging], moves[swinging]
            part[rows] += step * change
        strengths[rows, active] = part[rows]
        residual = float(np.max(moves, initial=0.0))
        swinging = moves > TOLERANCE
        if not np.any(swinging):
            return took, residual, step, index_array([])
        remaining = (np.arange(len(moves)) if isinstance(active, slice) else active)[swinging]
    return took, residual, step, np.arange(strengths.shape[1])[remaining]


def adjoint_solution(transposed: sparse.csr_array, unit: Numbers, depth: int) -> Numbers:
    """λ with (I − Jᵀ) λ = e: by substitution, exact without cycles, and by a linear solver where it fails.

    Raises:
        numpy.linalg.LinAlgError: the system is singular, or nearly so.
    """
    adjoint = substituted(lambda moved: transposed @ moved, unit, depth + PATIENCE)
    return linear_adjoint(transposed, unit) if adjoint is None else adjoint


def linear_adjoint(transposed: sparse.csr_array, unit: Numbers) -> Numbers:
    """λ with (I − Jᵀ) λ = e by a linear solver.

    Raises:
        numpy.linalg.LinAlgError: the system is singular, or nearly so.
    """
    from scipy import sparse
    from scipy.sparse import linalg as sparse_linalg

    system = (sparse.eye_array(len(unit), format="csr") - transposed).tocsc()
    if len(unit) <= LARGEST_DIRECT:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sparse_linalg.MatrixRankWarning)  # told by the result not being finite
            solved, failed = np.asarray(sparse_linalg.spsolve(system, unit)), 0
    else:
        solved, failed = sparse_linalg.gmres(system, unit, rtol=1e-12, restart=50, maxiter=100)
    if failed or not np.all(np.abs(solved) <= STEEPEST):  # neither infinite, nor NaN, nor beyond what is known
        raise np.linalg.LinAlgError("the semantics is not smooth at this solution")
    return solved
