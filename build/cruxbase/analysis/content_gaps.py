"""Where a base is thin: nine kinds of gap, each with the records where it gapes, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cruxbase.analysis.people import ranked_pairs
from cruxbase.analysis.status_table import status_table
from cruxbase.graph.dependents import dependents_in
from cruxbase.reasoning.on_graph import ON_RECORD, is_retired
from cruxbase.records import ARGUABLE, UNREAD
from cruxbase.support.memoized import memoized_on_base
from cruxbase.support.results import Result

if TYPE_CHECKING:
    from cruxbase.analysis.entities import LinkedRecords

GapKind = Literal[
    "silent-sides",
    "untaken-cruxes",
    "unexplained-differences",
    "unanswered-objections",
    "unanswered",
    "single-answers",
    "bare",
    "one-sided",
    "unread",
]
"""The kinds of gap, those that keep a dispute from being settled first."""

_ARGUED = ARGUABLE - {"evidence"}
_EXPLAINED = 0.5


@dataclass(frozen=True, slots=True)
class ContentGap(Result):
    """One place where something is missing.

    Attributes:
        kind: what kind of gap it is.
        ids: the record where it is; for a difference, the two people.
        weight: how grave it is among its kind: how many claims depend on the record, how many citations a source has, or on
            how many claims two people differ without a recorded reason.
    """

    kind: GapKind
    ids: tuple[str, ...]
    weight: float


@memoized_on_base
def content_gaps(kb: LinkedRecords) -> tuple[ContentGap, ...]:
    """All gaps, by kind in the order of `GapKind`, the gravest of each kind first.

    - `silent-sides`: a side of a crux for which no reason is given.
    - `untaken-cruxes`: a crux of which no recorded view takes a side.
    - `unexplained-differences`: two people who gave different numbers, where recorded reasons account for less than half.
    - `unanswered-objections`: a claim that is in on record though nobody has answered what was raised against it.
    - `unanswered`, `single-answers`: a question with no answer, or with one only.
    - `bare`: a claim on which others depend, and for or against which nothing is said.
    - `one-sided`: a claim with several reasons for it and none against.
    - `unread`: a source that no editor has read.
    """
    found = [*_cruxes(kb), *_differences(kb), *_objections(kb), *_questions(kb), *_claims(kb), *_sources(kb)]
    order = {kind: place for place, kind in enumerate(GapKind.__args__)}  # type: ignore[attr-defined] # a Literal has them
    return tuple(sorted(found, key=lambda gap: (order[gap.kind], -gap.weight, gap.ids)))


def _standing(kb: LinkedRecords, *kinds: str) -> list[str]:
    return [id for id in kb.graph.claim_ids() if kb.graph.kind(id) in kinds and not is_retired(kb.graph, id)]


def _weight(kb: LinkedRecords, id: str) -> int:
    return dependents_in(kb.graph)[id].total


def _cruxes(kb: LinkedRecords) -> Iterator[ContentGap]:
    graph = kb.graph
    for crux in _standing(kb, "crux"):
        sides = [link.end for link in graph.links_from("side", crux) if not is_retired(graph, link.end)]
        for side in sides:
            if not any(step.kind == "supports" for step in graph.steps_into(side)):
                yield ContentGap("silent-sides", (side, crux), _weight(kb, crux))
        if not any(belief.side == "for" for side in sides for belief in kb.claim(side).held_by):
            yield ContentGap("untaken-cruxes", (crux,), _weight(kb, crux))


def _differences(kb: LinkedRecords) -> Iterator[ContentGap]:
    for pair in ranked_pairs(kb):
        missing = pair.parted - pair.explained
        if pair.parted and missing > _EXPLAINED * pair.parted:
            yield ContentGap("unexplained-differences", (pair.a, pair.b), round(missing, 9))


def _objections(kb: LinkedRecords) -> Iterator[ContentGap]:
    status = status_table(kb)[ON_RECORD]
    for id in _standing(kb, *_ARGUED):
        if id in status and status.of(id).unanswered:
            yield ContentGap("unanswered-objections", (id,), _weight(kb, id))


def _questions(kb: LinkedRecords) -> Iterator[ContentGap]:
    for id in _standing(kb, "question"):
        answers = len(kb.graph.links_to("answers", id))
        if answers < 2:
            yield ContentGap("single-answers" if answers else "unanswered", (id,), _weight(kb, id))


def _claims(kb: LinkedRecords) -> Iterator[ContentGap]:
    graph = kb.graph
    for id in _standing(kb, *_ARGUED):
        kinds = Counter(step.kind for step in graph.steps_into(id))
        if not kinds and not graph.links_from("requires", id) and _weight(kb, id):
            yield ContentGap("bare", (id,), _weight(kb, id))
        if kinds["supports"] > 1 and not kinds["attacks"]:
            yield ContentGap("one-sided", (id,), _weight(kb, id))


def _sources(kb: LinkedRecords) -> Iterator[ContentGap]:
    for id in kb.graph.ids("source"):
        if kb.corpus.entry(id).data["checked"] in UNREAD:
            yield ContentGap("unread", (id,), len(kb.graph.citations_of(id)))
