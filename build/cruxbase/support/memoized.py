"""Results that are kept as long as what they were worked out from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Whole = TypeVar("Whole")
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def memoized_by_graph(
    function: Callable[Concatenate[Whole, Rest], Result],
) -> Callable[Concatenate[Whole, Rest], Result]:
    """A function of something that never changes, such as a graph or a base, works out each of its results once.

    Further arguments must be hashable, and whoever gets a result must leave it as it is.

    >>> from cruxbase import load
    >>> asked = []
    >>> count = memoized_by_graph(lambda graph: asked.append(graph) or len(graph.steps))
    >>> graph = load("schema/examples/valid/claims").knowledge_base.graph
    >>> count(graph) == count(graph), len(asked)
    (True, 1)
    """
    results: WeakKeyDictionary[Whole, dict[object, Result]] = WeakKeyDictionary()

    @functools.wraps(function)
    def once(whole: Whole, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
        known = results.setdefault(whole, {})
        key = (args, *kwargs.items())
        if key not in known:
            known[key] = function(whole, *args, **kwargs)
        return known[key]

    return once
