"""`cruxbase model`: run a model over what is known and what is not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Required, TypedDict

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, knowledge_base, print_json
from cruxbase.cli.commands.query import input_and_number, model_named
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.reasoning_arguments import add_view, number, sentences, span, who_named
from cruxbase.report.cells import visible
from cruxbase.report.table import Column, table_lines
from cruxbase.support.figures import part

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Model
    from cruxbase.reasoning.model_runs import Crossing, ModelRun, RunnableModel, Sensitivity, SweepPoint

DESCRIPTION = """
Runs a model record. Each output comes with its value at a point (what is set, the defaults, and the middle of the range
of an input that nobody gave) and with an interval, from the 5th to the 95th percentile, over all that was not set.
--sweep follows an output along one input, --sensitivity says which inputs move it (Sobol indices with 95 % intervals),
--share in how much of the space a condition holds, and --threshold how far each input alone must move for the output to
reach a value. With --implementation, a function that an installed package registers computes the outputs.
"""
EXAMPLES = (
    ("cruxbase model legibility-model", "every output, with its interval"),
    ("cruxbase model legibility-model --set gate=0 --set spec_quality=0.5", "with two inputs set"),
    ('cruxbase model legibility-model --share "advantage_of_legible > 0"', "in how much of the space that holds"),
    ("cruxbase model carlsmith-power-seeking-model --view superforecasters-2023 --sensitivity", "what moves it"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `model`."""
    parser.add_argument("model", metavar="MODEL", help="id of a model")
    add_view(parser, "whose credences go in")
    parser.add_argument(
        "--set", action="append", default=[], type=input_and_number, metavar="INPUT=NUMBER", help="set an input"
    )
    parser.add_argument(
        "--output", metavar="NAME", help="the quantity that the rest is about (default: the first output)"
    )
    parser.add_argument("--sweep", metavar="INPUT", help="follow the output along one input")
    parser.add_argument("--sensitivity", action="store_true", help="say which inputs move the output")
    parser.add_argument("--share", metavar="CONDITION", help="say in how much of the space a condition holds")
    parser.add_argument("--threshold", type=float, metavar="VALUE", help="say what single change reaches a value")
    parser.add_argument("--samples", type=int, default=4000, metavar="N", help="points of a sample (default: 4000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the random numbers (default: 0)")
    parser.add_argument("--implementation", metavar="NAME", help="run a function that an installed package registers")
    add_common(parser)


@contextmanager
def _refusals() -> Iterator[None]:
    """Lets what a model refuses end the command with a sentence."""
    from cruxbase.reasoning.expression_nodes import MalformedExpression

    try:
        with sentences():
            yield
    except (MalformedExpression, ValueError) as problem:
        raise WrongUsage(str(problem)) from None


class Results(TypedDict, total=False):
    """What was asked of a model, and always its run."""

    run: Required[ModelRun]
    sweep: tuple[SweepPoint, ...]
    sensitivity: Sensitivity
    share: float
    threshold: tuple[Crossing, ...]


def run(arguments: argparse.Namespace) -> int:
    """Run the model and print what comes out."""
    kb = knowledge_base(arguments)
    model = model_named(kb, arguments.model)
    given = {} if arguments.view is None else model.inputs_of(who_named(kb, arguments.view))
    with _refusals():
        runnable = model.runnable(arguments.implementation)
        given.update(_by_name(runnable, dict(arguments.set)))
        output = arguments.output or next(iter(runnable.outputs), None)
        if output is None:
            raise WrongUsage(f"{model.id!r} declares no output; name a variable with --output")
        results = _results(arguments, runnable, runnable.known(output), given)
    if arguments.json:
        print_json({key: _plain(value) for key, value in results.items()})
    else:
        _print(model, runnable, results)
    return 0


def _by_name(runnable: RunnableModel, given: dict[str, float]) -> dict[str, float]:
    claims = runnable.model.inputs_by_claim
    return {claims.get(name, name): value for name, value in given.items()}


def _results(arguments: argparse.Namespace, runnable: RunnableModel, output: str, given: dict[str, float]) -> Results:
    samples, seed = arguments.samples, arguments.seed
    results = Results(run=runnable.run(given, samples, seed))
    if arguments.sweep:
        results["sweep"] = runnable.sweep(output, arguments.sweep, None, given)
    if arguments.sensitivity:
        results["sensitivity"] = runnable.sensitivity(output, given, seed=seed)
    if arguments.share:
        results["share"] = runnable.share(arguments.share, given, samples, seed)
    if arguments.threshold is not None:
        results["threshold"] = runnable.threshold(output, arguments.threshold, given)
    return results


def _plain(value: object) -> object:
    from dataclasses import asdict, is_dataclass

    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _print(model: Model, runnable: RunnableModel, results: Results) -> None:
    style = terminal.style()
    print(f"{style.paint('strong', visible(model.title))}  {style.paint('faint', model.id)}\n")
    _print_run(runnable, results["run"])
    if "sweep" in results:
        _print_sweep(results["sweep"])
    if "sensitivity" in results:
        _print_sensitivity(results["sensitivity"])
    if "share" in results:
        print(f"\nIt holds in {part(results['share'])} of the space.")
    if "threshold" in results:
        rows = [(one.input, number(one.start), number(one.crossing)) for one in results["threshold"]]
        columns = (Column("input"), Column("now", right=True), Column("reaches it at", right=True))
        _table("What single change reaches the value", columns, rows)


def _print_run(runnable: RunnableModel, run: ModelRun) -> None:
    columns = (Column("output"), Column("value", right=True), Column("interval"), Column("why", flexible=True))
    rows = []
    for name in run.outputs:
        one = run[name]
        ends = span(None if one.low is None or one.high is None else (one.low, one.high))
        rows.append((name, number(one.value), ends or "-", one.why_not))
    for line in table_lines(columns, rows, terminal.layout(), "  "):
        print(line)
    if run.assumed:
        print(
            f"\n  {len(run.assumed)} of {len(runnable.space)} inputs have no value in any text: over their whole range."
        )


def _print_sweep(points: tuple[SweepPoint, ...]) -> None:
    rows = [
        (number(p.at), number(p.value), span(None if p.low is None or p.high is None else (p.low, p.high)))
        for p in points
    ]
    _table("Along the input", (Column("at", right=True), Column("value", right=True), Column("interval")), rows)


def _print_sensitivity(sensitivity: Sensitivity) -> None:
    from cruxbase.reasoning.model_sensitivity import SobolIndex

    rows: list[tuple[str, ...]] = []
    for name, index in sensitivity.indices.items():
        if isinstance(index, SobolIndex):
            first, total = (index.first_low, index.first_high), (index.total_low, index.total_high)
            rows.append((name, number(index.first, 2), span(first, 2), number(index.total, 2), span(total, 2)))
        else:
            rows.append((name, number(index.mean), "", number(index.mean_absolute), ""))
    headings = ("alone", "95 %", "in all", "95 %") if sensitivity.method == "sobol" else ("mean", "", "absolute", "")
    columns = (Column("input"), *(Column(heading, right=not at % 2) for at, heading in enumerate(headings)))
    _table(f"What moves {sensitivity.output}", columns, rows)


def _table(title: str, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> None:
    print(f"\n{terminal.style().paint('strong', title)}")
    for line in table_lines(columns, rows, terminal.layout(), "  "):
        print(line)
