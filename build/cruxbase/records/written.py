"""Records as they are written: the shapes of plain data that the schema has found valid.

Scalars are texts here, and parts may have their short forms; the models of the other modules are what is made of them.
Whoever needs a few keys of many records takes these, which cost nothing to make.
"""

from __future__ import annotations

from typing import Required, TypeAlias, TypedDict

WrittenCredence: TypeAlias = str | list[str]
"""A credence as one text, or as the two ends of a range."""


class WrittenCitation(TypedDict, total=False):
    """Where a text says something; its short form is the id of the source."""

    source: Required[str]
    at: str
    role: str
    wording: str
    quote: str
    note: str


_StepKeyword = TypedDict("_StepKeyword", {"with": list[str]}, total=False)


class WrittenStep(_StepKeyword, total=False):
    """A reason for or against a claim; its short form is the claim's id."""

    claim: Required[str]
    strength: str
    because: str
    scheme: str
    group: str
    sources: list[str | WrittenCitation]
    id: str


class WrittenUndercut(TypedDict, total=False):
    """A step that fails; its short form is the step's name."""

    step: Required[str]
    because: str
    sources: list[str | WrittenCitation]


class WrittenRequirement(TypedDict, total=False):
    """A claim without which the record cannot stand; its short form is the claim's id."""

    claim: Required[str]
    because: str


class WrittenRefinement(TypedDict, total=False):
    """A broader record; its short form is the record's id."""

    record: Required[str]
    because: str


class WrittenAnswer(TypedDict, total=False):
    """A question that the record answers; its short form is the question's id."""

    question: Required[str]
    because: str


class WrittenMeasurement(TypedDict, total=False):
    """A number that evidence reports."""

    name: Required[str]
    value: str
    unit: str
    low: str
    high: str
    n: str
    n_of: str
    conditions: str
    source: str
    at: str
    method: str


class WrittenResolution(TypedDict, total=False):
    """What became of a prediction."""

    outcome: Required[str]
    date: Required[str]
    source: str
    at: str
    note: str


class WrittenQuantity(TypedDict, total=False):
    """What a question asks for, where the answer is a number."""

    kind: Required[str]
    unit: str


class WrittenNameParts(TypedDict, total=False):
    """An author's name in parts; as a plain text it is a person's id, or the name as usually written."""

    family: str
    given: str
    particle: str
    dropping_particle: str
    suffix: str
    literal: str


_BeliefKeyword = TypedDict("_BeliefKeyword", {"for": str}, total=False)


class WrittenBelief(_BeliefKeyword, total=False):
    """What may be said beside a credence or a claim that is held, rejected or suspended."""

    basis: str
    at: str
    wording: str
    source: str
    note: str
    reread: str


class WrittenCredenceEntry(WrittenBelief, total=False):
    """How much a claim is believed; its short form is the credence alone."""

    credence: Required[WrittenCredence]


class WrittenStance(WrittenBelief, total=False):
    """A claim held, rejected or suspended; its short form is the claim's id."""

    claim: Required[str]


class WrittenConditional(TypedDict, total=False):
    """How much a claim is believed, given another."""

    of: Required[str]
    given: Required[str]
    credence: Required[WrittenCredence]
    otherwise: WrittenCredence
    of_credence: WrittenCredence
    given_credence: WrittenCredence
    basis: str
    at: str
    wording: str
    source: str
    note: str


class WrittenEstimate(TypedDict, total=False):
    """What a quantity is expected to be."""

    median: str
    low: str
    high: str
    level: str
    basis: str
    at: str
    wording: str
    source: str
    note: str


class WrittenInput(TypedDict, total=False):
    """A quantity that the user of a model sets."""

    name: Required[str]
    claim: str
    label: str
    description: str
    unit: str
    default: str
    low: str
    high: str
    distribution: str
    basis: str
    reason: str
    causes: list[str]
    source: str
    at: str


class WrittenNoisyOr(TypedDict, total=False):
    """Causes of which any one may suffice."""

    causes: Required[dict[str, str]]
    leak: str


class WrittenTable(TypedDict, total=False):
    """A conditional probability table."""

    given: list[str]
    rows: Required[dict[str, str]]


class WrittenVariable(TypedDict, total=False):
    """A quantity that follows from others."""

    name: Required[str]
    claim: str
    label: str
    description: str
    unit: str
    expression: str
    next: str
    product: list[str]
    noisy_or: WrittenNoisyOr
    table: WrittenTable
    stated: str
    causes: list[str]
    at: str


class WrittenOutput(TypedDict, total=False):
    """A variable that a model is for."""

    variable: Required[str]
    claim: str
    when: str
    credence: str
    description: str


class WrittenShare(TypedDict, total=False):
    """A share of the space of inputs."""

    share: Required[list[str]]


_ExpectationKeyword = TypedDict("_ExpectationKeyword", {"in": str | WrittenShare}, total=False)


class WrittenExpectation(_ExpectationKeyword, total=False):
    """Something that must hold of a model."""

    that: Required[str]
    rises_with: list[str]
    falls_with: list[str]
    unmoved_by: list[str]
    within: str
    given: dict[str, str]
    source: str
    at: str
    because: str


class WrittenRecord(TypedDict, total=False):
    """A record of any type: each type has some of these keys, and `type`.

    `supports` and `attacks` name one claim in an argument, and have a list of steps in all others.
    """

    type: str
    id: str
    title: str
    name: str
    family: str
    kind: str
    term: str
    also: list[str]
    topic: str
    parent: str
    holder: str
    date: str
    method: str
    status: str
    replaced_by: str
    origin: str
    authors: list[str | WrittenNameParts]
    et_al: str
    issued: str
    container: str
    publisher: str
    volume: str
    issue: str
    pages: str
    version: str
    url: str
    doi: str
    arxiv: str
    forum_id: str
    identifiers: dict[str, str]
    citation_key: str
    part_of: str
    checked: str
    affiliation: str
    members: list[str]
    statement: str
    reworded: str
    question: str
    quantity: WrittenQuantity
    summary: str
    story: str
    by: str
    condition: str
    resolution: WrittenResolution
    sources: list[str | WrittenCitation]
    premises: list[str]
    sides: list[str]
    decides: list[str]
    would_settle: list[str]
    answers: list[str | WrittenAnswer]
    supports: str | list[str | WrittenStep]
    attacks: str | list[str | WrittenStep]
    undercuts: list[str | WrittenUndercut]
    requires: list[str | WrittenRequirement]
    refines: list[str | WrittenRefinement]
    because: str
    scheme: str
    strength: str
    group: str
    measurements: list[WrittenMeasurement]
    credences: dict[str, WrittenCredence | WrittenCredenceEntry]
    holds: list[str | WrittenStance]
    rejects: list[str | WrittenStance]
    suspends: list[str | WrittenStance]
    conditionals: list[WrittenConditional]
    estimates: dict[str, WrittenEstimate]
    inputs: list[WrittenInput]
    variables: list[WrittenVariable]
    horizon: str
    outputs: list[WrittenOutput]
    expectations: list[WrittenExpectation]
    cruxes: list[str]
    implementation: str
    backbone: list[str]
    notes: str
    tags: list[str]
    lang: str
    aliases: list[str]
