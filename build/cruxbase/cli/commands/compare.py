"""`cruxbase compare`: two views side by side."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, knowledge_base, print_json
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.reasoning_arguments import fixed, number, sentences, some, span, who_named
from cruxbase.report.counts import plural
from cruxbase.report.table import Cell, Column, table_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cruxbase.analysis.entities import Claim
    from cruxbase.analysis.people import Comparison, SharedClaim
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Shows where two views agree, where they differ, of what only one has spoken, and for each claim that both
conclude what drives them apart. Two agree on a claim where their ranges overlap, or their numbers are less than
half a unit of log-odds apart; distances are between the nearest ends, and to hold what the other rejects is to be
half the scale apart. A person's latest word on each claim counts.
"""
EXAMPLES = (
    ("cruxbase compare wei-dai alex-mallen", "two people"),
    ("cruxbase compare carlsmith-2022 superforecasters-2023", "two viewpoints, each of one date"),
    ("cruxbase compare wei-dai alex-mallen --all --json", "for a program"),
)
_MOST = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `compare`."""
    parser.add_argument("a", metavar="A", help="id of a viewpoint or person")
    parser.add_argument("b", metavar="B", help="id of another")
    parser.add_argument("--all", action="store_true", help=f"list everything, not the first {_MOST} of each part")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the comparison; 1 where the two have spoken of no claim in common."""
    kb = knowledge_base(arguments)
    a, b = who_named(kb, arguments.a), who_named(kb, arguments.b)
    if a == b:
        raise WrongUsage(f"two views are compared, and both are {a!r}")
    with sentences():
        found = _compared(kb, a, b, arguments)
    if arguments.json:
        from cruxbase.cli.json_results import comparison

        print_json(comparison(found))
    else:
        _print(kb, found, None if arguments.all else _MOST)
    return 0 if found.shared else 1


def _compared(kb: KnowledgeBase, a: str, b: str, arguments: argparse.Namespace) -> Comparison:
    """All of it for a program, and where all is asked for; else what the table shows, which takes a third of the time."""
    if arguments.all:
        return kb.compare(a, b, most=None)
    if arguments.json:
        return kb.compare(a, b)
    from cruxbase.analysis.people import outline
    from cruxbase.support.collection import collection_paused

    with collection_paused():
        return outline(kb, a, b, _MOST)


def _print(kb: KnowledgeBase, found: Comparison, most: int | None) -> None:
    style = terminal.style()
    print(style.paint("strong", f"{found.a} and {found.b}"))
    shared = len(found.shared)
    if not shared:
        print("  They have spoken of no claim in common.")
    else:
        print(f"  {plural(shared, 'claim')} in common, {number(found.mean_difference)} apart on average.")
    _shared(kb, found, "They differ on", found.disagreements[:most], len(found.disagreements))
    _shared(kb, found, "They agree on", found.agreements[:most], len(found.agreements))
    _shared(kb, found, "One suspends judgement on", found.suspended[:most], len(found.suspended))
    _conclusions(found, most)
    for name, claims in ((found.a, found.only_a), (found.b, found.only_b)):
        _alone(name, claims, most)


def _shared(kb: KnowledgeBase, found: Comparison, title: str, rows: Sequence[SharedClaim], of: int) -> None:
    if not rows:
        return
    print(f"\n{terminal.style().paint('strong', title)}")
    columns = (
        Column("claim", flexible=True),
        Column(found.a if len(found.a) <= 20 else "A", right=True),
        Column(found.b if len(found.b) <= 20 else "B", right=True),
        Column("difference", right=True),
    )
    stances = [kb.statuses().perspective(who).stances for who in (found.a, found.b)]
    cells = [
        (
            row.claim.id,
            stances[0].get(row.claim.id) or span(row.range_a),
            stances[1].get(row.claim.id) or span(row.range_b),
            _difference(row, [given.get(row.claim.id) for given in stances]),
        )
        for row in rows
    ]
    for line in table_lines(columns, cells, terminal.layout(), "  "):
        print(line)
    _more(of - len(rows))


def _difference(row: SharedClaim, stances: Sequence[str | None]) -> str:
    """How far apart two are, with the sign of the change from the first to the second; of a stance only whether they oppose."""
    if not any(stances):
        return fixed(row.difference, 2)
    return "-" if row.difference is None else "opposed" if row.difference else "none"


def _conclusions(found: Comparison, most: int | None) -> None:
    if not found.conclusions:
        return
    print(f"\n{terminal.style().paint('strong', 'What drives them apart')}")
    columns = (
        Column("conclusion", flexible=True),
        Column("log-odds", right=True),
        Column("largest reason", flexible=True),
        Column("double cruxes", flexible=True),
    )
    rows = [
        (
            row.target,
            fixed(row.gap, 2),
            row.reasons[0].step.split(" -> ")[0],
            Cell(some(list(row.double_cruxes), 1) if row.double_cruxes else "none", "strong"),
        )
        for row in found.conclusions[:most]
    ]
    for line in table_lines(columns, rows, terminal.layout(), "  "):
        print(line)
    _more(len(found.conclusions) + len(found.undivided) - len(rows))
    style = terminal.style()
    print(style.paint("faint", f"  more with: cruxbase cruxes CONCLUSION --between {found.a} {found.b}"))


def _alone(name: str, claims: Sequence[Claim], most: int | None) -> None:
    if not claims:
        return
    print(f"\n{terminal.style().paint('strong', f'Only {name} has spoken of')}")
    for claim in claims[:most]:
        print(f"  {claim.id}")
    _more(len(claims) - len(claims[:most]))


def _more(left: int) -> None:
    if left:
        print(terminal.style().paint("faint", f"  and {left} more (--all)"))
