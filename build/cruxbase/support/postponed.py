"""Modules that others import at once and hardly ever use, loaded when they are first asked for something."""

from __future__ import annotations

import functools
import importlib
import sys
from types import ModuleType


def postpone(name: str, *functions: str) -> None:
    """Let a module be loaded when one of its functions is first called, instead of when it is first imported.

    For the process that a command line is, where we know what will be asked; `importlib.util.LazyLoader` would load it at the
    second import. A module that is loaded already stays as it is.

    Args:
        name: of the module, in full.
        functions: those that others take from it by name. Whatever else is asked of it loads it.

    >>> postpone("colorsys", "rgb_to_hsv")
    >>> from colorsys import rgb_to_hsv
    >>> rgb_to_hsv(0.0, 0.0, 0.0)
    (0.0, 0.0, 0.0)
    """
    if name in sys.modules:
        return
    placeholder = ModuleType(name)

    def loaded() -> ModuleType:
        if sys.modules.get(name) is placeholder:
            del sys.modules[name]
        return importlib.import_module(name)

    def called(function: str, *arguments: object, **named: object) -> object:
        return getattr(loaded(), function)(*arguments, **named)

    def asked_for(attribute: str) -> object:
        if attribute.startswith("__"):  # an import asks whether it is a package
            raise AttributeError(attribute)
        return getattr(loaded(), attribute)

    vars(placeholder).update({function: functools.partial(called, function) for function in functions})
    vars(placeholder)["__getattr__"] = asked_for  # see PEP 562
    sys.modules[name] = placeholder
    package, _, last = name.rpartition(".")
    if package:
        setattr(importlib.import_module(package), last, placeholder)
