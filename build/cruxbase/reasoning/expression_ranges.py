"""Expressions over ranges: bounds that hold wherever within its range each input lies (Moore 1966)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import reduce
from typing import TYPE_CHECKING

from cruxbase.reasoning.expression_nodes import OPERATIONS, Interval, MissingValue, Undefined

if TYPE_CHECKING:
    from cruxbase.reasoning.expression_nodes import Node

_RISING = ("exp", "log", "sqrt", "logistic", "logit", "round", "min", "max", "sum", "mean", "+")
_YES, _NO, _EITHER = (1.0, 1.0), (0.0, 0.0), (0.0, 1.0)


def range_of(node: Node, ranges: Mapping[str, Interval]) -> Interval:
    """Bounds of an expression's node; two uses of one name count as if they could differ.

    >>> from cruxbase.reasoning.expressions import Expression
    >>> range_of(Expression.parse("x - x").root, {"x": (0.0, 1.0)})
    (-1.0, 1.0)
    """
    if node.operation == "number":
        number = float(node.value or 0.0)
        return number, number
    if node.operation == "name":
        if node.value not in ranges:
            raise MissingValue(str(node.value), node.column)
        return ranges[str(node.value)]
    if node.operation in ("if", "and", "or"):
        return _branching(node, ranges)
    low, high = _applied(node, [range_of(argument, ranges) for argument in node.arguments])
    if not (math.isfinite(low) and math.isfinite(high)):
        raise Undefined(node.column, f"{node.operation} may be too large")
    return low, high


def _branching(node: Node, ranges: Mapping[str, Interval]) -> Interval:
    """Operations that leave out a part whose value does not matter."""
    first = _truth(range_of(node.arguments[0], ranges))
    if node.operation == "if":
        taken = [range_of(node.arguments[1], ranges)] if first != _NO else []
        taken += [range_of(node.arguments[2], ranges)] if first != _YES else []
        return min(low for low, _ in taken), max(high for _, high in taken)
    settled = _YES if node.operation == "or" else _NO
    if first == settled:
        return settled
    second = _truth(range_of(node.arguments[1], ranges))
    if first != _EITHER:
        return second
    return settled if second == settled else _EITHER


def _applied(node: Node, parts: list[Interval]) -> Interval:
    operation = node.operation
    if operation in _RISING:
        return _at_ends(node, parts, [0] * len(parts))
    if operation in ("*", "product"):
        return reduce(_times, parts, (1.0, 1.0))
    if operation == "-":
        return _at_ends(node, parts, [0, 1])
    if operation == "neg":
        return -parts[0][1], -parts[0][0]
    if operation == "/":
        if parts[1][0] <= 0 <= parts[1][1]:
            raise Undefined(node.column, "the divisor may be 0")
        return _times(parts[0], (1 / parts[1][1], 1 / parts[1][0]))
    if operation == "abs":
        low, high = parts[0]
        return max(0.0, low, -high), max(-low, high)
    if operation == "not":
        low, high = _truth(parts[0])
        return 1 - high, 1 - low
    if operation == "clamp":
        if parts[1][1] > parts[2][0]:
            raise Undefined(node.column, "the ends of clamp may cross")
        return _at_ends(node, parts, [0, 0, 0])
    if operation == "^":
        return _power(node, *parts)
    return _compared(operation, *parts)


def _at_ends(node: Node, parts: list[Interval], falling: list[int]) -> Interval:
    """An operation that rises, or falls where marked, in each part: its values at the two extreme corners."""
    ends = []
    for side in (0, 1):
        numbers = [part[side ^ falls] for part, falls in zip(parts, falling, strict=True)]
        try:
            result = OPERATIONS[node.operation](*numbers)
        except (OverflowError, ValueError, ZeroDivisionError):
            result = math.nan
        if not math.isfinite(result):
            raise Undefined(node.column, f"{node.operation} may have no finite value")
        ends.append(result)
    return ends[0], ends[1]


def _times(a: Interval, b: Interval) -> Interval:
    corners = [x * y for x in a for y in b]
    return min(corners), max(corners)


def _power(node: Node, base: Interval, exponent: Interval) -> Interval:
    """Bounds of a power: a base that is not negative, or a fixed whole exponent."""
    whole = exponent[0] == exponent[1] and exponent[0] == int(exponent[0])
    if base[0] < 0 and not whole:
        raise Undefined(node.column, "a negative number may be raised to a broken power")
    if base[0] <= 0 <= base[1] and exponent[0] < 0:
        raise Undefined(node.column, "0 may be raised to a negative power")
    try:
        corners = [x**y for x in base for y in exponent]
    except OverflowError:
        raise Undefined(node.column, "the power may be too large") from None
    if base[0] < 0 < base[1] and whole and exponent[0] != 0:
        corners.append(0.0)
    return min(corners), max(corners)


def _truth(part: Interval) -> Interval:
    if not any(part):
        return _NO
    return _EITHER if part[0] <= 0 <= part[1] else _YES


def _compared(operation: str, a: Interval, b: Interval) -> Interval:
    if operation in (">", ">="):
        return _compared({">": "<", ">=": "<="}[operation], b, a)
    if operation == "<":
        return _YES if a[1] < b[0] else _NO if a[0] >= b[1] else _EITHER
    if operation == "<=":
        return _YES if a[1] <= b[0] else _NO if a[0] > b[1] else _EITHER
    apart = a[1] < b[0] or b[1] < a[0]
    same = a == b and a[0] == a[1]
    equal = _NO if apart else _YES if same else _EITHER
    return equal if operation == "==" else (1 - equal[1], 1 - equal[0])
