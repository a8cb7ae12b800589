"""What the YAML parser stumbles over is said at the place where the mistake was made."""

from __future__ import annotations

import pytest

from cruxbase.reading.located import located
from cruxbase.reading.raw_text import Text
from support import marked

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


@pytest.mark.parametrize("content", ["list:\n\t- a\n", "a:\n\tb: c\n", "\ttitle: one\n"])
def test_tab_has_a_finding_of_its_own(content: str):
    """A tab where indentation should be is called a tab."""
    (problem,) = located(Text("claims/a.yaml", content)).problems
    assert (problem.code, marked(problem.span, content)) == ("yaml/tab", "\t")


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
