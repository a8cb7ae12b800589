"""How findings are worded: one golden file, to be read as a whole when it changes.

`CRUXBASE_GOLDEN=write pytest tests/diagnostics/test_wording.py` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from cruxbase.diagnostics import Diagnostic
from support import example_findings, invalid_examples

GOLDEN = Path(__file__).parent / "golden" / "wording.txt"


def test_wording_of_every_finding_is_as_it_was_last_read(tmp_path: Path):
    """Messages, labels, help and the titles of fixes are those of the golden file."""
    shown = "\n".join(
        _shown(finding) for code in invalid_examples() for finding in example_findings(code, tmp_path / code)
    )
    if os.environ.get("CRUXBASE_GOLDEN") == "write":
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")


def test_findings_are_short_and_have_help(tmp_path: Path):
    """A message fits on a line and is no sentence with a stop; every finding says what to do."""
    for code in invalid_examples():
        for finding in example_findings(code, tmp_path / code):
            assert "\n" not in finding.message + finding.help + finding.label, code
            assert len(finding.message) <= 120, code
            assert not finding.message.endswith("."), code
            assert finding.help, code


def _shown(finding: Diagnostic) -> str:
    lines = [f"{finding.severity}[{finding.code}]: {finding.message}"]
    lines += [f"    label: {finding.label}"] if finding.label else []
    lines += [f"    see: {related.label}" for related in finding.related]
    lines += [f"    help: {finding.help}"]
    if finding.fix is not None:
        lines.append(f"    fix{'' if finding.fix.safe else ' (look first)'}: {finding.fix.title}")
    return "\n".join(lines) + "\n"
