"""The pages of people and of their dated viewpoints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.claim_pages import ROOT, belief_in_words, citations
from cruxbase.pages.linked_data import person_data
from cruxbase.pages.pair_pages import pair_rows
from cruxbase.pages.shell import Page

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import BeliefView, PersonView, ViewpointView

_STANCE_CREDENCE = {"holds": 0.95, "rejects": 0.05, "suspends": 0.5}
_NEAR = 5
_A_CHANGE = 0.1
_EVEN = 0.5


class Nearness(NamedTuple):
    """How near another person's latest word is, over the claims that both speak of.

    Attributes:
        person: the other.
        shared: how many claims both speak of.
        gap: mean absolute difference of credences; a claim held or rejected without a number counts as .95 or .05, and
            suspended judgement as .5, for this comparison only.
        apart: the claim on which they differ most.
        apart_gap: by how much.
    """

    person: Ref
    shared: int
    gap: float
    apart: Ref
    apart_gap: float


def latest_credences(view: PersonView) -> dict[str, float]:
    """The last word of a person on each claim, as one number for comparison."""
    found: dict[str, float] = {}
    for viewpoint in view.viewpoints:
        for belief in viewpoint.beliefs:
            found[belief.part.claim] = _level(belief)
    return found


def person_page(book: Book, view: PersonView) -> tuple[Page, Leaf]:
    """The page of one person, and what it depends on."""
    leaf = Leaf(book, ROOT, view.id)
    record = view.record
    viewpoints = view.viewpoints
    leaf.linked.update(viewpoint.id for viewpoint in viewpoints)
    near = nearest_people(leaf, view)
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": leaf.ref(view.id).title,
        "kind": words.PERSON[record.kind],
        "notes": leaf.blocks(record.notes),
        "viewpoints": [(leaf.ref(one.id), one.date, len(one.beliefs), one.record.origin) for one in viewpoints],
        "table": _side_by_side(leaf, viewpoints),
        "stands": _stands(leaf, viewpoints),
        "pairs": pair_rows(leaf, book.pairs_with(view.id)),
        "near": near[:_NEAR],
        "far": sorted(near[_NEAR:], key=lambda one: -one.gap)[:_NEAR],
        "works": leaf.refs(
            sorted(
                (work.id for work in view.authored), key=lambda id: str(book.data(id).get("issued", "")), reverse=True
            )
        ),
        "issued": {work.id: str(book.data(work.id).get("issued", "")) for work in view.authored},
        "edit": book.site.edit_address(view.path),
    }
    page = Page(
        path=book.address(view.id),
        title=values["title"],
        description=" ".join((record.notes or f"{record.name}: what they believe, as of when.").split())[:300],
        body=leaf.written("person.html", **values),
        edit=values["edit"],
        section="people/",
        data=person_data(book, view),
    )
    return page, leaf


class Repeated(NamedTuple):
    """A claim of which a person spoke more than once.

    Attributes:
        claim: the claim.
        said: what each viewpoint says of it, in the order of the columns; empty where it is silent.
        changed: whether the number moved by a tenth or more. To hold something at one time and call it very likely at
            another is no change of mind.
    """

    claim: Ref
    said: tuple[str, ...]
    changed: bool


class SideBySide(NamedTuple):
    """What a person's viewpoints say of the same claims: a column a viewpoint, a row a claim."""

    columns: tuple[tuple[Ref, str], ...]
    rows: tuple[Repeated, ...]


def _side_by_side(leaf: Leaf, viewpoints: Iterable[ViewpointView]) -> SideBySide:
    """The claims of which several of a person's viewpoints speak, those on which they changed their mind first."""
    said: dict[str, dict[str, BeliefView]] = defaultdict(dict)
    dates = {viewpoint.id: viewpoint.date for viewpoint in viewpoints}
    for viewpoint in viewpoints:
        for belief in viewpoint.beliefs:
            said[belief.part.claim][viewpoint.id] = belief
    repeated = {claim: beliefs for claim, beliefs in said.items() if len(beliefs) > 1}
    columns = [id for id in dates if any(id in beliefs for beliefs in repeated.values())]
    rows = []
    for claim, beliefs in repeated.items():
        levels = [_level(belief) for belief in beliefs.values()]
        cells = tuple(belief_in_words(beliefs[id]) if id in beliefs else "" for id in columns)
        rows.append(Repeated(leaf.ref(claim), cells, max(levels) - min(levels) >= _A_CHANGE))
    rows.sort(key=lambda row: not row.changed)
    return SideBySide(tuple((leaf.ref(id), dates[id]) for id in columns), tuple(rows))


