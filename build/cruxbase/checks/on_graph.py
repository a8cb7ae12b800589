"""All checks that need the whole base. They run on plain data, in time linear in records and links.

Each declares what it reads: see `docs/incremental.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

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
    reach,
    retired,
    usage,
    viewpoint_graph,
    vocabulary,
)
from cruxbase.checks.aspects import (
    ANSWERS,
    ATTACKS,
    BELIEFS,
    CITATIONS,
    EVERYTHING,
    PROSE,
    REFINEMENTS,
    RELATIONS,
    REQUIREMENTS,
    SHAPE,
    SIDES,
    STATEMENTS,
    STEPS,
    SUPPORTS,
    TEXTS,
    TITLES,
    TODAY,
    UNDERCUTS,
    VERSIONS,
    WARRANTS,
)
from cruxbase.checks.reach import Reach
from cruxbase.checks.signatures import GraphCheck
from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records.vocabulary import BUILT_IN, Vocabulary


class DeclaredCheck(NamedTuple):
    """A check of the whole base, with what it reads: its findings are kept until that changes.

    Attributes:
        check: yields the findings.
        reads: the aspects of records that it reads.
        near: those of them, other than relations, that it reads of a record and of those near it only, where it reads nothing
            else of others either, so that what it finds at a record comes out the same among those; see `nearness`.
        reach: where relations bear on what it finds near the edited record only, how near; see `reach`.
        in_numbers: whether a table of all relations says whether it would find what it found; see `on_table`.
    """

    check: GraphCheck
    reads: frozenset[str] = EVERYTHING
    near: frozenset[str] = frozenset()
    reach: Reach | None = None
    in_numbers: bool = False

    @property
    def name(self) -> str:
        """Its module and function."""
        return f"{self.check.__module__.rpartition('.')[2]}.{self.check.__name__}"


def _reads(aspects: Iterable[str], *checks: GraphCheck, reach: Reach | None = None) -> tuple[DeclaredCheck, ...]:
    """Checks that read the shape of records, and some aspects besides: relations as far as it is said, others anywhere."""
    return tuple(DeclaredCheck(check, frozenset((SHAPE, *aspects)), reach=reach) for check in checks)


def _in_numbers(check: GraphCheck, *aspects: str) -> DeclaredCheck:
    """A check that follows relations through the whole base."""
    return DeclaredCheck(check, frozenset((SHAPE, *aspects)), in_numbers=True)


def _near(check: GraphCheck, *aspects: str, reach: Reach | None = None) -> DeclaredCheck:
    """A check that reads the shape of records, and some aspects of a record and of those near it."""
    return DeclaredCheck(check, frozenset((SHAPE, *aspects)), frozenset(aspects) - RELATIONS, reach)


_JOINING = (*STEPS, REQUIREMENTS, REFINEMENTS, ANSWERS, SIDES)
"""What may say how two claims are related; see `plain_statements.are_related`."""

_DEPENDENCE = (*STEPS, UNDERCUTS, REQUIREMENTS)


GRAPH_CHECKS: tuple[DeclaredCheck, ...] = (
    _in_numbers(cycles.circles, REQUIREMENTS, REFINEMENTS, VERSIONS),
    *_reads((*RELATIONS, BELIEFS), grounds.orphans, reach=reach.ENDS),
    _in_numbers(grounds.circular_support, SUPPORTS),
    *_reads((SUPPORTS, REQUIREMENTS), grounds.values_behind_norms, reach=reach.ENDS),
    *_reads((ATTACKS,), grounds.attacked_definitions, reach=reach.OWN),
    *_reads((ATTACKS, REQUIREMENTS), grounds.attacked_requirements, reach=reach.OWN),
    *_reads((SUPPORTS, SIDES), disputes.rivals_that_support, reach=reach.SIDES),
    _near(grounds.same_reasons, *STEPS, WARRANTS, reach=reach.WITH_SAME_PREMISES),
    _near(grounds.warrants_and_conclusions, *STEPS, TITLES, STATEMENTS, WARRANTS, reach=reach.OWN),
    *_reads((ANSWERS, BELIEFS), disputes.unanswered_questions, reach=reach.ENDS),
    *_reads((ANSWERS, SIDES), disputes.lone_hypotheses, reach=reach.ANSWERING),
    *_reads((SUPPORTS, SIDES, BELIEFS, CITATIONS), disputes.unargued_sides, reach=reach.CRUXES),
    *_reads((ANSWERS, SIDES, REFINEMENTS), disputes.answers_beside_sides, reach=reach.ANSWERS),
    _in_numbers(disputes.idle_cruxes, *_DEPENDENCE, SIDES),
    *_reads((*_DEPENDENCE, ANSWERS, SIDES), retired.depending_on_retired, reach=reach.UNDERCUTTING),
    _near(prose_links.unknown_in_text, *TEXTS, *RELATIONS, VERSIONS, BELIEFS, CITATIONS, reach=reach.OWN),
    _near(duplicates.titles, TITLES),
    _near(duplicates.statements, STATEMENTS),
    _near(duplicates.paraphrases_of_few, STATEMENTS, *_JOINING, reach=reach.ENDS),
    _near(plain_statements.negated_twins, TITLES, *_JOINING, reach=reach.DENYING),
    *_reads((BELIEFS,), viewpoint_graph.claims_twice, reach=reach.OWN),
    *_reads((BELIEFS, SIDES), viewpoint_graph.sides_of_cruxes, reach=reach.VIEWS_OF_SIDES),
    *_reads((BELIEFS,), viewpoint_graph.same_date, estimating.quantities, conditionals.impossible_conditionals),
    *_reads((BELIEFS, *_DEPENDENCE, SIDES), coherence.coherence, reach=reach.VIEWS),
    _near(coherence.older_wordings, TITLES, STATEMENTS, PROSE, BELIEFS),
    *_reads((SUPPORTS, SIDES, BELIEFS, CITATIONS), backing.unasserted_sides, reach=reach.CRUXES),
    _near(backing.thin_warrants, *STEPS, TITLES, WARRANTS, reach=reach.OWN),
    *_reads((CITATIONS,), backing.unopened_sources),
    *_reads((), backing.silent_people),
    _in_numbers(backing.one_sided_topics, *STEPS, UNDERCUTS),
    *_reads((TODAY,), backing.views_of_the_future),
    *_reads((TODAY, CITATIONS, BELIEFS), backing.views_before_their_texts),
    *_reads((CITATIONS, BELIEFS), backing.views_in_texts_of_others),
    *_reads((CITATIONS, BELIEFS, VERSIONS), usage.uncited_sources),
    *_reads((), usage.authors_on_record, usage.people_twice),
    *_reads((TODAY,), usage.texts_of_the_future),
    *_reads((), usage.unused_people, usage.empty_topics),
    *_reads((CITATIONS,), usage.unread_numbers, usage.predictions_of_the_past),
)
"""Every check of the whole base. One that is added without a word of what it reads is taken to read everything."""

VOCABULARY_CHECKS = (vocabulary.schemes, vocabulary.identifiers, duplicates.sources)
"""Those that read relations, the shape of records and the settings."""

VOCABULARY_READS = {
    "vocabulary.schemes": STEPS | {SHAPE},
    "vocabulary.identifiers": frozenset((SHAPE,)),
    "duplicates.sources": frozenset((VERSIONS, SHAPE)),
}
"""What each of them reads, by name. Of steps only those of the one record are read."""


CHECK_NAMES = (*(check.name for check in GRAPH_CHECKS), *VOCABULARY_READS)
"""All checks of the whole base, in the order in which they run."""

HALF = frozenset(check.name for check in GRAPH_CHECKS if check.reads & TEXTS) - {"grounds.warrants_and_conclusions"}
"""Some half of the work: nearly all that read running text. Who has the others also writes what is kept."""

_BY_NAME = {check.name: check for check in GRAPH_CHECKS}
_WITH_VOCABULARY = dict(zip(VOCABULARY_READS, VOCABULARY_CHECKS, strict=True))
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

    Args:
        graph: of the base.
        words: the schemes and kinds of identifiers that its records may name.
    """
    return without_absences(graph, [one for found in findings_by_check(graph, words).values() for one in found])


