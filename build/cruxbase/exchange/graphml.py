"""The argument graph as GraphML, which Gephi, yEd, Cytoscape and igraph read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def graphml(kb: KnowledgeBase) -> str:
    """The graph of `kb.to_networkx()` as GraphML.

    Nodes are records and steps; the attribute `kind` of an edge says what it means. Attributes that are no plain values
    are written as JSON.
    """
    return "\n".join(_lines(kb)) + "\n"


def _lines(kb: KnowledgeBase) -> Iterator[str]:
    graph = kb.to_networkx(plain=False)
    nodes = [(str(name), _plain(data)) for name, data in sorted(graph.nodes(data=True))]
    edges = [
        (str(start), str(end), _plain({"kind": key, **data}))
        for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3])
    ]
    node_keys = sorted({key for _, data in nodes for key in data})
    edge_keys = sorted({key for *_, data in edges for key in data})
    yield _HEAD
    for prefix, element, keys in (("n", "node", node_keys), ("e", "edge", edge_keys)):
        for key in keys:
            name = quoteattr(key)
            yield f'  <key id="{prefix}-{key}" for="{element}" attr.name={name} attr.type="string"/>'
    yield '  <graph id="cruxbase" edgedefault="directed">'
    for name, data in nodes:
        yield f"    <node id={quoteattr(_clean(name))}>{''.join(_data('n', data))}</node>"
    for number, (start, end, data) in enumerate(edges):
        ends = f"source={quoteattr(_clean(start))} target={quoteattr(_clean(end))}"
        yield f'    <edge id="e{number}" {ends}>{"".join(_data("e", data))}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _plain(data: Mapping[str, object]) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in data.items()
        if value is not None and value != ""
    }


def _data(prefix: str, data: dict[str, str]) -> Iterator[str]:
    for key, value in sorted(data.items()):
        yield f'<data key="{prefix}-{key}">{escape(_clean(value))}</data>'


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN)