class Stand(NamedTuple):
    """Where a person stands on a crux: the side that they take, by their last word on it."""

    crux: Ref
    side: Ref
    said: str
    date: str


def _stands(leaf: Leaf, viewpoints: Iterable[ViewpointView]) -> list[Stand]:
    """The cruxes of which a person takes a side, in the order of the base."""
    graph = leaf.book.kb.graph
    last: dict[str, tuple[BeliefView, str]] = {}
    for viewpoint in viewpoints:
        for belief in viewpoint.beliefs:
            last[belief.part.claim] = (belief, viewpoint.date)
    found = {}
    for claim, (belief, date) in last.items():
        for link in graph.links_to("side", claim):
            if _level(belief) > _EVEN and leaf.book.data(link.start).get("status") != "retired":
                found[link.start, claim] = Stand(leaf.ref(link.start), leaf.ref(claim), belief_in_words(belief), date)
    return [found[key] for key in sorted(found)]


def _level(belief: BeliefView) -> float:
    return belief.credence.mid if belief.credence is not None else _STANCE_CREDENCE[belief.stance]


def nearest_people(leaf: Leaf, view: PersonView) -> list[Nearness]:
    """The others who speak of at least two of the same claims, nearest first."""
    kb = leaf.book.kb
    own = latest_credences(view)
    leaf.linked.update(own)
    others: set[str] = set()
    for claim in own:
        for belief in kb.graph.beliefs_in(claim):
            holder = kb.viewpoint(belief.viewpoint).holder
            if holder is not None and holder.id != view.id:
                others.add(holder.id)
    found = []
    for other in sorted(others):
        theirs = latest_credences(kb.person(other))
        shared = [claim for claim in own if claim in theirs]
        if len(shared) > 1:
            gaps = {claim: abs(own[claim] - theirs[claim]) for claim in shared}
            most = max(shared, key=lambda claim: gaps[claim])
            mean = sum(gaps.values()) / len(gaps)
            found.append(Nearness(leaf.ref(other), len(shared), mean, leaf.ref(most), gaps[most]))
    return sorted(found, key=lambda one: (one.gap, one.person.id))


class BeliefRow(NamedTuple):
    """What a viewpoint says of one claim."""

    claim: Ref
    topic: str
    said: str
    basis: str
    wording: str
    at: str
    note: Markup
    level: str


def viewpoint_page(book: Book, view: ViewpointView) -> tuple[Page, Leaf]:
    """The page of one viewpoint, and what it depends on."""
    leaf = Leaf(book, ROOT, view.id)
    record = view.record
    holder = view.holder
    groups: dict[str, list[BeliefRow]] = {}
    for belief in view.beliefs:
        row = _row(leaf, belief)
        groups.setdefault(row.topic, []).append(row)
    siblings = [other for other in holder.viewpoints if other != view] if holder else []
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": leaf.ref(view.id).title,
        "holder": leaf.ref(holder.id) if holder else None,
        "groups": sorted(groups.items()),
        "count": sum(map(len, groups.values())),
        "siblings": [(leaf.ref(other.id), other.date) for other in siblings],
        "pairs": pair_rows(leaf, [pair for pair in book.pairs_with(view.id) if view.id in pair]),
        "sources": citations(leaf, record.sources),
        "notes": leaf.blocks(record.notes),
        "edit": book.site.edit_address(view.path),
    }
    page = Page(
        path=book.address(view.id),
        title=values["title"],
        description=f"What {leaf.ref(holder.id).title if holder else 'they'} believed as of {words.date(view.date)}, claim by claim.",
        body=leaf.written("viewpoint.html", **values),
        edit=values["edit"],
        section="people/",
    )
    return page, leaf


def _row(leaf: Leaf, belief: BeliefView) -> BeliefRow:
    entry = belief.entry
    claim = belief.claim
    topic = claim.topic
    return BeliefRow(
        claim=leaf.ref(claim.id),
        topic=leaf.ref(topic.id).title if topic else "",
        said=belief_in_words(belief),
        basis=words.BASIS[entry.basis],
        wording=entry.wording or "",
        at=entry.at or "",
        note=leaf.inline(entry.note),
        level="" if belief.credence is None else words.number(belief.credence.mid),
    )
