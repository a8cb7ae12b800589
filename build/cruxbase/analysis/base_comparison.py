"""Two states of a base compared by what they say, and by what follows: the impact of a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cruxbase.analysis.comparison_parts import BaseComparison, RecordChange
from cruxbase.analysis.consequences import (
    coherence_changes,
    gap_changes,
    model_changes,
    reach_of,
    status_changes,
    strength_changes,
    views_of_both,
)
from cruxbase.analysis.entities import LinkedRecords
from cruxbase.analysis.record_changes import (
    TwoStates,
    belief_changes,
    estimate_changes,
    record_changes,
    step_changes,
    suspect_beliefs,
)
from cruxbase.reasoning.on_graph import ON_RECORD


def compare_bases(before: LinkedRecords, after: LinkedRecords, *, touched: Collection[str] = ()) -> BaseComparison:
    """What changed between two states of a base, and what follows from it, for whom.

    Records are the same where their ids are, or where the later state has the earlier id as an alias. Nothing is written,
    and nothing but the two bases is looked at.

    Args:
        before: the earlier state.
        after: the later one.
        touched: paths of files whose bytes differ, where that is known; those whose records say the same are told apart as
            changes of comments or layout.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> compare_bases(kb, kb).is_same
    True
    """
    states = TwoStates(before.graph, after.graph)
    records = record_changes(states)
    steps = step_changes(states, records)
    beliefs = belief_changes(states)
    reach = reach_of(states, (before, after), records, steps, beliefs)
    views = views_of_both(reach)
    statuses, strengths, gaps = status_changes(reach, views), strength_changes(reach, views), gap_changes(reach)
    coherence, models = coherence_changes(reach), model_changes(reach, records)
    moved = {change.claim for change in statuses} | {change.claim for change in strengths}
    people = {change.who for change in statuses} | {change.who for change in strengths}
    people = (people | {change.who for change in coherence}) - {ON_RECORD}
    return BaseComparison(
        records,
        steps,
        beliefs,
        suspect_beliefs(states),
        statuses,
        strengths,
        gaps,
        coherence,
        estimate_changes(states),
        models,
        tuple(_pages(before, after, records, moved | people | {change.model for change in models})),
        tuple(_layout_only(states, records, touched)),
        len(reach.people),
    )


def _pages(
    before: LinkedRecords, after: LinkedRecords, records: Iterable[RecordChange], moved: Iterable[str]
) -> Iterator[str]:
    """The addresses of pages that differ, in the order of the alphabet."""
    ids = dict.fromkeys([*(change.id for change in records), *moved])
    beside: dict[str, None] = {}
    for change in records:
        for kb in (before, after):
            id = change.id if change.id in kb.corpus else change.former
            if id in kb.corpus:
                beside.update(dict.fromkeys(_named_by(kb, id)))
    addresses = set()
    for id in (*ids, *beside):
        for kb in (after, before):
            if id in kb.corpus:
                addresses.add(kb.record(id).url)
                break
    yield from sorted(addresses)


def _named_by(kb: LinkedRecords, id: str) -> Iterator[str]:
    """The records that one names, whose pages show it; and those that name it."""
    graph = kb.graph
    for kind in ("topic", "requires", "refines", "answers", "side", "decides", "holder", "model", "replaced_by"):
        for link in (*graph.links_from(kind, id), *graph.links_to(kind, id)):
            if kind != "topic" or link.start == id:
                yield link.end if link.start == id else link.start
    for step in (*graph.steps_from(id), *graph.steps_into(id)):
        yield from (*step.premises, step.conclusion)
    for citation in graph.citations_by(id):
        yield citation.source
    for belief in (*graph.beliefs_of(id), *graph.beliefs_in(id)):
        yield belief.claim if belief.viewpoint == id else belief.viewpoint


def _layout_only(states: TwoStates, records: Iterable[RecordChange], touched: Collection[str]) -> Iterator[str]:
    """The paths, among those whose bytes differ, of records that say what they said."""
    changed = {change.id for change in records} | {change.former for change in records}
    for path in sorted(touched):
        id = path.rpartition("/")[2].removesuffix(".yaml")
        if id in states.after.corpus and id in states.before.corpus and id not in changed:
            yield path
