"""Where a cursor stands in a text that may be half typed."""

from __future__ import annotations

import pytest

from cruxbase.lsp.cursor import cursor

CASES = {
    "ty|": ((), "ty", True, False),
    "type: claim\ntopic: mon|": (("topic",), "mon", False, False),
    "supports: [a, b-|": (("supports",), "b-", False, True),
    "supports:\n  - a-b|": (("supports",), "a-b", True, True),
    "supports:\n  - claim: a|": (("supports", "claim"), "a", False, False),
    "supports:\n  - claim: a\n    stre|": (("supports",), "stre", True, False),
    "supports:\n  - {claim: a, be|": (("supports",), "be", True, False),
    "supports:\n  - {claim: a, strength: w|": (("supports", "strength"), "w", False, False),
    "credences:\n  some-cl|": (("credences",), "some-cl", True, False),
    "undercuts:\n  - step: a -> b|": (("undercuts", "step"), "a -> b", False, False),
    "supports:\n  - claim: a\n    because: b\n  - claim: c|": (("supports", "claim"), "c", False, False),
    "sources:\n  - source: x\n    at: y\ntop|": ((), "top", True, False),
}


@pytest.mark.parametrize("written", CASES)
def test_the_place_of_a_cursor(written: str) -> None:
    """Keys that lead there, what is typed, and whether it is a key or an item."""
    lines = written.replace("|", "").split("\n")
    here = cursor(lines, len(lines) - 1, len(lines[-1]))
    assert (here.path, here.word, here.in_key, here.in_list) == CASES[written]
