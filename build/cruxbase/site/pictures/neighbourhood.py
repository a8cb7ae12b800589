"""The picture on a claim's page: what it rests on below, what rests on it above.

Two cuts are made. The wide one sets up to five boxes a row, reasons for it on the left and against it on the right. The
narrow one, for phones, stacks full-width boxes along rails, so that nothing has to be scrolled sideways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from cruxbase.graph import ArgumentGraph
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.site.pictures.drawing import Box, box_height, box_svg, edge_svg, joint_svg, more_svg, with_own_heads
from cruxbase.site.pictures.relations import Near, conclusions_of, grounds_of, most_important
from cruxbase.support.memoized import memoized_by_graph

Address = Callable[[str], str]
Point = tuple[float, float]

MOST = 5
_WIDE = 760
_NARROW = 320
_GAP = 12
_ROOM = 60  # between rows, for the edges
_HIT = 20  # between a premise and its conclusion below each other, for the undercut that hits the step
_INSET = 16
_PORT = 14  # between the ends of lines on one box


def neighbourhood_svgs(kb: KnowledgeBase, id: str, link: Address) -> tuple[str, str] | None:
    """The surroundings of a claim as SVG elements, the wide cut and the narrow one for phones.

    None where nothing bears on it or depends on it.

    Args:
        kb: the base.
        id: of the claim.
        link: the address of a record's page, by its id.
    """
    every_below, every_above = grounds_of(kb, id), conclusions_of(kb, id)
    if not every_below and not every_above:
        return None
    above, below = most_important(every_above, MOST), most_important(every_below, MOST)
    counts = [len({near.id for near in row}) for row in (every_below, every_above)]
    described = (
        f'role="group" aria-label="{escape(kb.graph.title(id))}: what bears on it, and what it bears on" '
        f"data-search-exclude><desc>{_records(counts[0])} bear on it; it bears on {_records(counts[1])}.</desc>"
    )
    shown = {near.id: _named(kb.graph, near.id) for near in (*above[0], *below[0])}
    wide, narrow = _Wide(kb, id, link, shown), _Narrow(kb, id, link, shown)
    return _drawn(wide, "wide", (above, below), described), _drawn(narrow, "narrow", (above, below), described)


def _drawn(
    drawing: _Wide, cut: str, rows: tuple[tuple[list[Near], int], tuple[list[Near], int]], described: str
) -> str:
    """A cut with what stands above the centre and below it, and how much of each is left out."""
    above, below = rows
    drawing.above(*above)
    drawing.centre()
    drawing.below(*below)
    return (
        f'<svg class="cb-picture cb-{cut}" viewBox="0 0 {drawing.width:g} {round(drawing.y, 1):g}" {described}'
        f"{with_own_heads(''.join(drawing.edges), cut)}{''.join(drawing.boxes)}</svg>"
    )


def _records(count: int) -> str:
    return f"{count or 'no'} record{'' if count == 1 else 's'}"


class _Wide:
    """Rows of boxes from top to bottom: conclusions, the centre, grounds."""

    width = float(_WIDE)
    box_width = (_WIDE - 4 * _GAP - 2) / 5

    def __init__(self, kb: KnowledgeBase, id: str, link: Address, shown: Mapping[str, tuple[str, str]]) -> None:
        self.kb = kb
        self.shown = shown
        self.id = id
        self.link = link
        self.y = 1.0
        self.boxes: list[str] = []
        self.edges: list[str] = []
        self.conclusions: list[tuple[Near, Box]] = []
        self.hit: dict[str, Point] = {}  # where undercuts reach the steps that they hit
        self.leaves: dict[str, Point] = {}  # where they leave the centre, if not at its upper edge
        self.middle = Box(0, 0, 0, 0, "", "", "")

    def _shown(self, id: str) -> tuple[str, str]:
        """The type and the title of a record."""
        return self.shown.get(id) or _named(self.kb.graph, id)

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
        kind, title = self._shown(self.id)
        box_width = 2 * self.box_width + _GAP
        height = box_height(title, box_width, 4)
        self.middle = Box((_WIDE - box_width) / 2, self.y, box_width, height, kind, title, "")
        self.boxes.append(box_svg(self.middle, centre=True, most=4))
        ports = _ports(box for _, box in self.conclusions)
        ends = [(port, box.y + box.height) for port, (_, box) in zip(ports, self.conclusions, strict=True)]
        beside = self._beside(ends)
        for number, (near, _) in enumerate(self.conclusions):
            start = self.leaves.get(near.step, (self._spread(number, len(self.conclusions)), self.y))
            self._edge(near, start, self.hit[near.step] if near.kind == "undercuts" else ends[number])
        self.y += max(height, beside) + 1

    def _beside(self, ends: list[Point]) -> float:
        """Set a premise of each step that the centre undercuts beside the centre, with its line; how tall they are together.

        Without it the undercut would end on a line from nowhere, which looks like a support.
        """
        tall = {"left": 0.0, "right": 0.0}
        placed: dict[str, Box] = {}
        for (near, _), end in zip(self.conclusions, ends, strict=True):
            if near.kind != "undercuts":
                continue
            step = self.kb.graph.steps[near.step]
            id = step.premises[0]
            if id not in placed:
                nearer = "left" if end[0] < self.middle.middle else "right"
                side = min(tall, key=lambda side: (tall[side], side != nearer))
                placed[id] = self._side_box(id, side, tall[side])
                tall[side] += placed[id].height + _GAP
            self._hit_line(near, placed[id], end)
        return max(tall.values()) - _GAP

    def _hit_line(self, near: Near, premise: Box, end: Point) -> None:
        """The step from a premise beside the centre; from one below another it goes up between those and the centre."""
        kind = self.kb.graph.steps[near.step].kind
        if premise.y == self.middle.y:
            start = (premise.middle, premise.y)
            self.edges.append(edge_svg(kind, _curve(start, end), self._premises(near)))
            self.hit[near.step] = _halfway(start, end)
            return
        is_left = premise.middle < self.middle.middle
        inner = premise.x + premise.width if is_left else premise.x
        edge = self.middle.x if is_left else self.middle.x + self.middle.width
        gutter, level = round((inner + edge) / 2, 1), round(self.middle.y + self.middle.height / 2, 1)
        rise = f"M{inner:g} {premise.y + premise.height / 2:g}H{gutter:g}V{self.y - 2:g}"
        bend = f"C{gutter:g} {self.y - 32:g} {end[0]:g} {end[1] + 30:g} {end[0]:g} {end[1]:g}"
        self.edges.append(edge_svg(kind, rise + bend, self._premises(near)))
        self.hit[near.step], self.leaves[near.step] = (gutter, level), (edge, level)

    def _side_box(self, id: str, side: str, offset: float) -> Box:
        kind, title = self._shown(id)
        x = 1.0 if side == "left" else _WIDE - self.box_width - 1
        height = box_height(title, self.box_width, 5)
        box = Box(x, self.y + offset, self.box_width, height, kind, title, self.link(id))
        self.boxes.append(box_svg(box))
        return box

    def _premises(self, near: Near) -> str:
        step = self.kb.graph.steps[near.step]
        for premise in step.premises:
            self.link(premise)  # the picture shows its title, with or without a box
        return f"the step from: {'; '.join(self.kb.graph.title(premise) for premise in step.premises)}"

    def below(self, row: list[Near], left: int) -> None:
        """Add what bears on the centre, and the edges from it; an undercut ends on the step it hits."""
        if row:
            self.y += _ROOM
            self._lines_up(self._boxes(row, at_bottom=False))
        if left:
            self.boxes.append(more_svg(_WIDE / 2 - 60, self.y + 8, 120, left, _whole_list(self.kb, self.id)))
            self.y += 32
        self.y += 1

    def _lines_up(self, placed: list[tuple[Near, Box]]) -> None:
        ports = _ports(box for _, box in placed)
        starts = [(port, box.y) for port, (_, box) in zip(ports, placed, strict=True)]
        steps: dict[str, list[int]] = {}
        for number, (near, _) in enumerate(placed):
            if near.kind != "undercuts":
                steps.setdefault(near.step or f"\0{number}", []).append(number)
        ordered = sorted(steps.values(), key=lambda numbers: sum(starts[n][0] for n in numbers) / len(numbers))
        bottom = self.middle.y + self.middle.height
        hit: dict[str, Point] = {}
        for place, numbers in enumerate(ordered):
            end = (self._spread(place, len(ordered)), bottom)
            near = placed[numbers[0]][0]
            if len(numbers) == 1:
                hit[near.step] = _halfway(starts[numbers[0]], end)
                self._edge(near, starts[numbers[0]], end)
                continue
            hit[near.step] = self._joined(near, [starts[n] for n in numbers], end)
        for (near, _), start in zip(placed, starts, strict=True):
            if near.kind == "undercuts":
                self._edge(near, start, hit.get(near.step, (self.middle.middle, bottom)))

    def _joined(self, near: Near, starts: list[Point], end: Point) -> Point:
        """Lines from all premises of a step that meet and go on as one; where the one can be hit."""
        x = (end[0] + sum(start[0] for start in starts) / len(starts)) / 2
        meeting = (x, end[1] + _ROOM * 0.55)
        for start in starts:
            self.edges.append(edge_svg(near.kind, _curve(start, meeting), near.label, head=False))
        self.edges.append(joint_svg(near.kind, round(meeting[0], 1), round(meeting[1], 1)))
        self._edge(near, meeting, end)
        return _halfway(meeting, end)

    def _boxes(self, row: list[Near], *, at_bottom: bool) -> list[tuple[Near, Box]]:
        ids = list(dict.fromkeys(near.id for near in row))
        heights = {id: box_height(self._shown(id)[1], self.box_width, 5) for id in ids}
        tallest = max(heights.values())
        x = (_WIDE - len(ids) * self.box_width - (len(ids) - 1) * _GAP) / 2
        boxes = {}
        for id in ids:
            kind, title = self._shown(id)
            y = self.y + (tallest - heights[id] if at_bottom else 0)
            boxes[id] = Box(x, y, self.box_width, heights[id], kind, title, self.link(id))
            self.boxes.append(box_svg(boxes[id]))
            x += self.box_width + _GAP
        self.y += tallest
        return [(near, boxes[near.id]) for near in row]

    def _spread(self, number: int, count: int) -> float:
        """Where along the centre's edge the line of one of `count` relations ends."""
        share = self.middle.width * 0.8
        return self.middle.middle - share / 2 + share * (number + 0.5) / count

    def _edge(self, near: Near, start: Point, end: Point) -> None:
        # A requirement is drawn from what needs to what is needed; it is the only relation that runs downwards.
        if near.kind == "requires":
            start, end = end, start
        self.edges.append(edge_svg(near.kind, _curve(start, end), near.label))


