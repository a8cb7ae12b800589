"""One claim's strength as a function of what a person said of others: what crux analysis asks of `jeffrey`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.jeffrey import AnchoredView
from cruxbase.reasoning.jeffrey_kernel import Setting
from cruxbase.reasoning.response import Indices, differences, each_set

AT_ONCE = 1 << 21
"""Strengths held at once: 16 MB a working array."""


@dataclass(frozen=True)  # no slots: what does not change is kept
class JeffreyResponse:
    """The strength of `target` when a person comes to other credences, their own reasons staying as they are.

    A claim whose credence differs from what the person has now is set by hand, and all else follows, claims that the
    person spoke of included.

    Attributes:
        view: the person's view.
        target: the claim.
        names: the claims whose credences are the parameters.
    """

    view: AnchoredView
    target: str
    names: tuple[str, ...]

    @property
    def multi_affine(self) -> bool:
        """Whether the strength is affine in each credence; on the scale of log-odds evidence is added."""
        return False

    @cached_property
    def now(self) -> Numbers:
        """The credences that the view has."""
        return np.array([self.view._solved.strengths[self.view.graph.index[name], 0] for name in self.names])

    def values(self, points: Numbers) -> Numbers:
        """The target's strength at each row of credences; NaN where it does not settle."""
        place = self.view.graph.index[self.target]
        at_once = max(1, AT_ONCE // max(1, self.view.graph._kernel.size))
        found = [np.zeros(0)]
        for start in range(0, len(points), at_once):
            rows = points[start : start + at_once]
            moved = np.abs(rows - self.now) > 1e-15
            settings = [
                {self.names[column]: float(row[column]) for column in np.flatnonzero(changed).tolist()}
                for row, changed in zip(rows, moved, strict=True)
            ]
            found.append(self.view._forced(settings)[1].strengths[place])
        return np.concatenate(found)

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each credence at each row, by differences."""
        return differences(self.values, points, exact=False)

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each claim, or some, the target's strength once that claim is set by hand."""
        points = each_set(point, setting)
        return self.values(points if columns is None else points[columns])

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest strength between two corners, whatever was said of the target left out; `outer`."""
        least, most, method = self.bounds_of_rows(low[None, :], high[None, :])
        return float(least[0]), float(most[0]), method

    def bounds_of_rows(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
        """Bounds between many pairs of corners at once."""
        kernel, place = self.view.graph._kernel, self.view.graph.index[self.target]
        corners = [self._corner(rows) for rows in (low, high)]
        below, above = kernel.bounds(*corners)
        return below[place], above[place], "outer"

    def _corner(self, rows: Numbers) -> Setting:
        graph = self.view.graph
        setting = self.view._setting.columns(np.zeros(len(rows), dtype=np.int64))
        setting.fixed[graph._kernel.claim_of == graph.index[self.target]] = np.nan
        for column, name in enumerate(self.names):
            setting.fixed[graph._kernel.claim_of == graph.index[name]] = rows[:, column]
        return setting
