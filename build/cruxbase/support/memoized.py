"""Results that are kept as long as what they were worked out from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar
from weakref import WeakKeyDictionary, ref

Whole = TypeVar("Whole")
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


ResultCache: TypeAlias = dict[object, Any]
"""What was worked out, by function and arguments: only the function knows the type of its results."""


class KeepsResults(Protocol):
    """Something that never changes, and keeps what was worked out from it as long as it lives itself.

    Attributes:
        results: what was worked out, by function and arguments.
    """

    results: ResultCache


Keeper = TypeVar("Keeper", bound=KeepsResults)


def memoized_on_base(
    function: Callable[Concatenate[Keeper, Rest], Result],
) -> Callable[Concatenate[Keeper, Rest], Result]:
    """The same for results that name the whole, which a base therefore keeps itself.

    >>> from cruxbase import example
    >>> asked = []
    >>> count = memoized_on_base(lambda base: asked.append(base) or len(base))
    >>> count(example()) == count(example()), len(asked)
    (True, 1)
    """

    @functools.wraps(function)
    def once(whole: Keeper, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
        key = (once, args, *kwargs.items())
        if key not in whole.results:
            whole.results[key] = function(whole, *args, **kwargs)
        result: Result = whole.results[key]
        return result

    return once


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
    latest: tuple[ref[Whole] | None, dict[object, Result]] = (None, {})  # nearly always one whole is asked many times

    @functools.wraps(function)
    def once(whole: Whole, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
        nonlocal latest
        whose, known = latest
        if whose is None or whose() is not whole:
            known = results.setdefault(whole, {})
            latest = (ref(whole), known)
        key = (args, *kwargs.items())
        if key not in known:
            known[key] = function(whole, *args, **kwargs)
        return known[key]

    return once
