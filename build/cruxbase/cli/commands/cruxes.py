"""`cruxbase cruxes`: what a conclusion turns on, between two views or for one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_all, add_common, at_least, claim_named, knowledge_base, left_out, print_json
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.reasoning_arguments import (
    SEMANTICS,
    add_semantics,
    basis_lines,
    fixed,
    heading,
    number,
    percent,
    probability,
    sentences,
    some,
    span,
    who_named,
)
from cruxbase.reasoning.statement import STANCES
from cruxbase.report.cells import wrapped
from cruxbase.report.table import Cell, Column, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cruxbase.analysis.crux_tables import LeverageRow, LeverageTable
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.reasoning.gap_results import Closures, GapAnalysis, GapNode

DESCRIPTION = """
What a claim turns on: between two views, or for one.

Between two: what each said stands, and the gap between them, in log-odds, is divided among the reasons on record
and what each believes beyond them. Below each reason stands what it comes from in turn. A claim on which both took
sides, and over which either would come a fifth of the way to the other, is a double crux, marked with *.

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
    (
        "cruxbase cruxes legible-work-has-low-value \\\n    --between wei-dai alex-mallen --by disagreement",
        "what learning would settle",
    ),
    ("cruxbase cruxes CLAIM --between A B --json", "for a program"),
)
_MARK = "*"
_SHOWN = 0.02
"""Below the first level, what is a smaller part of the gap than this is left out."""

