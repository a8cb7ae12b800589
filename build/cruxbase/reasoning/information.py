"""What somebody would learn from a claim about a target, and how much learning it would settle between two people.

The measures are those of the Forecasting Research Institute's adversarial collaboration on AI risk (Karger et al. 2024,
"Roots of Disagreement on AI Risk"): the expected divergence between what one believes now and what one would believe once
the claim is settled, and the expected loss of divergence between two people. Logarithms are to base 10, as published.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from cruxbase.reasoning.total_probability import ROUNDING_LOG_ODDS, fits, fitting_range
from cruxbase.support.results import Result


@dataclass(frozen=True, slots=True)
class InformationValue(Result):
    """How much a claim would tell, by three measures; all None where the numbers given allow none.

    Attributes:
        log: by Kullback and Leibler's divergence, in decimal digits (base 10), at least 0 for one person.
        absolute: by the absolute difference of probabilities.
        quadratic: by the squared difference of probabilities.
        share_of_maximum: `log` over the most that any claim could give: one equivalent to the target for one person, and
            one that ends all disagreement for two. None where that most is 0.
        p_u_given_not_c: P(U|¬c) as given or computed, of one person or of both; None where it is not needed or not there.
        because: why there is no number, in words; empty where there is one.
    """

    log: float | None
    absolute: float | None
    quadratic: float | None
    share_of_maximum: float | None
    p_u_given_not_c: float | tuple[float | None, float | None] | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Outlook:
    """One person's numbers on a target and a claim, found coherent."""

    now: float
    claim: float
    if_so: float
    if_not: float | None


def value_of_information(
    p_u: float, p_u_given_c: float, p_c: float, p_u_given_not_c: float | None = None
) -> InformationValue:
    """What one person expects to learn about U from whether c holds.

    The mean over c and ¬c of the divergence from P(U|·) to P(U). Where P(U|¬c) is not given it follows from the law of
    total probability.

    Args:
        p_u: P(U), from 0 to 1.
        p_u_given_c: P(U|c), from 0 to 1.
        p_c: P(c), from 0 to 1.
        p_u_given_not_c: P(U|¬c), from 0 to 1; computed where it is not given.

    Returns:
        The value by each measure; None with the reason where no joint distribution has these numbers.

    Raises:
        ValueError: A number is not from 0 to 1.

    >>> value = value_of_information(0.21, 0.18, 0.2)
    >>> round(value.p_u_given_not_c, 6), round(value.log, 9)
    (0.2175, 0.00030294)
    >>> value_of_information(0.1, 0.9, 0.5).because
    'P(U) = 0.1 is less than P(c) · P(U|c) = 0.45: P(U|¬c) would be below 0'
    """
    outlook = _outlook(p_u, p_u_given_c, p_c, p_u_given_not_c)
    if isinstance(outlook, str):
        return InformationValue(None, None, None, None, None, outlook)

    def expected(distance: Callable[[float, float], float]) -> float:
        return _expected(outlook.claim, outlook.if_so, outlook.if_not, lambda one: distance(one, outlook.now))

    log = expected(_divergence)
    most = -math.fsum(p * math.log10(p) for p in (p_u, 1 - p_u) if p > 0)
    share = log / most if most > 0 else None
    return InformationValue(log, expected(_absolute), expected(_quadratic), share, outlook.if_not)


Forecasts = tuple[float, float, float] | tuple[float, float, float, float | None]
"""(P(U), P(c), P(U|c)) or (P(U), P(c), P(U|c), P(U|¬c)) of one person."""


def value_of_disagreement(a: Forecasts, b: Forecasts) -> InformationValue:
    """How much nearer on U two people expect to be once c is settled; negative where it would drive them apart.

    The distance between them now, less the mean of their distances given c and given ¬c. The mean is weighed by P(c): for
    `log` by the geometric mean of their odds of c, for the others by the mean of their two P(c). The distance of `log` is
    the symmetric divergence KL(p, q) + KL(q, p).

    Args:
        a: (P(U), P(c), P(U|c)) or (P(U), P(c), P(U|c), P(U|¬c)) of one person, each from 0 to 1.
        b: The same of the other.

    Returns:
        The value by each measure. All are None, with the reason, where the numbers of one fit no joint distribution; `log`
        alone where a certainty of exactly 0 or 1 makes a divergence infinite.

    Raises:
        ValueError: A number is not from 0 to 1.

    >>> value = value_of_disagreement((0.1, 0.5, 0.1), (0.4, 0.5, 0.1))
    >>> round(value.absolute, 6), value.share_of_maximum < 1
    (0.0, True)
    """
    outlooks = []
    for whose, forecasts in (("the first", a), ("the second", b)):
        p_u, p_c, p_u_given_c, *rest = forecasts
        outlook = _outlook(p_u, p_u_given_c, p_c, rest[0] if rest else None)
        if isinstance(outlook, str):
            return InformationValue(None, None, None, None, None, f"{whose}: {outlook}")
        outlooks.append(outlook)
    one, other = outlooks
    if_not = (one.if_not, other.if_not)
    mean = (one.claim + other.claim) / 2
    lacking = mean < 1 and None in if_not
    if lacking:
        because = "one is certain of c, so that nothing follows for them from its being false: P(U|¬c) is not known"
        return InformationValue(None, None, None, None, if_not, because)

    def closed(distance: Callable[[float, float], float], weight: float) -> float:
        given_not = None if one.if_not is None or other.if_not is None else (one.if_not, other.if_not)
        parts = [] if weight == 0 else [weight * distance(one.if_so, other.if_so)]
        parts += [] if weight == 1 or given_not is None else [(1 - weight) * distance(*given_not)]
        return distance(one.now, other.now) - math.fsum(parts)

    absolute, quadratic = closed(_absolute, mean), closed(_quadratic, mean)
    weight = _pooled(one.claim, other.claim)
    log = closed(_symmetric, weight) if weight is not None else math.nan
    if not math.isfinite(log):
        because = "a certainty of exactly 0 or 1 is infinitely far from any other probability"
        return InformationValue(None, absolute, quadratic, None, if_not, because)
    most = _symmetric(one.now, other.now)
    return InformationValue(log, absolute, quadratic, log / most if most > 0 else None, if_not)


