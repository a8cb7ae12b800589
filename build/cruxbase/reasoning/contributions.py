"""What one argument contributes to another's strength, in the four senses of Kampik et al. (2024)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.shapley import exact_values, sampled_values

if TYPE_CHECKING:
    from cruxbase.reasoning.qbaf import QBAF, Contribution

KINDS = ("removal", "intrinsic-removal", "shapley", "gradient")
MOST_EXACT = 16
"""With more arguments bearing on the target than this, Shapley values are sampled: 2^16 solves is the limit."""


class UnknownKind(ValueError):
    """A kind of contribution was named that does not exist."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"no contribution is called {kind!r}; there are {', '.join(KINDS)}")


class SelfContribution(ValueError):
    """An argument's contribution to itself was asked for, which only a gradient has."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r} cannot be removed from the strength of itself; only the gradient is defined there")


def contribution(
    framework: QBAF, source: str, target: str, kind: str, semantics: str, *, samples: int, seed: int
) -> Contribution:
    """One contribution; see `QBAF.contribution`."""
    from cruxbase.reasoning.qbaf import Contribution

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
    if kind == "shapley":
        return shapley_contributions(framework, target, semantics, samples=samples, seed=seed, only=source)[source]
    cut = framework if kind == "removal" else _without_inputs(framework, source)
    value = _number(_strength_without(cut, target, semantics, [()])[0] - _strength_without(cut, target, semantics, [(source,)])[0])
    return Contribution(source, target, kind, semantics, value)


def gradient(framework: QBAF, target: str, semantics: str) -> tuple[Mapping[str, float] | None, bool]:
    """The slope of one strength in every base score, and whether all slopes are derivatives."""
    if target not in framework.base_scores:
        raise UnknownName("argument", target, framework.base_scores)
    kernel = framework.kernel(semantics)
    base = framework.base_column(kernel)
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
    framework: QBAF, target: str, semantics: str, *, samples: int = 2_000, seed: int = 0, only: str | None = None
) -> dict[str, Contribution]:
    """The Shapley contribution of every argument to one target; together they are its strength less that alone.

    Kampik et al. (2024, equation 4): the players are all arguments but the target, and a coalition's worth is the
    target's strength when only that coalition is there. Arguments that do not bear on the target contribute 0.
    """
    from cruxbase.reasoning.qbaf import Contribution

    players = sorted(_bearing_on(framework, target))
    kernel = framework.kernel(semantics)
    base = framework.base_column(kernel)
    places = kernel.place[[framework.index[name] for name in players]] if players else np.zeros(0, dtype=np.int64)
    others = np.ones(kernel.size)
    others[kernel.place[[framework.index[n] for n in framework.base_scores if n not in players and n != target]]] = 0.0
    seat = kernel.place[framework.index[target]]

    def worth(coalitions: Numbers) -> Numbers:
        present = np.repeat(others[:, None], len(coalitions), axis=1)
        present[places] = coalitions.T
        columns = np.repeat(base, len(coalitions), axis=1)
        return kernel.solve(columns, present).strengths[seat]

    if len(players) <= MOST_EXACT:
        values, errors, method, used = exact_values(worth, len(players)), np.zeros(len(players)), "exact", None
    else:
        values, errors = sampled_values(worth, len(players), samples=samples, seed=seed)
        method, used = "antithetic permutations", seed
    found = {
        name: Contribution(name, target, "shapley", semantics, _number(value), method, float(error), used)
        for name, value, error in zip(players, values, errors, strict=True)
    }
    for name in framework.base_scores:
        if name != target and name not in found and only in (None, name):
            found[name] = Contribution(name, target, "shapley", semantics, 0.0)
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _strength_without(framework: QBAF, target: str, semantics: str, removed: list[tuple[str, ...]]) -> Numbers:
    """The target's strength with each set of arguments removed."""
    kernel = framework.kernel(semantics)
    present = np.ones((kernel.size, len(removed)))
    for column, names in enumerate(removed):
        present[kernel.place[[framework.index[name] for name in names]] if names else [], column] = 0.0
    base = np.repeat(framework.base_column(kernel), len(removed), axis=1)
    return kernel.solve(base, present).strengths[kernel.place[framework.index[target]]]


def _without_inputs(framework: QBAF, name: str) -> QBAF:
    from cruxbase.reasoning.qbaf import QBAF

    return QBAF(
        framework.base_scores,
        [edge for edge in framework.attacks if edge[1] != name],
        [edge for edge in framework.supports if edge[1] != name],
        framework.weights,
        links={link: premises for link, premises in framework.links.items() if link != name},
        groups=framework.groups,
    )


def _bearing_on(framework: QBAF, target: str) -> set[str]:
    """The arguments from which an edge path leads to the target."""
    sources: dict[str, list[str]] = {}
    for source, aim in (*framework.attacks, *framework.supports):
        sources.setdefault(aim, []).append(source)
    for link, premises in framework.links.items():
        sources.setdefault(link, []).extend(premises)
    seen = {target}
    queue = [target]
    for name in queue:
        for source in sources.get(name, ()):
            if source not in seen:
                seen.add(source)
                queue.append(source)
    return seen - {target}
