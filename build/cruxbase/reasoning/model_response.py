"""Exact inference in probability models for many settings of their parameters at once, with slopes.

A model becomes factors: a table over a few binary variables, some of whose entries are parameters. Variables
are summed out one after the other (Zhang and Poole 1994); going back over the same steps gives the slope in
every parameter at once (Darwiche 2003, A differential approach to inference in Bayesian networks). All arrays
have a first axis for the settings.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.mechanisms import (
    WIDEST,
    Mechanism,
    NoisyOr,
    Prior,
    Product,
    TooEntangled,
    parameter_name,
    states,
)
from cruxbase.reasoning.response import Indices, corner_bounds

CELLS_AT_ONCE = 1 << 20
"""Settings times parameters evaluated in one go, to bound memory."""


class Network(Protocol):
    """Claims that depend on one another, as `ProbabilityModel` has them.

    Attributes:
        variables: for every claim, what it depends on and how.
        order: the claims, each after its parents.
        parameters: every parameter by name.
    """

    @property
    def variables(self) -> Mapping[str, Mechanism]: ...  # noqa: D102 - see the class
    @property
    def order(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def parameters(self) -> dict[str, float]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Factor:
    """A table over some variables, affine in the parameters: constant + Σ sign·parameter at each entry.

    Attributes:
        scope: The variables, one axis each.
        constant: What does not depend on parameters.
        entries: For each parameter that appears, its column and the array of its signs (1, −1 or 0).
    """

    scope: tuple[int, ...]
    constant: Numbers
    entries: tuple[tuple[int, Numbers], ...] = ()

    def tables(self, points: Numbers) -> Numbers:
        """The table for every setting; one table for all where no parameter appears."""
        if not self.entries:
            return self.constant[None]
        shape = (-1, *(1 for _ in self.scope))
        return sum((points[:, column].reshape(shape) * signs for column, signs in self.entries), self.constant[None])


@dataclass(frozen=True, slots=True)
class Elimination:
    """One step: the factors that mention a variable are multiplied and the variable is summed out."""

    factors: tuple[int, ...]
    scope: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelResponse:
    """A target's probability in a model, as a function of the model's parameters."""

    names: tuple[str, ...]
    point: Numbers
    factors: tuple[Factor, ...]
    steps: tuple[Elimination, ...]

    @classmethod
    def of(cls, model: Network, target: str) -> ModelResponse:
        """The response of one claim of a model."""
        return _compiled(model, {target: True})

    @property
    def multi_affine(self) -> bool:
        """Always: every parameter stands in one factor, and nothing is divided."""
        return True

    def values(self, points: Numbers) -> Numbers:
        """The target's probability for each row of parameters."""
        parts = [self._tables(part)[-1].reshape(-1) for part in self._parts(points)]
        sized = [np.broadcast_to(part, len(rows)) for part, rows in zip(parts, self._parts(points), strict=True)]
        return np.concatenate(sized) if sized else np.zeros(0)

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each parameter for each row, by one pass forward and one back."""
        parts = [self._slopes(part) for part in self._parts(points)]
        return np.concatenate(parts) if parts else np.zeros(points.shape)

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each parameter, the target's probability once it is set to 0 or 1.

        For a claim with a prior this is setting the claim by hand. For a row of a table or a link of a
        noisy-or it is setting that conditional probability.
        """
        slopes = self.gradients(point[None, :])[0]
        now = self.values(point[None, :])[0]
        values = np.asarray(now + (setting - point) * slopes)
        return values if columns is None else values[columns]

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest probability for parameters between two corners."""
        return corner_bounds(self, low, high)

    def _parts(self, points: Numbers) -> Iterable[Numbers]:
        at_once = max(1, CELLS_AT_ONCE // max(1, len(self.names)))
        return [points[start : start + at_once] for start in range(0, len(points), at_once)]

    def _tables(self, points: Numbers) -> list[Numbers]:
        """The tables of all factors and, after them, of all steps; the last is the answer."""
        tables = [factor.tables(points) for factor in self.factors]
        scopes = [factor.scope for factor in self.factors]
        for step in self.steps:
            parts = [(tables[place], scopes[place]) for place in step.factors]
            tables.append(_contracted(parts, step.scope))
            scopes.append(step.scope)
        return tables

    def _slopes(self, points: Numbers) -> Numbers:
        tables = self._tables(points)
        scopes = [*(factor.scope for factor in self.factors), *(step.scope for step in self.steps)]
        upstream: list[Numbers | None] = [None] * len(tables)
        upstream[-1] = np.ones((1, *(1 for _ in scopes[-1])))
        for place in range(len(tables) - 1, len(self.factors) - 1, -1):
            arriving = upstream[place]
            step = self.steps[place - len(self.factors)]
            assert arriving is not None  # every step is used by a later one, or is the last
            for number, own in enumerate(step.factors):
                others = [(tables[other], scopes[other]) for at, other in enumerate(step.factors) if at != number]
                upstream[own] = _contracted([(arriving, step.scope), *others], scopes[own])
        slopes = np.zeros(points.shape)
        for factor, arriving in zip(self.factors, upstream, strict=False):
            axes = tuple(range(1, len(factor.scope) + 1))
            for column, signs in factor.entries:
                if arriving is not None:
                    slopes[:, column] += np.sum(arriving * signs, axis=axes)
        return slopes


def joint_probability(model: Network, settings: Mapping[str, bool]) -> float:
    """The probability that some claims all have given values."""
    response = _compiled(model, settings)
    return min(1.0, max(0.0, float(response.values(response.point[None, :])[0])))


def _compiled(model: Network, settings: Mapping[str, bool]) -> ModelResponse:
    """The factors of the part of a model that bears on some claims, and the order in which to sum them up."""
    parameters = model.parameters
    columns = {name: column for column, name in enumerate(parameters)}
    relevant = _relevant(model, settings)
    builder = _Builder(columns)
    for name in model.order:
        if name in relevant:
            builder.add(name, model.variables[name])
    for name, value in settings.items():
        builder.factors.append(Factor((builder.axes[name],), np.array([0.0, 1.0] if value else [1.0, 0.0])))
    point = np.array(list(parameters.values()), dtype=np.float64)
    return ModelResponse(tuple(columns), point, tuple(builder.factors), tuple(_elimination(builder.factors)))


def _relevant(model: Network, names: Iterable[str]) -> set[str]:
    """The claims and all their ancestors; the rest sums to one."""
    found = set(names)
    for name in reversed(model.order):
        if name in found:
            found.update(model.variables[name].parents)
    return found


class _Builder:
    """Collects the factors of a model, with helper variables for products and noisy-ors."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.columns = columns
        self.axes: dict[str, int] = {}
        self.factors: list[Factor] = []
        self._count = 0

    def axis(self) -> int:
        self._count += 1
        return self._count

    def add(self, name: str, mechanism: Mechanism) -> None:
        """The factors of one variable."""
        if isinstance(mechanism, Product):
            self.axes[name] = self._chain([(self.axes[parent], None) for parent in mechanism.parents], start=None)
        elif isinstance(mechanism, NoisyOr):
            links = [(self.axes[parent], self.columns[f"{name}<-{parent}"]) for parent in mechanism.parents]
            self.axes[name] = self._chain(links, start=self.columns[f"{name}<-"])
        elif isinstance(mechanism, Prior):
            self.axes[name] = self._certain(self.columns[name])
        else:
            if len(mechanism.parents) >= WIDEST:
                raise TooEntangled(len(mechanism.parents) + 1)
            own = self.axis()
            self.axes[name] = own
            size = len(mechanism.parents)
            constant = np.zeros((2,) * (size + 1))
            constant[..., 0] = 1.0
            entries = []
            for state in states(size):
                signs = np.zeros((2,) * (size + 1))
                signs[tuple(map(int, state))] = (-1.0, 1.0)
                entries.append((self.columns[parameter_name(name, mechanism.parents, state)], signs))
            scope = (*(self.axes[parent] for parent in mechanism.parents), own)
            self.factors.append(Factor(scope, constant, tuple(entries)))

    def _certain(self, column: int | None) -> int:
        """A fresh variable that is true with a parameter's probability, or for certain."""
        axis = self.axis()
        if column is None:
            self.factors.append(Factor((axis,), np.array([0.0, 1.0])))
        else:
            self.factors.append(Factor((axis,), np.array([1.0, 0.0]), ((column, np.array([-1.0, 1.0])),)))
        return axis

    def _chain(self, links: Sequence[tuple[int, int | None]], start: int | None) -> int:
        """Parents taken in one at a time: AND for a product, OR with a strength for a noisy-or."""
        so_far = self._certain(start)
        for parent, column in links:
            after = self.axis()
            constant, signs = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))  # so far, parent, after
            for before, present in itertools.product((0, 1), repeat=2):
                if column is None:
                    constant[before, present, before & present] = 1.0
                else:
                    constant[before, present, before] = 1.0
                    if present and not before:
                        signs[before, present] = (-1.0, 1.0)
            entries = () if column is None else ((column, signs),)
            self.factors.append(Factor((so_far, parent, after), constant, entries))
            so_far = after
        return so_far


