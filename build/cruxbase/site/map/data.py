"""What the map's script is given: the graph, the places and the beliefs in a compact form, and the long texts apart.

Records are numbers in the order of the base, and relations are lists of such numbers. The script's `base.js` is the other
side of this form.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from cruxbase.reasoning.perspective import credence_of
from cruxbase.records import ARGUABLE, CLAIM_LIKE, name_text
from cruxbase.site.context import page_address
from cruxbase.site.formatting import KINDS
from cruxbase.site.map.strata import Strata, column_gap, strata
from cruxbase.site.pictures.marks import as_plain
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph, BeliefLink
    from cruxbase.knowledge_base import KnowledgeBase

VERSION = 1
_KINDS = sorted(CLAIM_LIKE)
_STATUSES = ("draft", "reviewed", "disputed", "retired")
_STRENGTHS = ("weak", "moderate", "strong")
_LINKS = ("requires", "refines", "answers", "side", "decides")
_OTHERS = ("source", "person", "model", "topic", "viewpoint")


def map_data(kb: KnowledgeBase, layout: Strata | None = None) -> dict[str, Any]:
    """All that the map draws, filters and reasons on, as JSON-ready values.

    Args:
        kb: the base.
        layout: its strata, if they are at hand.
    """
    graph = kb.graph
    layout = layout or strata(graph)
    number = {id: index for index, id in enumerate(layout.places)}
    return {
        "version": VERSION,
        "marks": as_plain(),
        "words": {kind: list(names) for kind, names in KINDS.items()},
        "folders": {kind: page_address(kind, "").split("/", maxsplit=1)[0] for kind in (*_KINDS, *_OTHERS)},
        "kinds": _KINDS,
        "statuses": _STATUSES,
        "arguable": sorted(ARGUABLE),
        "columns": [_column(graph, column.topic, column.width) for column in layout.columns],
        "gap": column_gap(len(layout.columns)),
        "rows": [list(row) for row in layout.rows],
        "nodes": _nodes(kb, layout),
        "steps": _steps(graph, number),
        "arguments": _arguments(graph, number),
        "groups": _groups(graph),
        "undercuts": _undercuts(graph, number),
        "links": {
            kind: [
                number[end]
                for link in graph.parts.links
                if link.kind == kind and link.start in number and link.end in number
                for end in (link.start, link.end)
            ]
            for kind in _LINKS
        },
        "viewpoints": _viewpoints(graph, number),
        "others": _others(kb, number),
    }


def map_texts(kb: KnowledgeBase, layout: Strata | None = None) -> dict[str, list[str]]:
    """The long texts, in the order of `map_data`: statements, and the warrants of steps, undercuts and requirements."""
    graph = kb.graph
    layout = layout or strata(graph)
    statements = []
    for id in layout.places:
        data = graph.corpus.entry(id).data
        terms = [data["term"], *data.get("also", ())] if "term" in data else []
        text = " ".join(str(data.get("statement") or data.get("question") or "").split())
        statements.append(harmless("\t".join([text, " ".join(terms)]) if terms else text))
    return {
        "statements": statements,
        "steps": [harmless(step.because) for step in graph.steps.values()],
        "undercuts": [harmless(undercut.because) for undercut in graph.parts.undercuts],
    }


def _column(graph: ArgumentGraph, topic: str, width: int) -> list[Any]:
    broader = graph.links_from("topic", topic) if topic in graph else ()
    title = graph.title(topic) if topic in graph else "No topic"
    return [topic, harmless(title), width, broader[0].end if broader else ""]


def _nodes(kb: KnowledgeBase, layout: Strata) -> dict[str, list[Any]]:
    entries = {id: kb.corpus.entry(id) for id in layout.places}
    places = layout.places.values()
    return {
        "id": list(layout.places),
        "title": [harmless(kb.graph.title(id)) for id in layout.places],
        "kind": [_KINDS.index(entry.kind) for entry in entries.values()],
        "status": [_STATUSES.index(entry.data.get("status", "draft")) for entry in entries.values()],
        "column": [place.column for place in places],
        "x": [place.x for place in places],
        "row": [place.row for place in places],
        "y": [place.y for place in places],
        "leaning": [place.dependents for place in places],
    }


def _steps(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    """Each step as 0 or 1 for support or attack, its strength, its conclusion and its premises."""
    return [
        [int(step.kind == "attacks"), _STRENGTHS.index(step.strength), number[step.conclusion]]
        + [number[premise] for premise in step.premises]
        for step in graph.steps.values()
    ]


def _arguments(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    """Pairs of a step and the argument record that it is."""
    return [[place, number[step.start]] for place, step in enumerate(graph.steps.values()) if step.is_argument]


def _groups(graph: ArgumentGraph) -> list[list[int]]:
    """Steps that count once, each list a group."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, step in enumerate(graph.steps.values()):
        if step.group:
            found[step.group].append(place)
    return list(found.values())


def _undercuts(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    place = {name: index for index, name in enumerate(graph.steps)}
    return [[number[undercut.start], place[undercut.step]] for undercut in graph.parts.undercuts]


def _viewpoints(graph: ArgumentGraph, number: dict[str, int]) -> list[dict[str, Any]]:
    found = []
    for id in graph.ids("viewpoint"):
        holder = graph.links_from("holder", id)
        found.append(
            {
                "id": id,
                "title": harmless(graph.title(id)),
                "date": str(graph.corpus.entry(id).data["date"]),
                "holder": holder[0].end if holder else "",
                "beliefs": [_belief(graph, belief, number[belief.claim]) for belief in graph.beliefs_of(id)],
            }
        )
    return found


def _belief(graph: ArgumentGraph, belief: BeliefLink, claim: int) -> list[Any]:
    if belief.stance != "credence":
        return [claim, belief.stance]
    low, mid, high, _ = credence_of(graph, belief)
    return [claim, mid] if low == high else [claim, mid, low, high]


def _others(kb: KnowledgeBase, number: dict[str, int]) -> list[list[Any]]:
    """Records that are not on the map and can be searched for: type, id, title, further words, and claims that they touch."""
    found = []
    for kind in _OTHERS:
        for id in kb.graph.ids(kind):
            touched = sorted({number[claim] for claim in _touched(kb.graph, kind, id) if claim in number})
            found.append([kind, id, harmless(kb.graph.title(id)), _further_words(kb, kind, id), touched])
    return found


def _touched(graph: ArgumentGraph, kind: str, id: str) -> list[str]:
    if kind == "source":
        return [citation.record for citation in graph.citations_of(id)]
    if kind == "viewpoint":
        return [belief.claim for belief in graph.beliefs_of(id)]
    if kind == "person":
        views = [link.start for link in graph.links_to("holder", id)]
        return [belief.claim for view in views for belief in graph.beliefs_of(view)]
    if kind == "model":
        return [link.end for link in graph.links_from("model", id)]
    return [link.start for link in graph.links_to("topic", id)]


def _further_words(kb: KnowledgeBase, kind: str, id: str) -> str:
    data = kb.corpus.entry(id).data
    if kind == "source":
        authors = [name_text(author) for author in data.get("authors", ())]
        names = [kb.graph.title(author) if author in kb else author for author in authors]
        return harmless(" ".join([*names, str(data.get("issued", ""))]))
    return harmless(" ".join(str(data.get("summary") or data.get("affiliation") or "").split())[:200])
