"""One argument's strength as a function of base scores: what crux analysis asks of a gradual semantics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from cruxbase.reasoning.compiled_framework import CompiledFramework
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.response import Indices

Rows = TypeVar("Rows", Numbers, Indices)

CELLS_AT_ONCE = 1 << 21
"""Strengths held at once: 16 MB a working array."""


@dataclass(frozen=True, slots=True)
class StrengthResponse:
    """The strength of `target` in a framework whose base scores are replaced row by row.

    Setting a claim by hand gives it that strength and cuts what bears on it.
    """

    framework: CompiledFramework
    target: str
    semantics: str

    @property
    def names(self) -> tuple[str, ...]:
        """The arguments whose base scores are the parameters."""
        return self.framework.arguments

    @property
    def multi_affine(self) -> bool:
        """Whether the strength is affine in each base score; in general no semantics is."""
        return False

    def values(self, points: Numbers) -> Numbers:
        """The target's strength for each row of base scores; NaN where it does not settle."""
        kernel = self.framework._kernel(self.semantics)
        seat = kernel.place[self.framework.index[self.target]]
        found = [kernel.solve(part.T[kernel.order]).strengths[seat] for part in self._parts(points)]
        return np.concatenate(found) if found else np.zeros(0)

    def gradients(self, points: Numbers) -> Numbers:
        """The slope of the target's strength in each base score; NaN where there is none."""
        kernel = self.framework._kernel(self.semantics)
        seat = int(kernel.place[self.framework.index[self.target]])
        slopes = np.full(points.shape, np.nan)
        for row, point in enumerate(points):
            base = point[kernel.order][:, None]
            strengths = kernel.solve(base).strengths
            if np.isnan(strengths[seat, 0]):
                continue
            try:
                found, _ = kernel.gradient(base, np.nan_to_num(strengths, nan=0.5), seat)
            except np.linalg.LinAlgError:
                continue
            slopes[row] = found[kernel.place]
        return slopes

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each argument, or some, the target's strength once that argument's strength is set by hand."""
        kernel = self.framework._kernel(self.semantics)
        seat = kernel.place[self.framework.index[self.target]]
        size = len(point)
        found = []
        for part in self._parts(np.arange(size) if columns is None else columns):
            hand = np.full((size, len(part)), np.nan)
            hand[kernel.place[part], np.arange(len(part))] = setting
            base = np.repeat(point[kernel.order][:, None], len(part), axis=1)
            found.append(kernel.solve(base, forced=hand).strengths[seat])
        return np.concatenate(found) if found else np.zeros(0)

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest strength between two corners; `exact` where no unknown bears both ways."""
        ranges = {
            name: (least, most) if least < most else least
            for name, least, most in zip(self.names, low.tolist(), high.tolist(), strict=True)
        }
        bounds = self.framework.with_base_scores(ranges).bounds(self.semantics)
        return *bounds[self.target], "exact" if self.target in bounds.attained else "outer"

    def bounds_of_rows(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
        """Bounds between many pairs of corners at once; `exact` where they are whichever of the ranges are open."""
        kernel = self.framework._kernel(self.semantics)
        seat = kernel.place[self.framework.index[self.target]]
        least, greatest = [np.zeros(0)], [np.zeros(0)]
        for rows in self._parts(np.arange(len(low))):
            below, above = kernel.bounds(low[rows].T[kernel.order], high[rows].T[kernel.order])
            least.append(below[seat])
            greatest.append(above[seat])
        method = self.bounds(low.min(axis=0), high.max(axis=0))[2] if len(low) else "exact"
        return np.concatenate(least), np.concatenate(greatest), method

    def _parts(self, rows: Rows) -> Iterator[Rows]:
        at_once = max(1, CELLS_AT_ONCE // max(1, len(self.names)))
        for start in range(0, len(rows), at_once):
            yield rows[start : start + at_once]
