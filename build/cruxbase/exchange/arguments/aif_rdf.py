"""The Argument Interchange Format in RDF: RDF/XML, Turtle or N-Triples, read by `pyoxigraph`.

Nodes are of the classes `I-node`, `RA-node`, `CA-node` … of the AIF ontology, whatever its namespace; properties name the
role of an edge: `Premise`, `Conclusion`, `ConflictingElement`, `ConflictedElement` and the like.
"""

from __future__ import annotations

import re
from typing import Protocol

from cruxbase.exchange.arguments.aif import AifGraph, Node, document_of
from cruxbase.exchange.arguments.document import Document, UnreadableDocument

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CLASSES = frozenset(("I", "L", "RA", "CA", "MA", "PA", "TA", "YA"))
_IN = frozenset(("premise", "presumption", "conflictingelement", "preferredelement", "locution", "startlocution"))
_OUT = frozenset(("conclusion", "conflictedelement", "dispreferredelement", "illocutedcontent", "endlocution"))
_TEXT = frozenset(("claimtext", "text", "nodetext"))
_SCHEME = frozenset(("fulfils", "scheme", "usesscheme", "fulfills", "i-fulfil", "formdescription"))
_IGNORED = frozenset(("type", "nodeid"))
_NO_PLACE = frozenset(("creationdate", "imports", "versioninfo", "comment", "timestamp"))


def read_aif_rdf(text: str, name: str) -> Document:
    """The document that a graph in RDF describes.

    Args:
        text: of the file.
        name: of the file; its ending says the syntax, RDF/XML where it is none of `.ttl` and `.nt`.

    Raises:
        UnreadableDocument: it cannot be read, or `pyoxigraph` is not installed.
    """
    document = Document(name, "AIF in RDF")
    triples = _triples(text, name)
    types = _types(triples)
    if not types:
        raise UnreadableDocument("no node of it is of a class of the AIF ontology")
    short = _short_names(types)
    words: dict[str, dict[str, str]] = {"text": {}, "scheme": {}, "label": {}}
    edges: dict[tuple[str, str], None] = {}
    for subject, predicate, value in triples:
        if subject not in types:
            continue
        word = re.sub(r"^(has|is)(?=[A-Z])", "", re.split(r"[#/]", predicate)[-1]).lower()
        if word in _TEXT:
            words["text"][subject] = value.value
        elif word == "label":
            words["label"][subject] = value.value
        elif word in _SCHEME:
            words["scheme"][subject] = re.sub(r"[_-]", " ", re.split(r"[#/]", value.value)[-1])
        elif word in _IN or word in _OUT:
            _edge(edges, short, (subject, value.value) if word in _OUT else (value.value, subject), document)
        elif word in _NO_PLACE:
            document.report.dropped(f"property {word}", "a base has no place for it", document.place(short[subject]))
        elif word not in _IGNORED:
            document.report.dropped(f"property {word}"[:60], "its meaning is not known", document.place(short[subject]))
    nodes = {}
    for id, kind in types.items():
        scheme = re.sub(r" Inference$| Conflict$", "", words["scheme"].get(id, ""))
        nodes[short[id]] = Node(short[id], kind, words["text"].get(id) or words["label"].get(id, ""), scheme)
    return document_of(AifGraph(nodes, list(edges), {}), document)


class _Value(Protocol):
    """An object of a triple: a node or a literal."""

    @property
    def value(self) -> str:
        """Its address or its text."""


Triple = tuple[str, str, _Value]


def _types(triples: list[Triple]) -> dict[str, str]:
    """The type of each node, in the short form of AIFdb."""
    types: dict[str, str] = {}
    for subject, predicate, value in triples:
        name = re.split(r"[#/]", getattr(value, "value", ""))[-1]
        match = re.fullmatch(r"([A-Za-z]+?)(?:-node|_node|Node)?", name)
        if predicate == _TYPE and match and (match[1] in _CLASSES or name.endswith("-node")):
            types[subject] = match[1]
    return types


def _edge(edges: dict[tuple[str, str], None], short: dict[str, str], ends: tuple[str, str], document: Document) -> None:
    if ends[0] in short and ends[1] in short:
        edges[short[ends[0]], short[ends[1]]] = None
    else:
        known = short.get(ends[0]) or short.get(ends[1]) or ""
        document.report.dropped("edge", "one of its ends is no node", document.place(known))


def _triples(text: str, name: str) -> list[Triple]:
    try:
        import pyoxigraph
    except ModuleNotFoundError:
        raise UnreadableDocument("reading RDF needs pyoxigraph: pip install 'cruxbase[rdf]'") from None
    formats = {"ttl": pyoxigraph.RdfFormat.TURTLE, "nt": pyoxigraph.RdfFormat.N_TRIPLES}
    format = formats.get(name.rpartition(".")[2].lower(), pyoxigraph.RdfFormat.RDF_XML)
    try:
        quads = list(pyoxigraph.parse(text, format=format, base_iri="http://base.invalid/"))
    except (SyntaxError, ValueError, OSError) as error:
        raise UnreadableDocument(f"it is no RDF: {error}") from None
    return sorted(
        ((str(getattr(quad.subject, "value", quad.subject)), quad.predicate.value, quad.object) for quad in quads),
        key=lambda triple: (triple[0], triple[1], str(triple[2])),
    )


def _short_names(types: dict[str, str]) -> dict[str, str]:
    """The last part of each address, where that is one node's only; else the whole address."""
    last = {id: re.split(r"[#/]", id.rstrip("/#"))[-1] or id for id in types}
    many = {name for name in last.values() if list(last.values()).count(name) > 1} if len(last) < 5000 else set()
    return {id: id if name in many else name for id, name in last.items()}
