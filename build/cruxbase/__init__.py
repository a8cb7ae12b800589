"""cruxbase: typed claims in git, linked into an argument graph that says what turns on what.

A tour:

    loaded = cruxbase.load("claims/")           # never raises for what users wrote
    loaded.diagnostics                          # findings: code, place, what to write instead
    kb = loaded.knowledge_base

    claim = kb.claim("tractability-rises-with-legibility")
    claim.supporters, claim.attackers, claim.undercutters
    claim.held_by                               # who believes it, how much, as of when

    kb.claims(type="crux", topic="corrigibility")
    kb.search("inoculation promting")           # tolerates slips
    kb.paths("a-claim", "another-claim")        # how one bears on the other
    kb.impact("a-claim")                        # what leans on it
    kb.to_networkx(), kb.to_frames()

    kb.view("alex-mallen").status()             # what stands, given what he believes
    kb.view({"a-claim": 0.9, "another-claim": "likely"}).strengths()
    kb.cruxes_between("legible-work-has-low-value", "wei-dai", "alex-mallen")
    kb.ask_next("work-on-problems-once-legible", view="wei-dai")
    kb.compare("wei-dai", "alex-mallen")
    kb.what_if({"a-claim": 0.9}, view="wei-dai")

`cruxbase.example()` is a small base to try these on.

Everything named in `__all__` is public and stays; everything else may move.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cruxbase.diagnostics import CATALOGUE, Diagnostic, Edit, Fix, Span
    from cruxbase.graph import ArgumentGraph
    from cruxbase.knowledge_base.base import KnowledgeBase, UnknownRecord
    from cruxbase.knowledge_base.comparisons import Comparison, Neighbour
    from cruxbase.knowledge_base.crux_tables import LeverageTable, OpenQuestions
    from cruxbase.knowledge_base.example import example
    from cruxbase.knowledge_base.findings import Findings, findings
    from cruxbase.knowledge_base.loading import Loaded, load, load_texts
    from cruxbase.knowledge_base.readings import ClaimInView, Reading, Status, WhatIf
    from cruxbase.knowledge_base.search import Hit
    from cruxbase.knowledge_base.standings import Standings
    from cruxbase.knowledge_base.structure import Impact, Neighbourhood, Reasons, StepPath
    from cruxbase.knowledge_base.views import (
        BeliefView,
        CitationView,
        ClaimView,
        ModelView,
        PersonView,
        RecordView,
        SourceView,
        StepView,
        TopicView,
        UndercutView,
        ViewpointView,
    )
    from cruxbase.reasoning.gap_analysis import GapAnalysis
    from cruxbase.records import Credence

__version__ = "0.1.0"

# Where each public name lives. Imported when first used, so that `import cruxbase` costs a few milliseconds.
_HOMES = {
    "cruxbase.diagnostics": ("CATALOGUE", "Diagnostic", "Edit", "Fix", "Span"),
    "cruxbase.graph": ("ArgumentGraph",),
    "cruxbase.knowledge_base.base": ("KnowledgeBase", "UnknownRecord"),
    "cruxbase.knowledge_base.comparisons": ("Comparison", "Neighbour"),
    "cruxbase.knowledge_base.crux_tables": ("LeverageTable", "OpenQuestions"),
    "cruxbase.knowledge_base.example": ("example",),
    "cruxbase.knowledge_base.findings": ("Findings", "findings"),
    "cruxbase.knowledge_base.loading": ("Loaded", "load", "load_texts"),
    "cruxbase.knowledge_base.readings": ("ClaimInView", "Reading", "Status", "WhatIf"),
    "cruxbase.knowledge_base.search": ("Hit",),
    "cruxbase.knowledge_base.standings": ("Standings",),
    "cruxbase.knowledge_base.structure": ("Impact", "Neighbourhood", "Reasons", "StepPath"),
    "cruxbase.knowledge_base.views": (
        *("BeliefView", "CitationView", "ClaimView", "ModelView", "PersonView", "RecordView", "SourceView"),
        *("StepView", "TopicView", "UndercutView", "ViewpointView"),
    ),
    "cruxbase.reasoning.gap_analysis": ("GapAnalysis",),
    "cruxbase.records": ("Credence",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "CATALOGUE",
    "ArgumentGraph",
    "BeliefView",
    "CitationView",
    "ClaimInView",
    "ClaimView",
    "Comparison",
    "Credence",
    "Diagnostic",
    "Edit",
    "Findings",
    "Fix",
    "GapAnalysis",
    "Hit",
    "Impact",
    "KnowledgeBase",
    "LeverageTable",
    "Loaded",
    "ModelView",
    "Neighbour",
    "Neighbourhood",
    "OpenQuestions",
    "PersonView",
    "Reading",
    "Reasons",
    "RecordView",
    "SourceView",
    "Span",
    "Standings",
    "Status",
    "StepPath",
    "StepView",
    "TopicView",
    "UndercutView",
    "UnknownRecord",
    "ViewpointView",
    "WhatIf",
    "__version__",
    "example",
    "findings",
    "load",
    "load_texts",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
