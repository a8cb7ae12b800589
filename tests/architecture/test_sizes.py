"""Functions are short, take few arguments, branch little, and `Any` becomes rarer; what is left over is listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from support import REPOSITORY

PACKAGE = REPOSITORY / "build" / "cruxbase"
LONGEST, MOST_PARAMETERS, MOST_BRANCHES = 60, 6, 20  # 21 branches are radon's grade D

LONG: set[tuple[str, str]] = set()
"""Functions that are still longer; the list may only become shorter."""

KEYWORDS = {
    # A filter each. `**filters: Unpack[...]` (PEP 692) would keep the types, but neither the names in `help` and in the API
    # reference nor completion in IPython.
    ("analysis/entities.py", "claims"),
    ("reasoning/qbaf.py", "__init__"),  # the parts of a framework
}
"""Functions whose seventh parameter is a field like the six others."""

BRANCHING: set[tuple[str, str]] = set()
"""Functions that still branch more; the list may only become shorter."""

ANY = 7
"""So often `Any` stands in the package: at borders whose other side has no types. The number may become lower."""


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    """Every function of the package, with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield path.relative_to(PACKAGE).as_posix(), node


def parameters(node: Function) -> int:
    """How many arguments a call gives: all but `self` and `cls`."""
    given = [*node.args.posonlyargs, *node.args.args]
    return len(given) + len(node.args.kwonlyargs) - (bool(given) and given[0].arg in ("self", "cls"))


def test_no_function_is_long():
    """Sixty lines hold a function with its docstring."""
    found = {(file, node.name) for file, node in functions() if (node.end_lineno or 0) - node.lineno + 1 > LONGEST}
    assert found <= LONG, sorted(found - LONG)


def test_no_function_takes_many_arguments():
    """Outside the command line, where each option is one, six parameters are enough."""
    found = {
        (file, node.name)
        for file, node in functions()
        if not file.startswith("cli/") and parameters(node) > MOST_PARAMETERS
    }
    assert found == KEYWORDS


def test_no_function_branches_much():
    """None has radon's grade D."""
    from radon.complexity import cc_visit

    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        blocks = cc_visit(path.read_text(encoding="utf-8"))
        several = [one for block in blocks for one in (*getattr(block, "methods", ()), block)]
        found |= {
            (path.relative_to(PACKAGE).as_posix(), one.name)
            for one in several
            if one.letter != "C" and one.complexity > MOST_BRANCHES
        }
    assert found <= BRANCHING, sorted(found - BRANCHING)


def test_any_becomes_rarer():
    """`Any` turns the type checker off, so its number may fall and not rise."""
    number = sum(
        isinstance(node, ast.Name) and node.id == "Any"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    assert number <= ANY
