"""The language of executable models: arithmetic, comparison and a few functions; parsed, never executed.

The same text means the same in Python and in a browser, so everything is said here rather than left to
either:

* Numbers are IEEE doubles. A comparison is 1 or 0; in `and`, `or`, `not` and `if`, anything but 0 counts as
  true.
* `^` and `**` raise to a power and group to the right; `-x^2` is `-(x^2)`. Comparisons do not chain.
* A result that is no finite number is *undefined*: dividing by 0, `log` of 0 or less, `sqrt` of less than 0,
  `logit` outside 0 to 1, `0` to a negative power, a negative number to a broken power, a `clamp` whose ends
  cross, an overflow. Undefined spreads, except from a branch of `if`, `and` or `or` that is not taken.
* `round` goes to the nearest whole number, and up from the middle. `sum`, `product` and `mean` go from left
  to right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cruxbase.reasoning.expression_nodes import OPERATIONS, Interval, MalformedExpression, MissingValue, Node, Undefined
from cruxbase.support.plain_data import JsonValue

if TYPE_CHECKING:
    from cruxbase.reasoning.gradual_semantics import Numbers

LONGEST = 4_000
"""Characters an expression may have."""

DEEPEST = 50
"""Brackets, calls and signs within one another."""

FUNCTIONS: Mapping[str, tuple[int, int | None]] = {
    "if": (3, 3),
    "min": (1, None),
    "max": (1, None),
    "sum": (1, None),
    "product": (1, None),
    "mean": (1, None),
    "abs": (1, 1),
    "exp": (1, 1),
    "log": (1, 1),
    "sqrt": (1, 1),
    "logistic": (1, 1),
    "logit": (1, 1),
    "round": (1, 1),
    "clamp": (3, 3),
}
"""Every function, with the fewest and the most arguments it takes."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol>\*\*|<=|>=|==|!=|[-+*/^<>(),]))"
)
_BINDING = {
    "or": 1,
    "and": 2,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "==": 4,
    "!=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "^": 8,
}
_NOT, _COMPARISON, _NEGATION, _POWER = 3, 4, 7, 8


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression.

    Attributes:
        text: As it was written.
        root: Its outermost operation.

    >>> Expression.parse("if(p > 0.5, p * q, 0)").value({"p": 0.8, "q": 0.5})
    0.4
    """

    text: str
    root: Node = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Expression:
        """The expression that a text says.

        Raises:
            MalformedExpression: When the text is not one, with the column.

        >>> Expression.parse("1 + $")
        Traceback (most recent call last):
        cruxbase.reasoning.expression_nodes.MalformedExpression: column 5: '$' is not part of the language
        """
        return cls(text, _Parser(text).expression())

    @property
    def names(self) -> tuple[str, ...]:
        """The names it uses, in the order they first appear.

        >>> Expression.parse("b * max(a, b)").names
        ('b', 'a')
        """
        return tuple(dict.fromkeys(str(node.value) for node in _nodes(self.root) if node.operation == "name"))

    @property
    def columns(self) -> Mapping[str, int]:
        """For each name, the column where it first appears."""
        found: dict[str, int] = {}
        for node in _nodes(self.root):
            if node.operation == "name":
                found.setdefault(str(node.value), node.column)
        return found

    @property
    def multi_affine(self) -> bool:
        """Whether the value is known to be affine in each name when the others are held fixed.

        >>> Expression.parse("1 - (1 - a*b) * c / 2").multi_affine, Expression.parse("a * a").multi_affine
        (True, False)
        """
        return all(degree <= 1 for degree in _degrees(self.root).values())

    def value(self, values: Mapping[str, float]) -> float:
        """The number it comes to.

        Raises:
            Undefined: When it comes to none.
            MissingValue: When a name it uses has no value.

        >>> Expression.parse("log(x)").value({"x": 0})
        Traceback (most recent call last):
        cruxbase.reasoning.expression_nodes.Undefined: column 1: undefined, log of 0
        """
        return _value(self.root, values)

    def values(self, values: Mapping[str, Numbers | float]) -> Numbers:
        """The numbers it comes to for arrays of inputs; NaN where it is undefined.

        Raises:
            MissingValue: When a name it uses has no value.

        >>> import numpy as np
        >>> Expression.parse("1 / x").values({"x": np.array([2.0, 0.0])}).tolist()
        [0.5, nan]
        """
        from cruxbase.reasoning.expression_arrays import array_of

        return array_of(self.root, values)

    def bounds(self, ranges: Mapping[str, Interval]) -> Interval:
        """Bounds of its value when each input lies anywhere within a range; they may be wider than the truth.

        Raises:
            Undefined: When it may come to no number somewhere within the ranges.
            MissingValue: When a name it uses has no range.

        >>> Expression.parse("p * (1 - q)").bounds({"p": (0.5, 1), "q": (0.2, 0.4)})
        (0.3, 0.8)
        """
        from cruxbase.reasoning.expression_ranges import range_of

        return range_of(self.root, ranges)

    def to_json(self) -> JsonValue:
        """The expression as plain lists, numbers and strings, for a program in another language.

        A number stands for itself and a string for a name; a list is an operation followed by its arguments.
        The operations are the functions by their names, `+ - * / ^ < <= > >= == != and or not`, and `neg` for
        a minus sign.

        >>> Expression.parse("-a + max(1, b)").to_json()
        ['+', ['neg', 'a'], ['max', 1.0, 'b']]
        """
        return _json(self.root)


class _Parser:
    """Precedence climbing over tokens with columns (Pratt 1973)."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise MalformedExpression(
                LONGEST + 1, f"an expression may have {LONGEST} characters, and this has {len(text)}"
            )
        self._end = len(text) + 1
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def expression(self) -> Node:
        node = self._operation(0)
        kind, text, column = self._token()
        if kind != "end":
            raise MalformedExpression(column, f"expected an operator and found {text!r}")
        return node

    def _token(self) -> tuple[str, str, int]:
        return self._tokens[self._next] if self._next < len(self._tokens) else ("end", "", self._end)

    def _operation(self, least: int) -> Node:
        """An operand and all operators after it that bind at least so tightly."""
        self._depth += 1
        _, _, column = self._token()
        if self._depth > DEEPEST:
            raise MalformedExpression(column, f"more than {DEEPEST} brackets, calls or signs within one another")
        left = self._operand()
        compared = False
        while True:
            _, operator, column = self._token()
            binding = _BINDING.get(operator, -1)
            if binding < max(least, 1):
                break
            if binding == _COMPARISON and compared:
                raise MalformedExpression(column, "comparisons do not chain: write a < b and b < c")
            compared = binding == _COMPARISON
            self._next += 1
            right = self._operation(binding if binding == _POWER else binding + 1)
            left = Node.of(operator, (left, right), column)
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        kind, text, column = self._token()
        self._next += 1
        if kind == "number":
            number = float(text)
            if not math.isfinite(number):
                raise MalformedExpression(column, f"{text} is too large for a number")
            return Node("number", value=number, column=column)
        if text in ("-", "+"):
            operand = self._operation(_NEGATION)
            return Node.of("neg", (operand,), column) if text == "-" else operand
        if text == "not":
            return Node.of("not", (self._operation(_NOT),), column)
        if text == "(":
            inside = self._operation(0)
            self._closing(column)
            return inside
        if kind == "name" and text not in _BINDING:
            return self._call(text, column) if self._token()[1] == "(" else self._named(text, column)
        if kind == "end":
            raise MalformedExpression(column, "the expression ends where a value should follow")
        raise MalformedExpression(column, f"expected a value and found {text!r}")

    def _named(self, name: str, column: int) -> Node:
        if name in FUNCTIONS:
            raise MalformedExpression(column, f"{name} is a function: write {name}(…)")
        return Node("name", value=name, column=column)

    def _call(self, function: str, column: int) -> Node:
        if function not in FUNCTIONS:
            raise MalformedExpression(column, f"there is no function {function}; there are {', '.join(FUNCTIONS)}")
        self._next += 1
        arguments: list[Node] = []
        if self._token()[1] != ")":
            arguments.append(self._operation(0))
            while self._token()[1] == ",":
                self._next += 1
                arguments.append(self._operation(0))
        self._closing(column)
        fewest, most = FUNCTIONS[function]
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            takes = str(fewest) if most == fewest else f"at least {fewest}"
            raise MalformedExpression(column, f"{function} takes {takes} values, not {len(arguments)}")
        return Node.of(function, arguments, column)

    def _closing(self, opened: int) -> None:
        kind, found, column = self._token()
        if found != ")":
            instead = "the expression ends" if kind == "end" else f"found {found!r}"
            raise MalformedExpression(column, f"expected ) for the bracket of column {opened}, and {instead}")
        self._next += 1


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            column = position + len(text[position:]) - len(text[position:].lstrip()) + 1
            raise MalformedExpression(column, f"{text[column - 1]!r} is not part of the language")
        written = match.group(match.lastgroup)
        yield match.lastgroup, "^" if written == "**" else written, match.start(match.lastgroup) + 1
        position = match.end()


