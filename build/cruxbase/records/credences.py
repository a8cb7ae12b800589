"""How much someone believes a claim: numbers, ranges and words, all as (low, mid, high).

The words and their ranges follow US Intelligence Community Directive 203 (2015), section D.6.e(2)(a); the middles are ours.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cruxbase.records.base import ShortForm
from cruxbase.records.citations import Basis
from cruxbase.records.text import PartialDate, Prose, RecordId, Word

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
    "write a number from 0 to 1, a percentage, a range such as [0.4, 0.55] or 40-55%, or one of: "
    + ", ".join(CREDENCE_WORDS)
)

_NUMBER = re.compile(r"^\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*$", re.ASCII)
_RANGE = re.compile(r"^\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*(?:-|–|to)\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*$", re.ASCII)


class Credence(NamedTuple):
    """A degree of belief.

    Attributes:
        low: lower end, from 0 to 1.
        mid: best single number, the middle of a range where only its ends are given.
        high: upper end, from 0 to 1.
        written: as the contributor wrote it.

    >>> Credence.parse("40-55%")
    Credence(low=0.4, mid=0.475, high=0.55, written='40-55%')
    """

    low: float
    mid: float
    high: float
    written: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a single number."""
        return self.low == self.high

    @classmethod
    def parse(cls, value: Any) -> Credence:
        """The credence that a text, number or pair of them stands for.

        Raises:
            PydanticCustomError: `credence/not-a-credence` or `credence/out-of-range`, with help.
        """
        if isinstance(value, Credence):
            return value
        if isinstance(value, (list, tuple)):
            if len(value) != 2:
                raise _not_a_credence(value)
            ends = [cls.parse(end) for end in value]
            if not all(end.is_exact for end in ends):
                raise _not_a_credence(value)
            return _between(ends[0].low, ends[1].low, f"[{ends[0].written}, {ends[1].written}]")
        text = str(value)
        if text in CREDENCE_WORDS:
            return cls(*CREDENCE_WORDS[text], text)
        if single := _NUMBER.match(text):
            number = float(single[1]) / (100 if single[2] else 1)
            return _between(number, number, text.strip())
        if pair := _RANGE.match(text):
            percent = [pair[2] or pair[4], pair[4]]
            low, high = (float(n) / (100 if p else 1) for n, p in zip((pair[1], pair[3]), percent, strict=True))
            return _between(low, high, text.strip())
        raise _not_a_credence(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(lambda c: c.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        unit = {"type": "number", "minimum": 0, "maximum": 1}
        words = {"enum": list(CREDENCE_WORDS)}
        percent = {"type": "string", "pattern": r"^\s*[\d.]+\s*%?(\s*(-|–|to)\s*[\d.]+\s*%?)?\s*$"}
        pair = {"type": "array", "items": {"anyOf": [unit, percent]}, "minItems": 2, "maxItems": 2}
        return {"anyOf": [unit, words, percent, pair]}


def _between(low: float, high: float, written: str) -> Credence:
    if low > high:
        raise PydanticCustomError(
            "credence/range-reversed",
            "the range {shown} runs downwards",
            {"shown": written, "help": "write the lower end first"},
        )
    if high > 1:
        raise PydanticCustomError(
            "credence/out-of-range",
            "{shown} is not between 0 and 1",
            {"shown": written, "help": _how_to_scale(written)},
        )
    middle = low if low == high else round((low + high) / 2, 12)
    return Credence(round(low, 12), middle, round(high, 12), written)


def _how_to_scale(written: str) -> str:
    """What to write instead of a number above 1."""
    if "%" in written:
        return "a credence is at most 100%"
    return f"did you mean {written}%? Otherwise {HOW_TO_WRITE}"


def _not_a_credence(value: Any) -> PydanticCustomError:
    shown = repr(value) if isinstance(value, str) else str(value)
    return PydanticCustomError(
        "credence/not-a-credence", "{shown} is not a credence", {"shown": shown, "help": HOW_TO_WRITE}
    )


class CredenceEntry(ShortForm):
    """How much the holder believes one claim. Short form: the credence alone."""

    credence: Credence = Field(description=HOW_TO_WRITE[0].upper() + HOW_TO_WRITE[1:] + ".")
    basis: Basis = Field(
        "stated",
        description="stated: the text has the number or word. inferred: an editor's reading of the wording. "
        "editorial: the editors' own.",
    )
    at: Word | None = Field(None, description="Locator in the viewpoint's source.")
    wording: Word | None = Field(None, description="How the text puts it, in your words.")
    source: RecordId | None = Field(None, description="Source, where the viewpoint has several.")
    note: Prose | None = Field(None, description="What to know about this credence.")
    reread: PartialDate | None = Field(None, description="Date on which this was last held against a reworded claim.")

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return value if isinstance(value, (dict, CredenceEntry)) else {"credence": value}


class Stance(ShortForm):
    """A claim held, rejected or suspended without a number. Short form: the claim's id."""

    claim: RecordId = Field(description="Id of the claim.")
    basis: Basis = Field("stated", description="stated in the text, inferred from its wording, or editorial.")
    at: Word | None = Field(None, description="Locator in the viewpoint's source.")
    wording: Word | None = Field(None, description="How the text puts it, in your words.")
    source: RecordId | None = Field(None, description="Source, where the viewpoint has several.")
    note: Prose | None = Field(None, description="What to know about this stance.")
    reread: PartialDate | None = Field(None, description="Date on which this was last held against a reworded claim.")
