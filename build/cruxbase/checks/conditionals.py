"""What people would believe if something else were true, held against what they believe anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.support.figures import probability

if TYPE_CHECKING:
    from cruxbase.records import Viewpoint
    from cruxbase.records.written import WrittenConditional

if TYPE_CHECKING:
    from cruxbase.reasoning.coherence import UnfitConditional
    from cruxbase.reasoning.total_probability import Range


def own_conditions(record: Viewpoint, spans: Spans) -> Found:
    """A conditional is of one claim given another, and is given once for the same numbers."""
    first: dict[tuple[object, ...], int] = {}
    for index, entry in enumerate(record.conditionals):
        if entry.of == entry.given:
            yield diagnostic(
                "link/self-reference",
                f"{entry.of!r} is believed here on the condition that it is true",
                spans().value(("conditionals", index, "given")),
                help="write the id of the claim that is supposed true under 'given'",
            )
        same = (entry.of, entry.given, entry.of_credence, entry.given_credence)
        earlier = first.setdefault(same, index)
        if earlier != index:
            yield diagnostic(
                "credence/claim-twice",
                f"{entry.of!r} given {entry.given!r} is spoken of twice",
                spans().value(("conditionals", index, "of")),
                related=(Related(spans().value(("conditionals", earlier, "of")), "first here"),),
                help="keep one; where the text asked twice, give each its own 'of_credence' and 'given_credence'",
            )


def impossible_conditionals(graph: ArgumentGraph) -> Found:
    """P(of), P(given), P(of | given) and, where stated, P(of | not given) are probabilities of one distribution."""
    viewpoints = [id for id in graph.ids("viewpoint") if graph.corpus.entry(id).data.get("conditionals")]
    if not viewpoints:
        return
    from cruxbase.reasoning.coherence import unfit_conditionals  # here: mostly there is nothing to reason about

    for viewpoint in viewpoints:
        for found in unfit_conditionals(graph, viewpoint):
            entry = graph.corpus.entry(viewpoint).data["conditionals"][int(found.where[1])]
            yield diagnostic(
                "credence/conditional-as-published" if "note" in entry else "credence/conditional-impossible",
                f"P(of) is {_written(found.stated)}, and by the other numbers lies {_between(found.fitting)}",
                graph.corpus.span(viewpoint, (*found.where, "credence")),
                help=_advice(found, entry),
            )


def _advice(found: UnfitConditional, entry: WrittenConditional) -> str:
    """Which value of the conditional, the others kept, would fit."""
    if "otherwise" in entry:
        return (
            "by the law of total probability P(of) lies between 'otherwise' and 'credence'; correct the slip, or say in a "
            "'note' that the text has these numbers"
        )
    (low, high), (least, most) = found.stated, found.supposed
    greatest = min(high / least, 1.0) if least > 0 else 1.0
    smallest = max((low - (1 - least)) / least, 0.0) if least > 0 else 0.0
    return (
        f"with P(given) {_written((least, most))}, P(of | given) would have to lie {_between((smallest, greatest))}; correct the "
        "slip, give the row its own 'of_credence' and 'given_credence', or say in a 'note' that the text has these numbers"
    )


def _between(ends: Range) -> str:
    return f"between {probability(ends[0], 3)} and {probability(ends[1], 3)}"


def _written(ends: Range) -> str:
    low, high = probability(ends[0], 3), probability(ends[1], 3)
    return low if low == high else f"{low} to {high}"
