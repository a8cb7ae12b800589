"""Whether two people agree on a claim, and how far apart they are: by their ranges, on the scale of log-odds."""

from __future__ import annotations

from math import log, log1p
from typing import NamedTuple

from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.statement import Statement

AGREED = 0.5
"""Two people whose ranges are nearer than this in log-odds agree: .45 and .55 do, .01 and .05 do not."""

CERTAIN = 1e-10
"""Log-odds are taken of credences no nearer to 0 and 1 than this."""

EVEN = 0.5

HELD = Statement(EVEN, 1.0, 0.75, "holds")
REJECTED = Statement(0.0, EVEN, 0.25, "rejects")

Range = tuple[float, float]


class Distance(NamedTuple):
    """How far apart two statements are.

    Attributes:
        near: the end of the first that is nearest to the second; None where they overlap and do not deny each other.
        other: the end of the second that is nearest to the first; None likewise.
        probability: the distance, from 0 to 1; 0 only of what agrees.
        log_odds: the same in log-odds.
        agreed: whether they overlap, or their single numbers are less than `AGREED` apart.
    """

    near: float | None
    other: float | None
    probability: float
    log_odds: float
    agreed: bool


def distance(one: Statement | Range, other: Statement | Range) -> Distance:
    """How far apart two statements of credence are, and whether that is agreement.

    Ranges are as far apart as their nearest ends, and whoever gave a single number agrees by that; of a bound or a stance
    the nearest end stands for it. But a stance and a statement without a number on the other side of even odds (a claim
    that one holds and the other rejects, or believes to less than 50 %) deny each other although their ranges touch: these
    are as far apart as the middles of what they leave open, and never agree.

    Args:
        one: a statement, or a range from low to high without a number unless the two are equal.
        other: another.

    >>> distance((0.45, 0.45), (0.55, 0.55)).agreed, distance((0.01, 0.01), (0.05, 0.05)).agreed
    (True, False)
    >>> distance((0.1, 1.0), (0.3, 0.3)).agreed, distance((0.1, 1.0), (0.01, 0.01)).near
    (True, 0.1)
    >>> distance(Statement(0.2, 0.45, 0.32), Statement(0.55, 0.8, 0.68)).agreed  # unlikely, and likely
    False
    >>> distance(HELD, REJECTED).probability, distance(HELD, (0.4, 0.4)).agreed
    (0.5, True)
    """
    first, second = _statement(one), _statement(other)
    below = first.low + first.high < second.low + second.high
    ends = (first.high, second.low) if below else (first.low, second.high)
    if _opposed(first, second):
        middles = [(said.low + said.high) / 2 for said in (first, second)]
        return Distance(*ends, abs(middles[0] - middles[1]), abs(_logit(middles[0]) - _logit(middles[1])), False)
    if max(first.low, second.low) <= min(first.high, second.high):
        return Distance(None, None, 0.0, 0.0, True)
    levels = [
        _logit(end if said.said_number is None else said.said_number)
        for said, end in zip((first, second), ends, strict=True)
    ]
    agreed = abs(levels[0] - levels[1]) < AGREED
    return Distance(*ends, abs(ends[0] - ends[1]), abs(_logit(ends[0]) - _logit(ends[1])), agreed)


def _statement(said: Statement | Range) -> Statement:
    if isinstance(said, Statement):
        return said
    return Statement(*said, said[0] if said[0] == said[1] else None)


def _opposed(one: Statement, other: Statement) -> bool:
    """Whether a stance and what was said without a number lie on the two sides of even odds."""
    if not (one.is_stance or other.is_stance) or any(said.said_number is not None for said in (one, other)):
        return False
    below, above = sorted((one, other), key=lambda said: said.low + said.high)
    return below.high <= EVEN <= above.low


def distance_on(one: Perspective, other: Perspective, claim: str) -> Distance | None:
    """How far apart two people are on a claim; None where one is silent, or suspends judgement.

    To hold and to reject the same claim is not to agree, though neither has given a number; see `distance`.

    >>> one, other = (
    ...     Perspective(name, stances={"a": stance}) for name, stance in (("one", "holds"), ("other", "rejects"))
    ... )
    >>> distance_on(one, other, "a").agreed
    False
    >>> distance_on(one, Perspective("third", stances={"a": "suspends"}), "a")
    """
    first, second = statement_on(one, claim), statement_on(other, claim)
    return None if first is None or second is None else distance(first, second)


def statement_on(view: Perspective, claim: str) -> Statement | None:
    """What someone said of a claim; None where nothing, or where they suspend judgement.

    A claim held without a number counts as .75 and one rejected as .25, the middles of what that leaves open; a bound
    such as more than 10 % has no number.

    >>> statement_on(Perspective("someone", stances={"a": "holds"}), "a")
    Statement(low=0.5, high=1.0, number=0.75, kind='holds')
    """
    if not takes_side(view, claim):
        return None
    credence = view.credences.get(claim)
    if credence is None:
        return HELD if view.stances[claim] == "holds" else REJECTED
    bound = credence.is_bound or is_bound(credence.low, credence.high)
    return Statement(credence.low, credence.high, None if bound else credence.mid)


def is_bound(low: float, high: float) -> bool:
    """Whether a range is one-sided, such as more than 10 %: it bounds a credence, and its middle stands for nothing.

    >>> is_bound(0.1, 1.0), is_bound(0.0, 0.01), is_bound(0.0, 0.0), is_bound(0.2, 0.4)
    (True, True, False, False)
    """
    return low < high and (low == 0 or high == 1)


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
