"""The claim-like records: what can be asserted, asked, proposed, defined or argued."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cruxbase.records.base import Record
from cruxbase.records.choices import Origin, ReviewStatus, Strength
from cruxbase.records.citations import Citation, Measurement, Resolution
from cruxbase.records.quantities import Quantity
from cruxbase.records.relations import Answer, Refinement, Requirement, Step, Undercut
from cruxbase.records.scheme_names import SchemeName
from cruxbase.records.text import PartialDate, Prose, RecordId, Title, Word


class ClaimLike(Record):
    """What all claim-like records share."""

    title: Title = Field(description="The thought as one sentence of at most 90 characters, without a full stop.")
    topic: RecordId = Field(description="Id of a topic record under claims/topics/.")
    sources: tuple[Citation, ...] = Field((), description="The places where texts assert, report or concede this.")
    notes: Prose | None = Field(
        None, description="Remarks for readers, in Markdown: caveats, history, what is unclear."
    )
    status: ReviewStatus = Field(
        "draft", description="Editorial state: draft, reviewed by a second editor, disputed, or retired."
    )
    replaced_by: RecordId | None = Field(None, description="For a retired record: the one to use instead.")
    origin: Origin = Field(
        "stated",
        description="stated: a cited text says it. implied: an argument needs it unsaid. reconstructed: the editors "
        "supply a position that the texts only show the reply to.",
    )
    undercuts: tuple[Undercut, ...] = Field((), description="Steps that fail because of this.")
    refines: tuple[Refinement, ...] = Field((), description="Broader records of which this is a special case.")


class Asserted(ClaimLike):
    """A claim-like record that says something, and so can stand in an argument."""

    statement: Prose = Field(
        description="One thought in full, understandable to a careful reader outside the field, in your own words."
    )
    reworded: PartialDate | None = Field(
        None,
        description="Date on which the statement last came to say something else. Beliefs read before it may be in the "
        "older wording.",
    )
    requires: tuple[Requirement, ...] = Field((), description="Claims without which this one cannot stand.")
    answers: tuple[Answer, ...] = Field((), description="Questions or cruxes to which this is a candidate answer.")


class Arguable(Asserted):
    """A record that can be a reason for or against others."""

    supports: tuple[Step, ...] = Field((), description="Claims that this is a reason for.")
    attacks: tuple[Step, ...] = Field((), description="Claims that this is a reason against.")


class Claim(Arguable):
    """Something true or false about the world or a concept."""

    type: Literal["claim"] = Field(description="The kind of record.")


class Hypothesis(Arguable):
    """One candidate answer among rivals; the rivals are the other answers to the same question."""

    type: Literal["hypothesis"] = Field(description="The kind of record.")
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)] = Field(
        description="The question or crux that this hypothesis would answer."
    )


class Evidence(Arguable):
    """An observation or result that a source reports."""

    type: Literal["evidence"] = Field(description="The kind of record.")
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)] = Field(
        description="Where the observation is reported, with a locator."
    )
    measurements: tuple[Measurement, ...] = Field((), description="The numbers, each with its conditions and locator.")


class Prediction(Arguable):
    """Says what will happen, by a date or under a condition."""

    type: Literal["prediction"] = Field(description="The kind of record.")
    by: PartialDate | None = Field(None, description="The date by which it is to happen.")
    condition: Prose | None = Field(None, description="The condition under which it is to happen.")
    resolution: Resolution | None = Field(None, description="What became of it, once known.")


class Norm(Arguable):
    """Says what ought to be done, or what is good."""

    type: Literal["norm"] = Field(description="The kind of record.")


class Definition(Asserted):
    """Fixes the sense of a term. It is useful or not, never true or false, and so takes no credence."""

    type: Literal["definition"] = Field(description="The kind of record.")
    term: Word = Field(description="The term that is defined, as it appears in running text.")
    also: tuple[Word, ...] = Field(
        (), description="Other forms of the term in running text: plurals, abbreviations, spellings."
    )


class Proposal(Arguable):
    """A course of action or of research."""

    type: Literal["proposal"] = Field(description="The kind of record.")


class Question(ClaimLike):
    """An open question. It has no truth value and takes no credence."""

    type: Literal["question"] = Field(description="The kind of record.")
    question: Prose = Field(description="The question, understandable alone, ending in a question mark.")
    quantity: Quantity | None = Field(
        None, description="What the question asks for, where the answer is a number: viewpoints then give estimates."
    )


class Crux(ClaimLike):
    """A named point on which a disagreement turns."""

    type: Literal["crux"] = Field(description="The kind of record.")
    question: Prose = Field(description="The question on which the disagreement turns, ending in a question mark.")
    sides: Annotated[tuple[RecordId, ...], Field(min_length=2)] = Field(
        description="Ids of two or more claims that exclude each other: the possible answers."
    )
    decides: Annotated[tuple[RecordId, ...], Field(min_length=1)] = Field(
        description="Ids of the claims whose standing turns on the answer."
    )
    would_settle: tuple[Prose, ...] = Field(
        (), description="Observable things that would settle it: experiments, events, measurements."
    )


class Argument(ClaimLike):
    """A named step from several premises, taken together, to one conclusion."""

    type: Literal["argument"] = Field(description="The kind of record.")
    premises: Annotated[tuple[RecordId, ...], Field(min_length=1)] = Field(
        description="Ids of the claims that are needed together."
    )
    supports: RecordId | None = Field(None, description="The claim that it concludes.")
    attacks: RecordId | None = Field(None, description="The claim that it speaks against.")
    because: Prose | None = Field(None, description="The warrant: why the premises together yield the conclusion.")
    scheme: SchemeName | None = Field(None, description="Argumentation scheme; its critical questions go on the page.")
    strength: Strength = Field("moderate", description="How much the argument weighs if all its premises hold.")
    group: RecordId | None = Field(None, description="Name shared by reasons from the same study; they count once.")
