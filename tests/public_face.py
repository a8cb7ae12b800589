"""What of the package is public, and every type that a user can come by through it."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

import cruxbase
import cruxbase.reasoning
import cruxbase.records

PUBLIC_MODULES = (cruxbase, cruxbase.reasoning, cruxbase.records)
"""The modules whose `__all__` is promised to users."""

_SPECIAL = ("__init__", "__call__", "__getitem__", "__iter__", "__contains__")
_RAISES = re.compile(r"^Raises:\n((?:[ ]{4}.*\n?|\n)+)", re.MULTILINE)


def public_objects() -> Iterator[tuple[str, Any]]:
    """Each public name, with its module, and what it stands for."""
    for module in PUBLIC_MODULES:
        for name in module.__all__:
            yield f"{module.__name__}.{name}", getattr(module, name)


@functools.cache
def _names_in(module: str) -> dict[str, tuple[str, str]]:
    """What each imported name of a module means, with what is imported for the type checker only."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cruxbase":
            names |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
    return names


def meaning(name: str, module: str) -> Any:
    """What a name means within a module of the package; None where it is none of the package's."""
    own = vars(sys.modules[module]).get(name)
    if own is None and name in _names_in(module):
        home, original = _names_in(module)[name]
        own = getattr(importlib.import_module(home), original)
    return own if str(getattr(own, "__module__", "")).startswith("cruxbase") or isinstance(own, ModuleType) else None


def _words(annotation: Any) -> set[str]:
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    return set(re.findall(r"\b[A-Za-z_]\w*\b", text))


def _of_function(function: Any, with_errors: bool = True) -> Iterator[Any]:
    names = {word for annotation in function.__annotations__.values() for word in _words(annotation)}
    raises = _RAISES.search(inspect.getdoc(function) or "") if with_errors else None
    if raises:
        names |= set(re.findall(r"^[ ]{4}(\w+):", raises[1], re.MULTILINE))
    for name in sorted(names):
        yield meaning(name, function.__module__)


def _function_of(member: Any) -> FunctionType | None:
    for attribute in ("fget", "func", "__func__"):
        member = getattr(member, attribute, None) or member
    return member if isinstance(member, FunctionType) else None


def reached_from(thing: Any) -> Iterator[Any]:
    """The classes of the package that an object's public signatures, fields and docstring name."""
    if isinstance(thing, FunctionType):
        yield from _of_function(thing)
    if not isinstance(thing, type):
        return
    for owner in thing.__mro__:
        if not owner.__module__.startswith("cruxbase"):
            continue
        for name, annotation in vars(owner).get("__annotations__", {}).items():
            if not name.startswith("_"):
                yield from (meaning(word, owner.__module__) for word in sorted(_words(annotation)))
        for name, member in list(vars(owner).items()):
            function = _function_of(member)
            generated = name == "__init__" and dataclasses.is_dataclass(owner)
            if function is not None and not generated and (not name.startswith("_") or name in _SPECIAL):
                yield from _of_function(function)


def unexported() -> dict[str, list[str]]:
    """Types that can be reached and are not public, each with where it is reached from."""
    offered = {id(thing) for _, thing in public_objects()}
    missing: dict[str, list[str]] = {}
    waiting, seen = list(public_objects()), set()
    while waiting:
        path, thing = waiting.pop(0)
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        for other in reached_from(thing):
            if not isinstance(other, type) or other.__name__.startswith("_"):
                continue
            if id(other) not in offered:
                missing.setdefault(f"{other.__module__}.{other.__name__}", []).append(path)
            waiting.append((f"{other.__module__}.{other.__name__}", other))
    return missing
