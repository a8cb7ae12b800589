"""Numbers as readers see them: the one place where a probability, a share, a difference or a quantity becomes text.

Pages, commands and findings take their figures from here, and the site's scripts from `site/frontend/files/shared/figures.js`,
whose functions give the same strings: a test draws some hundreds of values of each kind and compares the two. Both round the
exact value of a float, and halves away from zero.

What was stated is shown in all its digits, what was computed in no more than its input bears: `percent` and `percent_range`
for the first, `computed`, `computed_range` and `about` for the second, `part` for a share of a whole, `points` and
`times_the_odds` (`times` in a column) for a difference, `number` for a quantity of a model, `probability` and `signed` for
tables of a terminal.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

PER_CENT = "%"
"""What stands after a percentage."""

MINUS = "\u2212"
"""What stands before a number below nothing, where readers see it; a terminal has a hyphen, as what it shows is typed again."""

PERCENT_WORDS = (PER_CENT, "percent", "per cent")
"""Units that are shown as a sign."""

MODEL_DIGITS = 2
"""As many as a quantity that was computed by a model bears, whose inputs are guesses; whole numbers keep their digits."""

PROBABILITY = "probability"
"""The unit of what is shown as a percentage."""

STATED_DIGITS = 12
"""More than anybody states, and fewer than the noise of a float needs."""

NOTHING = 1e-9
"""A smaller part of a whole is rounding."""

LARGEST_PLAIN = 14
"""Power of ten up to which a number is written out."""

SMALLEST_PLAIN = -4
"""Power of ten from which on a quantity is: nobody counts more noughts than three."""

SMALLEST_SHARE = -9
"""Power of ten from which on a percentage is, and what one types."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: float, digits: int = 6, *, minus: str = MINUS) -> str:
    r"""A number in as few digits as say it, with a minus sign below nothing.

    Args:
        value: of any size; beyond 1e15 and below 0.0001 it is written with a power of ten.
        digits: how many count at most.
        minus: the sign of a number below nothing.

    >>> (
    ...     number(0.30000000000000004),
    ...     number(12.0),
    ...     number(0.000123),
    ...     number(-2.53),
    ...     number(0.0513764, 3),
    ...     number(0.00000372),
    ... )
    ('0.3', '12', '0.000123', '−2.53', '0.0514', '3.72\u202f×\u202f10⁻⁶')
    """
    shown = _written(value, digits, minus, SMALLEST_PLAIN)
    mantissa, _, power = shown.partition("e")
    return f"{mantissa}\u202f×\u202f10{_superscript(power)}" if power else shown


def _superscript(power: str) -> str:
    """A whole number as it stands above the line.

    >>> _superscript("-12")
    '⁻¹²'
    """
    return "".join("⁻" if sign == "-" else SUPERSCRIPTS[int(sign)] for sign in power)


def _written(value: float, digits: int, minus: str, smallest: int) -> str:
    """A number written out from a power of ten on, and below it as one types it: `3.72e-6`."""
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else f"{minus if value < 0 else ''}∞"
    if value == 0:
        return "0"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(abs(value))
    power = rounded.adjusted()
    if smallest <= power <= LARGEST_PLAIN:
        shown = _without_zeros(f"{rounded:f}")
    else:
        shown = f"{_without_zeros(f'{rounded.scaleb(-power):f}')}e{power}"
    return f"{minus}{shown}" if value < 0 else shown


def plain_number(value: float, digits: int = 3) -> str:
    """The same with a hyphen below nothing, as one types it: for terminals, findings and what is copied from them.

    >>> plain_number(-0.0513764), plain_number(0.91)
    ('-0.0514', '0.91')
    """
    return _written(value, digits, "-", SMALLEST_SHARE)


def percent(value: float) -> str:
    """A stated probability or share as a percentage, in all its digits.

    >>> percent(0.65), percent(0.004), percent(0.475), percent(0.9996), percent(0.0000002)
    ('65%', '0.4%', '47.5%', '99.96%', '0.00002%')
    """
    return f"{_written(value * 100, STATED_DIGITS, MINUS, SMALLEST_SHARE)}{PER_CENT}"


def percent_range(low: float, high: float) -> str:
    """A stated range as percentages; one number where its ends are the same.

    >>> percent_range(0.4, 0.55), percent_range(0.7, 0.7)
    ('40–55%', '70%')
    """
    if low == high:
        return percent(low)
    return f"{percent(low).removesuffix(PER_CENT)}–{percent(high)}"


