"""The argument graph: read-only, every reference resolved, steps as nodes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.graph.parts import (
    BeliefLink,
    CitationLink,
    ConditionalLink,
    EstimateLink,
    Link,
    LinkKind,
    StepNode,
    UndercutLink,
)
from cruxbase.records import CLAIM_LIKE

if TYPE_CHECKING:
    import networkx

    from cruxbase.parsing.corpus import Corpus


class GraphParts(NamedTuple):
    """All resolved parts of a graph, in the order of the records."""

    steps: tuple[StepNode, ...]
    undercuts: tuple[UndercutLink, ...]
    links: tuple[Link, ...]
    citations: tuple[CitationLink, ...]
    beliefs: tuple[BeliefLink, ...]
    conditionals: tuple[ConditionalLink, ...] = ()
    estimates: tuple[EstimateLink, ...] = ()


class ArgumentGraph:
    """What bears on what in a base.

    Claims and steps are nodes. All collections are tuples in a fixed order.
    """

    def __init__(self, corpus: Corpus, parts: GraphParts) -> None:
        self.corpus = corpus
        self.parts = parts
        self.steps: Mapping[str, StepNode] = MappingProxyType({step.name: step for step in parts.steps})
        self._by_kind: dict[str, list[str]] = defaultdict(list)
        for id, entry in corpus.entries.items():
            self._by_kind[entry.kind].append(id)
        self._dependants: dict[
            str, tuple[str, ...]
        ] = {}  # asked for of each claim by whatever walks what bears on what
        self._into: dict[str, list[StepNode]] = defaultdict(list)
        self._from: dict[str, list[StepNode]] = defaultdict(list)
        for step in self.steps.values():
            self._into[step.conclusion].append(step)
            for premise in step.premises:
                self._from[premise].append(step)
        self._undercuts_of: dict[str, list[UndercutLink]] = defaultdict(list)
        self._undercuts_by: dict[str, list[UndercutLink]] = defaultdict(list)
        for undercut in parts.undercuts:
            self._undercuts_of[undercut.step].append(undercut)
            self._undercuts_by[undercut.start].append(undercut)
        self._out: dict[tuple[LinkKind, str], list[Link]] = defaultdict(list)
        self._in: dict[tuple[LinkKind, str], list[Link]] = defaultdict(list)
        for link in parts.links:
            self._out[link.kind, link.start].append(link)
            self._in[link.kind, link.end].append(link)
        self._cited: dict[str, list[CitationLink]] = defaultdict(list)
        self._cites: dict[str, list[CitationLink]] = defaultdict(list)
        for citation in parts.citations:
            self._cited[citation.source].append(citation)
            self._cites[citation.record].append(citation)
        self._beliefs: dict[str, list[BeliefLink]] = defaultdict(list)
        self._views: dict[str, list[BeliefLink]] = defaultdict(list)
        for belief in parts.beliefs:
            self._beliefs[belief.claim].append(belief)
            self._views[belief.viewpoint].append(belief)
        self._conditionals: dict[str, list[ConditionalLink]] = defaultdict(list)
        for conditional in parts.conditionals:
            self._conditionals[conditional.viewpoint].append(conditional)
        self._estimates: dict[str, list[EstimateLink]] = defaultdict(list)
        self._expected: dict[str, list[EstimateLink]] = defaultdict(list)
        for estimate in parts.estimates:
            self._estimates[estimate.viewpoint].append(estimate)
            self._expected[estimate.question].append(estimate)

    def with_texts_of(self, corpus: Corpus) -> ArgumentGraph:
        """The graph of a corpus of the same records, which say the same of each other and have other titles or texts."""
        other = ArgumentGraph.__new__(ArgumentGraph)
        other.__dict__.update(self.__dict__, corpus=corpus)
        return other

    def __reduce__(self) -> tuple[object, ...]:
        return ArgumentGraph, (self.corpus, self.parts)

    def __deepcopy__(self, memo: object) -> ArgumentGraph:
        return self  # it never changes

    def __repr__(self) -> str:
        return f"<ArgumentGraph of {len(self.corpus)} records and {len(self.steps)} steps>"

    def __contains__(self, id: object) -> bool:
        return id in self.corpus

    def ids(self, *kinds: str) -> Iterator[str]:
        """The ids of all records, or of those of the given types."""
        if len(kinds) == 1:
            return iter(self._by_kind.get(kinds[0], ()))
        return (id for id, entry in self.corpus.entries.items() if not kinds or entry.kind in kinds)

    def asked_ids(self, *kinds: str) -> Iterator[str]:
        """Those of them at which findings are wanted: all, but in a part of a base."""
        return filter(self.corpus.asks, self.ids(*kinds))

    def claim_ids(self) -> Iterator[str]:
        """The ids of all claim-like records."""
        return (id for id, entry in self.corpus.entries.items() if entry.kind in CLAIM_LIKE)

    def kind(self, id: str) -> str:
        """The type of a record."""
        return self.corpus.kind_of(id)

    def title(self, id: str) -> str:
        """The title of a record; for a person the name."""
        data = self.corpus.entry(id).data
        return str(data.get("title") or data.get("name") or id)

    def steps_into(self, claim: str) -> tuple[StepNode, ...]:
        """Reasons for and against a claim."""
        return tuple(self._into.get(claim, ()))

    def steps_from(self, claim: str) -> tuple[StepNode, ...]:
        """Steps of which a claim is a premise."""
        return tuple(self._from.get(claim, ()))

    def undercuts_of(self, step: str) -> tuple[UndercutLink, ...]:
        """Reasons why a step fails."""
        return tuple(self._undercuts_of.get(step, ()))

    def undercuts_by(self, claim: str) -> tuple[UndercutLink, ...]:
        """The undercuts that start from a record."""
        return tuple(self._undercuts_by.get(claim, ()))

    def links_from(self, kind: LinkKind, id: str) -> tuple[Link, ...]:
        """Links of one kind that start at a record."""
        return tuple(self._out.get((kind, id), ()))

    def links_to(self, kind: LinkKind, id: str) -> tuple[Link, ...]:
        """Links of one kind that end at a record."""
        return tuple(self._in.get((kind, id), ()))

    def citations_of(self, source: str) -> tuple[CitationLink, ...]:
        """The places that cite a source."""
        return tuple(self._cited.get(source, ()))

    def citations_by(self, record: str) -> tuple[CitationLink, ...]:
        """The citations that a record makes."""
        return tuple(self._cites.get(record, ()))

    def beliefs_in(self, claim: str) -> tuple[BeliefLink, ...]:
        """What viewpoints say of a claim."""
        return tuple(self._beliefs.get(claim, ()))

    def beliefs_of(self, viewpoint: str) -> tuple[BeliefLink, ...]:
        """What one viewpoint says."""
        return tuple(self._views.get(viewpoint, ()))

    def conditionals_of(self, viewpoint: str) -> tuple[ConditionalLink, ...]:
        """What one viewpoint says of claims given others."""
        return tuple(self._conditionals.get(viewpoint, ()))

    def estimates_of(self, viewpoint: str) -> tuple[EstimateLink, ...]:
        """The quantities that one viewpoint estimates."""
        return tuple(self._estimates.get(viewpoint, ()))

    def estimates_for(self, question: str) -> tuple[EstimateLink, ...]:
        """What viewpoints expect the quantity to be that a question asks for."""
        return tuple(self._expected.get(question, ()))

    def dependants(self, id: str) -> tuple[str, ...]:
        """The claims that depend directly on a claim: concluded from it, requiring it, or whose steps it undercuts."""
        known = self._dependants.get(id)
        if known is None:
            known = self._dependants[id] = self._dependants_of(id)
        return known

    def _dependants_of(self, id: str) -> tuple[str, ...]:
        found = [step.conclusion for step in self._from.get(id, ())]
        found += [self.steps[undercut.step].conclusion for undercut in self._undercuts_by.get(id, ())]
        found += [link.start for link in self.links_to("requires", id)]
        return tuple(dict.fromkeys(found))

    def grounds(self, id: str) -> tuple[str, ...]:
        """The claims that a claim depends on directly: the inverse of `dependants`."""
        found: list[str] = []
        for step in self._into.get(id, ()):
            found += step.premises
            found += [undercut.start for undercut in self._undercuts_of.get(step.name, ())]
        found += [link.end for link in self.links_from("requires", id)]
        return tuple(dict.fromkeys(found))

    def to_networkx(self, *, plain: bool = True) -> networkx.MultiDiGraph:
        """Records and steps as nodes of a `networkx.MultiDiGraph`; the key of an edge is its kind.

        A record node has `node="record"` and all its data; a step node has `node="step"` and its fields. Premises point to
        their step (`premise`), a step to its conclusion (`supports` or `attacks`), an undercutting record to the step
        (`undercuts`); the other relations join records directly.

        Args:
            plain: every attribute as text, number or truth value, which `networkx.write_graphml` and other programs take:
                lists and mappings as JSON, control characters and what is absent left out. Otherwise as recorded.
        """
        import networkx

        made = networkx.MultiDiGraph()
        for id in self.corpus:
            entry = self.corpus.entry(id)
            made.add_node(id, **{**entry.data, "node": "record", "type": entry.kind, "path": entry.path})
        for step in self.steps.values():
            name = f"step:{step.name}"
            made.add_node(name, **{**step._asdict(), "node": "step"})
            for premise in step.premises:
                made.add_edge(premise, name, key="premise", kind="premise")
            fields = {"kind": step.kind, "strength": step.strength, "because": step.because}
            made.add_edge(name, step.conclusion, key=step.kind, **fields)
        for undercut in self.parts.undercuts:
            end = f"step:{undercut.step}"
            made.add_edge(undercut.start, end, key="undercuts", kind="undercuts", because=undercut.because)
        for link in self.parts.links:
            made.add_edge(link.start, link.end, key=link.kind, kind=link.kind, because=link.because)
        for citation in self.parts.citations:
            made.add_edge(citation.record, citation.source, key="cites", kind="cites", where=citation.where)
        for belief in self.parts.beliefs:
            made.add_edge(belief.viewpoint, belief.claim, key=belief.stance, kind=belief.stance)
        if plain:
            for attributes in (
                *(data for _, data in made.nodes(data=True)),
                *(data for *_, data in made.edges(data=True)),
            ):
                _make_plain(attributes)
        return made


_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def _make_plain(attributes: dict[str, object]) -> None:
    """Attributes of a node or an edge as values that every other program takes."""
    for key, value in list(attributes.items()):
        if value is None:
            del attributes[key]
        elif isinstance(value, str):
            attributes[key] = str(value).translate(_NOT_IN_XML)
        elif not isinstance(value, (bool, int, float)):
            attributes[key] = json.dumps(value, ensure_ascii=False, default=str).translate(_NOT_IN_XML)


def reachable(start: Iterable[str], neighbours: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everything that can be reached from `start`, itself included only if a path leads back."""
    seen: set[str] = set()
    waiting = [n for s in start for n in neighbours.get(s, ())]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(neighbours.get(node, ()))
    return frozenset(seen)
