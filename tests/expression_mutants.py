"""Mutants of expressions: one sign, operand or constant changed, as text that can be parsed again."""

from __future__ import annotations

from collections.abc import Iterator

from cruxbase.reasoning.expression_nodes import Node
from cruxbase.reasoning.expressions import Expression

_OTHER = {
    "+": "-",
    "-": "+",
    "*": "/",
    "/": "*",
    "<": ">",
    ">": "<",
    "<=": ">=",
    ">=": "<=",
    "min": "max",
    "max": "min",
}
_INFIX = frozenset(("+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", "and", "or"))


def text_of(node: Node) -> str:
    """An expression's node as text, with brackets everywhere."""
    if node.operation == "number":
        return repr(node.value)
    if node.operation == "name":
        return str(node.value)
    parts = [text_of(part) for part in node.arguments]
    if node.operation in _INFIX:
        return f"({parts[0]} {node.operation} {parts[1]})"
    if node.operation == "neg":
        return f"(-{parts[0]})"
    if node.operation == "not":
        return f"(not {parts[0]})"
    return f"{node.operation}({', '.join(parts)})"


def mutants(text: str) -> Iterator[str]:
    """Every expression that differs in one sign, operand or constant."""
    for root in _changed(Expression.parse(text).root):
        yield text_of(root)


def _changed(node: Node) -> Iterator[Node]:
    if node.operation == "number":
        value = float(node.value or 0.0)
        yield Node("number", value=value * 1.5 if value else 0.5)
        return
    if node.operation == "name":
        yield Node("neg", (node,))
        return
    if node.operation in _OTHER:
        yield Node(_OTHER[node.operation], node.arguments)
    if node.operation in _INFIX or node.operation in ("min", "max", "sum"):
        yield from node.arguments  # an operand dropped
    for place, part in enumerate(node.arguments):
        for other in _changed(part):
            yield Node(node.operation, (*node.arguments[:place], other, *node.arguments[place + 1 :]))
