"""What a crux analysis needs of a model: named credences in, one number out, for many settings at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.names import UnknownName

Indices = NDArray[np.int64]

RowBounds = Callable[[Numbers, Numbers], tuple[Numbers, Numbers, str]]
"""Gives the bounds between many pairs of corners, a row each, and the method that holds for all of them."""

STEP = 1e-6
"""Half the width of a central difference."""

VERTICES = 12
"""Up to this many ranges are taken to every combination of their ends: 4,096 settings."""


class Response(Protocol):
    """A credence as a function of others, vectorised.

    Rows of an array are settings, columns are parameters in the order of `names`. A value of NaN says that
    there is none, as where an iteration did not settle.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, one a column."""

    @property
    def multi_affine(self) -> bool:
        """Whether the value is affine in each parameter when the others are held fixed."""

    def values(self, points: Numbers) -> Numbers:
        """The credence at each row."""

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each parameter at each row."""

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each parameter, or those in some columns, the credence at a point once it is set by hand.

        What bears on the parameter is cut.
        """

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest credence between two corners, and `exact`, `outer` or `inner`."""


@dataclass(frozen=True, slots=True)
class FunctionResponse:
    """A plain function of named numbers as a response.

    Attributes:
        function: Takes a mapping from name to number and returns a number. Where it is `vectorised`, the
            mapping holds arrays, one number a setting.
        names: The parameters.
        multi_affine: Whether the function is affine in each of them.
        vectorised: Whether it may be given arrays.

    >>> response = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True, vectorised=True)
    >>> response.values(np.array([[0.5, 0.5]])).tolist(), response.gradients(np.array([[0.5, 0.2]])).tolist()
    ([0.25], [[0.2, 0.5]])
    """

    function: Callable[..., float | Numbers]
    names: tuple[str, ...]
    multi_affine: bool = False
    vectorised: bool = False

    def values(self, points: Numbers) -> Numbers:
        """The function at each row."""
        if self.vectorised:
            columns = {name: points[:, column] for column, name in enumerate(self.names)}
            return np.broadcast_to(np.asarray(self.function(columns), dtype=np.float64), len(points))
        rows = (dict(zip(self.names, row, strict=True)) for row in points.tolist())
        return np.array([self.function(row) for row in rows], dtype=np.float64)

    def gradients(self, points: Numbers) -> Numbers:
        """Its slopes at each row, by differences."""
        return differences(self.values, points, exact=self.multi_affine)

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """Its value once each parameter is set: nothing bears on a parameter."""
        points = each_set(point, setting)
        return self.values(points if columns is None else points[columns])

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """Its bounds from the corners."""
        return corner_bounds(self, low, high)


def each_set(point: Numbers, setting: float | Numbers) -> Numbers:
    """Copies of a point, in each of which one parameter has another value.

    >>> each_set(np.array([0.1, 0.2]), 1).tolist()
    [[1.0, 0.2], [0.1, 1.0]]
    """
    points = np.tile(np.asarray(point, dtype=np.float64), (len(point), 1))
    np.fill_diagonal(points, setting)
    return points


def differences(values: Callable[[Numbers], Numbers], points: Numbers, *, exact: bool) -> Numbers:
    """Slopes by differences: from 0 to 1 where `exact`, as for affine functions, else between near points."""
    rows, columns = points.shape
    above, below = (np.repeat(points[:, None, :], columns, axis=1) for _ in range(2))
    diagonal = np.arange(columns)
    above[:, diagonal, diagonal] = 1.0 if exact else np.minimum(1.0, points + STEP)
    below[:, diagonal, diagonal] = 0.0 if exact else np.maximum(0.0, points - STEP)
    widths = above[:, diagonal, diagonal] - below[:, diagonal, diagonal]
    change = values(above.reshape(-1, columns)) - values(below.reshape(-1, columns))
    return change.reshape(rows, columns) / widths


def corner_bounds(response: Response, low: Numbers, high: Numbers) -> tuple[float, float, str]:
    """Bounds of a response between two corners, from the corners alone.

    A function that is affine in each parameter has its extremes at corners, so all corners of up to 12 ranges
    are exact. With more ranges, or where it is not affine, the corners are climbed one parameter at a time
    and the result is `inner`: attained, but the truth may be wider.
    """
    free = np.flatnonzero(high > low)
    if len(free) <= VERTICES:
        numbers = np.arange(1 << len(free))
        points = np.tile(low, (len(numbers), 1))
        chosen = ((numbers[:, None] >> np.arange(len(free))) & 1).astype(bool)
        points[:, free] = np.where(chosen, high[free], low[free])
        values = response.values(points)
        return float(np.min(values)), float(np.max(values)), "exact" if response.multi_affine else "inner"
    return _climbed(response, low, high, -1.0), _climbed(response, low, high, 1.0), "inner"


def _climbed(response: Response, low: Numbers, high: Numbers, sign: float) -> float:
    point = (low + high) / 2
    best = float(response.values(point[None, :])[0])
    for _ in range(len(low)):
        slopes = sign * response.gradients(point[None, :])[0]
        corner = np.where(slopes > 0, high, np.where(slopes < 0, low, point))
        value = float(response.values(corner[None, :])[0])
        if not sign * value > sign * best:
            break
        point, best = corner, value
    return best


def bounds_of_rows(response: Response, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
    """Bounds between many pairs of corners, a row each, and the method that holds for all of them.

    A response that has a way of its own to bound many at once, `bounds_of_rows`, is asked for it.

    >>> both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True, vectorised=True)
    >>> least, most, method = bounds_of_rows(both, np.array([[0.0, 0.5]]), np.array([[1.0, 0.5]]))
    >>> least.tolist(), most.tolist(), method
    ([0.0], [0.5], 'exact')
    """
    together = getattr(response, "bounds_of_rows", None)
    if together is not None:
        found: tuple[Numbers, Numbers, str] = together(low, high)
        return found
    rows = [response.bounds(*corners) for corners in zip(low, high, strict=True)]
    methods = {method for _, _, method in rows}
    method = next((method for method in ("inner", "outer") if method in methods), "exact")
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), method


def bounds_inside(response: Response, low: Numbers, high: Numbers) -> RowBounds:
    """What bounds rows of corners that all lie between two corners; see `bounds_of_rows`.

    A response that gains by knowing those corners, with a method `bounds_inside`, is asked for it.
    """
    inside = getattr(response, "bounds_inside", None)
    if inside is not None:
        found: RowBounds = inside(low, high)
        return found
    return functools.partial(bounds_of_rows, response)


def weight_of_each(response: Response, low: Numbers, high: Numbers) -> Numbers:
    """A rough idea of how much each parameter matters between two corners, for the order in which they are looked at.

    A response with a method `weight_of_each` is asked for it; of any other the width of each range is taken.
    """
    own = getattr(response, "weight_of_each", None)
    weights: Numbers = high - low if own is None else own(low, high)
    return weights


def point_of(response: Response, credences: Mapping[str, float]) -> Numbers:
    """Credences by name as a row in the response's order.

    Raises:
        UnknownName: When a parameter has no credence.
    """
    for name in response.names:
        if name not in credences:
            raise UnknownName("credence", name, credences)
    return np.array([credences[name] for name in response.names], dtype=np.float64)


def columns_of(response: Response, names: Sequence[str]) -> list[int]:
    """The columns of some parameters.

    Raises:
        UnknownName: When there is no such parameter.
    """
    index = {name: column for column, name in enumerate(response.names)}
    for name in names:
        if name not in index:
            raise UnknownName("parameter", name, index)
    return [index[name] for name in names]
