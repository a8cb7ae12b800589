"""Strengths by name, some of which may not have settled: what the results of all semantics have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cruxbase.support.errors import CruxbaseError
from cruxbase.support.results import ResultTable


class Unsettled(CruxbaseError, KeyError):
    """The strength was asked for of something that has none, because the iteration on its cycle did not settle."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r} has no strength: the iteration on its cycle does not settle")

    def __str__(self) -> str:
        return str(self.args[0])


class SettledStrengths(ResultTable, Mapping[str, float]):
    """The strengths that settled, by name.

    Attributes:
        unsettled: names without a strength; to ask for theirs raises `Unsettled`.
    """

    __slots__ = ()

    unsettled: frozenset[str]
    _values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        if name in self.unsettled:
            raise Unsettled(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
