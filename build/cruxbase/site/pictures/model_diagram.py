"""A model drawn from left to right: what goes in, what follows, what it is for.

On a phone it is drawn from top to bottom instead, as an arc diagram (Wattenberg, *Arc diagrams*, 2002): all boxes in one column in
causal order, and each line an arc beside it, so that a model of any number of ranks fits.

Ranks by longest path, with a place kept in every rank that a line passes; order by barycentres (Sugiyama, Tagawa and Toda,
*Methods for Visual Understanding of Hierarchical System Structures*, 1981); heights by least squares towards the middle of
what each box is joined to, which for boxes in a fixed order is an isotonic regression.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.drawing import LINE_HEIGHT
from cruxbase.site.pictures.lettering import lines

_SIZE = 11.5
_PAD = 5.0
_GAP = 9.0
_THROUGH = 6.0  # the height kept for a line that passes a rank
_MOST = 4
_SWEEPS = 8
_WIDE = 760.0
_NARROW = 320.0
_WIDEST = 210.0
_COLUMN = 216.0  # the width of a box on a phone

Edge = tuple[str, str]
Columns = list[list[str]]


class Quantity(NamedTuple):
    """A box of the diagram.

    Attributes:
        name: of the input or variable.
        label: what readers call it.
        value: its number, or empty.
        role: `input`, `variable` or `output`.
        href: address of the page of the claim it stands for, or empty.
    """

    name: str
    label: str
    value: str
    role: str
    href: str


class _Measures(NamedTuple):
    """How wide everything is."""

    room: float
    box: float
    between: float

    @classmethod
    def of(cls, ranks: int) -> _Measures:
        """The room, shared between boxes and what is between them."""
        room = _WIDE
        between = max(22.0, min(80.0, room * 0.24 / ranks))
        box = min(_WIDEST, (room - 2 - between * (ranks - 1)) / ranks)
        return cls(room, box, (room - 2 - box * ranks) / max(ranks - 1, 1))

    def left(self, rank: int) -> float:
        return round(1 + rank * (self.box + self.between), 1)


def model_svg(quantities: Sequence[Quantity], causes: Mapping[str, Sequence[str]], *, wide: bool) -> str:
    """The diagram as an SVG element; empty where nothing bears on anything.

    Args:
        quantities: the inputs and variables, in the order of the record.
        causes: what each bears on, by name.
        wide: the wide cut, or the narrow one for phones.
    """
    names = [one.name for one in quantities]
    edges = [(start, end) for start in names for end in dict.fromkeys(causes.get(start, ())) if end in names]
    edges = [edge for edge in edges if edge[0] != edge[1]]
    if not edges:
        return ""
    ranks = _ranks(names, edges)
    if not wide:
        return _arcs(quantities, edges, ranks)
    count = max(ranks.values()) + 1
    measures = _Measures.of(count)
    chains = [_chain(edge, ranks) for edge in edges]
    texts = {one.name: lines(one.label, _SIZE, measures.box - 2 * _PAD, _MOST) for one in quantities}
    heights = {one.name: 2 * _PAD + LINE_HEIGHT * (len(texts[one.name]) + bool(one.value)) - 3 for one in quantities}
    columns = _ordered(names, ranks, chains)
    tops = _tops(columns, heights, chains)
    bottom = max(tops[node] + heights.get(node, _THROUGH) for node in tops)
    cut = "wide"
    middles = {node: round(tops[node] + heights.get(node, _THROUGH) / 2, 1) for node in tops}
    parts = [_line(chain, {**ranks, **_ranks_of_places(columns)}, middles, measures, cut) for chain in chains]
    parts += [
        _box(one, (measures.left(ranks[one.name]), tops[one.name], measures.box, heights[one.name]), texts[one.name])
        for one in quantities
    ]
    return (
        f'<svg class="cb-model cb-{cut}" width="{measures.room:g}" viewBox="0 0 {measures.room:g} {bottom + 1:.1f}" '
        f'role="group" aria-label="What bears on what" data-search-exclude><defs><marker id="cb-causes-{cut}" '
        f'class="cb-head cb-e-causes" viewBox="0 0 9 9" refX="9" refY="4.5" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L9 4.5L0 8.5z"/></marker></defs>{"".join(parts)}</svg>'
    )


def _arcs(quantities: Sequence[Quantity], edges: Sequence[Edge], ranks: Mapping[str, int]) -> str:
    """The cut for phones: a column of boxes in causal order, with an arc for each line."""
    middles: dict[str, float] = {}
    parts = []
    at = 1.0
    for one in sorted(quantities, key=lambda one: ranks[one.name]):
        text = lines(one.label, _SIZE, _COLUMN - 2 * _PAD, _MOST)
        height = 2 * _PAD + LINE_HEIGHT * (len(text) + bool(one.value)) - 3
        middles[one.name] = at + height / 2
        parts.append(_box(one, (1.0, round(at, 1), _COLUMN, height), text))
        at += height + _GAP
    edge = 1 + _COLUMN
    arcs = []
    for start, end in edges:
        apart = abs(middles[end] - middles[start]) / at
        reach = edge + 14 + (_NARROW - edge - 18) * min(1.0, apart * 1.6) * 4 / 3
        y1, y2 = round(middles[start], 1), round(middles[end], 1)
        arcs.append(
            f'<path class="cb-edge cb-e-causes" d="M{edge:g} {y1:g}C{reach:.1f} {y1:g} {reach:.1f} {y2:g} {edge:g} {y2:g}" '
            f'marker-end="url(#cb-causes-narrow)"/>'
        )
    return (
        f'<svg class="cb-model cb-narrow" width="{_NARROW:g}" viewBox="0 0 {_NARROW:g} {at:.1f}" role="group" '
        f'aria-label="What bears on what" data-search-exclude><defs><marker id="cb-causes-narrow" '
        f'class="cb-head cb-e-causes" viewBox="0 0 9 9" refX="9" refY="4.5" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L9 4.5L0 8.5z"/></marker></defs>'
        f"{''.join(arcs)}{''.join(parts)}</svg>"
    )


def _ranks(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """How many lines at most lead to each; a line that closes a circle counts for nothing."""
    into: dict[str, list[str]] = {name: [] for name in names}
    for start, end in edges:
        into[end].append(start)
    found: dict[str, int] = {}

    def rank(name: str, below: tuple[str, ...]) -> int:
        if name not in found:
            before = [rank(other, (*below, name)) for other in into[name] if other not in (*below, name)]
            found[name] = 1 + max(before, default=-1)
        return found[name]

    for name in names:
        rank(name, ())
    return found


def _chain(edge: Edge, ranks: Mapping[str, int]) -> tuple[str, ...]:
    """The places that a line goes through: its ends, and one in each rank between them."""
    start, end = edge
    between = range(min(ranks[start], ranks[end]) + 1, max(ranks[start], ranks[end]))
    through = [f"{start}\0{end}\0{rank}" for rank in between]
    return (start, *(through if ranks[start] <= ranks[end] else through[::-1]), end)


def _ranks_of_places(columns: Columns) -> dict[str, int]:
    return {node: rank for rank, nodes in enumerate(columns) for node in nodes}


def _ordered(names: Sequence[str], ranks: Mapping[str, int], chains: Sequence[tuple[str, ...]]) -> Columns:
    """The columns in the order with the fewest crossings that sweeping to and fro comes by."""
    columns: Columns = [[] for _ in range(max(ranks.values()) + 1)]
    for name in names:
        columns[ranks[name]].append(name)
    for chain in chains:
        for node in chain[1:-1]:
            columns[int(node.rpartition("\0")[2])].append(node)
    near: dict[str, list[str]] = {}
    for chain in chains:
        for start, end in itertools.pairwise(chain):
            near.setdefault(start, []).append(end)
            near.setdefault(end, []).append(start)
    best, fewest = [list(column) for column in columns], _crossings(columns, chains)
    for sweep in range(_SWEEPS):
        order = range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1)
        for rank in order:
            beside = {node: place for place, node in enumerate(columns[rank - 1 if sweep % 2 == 0 else rank + 1])}
            keys = {}
            for place, node in enumerate(columns[rank]):
                places = [beside[other] for other in near.get(node, ()) if other in beside]
                keys[node] = sum(places) / len(places) if places else float(place)
            columns[rank].sort(key=keys.__getitem__)
        crossings = _crossings(columns, chains)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _crossings(columns: Columns, chains: Sequence[tuple[str, ...]]) -> int:
    place = {node: number for nodes in columns for number, node in enumerate(nodes)}
    rank = _ranks_of_places(columns)
    spans: dict[int, list[tuple[int, int]]] = {}
    for chain in chains:
        for a, b in itertools.pairwise(chain):
            first, second = sorted((a, b), key=rank.__getitem__)
            spans.setdefault(rank[first], []).append((place[first], place[second]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for found in spans.values()
        for one, other in itertools.combinations(found, 2)
    )


def _tops(columns: Columns, heights: Mapping[str, float], chains: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """The upper edge of each box and place, drawn towards the middle of what it is joined to."""
    tall = {node: heights.get(node, _THROUGH) for nodes in columns for node in nodes}
    near: dict[str, list[str]] = {node: [] for node in tall}
    for chain in chains:
        for a, b in itertools.pairwise(chain):
            near[a].append(b)
            near[b].append(a)
    middle: dict[str, float] = {}
    for nodes in columns:
        at = -sum(tall[node] + _GAP for node in nodes) / 2
        for node in nodes:
            middle[node] = at + tall[node] / 2
            at += tall[node] + _GAP
    for nodes in (*columns[1:], *columns[::-1], *columns[1:], *columns[::-1]):
        offsets = list(itertools.accumulate((tall[node] + _GAP for node in nodes), initial=0.0))
        wanted = []
        for node, offset in zip(nodes, offsets, strict=False):
            beside = [middle[other] for other in near[node]] or [middle[node]]
            wanted.append(sum(beside) / len(beside) - tall[node] / 2 - offset)
        for node, offset, top in zip(nodes, offsets, _isotonic(wanted), strict=False):
            middle[node] = top + offset + tall[node] / 2
    first = min(middle[node] - tall[node] / 2 for node in middle)
    return {node: round(middle[node] - tall[node] / 2 - first + 1, 1) for node in middle}


def _isotonic(wanted: Sequence[float]) -> Iterator[float]:
    """The nearest numbers in rising order, by least squares: neighbours that fall are pooled.

    >>> list(_isotonic([1.0, 3.0, 1.0, 5.0]))
    [1.0, 2.0, 2.0, 5.0]
    """
    pools: list[tuple[float, int]] = []
    for value in wanted:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, some), (high, more) = pools[-2:]
            pools[-2:] = [((low * some + high * more) / (some + more), some + more)]
    for value, count in pools:
        yield from itertools.repeat(value, count)


def _line(
    chain: tuple[str, ...], ranks: Mapping[str, int], middles: Mapping[str, float], measures: _Measures, cut: str
) -> str:
    """A line from the right edge of its start to the left edge of its end, level where it passes a rank."""
    forward = ranks[chain[0]] < ranks[chain[-1]]
    if not forward:
        return _back(chain, ranks, middles, measures, cut)
    path = f"M{measures.left(ranks[chain[0]]) + measures.box:.1f} {middles[chain[0]]:g}"
    for a, b in itertools.pairwise(chain):
        x1 = measures.left(ranks[a]) + measures.box
        x2 = measures.left(ranks[b])
        bend = (x2 - x1) / 2
        path += f"C{x1 + bend:.1f} {middles[a]:g} {x2 - bend:.1f} {middles[b]:g} {x2:.1f} {middles[b]:g}"
        if b != chain[-1]:
            path += f"H{x2 + measures.box:.1f}"
    return f'<path class="cb-edge cb-e-causes" d="{path}" marker-end="url(#cb-causes-{cut})"/>'


def _back(
    chain: tuple[str, ...], ranks: Mapping[str, int], middles: Mapping[str, float], measures: _Measures, cut: str
) -> str:
    """A line that closes a circle: out on the left of its start, into its end from the right."""
    x1, x2 = measures.left(ranks[chain[0]]), measures.left(ranks[chain[-1]]) + measures.box
    y1, y2 = middles[chain[0]], middles[chain[-1]]
    path = f"M{x1:g} {y1:g}C{x1 - 30:.1f} {y1:g} {x2 + 30:.1f} {y2:g} {x2:.1f} {y2:g}"
    return f'<path class="cb-edge cb-e-causes" d="{path}" marker-end="url(#cb-causes-{cut})"/>'


def _box(one: Quantity, place: tuple[float, float, float, float], text: Sequence[str]) -> str:
    x, y, across, height = (round(number, 1) for number in place)
    radius = 12 if one.role == "input" else 3
    parts = [f"<title>{escape(one.label)}</title>"]
    parts.append(f'<rect x="{x:g}" y="{y:g}" width="{across:g}" height="{height:g}" rx="{radius}"/>')
    baseline = y + _PAD + 9
    for line in text:
        parts.append(f'<text x="{x + _PAD:g}" y="{baseline:g}">{escape(line)}</text>')
        baseline = round(baseline + LINE_HEIGHT, 1)
    if one.value:
        parts.append(f'<text class="cb-value" x="{x + _PAD:g}" y="{baseline:g}">{escape(one.value)}</text>')
    kind = f"cb-quantity cb-quantity--{one.role}"
    if one.href:
        return f'<a class="{kind}" href="{escape(one.href)}">{"".join(parts)}</a>'
    return f'<g class="{kind}">{"".join(parts)}</g>'
