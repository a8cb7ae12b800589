"""What the law of total probability leaves open: P(U) = P(c)·P(U|c) + (1 − P(c))·P(U|¬c), for numbers known in ranges."""

from __future__ import annotations

import itertools
import math

Range = tuple[float, float]

ANYTHING: Range = (0.0, 1.0)
ROUNDING_LOG_ODDS = 0.1
"""Stated numbers are rounded: P(U) and what three others come to agree when their log-odds are this near."""

_SLACK = 1e-9  # of the value: numbers as small as 1e-9 are stated


def fitting_range(given: Range, if_true: Range, if_false: Range = ANYTHING) -> Range:
    """Where P(U) can lie.

    It is linear in each number, so that its extremes lie where each is at an end of its range.

    Args:
        given: P(c), low to high.
        if_true: P(U|c), low to high.
        if_false: P(U|¬c), low to high; all of 0 to 1 where nothing is known of it.

    >>> fitting_range((0.5, 0.5), (0.9, 0.9))
    (0.45, 0.95)
    """
    values = [p * a + (1 - p) * b for p, a, b in itertools.product(given, if_true, if_false)]
    return min(values), max(values)


def fits(stated: Range, fitting: Range, *, log_odds: float = 0.0) -> bool:
    """Whether a stated probability can lie where it has to.

    Args:
        stated: P(U), low to high.
        fitting: where it can lie, from `fitting_range`.
        log_odds: by how much it may miss that, in log-odds.

    >>> fits((0.1, 0.1), (0.45, 0.95)), fits((1e-9, 1e-9), (1e-8, 0.99)), fits((0.42, 0.42), (0.45, 0.45), log_odds=0.2)
    (False, False, True)
    """
    (low, high), (least, most) = stated, fitting
    if high >= least * (1 - _SLACK) and 1 - low >= (1 - most) * (1 - _SLACK):
        return True
    near = min(abs(_log_odds(high) - _log_odds(least)), abs(_log_odds(low) - _log_odds(most)))
    return log_odds > 0 and near <= log_odds


def _log_odds(probability: float) -> float:
    if probability <= 0 or probability >= 1:
        return math.copysign(math.inf, probability - 0.5)
    return math.log(probability / (1 - probability))
