"""Puts files into the site's folder: only those that changed, never over a file that is not ours, all of them or none.

New files are first written into a folder of their own inside the site's. Once all are there they are moved into place;
a full disk or a kill before that leaves the site as it was. After a kill among the moves the next build puts things
right, because it believes no list: what is on disk counts. Where the site is new, the files stand in their folders there,
and only the outermost of those are moved.

Two things are kept. `.cruxbase-manifest` in the folder lists what we made, with digests; only files on it are
overwritten or deleted, and as it may come from anybody nothing else is believed of it. In the user's cache folder is
kept what the file system said of each file when it was put there; a file of which it says the same now is taken to be
what it was. Any other is compared with what it should hold.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import NamedTuple

import msgpack

from cruxbase.support.atomic_files import write_whole
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.kept_data import digest, digest_of, kept_bytes, read_kept
from cruxbase.support.safe_folder import LinkFound, SafeFolder, Stamp, is_unsafe, links_between

MANIFEST = ".cruxbase-manifest"
STAGING = ".cruxbase-staging"
_HEADER = "cruxbase site 1"
_MANIFEST_LIMIT = 256 * 1024 * 1024  # bytes


class NotOurFolder(CruxbaseError):
    """The folder cannot take the site; the message is a sentence."""


class Written(NamedTuple):
    """What writing a site came to.

    Attributes:
        made: how many files the site has from us.
        written: those that were written now.
        deleted: those of an earlier build that are gone.
        in_the_way: files that we did not make, where ours should stand.
        stamps: what the file system says of each file now, with its digest.
        disk: what tells whether any file in the folder has changed since; see `disk_digest`.
    """

    made: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    in_the_way: tuple[str, ...]
    stamps: Mapping[str, tuple[str, Stamp]]
    disk: bytes


class Files(NamedTuple):
    """What one part of a build has for the site.

    Attributes:
        now: its files, with their digests.
        written: those that were written, and wait to be moved into place.
        in_the_way: files that we did not make, where some of its should stand.
        stamps: what the file system said of those that were written.
    """

    now: dict[str, str]
    written: list[str]
    in_the_way: list[str]
    stamps: dict[str, Stamp]


def disk_digest(stamps: Mapping[str, Stamp]) -> bytes:
    """What tells the files in a folder from others, by what the file system says of each."""
    paths = sorted(stamps)
    names = "\0".join(paths).encode(errors="surrogateescape")
    return digest_of(names + msgpack.packb([stamps[path] for path in paths]))


def manifest(folder: SafeFolder) -> dict[str, str] | None:
    """The files that an earlier build says it made in a folder, with their digests; None where there is no list."""
    try:
        lines = folder.read(MANIFEST, _MANIFEST_LIMIT).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    if not lines or lines[0] != _HEADER:
        return None if lines else {}  # an empty list gives the folder to us
    pairs = (line.partition(" ") for line in lines[1:])
    return {
        path: known for known, space, path in pairs if space and not is_unsafe(path) and ".git" not in path.split("/")
    }


class Stamps:
    """What the file system said of the files of a site after a build, kept for the next.

    Args:
        kept: the folder for what is kept.
        site: the site's folder.
        enabled: whether to believe what is kept; it is written in any case.
    """

    def __init__(self, kept: Path, site: Path, *, enabled: bool = True) -> None:
        whole = hashlib.blake2b(os.path.realpath(site).encode(errors="surrogateescape"), digest_size=8).hexdigest()
        self._path = kept / f"stamps-{whole}"
        self._enabled = enabled

    def read(self) -> dict[str, tuple[str, Stamp]]:
        """By path: the digest and the stamp of a file; nothing where nothing is kept."""
        try:
            files = read_kept(self._path)[1]["files"] if self._enabled else {}
            return {path: (known, Stamp(*stamp)) for path, (known, stamp) in files.items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}

    def write(self, stamps: Mapping[str, tuple[str, Stamp]]) -> None:
        """Keep them."""
        with suppress(OSError):  # a full disk costs time, not the site
            write_whole(self._path, kept_bytes({"files": stamps}), sync=False)


class Writer:
    """Writes one build into a folder.

    While it is at work no other build writes there; a second one waits.

    Args:
        folder: the site's.
        owned: files that may be overwritten although no manifest lists them: what the generator has just put there.
        stamps: what an earlier build of ours said of the files, with their digests.
        project: the folder of the settings; between it and the site's no link is followed.

    Raises:
        NotOurFolder: the folder is a link, holds one, or holds files and no list of ours.
        OSError: the folder cannot be read or made.
    """

    def __init__(
        self,
        folder: Path,
        owned: Iterable[str] = (),
        stamps: Mapping[str, tuple[str, Stamp]] | None = None,
        project: Path | None = None,
    ) -> None:
        for link in links_between(project or folder.parent, folder):
            raise NotOurFolder(f"{link!r} is a symbolic link, and the site is not written through one")
        self._folder = _opened(folder)
        try:
            fcntl.flock(self._folder.handle, fcntl.LOCK_EX)
            self._folder.remove_tree(STAGING)
            on_disk = self._folder.stamps()
            listed = manifest(self._folder)
        except BaseException as problem:
            self._folder.close()
            if isinstance(problem, LinkFound):
                raise NotOurFolder(f"{problem.path!r} is a symbolic link, and the site may hold none") from None
            raise
        if listed is None and on_disk and not owned:
            self._folder.close()
            raise NotOurFolder(
                f"{os.fspath(folder)!r} holds files and was not made by cruxbase: empty it, or name another folder; "
                f"an empty file {MANIFEST} in it says that the site may be built among them"
            )
        self._ours = {*(listed or ()), *owned}
        self._on_disk = on_disk
        self._is_new = set(self._folder.names()) <= {MANIFEST}
        before = stamps or {}
        self.known = {
            path: before[path][0]
            for path in listed or ()
            if path in before and path in on_disk and before[path][1] == on_disk[path]
        }
        self._listed = listed
        self.files = Files({}, [], [], {})
        self.staged: set[str] = set()
        self._dropped: list[str] = []

    def part(self) -> Writer:
        """A writer for a part of this build, perhaps in another process; its files are to be joined to this one's."""
        part = copy(self)
        part.files, part.staged = Files({}, [], [], {}), set()
        return part

    def join(self, files: Files) -> None:
        """Take what a part has as one's own."""
        self.files.now.update(files.now)
        self.files.written.extend(files.written)
        self.files.in_the_way.extend(files.in_the_way)
        self.files.stamps.update(files.stamps)

    def put(self, path: str, content: bytes) -> None:
        """Have a file with this content at a path below the folder."""
        known = digest(content)
        self.files.now[path] = known
        if self.known.get(path) == known:
            return
        on_disk = self._on_disk.get(path)
        if on_disk is not None and on_disk.size == len(content) and self._folder.holds(path, content):
            return
        if path not in self._ours and not self._is_new and (on_disk is not None or self._folder.exists(path)):
            self._is_in_the_way(path)
            return
        try:
            self.files.stamps[path] = self._folder.write(self._place(path), content)
        except (NotADirectoryError, IsADirectoryError):
            if not self._is_new:
                raise
            self._is_in_the_way(path)
            return
        if path not in self.staged:
            self.staged.add(path)
            self.files.written.append(path)

    def _is_in_the_way(self, path: str) -> None:
        del self.files.now[path]
        self.files.in_the_way.append(path)

    def _place(self, path: str) -> str:
        """Where a file waits to be moved into place."""
        return f"{STAGING}/{path}" if self._is_new else _staged(path)

    def keep(self, path: str) -> bool:
        """Leave a file as an earlier build made it; False where it is not certain to be what that build made."""
        if path not in self.known:
            return False
        self.files.now[path] = self.known[path]
        return True

    def content(self, path: str) -> bytes | None:
        """What a file holds, if it is for certain what an earlier build put there; else None."""
        known = self.known.get(path)
        if known is None:
            return None
        try:
            content = self._folder.read(path, self._on_disk[path].size)
        except OSError:
            return None
        return content if digest(content) == known else None

    def drop(self, path: str) -> None:
        """Have a file deleted with those that no build makes any more."""
        self._dropped.append(path)

    def finish(self) -> Written:
        """Move what was written into place, delete what no build makes any more, and list what is ours now."""
        now, written = self.files.now, self.files.written
        kept = now.keys() | set(self.files.in_the_way)
        gone = [path for path in (*(self._listed or ()), *self._dropped) if path not in kept and path in self._on_disk]
        if written or gone or self._listed != now:
            # Whatever happens from here on, all files, old and new, are known to be ours.
            self._list({**(self._listed or {}), **now})
        for path in gone:
            self._folder.remove(path)
            self._on_disk.pop(path, None)
        self._move(written)
        on_disk = self._on_disk
        stamps = {path: (known, on_disk[path]) for path, known in now.items() if path in on_disk}
        if written or gone or self._listed != now:
            on_disk[MANIFEST] = self._list(now)
        moved = tuple(path for path in written if path in now)
        self.close()
        return Written(len(now), moved, tuple(gone), tuple(self.files.in_the_way), stamps, disk_digest(on_disk))

    def _move(self, written: Sequence[str]) -> None:
        """Move what was written into place; what cannot be there is in the way."""
        whole = self._moved_whole()
        for path in written:
            if path.partition("/")[0] in whole:
                self._on_disk[path] = self.files.stamps[path]
                continue
            try:
                self._on_disk[path] = self._folder.move(self._place(path), path)
            except (NotADirectoryError, IsADirectoryError):
                del self.files.now[path]
                self.files.in_the_way.append(path)

    def _moved_whole(self) -> frozenset[str]:
        """Move what waits for a new site into place, folder by folder; the names of those that could be moved as wholes.

        A file that is itself moved has another stamp afterwards.
        """
        names = self._folder.names(STAGING) if self._is_new else []
        folders = (name for name in names if name not in self.staged and name not in self.files.now)
        return frozenset(name for name in folders if self._folder.move_new(f"{STAGING}/{name}", name))

    def close(self) -> None:
        """Remove what was not moved into place, and let others write."""
        if self._folder.handle >= 0:
            self._folder.remove_tree(STAGING)
            self._folder.close()

    def _list(self, files: Mapping[str, str]) -> Stamp:
        lines = [_HEADER, *(f"{known} {path}" for path, known in sorted(files.items()))]
        self._folder.write(_staged(MANIFEST), ("\n".join(lines) + "\n").encode())
        return self._folder.move(_staged(MANIFEST), MANIFEST)

    @property
    def digests(self) -> Mapping[str, str]:
        """The files of this build so far, with their digests."""
        return self.files.now


def _opened(folder: Path) -> SafeFolder:
    try:
        return SafeFolder(folder)
    except LinkFound as problem:
        raise NotOurFolder(f"{problem.path!r} is a symbolic link, and the site is not written through one") from None
    except (NotADirectoryError, FileExistsError):
        raise NotOurFolder(f"{os.fspath(folder)!r} is not a folder, so the site cannot be written there") from None


def _staged(path: str) -> str:
    return f"{STAGING}/{hashlib.blake2b(path.encode(errors='surrogateescape'), digest_size=16).hexdigest()}"
