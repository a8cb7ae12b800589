"""The expression language: what it means on numbers, arrays and ranges, and what it refuses."""

from __future__ import annotations

import json
import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.reasoning import Expression, MalformedExpression, Undefined
from cruxbase.reasoning.expression_nodes import OPERATIONS, TALLEST, MissingValue
from cruxbase.reasoning.expressions import DEEPEST, FUNCTIONS, LONGEST


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 - 3 - 4", -5),
        ("8 / 4 / 2", 1),
        ("2 ^ 3 ^ 2", 512),
        ("2 ** 3", 8),
        ("-2 ^ 2", -4),
        ("2 ^ -1", 0.5),
        ("--3", 3),
        ("+3", 3),
        (".5 + 1e-1 + 5.", 5.6),
        ("1 < 2", 1),
        ("2 <= 1", 0),
        ("1 + 1 == 2 and not 3 != 3", 1),
        ("not 1 == 2", 1),
        ("0 or 5", 1),
        ("1 or 0 and 0", 1),
        ("if(2 > 1, 10, 1/0)", 10),
        ("0 and 1/0", 0),
        ("1 or log(0)", 1),
        ("min(3, 1, 2)", 1),
        ("max(3)", 3),
        ("sum(1, 2, 3) + product(2, 3) + mean(1, 2)", 13.5),
        ("abs(-2) + exp(0) + log(exp(2)) + sqrt(9)", 8),
        ("logistic(0)", 0.5),
        ("logistic(-1000)", 0),
        ("logit(logistic(2))", 2),
        ("round(0.5) + round(-0.5) + round(2.5) + round(-1.2)", 3),
        ("clamp(7, 0, 1) + clamp(-7, 0, 1) + clamp(0.5, 0, 1)", 1.5),
        ("0 ^ 0", 1),
        ("(-8) ^ 3", -512),
    ],
)
def test_values(text: str, value: float) -> None:
    """Precedence, functions and truth mean what the module says, alike on numbers, arrays and ranges."""
    expression = Expression.parse(text)
    assert expression.value({}) == pytest.approx(value)
    assert float(expression.values({})) == pytest.approx(value)
    assert expression.bounds({}) == pytest.approx((value, value))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1 / 0", 3),
        ("2 + log(0)", 5),
        ("log(-1)", 1),
        ("sqrt(-1)", 1),
        ("logit(0)", 1),
        ("logit(1)", 1),
        ("logit(1.5)", 1),
        ("0 ^ -1", 3),
        ("(-8) ^ 0.5", 6),
        ("clamp(0, 1, 0)", 1),
        ("exp(1000)", 1),
        ("10 ^ 400", 4),
        ("1e308 * 10", 7),
        ("if(1/0, 1, 2)", 5),
        ("min(1, 1/0)", 9),
        ("1/0 and 0", 2),
        ("not (1/0)", 7),
        ("(1/0) < 1", 3),
    ],
)
def test_undefined(text: str, column: int) -> None:
    """What is no finite number is undefined, with the column on numbers, as NaN in arrays, and refused for ranges."""
    expression = Expression.parse(text)
    with pytest.raises(Undefined) as undefined:
        expression.value({})
    assert column == undefined.value.column
    assert math.isnan(expression.values({}))
    with pytest.raises(Undefined):
        expression.bounds({})


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("   ", 4),
        ("1 +", 4),
        ("(1 + 2", 7),
        ("1 2", 3),
        ("a b", 3),
        ("1 < 2 < 3", 7),
        ("foo(1)", 1),
        ("max()", 1),
        ("if(1, 2)", 1),
        ("clamp(1, 2)", 1),
        ("log", 1),
        ("max + 1", 1),
        ("a.b", 2),
        ("a[0]", 2),
        ("'a'", 1),
        ("x = 1", 3),
        ("1 + $", 5),
        ("and 1", 1),
        (") 1", 1),
        ("1e999", 1),
        ("__import__('os')", 12),
        ("(" * (DEEPEST + 5) + "1" + ")" * (DEEPEST + 5), DEEPEST + 1),
        ("-" * 5000 + "1", LONGEST + 1),
        ("1 + " * 1100 + "1", LONGEST + 1),
    ],
)
def test_malformed(text: str, column: int) -> None:
    """What is not in the language is refused, with the column."""
    with pytest.raises(MalformedExpression) as malformed:
        Expression.parse(text)
    assert column == malformed.value.column


def test_long_sums_are_written_with_the_function() -> None:
    """A sum of a thousand terms is a call of sum; as a chain of signs it would be as deep as it is long."""
    assert Expression.parse(f"sum({', '.join('1' * 1000)})").value({}) == 1000
    assert Expression.parse("1" + "+1" * (TALLEST - 1)).value({}) == TALLEST
    with pytest.raises(MalformedExpression):
        Expression.parse("1" + "+1" * TALLEST)


