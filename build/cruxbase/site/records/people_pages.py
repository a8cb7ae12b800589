"""The pages of people and of their dated viewpoints."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.reasoning.agreement import distance, statement_of
from cruxbase.records import Credence, marked_retired
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.data.linked_data import person_data
from cruxbase.site.formatting import belief_in_words
from cruxbase.site.pictures import Level, Pairing, pairings_svg
from cruxbase.site.records.belief_words import basis_on, leaves_room
from cruxbase.site.records.claim_pages import ROOT, citations
from cruxbase.site.records.forecasts import conditional_rows, estimates_of
from cruxbase.site.records.gap_view import said_or_follows
from cruxbase.site.records.pair_pages import pair_rows
from cruxbase.site.records.timelines import person_timeline
from cruxbase.site.sharing.moved import STANDING
from cruxbase.site.sharing.ways_out import ways_out
from cruxbase.site.template.page_template import Page
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief, ChangedBelief, MovedClaim, Person, Viewpoint

_NEAR = 5
_FAR = 0.1
"""Whoever is so far from somebody on average, or farther, is not listed as near."""

_MOSTLY = 0.5
"""Nor is whoever agrees with them on a smaller part of what both take sides on."""


class Nearness(NamedTuple):
    """How near another person is, over the claims on which both take sides; see `KnowledgeBase.neighbours`.

    Attributes:
        person: the other.
        shared: on how many claims both take sides.
        agreed: on how many of them they agree.
        distance: mean distance of what they say, between the nearest ends of their ranges.
        apart: the claim on which they differ most; None where they differ on none.
        said: what each says of it.
    """

    person: Ref
    shared: int
    agreed: int
    distance: float
    apart: Ref | None
    said: tuple[str, str]

    @property
    def is_near(self) -> bool:
        """Whether the two agree on most, and are near each other on the rest."""
        return self.agreed >= _MOSTLY * self.shared and self.distance < _FAR


class Moved(NamedTuple):
    """A claim of which somebody came to think otherwise, or that followed.

    Attributes:
        claim: the claim.
        before: what they said or what followed before; empty where nothing.
        after: the same since.
        by: how far what follows moved, in words; empty where nothing was known before or since.
        status: how it stands for them since, where that is another than before.
    """

    claim: Ref
    before: str
    after: str
    by: str = ""
    status: str = ""


class Change(NamedTuple):
    """What somebody came to believe with one viewpoint, and what that moved.

    Attributes:
        viewpoint: the viewpoint.
        date: its date.
        beliefs: what they had said otherwise before.
        new: of how many claims they had not spoken before.
        moved: the conclusions that follow otherwise: the farthest first, those of which nothing was known before last.
        picture: what follows, before and since, of the first few.
    """

    viewpoint: Ref
    date: str
    beliefs: tuple[Moved, ...]
    new: int
    moved: tuple[Moved, ...]
    picture: Markup


def person_page(context: SiteContext, view: Person) -> tuple[Page, PageContext]:
    """The page of one person, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    viewpoints = view.viewpoints
    page_context.linked.update(viewpoint.id for viewpoint in viewpoints)
    near = nearest_people(page_context, view)
    table = _side_by_side(page_context, viewpoints)
    values: Values = {
        "view": view,
        "record": record,
        "title": (title := page_context.ref(view.id).title),
        "kind": formatting.PERSON[record.kind],
        "notes": page_context.blocks(record.notes),
        "viewpoints": [(page_context.ref(one.id), one.date, len(one.beliefs), one.record.origin) for one in viewpoints],
        "table": table,
        "timeline": person_timeline(page_context, view, viewpoints, [row.claim.id for row in table.rows]),
        "stands": stands_on_cruxes(page_context, viewpoints),
        "pairs": pair_rows(page_context, context.pairs_with(view.id)),
        "near": [one for one in near if one.is_near][:_NEAR],
        "far": sorted((one for one in near if not one.is_near), key=lambda one: -one.distance)[:_NEAR],
        "changes": changes_of_mind(page_context, view),
        "scores": _scores(page_context, view),
        "works": page_context.refs(
            sorted(
                (work.id for work in view.authored),
                key=lambda id: str(context.data(id).get("issued", "")),
                reverse=True,
            )
        ),
        "issued": {work.id: str(context.data(work.id).get("issued", "")) for work in view.authored},
        "edit": (edit := context.site.edit_address(view.path)),
        "ways_out": ways_out(page_context, view.id, page_context.ref(view.id).title),
    }
    page = Page(
        path=context.address(view.id),
        title=title,
        description=" ".join((record.notes or f"{record.name}: what they believe, as of when.").split())[:300],
        body=page_context.written("person.html", **values),
        edit=edit,
        section="people/",
        data=person_data(context, view),
    )
    return page, page_context