def _nodes(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.arguments))


def _json(node: Node) -> JsonValue:
    if node.operation in ("number", "name"):
        return node.value
    return [node.operation, *(_json(argument) for argument in node.arguments)]


def _degrees(node: Node) -> dict[str, float]:
    """For each name, the degree of a polynomial in it; infinite where it is no polynomial."""
    if node.operation == "name":
        return {str(node.value): 1}
    parts = [_degrees(argument) for argument in node.arguments]
    names = {name for part in parts for name in part}
    if node.operation in ("+", "-", "neg", "sum", "mean"):
        return {name: max(part.get(name, 0) for part in parts) for name in names}
    if node.operation in ("*", "product"):
        return {name: sum(part.get(name, 0) for part in parts) for name in names}
    if node.operation == "/":
        return {name: math.inf if name in parts[1] else parts[0][name] for name in names}
    return dict.fromkeys(names, math.inf)


def _value(node: Node, values: Mapping[str, float]) -> float:
    operation, arguments = node.operation, node.arguments
    if operation == "number":
        return float(node.value or 0.0)
    if operation == "name":
        if node.value not in values:
            raise MissingValue(str(node.value), node.column)
        number = float(values[str(node.value)])
        if not math.isfinite(number):
            raise Undefined(node.column, f"{node.value} is not a finite number")
        return number
    if operation == "if":
        return _value(arguments[1 if _value(arguments[0], values) else 2], values)
    if operation in ("and", "or"):
        first = _value(arguments[0], values) != 0
        if first == (operation == "or"):
            return float(first)
        return float(_value(arguments[1], values) != 0)
    numbers = [_value(argument, values) for argument in arguments]
    try:
        result = OPERATIONS[operation](*numbers)
    except (OverflowError, ValueError, ZeroDivisionError):
        result = math.nan
    if not math.isfinite(result):
        raise Undefined(node.column, _problem(operation, numbers))
    return result


def _problem(operation: str, numbers: Sequence[float]) -> str:
    shown = [f"{number:g}" for number in numbers]
    if operation == "/" and numbers[1] == 0:
        return "division by 0"
    if operation == "^":
        return f"{shown[0]} to the power of {shown[1]} is no finite number"
    if operation == "clamp":
        return f"the ends of clamp cross: {shown[1]} and {shown[2]}"
    if operation in ("log", "sqrt", "logit"):
        return f"{operation} of {shown[0]}"
    return f"{operation} of {', '.join(shown)} is too large"
