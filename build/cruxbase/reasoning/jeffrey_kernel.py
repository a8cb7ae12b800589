"""The arrays and loops of the `jeffrey` strengths: one graph, many views at once.

Nodes are claims, and for every pair of claims that bear on each other a *cavity* of the one without what the other
gives it (Pearl 1988, Probabilistic reasoning in intelligent systems, chapter 4). Steps stand between nodes. Arrays of
a state have a row a node and a column a view. `cruxbase.reasoning.jeffrey` has the definitions and the names.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.components import Indices, Neighbours, distinct, index_array, layers, run_starts
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.slopes import Slopes, logistic, substituted

TOLERANCE = 1e-13
"""An iteration has settled once no strength would still move by more than this."""

DAMPINGS = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02)
MOST_ITERATIONS = 2_000
PATIENCE = 60
"""A damping is given up when so many iterations have not made a tenth of the largest move less."""

ABOUT = 1e-3
"""In a large block rounds that move nothing further are followed by Newton's method."""

ADJOINT_PATIENCE = 50
"""Beyond one a block, so many rounds of substitution may pass before slopes are solved for as a linear system."""

LARGE = 512
"""Cyclic blocks of so many nodes are moved piece by piece, which takes half the rounds."""

PIECES = 16
MOST_APPROACHES = 25
MOST_WORSE = 3
MOST_LINEAR = 200
ROUGHLY = 0.02
"""Rounds of Newton's method from nearby, linear rounds within one, and how exactly these solve, beside what is left."""

NEWTON_STEPS = 50
LARGEST_DENSE = 100
"""Jacobians of more nodes than this are kept sparse."""

CERTAIN = 1e-10
"""Log-odds are taken of credences no nearer to 0 and 1 than this, and so are finite: within ±23.03."""


def log_odds(credence: Numbers | float) -> Numbers:
    """The log-odds of credences, those of 0 and 1 taken at `CERTAIN` from there.

    >>> log_odds(np.array([0.5, 1.0])).round(2).tolist()
    [0.0, 23.03]
    """
    clamped = np.clip(np.asarray(credence, dtype=np.float64), CERTAIN, 1 - CERTAIN)
    return np.asarray(np.log(clamped) - np.log1p(-clamped))


@dataclass(frozen=True, slots=True)
class StepArrays:
    """Steps as arrays, in the order of their numbers.

    Attributes:
        conclusion: index of the claim a step bears on.
        sign: 1 for a support, −1 for an attack.
        weight: in log-odds, what it gives when all it needs is certain.
        group: steps with one conclusion and one number here count once; a number of its own for every other step.
        premises: index of each premise, step after step.
        premise_step: the step of each premise.
        undercutters: index of each undercutter, step after step.
        undercutter_step: the step of each undercutter.
    """

    conclusion: Indices
    sign: Numbers
    weight: Numbers
    group: Indices
    premises: Indices
    premise_step: Indices
    undercutters: Indices
    undercutter_step: Indices


@dataclass(frozen=True, slots=True)
class Setting:
    """What views say, a column each.

    Attributes:
        own: own reasons in log-odds, a row a node.
        fixed: strengths set by hand or stated, a row a node; NaN where there is none.
        low: a lower bound of every strength.
        high: an upper bound.
        capped: a row a requirement: whether it caps in this view.
    """

    own: Numbers
    fixed: Numbers
    low: Numbers
    high: Numbers
    capped: NDArray[np.bool_]

    def columns(self, which: Indices) -> Setting:
        """Some of the views."""
        own, fixed, low, high = (part[:, which] for part in (self.own, self.fixed, self.low, self.high))
        return Setting(own, fixed, low, high, self.capped[:, which])


@dataclass(frozen=True, slots=True)
class Solved:
    """Strengths and what made them, a column a view; NaN where an iteration did not settle.

    Attributes:
        strengths: a row a node.
        evidence: the log-odds that each step gives, a row a step.
        total: what the steps into each node come to, in log-odds.
        iterations: the most that a cyclic part took.
        method: `topological`, `damped iteration` with its smallest step, or `Newton`.
    """

    strengths: Numbers
    evidence: Numbers
    total: Numbers
    iterations: int
    method: str


