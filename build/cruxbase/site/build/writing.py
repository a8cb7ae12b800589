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
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import NamedTuple

from cruxbase.support.atomic_files import write_whole
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.kept_data import digest, digest_of, kept_bytes, read_kept
from cruxbase.support.safe_folder import LinkFound, Listing, SafeFolder, Stamp, is_unsafe, links_between

MANIFEST = ".cruxbase-manifest"
STAGING = ".cruxbase-staging"
_HEADER = "cruxbase site 1"
_MANIFEST_LIMIT = 256 * 1024 * 1024  # bytes


class NotOurFolder(CruxbaseError):
    """The folder cannot take the site; the message is a sentence."""


class Left(NamedTuple):
    """What a build leaves in the site's folder.

    Attributes:
        listing: what the file system says of each file.
        digests: of each file, in the same order; empty for one that is not ours.
    """

    listing: Listing
    digests: Sequence[str]

    @property
    def ours(self) -> dict[str, str]:
        """The digests of our files, by path."""
        return {path: known for path, known in zip(self.listing.paths, self.digests, strict=True) if known}

    @property
    def disk(self) -> bytes:
        """What tells whether any file in the folder has changed since; see `disk_digest`."""
        return disk_digest(self.listing)


NOTHING_LEFT = Left(Listing(b"", b""), ())


def disk_digest(listing: Listing) -> bytes:
    """What tells the files in a folder from others, by what the file system says of each."""
    return digest_of(listing.numbers + listing.names)


