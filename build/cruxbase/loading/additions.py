"""What a change adds that says nothing new: a title like another's, a reason that leads back to where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from cruxbase.analysis.record_changes import TwoStates
from cruxbase.checks.duplicates import title_family
from cruxbase.checks.plain_statements import are_related
from cruxbase.diagnostics import Diagnostic, Related, diagnostic
from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.records import CLAIM_LIKE, marked_retired
from cruxbase.records.wording import turned_words

_ALIKE = 80.0
"""Of 100, by rapidfuzz's token_sort_ratio. On the shipped base pairs above it are paraphrases, or members of a series."""

_LEAST = 2  # a claim that supports itself has a finding of its own
_MOST = 200
"""So many claims of one change are held against all others; more come from an import, which counts its doubles itself."""


def like_titles(states: TwoStates, known: Collection[str]) -> Iterator[Diagnostic]:
    """The claims that are new and whose title nearly says what another's says, where nothing relates the two.

    It is what `new` shows before it writes. Titles with an opposed word or another number are not alike.

    Args:
        states: the base before and after.
        known: the paths of files of which it is said already that they say what another says, or deny it.
    """
    graph = states.after
    added = [
        id for id in states.touched if graph.kind(id) in CLAIM_LIKE and states.then(id) not in states.before.corpus
    ]
    if not added or len(added) > _MOST:
        return
    from rapidfuzz import fuzz, process, utils

    families: dict[str, dict[str, str]] = defaultdict(dict)
    for id in graph.claim_ids():
        if not marked_retired(graph.corpus.entry(id).data):
            families[title_family(graph.kind(id))][id] = utils.default_process(graph.title(id))
    told: set[frozenset[str]] = set()
    for id in added:
        titles = families[title_family(graph.kind(id))]
        place = graph.corpus.span(id, ("title",)).first_line()
        if id not in titles or place.path in known:
            continue
        near = process.extract(titles[id], titles, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=5)
        other = next((other for _, _, other in near if _may_be_one(graph, id, other)), None)
        if other is not None and frozenset((id, other)) not in told:
            told.add(frozenset((id, other)))
            yield diagnostic(
                "style/similar-title",
                f"the title is nearly that of {other!r}",
                place,
                related=(Related(graph.corpus.span(other, ("title",)).first_line(), "on record already"),),
                help="add your source and reasons to that record if it says the same; if this is narrower, write "
                f"'refines: [{other}]' here",
            )


def _may_be_one(graph: ArgumentGraph, id: str, other: str) -> bool:
    titles = ({"title": graph.title(id)}, {"title": graph.title(other)})
    return id != other and turned_words(*titles) is None and not are_related(graph, id, other)


def closed_circles(states: TwoStates, known: Collection[tuple[str, int]]) -> Iterator[Diagnostic]:
    """The new reasons whose conclusion is among the grounds of their own premise.

    Args:
        states: the base before and after.
        known: path and line of other findings, such as that claims rest on nothing but each other; there nothing is added.
    """
    graph = states.after
    former = {(states.now(step.start), states.now(step.conclusion)) for step in states.before.parts.steps}
    added = [
        step
        for id in states.touched
        for step in graph.steps_from(id)
        if step.start == id and step.kind == "supports" and (step.start, step.conclusion) not in former
    ]
    told: set[frozenset[str]] = set()
    for step in added:
        place = graph.corpus.span(step.start, step.where).first_line()
        way = _way(graph, step.conclusion, step.premises)
        if len(way) < _LEAST or frozenset(way) in told or (place.path, place.line) in known:
            continue
        told.add(frozenset(way))
        first = next(one for one in graph.steps_into(way[1]) if _leads(one, way[0]))
        yield diagnostic(
            "change/circle-closed",
            f"{step.conclusion!r} is itself a ground of {way[-1]!r}",
            place,
            label=" → ".join((*way, way[0])),
            related=(Related(graph.corpus.span(first.start, first.where).first_line(), "the way back begins here"),),
            help="what carries a claim is not carried by it: keep the direction in which the text argues, or undercut one step",
        )


def _leads(step: StepNode, premise: str) -> bool:
    return step.kind == "supports" and premise in step.premises


def _way(graph: ArgumentGraph, start: str, ends: Collection[str]) -> tuple[str, ...]:
    """The shortest chain of supports from a claim to one of some others, both included; empty where there is none."""
    came_from = {start: ""}
    waiting = [start]
    for node in waiting:
        if node in ends:
            way = [node]
            while came_from[way[-1]]:
                way.append(came_from[way[-1]])
            return tuple(reversed(way))
        for step in graph.steps_from(node):
            if step.kind == "supports" and step.conclusion not in came_from:
                came_from[step.conclusion] = node
                waiting.append(step.conclusion)
    return ()
