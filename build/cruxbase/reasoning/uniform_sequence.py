"""Numbers between 0 and 1 that are the same in Python and in the browser, from integers alone.

The generator is mulberry32 (Tommy Ettinger 2017): its state grows by a constant, so that any stretch of the sequence is computed at
once, and each number is a whole number of 32 bits over 2³². `view/uniform_sequence.js` has the same sequence. What is sampled on
both sides, bounds of stateful models, shares over many inputs and points of a model's space, is drawn from it, so that both sides
come to the same and no processor's rounding decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cruxbase.reasoning.gradual_semantics import Numbers

_STEP = 0x6D2B79F5
_BLOCK = 1 << 16  # numbers that stay in the processor's cache
_WORD = 1 << 32


def uniform_numbers(seed: int, count: int, start: int = 0) -> Numbers:
    """Numbers of the sequence, each at least 0 and below 1.

    Args:
        seed: the state before the first number; taken modulo 2³².
        count: how many.
        start: how many of the sequence come before them.

    >>> uniform_numbers(1, 2).round(6).tolist()
    [0.627074, 0.002736]
    >>> uniform_numbers(1, 1, start=1).round(6).tolist()
    [0.002736]
    """
    numbers = np.empty(count)
    for first in range(0, count, _BLOCK):
        part = numbers[first : first + _BLOCK]
        part[:] = _mixed((seed + (start + first) * _STEP) % _WORD, len(part))
        part /= _WORD
    return numbers


def _mixed(state: int, count: int) -> NDArray[np.uint32]:
    mixed: NDArray[np.uint32]
    states = np.arange(1, count + 1, dtype=np.uint32) * np.uint32(_STEP) + np.uint32(state)
    mixed = (states ^ (states >> np.uint32(15))) * (states | np.uint32(1))
    mixed ^= mixed + (mixed ^ (mixed >> np.uint32(7))) * (mixed | np.uint32(61))
    mixed ^= mixed >> np.uint32(14)
    return mixed


def uniform_rows(seed: int, rows: int, columns: int) -> Numbers:
    """The first numbers of the sequence, row by row.

    >>> uniform_rows(1, 1, 2).round(6).tolist()
    [[0.627074, 0.002736]]
    """
    return uniform_numbers(seed, rows * columns).reshape(rows, columns)


def shuffled_orders(seed: int, count: int, size: int, start: int = 0) -> NDArray[np.int64]:
    """Random orders of 0 … size − 1, a row each (Fisher and Yates, from the end; Knuth, TAOCP 2, 3.4.2, P).

    Args:
        seed: of the sequence; each order takes size − 1 numbers of it.
        count: how many orders.
        size: how long each is.
        start: how many orders come before them.

    >>> shuffled_orders(1, 2, 3).tolist()
    [[2, 0, 1], [0, 2, 1]]
    """
    orders = np.tile(np.arange(size), (count, 1))
    draws = max(0, size - 1)
    numbers = uniform_numbers(seed, count * draws, start * draws).reshape(count, draws)
    rows = np.arange(count)
    for column, last in enumerate(range(size - 1, 0, -1)):
        other = np.floor(numbers[:, column] * (last + 1)).astype(np.int64)
        orders[rows, last], orders[rows, other] = orders[rows, other], orders[rows, last].copy()
    return orders
