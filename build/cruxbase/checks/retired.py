"""What still depends on records that should no longer be used."""

from __future__ import annotations

from collections.abc import Iterator

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Edit, Fix, Related, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.graph.parts import Where
from cruxbase.parsing.corpus import spans_of
from cruxbase.records import marked_retired
from cruxbase.support.plain_data import value_at

_LEANS = {"requires": "requires", "answers": "answers", "side": "names as a side", "decides": "decides"}


def depending_on_retired(graph: ArgumentGraph) -> Found:
    """No record in use depends on a retired one, and no retired one bears on those in use."""
    corpus = graph.corpus
    retired = {id for id in graph.claim_ids() if marked_retired(corpus.entry(id).data)}
    if not retired:
        return
    for start, where, end, what in _uses(graph):
        if (start in retired) == (end in retired) or not corpus.asks(start):
            continue
        # A retired record may say what it bore on; only its steps still count.
        if start in retired:
            old, message = start, f"this retired record still {what} {end!r}"
            help_text = "move the step to the record that replaces it, or remove it"
        else:
            old, message = end, f"{end!r} is retired, and this {what} it"
            successor = corpus.entry(end).data.get("replaced_by")
            help_text = (
                f"refer to {successor!r}, which replaces it, if it still fits"
                if successor
                else "refer to another record"
            )
        span = corpus.span(start, where)
        successor = corpus.entry(end).data.get("replaced_by") if start not in retired else None
        plain = spans_of(corpus, start).written(where) == end
        yield diagnostic(
            "argument/retired-in-use",
            message,
            span.first_line(),
            related=(Related(corpus.span(old, ("status",)), "retired here"),),
            help=help_text,
            fix=Fix(f"Write {successor!r}", (Edit(span, successor),), safe=False) if successor and plain else None,
        )


def _uses(graph: ArgumentGraph) -> Iterator[tuple[str, Where, str, str]]:
    """Every place where one record depends on another: the record, the place, the other, and how."""
    for step in graph.parts.steps:
        data = graph.corpus.entry(step.start).data
        if step.is_argument:
            yield step.start, step.where, step.conclusion, step.kind
            yield from ((step.start, ("premises", i), p, "takes as a premise") for i, p in enumerate(step.premises))
            continue
        short = isinstance(value_at(data, step.where), str)
        yield step.start, step.where if short else (*step.where, "claim"), step.conclusion, step.kind
        yield from (
            (step.start, (*step.where, "with", i), p, "takes as a premise") for i, p in enumerate(step.premises[1:])
        )
    for undercut in graph.parts.undercuts:
        yield undercut.start, undercut.where, graph.steps[undercut.step].start, "undercuts a step of"
    for link in graph.parts.links:
        if link.kind in _LEANS:
            entry = value_at(graph.corpus.entry(link.start).data, link.where)
            field = {"requires": "claim", "answers": "question"}.get(link.kind)
            where = link.where if isinstance(entry, str) or field is None else (*link.where, field)
            yield link.start, where, link.end, _LEANS[link.kind]
