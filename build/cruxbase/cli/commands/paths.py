"""`cruxbase paths`: how one claim bears on another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.report.cells import shortened, visible

if TYPE_CHECKING:
    from cruxbase.analysis.structure import StepPath
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Shows the shortest ways in which one claim bears on another, from premise to conclusion, through supporting
and attacking steps, undercuts and requirements. Where there is no way in the direction asked for, the other
is tried. The exit status is 1 where neither leads anywhere.
"""
EXAMPLES = (
    ("cruxbase paths tractability-rises-with-legibility work-on-problems-once-legible", ""),
    ("cruxbase paths A B --limit 3 --json", "for a program"),
)
_WORDS = {
    "supports": ("for", "supports"),
    "attacks": ("against", "attacks"),
    "undercuts": ("undercut", "undercuts a step to"),
    "requires": ("strong", "is required by"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `paths`."""
    parser.add_argument("start", metavar="FROM", help="id of a claim")
    parser.add_argument("end", metavar="TO", help="id of the claim it may bear on")
    parser.add_argument(
        "--limit", type=at_least(1), default=10, metavar="N", help="how many ways at most (default: 10)"
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the ways; 1 where there is none."""
    kb = knowledge_base(arguments)
    start, end = claim_named(kb, arguments.start), claim_named(kb, arguments.end)
    found = kb.paths(start.id, end.id, limit=arguments.limit)
    if arguments.json:
        from cruxbase.cli.json_records import hop

        value = [{"against": path.against, "hops": [hop(part) for part in path.hops]} for path in found]
        print_json({"start": start.id, "end": end.id, "paths": value})
        return 0 if found else 1
    if not found:
        terminal.warn(f"{start.id!r} does not bear on {end.id!r}")
        found = kb.paths(end.id, start.id, limit=arguments.limit)
        if found:
            print("The other way round:\n")
    for path in found:
        for line in _drawn(kb, path):
            print(line)
        print()
    return 0 if found else 1


def _drawn(kb: KnowledgeBase, path: StepPath) -> Iterator[str]:
    style, cells = terminal.layout()
    if not path.hops:
        yield "the two are the same claim"
        return
    for number, hop in enumerate(path.hops):
        if number == 0:
            yield _named(kb, hop.start, cells)
        role, words = _WORDS[hop.edge]
        yield f"  {style.paint(role, words)}"
        yield _named(kb, hop.end, cells)
    yield style.paint("faint", "in all: speaks against" if path.against else "in all: speaks for")


def _named(kb: KnowledgeBase, id: str, cells: int) -> str:
    style = terminal.style()
    room = cells - len(id) - 2
    title = visible(kb.claim(id).title)
    return f"{style.paint('strong', shortened(title, max(room, 30)))}  {style.paint('faint', id)}"
