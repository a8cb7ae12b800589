"""Which two views are worth a page side by side.

There is one for each pair of viewpoints of different holders who both speak of enough claims, and for each pair of people
who only do so by several viewpoints taken together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.divisions import Division
    from cruxbase.pages.book import Book

Pair = tuple[str, str]

ENOUGH = 3
"""Views that have both spoken of this many claims have enough in common for a page."""


def pair_address(pair: Pair) -> str:
    """The address of the page of two views below the site's.

    >>> pair_address(("carlsmith-2022", "superforecasters-2023"))
    'pairs/carlsmith-2022--superforecasters-2023/'
    """
    return f"pairs/{pair_key(pair)}/"


def pair_key(pair: Pair) -> str:
    """What stands for a pair where a record's id stands for the record; no id has two hyphens together."""
    return "--".join(pair)


def pairs_of(kb: KnowledgeBase) -> tuple[Pair, ...]:
    """The pairs of views that have a page, those who share most first, the earlier view of a pair first."""
    graph = kb.graph
    said = {id: _spoken(graph, [id]) for id in graph.ids("viewpoint")}
    holder = {id: links[0].end for id in said if (links := graph.links_from("holder", id))}
    found: dict[Pair, int] = {}
    covered: set[tuple[frozenset[str], frozenset[str]]] = set()
    for a, b in itertools.combinations(said, 2):
        shared = said[a] & said[b]
        if len(shared) >= ENOUGH and holder.get(a) != holder.get(b):
            found[_by_date(graph, a, b)] = len(shared)
            covered.add((frozenset((holder.get(a, a), holder.get(b, b))), frozenset(shared)))
    people = {id: _spoken(graph, [link.start for link in graph.links_to("holder", id)]) for id in graph.ids("person")}
    for a, b in itertools.combinations((id for id in people if people[id]), 2):
        shared = people[a] & people[b]
        if len(shared) >= ENOUGH and (frozenset((a, b)), frozenset(shared)) not in covered:
            found[a, b] = len(shared)
    return tuple(sorted(found, key=lambda pair: (-found[pair], pair)))


def _spoken(graph: ArgumentGraph, viewpoints: Iterable[str]) -> frozenset[str]:
    return frozenset(belief.claim for id in viewpoints for belief in graph.beliefs_of(id))


def _by_date(graph: ArgumentGraph, a: str, b: str) -> Pair:
    dates = {id: str(graph.corpus.entry(id).data["date"]) for id in (a, b)}
    return (a, b) if (dates[a], a) <= (dates[b], b) else (b, a)


def pair_basis(book: Book) -> str:
    """Whatever besides texts decides what two views' pages say: every relation, credence and model of the base."""
    graph = book.kb.graph
    steps = sorted((s.name, s.premises, s.conclusion, s.kind, s.strength, s.group) for s in graph.steps.values())
    undercuts = sorted((undercut.start, undercut.step) for undercut in graph.parts.undercuts)
    links = sorted(tuple(link[:3]) for link in graph.parts.links if link.kind in ("side", "requires", "holder"))
    gone = sorted(id for id in graph.claim_ids() if book.data(id).get("status") == "retired")
    models = [(id, book.data(id)) for id in graph.ids("model")]
    return repr((steps, undercuts, links, gone, models))


class Moves(NamedTuple):
    """What one claim on which two views differ does to a conclusion; see `CruxRow`."""

    claim: str
    credence_a: float
    credence_b: float
    share: float | None
    standard_error: float
    closure_from_a: float | None
    closure_from_b: float | None
    double_crux: bool
    share_log_odds: float | None


class Gap(NamedTuple):
    """What divides two views on a conclusion; see `CruxTable`."""

    claim: str
    model: str
    value_a: float | None
    value_b: float | None
    stated_a: tuple[float, float] | None
    stated_b: tuple[float, float] | None
    range_a: tuple[float, float]
    range_b: tuple[float, float]
    difference: float | None
    positive: float
    negative: float
    minimal: tuple[str, ...]
    minimal_is_smallest: bool
    method: str
    assumed: int
    borrowed: tuple[str, ...]
    unknown: tuple[str, ...]
    without_number: tuple[str, ...]
    rows: tuple[Moves, ...]

    @property
    def double_cruxes(self) -> tuple[str, ...]:
        """Claims over which either side could change its mind and come a good part of the way."""
        return tuple(row.claim for row in self.rows if row.double_crux)


class Between(NamedTuple):
    """What reasoning has to say of two views, in ids and numbers, so that it can be kept from one build to the next.

    Attributes:
        shared: the claims of which both have spoken, those furthest apart first.
        agreed: those of them on which the two agree.
        apart: mean absolute difference over them.
        only_a: the claims of which only the first has spoken.
        only_b: those of which only the second has.
        gaps: the shared conclusions on which they differ, largest gap first.
    """

    shared: tuple[str, ...]
    agreed: tuple[str, ...]
    apart: float | None
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def double_cruxes(self) -> tuple[str, ...]:
        """The double cruxes of all shared conclusions, each once, those of the largest gaps first."""
        return tuple(dict.fromkeys(crux for gap in self.gaps for crux in gap.double_cruxes))

    @classmethod
    def of(cls, plain: Any) -> Between:
        """What was kept, as it was."""
        *fields, gaps = plain
        return cls._make(
            [*fields, tuple(Gap._make([*gap[:-1], tuple(Moves._make(row) for row in gap[-1])]) for gap in gaps)]
        )


def between(kb: KnowledgeBase, pair: Pair) -> Between:
    """What two views share, where they part, and what that turns on."""
    from cruxbase.knowledge_base.divisions import divisions

    compared = kb.compare(*pair)
    gaps = tuple(_gap(parted) for parted in divisions(kb, *pair, [row.claim.id for row in compared.shared]))
    return Between(
        shared=tuple(row.claim.id for row in compared.shared),
        agreed=tuple(row.claim.id for row in compared.agreements),
        apart=compared.mean_difference,
        only_a=tuple(claim.id for claim in compared.only_a),
        only_b=tuple(claim.id for claim in compared.only_b),
        gaps=gaps,
    )


def _gap(parted: Division) -> Gap:
    shares, odds_of, basis = parted.shares, parted.share_log_odds, parted.basis
    rows = tuple(
        Moves(
            claim=row.name,
            credence_a=parted.points[0][row.name],
            credence_b=parted.points[1][row.name],
            share=row.share,
            standard_error=row.standard_error,
            closure_from_a=row.closure_from_a,
            closure_from_b=row.closure_from_b,
            double_crux=row.double_crux,
            share_log_odds=odds_of.get(row.name),
        )
        for row in shares.rows
    )
    return Gap(
        claim=parted.found.target,
        model=basis.model,
        value_a=shares.from_value,
        value_b=shares.to_value,
        stated_a=parted.stated[0],
        stated_b=parted.stated[1],
        range_a=parted.ranges[0],
        range_b=parted.ranges[1],
        difference=shares.difference,
        positive=shares.positive,
        negative=shares.negative,
        minimal=parted.minimal.names or (),
        minimal_is_smallest=parted.minimal_is_smallest,
        method=shares.method,
        assumed=len(basis.assumed),
        borrowed=tuple(basis.borrowed),
        unknown=tuple(basis.unknown),
        without_number=tuple(basis.without_number),
        rows=rows,
    )
