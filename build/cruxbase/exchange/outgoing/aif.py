"""The arguments of a base in the Argument Interchange Format, as AIFdb's JSON has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cruxbase.citation import short_citation
from cruxbase.exchange.csl_json import person_data
from cruxbase.exchange.outgoing.parts import Exported, Outgoing, one_line
from cruxbase.records.vocabulary import scheme_title

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_FORCES = {"asks": "Questioning", "concedes": "Conceding", "reports": "Reporting", "quotes": "Quoting"}


def aif_json(kb: KnowledgeBase) -> Exported:
    """The base as one node set: claims as I-nodes, steps as RA- and CA-nodes, citations as locutions.

    Nodes that are records carry their id under `cruxbaseID`, which other programs pass over, so that they are
    recognised when the file comes back.
    """
    out = Outgoing(kb)
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str | None]] = []

    def node(id: str, type: str, text: str, **more: str) -> None:
        nodes.append({"nodeID": id, "text": text, "type": type, "timestamp": "", **more})

    def edge(start: str, end: str) -> None:
        edges.append({"edgeID": str(len(edges) + 1), "fromID": start, "toID": end, "formEdgeID": None})

    for id, claim in out.claims.items():
        node(id, "I", claim["text"], cruxbaseID=id, title=claim["title"], recordType=claim["type"])
        out.report.kept("claim")
    steps = set()
    for step in out.steps():
        steps.add(step.name)
        supports = step.kind == "supports"
        scheme = scheme_title(step.scheme) if step.scheme else "Default Inference" if supports else "Default Conflict"
        node(f"step {step.name}", "RA" if supports else "CA", scheme, scheme=scheme)
        for premise in step.premises:
            edge(premise, f"step {step.name}")
        edge(f"step {step.name}", step.conclusion)
        out.report.kept(f"step that {step.kind}")
        if step.because:
            out.report.dropped("warrant", "a scheme node says the name of its scheme", step.name)
    for number, (start, step_name, because) in enumerate(out.undercuts(), start=1):
        if step_name not in steps:
            out.report.dropped("undercut", "its step is not handed on", start)
            continue
        node(f"undercut {number}", "CA", "Default Conflict", scheme="Default Conflict")
        edge(start, f"undercut {number}")
        edge(f"undercut {number}", f"step {step_name}")
        out.report.kept("undercut")
        if because:
            out.report.dropped("warrant", "a scheme node says the name of its scheme", start)
    for link in kb.graph.parts.links:
        if link.kind == "refines" and link.start in out.claims and link.end in out.claims:
            id = f"refines {link.start} {link.end}"
            node(id, "MA", "Default Rephrase", scheme="Default Rephrase")
            edge(link.start, id)
            edge(id, link.end)
            out.report.changed("refines", "is a rephrase", link.start)
    _locutions(kb, out, node, edge)
    out.leave_out(links=frozenset(("refines",)), citations=True, why="AIF has no word for it")
    content = {"nodes": nodes, "edges": edges, "locutions": []}
    return Exported(json.dumps(content, ensure_ascii=False, indent=1) + "\n", out.report)


class _AddNode(Protocol):
    def __call__(self, id: str, type: str, text: str, **more: str) -> None: ...


def _locutions(kb: KnowledgeBase, out: Outgoing, node: _AddNode, edge: Callable[[str, str], None]) -> None:
    for source in kb.sources():
        short = short_citation(kb.corpus.entry(source.id).data, lambda id: person_data(kb, id))
        for citation in source.cited_by:
            claim = citation.record.id
            if claim not in out.claims:
                continue
            number = out.report.count("citation") + 1
            said = one_line(f"{short}{', ' + citation.at if citation.at else ''}: {out.claims[claim]['title']}")
            node(f"locution {number}", "L", said)
            force = _FORCES.get(citation.role, "Asserting")
            node(f"illocution {number}", "YA", force, scheme=force)
            edge(f"locution {number}", f"illocution {number}")
            edge(f"illocution {number}", claim)
            out.report.changed("citation", "is a locution", claim)
