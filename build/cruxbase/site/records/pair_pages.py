"""The page of two people side by side: what both say, where they differ, and what the difference comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.analysis.viewers import members_of
from cruxbase.citation import CitedPage
from cruxbase.reasoning.agreement import log_odds
from cruxbase.reasoning.anchoring import read_by_editor
from cruxbase.records import marked_retired
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.pairs import Between, Pair, pair_address, pair_key
from cruxbase.site.pictures import Level, Pairing, pairings_key, pairings_svg
from cruxbase.site.records.gap_view import GapView, Names, gap_view, said_or_follows
from cruxbase.site.sharing.embeds import Embed, PairShown, embed_of, pair_part, quotations, tree_part
from cruxbase.site.sharing.ways_out import citations
from cruxbase.site.template.page_template import Page
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.reasoning.perspective import Perspective
    from cruxbase.records import Credence

ROOT = "../../"
_WHOLE = 4  # conclusions shown in full; the others are folded
_MOST = 12
_TOPICS = 4


class Name(NamedTuple):
    """One of a pair, as its page names them.

    Attributes:
        ref: the person.
        short: the name.
        dates: of their viewpoints, the first and the last, or empty.
        members: of how many members they are the median, where a group has no viewpoint of its own; otherwise 0.
    """

    ref: Ref
    short: str
    dates: tuple[str, ...]
    members: int


class BothSay(NamedTuple):
    """A claim of which both have spoken.

    Attributes:
        claim: the claim.
        a: what the first says.
        b: what the second says.
        verdict: `agree`, `differ` or `open`, where one suspends judgement.
        apart: by how much they differ from middle to middle, in points; empty where that is not known.
        odds: the same as a ratio of odds, in figures; empty where they agree, or one of them gave no number.
    """

    claim: Ref
    a: str
    b: str
    verdict: str
    apart: str
    odds: str


def pair_page(context: SiteContext, pair: Pair) -> tuple[Page, PageContext]:
    """The page of two people side by side, and what it depends on."""
    page_context = PageContext(context, ROOT)
    page_context.linked.update(pair)
    people = (name_in_pair(page_context, pair[0]), name_in_pair(page_context, pair[1]))
    names = (people[0].short, people[1].short)
    found = context.between(pair)
    views = (context.perspective(pair[0]), context.perspective(pair[1]))
    title = f"{names[0]} and {names[1]}"
    values: Values = {
        "pair": pair,
        "people": people,
        "names": names,
        "title": title,
        "between": found,
        "shared": (shared := [both_say(page_context, claim, views, found) for claim in found.shared]),
        "picture": pairings(page_context, found.shared, views, names),
        "gaps": (
            gaps := [
                gap_view(page_context, gap, views, names, drawn=number < _WHOLE)
                for number, gap in enumerate(found.gaps[:_MOST])
            ]
        ),
        "whole": _WHOLE,
        "unreasoned": page_context.refs(
            claim for claim in found.differed if claim not in {gap.target for gap in found.gaps}
        ),
        "topics": page_context.refs(_topics_of(context, found.differed))[:_TOPICS],
        "more": max(len(found.gaps) - _MOST, 0),
        "double": (double := page_context.refs(found.double_cruxes)),
        "missing": _missing(page_context, found, names),
        "cruxes": page_context.refs(cruxes_between(context, found.shared)),
        "only": [page_context.refs(found.only_a), page_context.refs(found.only_b)],
    }
    address = pair_address(pair)
    card = embed_of(
        page_context,
        address,
        address,
        title,
        pair_part(PairShown(shared, bool(found.differed), double), values, page_context),
    )
    embeds = (card, *_tree_embeds(page_context, address, gaps[:_WHOLE], names))
    description = f"What {title} both say, where they differ, and which recorded reasons the difference comes from."
    offered = quotations(page_context, embeds, "", title, address)
    site = page_context.context.site
    cited = CitedPage(pair_key(pair), title, site.name, site.address(address))
    page = Page(
        path=address,
        title=title,
        description=description,
        body=page_context.written("pair.html", quotations=offered, citations=citations(cited), **values),
        section="cruxes/",
        embeds=embeds,
    )
    return page, page_context


def _tree_embeds(page_context: PageContext, page: str, gaps: Iterable[GapView], names: Names) -> Iterator[Embed]:
    """Each crux tree that is drawn on the page of two people."""
    for one in gaps:
        if one.picture:
            tree, claim = tree_part(one, names, page_context), one.claim
            yield embed_of(page_context, f"{page}{claim.id}/", f"{page}#on-{claim.id}", claim.title, tree)


class PairRow(NamedTuple):
    """A pair of people in a list.

    Attributes:
        href: of its page.
        title: of its page.
        shared: of how many claims both speak.
        agreed: on how many of them they agree.
        double: the double cruxes between them.
        furthest: the claim on which they are furthest apart; None where they agree on all.
    """

    href: str
    title: str
    shared: int
    agreed: int
    double: tuple[Ref, ...]
    furthest: Ref | None


def pair_rows(page_context: PageContext, pairs: Iterable[Pair]) -> list[PairRow]:
    """Some pairs of people, as lists show them."""
    rows = []
    for pair in pairs:
        found = page_context.context.between(pair)
        rows.append(
            PairRow(
                href=page_context.root + pair_address(pair),
                title=" and ".join(page_context.ref(who).title for who in pair),
                shared=len(found.shared),
                agreed=len(found.agreed),
                double=tuple(page_context.refs(found.double_cruxes[:2])),
                furthest=page_context.ref(found.differed[0]) if found.differed else None,
            )
        )
    return rows


def name_in_pair(page_context: PageContext, id: str) -> Name:
    """A person with the dates of the viewpoints that their beliefs are taken from."""
    ref = page_context.ref(id)
    kb = page_context.context.kb
    dates = [viewpoint.date for viewpoint in kb.person(id).viewpoints]
    return Name(ref, ref.title, tuple(dict.fromkeys((dates[0], dates[-1]))) if dates else (), len(members_of(kb, id)))


def both_say(page_context: PageContext, claim: str, views: tuple[Perspective, Perspective], found: Between) -> BothSay:
    """What two people say of a claim of which both have spoken, and how far apart they are."""
    verdict = "agree" if claim in found.agreed else "open" if claim in found.suspended else "differ"
    stated = [view.credences[claim] for view in views if claim in view.credences]
    apart = odds = ""
    if len(stated) == len(views):
        rough = any(credence.low != credence.high for credence in stated)
        points, ratio = _differences(claim, stated, found)
        apart = figures.points(points, rough=rough)
        odds = figures.times(ratio, rough=rough) if verdict == "differ" else ""
    a, b = (said_or_follows(page_context, view, claim) for view in views)
    return BothSay(page_context.ref(claim), a, b, verdict, apart, odds)


def _differences(claim: str, stated: Sequence[Credence], found: Between) -> tuple[float, float]:
    """How far apart two credences are, as probabilities and in log-odds: as what explains the gap has it, if anything does."""
    for gap in found.gaps:
        if gap.target == claim:
            return gap.gap_in_probability, gap.gap
    one, other = (credence.mid for credence in stated)
    return other - one, log_odds(other) - log_odds(one)


def _level(page_context: PageContext, view: Perspective, claim: str) -> Level:
    low, high = view.range_of(claim) or (0.0, 1.0)
    mid = view.number_for(claim)
    is_read = read_by_editor(page_context.context.kb.graph, view, claim)
    return Level(low, (low + high) / 2 if mid is None else mid, high, claim in view.credences, is_reading=is_read)


class PairingsDrawn(NamedTuple):
    """How far two people believe some claims, in both cuts, and what the marks mean."""

    drawn: Markup
    key: str


def pairings(
    page_context: PageContext, shared: Iterable[str], views: tuple[Perspective, Perspective], names: tuple[str, str]
) -> PairingsDrawn:
    """How far two people believe some claims."""
    rows = [
        Pairing(
            page_context.ref(claim).title,
            page_context.href(claim),
            _level(page_context, views[0], claim),
            _level(page_context, views[1], claim),
        )
        for claim in shared
    ]
    drawn = Markup("".join(pairings_svg(rows, names, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there
    return PairingsDrawn(drawn, pairings_key(rows))


class Missing(NamedTuple):
    """A claim that would be a double crux if somebody took a side.

    Attributes:
        claim: the claim.
        on: the conclusion whose gap it would close.
        who: who has taken none.
    """

    claim: Ref
    on: Ref
    who: str


def _missing(page_context: PageContext, found: Between, names: tuple[str, str]) -> list[Missing]:
    """What is missing for a double crux, and from whom; each claim once, for the largest gap that it bears on."""
    rows: dict[str, Missing] = {}
    for gap in found.gaps:
        for one in gap.near_cruxes:
            if len(one.lacks) == 1 and one.lacks[0].endswith(("silent", "suspends")):
                who = names[one.lacks[0].startswith("b-")]
                rows.setdefault(one.claim, Missing(page_context.ref(one.claim), page_context.ref(gap.target), who))
    return list(rows.values())


def _topics_of(context: SiteContext, claims: Iterable[str]) -> list[str]:
    """The topics of some claims, those of most of them first."""
    topics = Counter(link.end for claim in claims for link in context.kb.graph.links_from("topic", claim))
    return [topic for topic, _ in topics.most_common()]


def cruxes_between(context: SiteContext, shared: Iterable[str]) -> list[str]:
    """The crux records with a side of which both have spoken."""
    graph = context.kb.graph
    found = dict.fromkeys(link.start for id in shared for link in graph.links_to("side", id))
    return [id for id in found if not marked_retired(context.data(id))]
