"""Which inputs move a function: Sobol indices with confidence intervals, and Morris's elementary effects.

First-order indices by the estimator of Saltelli et al. (2010, *Computer Physics Communications* 181, table 2, b), total ones by
Jansen's (the same table, f), both on a scrambled Sobol sequence; intervals from bootstrapping the rows. Morris (1991,
*Technometrics* 33), with Campolongo's mean of absolute effects (2007), needs far fewer points and is for many inputs. Functions
take points of the unit cube, so that distributions are the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cruxbase.reasoning.gradual_semantics import Numbers

MOST_SOBOL = 30
"""With more inputs than this, Morris's method is taken unless Sobol's is asked for by name."""

_RESAMPLES = 200
_LEVELS = 8
_BLOCK = 1 << 20


class SobolIndex(NamedTuple):
    """How much of an output's variance one input accounts for, each with a 95 % interval.

    Attributes:
        first: by itself.
        first_low: lower end of its interval.
        first_high: upper end.
        total: together with all that it interacts with.
        total_low: lower end of its interval.
        total_high: upper end.
    """

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


class MorrisEffect(NamedTuple):
    """What one step of an input does to an output, over the whole range.

    Attributes:
        mean: mean effect, with its sign.
        mean_absolute: mean of absolute effects: how much the input matters.
        deviation: standard deviation of effects: how much that hangs on other inputs.
    """

    mean: float
    mean_absolute: float
    deviation: float


def sobol_indices(
    function: Callable[[Numbers], Numbers], inputs: int, *, samples: int = 1024, seed: int = 0
) -> tuple[SobolIndex, ...]:
    """Sobol indices of a function of points in the unit cube; all are 0 where it is constant.

    Args:
        function: rows of points → numbers; NaN where it is undefined, and such rows are left out.
        inputs: how many columns a point has.
        samples: base points, rounded up to a power of 2; the function is evaluated (inputs + 2) times as often.
        seed: of the scrambling and of the bootstrap.

    >>> [round(index.first, 2) for index in sobol_indices(lambda x: x[:, 0] + 0 * x[:, 1], 2)]
    [1.0, 0.0]
    """
    from scipy.stats import qmc

    if inputs == 0:
        return ()
    power = max(1, int(samples - 1).bit_length())
    rows = qmc.Sobol(2 * inputs, rng=np.random.default_rng(seed)).random_base2(power)
    a, b = rows[:, :inputs], rows[:, inputs:]
    at_a, at_b = function(a), function(b)
    mixed = np.empty((inputs, len(a)))
    for column in range(inputs):
        ab = a.copy()
        ab[:, column] = b[:, column]
        mixed[column] = function(ab)
    defined = np.isfinite(at_a) & np.isfinite(at_b) & np.all(np.isfinite(mixed), axis=0)
    at_a, at_b, mixed = at_a[defined], at_b[defined], mixed[:, defined]
    if len(at_a) < 2:
        return (SobolIndex(*[0.0] * 6),) * inputs
    first, total = _estimates(at_a, at_b, mixed)
    source = np.random.default_rng(seed)
    drawn = [source.integers(0, len(at_a), len(at_a)) for _ in range(_RESAMPLES)]
    again = np.array([_estimates(at_a[rows], at_b[rows], mixed[:, rows]) for rows in drawn])
    low, high = np.percentile(again, [2.5, 97.5], axis=0)
    return tuple(
        SobolIndex(*(float(part) for part in (first[i], low[0, i], high[0, i], total[i], low[1, i], high[1, i])))
        for i in range(inputs)
    )


def _estimates(at_a: Numbers, at_b: Numbers, mixed: Numbers) -> tuple[Numbers, Numbers]:
    both = np.concatenate([at_a, at_b])
    variance = float(np.var(both))
    if variance <= 1e-24 * max(1.0, float(np.max(np.abs(both))) ** 2):
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    centre = float(both.mean())  # centring makes the first-order estimator far steadier
    first = np.mean((at_b - centre) * (mixed - at_a), axis=1) / variance
    total = np.mean((at_a - mixed) ** 2, axis=1) / 2 / variance
    return first, total


def morris_effects(
    function: Callable[[Numbers], Numbers], inputs: int, *, trajectories: int = 50, seed: int = 0
) -> tuple[MorrisEffect, ...]:
    """Elementary effects of each input of a function of points in the unit cube.

    Args:
        function: rows of points → numbers; effects between undefined points are left out.
        inputs: how many columns a point has.
        trajectories: paths on which each input is moved once; the function is evaluated (inputs + 1) times as often.
        seed: of the paths.

    >>> [round(effect.mean_absolute, 6) for effect in morris_effects(lambda x: 3 * x[:, 0] - x[:, 1], 2)]
    [3.0, 1.0]
    """
    source = np.random.default_rng(seed)
    step = _LEVELS / (2 * (_LEVELS - 1))
    effects: list[list[float]] = [[] for _ in range(inputs)]
    for _ in range(trajectories):
        point = source.integers(0, _LEVELS // 2, inputs) / (_LEVELS - 1)
        signs = source.integers(0, 2, inputs) * 2 - 1
        point = np.where(signs < 0, point + step, point)
        order = source.permutation(inputs)
        path = [point.copy()]
        for column in order:
            point = point.copy()
            point[column] += signs[column] * step
            path.append(point)
        values = function(np.clip(np.array(path), 0.0, 1.0))
        for place, column in enumerate(order):
            change = (values[place + 1] - values[place]) / (signs[column] * step)
            if np.isfinite(change):
                effects[column].append(float(change))
    return tuple(
        MorrisEffect(float(np.mean(one)), float(np.mean(np.abs(one))), float(np.std(one)))
        if one
        else MorrisEffect(0.0, 0.0, 0.0)
        for one in effects
    )
