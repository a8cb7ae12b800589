"""Findings as JSON, for programs.

The fields are a promise: none is removed or changes its meaning within a `version`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cruxbase.diagnostics import Diagnostic, Fix, Span
from cruxbase.report.counts import counts
from cruxbase.report.places import Places

VERSION = 1


def json_text(findings: Sequence[Diagnostic], places: Places) -> str:
    """The findings as one JSON object.

    `findings` has for each its code, severity, message, place (`path`, and `line`, `column`, `end_line`,
    `end_column` from 1, the end excluded), `label`, `related` places, `help`, and `fix` or null; `summary`
    has the numbers.
    """
    found = counts(findings)
    value = {
        "version": VERSION,
        "findings": [_finding(finding, places) for finding in findings],
        "summary": {
            "errors": found.errors,
            "warnings": found.warnings,
            "notes": found.notes,
            "files": found.files,
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _finding(finding: Diagnostic, places: Places) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        **_place(finding.span, places),
        "label": finding.label,
        "related": [{**_place(span, places), "label": label} for span, label in finding.related],
        "help": finding.help,
        "fix": _fix(finding.fix, places),
    }


def _place(span: Span, places: Places) -> dict[str, object]:
    return {**span._asdict(), "path": places.shown(span.path)}


def _fix(fix: Fix | None, places: Places) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [{**_place(span, places), "replacement": replacement} for span, replacement in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
