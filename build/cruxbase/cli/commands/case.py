"""`cruxbase case`: the best case for a claim, or against it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.report.cells import visible

if TYPE_CHECKING:
    from cruxbase.analysis.best_case import BestCase
    from cruxbase.report.style import Style

DESCRIPTION = """
Shows the best case against a claim, or for it: the strongest reason on record, what best supports that, and so on,
each with the strongest reply to it. Argue the other side before you settle on one.
"""
EXAMPLES = (
    ("cruxbase case dangerous-capability-is-preceded-by-legibility", "the best case against it"),
    ("cruxbase case dangerous-capability-is-preceded-by-legibility --for", "the best case for it"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `case`."""
    parser.add_argument("id", metavar="ID", help="id of a claim")
    side = parser.add_mutually_exclusive_group()
    side.add_argument(
        "--against", dest="side", action="store_const", const="against", help="the case against it (default)"
    )
    side.add_argument("--for", dest="side", action="store_const", const="for", help="the case for it")
    parser.set_defaults(side="against")
    parser.add_argument(
        "--longest", type=at_least(1), default=3, metavar="N", help="how many steps at most (default: 3)"
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the case."""
    kb = knowledge_base(arguments)
    found = kb.best_case(claim_named(kb, arguments.id).id, arguments.side, longest=arguments.longest)
    if arguments.json:
        print_json(found.to_dict())
        return 0
    style = terminal.style()
    print(style.paint("strong", visible(found.target.title)))
    if not len(found):
        print(f"\nNo reason {found.side} it is on record.")
        return 0
    print(f"\nThe best case {found.side} it:")
    _print_steps(found, style)
    return 0


def _print_steps(found: BestCase, style: Style) -> None:
    for number, step in enumerate(found.steps, 1):
        titles = " together with ".join(visible(claim.title) for claim in step.claims)
        print(f"\n{number}. {titles}  {style.paint('faint', ' '.join(claim.id for claim in step.claims))}")
        if step.on != found.target or step.relation == "undercuts":
            print(f"   {step.relation} {visible(step.on.title)}")
        if step.because:
            print(f"   because {visible(step.because)}")
        if step.reply is not None:
            print(f"   but see: {visible(step.reply.title)}  {style.paint('faint', step.reply.id)}")
