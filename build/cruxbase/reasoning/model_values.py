"""What the quantities of a model record come to.

A model is written as inputs and variables, each variable defined by an expression, a product, a noisy-or or
a full table. Models of tables and noisy-ors are Bayesian networks over binary variables and are computed as
such, exactly. As soon as an expression is among the definitions the model is arithmetic: every variable is a
number, computed from the numbers before it, and noisy-ors and tables take their parents to be independent.

A variable with `next` is stateful: it starts at its expression (or 0), and at each of the record's `horizon` steps all
stateful variables take their next values at once, after which the others are computed again. What is reported is the last
step.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import product as combinations
from typing import NamedTuple

from cruxbase.reasoning.expression_nodes import MalformedExpression, MissingValue, Undefined
from cruxbase.reasoning.expressions import Expression
from cruxbase.records import Model, Table, Variable


def model_values(model: Model, given: Mapping[str, float] | None = None) -> dict[str, float]:
    """The value of every input and variable that has one.

    Left out is what hangs on an input without a value, or comes to no number: unknown stays unknown.

    Args:
        model: a record whose names are defined before they are used.
        given: values of inputs, in place of their defaults.

    >>> from cruxbase.records import Model
    >>> model = Model.model_validate(
    ...     {
    ...         "id": "m",
    ...         "type": "model",
    ...         "title": "M",
    ...         "topic": "t",
    ...         "summary": "S",
    ...         "inputs": [
    ...             {"name": "attempt", "default": "0.1"},
    ...             {"name": "caught", "default": "0.9"},
    ...             {"name": "cost"},
    ...         ],
    ...         "variables": [
    ...             {"name": "harm", "expression": "attempt * (1 - caught)"},
    ...             {"name": "worth", "expression": "harm / cost"},
    ...         ],
    ...     }
    ... )
    >>> {name: round(value, 3) for name, value in model_values(model, {"caught": 0.5}).items()}
    {'attempt': 0.1, 'caught': 0.5, 'harm': 0.05}
    """
    return model_outcome(model, given).values


class Outcome(NamedTuple):
    """What the quantities of a model come to, and why others come to nothing.

    Attributes:
        values: name → number, of the last step where the model is stateful.
        missing: name → why it has no number: an input that nobody gave, an undefined operation, or what it hangs on.
        steps: the values at each step, the start first; one entry where the model is not stateful.
    """

    values: dict[str, float]
    missing: dict[str, str]
    steps: tuple[dict[str, float], ...]


def model_outcome(model: Model, given: Mapping[str, float] | None = None) -> Outcome:
    """Every quantity of a model, with the reason where one has no number.

    Args:
        model: a record whose names are defined before they are used.
        given: values of inputs, in place of their defaults.
    """
    values = {entry.name: entry.default for entry in model.inputs if entry.default is not None}
    values.update(given or {})
    missing = {entry.name: "no value is given" for entry in model.inputs if entry.name not in values}
    if is_network(model) and all(0 <= value <= 1 for value in values.values()):
        values = _network_values(model, values)
        missing.update(
            (entry.name, "it hangs on something without a value")
            for entry in model.variables
            if entry.name not in values
        )
        return Outcome(values, missing, (values,))
    states: dict[str, float | None] = {}
    now, why = _computed(model, values, missing, states)
    steps = [now]
    stateful = [variable for variable in model.variables if variable.next is not None]
    for _ in range(model.horizon or 0 if stateful else 0):
        if any(variable.name not in now for variable in stateful):
            break  # what has no value at a step has none later, and for the reason of that step
        problems = dict(missing)
        states = {variable.name: _next_value(variable, now, problems) for variable in stateful}
        now, why = _computed(model, values, problems, states)
        steps.append(now)
    return Outcome(now, why, tuple(steps))


def _computed(
    model: Model, given: Mapping[str, float], problems: Mapping[str, str], states: Mapping[str, float | None]
) -> tuple[dict[str, float], dict[str, str]]:
    """All variables at one step, stateful ones as they stand."""
    values, missing = dict(given), dict(problems)
    for variable in model.variables:
        value = states[variable.name] if variable.name in states else _value(variable, values, missing)
        if value is not None:
            values[variable.name] = value
    return values, missing


def _next_value(variable: Variable, values: Mapping[str, float], missing: dict[str, str]) -> float | None:
    value = _evaluated(variable.next or "0", values, "undefined at a step", "its next value")
    return _noted(value, variable, missing)


def _evaluated(text: str, values: Mapping[str, float], undefined: str, what: str) -> float | str:
    """What an expression comes to, or why it comes to nothing."""
    try:
        return parsed(text).value(values)
    except MissingValue as problem:
        return f"{problem.name} has no value"
    except Undefined as problem:
        return f"{undefined}: {problem.problem}"
    except MalformedExpression as problem:
        return f"{what} cannot be read: {problem.problem}"


def _noted(value: float | str, variable: Variable, missing: dict[str, str]) -> float | None:
    """A value; None, and the reason among those that are missing, where there is a reason in its place."""
    if isinstance(value, str):
        missing[variable.name] = value
        return None
    return value


@lru_cache(maxsize=4096)
def parsed(text: str) -> Expression:
    """An expression, read once.

    Raises:
        MalformedExpression: the text is not one.
    """
    return Expression.parse(text)


def parents(variable: Variable) -> tuple[str, ...]:
    """The names that a variable is computed from, in the order they are written.

    Raises:
        MalformedExpression: its expression cannot be read.
    """
    if variable.expression is not None or variable.next is not None:
        start = parsed(variable.expression).names if variable.expression is not None else ()
        following = parsed(variable.next).names if variable.next is not None else ()
        return tuple(dict.fromkeys((*start, *following)))
    if variable.product:
        return variable.product
    if variable.noisy_or is not None:
        return tuple(variable.noisy_or.causes)
    return variable.table.given if variable.table is not None else ()


def _value(variable: Variable, values: Mapping[str, float], missing: dict[str, str]) -> float | None:
    if variable.expression is not None:
        return _noted(_evaluated(variable.expression, values, "undefined", "it"), variable, missing)
    if variable.next is not None:
        return 0.0
    return _noted(_from_parents(variable, values), variable, missing)


def _from_parents(variable: Variable, values: Mapping[str, float]) -> float | str:
    """What a product, a noisy-or or a table comes to, or why it comes to nothing."""
    names = parents(variable)
    lacking = [name for name in names if name not in values]
    if lacking:
        return f"{lacking[0]} has no value"
    if not names and variable.table is None:
        return "it has no formula"
    if variable.product:
        return math.prod(values[name] for name in names)
    if variable.noisy_or is not None:
        misses = math.prod(1 - weight * values[name] for name, weight in variable.noisy_or.causes.items())
        return 1 - (1 - variable.noisy_or.leak) * misses
    assert variable.table is not None, "one of the four definitions is there"
    if not is_full(variable.table):
        return "its table lacks rows"
    return sum(
        chance * math.prod(values[name] if true else 1 - values[name] for name, true in zip(names, state, strict=True))
        for state, chance in table_rows(variable.table).items()
    )


def table_rows(table: Table) -> dict[tuple[bool, ...], float]:
    """The rows of a table by the truth of its given variables.

    >>> table_rows(Table(given=("a",), rows={"t": 0.9, "f": 0.2}))
    {(True,): 0.9, (False,): 0.2}
    """
    return {
        () if key == "always" else tuple(letter == "t" for letter in key): chance for key, chance in table.rows.items()
    }


def is_full(table: Table) -> bool:
    """Whether a table has a row for every state of what is given, and no other; a finding says where it has not."""
    return set(table.rows) == set(row_keys(len(table.given)))


def row_keys(count: int) -> list[str]:
    """The key of every row that a table over `count` variables needs.

    >>> row_keys(0), row_keys(2)
    (['always'], ['tt', 'tf', 'ft', 'ff'])
    """
    return ["".join(letters) for letters in combinations("tf", repeat=count)] if count else ["always"]


def is_network(model: Model) -> bool:
    """Whether a model is a Bayesian network: tables or noisy-ors, and no expression."""
    return any(variable.table is not None or variable.noisy_or is not None for variable in model.variables) and not any(
        variable.expression is not None or variable.next is not None for variable in model.variables
    )


def _network_values(model: Model, values: dict[str, float]) -> dict[str, float]:
    from cruxbase.reasoning import mechanisms as kinds
    from cruxbase.reasoning.probability import ProbabilityModel

    mechanisms: dict[str, kinds.Mechanism] = {name: kinds.Prior(value) for name, value in values.items()}
    for variable in model.variables:
        names = parents(variable)
        if any(name not in mechanisms for name in names):
            continue
        if variable.product:
            mechanisms[variable.name] = kinds.Product(names)
        elif variable.noisy_or is not None:
            mechanisms[variable.name] = kinds.NoisyOr(variable.noisy_or.causes, variable.noisy_or.leak)
        elif variable.table is not None and is_full(variable.table):
            mechanisms[variable.name] = kinds.Table(names, table_rows(variable.table))
    network = ProbabilityModel(mechanisms)
    found = dict(values)
    for name in mechanisms:
        if name not in found:
            found[name] = network.probability(name)
    return found
