"""Names of a package that are imported when they are first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def names_at_home(package: str, home_of: Mapping[str, str]) -> Callable[[str], object]:
    """A `__getattr__` for a package (see PEP 562), which imports a name from its home and keeps it in the package.

    Args:
        package: its name.
        home_of: the module that each name is from, in full.

    >>> names_at_home("cruxbase.support", {"counted": "cruxbase.support.letters"})("other")
    Traceback (most recent call last):
    AttributeError: module 'cruxbase.support' has no attribute 'other'
    """

    def get(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return get
