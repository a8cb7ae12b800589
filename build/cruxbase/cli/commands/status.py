"""`cruxbase status`: what stands, on record or given what someone believes."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_all, add_common, claim_named, knowledge_base, left_out, print_json
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.reasoning_arguments import (
    RECORD,
    add_threshold,
    add_view,
    heading,
    is_record,
    label_cell,
    some,
    span,
    who_named,
)
from cruxbase.report.cells import wrapped
from cruxbase.report.table import Cell, Column, table_lines
from cruxbase.support.figures import plain_number

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim
    from cruxbase.analysis.perspective_view import Coherence
    from cruxbase.analysis.status_table import StatusRow
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Tells which claims stand (+ in), fall (- out) or are left open (? undecided), by the weight of the reasons for and
against them: a weak step weighs one half, a moderate one 1, a strong one 2. On record, at face value, a claim has a
presumption of 1; with --view, what someone believes stands for them, and of the rest only what follows from it.
A claim that is in though an objection to it stands is '+ in, challenged', and the objections are named. A claim for
or against which nobody has written a reason is never called in: on record it has 'no reasons yet' (.), and for
someone who believes it, it is '+ stated'.

With ids: those claims, on record and for everybody who settles them. Without: all claims of one view that are
not simply open. 'cruxbase why ID --view WHO' shows the proof and what was weighed.
"""
EXAMPLES = (
    ("cruxbase status work-on-problems-once-legible", "for everybody who settles it"),
    ("cruxbase status --view wei-dai", "all that stands or falls for one person"),
    ("cruxbase status --label out", "what falls on record"),
    ("cruxbase status --view wei-dai --coherence", "where the beliefs of one view do not fit together"),
)
_MOST = 100
_MOST_OF_A_KIND = 30
LABELS = ("in", "challenged", "stated", "unargued", "out", "undecided")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `status`."""
    parser.add_argument("ids", nargs="*", metavar="CLAIM", help="ids of claims; all where left out")
    add_view(parser, f"whose beliefs count; {RECORD} for nobody's")
    parser.add_argument("--label", choices=LABELS, help="only claims with this status")
    add_threshold(parser)
    add_all(parser, _MOST, "claims")
    parser.add_argument("--coherence", action="store_true", help="with --view: tell what does not fit together")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the statuses."""
    kb = knowledge_base(arguments)
    claims = [claim_named(kb, written) for written in arguments.ids]
    who = RECORD if is_record(arguments.view) else who_named(kb, arguments.view)
    if arguments.coherence:
        if who == RECORD or claims:
            raise WrongUsage("--coherence is about one view: it needs --view WHO, and takes no ids")
        return _coherence(kb, who, arguments)
    if claims:
        return _of_claims(kb, claims, None if arguments.view is None else who, arguments)
    return _of_view(kb, who, arguments)


def _of_claims(kb: KnowledgeBase, claims: Sequence[Claim], who: str | None, arguments: argparse.Namespace) -> int:
    found = [(claim, _standings(kb, claim, who, arguments)) for claim in claims]
    if arguments.json:
        from cruxbase.analysis.records_json import brief_json
        from cruxbase.cli.json_results import model_belief, standing

        print_json(
            [
                {
                    "claim": brief_json(claim),
                    "standings": [standing(row) for row in rows],
                    "models": [model_belief(one) for one in kb.beliefs_from_models(claim, view=_whose(who))],
                }
                for claim, rows in found
            ]
        )
        return 0
    columns = (Column("", flexible=True), Column("status"), Column("says"))
    for place, (claim, rows) in enumerate(found):
        if place:
            print()
        print(heading(claim))
        shown = [
            (row.who, Cell(*label_cell(row.status.word)), _said(kb, row) if row.who != RECORD else "at face value")
            for row in rows
        ]
        for line in table_lines(columns, shown, terminal.layout(), "  "):
            print(line)
        for line in _objections(rows):
            print(line)
        for line in _models(kb, claim, who):
            print(line)
        if not rows:
            print(f"  {_nothing(claim, arguments.label)}")
    return 0