class _Narrow(_Wide):
    """Full-width boxes, joined to the centre by rails along the left margin, one rail for each kind of relation."""

    width = float(_NARROW)
    indent = 38.0

    def above(self, row: list[Near], left: int) -> None:
        if left:
            self.boxes.append(more_svg(self.indent, self.y, 110, left, "#bears-on"))
            self.y += 22 + _GAP
        self.conclusions = self._stacked(row, hit=True)
        self.y += _GAP if row else 0

    def centre(self) -> None:
        kind, title = self._shown(self.id)
        height = box_height(title, _NARROW - 2, 4)
        self.middle = Box(1, self.y, _NARROW - 2, height, kind, title, "")
        self.boxes.append(box_svg(self.middle, centre=True, most=4))
        self._rails(self.conclusions[::-1], self.middle.y)
        self.y += height + _GAP

    def below(self, row: list[Near], left: int) -> None:
        placed = self._stacked(_undercuts_first(row))
        self._rails([pair for pair in placed if pair[0].kind != "undercuts"], self.middle.y + self.middle.height)
        for near, box in placed:
            if near.kind == "undercuts":
                self._onto_branch(near, box, placed)
        if left:
            self.boxes.append(more_svg(self.indent, self.y + _GAP, 110, left, _whole_list(self.kb, self.id)))
            self.y += 22 + _GAP
        self.y += 1

    def _stacked(self, row: list[Near], *, hit: bool = False) -> list[tuple[Near, Box]]:
        """Boxes below each other; with `hit`, below what the centre undercuts also a premise of the step that it hits."""
        boxes: dict[str, Box] = {}
        for id in dict.fromkeys(near.id for near in row):
            self.y += _GAP if boxes else 0
            boxes[id] = self._stack(id, 0)
            for near in row if hit else ():
                if near.id == id and near.kind == "undercuts" and near.step not in self.hit:
                    self._stack_premise(near, boxes[id])
        return [(near, boxes[near.id]) for near in row]

    def _stack(self, id: str, inset: float) -> Box:
        kind, title = self._shown(id)
        x, box_width = self.indent + inset, _NARROW - self.indent - inset - 1
        box = Box(x, self.y, box_width, box_height(title, box_width, 3), kind, title, self.link(id))
        self.boxes.append(box_svg(box, most=3))
        self.y += box.height
        return box

    def _stack_premise(self, near: Near, conclusion: Box) -> None:
        step = self.kb.graph.steps[near.step]
        self.y += _HIT
        premise = self._stack(step.premises[0], _INSET)
        x, y = premise.x - 8, round(premise.y + min(premise.height / 2, 20), 1)
        path = f"M{premise.x:g} {y:g}H{x:g}V{conclusion.y + conclusion.height:g}"
        self.edges.append(edge_svg(step.kind, path, self._premises(near)))
        self.hit[near.step] = (x, round(premise.y - 4, 1))

    def _rails(self, placed: list[tuple[Near, Box]], end: float) -> None:
        """A rail for each kind, those that reach farther from the centre nearer to the margin.

        Args:
            placed: relations with their boxes, nearest to the centre first.
            end: the y of the centre's edge.
        """
        below = end > self.middle.y
        reaches: dict[str, float] = {}
        for near, box in placed:
            y = self.hit[near.step][1] if near.kind == "undercuts" else _level(box, near.kind)
            reaches[near.kind] = max(reaches.get(near.kind, y), y) if below else min(reaches.get(near.kind, y), y)
        spacing = min(9.0, 24 / max(len(reaches) - 1, 1))
        rails = {kind: self.indent - 12 - spacing * number for number, kind in enumerate(reaches)}
        for kind, reach in reaches.items():
            into_centre = below == (kind != "requires")
            path = f"M{rails[kind]:g} {reach:g}V{end:g}" if into_centre else f"M{rails[kind]:g} {end:g}V{reach:g}"
            self.edges.append(edge_svg(kind, path, head=into_centre))
        for near, box in placed:
            into_box = below != (near.kind != "requires")
            x, y = rails[near.kind], _level(box, near.kind)
            if near.kind == "undercuts":
                x_hit, y_hit = self.hit[near.step]
                self.edges.append(edge_svg("undercuts", f"M{x:g} {y_hit:g}H{x_hit:g}", near.label))
                continue
            path = f"M{x:g} {y:g}H{box.x:g}" if into_box else f"M{box.x:g} {y:g}H{x:g}"
            self.edges.append(edge_svg(near.kind, path, near.label, head=into_box))

    def _onto_branch(self, near: Near, box: Box, placed: list[tuple[Near, Box]]) -> None:
        """A line from what undercuts a step down to the branch of that step's premise."""
        hit = next((to for other, to in placed if other.step == near.step and other.kind != "undercuts"), None)
        y = _level(box, "undercuts")
        if hit is None:
            path = f"M{box.x:g} {y:g}H4V{self.middle.y + self.middle.height:g}"
            self.edges.append(edge_svg("undercuts", path, near.label))
            return
        end = _level(hit, "supports")
        self.edges.append(edge_svg("undercuts", f"M{box.x:g} {y:g}H{box.x - 6:g}V{end:g}", near.label))


