"""New records put on the disk and checked: what `new` and `import` have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cruxbase.cli import terminal
from cruxbase.cli.bases import Place
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.cells import visible


class Draft(NamedTuple):
    """A record about to be written.

    Attributes:
        kind: its type.
        data: its plain data.
        id: its id.
        folder: where it goes, below the base; by the convention for its type where left out.
    """

    kind: str
    data: Mapping[str, object]
    id: str
    folder: str | None = None


def write_drafts(place: Place, drafts: Sequence[Draft], dry_run: bool, *, quiet: bool = False) -> int:
    """Write new records, or print them; 1 where the check finds an error in them.

    Raises:
        WrongUsage: a file cannot be written, or is there already.
    """
    from cruxbase.editing.creating import record_text

    contents = {location_of(place, draft): record_text(draft.data) for draft in drafts}
    if dry_run:
        for location, content in () if quiet else contents.items():
            print(f"# {shown(location)}\n{content}", end="")
        return 0
    put(place, {location: content.encode() for location, content in contents.items()}, "new")
    for location in () if quiet else contents:
        print(shown(location))
    return checked(place, contents, quiet=quiet)


def put(place: Place, contents: Mapping[Path, bytes], what: str) -> None:
    """Make new files, all of them or none.

    Args:
        place: the base that they are in.
        contents: of the files.
        what: the command, as one would type it.

    Raises:
        WrongUsage: a file cannot be written, is there already, or would be written through a link.
    """
    from cruxbase.editing.files import Task, create_all
    from cruxbase.support.safe_folder import links_between

    for folder in dict.fromkeys(location.parent for location in contents):
        for link in links_between(place.root, folder):
            raise WrongUsage(f"{link} is a symbolic link, and no record is written through one")
    try:
        create_all(contents, Task(place.root, what))
    except FileExistsError as error:
        raise WrongUsage(f"{shown(Path(error.filename))} exists already, and is left as it is") from None
    except OSError as error:
        where = shown(Path(error.filename)) if error.filename else "the record"
        raise WrongUsage(f"cannot write {where}: {error.strerror}") from None


def location_of(place: Place, draft: Draft) -> Path:
    """The file of a new record."""
    from cruxbase.editing.creating import folder_for

    folder = draft.folder if draft.folder is not None else folder_for(draft.kind, draft.data)
    return place.root / folder / f"{draft.id}.yaml"


def shown(location: Path) -> str:
    """A path as it is printed: from where one stands."""
    return visible(os.path.relpath(location))


def checked(place: Place, locations: Iterable[Path], *, quiet: bool = False) -> int:
    """Print what the check says about new files; 1 where it finds an error."""
    from cruxbase.loading.findings import findings
    from cruxbase.report.places import Places
    from cruxbase.report.text import text

    paths = {location.relative_to(place.folder).as_posix() for location in locations}
    found = [f for f in findings(place.root).diagnostics if f.span.path in paths] if paths else []
    for line in () if quiet else text(found, Places(place.folder), terminal.layout()):
        print(line)
    return 1 if any(finding.severity == "error" for finding in found) else 0
