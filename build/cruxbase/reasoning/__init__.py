"""What stands, how strongly, and what the disagreement turns on: pure functions on plain values.

A tour, from the floor up:

* `AbstractFramework`: arguments that attack each other, and the sets of them that can stand together (Dung
  1995).
* `WeighingProblem`, `weighed_labelling`: what stands by the weight of the reasons for and against it, with proofs.
* `LabellingProblem`, `grounded_labelling`: the same without weights, the most cautious reading of attacks,
  needs and grounds.
* `EvidenceGraph`: how far each claim is believed, given what somebody said, with every statement met; the base's own.
* `gap_between`: what divides two such views.
* `QBAF`: how strong each argument is, under six gradual semantics, and what each contributes.
* `ProbabilityModel`: published numeric arguments over claims, reproduced exactly.
* `Expression`: the small language of executable models.
* `value_of_information`, `value_of_disagreement`: what a claim would teach one person, or settle between two.
* `leverages`, `gap`, `minimal_crux_set`, `ask_next`: the cruxes of one viewpoint and between two.

Everything here is imported when it is first used, as the numeric libraries take a while to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.support.lazy_names import names_at_home

if TYPE_CHECKING:
    from cruxbase.reasoning.abstract_framework import AbstractFramework as AbstractFramework
    from cruxbase.reasoning.abstract_framework import UnknownExtensionSemantics as UnknownExtensionSemantics
    from cruxbase.reasoning.abstract_framework import UnknownFormat as UnknownFormat
    from cruxbase.reasoning.abstract_framework import Verdict as Verdict
    from cruxbase.reasoning.agreement import Distance as Distance
    from cruxbase.reasoning.coherence import AboveRequirement as AboveRequirement
    from cruxbase.reasoning.coherence import OtherSideOfEven as OtherSideOfEven
    from cruxbase.reasoning.coherence import SidesExceedOne as SidesExceedOne
    from cruxbase.reasoning.coherence import UnfitConditional as UnfitConditional
    from cruxbase.reasoning.computing import Bounds as Bounds
    from cruxbase.reasoning.computing import ComputableModel as ComputableModel
    from cruxbase.reasoning.computing import ExpectationResult as ExpectationResult
    from cruxbase.reasoning.computing import Incomputable as Incomputable
    from cruxbase.reasoning.contributions import Contribution as Contribution
    from cruxbase.reasoning.cruxes import CruxSet as CruxSet
    from cruxbase.reasoning.cruxes import Gap as Gap
    from cruxbase.reasoning.cruxes import Leverage as Leverage
    from cruxbase.reasoning.cruxes import Leverages as Leverages
    from cruxbase.reasoning.cruxes import Question as Question
    from cruxbase.reasoning.cruxes import Questions as Questions
    from cruxbase.reasoning.cruxes import Share as Share
    from cruxbase.reasoning.cruxes import ask_next as ask_next
    from cruxbase.reasoning.cruxes import gap as gap
    from cruxbase.reasoning.cruxes import leverages as leverages
    from cruxbase.reasoning.cruxes import minimal_crux_set as minimal_crux_set
    from cruxbase.reasoning.cruxes import robust as robust
    from cruxbase.reasoning.expression_nodes import MalformedExpression as MalformedExpression
    from cruxbase.reasoning.expression_nodes import MissingValue as MissingValue
    from cruxbase.reasoning.expression_nodes import Node as Node
    from cruxbase.reasoning.expression_nodes import Undefined as Undefined
    from cruxbase.reasoning.expressions import Expression as Expression
    from cruxbase.reasoning.facts import MalformedText as MalformedText
    from cruxbase.reasoning.gap_analysis import gap_between as gap_between
    from cruxbase.reasoning.gap_results import Closure as Closure
    from cruxbase.reasoning.gap_results import EndShare as EndShare
    from cruxbase.reasoning.gap_results import GapAnalysis as GapAnalysis
    from cruxbase.reasoning.gap_results import GapNode as GapNode
    from cruxbase.reasoning.gap_results import NearCrux as NearCrux
    from cruxbase.reasoning.gap_results import OneSided as OneSided
    from cruxbase.reasoning.gap_results import PremiseShare as PremiseShare
    from cruxbase.reasoning.gap_results import ReasonShare as ReasonShare
    from cruxbase.reasoning.gap_results import Unsettleable as Unsettleable
    from cruxbase.reasoning.gradual_semantics import UnknownSemantics as UnknownSemantics
    from cruxbase.reasoning.grounded import Labelling as Labelling
    from cruxbase.reasoning.grounded import LabellingProblem as LabellingProblem
    from cruxbase.reasoning.grounded import grounded_labelling as grounded_labelling
    from cruxbase.reasoning.information import InformationValue as InformationValue
    from cruxbase.reasoning.information import value_of_disagreement as value_of_disagreement
    from cruxbase.reasoning.information import value_of_information as value_of_information
    from cruxbase.reasoning.jeffrey import AnchoredView as AnchoredView
    from cruxbase.reasoning.jeffrey import EvidenceGraph as EvidenceGraph
    from cruxbase.reasoning.jeffrey import JeffreyStrengths as JeffreyStrengths
    from cruxbase.reasoning.labelling_search import Budget as Budget
    from cruxbase.reasoning.labelling_search import BudgetExceeded as BudgetExceeded
    from cruxbase.reasoning.labels import Label as Label
    from cruxbase.reasoning.labels import Proof as Proof
    from cruxbase.reasoning.labels import ProofStep as ProofStep
    from cruxbase.reasoning.labels import Reason as Reason
    from cruxbase.reasoning.labels import Weighing as Weighing
    from cruxbase.reasoning.mechanisms import NoisyOr as NoisyOr
    from cruxbase.reasoning.mechanisms import Prior as Prior
    from cruxbase.reasoning.mechanisms import Product as Product
    from cruxbase.reasoning.mechanisms import Table as Table
    from cruxbase.reasoning.mechanisms import TooEntangled as TooEntangled
    from cruxbase.reasoning.model_runs import Crossing as Crossing
    from cruxbase.reasoning.model_runs import InputShare as InputShare
    from cruxbase.reasoning.model_runs import ModelGap as ModelGap
    from cruxbase.reasoning.model_runs import ModelRun as ModelRun
    from cruxbase.reasoning.model_runs import ModelSample as ModelSample
    from cruxbase.reasoning.model_runs import OutputBelief as OutputBelief
    from cruxbase.reasoning.model_runs import Quantity as Quantity
    from cruxbase.reasoning.model_runs import RunnableModel as RunnableModel
    from cruxbase.reasoning.model_runs import Sensitivity as Sensitivity
    from cruxbase.reasoning.model_runs import Sweep as Sweep
    from cruxbase.reasoning.model_runs import SweepPoint as SweepPoint
    from cruxbase.reasoning.model_runs import Swing as Swing
    from cruxbase.reasoning.model_sensitivity import MorrisEffect as MorrisEffect
    from cruxbase.reasoning.model_sensitivity import SobolIndex as SobolIndex
    from cruxbase.reasoning.model_space import expectation_results as expectation_results
    from cruxbase.reasoning.names import UnknownName as UnknownName
    from cruxbase.reasoning.perspective import Perspective as Perspective
    from cruxbase.reasoning.probability import CoherenceGap as CoherenceGap
    from cruxbase.reasoning.probability import ImpossibleEvidence as ImpossibleEvidence
    from cruxbase.reasoning.probability import ProbabilityModel as ProbabilityModel
    from cruxbase.reasoning.qbaf import QBAF as QBAF
    from cruxbase.reasoning.qbaf import NotExpressible as NotExpressible
    from cruxbase.reasoning.qbaf import StrengthBounds as StrengthBounds
    from cruxbase.reasoning.qbaf import Strengths as Strengths
    from cruxbase.reasoning.qbaf import UnknownBaseScore as UnknownBaseScore
    from cruxbase.reasoning.response import FunctionResponse as FunctionResponse
    from cruxbase.reasoning.response import Response as Response
    from cruxbase.reasoning.settled_strengths import Unsettled as Unsettled
    from cruxbase.reasoning.shapley import Sampling as Sampling
    from cruxbase.reasoning.statement import Statement as Statement
    from cruxbase.reasoning.status import WeighedLabelling as WeighedLabelling
    from cruxbase.reasoning.status import flip_cruxes as flip_cruxes
    from cruxbase.reasoning.status import minimal_flip_set as minimal_flip_set
    from cruxbase.reasoning.status import weighed_labelling as weighed_labelling
    from cruxbase.reasoning.support_closure import SupportClosure as SupportClosure
    from cruxbase.reasoning.validity import Fit as Fit
    from cruxbase.reasoning.validity import Prediction as Prediction
    from cruxbase.reasoning.validity import Validity as Validity
    from cruxbase.reasoning.weighing_network import Bundle as Bundle
    from cruxbase.reasoning.weighing_network import WeighedStep as WeighedStep
    from cruxbase.reasoning.weighing_network import WeighingNetwork as WeighingNetwork
    from cruxbase.reasoning.weighing_problem import ClaimStatus as ClaimStatus
    from cruxbase.reasoning.weighing_problem import Objection as Objection
    from cruxbase.reasoning.weighing_problem import WeighingProblem as WeighingProblem

_HOMES = {
    "computing": (
        "Bounds",
        "ComputableModel",
        "ExpectationResult",
        "Incomputable",
    ),
    "model_runs": (
        "Crossing",
        "InputShare",
        "ModelGap",
        "ModelRun",
        "ModelSample",
        "OutputBelief",
        "Quantity",
        "RunnableModel",
        "Sensitivity",
        "Sweep",
        "SweepPoint",
        "Swing",
    ),
    "model_sensitivity": (
        "MorrisEffect",
        "SobolIndex",
    ),
    "abstract_framework": (
        "AbstractFramework",
        "UnknownExtensionSemantics",
        "UnknownFormat",
        "Verdict",
    ),
    "agreement": ("Distance",),
    "coherence": (
        "AboveRequirement",
        "OtherSideOfEven",
        "SidesExceedOne",
        "UnfitConditional",
    ),
    "contributions": ("Contribution",),
    "cruxes": (
        "CruxSet",
        "Gap",
        "Leverage",
        "Leverages",
        "Question",
        "Questions",
        "Share",
        "ask_next",
        "gap",
        "leverages",
        "minimal_crux_set",
        "robust",
    ),
    "expressions": ("Expression",),
    "expression_nodes": (
        "MalformedExpression",
        "MissingValue",
        "Node",
        "Undefined",
    ),
    "facts": ("MalformedText",),
    "gap_analysis": ("gap_between",),
    "gap_results": (
        "Closure",
        "EndShare",
        "GapAnalysis",
        "GapNode",
        "NearCrux",
        "OneSided",
        "PremiseShare",
        "ReasonShare",
        "Unsettleable",
    ),
    "gradual_semantics": ("UnknownSemantics",),
    "information": (
        "InformationValue",
        "value_of_disagreement",
        "value_of_information",
    ),
    "jeffrey": (
        "AnchoredView",
        "EvidenceGraph",
        "JeffreyStrengths",
    ),
    "labelling_search": (
        "Budget",
        "BudgetExceeded",
    ),
    "model_space": ("expectation_results",),
    "names": ("UnknownName",),
    "perspective": ("Perspective",),
    "probability": (
        "CoherenceGap",
        "ImpossibleEvidence",
        "ProbabilityModel",
    ),
    "mechanisms": (
        "NoisyOr",
        "Prior",
        "Product",
        "Table",
        "TooEntangled",
    ),
    "qbaf": (
        "NotExpressible",
        "QBAF",
        "StrengthBounds",
        "Strengths",
        "UnknownBaseScore",
    ),
    "response": (
        "FunctionResponse",
        "Response",
    ),
    "settled_strengths": ("Unsettled",),
    "shapley": ("Sampling",),
    "statement": ("Statement",),
    "labels": (
        "Label",
        "Proof",
        "ProofStep",
        "Reason",
        "Weighing",
    ),
    "grounded": (
        "Labelling",
        "LabellingProblem",
        "grounded_labelling",
    ),
    "support_closure": ("SupportClosure",),
    "validity": (
        "Fit",
        "Prediction",
        "Validity",
    ),
    "status": (
        "WeighedLabelling",
        "flip_cruxes",
        "minimal_flip_set",
        "weighed_labelling",
    ),
    "weighing_problem": (
        "ClaimStatus",
        "Objection",
        "WeighingProblem",
    ),
    "weighing_network": (
        "Bundle",
        "WeighedStep",
        "WeighingNetwork",
    ),
}
_HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
__all__ = list(_HOME_OF)  # a list that ruff does not see as one; the names stand above


if not TYPE_CHECKING:  # so that a name that does not exist fails the type checker, too
    __getattr__ = names_at_home(__name__, _HOME_OF)


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
