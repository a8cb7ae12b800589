"""Who is related to whom in a base, in numbers: what checks ask of all relations at once, without reading the records.

A record's number is its place in the order of the base. Forty thousand relations are a third of a megabyte, which is read in
a millisecond, and after an edit the rows of the edited records are put in place of the old ones.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cruxbase.graph.argument_graph import ArgumentGraph
from cruxbase.graph.parts import Link
from cruxbase.records import marked_retired
from cruxbase.support.incremental import Plain
from cruxbase.support.kept_data import Kept

_STEP_KINDS = ("supports", "attacks")
_LINK_KINDS = ("requires", "refines", "side", "decides")
_KINDS = (*_STEP_KINDS, "undercuts", *_LINK_KINDS)
_NONE = 0xFFFFFFFF


class JointStep(NamedTuple):
    """A step whose only premise is not the record it is written on.

    Attributes:
        start: the record that it is written on.
        kind: whether it supports or attacks.
        conclusion: what it bears on.
        premises: all of them.
    """

    start: int
    kind: str
    conclusion: int
    premises: tuple[int, ...]


class Pairs:
    """Pairs of records, in the order of the first.

    Args:
        starts: the first of each.
        ends: the second of each.

    >>> pairs = Pairs(array("I", [0, 0, 2]), array("I", [1, 2, 0])).replaced({0: [3], 1: [0]})
    >>> list(pairs)
    [(0, 3), (1, 0), (2, 0)]
    """

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Pairs:
        """Some pairs, which come in order."""
        flat = array("I", chain.from_iterable(pairs))
        return cls(flat[::2], flat[1::2])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)

    def replaced(self, ends: Mapping[int, Sequence[int]]) -> Pairs:
        """The same with other second ones for some of the first."""
        starts, others = self.starts[:], self.ends[:]
        for start, new in ends.items():
            first, after = bisect_left(starts, start), bisect_left(starts, start + 1)
            starts[first:after] = array("I", [start] * len(new))
            others[first:after] = array("I", new)
        return Pairs(starts, others)

    def plain(self) -> list[bytes]:
        """The pairs as data, to be kept on this machine."""
        return [self.starts.tobytes(), self.ends.tobytes()]

    @classmethod
    def from_plain(cls, plain: Sequence[bytes]) -> Pairs:
        """The pairs that `plain` turned into data.

        Raises:
            ValueError: it is no such data.
        """
        starts, ends = array("I"), array("I")
        starts.frombytes(plain[0])
        ends.frombytes(plain[1])
        if len(starts) != len(ends):
            raise ValueError("as many first as second ones make pairs")
        return cls(starts, ends)


class RelationTable(NamedTuple):
    """All steps and some other relations of a base.

    Attributes:
        topics: the topic of each record; a number that no record has where it has none.
        pairs: by kind. `supports` and `attacks` have the steps whose only premise is the record they are written on, from that to
            the conclusion; `undercuts` leads from a record to the conclusion of a step; `side` and `decides` are those of
            cruxes that are not retired.
        joint: all other steps.
    """

    topics: array[int]
    pairs: Mapping[str, Pairs]
    joint: tuple[JointStep, ...]

    @classmethod
    def of(cls, graph: ArgumentGraph) -> RelationTable:
        """The relations of a whole base."""
        number = {id: place for place, id in enumerate(graph.corpus)}
        topics = array("I", [_NONE]) * len(number)
        for link in graph.parts.links:
            if link.kind == "topic" and link.where == ("topic",):
                topics[number[link.start]] = number[link.end]
        return cls(topics, *_relations(graph, number, number))

    def replaced(self, graph: ArgumentGraph, number: Mapping[str, int], ids: Collection[str]) -> RelationTable:
        """The table with the relations that a part of the base gives some of its records.

        Args:
            graph: of a part, in which all that these records name is known.
            number: the number of each record.
            ids: of the records.
        """
        pairs, joint = _relations(graph, number, ids)
        numbers = {number[id] for id in ids}
        new: dict[str, dict[int, list[int]]] = {kind: {n: [] for n in numbers} for kind in _KINDS}
        for kind, some in pairs.items():
            for start, end in some:
                new[kind][start].append(end)
        others = (step for step in self.joint if step.start not in numbers)
        return RelationTable(
            self.topics, {kind: some.replaced(new[kind]) for kind, some in self.pairs.items()}, (*others, *joint)
        )

    def plain(self) -> dict[str, Plain]:
        """The table as data, to be kept on this machine."""
        pairs = {kind: some.plain() for kind, some in self.pairs.items()}
        return {"topics": self.topics.tobytes(), "pairs": pairs, "joint": [list(step) for step in self.joint]}

    @classmethod
    def from_plain(cls, plain: Kept) -> RelationTable:
        """The table that `plain` turned into data.

        Raises:
            KeyError: it is no such data.
            ValueError: it is no such data.
            TypeError: it is no such data.
        """
        topics = array("I")
        topics.frombytes(plain["topics"])
        pairs = {kind: Pairs.from_plain(plain["pairs"][kind]) for kind in _KINDS}
        joint = (JointStep(start, kind, end, tuple(premises)) for start, kind, end, premises in plain["joint"])
        return cls(topics, pairs, tuple(joint))

    def supports(self) -> list[tuple[tuple[int, ...], int]]:
        """The premises and the conclusion of each step that supports."""
        alone = [((start,), end) for start, end in self.pairs["supports"] if start != end]
        return alone + [
            (s.premises, s.conclusion) for s in self.joint if s.kind == "supports" and s.conclusion not in s.premises
        ]

    def ends(self, kind: str) -> dict[int, list[int]]:
        """Where each record leads by one kind of relation other than steps, leaving itself out."""
        found: dict[int, list[int]] = defaultdict(list)
        for start, end in self.pairs[kind]:
            if start != end:
                found[start].append(end)
        return found

    def reasons(self) -> dict[int, tuple[int, int]]:
        """How many reasons for and against the claims of each topic there are."""
        for_it = Counter(map(self.topics.__getitem__, self._conclusions("supports")))
        against = Counter(map(self.topics.__getitem__, self._conclusions("attacks")))
        against.update(map(self.topics.__getitem__, self.pairs["undercuts"].ends))
        return {topic: (for_it[topic], against[topic]) for topic in {*for_it, *against} - {_NONE}}

    def _conclusions(self, kind: str) -> Iterator[int]:
        return chain(self.pairs[kind].ends, (step.conclusion for step in self.joint if step.kind == kind))

    def dependants(self) -> dict[int, list[int]]:
        """The records that depend directly on each; see `ArgumentGraph.dependants`."""
        found: dict[int, list[int]] = defaultdict(list)
        for kind in (*_STEP_KINDS, "undercuts"):
            for start, end in self.pairs[kind]:
                found[start].append(end)
        for start, end in self.pairs["requires"]:
            found[end].append(start)
        for step in self.joint:
            for premise in step.premises:
                found[premise].append(step.conclusion)
        return found


def _relations(
    graph: ArgumentGraph, number: Mapping[str, int], ids: Collection[str]
) -> tuple[dict[str, Pairs], tuple[JointStep, ...]]:
    """The relations of some records of a graph."""
    pairs: dict[str, list[tuple[int, int]]] = {kind: [] for kind in _KINDS}
    joint: list[JointStep] = []
    for step in graph.parts.steps:
        if step.start in ids:
            start, end = number[step.start], number[step.conclusion]
            if step.is_argument or len(step.premises) > 1:
                joint.append(JointStep(start, step.kind, end, tuple(map(number.__getitem__, step.premises))))
            else:
                pairs[step.kind].append((start, end))
    for undercut in graph.parts.undercuts:
        if undercut.start in ids:
            pairs["undercuts"].append((number[undercut.start], number[graph.steps[undercut.step].conclusion]))
    for link in graph.parts.links:
        if link.kind in _LINK_KINDS and link.start in ids and not _is_of_retired_crux(graph, link):
            pairs[link.kind].append((number[link.start], number[link.end]))
    return {kind: Pairs.of(some) for kind, some in pairs.items()}, tuple(joint)


def _is_of_retired_crux(graph: ArgumentGraph, link: Link) -> bool:
    return link.kind in ("side", "decides") and marked_retired(graph.corpus.entry(link.start).data)
