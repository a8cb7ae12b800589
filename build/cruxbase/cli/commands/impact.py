"""`cruxbase impact`: what depends on a claim."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.report.cells import shortened, visible
from cruxbase.report.counts import plural

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim

DESCRIPTION = """
Lists what depends on a claim, directly and through others: what would have to be looked at again if the claim
fell. Look here before you change or retire a record.
"""
EXAMPLES = (
    ("cruxbase impact dangerous-capability-is-preceded-by-legibility", "before changing it"),
    ("cruxbase impact dangerous-capability-is-preceded-by-legibility --json", "for a program"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `impact`."""
    parser.add_argument("id", metavar="ID", help="id of a claim")
    parser.add_argument(
        "--limit", type=at_least(1), default=20, metavar="N", help="how many of each list at most (default: 20)"
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what depends on the claim."""
    kb = knowledge_base(arguments)
    found = kb.impact(claim_named(kb, arguments.id).id)
    if arguments.json:
        from cruxbase.analysis.records_json import brief_json, ids_of

        print_json(
            {
                "claim": brief_json(found.claim),
                "direct": ids_of(found.direct),
                "indirect": ids_of(found.indirect),
                "conclusions": ids_of(found.conclusions),
            }
        )
        return 0
    style = terminal.style()
    print(style.paint("strong", visible(found.claim.title)))
    if not len(found):
        print("\nNothing depends on it.")
        return 0
    print(f"\n{plural(len(found), 'claim')} would have to be looked at again.")
    _list("Directly", found.direct, arguments.limit)
    _list("Through others", found.indirect, arguments.limit)
    _list("Where it ends", found.conclusions, arguments.limit)
    return 0


def _list(heading: str, claims: Sequence[Claim], limit: int) -> None:
    style, cells = terminal.layout()
    if claims:
        print(f"\n{style.paint('strong', heading)}")
    for claim in claims[:limit]:
        title = shortened(visible(claim.title), max(cells - len(claim.id) - 4, 30))
        print(f"  {title}  {style.paint('faint', claim.id)}")
    if len(claims) > limit:
        print(style.paint("faint", f"  and {len(claims) - limit:,} more (--limit {len(claims)} for all)"))
