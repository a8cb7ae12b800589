"""What each check found in a base, with what that depends on, so that the next run does again only what an edit bears on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import Diagnostic, as_plain, from_plain
from cruxbase.parsing.base import BaseRead
from cruxbase.parsing.cache import Cache, Index
from cruxbase.support.incremental import ReadIndex, digest_of

Findings = Mapping[str, Sequence[Diagnostic]]
"""What was found, by the name of the check, or by the path of the file."""

LINKS = "linking"
"""Among the names of checks: what resolving the references found."""


class Traces(NamedTuple):
    """What is known of the findings about a base in which each file holds a record.

    Attributes:
        keys: which keys each record has, by its number in the order of the base; see `checks.nearness`.
        aliases: former id → id.
        claims: how many records are claim-like.
        files: what was found in single files, by path.
        checks: what each check of the whole base found, by its name, before settings grade it.
    """

    keys: ReadIndex
    aliases: Mapping[str, str]
    claims: int
    files: Findings
    checks: Findings

    @classmethod
    def of(cls, read: BaseRead, claims: int, checks: Findings) -> Traces:
        """What is to be known of a base that was read and checked."""
        keys = ReadIndex.of_marks(result.marks for result in read.results)
        paths = (entry.path for entry in read.corpus.entries.values())
        found = zip(paths, read.results, strict=True)
        files = {path: tuple(map(from_plain, result.findings)) for path, result in found if result.findings}
        return cls(keys, read.corpus.aliases, claims, files, checks)


def today() -> str:
    """The day, in UTC, as checks that ask for the date see it."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def stored(memory: Cache, traces: Traces, index: Index, policy: Policy) -> None:
    """Keep what is known for the next run.

    Args:
        memory: where it is kept.
        traces: what is known.
        index: of the run in which it was found; it is of no use beside another.
        policy: with the vocabulary that it was found under.
    """
    memory.store_derived(
        "traces",
        {
            "run": index.written_ns,
            "given": _given(policy),
            "keys": traces.keys.plain(),
            "aliases": dict(traces.aliases),
            "claims": traces.claims,
            "files": _plain(traces.files),
            "checks": _plain(traces.checks),
        },
    )


def known(memory: Cache, index: Index, policy: Policy) -> Traces | None:
    """What the run that wrote an index found; None where it is not known, or was found on another day or by other settings."""
    plain = memory.derived("traces")
    if plain.get("run") != index.written_ns or plain.get("given") != _given(policy):
        return None
    try:
        keys = ReadIndex.from_plain(plain["keys"])
        if len(keys) != len(index.files):
            return None
        files, checks = _found(plain["files"]), _found(plain["checks"])
        return Traces(keys, plain["aliases"], plain["claims"], files, checks)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _given(policy: Policy) -> bytes:
    """What decides on the findings of checks besides the records: the vocabulary and the day."""
    return digest_of([policy.words_digest, today()])


def _plain(found: Findings) -> dict[str, list[list[object]]]:
    return {name: list(map(as_plain, some)) for name, some in found.items() if some}


def _found(plain: Mapping[str, Iterable[list[object]]]) -> dict[str, tuple[Diagnostic, ...]]:
    return {name: tuple(map(from_plain, some)) for name, some in plain.items()}