def _whose(who: str | None) -> str | None:
    return None if who in (None, RECORD) else who


def _models(kb: KnowledgeBase, claim: Claim, who: str | None) -> Iterator[str]:
    """What models that bear on the claim come to as a belief in it."""
    from cruxbase.cli.commands.query import told

    for belief in kb.beliefs_from_models(claim, view=_whose(who)):
        yield from wrapped(told(belief), terminal.layout()[1], "    ", "  ")


def _standings(kb: KnowledgeBase, claim: Claim, who: str | None, arguments: argparse.Namespace) -> list[StatusRow]:
    from cruxbase.analysis.status_table import StatusRow, is_matter_of_odds

    everybody = kb.statuses(threshold=arguments.threshold)
    rows = list(everybody.of(claim.id))
    if who is not None:
        label = None if is_matter_of_odds(kb, claim.id) else everybody[who].get(claim.id)
        mine = [row for row in rows if row.who == who]
        rows = mine or ([] if label is None else [StatusRow(who, claim.id, label, everybody[who].of(claim.id), None)])
    return [row for row in rows if arguments.label in (None, row.status.word)]


def _objections(rows: Sequence[StatusRow]) -> Iterator[str]:
    """What stands against a claim that is in, and what was not answered: once, for all that it concerns."""
    for title, kind in (("Challenged by", "objections"), ("Not answered", "unanswered")):
        by: dict[str, list[str]] = {}
        for row in rows:
            for one in getattr(row.status, kind):
                undercut = f" (undercuts {one.step})" if one.kind == "undercuts" else ""
                by.setdefault(" & ".join(one.claims) + undercut, []).append(row.who)
        for objection, who in by.items():
            yield from wrapped(f"{title}: {objection}; for {some(who)}", terminal.layout()[1], "    ", "  ")


def _said(kb: KnowledgeBase, row: StatusRow) -> str:
    """What a view says of a claim: as it was written for a viewpoint, as a range for a person."""
    if row.said is None:
        return "nothing; the rest settles it" if row.is_inferred else "nothing"
    stance = kb.statuses().perspective(row.who).stances.get(row.claim)
    return stance if stance is not None else span(row.said)


def _nothing(claim: Claim, label: str | None) -> str:
    if label is not None:
        return f"nobody has it {label}"
    if claim.type == "prediction":
        return f"what people said of it makes it neither in nor out: cruxbase show {claim.id}"
    return f"a {claim.type} is neither true nor false" if claim.type in ("crux", "question", "argument") else "retired"


def _counts(words: Collection[str]) -> str:
    """How many claims have each label."""
    numbers = {label: sum(1 for word in words if word == label) for label in LABELS}
    return ", ".join(f"{number} {label_cell(label)[0][2:]}" for label, number in numbers.items() if number)


def _of_view(kb: KnowledgeBase, who: str, arguments: argparse.Namespace) -> int:
    from cruxbase.reasoning.labels import Label

    everybody = kb.statuses(threshold=arguments.threshold)
    labels = everybody[who]
    word = {id: labels.word(id) for id in labels}
    if arguments.json:
        print_json(
            {
                "view": who,
                "threshold": arguments.threshold,
                "labels": {id: word[id] for id in labels if arguments.label in (None, word[id])},
            }
        )
        return 0
    said = everybody.perspective(who)
    usual = dict.fromkeys(labels, Label.IN) if who == RECORD else everybody.silent

    def is_shown(id: str) -> bool:
        if arguments.label is not None:
            return bool(word[id] == arguments.label)
        return labels[id] is not usual[id] or id in said or word[id] == "challenged"

    shown = list(filter(is_shown, labels))
    style = terminal.style()
    threshold = "" if who == RECORD else f" (θ = {arguments.threshold:g})"
    print(f"{style.paint('strong', who)}: {_counts(word.values())}{threshold}")
    columns = (Column("status"), Column("says"), Column("claim", flexible=True))
    rows = [
        (Cell(*label_cell(word[id])), said.stances.get(id) or span(said.range_of(id)), id)
        for id in sorted(shown, key=lambda id: (LABELS.index(word[id]), id))
    ]
    most = len(rows) if arguments.all else _MOST
    for line in table_lines(columns, rows[:most], terminal.layout(), "  ") if rows else ():
        print(line)
    if len(rows) > most:
        print(style.paint("faint", f"  {left_out(len(rows) - most, 'claims')}"))
    left = len(labels) - len(shown)
    if left and arguments.label is None:
        rest = "stand or have no reasons yet" if who == RECORD else "are as they are for someone who says nothing"
        print(style.paint("faint", f"  {left:,} other claims {rest}."))
    return 0


