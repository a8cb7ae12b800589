"""New records put on the disk and checked: what `new` and `import` have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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
    data: dict[str, Any]
    id: str
    folder: str | None = None


def write_drafts(place: Place, drafts: Sequence[Draft], dry_run: bool, *, quiet: bool = False) -> int:
    """Write new records, or print them; 1 where the check finds an error in them.

    Raises:
        WrongUsage: a file cannot be written, or is there already.
    """
    from cruxbase.editing.creating import record_text
    from cruxbase.editing.files import create

    locations = []
    for draft in drafts:
        content = record_text(draft.data)
        location = location_of(place, draft)
        if dry_run:
            if not quiet:
                print(f"# {shown(location)}\n{content}", end="")
            continue
        try:
            create(location, content.encode())
        except FileExistsError:
            raise WrongUsage(f"{shown(location)} exists already, and is left as it is") from None
        except OSError as error:
            raise WrongUsage(f"cannot write {shown(location)}: {error.strerror}") from None
        if not quiet:
            print(shown(location))
        locations.append(location)
    return checked(place, locations, quiet=quiet)


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
    from cruxbase.knowledge_base.findings import findings
    from cruxbase.report.places import Places
    from cruxbase.report.text import text

    paths = {location.relative_to(place.folder).as_posix() for location in locations}
    found = [f for f in findings(place.root).diagnostics if f.span.path in paths] if paths else []
    for line in () if quiet else text(found, Places(place.folder), terminal.layout()):
        print(line)
    return 1 if any(finding.severity == "error" for finding in found) else 0
