"""What the commands that change several records at once have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural
from cruxbase.report.places import Places

if TYPE_CHECKING:
    from cruxbase.editing.refactoring import Refactored


def add_refactoring(parser: argparse.ArgumentParser) -> None:
    """Declare `--dry-run` and `--base`."""
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    add_base(parser)


def carried_out(arguments: argparse.Namespace, refactoring: Callable[[Path], Refactored]) -> int:
    """Do it and say what was done, or show what it would do."""
    from cruxbase.editing.refactoring import CannotRefactor

    place = base(arguments)
    try:
        result = refactoring(place.root)
    except CannotRefactor as problem:
        raise WrongUsage(str(problem)) from None
    if arguments.dry_run:
        _show(result, Places(place.folder))
    else:
        try:
            result.write()
        except OSError as error:
            raise WrongUsage(f"cannot write: {error.strerror}; nothing was changed") from None
    gone = f", {Places(place.folder).shown(result.removed)} removed" if result.removed else ""
    print(f"{plural(len(result.changed), 'file')} changed{gone}")
    for dropped in result.dropped:
        print(f"left out, as the other record has it or is it: {dropped}")
    return 0


def _show(result: Refactored, places: Places) -> None:
    from cruxbase.report.differences import difference

    for path, after in result.changed.items():
        for line in difference(result.before.get(path, ""), after, places.shown(path), terminal.style()):
            print(line)
