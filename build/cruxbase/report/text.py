"""Findings as text for people: the line, the place underlined, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cruxbase.diagnostics import Diagnostic, Span
from cruxbase.report.cells import visible, wrapped
from cruxbase.report.counts import Counts, counts, in_words, plural
from cruxbase.report.excerpt import Frame, Marked, excerpt
from cruxbase.report.places import Places
from cruxbase.report.style import Style


class Layout(NamedTuple):
    """What the reader's terminal is like.

    Attributes:
        style: colours.
        cells: width in cells.
    """

    style: Style = Style(False)
    cells: int = 100


def text(findings: Sequence[Diagnostic], places: Places, layout: Layout = Layout()) -> Iterator[str]:  # noqa: B008 - frozen
    """The findings as lines without their ends, a blank line after each.

    Args:
        findings: in the order in which they are shown.
        places: where the files are.
        layout: how wide, and whether in colour.
    """
    for finding in findings:
        yield from finding_text(finding, places, layout)
        yield ""


def finding_text(finding: Diagnostic, places: Places, layout: Layout) -> Iterator[str]:
    """One finding as lines without their ends."""
    style, cells = layout
    heading = f"{finding.severity}[{finding.code}]"
    first, *rest = wrapped(visible(finding.message), max(cells, 40), " " * 4, f"{heading}: ")
    yield style.paint(finding.severity, heading) + style.paint("strong", first[len(heading) :])
    for line in rest:
        yield style.paint("strong", line)
    yield from _excerpts(finding, places, layout)
    if finding.help:
        yield from _remark("help", finding.help, layout)
    if finding.fix is not None:
        command = "cruxbase fix" if finding.fix.safe else "cruxbase fix --unsafe"
        yield from _remark("fix", f"{finding.fix.title} ({command})", layout)


def summary(findings: Sequence[Diagnostic], looked_at: int, style: Style = Style(False)) -> Iterator[str]:  # noqa: B008 - frozen
    """How many findings there are, and what could be done about them at once.

    Args:
        findings: all that were shown.
        looked_at: the number of files.
        style: colours.
    """
    found = counts(findings)
    role = "error" if found.errors else "warning" if found.warnings else "note" if found.notes else "help"
    words = in_words(found)
    yield style.paint(role, words) + (f" of {looked_at:,}" if findings else f" in {plural(looked_at, 'file')}")
    yield from _offers(found)


def _offers(found: Counts) -> Iterator[str]:
    if found.safe_fixes:
        yield f"{plural(found.safe_fixes, 'finding')} can be fixed with 'cruxbase fix' (look first: --diff)"
    if found.other_fixes:
        yield f"{plural(found.other_fixes, 'finding')} can be fixed with 'cruxbase fix --unsafe'"


def _excerpts(finding: Diagnostic, places: Places, layout: Layout) -> Iterator[str]:
    """The place of the finding, then those of its related places that are in other files."""
    style, cells = layout
    marks = [Marked(finding.span, finding.label, True)]
    elsewhere: dict[str, list[Marked]] = {}
    for span, label in finding.related:
        marked = Marked(span, label, False)
        if span.path == finding.span.path and not _is_whole_file(span) and not _is_whole_file(finding.span):
            marks.append(marked)
        else:
            elsewhere.setdefault(span.path, []).append(marked)
    shown = [mark for group in (marks, *elsewhere.values()) for mark in group]
    gutter = max(len(str(_last_line(mark.span))) for mark in shown)
    frame = Frame(gutter, cells, style, finding.severity)
    yield from _snippet("-->", marks, places, frame)
    for group in elsewhere.values():
        yield from _snippet(":::", group, places, frame)
    yield frame.line("", "")


def _snippet(arrow: str, marks: list[Marked], places: Places, frame: Frame) -> Iterator[str]:
    main = marks[0]
    name = places.shown(main.span.path)
    lines = places.lines(main.span.path)
    pointer = " " * frame.gutter + frame.style.paint("frame", arrow)
    words = "" if main.primary else "; ".join(mark.label for mark in marks if _is_whole_file(mark.span) and mark.label)
    if _is_whole_file(main.span) or main.span.line > len(lines):
        yield f"{pointer} {visible(name)}" + (f": {visible(words or main.label)}" if words or main.label else "")
        return
    yield f"{pointer} {visible(name)}:{main.span.line}:{main.span.column}"
    yield frame.line("", "")
    yield from excerpt(lines, [mark for mark in marks if not _is_whole_file(mark.span)], frame)


def _is_whole_file(span: Span) -> bool:
    """Whether a span says no more than which file it is in."""
    return span[1:] == (1, 1, 1, 1)


def _last_line(span: Span) -> int:
    return 0 if _is_whole_file(span) else span.end_line


def _remark(word: str, sentence: str, layout: Layout) -> Iterator[str]:
    first, *rest = wrapped(visible(sentence), max(layout.cells, 40), " " * 6, f"{word}: ")
    yield layout.style.paint("help", f"{word}:") + first[len(word) + 1 :]
    yield from rest
