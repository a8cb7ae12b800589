"""`cruxbase merge-driver`: join two changes of a record, for git."""

from __future__ import annotations

import argparse
from pathlib import Path

from cruxbase.cli import terminal
from cruxbase.cli.problems import WrongUsage
from cruxbase.support.atomic_files import write_whole
from cruxbase.support.regular_files import read_regular

DESCRIPTION = """
Joins two changes of one record key by key, for git: two branches that add a source or a premise to one record do
not conflict. Where both changed the same thing otherwise, both versions of that key stand between git's marks, and it
is named. Tell git once in a clone:

    git config merge.cruxbase.driver 'cruxbase merge-driver %O %A %B %P'
    echo 'claims/**/*.yaml merge=cruxbase' >> .git/info/attributes
"""
EXAMPLES = (("cruxbase merge-driver %O %A %B %P", "as git calls it"),)
_LIMIT = 4 * 1024 * 1024  # bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `merge-driver`."""
    parser.add_argument("ancestor", metavar="ANCESTOR", help="the common ancestor's version")
    parser.add_argument("ours", metavar="OURS", help="our version; the result is written here")
    parser.add_argument("theirs", metavar="THEIRS", help="the other version")
    parser.add_argument("path", metavar="PATH", nargs="?", default="", help="where the record lies, for messages")


def run(arguments: argparse.Namespace) -> int:
    """Join; 1 where something is in conflict, 2 where it cannot be joined by keys."""
    from cruxbase.editing.merging import merged_record

    paths = [Path(path) for path in (arguments.ancestor, arguments.ours, arguments.theirs)]
    shown = arguments.path or arguments.ours
    try:
        base, ours, theirs = (read_regular(path, _LIMIT).decode() for path in paths)
    except (OSError, UnicodeDecodeError) as problem:
        raise WrongUsage(f"{shown}: cannot be read: {problem}") from None
    merged = merged_record(base, ours, theirs)
    if merged is None:
        terminal.warn(f"{shown}: a version is not valid YAML; ours stays, mend it and merge by hand")
        return 1
    write_whole(arguments.ours, merged.text.encode())
    for conflict in merged.conflicts:
        terminal.warn(f"{shown}: both changed {conflict!r}")
    return 1 if merged.conflicts else 0
