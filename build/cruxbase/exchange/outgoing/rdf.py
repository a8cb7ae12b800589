"""The base as RDF: schema.org for what records are, CiTO for citations, the AIF ontology for arguments."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.citation import author_names
from cruxbase.exchange.csl_json import person_data
from cruxbase.exchange.outgoing.parts import Exported, Outgoing

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

PREFIXES = {
    "schema": "https://schema.org/",
    "cito": "http://purl.org/spar/cito/",
    "aif": "http://www.arg.dundee.ac.uk/aif#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "np": "http://www.nanopub.org/nschema#",
    "dct": "http://purl.org/dc/terms/",
}
DEFAULT_ADDRESS = "urn:cruxbase:"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ROLES = {
    "asserts": "cito:citesAsAuthority",
    "reports": "cito:citesForInformation",
    "quotes": "cito:includesQuotationFrom",
    "concedes": "cito:citesAsAuthority",
    "asks": "cito:discusses",
    "background": "cito:obtainsBackgroundFrom",
}
_CLASSES = {"question": "schema:Question", "crux": "schema:Question", "definition": "schema:DefinedTerm"}
_WORKS = {"book": "schema:Book", "dataset": "schema:Dataset", "report": "schema:Report", "webpage": "schema:WebPage"}


class Triple(NamedTuple):
    """One statement in RDF: addresses, of which the last may be a text instead."""

    subject: str
    predicate: str
    value: str
    is_text: bool = False


def n_quads(kb: KnowledgeBase, address: str = DEFAULT_ADDRESS) -> Exported:
    """The base as N-Quads, in one graph named by the address of the base.

    Args:
        kb: the base.
        address: that ids are appended to.
    """
    out = Outgoing(kb)
    graph = f"<{_iri(address)}>"
    return Exported("".join(f"{_line(triple)} {graph} .\n" for triple in _triples(out, address)), out.report)


def json_ld(kb: KnowledgeBase, address: str = DEFAULT_ADDRESS) -> Exported:
    """The base as JSON-LD: one object for each record and step."""
    out = Outgoing(kb)
    subjects: dict[str, dict[str, list[str | dict[str, str]]]] = {}
    for triple in _triples(out, address):
        one = subjects.setdefault(triple.subject, {})
        if triple.predicate == "rdf:type":
            one.setdefault("@type", []).append(triple.value)
        else:
            value = triple.value if triple.is_text else {"@id": triple.value}
            one.setdefault(triple.predicate, []).append(value)
    context = {name: PREFIXES[name] for name in ("schema", "cito", "aif")}
    content = {"@context": context, "@graph": [{"@id": id, **one} for id, one in subjects.items()]}
    return Exported(json.dumps(content, ensure_ascii=False, indent=1) + "\n", out.report)


def nanopublications(kb: KnowledgeBase, address: str = DEFAULT_ADDRESS) -> Exported:
    """Claims that cite a source, each as a nanopublication in TriG: assertion, provenance, and what it is published as."""
    out = Outgoing(kb)
    blocks = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    for id, claim in out.claims.items():
        cited = [c for c in kb.graph.citations_by(id) if kb.known(c.source, "source")]
        if not cited:
            out.report.dropped("claim", "it cites nothing, and so has no provenance", id)
            continue
        here = _iri(f"{address}{id}")
        sources = " , ".join(f"<{_iri(address + source)}>" for source in dict.fromkeys(c.source for c in cited))
        kind = _CLASSES.get(claim["type"], "schema:Claim")
        parts = {
            "head": f"<{here}#np> a np:Nanopublication ; np:hasAssertion <{here}#assertion> ;"
            f" np:hasProvenance <{here}#provenance> ; np:hasPublicationInfo <{here}#pubinfo> .",
            "assertion": f"<{here}> a {kind} ; schema:name {_text(claim['title'])} ; schema:text {_text(claim['text'])} .",
            "provenance": f"<{here}#assertion> prov:wasDerivedFrom {sources} .",
            "pubinfo": f"<{here}#np> dct:license <{_LICENCE}> ; prov:wasDerivedFrom <{_iri(address)}> .",
        }
        blocks += [f"<{here}#{name}> {{ {body} }}" for name, body in parts.items()]
        out.report.kept("claim")
    for step in out.steps():
        out.report.dropped(f"step that {step.kind}", "a nanopublication is of one claim", step.name)
    return Exported("\n".join(blocks) + "\n", out.report)


def _triples(out: Outgoing, address: str) -> Iterator[Triple]:
    kb = out.kb

    def at(id: str) -> str:
        return _iri(f"{address}{id}")

    for id, claim in out.claims.items():
        for kind in (_CLASSES.get(claim["type"], "schema:Claim"), "aif:I-node"):
            yield Triple(at(id), "rdf:type", kind)
        yield Triple(at(id), "schema:name", claim["title"], True)
        yield Triple(at(id), "schema:text", claim["text"], True)
        yield Triple(at(id), "aif:claimText", claim["text"], True)
        yield Triple(at(id), "schema:about", at(claim["topic"]))
        for citation in kb.claim(id).record.sources:
            yield Triple(at(id), _ROLES[citation.role], at(citation.source))
            out.report.kept("citation")
        out.report.kept("claim")
    yield from _arguments(out, at)
    for source in kb.sources():
        yield from _source(kb, source.id, at(source.id))
        out.report.kept("source")
    for person in kb.people():
        kind = "Person" if person.record.kind in ("person", "participant") else "Organization"
        yield Triple(at(person.id), "rdf:type", f"schema:{kind}")
        yield Triple(at(person.id), "schema:name", person.title, True)
        out.report.kept("person")
    for topic in kb.graph.ids("topic"):
        yield Triple(at(topic), "rdf:type", "schema:DefinedTerm")
        yield Triple(at(topic), "schema:name", kb.graph.title(topic), True)
    for kind in ("viewpoint", "model"):
        for id in kb.graph.ids(kind):
            out.report.dropped(kind, "these vocabularies have no word for it", id)


def _arguments(out: Outgoing, at: Callable[[str], str]) -> Iterator[Triple]:
    steps: set[str] = set()
    for step in out.steps():
        node = at(f"step/{step.name}")
        steps.add(step.name)
        supports = step.kind == "supports"
        yield Triple(node, "rdf:type", "aif:RA-node" if supports else "aif:CA-node")
        for premise in step.premises:
            yield Triple(node, "aif:Premise" if supports else "aif:ConflictingElement", at(premise))
            yield Triple(at(step.conclusion), "cito:isSupportedBy" if supports else "cito:isDisputedBy", at(premise))
        yield Triple(node, "aif:Conclusion" if supports else "aif:ConflictedElement", at(step.conclusion))
        if step.because:
            yield Triple(node, "schema:description", step.because, True)
        out.report.kept(f"step that {step.kind}")
    for start, name, _ in out.undercuts():
        if name in steps:
            node = at(f"undercut/{start}/{name}")
            yield Triple(node, "rdf:type", "aif:CA-node")
            yield Triple(node, "aif:ConflictingElement", at(start))
            yield Triple(node, "aif:ConflictedElement", at(f"step/{name}"))
            out.report.kept("undercut")
    for link in out.kb.graph.parts.links:
        if link.kind in ("requires", "refines", "answers") and link.start in out.claims:
            word = {"refines": "schema:isBasedOn", "answers": "schema:parentItem", "requires": "schema:isBasedOn"}[
                link.kind
            ]
            yield Triple(at(link.start), word, at(link.end))
            out.report.changed(link.kind, f"is {word}", link.start)


def _source(kb: KnowledgeBase, id: str, node: str) -> Iterator[Triple]:
    data = kb.corpus.entry(id).data
    yield Triple(node, "rdf:type", _WORKS.get(str(data["kind"]), "schema:ScholarlyArticle"))
    yield Triple(node, "schema:name", str(data["title"]), True)
    for name in author_names(data, lambda author: person_data(kb, author)):
        yield Triple(node, "schema:author", name, True)
    if "issued" in data:
        yield Triple(node, "schema:datePublished", str(data["issued"]), True)
    same = {"url": "{}", "doi": "https://doi.org/{}", "arxiv": "https://arxiv.org/abs/{}"}
    written: Mapping[str, object] = data
    for key, form in same.items():
        if key in written:
            yield Triple(node, "schema:sameAs", _iri(form.format(written[key])))


# syntax


def _iri(address: str) -> str:
    """An address with what no IRI may hold escaped."""
    return re.sub(r"[\x00-\x20<>\"{}|^`\\]", lambda match: f"%{ord(match[0]):02X}", address)


def _full(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return f"<{PREFIXES[prefix]}{rest}>" if colon and prefix in PREFIXES else f"<{name}>"


def _text(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(sign, sign if sign >= " " else f"\\u{ord(sign):04X}") for sign in text) + '"'


def _line(triple: Triple) -> str:
    value = _text(triple.value) if triple.is_text else _full(triple.value)
    return f"<{triple.subject}> {_full(triple.predicate)} {value}"
