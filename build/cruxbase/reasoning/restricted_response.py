"""Responses made of other responses: with most parameters held fixed, or with somebody watching."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.response import Indices, Response, bounds_of_rows


@dataclass(frozen=True)  # no slots: the columns are kept
class RestrictedResponse:
    """A response as a function of some of its parameters.

    Attributes:
        whole: the response.
        parameter_of: claim → the parameter that is its credence.
        fixed: every other parameter → its number.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> whole = FunctionResponse(lambda p: p["x"] * p["y"], ("x", "y"), multi_affine=True, vectorised=True)
    >>> RestrictedResponse(whole, {"a claim": "y"}, {"x": 0.5}).values(np.array([[0.4]])).tolist()
    [0.2]
    """

    whole: Response
    parameter_of: Mapping[str, str]
    fixed: Mapping[str, float]

    @property
    def names(self) -> tuple[str, ...]:
        """The claims."""
        return tuple(self.parameter_of)

    @property
    def multi_affine(self) -> bool:
        """Whether the value is affine in each credence when the others are held fixed."""
        return self.whole.multi_affine

    def values(self, points: Numbers) -> Numbers:
        """The value at each row."""
        return self.whole.values(self._filled(points))

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each credence at each row."""
        return self.whole.gradients(self._filled(points))[:, self._columns]

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each claim, the value once it is set by hand, with what bears on it cut."""
        wanted = self._columns if columns is None else self._columns[columns]
        return self.whole.forced(self._filled(point[None, :])[0], setting, wanted)

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest value between two corners, and `exact`, `outer` or `inner`."""
        return self.whole.bounds(self._filled(low[None, :])[0], self._filled(high[None, :])[0])

    def bounds_of_rows(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers, str]:
        """Bounds between many pairs of corners, a row each."""
        return bounds_of_rows(self.whole, self._filled(low), self._filled(high))

    @cached_property
    def _columns(self) -> Indices:
        places = {name: column for column, name in enumerate(self.whole.names)}
        return np.array([places[name] for name in self.parameter_of.values()], dtype=np.int64)

    @cached_property
    def _rest(self) -> Numbers:
        free = set(self.parameter_of.values())
        return np.array([0.0 if name in free else self.fixed[name] for name in self.whole.names], dtype=np.float64)

    def _filled(self, points: Numbers) -> Numbers:
        filled = np.tile(self._rest, (len(points), 1))
        filled[:, self._columns] = points
        return filled


@dataclass(slots=True)
class CachedResponse:
    """A response that tells how many settings it has been tried at, for work that takes a while, and keeps what it found.

    Shares on the two scales try the same settings: the second time costs nothing.

    Attributes:
        whole: the response.
        progress: is told `what`, the settings so far, and `of` how many; None for nobody.
        what: what is being done.
        of: how many settings are expected.

    >>> from cruxbase.reasoning.response import FunctionResponse
    >>> half = FunctionResponse(lambda p: p["x"] / 2, ("x",), vectorised=True)
    >>> CachedResponse(half, lambda what, done, of: print(what, done, of), "trying", 2).values(np.ones((2, 1))).tolist()
    trying 2 2
    [0.5, 0.5]
    """

    whole: Response
    progress: Callable[[str, int, int], None] | None
    what: str
    of: int
    _done: int = field(default=0, init=False)
    _kept: dict[bytes, Numbers] = field(default_factory=dict, init=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters."""
        return self.whole.names

    @property
    def multi_affine(self) -> bool:
        """Whether the value is affine in each parameter when the others are held fixed."""
        return self.whole.multi_affine

    def values(self, points: Numbers) -> Numbers:
        """The value at each row."""
        key = hashlib.blake2b(np.ascontiguousarray(points).tobytes(), digest_size=16).digest()
        if key not in self._kept:
            self._kept[key] = self.whole.values(points)
            self._tell(len(points))
        return self._kept[key]

    def gradients(self, points: Numbers) -> Numbers:
        """The slope in each parameter at each row."""
        found = self.whole.gradients(points)
        self._tell(len(points))
        return found

    def forced(self, point: Numbers, setting: float, columns: Indices | None = None) -> Numbers:
        """For each parameter, the value once it is set by hand."""
        return self.whole.forced(point, setting, columns)

    def bounds(self, low: Numbers, high: Numbers) -> tuple[float, float, str]:
        """The least and greatest value between two corners, and `exact`, `outer` or `inner`."""
        return self.whole.bounds(low, high)

    def _tell(self, rows: int) -> None:
        if self.progress is not None:
            self._done = min(self._done + rows, self.of)
            self.progress(self.what, self._done, self.of)
