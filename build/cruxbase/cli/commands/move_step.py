"""`cruxbase move-step`: let another record give a reason."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import id_in
from cruxbase.cli.refactoring_arguments import add_refactoring, carried_out

DESCRIPTION = """
Moves a reason from the record on which it is written to another, with its warrant, strength and comments. Undercuts
of the step follow.
"""
EXAMPLES = (("cruxbase move-step 'rust -> locks-fail' salt", "the last one gives the reason now"),)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `move-step`."""
    parser.add_argument("step", metavar="STEP", help="the step, as 'from-id -> to-id'")
    parser.add_argument("to", metavar="ID", help="the record that is to give it")
    add_refactoring(parser)


def run(arguments: argparse.Namespace) -> int:
    """Carry it out, or show what it would do."""
    from cruxbase.editing import refactoring

    return carried_out(
        arguments,
        lambda root: refactoring.step_moved(root, arguments.step, id_in(arguments.to)),
    )
