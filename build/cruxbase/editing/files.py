"""New texts put in the place of old ones: each in one step, and all of them or none."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cruxbase.support.atomic_files import mode_of_new_files
from cruxbase.support.journal import Write, change_together


class Moved(NamedTuple):
    """A file that is to have another name."""

    old: Path
    new: Path


class Task(NamedTuple):
    """On whose behalf files are changed, so that what is interrupted can be finished.

    Attributes:
        tree: the folder of the base.
        what: the command, as one would type it.
    """

    tree: Path
    what: str


def replace(location: Path, content: bytes, task: Task | None = None) -> None:
    """Put a new content in the place of a file's, in one step; its mode stays, and a link stays a link.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    replace_all({location: content}, task=task)


def create(location: Path, content: bytes, task: Task | None = None) -> None:
    """Make a new file with all of its content, in one step.

    Raises:
        FileExistsError: there is one already; it is as it was.
        OSError: it cannot be written.
    """
    create_all({location: content}, task)


def create_all(contents: Mapping[Path, bytes], task: Task | None = None) -> None:
    """Make several new files, all of them or none.

    Raises:
        FileExistsError: one is there already.
        OSError: something cannot be written.
    """
    mode = mode_of_new_files()
    _change(task, [Write(location, content, mode, is_new=True) for location, content in contents.items()])


def replace_all(contents: Mapping[Path, bytes], moved: Moved | None = None, *, task: Task | None = None) -> None:
    """Put new contents in the place of several files', and rename one; after a failure all is as it was.

    Raises:
        OSError: something cannot be written.
    """
    writes = []
    for location, content in contents.items():
        target = Path(os.path.realpath(location))
        if moved is None or location != moved.old:
            writes.append(Write(target, content, stat.S_IMODE(target.stat().st_mode)))
    if moved is None:
        _change(task, writes)
        return
    content = contents[moved.old] if moved.old in contents else moved.old.read_bytes()
    mode = stat.S_IMODE(moved.old.stat().st_mode)
    _change(task, [*writes, Write(moved.new, content, mode, is_new=True)], moved.old)


def _change(task: Task | None, writes: list[Write], *removals: Path) -> None:
    tree, what = task if task is not None else (None, "")
    change_together(tree, what, writes, removals)
