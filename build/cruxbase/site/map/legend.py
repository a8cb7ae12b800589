"""What the marks of the map mean, as a list that breaks where the page is narrow."""

from __future__ import annotations

from functools import lru_cache

from cruxbase.site.pictures.drawing import edge_svg, heads_svg
from cruxbase.site.pictures.marks import EDGES

_DOTS = (
    ('<circle class="cb-d" cx="8" cy="7" r="5"/>', "claim; the larger, the more it bears on"),
    ('<path class="cb-d-crux" d="M8 .5l6.5 6.5l-6.5 6.5l-6.5 -6.5z"/>', "crux"),
    ('<circle class="cb-d cb-d-question" cx="8" cy="7" r="4.5"/>', "question or definition"),
)


def legend_html(*, dots: bool = False, drawn: str | None = None) -> str:
    """The kinds of edge, each drawn and named, with the heads that pictures on the same page refer to.

    Args:
        dots: whether to say also what the marks of the overview mean.
        drawn: the pictures that it is for, of which it has only the kinds that are drawn; None for all kinds.
    """
    return _legend(tuple(kind for kind in EDGES if drawn is None or f'"cb-edge cb-e-{kind}"' in drawn), dots)


@lru_cache(maxsize=64)
def _legend(kinds: tuple[str, ...], dots: bool) -> str:
    items = [_item(edge_svg(kind, "M1 7H34"), 40, EDGES[kind].label) for kind in kinds]
    items += [_item(drawing, 16, label) for drawing, label in _DOTS if dots]
    heads = f'<svg class="cb-heads" width="0" height="0" aria-hidden="true">{heads_svg(kinds=kinds)}</svg>'
    return f'{heads}<ul class="cb-marks" aria-label="Legend" data-search-exclude>{"".join(items)}</ul>'


def _item(drawing: str, width: int, label: str) -> str:
    svg = f'<svg width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true">{drawing}</svg>'
    return f'<li class="cb-mark">{svg}{label}</li>'
