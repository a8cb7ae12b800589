"""Which code made something: what is kept from one build to the next holds only for the code that made it."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

REASONING = ("analysis", "diagnostics", "graph", "parsing", "records", "reasoning", "support")
FINDINGS = ("loading", "knowledge_base.py", "checks", *REASONING)
PAGES = ("site", "citation", *FINDINGS)
"""Floors, each list with all that its first floors import; a test holds that."""


@lru_cache(maxsize=4)
def fingerprint(floors: tuple[str, ...]) -> str:
    """A fingerprint of the code, templates, scripts and styles on some floors: times and sizes of their files.

    Another version's cache is not used. Times and sizes cost less than a millisecond; a version number would not change while
    one works on the code.

    Args:
        floors: packages, and modules with their `.py`, below `cruxbase`.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=12)
    for floor in floors:
        if floor.endswith(".py"):
            stat = os.stat(package / floor)
            digest.update(f"{floor} {stat.st_mtime_ns} {stat.st_size}\n".encode())
        for folder, folders, names in os.walk(package / floor):
            folders.sort()
            joined = os.path.basename(folder) != "files"  # what lies there is copied, and nothing is made of it
            for name in sorted(names):
                if name.endswith((".py", ".html", *((".js", ".css") if joined else ()))):
                    stat = os.stat(os.path.join(folder, name))
                    digest.update(f"{name} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size}\n".encode())
    return digest.hexdigest()
