"""Model records as things that compute: from what one sets to what follows, to ranges, and to responses for cruxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cruxbase.reasoning.expressions import Expression, Undefined
from cruxbase.records import Model, Variable

if TYPE_CHECKING:
    from cruxbase.reasoning.gradual_semantics import Numbers
    from cruxbase.reasoning.probability import Mechanism, ProbabilityModel
    from cruxbase.reasoning.response import Response

TOLERANCE = 1e-6
"""How far an equality in an expectation may be off when the record says nothing else."""


class Incomputable(ValueError):
    """A variable of a model cannot be computed: it, or something it needs, has no value and no formula."""

    def __init__(self, variable: str, missing: tuple[str, ...]) -> None:
        self.variable = variable
        self.missing = missing
        super().__init__(
            f"{variable!r} cannot be computed: there is no value or formula for {', '.join(missing)}"
        )


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
    ...         "inputs": [{"name": "a", "default": "0.5"}, {"name": "b"}],
    ...         "variables": [{"name": "both", "expression": "a * b"}],
    ...         "outputs": [{"variable": "both"}],
    ...     }
    ... )
    >>> ComputableModel(record).values({"b": 0.4})["both"]
    0.2
    >>> ComputableModel(record).ranges({})["both"]
    (0.0, 0.5)
    """

    record: Model

    @cached_property
    def formulas(self) -> dict[str, Expression]:
        """The formula of each variable that has one, products and noisy-ors written out; tables are not formulas."""
        found = {}
        for variable in self.record.variables:
            text = _formula(variable)
            if text:
                found[variable.name] = Expression.parse(text)
        return found

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(given.name for given in self.record.inputs)

    @cached_property
    def inputs_by_claim(self) -> dict[str, str]:
        """Claim → the input that stands for it."""
        return {given.claim: given.name for given in self.record.inputs if given.claim is not None}

    @cached_property
    def defaults(self) -> dict[str, float]:
        """The values that the cited text gives the inputs, where it gives any."""
        return {given.name: given.default for given in self.record.inputs if given.default is not None}

    def values(self, given: Mapping[str, float]) -> dict[str, float]:
        """Everything that can be computed, defaults standing where nothing is given.

        Args:
            given: input → value.
        """
        values = {**self.defaults, **given}
        if self.network is not None:
            return {**values, **self._by_network(values)}
        for name, formula in self.formulas.items():
            if values.keys() >= set(formula.names):
                try:
                    values[name] = formula.value(values)
                except Undefined:
                    continue
        return values

    def value(self, variable: str, given: Mapping[str, float]) -> float:
        """One variable.

        Raises:
            Incomputable: something that it needs has neither a value nor a formula.
        """
        values = self.values(given)
        if variable not in values:
            raise Incomputable(variable, self._missing(variable, set(values)))
        return values[variable]

    def ranges(
        self, given: Mapping[str, float | tuple[float, float]], *, defaults: bool = True
    ) -> dict[str, tuple[float, float]]:
        """From how little to how much each quantity can come to, unknown inputs taking any value in their range.

        Args:
            given: input → value or (low, high).
            defaults: whether the cited text's values stand where nothing is given; without them, what is not given is
                unknown: from the input's `low` to its `high`, 0 to 1 for a probability.
        """
        known: dict[str, tuple[float, float]] = {}
        for entry in self.record.inputs:
            value = given.get(entry.name, entry.default if defaults else None)
            if value is not None:
                known[entry.name] = value if isinstance(value, tuple) else (value, value)
            else:
                low, high = entry.low, entry.high
                if entry.unit in (None, "probability"):
                    low, high = low if low is not None else 0.0, high if high is not None else 1.0
                if low is not None and high is not None:
                    known[entry.name] = (low, high)
        if self.network is not None:
            return {**known, **self._ranges_by_network(known)}
        for name, formula in self.formulas.items():
            if known.keys() >= set(formula.names):
                try:
                    known[name] = formula.bounds(known)
                except Undefined:
                    continue
        return known

    def expectations(self) -> tuple[ExpectationResult, ...]:
        """Whether each expectation of the record holds."""
        return tuple(
            _judged(expectation.that, expectation.within, self.values(expectation.given))
            for expectation in self.record.expectations
        )

    @cached_property
    def network(self) -> ProbabilityModel | None:
        """The model as a Bayesian network of binary variables, where a variable has a table; None otherwise."""
        if not any(variable.table is not None for variable in self.record.variables):
            return None
        from cruxbase.reasoning.probability import NoisyOr, Prior, ProbabilityModel, Product, Table

        mechanisms: dict[str, Mechanism] = {
            given.name: Prior(given.default if given.default is not None else 0.5)
            for given in self.record.inputs
        }
        for variable in self.record.variables:
            if variable.table is not None:
                rows = {_state(key): chance for key, chance in variable.table.rows.items()}
                mechanisms[variable.name] = Table(variable.table.given, rows)
            elif variable.noisy_or is not None:
                mechanisms[variable.name] = NoisyOr(variable.noisy_or.causes, variable.noisy_or.leak)
            elif variable.product:
                mechanisms[variable.name] = Product(variable.product)
            else:
                return None
        return ProbabilityModel(mechanisms)

    def response(self, variable: str) -> Response:
        """A variable as a function of the inputs, for crux analysis.

        Raises:
            Incomputable: it has no formula that leads back to inputs.
        """
        if self.network is not None:
            return self.network.response(variable)  # type: ignore[no-any-return] # typed loosely to keep numpy lazy
        import numpy as np

        from cruxbase.reasoning.response import FunctionResponse

        order = self._needed(variable)

        def function(columns: Mapping[str, Numbers]) -> Numbers:
            values: dict[str, Numbers | float] = dict(columns)
            for name in order:
                values[name] = self.formulas[name].values(values)
            return np.asarray(values[variable])

        return FunctionResponse(
            function, self.input_names, multi_affine=self._is_multi_affine(order), vectorised=True
        )

    def _is_multi_affine(self, order: tuple[str, ...]) -> bool:
        """Whether the composition is affine in each input: each formula is, and no quantity is used along two ways."""
        used: list[str] = []
        for name in order:
            formula = self.formulas[name]
            if not formula.multi_affine:
                return False
            used.extend(formula.names)
        return len(used) == len(set(used))

    def _needed(self, variable: str) -> tuple[str, ...]:
        """The variables to compute on the way to one, in order."""
        wanted = {variable}
        for entry in reversed(self.record.variables):
            if entry.name in wanted and entry.name in self.formulas:
                wanted.update(self.formulas[entry.name].names)
        missing = tuple(sorted(wanted - set(self.input_names) - set(self.formulas)))
        if missing or variable not in wanted:
            raise Incomputable(variable, missing)
        return tuple(entry.name for entry in self.record.variables if entry.name in wanted)

    def _missing(self, variable: str, known: set[str]) -> tuple[str, ...]:
        if variable not in self.formulas:
            return (variable,)
        waiting, found = [variable], list[str]()
        for name in waiting:  # grows while it is read
            for needed in self.formulas[name].names:
                if needed in known or needed in waiting or needed in found:
                    continue
                (waiting if needed in self.formulas else found).append(needed)
        return tuple(found) or (variable,)

    def _by_network(self, values: Mapping[str, float]) -> dict[str, float]:
        assert self.network is not None
        if not values.keys() >= set(self.input_names):
            return {}
        model = self.network.with_parameters({name: values[name] for name in self.input_names})
        return {variable.name: model.probability(variable.name) for variable in self.record.variables}

    def _ranges_by_network(self, known: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        import numpy as np

        assert self.network is not None
        found = {}
        for variable in self.record.variables:
            response = self.network.response(variable.name)
            fixed = self.network.parameters
            ends = [known.get(name, (fixed[name], fixed[name])) for name in response.names]
            low, high, _ = response.bounds(*(np.array([end[side] for end in ends]) for side in (0, 1)))
            found[variable.name] = (low, high)
        return found


def _formula(variable: Variable) -> str:
    if variable.expression is not None:
        return variable.expression
    if variable.product:
        return " * ".join(variable.product)
    if variable.noisy_or is not None:
        misses = [f"(1 - {strength!r} * {cause})" for cause, strength in variable.noisy_or.causes.items()]
        return f"1 - {' * '.join([f'(1 - {variable.noisy_or.leak!r})', *misses])}"
    return ""


def _state(key: str) -> tuple[bool, ...]:
    return () if key == "always" else tuple(letter == "t" for letter in key)


def _judged(that: str, within: float | None, values: Mapping[str, float]) -> ExpectationResult:
    left, sign, right = _sides(that)
    try:
        if sign in ("==", "!="):
            a, b = Expression.parse(left).value(values), Expression.parse(right).value(values)
            equal = abs(a - b) <= (TOLERANCE if within is None else within)
            holds = equal == (sign == "==")
            return ExpectationResult(
                that, holds, "" if holds else f"{left.strip()} is {a:.6g}, {right.strip()} is {b:.6g}"
            )
        holds = bool(Expression.parse(that).value(values))
        sides = [
            f"{side.strip()} is {Expression.parse(side).value(values):.6g}" for side in (left, right) if sign
        ]
        return ExpectationResult(that, holds, "" if holds else ", ".join(sides) or "it is false")
    except (ArithmeticError, LookupError, ValueError) as problem:
        return ExpectationResult(that, None, str(problem))


def _sides(that: str) -> tuple[str, str, str]:
    """A comparison split at its sign; no sign where it is not a plain comparison of two."""
    for sign in ("==", "!=", "<=", ">=", "<", ">"):
        if that.count(sign) == 1:
            left, right = that.split(sign)
            return left, sign, right
    return that, "", ""
