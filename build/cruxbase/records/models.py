"""Executable arguments: inputs, variables computed from them, and what must come out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cruxbase.records.base import Part, Record
from cruxbase.records.citations import Citation
from cruxbase.records.text import Number, Prose, RecordId, Title, Word

MOST_STEPS = 1000
"""Steps that a stateful model may be carried on for."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Distribution = Literal["point", "uniform", "loguniform", "triangular", "beta", "normal", "lognormal"]
Expression = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Input(Part):
    """A quantity that the user of the model sets."""

    name: Name = Field(description="Name in expressions: lower-case letters, digits and underscores.")
    claim: RecordId | None = Field(None, description="Id of the claim whose credence this is.")
    label: Word | None = Field(None, description="Short name for readers.")
    description: Prose | None = Field(None, description="What it stands for.")
    unit: Word | None = Field(None, description="Unit: probability, years, fraction of behaviour …")
    default: Number | None = Field(None, description="Value in the cited text. Leave out where no text gives one.")
    low: Number | None = Field(None, description="Lowest sensible value.")
    high: Number | None = Field(None, description="Highest sensible value.")
    distribution: Distribution | None = Field(
        None, description="Shape between low and high; uniform where it is left out. The default is its peak."
    )
    basis: Literal["stated", "ours"] | None = Field(
        None, description="Who set the range: stated by the text, or ours, the editors'."
    )
    reason: Prose | None = Field(None, description="Why the range or distribution is what it is.")
    causes: tuple[Name, ...] = Field((), description="Variables that it bears on directly, for the causal graph.")
    source: RecordId | None = Field(None, description="Source of the default, where the model cites several.")
    at: Word | None = Field(None, description="Locator of the default.")


class NoisyOr(Part):
    """Any of several causes may bring the variable about, each on its own."""

    causes: dict[Name, Probability] = Field(description="Cause → probability that it alone suffices when present.")
    leak: Probability = Field(0.0, description="Probability that it comes about with no cause present.")


class Table(Part):
    """A full conditional probability table over binary variables."""

    given: tuple[Name, ...] = Field((), description="The variables that it depends on, in the order of the rows' keys.")
    rows: dict[Annotated[str, StringConstraints(pattern=r"^([tf]+|always)$")], Probability] = Field(
        description="For each combination, t or f per given variable in order (or 'always'), the probability of true."
    )


class Variable(Part):
    """A quantity that follows from inputs and earlier variables, or a node of a causal graph."""

    name: Name = Field(description="Name in expressions: lower-case letters, digits and underscores.")
    claim: RecordId | None = Field(None, description="Id of the claim whose credence this is.")
    label: Word | None = Field(None, description="Short name for readers.")
    description: Prose | None = Field(None, description="What it stands for.")
    unit: Word | None = Field(None, description="Unit: probability, years, fraction of behaviour …")
    expression: Expression | None = Field(
        None, description="Arithmetic over inputs and earlier variables; with 'next', the value at the start."
    )
    next: Expression | None = Field(
        None, description="The value one step later, from the values of this step: makes the variable stateful."
    )
    product: tuple[Name, ...] = Field((), description="Names whose product this is: a conjunction of conditionals.")
    noisy_or: NoisyOr | None = Field(None, description="Causes of which any one may suffice.")
    table: Table | None = Field(None, description="Full conditional probability table.")
    stated: Number | None = Field(None, description="The value that the cited text states for it, to compare.")
    causes: tuple[Name, ...] = Field((), description="Variables that it bears on directly, for the causal graph.")
    at: Word | None = Field(None, description="Locator in the model's source.")


class Output(Part):
    """A variable that the model is for."""

    variable: Name = Field(description="Name of the input or variable.")
    claim: RecordId | None = Field(None, description="Id of the claim that the value bears on.")
    when: Expression | None = Field(
        None, description="The claim is borne out when this holds, such as 'value_legible < 0'."
    )
    credence: Expression | None = Field(
        None, description="The credence in the claim that the value amounts to, 0 to 1."
    )
    description: Prose | None = Field(None, description="How to read the value.")


class Share(Part):
    """A share of the space of inputs."""

    share: tuple[Probability, Probability] = Field(description="From what share to what share of the space it holds.")


class Expectation(Part):
    """Something that must hold of the model, as a text says; `cruxbase check` tries it."""

    that: Expression = Field(
        description="A comparison, such as 'doom == 0.051376' or 'schemer_risk > fitness_risk'; or, with 'rises_with', "
        "'falls_with' or 'unmoved_by', a quantity."
    )
    rises_with: tuple[Name, ...] = Field(
        (),
        description="Inputs: as one of them rises and all others stay, the quantity rises somewhere and falls nowhere.",
    )
    falls_with: tuple[Name, ...] = Field(
        (),
        description="Inputs: as one of them rises and all others stay, the quantity falls somewhere and rises nowhere.",
    )
    unmoved_by: tuple[Name, ...] = Field(
        (), description="Inputs of which the quantity takes no notice, all others held."
    )
    space: Literal["all", "most"] | Share | None = Field(
        None,
        alias="in",
        description="Where it holds: in all or most (more than half) of the space of inputs, or a share of it. "
        "Without it, at the given values and the defaults.",
    )
    within: Number | None = Field(None, ge=0, description="Tolerance of an equality; default 0.000001.")
    given: dict[Name, Number] = Field(default_factory=dict, description="Input values that differ from the defaults.")
    source: RecordId | None = Field(None, description="Source that says so, where the model cites several.")
    at: Word | None = Field(None, description="Locator in the source.")
    because: Prose | None = Field(None, description="What the text says that makes this a requirement.")

    @property
    def directions(self) -> tuple[tuple[str, int], ...]:
        """Each input that the quantity is to move with, and 1 for up, -1 for down, 0 for not at all."""
        signs = ((self.rises_with, 1), (self.falls_with, -1), (self.unmoved_by, 0))
        return tuple((name, sign) for names, sign in signs for name in names)

    @property
    def is_over_space(self) -> bool:
        """Whether it is about the space of inputs and not about one point."""
        return self.space is not None or bool(self.directions)


class Model(Record):
    """An argument that can be computed: a causal graph with equations or probabilities."""

    type: Literal["model"] = Field(description="The kind of record.")
    title: Title = Field(description="What the model computes or shows.")
    topic: RecordId = Field(description="Id of a topic record.")
    summary: Prose = Field(description="How the model works and what it is for, in Markdown.")
    sources: tuple[Citation, ...] = Field((), description="The texts that state it.")
    inputs: tuple[Input, ...] = Field((), description="What a user sets.")
    variables: tuple[Variable, ...] = Field((), description="What follows, in the order of computation.")
    horizon: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = Field(
        None, description="Number of steps that stateful variables ('next') are carried on for."
    )
    outputs: tuple[Output, ...] = Field((), description="What the model is for.")
    expectations: tuple[Expectation, ...] = Field((), description="Values and orderings that must come out.")
    cruxes: tuple[RecordId, ...] = Field((), description="Cruxes whose answer would change what the model says.")
    implementation: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")] | None = Field(
        None, description="module:function of an installed package, for a model that needs Python."
    )
    notes: Prose | None = Field(None, description="What the formalisation adds to the text, and what it leaves out.")
