"""What a viewpoint says of a claim: a credence, a stance without a number, or a credence given another claim."""

from __future__ import annotations

from pydantic import Field, model_validator

from cruxbase.records.base import Part, ShortForm
from cruxbase.records.choices import Basis
from cruxbase.records.degrees import HOW_TO_WRITE, Credence
from cruxbase.records.text import PartialDate, Prose, RecordId, Word, WordingMark


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
    for_: WordingMark | None = Field(
        None, alias="for", description="Mark of the wording that this is about, as 'cruxbase confirm' writes it."
    )

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: object) -> object:
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
    for_: WordingMark | None = Field(
        None, alias="for", description="Mark of the wording that this is about, as 'cruxbase confirm' writes it."
    )


class Conditional(Part):
    """How much the holder would believe one claim, given that another is true.

    A study may ask for P(of) and P(given) anew in each row. Where a row's numbers are not those of `credences`, the row
    carries its own, and these are the ones that the conditional is held against.
    """

    of: RecordId = Field(description="Id of the claim that is believed, U in P(U | c).")
    given: RecordId = Field(description="Id of the claim that is supposed true, c in P(U | c).")
    credence: Credence = Field(description="P(of | given): the credence in 'of' if 'given' is true.")
    otherwise: Credence | None = Field(
        None, description="P(of | not given): the credence in 'of' if 'given' is false. Leave out where not stated."
    )
    of_credence: Credence | None = Field(
        None, description="P(of) as stated together with this, where it is not the number under 'credences'."
    )
    given_credence: Credence | None = Field(
        None, description="P(given) as stated together with this, where it is not the number under 'credences'."
    )
    basis: Basis = Field("stated", description="stated in the text, inferred from its wording, or editorial.")
    at: Word | None = Field(None, description="Locator in the viewpoint's source.")
    wording: Word | None = Field(None, description="How the text puts it, in your words.")
    source: RecordId | None = Field(None, description="Source, where the viewpoint has several.")
    note: Prose | None = Field(None, description="What to know about this conditional.")
