"""`cruxbase cruxes`: what a conclusion turns on, between two views or for one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.asking import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.viewing import (
    add_semantics,
    basis_lines,
    fixed,
    heading,
    label_cell,
    number,
    percent,
    places_for,
    probability,
    sentences,
    some,
    span,
    told,
    who_named,
)
from cruxbase.report.cells import wrapped
from cruxbase.report.table import Cell, Column, table_lines

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.crux_tables import CruxRow, CruxTable, LeverageRow, LeverageTable

DESCRIPTION = """
Shows what a conclusion turns on. Between two views: the gap between what each one's credences make of the
conclusion, as shares of the claims on which they differ. The shares are Shapley values and sum to the gap. A
closure is the part of the gap that goes when one side alone adopts the other's credence in one claim; it may
be more than all of it, or have the wrong sign. A claim that closes a fifth or more from both sides is a double
crux, marked with *.

For one view: what settling each claim would do to the conclusion.

Where a model record computes the conclusion it is used, exactly; otherwise the argument graph is, and its
numbers hang on the weights of the steps. 'docs/reasoning.md' says what each number means and what it does not.
"""
_LONG_ID = "existential-catastrophe-from-power-seeking-by-2070"
EXAMPLES = (
    (
        f"cruxbase cruxes {_LONG_ID} \\\n    --between carlsmith-2022 superforecasters-2023",
        "what divides the two",
    ),
    ("cruxbase cruxes work-on-problems-once-legible --between wei-dai alex-mallen", "people: their latest word counts"),
    ("cruxbase cruxes work-on-problems-once-legible --view alex-mallen", "for one view"),
    ("cruxbase cruxes CLAIM --between A B --json", "for a program"),
)
_MARK = "*"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cruxes`."""
    parser.add_argument("id", metavar="CLAIM", help="id of the conclusion")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--between", nargs=2, metavar=("A", "B"), help="ids of two viewpoints or people")
    whose.add_argument("--view", metavar="WHO", help="id of one viewpoint or person")
    add_semantics(parser)
    parser.add_argument(
        "--across",
        type=probability,
        default=0.5,
        metavar="P",
        help="with --view: find the credence that alone takes the conclusion across this one (default: 0.5)",
    )
    parser.add_argument(
        "--seed", type=at_least(0), default=0, metavar="N", help="of the sample, with many claims (default: 0)"
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    kb = knowledge_base(arguments)
    claim = claim_named(kb, arguments.id)
    with sentences():
        if arguments.between:
            return _between(kb, claim.id, arguments)
        return _of(kb, claim.id, arguments)


def _between(kb: KnowledgeBase, claim: str, arguments: argparse.Namespace) -> int:
    a, b = (who_named(kb, written) for written in arguments.between)
    if a == b:
        raise WrongUsage(f"--between needs two views, and both are {a!r}")
    with told() as progress:
        table = kb.cruxes(
            claim,
            between=(a, b),
            semantics=arguments.semantics,
            seed=arguments.seed,
            told=progress,
        )
    if arguments.json:
        from cruxbase.cli.reasoned import crux_table

        print_json(crux_table(table))
    else:
        _print_gap(table)
    return 0


def _print_gap(table: CruxTable) -> None:
    layout = terminal.layout()
    places = places_for(table.difference)
    print(heading(table.target))
    print()
    columns = (Column(""), Column(table.a, right=True), Column(table.b, right=True), Column("gap", right=True))
    computed = (
        f"{table.value_a:.{places}f}" if table.value_a is not None else "-",
        f"{table.value_b:.{places}f}" if table.value_b is not None else "-",
    )
    rows: list[tuple[str | Cell, ...]] = [("computed", *computed, fixed(table.difference, places))]
    if table.range_a[0] < table.range_a[1] - 1e-9 or table.range_b[0] < table.range_b[1] - 1e-9:
        rows.append(("can be", span(table.range_a), span(table.range_b), ""))
    if table.stated_a or table.stated_b:
        rows.append(("stated", span(table.stated_a) or "-", span(table.stated_b) or "-", ""))
    rows.append(("status", Cell(*label_cell(table.label_a)), Cell(*label_cell(table.label_b)), ""))
    for line in table_lines(columns, rows, layout, "  "):
        print(line)
    print()
    if not table.rows:
        print("Nothing that bears on it do the two see differently.")
    else:
        _print_shares(table, places)
    print()
    for line in (*_gap_notes(table), *basis_lines(table.basis)):
        for part in wrapped(line, layout.cells):
            print(part)


def _print_shares(table: CruxTable, places: int) -> None:
    layout = terminal.layout()
    sampled = table.seed is not None
    columns = (
        Column(""),
        Column("claim", flexible=True),
        Column(_short(table.a, "A"), right=True),
        Column(_short(table.b, "B"), right=True),
        Column("share", right=True),
        Column("± s.e." if sampled else "", right=True),
        Column("log-odds", right=True),
        Column("A closes", right=True),
        Column("B closes", right=True),
        Column("robust"),
    )
    rows: list[tuple[str | Cell, ...]] = [_share_cells(row, places, sampled) for row in table.rows]
    total = ("", Cell("total", "strong"), "", "", Cell(fixed(table.difference, places), "strong"), "")
    rows.append((*total, fixed(table.difference_log_odds, 2), "", "", ""))
    for line in table_lines(columns, rows, layout):
        print(line)


def _share_cells(row: CruxRow, places: int, sampled: bool) -> tuple[str | Cell, ...]:
    mark = Cell(_MARK, "strong") if row.double_crux else Cell(" ")
    firm = "" if row.robust is None else "yes" if row.robust else "no"
    return (
        mark,
        Cell(row.claim.id, "strong" if row.double_crux else ""),
        number(row.credence_a),
        number(row.credence_b),
        fixed(row.share, places),
        f"{row.standard_error:.{places}f}" if sampled else "",
        fixed(row.share_log_odds, 2),
        percent(row.closure_from_a),
        percent(row.closure_from_b),
        firm,
    )


def _short(name: str, letter: str) -> str:
    return name if len(name) <= 12 else letter


def _gap_notes(table: CruxTable) -> list[str]:
    notes = []
    if len(table.a) > 12 or len(table.b) > 12:
        notes.append(f"A is {table.a}, B is {table.b}.")
    if table.value_a is None or table.value_b is None:
        notes.append("The iteration does not settle for one of the two: there is no gap to share out.")
    if table.positive and table.negative:
        places = places_for(table.difference)
        notes.append(
            f"Shares that raise it from A to B come to {fixed(table.positive, places)}, those that lower it to "
            f"{fixed(table.negative, places)}."
        )
    double = [claim.id for claim in table.double_cruxes]
    if double:
        notes.append(
            f"{_MARK} double crux: {some(double)}. Either side could change its mind there and come a good part of the way."
        )
    elif table.rows and table.difference:
        notes.append("There is no double crux: no claim alone closes a fifth of the gap from both sides.")
    if table.minimal:
        smallest = "; no smaller set does" if table.minimal_is_smallest else "; smaller sets were not ruled out"
        notes.append(
            f"Agreeing on {some([claim.id for claim in table.minimal])} closes nine tenths of the gap{smallest}."
        )
    for who, other, label, flips in (
        (table.a, table.b, table.label_a, table.flip_set_a),
        (table.b, table.a, table.label_b, table.flip_set_b),
    ):
        if flips:
            notes.append(
                f"Agreeing with {other} on {some([claim.id for claim in flips])} would change the status for {who}, now {label}."
            )
    if table.seed is not None:
        doubtful = (
            ""
            if all(row.separated for row in table.rows[:3])
            else " The first places are not two standard errors apart."
        )
        notes.append(f"Shares were sampled ({table.method}, seed {table.seed}).{doubtful}")
    return notes


def _of(kb: KnowledgeBase, claim: str, arguments: argparse.Namespace) -> int:
    who = who_named(kb, arguments.view)
    table = kb.cruxes(claim, view=who, threshold=arguments.across, semantics=arguments.semantics)
    if arguments.json:
        from cruxbase.cli.reasoned import leverage_table

        print_json(leverage_table(table))
    else:
        _print_leverage(table)
    return 0


def _print_leverage(table: LeverageTable) -> None:
    layout = terminal.layout()
    print(heading(table.target))
    value = "no value, as the iteration does not settle" if table.value is None else number(table.value)
    ends = span(table.range)
    between = f", and can be {ends}" if table.value is None or ends != value else ""
    print(f"  for {table.view}: {value}{between}" + (f"; stated: {span(table.stated)}" if table.stated else ""))
    print()
    columns = (
        Column("claim", flexible=True),
        Column("credence", right=True),
        Column("swing", right=True),
        Column("slope", right=True),
        Column(f"crosses {number(table.threshold)} at", right=True),
        Column("information", right=True),
        Column("flips if"),
        Column("robust"),
    )
    for line in table_lines(columns, [_leverage_cells(row) for row in table.rows], layout):
        print(line)
    print()
    legend = (
        "swing: the conclusion with the claim true less with it false. slope: its change with the credence now. "
        "information: how far settling the claim would move it on average."
    )
    for note in (legend, *basis_lines(table.basis)):
        for part in wrapped(note, layout.cells):
            print(part)


def _leverage_cells(row: LeverageRow) -> tuple[str | Cell, ...]:
    return (
        row.claim.id,
        number(row.credence),
        fixed(row.swing, 3),
        fixed(row.sensitivity, 3),
        number(row.unary_crux) if row.unary_crux is not None else "-",
        number(row.value_of_information),
        " or ".join(map(str, row.flips)),
        "" if row.robust is None else "yes" if row.robust else "no",
    )
