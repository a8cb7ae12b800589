"""The pages of people and of their dated viewpoints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext
from cruxbase.site.data.linked_data import person_data
from cruxbase.site.records.claim_pages import ROOT, belief_in_words, citations
from cruxbase.site.records.pair_pages import pair_rows
from cruxbase.site.template.page_template import Page

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief, Person, Viewpoint

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


def latest_credences(view: Person) -> dict[str, float]:
    """The last word of a person on each claim, as one number for comparison."""
    found: dict[str, float] = {}
    for viewpoint in view.viewpoints:
        for belief in viewpoint.beliefs:
            found[belief.part.claim] = _level(belief)
    return found


def person_page(context: SiteContext, view: Person) -> tuple[Page, PageContext]:
    """The page of one person, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    viewpoints = view.viewpoints
    page_context.linked.update(viewpoint.id for viewpoint in viewpoints)
    near = nearest_people(page_context, view)
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": page_context.ref(view.id).title,
        "kind": formatting.PERSON[record.kind],
        "notes": page_context.blocks(record.notes),
        "viewpoints": [(page_context.ref(one.id), one.date, len(one.beliefs), one.record.origin) for one in viewpoints],
        "table": _side_by_side(page_context, viewpoints),
        "stands": _stands(page_context, viewpoints),
        "pairs": pair_rows(page_context, context.pairs_with(view.id)),
        "near": near[:_NEAR],
        "far": sorted(near[_NEAR:], key=lambda one: -one.gap)[:_NEAR],
        "works": page_context.refs(
            sorted(
                (work.id for work in view.authored),
                key=lambda id: str(context.data(id).get("issued", "")),
                reverse=True,
            )
        ),
        "issued": {work.id: str(context.data(work.id).get("issued", "")) for work in view.authored},
        "edit": context.site.edit_address(view.path),
    }
    page = Page(
        path=context.address(view.id),
        title=values["title"],
        description=" ".join((record.notes or f"{record.name}: what they believe, as of when.").split())[:300],
        body=page_context.written("person.html", **values),
        edit=values["edit"],
        section="people/",
        data=person_data(context, view),
    )
    return page, page_context


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


def _side_by_side(page_context: PageContext, viewpoints: Iterable[Viewpoint]) -> SideBySide:
    """The claims of which several of a person's viewpoints speak, those on which they changed their mind first."""
    said: dict[str, dict[str, Belief]] = defaultdict(dict)
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
        rows.append(Repeated(page_context.ref(claim), cells, max(levels) - min(levels) >= _A_CHANGE))
    rows.sort(key=lambda row: not row.changed)
    return SideBySide(tuple((page_context.ref(id), dates[id]) for id in columns), tuple(rows))


class Stand(NamedTuple):
    """Where a person stands on a crux: the side that they take, by their last word on it."""

    crux: Ref
    side: Ref
    said: str
    date: str


def _stands(page_context: PageContext, viewpoints: Iterable[Viewpoint]) -> list[Stand]:
    """The cruxes of which a person takes a side, in the order of the base."""
    graph = page_context.context.kb.graph
    last: dict[str, tuple[Belief, str]] = {}
    for viewpoint in viewpoints:
        for belief in viewpoint.beliefs:
            last[belief.part.claim] = (belief, viewpoint.date)
    found = {}
    for claim, (belief, date) in last.items():
        for link in graph.links_to("side", claim):
            if _level(belief) > _EVEN and page_context.context.data(link.start).get("status") != "retired":
                found[link.start, claim] = Stand(
                    page_context.ref(link.start), page_context.ref(claim), belief_in_words(belief), date
                )
    return [found[key] for key in sorted(found)]


def _level(belief: Belief) -> float:
    return belief.credence.mid if belief.credence is not None else _STANCE_CREDENCE[belief.stance]


def nearest_people(page_context: PageContext, view: Person) -> list[Nearness]:
    """The others who speak of at least two of the same claims, nearest first."""
    kb = page_context.context.kb
    own = latest_credences(view)
    page_context.linked.update(own)
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
            found.append(Nearness(page_context.ref(other), len(shared), mean, page_context.ref(most), gaps[most]))
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


def viewpoint_page(context: SiteContext, view: Viewpoint) -> tuple[Page, PageContext]:
    """The page of one viewpoint, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    holder = view.holder
    groups: dict[str, list[BeliefRow]] = {}
    for belief in view.beliefs:
        row = _row(page_context, belief)
        groups.setdefault(row.topic, []).append(row)
    siblings = [other for other in holder.viewpoints if other != view] if holder else []
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": page_context.ref(view.id).title,
        "holder": page_context.ref(holder.id) if holder else None,
        "groups": sorted(groups.items()),
        "count": sum(map(len, groups.values())),
        "siblings": [(page_context.ref(other.id), other.date) for other in siblings],
        "pairs": pair_rows(page_context, [pair for pair in context.pairs_with(view.id) if view.id in pair]),
        "sources": citations(page_context, record.sources),
        "notes": page_context.blocks(record.notes),
        "edit": context.site.edit_address(view.path),
    }
    page = Page(
        path=context.address(view.id),
        title=values["title"],
        description=f"What {page_context.ref(holder.id).title if holder else 'they'} believed as of "
        f"{formatting.date(view.date)}, claim by claim.",
        body=page_context.written("viewpoint.html", **values),
        edit=values["edit"],
        section="people/",
    )
    return page, page_context


def _row(page_context: PageContext, belief: Belief) -> BeliefRow:
    entry = belief.entry
    claim = belief.claim
    topic = claim.topic
    return BeliefRow(
        claim=page_context.ref(claim.id),
        topic=page_context.ref(topic.id).title if topic else "",
        said=belief_in_words(belief),
        basis=formatting.BASIS[entry.basis],
        wording=entry.wording or "",
        at=entry.at or "",
        note=page_context.inline(entry.note),
        level="" if belief.credence is None else formatting.number(belief.credence.mid),
    )
