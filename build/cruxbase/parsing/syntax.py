"""What a YAML parser complains about, in words that a contributor can act on."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import yaml

from cruxbase.diagnostics import Diagnostic, Edit, Fix, diagnostic
from cruxbase.parsing.raw_text import Text


class _Complaint(NamedTuple):
    """How one complaint of the parsers is put.

    Attributes:
        said: a pattern of what libyaml or PyYAML say, problem and context.
        message: what is wrong.
        help: what to do.
        at_context: whether the mistake is where the parser began to read something, not where it gave up.
    """

    said: re.Pattern[str]
    message: str
    help: str
    at_context: bool = False


def _complaints(*entries: tuple[str, str, str, bool]) -> tuple[_Complaint, ...]:
    return tuple(_Complaint(re.compile(said), message, help, at) for said, message, help, at in entries)


# The first that fits counts. libyaml and PyYAML word most complaints alike, some not.
_COMPLAINTS = _complaints(
    (
        "unexpected (?:end of stream|document separator).*quoted scalar",
        "a quotation mark is never closed",
        "close it; inside single quotes write '' for an apostrophe",
        True,
    ),
    (
        "unknown escape character|escape sequence|hexdecimal|hexadecimal",
        "a backslash in double quotes does not begin an escape",
        "write \\\\ for a backslash, or put the text in single quotes",
        False,
    ),
    (
        "cannot start any token",
        "plain text cannot begin with this character",
        "put text that begins with @, ` or % in quotes",
        False,
    ),
    (
        "alphabetic or numeric character|while scanning an (?:alias|anchor)",
        "plain text cannot begin with * or &",
        "put the text in quotes",
        True,
    ),
    (
        "mapping values are not allowed",
        "a ': ' stands where no key can be",
        "put text that contains ': ' in quotes, or after '>-' on lines of its own",
        False,
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin here",
        "begin the list on the line after its key, one '- ' a line; put text that begins with '- ' in quotes",
        False,
    ),
    (
        "comment or (?:a )?line break|chomping or indentation|indentation indicator",
        "text stands on the same line as '>' or '|'",
        "begin the text on the next line, indented; put text that begins with > or | in quotes",
        False,
    ),
    (
        "expected ',' or|flow (?:sequence|mapping)",
        "a bracket is not closed, or a comma is missing",
        "close it and put commas between the entries; put text that begins with [ or { in quotes",
        True,
    ),
    (
        "could not find expected ':'",
        "this line is not 'key: value'",
        "put ': ' after the key; indent the further lines of a longer text, or write it after '>-'",
        True,
    ),
    (
        "expected '-' indicator|block collection",
        "a key stands among the items of a list",
        "indent keys below their item, or remove the '-'",
        False,
    ),
    (
        "expected key|expected <block end>|block mapping",
        "nothing can stand here",
        "check the indentation: keys of one record begin in the same column; quote all of a text or nothing",
        False,
    ),
    (
        "control characters|special characters|unacceptable character",
        "the text holds an invisible character",
        "remove it; it often comes along with copied text",
        False,
    ),
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONFLICT = re.compile(r"^(<{7} .*|<{7}|={7}|>{7} .*|>{7})$", re.MULTILINE)
_COLONS = "：﹕︓꞉"
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_KEY = r"[ -]*[\"']?[A-Za-z_][\w-]*[\"']?"
_LOOKALIKE = re.compile(
    rf"^(?:(?P<indent> *[{_SPACES}][ {_SPACES}]*)|{_KEY}(?: *(?P<colon>[{_COLONS}])|:(?P<after>[{_SPACES}]+)))",
    re.MULTILINE,
)
DASH_AND_LOOKALIKE = re.compile(rf"-[{_SPACES}]")
_WIDTHS = {2: "two", 4: "four", 8: "eight"}
_LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)
_KEY_BEFORE = re.compile(r"[ ]+[a-z_]+$")
_CLOSE_DASH = re.compile(r"\n *-(?P<word>[a-z_]+:)[^\n]*\n[^\n]*\Z")
_CLOSE_KEY = re.compile(r" *(?:- +)?[a-z_]+(?P<colon>:)[^\s:/][^:\n]*\n")
_BOUND = re.compile(r">=? *[0-9.]+ ?%?")
_WORD_NEXT = re.compile(r"\w")
_CLOSED_BEFORE = re.compile(r"[\]})'\"]\s*$")


def syntax_finding(text: Text, error: yaml.YAMLError) -> Diagnostic:
    """The finding that a parser's error amounts to."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    said = f"{problem} {getattr(error, 'context', '') or ''}"
    start, problem_mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if not hasattr(error, "problem_mark"):
        return _unprintable(text)
    if (conflict := _CONFLICT.search(text.content)) is not None:
        return diagnostic(
            "yaml/conflict",
            "a merge conflict is not resolved",
            text.span(*conflict.span(1)),
            label="left by git",
            help="keep one of the two versions, or join them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
        )
    complaint = next((c for c in _COMPLAINTS if c.said.search(said)), None)
    marks = [mark for mark in (start, problem_mark) if mark is not None]
    at_context = complaint is not None and complaint.at_context
    index = (marks[0] if at_context else marks[-1]).index if marks else 0
    first = marks[0].index if marks else 0
    # The parser may have gone on reading a line that it took for text.
    before = max(text.content.rfind("\n", 0, first), 0)
    if (typed := first_look_alike(text, before, marks[-1].index if problem_mark is not None else first)) is not None:
        return typed
    if "single document" in said:
        return diagnostic(
            "yaml/several-documents",
            "the file holds more than one document",
            text.span(index, index + 1),
            help="move what follows '---' into a file of its own",
        )
    if text.content[index : index + 1] == "\t" and (complaint is None or "token" in complaint.said.pattern):
        return _tab(text, index)
    return _not_valid(text, index, problem, complaint)


