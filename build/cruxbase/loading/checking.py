"""A base that is read from its files, linked and checked: all that `cruxbase check` needs, and no more.

What one asks a base is not imported here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cruxbase.checks.nearness import marks
from cruxbase.checks.on_graph import CHECK_NAMES, HALF, found_by, without_absences
from cruxbase.checks.on_records import findings_in_usual_form, record_findings
from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import Diagnostic, capped, in_order
from cruxbase.graph import ArgumentGraph, Linked, differ_in_texts_only, link
from cruxbase.graph.relation_table import RelationTable
from cruxbase.loading.remembered import circumstances, remembered
from cruxbase.loading.traces import LINKS, Traces, stored
from cruxbase.parsing.base import BaseRead, base_read
from cruxbase.parsing.cache import Cache
from cruxbase.parsing.file_listing import FileListing
from cruxbase.parsing.files import SHARE
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.support.collection import collection_paused
from cruxbase.support.processes import map_in_processes


class CheckedBase(NamedTuple):
    """A base, and everything that was found while it was put together.

    Attributes:
        graph: of all valid records.
        digests: of the files that could be read, by path.
        diagnostics: the findings, in order.
    """

    graph: ArgumentGraph
    digests: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def checked_base(files: FileListing, policy: Policy, memory: Cache, before: ArgumentGraph | None = None) -> CheckedBase:
    """The base that some files make up.

    Args:
        files: as they are now.
        policy: the settings.
        memory: what is remembered of the base; it is used, and brought up to date.
        before: the graph of the base as it was, where it is at hand.
    """
    with collection_paused():
        earlier = remembered(files, policy, memory)
        read = base_read(files, memory, record_findings, marks, findings_in_usual_form)
        digests = {path: known.digest for path, known in read.state.files.items()}
        if earlier is not None:
            read.remember()
            is_same = before is not None and read.is_sound and differ_in_texts_only(before.corpus, read.corpus)
            graph = before.with_texts_of(read.corpus) if before is not None and is_same else link(read.corpus).graph
            return CheckedBase(graph, digests, earlier)
        linked = link(read.corpus)
        checks = _found_meanwhile(read, linked, policy.vocabulary)
        diagnostics = graded(read, linked.graph, checks, policy)
        state = read.state._replace(policy=circumstances(files, policy), findings=diagnostics)
        memory.store_index(state)
        if read.is_sound:
            stored(memory, Traces.of(read, linked.graph, checks), state, policy, RelationTable.of(linked.graph))
        return CheckedBase(linked.graph, digests, diagnostics)


def _found_meanwhile(read: BaseRead, linked: Linked, words: Vocabulary) -> dict[str, Sequence[Diagnostic]]:
    """What all checks of the whole base find, by name, one half in another process, which also writes what is remembered."""
    graph = linked.graph
    texts, others = ([name for name in CHECK_NAMES if (name in HALF) is so] for so in (True, False))

    def work(halves: Sequence[list[str]]) -> dict[str, Sequence[Diagnostic]]:
        if others in halves:
            read.remember()
        read.let_go()
        return {name: found_by(name, graph, words) for names in halves for name in names}

    shares = map_in_processes([texts, others], work, above=1, most=2 if len(graph.corpus) >= 2 * SHARE else 1)
    found = {name: some for share in shares for name, some in share.items()}
    return {LINKS: linked.diagnostics, **{name: found[name] for name in CHECK_NAMES}}


def graded(
    read: BaseRead, graph: ArgumentGraph, checks: Mapping[str, Sequence[Diagnostic]], policy: Policy
) -> tuple[Diagnostic, ...]:
    """All findings, in order and as the settings grade them.

    Args:
        read: the base, with what was found in single files.
        graph: of it.
        checks: what resolving its references and each check of the whole found, by name.
        policy: the settings.
    """
    whole = [one for name, found in checks.items() if name != LINKS for one in found]
    found = [*read.diagnostics, *checks[LINKS], *without_absences(graph, whole)]
    return policy.applied(in_order(capped(found)))