class Repeated(NamedTuple):
    """A claim of which a person spoke more than once.

    Attributes:
        claim: the claim.
        said: what each viewpoint says of it, in the order of the columns; empty where it is silent.
        changed: whether two of them do not agree, by `cruxbase.reasoning.agreement`: to hold something at one time and
            call it very likely at another is no change of mind.
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
        moved = any(not _agree(one, other) for one, other in itertools.combinations(beliefs.values(), 2))
        cells = tuple(belief_in_words(beliefs[id]) if id in beliefs else "" for id in columns)
        rows.append(Repeated(page_context.ref(claim), cells, moved))
    rows.sort(key=lambda row: not row.changed)
    return SideBySide(tuple((page_context.ref(id), dates[id]) for id in columns), tuple(rows))


class Stand(NamedTuple):
    """Where a person stands on a crux: the side that they take, by their last word on it."""

    crux: Ref
    side: Ref
    said: str
    date: str


def stands_on_cruxes(page_context: PageContext, viewpoints: Iterable[Viewpoint]) -> list[Stand]:
    """The cruxes of which a person takes a side, in the order of the base."""
    graph = page_context.context.kb.graph
    last: dict[str, tuple[Belief, str]] = {}
    for viewpoint in viewpoints:
        for belief in viewpoint.beliefs:
            last[belief.part.claim] = (belief, viewpoint.date)
    found = {}
    for claim, (belief, date) in last.items():
        for link in graph.links_to("side", claim):
            if belief.side == "for" and not marked_retired(page_context.context.data(link.start)):
                found[link.start, claim] = Stand(
                    page_context.ref(link.start),
                    page_context.ref(claim),
                    belief_in_words(belief),
                    date,
                )
    return [found[key] for key in sorted(found)]


def _agree(one: Belief, other: Belief) -> bool:
    """Whether two beliefs agree; two that take no side do, and one that takes none agrees with none that does."""
    said = [statement_of(belief.stance, belief.credence) for belief in (one, other)]
    if said[0] is None or said[1] is None:
        return said[0] is said[1]
    return distance(said[0], said[1]).agreed


def nearest_people(page_context: PageContext, view: Person) -> list[Nearness]:
    """The others who take sides on the same claims, in the order of `KnowledgeBase.neighbours`."""
    context = page_context.context
    own = context.perspective(view.id)
    found = []
    for row in context.neighbours_of(view.id):
        furthest = row.shared[0].claim.id
        both = (own, context.perspective(row.who))
        said = (
            said_or_follows(page_context, both[0], furthest),
            said_or_follows(page_context, both[1], furthest),
        )
        apart = None if row.agreed == len(row.shared) else page_context.ref(furthest)
        found.append(Nearness(page_context.ref(row.who), len(row.shared), row.agreed, row.distance, apart, said))
    return found


def changes_of_mind(page_context: PageContext, view: Person) -> list[Change]:
    """What a person came to believe otherwise, and when; viewpoints that only add to what was said are left out."""
    rows = []
    for change in view.changes:
        earlier = [belief for belief in change.beliefs if belief.before is not None]
        revised = [belief for belief in earlier if not _says_the_same(belief)]
        if not revised:
            continue
        words = _words_by(view, change.viewpoint)
        beliefs = tuple(Moved(page_context.ref(one.claim.id), *words[one.claim.id][-2:]) for one in revised)
        conclusions = sorted(change.moved, key=_is_new)
        moved = tuple(_moved(page_context, one) for one in conclusions)
        rows.append(
            Change(
                page_context.ref(change.viewpoint.id),
                change.date,
                beliefs,
                len(change.beliefs) - len(earlier),
                moved,
                _moved_picture(page_context, conclusions[:_NEAR]),
            )
        )
    return rows


def _is_new(one: MovedClaim) -> bool:
    """Whether something follows for the first time, or no longer: it moved from nowhere, by no number of points."""
    return one.credence_before is None or one.credence_after is None


def _moved(page_context: PageContext, one: MovedClaim) -> Moved:
    """A conclusion that a change of mind moved, by how much, and how it stands since where that is another."""
    before, after = one.credence_before, one.credence_after
    by = "" if before is None or after is None else figures.points(after - before)
    if by and after != before:
        by = f"{'up' if (after or 0) > (before or 0) else 'down'} {by}"
    status = STANDING[one.label_after.value] if one.label_before is not one.label_after else ""
    return Moved(page_context.ref(one.claim.id), _follows(before), _follows(after), by, status)


def _words_by(person: Person, last: Viewpoint) -> dict[str, list[str]]:
    """What somebody said of each claim up to one of their viewpoints, oldest first, in their own terms."""
    words: dict[str, list[str]] = defaultdict(list)
    for viewpoint in person.viewpoints:
        for belief in viewpoint.beliefs:
            words[belief.part.claim].append(belief_in_words(belief))
        if viewpoint.id == last.id:
            break
    return words


def _moved_picture(page_context: PageContext, moved: Iterable[MovedClaim]) -> Markup:
    """What followed before a change of mind and what follows since, where both are known."""
    rows = [
        Pairing(
            page_context.ref(one.claim.id).title, page_context.href(one.claim.id), _exactly(before), _exactly(after)
        )
        for one in moved
        if (before := one.credence_before) is not None and (after := one.credence_after) is not None
    ]
    if not rows:
        return Markup()
    cuts = (pairings_svg(rows, ("what followed before", "what follows since"), wide=wide) for wide in (True, False))
    return Markup("".join(cuts))  # noqa: S704 - escaped there


def _exactly(value: float) -> Level:
    return Level(value, value, value, follows=True)


def _says_the_same(belief: ChangedBelief) -> bool:
    """Whether one of the two is a bare stance that leaves room for the other: no change of mind."""
    return leaves_room(belief.before or (0.0, 1.0), belief.after)


def _follows(value: float | None) -> str:
    return "" if value is None else figures.about(value)


class Scored(NamedTuple):
    """A forecast that came due."""

    claim: Ref
    said: str
    came_true: bool
    brier: str


class ScoresShown(NamedTuple):
    """How a person's forecasts turned out."""

    number: int
    brier: str
    log: str
    rows: tuple[Scored, ...]


