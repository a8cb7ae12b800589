"""All checks that need the whole base. They run on plain data, in time linear in records and links."""

from __future__ import annotations

from cruxbase.checks import beliefs, coherence, cycles, disputes, duplicates, grounds, retired, usage
from cruxbase.checks.signatures import GraphCheck
from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph

GRAPH_CHECKS: tuple[GraphCheck, ...] = (
    cycles.circles,
    grounds.orphans,
    grounds.circular_support,
    grounds.values_behind_norms,
    grounds.attacked_definitions,
    grounds.same_reasons,
    grounds.warrants_and_conclusions,
    disputes.unanswered_questions,
    disputes.lone_hypotheses,
    disputes.unargued_sides,
    disputes.answers_beside_sides,
    disputes.idle_cruxes,
    retired.leaning_on_retired,
    duplicates.titles,
    duplicates.statements,
    duplicates.sources,
    beliefs.claims_twice,
    beliefs.sides_of_cruxes,
    beliefs.same_date,
    coherence.coherence,
    usage.uncited_sources,
    usage.unused_people,
    usage.empty_topics,
    usage.unread_numbers,
    usage.predictions_of_the_past,
)
"""Every check of the whole base."""


def graph_findings(graph: ArgumentGraph) -> tuple[Diagnostic, ...]:
    """What can be said about the base as a whole."""
    return tuple(finding for check in GRAPH_CHECKS for finding in check(graph))
