"""Findings as SARIF 2.1.0, which code hosts and editors read (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from cruxbase.diagnostics import CATALOGUE, Diagnostic, DiagnosticKind, Fix, Span
from cruxbase.report.places import Places

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Sequence[Diagnostic], places: Places, version: str) -> str:
    """The findings as a SARIF log with one run.

    Paths are relative to the folder that the report is seen from. A result's fingerprint heeds what is said
    and in which file, not the line, so that a finding stays the same one when text above it changes.

    Args:
        findings: in the order in which they are listed.
        places: where the files are.
        version: of cruxbase.
    """
    codes = sorted({finding.code for finding in findings})
    seen: Counter[str] = Counter()
    results = []
    for finding in findings:
        seen[said := _said(finding)] += 1
        results.append(_result(finding, codes.index(finding.code), places) | _fingerprint(said, seen[said]))
    run = {
        "tool": {
            "driver": {
                "name": "cruxbase",
                "semanticVersion": version,
                "rules": [_rule(CATALOGUE[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(kind: DiagnosticKind) -> dict[str, object]:
    return {
        "id": kind.code,
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.why},
        "help": {"text": f"{kind.title}. {kind.why}"},
        "defaultConfiguration": {"level": kind.severity},
    }


def _result(finding: Diagnostic, rule: int, places: Places) -> dict[str, object]:
    said = ". ".join(part for part in (finding.message, finding.help) if part)
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": said},
        "locations": [_location(finding.span, places)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(span, places), "message": {"text": label or "see also"}}
            for number, (span, label) in enumerate(finding.related, start=1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix, places)]
    return result


def _location(span: Span, places: Places) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": _artifact(span, places), "region": _region(span)}}


def _artifact(span: Span, places: Places) -> dict[str, object]:
    return {"uri": quote(places.shown(span.path))}


def _region(span: Span) -> dict[str, object]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, places: Places) -> dict[str, object]:
    by_file: dict[str, list[dict[str, object]]] = {}
    artifacts: dict[str, Span] = {}
    for span, replacement in fix.edits:
        artifacts.setdefault(span.path, span)
        by_file.setdefault(span.path, []).append(
            {"deletedRegion": _region(span), "insertedContent": {"text": replacement}}
        )
    changes = [
        {"artifactLocation": _artifact(artifacts[path], places), "replacements": r} for path, r in by_file.items()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _said(finding: Diagnostic) -> str:
    return f"{finding.code}\0{finding.span.path}\0{finding.message}"


def _fingerprint(said: str, occurrence: int) -> dict[str, object]:
    digest = hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
    return {"partialFingerprints": {"findingHash/v1": f"{digest}:{occurrence}"}}
