"""`cruxbase merge`: put one record into another."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import id_in
from cruxbase.cli.refactoring_arguments import add_refactoring, carried_out

DESCRIPTION = """
Puts one record into another that says the same: sources and relations move there, every reference follows, the id
stays as an alias, and the file goes. Where the two are named at one place with different content, or one supports what
the other attacks, it says so and changes nothing.
"""
EXAMPLES = (
    ("cruxbase merge brass-is-good buy-brass", ""),
    ("cruxbase merge one other --dry-run", "show what would change"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `merge`."""
    parser.add_argument("old", metavar="ID", help="the record that goes")
    parser.add_argument("new", metavar="INTO", help="the record that stays")
    add_refactoring(parser)


def run(arguments: argparse.Namespace) -> int:
    """Carry it out, or show what it would do."""
    from cruxbase.editing import refactoring

    return carried_out(
        arguments,
        lambda root: refactoring.merged(root, id_in(arguments.old), id_in(arguments.new)),
    )
