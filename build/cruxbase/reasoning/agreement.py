"""Whether two people agree on a claim, and how far apart they are: by their ranges, on the scale of log-odds."""

from __future__ import annotations

from math import log, log1p
from typing import NamedTuple

from cruxbase.reasoning.perspective import Perspective

AGREED = 0.5
"""Two people whose ranges are nearer than this in log-odds agree: .45 and .55 do, .01 and .05 do not."""

CERTAIN = 1e-10
"""Log-odds are taken of credences no nearer to 0 and 1 than this."""

Range = tuple[float, float]


class Distance(NamedTuple):
    """How far apart two ranges are, between their nearest ends.

    Attributes:
        near: the end of the first that is nearest to the second; None where they overlap.
        other: the end of the second that is nearest to the first; None where they overlap.
        probability: the distance, from 0 to 1; 0 where they overlap.
        log_odds: the same in log-odds.
        agreed: whether they overlap, or their single numbers are less than `AGREED` apart.
    """

    near: float | None
    other: float | None
    probability: float
    log_odds: float
    agreed: bool


def distance(one: Range, other: Range, numbers: tuple[float | None, float | None] = (None, None)) -> Distance:
    """How far apart two ranges of credence are, and whether that is agreement.

    Args:
        one: the first range, low to high.
        other: the second.
        numbers: the single number that stands for each, where there is one; a bound has none, and the end that is
            nearest to the other range stands for it.

    >>> distance((0.45, 0.45), (0.55, 0.55)).agreed, distance((0.01, 0.01), (0.05, 0.05)).agreed
    (True, False)
    >>> distance((0.1, 1.0), (0.3, 0.3)).agreed, distance((0.1, 1.0), (0.01, 0.01)).near
    (True, 0.1)
    >>> distance((0.2, 0.45), (0.55, 0.8), (0.32, 0.68)).agreed  # unlikely, and likely
    False
    """
    if max(one[0], other[0]) <= min(one[1], other[1]):
        return Distance(None, None, 0.0, 0.0, True)
    ends = (one[1], other[0]) if one[1] < other[0] else (one[0], other[1])
    first, second = (end if number is None else number for end, number in zip(ends, numbers, strict=True))
    agreed = abs(_logit(first) - _logit(second)) < AGREED
    return Distance(*ends, abs(ends[0] - ends[1]), abs(_logit(ends[0]) - _logit(ends[1])), agreed)


def distance_on(one: Perspective, other: Perspective, claim: str) -> Distance | None:
    """How far apart two people are on a claim; None where one is silent, or suspends judgement.

    To hold and to reject the same claim is not to agree, though neither has given a number.

    >>> one, other = (
    ...     Perspective(name, stances={"a": stance}) for name, stance in (("one", "holds"), ("other", "rejects"))
    ... )
    >>> distance_on(one, other, "a").agreed
    False
    >>> distance_on(one, Perspective("third", stances={"a": "suspends"}), "a")
    """
    if not (takes_side(one, claim) and takes_side(other, claim)):
        return None
    ranges = one.range_of(claim), other.range_of(claim)
    if ranges[0] is None or ranges[1] is None:
        return None
    apart = distance(ranges[0], ranges[1], (_number(one, claim), _number(other, claim)))
    if {one.stances.get(claim), other.stances.get(claim)} == {"holds", "rejects"}:
        return apart._replace(agreed=False)
    return apart


def is_bound(low: float, high: float) -> bool:
    """Whether a range is one-sided, such as more than 10 %: it bounds a credence, and its middle stands for nothing.

    >>> is_bound(0.1, 1.0), is_bound(0.0, 0.01), is_bound(0.0, 0.0), is_bound(0.2, 0.4)
    (True, True, False, False)
    """
    return low < high and (low == 0 or high == 1)


def _number(view: Perspective, claim: str) -> float | None:
    credence = view.credences.get(claim)
    return None if credence is None or is_bound(credence.low, credence.high) else credence.mid


def takes_side(view: Perspective, claim: str) -> bool:
    """Whether someone spoke of a claim and did not suspend judgement on it.

    >>> takes_side(Perspective("someone", stances={"a": "suspends"}), "a")
    False
    """
    ends = view.range_of(claim)
    return ends is not None and view.stances.get(claim) != "suspends" and ends != (0.0, 1.0)


def _logit(credence: float) -> float:
    clamped = min(max(credence, CERTAIN), 1 - CERTAIN)
    return log(clamped) - log1p(-clamped)
