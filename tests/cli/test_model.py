"""`cruxbase model`: outputs with intervals, and what the options add."""

from __future__ import annotations

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_outputs_come_with_an_interval(run: Run) -> None:
    """An input that nobody gives a value is open over its range, and the result says so."""
    found = run("model", "robbery", "--json").json["run"]
    assert ["sleep"] == found["assumed"]
    assert 0 <= found["quantities"]["robbed"]["low"] < found["quantities"]["robbed"]["high"] <= 0.2


def test_a_view_and_numbers_are_set(run: Run) -> None:
    """With all inputs given by someone and by hand, the interval is a point."""
    found = run("model", "robbery", "--view", "ann", "--set", "sleep=1", "--json").json["run"]
    assert 0.4 == pytest.approx(found["quantities"]["robbed"]["low"]) == found["quantities"]["robbed"]["high"]


def test_all_that_can_be_asked_at_once(run: Run) -> None:
    """A sweep, sensitivity, a share and a threshold each have their part of the JSON."""
    options = ("--sweep", "sleep", "--sensitivity", "--share", "robbed > 0.1", "--threshold", "0.1")
    found = run("model", "robbery", *options, "--json").json
    assert {"run", "sweep", "sensitivity", "share", "threshold"} == set(found)
    assert 0.5 == pytest.approx(found["share"], abs=0.05)
    assert 21 == len(found["sweep"])
    assert {"sobol"} == {found["sensitivity"]["method"]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--set", "sleep=2"), "'sleep' cannot be 2: it lies between 0 and 1"),
        (("--sweep", "slepe"), "the nearest is 'sleep'"),
        (("--share", "robbed >"), "column 9"),
        (("--implementation", "nothing"), "no implementation of a model is called 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A wrong range, name, condition or implementation ends the command with what is wrong."""
    shown = run("model", "robbery", *arguments)
    assert 2 == shown.status
    assert sentence in shown.err