def incoherence(p_u: float, p_u_given_c: float, p_c: float, p_u_given_not_c: float | None = None) -> str:
    """Why no joint distribution has these numbers, in words; empty where one has.

    Args:
        p_u: P(U), from 0 to 1.
        p_u_given_c: P(U|c), from 0 to 1.
        p_c: P(c), from 0 to 1.
        p_u_given_not_c: P(U|¬c), from 0 to 1, where it was stated; up to rounding.

    >>> incoherence(0.3, 0.2, 0.5, 0.4)
    ''
    """
    stated, given, if_so = (p_u, p_u), (p_c, p_c), (p_u_given_c, p_u_given_c)
    low, high = fitting_range(given, if_so)
    if not fits(stated, (low, 1.0)):
        return f"P(U) = {p_u:g} is less than P(c) · P(U|c) = {low:g}: P(U|¬c) would be below 0"
    if not fits(stated, (0.0, high)):
        return f"P(U) = {p_u:g} is more than {high:g}, which P(c) and P(U|c) leave room for: P(U|¬c) would be above 1"
    if p_u_given_not_c is not None:
        total = fitting_range(given, if_so, (p_u_given_not_c, p_u_given_not_c))
        if not fits(stated, total, log_odds=ROUNDING_LOG_ODDS):
            return f"P(U) = {p_u:g}, and P(c) · P(U|c) + P(¬c) · P(U|¬c) = {total[0]:g}"
    return ""


def _outlook(p_u: float, p_u_given_c: float, p_c: float, p_u_given_not_c: float | None) -> _Outlook | str:
    """The numbers with P(U|¬c) filled in, or why they fit nothing."""
    given = {"P(U)": p_u, "P(U|c)": p_u_given_c, "P(c)": p_c, "P(U|¬c)": p_u_given_not_c}
    for name, value in given.items():
        if value is not None and not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}, and must be from 0 to 1")
    because = incoherence(p_u, p_u_given_c, p_c, p_u_given_not_c)
    if because:
        return because
    if p_u_given_not_c is None and p_c < 1:
        p_u_given_not_c = min(max((p_u - p_c * p_u_given_c) / (1 - p_c), 0.0), 1.0)
        if abs(p_u_given_c - p_u) <= 1e-15:
            p_u_given_not_c = p_u  # exactly: nothing is learned, not a rounding's worth
    return _Outlook(p_u, p_c, p_u_given_c, p_u_given_not_c)


def _expected(weight: float, if_so: float, if_not: float | None, value: Callable[[float], float]) -> float:
    """The mean of a value over c and ¬c; what has no chance of happening counts nothing, be it infinite."""
    parts = [] if weight == 0 else [weight * value(if_so)]
    parts += [] if weight == 1 or if_not is None else [(1 - weight) * value(if_not)]
    return math.fsum(parts)


def _pooled(one: float, other: float) -> float | None:
    """The probability whose odds are the geometric mean of two; None for a certain yes with a certain no."""
    yes, no = math.sqrt(one * other), math.sqrt((1 - one) * (1 - other))
    return yes / (yes + no) if yes + no > 0 else None


def _divergence(p: float, q: float) -> float:
    """KL(p, q) of two probabilities, base 10; infinite where q rules out what p does not."""
    total = []
    for mine, theirs in ((p, q), (1 - p, 1 - q)):
        if mine > 0:
            if theirs <= 0:
                return math.inf
            total.append(mine * math.log10(mine / theirs))
    return max(math.fsum(total), 0.0)


def _symmetric(p: float, q: float) -> float:
    return _divergence(p, q) + _divergence(q, p)


def _absolute(p: float, q: float) -> float:
    return abs(p - q)


def _quadratic(p: float, q: float) -> float:
    return (p - q) ** 2
