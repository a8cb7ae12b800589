"""The picture on a claim's page: what it rests on below, what rests on it above.

Two cuts are made. The wide one sets up to five boxes a row, reasons for it on the left and against it on the right. The
narrow one, for phones, stacks full-width boxes along a rail, so that nothing has to be scrolled sideways.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from cruxbase.knowledge_base.base import KnowledgeBase
from cruxbase.pages.pictures.drawing import Box, box_height, box_svg, edge_svg, heads_svg, more_svg
from cruxbase.pages.pictures.marks import EDGES

Address = Callable[[str], str]

MOST = 5
_WIDE = 760
_NARROW = 320
_GAP = 12
_ROOM = 56  # between rows, for the edges
_SHARES = ("supports", "attacks", "requires", "undercuts", "refines")
_STRENGTHS = {"strong": 0, "moderate": 1, "weak": 2}


class Near(NamedTuple):
    """A record beside the centre.

    Attributes:
        id: of the record.
        kind: `supports`, `attacks`, `undercuts` or `requires`.
        step: name of the step between it and the centre; empty for a requirement.
        weight: what orders it among its like, smallest first.
        label: the relation in words.
    """

    id: str
    kind: str
    step: str
    weight: tuple[int, int, str]
    label: str


def grounds_of(kb: KnowledgeBase, id: str) -> list[Near]:
    """What bears on a claim: reasons for, what undercuts them, needs, reasons against; most important first in each."""
    graph = kb.graph
    found: list[Near] = []
    for step in graph.steps_into(id):
        found += [_near(kb, premise, step.kind, step.name, step.strength, step.because) for premise in step.premises]
        found += [
            _near(kb, undercut.start, "undercuts", step.name, "moderate", undercut.because)
            for undercut in graph.undercuts_of(step.name)
        ]
    for undercut in graph.undercuts_of(id):
        found.append(_near(kb, undercut.start, "undercuts", id, "moderate", undercut.because))
    for link in graph.links_from("requires", id):
        found.append(_near(kb, link.end, "requires", "", "strong", link.because))
    for link in graph.links_to("answers", id):
        found.append(_near(kb, link.start, "refines", "", "weak", "answers"))
    for link in graph.links_from("side", id):
        found.append(_near(kb, link.end, "refines", "", "strong", "is a side of this crux"))
    return _once(found)


def conclusions_of(kb: KnowledgeBase, id: str) -> list[Near]:
    """What a claim bears on."""
    graph = kb.graph
    found = [
        _near(kb, step.conclusion, step.kind, step.name, step.strength, step.because) for step in graph.steps_from(id)
    ]
    for undercut in graph.undercuts_by(id):
        step = graph.steps[undercut.step]
        found.append(_near(kb, step.conclusion, "undercuts", step.name, "moderate", undercut.because))
    for link in graph.links_to("requires", id):
        found.append(_near(kb, link.start, "requires", "", "strong", link.because))
    for link in graph.links_from("decides", id):
        found.append(_near(kb, link.end, "requires", "", "strong", "turns on this crux"))
    return _once(found)


def _near(kb: KnowledgeBase, id: str, kind: str, step: str, strength: str, because: str) -> Near:
    leaning = len(kb.graph.dependants(id)) + len(kb.graph.grounds(id))
    return Near(id, kind, step, (_STRENGTHS[strength], -leaning, id), because or EDGES[kind].label)


def _once(found: list[Near]) -> list[Near]:
    kept: dict[tuple[str, str], Near] = {}
    for near in sorted(found, key=lambda near: near.weight):
        kept.setdefault((near.id, near.kind), near)
    order = {"supports": 0, "refines": 1, "requires": 2, "undercuts": 3, "attacks": 4}
    return sorted(kept.values(), key=lambda near: (order[near.kind], near.weight))


def most_important(found: list[Near], most: int) -> tuple[list[Near], int]:
    """The relations of at most `most` records, with a share of each kind, and how many records are left out."""
    every = dict.fromkeys(near.id for near in found)
    queues = [[near.id for near in found if near.kind == kind] for kind in _SHARES]
    chosen: dict[str, None] = {}
    while len(chosen) < min(most, len(every)):
        for queue in queues:
            while queue and queue[0] in chosen:
                queue.pop(0)
            if queue and len(chosen) < most:
                chosen[queue.pop(0)] = None
    return [near for near in found if near.id in chosen], len(every) - len(chosen)


def neighbourhood_svg(kb: KnowledgeBase, id: str, *, wide: bool, link: Address) -> str:
    """The surroundings of a claim as an SVG element; empty where nothing bears on it or leans on it.

    Args:
        kb: the base.
        id: of the claim.
        wide: the wide cut, or the narrow one for phones.
        link: the address of a record's page, by its id.
    """
    below, left_below = most_important(grounds_of(kb, id), MOST)
    above, left_above = most_important(conclusions_of(kb, id), MOST)
    if not below and not above:
        return ""
    title = kb.record(id).title
    counts = [len({near.id for near in row}) + left for row, left in ((below, left_below), (above, left_above))]
    described = f"{counts[0]} records bear on it, it bears on {counts[1]}."
    drawing = _Wide(kb, id, link) if wide else _Narrow(kb, id, link)
    drawing.above(above, left_above)
    drawing.centre()
    drawing.below(below, left_below)
    cut = "wide" if wide else "narrow"
    return (
        f'<svg class="cb-picture cb-{cut}" viewBox="0 0 {drawing.width:g} {drawing.y:g}" role="img" '
        f'aria-label="{escape(title)}" data-search-exclude><desc>{described}</desc>'
        f"{heads_svg()}{''.join(drawing.edges)}{''.join(drawing.boxes)}</svg>"
    )


class _Wide:
    """Rows of boxes from top to bottom: conclusions, the centre, grounds."""

    width = float(_WIDE)
    box_width = (_WIDE - 4 * _GAP) / 5

    def __init__(self, kb: KnowledgeBase, id: str, link: Address) -> None:
        self.kb = kb
        self.id = id
        self.link = link
        self.y = 1.0
        self.boxes: list[str] = []
        self.edges: list[str] = []
        self.conclusions: list[tuple[Near, Box]] = []
        self.middle = Box(0, 0, 0, 0, "", "", "")

    def above(self, row: list[Near], left: int) -> None:
        """Add what the centre bears on; the edges wait for the centre."""
        if left:
            self.boxes.append(more_svg(_WIDE / 2 - 60, self.y, 120, left, "#bears-on"))
            self.y += 30
        if row:
            self.conclusions = self._boxes(row, at_bottom=True)
            self.y += _ROOM

    def centre(self) -> None:
        """Add the claim itself, and the edges to what it bears on."""
        view = self.kb.record(self.id)
        width = 2 * self.box_width + _GAP
        height = box_height(view.title, width, 4)
        self.middle = Box((_WIDE - width) / 2, self.y, width, height, view.type, view.title, "")
        self.boxes.append(box_svg(self.middle, centre=True, most=4))
        for number, (near, box) in enumerate(self.conclusions):
            ends = ((self._spread(number, len(self.conclusions)), self.y), (box.middle, box.y + box.height))
            self._edge(near, *ends)
        self.y += height + 1

    def below(self, row: list[Near], left: int) -> None:
        """Add what bears on the centre, and the edges from it; an undercut ends on the step it hits."""
        if row:
            self.y += _ROOM
            placed = self._boxes(row, at_bottom=False)
            bottom = self.middle.y + self.middle.height
            steps: dict[str, tuple[float, float]] = {}
            ends = [(self._spread(number, len(placed)), bottom) for number in range(len(placed))]
            for (near, box), end in zip(placed, ends, strict=True):
                if near.kind != "undercuts":
                    steps.setdefault(near.step, _halfway((box.middle, box.y), end))
                    self._edge(near, (box.middle, box.y), end)
            for (near, box), end in zip(placed, ends, strict=True):
                if near.kind == "undercuts":
                    self._edge(near, (box.middle, box.y), steps.get(near.step, end))
        if left:
            self.boxes.append(more_svg(_WIDE / 2 - 60, self.y + 8, 120, left, "#reasons"))
            self.y += 32
        self.y += 1

    def _boxes(self, row: list[Near], *, at_bottom: bool) -> list[tuple[Near, Box]]:
        ids = list(dict.fromkeys(near.id for near in row))
        heights = {id: box_height(self.kb.record(id).title, self.box_width, 5) for id in ids}
        tallest = max(heights.values())
        x = (_WIDE - len(ids) * self.box_width - (len(ids) - 1) * _GAP) / 2
        boxes = {}
        for id in ids:
            view = self.kb.record(id)
            y = self.y + (tallest - heights[id] if at_bottom else 0)
            boxes[id] = Box(x, y, self.box_width, heights[id], view.type, view.title, self.link(id))
            self.boxes.append(box_svg(boxes[id]))
            x += self.box_width + _GAP
        self.y += tallest
        return [(near, boxes[near.id]) for near in row]

    def _spread(self, number: int, count: int) -> float:
        """Where along the centre's edge the line of one of `count` relations ends."""
        share = self.middle.width * 0.8
        return self.middle.middle - share / 2 + share * (number + 0.5) / count

    def _edge(self, near: Near, start: tuple[float, float], end: tuple[float, float]) -> None:
        # A requirement is drawn from what needs to what is needed; it is the only relation that runs downwards.
        if near.kind == "requires":
            start, end = end, start
        self.edges.append(edge_svg(near.kind, _curve(start, end), near.label))


