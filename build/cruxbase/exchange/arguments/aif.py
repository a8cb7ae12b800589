"""The Argument Interchange Format as AIFdb writes it in JSON, and xAIF, which wraps that.

I-nodes become claims; RA-nodes steps for, CA-nodes steps against; a CA-node that leads to an inference or a conflict
is an undercut of that step. MA-nodes (rephrases) become `refines`. L-nodes (locutions) become citations of what they
say. See Chesñevar et al., "Towards an argument interchange format", The Knowledge Engineering Review 21 (2006), and
Budzynska et al., "Theoretical foundations for illocutionary structure parsing", Argument & Computation 7 (2016).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cruxbase.exchange.arguments.document import (
    Document,
    Inference,
    JsonMapping,
    Polarity,
    Relation,
    Said,
    Statement,
    UndercutOf,
    UnreadableDocument,
    clean,
    json_content,
    one_line,
)
from cruxbase.records import SCHEMES
from cruxbase.support.plain_data import list_or_empty

_STATEMENTS, _STEPS = frozenset(("I",)), frozenset(("RA", "CA"))
_NAMES = {
    "I": "I-node",
    "L": "locution",
    "RA": "inference",
    "CA": "conflict",
    "MA": "rephrase",
    "PA": "preference",
    "TA": "transition",
    "YA": "illocution",
}
_ROLES = (
    ("question", "asks"),
    ("challeng", "asks"),
    ("conced", "concedes"),
    ("quot", "quotes"),
    ("report", "reports"),
    ("popular", "reports"),
)
_SPOKEN = re.compile(r"\s*([^:\n]{1,60}?)\s*:\s+\S")
_OUR_SCHEMES = {re.sub(r"^argument-from-|-argument$|-", "", name): name for name in SCHEMES} | {
    "verbalclassification": "argument-from-verbal-classification",
    "causetoeffect": "argument-from-cause-to-effect",
    "argumentfromauthority": "argument-from-expert-opinion",
    "modusponens": "deduction",
    "defeasiblemodusponens": "deduction",
}
_NO_SCHEME = frozenset(("defaultinference", "ra", "inference", "defaultconflict", "ca", "conflict", "", "default"))


class Node(NamedTuple):
    """A node of an argument graph in AIF; of one that we wrote, with the id and title of the record."""

    id: str
    type: str
    text: str
    scheme: str
    record: str = ""
    title: str = ""


class AifGraph(NamedTuple):
    """Nodes by id, and edges."""

    nodes: dict[str, Node]
    edges: list[tuple[str, str]]
    speakers: dict[str, str]


def read_aif_json(text: str, name: str) -> Document:
    """The document that a file of AIFdb, or of xAIF, is.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it is no such file.
    """
    content = json_content(text)
    document = Document(name, "AIF")
    if isinstance(content, Mapping) and isinstance(content.get("AIF"), Mapping):  # xAIF, and OVA's own files
        document.format = "xAIF"
        for key in sorted(set(content) - {"AIF"}):
            if content[key] not in (None, "", [], {}, False):
                document.report.dropped(f"{key} of xAIF", "it is no part of the argument", document.place(key))
        content = content["AIF"]
    if not isinstance(content, Mapping) or not isinstance(content.get("nodes"), list):
        raise UnreadableDocument("it has no list of nodes")
    return document_of(_graph(content, document), document)


def _graph(content: JsonMapping, document: Document) -> AifGraph:
    report = document.report
    nodes: dict[str, Node] = {}
    for number, raw in enumerate(list_or_empty(content["nodes"])):
        if not isinstance(raw, Mapping) or "nodeID" not in raw:
            report.dropped("node", "it has no id", document.place(f"nodes[{number}]"))
            continue
        node = Node(
            str(raw["nodeID"]),
            str(raw.get("type") or "").upper(),
            str(raw.get("text") or ""),
            str(raw.get("scheme") or raw.get("text") or ""),
            str(raw.get("cruxbaseID") or ""),
            str(raw.get("title") or "") if raw.get("cruxbaseID") else "",
        )
        if node.id in nodes:
            report.dropped("node", "its id is another node's", document.place(node.id))
            continue
        nodes[node.id] = node
    edges: list[tuple[str, str]] = []
    seen: set[tuple[str, str]] = set()
    for number, raw in enumerate(list_or_empty(content.get("edges"))):
        ends = (str(raw.get("fromID")), str(raw.get("toID"))) if isinstance(raw, Mapping) else ("", "")
        if ends[0] not in nodes or ends[1] not in nodes:
            report.dropped("edge", "one of its ends is no node", document.place(f"edges[{number}]"))
        elif ends[0] == ends[1]:
            report.dropped("edge", "it leads from a node to itself", document.place(f"edges[{number}]"))
        elif ends in seen:
            report.dropped("edge", "it is there twice", document.place(f"edges[{number}]"))
        else:
            seen.add(ends)
            edges.append(ends)
    return AifGraph(nodes, edges, _speakers(content))


def _speakers(content: JsonMapping) -> dict[str, str]:
    """Who makes each locution, where participants are named."""
    people = {
        str(one.get("participantID")): one_line(f"{one.get('firstname') or ''} {one.get('surname') or ''}")
        for one in list_or_empty(content.get("participants"))
        if isinstance(one, Mapping)
    }
    return {
        str(one.get("nodeID")): people[str(one.get("personID"))]
        for one in list_or_empty(content.get("locutions"))
        if isinstance(one, Mapping) and people.get(str(one.get("personID")))
    }


def document_of(graph: AifGraph, document: Document) -> Document:
    """The document that a graph in AIF describes; every node has its line in the report."""
    _Reader(graph, document).read()
    return document


class _Reader:
    def __init__(self, graph: AifGraph, document: Document) -> None:
        self.graph = graph
        self.document = document
        self.report = document.report
        self.into: dict[str, list[str]] = {}
        self.out: dict[str, list[str]] = {}
        for start, end in graph.edges:
            self.out.setdefault(start, []).append(end)
            self.into.setdefault(end, []).append(start)
        self.steps: dict[str, list[str]] = {}  # keys of inferences that a scheme node became

    def type(self, id: str) -> str:
        return self.graph.nodes[id].type

    def read(self) -> None:
        self._statements()
        self._locutions()
        by_type: dict[str, list[Node]] = {}
        for node in self.graph.nodes.values():
            by_type.setdefault(node.type if node.type in _NAMES else "?", []).append(node)
        for node in (*by_type.get("RA", ()), *by_type.get("CA", ())):
            self._step(node)
        waiting = [node for node in (*by_type.get("CA", ()), *by_type.get("RA", ())) if node.id not in self.steps]
        self._undercuts(waiting)
        for node in by_type.get("MA", ()):
            self._rephrase(node)
        for node in by_type.get("PA", ()):
            self.report.dropped("preference", "a base has no preferences between claims", self.document.place(node.id))
        for node in by_type.get("TA", ()):
            self.report.dropped("transition", "it orders a dialogue, and is no argument", self.document.place(node.id))
        for node in by_type.get("?", ()):
            why = "its type is none of AIF's"
            self.report.dropped(f"node of type {node.type or 'nothing'}"[:60], why, self.document.place(node.id))
        self._direct_edges()

    # statements and who makes them

    def _statements(self) -> None:
        for node in self.graph.nodes.values():
            if node.type == "I":
                self._add_statement(node)
                if clean(node.text):
                    self.report.kept("I-node")
                else:
                    self.report.changed(
                        "I-node", "it has no text, and is named by its number", self.document.place(node.id)
                    )
            elif node.type == "L" and {"RA", "CA", "MA"} & {self.type(near) for near in self._near(node.id)}:
                self._add_statement(node)

    def _near(self, id: str) -> tuple[str, ...]:
        return (*self.out.get(id, ()), *self.into.get(id, ()))

    def _add_statement(self, node: Node) -> None:
        place = self.document.place(node.id)
        statement = Statement(node.id, clean(node.text), f"node {node.id}", place, node.title, id=node.record)
        self.document.statements[node.id] = statement

    def _locutions(self) -> None:
        """Citations of what locutions say; an illocution leads from a locution or a transition to what it is about."""
        quoting: set[str] = set()
        for node in self.graph.nodes.values():
            if node.type != "YA":
                continue
            contents = [end for end in self.out.get(node.id, ()) if end in self.document.statements]
            voices = [start for start in self.into.get(node.id, ()) if self.type(start) == "L"]
            if contents and voices:
                for content in contents:
                    said = self.document.statements[content].said
                    said.extend(self._said(self.graph.nodes[voice], node) for voice in voices)
                quoting.update(voices)
                self.report.changed("illocution", "it is the role and note of a citation", self.document.place(node.id))
            elif any(self.type(end) in ("RA", "CA", "MA") for end in self.out.get(node.id, ())):
                why = "that somebody makes this step is not written; the step cites its own node"
                self.report.dropped("illocution", why, self.document.place(node.id))
            else:
                self.report.dropped("illocution", "it says nothing of a statement", self.document.place(node.id))
        for node in self.graph.nodes.values():
            if node.type != "L":
                continue
            if node.id in self.document.statements:
                self.report.changed(
                    "locution", "it stands in an argument itself, and is a claim", self.document.place(node.id)
                )
            elif node.id in quoting:
                self.report.kept("locution")
            else:
                self.report.dropped("locution", "it says no statement of the graph", self.document.place(node.id))

    def _said(self, locution: Node, illocution: Node) -> Said:
        force = one_line(illocution.scheme)
        role = next((role for word, role in _ROLES if word in force.lower()), "asserts")
        words = clean(locution.text)
        speaker = self.graph.speakers.get(locution.id, "")
        if speaker and not _SPOKEN.match(words):
            words = f"{speaker}: {words}"
        usual = force.lower() in ("asserting", "default illocuting", "") or re.match(r"YA_[0-9a-f]+$", force)
        return Said(f"node {locution.id}", role, words if usual else f"{force}. {words}")

    # steps

    def _ends(self, node: Node) -> tuple[list[str], list[str], list[str]]:
        """Premises, conclusions that are statements, and conclusions that are schemes."""
        premises = [start for start in self.into.get(node.id, ()) if start in self.document.statements]
        ends = self.out.get(node.id, ())
        statements = [end for end in ends if end in self.document.statements]
        return premises, statements, [end for end in ends if end not in self.document.statements]

    def _step(self, node: Node) -> None:
        premises, conclusions, _ = self._ends(node)
        if not premises or not conclusions:
            return
        polarity: Polarity = "supports" if node.type == "RA" else "attacks"
        scheme, because = _scheme(node)
        self.steps[node.id] = []
        for number, conclusion in enumerate(conclusions):
            key = node.id if not number else f"{node.id}.{number}"
            place = self.document.place(node.id)
            self.document.steps[key] = Inference(
                key,
                premises,
                conclusion,
                polarity,
                f"node {node.id}",
                place,
                "",
                because,
                scheme,
            )
            self.steps[node.id].append(key)
        if len(conclusions) > 1:
            self.report.changed(
                _NAMES[node.type], "it has several conclusions, and is a step to each", self.document.place(node.id)
            )
        else:
            self.report.kept(_NAMES[node.type])

    def _undercuts(self, waiting: list[Node]) -> None:
        for node in waiting:
            premises, _, schemes = self._ends(node)
            name, place = _NAMES[node.type], self.document.place(node.id)
            targets = [end for end in schemes if end in self.steps]
            if node.type == "CA" and premises and targets:
                others = [one_line(self.document.statements[premise].text) for premise in premises[1:]]
                because = f"Together with: {'; '.join(others)}" if others else ""
                for target in targets:
                    for key in self.steps[target]:
                        self.document.undercuts.append(UndercutOf(premises[0], key, because, place))
                if others:
                    self.report.changed(name, "a linked undercut is written on its first premise", place)
                else:
                    self.report.kept(name)
            elif node.type == "RA" and premises and targets:
                self.report.dropped(name, "a base has no reasons for a step but its warrant", place)
            elif premises and schemes:
                self.report.dropped(name, self._why_not(node, schemes), place)
            else:
                self.report.dropped(name, "it has no premise or no conclusion", place)
        for node in self.graph.nodes.values():
            if node.id in self.steps:
                for end in self._ends(node)[2]:
                    why = "besides a claim it leads to another step"
                    self.report.dropped(
                        f"second edge of: {_NAMES[node.type]}", why, self.document.place(f"{node.id}->{end}")
                    )

    def _why_not(self, node: Node, schemes: list[str]) -> str:
        kinds = {self.type(end) for end in schemes}
        if node.type == "CA" and kinds <= {"RA", "CA"}:
            return "it speaks against an undercut, or against a step that is not written; a base undercuts steps only"
        return f"it leads to a {_NAMES.get(next(iter(sorted(kinds))), 'node of another type')}"

    def _rephrase(self, node: Node) -> None:
        premises, conclusions, _ = self._ends(node)
        place = self.document.place(node.id)
        pairs = [(start, end) for start in premises for end in conclusions if start != end]
        for start, end in pairs:
            self.document.relations.append(Relation("refines", start, end, "A rephrase.", place))
        if pairs:
            self.report.changed("rephrase", "it is called refines, which carries no strength", place)
        else:
            self.report.dropped("rephrase", "it does not stand between two statements", place)

    def _direct_edges(self) -> None:
        """Edges that join two statements without a scheme say nothing of how."""
        for start, end in self.graph.edges:
            kinds = (self.type(start), self.type(end))
            if kinds[0] in ("I", "L") and kinds[1] in ("I", "L"):
                why = "no scheme says whether it is for or against"
                self.report.dropped("edge between two statements", why, self.document.place(f"{start}->{end}"))
            elif start in self.document.statements and kinds[1] in ("YA", "TA", "PA") and kinds[0] == "I":
                why = "it leads from a statement to a scheme of a dialogue"
                self.report.dropped("edge", why, self.document.place(f"{start}->{end}"))


def _scheme(node: Node) -> tuple[str, str]:
    """Our name of a scheme, and else its own as a warrant."""
    written = one_line(node.scheme)
    key = re.sub(r"[^a-z]", "", written.lower())
    if key in _NO_SCHEME or re.match(r"(RA|CA)_[0-9a-f]{8,}$", written):
        return "", ""
    shorter = re.sub(r"^(defaultinference|argumentfrom|argument)|argument$", "", key)
    ours = _OUR_SCHEMES.get(key) or _OUR_SCHEMES.get(shorter)
    return (ours, "") if ours else ("", f"Scheme: {written}")
