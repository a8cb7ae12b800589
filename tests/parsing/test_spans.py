"""Places: of keys, values, entries and records, in characters, whatever stands before them."""

from __future__ import annotations

import pytest

from cruxbase.diagnostics import Span
from cruxbase.parsing.located import SpanTable
from cruxbase.parsing.raw_text import Text
from support import findings_in, marked

RECORD = """\
type: claim
title: 'Quoted: title'
statement: >-
  First line of a folded text,
  and its second line.

  A paragraph.

# a remark of its own
sources:
  - source: a-source   # beside it
    at: §3
    # inside the entry
  - another-source

  # after the list
supports: [a, {claim: b, with: [c, d]}]
"""


def table(content: str) -> SpanTable:
    """The places in a text."""
    return SpanTable(Text("claims/a.yaml", content))


@pytest.mark.parametrize(
    ("path", "stretch"),
    [
        (("type",), "claim"),
        (("title",), "'Quoted: title'"),
        (("statement",), ">-\n  First line of a folded text,\n  and its second line.\n\n  A paragraph."),
        (("sources", 0, "source"), "a-source"),
        (("sources", 0), "source: a-source   # beside it\n    at: §3"),
        (("sources", 1), "another-source"),
        (("sources",), "- source: a-source   # beside it\n    at: §3\n    # inside the entry\n  - another-source"),
        (("supports", 0), "a"),
        (("supports", 1), "{claim: b, with: [c, d]}"),
        (("supports", 1, "with", 1), "d"),
    ],
)
def test_value_is_marked_exactly(path: tuple[str | int, ...], stretch: str):
    """A value's place is all of it and nothing else: no line end, no remark that follows."""
    assert marked(table(RECORD).value(path), RECORD) == stretch
    assert table(RECORD).written(path) == stretch


@pytest.mark.parametrize(
    ("path", "stretch"), [(("title",), "title"), (("sources", 0, "at"), "at"), (("sources", 1), "another-source")]
)
def test_key_is_marked_exactly(path: tuple[str | int, ...], stretch: str):
    """A key's place is the key; an entry of a list, which has none, stands for itself."""
    assert marked(table(RECORD).key(path), RECORD) == stretch


@pytest.mark.parametrize(
    "newline",
    ["\n", "\r\n"],
)
@pytest.mark.parametrize("before", ["plain", "ÄÖÜ é ñ", "日本語", "😀 👩‍💻 🇩🇪", "e\u0301", "\u2028 separator"])
def test_place_counts_characters(before: str, newline: str):
    """Columns are in characters, and text in any script before a value does not shift it, with either line end."""
    content = f"title: '{before}'{newline}list: ['{before}', here]{newline}".replace("\u2028", " ")
    assert marked(table(content).value(("list", 1)), content) == "here"
    assert table(content).value(("list", 1)).line == 2


def test_place_of_what_is_not_written_is_that_of_its_nearest_ancestor():
    """A missing value's place is where it would have stood."""
    assert marked(table(RECORD).value(("sources", 1, "source")), RECORD) == "another-source"
    assert marked(table(RECORD).value(("nothing", "here")), RECORD) == "claim"


def test_place_of_a_record_is_its_type():
    """What concerns the record as a whole stands at the value of its type, or at the first character."""
    assert table(RECORD).top() == Span("claims/a.yaml", 1, 7, 1, 12)
    assert table("title: x\n").top() == Span("claims/a.yaml", 1, 1, 1, 2)
    assert table("").top() == Span("claims/a.yaml", 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("path", "stretch"),
    [
        (("type",), "type: claim\n"),
        (("sources", 1), "  - another-source\n"),
        (("sources", 0), "  - source: a-source   # beside it\n    at: §3\n"),
        (("statement",), RECORD[RECORD.index("statement") : RECORD.index("\n# a remark") - 0].rstrip("\n") + "\n"),
    ],
)
def test_entry_is_whole_lines(path: tuple[str | int, ...], stretch: str):
    """An entry's lines are those that deleting it would take."""
    assert marked(table(RECORD).entry(path), RECORD) == stretch


def test_missing_key_is_reported_where_its_parent_begins():
    """A key that is missing in an entry points at the entry, not at the record."""
    content = "type: viewpoint\ntitle: Ünïcode\nholder: h\ndate: 2024\ncredences:\n  a-claim:\n    basis: stated\n"
    (found,) = findings_in({"claims/a.yaml": content})
    assert (found.code, marked(found.span, content), found.span.line) == (
        "schema/missing-key",
        "basis: stated",
        7,
    )


def test_place_in_a_file_that_changed_meanwhile_is_still_a_place():
    """Places are looked up in the file as it is now; what is gone falls back to the record."""
    assert table("type: claim\n").value(("sources", 3, "at")) == Span("claims/a.yaml", 1, 7, 1, 12)
    assert table("]: no longer YAML").value(("sources",)) == Span("claims/a.yaml", 1, 1, 1, 2)