def _print_first(lines: Sequence[str], arguments: argparse.Namespace) -> None:
    """Print some lines, those beyond the most only if all are asked for."""
    most = len(lines) if arguments.all else _MOST_OF_A_KIND
    for line in lines[:most]:
        print(line)
    if len(lines) > most:
        print(terminal.style().paint("faint", f"  {left_out(len(lines) - most, 'lines')}"))


def _coherence(kb: KnowledgeBase, who: str, arguments: argparse.Namespace) -> int:
    found = kb.view(who, threshold=arguments.threshold).coherence()
    if arguments.json:
        from cruxbase.cli.json_results import coherence

        print_json({"view": who, **coherence(found)})
        return 0
    style = terminal.style()
    if found.is_clean and not found.questions:
        print(f"Nothing that {who} says is at odds with the rest of it.")
        return 0
    if found.gaps:
        print(style.paint("strong", "Stated, and what the other credences come to"))
        columns = (Column("claim", flexible=True), Column("stated"), Column("comes to"), Column("by", flexible=True))
        rows = [(gap.claim.id, span(gap.stated), span(gap.computed), gap.by) for gap in found.gaps]
        _print_first(list(table_lines(columns, rows, terminal.layout(), "  ")), arguments)
    if found.contradictions:
        print(style.paint("strong", "Both held, though they exclude each other"))
        sides = [f"  (sides of {pair.crux.id})" if pair.crux is not None else "" for pair in found.contradictions]
        pairs = zip(found.contradictions, sides, strict=True)
        _print_first([f"  {pair.one.id}  and  {pair.other.id}{where}" for pair, where in pairs], arguments)
    if found.not_followed:
        print(style.paint("strong", "Strong steps whose premises are held, and whose conclusion is not"))
        _print_first([f"  {step.name}" for step in found.not_followed], arguments)
    for title, lines in _arithmetic(found):
        if lines:
            print(style.paint("strong", title))
            _print_first([f"  {line}" for line in lines], arguments)
    print(style.paint("faint", "Reported, never mended: the reasons may not be on record."))
    return 0


def _arithmetic(found: Coherence) -> Iterator[tuple[str, list[str]]]:
    """What does not fit as numbers, and what is to be asked, each under its title."""
    yield (
        "Believed more than what they require",
        [
            f"{one.claim} {span(one.stated)}, and {one.required} {span(one.required_stated)}"
            for one in found.above_requirements
        ],
    )
    yield "Sides that come to more than 1", [f"{one.crux}: {plain_number(one.total)}" for one in found.sides]
    yield (
        "Conditionals that fit no joint distribution",
        [
            f"{one.of} given {one.given}: {span(one.stated)} is stated, {span(one.fitting)} fits"
            for one in found.conditionals
        ],
    )
    yield (
        "To ask: stated on the other side of even from what follows",
        [
            f"{one.claim}: {plain_number(one.stated, 2)}, and {plain_number(one.follows, 2)} follows"
            for one in found.questions
        ],
    )
