"""Findings removed by the exact changes that they carry.

Fixes are applied in rounds, since one may bring another to light, until nothing is left to apply. A fix
after which a file could no longer be read is taken back.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cruxbase.checks.policy import policy_of
from cruxbase.diagnostics import Diagnostic, Edit, Fix
from cruxbase.editing.texts import Texts, edited, overlapping, texts_of
from cruxbase.loading.loading import load_texts

ROUNDS = 20

Wanted = Callable[[Diagnostic], bool]


class Fixed(NamedTuple):
    """What fixing would do, or has left to be done.

    Attributes:
        texts: the base as it is on disk.
        changed: new texts by path.
        applied: the findings whose fixes were applied, in order.
        left: the findings that remain.
    """

    texts: Texts
    changed: Mapping[str, str]
    applied: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...] = ()


def fixed(root: str | os.PathLike[str], wanted: Wanted) -> Fixed:
    """The base in a folder after all wanted fixes; nothing is written.

    Args:
        root: the folder with the records.
        wanted: whether the fix of a finding is to be applied.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """
    texts = texts_of(root)
    policy = policy_of(root)
    current = dict(texts.by_path)
    applied: list[Diagnostic] = []
    refused: set[Fix] = set()
    found = load_texts(current, policy).diagnostics
    for _ in range(ROUNDS):
        usable = (d for d in found if _usable(d, texts) and d.fix not in refused and wanted(d))
        chosen = _without_overlap(usable)
        if not chosen:
            break
        attempt = _after(current, chosen)
        found_then = load_texts(attempt, policy).diagnostics
        worse = _made_unreadable(found, found_then)
        if worse:
            harmful = [d for d in chosen if any(edit.span.path in worse for edit in _edits(d))]
            refused.update(d.fix for d in harmful if d.fix is not None)
            continue
        current, found = attempt, found_then
        applied += chosen
    changed = {path: text for path, text in current.items() if text != texts.by_path[path]}
    return Fixed(texts, changed, tuple(applied), tuple(found))


def _edits(finding: Diagnostic) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix is not None else ()


def _usable(finding: Diagnostic, texts: Texts) -> bool:
    return bool(_edits(finding)) and all(edit.span.path in texts.readable for edit in _edits(finding))


def _without_overlap(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings whose fixes can be applied together; of two that touch the same place, the first."""
    chosen: list[Diagnostic] = []
    taken: dict[str, list[Edit]] = {}
    for finding in findings:
        edits = _edits(finding)
        if not any(overlapping(edit, other) for edit in edits for other in taken.get(edit.span.path, ())):
            chosen.append(finding)
            for edit in edits:
                taken.setdefault(edit.span.path, []).append(edit)
    return chosen


def _after(texts: Mapping[str, str], findings: Iterable[Diagnostic]) -> dict[str, str]:
    by_path: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in _edits(finding):
            by_path.setdefault(edit.span.path, []).append(edit)
    return {**texts, **{path: edited(texts[path], edits) for path, edits in by_path.items()}}


def _made_unreadable(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> set[str]:
    """The files with more errors of form than before."""
    errors = Counter(d.span.path for d in after if d.severity == "error" and d.code.startswith("yaml/"))
    errors.subtract(Counter(d.span.path for d in before if d.severity == "error" and d.code.startswith("yaml/")))
    return {path for path, number in errors.items() if number > 0}
