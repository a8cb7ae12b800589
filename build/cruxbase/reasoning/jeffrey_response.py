"""One claim's strength as a function of what a person said of others: what crux analysis asks of `jeffrey`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.jeffrey import AnchoredView
from cruxbase.reasoning.jeffrey_kernel import TOLERANCE, Setting
from cruxbase.reasoning.response import Indices, RowBounds, differences, each_set
from cruxbase.reasoning.settled_strengths import Unsettled

AT_ONCE = 1 << 21
"""Strengths held at once: 16 MB a working array."""

NEAR = 1e-7
"""How far bounds still move in the last round, where many are only to be compared."""


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
            found.append(self.view._forced(settings, (place,))[1].strengths[place])
        return np.concatenate(found)

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each credence at each row, by differences."""
        return differences(self.values, points, exact=False)

    def slopes_for_ranking(self) -> Numbers:
        """Nearly how far the target moves with each credence at what the view has now, by one rough adjoint solve."""
        place = self.view.graph.index[self.target]
        return self.view.rough_slopes_to(place)[[self.view.graph.index[name] for name in self.names]]

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each claim, or some, the target's strength once that claim is set by hand."""
        points = each_set(point, setting)
        return self.values(points if columns is None else points[columns])

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest strength between two corners, whatever was said of the target left out; `outer`."""
        inside = self._inside(low, high)
        assert inside.start is not None
        below, above = (float(ends[inside.place, 0]) for ends in inside.start)
        return below, above, "outer"

    def bounds_of_rows(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
        """Bounds between many pairs of corners at once."""
        if not len(low):
            return np.zeros(0), np.zeros(0), "outer"
        return _Inside(self, low[:1], None).of_rows(low, high)

    def bounds_inside(self, low: Numbers, high: Numbers) -> RowBounds:
        """What bounds rows of corners that all lie between two corners: it starts from the bounds between those."""
        return self._inside(low, high).of_rows

    def _inside(self, low: Numbers, high: Numbers) -> _Inside:
        """What bounds rows between two corners; the last is kept, as a range is asked for before what narrows it."""
        key = (low.tobytes(), high.tobytes())
        if key not in self._kept:
            self._kept.clear()
            self._kept[key] = _Inside(self, low[None, :], high[None, :])
        return self._kept[key]

    @cached_property
    def _kept(self) -> dict[tuple[bytes, bytes], _Inside]:
        return {}

    def weight_of_each(self, low: Numbers, high: Numbers) -> Numbers:
        """Slope times width of each credence, by one adjoint solve at what the view has now."""
        try:
            slopes = self.view.gradient(self.target)
        except (Unsettled, np.linalg.LinAlgError):
            return high - low
        return np.asarray((high - low) * np.abs([slopes[name] for name in self.names]))

    def corner(self, rows: Numbers, numbers: Indices) -> Setting:
        """The setting for rows of credences, whatever was said of the target left out; `numbers` are those of the names."""
        graph = self.view.graph
        claim_of = graph._kernel.claim_of
        setting = self.view._setting.columns(np.zeros(len(rows), dtype=np.int64))
        setting.fixed[claim_of == graph.index[self.target]] = np.nan
        column = np.full(graph._kernel.claims, -1)
        column[numbers] = np.arange(len(numbers))
        nodes = np.flatnonzero(column[claim_of] >= 0)
        setting.fixed[nodes] = rows[:, column[claim_of[nodes]]].T
        return setting


class _Inside:
    """Bounds of a response's target, for which only what leads to it is looked at.

    Args:
        response: the response.
        low: a row of credences; it says which nodes are fixed.
        high: with `low`, corners between which all rows to come lie; None where that is not known.
    """

    def __init__(self, response: JeffreyResponse, low: Numbers, high: Numbers | None) -> None:
        graph = response.view.graph
        self.response = response
        self.kernel = graph._kernel
        self.place = graph.index[response.target]
        self.numbers = np.array([graph.index[name] for name in response.names], dtype=np.int64)
        corner = response.corner(low, self.numbers)
        self.part = self.kernel.leading_to((self.place,), ~np.isnan(corner.fixed[:, 0]))
        self.read = np.isin(self.numbers, self.kernel.claim_of[self.part.inputs])
        self.tolerance = TOLERANCE
        self.start: tuple[Numbers, Numbers] | None = None
        if high is not None:
            self.tolerance = NEAR
            self.start = self.kernel.bounds(corner, response.corner(high, self.numbers), self.part.blocks)

    def of_rows(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
        """Bounds between many pairs of corners; rows that differ only in what does not lead to the target count once."""
        ends = np.concatenate((low[:, self.read], high[:, self.read]), axis=1)
        _, first, row = np.unique(ends, axis=0, return_index=True, return_inverse=True)
        found = [(np.zeros(0), np.zeros(0))]
        at_once = max(1, AT_ONCE // (self.kernel.size + self.kernel.step_count))
        for begin in range(0, len(first), at_once):
            some = first[begin : begin + at_once]
            lower, upper = (self.response.corner(rows[some], self.numbers) for rows in (low, high))
            below, above = self.kernel.bounds(lower, upper, self.part.blocks, self.start, self.tolerance)
            found.append((below[self.place], above[self.place]))
        least, most = (np.concatenate(side)[row.ravel()] for side in zip(*found, strict=True))
        return least, most, "outer"