_SIGN = {"supports": "+", "attacks": "-", "undercutter": "x", "cap": "^", "model": "+"}
_MOST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cruxes`."""
    parser.add_argument("id", metavar="CLAIM", help="id of the conclusion")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--between", nargs=2, metavar=("A", "B"), help="ids of two viewpoints or people")
    whose.add_argument("--view", metavar="WHO", help="id of one viewpoint or person")
    parser.add_argument(
        "--depth", type=at_least(0), default=2, metavar="N", help="between two: how far down (default: 2)"
    )
    parser.add_argument(
        "--method",
        choices=("rescale", "shapley"),
        default="rescale",
        help="between two: how the ends get their shares (default: rescale; shapley is slower, and its referee)",
    )
    parser.add_argument(
        "--by",
        choices=("information", "disagreement", "share"),
        help="rank claims by what learning them would teach (information), by what it would settle between two "
        "(disagreement), or by the share of the most that there is",
    )
    add_semantics(parser)
    parser.add_argument(
        "--across",
        type=probability,
        default=0.5,
        metavar="P",
        help="with --view: find the credence that alone takes the conclusion across this one (default: 0.5)",
    )
    add_all(parser, _MOST, "rows")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    kb = knowledge_base(arguments)
    claim = claim_named(kb, arguments.id)
    with sentences():
        if arguments.by:
            return _lessons(kb, claim.id, arguments)
        if arguments.between:
            return _between(kb, claim.id, arguments)
        return _of(kb, claim.id, arguments)


def _lessons(kb: KnowledgeBase, claim: str, arguments: argparse.Namespace) -> int:
    """What learning each claim would teach one person, or settle between two."""
    views = tuple(who_named(kb, written) for written in arguments.between or [arguments.view])
    if arguments.by == "disagreement" and len(views) != 2:
        raise WrongUsage("--by disagreement is about two views: it needs --between A B")
    rows = kb.lessons(claim, *views, by=arguments.by)
    if arguments.json:
        from cruxbase.cli.json_results import lesson

        print_json({"target": claim, "views": list(views), "by": arguments.by, "claims": [lesson(row) for row in rows]})
        return 0
    print(heading(kb.claim(claim)))
    what = "settle between them" if len(views) == 2 and arguments.by != "information" else "teach"
    print(f"What learning each claim would {what}: {' and '.join(views)}")
    columns = (
        Column("claim", flexible=True),
        *(Column(name, right=True) for name in ("log", "absolute", "quadratic", "share of maximum")),
        Column(""),
    )
    cells: list[tuple[str | Cell, ...]] = [
        (
            row.claim.id,
            *(number(value) for value in (row.value.log, row.value.absolute, row.value.quadratic)),
            percent(row.value.share_of_maximum),
            row.value.because or ("stated" if all(one.stated for one in row.outlooks) else ""),
        )
        for row in rows
    ]
    for line in (
        table_lines(columns, cells, terminal.layout(), "  ") if cells else ("  No claim is known to bear on it.",)
    ):
        print(line)
    return 0


def _between(kb: KnowledgeBase, claim: str, arguments: argparse.Namespace) -> int:
    a, b = (who_named(kb, written) for written in arguments.between)
    if a == b:
        raise WrongUsage(f"--between needs two views, and both are {a!r}")
    if arguments.semantics != SEMANTICS[0]:
        raise WrongUsage("--semantics is for --view: between two views, what was stated stands")
    from cruxbase.analysis.gaps import gap_between_views
    from cruxbase.support.collection import collection_paused

    with collection_paused():
        wanted: Closures = "all" if arguments.json else "cruxes"
        found = gap_between_views(kb, claim, (a, b), method=arguments.method, closures=wanted)
    if arguments.json:
        print_json(found.to_dict())
    else:
        _print_gap(kb, found, arguments.depth, None if arguments.all else _MOST)
    return 0


def _print_gap(kb: KnowledgeBase, found: GapAnalysis, depth: int, most: int | None) -> None:
    layout = terminal.layout()
    print(heading(kb.claim(found.target)))
    print()
    columns = (Column(""), Column(found.a, right=True), Column(found.b, right=True), Column("gap", right=True))
    stances = [kb.view(name).perspective.stances.get(found.target) for name in (found.a, found.b)]
    stated = [
        stance or span(ends) or "-" for stance, ends in zip(stances, (found.stated_a, found.stated_b), strict=True)
    ]
    bare_stances = any(stances)
    rows: list[tuple[str | Cell, ...]] = [
        ("stated", *stated, ""),
        (
            "credence",
            _credence(found.value_a, found.basis_a),
            _credence(found.value_b, found.basis_b),
            "" if bare_stances else fixed(found.gap_in_probability, 3),
        ),
        ("log-odds", "", "", fixed(found.gap, 2)),
    ]
    for line in table_lines(columns, rows, layout, "  "):
        print(line)
    print()
    if not found.gap:
        print("The two do not differ on it.")
    else:
        _print_shares(found, depth, most)
    print()
    bare = [f"{name} {stance}" for name, stance in zip((found.a, found.b), stances, strict=True) if stance]
    extra = [f"No number is given ({', '.join(bare)}): the middle of what that leaves open stands in."] if bare else []
    for note in (*_gap_notes(found), *extra):
        for part in wrapped(note, layout.cells):
            print(part)


def _print_shares(found: GapAnalysis, depth: int, most: int | None) -> None:
    layout = terminal.layout()
    columns = (
        Column(""),
        Column("what divides them", flexible=True),
        Column(_short(found.a, "A"), right=True),
        Column(_short(found.b, "B"), right=True),
        Column("log-odds", right=True),
        Column("of the gap", right=True),
    )
    rows = list(_node_rows(found, found.tree, depth, 0))
    total = ("", Cell("total", "strong"), "", "", Cell(fixed(found.gap, 2), "strong"), Cell(percent(1.0), "strong"))
    for line in table_lines(columns, [*rows[:most], total], layout):
        print(line)
    if most is not None and len(rows) > most:
        print(terminal.style().paint("faint", left_out(len(rows) - most, "rows")))


def _node_rows(found: GapAnalysis, node: GapNode, depth: int, level: int) -> Iterator[tuple[str | Cell, ...]]:
    """The reasons for a claim's share, each with what it comes from; then own reasons beyond the record."""
    indent = "  " * level
    for row in node.reasons:
        for part in row.premises:
            if not part.share or (level and abs(part.share) < _SHOWN * abs(found.gap)):
                continue
            double = part.claim in found.double_cruxes
            yield (
                Cell(_MARK if double else " ", "strong"),
                Cell(f"{indent}{_SIGN[_kind(row.kind, part.role)]} {part.claim}", "strong" if double else ""),
                _credence(part.credence_a, part.basis_a),
                _credence(part.credence_b, part.basis_b),
                fixed(part.share, 2),
                percent(found.part(part.share)),
            )
            if part.below is not None and level < depth:
                yield from _node_rows(found, part.below, depth, level + 1)
    if abs(node.own_reason) >= 0.005 and (not level or abs(node.own_reason) >= _SHOWN * abs(found.gap)):
        own = f"{indent}  own reasons beyond the record"
        yield ("", Cell(own, "faint"), "", "", fixed(node.own_reason, 2), percent(found.part(node.own_reason)))


def _credence(value: float | None, basis: str | None) -> str:
    """A credence; of a stance without a number its word, as the number that stands in for it is nobody's."""
    return basis if basis in (*STANCES, "suspends") else number(value)


def _kind(kind: str, role: str) -> str:
    return "undercutter" if role == "undercutter" else kind


def _short(name: str, letter: str) -> str:
    return name if len(name) <= 12 else letter


def _gap_notes(found: GapAnalysis) -> Iterator[str]:
    if len(found.a) > 12 or len(found.b) > 12:
        yield f"A is {found.a}, B is {found.b}. A dash: nothing that was said bears on it."
    if found.double_cruxes:
        yield (
            f"{_MARK} double crux: {some(list(found.double_cruxes))}. Both took sides, and either would come a good part "
            "of the way if they came to the other's credence there."
        )
    elif found.gap:
        yield "There is no double crux: no claim on which both took sides closes a fifth of the gap from both sides."
    names = {"a": found.a, "b": found.b}
    for near in found.near_cruxes:
        for letter, name in names.items():
            if near.lacks in ((f"{letter}-silent",), (f"{letter}-suspends",)):
                yield f"{near.claim} would be one if {name} took a side."
    for one in found.one_sided:
        yield f"Only {one.by} gives a reason by {one.step}."
    if found.reasons and found.reasons[0].kind == "model":
        yield f"Computed by the model {found.reasons[0].step}; shares by {found.method}."
    else:
        other = "" if found.guarantee != "none" else " Claims bear on each other in a cycle: other solutions may exist."
        yield f"Computed from the argument graph; what was stated stands.{other}"


def _of(kb: KnowledgeBase, claim: str, arguments: argparse.Namespace) -> int:
    who = who_named(kb, arguments.view)
    limit = None if arguments.all else _MOST
    table = kb.cruxes(claim, view=who, threshold=arguments.across, semantics=arguments.semantics, limit=limit)
    if arguments.json:
        from cruxbase.cli.json_results import leverage_table

        print_json(leverage_table(table))
    else:
        _print_leverage(table, kb.view(who).perspective.stances.get(claim, ""))
    return 0


def _print_leverage(table: LeverageTable, stance: str) -> None:
    layout = terminal.layout()
    print(heading(table.target))
    value = "no value, as the iteration does not settle" if table.value is None else number(table.value)
    if stance in STANCES:  # the number that stands in is nobody's
        value = f"{stance} it, without a number"
    ends = span(table.range)
    between = f", and can be {ends}" if table.value is None or ends != value else ""
    print(
        f"  for {table.view}: {value}{between}"
        + (f"; stated: {span(table.stated)}" if table.stated and not stance else "")
    )
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
    for line in table_lines(columns, [_leverage_cells(row, table.basis.without_number) for row in table.rows], layout):
        print(line)
    if table.left_out:
        print(terminal.style().paint("faint", left_out(table.left_out, "claims, with less steep slopes")))
    print()
    legend = (
        "swing: the conclusion with the claim true less with it false. slope: its change with the credence now. "
        "information: how far settling the claim would move it on average."
    )
    for note in (legend, *basis_lines(table.basis)):
        for part in wrapped(note, layout.cells):
            print(part)


def _leverage_cells(row: LeverageRow, without_number: Mapping[str, str]) -> tuple[str | Cell, ...]:
    stance = without_number.get(row.claim.id, "").rpartition(" ")[2]
    return (
        row.claim.id,
        stance or number(row.credence),
        fixed(row.swing, 3),
        fixed(row.sensitivity, 3),
        number(row.unary_crux) if row.unary_crux is not None else "-",
        number(row.value_of_information),
        " or ".join(map(str, row.flips)),
        "" if row.robust is None else "yes" if row.robust else "no",
    )
