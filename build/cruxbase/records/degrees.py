"""How much someone believes a claim: numbers, ranges, bounds and words, all as (low, mid, high).

The words and their ranges follow US Intelligence Community Directive 203 (2015), section D.6.e(2)(a); the middles are ours.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from cruxbase.records.choices import PLAIN_CREDENCE
from cruxbase.support.figures import percent, plain_number, power_of_ten

if TYPE_CHECKING:  # pydantic is asked when there is something to refuse, or a model is made
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema, PydanticCustomError

Bound = Literal["below", "above"]

CREDENCE_WORDS: dict[str, tuple[float, float, float]] = {
    "almost-no-chance": (0.01, 0.03, 0.05),
    "very-unlikely": (0.05, 0.12, 0.20),
    "unlikely": (0.20, 0.32, 0.45),
    "roughly-even": (0.45, 0.50, 0.55),
    "likely": (0.55, 0.68, 0.80),
    "very-likely": (0.80, 0.88, 0.95),
    "almost-certain": (0.95, 0.97, 0.99),
}
HOW_TO_WRITE = (
    'write a number from 0 to 1, a percentage, a range such as [0.4, 0.55] or 40-55%, a bound such as "<1%" or '
    '">90%", "about 90%", "1 in 200", or one of: ' + ", ".join(CREDENCE_WORDS)
)

# What may be written. The JSON Schema is made of the same patterns, so that an editor and `check` refuse the same values:
# hence the ranges are in the patterns and not in arithmetic, and the digits are [0-9] and not \d, which is any script's.
_SMALL = r"[0-9](?:\.[0-9]{0,30})?[eE]-0?(?:[1-9][0-9]?|[12][0-9]{2})"
_INNER = rf"(?:0+(?:\.[0-9]{{0,30}})?|\.[0-9]{{1,30}}|{_SMALL})"
_INNER_PERCENT = rf"(?:0*[0-9]{{1,2}}(?:\.[0-9]{{0,30}})?|\.[0-9]{{1,30}}|{_SMALL})\s*%"
_UNIT = rf"(?:{_INNER}|0*1(?:\.0{{0,30}})?)"
_HUNDRED = rf"(?:0*[0-9]{{1,2}}(?:\.[0-9]{{0,30}})?|\.[0-9]{{1,30}}|{_SMALL}|0*100(?:\.0{{0,30}})?)"
_NOT_ZERO = r"(?![0.]+(?:[eE]-[0-9]+)?\s*%?\s*$)"
_POINT = rf"(?:{_UNIT}|{_HUNDRED}\s*%)"
_ODDS = (
    r"(?:1\s+in\s+(?:[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})"
    r"|[0-9]\s+in\s+10|[0-9]{1,2}\s+in\s+100|[0-9]{1,3}\s+in\s+1,?000)"
)
_TO = r"\s*(?:-|–|to)\s*"
_SPAN = rf"(?:{_HUNDRED}\s*%?{_TO}{_HUNDRED}\s*%|{_HUNDRED}\s*%{_TO}{_UNIT}|{_UNIT}{_TO}{_UNIT})"
_BOUND = rf"(?:<=?|>=?|≤|≥)\s*{_NOT_ZERO}(?:{_INNER_PERCENT}|{_INNER})"
_ABOUT = rf"(?:~|≈|about\s)\s*(?:{_POINT}|{_ODDS})"
POINT_PATTERN = rf"^\s*{_POINT}\s*$"
TEXT_PATTERN = rf"^\s*(?:{_POINT}|{_SPAN}|{_BOUND}|{_ABOUT}|{_ODDS})\s*$"
"""What a credence that is neither a bare number, a word of the scale nor a pair may look like."""

_PLAIN_POINT = re.compile(PLAIN_CREDENCE)
"""The usual numbers. Both longer patterns let them through; they take milliseconds to compile, which most bases need not spend."""


@cache
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_point(text: str) -> bool:
    return _PLAIN_POINT.fullmatch(text) is not None or _form(POINT_PATTERN).match(text) is not None


_RANGE_FORM = re.compile(
    r"^\s*(?P<low>[0-9.]+(?:[eE]-[0-9]+)?)\s*(?P<low_percent>%?)"
    rf"{_TO}(?P<high>[0-9.]+(?:[eE]-[0-9]+)?)\s*(?P<high_percent>%?)\s*$"
)
_ODDS_FORM = re.compile(r"^([0-9]+)\s+in\s+([0-9,]+)$")
_ODDS_RATIO = re.compile(r"([1-9][0-9]{0,6})\s*:\s*([1-9][0-9]{0,6})")
_SPREAD = re.compile(r"(?P<middle>[0-9.]+)\s*%?\s*(?:±|\+/?-)\s*(?P<width>[0-9.]+)\s*%")
_SHARE = re.compile(r"(?P<part>[0-9]{1,6})\s*(?:/|out of|of)\s*(?P<whole>[1-9][0-9]{0,6})")
_UNSURE = re.compile(
    r"(?P<number>[0-9.]+\s*%?)\s*(?:\?|or so|ish)|(?:roughly|around|circa|ca\.?|approx\.?(?:imately)?) (?P<other>[0-9.]+\s*%?)"
)
_SPELT = re.compile(r"[a-z]+(?:[ -][a-z]+)? per ?cent", re.IGNORECASE)
_COMMA_NUMBER = re.compile(r"0,[0-9]+%?")
_OTHER_WORDS = {
    "remote": "almost-no-chance",
    "highly improbable": "very-unlikely",
    "highly unlikely": "very-unlikely",
    "improbable": "unlikely",
    "roughly even odds": "roughly-even",
    "even odds": "roughly-even",
    "even": "roughly-even",
    "probable": "likely",
    "highly probable": "very-likely",
    "highly likely": "very-likely",
    "nearly certain": "almost-certain",
    **{word.replace("-", " "): word for word in CREDENCE_WORDS},
}
"""The second row of the same scale (ICD 203, 2015, D.6.e.2.a), and our words with spaces."""
_ANY_NUMBER = re.compile(r"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\s*%?$")
_SAID_BOUND = re.compile(
    r"^(?P<below>less than|fewer than|under|below|at most|up to|no more than)\s+(?P<b>\S.*)$"
    r"|^(?P<above>more than|over|above|at least|no less than)\s+(?P<a>\S.*)$",
    re.IGNORECASE,
)


_BOUND_OF: dict[str, Bound] = {"<": "below", "≤": "below", ">": "above", "≥": "above"}


class Credence(NamedTuple):
    """A degree of belief.

    Attributes:
        low: lower end, from 0 to 1.
        mid: best single number, the middle of a range where only its ends are given. A bound has no middle: there it is
            the end that was stated, and is to be used as an end only.
        high: upper end, from 0 to 1.
        written: as the contributor wrote it.

    >>> Credence.parse("40-55%")
    Credence(low=0.4, mid=0.475, high=0.55, written='40-55%')
    >>> Credence.parse("<1%"), Credence.parse("<1%").bound
    (Credence(low=0.0, mid=0.01, high=0.01, written='<1%'), 'below')
    """

    low: float
    mid: float
    high: float
    written: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a single number."""
        return self.low == self.high

    @property
    def bound(self) -> Bound | None:
        """`below` for "<1%", `above` for ">90%"; None where both ends were meant."""
        return _BOUND_OF.get(self.written[:1])

    @property
    def is_bound(self) -> bool:
        """Whether only one end was stated, so that no single number stands for it."""
        return self.bound is not None

    @property
    def middle(self) -> float | None:
        """The best single number; None for a bound, which has none."""
        return None if self.is_bound else self.mid

    @classmethod
    def parse(cls, value: object) -> Credence:
        """The credence that a text, number or pair of them stands for.

        Numbers are read as decimals, so that 0.7% is .007 and a middle lies between its ends.

        Raises:
            PydanticCustomError: `credence/not-a-credence`, `credence/out-of-range` or `credence/range-reversed`, with help.
        """
        if isinstance(value, Credence):
            return value
        if isinstance(value, (list, tuple)):
            return _pair(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _of_number(value)
        text = str(value)
        if text in CREDENCE_WORDS:
            return cls(*CREDENCE_WORDS[text], text)
        if not isinstance(value, str):
            raise _refusal(value)
        credence = _of_text(text)
        if credence is None:
            raise _refusal(value)
        return credence

    def text(self) -> str:
        """The credence for readers, as exact as it was written and no more exact.

        >>> [
        ...     Credence.parse(written).text()
        ...     for written in ("0.4", "likely", "40-55%", "<=5%", "1e-9", "1 in 200", "~90%")
        ... ]
        ['40%', 'likely (55–80%)', '40–55%', '≤5%', '1e-9', '1 in 200', 'about 90%']
        """
        if self.written in CREDENCE_WORDS:
            return f"{self.written.replace('-', ' ')} ({self._span()})"
        if _ODDS_FORM.match(self.written):
            return self.written
        if self.bound is not None:
            strict = "=" not in self.written and self.written[0] not in "≤≥"
            sign = {"below": "<" if strict else "≤", "above": ">" if strict else "≥"}[self.bound]
            return sign + as_percentage(self.mid)
        if self.written.startswith(("~", "≈", "about")):
            rest = self.written.lstrip("~≈").removeprefix("about").strip()
            return f"about {rest if _ODDS_FORM.match(rest) else as_percentage(self.mid)}"
        return as_percentage(self.mid) if self.is_exact else self._span()

    def _span(self) -> str:
        low, high = as_percentage(self.low), as_percentage(self.high)
        return f"{low[:-1] if low.endswith('%') and high.endswith('%') else low}–{high}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(lambda c: c.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        unit = {"type": "number", "minimum": 0, "maximum": 1, "exactly": True}
        words = {"enum": list(CREDENCE_WORDS)}
        text = {"type": "string", "pattern": TEXT_PATTERN, "exactly": True}
        point = {"type": "string", "pattern": POINT_PATTERN, "exactly": True}
        pair = {"type": "array", "items": {"anyOf": [unit, point]}, "minItems": 2, "maxItems": 2}
        return {"anyOf": [unit, words, text, pair]}


def as_percentage(probability: float) -> str:
    """A stated probability as a percentage, in all the digits it has; a tiny one as a power of ten, never as 0%.

    For a probability that was computed use `figures.probability`, which rounds.

    >>> as_percentage(0.65), as_percentage(0.004), as_percentage(0.9996), as_percentage(1e-9), as_percentage(0.0)
    ('65%', '0.4%', '99.96%', '1e-9', '0%')
    """
    return power_of_ten(probability) if 0 < probability < 1e-6 else percent(probability)


def _of_number(value: float) -> Credence:
    if not 0 <= value <= 1:
        raise _refusal(str(value))
    return Credence(abs(float(value)), abs(float(value)), abs(float(value)), f"{value}")


@lru_cache(maxsize=4096)
def _of_text(written: str) -> Credence | None:
    """The credence of a text; None where it has not the form of one."""
    text = written.strip()
    if _PLAIN_POINT.fullmatch(text):
        value = float(_decimal(text))
        return Credence(value, value, value, text)
    if _form(TEXT_PATTERN).match(written) is None:
        return None
    sign = text[0] if text[0] in "<>≤≥" else ""
    if sign:
        end = float(_decimal(text.lstrip("<>=≤≥ \t")))
        return Credence(0.0, end, end, text) if sign in "<≤" else Credence(end, end, 1.0, text)
    number = text.lstrip("~≈").removeprefix("about").strip()
    if odds := _ODDS_FORM.match(number):
        value = int(odds[1]) / int(odds[2].replace(",", ""))
        return Credence(value, value, value, text)
    if _is_point(number):
        value = float(_decimal(number))
        return Credence(value, value, value, text)
    ends = _RANGE_FORM.match(number)
    assert ends is not None, "the form lets nothing else through"
    low_percent = ends["low_percent"] or ends["high_percent"]
    return _between(_decimal(ends["low"] + low_percent), _decimal(ends["high"] + ends["high_percent"]), text)


def _decimal(text: str) -> Decimal:
    return Decimal(text.rstrip("% \t")) / 100 if text.endswith("%") else Decimal(text)


def _pair(value: list[object] | tuple[object, ...]) -> Credence:
    points = [isinstance(end, (int, float)) or (isinstance(end, str) and _is_point(end)) for end in value]
    if len(value) != 2 or not all(points):
        bad = next((end for end, good in zip(value, points, strict=True) if not good), value)
        raise _refusal(bad if len(value) == 2 and isinstance(bad, str) and _ANY_NUMBER.match(bad.strip()) else value)
    ends = [Credence.parse(end) for end in value]
    low, high = (
        Decimal(repr(end.low)) if isinstance(written, (int, float)) else _decimal(end.written)
        for end, written in zip(ends, value, strict=True)
    )
    return _between(low, high, f"[{ends[0].written}, {ends[1].written}]")


def _between(low: Decimal, high: Decimal, written: str) -> Credence:
    if low > high:
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError(
            "credence/range-reversed",
            "the range {shown} runs downwards",
            {"shown": written, "help": "write the lower end first"},
        )
    middle = min(max((low + high) / 2, low), high)
    return Credence(float(low), float(middle), float(high), written)


def _refusal(value: object) -> PydanticCustomError:
    """Why a value is no credence, and what to write instead."""
    from pydantic_core import PydanticCustomError

    text = value.strip() if isinstance(value, str) else ""
    ends = _RANGE_FORM.match(text)
    numbers = [text] if _ANY_NUMBER.match(text) else [ends["low"], ends["high"]] if ends else []
    if numbers and not text.startswith("-") and all(_ANY_NUMBER.match(number) for number in numbers):
        return PydanticCustomError(
            "credence/out-of-range", "{shown} is not between 0 and 1", {"shown": text, "help": _how_to_scale(text)}
        )
    if isinstance(value, str):
        shown_value = repr(value)
    elif isinstance(value, (list, tuple)) and all(isinstance(end, (str, int, float)) for end in value):
        shown_value = f"[{', '.join(map(str, value))}]"
    else:
        shown_value = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else str(value)
    return PydanticCustomError(
        "credence/not-a-credence",
        "{shown} is not a credence",
        {"shown": shown_value, "help": _what_was_meant(text) or HOW_TO_WRITE},
    )


_WHOLE = 100
"""Per cent; a number above it was never meant as a percentage."""


def _how_to_scale(written: str) -> str:
    """What to write instead of a number above 1."""
    if "%" in written:
        return "a credence is at most 100%"
    if re.search(r"[eE]", written):
        return "write a power of ten with one digit before the point: 2e-1"
    if _ANY_NUMBER.match(written) and float(written) > _WHOLE:
        return (
            "a credence lies between 0 and 1; a year or an amount that the holder expects is an estimate: write "
            f"'estimates: {{id-of-the-question: {{median: {written}}}}}'"
        )
    return f"did you mean {written}%? Otherwise {HOW_TO_WRITE}"


def _number_in_another_form(text: str) -> str:
    """What to write for a spread, a share, a number with a doubt, or one in words; empty for anything else."""
    if spread := _SPREAD.fullmatch(text):
        middle, width = float(spread["middle"]), float(spread["width"])
        return f"write the range: {max(middle - width, 0):g}-{min(middle + width, _WHOLE):g}%"
    if parts := _SHARE.fullmatch(text):
        return f"write '{parts['part']} in {parts['whole']}'"
    if unsure := _UNSURE.fullmatch(text):
        return f'write "about {unsure["number"] or unsure["other"]}"'
    if _SPELT.fullmatch(text):
        return "write the number in digits, such as 70%"
    return ""


def _what_was_meant(text: str) -> str:
    """What to write for a bound in words, or one that bounds nothing."""
    if text.startswith(("<", ">", "≤", "≥")):
        end = text.lstrip("<>=≤≥ \t")
        number = end.rstrip("% \t")
        percent = f"{text.rstrip()}%" if text[0] in "<≤" and _ANY_NUMBER.match(end) and "%" not in end else ""
        if _ANY_NUMBER.match(end) and float(number) > 0 and percent:
            return f'did you mean "{percent}"? A bound lies between 0 and 1'
        return 'a bound lies between 0 and 1, its ends left out: "<1%", ">0.9"'
    if (word := " ".join(text.lower().replace("-", " ").split())) in _OTHER_WORDS:
        return f"did you mean {_OTHER_WORDS[word]!r}? Otherwise {HOW_TO_WRITE}"
    if odds := _ODDS_RATIO.fullmatch(text):
        share = int(odds[1]) / (int(odds[1]) + int(odds[2]))
        return f"a credence is no odds: {text} in favour is {plain_number(share)}"
    if form := _number_in_another_form(text):
        return form
    if _COMMA_NUMBER.fullmatch(text):
        return f"write decimals with a point: {text.replace(',', '.')}"
    said = _SAID_BOUND.match(text)
    if said is None:
        return ""
    sign, end = ("<", said["b"]) if said["below"] else (">", said["a"])
    strict = (said["below"] or said["above"]).lower() not in (
        "at most",
        "up to",
        "no more than",
        "at least",
        "no less than",
    )
    return f'write "{sign}{"" if strict else "="}{end}"' if _is_point(end) else ""
