"""`cruxbase what-if`."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_what_if_shows_what_would_change(run: Run) -> None:
    """Status and strength, before and after; what was supposed is among the rows."""
    shown = run("what-if", "steel-is-cheap=10%", "--view", "ann")
    assert (0, "") == (shown.status, shown.err)
    assert "If steel-is-cheap = 0.1, for ann" == shown.lines[0]
    assert "  2 claims would change, 1 of them in status." == shown.lines[1]
    assert ["steel-is-cheap", "+", "stated", "->", "-", "out", "0.9", "->", "0.1", "-0.800"] == shown.lines[4].split()
    assert ["buy-steel", "+", "in", "0.9", "->", "0.347", "-0.553"] == shown.lines[5].split()


def test_what_if_edits_nothing(run: Run, dispute_base: Path) -> None:
    """The files are as they were."""
    before = {path: path.read_bytes() for path in dispute_base.rglob("*.yaml")}
    assert 0 == run("what-if", "steel-is-cheap=0").status
    assert before == {path: path.read_bytes() for path in dispute_base.rglob("*.yaml")}


def test_what_if_at_face_value_is_about_statuses(run: Run) -> None:
    """On record there is no strength to change."""
    shown = run("what-if", "steel-is-cheap=0", "rust-is-slow=0")
    assert [
        "buy-brass - out -> ? undecided",
        "buy-steel + in -> ? undecided",
        "rust-is-slow . no reasons yet -> - out",
        "steel-is-cheap . no reasons yet -> - out",
    ] == [" ".join(line.split()) for line in shown.lines[4:]]


def test_what_if_that_changes_nothing_says_so(run: Run) -> None:
    """Supposing what is believed already."""
    assert "  nothing else would change." == run("what-if", "steel-is-cheap=0.9", "--view", "ann").lines[1]


def test_what_if_as_json(run: Run) -> None:
    """Null where there is no strength."""
    found = run("what-if", "doors-are-strong=0", "--json").json
    assert ("on-record", {"doors-are-strong": 0.0}) == (found["view"], found["supposed"])
    assert {
        "claim": "doors-are-strong",
        "label_before": "unargued",
        "label_after": "out",
        "strength_before": None,
        "strength_after": None,
    } in found["changes"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("buy-steel",), "CLAIM=CREDENCE"),
        (("=0.5",), "CLAIM=CREDENCE"),
        (("buy-steel=2",), "not a number from 0 to 1"),
        (("buy-steel=nan",), "not a number from 0 to 1"),
        (("buy-steal=0.5",), "did you mean 'buy-steel'?"),
        (("which-lock=0.5",), "no credence to suppose"),
        (("buy-steel=0.5", "buy-steel=0.6"), "supposed twice"),
        (("buy-steel=0.5", "--view", "boo"), "did you mean 'bo'?"),
    ],
)
def test_wrong_usage_of_what_if(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("what-if", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err
