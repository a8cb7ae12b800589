"""Who believes a claim, how much: dots with intervals on a line from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from cruxbase.analysis.entities import Belief
from cruxbase.reasoning.statement import is_bound
from cruxbase.records import Credence
from cruxbase.site import formatting
from cruxbase.site.pictures.axis import Axis, bound_mark
from cruxbase.site.pictures.lettering import lines, width

_TOP = 22
_STANCES = {"holds": "holds it", "rejects": "rejects it", "suspends": "suspends judgement"}
_SIZE = 11.5


WIDE, CARD = 760, 520
"""How wide the wide cut is on a page, and in a card for frames, in user units."""


MOST_ON_CARD = 8
"""Rows of a strip in a card, so that its frame holds the whole card."""


def spread(beliefs: Sequence[Belief], most: int = MOST_ON_CARD) -> Sequence[Belief]:
    """As many of the beliefs as there is room for: of those with a number some from the lowest to the highest, evenly apart.

    Args:
        beliefs: in one claim.
        most: how many there is room for, at least 2.
    """
    if len(beliefs) <= most:
        return beliefs
    ranked = sorted(
        (
            (belief.credence.low + belief.credence.high, n)
            for n, belief in enumerate(beliefs)
            if belief.credence is not None
        )
    )
    taken = {ranked[round(n * (len(ranked) - 1) / (most - 1))][1] for n in range(most)} if ranked else range(most)
    return [beliefs[n] for n in sorted(taken)]


def credence_strip_svg(
    beliefs: Sequence[Belief], *, link: Callable[[str], str], wide: bool = True, room: int = WIDE
) -> str:
    """The beliefs in one claim as an SVG element; empty where there are none.

    A filled dot is a stated credence, a hollow one an editor's reading of the wording. A range or word is a
    bar with a small dot at each end and nothing in the middle, which is nobody's number; a bound on one side has only a
    stroke; and a stance without a number is written out.

    Args:
        beliefs: what is drawn, a row each.
        link: the address of a record's page, by its id.
        wide: names beside the rows, or, for phones, above them.
        room: how wide the wide cut is, in user units.
    """
    if not beliefs:
        return ""
    strip = _Strip(wide, room)
    parts = [strip.row(belief, number, link) for number, belief in enumerate(beliefs)]
    height = _TOP + strip.pitch * len(beliefs) + 4
    cut = "wide" if wide else "narrow"
    return (
        f'<svg class="cb-strip cb-{cut}" viewBox="0 0 {strip.axis.room:g} {height:g}" role="group" '
        f'aria-label="Who believes it, how much" data-search-exclude>{strip.axis.grid(_TOP, height - 4)}{"".join(parts)}</svg>'
    )


def strip_key(beliefs: Sequence[Belief]) -> str:
    """What the marks of such a picture mean, as far as it has them."""
    numbers = [(belief, belief.credence) for belief in beliefs if belief.credence is not None]
    bounds = [credence for _, credence in numbers if is_bound(credence.low, credence.high)]
    dotted = [(belief, credence) for belief, credence in numbers if not is_bound(credence.low, credence.high)]
    kinds = {belief.entry.basis == "stated" for belief, _ in dotted}
    parts = []
    if len(kinds) == 2:
        parts.append("A filled dot was stated, a hollow one is an editor’s reading.")
    elif kinds:
        parts.append("Each dot was stated." if True in kinds else "Each hollow dot is an editor’s reading.")
    if any(not credence.is_exact for _, credence in dotted):
        parts.append("A range has a dot at each end.")
    if bounds:
        parts.append("A stroke is a bound on one side, and the line beside it what that leaves open.")
    return " ".join(parts)


class _Strip:
    """The geometry of one cut."""

    def __init__(self, wide: bool, room: int) -> None:
        self.wide = wide
        self.axis = Axis(left=210, right=room - 20, room=room) if wide else Axis(left=8, right=300, room=320)
        self.pitch = 26 if wide else 40

    def row(self, belief: Belief, number: int, link: Callable[[str], str]) -> str:
        top = _TOP + self.pitch * number
        y = top + self.pitch - 13
        baseline = y + 4 if self.wide else y - 14
        label = self._name(belief, baseline, link)
        credence = belief.credence
        if credence is None:
            words = f"{_STANCES[belief.stance]}, no number given"
            return f'{label}<text class="cb-said" x="{self.axis.left + 6:g}" y="{y + 4:g}">{words}</text>'
        said = f"{formatting.credence(credence)}, {formatting.basis_in_words(belief)}"
        bar = "" if credence.is_exact else self.axis.bar("cb-bar", credence.low, credence.high, y)
        how = "stated" if belief.entry.basis == "stated" else "hollow"
        return f"{label}<g><title>{escape(said)}</title>{bar}{self._ends(credence, how, y)}</g>"

    def _ends(self, credence: Credence, how: str, y: float) -> str:
        """A dot at the number, smaller ones at the ends of a range, a stroke where one end is open."""
        if is_bound(credence.low, credence.high):
            (end,) = [end for end in (credence.low, credence.high) if end not in (0, 1)] or [credence.low]
            return bound_mark(self.axis.x(end), y)
        radius = 4.5 if credence.is_exact else 3
        return "".join(
            f'<circle class="cb-dot cb-{how}" cx="{self.axis.x(end):g}" cy="{y:g}" r="{radius:g}"/>'
            for end in dict.fromkeys((credence.low, credence.high))
        )

    def _name(self, belief: Belief, baseline: float, link: Callable[[str], str]) -> str:
        viewpoint = belief.viewpoint
        title, holder, date = viewpoint.title, viewpoint.holder, viewpoint.date
        named = _Named(title, title if holder is None else holder.title, date, link(viewpoint.id))
        return _name_svg(named, self.axis.left - 12 if self.wide else self.axis.room, self.wide, baseline)


class _Named(NamedTuple):
    """Whose row it is: a viewpoint's title, its holder, its date, and the address of its page."""

    title: str
    holder: str
    date: str
    href: str


@lru_cache(maxsize=8192)  # few viewpoints stand on the first rows of very many strips
def _name_svg(named: _Named, room: float, wide: bool, baseline: float) -> str:
    """The name beside a row or above it, on two lines where one is too short."""
    beside = room - width(f" {named.date}", _SIZE)
    first, *more = lines(named.holder, _SIZE, room, 2) if wide else lines(named.holder, _SIZE, beside, 1)
    date = f'<tspan class="cb-date">{escape(named.date)}</tspan>'
    if not more and width(first, _SIZE) <= beside:
        written = f'<text class="cb-name" x="0" y="{baseline:g}">{escape(first)} {date}</text>'
    else:
        second = f"{escape(lines(more[0], _SIZE, beside, 1)[0])} " if more else ""
        written = (
            f'<text class="cb-name" x="0" y="{baseline - 6:g}">{escape(first)} '
            f'<tspan x="0" dy="12.5">{second}</tspan>{date}</text>'
        )
    return f'<a href="{escape(named.href)}"><title>{escape(named.title)}</title>{written}</a>'
