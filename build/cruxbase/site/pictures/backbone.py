"""The leading records of a topic as one picture: a tree of conclusions, each above what bears on it.

A record stands once, below the first conclusion that it bears on. What bears on a conclusion in one way hangs from one
line: first the reasons for it, then its cruxes and answers, then the reasons against it. No line of the tree crosses another
or a title. What a record bears on besides is said in it by numbers and, where there is room, drawn along the right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from cruxbase.site.pictures.drawing import LINE_HEIGHT, TITLE_SIZE, edge_svg, joint_svg, with_own_heads
from cruxbase.site.pictures.lettering import lines

_PAD = 7.0
_GAP = 10.0
_HEAD = 14.0  # between a box and the nearest line along the right: room for a head
_TRACK = 9.0  # between two of those
_MOST_LINES = 9
_ORDER = ("supports", "refines", "requires", "attacks", "undercuts")
_CROSSING = ("supports", "attacks")
_ALSO = {
    "supports": "for",
    "attacks": "against",
    "refines": "answers",
    "requires": "decides",
    "undercuts": "undercuts a step from",
}


class Item(NamedTuple):
    """A record of the picture.

    Attributes:
        id: of the record.
        kind: its type.
        title: its title.
        href: address of its page.
    """

    id: str
    kind: str
    title: str
    href: str


class Bond(NamedTuple):
    """How one record of the picture bears on another.

    Attributes:
        start: what bears on it; of a requirement what is required.
        end: the conclusion; of an undercut the premise of the step that it hits.
        kind: `supports`, `attacks`, `refines`, `requires` or `undercuts`.
        step: name of the step, or empty; of an undercut the step that it hits.
        label: why, in words.
    """

    start: str
    end: str
    kind: str
    step: str
    label: str


class Placed(NamedTuple):
    """Where a record stands in the tree.

    Attributes:
        depth: how far below the top.
        bond: how it bears on the record that it hangs from; None at the top.
    """

    depth: int
    bond: Bond | None


class _Cut(NamedTuple):
    room: float
    indent: float
    crossing: bool


_WIDE, _NARROW = _Cut(760.0, 34.0, crossing=True), _Cut(320.0, 24.0, crossing=False)


class _Row(NamedTuple):
    number: int
    item: Item
    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)

    @property
    def right(self) -> float:
        return round(self.x + self.width, 1)


def tree(ids: Sequence[str], bonds: Sequence[Bond]) -> dict[str, Placed]:
    """Where each record stands, in the order of the picture: a conclusion, then what bears on it.

    An undercut hangs from the premise of the step that it hits where that premise itself hangs by this step.

    Args:
        ids: of the records, in their preferred order.
        bonds: between them.
    """
    below: dict[str, list[Bond]] = defaultdict(list)
    for bond in sorted(bonds, key=lambda bond: _ORDER.index(bond.kind)):
        below[bond.end].append(bond)
    bound = {bond.start for bond in bonds}
    by: dict[str, Bond | None] = {}
    for top in (*(id for id in ids if id not in bound), *ids):  # those on a circle have no top
        if top in by:
            continue
        by[top] = None
        row = [top]
        while row:  # a row of the tree after another, so that each record hangs as near to the top as it can
            hanging = [bond for id in row for bond in below[id]]
            row = []
            for bond in hanging:
                if bond.start not in by and (bond.kind != "undercuts" or _hits(by[bond.end], bond)):
                    by[bond.start] = bond
                    row.append(bond.start)
    return _in_order(by, below)


def _in_order(by: Mapping[str, Bond | None], below: Mapping[str, list[Bond]]) -> dict[str, Placed]:
    placed: dict[str, Placed] = {}
    waiting = [(id, 0) for id, bond in reversed(list(by.items())) if bond is None]
    while waiting:
        id, depth = waiting.pop()
        placed[id] = Placed(depth, by[id])
        waiting += (
            [(bond.start, depth + 1) for bond in reversed(below[id]) if by[bond.start] is bond] if id in below else []
        )
    return placed


def _hits(by: Bond | None, undercut: Bond) -> bool:
    return by is not None and by.step == undercut.step


def backbone_svg(items: Sequence[Item], bonds: Sequence[Bond], topic: str, *, wide: bool) -> str:
    """The picture as an SVG element.

    Args:
        items: the records, in their preferred order.
        bonds: between them.
        topic: title of the topic.
        wide: the wide cut, or the narrow one for phones.
    """
    cut = _WIDE if wide else _NARROW
    placed = tree([item.id for item in items], bonds)
    hanging = {place.bond for place in placed.values()}
    others = [bond for bond in bonds if bond not in hanging]
    rails = _rails(bond for bond in others if cut.crossing and bond.kind in _CROSSING)
    by_id = {item.id: item for item in items}
    rows = _rows(by_id, placed, others, cut, len(rails))
    rows = _rows(by_id, placed, others, cut, max(_tracks(rails, rows), default=-1) + 1)
    edges = [*_hung(rows, placed), *_crossings(rails, rows)]
    last = list(rows.values())[-1]
    name = f"backbone-{'wide' if wide else 'narrow'}"
    counted = ", ".join(f"{sum(bond.kind == kind for bond in bonds)} {words}" for kind, words in _COUNTED)
    return (
        f'<svg class="cb-picture cb-backbone cb-{"wide" if wide else "narrow"}" '
        f'viewBox="0 0 {cut.room:g} {last.y + last.height + 2:g}" role="group" '
        f'aria-labelledby="{name}-title {name}-desc" data-search-exclude>'
        f'<title id="{name}-title">The backbone of {escape(topic)}</title>'
        f'<desc id="{name}-desc">{len(rows)} records, each conclusion above what bears on it: {counted}. '
        f"The list below says the same.</desc>"
        f"{with_own_heads(''.join(edges), name)}{''.join(map(_box, rows.values()))}</svg>"
    )


_COUNTED = (("supports", "for"), ("attacks", "against"), ("undercuts", "against a step"))


def _rows(
    by_id: Mapping[str, Item], placed: Mapping[str, Placed], others: Iterable[Bond], cut: _Cut, tracks: int
) -> dict[str, _Row]:
    number = {id: place for place, id in enumerate(placed, 1)}
    besides: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for bond in others:
        besides[bond.start][_ALSO[bond.kind]].append(number[bond.end])
    right = 2 + (_HEAD + tracks * _TRACK if tracks else 0)
    deepest = max(place.depth for place in placed.values())
    indent = min(cut.indent, (cut.room - right) * 0.4 / max(deepest, 1))
    rows, y = {}, 2.0
    for id, place in placed.items():
        x = 2 + place.depth * indent
        room = cut.room - right - x
        title = tuple(lines(_words(number[id], by_id[id]), TITLE_SIZE, room - 2 * _PAD, _MOST_LINES))
        said = "; ".join(f"{word} {_listed(sorted(set(numbers)))}" for word, numbers in besides[id].items())
        also = tuple(lines(f"also {said}", TITLE_SIZE, room - 2 * _PAD, _MOST_LINES)) if said else ()
        height = max(2 * _PAD + LINE_HEIGHT * (len(title) + len(also)) - 3, 28.0)
        rows[id] = _Row(number[id], by_id[id], x, y, room, height, title, also)
        y += height + _GAP
    return rows


def _listed(numbers: Sequence[int]) -> str:
    return " and ".join(filter(None, (", ".join(map(str, numbers[:-1])), str(numbers[-1]))))


def _words(number: int, item: Item) -> str:
    return f"{number} {item.title}" if item.kind == "claim" else f"{number} {item.kind}: {item.title}"


def _box(row: _Row) -> str:
    item, (x, y, wide, high) = row.item, (round(n, 1) for n in row[2:6])
    radius = 12 if item.kind in ("hypothesis", "prediction", "question") else 3
    top = y + (high - LINE_HEIGHT * (len(row.title) + len(row.also))) / 2 + LINE_HEIGHT - 4
    texts = []
    for place, line in enumerate((*row.title, *row.also)):
        quiet, rest = ("", line) if place else _parted(line, row)
        words = f'<tspan class="cb-type">{escape(quiet)}</tspan>{escape(rest)}' if quiet else escape(rest)
        kind = ' class="cb-type"' if place >= len(row.title) else ""
        texts.append(f'<text{kind} x="{x + _PAD:g}" y="{top + LINE_HEIGHT * place:.1f}">{words}</text>')
    return (
        f'<a class="cb-box cb-{escape(item.kind)}" href="{escape(item.href)}"><title>{escape(item.title)}</title>'
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{radius}"/>{"".join(texts)}</a>'
    )


def _parted(line: str, row: _Row) -> tuple[str, str]:
    """The number and type before a title, and the rest of its first line."""
    head = f"{row.number} " if row.item.kind == "claim" else f"{row.number} {row.item.kind}: "
    return (head, line[len(head) :]) if line.startswith(head) else ("", line)


def _hung(rows: Mapping[str, _Row], placed: Mapping[str, Placed]) -> Iterator[str]:
    """The lines of the tree: from each record to the line that leads up to its conclusion."""
    groups: dict[tuple[str, str], list[Bond]] = defaultdict(list)
    for place in placed.values():
        if place.bond is not None:
            groups[place.bond.end, place.bond.kind].append(place.bond)
    for (end, kind), bonds in groups.items():
        if kind == "undercuts":
            yield from (_undercut(rows, bond, number) for number, bond in enumerate(bonds))
            continue
        kinds = [other for other in _ORDER if (end, other) in groups and other != "undercuts"]
        left, first = rows[end].x, rows[bonds[0].start].x
        free = first - left - 10
        x = round(left + 5 + free * (len(kinds) - kinds.index(kind)) / (len(kinds) + 0.6), 1)
        yield from _line_up(rows, bonds, x)


def _line_up(rows: Mapping[str, _Row], bonds: Sequence[Bond], x: float) -> Iterator[str]:
    kind, top = bonds[0].kind, round(rows[bonds[0].end].y + rows[bonds[0].end].height, 1)
    for bond in bonds:
        row = rows[bond.start]
        if kind == "requires":  # drawn from what needs to what is needed, as everywhere
            yield edge_svg(kind, f"M{x:g} {row.middle:g}H{row.x:g}", bond.label)
        else:
            yield edge_svg(kind, f"M{row.x:g} {row.middle:g}H{x:g}", bond.label, head=False)
    bottom = rows[bonds[-1].start].middle
    if kind == "requires":
        yield edge_svg(kind, f"M{x:g} {top:g}V{bottom:g}", head=False)
    else:
        yield edge_svg(kind, f"M{x:g} {bottom:g}V{top:g}")


def _undercut(rows: Mapping[str, _Row], bond: Bond, number: int) -> str:
    """From what undercuts a step up to the branch of the step's premise, left of that premise."""
    row, hit = rows[bond.start], rows[bond.end]
    x = round(hit.x - 4.5 - 3 * min(number, 1), 1)
    return edge_svg("undercuts", f"M{row.x:g} {row.middle:g}H{x:g}V{hit.middle:g}", bond.label)


