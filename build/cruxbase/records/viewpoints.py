"""What a person or group believed, how much, as of a date."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cruxbase.records.base import Record
from cruxbase.records.choices import Origin
from cruxbase.records.citations import Citation
from cruxbase.records.credences import Conditional, CredenceEntry, Stance
from cruxbase.records.quantities import Estimate
from cruxbase.records.text import PartialDate, Prose, RecordId, Title, Word


class Viewpoint(Record):
    """Dated beliefs of one holder. What nobody said stays unknown."""

    type: Literal["viewpoint"] = Field(description="The kind of record.")
    title: Title = Field(description="Whose view and as of when, such as 'Superforecasters, May 2023'.")
    holder: RecordId = Field(description="Id of a person record.")
    date: PartialDate = Field(description="As of when the holder held this.")
    method: Word | None = Field(None, description="How the numbers arose: 'median of 21', 'read from comments' …")
    origin: Origin = Field(
        "stated",
        description="reconstructed: a position the editors infer from replies to it; implied or stated otherwise.",
    )
    sources: tuple[Citation, ...] = Field((), description="Where the holder says so.")
    credences: dict[RecordId, CredenceEntry] = Field(
        default_factory=dict, description="Claim id → how much the holder believes it."
    )
    holds: tuple[Stance, ...] = Field((), description="Claims held true, no degree given.")
    rejects: tuple[Stance, ...] = Field((), description="Claims held false, no degree given.")
    suspends: tuple[Stance, ...] = Field((), description="Claims on which the holder withholds judgement.")
    conditionals: tuple[Conditional, ...] = Field(
        (), description="How much the holder would believe a claim, given that another is true."
    )
    estimates: dict[RecordId, Estimate] = Field(
        default_factory=dict, description="Question id → what the holder expects the quantity that it asks for to be."
    )
    notes: Prose | None = Field(None, description="How this view was read from its sources, in Markdown.")