class Weighing:
    """Some steps with their slots, ready to be weighed together."""

    def __init__(self, kernel: JeffreyKernel, steps: Indices) -> None:
        place = np.full(kernel.step_count, -1)
        place[steps] = np.arange(len(steps))
        self.steps = steps
        premises = np.flatnonzero(place[kernel.steps.premise_step] >= 0)
        undercutters = np.flatnonzero(place[kernel.steps.undercutter_step] >= 0)
        self.premise_node = kernel.premise_node[premises]
        self.premise_row = place[kernel.steps.premise_step[premises]]
        self.undercutter_node = kernel.undercutter_node[undercutters]
        self.undercutter_row = place[kernel.steps.undercutter_step[undercutters]]
        self._premise_starts = run_starts(self.premise_row)
        self._undercutter_starts = run_starts(self.undercutter_row)
        self._undercut = self.undercutter_row[self._undercutter_starts]
        self._single = len(self.premise_row) == len(steps)  # one premise each
        self._sign = kernel.steps.sign[steps][:, None]
        self._believed, self._denied = (ends[steps][:, None] for ends in kernel.ends)

    def parts(self, strengths: Numbers, disturbing: Numbers | None = None) -> tuple[Numbers, Numbers, Numbers]:
        """What the premises make of each conclusion P, how far it is undercut u, and P' = (1 − u)·P + u·½."""
        made = self._made(strengths)
        undercut = self.undercut(strengths if disturbing is None else disturbing)
        return made, undercut, made + undercut * (0.5 - made)

    def _made(self, strengths: Numbers) -> Numbers:
        held = np.take(strengths, self.premise_node, axis=0, mode="clip")
        if not self._single:
            held = _reduced(np.multiply, held, self._premise_starts)
        held *= self._believed - self._denied
        held += self._denied
        return held

    def undercut(self, strengths: Numbers) -> Numbers:
        """How far each step is undercut, from 0 to 1."""
        undercut = np.zeros((len(self.steps), strengths.shape[1]))
        if len(self.undercutter_row):
            standing = 1 - np.maximum(0.0, 2 * strengths[self.undercutter_node] - 1)
            undercut[self._undercut] = 1 - _reduced(np.multiply, standing, self._undercutter_starts)
        return undercut

    def evidence(self, strengths: Numbers) -> Numbers:
        """The log-odds that each step gives its conclusion."""
        if not len(self.steps):
            return np.zeros((0, strengths.shape[1]))
        left = self.parts(strengths)[2] if len(self.undercutter_row) else self._made(strengths)
        odds = 1 - left
        np.divide(left, odds, out=odds)
        np.log(odds, out=odds)
        odds *= self._sign
        return odds

    def bounds(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
        """The least and greatest evidence of each step for strengths between two corners."""
        if not len(self.steps):
            return np.zeros((0, low.shape[1])), np.zeros((0, low.shape[1]))
        least, greatest = self._made(low), self._made(high)
        if len(self.undercutter_row):
            undercuts = (self.undercut(low), self.undercut(high))
            least, greatest = (
                by(*(made + undercut * (0.5 - made) for undercut in undercuts))
                for by, made in ((np.minimum, least), (np.maximum, greatest))
            )
        one, other = (self._sign * np.log(end / (1 - end)) for end in (least, greatest))
        return np.minimum(one, other), np.maximum(one, other)

    def slopes(self, strengths: Numbers) -> tuple[Numbers, Numbers]:
        """How each step's evidence grows with each premise, and with each undercutter; one view."""
        made, undercut, left = self.parts(strengths)
        scale = (self._sign / (left * (1 - left)))[:, 0]
        per_held = scale * ((self._believed - self._denied) * (1 - undercut))[:, 0]
        by_premise = per_held[self.premise_row] * _others(strengths[self.premise_node, 0], self.premise_row)
        if not len(self.undercutter_row):
            return by_premise, np.zeros(0)
        believed = strengths[self.undercutter_node, 0]
        standing = 1 - np.maximum(0.0, 2 * believed - 1)
        rising = np.where(believed > 0.5, 2.0, np.where(believed < 0.5, 0.0, 1.0))
        per_undercut = scale * (0.5 - made)[:, 0]
        return by_premise, per_undercut[self.undercutter_row] * rising * _others(standing, self.undercutter_row)


class Adding:
    """How the evidence of steps adds up at some nodes; those of one group count as the largest of each sign."""

    def __init__(self, nodes: Indices, node: Indices, step: Indices, group: Indices) -> None:
        place = np.full(int(nodes.max(initial=-1)) + 1, -1)
        place[nodes] = np.arange(len(nodes))
        self.count = len(nodes)
        self.step = step
        self.row = place[node]
        self._unit_starts = run_starts(self.row * (int(group.max(initial=0)) + 1) + group)
        self.grouped = len(self._unit_starts) < len(step)
        unit_row = self.row[self._unit_starts]
        self._row_starts = run_starts(unit_row)
        self._rows = unit_row[self._row_starts]

    def total(self, evidence: Numbers, row: Indices | None = None) -> Numbers:
        """The sum at each node; `row` says where the evidence of each entry is, where not at the step's number."""
        totals = np.zeros((self.count, evidence.shape[1]))
        if len(self.step):
            counted = np.take(evidence, self.step if row is None else row, axis=0, mode="clip")
            if self.grouped:
                most, least = (_reduced(by, counted, self._unit_starts) for by in (np.maximum, np.minimum))
                counted = np.maximum(most, 0) + np.minimum(least, 0)
            totals[self._rows] = _reduced(np.add, counted, self._row_starts)
        return totals

    def counted(self, evidence: Numbers) -> NDArray[np.bool_]:
        """Whether each entry is the one of its group and sign that counts; one view."""
        if not self.grouped:
            return np.ones(len(self.step), dtype=bool)
        values = evidence[self.step, 0]
        units = np.repeat(np.arange(len(self._unit_starts)), np.diff(np.append(self._unit_starts, len(values))))
        order = np.lexsort((np.arange(len(values)), -np.abs(values), values < 0, units))
        first = run_starts((units * 2 + (values < 0))[order])
        chosen = np.zeros(len(values), dtype=bool)
        chosen[order[first]] = True
        return chosen


@dataclass(frozen=True, slots=True)
class JeffreyBlock:
    """Nodes and steps that are solved together, after those of the blocks before.

    Attributes:
        nodes: the nodes, in order.
        weighing: the steps.
        adding: how what they give adds up at the nodes.
        requirements: the requirements that cap some of the nodes.
        cyclic: whether the nodes wait for each other.
        pieces: parts of a large cyclic block, each of which is moved with the others as they last were, the way of Gauss
            and Seidel; in an order in which most edges lead from an earlier piece to a later one. Otherwise empty.
    """

    nodes: Indices
    weighing: Weighing
    adding: Adding
    requirements: Indices
    cyclic: bool
    pieces: tuple[JeffreyBlock, ...] = ()

    @property
    def moved_together(self) -> tuple[JeffreyBlock, ...]:
        """The parts that move one after the other in a round: the pieces, or the block itself."""
        return self.pieces or (self,)


@dataclass(frozen=True, slots=True)
class Near:
    """How settings are solved that differ little from one whose solution is known.

    Attributes:
        blocks: what is solved, in order, all of it or from `leading_to`.
        tolerance: an iteration has settled once no strength would still move by more.
        within: where not 0, it has settled as well once no strength would still move by more than this in log-odds.
        slopes: how each node's strength moves with each other's at the known solution; None where that was not worked out.
    """

    blocks: tuple[JeffreyBlock, ...]
    tolerance: float = TOLERANCE
    slopes: Slopes | None = None
    within: float = 0.0

    def settled(self, left: Numbers, strengths: Numbers) -> NDArray[np.bool_]:
        """Which columns have settled, given by how much each strength would still move."""
        enough = np.maximum(left.max(axis=0, initial=0.0), -left.min(axis=0, initial=0.0)) <= self.tolerance
        if self.within and not enough.all():
            room = strengths * (1 - strengths)  # how far a strength moves with its log-odds
            room *= self.within
            room += self.tolerance
            enough |= np.all(np.abs(left) <= room, axis=0)
        return np.asarray(enough)


@dataclass(frozen=True, slots=True)
class Bearing:
    """The part of a graph that one node's strength depends on.

    Attributes:
        inputs: the fixed nodes that it is read from.
        blocks: the others, in an order in which they can be solved.
    """

    inputs: Indices
    blocks: tuple[JeffreyBlock, ...]


class JeffreyKernel:
    """One graph as arrays.

    Args:
        size: the number of claims.
        steps: the steps.
        requiring: index of the claim that requires another, one a requirement.
        required: index of the claim that it requires.
    """

    def __init__(self, size: int, steps: StepArrays, requiring: Indices, required: Indices) -> None:
        self.claims = size
        self.steps = steps
        self.step_count = len(steps.conclusion)
        needed = np.bincount(steps.premise_step, minlength=self.step_count)
        unknown = 0.5**needed
        believed = logistic(steps.weight)
        self.ends = (believed, (0.5 - unknown * believed) / (1 - unknown))
        """What a step makes of its conclusion when its premises are certain, and when one of them is denied."""
        cavities = self._cavities()
        self.claim_of = np.concatenate((np.arange(size), index_array([claim for claim, _ in cavities])))
        self.without = np.concatenate((np.full(size, -1), index_array([other for _, other in cavities])))
        self.size = len(self.claim_of)
        number = {pair: size + place for place, pair in enumerate(cavities)}
        self.premise_node = self._slots(steps.premises, steps.premise_step, number)
        self.undercutter_node = self._slots(steps.undercutters, steps.undercutter_step, number)
        self.node, self.step = self._incidence(cavities)
        self.requiring, self.required, self.requirement = self._requirements(requiring, required)

    def _bearing(self) -> NDArray[np.int64]:
        """Each pair (premise, conclusion) as one number."""
        return distinct(self.steps.premises * self.claims + self.steps.conclusion[self.steps.premise_step])

    def _cavities(self) -> list[tuple[int, int]]:
        """The pairs (claim, other) where the claim is a slot of a step to the other, a premise of a step to the claim."""
        steps = self.steps
        given = self._bearing()
        claim = np.concatenate((steps.premises, steps.undercutters))
        other = steps.conclusion[np.concatenate((steps.premise_step, steps.undercutter_step))]
        pairs = distinct(claim * self.claims + other)
        turned = pairs % self.claims * self.claims + pairs // self.claims
        place = np.minimum(np.searchsorted(given, turned), len(given) - 1)
        echoed = pairs[given[place] == turned] if len(given) else pairs[:0]
        return list(zip((echoed // self.claims).tolist(), (echoed % self.claims).tolist(), strict=True))

    def _slots(self, claims: Indices, step: Indices, number: dict[tuple[int, int], int]) -> Indices:
        """The node of each slot: the claim, or its cavity without the step's conclusion."""
        if not number:
            return claims
        pairs = zip(claims.tolist(), self.steps.conclusion[step].tolist(), strict=True)
        return index_array([number.get(pair, pair[0]) for pair in pairs])

    def _incidence(self, cavities: Sequence[tuple[int, int]]) -> tuple[Indices, Indices]:
        """Which steps add up at which nodes, sorted by node and group."""
        nodes, steps = [self.steps.conclusion], [np.arange(self.step_count)]
        by_conclusion = np.argsort(self.steps.conclusion, kind="stable")
        sorted_conclusions = self.steps.conclusion[by_conclusion]
        premises_of: dict[int, set[int]] = {}
        for claim, other in cavities:
            first, last = np.searchsorted(sorted_conclusions, (claim, claim + 1))
            kept = []
            for step in by_conclusion[first:last].tolist():
                if step not in premises_of:
                    low, high = np.searchsorted(self.steps.premise_step, (step, step + 1))
                    premises_of[step] = set(self.steps.premises[low:high].tolist())
                if other not in premises_of[step]:
                    kept.append(step)
            steps.append(index_array(kept))
        sizes = [len(kept) for kept in steps[1:]]
        nodes.append(np.repeat(np.arange(self.claims, self.size), sizes))
        node, step = np.concatenate(nodes), np.concatenate(steps)
        order = np.lexsort((self.steps.group[step], node))
        return node[order], step[order]

    def _requirements(self, requiring: Indices, required: Indices) -> tuple[Indices, Indices, Indices]:
        """The node that each requirement caps, the node that caps it, and its number among those given."""
        rows: list[tuple[int, int, int]] = []
        nodes_of: dict[int, list[int]] = {}
        for node in range(self.claims, self.size):
            nodes_of.setdefault(int(self.claim_of[node]), []).append(node)
        for number, (claim, need) in enumerate(zip(requiring.tolist(), required.tolist(), strict=True)):
            rows.append((claim, need, number))
            rows += [(node, need, number) for node in nodes_of.get(claim, ()) if self.without[node] != need]
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        first, second, third = (index_array(list(column)) for column in columns)
        return first, second, third

    # blocks

    @cached_property
    def blocks(self) -> tuple[JeffreyBlock, ...]:
        """The blocks in an order in which each can be solved after those before it."""
        layer, _, cyclic = self.layering
        key = layer * 2 + cyclic
        order = np.argsort(key, kind="stable")
        starts = np.append(run_starts(key[order]), len(order))
        pairs = itertools.pairwise(starts.tolist())
        return tuple(self._block(np.sort(order[first:last]), bool(cyclic[order[first]])) for first, last in pairs)

    @cached_property
    def layering(self) -> tuple[Indices, Indices, NDArray[np.bool_]]:
        """The layer and the component of each node, then of each step, and whether it lies on a cycle."""
        return layers(self.size + self.step_count, *self._edges)

    @cached_property
    def _edges(self) -> tuple[Indices, Indices]:
        """What bears on what: nodes by their numbers, and steps by theirs after those."""
        size = self.size
        source = np.concatenate((self.premise_node, self.undercutter_node, size + self.step, self.required))
        target = np.concatenate(
            (size + self.steps.premise_step, size + self.steps.undercutter_step, self.node, self.requiring)
        )
        return source, target

    @cached_property
    def bearing_pairs(self) -> tuple[Indices, Indices]:
        """Each pair of claims of which the first bears on the second: by a step, as an undercutter, or as required."""
        steps = self.steps
        source = np.concatenate((steps.premises, steps.undercutters, self.claim_of[self.required]))
        through = np.concatenate((steps.premise_step, steps.undercutter_step))
        return source, np.concatenate((steps.conclusion[through], self.claim_of[self.requiring]))

    def leading_to(self, nodes: Sequence[int], fixed: NDArray[np.bool_]) -> Bearing:
        """The part that some nodes' strengths depend on while others are fixed: nothing behind a fixed one matters.

        Args:
            nodes: numbers of the nodes.
            fixed: whether each node is.
        """
        count = self.size + self.step_count
        source, target = self._edges
        live = ~np.concatenate((fixed, np.zeros(self.step_count, dtype=bool)))[target]
        reached = Neighbours(count, target[live], source[live]).reached(distinct(index_array(nodes)))
        bearing = np.flatnonzero(reached[: self.size])
        members = reached & ~np.concatenate((fixed, np.zeros(self.step_count, dtype=bool)))
        layer, _, cyclic = self.layering
        key = (layer * 2 + cyclic)[members]
        numbers = np.flatnonzero(members)
        blocks = tuple(
            self._block(numbers[key == one], bool(cyclic[numbers[key == one][0]])) for one in distinct(np.sort(key))
        )
        return Bearing(bearing[fixed[bearing]], blocks)

    @cached_property
    def whole(self) -> JeffreyBlock:
        """All nodes and steps as one block."""
        return self._block(self._everything, True)

    @cached_property
    def _everything(self) -> Indices:
        return np.arange(self.size + self.step_count)

    def _block(self, members: Indices, cyclic: bool) -> JeffreyBlock:
        nodes, steps = members[members < self.size], members[members >= self.size] - self.size
        pieces: tuple[JeffreyBlock, ...] = ()
        if cyclic and len(nodes) >= LARGE and members is not self._everything:
            pieces = tuple(self._piece(piece, steps) for piece in self._ordered_pieces(nodes, steps))
        return self._assembled(nodes, steps, cyclic, pieces)

    def _piece(self, nodes: Indices, steps: Indices) -> JeffreyBlock:
        """Some nodes of a block with those of its steps that bear on them."""
        bearing = np.zeros(self.step_count, dtype=bool)
        bearing[self.step[_entries(self.node, nodes)]] = True
        return self._assembled(nodes, steps[bearing[steps]], True, ())

    def _assembled(
        self, nodes: Indices, steps: Indices, cyclic: bool, pieces: tuple[JeffreyBlock, ...]
    ) -> JeffreyBlock:
        whole = len(nodes) == self.size
        entries = np.arange(len(self.node)) if whole else _entries(self.node, nodes)
        step = self.step[entries]
        adding = Adding(nodes, self.node[entries], step, self.steps.group[step])
        inside = np.isin(self.requiring, nodes)
        return JeffreyBlock(nodes, Weighing(self, steps), adding, np.flatnonzero(inside), cyclic, pieces)

    def _ordered_pieces(self, nodes: Indices, steps: Indices) -> list[Indices]:
        """The nodes of a cyclic block in pieces, so that what bears strongly on a node mostly comes before it.

        Nodes are ranked by the potential whose differences come nearest to 1 along every edge, in least squares weighted
        by slope (Jiang, Lim, Yao and Ye 2011, Statistical ranking and combinatorial Hodge theory).
        """
        place = np.full(self.size, -1)
        place[nodes] = np.arange(len(nodes))
        source, target, weight = self._slopes_at_even_odds(steps)
        inside = (place[source] >= 0) & (place[target] >= 0)
        source, target, weight = place[source[inside]], place[target[inside]], weight[inside]
        rank = _potentials(len(nodes), source, target, weight)
        return [np.sort(nodes[piece]) for piece in np.array_split(np.argsort(rank, kind="stable"), PIECES)]

    def _slopes_at_even_odds(self, steps: Indices) -> tuple[Indices, Indices, Numbers]:
        """Each edge from a premise, undercutter or requirement to a node, with the square of a typical slope."""
        wanted = np.zeros(self.step_count, dtype=bool)
        wanted[steps] = True
        begin = np.concatenate((self.premise_node, self.undercutter_node))
        through = np.concatenate((self.steps.premise_step, self.steps.undercutter_step))
        begin, through = begin[wanted[through]], through[wanted[through]]
        first, last = np.searchsorted(self._by_step[1], through), np.searchsorted(self._by_step[1], through, "right")
        count = last - first
        entry = np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
        slope = np.repeat((self.ends[0] - self.ends[1])[through] ** 2, count)
        source = np.concatenate((np.repeat(begin, count), self.required))
        target = np.concatenate((self.node[self._by_step[0][entry]], self.requiring))
        return source, target, np.concatenate((slope, np.ones(len(self.required))))

    @cached_property
    def _by_step(self) -> tuple[Indices, Indices]:
        """The entries in the order of their steps, and those steps."""
        order = np.argsort(self.step, kind="stable")
        return order, self.step[order]

    # solving

    def step_of(self, block: JeffreyBlock, setting: Setting, total: Numbers, strengths: Numbers) -> Numbers:
        """The strengths of a block's nodes, given what the steps into them come to."""
        return _Piece(self, block, setting).settled(total.copy(), strengths)

    def solve(
        self,
        setting: Setting,
        start: Numbers | None = None,
        near: Near | None = None,
    ) -> Solved:
        """Strengths for each column of a setting.

        Args:
            setting: what the views say.
            start: strengths from which cycles are solved; each node's own reason alone where None.
            near: what is known of a solution nearby, which `start` is then; everything is solved to the last digit where None.
        """
        near = near or Near(self.blocks)
        begin = np.asarray(logistic(setting.own)) if start is None else start
        strengths = np.where(np.isnan(setting.fixed), begin, setting.fixed)
        evidence = np.zeros((self.step_count, strengths.shape[1]))
        total = np.zeros_like(strengths)
        iterations, damping, newton = 0, 1.0, False
        for block in near.blocks:
            if block.cyclic:
                took, step, solved = self._settle(block, setting, strengths, near)
                iterations, damping, newton = max(iterations, took), min(damping, step), newton or solved
            evidence[block.weighing.steps] = block.weighing.evidence(strengths)
            total[block.nodes] = block.adding.total(evidence)
            if not block.cyclic:
                strengths[block.nodes] = self.step_of(block, setting, total[block.nodes], strengths)
        method = "topological"
        if iterations:
            method = "Newton" if newton else f"damped iteration, step {damping:g}"
        return Solved(strengths, evidence, total, iterations, method)

    def _settle(self, block: JeffreyBlock, setting: Setting, strengths: Numbers, near: Near) -> tuple[int, float, bool]:
        """Damped iteration of a block in place, then Newton's method for the columns that do not settle.

        Returns the iterations, the smallest step, and whether Newton's method was needed. Columns that do not settle
        become NaN in this block, and so in all that follows from it.
        """
        waiting = np.arange(strengths.shape[1])
        took, step = 0, 1.0
        if near.slopes is not None and block.pieces:
            waiting, took = self._approached(block, setting, strengths, near)
            if len(waiting):
                waiting, more = self._approached_alone(block, setting, strengths, near, waiting)
                took += more
            if not len(waiting):
                return took, step, False
        before = [_Before(self, piece, strengths) for piece in block.moved_together]
        if near.slopes is None and block.pieces:
            waiting, took = self._begun(block, before, setting, strengths, near)
            if not len(waiting):
                return took, step, True
        for step in DAMPINGS:
            waiting, count = self._iterated(before, setting, strengths, (waiting, step, near.tolerance))
            took = max(took, count)
            if not len(waiting):
                return took, step, False
            if (
                block.pieces and step == DAMPINGS[0]
            ):  # a hundred rounds of a large block cost more than a few of Newton's
                waiting = self._by_newton(block, setting, strengths, waiting)
                if not len(waiting):
                    return took, step, True
        waiting = self._by_newton(block, setting, strengths, waiting)
        strengths[np.ix_(block.nodes, waiting)] = np.nan
        return took, step, True

    def _begun(
        self, block: JeffreyBlock, before: Sequence[_Before], setting: Setting, strengths: Numbers, near: Near
    ) -> tuple[Indices, int]:
        """Rounds of a large block until all is about right, then Newton's method with the slopes there, solved for roughly.

        The same solution as by going on in rounds, of which the last digits would take four times as many. Returns the columns
        that still wait, and the rounds.
        """
        every = np.arange(strengths.shape[1])
        waiting, count = self._iterated(before, setting, strengths, (every, 1.0, ABOUT))
        unsettled, more = self._approached_alone(block, setting, strengths, near, np.setdiff1d(every, waiting))
        return np.sort(np.concatenate((waiting, unsettled))), count + more

    def _by_newton(self, block: JeffreyBlock, setting: Setting, strengths: Numbers, waiting: Indices) -> Indices:
        """Newton's method for some columns; those that it does not settle, which stay as they are."""
        known = _Before(self, block, strengths)
        unsettled = []
        for column in waiting.tolist():
            one = setting.columns(np.array([column]))
            solved = self._newton(block, one, strengths[:, column : column + 1], known.of(np.array([column])))
            if solved is None:
                unsettled.append(column)
            else:
                strengths[block.nodes, column] = solved
        return index_array(unsettled)

    def _approached(self, block: JeffreyBlock, setting: Setting, strengths: Numbers, near: Near) -> tuple[Indices, int]:
        """Newton's method with the slopes of a solution nearby, solved for roughly; those that still wait, and the rounds.

        A round weighs all steps once; the linear rounds within it cost a fraction of that. (Dembo, Eisenstat and Steihaug
        1982, Inexact Newton methods.)
        """
        assert near.slopes is not None
        slopes = near.slopes.among(block.nodes)
        before = _Before(self, block, strengths)
        active = np.arange(strengths.shape[1])
        least, worse = np.full(len(active), np.inf), np.zeros(len(active), dtype=np.int64)
        given_up, count = [active[:0]], 0
        part, piece = strengths.copy(), before.bounded(setting)
        free = np.isnan(setting.fixed[block.nodes])
        while len(active):
            count += 1
            left = piece.moved(part)
            left -= part[block.nodes]
            largest = np.maximum(left.max(axis=0, initial=0.0), -left.min(axis=0, initial=0.0))
            worse[active] = np.where(largest < 0.7 * least[active], 0, worse[active] + 1)
            least[active] = np.minimum(least[active], largest)
            waits = ~near.settled(left, part[block.nodes])
            lost = waits & ((worse[active] >= MOST_WORSE) | (count == MOST_APPROACHES))
            given_up.append(active[lost])
            goes_on = waits & ~lost
            if not goes_on.all():
                strengths[:, active] = part
                active, part, left, free = active[goes_on], part[:, goes_on], left[:, goes_on], free[:, goes_on]
                piece = before.of(active).bounded(setting.columns(active))
            part[block.nodes] = np.clip(part[block.nodes] + _rough_solution(slopes, left, free), 0.0, 1.0)
        return np.concatenate(given_up), count

    def _approached_alone(
        self, block: JeffreyBlock, setting: Setting, strengths: Numbers, near: Near, waiting: Indices
    ) -> tuple[Indices, int]:
        """The same for columns that lie too far from that solution, each with the slopes where it has come to."""
        unsettled, most = [], 0
        for column in waiting.tolist():
            which = np.array([column])
            one, part = setting.columns(which), strengths[:, which]
            slopes = self.jacobian(one, part) if np.all(np.isfinite(part)) else None
            lost = which
            if slopes is not None:
                lost, rounds = self._approached(block, one, part, dataclasses.replace(near, slopes=slopes))
                most = max(most, rounds)
            if len(lost):
                unsettled.append(column)
            else:
                strengths[:, which] = part
        return index_array(unsettled), most

    def _iterated(
        self, before: Sequence[_Before], setting: Setting, strengths: Numbers, how: tuple[Indices, float, float]
    ) -> tuple[Indices, int]:
        """One damping for the columns that wait; those that still do, and how long it took."""
        waiting, step, tolerance = how
        part, one = strengths[:, waiting], setting.columns(waiting)
        pieces = [known.of(waiting).bounded(one) for known in before]
        best, since, count = np.full(len(waiting), np.inf), 0, 0
        moves = best
        while count < MOST_ITERATIONS:
            count += 1
            moves = np.zeros(len(waiting))
            for piece in pieces:
                moves = np.fmax(moves, piece.move(part, step))  # what an unsettled part gives is unsettled, and no news
            if np.max(moves, initial=0.0) <= tolerance:
                break
            since = 0 if np.any(moves < 0.9 * best) else since + 1
            best = np.minimum(best, moves)
            if since >= PATIENCE:
                break
        strengths[:, waiting] = part
        return waiting[moves > tolerance], count

    def _newton(self, block: JeffreyBlock, setting: Setting, strengths: Numbers, known: _Before) -> Numbers | None:
        """Newton's method from the last iterate, halving steps that make things worse; None where it does not settle."""
        point = strengths.copy()
        change = known.moved(setting, point)[:, 0] - point[block.nodes, 0]
        size = float(np.max(np.abs(change), initial=0.0))
        for _ in range(NEWTON_STEPS):
            if not size > TOLERANCE:
                break
            jacobian = self.jacobian(setting, point).among(block.nodes)
            move = _linear_solution(jacobian, change)
            if move is None:
                return None
            for halving in range(30):
                tried = point.copy()
                tried[block.nodes, 0] = np.clip(point[block.nodes, 0] + move / 2**halving, 0.0, 1.0)
                left = known.moved(setting, tried)[:, 0] - tried[block.nodes, 0]
                if float(np.max(np.abs(left))) < size:
                    break
            else:
                break
            point, change, size = tried, left, float(np.max(np.abs(left)))
        return point[block.nodes, 0] if size <= 1e-11 else None

    def bounds(
        self,
        low: Setting,
        high: Setting,
        blocks: Sequence[JeffreyBlock] | None = None,
        start: tuple[Numbers, Numbers] | None = None,
        tolerance: float = TOLERANCE,
    ) -> tuple[Numbers, Numbers]:
        """Bounds of every strength that solves the graph for views between two corners; sound on cycles too.

        Every round from (0, 1) keeps all solutions, as evidence is bounded by the corners of its slots.

        Args:
            low: the lower corner.
            high: the upper corner.
            blocks: what is bounded, in order, from `leading_to`; everything where None. Other strengths stay at (0, 1).
            start: bounds, in one column, between corners that contain these: rounds from there come to the same, in fewer.
            tolerance: a round of a cyclic part that moves no bound further is its last; bounds are safe at any.
        """
        below, above = np.zeros_like(low.own), np.ones_like(high.own)
        if start is not None:
            below[:], above[:] = start
        for corner, ends in ((low, below), (high, above)):
            known = ~np.isnan(corner.fixed)
            ends[known] = corner.fixed[known]
        least = np.zeros((self.step_count, below.shape[1]))
        most = np.zeros_like(least)
        for block in self.blocks if blocks is None else blocks:
            pieces = [(one, _Piece(self, one, low), _Piece(self, one, high)) for one in block.moved_together]
            for _ in range(MOST_ITERATIONS if block.cyclic else 1):
                moved = 0.0
                for piece, lowest, highest in pieces:
                    nodes = piece.nodes
                    least[piece.weighing.steps], most[piece.weighing.steps] = piece.weighing.bounds(below, above)
                    lower = lowest.settled(piece.adding.total(least), below)
                    upper = highest.settled(piece.adding.total(most), above)
                    narrowed = (lower - below[nodes], above[nodes] - upper)
                    moved = max(moved, *(float(np.max(side, initial=0.0)) for side in narrowed))
                    below[nodes], above[nodes] = np.maximum(below[nodes], lower), np.minimum(above[nodes], upper)
                if moved <= tolerance:
                    break
        return below, above

    # slopes

    def jacobian(self, setting: Setting, strengths: Numbers) -> Slopes:
        """How each node's strength moves with each other's at a point of one view; a row of zeros where it is fixed."""
        weighing, adding = self.whole.weighing, self.whole.adding
        evidence = weighing.evidence(strengths)
        through = np.concatenate(weighing.slopes(strengths))
        free = logistic(setting.own[:, 0] + adding.total(evidence)[:, 0])
        gain = np.where(np.isnan(setting.fixed[:, 0]), free * (1 - free), 0.0)
        gain[(free < setting.low[:, 0]) | (free > setting.high[:, 0])] = 0.0
        capped, capping = index_array([]), index_array([])
        if len(self.requiring):
            cap = np.where(setting.capped[:, 0], strengths[self.required, 0], np.inf)
            smallest = np.full(self.size, np.inf)
            np.minimum.at(smallest, self.requiring, cap)
            binding = (cap < free[self.requiring]) & (cap <= smallest[self.requiring])
            binding &= np.isnan(setting.fixed[self.requiring, 0])
            gain[self.requiring[binding]] = 0.0
            capped, capping = self.requiring[binding], self.required[binding]
        entry, slot = self._passages
        value = (gain[adding.row] * adding.counted(evidence))[entry] * through[slot]
        moves = np.flatnonzero(value)
        nodes = np.concatenate((weighing.premise_node, weighing.undercutter_node))
        return Slopes(
            self.size,
            np.concatenate((adding.row[entry[moves]], capped)),
            np.concatenate((nodes[slot[moves]], capping)),
            np.concatenate((value[moves], np.ones(len(capped)))),
        )

    @cached_property
    def _passages(self) -> tuple[Indices, Indices]:
        """Each way from a slot through its step to a node on which this bears: its entry, and the slot, undercutters last."""
        weighing, adding = self.whole.weighing, self.whole.adding
        rows = np.concatenate((weighing.premise_row, weighing.undercutter_row))
        order = np.argsort(rows, kind="stable")
        first, last = np.searchsorted(rows[order], adding.step), np.searchsorted(rows[order], adding.step, "right")
        count = last - first
        slot = order[np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))]
        return np.repeat(np.arange(len(adding.step)), count), slot

    def adjoint(self, setting: Setting, strengths: Numbers, target: int) -> Numbers:
        """For each claim, how far the target's strength moves when the claim's is pushed; one solve (I − Jᵀ)λ = e_t.

        Raises:
            numpy.linalg.LinAlgError: at a point where the system is singular.
        """
        unit = np.zeros(self.size)
        unit[target] = 1.0
        transposed = self.jacobian(setting, strengths).transposed
        solution = substituted(
            lambda moved: (transposed @ moved[:, None])[:, 0], unit, len(self.blocks) + ADJOINT_PATIENCE
        )
        if solution is None:
            from cruxbase.reasoning.strength_kernel import linear_adjoint  # here: it needs scipy

            solution = linear_adjoint(transposed.matrix, unit)
        return np.asarray(np.bincount(self.claim_of, weights=solution, minlength=self.claims), dtype=np.float64)

    def rough_adjoint(self, slopes: Slopes, target: int) -> Numbers:
        """For each claim, nearly how far the target's strength moves when the claim's is pushed: good for ranking.

        Args:
            slopes: the transposed of what `jacobian` gives.
            target: number of the node.
        """
        unit = np.zeros((self.size, 1))
        unit[target] = 1.0
        solution = _rough_solution(slopes, unit, np.ones(unit.shape, dtype=bool))[:, 0]
        return np.asarray(np.bincount(self.claim_of, weights=solution, minlength=self.claims), dtype=np.float64)

    def is_unique(self, fixed: NDArray[np.bool_]) -> str:
        """`acyclic`, `contraction` where no other solution exists, or `none`; for claims that are not fixed.

        Where claims wait for each other the solution is unique if the sum of tanh(w/2) over the reasons of each, as far
        as they come from its cycle, is below 1 (Mooij and Kappen 2007, IEEE Transactions on Information Theory 53,
        corollary 3). A step that an undercutter of the cycle can silence may count for sinh(w)/2.
        """
        size = self.size
        free = ~fixed[self.claim_of]
        source = np.concatenate((self.premise_node, self.undercutter_node))
        through = np.concatenate((self.steps.premise_step, self.steps.undercutter_step))
        kept = free[source]
        to_node = free[self.node]
        capping = free[self.requiring] & free[self.required]
        begin = np.concatenate((source[kept], size + self.step[to_node], self.required[capping]))
        end = np.concatenate((size + through[kept], self.node[to_node], self.requiring[capping]))
        _, component, cyclic = layers(size + self.step_count, begin, end)
        if not np.any(cyclic):
            return "acyclic"
        if np.any(cyclic[self.requiring] & capping & (component[self.requiring] == component[self.required])):
            return "none"
        return "contraction" if self._contracts(component, cyclic) else "none"

    def _contracts(self, component: Indices, cyclic: NDArray[np.bool_]) -> bool:
        inside = component[self.undercutter_node] == component[self.size + self.steps.undercutter_step]
        silenced = np.zeros(self.step_count, dtype=bool)
        silenced[self.steps.undercutter_step[inside]] = True
        gain = np.tanh(self.steps.weight / 2) + np.where(silenced, np.sinh(self.steps.weight) / 2, 0.0)
        within = cyclic[self.node] & (component[self.node] == component[self.size + self.step])
        sums = np.bincount(self.node[within], weights=gain[self.step[within]], minlength=self.size)
        return bool(np.all(sums < 1))


class _Before:
    """A block whose steps of earlier blocks are weighed once, as nothing that they rest on moves any more."""

    def __init__(self, kernel: JeffreyKernel, block: JeffreyBlock, strengths: Numbers) -> None:
        self._kernel, self._block = kernel, block
        before = np.zeros(kernel.step_count, dtype=bool)
        before[block.adding.step] = True
        before[block.weighing.steps] = False
        outside = np.flatnonzero(before)
        self.evidence = np.zeros((0, strengths.shape[1]))
        if len(outside):
            self.evidence = Weighing(kernel, outside).evidence(strengths)
        place = np.zeros(kernel.step_count, dtype=np.int64)
        place[block.weighing.steps] = np.arange(len(block.weighing.steps))
        place[outside] = len(block.weighing.steps) + np.arange(len(outside))
        self._row = place[block.adding.step]

    def of(self, columns: Indices) -> _Before:
        """The same for some columns."""
        part = copy.copy(self)
        part.evidence = self.evidence[:, columns]
        return part

    def bounded(self, setting: Setting) -> _Piece:
        """The block with what some views say of it, ready to be moved many times."""
        return _Piece(self._kernel, self._block, setting, (self.evidence, self._row))

    def moved(self, setting: Setting, strengths: Numbers) -> Numbers:
        """The strengths of the block's nodes after one round."""
        return self.bounded(setting).moved(strengths)


class _Piece:
    """A block in some views, whose rounds do no work twice."""

    def __init__(
        self,
        kernel: JeffreyKernel,
        block: JeffreyBlock,
        setting: Setting,
        before: tuple[Numbers, Indices | None] = (np.zeros((0, 0)), None),
    ) -> None:
        self._kernel, self._block = kernel, block
        self._before, self._row = before
        nodes = self._nodes = block.nodes
        self._own = setting.own[nodes] if np.any(setting.own[nodes]) else None
        low, high = setting.low[nodes], setting.high[nodes]
        self._ends = None if np.all(low <= 0) and np.all(high >= 1) else (low, high)
        self._fixed = setting.fixed[nodes]
        self._is_fixed = ~np.isnan(self._fixed)
        order = np.argsort(kernel.requiring[block.requirements], kind="stable")
        requirements = block.requirements[order]
        self._caps = setting.capped[requirements]
        self._is_capped = bool(np.any(self._caps))
        capped = np.searchsorted(nodes, kernel.requiring[requirements])
        self._cap_starts = run_starts(capped)
        self._capped = capped[self._cap_starts]
        self._required = kernel.required[requirements]

    def move(self, strengths: Numbers, step: float) -> Numbers:
        """Move the block's nodes in place, and say by how much the farthest of each view would move undamped."""
        change = self.moved(strengths)
        change -= strengths[self._nodes]
        moves = np.asarray(np.max(np.abs(change), axis=0, initial=0.0))
        strengths[self._nodes] += change if step == 1 else step * change
        return moves

    def moved(self, strengths: Numbers) -> Numbers:
        """The strengths of the block's nodes after one round."""
        evidence = self._block.weighing.evidence(strengths)
        if len(self._before):
            evidence = np.concatenate((evidence, self._before))
        return self.settled(self._block.adding.total(evidence, self._row), strengths)

    def settled(self, moved: Numbers, strengths: Numbers) -> Numbers:
        """The strengths of the block's nodes, given what the steps into them come to, which is overwritten."""
        if self._own is not None:
            moved += self._own
        logistic(moved, out=moved)
        if self._is_capped:
            caps = np.where(self._caps, strengths[self._required], 1.0)
            moved[self._capped] = np.minimum(moved[self._capped], np.minimum.reduceat(caps, self._cap_starts, axis=0))
        if self._ends is not None:
            np.clip(moved, *self._ends, out=moved)
        np.copyto(moved, self._fixed, where=self._is_fixed)
        return moved


def _rough_solution(slopes: Slopes, left: Numbers, free: NDArray[np.bool_]) -> Numbers:
    """x with (I − J) x = left, nearly, for columns in which some nodes are free and the others do not move."""
    move = left
    enough = ROUGHLY * float(np.max(np.abs(left), initial=0.0))
    for _ in range(MOST_LINEAR if left.size else 0):
        following = slopes @ move
        following *= free
        following += left
        changed = float(np.max(np.abs(following - move)))
        move = following
        if not changed > enough:
            break
    return move


def _linear_solution(jacobian: Slopes, right: Numbers) -> Numbers | None:
    """x with (I − J) x = b; None where there is none."""
    size = jacobian.size
    if size <= LARGEST_DENSE:
        try:
            solution: Numbers = np.asarray(np.linalg.solve(np.eye(size) - jacobian.dense(), right), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
    else:
        from scipy import sparse
        from scipy.sparse import linalg

        solution = np.asarray(linalg.spsolve((sparse.eye_array(size) - jacobian.matrix).tocsc(), right))
    return solution if np.all(np.isfinite(solution)) else None


def _potentials(size: int, source: Indices, target: Indices, weight: Numbers) -> Numbers:
    """Numbers whose differences come near to 1 along every edge, in least squares weighted; by conjugate gradients."""
    both = Slopes(size, np.concatenate((source, target)), np.concatenate((target, source)), np.tile(weight, 2))
    inward, outward = (np.bincount(ends, weights=weight, minlength=size) for ends in (target, source))
    degree = inward + outward + 1e-9
    left: Numbers = np.asarray(inward - outward, dtype=np.float64)
    potential, direction = np.zeros(size), left
    length = float(left @ left)
    enough = 1e-6 * length
    for _ in range(50):
        if length <= enough:
            break
        image = degree * direction - (both @ direction[:, None])[:, 0]
        step = length / float(direction @ image)
        potential += step * direction
        left = left - step * image
        before, length = length, float(left @ left)
        direction = left + length / before * direction
    return potential


def _reduced(by: np.ufunc, values: Numbers, starts: Indices) -> Numbers:
    """Runs of rows, each brought down to one; many times faster along one column than along several."""
    if values.shape[1] == 1:
        return np.asarray(by.reduceat(values[:, 0], starts)[:, None])
    return np.asarray(by.reduceat(values, starts, axis=0))


def _entries(sorted_keys: Indices, wanted: Indices) -> Indices:
    """Where sorted keys have one of some sorted values."""
    first, last = np.searchsorted(sorted_keys, wanted, "left"), np.searchsorted(sorted_keys, wanted, "right")
    lengths = last - first
    ends = np.cumsum(lengths)
    if not len(ends):
        return index_array([])
    return np.repeat(first - (ends - lengths), lengths) + np.arange(ends[-1])


def _others(factors: Numbers, row: Indices) -> Numbers:
    """For each factor, the product of the others in its row, zeros included."""
    starts = run_starts(row)
    products = np.multiply.reduceat(np.where(factors == 0, 1.0, factors), starts)
    zeros = np.add.reduceat((factors == 0).astype(np.int64), starts)
    run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(row))))
    others = np.where(factors == 0, products[run], products[run] / np.where(factors == 0, 1.0, factors))
    return np.where(zeros[run] - (factors == 0) > 0, 0.0, others)


def as_steps(rows: Iterable[tuple[Sequence[int], int, float, float, int, Sequence[int]]]) -> StepArrays:
    """Steps from rows (premises, conclusion, sign, weight, group, undercutters); group −1 for one of its own."""
    listed = list(rows)
    free = 1 + max((row[4] for row in listed), default=-1)
    groups = [row[4] if row[4] >= 0 else free + place for place, row in enumerate(listed)]
    return StepArrays(
        index_array([row[1] for row in listed]),
        np.array([row[2] for row in listed], dtype=np.float64),
        np.array([row[3] for row in listed], dtype=np.float64),
        index_array(groups),
        index_array([premise for row in listed for premise in row[0]]),
        index_array([place for place, row in enumerate(listed) for _ in row[0]]),
        index_array([undercutter for row in listed for undercutter in row[5]]),
        index_array([place for place, row in enumerate(listed) for _ in row[5]]),
    )
