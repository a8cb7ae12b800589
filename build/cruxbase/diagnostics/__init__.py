"""Findings as values, and the catalogue of every code that may be emitted."""

from cruxbase.diagnostics.catalogue import CATALOGUE, DiagnosticKind, diagnostic
from cruxbase.diagnostics.diagnostic import (
    Diagnostic,
    Edit,
    Fix,
    Related,
    Severity,
    as_plain,
    from_plain,
    in_order,
)
from cruxbase.diagnostics.span import Span

__all__ = [
    "CATALOGUE",
    "Diagnostic",
    "DiagnosticKind",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "Span",
    "as_plain",
    "diagnostic",
    "from_plain",
    "in_order",
]