def _not_valid(text: Text, index: int, problem: str, complaint: _Complaint | None) -> Diagnostic:
    """The finding for what no finding of its own explains."""
    if complaint is None:
        return diagnostic(
            "yaml/syntax",
            f"not valid YAML: {problem}",
            text.span(index, index + 1),
            help="check quotes, brackets and indentation",
        )
    if "mapping values" in complaint.said.pattern and (close := _close_key(text, index)) is not None:
        return diagnostic(
            "yaml/syntax",
            "not valid YAML: a space is missing after a colon",
            text.span(close, close + 1),
            help="write 'key: value', with a space between",
            fix=Fix("Write a space after the colon", (Edit(text.span(close, close + 1), ": "),), safe=False),
        )
    return diagnostic(
        "yaml/syntax",
        f"not valid YAML: {complaint.message}",
        text.span(index, index + 1),
        help=_closer_help(text, index, complaint) or complaint.help,
    )


def first_look_alike(text: Text, start: int, end: int) -> Diagnostic | None:
    """The finding for a character that looks like a space or colon of YAML and is none, where it matters.

    Args:
        text: the file.
        start: offset of a character in the first line to look at.
        end: offset of a character in the last one.
    """
    first = text.content.rfind("\n", 0, start) + 1
    last = text.content.find("\n", end)
    match = _LOOKALIKE.search(text.content, first, last if last >= 0 else len(text.content))
    return look_alike(text, *_stretch(match)) if match is not None else None


def look_alike(text: Text, start: int, end: int) -> Diagnostic:
    """The finding for characters that look like a space or colon of YAML and are none.

    Args:
        text: the file.
        start: offset of the first of them.
        end: offset behind the last.
    """
    character = next((c for c in text.content[start:end] if c != " "), " ")
    is_space = character not in _COLONS
    edits = {(start, end), *(_stretch(match) for match in _LOOKALIKE.finditer(text.content))}
    return diagnostic(
        "yaml/look-alike",
        f"a {unicodedata.name(character, 'character').lower()} (U+{ord(character):04X}) stands where YAML needs "
        + ("a plain space" if is_space else "a plain colon and a space"),
        text.span(start, end),
        label="looks the same and is not",
        help="type it anew; such characters come along with text from web pages and word processors",
        fix=Fix(
            "Write plain spaces and colons",
            tuple(Edit(text.span(*edit), _plain(text.content, *edit)) for edit in sorted(edits)),
            safe=False,
        ),
    )


