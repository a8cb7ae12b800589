"""A tour of one dispute in six screens, each with a picture and two sentences, for any base that has a pair of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.records import marked_retired
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.map import legend_html
from cruxbase.site.pairs import Between, Pair, pair_address, pair_key
from cruxbase.site.pictures import neighbourhood_svgs
from cruxbase.site.records.best_cases import view_address
from cruxbase.site.records.gap_view import CruxLine, GapView, gap_view
from cruxbase.site.records.pair_pages import PairingsDrawn, cruxes_between, pairings

if TYPE_CHECKING:
    from cruxbase.analysis.best_case import CaseSide
    from cruxbase.reasoning.gap_results import GapAnalysis
    from cruxbase.reasoning.perspective import Perspective

_DIFFERENT, _ALIKE = 4, 2
_LOOKED_AT = 5


class Dispute(NamedTuple):
    """Two people and a claim on which they differ, as the tour and home tell of them.

    Attributes:
        pair: the two.
        between: what they share and where they differ.
        target: the claim.
        gap: what divides them on it; None where nothing on record does.
        crux: the claim that would move them most, or None.
    """

    pair: Pair
    between: Between
    target: str
    gap: GapAnalysis | None
    crux: str | None


def dispute_of(context: SiteContext) -> Dispute | None:
    """The dispute that the settings name (`extra: cruxbase_tour`) while these two can be compared, else the most instructive.

    None where no two people differ on a claim of which both speak.
    """
    chosen = context.pairs.get(context.site.tour)
    pairs = [*([] if chosen is None else [chosen]), *context.leading_pairs[:_LOOKED_AT]]
    found = [one for pair in pairs if (one := _dispute(context, pair)) is not None]
    if chosen is not None and found and found[0].pair == chosen:
        return found[0]
    return next((one for one in found if one.gap is not None), found[0] if found else None)


def _dispute(context: SiteContext, pair: Pair) -> Dispute | None:
    """The claim on which recorded reasons account best for what divides two people, one with a double crux first."""
    between = context.between(pair)
    if not between.differed:
        return None
    gaps = sorted(between.gaps, key=lambda gap: (not gap.double_cruxes, not gap.near_cruxes, _unexplained(gap)))
    if not gaps:
        return Dispute(pair, between, between.differed[0], None, None)
    gap = gaps[0]
    near = [one.claim for one in gap.near_cruxes]
    crux = next((claim for claim in (*gap.double_cruxes, *near) if claim != gap.target), None)
    return Dispute(pair, between, gap.target, gap, crux)


def _unexplained(gap: GapAnalysis) -> float:
    return abs(gap.part(gap.own_reason) or 0.0)


def shown_crux(context: SiteContext, dispute: Dispute) -> str | None:
    """The crux record that best shows a dispute: one with the claim or its crux among its sides."""
    cruxes = cruxes_between(context, dispute.between.differed)
    sides = {id: {link.end for link in context.kb.graph.links_from("side", id)} for id in cruxes}
    named = [dispute.target] if dispute.crux is None else [dispute.target, dispute.crux]
    for claim in named:
        for id in cruxes:
            if claim in sides[id]:
                return id
    return cruxes[0] if cruxes else None


class Screen(NamedTuple):
    """One screen.

    Attributes:
        id: for links.
        title: of the screen.
        picture: what it shows, in two cuts.
        key: what the marks in it mean, as far as they are its own.
    """

    id: str
    title: str
    picture: Markup
    key: str = ""


def tour(page_context: PageContext) -> Values:
    """What the page takes: the screens, and what their sentences name."""
    context = page_context.context
    dispute = dispute_of(context)
    if dispute is None:
        return {"dispute": None}
    people = page_context.refs(dispute.pair)
    names = (people[0].title, people[1].title)
    views = (context.perspective(dispute.pair[0]), context.perspective(dispute.pair[1]))
    claim = context.kb.claim(dispute.target)
    told = None if dispute.gap is None else gap_view(page_context, dispute.gap, views, names, drawn=True)

    def drawn(*claims: str) -> PairingsDrawn:
        return pairings(page_context, claims, views, names)

    screens = [
        Screen("question", "One claim, two views", *drawn(dispute.target)),
        Screen("shared", "Where they agree and where they differ", *_shared(dispute.between, views, drawn)),
        Screen("reasons", "The reasons on record", _surroundings(page_context, dispute.target)),
    ]
    if told is not None and told.picture:
        screens.append(Screen("gap", "Where the difference comes from", told.picture))
    if dispute.crux is not None:
        screens.append(Screen("crux", "The crux", *drawn(dispute.crux)))
    last = [dispute.crux, dispute.target] if dispute.crux is not None else [dispute.target]
    screens.append(Screen("you", "Now say what you think", *drawn(*last)))
    return {
        "dispute": dispute,
        "people": people,
        "names": names,
        "screens": screens,
        "told": told,
        "read": [getattr(said, "is_reading", False) for said in told.stated] if told is not None else [],
        "target": page_context.ref(dispute.target),
        "crux": None if dispute.crux is None else page_context.ref(dispute.crux),
        "closes": _closing(told, dispute),
        "reason_for": _first_reason(page_context, dispute.target, "for"),
        "reason_against": _first_reason(page_context, dispute.target, "against"),
        "pair_page": page_context.root + pair_address(dispute.pair),
        "your_view": view_address(page_context, claim),
        "crux_record": _crux_record(page_context, dispute),
        "question": _question_of(page_context, dispute.crux),
    }


def _overlap(views: Iterable[Perspective], claim: str) -> float:
    """How far the ranges of what two people say of a claim overlap; at most 0 where they only touch, or are apart."""
    lows, highs = zip(*(view.range_of(claim) or (0.0, 1.0) for view in views), strict=True)
    return float(min(highs) - max(lows))


def _shared(between: Between, views: Iterable[Perspective], drawn: Callable[..., PairingsDrawn]) -> PairingsDrawn:
    """A few claims on which two people differ, and a few on which they agree, each under its heading.

    Of those on which they agree, first the ones on which that can be seen: where their ranges overlap the most.
    """
    agreed = sorted(between.agreed, key=lambda claim: -_overlap(views, claim))
    groups = (
        ("They differ, the odds farthest apart first", between.differed[:_DIFFERENT]),
        ("They agree", agreed[:_ALIKE]),
    )
    parts = [(heading, claims) for heading, claims in groups if claims]
    shown = Markup("").join(
        Markup('<p class="cb-lead">{}</p>{}').format(heading, drawn(*claims).drawn) for heading, claims in parts
    )
    return PairingsDrawn(shown, drawn(*(claim for _, claims in parts for claim in claims)).key)


def _surroundings(page_context: PageContext, claim: str) -> Markup:
    kb = page_context.context.kb
    wide, narrow = neighbourhood_svgs(kb, claim, page_context.href) or ("", "")
    legend = legend_html(drawn=wide + narrow)
    return Markup(f'<div class="cb-wide">{wide}</div><div class="cb-narrow">{narrow}</div>{legend}')  # noqa: S704 - escaped there


def _closing(told: GapView | None, dispute: Dispute) -> CruxLine | None:
    """What coming to the other's view of the crux would close."""
    if told is None or dispute.crux is None:
        return None
    return next((line for line in (*told.double, *told.near) if line.claim.id == dispute.crux), None)


