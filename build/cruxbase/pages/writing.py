"""Puts files into the site's folder: only those that changed, never over a file that is not ours.

What we made is listed in `.cruxbase-manifest` in that folder, with digests. Only files on the list are overwritten or
deleted; a file that stands in the way of one of ours is reported and left alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path
from typing import NamedTuple

MANIFEST = ".cruxbase-manifest"
_HEADER = "cruxbase site 1"
_UNKNOWN = "unknown"


class Written(NamedTuple):
    """What writing a site came to.

    Attributes:
        made: how many files the site has from us.
        written: those that were written now.
        deleted: those of an earlier build that are gone.
        in_the_way: files that we did not make, where ours should stand.
    """

    made: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    in_the_way: tuple[str, ...]


class Files(NamedTuple):
    """What one part of a build put there.

    Attributes:
        now: its files, with their digests.
        written: those that were written.
        in_the_way: files that we did not make, where some of its should stand.
    """

    now: dict[str, str]
    written: list[str]
    in_the_way: list[str]


def digest(content: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def manifest(folder: Path) -> dict[str, str]:
    """The files that an earlier build made in a folder, with their digests; empty where there is no readable list."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    if not lines or lines[0] != _HEADER:
        return {}
    pairs = (line.partition(" ") for line in lines[1:])
    return {path: known for known, space, path in pairs if space and not _leads_out(path)}


def _holds(target: str, content: bytes) -> bool:
    try:
        with open(target, "rb") as handle:
            return handle.read() == content
    except OSError:
        return False


def _leads_out(path: str) -> bool:
    return path.startswith("/") or ".." in path.split("/") or "\\" in path


class Writer:
    """Writes one build into a folder.

    Args:
        folder: the site's.
        owned: files that may be overwritten although no manifest lists them: what the generator has just put there.
    """

    def __init__(self, folder: Path, owned: Iterable[str] = ()) -> None:
        self.folder = folder
        self.known = manifest(folder)
        self._owned = frozenset(owned)
        self.files = Files({}, [], [])
        self._expected: list[str] = []
        self._folders: set[str] = set()

    def part(self) -> Writer:
        """A writer for a part of this build, perhaps in another process; its files are to be joined to this one's."""
        part = copy(self)
        part.files = Files({}, [], [])
        return part

    def join(self, files: Files) -> None:
        """Take what a part put there as one's own."""
        self.files.now.update(files.now)
        self.files.written.extend(files.written)
        self.files.in_the_way.extend(files.in_the_way)

    def expect(self, paths: Iterable[str]) -> None:
        """Say which files parts are going to write: if we are killed before they tell, they are still ours."""
        self._expected = [path for path in paths if not os.path.lexists(os.path.join(self.folder, path))]

    def put(self, path: str, content: bytes) -> None:
        """Have a file with this content at a path below the folder."""
        self._put(path, digest(content), content)

    def keep(self, path: str) -> bool:
        """Leave a file as an earlier build made it; False where there is none."""
        if path not in self.known:
            return False
        self.files.now[path] = self.known[path]
        return True

    def _put(self, path: str, known: str, content: bytes) -> None:
        if self.known.get(path) == known:
            self.files.now[path] = known
            return
        target = os.path.join(self.folder, path)
        if path not in self.known and path not in self._owned and os.path.lexists(target):
            if _holds(target, content):  # an earlier build made it and was killed before it could say so
                self.files.now[path] = known
            else:
                self.files.in_the_way.append(path)
            return
        folder = os.path.dirname(target)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        with open(target, "wb") as handle:
            handle.write(content)
        self.files.now[path] = known
        self.files.written.append(path)

    def finish(self) -> Written:
        """Delete what earlier builds made and this one did not, and write the list of what is ours now."""
        gone = [path for path in self.known if path not in self.files.now and path not in self.files.in_the_way]
        for path in gone:
            target = self.folder / path
            target.unlink(missing_ok=True)
            self._drop_empty(target.parent)
        if self.files.written or self.files.now != self.known or not (self.folder / MANIFEST).exists():
            self._list(self.files.now)
        return Written(len(self.files.now), tuple(self.files.written), tuple(gone), tuple(self.files.in_the_way))

    def abandon(self) -> None:
        """Give up in the middle: list what is ours, of this build and the one before, and delete nothing."""
        unheard_of = {path: _UNKNOWN for path in self._expected if (self.folder / path).exists()}
        if self.files.written or unheard_of:
            self._list({**self.known, **unheard_of, **self.files.now})

    def _list(self, files: Mapping[str, str]) -> None:
        lines = [_HEADER, *(f"{known} {path}" for path, known in sorted(files.items()))]
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f"{MANIFEST}.new"
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
        temporary.replace(self.folder / MANIFEST)

    def _drop_empty(self, folder: Path) -> None:
        while folder != self.folder and self.folder in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    @property
    def digests(self) -> Mapping[str, str]:
        """The files of this build so far, with their digests."""
        return self.files.now
