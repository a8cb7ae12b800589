"""`cruxbase why`: what speaks for and against a claim, as a tree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import (
    add_all,
    add_common,
    at_least,
    claim_named,
    id_in,
    knowledge_base,
    left_out,
    print_json,
)
from cruxbase.cli.reasoning_arguments import add_threshold, add_view, is_record, label_cell, who_named
from cruxbase.report.cells import shortened, visible, width, wrapped
from cruxbase.report.text import Layout

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim
    from cruxbase.analysis.perspective_view import Status
    from cruxbase.analysis.structure import Reason, Reasons
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.reasoning.labels import ProofStep

DESCRIPTION = """
Shows what speaks for and against a claim, and for and against that in turn. Reasons for begin with +,
reasons against with -, what undercuts a step with x, and what a claim requires with !. Each claim is
unfolded once; ↑ marks one that is unfolded elsewhere in the tree, … one with reasons beyond the depth asked
for.

With --view, the status of the claim for someone comes first, with its proof: what it rests on and what that
weighs, down to what needs no reason; or, where it is undecided, what it waits for. Objections that stand, and
those that nobody answered, are named.
"""
EXAMPLES = (
    ("cruxbase why work-on-problems-once-legible", "three steps deep"),
    ("cruxbase why work-on-problems-once-legible --depth 1", "direct reasons only"),
    ("cruxbase why work-on-problems-once-legible --because", "with the warrant of each step"),
    ("cruxbase why work-on-problems-once-legible --view wei-dai", "whether it stands for someone, and why"),
    ("cruxbase why work-on-problems-once-legible --view on-record", "whether it stands at face value"),
)

_REASONS = {
    "stated": "believed",
    "rejected": "not believed",
    "presumed": "granted, and nothing that stands outweighs it",
    "outweighs": "what speaks for it weighs more",
    "outweighed": "what speaks against it weighs more",
    "balanced": "what speaks for it and what speaks against it balance",
    "need-fails": "what it requires falls",
    "rival": "a side that excludes it stands",
    "open": "left open: nothing said settles it",
    "waits": "waits for",
}
_STEP_REASONS = {
    **_REASONS,
    "assumed": "its premises stand, and nothing that stands undercuts it",
    "attacked": "undercut by what stands",
    "need-fails": "a premise falls",
}
_MOST = 150
_MOST_OF_PROOF = 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `why`."""
    parser.add_argument("id", metavar="ID", help="id of a claim")
    parser.add_argument(
        "--depth", type=at_least(1), default=3, metavar="N", help="how many steps to follow (default: 3)"
    )
    parser.add_argument("--because", action="store_true", help="say why each step holds, where that is written")
    add_view(parser, "whether the claim stands for them, and why; on-record for nobody")
    add_threshold(parser)
    add_all(parser, _MOST, "lines")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the tree."""
    kb = knowledge_base(arguments)
    tree = kb.why(claim_named(kb, arguments.id).id, depth=arguments.depth)
    status = _status(kb, arguments) if arguments.view is not None else None
    if arguments.json:
        from cruxbase.cli.json_records import reasons

        value = reasons(tree)
        if arguments.view is not None:
            value["status"] = _plain_status(status, tree.claim.id, arguments)
        print_json(value)
        return 0
    style = terminal.style()
    print(style.paint("strong", visible(tree.claim.title)) + "  " + style.paint("faint", tree.claim.id))
    if arguments.view is not None:
        _print_first(list(_proved(status, tree.claim, arguments)), _MOST_OF_PROOF, arguments)
        print()
    drawing = _Drawing(terminal.layout(), arguments.because)
    lines = list(drawing.below(tree, ""))
    _print_first(lines or ["  nothing is written for or against it"], _MOST, arguments)
    return 0


def _print_first(lines: Sequence[str], most: int, arguments: argparse.Namespace) -> None:
    """Print some lines, those beyond the most only if all are asked for."""
    shown = len(lines) if arguments.all else most
    print("\n".join(lines[:shown]))
    if len(lines) > shown:
        print(terminal.style().paint("faint", left_out(len(lines) - shown, "lines")))


def _status(kb: KnowledgeBase, arguments: argparse.Namespace) -> Status:
    who = None if is_record(arguments.view) else who_named(kb, arguments.view)
    return kb.view(who, threshold=arguments.threshold).status()


def _plain_status(status: Status | None, claim: str, arguments: argparse.Namespace) -> dict[str, object] | None:
    """The status with its proof; nothing for what is neither true nor false."""
    from cruxbase.cli.json_results import claim_status, proof

    if status is None or claim not in status:
        return None
    found = {"view": id_in(arguments.view), "threshold": status.threshold, **claim_status(status.of(claim))}
    return {**found, "proof": proof(status.explain(claim))}


def _proved(status: Status | None, claim: Claim, arguments: argparse.Namespace) -> Iterator[str]:
    """The status of a claim, and its proof as an indented list."""
    if status is None or claim.id not in status:
        yield f"  a {claim.type} that is neither true nor false has no status"
        return
    style, cells = terminal.layout()
    text, role = label_cell(status.word(claim.id))
    theta = "" if is_record(arguments.view) else f" (θ = {status.threshold:g})"
    yield f"{style.paint(role, text)} for {id_in(arguments.view)}{theta}"
    proof = status.explain(claim.id)
    kb = claim.kb
    for depth, step, repeated in proof.lines():
        is_step = step.name in kb.graph.steps
        reason = _STEP_REASONS[step.reason] if is_step else _reason(status, step)
        sign, colour = label_cell(step.label if is_step else status.word(step.name))
        indent = "  " * min(depth + 1, 12)
        before = f"{indent}{sign[0]} "
        after = "  (above)" if repeated else f": {reason}"
        name = f"the step {step.name}" if is_step else step.name
        first, *others = wrapped(visible(name + after), cells, indent + "    ", before)
        yield indent + style.paint(colour, sign[0]) + first[len(indent) + 1 :]
        yield from others
    if proof.cycle:
        yield from wrapped(f"These wait for each other: {', '.join(proof.cycle)}.", cells, "  ")
    flags = status.of(claim.id)
    for title, several in (("Challenged by", flags.objections), ("Not answered", flags.unanswered)):
        for one in several:
            undercut = f" (undercuts {one.step})" if one.kind == "undercuts" else ""
            yield from wrapped(f"{title}: {' & '.join(one.claims)}{undercut}", cells, "    ", "  ")


def _reason(status: Status, step: ProofStep) -> str:
    """The rule that gave a claim its label, with the weights where any were weighed."""
    if step.reason == "presumed" and status.of(step.name).unargued:
        return "nobody has argued for or against it"
    weighing = step.weighing
    if weighing is None or not (weighing.supporting_at_most or weighing.attacking_at_most):
        return _REASONS[step.reason]
    presumed = f" with a presumption of {weighing.presumption:g}" if weighing.presumption else ""
    supporting = _span(weighing.supporting, weighing.supporting_at_most)
    attacking = _span(weighing.attacking, weighing.attacking_at_most)
    return f"{_REASONS[step.reason]} ({supporting} for{presumed}, {attacking} against)"


def _span(least: float, most: float) -> str:
    """A sum of weights, and how far it may grow with what is undecided."""
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


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