def _elimination(factors: Sequence[Factor]) -> list[Elimination]:
    """Steps that sum out every variable, each time the one that makes the smallest table."""
    scopes = [set(factor.scope) for factor in factors]
    alive = set(range(len(scopes)))
    users: dict[int, set[int]] = {}
    for place, scope in enumerate(scopes):
        for variable in scope:
            users.setdefault(variable, set()).add(place)

    def width(variable: int) -> tuple[int, int]:
        return len(set().union(*(scopes[place] for place in users[variable]))), variable

    widths = {variable: width(variable) for variable in users}
    steps: list[Elimination] = []
    while users:
        _, variable = min(widths.values())
        del widths[variable]
        together = sorted(users.pop(variable))
        scope = set().union(*(scopes[place] for place in together)) - {variable}
        if len(scope) + 1 > WIDEST:
            raise TooEntangled(len(scope) + 1)
        new = len(scopes)
        scopes.append(scope)
        alive = (alive - set(together)) | {new}
        for other in scope:
            users[other] = (users[other] - set(together)) | {new}
            widths[other] = width(other)
        steps.append(Elimination(tuple(together), tuple(sorted(scope))))
    steps.append(Elimination(tuple(sorted(alive)), ()))
    return steps


def _contracted(parts: Sequence[tuple[Numbers, tuple[int, ...]]], scope: tuple[int, ...]) -> Numbers:
    """The product of tables, summed over all variables outside a scope, with its axes in the scope's order.

    The first axis runs over settings.
    """
    axes = sorted({axis for _, part in parts for axis in part} | set(scope))
    size = max((table.shape[0] for table, _ in parts), default=1)
    place = {axis: number + 1 for number, axis in enumerate(axes)}
    product = np.ones((size, *(2 for _ in axes)))
    for table, part in parts:
        shape = [table.shape[0], *(1 for _ in axes)]
        for axis in part:
            shape[place[axis]] = 2
        ordered = np.transpose(table, (0, *(1 + part.index(axis) for axis in sorted(part))))
        product = product * ordered.reshape(shape)
    summed = product.sum(axis=tuple(place[axis] for axis in axes if axis not in scope))
    kept = sorted(scope)
    return np.transpose(summed, (0, *(1 + kept.index(axis) for axis in scope)))
