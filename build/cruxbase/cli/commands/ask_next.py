"""`cruxbase ask-next`: the unknown credence that matters most to a conclusion."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.cli.reasoning_arguments import (
    add_semantics,
    add_view,
    basis_lines,
    fixed,
    heading,
    number,
    sentences,
    span,
    who_named,
)
from cruxbase.report.cells import wrapped
from cruxbase.report.table import Cell, Column, table_lines

if TYPE_CHECKING:
    from cruxbase.analysis.crux_tables import OpenQuestions

DESCRIPTION = """
Names what to ask someone next about a conclusion. What they never said, or said only as a range, leaves the
conclusion a range. Each such credence is set to the middle of what it can be, in place of an answer, and the
claims are listed by how much that narrows the conclusion's range.
"""
EXAMPLES = (
    ("cruxbase ask-next work-on-problems-once-legible --view wei-dai", "what to ask Wei Dai"),
    ("cruxbase ask-next existential-catastrophe-from-power-seeking-by-2070 --view wei-dai", "who said nothing of it"),
    ("cruxbase ask-next CLAIM --view WHO --json", "for a program"),
)
_METHODS = {
    "exact": "",
    "outer": "The range is safe, and may be wider than it need be.",
    "inner": "The ends of the range are reached, and it may be wider than this.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `ask-next`."""
    parser.add_argument("id", metavar="CLAIM", help="id of the conclusion")
    add_view(parser, "whom to ask", required=True)
    parser.add_argument("--limit", type=at_least(1), default=10, metavar="N", help="how many at most (default: 10)")
    add_semantics(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the questions."""
    kb = knowledge_base(arguments)
    claim, who = claim_named(kb, arguments.id), who_named(kb, arguments.view)
    with sentences():
        found = kb.ask_next(claim.id, view=who, semantics=arguments.semantics, limit=arguments.limit)
    if arguments.json:
        from cruxbase.cli.json_results import questions

        print_json(questions(found))
    else:
        _print(found)
    return 0


def _print(found: OpenQuestions) -> None:
    layout = terminal.layout()
    print(heading(found.target))
    print(f"  for {found.view}: {span((found.low, found.high))}")
    if not found.unknown:
        print("\nEverything that bears on it is known exactly: there is nothing to ask.")
        return
    if not found.rows:
        print(f"\n{found.unknown:,} claims are unknown, and none of them alone would narrow it by .0001.")
        return
    print()
    columns = (
        Column("ask about", flexible=True),
        Column("narrows by", right=True),
        Column("to", right=True),
        Column("said"),
    )
    rows = [
        (
            Cell(row.claim.id, "strong" if place == 0 else ""),
            number(row.narrowing) if row.narrowing >= 0 else fixed(row.narrowing, 3),
            span((row.low, row.high)),
            "nothing"
            if row.claim.id in found.basis.unknown
            else found.basis.without_number.get(row.claim.id, "a range"),
        )
        for place, row in enumerate(found.rows)
    ]
    for line in table_lines(columns, rows, layout):
        print(line)
    left = found.unknown - len(found.rows)
    if left > 0:
        print(layout.style.paint("faint", f"and {left:,} more (--limit)"))
    print()
    how = next(iter(basis_lines(found.basis)))
    for part in wrapped(f"{how} {_METHODS[found.method]}".strip(), layout.cells):
        print(part)