class Written(NamedTuple):
    """What writing a site came to.

    Attributes:
        made: how many files the site has from us.
        written: those that were written now.
        deleted: those of an earlier build that are gone.
        in_the_way: files that we did not make, where ours should stand.
        left: what stands in the folder now.
    """

    made: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    in_the_way: tuple[str, ...]
    left: Left


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

    Attributes:
        path: of the file in which it is kept.
    """

    def __init__(self, kept: Path, site: Path, *, enabled: bool = True) -> None:
        whole = hashlib.blake2b(os.path.realpath(site).encode(errors="surrogateescape"), digest_size=8).hexdigest()
        self.path = kept / f"stamps-{whole}"
        self._enabled = enabled

    def read(self) -> Left:
        """What the last build left; nothing where that is not kept."""
        try:
            kept = read_kept(self.path)[1] if self._enabled else {}
            return Left(Listing(kept["names"], kept["numbers"]), kept["digests"].split("\n"))
        except (KeyError, TypeError, AttributeError):
            return NOTHING_LEFT

    def write(self, left: Left) -> None:
        """Keep it."""
        kept = {**left.listing._asdict(), "digests": "\n".join(left.digests)}
        with suppress(OSError):  # a full disk costs time, not the site
            write_whole(self.path, kept_bytes(kept), sync=False)


class _OnDisk:
    """What the file system says of the files in a folder, kept up to date while some of them change.

    Args:
        listing: the files as they are at first, which stays.
    """

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.paths = listing.paths
        self._place = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self._numbers = array("q", listing.numbers)
        self._changed: dict[str, Stamp | None] = {}

    def __bool__(self) -> bool:
        return bool(self.paths)

    def __contains__(self, path: str) -> bool:
        return self._changed[path] is not None if path in self._changed else path in self._place

    def get(self, path: str) -> Stamp | None:
        """The stamp of a file; None where there is none."""
        if path in self._changed:
            return self._changed[path]
        place = self._place.get(path)
        return None if place is None else Stamp(*self._numbers[4 * place : 4 * place + 4])

    def put(self, path: str, stamp: Stamp | None) -> None:
        """Note that a file has this stamp now, or that it is gone."""
        self._changed[path] = stamp

    def left(self, digests: Mapping[str, str]) -> Left:
        """What stands in the folder now, with the digests of our files."""
        changed = {path: stamp for path, stamp in self._changed.items() if stamp is not None and path in self._place}
        if len(changed) == len(self._changed):
            for path, stamp in changed.items():
                place = self._place[path]
                self._numbers[4 * place : 4 * place + 4] = array("q", stamp)
            listing = Listing(self.listing.names, self._numbers.tobytes())
        else:
            stamps: dict[str, Stamp | None] = {**self.listing.stamps(), **self._changed}
            listing = Listing.of({path: stamp for path, stamp in stamps.items() if stamp is not None})
        return Left(listing, [digests.get(path, "") for path in listing.paths])


class Writer:
    """Writes one build into a folder.

    While it is at work no other build writes there; a second one waits.

    Args:
        folder: the site's.
        owned: files that may be overwritten although no manifest lists them: what the generator has just put there.
        left: what an earlier build of ours left there.
        project: the folder of the settings; between it and the site's no link is followed.
        looked: what a look at the folder found that began before; None where it found no folder that can be written to.

    Attributes:
        is_as_left: whether every file is for certain what that build left, and there is no other.

    Raises:
        NotOurFolder: the folder is a link, holds one, or holds files and no list of ours.
        OSError: the folder cannot be read or made.
    """

    def __init__(
        self,
        folder: Path,
        owned: Iterable[str] = (),
        left: Left = NOTHING_LEFT,
        project: Path | None = None,
        looked: Callable[[], Listing | None] = lambda: None,
    ) -> None:
        for link in links_between(project or folder.parent, folder):
            raise NotOurFolder(f"{link!r} is a symbolic link, and the site is not written through one")
        self._folder = _opened(folder)
        try:
            fcntl.flock(self._folder.handle, fcntl.LOCK_EX)
            self._on_disk = self._found(looked)
            self.is_as_left = bool(self._on_disk) and self._on_disk.listing == left.listing
            # Where our list is the one that the last build wrote, there is no need to read it.
            listed = left.ours if self.is_as_left else manifest(self._folder)
        except BaseException as problem:
            self._folder.close()
            if isinstance(problem, LinkFound):
                raise NotOurFolder(f"{problem.path!r} is a symbolic link, and the site may hold none") from None
            raise
        if listed is None and self._on_disk and not owned:
            self._folder.close()
            raise NotOurFolder(
                f"{os.fspath(folder)!r} holds files and was not made by cruxbase: empty it, or name another folder; "
                f"an empty file {MANIFEST} in it says that the site may be built among them"
            )
        self._owned = frozenset(owned)
        self._is_new = set(self._folder.names()) <= {MANIFEST}
        self.known = (listed or {}) if self.is_as_left else self._certain(left, listed or ())
        self._listed = listed
        self.files = Files({}, [], [], {})
        self.staged: set[str] = set()
        self._dropped: list[str] = []

    def _found(self, looked: Callable[[], Listing | None]) -> _OnDisk:
        """The files in the folder, without those of a build that came to harm."""
        is_clean = STAGING not in self._folder.names()
        listing = looked() if is_clean else None
        if listing is not None:
            found, now = _OnDisk(listing), self._folder.stamp(MANIFEST)
            # Any build that changes the site writes its list anew: with the same list, none has since that look.
            if now is not None and now == found.get(MANIFEST):
                return found
        self._folder.remove_tree(STAGING)
        return _OnDisk(self._folder.listing())

    def _certain(self, left: Left, listed: Iterable[str]) -> dict[str, str]:
        """The digests of the files that are for certain what an earlier build of ours left there."""
        ours, stamps = left.ours, left.listing.stamps()
        return {path: ours[path] for path in listed if path in ours and stamps[path] == self._on_disk.get(path)}

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
        is_ours = path in self._owned or (self._listed is not None and path in self._listed)
        if not is_ours and not self._is_new and (on_disk is not None or self._folder.exists(path)):
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

    def keep_all_but(self, paths: Iterable[str]) -> None:
        """Leave all files as an earlier build made them, but for some that have yet to be kept or put; see `is_as_left`."""
        now = self.files.now
        done = dict(now)
        now.update(self.known)
        for path in paths:
            now.pop(path, None)
        now.update(done)

    def content(self, path: str) -> bytes | None:
        """What a file holds, if it is for certain what an earlier build put there; else None."""
        known, stamp = self.known.get(path), self._on_disk.get(path)
        if known is None or stamp is None:
            return None
        try:
            content = self._folder.read(path, stamp.size)
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
        listed, ours, lines = self._listed, now, b""
        if (written or gone) and (listed is None or not all(path in listed for path in written)):
            # Whatever happens from here on, all files, old and new, are known to be ours.
            ours = {**(listed or {}), **now}
            lines = _lines_of(ours)
            self._list(lines)
        for path in gone:
            self._folder.remove(path)
            self._on_disk.put(path, None)
        self._move(written)
        if written or gone or listed != now:
            # Written anew even if it says the same: who looks at the folder sees by its stamp that files were moved.
            self._on_disk.put(MANIFEST, self._list(lines if lines and ours == now else _lines_of(now)))
        moved = tuple(path for path in written if path in now)
        self.close()
        return Written(len(now), moved, tuple(gone), tuple(self.files.in_the_way), self._on_disk.left(now))

    def _move(self, written: Sequence[str]) -> None:
        """Move what was written into place; what cannot be there is in the way."""
        whole, put, stamps = self._moved_whole(), self._on_disk.put, self.files.stamps
        for path in written:
            if path.partition("/")[0] in whole:
                put(path, stamps[path])
                continue
            try:
                self._on_disk.put(path, self._folder.move(self._place(path), path))
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

    def _list(self, lines: bytes) -> Stamp:
        self._folder.write(_staged(MANIFEST), lines)
        return self._folder.move(_staged(MANIFEST), MANIFEST)

    @property
    def digests(self) -> Mapping[str, str]:
        """The files of this build so far, with their digests."""
        return self.files.now


def _lines_of(files: Mapping[str, str]) -> bytes:
    """The text of the list of some files, with their digests."""
    return ("\n".join([_HEADER, *(f"{files[path]} {path}" for path in sorted(files))]) + "\n").encode()


def _opened(folder: Path) -> SafeFolder:
    try:
        return SafeFolder(folder)
    except LinkFound as problem:
        raise NotOurFolder(f"{problem.path!r} is a symbolic link, and the site is not written through one") from None
    except (NotADirectoryError, FileExistsError):
        raise NotOurFolder(f"{os.fspath(folder)!r} is not a folder, so the site cannot be written there") from None


def _staged(path: str) -> str:
    return f"{STAGING}/{hashlib.blake2b(path.encode(errors='surrogateescape'), digest_size=16).hexdigest()}"
