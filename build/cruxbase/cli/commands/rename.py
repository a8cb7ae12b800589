"""`cruxbase rename`: give a record another id."""

from __future__ import annotations

import argparse

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base, id_in
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural
from cruxbase.report.places import Places

DESCRIPTION = """
Gives a record another id: moves its file, rewrites every reference to it, names of steps too, and keeps the
old id as an alias, so that links to it keep working. Links [[id]] in prose follow, also in README.md and docs/. Either
all of it is done or nothing. Other mentions in prose are listed and left as they are.
"""
EXAMPLES = (
    ("cruxbase rename chinchila-optimal a-better-id", ""),
    ("cruxbase rename old-id new-id --dry-run", "show what would change"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `rename`."""
    parser.add_argument("old", metavar="OLD", help="the record's id")
    parser.add_argument("new", metavar="NEW", help="the id that it is to have")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Rename the record, or show what that would do."""
    from cruxbase.editing.renaming import CannotRename, renamed

    place = base(arguments)
    try:
        result = renamed(place.root, id_in(arguments.old), id_in(arguments.new))
    except CannotRename as problem:
        raise WrongUsage(str(problem)) from None
    places = Places(place.folder)
    if arguments.dry_run:
        from cruxbase.report.differences import difference

        for path, after in result.changed.items():
            new_path = places.shown(result.new_path) if path == result.old_path else ""
            before = result.texts.by_path[path]
            for line in difference(before, after, places.shown(path), terminal.style(), new_name=new_path):
                print(line)
    else:
        try:
            result.write()
        except OSError as error:
            raise WrongUsage(f"cannot write: {error.strerror}; nothing was changed") from None
        print(f"{places.shown(result.old_path)} -> {places.shown(result.new_path)}")
    print(f"{plural(result.references, 'reference')} in {plural(len(result.changed), 'file')}")
    if result.pages:
        print(f"links in {plural(len(result.pages), 'page')} beside the base")
    for mention in result.mentions:
        print(f"mentioned in text, left as it is: {places.shown(mention)}")
    return 0
