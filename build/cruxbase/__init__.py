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
    from cruxbase.analysis.base_comparison import compare_bases
    from cruxbase.analysis.comparison_parts import BaseComparison
    from cruxbase.analysis.crux_tables import LeverageTable, OpenQuestions
    from cruxbase.analysis.entities import (
        Belief,
        Citation,
        Claim,
        Entity,
        Model,
        Person,
        Source,
        Step,
        Topic,
        Undercut,
        Viewpoint,
    )
    from cruxbase.analysis.example import example
    from cruxbase.analysis.findings import Findings, findings
    from cruxbase.analysis.loading import Loaded, load, load_texts
    from cruxbase.analysis.people import Comparison, Neighbour
    from cruxbase.analysis.perspective_view import ClaimInView, PerspectiveView, Status, WhatIf
    from cruxbase.analysis.revisions import at
    from cruxbase.analysis.search import Hit
    from cruxbase.analysis.status_table import StatusTable
    from cruxbase.analysis.structure import Impact, Neighbourhood, Reasons, StepPath
    from cruxbase.diagnostics import CATALOGUE, Diagnostic, Edit, Fix, Span
    from cruxbase.graph import ArgumentGraph
    from cruxbase.knowledge_base import KnowledgeBase, UnknownRecord
    from cruxbase.reasoning.gap_analysis import GapAnalysis
    from cruxbase.records import Credence

__version__ = "0.1.0"

# Where each public name lives. Imported when first used, so that `import cruxbase` costs a few milliseconds.
_HOMES = {
    "cruxbase.diagnostics": ("CATALOGUE", "Diagnostic", "Edit", "Fix", "Span"),
    "cruxbase.graph": ("ArgumentGraph",),
    "cruxbase.knowledge_base": ("KnowledgeBase", "UnknownRecord"),
    "cruxbase.analysis.base_comparison": ("compare_bases",),
    "cruxbase.analysis.comparison_parts": ("BaseComparison",),
    "cruxbase.analysis.revisions": ("at",),
    "cruxbase.analysis.people": ("Comparison", "Neighbour"),
    "cruxbase.analysis.crux_tables": ("LeverageTable", "OpenQuestions"),
    "cruxbase.analysis.example": ("example",),
    "cruxbase.analysis.findings": ("Findings", "findings"),
    "cruxbase.analysis.loading": ("Loaded", "load", "load_texts"),
    "cruxbase.analysis.perspective_view": ("ClaimInView", "PerspectiveView", "Status", "WhatIf"),
    "cruxbase.analysis.search": ("Hit",),
    "cruxbase.analysis.status_table": ("StatusTable",),
    "cruxbase.analysis.structure": ("Impact", "Neighbourhood", "Reasons", "StepPath"),
    "cruxbase.analysis.entities": (
        *("Belief", "Citation", "Claim", "Model", "Person", "Entity", "Source"),
        *("Step", "Topic", "Undercut", "Viewpoint"),
    ),
    "cruxbase.reasoning.gap_analysis": ("GapAnalysis",),
    "cruxbase.records": ("Credence",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "CATALOGUE",
    "ArgumentGraph",
    "BaseComparison",
    "Belief",
    "Citation",
    "Claim",
    "ClaimInView",
    "Comparison",
    "Credence",
    "Diagnostic",
    "Edit",
    "Entity",
    "Findings",
    "Fix",
    "GapAnalysis",
    "Hit",
    "Impact",
    "KnowledgeBase",
    "LeverageTable",
    "Loaded",
    "Model",
    "Neighbour",
    "Neighbourhood",
    "OpenQuestions",
    "Person",
    "PerspectiveView",
    "Reasons",
    "Source",
    "Span",
    "Status",
    "StatusTable",
    "Step",
    "StepPath",
    "Topic",
    "Undercut",
    "UnknownRecord",
    "Viewpoint",
    "WhatIf",
    "__version__",
    "at",
    "compare_bases",
    "example",
    "findings",
    "load",
    "load_texts",
]


if not TYPE_CHECKING:  # so that a name that does not exist fails the type checker, too

    def __getattr__(name: str) -> Any:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
