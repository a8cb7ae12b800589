"""The page of two views side by side: what both claim, where they part, and what the parting turns on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext
from cruxbase.site.pictures import Level, Pairing, Share, pairings_svg, shares_svg
from cruxbase.site.records.pairs import Gap, Moves, Pair, pair_address
from cruxbase.site.template.page_template import Page

if TYPE_CHECKING:
    from cruxbase.reasoning.perspective import Perspective

ROOT = "../../"
_DRAWN = 4  # conclusions with a picture; the others are listed
_DASH = "\u2013"
_ROUNDING = 1e-9
_NOTE = re.compile(r"\s*\([^)]*\)$")


class Name(NamedTuple):
    """A view of a pair, as its page names it.

    Attributes:
        ref: the viewpoint or person.
        short: whose it is, with the year where that tells the viewpoints of one holder apart.
        date: of the viewpoint, or empty.
    """

    ref: Ref
    short: str
    date: str


class BothSay(NamedTuple):
    """A claim of which both have spoken."""

    claim: Ref
    a: str
    b: str
    points: int
    agreed: bool


class Turning(NamedTuple):
    """One claim on which a conclusion turns."""

    claim: Ref
    a: str
    b: str
    share: str
    share_log_odds: str
    closes_a: str
    closes_b: str
    double_crux: bool


class Parting(NamedTuple):
    """A shared conclusion on which two views come to different numbers, and what that turns on."""

    claim: Ref
    by: Ref | None
    values: tuple[str, str]
    stated: tuple[str, str]
    ranges: tuple[str, str]
    rows: tuple[Turning, ...]
    raising: str
    lowering: str
    gap: str
    minimal: tuple[Ref, ...]
    smallest: bool
    method: str
    sampled: bool
    assumed: int
    borrowed: tuple[Ref, ...]
    unknown: tuple[Ref, ...]
    without_number: tuple[Ref, ...]
    picture: Markup


def pair_page(context: SiteContext, pair: Pair) -> tuple[Page, PageContext]:
    """The page of two views side by side, and what it depends on."""
    page_context = PageContext(context, ROOT)
    page_context.linked.update(pair)
    names = (name_in_pair(page_context, pair[0]), name_in_pair(page_context, pair[1]))
    found = context.between(pair)
    views = (context.perspective(pair[0]), context.perspective(pair[1]))
    shared = [_both_say(page_context, claim, views, agreed=claim in found.agreed) for claim in found.shared]
    title = f"{names[0].short} and {names[1].short}"
    values: dict[str, Any] = {
        "pair": pair,
        "names": names,
        "title": title,
        "shared": shared,
        "picture": _pairings(page_context, found.shared, views, names),
        "apart": found.apart,
        "partings": [
            _parting(page_context, gap, names, drawn=number < _DRAWN) for number, gap in enumerate(found.gaps)
        ],
        "double": page_context.refs(found.double_cruxes),
        "cruxes": page_context.refs(_cruxes_between(context, found.shared)),
        "only": [page_context.refs(found.only_a), page_context.refs(found.only_b)],
    }
    page = Page(
        path=pair_address(pair),
        title=title,
        description=f"What {title} both claim, where they part, and what the parting turns on.",
        body=page_context.written("pair.html", **values),
        section="cruxes/",
    )
    return page, page_context


class PairRow(NamedTuple):
    """A pair of views in a list.

    Attributes:
        href: of its page.
        title: of its page.
        shared: of how many claims both speak.
        agreed: on how many of them they agree.
        double: the double cruxes between them.
        furthest: the claim on which they are furthest apart.
    """

    href: str
    title: str
    shared: int
    agreed: int
    double: tuple[Ref, ...]
    furthest: Ref


def pair_rows(page_context: PageContext, pairs: Iterable[Pair]) -> list[PairRow]:
    """Some pairs of views, as lists show them."""
    rows = []
    for pair in pairs:
        found = page_context.context.between(pair)
        title = " and ".join(name_in_pair(page_context, who).short for who in pair)
        rows.append(
            PairRow(
                href=page_context.root + pair_address(pair),
                title=title,
                shared=len(found.shared),
                agreed=len(found.agreed),
                double=tuple(page_context.refs(found.double_cruxes[:2])),
                furthest=page_context.ref(found.shared[0]),
            )
        )
    return rows


def name_in_pair(page_context: PageContext, id: str) -> Name:
    """A viewpoint by its holder and year, a person by name."""
    ref = page_context.ref(id)
    holders = page_context.context.kb.graph.links_from("holder", id)
    if not holders:
        return Name(ref, ref.title, str(page_context.context.data(id).get("date", "")))
    date = str(page_context.context.data(id)["date"])
    return Name(ref, f"{_NOTE.sub('', page_context.ref(holders[0].end).title)} {date[:4]}", date)


def _both_say(
    page_context: PageContext, claim: str, views: tuple[Perspective, Perspective], *, agreed: bool
) -> BothSay:
    a, b = (_level(view, claim) for view in views)
    said = [_said(view, claim) for view in views]
    return BothSay(page_context.ref(claim), said[0], said[1], round(abs(b.mid - a.mid) * 100), agreed)


def _said(view: Perspective, claim: str) -> str:
    if claim in view.credences:
        return formatting.credence(view.credences[claim])
    return formatting.STANCE[view.stances[claim]] if claim in view.stances else _DASH


def _level(view: Perspective, claim: str) -> Level:
    low, high = view.range_of(claim) or (0.0, 1.0)
    mid = view.number_for(claim)
    return Level(low, (low + high) / 2 if mid is None else mid, high, claim in view.credences)


def _pairings(
    page_context: PageContext, shared: Iterable[str], views: tuple[Perspective, Perspective], names: tuple[Name, Name]
) -> Markup:
    rows = [
        Pairing(
            page_context.ref(claim).title, page_context.href(claim), _level(views[0], claim), _level(views[1], claim)
        )
        for claim in shared
    ]
    who = (names[0].short, names[1].short)
    return Markup("".join(pairings_svg(rows, who, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _cruxes_between(context: SiteContext, shared: Iterable[str]) -> list[str]:
    """The crux records with a side of which both have spoken."""
    graph = context.kb.graph
    found = dict.fromkeys(link.start for id in shared for link in graph.links_to("side", id))
    return [id for id in found if context.data(id).get("status") != "retired"]


def _parting(page_context: PageContext, gap: Gap, names: tuple[Name, Name], *, drawn: bool) -> Parting:
    return Parting(
        claim=page_context.ref(gap.claim),
        by=page_context.ref(gap.model) if gap.model else None,
        values=(_number(gap.value_a), _number(gap.value_b)),
        stated=(_range(gap.stated_a), _range(gap.stated_b)),
        ranges=(_open(gap.range_a), _open(gap.range_b)),
        rows=tuple(_turning(page_context, row) for row in gap.rows),
        raising=_signed(gap.positive),
        lowering=_signed(gap.negative),
        gap=_signed(gap.difference),
        minimal=tuple(page_context.refs(gap.minimal)),
        smallest=gap.minimal_is_smallest,
        method=gap.method,
        sampled=any(row.standard_error for row in gap.rows),
        assumed=gap.assumed,
        borrowed=tuple(page_context.refs(gap.borrowed)),
        unknown=tuple(page_context.refs(gap.unknown)),
        without_number=tuple(page_context.refs(gap.without_number)),
        picture=_shares(page_context, gap, names) if drawn else Markup(),
    )


def _turning(page_context: PageContext, row: Moves) -> Turning:
    return Turning(
        claim=page_context.ref(row.claim),
        a=formatting.percent(row.credence_a),
        b=formatting.percent(row.credence_b),
        share=_signed(row.share),
        share_log_odds=_signed(row.share_log_odds, digits=2),
        closes_a=_part(row.closure_from_a),
        closes_b=_part(row.closure_from_b),
        double_crux=row.double_crux,
    )


def _shares(page_context: PageContext, gap: Gap, names: tuple[Name, Name]) -> Markup:
    if gap.value_a is None or gap.value_b is None or any(row.share is None for row in gap.rows):
        return Markup()
    rows = [
        Share(
            page_context.ref(row.claim).title,
            page_context.href(row.claim),
            row.share or 0.0,
            row.double_crux,
            row.standard_error,
        )
        for row in gap.rows
    ]
    values, who = (gap.value_a, gap.value_b), (names[0].short, names[1].short)
    return Markup("".join(shares_svg(rows, values, who, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _number(value: float | None) -> str:
    return _DASH if value is None else formatting.number(round(value, 6))


def _range(span: tuple[float, float] | None) -> str:
    if span is None:
        return ""
    low, high = (formatting.number(round(end * 100, 2)) for end in span)
    return f"{low}%" if low == high else f"{low}{_DASH}{high}%"


def _open(span: tuple[float, float]) -> str:
    """A range as numbers; empty where it is one number."""
    return "" if span[1] - span[0] < _ROUNDING else f"{_number(span[0])} to {_number(span[1])}"


def _signed(value: float | None, digits: int = 6) -> str:
    if value is None:
        return _DASH
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return f"{sign}{formatting.number(abs(round(value, digits)))}"


def _part(value: float | None) -> str:
    """A part of the gap in per cent; below nothing where the gap would widen."""
    if value is None:
        return _DASH
    shown = round(value * 100)
    return f"{shown}%" if shown >= 0 else f"\u2212{abs(shown)}%"
