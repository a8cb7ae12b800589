"""Shapley values of any game whose worth can be computed for many coalitions at once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.uniform_sequence import shuffled_orders

Indices = NDArray[np.int64]
Worth = Callable[[Numbers], Numbers]
"""Takes coalitions, a row each with 1 for every player in it, and returns what each is worth."""

ROWS_AT_ONCE = 1 << 14
"""Coalitions evaluated in one call, so that memory stays within bounds."""


def exact_values(worth: Worth, players: int) -> Numbers:
    """Every player's Shapley value, by listing all coalitions (Shapley 1953).

    >>> exact_values(lambda coalitions: coalitions.prod(axis=1), 2).tolist()
    [0.5, 0.5]
    """
    if not players:
        return np.zeros(0)
    worths = all_worths(worth, players)
    sizes = _bit_counts(players)
    weights = np.array(
        [math.factorial(k) * math.factorial(players - k - 1) / math.factorial(players) for k in range(players)]
    )
    numbers = np.arange(1 << players)
    values = np.empty(players)
    for player in range(players):
        without = numbers[(numbers >> player) & 1 == 0]
        values[player] = np.dot(weights[sizes[without]], worths[without | (1 << player)] - worths[without])
    return values


def all_worths(worth: Worth, players: int) -> Numbers:
    """The worth of every coalition; bit i of a coalition's number says whether player i is in it.

    >>> all_worths(lambda coalitions: coalitions.sum(axis=1), 2).tolist()
    [0.0, 1.0, 1.0, 2.0]
    """
    total = 1 << players
    parts = [
        worth(coalitions(np.arange(at, min(at + ROWS_AT_ONCE, total)), players)) for at in range(0, total, ROWS_AT_ONCE)
    ]
    return np.concatenate(parts)


def coalitions(numbers: Indices, players: int) -> Numbers:
    """Coalitions by number, as rows of 0 and 1."""
    return ((numbers[:, None] >> np.arange(players)) & 1).astype(np.float64)


def _bit_counts(players: int) -> Indices:
    counts: Indices = np.zeros(1, dtype=np.int64)
    for _ in range(players):
        counts = np.concatenate((counts, counts + 1))
    return counts


@dataclass(frozen=True, slots=True)
class Sampling:
    """How Shapley values are sampled, and when.

    Attributes:
        pairs: Pairs of an order and its reverse, or of a coalition and the rest, at least 2.
        seed: Of what is drawn.
        exact: Up to this many players, all coalitions are listed instead.
    """

    pairs: int = 500
    seed: int = 0
    exact: int = 20


DEFAULT_SAMPLING = Sampling()


def sampled_values(worth: Worth, players: int, sampling: Sampling = DEFAULT_SAMPLING) -> tuple[Numbers, Numbers]:
    """Estimates of the Shapley values and their standard errors.

    Permutation sampling (Castro, Gómez and Tejada 2009), each order paired with its reverse (antithetic:
    Mitchell, Cooper, Frank and Holmes 2022). The estimates sum to the worth of all less that of none exactly. The orders
    are those that `view/cruxes.js` draws from the same seed.

    Args:
        worth: The game.
        players: How many play.
        sampling: How many pairs of orders, and from which seed.

    >>> values, errors = sampled_values(lambda coalitions: coalitions.sum(axis=1), 3, Sampling(2))
    >>> values.tolist(), errors.tolist()
    ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0])
    """
    samples = sampling.pairs
    sums, squares = np.zeros(players), np.zeros(players)
    pairs_at_once = max(1, ROWS_AT_ONCE // (2 * (players + 1)))
    for start in range(0, samples, pairs_at_once):
        count = min(pairs_at_once, samples - start)
        orders = shuffled_orders(sampling.seed, count, players, start)
        gains = (_gains(worth, orders) + _gains(worth, orders[:, ::-1])) / 2
        sums += gains.sum(axis=0)
        squares += (gains**2).sum(axis=0)
    means = sums / samples
    variances = np.maximum(0.0, squares / samples - means**2) * samples / max(1, samples - 1)
    return means, np.sqrt(variances / samples)


def _gains(worth: Worth, orders: Indices) -> Numbers:
    """What each player adds when it comes, for each order."""
    count, players = orders.shape
    ranks = np.argsort(orders, axis=1)
    present = (ranks[:, None, :] < np.arange(players + 1)[None, :, None]).astype(np.float64)
    worths = worth(present.reshape(-1, players)).reshape(count, players + 1)
    return np.take_along_axis(np.diff(worths, axis=1), ranks, axis=1)


def values_from_marginals(
    marginals: Callable[[Numbers], Numbers], players: int, total: float, sampling: Sampling = DEFAULT_SAMPLING
) -> tuple[Numbers, Numbers]:
    """Estimates of the Shapley values where what every player adds to a coalition can be told at once.

    A value is what a player adds to a coalition that each other player joins with a chance drawn evenly from 0 to 1
    (Owen 1972). Chances are spread evenly over the sample, and each coalition is paired with the rest of the players.
    What the estimates lack of the known total is shared out by their variances, so that they sum to it.

    Args:
        marginals: Takes coalitions, and returns for each player the worth with it less the worth without it.
        players: How many play.
        total: What the values sum to.
        sampling: How many pairs of coalitions, and from which seed.

    >>> values, errors = values_from_marginals(lambda coalitions: np.ones_like(coalitions), 3, 3.0, Sampling(2))
    >>> values.tolist(), errors.tolist()
    ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0])
    """
    generator, pairs = np.random.default_rng(sampling.seed), sampling.pairs
    chances = (np.arange(pairs) + generator.random(pairs)) / pairs
    joined = (generator.random((pairs, players)) < chances[:, None]).astype(np.float64)
    gains = (marginals(joined) + marginals(1 - joined)) / 2
    means, variances = gains.mean(axis=0), gains.var(axis=0, ddof=1)
    if np.any(variances > 0):
        means = means + (total - means.sum()) * variances / variances.sum()
    return means, np.sqrt(variances / pairs)
