"""Model records as things that compute: from what one sets to what follows, to ranges, and to responses for cruxes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.expression_nodes import MalformedExpression, Node, Undefined
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_values import (
    is_full,
    is_network,
    model_values,
    parents,
    parsed,
    table_rows,
)
from cruxbase.records import Model, NoisyOr, Table, Variable
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from cruxbase.reasoning.gradual_semantics import Numbers
    from cruxbase.reasoning.mechanisms import Mechanism
    from cruxbase.reasoning.probability import ProbabilityModel
    from cruxbase.reasoning.response import Response

Range = tuple[float, float]

TOLERANCE = 1e-6
"""How far an equality in an expectation may be off when the record says nothing else."""

BOUND_POINTS = 256
"""Points at which a stateful model is tried for its bounds, half of them corners."""

BOUND_SEED = 1
"""Of the sequence that they are drawn from."""

_CREDENCE_UNITS = (None, "probability")


class Incomputable(CruxbaseError, ValueError):
    """A variable of a model cannot be computed: it, or something it needs, has no value and no formula."""

    def __init__(self, variable: str, missing: tuple[str, ...]) -> None:
        self.variable = variable
        self.missing = missing
        super().__init__(f"{variable!r} cannot be computed: there is no value or formula for {', '.join(missing)}")


class Bounds(NamedTuple):
    """From how little to how much a variable can come to.

    Attributes:
        low: the least.
        high: the most.
        method: `exact`; `outer`, where the truth may be narrower; or `inner`, where it may be wider.
    """

    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """Whether something that a text says of a model holds.

    Attributes:
        that: the comparison as written.
        holds: True or False; None where it could not be computed.
        why_not: what it came to, or why it could not be computed; empty where it holds.
    """

    that: str
    holds: bool | None
    why_not: str


@dataclass(frozen=True)  # no slots: parsed formulas are kept
class ComputableModel:
    """A model record, ready to compute.

    Attributes:
        record: the record; its checks have passed.

    >>> record = Model.model_validate(
    ...     {
    ...         "id": "m",
    ...         "type": "model",
    ...         "title": "T",
    ...         "topic": "t",
    ...         "summary": "S",
    ...         "inputs": [{"name": "a", "default": "0.5"}, {"name": "b", "claim": "a-claim"}],
    ...         "variables": [{"name": "both", "expression": "a * b"}],
    ...         "outputs": [{"variable": "both"}],
    ...     }
    ... )
    >>> ComputableModel(record).values({"b": 0.4})["both"]
    0.2
    >>> ComputableModel(record).bounds("both", {"a": (0.4, 0.5)})
    Bounds(low=0.0, high=0.5, method='exact')
    """

    record: Model

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(given.name for given in self.record.inputs)

    @cached_property
    def inputs_by_claim(self) -> dict[str, str]:
        """Claim → the input that is its credence. A share or a number of years is no credence, whatever it bears on."""
        return {
            given.claim: given.name
            for given in self.record.inputs
            if given.claim is not None and given.unit in _CREDENCE_UNITS
        }

    @cached_property
    def variables_by_claim(self) -> dict[str, str]:
        """Claim → the variable that computes its credence."""
        return {
            variable.claim: variable.name
            for variable in self.record.variables
            if variable.claim is not None and variable.unit in _CREDENCE_UNITS and variable.name in self.formulas
        }

    @cached_property
    def defaults(self) -> dict[str, float]:
        """The values that the cited text gives the inputs, where it gives any."""
        return {given.name: given.default for given in self.record.inputs if given.default is not None}

    @cached_property
    def formulas(self) -> dict[str, Expression]:
        """What each variable is computed by, where the parts of a product, noisy-or or table are independent."""
        found = {variable.name: _formula(variable) for variable in self.record.variables}
        return {name: formula for name, formula in found.items() if formula is not None}

    @cached_property
    def next_formulas(self) -> dict[str, Expression]:
        """What each stateful variable comes to one step later."""
        found = {}
        for variable in self.record.variables:
            if variable.next is not None:
                try:
                    found[variable.name] = parsed(variable.next)
                except MalformedExpression:  # a finding says so
                    continue
        return found

    @property
    def steps(self) -> int:
        """How many steps it is carried on for; 0 where nothing is stateful."""
        return self.record.horizon or 0 if self.next_formulas else 0

    def arrays(
        self, columns: Mapping[str, Numbers | float], wanted: Collection[str] | None = None
    ) -> dict[str, Numbers | float]:
        """Quantities for arrays of inputs, NaN where undefined; of the last step where the model is stateful.

        Args:
            columns: input → its values, all of one length, or one number. Every input that is needed must be there.
            wanted: the variables to compute; None for all that have a formula.

        Raises:
            Incomputable: a wanted variable has no formula.
            MissingValue: an input that it needs is not there.
        """
        names = [name for name in wanted or self.formulas if name not in self.input_names]
        if is_network(self.record):
            return {**columns, **{name: self._network_array(name, columns) for name in names}}
        needed = set().union(*(self._wanted(name) for name in names)) if names else set()
        order = tuple(entry.name for entry in self.record.variables if entry.name in needed)
        values: dict[str, Numbers | float] = dict(columns)
        self._fill(order, values, frozenset())
        stateful = [name for name in order if name in self.next_formulas]
        for _ in range(self.steps if stateful else 0):
            states = {name: self.next_formulas[name].values(values) for name in stateful}
            values.update(states)
            self._fill(order, values, states.keys())
        return values

    def _fill(self, order: Sequence[str], values: dict[str, Numbers | float], states: Collection[str]) -> None:
        for name in order:
            if name not in states:
                values[name] = self.formulas[name].values(values)

    def _network_array(self, name: str, columns: Mapping[str, Numbers | float]) -> Numbers:
        import numpy as np

        response = self.response(name)
        size = max((np.size(column) for column in columns.values()), default=1)
        points = np.empty((size, len(response.names)))
        for place, parameter in enumerate(response.names):
            points[:, place] = columns.get(parameter, self.constants.get(parameter, 0.0))
        return response.values(points)

    def needed_inputs(self, variable: str) -> tuple[str, ...]:
        """The inputs that a variable hangs on.

        Raises:
            Incomputable: it, or something it needs, has no formula.
        """
        wanted = self._wanted(variable)
        return tuple(name for name in self.input_names if name in wanted)

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Everything that can be computed, defaults standing where nothing is given; see `model_values`.

        Args:
            given: input → value.
        """
        return model_values(self.record, given)

    def value(self, variable: str, given: Mapping[str, float]) -> float:
        """One variable, defaults standing where nothing is given.

        Raises:
            Incomputable: something that it needs has no value, or it comes to no number.
        """
        values = self.values(given)
        if variable not in values:
            missing = tuple(name for name in self.needed_inputs(variable) if name not in values)
            raise Incomputable(variable, missing or (variable,))
        return values[variable]

    def range_of_input(self, name: str) -> Range | None:
        """From how little to how much an input can be at all; None where nothing bounds it."""
        entry = next(entry for entry in self.record.inputs if entry.name == name)
        low, high = entry.low, entry.high
        if entry.unit in _CREDENCE_UNITS and (entry.unit == "probability" or entry.claim is not None):
            low, high = 0.0 if low is None else low, 1.0 if high is None else high
        return None if low is None or high is None else (low, high)

    def bounds(self, variable: str, ranges: Mapping[str, Range]) -> Bounds:
        """From how little to how much a variable can come to.

        Exact where the variable is affine in every input, from the corners; by interval arithmetic otherwise, which
        cannot be too narrow.

        Args:
            variable: its name.
            ranges: input → (low, high); an input that is not here may be anything that it can be at all.

        Raises:
            Incomputable: an input that it needs is unbounded, or it may come to no number.
        """
        if variable in self.input_names:
            known = ranges.get(variable) or self.range_of_input(variable)
            if known is None:
                raise Incomputable(variable, (variable,))
            return Bounds(*known, "exact")
        needed = self.needed_inputs(variable)
        ends = {name: ranges.get(name) or self.range_of_input(name) for name in needed}
        bounded = {name: end for name, end in ends.items() if end is not None}
        if len(bounded) < len(needed):
            raise Incomputable(variable, tuple(name for name in needed if name not in bounded))
        if not is_network(self.record) and all(low == high for low, high in bounded.values()):
            value = self.value(variable, {name: low for name, (low, _) in bounded.items()})
            return Bounds(value, value, "exact")  # and no need of arrays
        if self.steps:
            return self._sampled_bounds(variable, bounded)
        if is_network(self.record) or self._is_multi_affine(self._order(variable)):
            return self._corner_bounds(variable, bounded)
        for name in self._order(variable):
            try:
                bounded[name] = self.formulas[name].bounds(bounded)
            except Undefined:
                raise Incomputable(variable, (name,)) from None
        return Bounds(*bounded[variable], "outer")

    def response(self, variable: str) -> Response:
        """A variable as a function of the inputs (and, in a network, of the entries of its tables), for crux analysis.

        Raises:
            Incomputable: it, or something it needs, has no formula.
        """
        order = self._order(variable)
        if is_network(self.record):
            return self._network().response(variable)
        import numpy as np

        from cruxbase.reasoning.response import FunctionResponse

        def function(columns: Mapping[str, Numbers]) -> Numbers:
            return np.asarray(self.arrays(columns, (variable,))[variable])

        return FunctionResponse(function, self.input_names, multi_affine=self._is_multi_affine(order), vectorised=True)

    @cached_property
    def constants(self) -> dict[str, float]:
        """The parameters of a response that are no inputs: the entries of tables and the strengths of noisy-ors."""
        if not is_network(self.record):
            return {}
        inputs = set(self.input_names)
        return {name: value for name, value in self._network().parameters.items() if name not in inputs}

    def _network(self) -> ProbabilityModel:
        """The model as a Bayesian network; its inputs' priors are placeholders, to be set by who uses it."""
        from cruxbase.reasoning import mechanisms as kinds
        from cruxbase.reasoning.probability import ProbabilityModel

        mechanisms: dict[str, Mechanism] = {name: kinds.Prior(0.0) for name in self.input_names}
        for variable in self.record.variables:
            if variable.table is not None:
                mechanisms[variable.name] = kinds.Table(variable.table.given, table_rows(variable.table))
            elif variable.noisy_or is not None:
                mechanisms[variable.name] = kinds.NoisyOr(variable.noisy_or.causes, variable.noisy_or.leak)
            elif variable.product:
                mechanisms[variable.name] = kinds.Product(variable.product)
        return ProbabilityModel(mechanisms)

    def _sampled_bounds(self, variable: str, ranges: Mapping[str, Range]) -> Bounds:
        """From the corners and a fixed sample of a stateful model: interval arithmetic over many steps says nothing.

        The sample is that of `view/models.js`, so that both come to the same.
        """
        import numpy as np

        from cruxbase.reasoning.uniform_sequence import uniform_rows

        rows = uniform_rows(BOUND_SEED, BOUND_POINTS, len(ranges))
        rows[: BOUND_POINTS // 2] = rows[: BOUND_POINTS // 2] >= 0.5
        columns: dict[str, Numbers | float] = dict.fromkeys(self.input_names, 0.0)
        for place, (name, (low, high)) in enumerate(ranges.items()):
            columns[name] = low + rows[:, place] * (high - low)
        values = np.asarray(self.arrays(columns, (variable,))[variable])
        if not np.all(np.isfinite(values)):
            raise Incomputable(variable, (variable,))
        return Bounds(float(values.min()), float(values.max()), "inner")

    def _corner_bounds(self, variable: str, ranges: Mapping[str, Range]) -> Bounds:
        import numpy as np

        response = self.response(variable)
        fixed = {**dict.fromkeys(self.input_names, 0.0), **self.constants}  # inputs that it does not hang on
        ends = [ranges.get(name) or (fixed[name], fixed[name]) for name in response.names]
        low, high, method = response.bounds(*(np.array([end[side] for end in ends], dtype=float) for side in (0, 1)))
        return Bounds(low, high, method)

    def _is_multi_affine(self, order: tuple[str, ...]) -> bool:
        """Whether the composition is affine in each input: each formula is, and no quantity is used along two ways."""
        used: list[str] = []
        if any(name in self.next_formulas for name in order):
            return False
        for name in order:
            formula = self.formulas[name]
            if not formula.multi_affine:
                return False
            used.extend(formula.names)
        return len(used) == len(set(used))

    def _wanted(self, variable: str) -> set[str]:
        wanted = {variable}
        while True:
            before = len(wanted)
            for entry in reversed(self.record.variables):
                if entry.name in wanted and entry.name in self.formulas:
                    wanted.update(self.formulas[entry.name].names)
                    if entry.name in self.next_formulas:
                        wanted.update(self.next_formulas[entry.name].names)
            if len(wanted) == before or not self.next_formulas:
                break
        missing = tuple(sorted(wanted - set(self.input_names) - self.formulas.keys()))
        if missing:
            raise Incomputable(variable, missing)
        return wanted

    def _order(self, variable: str) -> tuple[str, ...]:
        """The variables to compute on the way to one, in order."""
        wanted = self._wanted(variable)
        return tuple(entry.name for entry in self.record.variables if entry.name in wanted)


def holds(node: Node, values: Mapping[str, float], within: float | None = None) -> bool:
    """Whether a comparison holds; two numbers are equal if they differ by no more than the tolerance.

    Args:
        node: the root of an expression.
        values: name → value.
        within: the tolerance, `TOLERANCE` where None.

    Raises:
        MissingValue: a name has no value.
        Undefined: a side comes to no number.

    >>> holds(Expression.parse("doom == 0.05 and doom < 1").root, {"doom": 0.0513}, within=0.002)
    True
    """
    if node.operation in ("==", "!="):
        left, right = (Expression("", argument).value(values) for argument in node.arguments)
        return (abs(left - right) <= (TOLERANCE if within is None else within)) == (node.operation == "==")
    if node.operation in ("and", "or", "not"):
        parts = [holds(argument, values, within) for argument in node.arguments]
        return {"and": all(parts), "or": any(parts), "not": not parts[0]}[node.operation]
    return Expression("", node).value(values) != 0


def _formula(variable: Variable) -> Expression | None:
    if variable.expression is not None:
        try:
            return parsed(variable.expression)
        except MalformedExpression:  # a finding says so; a model that is shown all the same has no formula there
            return None
    if variable.next is not None:
        return parsed("0")
    if variable.product:
        return Expression("", Node("product", tuple(map(_name, parents(variable)))))
    if variable.noisy_or is not None:
        return Expression("", _noisy_or(variable.noisy_or))
    if variable.table is None or not is_full(variable.table):
        return None
    return Expression("", _table(variable.table))


def _noisy_or(noisy_or: NoisyOr) -> Node:
    misses = [_less(Node("*", (_number(strength), _name(cause)))) for cause, strength in noisy_or.causes.items()]
    return _less(Node("product", (_number(1 - noisy_or.leak), *misses)))


def _table(table: Table) -> Node:
    rows = [
        Node(
            "product",
            (
                _number(chance),
                *(_name(name) if true else _less(_name(name)) for name, true in zip(table.given, state, strict=True)),
            ),
        )
        for state, chance in table_rows(table).items()
    ]
    return Node("sum", tuple(rows))


def _name(name: str) -> Node:
    return Node("name", (), name)


def _number(number: float) -> Node:
    return Node("number", (), number)


def _less(node: Node) -> Node:
    return Node("-", (_number(1.0), node))
