"""What people would believe if something else were true, held against what they believe anyway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph, ConditionalLink
from cruxbase.reasoning.total_probability import ANYTHING, ROUNDING_LOG_ODDS, Range, fits, fitting_range
from cruxbase.records import Credence, Viewpoint
from cruxbase.records.credences import shown


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


class _Triple(NamedTuple):
    """The numbers of one conditional, as ranges, and where they come from."""

    of: Range
    given: Range
    if_true: Range
    if_false: Range


def impossible_conditionals(graph: ArgumentGraph) -> Found:
    """P(of), P(given), P(of | given) and, where stated, P(of | not given) are probabilities of one distribution."""
    for viewpoint in graph.ids("viewpoint"):
        links = graph.conditionals_of(viewpoint)
        stated = _stated(graph, viewpoint) if links else {}
        for link in links:
            entry: Mapping[str, Any] = graph.corpus.entry(viewpoint).data["conditionals"][link.where[1]]
            triple = _triple(stated, link, entry)
            if triple is None:
                continue
            fitting = fitting_range(triple.given, triple.if_true, triple.if_false)
            rounding = ROUNDING_LOG_ODDS if "otherwise" in entry else 0.0
            if fits(triple.of, fitting, log_odds=rounding):
                continue
            yield diagnostic(
                "credence/conditional-as-published" if "note" in entry else "credence/conditional-impossible",
                f"P(of) is {_written(triple.of)}, and by the other numbers lies {_between(fitting)}",
                graph.corpus.span(viewpoint, (*link.where, "credence")),
                help=_advice(triple, entry),
            )


def _stated(graph: ArgumentGraph, viewpoint: str) -> Mapping[str, Any]:
    """What a viewpoint says of claims with a credence, as written, by the claims' present ids."""
    written = graph.corpus.entry(viewpoint).data.get("credences", {})
    beliefs = graph.beliefs_of(viewpoint)
    return {belief.claim: written[belief.where[1]] for belief in beliefs if belief.stance == "credence"}


def _triple(stated: Mapping[str, Any], link: ConditionalLink, entry: Mapping[str, Any]) -> _Triple | None:
    """The numbers of a conditional; None where P(of) or P(given) is not stated."""
    of = entry.get("of_credence", stated.get(link.of))
    given = entry.get("given_credence", stated.get(link.given))
    if of is None or given is None:
        return None
    otherwise = entry.get("otherwise")
    return _Triple(
        _range(of), _range(given), _range(entry["credence"]), ANYTHING if otherwise is None else _range(otherwise)
    )


def _range(written: Any) -> Range:
    credence = Credence.parse(written["credence"] if isinstance(written, dict) else written)
    return credence.low, credence.high


def _advice(triple: _Triple, entry: Mapping[str, Any]) -> str:
    """Which value of the conditional, the others kept, would fit."""
    if "otherwise" in entry:
        return (
            "by the law of total probability P(of) lies between 'otherwise' and 'credence'; correct the slip, or say in a "
            "'note' that the text has these numbers"
        )
    (low, high), (least, most) = triple.of, triple.given
    greatest = min(high / least, 1.0) if least > 0 else 1.0
    smallest = max((low - (1 - least)) / least, 0.0) if least > 0 else 0.0
    return (
        f"with P(given) {_written((least, most))}, P(of | given) would have to lie {_between((smallest, greatest))}; correct the "
        "slip, give the row its own 'of_credence' and 'given_credence', or say in a 'note' that the text has these numbers"
    )


def _between(ends: Range) -> str:
    return f"between {shown(ends[0], 3)} and {shown(ends[1], 3)}"


def _written(ends: Range) -> str:
    low, high = shown(ends[0], 3), shown(ends[1], 3)
    return low if low == high else f"{low} to {high}"
