"""Models written in Python: functions that an installed package registers, for what expressions cannot say.

A package declares, in its own metadata, an entry point of the group `cruxbase.models`. Such a function is run only when its
name is asked for by whoever runs the model. What a base's record names under `implementation` is shown and never run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points

from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.names import UnknownName

GROUP = "cruxbase.models"

Implementation = Callable[[Mapping[str, Numbers]], Mapping[str, Numbers]]
"""From arrays of inputs by name, all of one length, to arrays of quantities by name."""


def implementation_named(name: str) -> Implementation:
    """The function that an installed package registered under a name.

    Raises:
        UnknownName: no installed package registers it.
        TypeError: what it registers cannot be called.
    """
    registered = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in registered:
        raise UnknownName("implementation of a model", name, sorted(registered))
    function = registered[name].load()
    if not callable(function):
        raise TypeError(f"{name!r} is registered as an implementation of a model and is no function")
    return function  # type: ignore[no-any-return] # what it gives is looked at where it is called
