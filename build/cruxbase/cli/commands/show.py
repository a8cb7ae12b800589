"""`cruxbase show`: one record, with everything that bears on it."""

from __future__ import annotations

import argparse

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_all, add_common, knowledge_base, print_json, record_named

DESCRIPTION = """
Shows a record with everything that bears on it: reasons for and against with what undercuts them, what it
bears on in turn, who holds it, and where it is cited. The path of a record's file will do for its id.
"""
EXAMPLES = (
    ("cruxbase show legibility-versus-tractability", "a crux"),
    ("cruxbase show wei-dai", "a person, with viewpoints and texts"),
    ("cruxbase show legible-problems-gate-deployment --json", "for a program"),
)

SECTION = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `show`."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="ids of records, of any type")
    add_all(parser, SECTION, "lines of each part")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the records; JSON is an object for one record, a list for several."""
    kb = knowledge_base(arguments)
    views = [record_named(kb, written) for written in arguments.ids]
    if arguments.json:
        from cruxbase.analysis.records_json import json_text, record_json

        values = [record_json(view) for view in views]
        if len(values) == 1:
            print(json_text(values[0]), end="")
        else:
            print_json(values)
        return 0
    from cruxbase.cli.text_records import Description

    description = Description(terminal.layout(), None if arguments.all else SECTION)
    for number, view in enumerate(views):
        if number:
            print("\n" + "─" * min(terminal.width(), 60) + "\n")
        for line in description.of(view):
            print(line)
    return 0
