"""What stands beside a claim in a picture, and which of it matters most."""

from __future__ import annotations

from typing import NamedTuple

from cruxbase.graph import ArgumentGraph
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.site.pictures.marks import EDGES
from cruxbase.support.memoized import memoized_by_graph

SHARES = ("supports", "attacks", "requires", "undercuts", "refines")
_ORDER = {"supports": 0, "refines": 1, "requires": 2, "undercuts": 3, "attacks": 4}
_Weight = tuple[int, int, str]
_Place = tuple[int, _Weight]
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
    weight: _Weight
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
    found += [_near(kb, link.start, "requires", "", "strong", link.because) for link in graph.links_to("requires", id)]
    found += [
        _near(kb, link.end, "requires", "", "strong", "turns on this crux") for link in graph.links_from("decides", id)
    ]
    return _once(found)


def _near(kb: KnowledgeBase, id: str, kind: str, step: str, strength: str, because: str) -> Near:
    return Near(id, kind, step, (_STRENGTHS[strength], -_links_of(kb.graph, id), id), because or EDGES[kind].label)


@memoized_by_graph
def _links_of(graph: ArgumentGraph, id: str) -> int:
    """With how many claims a claim is bound up directly; it stands beside each of them."""
    return len(graph.dependants(id)) + len(graph.grounds(id))


def _once(found: list[Near]) -> list[Near]:
    """Each relation of a record once, in the order of a row: what speaks for, what it needs, what speaks against.

    The premises of one step stand together, and what undercuts a step stands beside it, so that lines do not cross.
    """
    kept: dict[tuple[str, str, str], Near] = {}
    for near in sorted(found, key=lambda near: near.weight):
        kept.setdefault((near.id, near.kind, near.step), near)
    leading: dict[str, _Place] = {}
    for near in kept.values():
        if near.kind != "undercuts":
            place = (_ORDER[near.kind], near.weight)
            leading[near.step] = min(leading.get(near.step, place), place)

    def in_row(near: Near) -> tuple[_Place, bool, _Weight]:
        own = (_ORDER[near.kind], near.weight)
        return leading.get(near.step, own) if near.step else own, near.kind == "undercuts", near.weight

    return sorted(kept.values(), key=in_row)


def most_important(found: list[Near], most: int) -> tuple[list[Near], int]:
    """The relations of at most `most` records, with a share of each kind, and how many records are left out.

    What undercuts a step is shown only beside a premise of that step.
    """
    every = dict.fromkeys(near.id for near in found)
    stepped = {near.step for near in found if near.kind != "undercuts"}

    def is_ready(near: Near) -> bool:
        return near.kind != "undercuts" or near.step in shown or near.step not in stepped

    queues = {kind: sorted((n for n in found if n.kind == kind), key=lambda n: n.weight) for kind in SHARES}
    chosen: dict[str, None] = {}
    shown: set[str] = set()
    progress = True
    while progress and len(chosen) < most:
        progress = False
        for queue in queues.values():
            queue[:] = [near for near in queue if near.id not in chosen]
            ready = list(filter(is_ready, queue))
            if ready and len(chosen) < most:
                chosen[ready[0].id] = None
                shown.update(near.step for near in found if near.id == ready[0].id and near.kind != "undercuts")
                progress = True
    kept = [near for near in found if near.id in chosen and is_ready(near)]
    return kept, len(every) - len(chosen)
