"""Where things are kept from one run to the next: in the user's own cache folder, never in the tree that is worked on.

A tree may come from anybody, so nothing that lies in it is taken for something that we once wrote. The folder for a
tree is named by a digest of the tree's path and of who we are, belongs to us, and can be written by nobody else; where
that cannot be had, nothing is kept. What is kept is data, never code, and is checked when it is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

OLD_FOLDER = ".cruxbase"
"""Where earlier versions kept things, beside the base."""

OVERRIDE = "CRUXBASE_CACHE_DIR"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(tree: str | os.PathLike[str], *parts: str) -> str | None:
    """The folder for what is kept of a tree, made if need be; None where there is none that is ours alone.

    Args:
        tree: the folder that holds the base or the site's configuration.
        parts: names of folders below it.
    """
    top = os.path.realpath(tree)
    root = _root()
    if root is None or _is_brought_along(root, top):
        return None
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in os.path.basename(top))[:40]
    whole = hashlib.blake2b(f"{os.getuid()}\0{top}".encode(errors="surrogateescape"), digest_size=12).hexdigest()
    folder = root
    try:
        os.makedirs(root, mode=0o700, exist_ok=True)
        if not _is_ours(root):
            return None
        for part in (f"{name}-{whole}", *parts):
            folder = os.path.join(folder, part)
            with suppress(FileExistsError):
                os.mkdir(folder, mode=0o700)
            if not _is_ours(folder):
                return None
    except OSError:
        return None
    return folder


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """While this lasts no other process that asks has the folder; whoever comes second waits."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def brought_along(tree: str | os.PathLike[str]) -> str | None:
    """The folder in which an earlier version, or somebody else, left a cache inside the tree; it is not read."""
    folder = os.path.join(tree, OLD_FOLDER)
    return folder if os.path.lexists(folder) else None


def _root() -> str | None:
    chosen = os.environ.get(OVERRIDE, "")
    if chosen:
        return os.path.abspath(chosen)
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):  # the specification has relative ones ignored
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        caches = os.path.join(home, "Library", "Caches") if sys.platform == "darwin" else os.path.join(home, ".cache")
    return os.path.join(caches, "cruxbase")


def _is_ours(folder: str) -> bool:
    """Whether it is a folder and no link, belongs to us, and nobody else may write to it."""
    status = os.lstat(folder)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & _OTHERS_WRITE


def _is_brought_along(root: str, top: str) -> bool:
    """Whether the cache folder lies in the tree, so that whoever made the tree may have filled it.

    A base right in the home folder is the user's own.
    """
    real = os.path.realpath(root)
    home = os.path.realpath(os.path.expanduser("~"))
    return _is_below(real, top) and not _is_below(home, top)


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)
