"""Findings as values, and the catalogue of every code that may be emitted."""

from cruxbase.diagnostics.catalogue import CATALOGUE, DiagnosticKind, diagnostic
from cruxbase.diagnostics.diagnostic import (
    MOST_OF_A_KIND,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Severity,
    as_plain,
    capped,
    from_plain,
    in_order,
    others_of,
)
from cruxbase.diagnostics.span import Span

__all__ = [
    "CATALOGUE",
    "MOST_OF_A_KIND",
    "Diagnostic",
    "DiagnosticKind",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "Span",
    "as_plain",
    "capped",
    "diagnostic",
    "from_plain",
    "in_order",
    "others_of",
]
