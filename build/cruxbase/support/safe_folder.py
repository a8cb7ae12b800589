"""A folder that strangers may have arranged, changed without ever following a link out of it.

Every path is walked name by name from an open handle of the folder, and no name on the way may be a symbolic link. So
neither a link that was there before, nor one that is put there while we work, leads a write or a deletion elsewhere.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import stat
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from cruxbase.support.errors import CruxbaseError
from cruxbase.support.regular_files import read_regular

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_KEPT_OPEN = 64  # handles of folders
_LEADS_OUT = re.compile(r"[\\\0]|(?:^|/)\.{0,2}(?:/|\Z)")


class LinkFound(CruxbaseError, OSError):
    """A symbolic link stands in a folder where none may be.

    Attributes:
        path: of the link.
    """

    def __init__(self, path: str) -> None:
        super().__init__(errno.ELOOP, "a symbolic link stands here, and is not followed", path)
        self.path = path


class Stamp(NamedTuple):
    """What tells cheaply whether a file is still the one that was written.

    Attributes:
        size: in bytes.
        mtime_ns: when its content was changed.
        ctime_ns: when anything about it was changed, which no program can set.
        inode: its number in the file system.
    """

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in what the file system says of a file."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, _signed(status.st_ino))


class Listing(NamedTuple):
    """All files below a folder, with what the file system says of each; two are equal where nothing has changed.

    Attributes:
        names: the paths, in the order in which folders are walked by name, each but the first after a zero byte.
        numbers: the four numbers of each one's stamp, as 64 bits with a sign.
    """

    names: bytes
    numbers: bytes

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Listing:
        """The listing of files with these stamps, by path."""
        paths = sorted(stamps, key=lambda path: path.replace("/", "\0"))  # names in their order: no sign comes before
        numbers = array("q", itertools.chain.from_iterable(map(stamps.__getitem__, paths)))
        return cls(_joined(paths), numbers.tobytes())

    @property
    def paths(self) -> list[str]:
        """The paths of the files."""
        return self.names.decode(errors="surrogateescape").split("\0") if self.names else []

    def stamps(self) -> dict[str, Stamp]:
        """The stamp of each file, by path."""
        numbers = iter(array("q", self.numbers))
        return dict(zip(self.paths, map(Stamp, numbers, numbers, numbers, numbers), strict=True))


class SafeFolder:
    """An open folder.

    Paths are relative to it and have forward slashes; one that could lead out of it is refused with `ValueError`.

    Args:
        location: where it is; it is made where it is missing. The last name may not be a link.

    Raises:
        LinkFound: it is a link.
        OSError: it cannot be made or opened.
    """

    def __init__(self, location: str | os.PathLike[str]) -> None:
        self.location = Path(location)
        self.location.mkdir(parents=True, exist_ok=True)
        self._handles: OrderedDict[str, int] = OrderedDict()
        try:
            self.handle = os.open(self.location, _FOLDER)
        except OSError as error:
            if self.location.is_symlink():
                raise LinkFound(os.fspath(self.location)) from None
            raise error from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every handle."""
        self._forget()
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def listing(self) -> Listing:
        """All files below the folder.

        Raises:
            LinkFound: there is a link anywhere.
        """
        paths: list[str] = []
        numbers = array("q")
        self._list(self.handle, "", paths, numbers)
        return Listing(_joined(paths), numbers.tobytes())

    def stamps(self) -> dict[str, Stamp]:
        """All files below the folder, with their stamps.

        Raises:
            LinkFound: there is a link anywhere.
        """
        return self.listing().stamps()

    def _list(self, handle: int, prefix: str, paths: list[str], numbers: array[int]) -> None:
        with os.scandir(handle) as entries:
            inside = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        for name, is_folder in inside:
            path = prefix + name
            if is_folder:
                inner = os.open(name, _FOLDER, dir_fd=handle)
                try:
                    self._list(inner, f"{path}/", paths, numbers)
                finally:
                    os.close(inner)
                continue
            status = os.stat(name, dir_fd=handle, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise LinkFound(os.fspath(self.location / path))
            paths.append(path)
            numbers.extend((status.st_size, status.st_mtime_ns, status.st_ctime_ns, _signed(status.st_ino)))

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a regular file; None where there is none."""
        try:
            handle, name = self._parent(path)
            status = os.stat(name, dir_fd=handle, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Stamp.of(status) if stat.S_ISREG(status.st_mode) else None

    def exists(self, path: str) -> bool:
        """Whether anything stands at a path, be it a link."""
        try:
            handle, name = self._parent(path)
            os.stat(name, dir_fd=handle, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def read(self, path: str, limit: int) -> bytes:
        """The content of a regular file that has at most so many bytes; see `read_regular`."""
        handle, name = self._parent(path)
        return read_regular(name, limit, follow=False, dir_fd=handle)

    def holds(self, path: str, content: bytes) -> bool:
        """Whether a regular file with this content stands at a path."""
        try:
            return self.read(path, len(content)) == content
        except OSError:
            return False

    def write(self, path: str, content: bytes) -> Stamp:
        """Make a file, and the folders that it needs; what stands there is deleted first, be it a link.

        Returns:
            The stamp of the file.

        Raises:
            OSError: it cannot be written; then there is no part of it.
        """
        handle, name = self._parent(path, make=True)
        try:
            opened = os.open(name, _NEW, 0o666, dir_fd=handle)  # which opens nothing that is there already
        except FileExistsError:
            os.unlink(name, dir_fd=handle)
            opened = os.open(name, _NEW, 0o666, dir_fd=handle)
        try:
            try:
                left = memoryview(content)
                while left:
                    left = left[os.write(opened, left) :]
                return Stamp.of(os.fstat(opened))
            finally:
                os.close(opened)
        except BaseException:
            os.unlink(name, dir_fd=handle)
            raise

    def move(self, path: str, to: str) -> Stamp:
        """Move a file into the place of another one or of none; what stood there is gone, be it a link."""
        source, name = self._parent(path)
        target, new_name = self._parent(to, make=True)
        os.replace(name, new_name, src_dir_fd=source, dst_dir_fd=target)
        return Stamp.of(os.stat(new_name, dir_fd=target, follow_symlinks=False))

    def names(self, path: str = "") -> list[str]:
        """The names of what stands in a folder; nothing where there is no such folder."""
        try:
            return sorted(os.listdir(self._opened(path, make=False)))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def move_new(self, path: str, to: str) -> bool:
        """Move a file or a folder with all that is in it to where nothing stands; False where something does."""
        if self.exists(to):
            return False
        self._forget()  # handles of what lies below go by names that lead elsewhere afterwards
        source, name = self._parent(path)
        target, new_name = self._parent(to, make=True)
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
        return True

    def remove(self, path: str) -> bool:
        """Delete a file, and then the folders that are empty without it; whether there was one."""
        try:
            handle, name = self._parent(path)
            os.unlink(name, dir_fd=handle)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        folder = path.rpartition("/")[0]
        while folder:
            self._forget()
            handle, name = self._parent(folder)
            try:
                os.rmdir(name, dir_fd=handle)
            except OSError:
                break
            folder = folder.rpartition("/")[0]
        return True

    def remove_tree(self, path: str) -> None:
        """Delete a folder with all that is in it, and no link's target; nothing where there is none."""
        self._forget()
        try:
            handle, name = self._parent(path)
            status = os.stat(name, dir_fd=handle, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return
        if stat.S_ISDIR(status.st_mode):
            shutil.rmtree(name, dir_fd=handle)
        else:
            os.unlink(name, dir_fd=handle)

    def _parent(self, path: str, *, make: bool = False) -> tuple[int, str]:
        """An open handle of the folder that a path lies in, and the last name of the path."""
        if is_unsafe(path):
            raise ValueError(f"{path!r} could lead out of the folder")
        folder, _, name = path.rpartition("/")
        return self._opened(folder, make), name

    def _opened(self, folder: str, make: bool) -> int:
        if not folder:
            return self.handle
        if folder in self._handles:
            self._handles.move_to_end(folder)
            return self._handles[folder]
        above, _, name = folder.rpartition("/")
        parent = self._opened(above, make)
        if make:
            with suppress(FileExistsError):  # whatever that is: what is no folder is not opened
                os.mkdir(name, dir_fd=parent)
        handle = self._open_folder(name, parent, folder)
        self._handles[folder] = handle
        if len(self._handles) > _KEPT_OPEN:
            os.close(self._handles.popitem(last=False)[1])
        return handle

    def _open_folder(self, name: str, parent: int, path: str) -> int:
        try:
            return os.open(name, _FOLDER, dir_fd=parent)
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.ENOTDIR):
                raise
            status = os.stat(name, dir_fd=parent, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise LinkFound(os.fspath(self.location / path)) from None
            raise

    def _forget(self) -> None:
        for handle in self._handles.values():
            os.close(handle)
        self._handles.clear()


def _joined(paths: Iterable[str]) -> bytes:
    return "\0".join(paths).encode(errors="surrogateescape")


def _signed(number: int) -> int:
    """A number of 64 bits, as some file systems number their files, as one that may have a sign."""
    return number if number < 1 << 63 else number - (1 << 64)


def read_below(folder: str | os.PathLike[str], path: str, limit: int) -> bytes:
    """The content of a regular file below a folder; no name on the way, nor the folder's last one, may be a link.

    Args:
        folder: where to begin; only opened.
        path: relative to it, with forward slashes.
        limit: the most bytes that the file may have.

    Raises:
        ValueError: the path could lead out of the folder.
        IsADirectoryError: it is a folder.
        OSError: it cannot be read, or there is a link on the way.
    """
    if is_unsafe(path):
        raise ValueError(f"{path!r} could lead out of the folder")
    *above, name = path.split("/")
    handle = os.open(folder, _FOLDER)
    try:
        for inner in above:
            below = os.open(inner, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = below
        if stat.S_ISDIR(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder", path)
        return read_regular(name, limit, follow=False, dir_fd=handle)
    finally:
        os.close(handle)


def is_unsafe(path: str) -> bool:
    r"""Whether a path is no plain sequence of names: absolute, with `..`, with an empty name or with a sign of no name.

    >>> [is_unsafe(path) for path in ("a/b.html", "/etc/x", "a/../../x", "a//b", "", "a\\b")]
    [False, True, True, True, True, True]
    """
    return _LEADS_OUT.search(path) is not None


def links_between(top: str | os.PathLike[str], path: str | os.PathLike[str]) -> Iterator[str]:
    """The links among the folders from `top`, which is left out, down to `path`; none where it lies elsewhere."""
    above, below = os.path.abspath(top), os.path.abspath(path)
    inner = os.path.relpath(below, above)
    if inner == os.curdir or inner.startswith(os.pardir):
        return
    for name in inner.split(os.sep):
        above = os.path.join(above, name)
        if os.path.islink(above):
            yield above
