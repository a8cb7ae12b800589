"""The findings about a base, remembered while nothing changes.

This module is on the path of every save: on an unchanged base it looks at the files' times and returns what was found
before, and imports neither YAML nor pydantic.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from cruxbase.checks.policy import policy_of
from cruxbase.diagnostics import Diagnostic
from cruxbase.loading.remembered import remembered
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import tree


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
    if cache:
        from cruxbase.loading.after_edit import findings_after_edit

        found = findings_after_edit(files, policy, memory)
        if found is not None:
            return Findings(found, len(files.files), False)
    from cruxbase.loading.checking import checked_base

    return Findings(checked_base(files, policy, memory).diagnostics, len(files.files), False)
