"""What an import must know of the base that it writes into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.exchange.arguments.records import ExistingRecords

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase


def existing_records(kb: KnowledgeBase) -> ExistingRecords:
    """The ids, texts and steps of a base, as the writer of records asks for them."""
    corpus = kb.corpus
    existing = ExistingRecords({*corpus, *corpus.failed, *corpus.aliases}, set(kb.graph.ids("topic")))
    for id in corpus:
        entry = corpus.entry(id)
        existing.kinds[id] = entry.kind
        text = " ".join(str(entry.data.get("statement") or entry.data.get("question") or "").split()).casefold()
        if entry.kind == "model":
            cited = entry.data.get("sources", ())
            existing.modelled.update(one if isinstance(one, str) else str(one["source"]) for one in cited)
        if not text:
            continue
        existing.statements[id] = text
        for citation in entry.data.get("sources", ()):
            source = citation if isinstance(citation, str) else str(citation["source"])
            existing.texts.setdefault((source, f"says {text}"), id)
            if not isinstance(citation, str) and "at" in citation:
                existing.texts.setdefault((source, f"at {citation['at']}"), id)
    for step in kb.graph.steps.values():
        existing.steps[step.kind, frozenset(step.premises), step.conclusion] = step.name
    existing.undercuts.update((undercut.start, undercut.step) for undercut in kb.graph.parts.undercuts)
    existing.links.update((link.kind, link.start, link.end) for link in kb.graph.parts.links)
    return existing
