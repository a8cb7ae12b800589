"""`cruxbase what-if`: what would change if some credences were other."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, claim_named, knowledge_base, print_json
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.reasoning_arguments import (
    RECORD,
    add_semantics,
    add_view,
    claim_and_credence,
    fixed,
    is_record,
    label_cell,
    number,
    sentences,
    some,
    who_named,
)
from cruxbase.report.counts import plural
from cruxbase.report.table import Cell, Column, table_lines

if TYPE_CHECKING:
    from cruxbase.analysis.perspective_view import Change, WhatIf

DESCRIPTION = """
Shows which claims would change, in status or in strength, if some credences were other than they are. Each
supposed claim is set by hand, and what bears on it is cut. Nothing is edited. With --view, the beliefs of someone
are varied; without, the record at face value, in which there are no credences and so only statuses change.
"""
EXAMPLES = (
    ("cruxbase what-if tractability-rises-with-legibility=0.1 --view alex-mallen", "if they changed their mind"),
    ("cruxbase what-if legible-problems-gate-deployment=0", "if it were shown false, on record"),
    ("cruxbase what-if A=0.9 B=10% --view wei-dai --json", "two at once, for a program"),
)
_MOST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `what-if`."""
    parser.add_argument(
        "supposed", nargs="+", type=claim_and_credence, metavar="CLAIM=CREDENCE", help="such as a-claim=0.9"
    )
    add_view(parser, "whose beliefs are varied")
    parser.add_argument("--all", action="store_true", help=f"list all changes, not the first {_MOST}")
    add_semantics(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what would change."""
    kb = knowledge_base(arguments)
    supposed: dict[str, float] = {}
    for name, credence in arguments.supposed:
        claim = claim_named(kb, name).id
        if claim in supposed:
            raise WrongUsage(f"{claim!r} is supposed twice")
        supposed[claim] = credence
    who = None if is_record(arguments.view) else who_named(kb, arguments.view)
    with sentences():
        found = kb.what_if(supposed, view=who, semantics=arguments.semantics)
    if arguments.json:
        from cruxbase.cli.json_results import what_if

        print_json(what_if(found))
    else:
        _print(found, len(found) if arguments.all else _MOST)
    return 0


def _print(found: WhatIf, most: int) -> None:
    style = terminal.style()
    what = " and ".join(f"{claim} = {number(credence)}" for claim, credence in found.supposed.items())
    print(style.paint("strong", f"If {what}") + f", for {found.reading.name}")
    if not found.changes:
        print("  nothing else would change.")
        return
    flipped = sum(1 for change in found if change.label_before is not change.label_after)
    print(f"  {plural(len(found), 'claim')} would change, {flipped} of them in status.\n")
    columns = (
        Column("claim", flexible=True),
        Column("status"),
        Column(""),
        Column("strength", right=True),
        Column("", right=True),
        Column("", right=True),
    )
    for line in table_lines(columns, [_cells(change, found) for change in found.changes[:most]], terminal.layout()):
        print(line)
    left = len(found) - most
    if left > 0:
        print(style.paint("faint", f"and {left} more (--all)"))
    if found.unsettled:
        print(f"\nNo strength settles for {some([claim.id for claim in found.unsettled])}.")
    if found.reading.name != RECORD:
        rest = "own reasons stay as they are" if found.semantics == "jeffrey" else "derived claims start from 0.5"
        print(style.paint("faint", f"\nStrengths are by {found.semantics}; {rest}."))


def _cells(change: Change, found: WhatIf) -> tuple[str | Cell, ...]:
    before, after = change.strength_before, change.strength_after
    moved = fixed(after - before, 3) if before is not None and after is not None else ""
    flips = change.label_before is not change.label_after
    return (
        Cell(change.claim.id, "strong" if change.claim.id in found.supposed else ""),
        Cell(*label_cell(change.word_before)),
        Cell(*_after(change)) if flips else "",
        "" if before is None and after is None else number(before),
        "" if before is None and after is None else f"-> {number(after)}",
        moved,
    )


def _after(change: Change) -> tuple[str, str]:
    text, role = label_cell(change.word_after)
    return f"-> {text}", role
