"""`cruxbase fix`: apply the fixes that findings carry."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base
from cruxbase.cli.bases import Place, places_of
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural
from cruxbase.report.places import Places

if TYPE_CHECKING:
    from cruxbase.diagnostics import Diagnostic
    from cruxbase.editing.fixing import Fixed

DESCRIPTION = """
Applies the exact fixes that findings carry. Safe fixes cannot change what a record means; --unsafe applies
the others too, such as the nearest known id for a misspelt one: read what they did. Fixes are applied until
none is left, and one after which a file could no longer be read is taken back. Nothing but the fixed places
changes.

With --diff nothing is written, and the exit status is 1 where something would change.
"""
EXAMPLES = (
    ("cruxbase fix --diff", "look first"),
    ("cruxbase fix", "apply the safe fixes"),
    ("cruxbase fix --unsafe --only link claims/legibility", "all fixes of one family in a folder"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `fix`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a base, or folders and files in one")
    add_base(parser)
    parser.add_argument("--unsafe", action="store_true", help="apply fixes that may change what a record means, too")
    parser.add_argument("--only", action="append", metavar="CODE", help="fix this code or family only; may be repeated")
    parser.add_argument("--diff", action="store_true", help="show what would change, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Apply the fixes, or show what they would do."""
    from cruxbase.editing.fixing import fixed

    places = places_of(arguments.paths, arguments.base, "fix")
    only = _codes(arguments.only)

    def wanted(finding: Diagnostic) -> bool:
        fitting = finding.fix is not None and (finding.fix.safe or arguments.unsafe)
        named = not only or finding.code in only or finding.code.partition("/")[0] in only
        return fitting and named and any(place.holds(finding.span.path) for place in places)

    result = fixed(places[0].root, wanted)
    if not result.changed:
        print("nothing to fix" + _left(result, places, arguments.unsafe))
        return 0
    if arguments.diff:
        _show(result, places[0])
        return 1
    _write(result, places[0])
    return 0


def _left(result: Fixed, places: Sequence[Place], unsafe: bool) -> str:
    """What could be fixed if it were asked for."""
    if unsafe:
        return ""
    fixable = [f for f in result.left if f.fix is not None and any(place.holds(f.span.path) for place in places)]
    return f"; {plural(len(fixable), 'finding')} can be fixed with --unsafe" if fixable else ""


def _codes(only: list[str] | None) -> frozenset[str]:
    from cruxbase.diagnostics import CATALOGUE

    families = {code.partition("/")[0] for code in CATALOGUE}
    for code in only or ():
        if code not in CATALOGUE and code not in families:
            raise WrongUsage(f"there is no code or family {code!r}; 'cruxbase explain' lists them")
    return frozenset(only or ())


def _show(result: Fixed, place: Place) -> None:
    from cruxbase.report.differences import difference

    places = Places(place.folder)
    for path, after in result.changed.items():
        for line in difference(result.texts.by_path[path], after, places.shown(path), terminal.style()):
            print(line)
    terminal.warn(f"{plural(len(result.applied), 'fix')} in {plural(len(result.changed), 'file')}; nothing was written")


def _write(result: Fixed, place: Place) -> None:
    from cruxbase.editing.files import Task, replace_all

    contents = {result.texts.locations[path]: text.encode() for path, text in result.changed.items()}
    try:
        replace_all(contents, task=Task(place.root, "fix"))
    except OSError as error:
        raise WrongUsage(f"cannot write: {error.strerror}: {error.filename}; nothing was changed") from None
    places = Places(place.folder)
    for finding in result.applied:
        title = finding.fix.title if finding.fix is not None else ""
        print(f"{places.shown(finding.span.path)}:{finding.span.line}: {title} [{finding.code}]")
    print(f"{plural(len(result.applied), 'fix')} in {plural(len(result.changed), 'file')}")
