"""How each node's strength moves with each other's: a sparse matrix on numpy alone, as far as that is fast enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.reasoning.components import Indices
from cruxbase.reasoning.gradual_semantics import Numbers

if TYPE_CHECKING:
    from scipy import sparse

MANY = 100_000
"""With more entries scipy's products are taken, which are some three times as fast and take two tenths of a second to import."""

FEW = 16
"""Fewer rows than one of so many are not added up as whole arrays."""

_Level = tuple[int, Indices, Numbers]


class Slopes:
    """A square sparse matrix, to multiply columns with.

    Args:
        size: the number of rows, and of columns.
        row: of each entry its row; entries at one place add up.
        column: its column.
        value: the entry.

    >>> matrix = Slopes(2, np.array([0, 0]), np.array([0, 1]), np.array([2.0, 3.0]))
    >>> (matrix @ np.array([[1.0], [10.0]])).tolist(), (matrix.transposed @ np.array([[1.0], [10.0]])).tolist()
    ([[32.0], [0.0]], [[2.0], [3.0]])
    """

    def __init__(self, size: int, row: Indices, column: Indices, value: Numbers) -> None:
        self.size = size
        self._entries = row, column, value

    def __matmul__(self, columns: Numbers) -> Numbers:
        if len(self._entries[0]) > MANY:
            return np.asarray(self.matrix @ columns)
        order, levels, (starts, column, value) = self._levels
        sums = np.zeros((self.size, columns.shape[1]))
        for count, at, times in levels:
            part = np.take(columns, at, axis=0, mode="clip")
            part *= times
            sums[:count] += part
        if len(starts):
            sums[: len(starts)] += np.add.reduceat(np.take(columns, column, axis=0) * value, starts, axis=0)
        product = np.empty_like(sums)
        product[order] = sums
        return product

    @cached_property
    def _levels(self) -> tuple[Indices, list[_Level], tuple[Indices, Indices, Numbers]]:
        """The rows, those with most entries first; how many have an nth entry, with these; and what is left of long rows.

        So nearly all of a product are a few additions of whole arrays.
        """
        row, column, value = self._entries
        by_row = np.argsort(row, kind="stable")
        count = np.bincount(row, minlength=self.size)
        order = np.argsort(-count, kind="stable")
        count = count[order]
        first = np.cumsum(np.bincount(row, minlength=self.size))[order] - count
        depth = 0
        levels: list[_Level] = []
        rows = int(np.count_nonzero(count))
        while rows * FEW > self.size:
            entries = by_row[first[:rows] + depth]
            levels.append((rows, column[entries], value[entries][:, None]))
            depth += 1
            rows = int(np.count_nonzero(count > depth))
        left = count[:rows] - depth
        begins = np.cumsum(left) - left
        entries = by_row[np.repeat(first[:rows] + depth - begins, left) + np.arange(int(left.sum()))]
        return order, levels, (begins, column[entries], value[entries][:, None])

    def among(self, nodes: Indices) -> Slopes:
        """The entries between some nodes, numbered anew in their order."""
        place = np.full(self.size, -1)
        place[nodes] = np.arange(len(nodes))
        row, column, value = self._entries
        inside = (place[row] >= 0) & (place[column] >= 0)
        return Slopes(len(nodes), place[row[inside]], place[column[inside]], value[inside])

    @cached_property
    def transposed(self) -> Slopes:
        """Rows as columns."""
        row, column, value = self._entries
        return Slopes(self.size, column, row, value)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The same for solvers of linear systems."""
        from scipy import sparse

        row, column, value = self._entries
        return sparse.csr_array((value, (row, column)), shape=(self.size, self.size))

    def dense(self) -> Numbers:
        """The same with all its zeros."""
        row, column, value = self._entries
        dense = np.zeros((self.size, self.size))
        np.add.at(dense, (row, column), value)
        return dense


def substituted(times: Callable[[Numbers], Numbers], unit: Numbers, patience: int) -> Numbers | None:
    """x with x = e + J·x, by putting it in again and again; None where changes grow, or hardly shrink in so many rounds.

    Args:
        times: J times a vector.
        unit: e.
        patience: the rounds within which a change must have halved.
    """
    solution = unit.copy()
    best, since = np.inf, 0
    while since < patience:
        moved = unit + times(solution)
        change = float(np.max(np.abs(moved - solution), initial=0.0))
        solution = moved
        if change <= 1e-14 * max(1.0, float(np.max(np.abs(moved), initial=0.0))):
            return np.asarray(solution)
        if not np.isfinite(change):
            break
        best, since = (change, 0) if change < best / 2 else (best, since + 1)
    return None


def logistic(levels: Numbers | float, out: Numbers | None = None) -> Numbers:
    """1/(1 + e^−x) of log-odds, written to `out` where one is given.

    >>> logistic(np.array([0.0, 1.0, -1000.0])).round(6).tolist()
    [0.5, 0.731059, 0.0]
    """
    odds = np.negative(levels, out=out)
    with np.errstate(over="ignore"):  # e to the 710 and beyond is infinite, and the strength 0
        odds = np.exp(odds, out=out)
    odds = np.add(odds, 1.0, out=out)
    return np.asarray(np.divide(1.0, odds, out=out))