@memoized_by_graph
def _named(graph: ArgumentGraph, id: str) -> tuple[str, str]:
    """The type and the title of a record, which stands in many pictures."""
    return graph.kind(id), graph.title(id)


def _level(box: Box, kind: str) -> float:
    """Where the branch of a relation leaves its box; a record that both supports and is required has two."""
    offset = {"requires": 10, "attacks": 5, "refines": -6, "undercuts": -9}.get(kind, 0)
    return round(box.y + min(box.height / 2, 20) + offset, 1)


def _ports(boxes: Iterable[Box]) -> list[float]:
    """Where on its box each line ends, so that lines on one box stand apart."""
    every = list(boxes)
    if len(every) == len({id(box) for box in every}):
        return [round(box.x + box.width / 2, 1) for box in every]
    count = {box: every.count(box) for box in every}
    seen = dict.fromkeys(every, 0)
    found = []
    for box in every:
        found.append(round(box.middle + _PORT * (seen[box] - (count[box] - 1) / 2), 1))
        seen[box] += 1
    return found


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


def _curve(start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    bend = (y2 - y1) * 0.5
    left, right = f"{round(x1, 1):g}", f"{round(x2, 1):g}"
    leaving = f"{left} {round(y1, 1):g}C{left} {round(y1 + bend, 1):g}"
    return f"M{leaving} {right} {round(y2 - bend, 1):g} {right} {round(y2, 1):g}"


def _halfway(start: Point, end: Point) -> Point:
    """The middle of the curve between two points: by symmetry the middle of the points."""
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def _whole_list(kb: KnowledgeBase, id: str) -> str:
    """Where the page of a record lists all that bears on it: the answers of a question, the reasons of anything else."""
    return "#sides" if kb.graph.kind(id) in ("question", "crux") else "#reasons"
