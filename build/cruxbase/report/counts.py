"""How many findings there are, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cruxbase.diagnostics import Diagnostic


class Counts(NamedTuple):
    """Numbers of findings by gravity, and of the files they are in."""

    errors: int
    warnings: int
    notes: int
    files: int
    safe_fixes: int
    other_fixes: int


def counts(findings: Iterable[Diagnostic]) -> Counts:
    """The numbers of some findings."""
    severities = {"error": 0, "warning": 0, "note": 0}
    files = set()
    safe = other = 0
    for finding in findings:
        severities[finding.severity] += 1
        files.add(finding.span.path)
        if finding.fix is not None:
            safe += finding.fix.safe
            other += not finding.fix.safe
    return Counts(severities["error"], severities["warning"], severities["note"], len(files), safe, other)


def in_words(found: Counts) -> str:
    """The numbers as one sentence without a full stop.

    >>> in_words(Counts(2, 1, 0, 2, 0, 0))
    '2 errors and 1 warning in 2 files'
    """
    parts = [
        plural(number, name)
        for number, name in ((found.errors, "error"), (found.warnings, "warning"), (found.notes, "note"))
        if number
    ]
    if not parts:
        return "no findings"
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{listed} in {plural(found.files, 'file')}"


def plural(number: int, name: str) -> str:
    """A number and a noun that agree.

    >>> plural(1, "crux"), plural(2, "crux"), plural(0, "story")
    ('1 crux', '2 cruxes', '0 stories')
    """
    if number == 1:
        return f"1 {name}"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{number:,} {name[:-1]}ies"
    return f"{number:,} {name}{'es' if name.endswith(('x', 's', 'ch')) else 's'}"
