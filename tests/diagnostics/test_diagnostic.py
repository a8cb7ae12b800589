"""Findings as values."""

from __future__ import annotations

from cruxbase.diagnostics import Diagnostic, Edit, Fix, Related, Span, as_plain, from_plain, in_order

HERE = Span("claims/a.yaml", 2, 3, 2, 9)
THERE = Span("claims/b.yaml", 1, 1, 4, 1)
FULL = Diagnostic(
    "link/former-id",
    "'a' is now called 'b'",
    HERE,
    "former id",
    (Related(THERE, "this record"),),
    "write the present id",
    Fix("Write 'b'", (Edit(HERE, "b"), Edit(THERE, "")), safe=False),
    "warning",
)


def test_plain_form_is_lossless():
    """A finding survives being turned into lists and back."""
    assert from_plain(as_plain(FULL)) == FULL


def test_order_is_by_place_then_gravity():
    """Findings come by file, line and column; at one place the gravest first."""
    note = FULL._replace(severity="note", code="style/a")
    error = FULL._replace(severity="error", code="style/b")
    later = FULL._replace(span=THERE)
    assert in_order([later, note, error]) == (error, note, later)


def test_same_finding_is_reported_once():
    """Two findings that say the same of the same place are one."""
    assert in_order([FULL, FULL]) == (FULL,)


def test_span_reads_as_a_place():
    """A span in words is path, line and column, as editors understand it."""
    assert str(HERE) == "claims/a.yaml:2:3"


def test_first_line_of_a_long_span_is_one_character_at_least():
    """A stretch of several lines is cut down to its first character, a short one stays."""
    assert THERE.first_line() == Span("claims/b.yaml", 1, 1, 1, 2)
    assert HERE.first_line() == HERE
