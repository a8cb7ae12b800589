"""The page of two views side by side: what both claim, where they part, and what the parting turns on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.pairs import Pair, pair_address
from cruxbase.pages.pictures import Level, Pairing, Share, pairings_svg, shares_svg
from cruxbase.pages.shell import Page

if TYPE_CHECKING:
    from cruxbase.knowledge_base.comparisons import Comparison, SharedClaim, SharedConclusion
    from cruxbase.knowledge_base.crux_tables import CruxRow, CruxTable
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
    separated: bool


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
    double: tuple[Ref, ...]
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
    names = (_name(leaf, pair[0]), _name(leaf, pair[1]))
    compared = book.kb.compare(*pair)
    views = (book.perspective(pair[0]), book.perspective(pair[1]))
    shared = [_both_say(leaf, row, views, agreed=row in compared.agreements) for row in compared.shared]
    ordered = compared.conclusions
    title = f"{names[0].short} and {names[1].short}"
    values: dict[str, Any] = {
        "pair": pair,
        "names": names,
        "title": title,
        "shared": shared,
        "picture": _pairings(leaf, compared, views, names),
        "apart": compared.mean_difference,
        "partings": [_parting(leaf, one, pair, names, drawn=number < _DRAWN) for number, one in enumerate(ordered)],
        "double": leaf.refs(claim.id for claim in compared.double_cruxes),
        "cruxes": leaf.refs(_cruxes_between(book, compared)),
        "only": [leaf.refs(claim.id for claim in compared.only_a), leaf.refs(claim.id for claim in compared.only_b)],
    }
    page = Page(
        path=pair_address(pair),
        title=title,
        description=f"What {title} both claim, where they part, and what the parting turns on.",
        body=leaf.written("pair.html", **values),
        section="cruxes/",
    )
    return page, leaf


def _name(leaf: Leaf, id: str) -> Name:
    ref = leaf.ref(id)
    holders = leaf.book.kb.graph.links_from("holder", id)
    if not holders:
        return Name(ref, ref.title, str(leaf.book.data(id).get("date", "")))
    date = str(leaf.book.data(id)["date"])
    return Name(ref, f"{_NOTE.sub('', leaf.ref(holders[0].end).title)} {date[:4]}", date)


def _both_say(leaf: Leaf, row: SharedClaim, views: tuple[Perspective, Perspective], *, agreed: bool) -> BothSay:
    a, b = (_said(view, row.claim.id) for view in views)
    return BothSay(leaf.ref(row.claim.id), a, b, round(abs(row.difference) * 100), agreed)


def _said(view: Perspective, claim: str) -> str:
    if claim in view.credences:
        return words.credence(view.credences[claim])
    return words.STANCE[view.stances[claim]] if claim in view.stances else _DASH


def _level(view: Perspective, claim: str) -> Level:
    low, high = view.range_of(claim) or (0.0, 1.0)
    mid = view.number_for(claim)
    return Level(low, (low + high) / 2 if mid is None else mid, high, claim in view.credences)


def _pairings(
    leaf: Leaf, compared: Comparison, views: tuple[Perspective, Perspective], names: tuple[Name, Name]
) -> Markup:
    rows = [
        Pairing(
            leaf.ref(row.claim.id).title,
            leaf.href(row.claim.id),
            _level(views[0], row.claim.id),
            _level(views[1], row.claim.id),
        )
        for row in compared.shared
    ]
    who = (names[0].short, names[1].short)
    return Markup("".join(pairings_svg(rows, who, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _cruxes_between(book: Book, compared: Comparison) -> list[str]:
    """The crux records with a side of which both have spoken."""
    graph = book.kb.graph
    spoken = [row.claim.id for row in compared.shared]
    found = dict.fromkeys(link.start for id in spoken for link in graph.links_to("side", id))
    return [id for id in found if book.data(id).get("status") != "retired"]


def _parting(leaf: Leaf, found: SharedConclusion, pair: Pair, names: tuple[Name, Name], *, drawn: bool) -> Parting:
    table: CruxTable = leaf.book.kb.cruxes(found.claim.id, between=pair)
    basis = table.basis
    return Parting(
        claim=leaf.ref(found.claim.id),
        by=leaf.ref(basis.model) if basis.model else None,
        values=(_number(table.value_a), _number(table.value_b)),
        stated=(_range(table.stated_a), _range(table.stated_b)),
        ranges=(_open(table.range_a), _open(table.range_b)),
        rows=tuple(_turning(leaf, row) for row in table.rows),
        raising=_signed(table.positive),
        lowering=_signed(table.negative),
        gap=_signed(table.difference),
        double=tuple(leaf.refs(claim.id for claim in table.double_cruxes)),
        minimal=tuple(leaf.refs(claim.id for claim in table.minimal)),
        smallest=table.minimal_is_smallest,
        method=table.method,
        sampled=table.seed is not None and any(row.standard_error for row in table.rows),
        assumed=len(basis.assumed),
        borrowed=tuple(leaf.refs(basis.borrowed)),
        unknown=tuple(leaf.refs(basis.unknown)),
        without_number=tuple(leaf.refs(basis.without_number)),
        picture=_shares(leaf, table, names) if drawn else Markup(),
    )


def _turning(leaf: Leaf, row: CruxRow) -> Turning:
    return Turning(
        claim=leaf.ref(row.claim.id),
        a=words.percent(row.credence_a),
        b=words.percent(row.credence_b),
        share=_signed(row.share),
        share_log_odds=_signed(row.share_log_odds, digits=2),
        closes_a=_part(row.closure_from_a),
        closes_b=_part(row.closure_from_b),
        double_crux=row.double_crux,
        separated=row.separated,
    )


def _shares(leaf: Leaf, table: CruxTable, names: tuple[Name, Name]) -> Markup:
    if table.value_a is None or table.value_b is None or any(row.share is None for row in table.rows):
        return Markup()
    rows = [
        Share(
            leaf.ref(row.claim.id).title, leaf.href(row.claim.id), row.share or 0.0, row.double_crux, row.standard_error
        )
        for row in table.rows
    ]
    values, who = (table.value_a, table.value_b), (names[0].short, names[1].short)
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
