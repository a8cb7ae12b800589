"""`cruxbase split`: make a second record of one that says two things."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import id_in
from cruxbase.cli.refactoring_arguments import add_refactoring, carried_out

DESCRIPTION = """
Makes a second record of one that says two things: of the same type and topic, with the same sources, and with a title
and a text of its own. --take moves steps there, several where it is given several times. Then shorten the first.
"""
EXAMPLES = (
    ("cruxbase split a-and-b b --title 'It is B' --text 'It is so that B.'", ""),
    ("cruxbase split a-and-b b --title B --text B. --take 'a-and-b -> c'", "b gives the reason for c"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `split`."""
    parser.add_argument("id", metavar="ID", help="the record")
    parser.add_argument("new", metavar="NEW", help="the id of the second")
    parser.add_argument("--title", required=True, help="title of the second")
    parser.add_argument("--text", required=True, help="statement of the second")
    parser.add_argument("--take", action="append", default=[], metavar="STEP", help="a step that goes to it")
    add_refactoring(parser)


def run(arguments: argparse.Namespace) -> int:
    """Carry it out, or show what it would do."""
    from cruxbase.editing import refactoring

    return carried_out(
        arguments,
        lambda root: refactoring.split(
            root,
            id_in(arguments.id),
            arguments.new,
            title=arguments.title,
            text=arguments.text,
            take=arguments.take,
        ),
    )
