"""What a file of arguments says, whatever its format: statements, steps between them, undercuts, and where each stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cruxbase.exchange.losses import LossReport
from cruxbase.records.ids import is_visible
from cruxbase.support.errors import CruxbaseError

JsonMapping = Mapping[str, object]
"""A mapping of a foreign file, of whose values nothing is known yet."""

Part = dict[str, object]
"""A part of a record to be, such as a step or an input of a model, by its keys."""

Polarity = Literal["supports", "attacks"]
Origin = Literal["stated", "implied", "reconstructed"]

# The signs that `style/hidden-character` finds, half characters, and line ends that are none to YAML.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


@dataclass(slots=True)
class Said:
    """A place where a text says something.

    Attributes:
        at: the place in the document.
        role: what it does there, as citations have it.
        note: what else is to be known, such as who speaks.
    """

    at: str
    role: str = "asserts"
    note: str = ""


@dataclass(slots=True)
class Statement:
    """Something that is said, and may be a reason for something else.

    Attributes:
        key: in the document.
        text: what it says.
        at: its place in the document, the same whenever the file is read: `node 12`, `[Title]`.
        place: the same for the report: `file.json#12`.
        title: its name in the document; made from the text where it has none.
        group: key of the group that it stands in.
        origin: whether the text says it.
        said: further places where it is said.
        tags: keywords.
        notes: remarks.
        kind: the type of record.
        id: an id that it had in a base.
    """

    key: str
    text: str
    at: str
    place: str
    title: str = ""
    group: str = ""
    origin: Origin = "stated"
    said: list[Said] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kind: str = "claim"
    id: str = ""


@dataclass(slots=True)
class Inference:
    """A step from premises, all needed together, to a conclusion.

    Attributes:
        key: in the document.
        premises: keys of statements.
        conclusion: key of a statement.
        polarity: whether it is for or against the conclusion.
        at: its place in the document; empty where that is its premise's.
        place: the same for the report.
        title: the name of the argument that it is; a named step becomes a record of its own.
        because: the warrant.
        scheme: a name of ours.
        strength: weak, moderate or strong; empty where the document says none.
        group: key of the group that it stands in.
        notes: remarks.
        id: an id that the argument had in a base.
    """

    key: str
    premises: list[str]
    conclusion: str
    polarity: Polarity
    at: str = ""
    place: str = ""
    title: str = ""
    because: str = ""
    scheme: str = ""
    strength: str = ""
    group: str = ""
    notes: list[str] = field(default_factory=list)
    id: str = ""


@dataclass(slots=True)
class UndercutOf:
    """A reason why a step fails. `start` is the key of a statement, `step` that of an inference."""

    start: str
    step: str
    because: str = ""
    place: str = ""


@dataclass(slots=True)
class Relation:
    """A relation that is no step: `requires`, `refines` or `answers`, between keys of statements."""

    kind: Literal["requires", "refines", "answers"]
    start: str
    end: str
    because: str = ""
    place: str = ""


@dataclass(slots=True)
class Group:
    """A heading under which statements stand; it becomes a topic."""

    key: str
    title: str
    parent: str = ""
    summary: str = ""


class DocumentModel(NamedTuple):
    """A model that a document brings along; claims are named by the keys of statements.

    Attributes:
        title: of the model.
        summary: what it is.
        inputs: its inputs.
        variables: what follows from them.
        outputs: what it is for.
    """

    title: str
    summary: str
    inputs: list[Part]
    variables: list[Part]
    outputs: list[Part]


@dataclass(slots=True)
class Weights:
    """Numbers or verdicts on statements that a document brings along; they become a viewpoint.

    Attributes:
        title: what they are: "Base scores of x.bag".
        method: how they are to be read.
        credences: a number from 0 to 1 by key of statement.
        holds: keys of statements held true.
        rejects: keys of statements held false.
    """

    title: str
    method: str
    credences: dict[str, float] = field(default_factory=dict)
    holds: list[str] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """One file of arguments.

    Attributes:
        name: of the file, without folders.
        format: in a word for readers: "AIF".
        title: what it calls itself, else its name.
        url: its address, where the file says one.
        statements: by their keys.
        steps: by their keys.
        undercuts: of steps.
        relations: that are no steps.
        groups: by their keys, those above first.
        weights: numbers that it brings along.
        models: data of model records, with keys of statements where ids go.
        records: data of records of ours, by id, that need no making.
        report: what was kept, changed and dropped on reading.
    """

    name: str
    format: str
    title: str = ""
    url: str = ""
    statements: dict[str, Statement] = field(default_factory=dict)
    steps: dict[str, Inference] = field(default_factory=dict)
    undercuts: list[UndercutOf] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    weights: list[Weights] = field(default_factory=list)
    models: list[DocumentModel] = field(default_factory=list)
    records: dict[str, Mapping[str, object]] = field(default_factory=dict)
    report: LossReport = field(default_factory=LossReport)

    def place(self, where: object) -> str:
        """A place in the file, for the report."""
        return f"{self.name}#{where}"


class UnreadableDocument(CruxbaseError, ValueError):
    """A file is not of the format that it is read as; the message says why."""


def json_content(text: str) -> object:
    """What a file of JSON holds.

    Raises:
        UnreadableDocument: it is no JSON.
    """
    try:
        content: object = json.loads(text)
    except ValueError as error:
        raise UnreadableDocument(f"it is not JSON: {error}") from None
    return content


def clean(text: object) -> str:
    r"""A text without signs that nobody sees and without blanks at its ends; nothing, where no letter or digit is left.

    >>> clean("a\u200bb\r\n c "), clean(" : ")
    ('ab\n c', '')
    """
    plain = str(text)
    if not plain.isprintable():
        plain = _HIDDEN.sub("", plain.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", " "))
    return plain.strip() if is_visible(plain) else ""


def one_line(text: object) -> str:
    """A text without hidden signs, in one line."""
    return " ".join(clean(text).split())
