"""The arggraph XML of the argumentative microtext corpora.

Elementary units (edu) make up argumentative units (adu), which are claims of the proponent or the opponent. An edge
supports (`sup`, `exa`), rebuts (`reb`) or undercuts (`und`) what it leads to, or adds a premise to another edge (`add`).
See Peldszus and Stede, "An annotated corpus of argumentative microtexts" (2016).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from cruxbase.exchange.arguments.document import (
    Document,
    Inference,
    Polarity,
    Statement,
    UndercutOf,
    UnreadableDocument,
    clean,
    one_line,
)
from cruxbase.exchange.arguments.safe_xml import xml_root


class _Edge(NamedTuple):
    id: str
    start: str
    end: str
    type: str


def read_arggraph(text: str, name: str) -> Document:
    """The document that a file in arggraph XML is.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it is no such file.
    """
    root = xml_root(text)
    if root.tag != "arggraph":
        raise UnreadableDocument(f"its root is {root.tag!r} and not 'arggraph'")
    document = Document(name, "arggraph")
    document.title = " ".join(part for part in (root.get("id"), root.get("topic_id")) if part)
    for key in ("stance",):
        if root.get(key):
            document.report.dropped(f"attribute {key}", "a base has no place for it", document.place(root.get(key)))
    edges = {
        id: _Edge(id, *(one.get(key) or "" for key in ("src", "trg", "type"))) for id, one in _elements(root, "edge")
    }
    _statements(root, edges, document)
    added = _added(edges, document)
    for edge in edges.values():
        if edge.type in ("sup", "exa", "reb"):
            _step(edge, added, document)
    for edge in edges.values():
        if edge.type == "und":
            _undercut(edge, edges, added, document)
        elif edge.type not in ("sup", "exa", "reb", "und", "add", "seg"):
            document.report.dropped(
                f"edge {edge.type or 'without a type'}"[:60], "its meaning is not known", document.place(edge.id)
            )
    return document


def _elements(root: ET.Element, tag: str) -> list[tuple[str, ET.Element]]:
    return [(one.get("id") or f"{tag} {number}", one) for number, one in enumerate(root.iter(tag))]


def _statements(root: ET.Element, edges: Mapping[str, _Edge], document: Document) -> None:
    """Claims, each with the text of the units that make it up, in the order of the text."""
    report = document.report
    units = dict(_elements(root, "edu"))
    order = {id: number for number, id in enumerate(units)}
    joints = {id for id, _ in _elements(root, "joint")}
    parts: dict[str, list[str]] = {}
    for edge in edges.values():
        if edge.type == "seg":
            parts.setdefault(edge.end, []).append(edge.start)

    def units_of(id: str, depth: int = 0) -> list[str]:
        found = []
        for part in parts.get(id, ()):
            found += [part] if part in units else units_of(part, depth + 1) if part in joints and depth < 9 else []
        return sorted(dict.fromkeys(found), key=order.__getitem__)

    used: set[str] = set()
    for id, one in _elements(root, "adu"):
        mine = units_of(id)
        used.update(mine)
        text = clean(" ".join(one_line(units[unit].text or "") for unit in mine))
        statement = Statement(id, text, f"adu {id}", document.place(id))
        if mine and all(units[unit].get("implicit") == "true" for unit in mine):
            statement.origin = "implied"
        side = {"pro": "proponent", "opp": "opponent"}.get(one.get("type") or "")
        if side:
            statement.tags.append(side)
        document.statements[id] = statement
        if not text:
            report.changed("adu", "it has no text, and is named by its number", document.place(id))
        else:
            report.kept("adu")
    for id in units:
        if id in used:
            report.kept("edu")
        else:
            report.dropped("edu", "it belongs to no claim", document.place(id))
    for id in sorted(joints):
        report.changed("joint", "its units are one statement", document.place(id))


def _added(edges: Mapping[str, _Edge], document: Document) -> dict[str, list[str]]:
    """Premises that further edges add to an edge, also by way of others."""
    added: dict[str, list[str]] = {}
    for edge in edges.values():
        if edge.type != "add":
            continue
        target, seen = edge.end, {edge.id}
        while target in edges and edges[target].type == "add" and target not in seen:
            seen.add(target)
            target = edges[target].end
        if target in edges and edge.start in document.statements and edges[target].type != "add":
            added.setdefault(target, []).append(edge.start)
            document.report.kept("add")
        else:
            document.report.dropped("add", "it adds to no edge, or is no claim", document.place(edge.id))
    return added


def _step(edge: _Edge, added: Mapping[str, list[str]], document: Document) -> None:
    place = document.place(edge.id)
    if edge.start not in document.statements or edge.end not in document.statements:
        document.report.dropped(edge.type, "it does not lead from a claim to a claim", place)
        return
    polarity: Polarity = "attacks" if edge.type == "reb" else "supports"
    premises = [edge.start, *added.get(edge.id, ())]
    scheme = "argument-from-example" if edge.type == "exa" else ""
    document.steps[edge.id] = Inference(edge.id, premises, edge.end, polarity, f"edge {edge.id}", place, scheme=scheme)
    document.report.kept(edge.type)


def _undercut(edge: _Edge, edges: Mapping[str, _Edge], added: Mapping[str, list[str]], document: Document) -> None:
    place = document.place(edge.id)
    target = edges.get(edge.end)
    while target is not None and target.type == "add":
        target = edges.get(target.end)
    if edge.start not in document.statements or target is None:
        document.report.dropped("und", "it does not lead from a claim to an edge", place)
        return
    if target.id not in document.steps:
        why = "it undercuts an undercut, or an edge that is not written; a base undercuts steps only"
        document.report.dropped("und", why, place)
        return
    others = [one_line(document.statements[id].text) for id in added.get(edge.id, ())]
    because = f"Together with: {'; '.join(others)}" if others else ""
    document.undercuts.append(UndercutOf(edge.start, target.id, because, place))
    if others:
        document.report.changed("und", "a linked undercut is written on its first premise", place)
    else:
        document.report.kept("und")