def _stretch(match: re.Match[str]) -> tuple[int, int]:
    """Where the characters stand that a match is about: one colon, or all spaces there."""
    kind = next(kind for kind, characters in match.groupdict().items() if characters)
    return match.span(kind)


def _plain(content: str, start: int, end: int) -> str:
    if content[start] in _COLONS:
        return ":" if content[end : end + 1].isspace() else ": "
    return " " * (end - start)


def _close_key(text: Text, index: int) -> int | None:
    """Where the line above one with a key has a colon without a space, as in `- claim:some-id`; None where it has none."""
    start = text.content.rfind("\n", 0, index) + 1
    above = text.content.rfind("\n", 0, max(start - 1, 0)) + 1
    match = _CLOSE_KEY.match(text.content, above, start)
    return match.start("colon") if match is not None and start else None


def _closer_help(text: Text, index: int, complaint: _Complaint) -> str:
    """What can be said better with a look at the line."""
    before = text.content[text.content.rfind("\n", 0, index) + 1 : index]
    if "mapping values" in complaint.said.pattern and (mark := _CLOSE_DASH.search(text.content, 0, index)) is not None:
        return f"write a space after the '-' that begins an entry: '- {mark['word']}'"
    if "mapping values" in complaint.said.pattern and _KEY_BEFORE.match(before):
        return "take away the spaces before this key: keys of one record begin in the same column"
    line_end = text.content.find("\n", index)
    bounds = _BOUND.finditer(text.content, index - len(before), line_end if line_end >= 0 else len(text.content))
    if (bound := next((b for b in bounds if b.start() <= index <= b.end()), None)) is not None:
        return f'put a credence that begins with > in quotes: "{bound[0]}"'
    if "expected key" in complaint.said.pattern and before.endswith("'") and _WORD_NEXT.match(text.content, index):
        return "an apostrophe ends the text here: write it twice ('') inside single quotes, or put all of it in double quotes"
    if "expected key" in complaint.said.pattern and _CLOSED_BEFORE.search(before):
        return "text goes on after a closing quotation mark or bracket: put all of it in quotes"
    return ""


def _tab(text: Text, index: int) -> Diagnostic:
    """The finding for a tab in indentation, with a fix where the text reads after it."""
    span = text.span(index, index + 1)
    leading = [match.span() for match in _LEADING_TABS.finditer(text.content)]
    fix = None
    if not any(start <= index < end for start, end in leading):
        fix = Fix("Write two spaces for the tab", (Edit(span, "  "),), safe=False)
    elif (width := _tab_width(text.content)) is not None:
        edits = tuple(Edit(text.span(start, end), " " * width * (end - start)) for start, end in leading)
        fix = Fix(f"Write {_WIDTHS[width]} spaces for each tab at the start of a line", edits)
    return diagnostic(
        "yaml/tab",
        "a tab is used for indentation",
        span,
        help="indent with spaces; most editors can convert tabs",
        fix=fix,
    )


def _tab_width(content: str) -> int | None:
    """How many spaces a leading tab stands for: the first width with which the text is valid YAML.

    None where there is no such width, or where the widths give the text different meanings.
    """
    first: tuple[int, list[str]] | None = None
    for width in _WIDTHS:
        spaced = "".join(
            " " * width * (len(line) - len(line.lstrip("\t"))) + line.lstrip("\t")
            for line in content.splitlines(keepends=True)
        )
        try:
            events = yaml.parse(spaced, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            read = [f"{type(event).__name__} {getattr(event, 'value', '')}" for event in events]
        except yaml.YAMLError:
            continue
        if first is None:
            first = width, read
        elif first[1] != read:
            return None
    return first[0] if first is not None else None


def _unprintable(text: Text) -> Diagnostic:
    """The parsers tell the place of such a character in bytes or in characters, each in its own way."""
    found = _UNPRINTABLE.search(text.content)
    at = found.start() if found else 0
    name = f"U+{ord(found[0]):04X} ({unicodedata.name(found[0], 'control character').lower()})" if found else ""
    span = text.span(at, at + 1)
    return diagnostic(
        "yaml/syntax",
        f"not valid YAML: the text holds an invisible character, {name}",
        span,
        help="remove it; it often comes along with copied text",
        fix=Fix("Remove the character", (Edit(span, ""),), safe=False),
    )
