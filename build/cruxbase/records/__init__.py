"""The record types: pydantic models that are the schema of the base.

`RECORD_TYPES` maps the value of a record's `type` key to its model. `KEY_ORDER` is the order in which a record's keys
are written.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    )
    from cruxbase.records.credences import CREDENCE_WORDS, Conditional, Credence, CredenceEntry, Stance
    from cruxbase.records.ids import ID_PATTERN, MAX_TITLE, StepName, is_id, slug, step_name
    from cruxbase.records.kinds import ARGUABLE, ASSERTABLE, CLAIM_LIKE, RECORD_KINDS, RELATIONS, UNREAD, marked_retired
    from cruxbase.records.literature import Person, Source, Topic
    from cruxbase.records.models import Expectation, Input, Model, NoisyOr, Output, Share, Table, Variable
    from cruxbase.records.name_texts import name_text
    from cruxbase.records.names import Author, NameParts
    from cruxbase.records.quantities import Estimate, Quantity
    from cruxbase.records.relations import Answer, Refinement, Requirement, Step, Undercut
    from cruxbase.records.schemes import SCHEMES, Scheme
    from cruxbase.records.types import RECORD_TYPES
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

# Where each name lives. Imported when first used: what is told by types and plain data needs no models, which take longer to
# make than an edit to check.
_HOMES = {
    "base": (
        "Part",
        "Record",
        "ShortForm",
    ),
    "citations": (
        "Basis",
        "Citation",
        "Measurement",
        "Resolution",
    ),
    "claims": (
        "Arguable",
        "Argument",
        "Asserted",
        "Claim",
        "ClaimLike",
        "Crux",
        "Definition",
        "Evidence",
        "Hypothesis",
        "Norm",
        "Prediction",
        "Proposal",
        "Question",
    ),
    "credences": (
        "CREDENCE_WORDS",
        "Conditional",
        "Credence",
        "CredenceEntry",
        "Stance",
    ),
    "ids": (
        "ID_PATTERN",
        "MAX_TITLE",
        "StepName",
        "is_id",
        "slug",
        "step_name",
    ),
    "kinds": (
        "ARGUABLE",
        "ASSERTABLE",
        "CLAIM_LIKE",
        "RECORD_KINDS",
        "RELATIONS",
        "UNREAD",
        "marked_retired",
    ),
    "literature": (
        "Person",
        "Source",
        "Topic",
    ),
    "models": (
        "Expectation",
        "Input",
        "Model",
        "NoisyOr",
        "Output",
        "Share",
        "Table",
        "Variable",
    ),
    "name_texts": ("name_text",),
    "names": (
        "Author",
        "NameParts",
    ),
    "quantities": (
        "Estimate",
        "Quantity",
    ),
    "relations": (
        "Answer",
        "Refinement",
        "Requirement",
        "Step",
        "Undercut",
    ),
    "schemes": (
        "SCHEMES",
        "Scheme",
    ),
    "types": ("RECORD_TYPES",),
    "viewpoints": ("Viewpoint",),
    "written": (
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
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

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
    "RECORD_KINDS",
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


if not TYPE_CHECKING:  # hidden, so that a type checker knows which names there are

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value
