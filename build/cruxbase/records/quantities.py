"""Questions that ask for a quantity, and what people estimate it to be."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from cruxbase.records.base import Part
from cruxbase.records.choices import Basis, QuantityKind
from cruxbase.records.text import Number, Prose, RecordId, Word

_PERCENT = r"^\s*[0-9]{1,2}(?:\.[0-9]{1,6})?\s*%\s*$"
_SHARE = r"^\s*0?\.[0-9]*[1-9][0-9]*\s*$"


def _share(value: object) -> object:
    """A percentage as a fraction."""
    if isinstance(value, str) and re.match(_PERCENT, value):
        return float(value.strip().rstrip("% \t")) / 100
    return value


Level = Annotated[
    float,
    BeforeValidator(_share),
    Field(gt=0, lt=1, allow_inf_nan=False),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "exactly": True},
                {"type": "string", "pattern": f"{_PERCENT}|{_SHARE}", "exactly": True},
            ]
        }
    ),
]
"""A share of belief, between 0 and 1 or as a percentage."""


class Quantity(Part):
    """What a question asks for, where the answer is a number."""

    kind: QuantityKind = Field(description="year: a calendar year. duration: a length of time. number: anything else.")
    unit: Word | None = Field(
        None, description="Unit of a number or duration: years, months, FLOP, dollars … Leave out for a year."
    )


class Estimate(Part):
    """What the holder expects a quantity to be: a best guess, an interval, or both."""

    median: Number | None = Field(None, description="The value thought as likely to be exceeded as not.")
    low: Number | None = Field(None, description="Lower end of the interval.")
    high: Number | None = Field(None, description="Upper end of the interval.")
    level: Level | None = Field(
        None,
        description="How much of the belief lies between 'low' and 'high': 80% from the 10th to the 90th percentile.",
    )
    basis: Basis = Field("stated", description="stated in the text, inferred from its wording, or editorial.")
    at: Word | None = Field(None, description="Locator in the viewpoint's source.")
    wording: Word | None = Field(None, description="How the text puts it, in your words.")
    source: RecordId | None = Field(None, description="Source, where the viewpoint has several.")
    note: Prose | None = Field(None, description="What to know about this estimate: whose percentiles, how defined.")
