"""Every code that may be emitted, declared once, a module a family.

An entry makes `cruxbase explain CODE` and a page of the documentation, and obliges
`schema/examples/invalid/<code>/` to hold a broken example.
"""

from __future__ import annotations

from typing import TypedDict, Unpack

from cruxbase.diagnostics.catalogue import (
    arguments,
    changes,
    credences,
    links,
    models,
    schema,
    sources,
    style,
    yaml_text,
)
from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as DiagnosticKind
from cruxbase.diagnostics.diagnostic import Diagnostic, Fix, Related
from cruxbase.diagnostics.span import Span

FAMILIES: dict[str, str] = {
    "yaml": "What the text of one file must be",
    "schema": "What a record must be",
    "link": "Where references lead",
    "argument": "What claims and steps say together",
    "credence": "What viewpoints believe",
    "source": "What texts and numbers rest on",
    "model": "What executable arguments compute",
    "style": "How it is worded",
    "change": "What a change did, told by 'check --since'",
}
"""The first part of every code, and what it is about."""

CATALOGUE: dict[str, DiagnosticKind] = {
    kind.code: kind
    for family in (yaml_text, schema, links, arguments, credences, sources, models, style, changes)
    for kind in family.KINDS
}
"""Every code, with its title, severity and reason."""


class Advice(TypedDict, total=False):
    """What a finding may say beside its message: each is a field of `Diagnostic`."""

    label: str
    related: tuple[Related, ...]
    help: str
    fix: Fix | None


def diagnostic(code: str, message: str, span: Span, **advice: Unpack[Advice]) -> Diagnostic:
    """A finding of a declared kind, with the severity that the catalogue gives it.

    Args:
        code: of a kind in `CATALOGUE`.
        message: what is wrong, in one line.
        span: where.
        advice: what else there is to say.

    Raises:
        KeyError: the code is not declared.
    """
    return Diagnostic(code, message, span, severity=CATALOGUE[code].severity, **advice)