def _scores(page_context: PageContext, view: Person) -> ScoresShown | None:
    scores = view.scores
    if not scores.number or scores.brier is None or scores.log is None:
        return None
    rows = tuple(
        Scored(page_context.ref(one.claim.id), _said_in(one.viewpoint, one.claim.id), one.came_true, f"{one.brier:.2f}")
        for one in scores.forecasts
    )
    return ScoresShown(scores.number, f"{scores.brier:.2f}", f"{scores.log:.2f}".replace("-", "\u2212"), rows)


def _said_in(viewpoint: Viewpoint, claim: str) -> str:
    return next(belief_in_words(belief) for belief in viewpoint.beliefs if belief.part.claim == claim)


class BeliefRow(NamedTuple):
    """What a viewpoint says of one claim; `ends` are where its bar begins and how long it is, of a hundred."""

    claim: Ref
    topic: str
    said: str
    basis: str
    wording: str
    at: str
    note: Markup
    ends: tuple[str, str] | None


def viewpoint_page(context: SiteContext, view: Viewpoint) -> tuple[Page, PageContext]:
    """The page of one viewpoint, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    holder = view.holder
    groups: dict[str, list[BeliefRow]] = {}
    for belief in view.beliefs:
        row = _row(page_context, belief)
        groups.setdefault(row.topic, []).append(row)
    page_context.linked.update([holder.id] if holder else [])
    siblings = [other for other in holder.viewpoints if other != view] if holder else []
    values: Values = {
        "view": view,
        "record": record,
        "title": (title := page_context.ref(view.id).title),
        "holder": page_context.ref(holder.id) if holder else None,
        "groups": sorted(groups.items()),
        "count": sum(map(len, groups.values())),
        "conditionals": conditional_rows(page_context, view),
        "estimates": estimates_of(page_context, view),
        "siblings": [(page_context.ref(other.id), other.date) for other in siblings],
        "pairs": pair_rows(page_context, context.pairs_with(view.id)[:_NEAR]),
        "sources": citations(page_context, record.sources),
        "notes": page_context.blocks(record.notes),
        "edit": (edit := context.site.edit_address(view.path)),
        "ways_out": ways_out(page_context, view.id, page_context.ref(view.id).title),
    }
    page = Page(
        path=context.address(view.id),
        title=title,
        description=f"What {page_context.ref(holder.id).title if holder else 'they'} believed as of "
        f"{formatting.date(view.date)}, claim by claim.",
        body=page_context.written("viewpoint.html", **values),
        edit=edit,
        section="people/",
    )
    return page, page_context


_THINNEST = 2.0


def _meter(credence: Credence) -> tuple[str, str]:
    """Where a bar from 0 to 100 begins that shows a credence, and how long it is: a range from end to end.

    >>> _meter(Credence.parse("40-55%")), _meter(Credence.parse("99.5%"))
    (('40', '15'), ('98', '2'))
    """
    long = max(100 * (credence.high - credence.low), _THINNEST)
    start = 100 * credence.low if credence.low < credence.high else 100 * credence.low - long / 2
    return figures.number(round(min(max(start, 0.0), 100 - long), 2)), figures.number(round(long, 2))


def _row(page_context: PageContext, belief: Belief) -> BeliefRow:
    entry = belief.entry
    claim = belief.claim
    topic = claim.topic
    return BeliefRow(
        claim=page_context.ref(claim.id),
        topic=page_context.ref(topic.id).title if topic else "",
        said=belief_in_words(belief),
        basis=basis_on(page_context, belief),
        wording=entry.wording or "",
        at=formatting.place(entry.at),
        note=page_context.inline(entry.note),
        ends=None if belief.credence is None else _meter(belief.credence),
    )
