"""What changed lately, as git tells it. There is no other clock in a build: the same commit gives the same pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import NamedTuple


class Change(NamedTuple):
    """A commit that touched records.

    Attributes:
        date: the day of the commit.
        when: its moment, as RFC 3339 has it.
        commit: its name.
        subject: the first line of its message.
        ids: the records whose files it touched, which may be gone by now.
    """

    date: str
    when: str
    commit: str
    subject: str
    ids: tuple[str, ...]


def recent_changes(base: str | os.PathLike[str], limit: int = 30) -> tuple[Change, ...]:
    """The last commits that touched the records in a folder, newest first; none outside a git repository."""
    git = shutil.which("git")
    if git is None:
        return ()
    command = [
        *(git, "-C", os.fspath(base), "-c", "core.quotePath=false", "log", f"--max-count={limit}", "--name-only"),
        *("--date=short", "--format=%x00%cs%x1f%cI%x1f%H%x1f%s", "--", "."),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)  # noqa: S603 - a fixed command
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = []
    for entry in done.stdout.decode("utf-8", "replace").split("\0")[1:]:
        head, _, files = entry.partition("\n")
        day, when, commit, subject = (*head.split("\x1f", 3), "", "", "")[:4]
        names = (os.path.basename(line) for line in files.splitlines() if line.endswith(".yaml"))
        found.append(Change(day, when, commit, subject, tuple(dict.fromkeys(n.removesuffix(".yaml") for n in names))))
    return tuple(found)
