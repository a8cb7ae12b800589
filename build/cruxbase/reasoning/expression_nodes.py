"""What expressions are made of: nodes, the errors that name a column, and what each operation does to numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cruxbase.support.errors import CruxbaseError

TALLEST = 200
"""Operations of which each needs the result of another, as in a long chain of sums."""

Interval = tuple[float, float]


class MalformedExpression(CruxbaseError, ValueError):
    """A text is not an expression of the language; says the column, counted from 1, and what is wrong."""

    def __init__(self, column: int, problem: str) -> None:
        self.column = column
        self.problem = problem
        super().__init__(f"column {column}: {problem}")


class Undefined(CruxbaseError, ArithmeticError):
    """An expression has no value at these inputs; says the column, counted from 1, and why."""

    def __init__(self, column: int, problem: str) -> None:
        self.column = column
        self.problem = problem
        super().__init__(f"column {column}: undefined, {problem}")


class MissingValue(CruxbaseError, KeyError):
    """An expression was evaluated without a value for a name it uses."""

    def __init__(self, name: str, column: int) -> None:
        self.name = name
        self.column = column
        super().__init__(f"column {column}: no value was given for {name!r}")


@dataclass(frozen=True, slots=True)
class Node:
    """One operation of an expression: an operator or function and its arguments, a number, or a name."""

    operation: str
    arguments: tuple[Node, ...] = ()
    value: float | str | None = None
    column: int = field(default=1, compare=False)
    height: int = field(default=1, compare=False)

    @classmethod
    def of(cls, operation: str, arguments: Iterable[Node], column: int) -> Node:
        """An operation on arguments.

        Raises:
            MalformedExpression: When too many operations wait for one another.
        """
        parts = tuple(arguments)
        height = 1 + max(part.height for part in parts)
        if height > TALLEST:
            raise MalformedExpression(column, f"more than {TALLEST} operations in a chain: use sum(…) or product(…)")
        return cls(operation, parts, column=column, height=height)


def _power(base: float, exponent: float) -> float:
    result = base**exponent
    return math.nan if isinstance(result, complex) else result


def _product(*numbers: float) -> float:
    result = 1.0
    for number in numbers:
        result *= number
    return result


def _total(*numbers: float) -> float:
    result = 0.0
    for number in numbers:  # one after the other: built-in sum compensates its rounding from Python 3.12 on
        result += number
    return result


def _logistic(x: float) -> float:
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    grown = math.exp(x)
    return grown / (1 + grown)


def _clamp(x: float, low: float, high: float) -> float:
    return math.nan if low > high else min(max(x, low), high)


OPERATIONS: Mapping[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": _power,
    "neg": lambda a: -a,
    "not": lambda a: float(a == 0),
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
    "==": lambda a, b: float(a == b),
    "!=": lambda a, b: float(a != b),
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "sum": _total,
    "product": _product,
    "mean": lambda *numbers: _total(*numbers) / len(numbers),
    "abs": abs,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "logistic": _logistic,
    "logit": lambda p: math.log(p / (1 - p)),
    "round": lambda x: float(math.floor(x + 0.5)),
    "clamp": _clamp,
}
"""What each operation does to numbers; NaN, or an arithmetic error, where it is undefined."""
