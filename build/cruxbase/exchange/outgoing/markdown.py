"""The base as one document in Markdown, by topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cruxbase.citation import short_citation
from cruxbase.exchange.csl_json import person_data
from cruxbase.exchange.outgoing.parts import Exported, Outgoing, one_line

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(kb: KnowledgeBase) -> Exported:
    """Topics as chapters, claims as sections with what they say, where it is said, and what is for and against them.

    Sections have labels, `(id)=`, which MyST reads and links to; other readers show them as a line.
    """
    out = Outgoing(kb)
    into: dict[str, list[str]] = {}
    for step in out.steps():
        word = "For" if step.kind == "supports" else "Against"
        premises = " and ".join(f"[{_shown(out.claims[id]['title'])}](#{id})" for id in step.premises)
        because = f" – {_shown(one_line(step.because))}" if step.because else ""
        into.setdefault(step.conclusion, []).append(f"- {word}: {premises}{because}")
        out.report.kept(f"step that {step.kind}")
    undercut: dict[str, list[str]] = {}
    for start, name, _ in out.undercuts():
        step = kb.graph.steps[name]
        if step.conclusion in out.claims:
            undercut.setdefault(step.conclusion, []).append(
                f"- Undercut: [{_shown(out.claims[start]['title'])}](#{start}) says why the step from"
                f" “{_shown(kb.graph.title(step.start))}” fails"
            )
            out.report.kept("undercut")
    by_topic: dict[str, list[str]] = {}
    for id, claim in out.claims.items():
        by_topic.setdefault(claim["topic"], []).append(id)
    lines: list[str] = []
    for topic, ids in by_topic.items():
        lines += [f"# {_shown(kb.graph.title(topic))}", ""]
        for id in ids:
            claim = out.claims[id]
            lines += [f"({id})=", f"## {_shown(claim['title'])}", "", claim["text"], ""]
            lines += [*_citations(kb, id, out), *into.get(id, ()), *undercut.get(id, ())]
            lines += [""] if lines[-1] else []
            out.report.kept("claim")
    out.leave_out(citations=True, why="this document tells of claims and steps")
    return Exported("\n".join(lines).rstrip() + "\n", out.report)


def _citations(kb: KnowledgeBase, id: str, out: Outgoing) -> list[str]:
    cited = []
    for citation in kb.claim(id).record.sources:
        known = kb.known(citation.source, "source")
        if known is None:
            continue
        short = short_citation(kb.corpus.entry(known).data, lambda author: person_data(kb, author))
        cited.append(f"{short}{', ' + citation.at if citation.at else ''}")
        out.report.kept("citation")
    return [f"Sources: {_shown('; '.join(cited))}.", ""] if cited else []


def _shown(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
