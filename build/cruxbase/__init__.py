"""cruxbase: typed claims in git, linked into an argument graph that says what turns on what.

A tour:

    loaded = cruxbase.load("claims/")           # never raises for what users wrote
    loaded.diagnostics                          # findings: code, place, what to write instead
    kb = loaded.knowledge_base

    claim = kb.claim("a-claim")
    claim.supporters, claim.attackers, claim.undercutters
    claim.held_by                               # who believes it, how much, as of when

    kb.claims(type="crux", topic="a-topic")
    kb.search("congestion prcing")               # tolerates slips
    kb.paths("a-claim", "another-claim")        # how one bears on the other
    kb.impact("a-claim")                        # what depends on it
    kb.to_networkx(), kb.to_frames()

    kb.view("a-person").status()             # what stands, given what he believes
    kb.view({"a-claim": 0.9, "another-claim": "likely"}).strengths()
    kb.cruxes_between("legible-work-has-low-value", "wei-dai", "alex-mallen")
    kb.ask_next("work-on-problems-once-legible", view="wei-dai")
    kb.compare("wei-dai", "alex-mallen")
    kb.what_if({"a-claim": 0.9}, view="wei-dai")

`cruxbase.example()` is a small base to try these on.

Everything named in `__all__` is public and stays; everything else may move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.support.lazy_names import names_at_home

if TYPE_CHECKING:
    from cruxbase.analysis.base_comparison import compare_bases
    from cruxbase.analysis.best_case import BestCase, CaseStep
    from cruxbase.analysis.comparison_parts import (
        BaseComparison,
        BeliefChange,
        CoherenceChange,
        EstimateChange,
        GapChange,
        ModelChange,
        RecordChange,
        StatusChange,
        StepChange,
        StrengthChange,
        SuspectBelief,
    )
    from cruxbase.analysis.crux_tables import LeverageRow, LeverageTable, OpenQuestion, OpenQuestions
    from cruxbase.analysis.entities import (
        Belief,
        ChangedBelief,
        ChangeOfMind,
        Citation,
        Claim,
        Entity,
        LinkedRecords,
        Model,
        ModelAnswer,
        ModelBelief,
        ModelInput,
        MovedClaim,
        Person,
        ScoredForecast,
        Scores,
        Source,
        Step,
        Topic,
        Undercut,
        UnknownRecord,
        Viewpoint,
    )
    from cruxbase.analysis.frames import Frames
    from cruxbase.analysis.learning import Lesson, Outlook
    from cruxbase.analysis.people import Comparison, Neighbour, SharedClaim
    from cruxbase.analysis.perspective_view import (
        Change,
        ClaimInView,
        Coherence,
        CoherenceGap,
        HeldTogether,
        NoTruthValue,
        PerspectiveView,
        Status,
        WhatIf,
    )
    from cruxbase.analysis.revisions import NoHistory
    from cruxbase.analysis.search import Hit
    from cruxbase.analysis.status_table import StatusRow, StatusTable
    from cruxbase.analysis.structure import Hop, Impact, Neighbourhood, Reason, Reasons, StepPath
    from cruxbase.analysis.target import Basis, NothingToCompute
    from cruxbase.checks.policy import Policy
    from cruxbase.diagnostics import CATALOGUE, Diagnostic, Edit, Fix, Related, Span
    from cruxbase.graph import (
        ArgumentGraph,
        BeliefLink,
        CitationLink,
        ConditionalLink,
        EstimateLink,
        GraphParts,
        Link,
        StepNode,
        UndercutLink,
    )
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.loading.example import example
    from cruxbase.loading.findings import Findings, findings
    from cruxbase.loading.loading import Loaded, load, load_texts
    from cruxbase.loading.past_bases import at
    from cruxbase.parsing.corpus import Corpus, Entry
    from cruxbase.reasoning.gap_results import GapAnalysis
    from cruxbase.reasoning.perspective import Perspective
    from cruxbase.records import Credence
    from cruxbase.records.vocabulary import IdentifierKind, Vocabulary
    from cruxbase.support.errors import CruxbaseError, WrongArgument, WrongValue
    from cruxbase.support.results import Result, ResultTable

__version__ = "0.1.0"

# Where each public name lives. Imported when first used, so that `import cruxbase` costs a few milliseconds.
_HOMES = {
    "cruxbase.analysis.base_comparison": ("compare_bases",),
    "cruxbase.analysis.best_case": ("BestCase", "CaseStep"),
    "cruxbase.analysis.comparison_parts": (
        "BaseComparison",
        "BeliefChange",
        "CoherenceChange",
        "EstimateChange",
        "GapChange",
        "ModelChange",
        "RecordChange",
        "StatusChange",
        "StepChange",
        "StrengthChange",
        "SuspectBelief",
    ),
    "cruxbase.analysis.revisions": ("NoHistory",),
    "cruxbase.loading.past_bases": ("at",),
    "cruxbase.analysis.crux_tables": (
        "LeverageRow",
        "LeverageTable",
        "OpenQuestion",
        "OpenQuestions",
    ),
    "cruxbase.analysis.entities": (
        "Belief",
        "ChangeOfMind",
        "ChangedBelief",
        "Citation",
        "Claim",
        "Entity",
        "LinkedRecords",
        "Model",
        "ModelAnswer",
        "ModelBelief",
        "ModelInput",
        "MovedClaim",
        "Person",
        "ScoredForecast",
        "Scores",
        "Source",
        "Step",
        "Topic",
        "Undercut",
        "UnknownRecord",
        "Viewpoint",
    ),
    "cruxbase.loading.example": ("example",),
    "cruxbase.loading.findings": (
        "Findings",
        "findings",
    ),
    "cruxbase.analysis.frames": ("Frames",),
    "cruxbase.analysis.learning": (
        "Lesson",
        "Outlook",
    ),
    "cruxbase.loading.loading": (
        "Loaded",
        "load",
        "load_texts",
    ),
    "cruxbase.analysis.people": (
        "Comparison",
        "Neighbour",
        "SharedClaim",
    ),
    "cruxbase.analysis.perspective_view": (
        "Change",
        "ClaimInView",
        "Coherence",
        "CoherenceGap",
        "HeldTogether",
        "NoTruthValue",
        "PerspectiveView",
        "Status",
        "WhatIf",
    ),
    "cruxbase.analysis.search": ("Hit",),
    "cruxbase.analysis.status_table": (
        "StatusRow",
        "StatusTable",
    ),
    "cruxbase.analysis.structure": (
        "Hop",
        "Impact",
        "Neighbourhood",
        "Reason",
        "Reasons",
        "StepPath",
    ),
    "cruxbase.analysis.target": (
        "Basis",
        "NothingToCompute",
    ),
    "cruxbase.diagnostics": (
        "CATALOGUE",
        "Diagnostic",
        "Edit",
        "Fix",
        "Related",
        "Span",
    ),
    "cruxbase.graph": (
        "ArgumentGraph",
        "BeliefLink",
        "CitationLink",
        "ConditionalLink",
        "EstimateLink",
        "GraphParts",
        "Link",
        "StepNode",
        "UndercutLink",
    ),
    "cruxbase.knowledge_base": ("KnowledgeBase",),
    "cruxbase.parsing.corpus": (
        "Corpus",
        "Entry",
    ),
    "cruxbase.reasoning.gap_results": ("GapAnalysis",),
    "cruxbase.reasoning.perspective": ("Perspective",),
    "cruxbase.records": ("Credence",),
    "cruxbase.records.vocabulary": ("IdentifierKind", "Vocabulary"),
    "cruxbase.checks.policy": ("Policy",),
    "cruxbase.support.errors": ("CruxbaseError", "WrongArgument", "WrongValue"),
    "cruxbase.support.results": ("Result", "ResultTable"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "CATALOGUE",
    "ArgumentGraph",
    "BaseComparison",
    "Basis",
    "Belief",
    "BeliefChange",
    "BeliefLink",
    "BestCase",
    "CaseStep",
    "Change",
    "ChangeOfMind",
    "ChangedBelief",
    "Citation",
    "CitationLink",
    "Claim",
    "ClaimInView",
    "Coherence",
    "CoherenceChange",
    "CoherenceGap",
    "Comparison",
    "ConditionalLink",
    "Corpus",
    "Credence",
    "CruxbaseError",
    "Diagnostic",
    "Edit",
    "Entity",
    "Entry",
    "EstimateChange",
    "EstimateLink",
    "Findings",
    "Fix",
    "Frames",
    "GapAnalysis",
    "GapChange",
    "GraphParts",
    "HeldTogether",
    "Hit",
    "Hop",
    "IdentifierKind",
    "Impact",
    "KnowledgeBase",
    "Lesson",
    "LeverageRow",
    "LeverageTable",
    "Link",
    "LinkedRecords",
    "Loaded",
    "Model",
    "ModelAnswer",
    "ModelBelief",
    "ModelChange",
    "ModelInput",
    "MovedClaim",
    "Neighbour",
    "Neighbourhood",
    "NoHistory",
    "NoTruthValue",
    "NothingToCompute",
    "OpenQuestion",
    "OpenQuestions",
    "Outlook",
    "Person",
    "Perspective",
    "PerspectiveView",
    "Policy",
    "Reason",
    "Reasons",
    "RecordChange",
    "Related",
    "Result",
    "ResultTable",
    "ScoredForecast",
    "Scores",
    "SharedClaim",
    "Source",
    "Span",
    "Status",
    "StatusChange",
    "StatusRow",
    "StatusTable",
    "Step",
    "StepChange",
    "StepNode",
    "StepPath",
    "StrengthChange",
    "SuspectBelief",
    "Topic",
    "Undercut",
    "UndercutLink",
    "UnknownRecord",
    "Viewpoint",
    "Vocabulary",
    "WhatIf",
    "WrongArgument",
    "WrongValue",
    "__version__",
    "at",
    "compare_bases",
    "example",
    "findings",
    "load",
    "load_texts",
]


if not TYPE_CHECKING:  # so that a name that does not exist fails the type checker, too
    __getattr__ = names_at_home(__name__, _HOME_OF)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
