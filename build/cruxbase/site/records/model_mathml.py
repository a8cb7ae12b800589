"""Expressions as mathematics: presentation MathML (W3C, MathML Core), made when the site is built."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from cruxbase.reasoning.expression_nodes import Node

_INFIX = {"+": "+", "-": "−", "*": "·", "<": "&lt;", "<=": "≤", ">": "&gt;", ">=": "≥", "==": "=", "!=": "≠"}
_BINDING = {
    "or": 1,
    "and": 2,
    "not": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "==": 4,
    "!=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "neg": 7,
}
_TIGHTEST = 9
_IN_A_LINE = {**_BINDING, "/": 6, "^": 8}


def equation(name: str, root: Node, labels: Mapping[str, str], *, later: bool = False) -> str:
    """`name = …` as a MathML element; the left side has a prime where it is the value one step later.

    >>> from cruxbase.reasoning.expressions import Expression
    >>> equation("x", Expression.parse("1 - a").root, {"x": "x", "a": "a"})
    '<math><mrow><mi>x</mi><mo>=</mo><mrow><mn>1</mn><mo>−</mo><mi>a</mi></mrow></mrow></math>'
    """
    left = _name(name, labels)
    if later:
        left = f"<msup>{left}<mo>′</mo></msup>"
    return f"<math><mrow>{left}<mo>=</mo>{mathml(root, labels)}</mrow></math>"


def equation_in_words(name: str, root: Node, labels: Mapping[str, str], *, later: bool = False) -> str:
    """`name = …` as a line of text that can be broken anywhere; not escaped.

    >>> from cruxbase.reasoning.expressions import Expression
    >>> equation_in_words("x", Expression.parse("1 - (a - b) / 2").root, {})
    'x = 1 − (a − b) / 2'
    """
    return f"{labels.get(name, name)}{'′' if later else ''} = {in_words(root, labels)}"


def mathml(node: Node, labels: Mapping[str, str]) -> str:
    """An expression's node as MathML, with brackets only where they are needed."""
    operation, parts = node.operation, node.arguments
    if operation == "number":
        return f"<mn>{float(node.value or 0):g}</mn>"
    if operation == "name":
        return _name(str(node.value), labels)
    if operation in _INFIX:
        bound = _BINDING[operation]
        left = _within(parts[0], bound, labels)
        right = _within(parts[1], bound + (operation == "-" or bound == 4), labels)
        return f"<mrow>{left}<mo>{_INFIX[operation]}</mo>{right}</mrow>"
    if operation == "/":
        return f"<mfrac>{mathml(parts[0], labels)}{mathml(parts[1], labels)}</mfrac>"
    if operation == "^":
        return f"<msup>{_within(parts[0], _TIGHTEST, labels)}{mathml(parts[1], labels)}</msup>"
    if operation in ("and", "or"):
        bound = _BINDING[operation]
        sides = [_within(part, bound, labels) for part in parts]
        return f"<mrow>{sides[0]}<mtext>&#160;{operation}&#160;</mtext>{sides[1]}</mrow>"
    if operation in ("neg", "not"):
        sign = "<mo>−</mo>" if operation == "neg" else "<mtext>not&#160;</mtext>"
        return f"<mrow>{sign}{_within(parts[0], _BINDING[operation], labels)}</mrow>"
    return _function(node, labels)


def _function(node: Node, labels: Mapping[str, str]) -> str:
    parts = [mathml(part, labels) for part in node.arguments]
    if node.operation == "exp":
        return f"<msup><mi>e</mi>{parts[0]}</msup>"
    if node.operation == "sqrt":
        return f"<msqrt>{parts[0]}</msqrt>"
    if node.operation == "abs":
        return f"<mrow><mo>|</mo>{parts[0]}<mo>|</mo></mrow>"
    if node.operation in ("sum", "product"):
        sign = "+" if node.operation == "sum" else "·"
        bound = _BINDING["+" if node.operation == "sum" else "*"]
        terms = [_within(part, bound, labels) for part in node.arguments]
        return f"<mrow><mo>(</mo>{f'<mo>{sign}</mo>'.join(terms)}<mo>)</mo></mrow>" if terms else "<mn>0</mn>"
    return f"<mrow><mi>{escape(node.operation)}</mi><mo>(</mo>{'<mo>,</mo>'.join(parts)}<mo>)</mo></mrow>"


def _within(node: Node, bound: int, labels: Mapping[str, str]) -> str:
    inside = mathml(node, labels)
    if _BINDING.get(node.operation, _TIGHTEST) < bound or (bound == _TIGHTEST and node.arguments):
        return f"<mrow><mo>(</mo>{inside}<mo>)</mo></mrow>"
    return inside


def _name(name: str, labels: Mapping[str, str]) -> str:
    label = escape(labels.get(name, name))
    return f"<mi>{label}</mi>"


def in_words(node: Node, labels: Mapping[str, str]) -> str:
    """A condition as a line of text that can be broken anywhere; not escaped.

    >>> from cruxbase.reasoning.expressions import Expression
    >>> in_words(Expression.parse("gain_a > max(b, 0.1) and not c").root, {"gain_a": "gain", "b": "b", "c": "c"})
    'gain > max(b, 0.1) and not c'
    >>> in_words(Expression.parse("a - (b - c) + d / (e * f)").root, {})
    'a − (b − c) + d / (e × f)'
    """
    operation, parts = node.operation, [in_words(part, labels) for part in node.arguments]
    if operation == "number":
        return f"{float(node.value or 0):g}"
    if operation == "name":
        return labels.get(str(node.value), str(node.value))
    bound = _IN_A_LINE.get(operation, _TIGHTEST)
    if operation in _IN_A_LINE:
        inner = [
            f"({text})" if _needs_brackets(part, bound, bool(place) and operation in ("-", "/", "^")) else text
            for place, (part, text) in enumerate(zip(node.arguments, parts, strict=True))
        ]
        if operation in ("neg", "not"):
            return f"{'−' if operation == 'neg' else 'not '}{inner[0]}"
        sign = {"*": "×", "-": "−", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}.get(operation, operation)
        return f"{inner[0]} {sign} {inner[1]}"
    return f"{operation}({', '.join(parts)})"


def _needs_brackets(part: Node, bound: int, ordered: bool) -> bool:
    """Whether an operand stands in brackets: it binds less tightly, or as tightly where the order of the two counts."""
    own = _IN_A_LINE.get(part.operation, _TIGHTEST)
    return own < bound or (ordered and own == bound)
