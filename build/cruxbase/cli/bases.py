"""Which base a command is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cruxbase.cli.problems import WrongUsage

FOLDER = "claims"


class Place(NamedTuple):
    """A base, or a part of one.

    Attributes:
        root: the folder of the base.
        within: the part, as paths of spans have it (`claims/legibility/`); empty for the whole.
    """

    root: Path
    within: str = ""

    @property
    def folder(self) -> Path:
        """The folder that holds the base, which the paths of spans are relative to."""
        return self.root.parent

    def holds(self, path: str) -> bool:
        """Whether a span's path lies in the part."""
        return path.startswith(self.within)


def place_at(path: str | None) -> Place:
    """The base that a path names, or the part of a base; without a path, the nearest base.

    A folder called `claims`, or the nearest one above the path, is the base. A folder outside such a one is
    the base itself, or holds it as `claims`.

    Raises:
        WrongUsage: there is no such path, or no base.
    """
    place = _place_at(path)
    recover(place)
    return place


def places_of(paths: Sequence[str], base: str | None, doing: str) -> list[Place]:
    """The parts of one base that paths name; the whole of `base`, or of the nearest one, where there are none.

    Args:
        paths: a base, or folders and files in one.
        base: what `--base` names, if anything.
        doing: what is done with them, for the message: `check`, `fix`, `format`.

    Raises:
        WrongUsage: there is no such path, no base, or the paths lie in more than one.
    """
    places = [place_at(path) for path in paths] or [place_at(base)]
    roots = {place.root for place in places} | ({place_at(base).root} if base is not None else set())
    if len(roots) > 1:
        raise WrongUsage(f"the paths lie in different bases; {doing} them one at a time")
    return places


def recover(place: Place) -> None:
    """Finish or undo what an earlier command was interrupted in, and say so."""
    from cruxbase.support.user_cache import cache_folder

    folder = cache_folder(place.root, "changes")
    if folder is None or not os.listdir(folder):
        return
    from cruxbase.cli import terminal
    from cruxbase.support import journal

    done = journal.recover(place.root)
    if done is not None:
        terminal.warn(f"'cruxbase {done.what}' had been interrupted {_OUTCOMES[done.outcome].format(done.files)}")


_OUTCOMES = {
    "finished": "after all was written: it is finished now, {} files in all",
    "undone": "before it changed anything: what it had begun to write is taken away",
    "left": "and files have been changed since: they are left as they are, so look at what git says of them",
}


def _place_at(path: str | None) -> Place:
    if path is None:
        return Place(nearest_base(Path.cwd()))
    where = Path(os.path.abspath(path))  # resolve() would follow links
    if not where.exists():
        raise WrongUsage(f"there is no file or folder {path!r}")
    for folder in (where, *where.parents):
        if folder.name == FOLDER and folder.is_dir():
            if folder == where:
                return Place(folder)
            inner = where.relative_to(folder.parent).as_posix()
            return Place(folder, f"{inner}/" if where.is_dir() else inner)
    if not where.is_dir():
        raise WrongUsage(f"{path!r} is not in a folder called {FOLDER!r}")
    return Place(where / FOLDER if (where / FOLDER).is_dir() else where)


def warn_of_caches(place: Place) -> None:
    """Say so where a cache lies in the tree: it is not read, whoever left it there."""
    from cruxbase.cli import terminal
    from cruxbase.support.user_cache import brought_along

    if brought_along(place.folder):
        terminal.warn(
            "the folder .cruxbase beside the base is not read: what is remembered lies in your own cache folder; remove it"
        )


def nearest_base(start: Path) -> Path:
    """The folder `claims` in `start` or the nearest folder above it that has one.

    Raises:
        WrongUsage: there is none.
    """
    for folder in (start, *start.parents):
        if folder.name == FOLDER and (folder / "topics").is_dir():
            return folder
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
    raise WrongUsage(f"no folder {FOLDER!r} here or above; name the base with --base, or its path")
