"""The page of two views side by side: what both claim, where they part, and what the parting turns on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.pairs import Gap, Moves, Pair, pair_address
from cruxbase.pages.pictures import Level, Pairing, Share, pairings_svg, shares_svg
from cruxbase.pages.shell import Page

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


def pair_page(book: Book, pair: Pair) -> tuple[Page, Leaf]:
    """The page of two views side by side, and what it depends on."""
    leaf = Leaf(book, ROOT)
    leaf.linked.update(pair)
    names = (name_in_pair(leaf, pair[0]), name_in_pair(leaf, pair[1]))
    found = book.between(pair)
    views = (book.perspective(pair[0]), book.perspective(pair[1]))
    shared = [_both_say(leaf, claim, views, agreed=claim in found.agreed) for claim in found.shared]
    title = f"{names[0].short} and {names[1].short}"
    values: dict[str, Any] = {
        "pair": pair,
        "names": names,
        "title": title,
        "shared": shared,
        "picture": _pairings(leaf, found.shared, views, names),
        "apart": found.apart,
        "partings": [_parting(leaf, gap, names, drawn=number < _DRAWN) for number, gap in enumerate(found.gaps)],
        "double": leaf.refs(found.double_cruxes),
        "cruxes": leaf.refs(_cruxes_between(book, found.shared)),
        "only": [leaf.refs(found.only_a), leaf.refs(found.only_b)],
    }
    page = Page(
        path=pair_address(pair),
        title=title,
        description=f"What {title} both claim, where they part, and what the parting turns on.",
        body=leaf.written("pair.html", **values),
        section="cruxes/",
    )
    return page, leaf


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


def pair_rows(leaf: Leaf, pairs: Iterable[Pair]) -> list[PairRow]:
    """Some pairs of views, as lists show them."""
    rows = []
    for pair in pairs:
        found = leaf.book.between(pair)
        title = " and ".join(name_in_pair(leaf, who).short for who in pair)
        rows.append(
            PairRow(
                href=leaf.root + pair_address(pair),
                title=title,
                shared=len(found.shared),
                agreed=len(found.agreed),
                double=tuple(leaf.refs(found.double_cruxes[:2])),
                furthest=leaf.ref(found.shared[0]),
            )
        )
    return rows


def name_in_pair(leaf: Leaf, id: str) -> Name:
    """A viewpoint by its holder and year, a person by name."""
    ref = leaf.ref(id)
    holders = leaf.book.kb.graph.links_from("holder", id)
    if not holders:
        return Name(ref, ref.title, str(leaf.book.data(id).get("date", "")))
    date = str(leaf.book.data(id)["date"])
    return Name(ref, f"{_NOTE.sub('', leaf.ref(holders[0].end).title)} {date[:4]}", date)


def _both_say(leaf: Leaf, claim: str, views: tuple[Perspective, Perspective], *, agreed: bool) -> BothSay:
    a, b = (_level(view, claim) for view in views)
    said = [_said(view, claim) for view in views]
    return BothSay(leaf.ref(claim), said[0], said[1], round(abs(b.mid - a.mid) * 100), agreed)


def _said(view: Perspective, claim: str) -> str:
    if claim in view.credences:
        return words.credence(view.credences[claim])
    return words.STANCE[view.stances[claim]] if claim in view.stances else _DASH


def _level(view: Perspective, claim: str) -> Level:
    low, high = view.range_of(claim) or (0.0, 1.0)
    mid = view.number_for(claim)
    return Level(low, (low + high) / 2 if mid is None else mid, high, claim in view.credences)


def _pairings(
    leaf: Leaf, shared: Iterable[str], views: tuple[Perspective, Perspective], names: tuple[Name, Name]
) -> Markup:
    rows = [
        Pairing(leaf.ref(claim).title, leaf.href(claim), _level(views[0], claim), _level(views[1], claim))
        for claim in shared
    ]
    who = (names[0].short, names[1].short)
    return Markup("".join(pairings_svg(rows, who, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _cruxes_between(book: Book, shared: Iterable[str]) -> list[str]:
    """The crux records with a side of which both have spoken."""
    graph = book.kb.graph
    found = dict.fromkeys(link.start for id in shared for link in graph.links_to("side", id))
    return [id for id in found if book.data(id).get("status") != "retired"]


def _parting(leaf: Leaf, gap: Gap, names: tuple[Name, Name], *, drawn: bool) -> Parting:
    return Parting(
        claim=leaf.ref(gap.claim),
        by=leaf.ref(gap.model) if gap.model else None,
        values=(_number(gap.value_a), _number(gap.value_b)),
        stated=(_range(gap.stated_a), _range(gap.stated_b)),
        ranges=(_open(gap.range_a), _open(gap.range_b)),
        rows=tuple(_turning(leaf, row) for row in gap.rows),
        raising=_signed(gap.positive),
        lowering=_signed(gap.negative),
        gap=_signed(gap.difference),
        minimal=tuple(leaf.refs(gap.minimal)),
        smallest=gap.minimal_is_smallest,
        method=gap.method,
        sampled=any(row.standard_error for row in gap.rows),
        assumed=gap.assumed,
        borrowed=tuple(leaf.refs(gap.borrowed)),
        unknown=tuple(leaf.refs(gap.unknown)),
        without_number=tuple(leaf.refs(gap.without_number)),
        picture=_shares(leaf, gap, names) if drawn else Markup(),
    )


def _turning(leaf: Leaf, row: Moves) -> Turning:
    return Turning(
        claim=leaf.ref(row.claim),
        a=words.percent(row.credence_a),
        b=words.percent(row.credence_b),
        share=_signed(row.share),
        share_log_odds=_signed(row.share_log_odds, digits=2),
        closes_a=_part(row.closure_from_a),
        closes_b=_part(row.closure_from_b),
        double_crux=row.double_crux,
    )


def _shares(leaf: Leaf, gap: Gap, names: tuple[Name, Name]) -> Markup:
    if gap.value_a is None or gap.value_b is None or any(row.share is None for row in gap.rows):
        return Markup()
    rows = [
        Share(leaf.ref(row.claim).title, leaf.href(row.claim), row.share or 0.0, row.double_crux, row.standard_error)
        for row in gap.rows
    ]
    values, who = (gap.value_a, gap.value_b), (names[0].short, names[1].short)
    return Markup("".join(shares_svg(rows, values, who, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _number(value: float | None) -> str:
    return _DASH if value is None else words.number(round(value, 6))


def _range(span: tuple[float, float] | None) -> str:
    if span is None:
        return ""
    low, high = (words.number(round(end * 100, 2)) for end in span)
    return f"{low}%" if low == high else f"{low}{_DASH}{high}%"


def _open(span: tuple[float, float]) -> str:
    """A range as numbers; empty where it is one number."""
    return "" if span[1] - span[0] < _ROUNDING else f"{_number(span[0])} to {_number(span[1])}"


def _signed(value: float | None, digits: int = 6) -> str:
    if value is None:
        return _DASH
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return f"{sign}{words.number(abs(round(value, digits)))}"


def _part(value: float | None) -> str:
    """A part of the gap in per cent; below nothing where the gap would widen."""
    if value is None:
        return _DASH
    shown = round(value * 100)
    return f"{shown}%" if shown >= 0 else f"\u2212{abs(shown)}%"
