"""What one argument contributes to another's strength, in the four senses of Kampik et al. (2024)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cruxbase.reasoning.compiled_framework import CompiledFramework
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.shapley import DEFAULT_SAMPLING, Sampling, exact_values, sampled_values
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.results import Result

KINDS = ("removal", "intrinsic-removal", "shapley", "gradient")


@dataclass(frozen=True, slots=True)
class Contribution(Result):
    """How much one argument adds to another's strength, by one of the four definitions.

    Attributes:
        value: The contribution, or None when some strength it needs did not settle.
        kind: `removal`, `intrinsic-removal`, `shapley` or `gradient`.
        method: `exact`, or `antithetic permutations` for Shapley values of many arguments.
        standard_error: Of a sampled value; 0 when exact.
        seed: Of a sampled value.
        smooth: For a gradient, whether it is a derivative; at a kink it is the mean of both sides.
    """

    source: str
    target: str
    kind: str
    semantics: str
    value: float | None
    method: str = "exact"
    standard_error: float = 0.0
    seed: int | None = None
    smooth: bool = True


class UnknownKind(CruxbaseError, ValueError):
    """A kind of contribution was named that does not exist."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"no contribution is called {kind!r}; there are {', '.join(KINDS)}")


class SelfContribution(CruxbaseError, ValueError):
    """An argument's contribution to itself was asked for, which only a gradient has."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r} cannot be removed from the strength of itself; only the gradient is defined there")


def contribution(
    framework: CompiledFramework, source: str, target: str, kind: str, semantics: str, sampling: Sampling
) -> Contribution:
    """One contribution; see `QBAF.contribution`."""
    for name in (source, target):
        if name not in framework.base_scores:
            raise UnknownName("argument", name, framework.base_scores)
    if kind not in KINDS:
        raise UnknownKind(kind)
    if kind == "gradient":
        slopes, smooth = gradient(framework, target, semantics)
        value = None if slopes is None else slopes[source]
        return Contribution(source, target, kind, semantics, value, smooth=smooth)
    if source == target:
        raise SelfContribution(source)
    framework = framework.bearing_on(target)
    if source not in framework.base_scores:
        return Contribution(source, target, kind, semantics, 0.0)
    if kind == "shapley":
        return shapley_contributions(framework, target, semantics, sampling)[source]
    cut = framework if kind == "removal" else framework.without_inputs(source)
    kept, removed = _strength_without(cut, target, semantics, [(), (source,)])
    value = _number(kept - removed)
    return Contribution(source, target, kind, semantics, value)


def gradient(framework: CompiledFramework, target: str, semantics: str) -> tuple[Mapping[str, float] | None, bool]:
    """The slope of one strength in every base score, and whether all slopes are derivatives."""
    if target not in framework.base_scores:
        raise UnknownName("argument", target, framework.base_scores)
    kernel = framework._kernel(semantics)
    base = framework._base_column(kernel)
    strengths = kernel.solve(base).strengths
    place = kernel.place[framework.index[target]]
    if math.isnan(strengths[place, 0]):
        return None, False
    try:
        # Unsettled arguments do not bear on a settled target, so any number will do for them.
        slopes, smooth = kernel.gradient(base, np.nan_to_num(strengths, nan=0.5), int(place))
    except np.linalg.LinAlgError:
        return None, False
    return dict(zip(framework.base_scores, slopes[kernel.place].tolist(), strict=True)), smooth


def shapley_contributions(
    framework: CompiledFramework, target: str, semantics: str, sampling: Sampling = DEFAULT_SAMPLING
) -> dict[str, Contribution]:
    """The Shapley contribution of every argument that bears on a target; they sum to what they do together.

    Kampik et al. (2024, equation 4): the players are all arguments but the target, and a coalition's worth is
    the target's strength when only that coalition is there. Arguments that do not bear on the target
    contribute 0 and change nobody's share, so they are left out.
    """
    framework = framework.bearing_on(target)
    players = [name for name in framework.base_scores if name != target]
    kernel = framework._kernel(semantics)
    base = framework._base_column(kernel)
    places = kernel.place[[framework.index[name] for name in players]] if players else np.zeros(0, dtype=np.int64)
    seat = kernel.place[framework.index[target]]

    def worth(coalitions: Numbers) -> Numbers:
        present = np.ones((kernel.size, len(coalitions)))
        present[places] = coalitions.T
        return np.asarray(kernel.solve(np.repeat(base, len(coalitions), axis=1), present).strengths[seat])

    if len(players) <= sampling.exact:
        values, errors, method, used = (
            exact_values(worth, len(players)),
            np.zeros(len(players)),
            "exact",
            None,
        )
    else:
        values, errors = sampled_values(worth, len(players), sampling)
        method, used = "antithetic permutations", sampling.seed
    return {
        name: Contribution(name, target, "shapley", semantics, _number(value), method, float(error), used)
        for name, value, error in zip(players, values, errors, strict=True)
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _strength_without(
    framework: CompiledFramework, target: str, semantics: str, removed: list[tuple[str, ...]]
) -> Numbers:
    """The target's strength with each set of arguments removed."""
    kernel = framework._kernel(semantics)
    present = np.ones((kernel.size, len(removed)))
    for column, names in enumerate(removed):
        present[kernel.place[[framework.index[name] for name in names]] if names else [], column] = 0.0
    base = np.repeat(framework._base_column(kernel), len(removed), axis=1)
    return np.asarray(kernel.solve(base, present).strengths[kernel.place[framework.index[target]]])
