"""How a model behaves over the space of its inputs: what cannot fail, what changes nothing, what comes to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import diagnostic
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.expression_nodes import MalformedExpression
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_values import model_outcome, parsed
from cruxbase.records import Expectation, Model

if TYPE_CHECKING:
    from cruxbase.reasoning.model_space import InputSpace

MOST_OPERATIONS = 1_000_000
"""Operations times steps of a model that a check has time for."""

_TRIALS = 200
_SPECIAL = (0.0, 1.0, -1.0, 0.5, 2.0, 1e6, -1e6)


def behaviour(record: Model, spans: Spans) -> Found:
    """Findings about a model that is well-formed, from a fixed sample of its space."""
    yield from _tautologies(record, spans)
    if not any(entry.low is not None or entry.high is not None or entry.default is not None for entry in record.inputs):
        return
    from cruxbase.reasoning.model_space import LARGEST, BadDistribution, input_space

    model = ComputableModel(record)
    space: dict[str, InputSpace] = {}
    for index, entry in enumerate(record.inputs):
        try:
            space[entry.name] = input_space(model, entry)
        except BadDistribution as problem:
            bounded = model.range_of_input(entry.name) is not None or entry.default is not None
            if entry.default is not None and abs(entry.default) <= LARGEST and "default" in str(problem):
                continue  # model/default-out-of-range says so
            low, high = entry.low, entry.high
            if low is not None and high is not None and low > high:
                continue
            yield diagnostic(
                "model/bad-range" if bounded else "model/no-range",
                str(problem),
                spans().value(("inputs", index, "name")),
                help="give 'low' and 'high', and the reason for them",
            )
    yield from _given(record, space, spans)
    if len(space) == len(record.inputs):
        yield from _over_space(record, model, space, spans)


def _given(record: Model, space: dict[str, InputSpace], spans: Spans) -> Found:
    for index, expectation in enumerate(record.expectations):
        for name, value in expectation.given.items():
            one = space.get(name)
            if one is not None and one.low < one.high and not one.low <= value <= one.high:
                yield diagnostic(
                    "model/given-out-of-range",
                    f"{name!r} cannot be {value:g}: it lies between {one.low:g} and {one.high:g}",
                    spans().value(("expectations", index, "given", name)),
                    help="correct the value, or widen the range of the input",
                )


def _over_space(record: Model, model: ComputableModel, space: dict[str, InputSpace], spans: Spans) -> Found:
    from cruxbase.reasoning.model_space import judged_over_space, operations

    if operations(model) > MOST_OPERATIONS:
        yield diagnostic(
            "model/too-long",
            f"over {MOST_OPERATIONS:,} operations to compute it once",
            spans().key(("horizon",) if record.horizon is not None else ("variables",)),
            help="shorten the horizon or the expressions",
        )
        return
    for index, expectation in enumerate(record.expectations):
        if not expectation.is_over_space or not _is_readable(expectation.that, record):
            continue
        result = judged_over_space(model, expectation)
        if result.holds is not True:
            yield diagnostic(
                "model/expectation-fails" if result.holds is False else "model/expectation-untried",
                f"this does not hold: {result.why_not}"
                if result.holds is False
                else f"this cannot be tried: {result.why_not}",
                spans().value(("expectations", index, "that")).first_line(),
                help="check the definitions and the ranges of the inputs against the text, and the share too",
            )
    yield from _undefined(record, space, spans)
    yield from _idle(record, model, space, spans)


def _undefined(record: Model, space: dict[str, InputSpace], spans: Spans) -> Found:
    if record.implementation is not None and not record.variables:
        return
    centre = {name: one.centre for name, one in space.items()}
    outcome = model_outcome(record, centre)
    computed = {v.name for v in record.variables if v.expression or v.product or v.noisy_or or v.table or v.next}
    for index, output in enumerate(record.outputs):
        if output.variable in computed and output.variable not in outcome.values:
            yield diagnostic(
                "model/undefined-output",
                f"{output.variable!r} has no number at the defaults: {outcome.missing.get(output.variable, 'undefined')}",
                spans().value(("outputs", index, "variable")),
                help="give defaults or ranges at which it has one, or guard the division",
            )
            return
    for name, one in space.items():
        for end in (one.low, one.high) if one.low < one.high else ():
            at_end = model_outcome(record, {**centre, name: end})
            lost = next((o.variable for o in record.outputs if o.variable in computed - set(at_end.values)), None)
            if lost is not None:
                yield diagnostic(
                    "model/undefined-output",
                    f"{lost!r} has no number where {name!r} is {end:g}: {at_end.missing.get(lost, 'undefined')}",
                    spans().value(("outputs", [o.variable for o in record.outputs].index(lost), "variable")),
                    help=f"end the range of {name!r} before {end:g}, or guard the division with if(…, …, …)",
                )
                return


def _idle(record: Model, model: ComputableModel, space: dict[str, InputSpace], spans: Spans) -> Found:
    """Inputs of which no output, and no reading of an output, takes notice."""
    import numpy as np

    from cruxbase.reasoning.model_space import SEED, affordable

    outputs = [output.variable for output in record.outputs if output.variable not in space]
    try:
        wanted = list(dict.fromkeys(outputs))
        used = {name for output in wanted for name in model.needed_inputs(output)}
    except Incomputable:
        return
    if not wanted or record.implementation is not None:
        return
    count = affordable(model, 128)
    rows = np.random.default_rng(SEED).random((2 * count, len(space)))
    columns = {name: one.spread().values(rows[:count, place]) for place, (name, one) in enumerate(space.items())}
    before = model.arrays(columns, wanted)
    shown = {output.variable for output in record.outputs}
    for index, entry in enumerate(record.inputs):
        one = space[entry.name]
        if one.low == one.high or entry.name in shown:
            continue
        moved = {**columns, entry.name: one.spread().values(rows[count:, index])}
        after = model.arrays(moved, wanted) if entry.name in used else before
        if all(np.array_equal(np.asarray(before[n]), np.asarray(after[n]), equal_nan=True) for n in wanted):
            yield diagnostic(
                "model/idle-input",
                f"{entry.name!r} changes no output",
                spans().value(("inputs", index, "name")),
                help="let it bear on an output, or leave it out",
            )


def _is_readable(text: str, record: Model) -> bool:
    names = {entry.name for entry in record.inputs} | {entry.name for entry in record.variables}
    try:
        return names.issuperset(parsed(text).names)
    except MalformedExpression:
        return False


def _tautologies(record: Model, spans: Spans) -> Found:
    inputs = {entry.name for entry in record.inputs}
    for index, expectation in enumerate(record.expectations):
        if not _is_readable(expectation.that, record):
            continue
        condition = parsed(expectation.that)
        only_inputs = inputs.issuperset(condition.names)
        if only_inputs or (not expectation.directions and _always_holds(condition, expectation)):
            why = "it speaks of inputs only" if only_inputs else "it is true whatever the quantities in it are"
            yield diagnostic(
                "model/expectation-cannot-fail",
                f"this cannot fail: {why}",
                spans().value(("expectations", index, "that")).first_line(),
                help="compare quantities that the equations could make come out the other way",
            )


def _always_holds(condition: Expression, expectation: Expectation) -> bool:
    """Whether a condition holds for any values of its names, independently of one another."""
    import numpy as np

    from cruxbase.reasoning.model_space import truths

    if expectation.space not in (None, "all", "most"):
        return False
    source = np.random.default_rng(0)
    columns = {}
    for name in condition.names:
        values = source.normal(0, 10, _TRIALS)
        values[: _TRIALS // 2] = source.choice(_SPECIAL, _TRIALS // 2)
        columns[name] = values
    held = truths(condition.root, columns, expectation.within)
    return bool(np.all((held == 1) | np.isnan(held)) and np.any(held == 1))
