"""`cruxbase retire`: retire a record, for another or for none."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import id_in
from cruxbase.cli.refactoring_arguments import add_refactoring, carried_out

DESCRIPTION = """
Retires a record: it stays, so that its address goes on working, and counts no more. With --by, what it bears on the
other record bears on from now, and what names it names the other; what people believe of it stays, as they spoke of
its wording. Without --by, nothing may depend on it.
"""
EXAMPLES = (
    ("cruxbase retire old-claim --by better-claim", ""),
    ("cruxbase retire old-claim", "one on which nothing depends"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `retire`."""
    parser.add_argument("id", metavar="ID", help="the record")
    parser.add_argument("--by", metavar="ID", help="the record to use instead")
    add_refactoring(parser)


def run(arguments: argparse.Namespace) -> int:
    """Carry it out, or show what it would do."""
    from cruxbase.editing import refactoring

    return carried_out(
        arguments,
        lambda root: refactoring.retired(root, id_in(arguments.id), id_in(arguments.by) if arguments.by else None),
    )
