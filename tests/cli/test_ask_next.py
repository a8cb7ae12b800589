"""`cruxbase ask-next`."""

from __future__ import annotations

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_ask_next_names_the_unknown_that_matters_most(run: Run) -> None:
    """The conclusion is a range; each unknown is listed by how much it would narrow it."""
    shown = run("ask-next", "house-robbed", "--view", "cy")
    assert (0, "") == (shown.status, shown.err)
    assert "  for cy: 0 to 0.4" == shown.lines[1]
    assert [
        "nobody-wakes 0.2 0 to 0.2 nothing",
        "thieves-come 0.2 0 to 0.2 nothing",
        "locks-fail 0.1 0 to 0.3 a range",
    ] == [" ".join(line.split()) for line in shown.lines[4:7]]


def test_ask_next_limits_and_says_what_is_left(run: Run) -> None:
    """One question, and two more."""
    shown = run("ask-next", "house-robbed", "--view", "cy", "--limit", "1")
    assert "and 2 more (--limit)" in shown.lines


def test_ask_next_with_nothing_to_ask_says_so(run: Run) -> None:
    """All is known exactly."""
    assert "there is nothing to ask" in run("ask-next", "house-robbed", "--view", "ann").out


def test_ask_next_as_json(run: Run) -> None:
    """All questions, with the range and how good it is."""
    found = run("ask-next", "house-robbed", "--view", "cy", "--json").json
    assert ("cy", "exact", "nobody-wakes") == (found["view"], found["method"], found["rows"][0]["claim"])
    assert pytest.approx((0.0, 0.4)) == (found["low"], found["high"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("house-robbed",), "--view"),
        (("house-robed", "--view", "cy"), "did you mean 'house-robbed'?"),
        (("buy-brass", "--view", "cy"), "nothing bears on it"),
        (("which-lock", "--view", "cy"), "it is a crux"),
        (("house-robbed", "--view", "cy", "--limit", "0"), "not a number from 1"),
    ],
)
def test_wrong_usage_of_ask_next(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("ask-next", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err
