"""The findings about a base, remembered while nothing changes.

This module is on the path of every save: on an unchanged base it looks at the files' times and returns what was found
before, and imports neither YAML nor pydantic.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from typing import NamedTuple

from cruxbase.checks.policy import Policy, policy_of
from cruxbase.diagnostics import Diagnostic
from cruxbase.reading.cache import Cache
from cruxbase.reading.tree import Tree, tree
from cruxbase.support.kept_data import digest_of
from cruxbase.support.user_cache import cache_folder

_FLOORS_THAT_FIND = ("support", "diagnostics", "records", "reading", "graph", "reasoning", "checks", "knowledge_base")


class Findings(NamedTuple):
    """What is to be said about a base.

    Attributes:
        diagnostics: in order, severities as the policy has them.
        files: how many records' files were looked at.
        remembered: whether nothing had changed since the last run.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    remembered: bool


def findings(root: str | os.PathLike[str], *, cache: bool = True) -> Findings:
    """The findings about the base in the folder `root`.

    Args:
        root: the folder with the records, usually `claims/`.
        cache: whether to use and bring up to date what was remembered.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """
    files = tree(root)
    policy = policy_of(root)
    memory = cache_of(root, enabled=cache)
    known = remembered(files, policy, memory)
    if known is not None:
        return Findings(known, len(files.files), True)
    from cruxbase.knowledge_base.loading import loaded

    return Findings(loaded(root, files, policy, memory).diagnostics, len(files.files), False)


def remembered(files: Tree, policy: Policy, memory: Cache) -> tuple[Diagnostic, ...] | None:
    """The findings of an earlier run on exactly these files, or None."""
    index = memory.index()
    if index.findings is None or index.policy != circumstances(files, policy) or not index.matches(files.files):
        return None
    return index.findings


def circumstances(files: Tree, policy: Policy) -> bytes:
    """A fingerprint of what decides on the findings besides the content of the records' files."""
    if not files.diagnostics:
        return policy.digest
    return policy.digest + digest_of(repr(files.diagnostics).encode(errors="backslashreplace"))


def cache_of(root: str | os.PathLike[str], *, enabled: bool = True) -> Cache:
    """The memory of a base, in the user's cache folder."""
    top = os.path.abspath(os.fspath(root))
    folder = cache_folder(os.path.dirname(top), f"check-{os.path.basename(top)}") if enabled else None
    return Cache(folder, code_version())


@lru_cache(maxsize=1)
def code_version() -> str:
    """A fingerprint of the code that makes findings, so that another version's memory is not used.

    Times and sizes of the modules are enough and cost less than a millisecond; a version number would not change while
    one works on the code.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    fingerprint = hashlib.blake2b(digest_size=16)
    for floor in _FLOORS_THAT_FIND:
        for folder, _, names in sorted(os.walk(os.path.join(package, floor))):
            for name in sorted(names):
                if name.endswith(".py"):
                    stat = os.stat(os.path.join(folder, name))
                    fingerprint.update(f"{name} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size}\n".encode())
    return fingerprint.hexdigest()
