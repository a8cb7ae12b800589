"""New texts put in the place of old ones, each in one step, or all of them or none."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Moved(NamedTuple):
    """A file that is to have another name."""

    old: Path
    new: Path


def replace(location: Path, content: bytes) -> None:
    """Put a new content in the place of a file's, in one step; its mode stays, and a link stays a link.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    target = location.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    temporary = _beside(target, content)
    try:
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def create(location: Path, content: bytes) -> None:
    """Make a new file with all of its content, in one step.

    Raises:
        FileExistsError: there is one already; it is as it was.
        OSError: it cannot be written.
    """
    location.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(location, content)
    try:
        temporary.chmod(0o666 & ~_umask())
        # A link fails where the name is taken; a rename would overwrite.
        os.link(temporary, location)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with location.open("xb") as file:
            file.write(content)
    finally:
        temporary.unlink(missing_ok=True)


def replace_all(contents: Mapping[Path, bytes], moved: Moved | None = None) -> None:
    """Put new contents in the place of several files', and rename one; after a failure all is as it was.

    Raises:
        OSError: something cannot be written.
    """
    before = {location: location.read_bytes() for location in contents}
    done: list[Path] = []
    try:
        for location, content in contents.items():
            replace(location, content)
            done.append(location)
        if moved is not None:
            create(moved.new, moved.old.read_bytes())
            moved.new.chmod(stat.S_IMODE(moved.old.stat().st_mode))
            moved.old.unlink()
    except BaseException:
        for location in done:
            with contextlib.suppress(OSError):
                replace(location, before[location])
        raise


def _beside(location: Path, content: bytes) -> Path:
    """A hidden file with the content in the same folder, so that taking its name is one step."""
    handle, name = tempfile.mkstemp(prefix=f".{location.stem[:40]}-", dir=location.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
