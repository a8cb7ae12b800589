"""All checks that need the whole base. They run on plain data, in time linear in records and links."""

from __future__ import annotations

from pathlib import PurePosixPath

from cruxbase.checks import (
    backing,
    coherence,
    conditionals,
    cycles,
    disputes,
    duplicates,
    estimating,
    grounds,
    plain_statements,
    prose_links,
    retired,
    usage,
    viewpoint_graph,
    vocabulary,
)
from cruxbase.checks.signatures import GraphCheck
from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records.vocabulary import BUILT_IN, Vocabulary

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
    retired.depending_on_retired,
    prose_links.unknown_in_text,
    duplicates.titles,
    duplicates.statements,
    duplicates.paraphrases_of_few,
    plain_statements.negated_twins,
    viewpoint_graph.claims_twice,
    viewpoint_graph.sides_of_cruxes,
    viewpoint_graph.same_date,
    estimating.quantities,
    conditionals.impossible_conditionals,
    coherence.coherence,
    backing.unasserted_sides,
    backing.thin_warrants,
    backing.unopened_sources,
    backing.silent_people,
    backing.one_sided_topics,
    backing.views_of_the_future,
    backing.views_before_their_texts,
    backing.views_in_texts_of_others,
    usage.uncited_sources,
    usage.authors_on_record,
    usage.people_twice,
    usage.texts_of_the_future,
    usage.unused_people,
    usage.empty_topics,
    usage.unread_numbers,
    usage.predictions_of_the_past,
)
"""Every check of the whole base."""


_ABSENCES = frozenset(
    (
        "argument/orphan",
        "argument/begs-the-question",
        "argument/is-ought",
        "argument/unanswered",
        "argument/lone-hypothesis",
        "argument/side-unargued",
        "argument/crux-decides-nothing",
        "argument/sides-unasserted",
        "argument/one-sided-topic",
        "source/person-without-view",
        "source/never-cited",
        "source/person-unused",
        "source/empty-topic",
    )
)
"""What says that something is not there."""


def graph_findings(graph: ArgumentGraph, words: Vocabulary = BUILT_IN) -> tuple[Diagnostic, ...]:
    """What can be said about the base as a whole.

    Where a file could not be read as a record, it is not said that something is missing which that file may hold: it
    names the record in question, or one that the finding points at.

    Args:
        graph: of the base.
        words: the schemes and kinds of identifiers that its records may name.
    """
    found = (
        *(finding for check in GRAPH_CHECKS for finding in check(graph)),
        *vocabulary.schemes(graph, words),
        *vocabulary.identifiers(graph, words),
        *duplicates.sources(graph, words),
    )
    if not graph.corpus.failed or not any(finding.code in _ABSENCES for finding in found):
        return found
    named = graph.corpus.named_by_failed()
    return tuple(f for f in found if f.code not in _ABSENCES or not named & _records_in(f))


def _records_in(finding: Diagnostic) -> set[str]:
    """The ids of the records that a finding is about or points at."""
    spans = (finding.span, *(related.span for related in finding.related))
    return {PurePosixPath(span.path).stem for span in spans}