def computed(value: float) -> str:
    """A probability that follows from exact inputs, as exact as it makes a difference, and never a certainty that it is not.

    >>> computed(0.4226), computed(0.0514), computed(0.0032), computed(0.9912), computed(1e-9), computed(1.0)
    ('42%', '5.1%', '0.32%', '99.12%', '<0.01%', '100%')
    """
    return f"{_hundredths(value)}{PER_CENT}"


def computed_range(low: float, high: float) -> str:
    """Two of them, no more exact than the distance between them is worth; one where both are shown alike.

    >>> computed_range(0.0123, 0.4567), computed_range(0.701, 0.702), computed_range(0.012, 0.034)
    ('1–46%', '70%', '1.2–3.4%')
    """
    places = 0 if high - low > 0.1 else None
    first, last = _hundredths(low, places), _hundredths(high, places)
    return f"{last}{PER_CENT}" if first == last else f"{first}–{last}{PER_CENT}"


def about(value: float) -> str:
    """A probability that follows from what somebody said: in whole per cent, or one digit near 0 and 1.

    >>> about(0.4226), about(0.0032), about(0.998), about(1e-9)
    ('about 42%', 'about 0.3%', 'about 99.8%', 'about 0.0000001%')
    """
    share = value * 100
    near = min(share, 100 - share)
    if near >= 1:
        return f"about {_places(share, 0)}{PER_CENT}"
    distance = Context(prec=1, rounding=ROUND_HALF_UP).create_decimal_from_float(max(near, 1e-8))
    shown = distance if share < 50 else _EXACT.subtract(Decimal(100), distance)
    return f"about {_without_zeros(f'{shown:f}')}{PER_CENT}"


def part(value: float | None, places: int = 0) -> str:
    """A part of a whole as a whole percentage; below nothing with a minus sign, a dash where there is none.

    Args:
        value: 1 for the whole.
        places: decimals, where a finding holds the part against a bound.

    >>> part(0.3518), part(-0.47), part(0.004), part(-0.004), part(0.0), part(None)
    ('35%', '−47%', '<1%', '>−1%', '0%', '–')
    >>> part(0.8996, 1)
    '90%'
    """
    if value is None:
        return "\u2013"
    shown = _places(abs(value) * 100, places)
    if shown != "0":
        return f"{MINUS if value < 0 else ''}{shown}{PER_CENT}"
    if abs(value) < NOTHING:
        return f"0{PER_CENT}"
    least = f"{10.0**-places:g}{PER_CENT}"
    return f"<{least}" if value > 0 else f">{MINUS}{least}"


def points(difference: float, *, rough: bool = False) -> str:
    """A difference of two probabilities in percentage points; of words and ranges only roughly, to five.

    >>> points(0.56), points(-0.011), points(0.0004), points(0.56, rough=True)
    ('56 points', '1 point', 'less than a point', 'about 55 points')
    """
    share = abs(difference) * 100
    if rough and share >= 2.5:
        return f"about {5 * int(_places(share / 5, 0))} points"
    shown = _places(share, 0)
    if shown == "0":
        return "less than a point"
    return f"{shown} point" if shown == "1" else f"{shown} points"


def times_the_odds(log_odds: float, *, rough: bool = False) -> str:
    """A difference in log-odds as a ratio of odds, in words; of words and ranges with one digit only.

    >>> times_the_odds(1.386), times_the_odds(-2.75), times_the_odds(0.3), times_the_odds(9.2)
    ('four times the odds', '16 times the odds', '1.3 times the odds', '9,900 times the odds')
    >>> times_the_odds(-2.75, rough=True), times_the_odds(1.386, rough=True), times_the_odds(0.3, rough=True)
    ('about 20 times the odds', 'about four times the odds', 'less than twice the odds')
    """
    ratio = _ratio(log_odds, rough=rough)
    if rough:
        return "less than twice the odds" if ratio < 2 else f"about {times_the_odds(math.log(ratio))}"
    if ratio < 2:
        return f"{ratio:.1f} times the odds"
    if round(ratio) <= len(_NUMERALS) + 1:
        return f"{_NUMERALS[round(ratio) - 2]} times the odds"
    return f"{int(float(f'{ratio:.2g}')):,} times the odds"


def times(log_odds: float, *, rough: bool = False) -> str:
    """The same ratio for a column of such: always in figures.

    >>> times(1.386), times(-2.75), times(0.3), times(9.2)
    ('4 times', '16 times', '1.3 times', '9,900 times')
    >>> times(-2.75, rough=True), times(1.386, rough=True), times(0.3, rough=True)
    ('about 20 times', 'about 4 times', 'less than 2 times')
    """
    ratio = _ratio(log_odds, rough=rough)
    if ratio < 2:
        return "less than 2 times" if rough else f"{ratio:.1f} times"
    whole = round(ratio) if ratio < 100 else int(float(f"{ratio:.2g}"))
    return f"{'about ' if rough else ''}{whole:,} times"


