"""`cruxbase fmt`: lay records out in the one way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NamedTuple

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base
from cruxbase.cli.bases import places_of
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural
from cruxbase.report.places import Places

DESCRIPTION = """
Lays records out in the one way: keys in the order of the schema, prose folded to 100 columns, lists
indented by two. What a record says never changes, and comments stay with what they stand by. A file that is
not valid YAML, or that would not read back the same, is left alone.

With --check or --diff nothing is written, and the exit status is 1 where a file would change. A single -
for the path reads a record from the standard input and writes it to the standard output, for editors.
"""
EXAMPLES = (
    ("cruxbase fmt", "the whole base"),
    ("cruxbase fmt --check", "in CI: fail where a file is laid out otherwise"),
    ("cruxbase fmt --diff claims/legibility", "look first"),
    ("cruxbase fmt - < claim.yaml", "from an editor"),
)


class _File(NamedTuple):
    """A file that would change."""

    root: str
    shown: str
    location: str
    before: str
    after: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `fmt`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a base, or folders and files in one, or -")
    add_base(parser)
    parser.add_argument("--check", action="store_true", help="name the files that would change, and write nothing")
    parser.add_argument("--diff", action="store_true", help="show what would change, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Lay out the files; 1 where --check or --diff find something to do."""
    from cruxbase.editing.formatting import formatted

    if arguments.paths == ["-"]:
        sys.stdout.write(formatted(sys.stdin.read()))
        return 0
    looked_at, changing = _files(arguments.paths, arguments.base)
    if arguments.diff:
        from cruxbase.report.differences import difference

        for file in changing:
            for line in difference(file.before, file.after, file.shown, terminal.style()):
                print(line)
    elif arguments.check:
        for file in changing:
            print(file.shown)
    if arguments.diff or arguments.check:
        terminal.warn(f"{len(changing)} of {plural(looked_at, 'file')} would change")
        return 1 if changing else 0
    _write(changing)
    print(f"{len(changing)} of {plural(looked_at, 'file')} changed")
    return 0


def _files(paths: Sequence[str], base: str | None) -> tuple[int, list[_File]]:
    """How many files there are, and those that would change."""
    from cruxbase.editing.formatting import formatted
    from cruxbase.parsing.file_listing import tree
    from cruxbase.parsing.raw_text import MAX_BYTES
    from cruxbase.support.regular_files import read_regular

    changing = []
    seen = set()
    for place in places_of(paths, base, "format"):
        places = Places(place.folder)
        for file in tree(place.root).files:
            if not place.holds(file.path) or file.location in seen:
                continue
            seen.add(file.location)
            try:
                before = read_regular(file.location, MAX_BYTES).decode()
            except (OSError, UnicodeDecodeError):
                continue  # `check` says what is the matter with it
            after = formatted(before, file.path)
            if after != before:
                changing.append(_File(str(place.root), places.shown(file.path), file.location, before, after))
    return len(seen), changing


def _write(files: Sequence[_File]) -> None:
    from pathlib import Path

    from cruxbase.editing.files import Task, replace_all

    for root in dict.fromkeys(file.root for file in files):
        own = [file for file in files if file.root == root]
        try:
            replace_all({Path(file.location): file.after.encode() for file in own}, task=Task(Path(root), "fmt"))
        except OSError as error:
            shown = next((file.shown for file in own if file.location == error.filename), error.filename or "")
            raise WrongUsage(f"cannot write {shown}: {error.strerror}; nothing was changed") from None
        for file in own:
            print(file.shown)