def test_names_in_order_with_columns() -> None:
    """The names an expression uses are known before it is evaluated, with where each first stands."""
    expression = Expression.parse("b * max(a, b, andes)")
    assert expression.names == ("b", "a", "andes")
    assert expression.columns == {"b": 1, "a": 9, "andes": 15}
    with pytest.raises(MissingValue) as missing:
        expression.value({"b": 1.0})
    assert (missing.value.name, missing.value.column) == ("a", 9)


@pytest.mark.parametrize(
    ("text", "affine"),
    [
        ("a * b + c", True),
        ("1 - (1 - a) * (1 - b)", True),
        ("product(a, b, 1 - c) / 2", True),
        ("mean(a, a, b)", True),
        ("a * a", False),
        ("1 / a", False),
        ("max(a, b)", False),
        ("a ^ 1", False),
        ("if(a, b, c)", False),
        ("3", True),
    ],
)
def test_multi_affine(text: str, affine: bool) -> None:
    """Products of different names are affine in each; squares, quotients and functions are not known to be."""
    assert affine == Expression.parse(text).multi_affine


def test_json_is_plain_and_holds_all_operations() -> None:
    """The form for the browser survives JSON, and names every operation by the word documented."""
    expression = Expression.parse("if(not a > 1 and b != 0, clamp(-a, 0, 1) ^ 2, mean(a, b) / 3)")
    plain = expression.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == [
        "if",
        ["and", ["not", [">", "a", 1.0]], ["!=", "b", 0.0]],
        ["^", ["clamp", ["neg", "a"], 0.0, 1.0], 2.0],
        ["/", ["mean", "a", "b"], 3.0],
    ]
    assert set(FUNCTIONS) - {"if"} <= set(OPERATIONS)


def random_text(source: random.Random, depth: int) -> str:
    """An expression over a, b and c, with any operation."""
    if depth == 0 or source.random() < 0.2:
        return source.choice(["a", "b", "c", "0", "1", "2", "0.5", "3"])
    part = lambda: random_text(source, depth - 1)  # noqa: E731  # short
    kind = source.randrange(5)
    if kind == 0:
        return f"({part()} {source.choice(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!='])} {part()})"
    if kind == 1:
        return f"({part()} {source.choice(['and', 'or'])} {part()})"
    if kind == 2:
        return f"{source.choice(['-', 'not '])}({part()})"
    function = source.choice(sorted(FUNCTIONS))
    fewest, most = FUNCTIONS[function]
    count = fewest if most else source.randrange(fewest, 4)
    return f"{function}({', '.join(part() for _ in range(count))})"


def value_or_none(expression: Expression, values: dict[str, float]) -> float | None:
    """Its value, or None where it is undefined."""
    try:
        return expression.value(values)
    except Undefined:
        return None


def test_arrays_mean_the_same_as_numbers_on_3000_random_expressions() -> None:
    """For every element the array has the number, or NaN where the number is undefined."""
    source = random.Random(1)
    for _ in range(3000):
        expression = Expression.parse(random_text(source, 4))
        rows = [{name: source.choice([-1.5, 0.0, 0.3, 1.0, 2.0]) for name in "abc"} for _ in range(6)]
        columns = {name: np.array([row[name] for row in rows]) for name in "abc"}
        found = np.broadcast_to(expression.values(columns), 6)
        for row, number in zip(rows, found.tolist(), strict=True):
            expected = value_or_none(expression, row)
            if expected is None:
                assert math.isnan(number), expression.text
            else:
                assert number == pytest.approx(expected, rel=1e-9, abs=1e-9), expression.text


def test_bounds_hold_on_3000_random_expressions() -> None:
    """Wherever within the ranges the inputs lie, the value is within the bounds; where bounds exist, so does it."""
    source = random.Random(2)
    bounded = 0
    for _ in range(3000):
        expression = Expression.parse(random_text(source, 3))
        ranges = {}
        for name in "abc":
            low = source.choice([-1.0, 0.0, 0.2, 1.0])
            ranges[name] = (low, low + source.choice([0.0, 0.3, 1.5]))
        try:
            low, high = expression.bounds(ranges)
        except Undefined:
            continue
        bounded += 1
        for _ in range(8):
            point = {name: source.choice([*ends, source.uniform(*ends)]) for name, ends in ranges.items()}
            value = expression.value(point)
            assert low - 1e-9 <= value <= high + 1e-9, (expression.text, point)
    assert bounded > 1000


@settings(max_examples=300)
@given(st.text(alphabet="ab1.+-*/^()<>=, notidfmaxle", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the parser fail in another way than by saying what is malformed; columns are within it."""
    column = 1
    try:
        expression = Expression.parse(text)
        assert is_documented(expression.to_json(), expression.names)
    except MalformedExpression as refused:
        column = refused.column
    assert 1 <= column <= len(text) + 1


def is_documented(plain: Any, names: tuple[str, ...]) -> bool:
    """Whether a plain expression holds nothing but what is documented."""
    if isinstance(plain, float):
        return True
    if isinstance(plain, str):
        return plain in names
    return (plain[0] in OPERATIONS or plain[0] in ("if", "and", "or")) and all(
        is_documented(part, names) for part in plain[1:]
    )
