"""Whether two people agree on a claim, and how far apart they are: by their ranges, on the scale of log-odds."""

from __future__ import annotations

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
        agreed: whether they overlap, or are less than `AGREED` apart.
    """

    near: float | None
    other: float | None
    probability: float
    log_odds: float
    agreed: bool


def distance(one: Range, other: Range) -> Distance:
    """How far apart two ranges of credence are, and whether that is agreement.

    Ranges that meet in nothing but an end do not overlap, unless one of them is a single number.

    >>> distance((0.45, 0.45), (0.55, 0.55)).agreed, distance((0.01, 0.01), (0.05, 0.05)).agreed
    (True, False)
    >>> distance((0.1, 1.0), (0.3, 0.3)).agreed, distance((0.1, 1.0), (0.01, 0.01)).near
    (True, 0.1)
    """
    low, high = max(one[0], other[0]), min(one[1], other[1])
    exact = one[0] == one[1] or other[0] == other[1]
    if low < high or (exact and low == high):
        return Distance(None, None, 0.0, 0.0, True)
    ends = (one[1], other[0]) if one[1] <= other[0] else (one[0], other[1])
    apart = abs(_logit(ends[0]) - _logit(ends[1]))
    return Distance(*ends, abs(ends[0] - ends[1]), apart, apart < AGREED)


def distance_on(one: Perspective, other: Perspective, claim: str) -> Distance | None:
    """How far apart two people are on a claim; None where one is silent, or suspends judgement.

    To hold and to reject the same claim is not to agree, though neither has given a number.

    >>> distance_on(
    ...     Perspective("one", stances={"a": "holds"}), Perspective("other", stances={"a": "rejects"}), "a"
    ... ).agreed
    False
    >>> distance_on(Perspective("one", stances={"a": "holds"}), Perspective("other", stances={"a": "suspends"}), "a")
    """
    if not (takes_side(one, claim) and takes_side(other, claim)):
        return None
    ranges = one.range_of(claim), other.range_of(claim)
    if ranges[0] is None or ranges[1] is None:
        return None
    apart = distance(ranges[0], ranges[1])
    if {one.stances.get(claim), other.stances.get(claim)} == {"holds", "rejects"}:
        return apart._replace(agreed=False)
    return apart


def takes_side(view: Perspective, claim: str) -> bool:
    """Whether someone spoke of a claim and did not suspend judgement on it.

    >>> takes_side(Perspective("someone", stances={"a": "suspends"}), "a")
    False
    """
    ends = view.range_of(claim)
    return ends is not None and view.stances.get(claim) != "suspends" and ends != (0.0, 1.0)


def _logit(credence: float) -> float:
    from math import log, log1p

    clamped = min(max(credence, CERTAIN), 1 - CERTAIN)
    return log(clamped) - log1p(-clamped)
