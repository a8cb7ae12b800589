"""What crux analysis and contributions ask of a framework whose strengths are computed; `QBAF` is one."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.strength_kernel import Kernel

BaseScore = float | tuple[float, float] | None
"""A number, a range (low, high), or None when nobody said."""


class BoundedStrengths(Protocol):
    """Bounds of strengths, and which of them are attained; `StrengthBounds` is one."""

    @property
    def attained(self) -> AbstractSet[str]:
        """The arguments whose bounds are attained."""

    def __getitem__(self, name: str, /) -> tuple[float, float]: ...


class CompiledFramework(Protocol):
    """Arguments with base scores whose strengths a kernel computes, and the frameworks that differ from it in one respect."""

    @property
    def base_scores(self) -> Mapping[str, BaseScore]:
        """For every argument a number from 0 to 1, a range, or None for unknown."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments' names, in the order given."""

    @property
    def index(self) -> Mapping[str, int]:
        """The position of every argument in `arguments`."""

    def with_base_scores(self, scores: Mapping[str, BaseScore]) -> CompiledFramework:
        """The same with other base scores."""

    def bearing_on(self, target: str) -> CompiledFramework:
        """The part that bears on an argument."""

    def without_inputs(self, argument: str) -> CompiledFramework:
        """The same without what bears directly on an argument."""

    def bounds(self, semantics: str) -> BoundedStrengths:
        """Bounds of every strength when base scores are ranges or unknown."""

    def _kernel(self, semantics: str) -> Kernel: ...

    def _base_column(self, kernel: Kernel) -> Numbers: ...
