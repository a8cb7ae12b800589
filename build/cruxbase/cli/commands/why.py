"""`cruxbase why`: what speaks for and against a claim, as a tree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.asking import add_common, at_least, claim_named, knowledge_base, print_json
from cruxbase.report.cells import shortened, visible, width, wrapped
from cruxbase.report.text import Layout

if TYPE_CHECKING:
    from cruxbase.knowledge_base.structure import Reason, Reasons

DESCRIPTION = """
Shows what speaks for and against a claim, and for and against that in turn. Reasons for begin with +,
reasons against with -, what undercuts a step with x, and what a claim requires with !. Each claim is
unfolded once; ↑ marks one that is unfolded elsewhere in the tree, … one with reasons beyond the depth asked
for.
"""
EXAMPLES = (
    ("cruxbase why work-on-problems-once-legible", "three steps deep"),
    ("cruxbase why work-on-problems-once-legible --depth 1", "direct reasons only"),
    ("cruxbase why work-on-problems-once-legible --because", "with the warrant of each step"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `why`."""
    parser.add_argument("id", metavar="ID", help="id of a claim")
    parser.add_argument(
        "--depth", type=at_least(1), default=3, metavar="N", help="how many steps to follow (default: 3)"
    )
    parser.add_argument("--because", action="store_true", help="say why each step holds, where that is written")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the tree."""
    kb = knowledge_base(arguments)
    tree = kb.why(claim_named(kb, arguments.id).id, depth=arguments.depth)
    if arguments.json:
        from cruxbase.cli.plain import reasons

        print_json(reasons(tree))
        return 0
    drawing = _Drawing(terminal.layout(), arguments.because)
    style = terminal.style()
    print(style.paint("strong", visible(tree.claim.title)) + "  " + style.paint("faint", tree.claim.id))
    lines = list(drawing.below(tree, ""))
    for line in lines or ["  nothing is written for or against it"]:
        print(line)
    return 0


class _Drawing:
    """Draws a tree of reasons."""

    def __init__(self, layout: Layout, with_warrants: bool) -> None:
        self.style, self.cells = layout
        self.with_warrants = with_warrants

    def below(self, tree: Reasons, indent: str) -> Iterator[str]:
        """The lines under a claim."""
        for reason in tree.supporting:
            yield from self._reason(reason, "+", "for", indent)
        for reason in tree.attacking:
            yield from self._reason(reason, "-", "against", indent)
        for needed in tree.requires:
            yield from self._unfolded(needed, "!", "strong", indent)

    def _reason(self, reason: Reason, sign: str, role: str, indent: str) -> Iterator[str]:
        first, *linked = reason.premises
        note = "" if reason.step.strength == "moderate" else f" [{reason.step.strength}]"
        warrant = visible(reason.step.because) if self.with_warrants else ""
        yield from self._claim(first, sign, role, indent, note)
        if warrant:
            yield from wrapped(warrant, self.cells, indent + "    ", indent + "    because ")
        yield from self.below(first, indent + "    ")
        for premise in linked:
            yield from self._unfolded(premise, "&", role, indent)
        for undercut in reason.undercuts:
            yield from self._unfolded(undercut, "x", "undercut", indent + "  ")

    def _unfolded(self, tree: Reasons, sign: str, role: str, indent: str) -> Iterator[str]:
        yield from self._claim(tree, sign, role, indent)
        yield from self.below(tree, indent + "    ")

    def _claim(self, tree: Reasons, sign: str, role: str, indent: str, note: str = "") -> Iterator[str]:
        mark = note + (" ↑" if tree.repeated else " …" if tree.cut else "")
        room = max(self.cells - len(indent) - len(mark) - 4, 20)
        title = visible(tree.claim.title)
        after = f"  {tree.claim.id}" if width(title) + len(tree.claim.id) + 2 <= room else ""
        shown = shortened(title, room - len(after)) + mark
        yield f"{indent}  {self.style.paint(role, sign)} {shown}{self.style.paint('faint', after)}"
        if not after:
            yield f"{indent}    {self.style.paint('faint', tree.claim.id)}"
