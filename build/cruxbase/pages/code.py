"""Which code made something: what is kept from one build to the next holds only for the code that made it."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

REASONING = ("knowledge_base", "graph", "records", "reasoning")
PAGES = ("pages", *REASONING)


@lru_cache(maxsize=2)
def code_version(floors: tuple[str, ...]) -> str:
    """A fingerprint of the code, templates, scripts and styles on some floors: times and sizes of their files."""
    package = Path(__file__).parent.parent
    made = hashlib.blake2b(digest_size=12)
    for floor in floors:
        for folder, folders, names in os.walk(package / floor):
            folders.sort()
            joined = os.path.basename(folder) != "assets"  # what lies there is copied, and nothing is made of it
            for name in sorted(names):
                if name.endswith((".py", ".html", *((".js", ".css") if joined else ()))):
                    stat = os.stat(os.path.join(folder, name))
                    made.update(f"{name} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size}\n".encode())
    return made.hexdigest()
