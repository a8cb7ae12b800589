"""The findings that an earlier run remembered, while nothing changes.

This module is on the path of every save: it imports neither YAML nor pydantic.
"""

from __future__ import annotations

import time

from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing.cache import Cache
from cruxbase.parsing.file_listing import FileListing
from cruxbase.support.kept_data import digest_of


def remembered(files: FileListing, policy: Policy, memory: Cache) -> tuple[Diagnostic, ...] | None:
    """The findings of an earlier run on exactly these files, or None."""
    last = memory.last_check()
    if last is None or last.policy != circumstances(files, policy) or not last.is_of(files.files):
        return None
    return last.findings


def circumstances(files: FileListing, policy: Policy) -> bytes:
    """A fingerprint of what decides on the findings besides the content of the records' files."""
    day = time.strftime("%Y-%m-%d", time.gmtime()).encode()  # what is still to come today is not tomorrow
    if not files.diagnostics:
        return policy.digest + day
    return policy.digest + day + digest_of(repr(files.diagnostics).encode(errors="backslashreplace"))