def findings_by_check(
    graph: ArgumentGraph, words: Vocabulary, kept: Mapping[str, Sequence[Diagnostic]] | None = None
) -> dict[str, Sequence[Diagnostic]]:
    """What each check of the whole base finds, by its name.

    Args:
        graph: of the base.
        words: the schemes and kinds of identifiers that its records may name.
        kept: findings of checks that need not run, by name.
    """
    known = kept or {}
    return {name: known[name] if name in known else found_by(name, graph, words) for name in CHECK_NAMES}


def found_by(name: str, graph: ArgumentGraph, words: Vocabulary) -> tuple[Diagnostic, ...]:
    """What one check of the whole base finds.

    Args:
        name: of the check, one of `CHECK_NAMES`.
        graph: of the base.
        words: the schemes and kinds of identifiers that its records may name.
    """
    if name in _WITH_VOCABULARY:
        return tuple(_WITH_VOCABULARY[name](graph, words))
    return tuple(_BY_NAME[name].check(graph))


def without_absences(graph: ArgumentGraph, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, but for those that say that something is missing which a file without a valid record may hold.

    Such a file names the record in question, or one that the finding points at.
    """
    if not graph.corpus.failed or not any(finding.code in _ABSENCES for finding in found):
        return tuple(found)
    named = graph.corpus.named_by_failed()
    return tuple(f for f in found if f.code not in _ABSENCES or not named & _records_in(f))


def _records_in(finding: Diagnostic) -> set[str]:
    """The ids of the records that a finding is about or points at."""
    spans = (finding.span, *(related.span for related in finding.related))
    return {PurePosixPath(span.path).stem for span in spans}
