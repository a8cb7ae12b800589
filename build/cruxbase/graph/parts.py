"""The nodes and edges of the argument graph, as frozen values with every reference resolved."""

from __future__ import annotations

from typing import Literal, NamedTuple

StepKind = Literal["supports", "attacks"]
LinkKind = Literal[
    "requires",
    "refines",
    "answers",
    "side",
    "decides",
    "replaced_by",
    "topic",
    "part_of",
    "holder",
    "member",
    "model",
    "backbone",
]
BelievedAs = Literal["credence", "holds", "rejects", "suspends"]
Where = tuple[str | int, ...]


class StepNode(NamedTuple):
    """A reason for or against a claim: a node of its own, so that it can be undercut and shown.

    Attributes:
        name: `from -> to`, `from -> to (id)`, or the id of an argument record.
        start: the record on which it is written.
        premises: all premises, needed together, the starting record first.
        conclusion: the claim it bears on.
        kind: whether it supports or attacks its conclusion.
        strength: weak, moderate or strong.
        because: the warrant; empty where none is written.
        scheme: name of its argumentation scheme, or empty.
        group: name shared by steps that count once, or empty.
        where: path of the entry in the record.
        is_argument: whether it is an argument record.
    """

    name: str
    start: str
    premises: tuple[str, ...]
    conclusion: str
    kind: StepKind
    strength: str
    because: str
    scheme: str
    group: str
    where: Where
    is_argument: bool


class UndercutLink(NamedTuple):
    """A reason why a step fails.

    Attributes:
        start: the record that undercuts.
        step: name of the step that is undercut.
        because: why, or empty.
        where: path of the entry in the record.
    """

    start: str
    step: str
    because: str
    where: Where


class Link(NamedTuple):
    """Any other relation between two records.

    Attributes:
        kind: `requires`, `refines`, `answers`, `side`, `decides`, and so on.
        start: the record on which it is written.
        end: the record it leads to.
        because: why, or empty.
        where: path of the entry in the record.
    """

    kind: LinkKind
    start: str
    end: str
    because: str
    where: Where


class CitationLink(NamedTuple):
    """A place in a record that cites a source.

    Attributes:
        record: the citing record.
        source: the cited source.
        where: path of the citation in the record.
    """

    record: str
    source: str
    where: Where


class BeliefLink(NamedTuple):
    """What one viewpoint says of one claim.

    Attributes:
        viewpoint: id of the viewpoint record.
        claim: id of the claim.
        stance: `credence`, `holds`, `rejects` or `suspends`.
        where: path of the entry in the viewpoint record.
    """

    viewpoint: str
    claim: str
    stance: BelievedAs
    where: Where


class ConditionalLink(NamedTuple):
    """What one viewpoint says of a claim, given another.

    Attributes:
        viewpoint: id of the viewpoint record.
        of: id of the claim that is believed.
        given: id of the claim that is supposed true.
        where: path of the entry in the viewpoint record.
    """

    viewpoint: str
    of: str
    given: str
    where: Where


class EstimateLink(NamedTuple):
    """What one viewpoint expects a quantity to be.

    Attributes:
        viewpoint: id of the viewpoint record.
        question: id of the question that asks for it.
        where: path of the entry in the viewpoint record.
    """

    viewpoint: str
    question: str
    where: Where
