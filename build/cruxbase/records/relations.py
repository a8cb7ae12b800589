"""The six relations, written on the record they start from.

Inverses are computed, so that a new objection is one new file. Every `supports` and `attacks` entry is a *step*, which
has a name and can itself be undercut.
"""

from __future__ import annotations

from pydantic import Field

from cruxbase.records.base import ShortForm
from cruxbase.records.choices import Strength
from cruxbase.records.citations import Citation
from cruxbase.records.scheme_names import SchemeName
from cruxbase.records.text import Prose, RecordId, StepText


class Step(ShortForm):
    """A reason for or against a claim. Short form: the claim's id."""

    claim: RecordId = Field(description="The claim that this record is a reason for or against.")
    with_: tuple[RecordId, ...] = Field(
        (), alias="with", description="Linked premises: further claims that are needed together with this one."
    )
    strength: Strength = Field("moderate", description="How much the reason weighs if its premises hold.")
    because: Prose | None = Field(
        None, description="The warrant: why the premise bears on the conclusion. Do not repeat the premise."
    )
    scheme: SchemeName | None = Field(None, description="Argumentation scheme; its critical questions go on the page.")
    group: RecordId | None = Field(
        None, description="Name shared by reasons that come from the same study or data set; they count once."
    )
    sources: tuple[Citation, ...] = Field((), description="Where a text makes this step, not just its premise.")
    id: RecordId | None = Field(None, description="Needed where this record has two steps to the same claim.")


class Undercut(ShortForm):
    """A reason why a step fails although its premise and conclusion may both be true. Short form: the step's name."""

    step: StepText = Field(description="The step, as 'from-id -> to-id', or the id of an argument record.")
    because: Prose | None = Field(None, description="Why the step does not go through.")
    sources: tuple[Citation, ...] = Field((), description="Where a text says so.")


class Requirement(ShortForm):
    """A claim without which this one cannot stand. Short form: the claim's id."""

    claim: RecordId = Field(description="The claim that must stand.")
    because: Prose | None = Field(None, description="Why this record cannot stand without it.")


class Refinement(ShortForm):
    """A record of which this one is a more specific version. It carries no strength. Short form: the record's id."""

    record: RecordId = Field(description="The broader record.")
    because: Prose | None = Field(None, description="In what way this one is narrower.")


class Answer(ShortForm):
    """A question or crux to which this record is a candidate answer. Short form: the question's id."""

    question: RecordId = Field(description="Id of a question or crux record.")
    because: Prose | None = Field(None, description="How far it answers the question.")
