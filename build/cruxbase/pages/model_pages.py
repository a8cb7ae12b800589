"""The page of a model: what goes in, what follows, and what must come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.claim_pages import ROOT, citations
from cruxbase.pages.shell import Page

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import ModelView
    from cruxbase.records import Input, Variable


class Quantity(NamedTuple):
    """An input or variable as pages show it."""

    name: str
    label: str
    claim: Ref | None
    description: Markup
    unit: str
    value: str
    span: str
    formula: str
    causes: tuple[str, ...]
    source: Ref | None
    at: str


def model_page(book: Book, view: ModelView) -> tuple[Page, Leaf]:
    """The page of one model, and what it depends on."""
    leaf = Leaf(book, ROOT, view.id)
    record = view.record
    parts: tuple[Input | Variable, ...] = (*record.inputs, *record.variables)
    labels = {part.name: part.label or part.name.replace("_", " ") for part in parts}
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": leaf.ref(view.id).title,
        "topic": leaf.ref(view.topic.id) if view.topic else None,
        "summary": leaf.blocks(record.summary),
        "labels": labels,
        "inputs": [_quantity(leaf, part, labels) for part in record.inputs],
        "variables": [_quantity(leaf, part, labels) for part in record.variables],
        "outputs": [
            (
                labels[out.variable],
                _ref(leaf, out.claim),
                leaf.inline(out.description),
            )
            for out in record.outputs
            if out.variable in labels
        ],
        "expectations": [_expectation(leaf, expectation, labels) for expectation in record.expectations],
        "cruxes": leaf.refs(crux.id for crux in view.cruxes),
        "sources": citations(leaf, record.sources),
        "notes": leaf.blocks(record.notes),
        "edit": book.site.edit_address(view.path),
    }
    page = Page(
        path=book.address(view.id),
        title=values["title"],
        description=" ".join(record.summary.split())[:300],
        body=leaf.written("model.html", **values),
        edit=values["edit"],
        section="models/",
    )
    return page, leaf


def formula(variable: Variable, labels: dict[str, str]) -> str:
    """How a variable is computed, in one line."""
    if variable.expression:
        return variable.expression
    if variable.product:
        return " × ".join(variable.product)
    if variable.noisy_or:
        causes = ", ".join(f"{cause} ({words.number(share)})" for cause, share in variable.noisy_or.causes.items())
        leak = f", or by itself ({words.number(variable.noisy_or.leak)})" if variable.noisy_or.leak else ""
        return f"any of {causes}{leak}"
    if variable.table:
        given = ", ".join(labels.get(name, name) for name in variable.table.given)
        return (
            f"a table given {given}"
            if given
            else f"probability {words.number(next(iter(variable.table.rows.values())))}"
        )
    return ""


def _ref(leaf: Leaf, id: str | None) -> Ref | None:
    """A record that a model names; None where it names none, or one that is broken."""
    known = leaf.book.kb.known(id)
    return leaf.ref(known) if known is not None else None


def _quantity(leaf: Leaf, part: Input | Variable, labels: dict[str, str]) -> Quantity:
    from cruxbase.records import Input

    low, high = (part.low, part.high) if isinstance(part, Input) else (None, None)
    value = part.default if isinstance(part, Input) else part.stated
    source = part.source if isinstance(part, Input) else None
    return Quantity(
        name=part.name,
        label=labels[part.name],
        claim=_ref(leaf, part.claim),
        description=leaf.inline(part.description),
        unit=part.unit or "",
        value="" if value is None else words.number(value),
        span="" if low is None or high is None else f"{words.number(low)} to {words.number(high)}",
        formula="" if isinstance(part, Input) else formula(part, labels),
        causes=tuple(labels.get(name, name) for name in part.causes),
        source=_ref(leaf, source),
        at=part.at or "",
    )


class Expected(NamedTuple):
    """Something that must come out of a model."""

    that: str
    given: str
    because: Markup
    source: Ref | None
    short: str
    at: str


def _expectation(leaf: Leaf, expectation: Any, labels: dict[str, str]) -> Expected:
    given = ", ".join(f"{labels.get(name, name)} = {words.number(value)}" for name, value in expectation.given.items())
    source = _ref(leaf, expectation.source)
    return Expected(
        that=expectation.that,
        given=given,
        because=leaf.inline(expectation.because),
        source=source,
        short=leaf.book.short(source.id) if source else "",
        at=expectation.at or "",
    )