class _Narrow(_Wide):
    """Full-width boxes, joined to the centre by rails along the left margin."""

    width = float(_NARROW)
    rail = 24.0
    indent = 34.0

    def above(self, row: list[Near], left: int) -> None:
        if left:
            self.boxes.append(more_svg(self.indent, self.y, 110, left, "#bears-on"))
            self.y += 22 + _GAP
        self.conclusions = self._stacked(row)
        self.y += _GAP if row else 0

    def centre(self) -> None:
        view = self.kb.record(self.id)
        height = box_height(view.title, _NARROW - 2, 4)
        self.middle = Box(1, self.y, _NARROW - 2, height, view.type, view.title, "")
        self.boxes.append(box_svg(self.middle, centre=True, most=4))
        rails = self._rails([near for near, _ in self.conclusions][::-1])
        for near, box in self.conclusions:
            if (near.id, near.kind) in rails:
                self._elbow(near, box, rails[near.id, near.kind], self.middle.y, to_centre=False)
        self.y += height + _GAP

    def below(self, row: list[Near], left: int) -> None:
        placed = self._stacked(_undercuts_first(row))
        rails = self._rails([near for near, _ in placed if near.kind != "undercuts"])
        steps = {near.step: rails[near.id, near.kind] for near, _ in placed if near.kind != "undercuts"}
        for near, box in placed:
            if near.kind == "undercuts":
                # Its box stands above that of the step it hits, so that the step's rail passes by.
                x, y = steps.get(near.step, self.rail), _level(box)
                self.edges.append(edge_svg("undercuts", f"M{box.x:g} {y:g}H{x:g}", near.label))
            else:
                bottom = self.middle.y + self.middle.height
                self._elbow(near, box, rails[near.id, near.kind], bottom, to_centre=True)
        if left:
            self.boxes.append(more_svg(self.indent, self.y + _GAP, 110, left, "#reasons"))
            self.y += 22 + _GAP
        self.y += 1

    def _stacked(self, row: list[Near]) -> list[tuple[Near, Box]]:
        boxes: dict[str, Box] = {}
        width = _NARROW - self.indent - 1
        for id in dict.fromkeys(near.id for near in row):
            view = self.kb.record(id)
            self.y += _GAP if boxes else 0
            height = box_height(view.title, width, 3)
            boxes[id] = Box(self.indent, self.y, width, height, view.type, view.title, self.link(id))
            self.boxes.append(box_svg(boxes[id], most=3))
            self.y += height
        return [(near, boxes[near.id]) for near in row]

    def _rails(self, row: list[Near]) -> dict[tuple[str, str], float]:
        """A rail for each relation, those that reach farther from the centre nearer to the margin."""
        room = self.rail - 4
        spacing = min(5.0, room / max(len(row) - 1, 1))
        return {(near.id, near.kind): self.rail - spacing * number for number, near in enumerate(row)}

    def _elbow(self, near: Near, box: Box, x: float, end: float, *, to_centre: bool) -> None:
        y = _level(box) + (9 if near.kind == "requires" else 0)
        points = [(box.x, y), (x, y), (x, end)]
        if to_centre == (near.kind == "requires"):
            points.reverse()
        path = "M" + "L".join(f"{round(px, 1):g} {round(py, 1):g}" for px, py in points)
        self.edges.append(edge_svg(near.kind, path, near.label))


