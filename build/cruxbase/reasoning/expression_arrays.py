"""Expressions over arrays: the operations on numbers for all settings at once, with NaN for undefined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.reasoning.expression_nodes import MissingValue
from cruxbase.reasoning.gradual_semantics import Numbers

if TYPE_CHECKING:
    from cruxbase.reasoning.expression_nodes import Node


def array_of(node: Node, values: Mapping[str, Numbers | float]) -> Numbers:
    """The value of an expression's node for arrays of inputs.

    >>> from cruxbase.reasoning.expressions import Expression
    >>> array_of(Expression.parse("max(x, 0)").root, {"x": np.array([-1.0, 2.0])}).tolist()
    [0.0, 2.0]
    """
    if node.operation == "number":
        return np.asarray(node.value, dtype=np.float64)
    if node.operation == "name":
        if node.value not in values:
            raise MissingValue(str(node.value), node.column)
        return _finite(np.asarray(values[str(node.value)], dtype=np.float64))
    parts = [array_of(argument, values) for argument in node.arguments]
    with np.errstate(all="ignore"):  # what is not finite becomes NaN, which is the answer
        if node.operation == "if":
            chosen = np.where(parts[0] != 0, parts[1], parts[2])
            return np.where(np.isnan(parts[0]), np.nan, chosen)
        if node.operation in ("and", "or"):
            return _joined(node.operation == "or", *parts)
        result = _finite(_OPERATIONS[node.operation](*parts))
    unknown = reduce(np.logical_or, [np.isnan(part) for part in parts])
    return np.where(unknown, np.nan, result)


def _finite(numbers: Numbers) -> Numbers:
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _joined(settles: bool, first: Numbers, second: Numbers) -> Numbers:
    """`and` or `or`: the first part decides alone when it is what `settles`; otherwise the second does."""
    settled = (first != 0) == settles
    joined = np.where(settled, float(settles), np.where(np.isnan(second), np.nan, second != 0))
    return np.where(np.isnan(first), np.nan, joined)


def _flag(test: Callable[[Numbers, Numbers], Numbers]) -> Callable[[Numbers, Numbers], Numbers]:
    return lambda a, b: np.asarray(test(a, b), dtype=np.float64)


def _logistic(x: Numbers) -> Numbers:
    grown = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + grown), grown / (1 + grown))


def _divided(a: Numbers, b: Numbers) -> Numbers:
    return np.where(b == 0, np.nan, a / b)


def _total(*parts: Numbers) -> Numbers:
    return reduce(np.add, parts, np.zeros(()))


_OPERATIONS: Mapping[str, Callable[..., Numbers]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divided,
    "^": np.power,
    "neg": np.negative,
    "not": lambda a: np.asarray(a == 0, dtype=np.float64),
    "<": _flag(np.less),
    "<=": _flag(np.less_equal),
    ">": _flag(np.greater),
    ">=": _flag(np.greater_equal),
    "==": _flag(np.equal),
    "!=": _flag(np.not_equal),
    "min": lambda *parts: reduce(np.minimum, parts),
    "max": lambda *parts: reduce(np.maximum, parts),
    "sum": _total,
    "product": lambda *parts: reduce(np.multiply, parts, np.ones(())),
    "mean": lambda *parts: _total(*parts) / len(parts),
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "logistic": _logistic,
    "logit": lambda p: np.log(p / (1 - p)),
    "round": lambda x: np.floor(x + 0.5),
    "clamp": lambda x, low, high: np.where(low > high, np.nan, np.minimum(np.maximum(x, low), high)),
}
