"""What viewpoints say besides credences: conditionals, and estimates of quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.reasoning.coherence import unfit_conditionals
from cruxbase.records import Question
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref
from cruxbase.site.pictures.estimate_intervals import Expectation, estimate_intervals_svg
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Viewpoint
    from cruxbase.records import Credence
    from cruxbase.records.quantities import Estimate, Quantity


class ConditionalRow(NamedTuple):
    """A stated conditional.

    Attributes:
        of: the claim that is believed.
        given: the claim that is supposed true.
        believed: P(of), as the row or else the viewpoint states it; empty where neither does.
        supposed: P(given), likewise.
        credence: P(of | given).
        otherwise: P(of | not given); empty where it is not stated.
        unfit: whether no joint distribution has these numbers.
        note: what to know about it.
    """

    of: Ref
    given: Ref
    believed: str
    supposed: str
    credence: str
    otherwise: str
    unfit: bool
    note: Markup


class EstimateRow(NamedTuple):
    """An estimate of a quantity; what was not said is empty."""

    about: Ref
    date: str
    median: str
    interval: str
    basis: str
    at: str
    note: Markup


def conditional_rows(page_context: PageContext, view: Viewpoint) -> list[ConditionalRow]:
    """The conditionals of a viewpoint, in the order of its record."""
    unfit = {one.where for one in unfit_conditionals(page_context.context.kb.graph, view.id)}
    stated = {belief.claim.id: belief.credence for belief in view.beliefs}
    return [
        ConditionalRow(
            of=page_context.ref(one.of),
            given=page_context.ref(one.given),
            believed=_written(one.of_credence or stated.get(one.of)),
            supposed=_written(one.given_credence or stated.get(one.given)),
            credence=_written(one.credence),
            otherwise=_written(one.otherwise),
            unfit=("conditionals", number) in unfit,
            note=page_context.inline(one.note),
        )
        for number, one in enumerate(view.record.conditionals)
    ]


def estimates_of(page_context: PageContext, view: Viewpoint) -> list[EstimateRow]:
    """What a viewpoint expects quantities to be."""
    links = page_context.context.kb.graph.estimates_of(view.id)
    return [_row(page_context, link.question, view, link.question) for link in links]


def estimates_for(page_context: PageContext, question: str) -> list[EstimateRow]:
    """Who expects a quantity to be what, the earliest viewpoint first."""
    kb = page_context.context.kb
    views = [kb.viewpoint(link.viewpoint) for link in kb.graph.estimates_for(question)]
    return [_row(page_context, question, view, view.id) for view in sorted(views, key=lambda view: view.date)]


def estimate_pictures(page_context: PageContext, question: str) -> Markup:
    """The estimates of a quantity as a picture, wide and narrow; empty where there are fewer than two."""
    kb = page_context.context.kb
    views = sorted(
        (kb.viewpoint(link.viewpoint) for link in kb.graph.estimates_for(question)), key=lambda one: one.date
    )
    record = kb.claim(question).record
    quantity = record.quantity if isinstance(record, Question) else None
    rows = [_expectation(page_context, question, view, quantity) for view in views]
    unit = quantity.unit or "" if quantity is not None else ""
    drawn = (estimate_intervals_svg(rows, unit=unit, link=page_context.href, wide=wide) for wide in (True, False))
    return Markup("".join(drawn))  # noqa: S704 - our own picture, in which names are escaped


def _expectation(page_context: PageContext, question: str, view: Viewpoint, quantity: Quantity | None) -> Expectation:
    estimate = next(one for id, one in view.record.estimates.items() if page_context.context.kb.known(id) == question)
    median = "" if estimate.median is None else _quantity(estimate.median, quantity)
    return Expectation(
        name=view.holder.title if view.holder is not None else view.title,
        date=view.date,
        id=view.id,
        low=estimate.low,
        median=estimate.median,
        high=estimate.high,
        words="; ".join(part for part in (median, _interval(estimate, quantity)) if part),
        is_stated=estimate.basis == "stated",
    )


def _row(page_context: PageContext, question: str, view: Viewpoint, about: str) -> EstimateRow:
    estimate = next(one for id, one in view.record.estimates.items() if page_context.context.kb.known(id) == question)
    record = page_context.context.kb.claim(question).record
    quantity = record.quantity if isinstance(record, Question) else None
    return EstimateRow(
        about=page_context.ref(about),
        date=view.date,
        median="" if estimate.median is None else _quantity(estimate.median, quantity),
        interval=_interval(estimate, quantity),
        basis=formatting.BASIS[estimate.basis],
        at=formatting.place(estimate.at),
        note=page_context.inline(estimate.note),
    )


def _interval(estimate: Estimate, quantity: Quantity | None) -> str:
    low, high = (None if end is None else _quantity(end, quantity) for end in (estimate.low, estimate.high))
    if low is None and high is None:
        return ""
    ends = (
        f"{low} to {high}"
        if low and high
        else f"from {low}; no upper end given"
        if low
        else f"up to {high}; no lower end given"
    )
    return f"{ends} ({figures.percent(estimate.level)})" if estimate.level else ends


def _quantity(value: float, quantity: Quantity | None) -> str:
    shown = figures.number(value)
    return f"{shown} {quantity.unit}" if quantity is not None and quantity.unit else shown


def _written(value: Credence | None) -> str:
    return "" if value is None else formatting.credence(value)
