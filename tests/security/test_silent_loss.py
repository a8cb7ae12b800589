"""What a reader of the file sees and the base does not: every such case is said."""

from __future__ import annotations

import pytest

from support import codes, findings_beside

PERSON = "# claims/people/zoe-zed.yaml\n"


@pytest.mark.parametrize("value", ["Humans # x differ widely", "Humans #x", "one\t# two", "7 # of them"])
def test_every_comment_after_a_value_is_said(value: str) -> None:
    """Whatever follows ` #` is lost to the base, be it one word that stands before."""
    found = findings_beside(f"{PERSON}type: person\nname: Zoe Zed\nnotes: {value}")
    assert "yaml/comment-after-text" in codes(found)


@pytest.mark.parametrize("name", ["\u3164", "\u115f\u1160", "\uffa0\uffa0", "\u17b4", "---", "…", "\u2800"])
def test_a_name_nobody_can_see_is_blank(name: str) -> None:
    """Letters without a shape, and signs alone, are no name and no title."""
    for key in ("name", "notes"):
        other = "" if key == "name" else "name: Zoe Zed\n"
        found = findings_beside(f'{PERSON}type: person\n{other}{key}: "{name}"')
        assert "schema/blank" in codes(found), key


@pytest.mark.parametrize(
    ("word", "mixes"), [("p\u0430per", True), ("\u041codel", True), ("модель", False), ("ΔE", False)]
)
def test_a_word_of_two_scripts_that_look_alike_is_a_note(word: str, mixes: bool) -> None:
    """A Cyrillic letter among Latin ones is pointed out; words of one script and symbols are not."""
    found = findings_beside(f"{PERSON}type: person\nname: Zoe Zed\nnotes: A {word} of hers.")
    assert ("style/mixed-script" in codes(found)) == mixes
