"""The space of a model's inputs: what each may be, samples of it, and in what share of it something holds.

Every input has a distribution over its range: the one that the record names; or else a point where a text gives it a value, and
a uniform one where none does. A quantile function for
each turns numbers between 0 and 1 into values, so that a sample, a sweep and a sensitivity design are all made the same way.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cruxbase.reasoning.computing import ComputableModel, ExpectationResult, holds
from cruxbase.reasoning.expression_nodes import MalformedExpression, MissingValue, Node, Undefined
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_values import model_outcome, parsed
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.uniform_sequence import uniform_rows
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.figures import part, plain_number

if TYPE_CHECKING:
    from cruxbase.reasoning.gradual_semantics import Numbers
    from cruxbase.records import Expectation, Input

Range = tuple[float, float]

SEED = 20251204
"""Of every sample that nobody asked another seed for."""

SAMPLES = 2_000
"""Points at which an expectation over the space is tried."""

WORK = 50_000_000
"""Operations that one sample of a model may take; a longer model is sampled at fewer points, but at least at `FEWEST`."""

FEWEST = 64
LARGEST = 1e100
"""No end of a range may be further from 0."""

_TOLERANCE = 1e-6
_ROUNDING = 1e-10
_FEWER = 4
_SOMEWHERE = 0.01
_MOST_MOVES = 1_000_000_000


class OutsideRange(CruxbaseError, ValueError):
    """An input was given a value that it cannot have; says the range."""

    def __init__(self, name: str, value: float, span: Range) -> None:
        self.name = name
        self.value = value
        self.span = span
        super().__init__(f"{name!r} cannot be {value:g}: it lies between {span[0]:g} and {span[1]:g}")


class BadDistribution(CruxbaseError, ValueError):
    """An input has a range or distribution that nothing can be drawn from; says why."""


class InputSpace(NamedTuple):
    """What one input may be.

    Attributes:
        name: of the input.
        low: the least it may be.
        high: the most.
        centre: its default, or else the middle of its distribution.
        shape: `point` where it is known, or how it is spread.
        known: whether a text gives it a value.
    """

    name: str
    low: float
    high: float
    centre: float
    shape: str
    known: bool

    def spread(self) -> InputSpace:
        """The same, a point taken as anywhere in its range: for asking what the input would change."""
        return self._replace(shape="uniform") if self.shape == "point" else self

    def values(self, chances: Numbers) -> Numbers:
        """The quantiles at chances between 0 and 1, all within the range."""
        low, high = self.low, self.high
        if self.shape == "point" or low == high:
            return np.full(np.shape(chances), self.centre)
        if self.shape == "uniform":
            return low + chances * (high - low)
        return np.asarray(np.clip(_QUANTILES[self.shape](self, chances), low, high))


def _loguniform(space: InputSpace, chances: Numbers) -> Numbers:
    return np.exp(math.log(space.low) + chances * (math.log(space.high) - math.log(space.low)))


def _triangular(space: InputSpace, chances: Numbers) -> Numbers:
    low, high, peak = space.low, space.high, space.centre
    at = (peak - low) / (high - low)
    rising = low + np.sqrt(chances * (high - low) * (peak - low))
    falling = high - np.sqrt((1 - chances) * (high - low) * (high - peak))
    return np.where(chances < at, rising, falling)


def _beta(space: InputSpace, chances: Numbers) -> Numbers:
    """The PERT distribution: beta over the range with its peak at the centre."""
    from scipy.special import betaincinv

    width = space.high - space.low
    a = 1 + 4 * (space.centre - space.low) / width
    return space.low + width * np.asarray(betaincinv(a, 6 - a, chances))


def _normal(space: InputSpace, chances: Numbers) -> Numbers:
    return _normal_between(space.low, space.high, space.centre, chances)


def _lognormal(space: InputSpace, chances: Numbers) -> Numbers:
    return np.exp(_normal_between(math.log(space.low), math.log(space.high), math.log(space.centre), chances))


def _normal_between(low: float, high: float, centre: float, chances: Numbers) -> Numbers:
    """A normal distribution cut off at the ends, which lie four standard deviations apart."""
    from scipy.special import ndtr, ndtri

    deviation = (high - low) / 4
    first, last = ndtr((low - centre) / deviation), ndtr((high - centre) / deviation)
    return centre + deviation * np.asarray(ndtri(first + chances * (last - first)))


_QUANTILES = {
    "loguniform": _loguniform,
    "triangular": _triangular,
    "beta": _beta,
    "normal": _normal,
    "lognormal": _lognormal,
}


def input_space(model: ComputableModel, entry: Input) -> InputSpace:
    """What an input may be.

    Raises:
        BadDistribution: it has neither a range nor a default, or they give nothing to draw from.
    """
    span = model.range_of_input(entry.name)
    shape = entry.distribution or ("uniform" if entry.default is None else "point")
    if span is None:
        if entry.default is None:
            raise BadDistribution(f"{entry.name!r} has no default, and no range from 'low' to 'high'")
        span, shape = (entry.default, entry.default), "point"
    low, high = span
    if max(abs(low), abs(high)) > LARGEST:
        raise BadDistribution(f"an end of the range of {entry.name!r} is beyond {LARGEST:g}")
    if low > high:
        raise BadDistribution(f"the range of {entry.name!r} runs from {low:g} down to {high:g}")
    if shape in ("loguniform", "lognormal") and low <= 0:
        raise BadDistribution(f"{shape} needs a range above 0, and that of {entry.name!r} begins at {low:g}")
    if entry.default is not None and not low <= entry.default <= high:
        raise BadDistribution(f"the default of {entry.name!r}, {entry.default:g}, is outside its range")
    if shape == "point" and entry.default is None:
        raise BadDistribution(f"{entry.name!r} is a point without a default")
    middle = math.sqrt(low) * math.sqrt(high) if shape in ("loguniform", "lognormal") else low + (high - low) / 2
    centre = middle if entry.default is None else entry.default
    return InputSpace(entry.name, low, high, centre, shape, entry.default is not None)


def model_space(model: ComputableModel) -> dict[str, InputSpace]:
    """What each input of a model may be.

    Raises:
        BadDistribution: an input has neither a range nor a default, or a range that nothing can be drawn from.
    """
    return {entry.name: input_space(model, entry) for entry in model.record.inputs}


def within_range(model: ComputableModel, given: Mapping[str, float]) -> None:
    """Refuse what an input cannot be.

    Raises:
        UnknownName: the model has no such input.
        OutsideRange: a value is not finite or outside the input's range.
    """
    for name, value in given.items():
        if name not in model.input_names:
            raise UnknownName("input of the model", name, model.input_names)
        span = model.range_of_input(name) or (-LARGEST, LARGEST)
        if not span[0] <= value <= span[1]:
            raise OutsideRange(name, value, span)


def affordable(model: ComputableModel, samples: int) -> int:
    """How many points a model is sampled at, so that a check takes bounded time."""
    return max(min(samples, WORK // operations(model)), min(samples, FEWEST))


def operations(model: ComputableModel) -> int:
    """How many operations it takes to compute a model once, over all its steps."""
    once = sum(_size(formula.root) for formula in (*model.formulas.values(), *model.next_formulas.values()))
    return max(1, once) * (model.steps + 1)


def _size(root: Node) -> int:
    stack, count = [root], 0
    while stack:
        count += 1
        stack.extend(stack.pop().arguments)
    return count


def sampled_inputs(
    space: Mapping[str, InputSpace], samples: int, seed: int = SEED, given: Mapping[str, float] | None = None
) -> dict[str, Numbers | float]:
    """Values of every input at independent points of the space, those that are given held fixed.

    The numbers of an input depend on the seed and on its place among the inputs only, so that fixing one leaves others.
    The first points are those of the browser (`model/model_space.js`).
    """
    rows = uniform_rows(seed, samples, len(space))
    fixed = given or {}
    return {
        name: fixed[name] if name in fixed else one.values(rows[:, place])
        for place, (name, one) in enumerate(space.items())
    }


def truths(node: Node, values: Mapping[str, Numbers | float], within: float | None = None) -> Numbers:
    """Where a comparison holds: 1 or 0 for each point, NaN where it is undefined. As `computing.holds` for one.

    Raises:
        MissingValue: a name has no value.
    """
    if node.operation in ("==", "!="):
        left, right = (Expression("", argument).values(values) for argument in node.arguments)
        apart = np.abs(left - right)
        same = apart <= (_TOLERANCE if within is None else within)
        return np.where(np.isnan(apart), np.nan, same == (node.operation == "=="))
    if node.operation in ("and", "or", "not"):
        parts = [truths(argument, values, within) for argument in node.arguments]
        unknown = np.any(np.isnan(np.broadcast_arrays(*parts)), axis=0)
        flags = [part == 1 for part in parts]
        joined = (
            ~flags[0]
            if node.operation == "not"
            else (flags[0] & flags[1] if node.operation == "and" else flags[0] | flags[1])
        )
        return np.where(unknown, np.nan, joined)
    number = Expression("", node).values(values)
    return np.where(np.isnan(number), np.nan, number != 0)


def share_of_space(
    model: ComputableModel,
    condition: Expression,
    given: Mapping[str, float] | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    within: float | None = None,
) -> float:
    """In what share of a model's space a condition holds; a point at which it is undefined does not count as holding.

    Raises:
        BadDistribution: an input has no range.
        MissingValue: the condition uses a name that the model does not have.
        Incomputable: it uses a quantity that has no formula.
    """
    columns = sampled_inputs(model_space(model), affordable(model, samples), seed, given)
    values = model.arrays(columns, _computed_names(model, condition.names))
    size = max((np.size(column) for column in columns.values()), default=1)
    return float(np.mean(np.broadcast_to(truths(condition.root, values, within) == 1, size)))


def _computed_names(model: ComputableModel, names: Collection[str]) -> tuple[str, ...]:
    variables = {entry.name for entry in model.record.variables}
    return tuple(name for name in names if name in variables)


def wanted_shares(expectation: Expectation) -> Range:
    """From what share to what share of the space an expectation is to hold; (0.5, 1) for most leaves out the half."""
    if expectation.space == "all":
        return (1.0, 1.0)
    if expectation.space == "most" or expectation.space is None:
        return (math.nextafter(0.5, 1), 1.0)
    return expectation.space.share


def judged_over_space(model: ComputableModel, expectation: Expectation, samples: int = SAMPLES) -> ExpectationResult:
    """Whether an expectation holds in as much of the space as it says."""
    that = expectation.that
    try:
        condition = parsed(that)
        if expectation.directions:
            return _judged_directions(model, expectation, condition, max(1, samples // _FEWER))
        share = share_of_space(model, condition, expectation.given, samples=samples, within=expectation.within)
    except MalformedExpression as malformed:
        return ExpectationResult(that, None, f"it cannot be read: {malformed.problem}")
    except MissingValue as missing:
        return ExpectationResult(that, None, f"{missing.name!r} has no value")
    except (ValueError, UnknownName) as problem:  # BadDistribution, Incomputable
        return ExpectationResult(that, None, str(problem))
    low, high = wanted_shares(expectation)
    if low <= share <= high:
        return ExpectationResult(that, True, "")
    return ExpectationResult(that, False, f"it holds in {part(share, 1)} of the space")


def _judged_directions(
    model: ComputableModel, expectation: Expectation, quantity: Expression, samples: int
) -> ExpectationResult:
    """Whether a quantity moves as it is to with each input, at pairs of points that differ in that input only."""
    if 2 * FEWEST * operations(model) * len(expectation.directions) > _MOST_MOVES:
        return ExpectationResult(expectation.that, None, "it would take too many operations to try each direction")
    for name, sign in expectation.directions:
        up, down = shares_of_movement(model, quantity, name, expectation.given, samples=samples)
        if expectation.space in (None, "all"):
            against = up + down if sign == 0 else down if sign > 0 else up
            fulfilled = against == 0 and (sign == 0 or up + down >= _SOMEWHERE)
        else:
            low, high = wanted_shares(expectation)
            fulfilled = low <= (1 - up - down if sign == 0 else up if sign > 0 else down) <= high
        if not fulfilled:
            came = f"with {name!r} it rises in {part(up, 1)} of the space and falls in {part(down, 1)}"
            return ExpectationResult(expectation.that, False, came)
    return ExpectationResult(expectation.that, True, "")


def shares_of_movement(
    model: ComputableModel,
    quantity: Expression,
    name: str,
    given: Mapping[str, float] | None = None,
    *,
    samples: int = SAMPLES // _FEWER,
    seed: int = SEED,
) -> Range:
    """In what shares of the space a quantity rises and falls as one input goes up and all others stay.

    Args:
        model: the model.
        quantity: an expression over its quantities.
        name: the input; it runs over its range though a text gives it a value.
        given: inputs that are held at a value.
        samples: pairs of points.
        seed: of the points.

    Raises:
        UnknownName: the model has no such input.
        BadDistribution: an input has no range.
        MissingValue: the quantity uses a name that the model does not have.
        Incomputable: it uses one that has no formula.
    """
    space = model_space(model)
    if name not in space:
        raise UnknownName("input of the model", name, model.input_names)
    count = affordable(model, samples)
    columns = sampled_inputs(space, count, seed, given)
    chances = np.sort(uniform_rows(seed + 1, count, 2), axis=1)
    before, after = (
        _quantity(model, quantity, {**columns, name: one}) for one in space[name].spread().values(chances).T
    )
    size = np.maximum(np.abs(before), np.abs(after))
    change = np.broadcast_to(np.where(np.abs(after - before) <= _ROUNDING * size, 0.0, after - before), count)
    return float(np.mean(change > 0)), float(np.mean(change < 0))


def _quantity(model: ComputableModel, quantity: Expression, columns: dict[str, Numbers | float]) -> Numbers:
    return np.asarray(quantity.values(model.arrays(columns, _computed_names(model, quantity.names))))


def judged(model: ComputableModel, expectation: Expectation) -> ExpectationResult:
    """Whether one expectation of a model holds, with what came out where it does not."""
    if expectation.is_over_space:
        return judged_over_space(model, expectation)
    that, within = expectation.that, expectation.within
    outcome = model_outcome(model.record, expectation.given)
    try:
        expression = parsed(that)
    except MalformedExpression as malformed:
        return ExpectationResult(that, None, f"it cannot be read: {malformed.problem}")
    try:
        if holds(expression.root, outcome.values, within):
            return ExpectationResult(that, True, "")
    except MissingValue as missing:
        why = outcome.missing.get(missing.name, "")
        return ExpectationResult(that, None, f"{missing.name!r} has no value{': ' + why if why else ''}")
    except Undefined as undefined:
        return ExpectationResult(that, False, f"it has no value: {undefined.problem}")
    came = ", ".join(
        f"{name} is {plain_number(outcome.values[name], 6)}" for name in expression.names if name in outcome.values
    )
    return ExpectationResult(that, False, came)


def expectation_results(model: ComputableModel) -> tuple[ExpectationResult, ...]:
    """Whether each expectation of a model's record holds, those over the space by a fixed sample of it.

    >>> from cruxbase.records import Model
    >>> record = Model.model_validate(
    ...     {
    ...         "id": "m",
    ...         "type": "model",
    ...         "title": "T",
    ...         "topic": "t",
    ...         "summary": "S",
    ...         "inputs": [{"name": "a", "low": "0", "high": "1"}],
    ...         "variables": [{"name": "rest", "expression": "1 - a"}],
    ...         "expectations": [{"that": "rest", "falls_with": ["a"]}, {"that": "rest > 0.9", "in": "most"}],
    ...     }
    ... )
    >>> [result.holds for result in expectation_results(ComputableModel(record))]
    [True, False]
    """
    return tuple(judged(model, expectation) for expectation in model.record.expectations)
