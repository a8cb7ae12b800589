"""What people expect quantities to be: numbers in order, for a question that asks for one, and years that can be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import Diagnostic, Related, diagnostic
from cruxbase.graph import ArgumentGraph, EstimateLink
from cruxbase.graph.written_beliefs import written_estimate

if TYPE_CHECKING:
    from cruxbase.records import Estimate, Viewpoint

_FIRST_YEAR, _LAST_YEAR = 1900, 9999
_NUMBERS = ("low", "median", "high")


def intervals(record: Viewpoint, spans: Spans) -> Found:
    """An estimate has numbers, in order, and an interval says how much of the belief it holds."""
    for question, estimate in record.estimates.items():
        path = ("estimates", question)
        numbers = [(key, value) for key in _NUMBERS if (value := getattr(estimate, key)) is not None]
        for (lower, less), (upper, more) in itertools.pairwise(numbers):
            if less > more:
                yield diagnostic(
                    "credence/estimate-order",
                    f"the {upper} {more:g} is below the {lower} {less:g}",
                    spans().value((*path, upper)),
                    related=(Related(spans().value((*path, lower)), f"the {lower}"),),
                    help="write low ≤ median ≤ high; the percentiles of the text may have been mixed up",
                )
        if missing := _missing(estimate):
            yield diagnostic("credence/estimate-incomplete", missing[0], spans().key(path), help=missing[1])


def _missing(estimate: Estimate) -> tuple[str, str] | None:
    has_end = estimate.low is not None or estimate.high is not None
    if not has_end and estimate.median is None:
        return "the estimate has no number", "add 'median', or 'low' and 'high' with their 'level'"
    if has_end and estimate.level is None:
        return (
            "the interval does not say how much of the belief lies in it",
            "add 'level': 80% where 'low' and 'high' are the 10th and the 90th percentile",
        )
    if not has_end and estimate.level is not None:
        return "there is a 'level' and no interval", "add 'low' and 'high', or leave 'level' out"
    return None


def quantities(graph: ArgumentGraph) -> Found:
    """What is estimated is a quantity that a question asks for; a year is a year, and a duration is not negative."""
    for viewpoint in graph.ids("viewpoint"):
        for estimate in graph.estimates_of(viewpoint):
            asked = graph.corpus.entry(estimate.question).data.get("quantity")
            if asked is not None:
                yield from _possible(graph, estimate, str(asked["kind"]))
                continue
            yield diagnostic(
                "credence/no-quantity",
                f"{estimate.question!r} does not ask for a quantity",
                graph.corpus.span(viewpoint, estimate.where, key=True),
                related=(Related(graph.corpus.span(estimate.question), "this question"),),
                help="write 'quantity: {kind: year}' on the question (or kind: number, duration with a 'unit'); what is "
                "believed of an answer goes under 'credences'",
            )


def _possible(graph: ArgumentGraph, link: EstimateLink, kind: str) -> Iterator[Diagnostic]:
    entry: Mapping[str, object] = written_estimate(graph, link)
    for key in _NUMBERS:
        if key not in entry:
            continue
        value = float(str(entry[key]))
        if kind == "year" and not _FIRST_YEAR <= value <= _LAST_YEAR:
            message, advice = f"{entry[key]} is no year that can be meant", "write the calendar year, such as 2040"
        elif kind == "duration" and value < 0:
            message, advice = f"a duration of {entry[key]} is negative", "write how long it takes, from 0"
        else:
            continue
        yield diagnostic(
            "credence/implausible-estimate", message, graph.corpus.span(link.viewpoint, (*link.where, key)), help=advice
        )