def _level(box: Box) -> float:
    return round(box.y + min(box.height / 2, 20), 1)


def _undercuts_first(row: list[Near]) -> list[Near]:
    """The relations with each undercut set before the step it hits."""
    ordered = []
    undercuts = [near for near in row if near.kind == "undercuts"]
    for near in row:
        if near.kind != "undercuts":
            ordered += [undercut for undercut in undercuts if undercut.step == near.step]
            undercuts = [undercut for undercut in undercuts if undercut.step != near.step]
            ordered.append(near)
    return ordered + undercuts


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    bend = (y2 - y1) * 0.5
    numbers = (x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2)
    return "M{:g} {:g}C{:g} {:g} {:g} {:g} {:g} {:g}".format(*(round(n, 1) for n in numbers))


def _halfway(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """The middle of the curve between two points: by symmetry the middle of the points."""
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def legend_svg(kinds: tuple[str, ...] = tuple(EDGES)) -> str:
    """The kinds of edge, each drawn and named."""
    parts = []
    x = 0
    for kind in kinds:
        parts.append(edge_svg(kind, f"M{x + 2} 10H{x + 36}"))
        parts.append(f'<text x="{x + 44}" y="14">{EDGES[kind].label}</text>')
        x += 112
    return f'<svg class="cb-legend" viewBox="0 0 {x} 20" role="img" aria-label="Legend">{heads_svg()}{"".join(parts)}</svg>'
