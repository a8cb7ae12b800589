"""Whether two people agree on a claim, and how far apart they are: by their ranges, on the scale of log-odds."""

from __future__ import annotations

from math import log, log1p
from typing import Literal, NamedTuple

from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.statement import Statement, is_bound
from cruxbase.records import Credence

AGREED = 0.5
"""Two people whose ranges are nearer than this in log-odds agree: .45 and .55 do, .01 and .05 do not."""

CERTAIN = 1e-10
"""Log-odds are taken of credences no nearer to 0 and 1 than this."""

EVEN = 0.5

TOUCHING = 1e-9
"""Ends of ranges no farther apart than this are one and the same number."""

HELD = Statement(EVEN, 1.0, 0.75, "holds")
REJECTED = Statement(0.0, EVEN, 0.25, "rejects")

Range = tuple[float, float]


class Distance(NamedTuple):
    """How far apart two statements are.

    Attributes:
        near: the end of the first that is nearest to the second; None where they overlap and do not deny each other.
        other: the end of the second that is nearest to the first; None likewise.
        probability: the distance, from 0 to 1; 0 of what overlaps or meets at an end.
        log_odds: the same in log-odds.
        agreed: whether they overlap, or their numbers are less than `AGREED` apart.
    """

    near: float | None
    other: float | None
    probability: float
    log_odds: float
    agreed: bool


def distance(one: Statement | Range, other: Statement | Range) -> Distance:
    """How far apart two statements of credence are, and whether that is agreement.

    Ranges are as far apart as their nearest ends, and whoever gave a single number agrees by that; of a bound or a stance
    the nearest end stands for it. Two ranges that only meet at an end share no more than a number that neither gave: they
    agree on the same side of even odds (likely, and very likely), and else by their numbers or middles (20 to 45 %, and
    45 to 80 %, do not). But a stance and a statement without a number on the other side of even odds (a claim
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
    >>> distance(Statement(0.2, 0.45, 0.32), Statement(0.45, 0.8, 0.63)).agreed  # these only meet
    False
    >>> distance(Statement(0.8, 0.95, 0.88), Statement(0.55, 0.8, 0.68)).agreed  # so do these, on one side
    True
    >>> distance(HELD, REJECTED).probability, distance(HELD, (0.4, 0.4)).agreed
    (0.5, True)
    """
    first, second = _statement(one), _statement(other)
    below = first.low + first.high < second.low + second.high
    ends = (first.high, second.low) if below else (first.low, second.high)
    if _opposed(first, second):
        middles = [(said.low + said.high) / 2 for said in (first, second)]
        return Distance(*ends, abs(middles[0] - middles[1]), abs(log_odds(middles[0]) - log_odds(middles[1])), False)
    overlap = min(first.high, second.high) - max(first.low, second.low)
    meet = abs(overlap) <= TOUCHING and all(said.low < said.high for said in (first, second))
    if overlap >= -TOUCHING and not meet:
        return Distance(None, None, 0.0, 0.0, True)
    levels = [
        log_odds(said.said_number if said.said_number is not None else (said.low + said.high) / 2 if meet else end)
        for said, end in zip((first, second), ends, strict=True)
    ]
    same_side = meet and side_of(first) is not None and side_of(first) == side_of(second)
    agreed = same_side or abs(levels[0] - levels[1]) < AGREED
    return Distance(*ends, abs(ends[0] - ends[1]), abs(log_odds(ends[0]) - log_odds(ends[1])), agreed)


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
    return statement_of(view.stances.get(claim, ""), view.credences.get(claim))


def statement_of(stance: str, credence: Credence | None) -> Statement | None:
    """What a credence, or a stance without one, says of a claim; None where it takes no side. See `statement_on`.

    >>> statement_of("rejects", None), statement_of("suspends", None)
    (Statement(low=0.0, high=0.5, number=0.25, kind='rejects'), None)
    """
    if credence is None:
        return {"holds": HELD, "rejects": REJECTED}.get(stance)
    if stance == "suspends" or (credence.low, credence.high) == (0.0, 1.0):
        return None
    bound = credence.is_bound or is_bound(credence.low, credence.high)
    return Statement(credence.low, credence.high, None if bound else credence.mid)


def side_of(said: Statement) -> Literal["for", "against"] | None:
    """The side of a claim that somebody is on: the one on which all or the middle of what they said lies.

    Whoever takes the side of a crux is for its claim. A bound that leaves both sides open, and even odds, are on none.

    >>> side_of(HELD), side_of(Statement(0.2, 0.45, 0.32)), side_of(Statement(0.1, 1.0, None))
    ('for', 'against', None)
    >>> side_of(Statement(0.45, 0.8, 0.63)), side_of(Statement(0.5, 0.5, 0.5))
    ('for', None)
    """
    middle = EVEN if said.number is None else said.number
    is_for, is_against = said.low >= EVEN or middle > EVEN, said.high <= EVEN or middle < EVEN
    return None if is_for == is_against else "for" if is_for else "against"


def takes_side(view: Perspective, claim: str) -> bool:
    """Whether someone spoke of a claim and did not suspend judgement on it.

    >>> takes_side(Perspective("someone", stances={"a": "suspends"}), "a")
    False
    """
    ends = view.range_of(claim)
    return ends is not None and view.stances.get(claim) != "suspends" and ends != (0.0, 1.0)


def log_odds(credence: float) -> float:
    """The log-odds of a credence; finite, as 0 and 1 are taken a little from there.

    >>> log_odds(0.5), round(log_odds(0.88), 2)
    (0.0, 1.99)
    """
    clamped = min(max(credence, CERTAIN), 1 - CERTAIN)
    return log(clamped) - log1p(-clamped)