_Rails = list[tuple[tuple[str, str], list[Bond]]]


def _rails(bonds: Iterable[Bond]) -> _Rails:
    """What is drawn along the right: a line for all that bears on one record in one way."""
    groups: dict[tuple[str, str], list[Bond]] = defaultdict(list)
    for bond in bonds:
        groups[bond.kind, bond.end].append(bond)
    return list(groups.items())


def _tracks(rails: _Rails, rows: Mapping[str, _Row]) -> list[int]:
    """The place of each line along the right, so that no two touch; the shorter are nearer to the boxes."""
    spans = [sorted(rows[end].middle for bond in bonds for end in (bond.start, bond.end)) for _, bonds in rails]
    taken: list[list[tuple[float, float]]] = []
    tracks = [0] * len(rails)
    for number in sorted(range(len(rails)), key=lambda number: spans[number][-1] - spans[number][0]):
        low, high = spans[number][0], spans[number][-1]
        free = (n for n, others in enumerate(taken) if all(high + 11 < a or b + 11 < low for a, b in others))
        tracks[number] = next(free, len(taken))
        if tracks[number] == len(taken):
            taken.append([])
        taken[tracks[number]].append((low, high))
    return tracks


def _crossings(rails: _Rails, rows: Mapping[str, _Row]) -> Iterator[str]:
    for ((kind, end), bonds), track in zip(rails, _tracks(rails, rows), strict=True):
        at = rows[end]
        x, y = round(at.right + _HEAD + track * _TRACK, 1), round(at.middle + (-5 if kind == "attacks" else 5), 1)
        middles = [rows[bond.start].middle for bond in bonds]
        for bond, middle in zip(bonds, middles, strict=True):
            yield edge_svg(kind, f"M{rows[bond.start].right:g} {middle:g}H{x:g}", bond.label, head=False)
            yield joint_svg(kind, x, middle) if len(bonds) > 1 else ""
        yield edge_svg(kind, f"M{x:g} {min(y, *middles):g}V{max(y, *middles):g}", head=False)
        yield edge_svg(kind, f"M{x:g} {y:g}H{at.right:g}")
