"""What the map's script is given: the graph, the places and the beliefs in a compact form, and titles and texts by topic.

Records are numbers in the order of the base, and relations are lists of such numbers. The script's `base.js` is the other
side of this form.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cruxbase.graph.written_beliefs import is_reading
from cruxbase.reasoning.perspective import credence_of
from cruxbase.records import ARGUABLE, CLAIM_LIKE, name_text
from cruxbase.site.context import page_address
from cruxbase.site.formatting import KINDS, credence
from cruxbase.site.map.bands import MOST, NARROW, WIDE, Shape, bands
from cruxbase.site.map.flows import count_leading, interiors, topic_flows, topic_grid
from cruxbase.site.map.strata import Strata, strata, topics_in
from cruxbase.site.pictures.marks import as_plain
from cruxbase.site.prose import harmless
from cruxbase.support.figures import percent_range
from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph, BeliefLink
    from cruxbase.graph.parts import StepNode, UndercutLink
    from cruxbase.knowledge_base import KnowledgeBase

Row = list[str | int | float]
"""Values of one thing side by side, as the script takes them apart."""


class GridData(TypedDict):
    """Where the fields of topics lie, for screens of one width.

    Attributes:
        cell: breadth and height of a place in a field.
        box: breadth and height of a field.
        columns: how many fields stand side by side.
        rows: how many stand below one another.
        places: column and row of each topic's field.
        bands: for each band the number of its flow, whether it attacks, its breadth, and its points.
    """

    cell: list[float]
    box: list[float]
    columns: int
    rows: int
    places: list[list[int]]
    bands: list[list[float]]


class TopicTexts(TypedDict):
    """What the records, steps and undercuts of one topic say.

    Attributes:
        titles: of its records.
        statements: of its records, terms after a tab.
        steps: their warrants.
        undercuts: why they are undercut.
    """

    titles: list[str]
    statements: list[str]
    steps: list[str]
    undercuts: list[str]


class Relations(TypedDict):
    """What bears on what, in the whole base.

    Attributes:
        steps: each as 0 or 1 for support or attack, its strength, its conclusion and its premises.
        arguments: pairs of a step and the argument record that it is.
        groups: steps that count once, each list a group.
        undercuts: each as its start and the step that it hits.
        links: starts and ends of the other relations, by turns, by kind.
    """

    steps: list[list[int]]
    arguments: list[list[int]]
    groups: list[list[int]]
    undercuts: list[list[int]]
    links: dict[str, list[int]]


class TopicRelations(TypedDict):
    """What bears on the records of one topic, and what they bear on: all with an end there, each with its number in the base.

    Attributes:
        steps: each as its number and what it is in `Relations`.
        arguments: pairs of a step and the argument record that it is.
        undercuts: each as its number, its start and the step that it hits.
        links: numbers, starts and ends, by turns, by kind.
    """

    steps: list[list[int]]
    arguments: list[list[int]]
    undercuts: list[list[int]]
    links: dict[str, list[int]]


class ViewOnMap(TypedDict):
    """A published view.

    Attributes:
        id: of the viewpoint.
        title: of the viewpoint.
        date: as of when it is held.
        holder: id of the person, or empty.
        beliefs: for each the number of its claim and a stance, a credence, or a credence with its bounds.
        readings: the numbers of the claims of which it has an editor's reading.
    """

    id: str
    title: str
    date: str
    holder: str
    beliefs: list[Row]
    readings: list[int]


VERSION = 2
_MOST_CRUXES = 5  # in the list of those that divide people
_WHOLE = 3000  # records, up to which a search has all texts at once

FEW = 3000
"""Records up to which the map begins with all relations."""

_KINDS = sorted(CLAIM_LIKE)
_STATUSES = ("draft", "reviewed", "disputed", "retired")
_STRENGTHS = ("weak", "moderate", "strong")
_LINKS = ("requires", "refines", "answers", "side", "decides")
_OTHERS = ("source", "person", "model", "topic", "viewpoint")


def map_data(kb: KnowledgeBase) -> dict[str, object]:
    """All that the map needs before anyone has looked closer: the records, the places, the beliefs, and few titles.

    Titles and texts come in pieces by topic, `topic_texts`, and what a search needs besides in `search_texts`. So do the
    relations of a large base: `topic_relations`.
    """
    graph = kb.graph
    layout = strata(graph)
    number = {id: index for index, id in enumerate(layout.places)}
    flows = topic_flows(graph)
    has_all = len(number) <= FEW
    return {
        "version": VERSION,
        "marks": as_plain(),
        "words": {kind: list(names) for kind, names in KINDS.items()},
        "folders": {kind: page_address(kind, "").split("/", maxsplit=1)[0] for kind in (*_KINDS, *_OTHERS)},
        "kinds": _KINDS,
        "statuses": _STATUSES,
        "arguable": sorted(ARGUABLE),
        "topics": _topics(graph),
        "flows": [[*flow[:4], [number[crux] for crux in flow.cruxes if crux in number]] for flow in flows[:MOST]],
        "unflown": len(flows[MOST:]),
        "leading": min(count_leading(kb.graph), MOST),
        "grids": {"wide": _grid(graph, WIDE), "narrow": _grid(graph, NARROW)},
        "nodes": _nodes(kb, layout) if has_all else {**_nodes(kb, layout), "degree": _degrees(graph, number)},
        "titles": _leading_titles(kb, layout),
        **(all_relations(kb) if has_all else {}),
        "viewpoints": _viewpoints(graph, number),
        "aliases": [[alias, number[id]] for alias, id in kb.corpus.aliases.items() if id in number],
        "people": [[id, harmless(graph.title(id))] for id in graph.ids("person")],
        "dividing": [number[id] for id in dividing_cruxes(kb)],
        "whole": len(number) <= _WHOLE,
    }


@memoized_by_graph
def all_relations(kb: KnowledgeBase) -> Relations:
    """What bears on what, as numbers of records and steps."""
    graph = kb.graph
    number = {id: index for index, id in enumerate(strata(graph).places)}
    links: dict[str, list[int]] = {kind: [] for kind in _LINKS}
    for link in graph.parts.links:
        if link.kind in links and link.start in number and link.end in number:
            links[link.kind] += (number[link.start], number[link.end])
    return {
        "steps": _steps(graph, number),
        "arguments": _arguments(graph, number),
        "groups": _groups(graph),
        "undercuts": _undercuts(graph, number),
        "links": links,
    }


def topic_relations(kb: KnowledgeBase) -> tuple[TopicRelations, ...]:
    """For each topic, in a base of more than `FEW` records, the relations of its records; none for a smaller one.

    A step that a record of the topic undercuts is among them.
    """
    layout = strata(kb.graph)
    if len(layout.places) <= FEW:
        return ()
    every = all_relations(kb)
    topic = [place.column for place in layout.places.values()]
    found = tuple(TopicRelations(steps=[], arguments=[], undercuts=[], links={}) for _ in layout.columns)
    argument = {pair[0]: pair[1] for pair in every["arguments"]}
    touching: list[set[int]] = []
    for number, (_, _, *ends) in enumerate(every["steps"]):
        touching.append({topic[end] for end in ends} | ({topic[argument[number]]} if number in argument else set()))
    for number, (start, step) in enumerate(every["undercuts"]):
        conclusion = every["steps"][step][2]
        touching[step].add(topic[start])
        for place in {topic[start], topic[conclusion]}:
            found[place]["undercuts"].append([number, start, step])
    for number, written in enumerate(every["steps"]):
        for place in touching[number]:
            found[place]["steps"].append([number, *written])
            if number in argument:
                found[place]["arguments"].append([number, argument[number]])
    for kind, flat in every["links"].items():
        for number, (start, end) in enumerate(zip(flat[::2], flat[1::2], strict=True)):
            for place in {topic[start], topic[end]}:
                found[place]["links"].setdefault(kind, []).extend((number, start, end))
    return found


def _degrees(graph: ArgumentGraph, number: dict[str, int]) -> list[int]:
    """Of how many relations each record is an end, as `Base` in `base.js` counts them: each kind in each step once."""
    degrees = [0] * len(number)
    seen: set[tuple[str, str, str, str]] = set()

    def add(start: str, end: str, kind: str, step: str = "") -> None:
        key = (start, end, kind, step)
        if start != end and key not in seen:
            seen.add(key)
            degrees[number[start]] += 1
            degrees[number[end]] += 1

    for name, step in graph.steps.items():
        for premise in step.premises:
            add(premise, step.conclusion, step.kind, name)
    for undercut in graph.parts.undercuts:
        add(undercut.start, graph.steps[undercut.step].conclusion, "undercuts", undercut.step)
    kinds = {"requires": "requires", "answers": "refines", "side": "refines", "decides": "requires"}
    for link in graph.parts.links:
        if link.kind in kinds and link.start in number and link.end in number:
            ends = (link.start, link.end) if link.kind in ("answers", "decides") else (link.end, link.start)
            add(*ends, kinds[link.kind])
    for name, step in graph.steps.items():
        if step.is_argument:
            add(step.start, step.conclusion, step.kind, name)
            for premise in step.premises:
                add(premise, step.start, "supports", name)
    return degrees


def named_at_first(kb: KnowledgeBase) -> list[str]:
    """The records whose titles are in `map_data`: topics, viewpoints, people, and those that the first panel names."""
    graph = kb.graph
    return [*(id for kind in ("topic", "viewpoint", "person") for id in graph.ids(kind)), *_leading(kb, strata(graph))]


def topic_texts(kb: KnowledgeBase) -> tuple[TopicTexts, ...]:
    """For each topic what its records, steps and undercuts say; see `texts_of_topic`."""
    return tuple(texts_of_topic(kb, topic) for topic in topics_in(kb.graph)[1])


def texts_of_topic(kb: KnowledgeBase, topic: str) -> TopicTexts:
    """The titles, statements and warrants of a topic's records, steps and undercuts, in the order of `map_data`.

    A step belongs to the topic of its conclusion, and an undercut to that of the step.

    Args:
        kb: the base.
        topic: id of one of those that have records; empty for the records without one.
    """
    records, steps, undercuts = _by_topic(kb)[topic]
    return {
        "titles": [harmless(kb.graph.title(id)) for id in records],
        "statements": [_statement(kb.graph, id) for id in records],
        "steps": [harmless(step.because) for step in steps],
        "undercuts": [harmless(undercut.because) for undercut in undercuts],
    }


class _Members(NamedTuple):
    records: list[str]
    steps: list[StepNode]
    undercuts: list[UndercutLink]


@memoized_by_graph
def _by_topic(kb: KnowledgeBase) -> dict[str, _Members]:
    """The records, steps and undercuts of each topic that has any."""
    graph = kb.graph
    topic_of, topics = topics_in(graph)
    members = {topic: _Members([], [], []) for topic in topics}
    for id in strata(graph).places:
        members[topic_of[id]].records.append(id)
    for step in graph.steps.values():
        members[topic_of[step.conclusion]].steps.append(step)
    for undercut in graph.parts.undercuts:
        members[topic_of[graph.steps[undercut.step].conclusion]].undercuts.append(undercut)
    return members


def search_texts(kb: KnowledgeBase) -> dict[str, object]:
    """What a search of the map needs first: all titles, and the records that are not on the map."""
    layout = strata(kb.graph)
    number = {id: index for index, id in enumerate(layout.places)}
    return {"titles": [harmless(kb.graph.title(id)) for id in layout.places], "others": _others(kb, number)}


def _statement(graph: ArgumentGraph, id: str) -> str:
    data = graph.corpus.entry(id).data
    terms = [data["term"], *data.get("also", ())] if "term" in data else []
    text = " ".join(str(data.get("statement") or data.get("question") or "").split())
    return harmless("\t".join([text, " ".join(terms)]) if terms else text)


def _topics(graph: ArgumentGraph) -> list[Row]:
    """Each topic with its title, the columns and rows of its interior, and the broader topic."""
    _, topics = topics_in(graph)
    found: list[Row] = []
    for topic, inside in zip(topics, interiors(graph), strict=True):
        known = topic in graph
        broader = graph.links_from("topic", topic) if known else ()
        title = harmless(graph.title(topic)) if known else "No topic"
        found.append([topic, title, inside.columns, inside.rows, broader[0].end if broader else ""])
    return found


def _grid(graph: ArgumentGraph, shape: Shape) -> GridData:
    grid = topic_grid(graph, shape.columns)
    return {
        "cell": list(shape.cell),
        "box": list(shape.box),
        "columns": grid.columns,
        "rows": grid.rows,
        "places": [list(place) for place in grid.places],
        "bands": [[band.flow, int(band.kind == "attacks"), band.breadth, *band.points] for band in bands(graph, shape)],
    }


@memoized_by_graph
def dividing_cruxes(kb: KnowledgeBase) -> tuple[str, ...]:
    """The cruxes that the first panel names: those of which named people take different sides, the weightiest of each topic first.

    They are chosen as those of home are; see `blocks.leading_cruxes`.
    """
    places = strata(kb.graph).places
    cruxes = [id for id in kb.graph.ids("crux") if id in places and _divides_people(kb, id)]
    cruxes.sort(key=lambda id: (-places[id].weight, id))
    first = {places[id].column: id for id in reversed(cruxes)}.values()
    return tuple(sorted(cruxes, key=lambda id: id not in first)[:_MOST_CRUXES])


def _divides_people(kb: KnowledgeBase, crux: str) -> bool:
    """Whether people or organisations, and no reconstructed positions, are on more than one side of a crux."""
    sides = [kb.claim(link.end) for link in kb.graph.links_from("side", crux)]
    return (
        sum(
            any(belief.side == "for" and _is_named(kb, belief.viewpoint.id) for belief in side.held_by)
            for side in sides
        )
        > 1
    )


def _is_named(kb: KnowledgeBase, viewpoint: str) -> bool:
    holders = kb.graph.links_from("holder", viewpoint)
    return bool(holders) and kb.corpus.entry(holders[0].end).data.get("kind", "person") != "position"


def _leading(kb: KnowledgeBase, layout: Strata) -> set[str]:
    order = sorted(layout.places, key=lambda id: -layout.places[id].weight)
    heaviest = {id for kind in ("claim", "crux") for id in [one for one in order if kb.graph.kind(one) == kind][:8]}
    return heaviest | set(dividing_cruxes(kb))


def _leading_titles(kb: KnowledgeBase, layout: Strata) -> list[Row]:
    """Numbers and titles of the records that the first panel names: those on which most depends, and such cruxes."""
    leading = _leading(kb, layout)
    return [[place, harmless(kb.graph.title(id))] for place, id in enumerate(layout.places) if id in leading]


def _nodes(kb: KnowledgeBase, layout: Strata) -> dict[str, list[str] | list[int] | list[float]]:
    entries = {id: kb.corpus.entry(id) for id in layout.places}
    places = layout.places.values()
    slots = {id: slot for inside in interiors(kb.graph) for id, slot in inside.slots.items()}
    return {
        "id": list(layout.places),
        "kind": [_KINDS.index(entry.kind) for entry in entries.values()],
        "status": [_STATUSES.index(entry.data.get("status", "draft")) for entry in entries.values()],
        "topic": [place.column for place in places],
        "x": [slots[id][0] for id in layout.places],
        "y": [slots[id][1] for id in layout.places],
        "row": [place.row for place in places],
        "dependents": [place.weight for place in places],
    }


def _steps(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    return [
        [int(step.kind == "attacks"), _STRENGTHS.index(step.strength), number[step.conclusion]]
        + [number[premise] for premise in step.premises]
        for step in graph.steps.values()
    ]


def _arguments(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    return [[place, number[step.start]] for place, step in enumerate(graph.steps.values()) if step.is_argument]


def _groups(graph: ArgumentGraph) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, step in enumerate(graph.steps.values()):
        if step.group:
            found[step.group].append(place)
    return list(found.values())


def _undercuts(graph: ArgumentGraph, number: dict[str, int]) -> list[list[int]]:
    place = {name: index for index, name in enumerate(graph.steps)}
    return [[number[undercut.start], place[undercut.step]] for undercut in graph.parts.undercuts]


def _viewpoints(graph: ArgumentGraph, number: dict[str, int]) -> list[ViewOnMap]:
    found: list[ViewOnMap] = []
    for id in graph.ids("viewpoint"):
        holder = graph.links_from("holder", id)
        beliefs = graph.beliefs_of(id)
        found.append(
            {
                "id": id,
                "title": harmless(graph.title(id)),
                "date": str(graph.corpus.entry(id).data["date"]),
                "holder": holder[0].end if holder else "",
                "beliefs": [_belief(graph, belief, number[belief.claim]) for belief in beliefs],
                "readings": [number[belief.claim] for belief in beliefs if is_reading(graph, belief)],
            }
        )
    return found


def _belief(graph: ArgumentGraph, belief: BeliefLink, claim: int) -> Row:
    if belief.stance != "credence":
        return [claim, belief.stance]
    stated = credence_of(graph, belief)
    low, mid, high, _ = stated
    text = credence(stated)
    if text != percent_range(low, high):
        return [claim, mid, low, high, text]
    return [claim, mid] if low == high else [claim, mid, low, high]


def _others(kb: KnowledgeBase, number: dict[str, int]) -> list[list[object]]:
    """Records that are not on the map and can be searched for: type, id, title, further words, and claims that they touch."""
    found: list[list[object]] = []
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
        known = [kb.known(author, "person") for author in authors]
        names = [author if id is None else kb.graph.title(id) for author, id in zip(authors, known, strict=True)]
        return harmless(" ".join([*names, str(data.get("issued", ""))]))
    return harmless(" ".join(str(data.get("summary") or data.get("affiliation") or "").split())[:200])
