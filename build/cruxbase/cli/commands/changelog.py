"""`cruxbase changelog`: what changed between two revisions, in classes."""

from __future__ import annotations

import argparse
import dataclasses

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, print_json
from cruxbase.report.cells import visible

DESCRIPTION = """
Lists the records that differ between two revisions, or two folders, in classes: added, changed in substance
(relations, numbers, sense), changed in wording, retired, and the rest. 'cruxbase diff' tells what follows from it.
"""
EXAMPLES = (
    ("cruxbase changelog v1.0..v1.1", "for the notes of a release"),
    ("cruxbase changelog main..HEAD --json", "for a program"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `changelog`."""
    parser.add_argument("states", nargs="+", metavar="STATE", help="REV..REV, one revision, or two folders")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the classes."""
    from cruxbase.cli.commands.diff import states_of
    from cruxbase.loading.record_history import changelog
    from cruxbase.report.impact_statement import CLASS_WORDS

    found = changelog(*states_of(arguments.states, arguments))
    if arguments.json:
        print_json({sort: [dataclasses.asdict(change) for change in several] for sort, several in found.items()})
        return 0
    style = terminal.style()
    for number, (sort, several) in enumerate(found.items()):
        if number:
            print()
        print(style.paint("strong", f"{CLASS_WORDS[sort].capitalize()} ({len(several)})"))
        for change in several:
            former = f" (was {change.former})" if change.former else ""
            into = f" → {change.into}" if change.into else ""
            parts = (
                f" [{', '.join(change.parts)}]" if change.parts and sort in ("substance", "wording", "about") else ""
            )
            print(f"  {visible(change.title)}  {style.paint('faint', change.id)}{former}{into}{parts}")
    if not found:
        print("nothing changed")
    return 0
