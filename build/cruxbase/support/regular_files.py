"""Reading files that strangers may have made: never a pipe or a device, never more than was asked for."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable

from cruxbase.support.errors import CruxbaseError

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY  # opening a pipe without a writer must not wait


class NotRegular(CruxbaseError, OSError):
    """What stands at the path is a pipe, a socket, a device or a folder."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EINVAL, "it is not a regular file", path)


class TooLarge(CruxbaseError, OSError):
    """The file is larger than the limit; it was not read.

    Attributes:
        size: of the file, in bytes.
    """

    def __init__(self, path: str, size: int) -> None:
        super().__init__(errno.EFBIG, "it is too large", path)
        self.size = size


def read_regular(path: str | os.PathLike[str], limit: int, *, follow: bool = True, dir_fd: int | None = None) -> bytes:
    """The content of a regular file.

    Args:
        path: where it is.
        limit: the most bytes that it may have; the size is asked for before anything is read.
        follow: whether `path` may be a symbolic link.
        dir_fd: an open folder that `path` is relative to.

    Raises:
        NotRegular: it is a pipe, a socket, a device or a folder.
        TooLarge: it has more bytes than the limit.
        OSError: it cannot be opened or read, or is a link where none may be.
    """
    handle = os.open(path, _FLAGS if follow else _FLAGS | os.O_NOFOLLOW, dir_fd=dir_fd)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(os.fspath(path))
        if status.st_size > limit:
            raise TooLarge(os.fspath(path), status.st_size)
        content = os.read(handle, status.st_size + 1)
        if len(content) == status.st_size:
            return content
        pieces = [content]  # it grows while it is read, or does not tell its size, as below /proc
        size = len(content)
        while content and size <= limit:
            content = os.read(handle, limit + 1 - size)
            pieces.append(content)
            size += len(content)
        if size > limit:
            raise TooLarge(os.fspath(path), size)
        return b"".join(pieces)
    finally:
        os.close(handle)


def read_parts(path: str | os.PathLike[str], parts: Iterable[tuple[int, int]]) -> list[bytes]:
    """Some parts of a regular file that is no link; a part beyond its end is shorter, or empty.

    Args:
        path: where it is.
        parts: for each the offset of its first byte, and how many bytes it has.

    Raises:
        NotRegular: it is a pipe, a socket, a device or a folder.
        OSError: it cannot be opened or read.
    """
    handle = os.open(path, _FLAGS | os.O_NOFOLLOW)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRegular(os.fspath(path))
        return [os.pread(handle, length, offset) for offset, length in parts]
    finally:
        os.close(handle)
