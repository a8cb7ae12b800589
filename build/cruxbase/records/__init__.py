"""The record types: pydantic models that are the schema of the base.

`RECORD_TYPES` maps the value of a record's `type` key to its model. `KEY_ORDER` is the order in which a record's keys
are written.
"""

from cruxbase.records.base import Part, Record, ShortForm
from cruxbase.records.citations import Basis, Citation, Measurement, Resolution
from cruxbase.records.claims import (
    Arguable,
    Argument,
    Asserted,
    Claim,
    ClaimLike,
    Crux,
    Definition,
    Evidence,
    Hypothesis,
    Norm,
    Prediction,
    Proposal,
    Question,
    marked_retired,
)
from cruxbase.records.credences import CREDENCE_WORDS, Conditional, Credence, CredenceEntry, Stance
from cruxbase.records.literature import Person, Source, Topic
from cruxbase.records.models import Expectation, Input, Model, NoisyOr, Output, Share, Table, Variable
from cruxbase.records.names import Author, NameParts, name_text
from cruxbase.records.quantities import Estimate, Quantity
from cruxbase.records.relations import RELATIONS, Answer, Refinement, Requirement, Step, Undercut
from cruxbase.records.schemes import SCHEMES, Scheme
from cruxbase.records.text import ID_PATTERN, MAX_TITLE, StepName, is_id, slug, step_name
from cruxbase.records.viewpoints import Viewpoint
from cruxbase.records.written import (
    WrittenAnswer,
    WrittenBelief,
    WrittenCitation,
    WrittenConditional,
    WrittenCredenceEntry,
    WrittenEstimate,
    WrittenExpectation,
    WrittenInput,
    WrittenMeasurement,
    WrittenNameParts,
    WrittenNoisyOr,
    WrittenOutput,
    WrittenQuantity,
    WrittenRecord,
    WrittenRefinement,
    WrittenRequirement,
    WrittenResolution,
    WrittenShare,
    WrittenStance,
    WrittenStep,
    WrittenTable,
    WrittenUndercut,
    WrittenVariable,
)

RECORD_TYPES: dict[str, type[Record]] = {
    "claim": Claim,
    "hypothesis": Hypothesis,
    "evidence": Evidence,
    "prediction": Prediction,
    "norm": Norm,
    "definition": Definition,
    "proposal": Proposal,
    "question": Question,
    "crux": Crux,
    "argument": Argument,
    "source": Source,
    "person": Person,
    "topic": Topic,
    "viewpoint": Viewpoint,
    "model": Model,
}
ASSERTABLE = frozenset(
    name for name, model in RECORD_TYPES.items() if issubclass(model, Arguable) and not issubclass(model, Evidence)
)
"""Types of what states something that may be so: neither evidence nor a definition, a question, a crux or an argument."""

CLAIM_LIKE = frozenset(name for name, model in RECORD_TYPES.items() if issubclass(model, ClaimLike))
ARGUABLE = frozenset(name for name, model in RECORD_TYPES.items() if issubclass(model, Arguable))

UNREAD = ("secondary", "identifier-only", "unverified")
"""How far a source was checked of which no editor has read even an excerpt."""

KEY_ORDER = (
    *("type", "id", "title", "name", "family", "kind", "term", "also", "topic", "parent", "holder", "date", "method"),
    *("status", "replaced_by", "origin", "authors", "et_al", "issued", "container", "publisher", "volume", "issue"),
    *(
        "pages",
        "version",
        "url",
        "doi",
        "arxiv",
        "forum_id",
        "identifiers",
        "citation_key",
        "part_of",
        "checked",
        "affiliation",
    ),
    *("members", "statement", "reworded", "question", "quantity", "summary", "story", "by", "condition", "resolution"),
    "sources",
    *("premises", "sides", "decides", "would_settle", "answers", "supports", "attacks", "undercuts", "requires"),
    *("refines", "because", "scheme", "strength", "group", "measurements", "credences", "holds", "rejects"),
    *(
        "suspends",
        "conditionals",
        "estimates",
        "inputs",
        "variables",
        "horizon",
        "outputs",
        "expectations",
        "cruxes",
        "implementation",
        "backbone",
    ),
    *("notes", "tags", "lang", "aliases"),
)
"""The order of keys at the top of a record; parts follow the order of their fields."""

__all__ = [
    "ARGUABLE",
    "ASSERTABLE",
    "CLAIM_LIKE",
    "CREDENCE_WORDS",
    "ID_PATTERN",
    "KEY_ORDER",
    "MAX_TITLE",
    "RECORD_TYPES",
    "RELATIONS",
    "SCHEMES",
    "UNREAD",
    "Answer",
    "Arguable",
    "Argument",
    "Asserted",
    "Author",
    "Basis",
    "Citation",
    "Claim",
    "ClaimLike",
    "Conditional",
    "Credence",
    "CredenceEntry",
    "Crux",
    "Definition",
    "Estimate",
    "Evidence",
    "Expectation",
    "Hypothesis",
    "Input",
    "Measurement",
    "Model",
    "NameParts",
    "NoisyOr",
    "Norm",
    "Output",
    "Part",
    "Person",
    "Prediction",
    "Proposal",
    "Quantity",
    "Question",
    "Record",
    "Refinement",
    "Requirement",
    "Resolution",
    "Scheme",
    "Share",
    "ShortForm",
    "Source",
    "Stance",
    "Step",
    "StepName",
    "Table",
    "Topic",
    "Undercut",
    "Variable",
    "Viewpoint",
    "WrittenAnswer",
    "WrittenBelief",
    "WrittenCitation",
    "WrittenConditional",
    "WrittenCredenceEntry",
    "WrittenEstimate",
    "WrittenExpectation",
    "WrittenInput",
    "WrittenMeasurement",
    "WrittenNameParts",
    "WrittenNoisyOr",
    "WrittenOutput",
    "WrittenQuantity",
    "WrittenRecord",
    "WrittenRefinement",
    "WrittenRequirement",
    "WrittenResolution",
    "WrittenShare",
    "WrittenStance",
    "WrittenStep",
    "WrittenTable",
    "WrittenUndercut",
    "WrittenVariable",
    "is_id",
    "marked_retired",
    "name_text",
    "slug",
    "step_name",
]
