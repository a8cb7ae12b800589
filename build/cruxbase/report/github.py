"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cruxbase.diagnostics import Diagnostic
from cruxbase.report.places import Places

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def workflow_commands(findings: Sequence[Diagnostic], places: Places) -> Iterator[str]:
    """One workflow command a finding.

    >>> from cruxbase.diagnostics import Span
    >>> finding = Diagnostic("yaml/tab", "a tab, 100% wrong", Span("claims/a.yaml", 2, 1, 2, 2), help="use spaces")
    >>> print(*workflow_commands([finding], Places(".", ".")))
    ::error file=claims/a.yaml,line=2,endLine=2,col=1,endColumn=2,title=yaml/tab::a tab, 100%25 wrong%0A...
    """
    for finding in findings:
        span = finding.span
        properties = {"file": places.shown(span.path), "line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:  # GitHub takes columns only for a stretch of one line
            properties |= {"col": span.column, "endColumn": span.end_column}
        properties["title"] = finding.code
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        message = "\n".join(filter(None, (finding.message, finding.label, finding.help)))
        yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
