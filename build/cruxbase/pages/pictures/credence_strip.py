"""Who believes a claim, how much: dots with intervals on a line from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from cruxbase.knowledge_base.views import BeliefView
from cruxbase.pages.pictures.lettering import lines

_ROW = 26
_LEFT = 190
_WIDTH = 520
_TOP = 22
_STANCES = {"holds": "holds it", "rejects": "rejects it", "suspends": "withholds judgement"}


def credence_strip_svg(beliefs: Sequence[BeliefView], *, link: Callable[[str], str]) -> str:
    """The beliefs in one claim as an SVG element; empty where there are none.

    A filled dot is a stated credence, a hollow one an editor's reading of the wording; the bar is the interval. A
    stance without a number is written out and has no dot: a number that nobody gave is not drawn.
    """
    if not beliefs:
        return ""
    height = _TOP + _ROW * len(beliefs) + 4
    axis = _WIDTH - _LEFT - 24
    parts = []
    for tenth in (0, 25, 50, 75, 100):
        x = _LEFT + axis * tenth / 100
        parts.append(f'<path class="cb-grid" d="M{x:g} {_TOP - 4}V{height - 4}"/>')
        parts.append(f'<text class="cb-tick" x="{x:g}" y="{_TOP - 9}" text-anchor="middle">{tenth}%</text>')
    for number, belief in enumerate(beliefs):
        parts.append(_row(belief, _TOP + _ROW * number + _ROW / 2, axis, link))
    return (
        f'<svg class="cb-strip" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Who believes it, how much" '
        f"data-search-exclude>{''.join(parts)}</svg>"
    )


def _row(belief: BeliefView, y: float, axis: float, link: Callable[[str], str]) -> str:
    viewpoint = belief.viewpoint
    holder = viewpoint.holder.title if viewpoint.holder is not None else viewpoint.title
    name = lines(holder, 12, _LEFT - 60, 1)[0]
    label = (
        f'<a href="{escape(link(viewpoint.id))}"><title>{escape(viewpoint.title)}</title>'
        f'<text class="cb-name" x="0" y="{y + 4:g}">{escape(name)} '
        f'<tspan class="cb-date">{escape(belief.date)}</tspan></text></a>'
    )
    credence = belief.credence
    if credence is None:
        words = _STANCES[belief.stance]
        return f'{label}<text class="cb-said" x="{_LEFT + 6}" y="{y + 4:g}">{words}, no number given</text>'
    low, mid, high = (round(_LEFT + axis * share, 1) for share in credence[:3])
    how = "stated" if belief.entry.basis == "stated" else "hollow"
    said = f"{credence.written} ({belief.entry.basis})"
    bar = f'<path class="cb-bar" d="M{low:g} {y:g}H{high:g}"/>' if low != high else ""
    dot = f'<circle class="cb-dot cb-{how}" cx="{mid:g}" cy="{y:g}" r="4.5"><title>{escape(said)}</title></circle>'
    return label + bar + dot
