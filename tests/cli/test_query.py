"""`cruxbase query`."""

from __future__ import annotations

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_query_computes_the_outputs_for_someone(run: Run) -> None:
    """What it comes to, beside what is stated and what the text says, and what goes in."""
    shown = run("query", "robbery", "--view", "ann")
    assert (0, "") == (shown.status, shown.err)
    assert [
        "How likely a robbery is  robbery",
        "",
        "robbed  house-robbed, for ann",
        "  comes to       0.2",
        "  stated         0.2",
        "  the text says  0.1",
        "",
        "  input  number  from    claim",
        "  come      0.8  stated  thieves-come",
        "  fail      0.5  stated  locks-fail",
        "  sleep     0.5  stated  nobody-wakes",
    ] == shown.lines


def test_query_without_a_number_names_who_gives_none(run: Run) -> None:
    """As published one input is unknown: a range and no value."""
    shown = run("query", "robbery")
    assert "  comes to       no number: nobody gives sleep; --set gives one" in shown.lines
    assert "  can be         0 to 0.2" in shown.lines
    assert ["sleep", "0", "to", "1", "unknown", "nobody-wakes"] == shown.lines[-1].split()


def test_query_takes_numbers_by_name_and_by_claim(run: Run) -> None:
    """An input is set by its name in the model or by its claim."""
    one, two = (
        run("query", "robbery", "robbed", "--set", f"{name}=50%", "--json").json for name in ("sleep", "nobody-wakes")
    )
    assert pytest.approx(0.1) == one["value"] == two["value"]
    assert ["published", "published", "supposed"] == [given["basis"] for given in one["inputs"]]


def test_query_as_json_is_a_list_for_several_targets(run: Run) -> None:
    """One answer is an object, several are a list."""
    both = run("query", "robbery", "robbed", "come", "--view", "cy", "--json").json
    assert [("robbed", None), ("come", 0.5)] == [(found["variable"], found["value"]) for found in both]
    assert [0.0, 0.4] == pytest.approx(both[0]["range"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("robery",), "did you mean 'robbery'?"),
        (("ann",), "'ann' is a person, and a model is needed here"),
        (("robbery", "robed"), "the nearest is 'robbed'"),
        (("robbery", "--set", "sleeps=1"), "the nearest is 'sleep'"),
        (("robbery", "--set", "sleep"), "INPUT=NUMBER"),
        (("robbery", "--set", "sleep=x"), "INPUT=NUMBER"),
        (("robbery", "--view", "boo"), "did you mean 'bo'?"),
        (("causes", "rust"), "'rust' cannot be computed"),
        (("causes",), "declares no output"),
    ],
)
def test_wrong_usage_of_query(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("query", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err
