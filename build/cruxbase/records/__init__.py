"""The record types: pydantic models that are the schema of the base.

`RECORD_TYPES` maps the value of a record's `type` key to its model. `KEY_ORDER` is the order in which a record's keys
are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.support.lazy_names import names_at_home

if TYPE_CHECKING:
    from cruxbase.records.base import Part as Part
    from cruxbase.records.base import Record as Record
    from cruxbase.records.base import ShortForm as ShortForm
    from cruxbase.records.choices import Basis as Basis
    from cruxbase.records.citations import Citation as Citation
    from cruxbase.records.citations import Measurement as Measurement
    from cruxbase.records.citations import Resolution as Resolution
    from cruxbase.records.claims import Arguable as Arguable
    from cruxbase.records.claims import Argument as Argument
    from cruxbase.records.claims import Asserted as Asserted
    from cruxbase.records.claims import Claim as Claim
    from cruxbase.records.claims import ClaimLike as ClaimLike
    from cruxbase.records.claims import Crux as Crux
    from cruxbase.records.claims import Definition as Definition
    from cruxbase.records.claims import Evidence as Evidence
    from cruxbase.records.claims import Hypothesis as Hypothesis
    from cruxbase.records.claims import Norm as Norm
    from cruxbase.records.claims import Prediction as Prediction
    from cruxbase.records.claims import Proposal as Proposal
    from cruxbase.records.claims import Question as Question
    from cruxbase.records.credences import Conditional as Conditional
    from cruxbase.records.credences import CredenceEntry as CredenceEntry
    from cruxbase.records.credences import Stance as Stance
    from cruxbase.records.degrees import CREDENCE_WORDS as CREDENCE_WORDS
    from cruxbase.records.degrees import Credence as Credence
    from cruxbase.records.ids import ID_PATTERN as ID_PATTERN
    from cruxbase.records.ids import MAX_TITLE as MAX_TITLE
    from cruxbase.records.ids import StepName as StepName
    from cruxbase.records.ids import is_id as is_id
    from cruxbase.records.ids import slug as slug
    from cruxbase.records.ids import step_name as step_name
    from cruxbase.records.kinds import ARGUABLE as ARGUABLE
    from cruxbase.records.kinds import ASSERTABLE as ASSERTABLE
    from cruxbase.records.kinds import CLAIM_LIKE as CLAIM_LIKE
    from cruxbase.records.kinds import KEY_ORDER as KEY_ORDER
    from cruxbase.records.kinds import RECORD_KINDS as RECORD_KINDS
    from cruxbase.records.kinds import RELATIONS as RELATIONS
    from cruxbase.records.kinds import UNREAD as UNREAD
    from cruxbase.records.kinds import marked_retired as marked_retired
    from cruxbase.records.literature import Person as Person
    from cruxbase.records.literature import Source as Source
    from cruxbase.records.literature import Topic as Topic
    from cruxbase.records.models import Expectation as Expectation
    from cruxbase.records.models import Input as Input
    from cruxbase.records.models import Model as Model
    from cruxbase.records.models import NoisyOr as NoisyOr
    from cruxbase.records.models import Output as Output
    from cruxbase.records.models import Share as Share
    from cruxbase.records.models import Table as Table
    from cruxbase.records.models import Variable as Variable
    from cruxbase.records.name_texts import name_text as name_text
    from cruxbase.records.names import Author as Author
    from cruxbase.records.names import NameParts as NameParts
    from cruxbase.records.quantities import Estimate as Estimate
    from cruxbase.records.quantities import Quantity as Quantity
    from cruxbase.records.relations import Answer as Answer
    from cruxbase.records.relations import Refinement as Refinement
    from cruxbase.records.relations import Requirement as Requirement
    from cruxbase.records.relations import Step as Step
    from cruxbase.records.relations import Undercut as Undercut
    from cruxbase.records.schemes import SCHEMES as SCHEMES
    from cruxbase.records.schemes import Scheme as Scheme
    from cruxbase.records.types import RECORD_TYPES as RECORD_TYPES
    from cruxbase.records.viewpoints import Viewpoint as Viewpoint
    from cruxbase.records.written import WrittenAnswer as WrittenAnswer
    from cruxbase.records.written import WrittenBelief as WrittenBelief
    from cruxbase.records.written import WrittenCitation as WrittenCitation
    from cruxbase.records.written import WrittenConditional as WrittenConditional
    from cruxbase.records.written import WrittenCredenceEntry as WrittenCredenceEntry
    from cruxbase.records.written import WrittenEstimate as WrittenEstimate
    from cruxbase.records.written import WrittenExpectation as WrittenExpectation
    from cruxbase.records.written import WrittenInput as WrittenInput
    from cruxbase.records.written import WrittenMeasurement as WrittenMeasurement
    from cruxbase.records.written import WrittenNameParts as WrittenNameParts
    from cruxbase.records.written import WrittenNoisyOr as WrittenNoisyOr
    from cruxbase.records.written import WrittenOutput as WrittenOutput
    from cruxbase.records.written import WrittenQuantity as WrittenQuantity
    from cruxbase.records.written import WrittenRecord as WrittenRecord
    from cruxbase.records.written import WrittenRefinement as WrittenRefinement
    from cruxbase.records.written import WrittenRequirement as WrittenRequirement
    from cruxbase.records.written import WrittenResolution as WrittenResolution
    from cruxbase.records.written import WrittenShare as WrittenShare
    from cruxbase.records.written import WrittenStance as WrittenStance
    from cruxbase.records.written import WrittenStep as WrittenStep
    from cruxbase.records.written import WrittenTable as WrittenTable
    from cruxbase.records.written import WrittenUndercut as WrittenUndercut
    from cruxbase.records.written import WrittenVariable as WrittenVariable

_HOMES = {
    "base": (
        "Part",
        "Record",
        "ShortForm",
    ),
    "choices": ("Basis",),
    "citations": (
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
        "Conditional",
        "CredenceEntry",
        "Stance",
    ),
    "degrees": (
        "CREDENCE_WORDS",
        "Credence",
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
        "KEY_ORDER",
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
_HOME_OF = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names}

__all__ = list(_HOME_OF)  # a list that ruff does not see as one; the names stand above


if not TYPE_CHECKING:  # hidden, so that a type checker knows which names there are
    __getattr__ = names_at_home(__name__, _HOME_OF)