def _first_reason(page_context: PageContext, claim: str, side: CaseSide) -> Ref | None:
    steps = page_context.context.kb.best_case(claim, side, longest=1).steps
    return page_context.ref(steps[0].claims[0].id) if steps else None


def _question_of(page_context: PageContext, claim: str | None) -> Ref | None:
    """The crux record of which a claim is a side; None where it is none's."""
    if claim is None:
        return None
    cruxes = (link.start for link in page_context.context.kb.graph.links_to("side", claim))
    id = next((one for one in cruxes if not marked_retired(page_context.context.data(one))), None)
    return None if id is None else page_context.ref(id)


def _crux_record(page_context: PageContext, dispute: Dispute) -> Ref | None:
    id = shown_crux(page_context.context, dispute)
    return None if id is None else page_context.ref(id)


def dispute_shown(page_context: PageContext) -> Values:
    """What home shows of the dispute: its crux with both sides, and the two people on them."""
    context = page_context.context
    dispute = dispute_of(context)
    if dispute is None:
        return {"dispute": None}
    people = page_context.refs(dispute.pair)
    views = (context.perspective(dispute.pair[0]), context.perspective(dispute.pair[1]))
    crux = _crux_record(page_context, dispute)
    sides = [] if crux is None else [link.end for link in context.kb.graph.links_from("side", crux.id)]
    claims = [side for side in sides if any(side in view for view in views)] or [dispute.target]
    names = (people[0].title, people[1].title)
    return {
        "dispute": dispute,
        "people": people,
        "crux": crux,
        "target": page_context.ref(dispute.target),
        "picture": pairings(page_context, claims, views, names),
        "pair_page": page_context.root + pair_address(dispute.pair),
        "agreed": len(dispute.between.agreed),
        "shared": len(dispute.between.shared),
    }


def doors(page_context: PageContext) -> Values:
    """What the three doors of home say."""
    context = page_context.context
    dispute = dispute_of(context)
    return {
        "people": page_context.refs(dispute.pair) if dispute is not None else [],
        "key": pair_key(dispute.pair) if dispute is not None else "",
        "topics": sum(1 for _ in context.kb.graph.ids("topic")),
    }
