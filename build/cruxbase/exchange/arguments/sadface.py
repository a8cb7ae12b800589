"""SADFace, the JSON form of Wells, Simon (2018) and the tools around it.

Atoms are claims. Scheme nodes are steps: for their conclusion, or against it where they are called conflict or attack. A
conflict that leads to a scheme node undercuts that step.
"""

from __future__ import annotations

from collections.abc import Mapping

from cruxbase.exchange.arguments.aif import AifGraph, Node, document_of
from cruxbase.exchange.arguments.document import Document, UnreadableDocument, json_content, one_line

_AGAINST = ("conflict", "attack", "contrar", "rebut", "undercut", "undermine")


def read_sadface(text: str, name: str) -> Document:
    """The document that a file in SADFace is. Its graph is one of AIF, with other words.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it is no such file.
    """
    content = json_content(text)
    if not isinstance(content, Mapping) or not isinstance(content.get("nodes"), list):
        raise UnreadableDocument("it has no list of nodes")
    document = Document(name, "SADFace")
    _metadata(content.get("metadata"), document)
    nodes: dict[str, Node] = {}
    for number, raw in enumerate(content["nodes"]):
        node = _node(raw, document)
        if node is None or node.id in nodes:
            why = "it has no id, or that of another" if node is None or node.id in nodes else ""
            document.report.dropped("node", why, document.place(f"nodes[{number}]"))
            continue
        nodes[node.id] = node
    edges = _edges(content.get("edges"), nodes, document)
    for resource in content.get("resources") or ():
        id = resource.get("id") if isinstance(resource, Mapping) else resource
        document.report.dropped("resource", "a text from which atoms were taken is not copied", document.place(id))
    return document_of(AifGraph(nodes, edges, {}), document)


def _metadata(metadata: object, document: Document) -> None:
    core = metadata.get("core") if isinstance(metadata, Mapping) else None
    if not isinstance(core, Mapping):
        return
    document.title = one_line(core.get("title") or "")
    for key in sorted(set(map(str, core)) - {"title", "id", "version"}):
        if core[key]:
            document.report.dropped(f"metadata {key}", "a base has no place for it", document.place("metadata"))


def _node(raw: object, document: Document) -> Node | None:
    if not isinstance(raw, Mapping) or not raw.get("id"):
        return None
    id, type = str(raw["id"]), str(raw.get("type") or "").lower()
    if type == "atom":
        for key in ("sources", "metadata", "custom"):
            if raw.get(key):
                document.report.dropped(f"{key} of an atom", "a base has no place for it", document.place(id))
        return Node(id, "I", str(raw.get("text") or ""), "")
    name = str(raw.get("name") or "")
    against = any(word in f"{name} {type}".lower() for word in _AGAINST)
    if type in ("scheme", "support", "inference", "conflict", "attack"):
        scheme = "" if name.lower() in ("support", "conflict", "attack", "inference") else name
        return Node(id, "CA" if against else "RA", name, scheme)
    return Node(id, type.upper() or "NOTHING", name, name)


def _edges(edges: object, nodes: Mapping[str, Node], document: Document) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    for number, raw in enumerate(edges if isinstance(edges, list) else ()):
        ends = (str(raw.get("source_id")), str(raw.get("target_id"))) if isinstance(raw, Mapping) else ("", "")
        if ends[0] in nodes and ends[1] in nodes and ends[0] != ends[1] and ends not in made:
            made.append(ends)
        else:
            why = "its ends are not two nodes, or it is there twice"
            document.report.dropped("edge", why, document.place(f"edges[{number}]"))
    return made
