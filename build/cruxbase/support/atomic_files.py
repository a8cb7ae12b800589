"""A file's content changed in one step, so that whoever reads it sees the old one or the new one and never a part."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PREFIX = ".cruxbase-new-"
"""How the names of files begin that wait for their place; the number of the process that writes them follows."""


def write_whole(location: str | os.PathLike[str], content: bytes, *, sync: bool = True) -> None:
    """Put a content into the place of a file's, or make the file; after a failure all is as it was.

    Where it is synced, the content is on the disk before the file has its name. What is no regular file, such as
    `/dev/stdout`, is written to as it is.

    Args:
        location: where; a link stays a link, and what it leads to is replaced.
        content: all of it.
        sync: whether to wait until it is on the disk; what is only kept to save time, and guarded, need not be.

    Raises:
        OSError: it cannot be written.
    """
    write_parts(location, (content,), sync=sync)


def write_parts(location: str | os.PathLike[str], parts: Sequence[bytes], *, sync: bool = True) -> None:
    """The same for a content in parts, which may be large: they are not put together first."""
    target = Path(os.path.realpath(location))
    try:
        status = target.stat()
    except FileNotFoundError:
        kept = mode_of_new_files()
    else:
        if not stat.S_ISREG(status.st_mode):
            with target.open("wb") as file:
                file.writelines(parts)
            return
        kept = stat.S_IMODE(status.st_mode)
    temporary = written_beside(target, parts, kept, sync=sync)
    try:
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(target.parent)


def written_beside(target: Path, parts: Sequence[bytes], mode: int, *, sync: bool = True) -> Path:
    """A file with the content, given in parts, in the folder of another, on the disk, so that taking that one's name is one step.

    Raises:
        OSError: it cannot be written; then there is no part of it.
    """
    sweep_after_dead(target.parent)
    handle, name = tempfile.mkstemp(prefix=f"{PREFIX}{os.getpid()}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fchmod(file.fileno(), mode)
            if sync:
                os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def sweep(folder: str | os.PathLike[str], seconds: float = 0.0) -> None:
    """Delete the files in a folder that wait for a place which they will never take, if nothing changed them for a time."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and time.time() - entry.stat(follow_symlinks=False).st_mtime >= seconds:
                os.unlink(entry.path)


def sweep_after_dead(folder: str | os.PathLike[str]) -> None:
    """Delete the files in a folder that wait for a place, where the process that wrote them was killed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            process = entry.name.removeprefix(PREFIX).partition("-")[0]
            if entry.name.startswith(PREFIX) and process.isdecimal() and not _is_alive(int(process)):
                os.unlink(entry.path)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; where the file system cannot, nothing is lost but safety."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def mode_of_new_files() -> int:
    """The permissions that the user's settings give to a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
