"""Where a text says something: the citation, and the numbers taken from it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cruxbase.records.base import Part, ShortForm
from cruxbase.records.choices import CitationRole, Counted
from cruxbase.records.text import Number, PartialDate, Prose, RecordId, Word


class Citation(ShortForm):
    """One place in one source, and what the source does there. Short form: the source's id."""

    source: RecordId = Field(description="Id of a source record under claims/sources/.")
    at: Word | None = Field(None, description="Locator in the source: P35, §3.2, Fig. 6, p. 12.")
    role: CitationRole = Field(
        "asserts",
        description="What the source does there: asserts it, reports someone else's view, quotes, concedes, asks, "
        "or gives background.",
    )
    wording: Word | None = Field(
        None, description="How strongly the source puts it, in your words: 'hedged with might', 'flat', 'a guess'."
    )
    quote: Word | None = Field(None, description="A few words of the source, only where the wording itself matters.")
    note: Prose | None = Field(None, description="Anything a reader should know about this citation.")


class Measurement(Part):
    """A number that a source reports, with the conditions under which it was obtained."""

    name: Word = Field(description="What was measured, such as 'covert action rate'.")
    value: Number | None = Field(None, description="The number as reported. Leave out where only a range is given.")
    unit: Word | None = Field(None, description="Unit: percent, tokens, samples, AUROC … Leave out for a bare ratio.")
    low: Number | None = Field(None, description="Lower end of the reported range or interval.")
    high: Number | None = Field(None, description="Upper end of the reported range or interval.")
    n: int | None = Field(None, ge=1, description="How many of what 'n_of' names are behind the number.")
    n_of: Counted | None = Field(
        None, description="What 'n' counts: trials, questions, items, models, people, environments …"
    )
    conditions: Prose | None = Field(
        None, description="Model, setting, training and comparison: what the number is of."
    )
    source: RecordId | None = Field(None, description="Source of the number, where the record cites several.")
    at: Word | None = Field(None, description="Locator of the number: section, figure or table.")
    method: Word | None = Field(
        None, description="How it was obtained: 'reported', 'read off a plot', 'computed from …'."
    )


class Resolution(Part):
    """What became of a prediction."""

    outcome: Literal["true", "false", "mixed", "void"] = Field(description="Whether it came true.")
    date: PartialDate = Field(description="When that was known.")
    source: RecordId | None = Field(None, description="Source that shows it.")
    at: Word | None = Field(None, description="Locator in that source.")
    note: Prose | None = Field(None, description="How the outcome was judged.")
