"""How a true-or-false claim depends on others: by nothing, a product, a noisy-or, or a table."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cruxbase.support.errors import CruxbaseError

WIDEST = 20
"""A table over more variables at once than this is refused: it would have over a million rows."""


class TooEntangled(CruxbaseError, ValueError):
    """Exact inference would need a table over too many variables at once."""

    def __init__(self, width: int) -> None:
        self.width = width
        super().__init__(f"exact inference needs a table over {width} variables at once, and {WIDEST} is the limit")


@dataclass(frozen=True, slots=True)
class Prior:
    """A claim with a probability of its own."""

    probability: float

    @property
    def parents(self) -> tuple[str, ...]:
        """What it depends on."""
        return ()

    def parameters(self, variable: str) -> dict[str, float]:
        """Its parameters by name."""
        return {variable: self.probability}


@dataclass(frozen=True, slots=True)
class Product:
    """A claim that is true exactly when all its parents are: a chain of conditions."""

    parents: tuple[str, ...]

    def parameters(self, variable: str) -> dict[str, float]:
        """Its parameters by name."""
        return {}


@dataclass(frozen=True, slots=True)
class NoisyOr:
    """A claim that each true parent brings about with some probability (Pearl 1988, section 4.3.2).

    Attributes:
        strengths: For each parent, the probability that it alone brings the claim about.
        leak: The probability that something unnamed does.
    """

    strengths: Mapping[str, float]
    leak: float = 0.0

    @property
    def parents(self) -> tuple[str, ...]:
        """What it depends on."""
        return tuple(self.strengths)

    def parameters(self, variable: str) -> dict[str, float]:
        """Its parameters by name."""
        parameters = {f"{variable}<-{parent}": strength for parent, strength in self.strengths.items()}
        return {**parameters, f"{variable}<-": self.leak}


@dataclass(frozen=True, slots=True)
class Table:
    """A claim with a probability for each state of its parents.

    Attributes:
        parents: The parents.
        rows: For each state of the parents, in their order, the probability that the claim is true.
    """

    parents: tuple[str, ...]
    rows: Mapping[tuple[bool, ...], float]

    def parameters(self, variable: str) -> dict[str, float]:
        """Its parameters by name."""
        return {parameter_name(variable, self.parents, state): self.rows[state] for state in states(len(self.parents))}


Mechanism = Prior | Product | NoisyOr | Table


def states(count: int) -> Iterator[tuple[bool, ...]]:
    """Every state of some variables.

    >>> list(states(1))
    [(False,), (True,)]
    """
    return itertools.product((False, True), repeat=count)


def parameter_name(variable: str, parents: Iterable[str], state: Iterable[bool]) -> str:
    """The name of one row of a table: `rain|cloud=1`.

    >>> parameter_name("rain", ["cloud", "wind"], [True, False])
    'rain|cloud=1,wind=0'
    """
    given = ",".join(f"{parent}={int(value)}" for parent, value in zip(parents, state, strict=True))
    return f"{variable}|{given}" if given else variable


def chance_of(mechanism: Mechanism, state: Sequence[bool]) -> float:
    """The probability of a claim in one state of its parents.

    >>> round(chance_of(NoisyOr({"a": 0.5, "b": 0.5}, leak=0.2), (True, False)), 6)
    0.6
    """
    if isinstance(mechanism, Prior):
        return mechanism.probability
    if isinstance(mechanism, Product):
        return float(all(state))
    if isinstance(mechanism, Table):
        return mechanism.rows[tuple(state)]
    fails = 1 - mechanism.leak
    for strength, present in zip(mechanism.strengths.values(), state, strict=True):
        fails *= 1 - strength if present else 1.0
    return 1 - fails
