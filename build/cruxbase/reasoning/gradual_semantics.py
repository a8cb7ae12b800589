"""The six gradual semantics: how reasons add up, and how the sum moves a base score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cruxbase.support.errors import CruxbaseError

Numbers = NDArray[np.float64]
Aggregation = Literal["sum", "product", "top"]
SemanticsName = Literal["logodds", "dfquad", "squared-dfquad", "quadratic-energy", "euler-based", "euler-based-top"]

CLAMP = (0.001, 0.999)
"""Base scores go no nearer to 0 and 1 than this under `logodds`, whose log-odds would else be infinite."""

LEVEL = 1e-9
"""Reasons for and against that differ by no more are level: strengths on cycles are not known much more closely."""


@dataclass(frozen=True, slots=True)
class GradualSemantics:
    """A modular semantics: an aggregation E of reasons, and the influence of E on a base score τ.

    The two parts are those of Mossakowski and Neuhaus (2018, arXiv 1807.06685).

    Attributes:
        name: Its name in results.
        work: The work that defines it.
        aggregation: `sum` (Σs − Σa), `product` (Π(1−a) − Π(1−s)) or `top` (max s − max a).
        weighted: Whether edge weights count.
        influence: (τ, E) → strength.
        slopes: (τ, E) → (∂strength/∂E, ∂strength/∂τ). At a kink, the mean of the two sides.
        steepest: τ → a bound on ∂strength/∂E for all E.
        kinked: Whether the slope at E = 0 differs on its two sides.
    """

    name: SemanticsName
    work: str
    aggregation: Aggregation
    weighted: bool
    influence: Callable[[Numbers, Numbers], Numbers]
    slopes: Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]
    steepest: Callable[[Numbers], Numbers]
    kinked: bool = False


def _logistic(base: Numbers, total: Numbers) -> Numbers:
    from scipy.special import expit, logit

    return np.asarray(expit(logit(np.clip(base, *CLAMP)) + total))


def _logistic_slopes(base: Numbers, total: Numbers) -> tuple[Numbers, Numbers]:
    from scipy.special import expit, logit

    clamped = np.clip(base, *CLAMP)
    strength = expit(logit(clamped) + total)
    by_total = strength * (1 - strength)
    return by_total, np.where(base == clamped, by_total / (clamped * (1 - clamped)), 0.0)


def _toward(push: Callable[[Numbers], Numbers]) -> Callable[[Numbers, Numbers], Numbers]:
    """Influence that moves τ towards 0 or 1 by a share `push` of the way."""

    def influence(base: Numbers, total: Numbers) -> Numbers:
        return base - base * push(np.maximum(0.0, -total)) + (1 - base) * push(np.maximum(0.0, total))

    return influence


def _toward_slopes(
    push: Callable[[Numbers], Numbers], slope: Callable[[Numbers], Numbers]
) -> Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]:
    def slopes(base: Numbers, total: Numbers) -> tuple[Numbers, Numbers]:
        room = np.where(total > LEVEL, 1 - base, np.where(total < -LEVEL, base, 0.5))
        size = np.abs(total)
        return room * slope(size), 1 - push(size)

    return slopes


def _euler(base: Numbers, total: Numbers) -> Numbers:
    return 1 - (1 - base**2) * _euler_share(base, total)


def _euler_share(base: Numbers, total: Numbers) -> Numbers:
    """1/(1 + τ·e^E), which neither overflows nor divides by zero."""
    from scipy.special import expit

    with np.errstate(divide="ignore"):  # log 0 is meant: a base score of 0 is not moved by support
        return np.asarray(expit(-(total + np.log(base))))


def _euler_slopes(base: Numbers, total: Numbers) -> tuple[Numbers, Numbers]:
    share = _euler_share(base, total)
    room = 1 - base**2
    return room * share * (1 - share), 2 * base * share + room * share**2 * np.exp(np.minimum(total, 700.0))


def _far(base: Numbers) -> Numbers:
    return np.maximum(base, 1 - base)


_linear = (lambda x: x), np.ones_like
_squared = (lambda x: x / (1 + x)), (lambda x: 1 / (1 + x) ** 2)
_quadratic = (lambda x: x**2 / (1 + x**2)), (lambda x: 2 * x / (1 + x**2) ** 2)
_STEEPEST_QUADRATIC = 9 / (8 * np.sqrt(3))  # of x²/(1+x²), at x = 1/√3

SEMANTICS: dict[str, GradualSemantics] = {
    row.name: row
    for row in (
        GradualSemantics(
            "logodds",
            "Potyka 2021, Interpreting neural networks as quantitative argumentation frameworks (MLP-based)",
            "sum",
            True,
            _logistic,
            _logistic_slopes,
            lambda base: np.full_like(base, 0.25),
        ),
        GradualSemantics(
            "dfquad",
            "Rago, Toni, Aurisicchio and Baroni 2016, Discontinuity-free decision support (DF-QuAD)",
            "product",
            False,
            _toward(_linear[0]),
            _toward_slopes(*_linear),
            _far,
            kinked=True,
        ),
        GradualSemantics(
            "squared-dfquad",
            "Potyka 2018, A tutorial for weighted bipolar argumentation, with the aggregation of DF-QuAD",
            "product",
            False,
            _toward(_squared[0]),
            _toward_slopes(*_squared),
            _far,
            kinked=True,
        ),
        GradualSemantics(
            "quadratic-energy",
            "Potyka 2018, Continuous dynamical systems for weighted bipolar argumentation",
            "sum",
            False,
            _toward(_quadratic[0]),
            _toward_slopes(*_quadratic),
            lambda base: _STEEPEST_QUADRATIC * _far(base),
        ),
        GradualSemantics(
            "euler-based",
            "Amgoud and Ben-Naim 2018, Evaluation of arguments in weighted bipolar graphs",
            "sum",
            False,
            _euler,
            _euler_slopes,
            lambda base: (1 - base**2) / 4,
        ),
        GradualSemantics(
            "euler-based-top",
            "Mossakowski and Neuhaus 2018, Modular semantics and characteristics (arXiv 1807.06685)",
            "top",
            False,
            _euler,
            _euler_slopes,
            lambda base: (1 - base**2) / 4,
        ),
    )
}
"""Every gradual semantics by its name."""


class UnknownSemantics(CruxbaseError, ValueError):
    """A gradual semantics was named that is not in the table."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no gradual semantics is called {name!r}; there are {', '.join(SEMANTICS)}")


def semantics_named(name: str) -> GradualSemantics:
    """The gradual semantics with a name.

    Raises:
        UnknownSemantics: When there is none.

    >>> semantics_named("dfquad").aggregation
    'product'
    """
    if name not in SEMANTICS:
        raise UnknownSemantics(name)
    return SEMANTICS[name]