def _ratio(log_odds: float, *, rough: bool) -> float:
    ratio = math.exp(min(abs(log_odds), 40.0))
    return float(f"{ratio:.1g}") if rough else ratio


def with_unit(shown: str, unit: str) -> str:
    """A number with its unit: a sign of per cent close to it, anything else a thin space away.

    >>> with_unit("91", "percent"), with_unit("400", "tokens"), with_unit("0.3", "")
    ('91%', '400\u202ftokens', '0.3')
    """
    if unit in PERCENT_WORDS:
        return f"{shown}{PER_CENT}"
    return f"{shown}\u202f{unit}" if unit else shown


def model_value(value: float, unit: str = "") -> str:
    """What a model comes to: a probability as per cent, anything else in the few digits that its inputs bear.

    Args:
        value: at most as exact as what went in.
        unit: as the model names it; without one it is in units of the model's own.

    >>> (
    ...     model_value(0.0514, "probability"),
    ...     model_value(1.316),
    ...     model_value(-0.0314),
    ...     model_value(2031.4),
    ...     model_value(3.59, "years"),
    ... )
    ('5.1%', '1.3', '−0.031', '2031', '3.6\u202fyears')
    """
    if unit == PROBABILITY and 0 <= value <= 1:
        return computed(value)
    power = Decimal(abs(value)).adjusted() if math.isfinite(value) else 0
    digits = max(MODEL_DIGITS, power + 1) if power <= LARGEST_PLAIN else MODEL_DIGITS
    return with_unit(number(value, digits), unit)


def model_range(low: float, high: float, unit: str = "") -> str:
    """From how little to how much a model comes to; one number where both are shown alike.

    >>> model_range(0.0514, 0.09, "probability"), model_range(-0.302, 3.59, "years"), model_range(1.31, 1.33)
    ('5.1% to 9%', '−0.3 to 3.6\u202fyears', '1.3')
    """
    first = model_value(low, unit if unit == PROBABILITY else "")
    last = model_value(high, unit)
    return last if model_value(low, unit) == last else f"{first} to {last}"


def count(value: int) -> str:
    """How many, with a comma between thousands.

    >>> count(999), count(12345)
    ('999', '12,345')
    """
    return f"{value:,}"


def probability(value: float, places: int = 2) -> str:
    """A computed probability as a decimal, rounded, and never to a certainty that it is not.

    Args:
        value: from 0 to 1.
        places: decimals, of which more are taken near 0 and 1 so that one figure remains.

    >>> (
    ...     probability(0.4567),
    ...     probability(0.9996),
    ...     probability(0.0004),
    ...     probability(1e-9),
    ...     probability(1.0),
    ...     probability(0.3),
    ... )
    ('0.46', '0.9996', '0.0004', '1e-9', '1', '0.3')
    """
    distance = min(value, 1 - value)
    if distance <= 0:
        return plain_number(value)
    if value < 1e-6:
        return power_of_ten(value)
    needed = max(places, math.ceil(-math.log10(distance) - 1e-9))
    return _without_zeros(f"{value:.{needed}f}")


def power_of_ten(value: float) -> str:
    """A tiny number as somebody writes it who means a power of ten.

    >>> power_of_ten(1e-9), power_of_ten(2.5e-7)
    ('1e-9', '2.5e-7')
    """
    mantissa, _, exponent = f"{value:.2e}".partition("e")
    return f"{_without_zeros(mantissa)}e{int(exponent)}"


def signed(value: float, places: int = 2) -> str:
    """A difference, or log-odds, with so many places after the point and its sign.

    >>> signed(-0.0312, 3), signed(0.5), signed(0.0)
    ('-0.031', '+0.50', '0.00')
    """
    shown = f"{value:+.{places}f}"
    return shown[1:] if float(shown) == 0 else shown


def _hundredths(value: float, places: int | None = None) -> str:
    share = value * 100
    if 0 < share < 0.01:
        return "<0.01"
    if 99.99 < share < 100:
        return ">99.99"
    if places is None:
        places = 2 if share < 1 or share > 99 else 1 if share < 10 else 0
    return _places(share, places)


def _places(value: float, places: int) -> str:
    return _without_zeros(f"{Decimal(value).quantize(Decimal(1).scaleb(-places), context=_EXACT):f}")


def _without_zeros(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
