"""What each check found in a base, with what that depends on, so that the next run does again only what an edit bears on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cruxbase.checks.duplicates import alike_in_few
from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import Diagnostic, as_plain, from_plain
from cruxbase.graph import ArgumentGraph
from cruxbase.graph.relation_table import RelationTable
from cruxbase.parsing.base import BaseRead
from cruxbase.parsing.cache import Cache, Index
from cruxbase.parsing.corpus import NeedsWholeBase
from cruxbase.records import CLAIM_LIKE, RECORD_KINDS
from cruxbase.support.incremental import ReadIndex, digest_of

Findings = Mapping[str, Sequence[Diagnostic]]
"""What was found, by the name of the check, or by the path of the file."""

LINKS = "linking"
"""Among the names of checks: what resolving the references found."""


class BaseFacts(NamedTuple):
    """What is known of all records of a base together, as long as no record's shape changes.

    Attributes:
        kinds: the type of each, in order.
        aliases: former id → id.
        claims: how many are claim-like.
        alike: pairs of claims with statements that say the same unless a relation joins them, in a base of few claims.
    """

    kinds: tuple[str, ...]
    aliases: Mapping[str, str]
    claims: int
    alike: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, graph: ArgumentGraph) -> BaseFacts:
        """What is to be known of a whole base."""
        kinds = tuple(graph.corpus.kinds.values())
        return cls(kinds, graph.corpus.aliases, sum(kind in CLAIM_LIKE for kind in kinds), alike_in_few(graph))


class Traces(NamedTuple):
    """What is known of the findings about a base in which each file holds a record.

    Attributes:
        keys: which keys each record has, by its number in the order of the base; see `checks.nearness`.
        base: what is known of all records together.
        files: what was found in single files, by path.
        checks: what each check of the whole base found, by its name, before settings grade it.
        relations: tells the relations that belong to these findings from others that were kept.
    """

    keys: ReadIndex
    base: BaseFacts
    files: Findings
    checks: Findings
    relations: int = 0

    @classmethod
    def of(cls, read: BaseRead, graph: ArgumentGraph, checks: Findings) -> Traces:
        """What is to be known of a base that was read and checked."""
        keys = ReadIndex.of_marks(result.marks for result in read.results)
        paths = (entry.path for entry in read.corpus.entries.values())
        found = zip(paths, read.results, strict=True)
        files = {path: tuple(map(from_plain, result.findings)) for path, result in found if result.findings}
        return cls(keys, BaseFacts.of(graph), files, checks)


def today() -> str:
    """The day, in UTC, as checks that ask for the date see it."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def stored(memory: Cache, traces: Traces, index: Index, policy: Policy, relations: RelationTable | None = None) -> None:
    """Keep what is known for the next run.

    Args:
        memory: where it is kept.
        traces: what is known.
        index: of the run in which it was found; it is of no use beside another.
        policy: with the vocabulary that it was found under.
        relations: those of the base, where they are not those that were kept before.
    """
    if relations is not None:
        traces = traces._replace(relations=index.written_ns)
        memory.store_derived("relations", {"run": index.written_ns, "table": relations.plain()})
    base = traces.base
    memory.store_derived(
        "traces",
        {
            "run": index.written_ns,
            "given": _given(policy),
            "keys": traces.keys.plain(),
            "base": [_packed(base.kinds), dict(base.aliases), base.claims, base.alike],
            "files": _plain(traces.files),
            "checks": _plain(traces.checks),
            "relations": traces.relations,
        },
    )


def relations_of(memory: Cache, traces: Traces) -> RelationTable:
    """All relations of the base that was last checked.

    Raises:
        NeedsWholeBase: they are not known.
    """
    plain = memory.derived("relations")
    try:
        if plain["run"] == traces.relations:
            return RelationTable.from_plain(plain["table"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        pass
    raise NeedsWholeBase


def known(memory: Cache, index: Index, policy: Policy) -> Traces | None:
    """What the run that wrote an index found; None where it is not known, or was found on another day or by other settings."""
    plain = memory.derived("traces")
    if plain.get("run") != index.written_ns or plain.get("given") != _given(policy):
        return None
    try:
        keys = ReadIndex.from_plain(plain["keys"])
        if len(keys) != len(index.files):
            return None
        kinds, aliases, claims, alike = plain["base"]
        base = BaseFacts(_unpacked(kinds), aliases, claims, tuple((one, other) for one, other in alike))
        return Traces(keys, base, _found(plain["files"]), _found(plain["checks"]), plain["relations"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def _given(policy: Policy) -> bytes:
    """What decides on the findings of checks besides the records: the vocabulary and the day."""
    return digest_of([policy.words_digest, today()])


def _packed(kinds: Iterable[str]) -> bytes:
    """Types of records as a byte each."""
    place = {kind: number for number, kind in enumerate(RECORD_KINDS)}
    return bytes(map(place.__getitem__, kinds))


def _unpacked(kinds: bytes) -> tuple[str, ...]:
    return tuple(map(RECORD_KINDS.__getitem__, kinds))


def _plain(found: Findings) -> dict[str, list[list[object]]]:
    return {name: list(map(as_plain, some)) for name, some in found.items() if some}


def _found(plain: Mapping[str, Iterable[list[object]]]) -> dict[str, tuple[Diagnostic, ...]]:
    return {name: tuple(map(from_plain, some)) for name, some in plain.items()}
