"""What the YAML parser stumbles over is said at the place where the mistake was made."""

from __future__ import annotations

import unicodedata

import pytest

from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text
from support import marked
from support import mended as with_fix

CASES = [
    # a mistake, the stretch that is marked, a key phrase of the help
    ("title: Monitoring: what it costs\n", ":", "in quotes"),
    ("title: one\n topic: two\n", ":", "take away the spaces"),
    ('title: "never closed\ntopic: two\n', '"', "close it"),
    ("title: 'never closed\ntopic: two\n", "'", "close it"),
    ("title: 'it's so'\n", "s", "write it twice"),
    ('title: "quoted" and on\n', "a", "all of it in quotes"),
    ("title: [draft] and on\n", "a", "all of it in quotes"),
    ("title: `code` first\n", "`", "in quotes"),
    ("title: @someone said\n", "@", "in quotes"),
    ("credences:\n  a: >90%\n", "0", 'quotes: ">90%"'),
    ("credences:\n  a: {credence: >= 0.9}\n", ">", 'quotes: ">= 0.9"'),
    ("title: % of cases\n", "%", "in quotes"),
    ("title: *bold* text\n", "*", "in quotes"),
    ("title: & more\n", "&", "in quotes"),
    ("title: > no line end\n", "n", "next line"),
    ("title: | no line end\n", "n", "next line"),
    ("title: - a list\n", "-", "line after its key"),
    ("title: one\ntopic two\nstatement: three\n", "t", "put ': ' after the key"),
    ("list: [a, b\ntitle: one\n", "[", "close it"),
    ("list: [a b] c\n", "c", "all of it in quotes"),
    ("map: {a: b\ntitle: one\n", "{", "close it"),
    ("list:\n  - a\n  b: c\n", "b", "remove the '-'"),
    ('title: "a \\d b"\n', "\\", "single quotes"),
]


@pytest.mark.parametrize(("content", "stretch", "phrase"), CASES)
def test_mistake_is_marked_and_help_says_what_to_do(content: str, stretch: str, phrase: str):
    """A file that does not parse gives one finding, at the mistake, with a way out."""
    found = located(Text("claims/a.yaml", content))
    assert found.data is None
    (problem,) = found.problems
    assert (problem.code, marked(problem.span, content)) == ("yaml/syntax", stretch)
    assert phrase in problem.help


@pytest.mark.parametrize(
    ("content", "stretch", "mended"),
    [
        ("title:\u00a0one\ntopic: two\n", "\u00a0", "title: one\ntopic: two\n"),
        ("title\uff1aone\ntopic: two\n", "\uff1a", "title: one\ntopic: two\n"),
        ("title: one\ntopic\uff1a two\n", "\uff1a", "title: one\ntopic: two\n"),
        ("list:\n\u00a0\u00a0- a\n\u00a0 - b\ntopic: two\n", "\u00a0\u00a0", "list:\n  - a\n  - b\ntopic: two\n"),
        ("title:\u2009one\ntopic:\u3000two\n", "\u2009", "title: one\ntopic: two\n"),
    ],
)
def test_characters_that_look_like_spaces_and_colons_are_named(content: str, stretch: str, mended: str):
    """What the parser cannot read for want of a space is said to be that; the fix mends the whole file."""
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert (problem.code, marked(problem.span, content)) == ("yaml/look-alike", stretch)
    assert problem.fix is not None
    assert mended == with_fix({"claims/a.yaml": content}, problem.fix)["claims/a.yaml"]


@pytest.mark.parametrize(
    ("content", "stretch"),
    [
        ("title: a\n<<<<<<< HEAD\ntopic: b\n=======\ntopic: c\n>>>>>>> other\n", "<<<<<<< HEAD"),
        ("title: a\ntopic: b\n=======\ntopic: c\n", "======="),
        ("title: a\ntopic: b\n>>>>>>> 12ab (a change)\n", ">>>>>>> 12ab (a change)"),
    ],
)
def test_marks_of_a_merge_conflict_are_called_that(content: str, stretch: str):
    """Git's marks are named, whichever of them was left, and no fix chooses a side."""
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert ("yaml/conflict", stretch, None) == (problem.code, marked(problem.span, content), problem.fix)


def test_letters_of_two_characters_come_out_as_one():
    """Composed and decomposed letters are the same data, and a safe fix writes the former."""
    content = unicodedata.normalize("NFD", "title: Prüfung für Å\ntags: [é]\n")
    read = located(Text("claims/a.yaml", content))
    assert {"title": "Prüfung für Å", "tags": ["é"]} == read.data
    (problem,) = read.problems
    assert ("yaml/decomposed-letters", "u\u0308") == (problem.code, marked(problem.span, content))
    assert problem.fix is not None
    assert problem.fix.safe
    assert "title: Prüfung für Å\ntags: [é]\n" == with_fix({"claims/a.yaml": content}, problem.fix)["claims/a.yaml"]


@pytest.mark.parametrize("content", ["list:\n\t- a\n", "a:\n\tb: c\n", "\ttitle: one\n"])
def test_tab_has_a_finding_of_its_own(content: str):
    """A tab where indentation should be is called a tab."""
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert (problem.code, marked(problem.span, content)) == ("yaml/tab", "\t")


@pytest.mark.parametrize(
    ("content", "mended"),
    [
        ("list:\n\t- a\n", "list:\n  - a\n"),
        ("list:\n  - a: b\n\tc: d\n", "list:\n  - a: b\n    c: d\n"),
        ("list:\n  - a: b\n\tc: d\n   e: f\n", None),
    ],
)
def test_tabs_are_replaced_only_where_the_text_reads_afterwards(content: str, mended: str | None):
    """The safe fix takes the width with which the file is valid YAML, and there is none where no width is."""
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert problem.code == "yaml/tab"
    fixed = with_fix({"claims/a.yaml": content}, problem.fix)["claims/a.yaml"] if problem.fix is not None else None
    assert mended == fixed


@pytest.mark.parametrize("before", ["", "é", "日本語", "😀😀"])
@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x9f", "\ufffe"])
def test_unprintable_character_is_marked_whatever_stands_before_it(before: str, character: str):
    """The place of a control character is told in characters, not in bytes."""
    content = f"title: {before}\nnotes: a {before}{character}b\n"
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert (problem.code, marked(problem.span, content)) == ("yaml/syntax", character)
    assert f"U+{ord(character):04X}" in problem.message


def test_missing_space_after_the_colon_is_guessed():
    """`type:claim` is one word to YAML; the help says what is missing."""
    (problem,) = located(Text("claims/a.yaml", "type:claim\n")).problems
    assert problem.code == "yaml/no-record"
    assert "space after each colon" in problem.help
