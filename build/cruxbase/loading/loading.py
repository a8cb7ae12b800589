"""From a folder of records to a knowledge base and the findings about it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cruxbase.analysis.search import SearchMemory
from cruxbase.checks.on_graph import findings_by_check
from cruxbase.checks.on_records import findings_in_usual_form, record_findings
from cruxbase.checks.policy import Policy, policy_of
from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph, link
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.checking import checked_base, graded
from cruxbase.loading.remembered import remembered
from cruxbase.loading.traces import LINKS
from cruxbase.parsing.base import base_of_texts
from cruxbase.parsing.cache import Cache, cache_of
from cruxbase.parsing.file_listing import FileListing, tree


class Loaded(NamedTuple):
    """A knowledge base, and everything that was found while it was made.

    Attributes:
        knowledge_base: all valid records, linked.
        diagnostics: the findings, in order.
    """

    knowledge_base: KnowledgeBase
    diagnostics: tuple[Diagnostic, ...]


def load(root: str | os.PathLike[str] = "claims", *, cache: bool = True) -> Loaded:
    r"""The knowledge base in a folder, and the findings about it.

    What users wrote never raises: a broken file is left out and reported.

    Args:
        root: the folder with the records.
        cache: whether to use and bring up to date what is remembered in the user's cache folder.

    Raises:
        NotADirectoryError: `root` is not a folder.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     root = pathlib.Path(folder, "claims")
    ...     root.mkdir()
    ...     _ = (root / "ada.yaml").write_text("type: person\nname: Ada\nhobby: chess\n")
    ...     loaded = load(root)
    >>> [(finding.code, finding.span.line) for finding in loaded.diagnostics], len(loaded.knowledge_base)
    ([('schema/unknown-key', 3)], 0)
    """
    return loaded(root, tree(root), policy_of(root), cache_of(root, enabled=cache))


def load_texts(texts: Mapping[str, str], policy: Policy | None = None) -> Loaded:
    r"""The knowledge base made of texts by path, without touching a disk.

    Args:
        texts: by path.
        policy: gives severities, schemes and kinds of identifiers; those of the format where it is left out.

    >>> loaded = load_texts({"claims/topics/a-topic.yaml": "type: topic\ntitle: A topic\nsummary: What it is about."})
    >>> loaded.knowledge_base.topic("a-topic").title
    'A topic'
    """
    read = base_of_texts(texts, record_findings, findings_in_usual_form)
    linked, settings = link(read.corpus), policy or Policy()
    checks: dict[str, Sequence[Diagnostic]] = {LINKS: linked.diagnostics}
    checks |= findings_by_check(linked.graph, settings.vocabulary)
    knowledge_base = KnowledgeBase(linked.graph, "claims", settings.vocabulary)
    return Loaded(knowledge_base, graded(read, linked.graph, checks, settings))


def loaded(
    root: str | os.PathLike[str],
    files: FileListing,
    policy: Policy,
    memory: Cache,
    before: ArgumentGraph | None = None,
) -> Loaded:
    """The knowledge base of files that were already listed; see `load`, and `checked_base` for `before`."""
    if memory.last_check() is not None and remembered(files, policy, memory) is None:
        from cruxbase.loading.after_edit import findings_after_edit  # here: most runs find everything as it was

        findings_after_edit(files, policy, memory)  # where it knows them, they are remembered from here on
    base = checked_base(files, policy, memory, before)
    knowledge_base = KnowledgeBase(base.graph, os.fspath(root), policy.vocabulary)
    if memory.folder is not None:
        knowledge_base._search_memory = SearchMemory(memory, base.digests)  # noqa: SLF001 - no part of its public face
    return Loaded(knowledge_base, base.diagnostics)
