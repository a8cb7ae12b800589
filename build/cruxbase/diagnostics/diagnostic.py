"""One finding: what is wrong, where, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from cruxbase.diagnostics.span import Span

Severity = Literal["error", "warning", "note"]

_RANK = {"error": 0, "warning": 1, "note": 2}


class Edit(NamedTuple):
    """A replacement of one stretch of a file; an empty replacement deletes it."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """An exact change that removes a finding.

    Attributes:
        title: what the change does, as an imperative sentence without a full stop.
        edits: the replacements, which do not overlap.
        safe: True where the change cannot alter what the record means.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Related(NamedTuple):
    """A second place that helps to understand a finding."""

    span: Span
    label: str


class Diagnostic(NamedTuple):
    """A finding about the base, as a frozen value without any formatting.

    Attributes:
        code: `family/slug`, declared in `cruxbase.diagnostics.catalogue`.
        message: one line that names what is wrong.
        span: where it is.
        label: a few words set beside the place, such as `not found among 412 claims`.
        related: other places that matter.
        help: what to do, one or two sentences.
        fix: an exact change, where there is one.
        severity: how grave; the catalogue's severity unless policy says otherwise.
    """

    code: str
    message: str
    span: Span
    label: str = ""
    related: tuple[Related, ...] = ()
    help: str = ""
    fix: Fix | None = None
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """The order in which findings are reported: by place, then gravity, then code."""
        return (
            self.span.path,
            self.span.line,
            self.span.column,
            _RANK[self.severity],
            self.code,
            self.message,
        )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings sorted by place, each once.

    >>> here = Span("claims/a.yaml", 2, 1, 2, 5)
    >>> twice = [Diagnostic("link/unknown-claim", "no such claim", here)] * 2
    >>> len(in_order(twice))
    1
    """
    seen: dict[tuple[str, Span, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((diagnostic.code, diagnostic.span, diagnostic.message), diagnostic)
    return tuple(sorted(seen.values(), key=lambda d: d.sort_key))


MOST_OF_A_KIND = 50
"""Findings of one code in one file that are listed; the others are counted."""


def others_of(last: Diagnostic, number: int) -> Diagnostic:
    """The finding that stands for those of a kind that are not listed, at the place of the last one listed."""
    return Diagnostic(
        last.code,
        f"{number:,} more of this kind in the file",
        last.span,
        help="mend those that are listed first; they often have one cause",
        severity=last.severity,
    )


def capped(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings of which no file has more than some of a kind, and then one that says how many there are besides."""
    kept: list[Diagnostic] = []
    numbers: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], Diagnostic] = {}
    for finding in diagnostics:
        key = (finding.code, finding.span.path)
        number = numbers[key] = numbers.get(key, 0) + 1
        if number <= MOST_OF_A_KIND + 1:  # one more: it may stand for others already
            kept.append(finding)
            last[key] = finding
    return kept + [
        others_of(last[key], number - MOST_OF_A_KIND - 1)
        for key, number in numbers.items()
        if number > MOST_OF_A_KIND + 1
    ]


def as_plain(diagnostic: Diagnostic) -> list[object]:
    """The finding as nested lists, for a cache; `from_plain` is the inverse."""
    fix = diagnostic.fix
    return [
        *diagnostic[:2],
        list(diagnostic.span),
        diagnostic.label,
        [[list(r.span), r.label] for r in diagnostic.related],
        diagnostic.help,
        None if fix is None else [fix.title, [[list(e.span), e.replacement] for e in fix.edits], fix.safe],
        diagnostic.severity,
    ]


def from_plain(plain: list[Any]) -> Diagnostic:
    """The finding that `as_plain` turned into lists.

    >>> finding = Diagnostic("link/unknown-claim", "no such claim", Span("claims/a.yaml"))
    >>> from_plain(as_plain(finding)) == finding
    True
    """
    code, message, span, label, related, help_text, fix, severity = plain
    return Diagnostic(
        code,
        message,
        Span(*span),
        label,
        tuple(Related(Span(*place), words) for place, words in related),
        help_text,
        None if fix is None else Fix(fix[0], tuple(Edit(Span(*place), text) for place, text in fix[1]), fix[2]),
        severity,
    )
