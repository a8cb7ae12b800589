"""Results that are kept as long as what they were worked out from."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
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
    supplied: WeakKeyDictionary[Whole, dict[object, Callable[[], Result]]] = WeakKeyDictionary()

    @functools.wraps(function)
    def once(whole: Whole, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
        nonlocal latest
        whose, known = latest
        if whose is None or whose() is not whole:
            known = results.setdefault(whole, {})
            latest = (ref(whole), known)
        key = (args, *kwargs.items())
        if key not in known:
            at_hand = supplied[whole].get(key) if whole in supplied else None
            known[key] = function(whole, *args, **kwargs) if at_hand is None else at_hand()
        return known[key]

    once.__dict__.update(results=results, supplied=supplied)
    return once


def supply(
    function: Callable[..., Result], whole: object, arguments: Sequence[object], at_hand: Callable[[], Result]
) -> None:
    """Tell a function that is memoized by graph where one of its results is at hand, so that it need not work it out.

    Args:
        function: the function.
        whole: what the result was worked out from, or something of which the result is the same.
        arguments: the further ones.
        at_hand: gives the result, when it is first asked for.

    >>> from cruxbase import example
    >>> count = memoized_by_graph(lambda graph: len(graph.steps))
    >>> graph = example().graph
    >>> supply(count, graph, (), lambda: 1000)
    >>> count(graph), result_at_hand(count, graph, ())
    (1000, 1000)
    """
    function.__dict__["supplied"].setdefault(whole, {})[tuple(arguments),] = at_hand


def result_at_hand(function: Callable[..., Result], whole: object, arguments: Sequence[object]) -> Result | None:
    """What a function that is memoized by graph has already worked out; None where it has not been asked."""
    result: Result | None = function.__dict__["results"].get(whole, {}).get((tuple(arguments),))
    return result
