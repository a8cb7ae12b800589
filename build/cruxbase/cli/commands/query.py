"""`cruxbase query`: what a model comes to, for someone or as published."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, id_in, knowledge_base, print_json
from cruxbase.cli.problems import WrongUsage, unknown_name
from cruxbase.cli.reasoning_arguments import add_view, number, sentences, some, span, who_named
from cruxbase.report.cells import visible, wrapped
from cruxbase.report.table import Column, pair_lines, table_lines
from cruxbase.support.figures import computed, part

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Model, ModelAnswer, ModelBelief
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Computes a quantity of a model record, and sets it beside what was stated. Without --view the numbers are those
published with the model. With --view the credences of someone go in; where they said nothing, the published
number goes into the value, and all that is possible into the range. Without a target, every output is computed.
"""
EXAMPLES = (
    ("cruxbase query carlsmith-power-seeking-model", "as published"),
    ("cruxbase query carlsmith-power-seeking-model --view superforecasters-2023", "with their numbers"),
    ("cruxbase query carlsmith-power-seeking-model catastrophe --set disempowerment=0.05", "with one number changed"),
)
_METHODS = {"outer": "safe, perhaps too wide", "inner": "reached, perhaps too narrow"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `query`."""
    parser.add_argument("model", metavar="MODEL", help="id of a model")
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help="names of variables, or ids of claims (default: the outputs)"
    )
    add_view(parser, "whose credences go in")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=input_and_number,
        metavar="INPUT=NUMBER",
        help="give an input, by name or by claim, another number; may be repeated",
    )
    add_common(parser)


def input_and_number(written: str) -> tuple[str, float]:
    """An input and its number, as `caught=0.9` or `caught=90%` is written."""
    import math

    name, sign, value = written.rpartition("=")
    try:
        found = float(value.strip().removesuffix("%")) / (100 if value.strip().endswith("%") else 1)
    except ValueError:
        found = math.nan
    if not sign or not name.strip() or not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"{written!r} is not of the form INPUT=NUMBER, such as caught=0.9")
    return name.strip(), found


def run(arguments: argparse.Namespace) -> int:
    """Print the answers."""
    kb = knowledge_base(arguments)
    model = model_named(kb, arguments.model)
    who = None if arguments.view is None else who_named(kb, arguments.view)
    targets = arguments.targets or list(dict.fromkeys(output.variable for output in model.record.outputs))
    if not targets:
        raise WrongUsage(f"{model.id!r} declares no output; name a variable")
    with sentences():
        answers = [model.query(id_in(target), view=who, given=dict(arguments.set)) for target in targets]
    if arguments.json:
        from cruxbase.cli.json_results import answer, model_belief

        values = [
            {**answer(found), "beliefs": [model_belief(one) for one in _beliefs(kb, found, who)]} for found in answers
        ]
        print_json(values[0] if len(values) == 1 else values)
        return 0
    style = terminal.style()
    print(f"{style.paint('strong', visible(model.title))}  {style.paint('faint', model.id)}")
    for found in answers:
        print()
        _print(found)
        for belief in _beliefs(kb, found, who):
            print(*wrapped(told(belief), terminal.layout()[1]), sep="\n")
    return 0


def _beliefs(kb: KnowledgeBase, found: ModelAnswer, who: str | None) -> list[ModelBelief]:
    """What the quantity amounts to as a belief in the claims that it bears on."""
    claims = dict.fromkeys(
        output.claim
        for output in found.model.record.outputs
        if output.variable == found.variable and output.claim is not None
    )
    every = (one for claim in claims for one in kb.beliefs_from_models(claim, view=who))
    return [one for one in every if one.model == found.model and one.output == found.variable]


def told(belief: ModelBelief) -> str:
    """A belief that a model comes to, in words."""
    tells = {1: "for", -1: "against", 0: "neither for nor against"}[belief.sign]
    if belief.low is None or belief.high is None:
        much = f"borne out in {part(belief.credence)} of what is open"
    else:
        much = f"a credence of {computed(belief.credence)}, from {computed(belief.low)} to {computed(belief.high)} by what is open"
    return f"{belief.model.id} speaks {tells} {belief.claim.id}: {much}"


def model_named(kb: KnowledgeBase, written: str) -> Model:
    """The model that an id names.

    Raises:
        WrongUsage: there is none, or it is no model.
    """
    from cruxbase.analysis.entities import UnknownRecord

    id = id_in(written)
    try:
        return kb.model(id)
    except UnknownRecord:
        if id in kb:
            raise WrongUsage(f"{id!r} is a {kb.record(id).type}, and a model is needed here") from None
        raise unknown_name("model", id, list(kb.graph.ids("model"))) from None


def _print(found: ModelAnswer) -> None:
    layout = terminal.layout()
    claim = f"  {found.claim.id}" if found.claim is not None else ""
    whose = "as published" if found.view == "published" else f"for {found.view}"
    print(f"{layout.style.paint('strong', found.variable)}{layout.style.paint('faint', claim)}, {whose}")
    ends = span(found.range, 5)
    method = f" ({_METHODS[found.method]})" if found.method in _METHODS else ""
    pairs = [
        ("comes to", number(found.value, 5) if found.value is not None else _why_not(found)),
        ("can be", f"{ends}{method}" if ends != number(found.value, 5) else ""),
        ("stated", span(found.stated, 5)),
        ("the text says", number(found.published, 5) if found.published is not None else ""),
        ("difference", f"{found.difference:+.5g}" if found.difference else ""),
    ]
    for line in pair_lines(pairs):
        print(line)
    columns = (Column("input"), Column("number", right=True), Column("from"), Column("claim", flexible=True))
    rows = [
        (
            entry.name,
            number(entry.value, 4) if entry.value is not None else span(entry.range, 4) or "any",
            entry.basis,
            entry.claim.id if entry.claim is not None else "",
        )
        for entry in found.inputs
    ]
    if rows:
        print()
    for line in table_lines(columns, rows, layout, "  ") if rows else ():
        print(line)


def _why_not(found: ModelAnswer) -> str:
    if found.unknown:
        return f"no number: nobody gives {some(list(found.unknown))}; --set gives one"
    return "no number at these inputs"
