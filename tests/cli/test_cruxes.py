"""`cruxbase cruxes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run
from support import REPOSITORY

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_cruxes_between_two_views(run: Run) -> None:
    """What is computed and stated, shares that sum to the gap, closures from both sides, and the double crux."""
    shown = run("cruxes", "house-robbed", "--between", "ann", "bo")
    assert (0, "") == (shown.status, shown.err)
    assert [
        "The house is robbed  house-robbed",
        "",
        "                ann       bo       gap",
        "  computed  0.20000  0.05600  -0.14400",
        "  stated        0.2    0.056",
        "  status      - out    - out",
        "",
        "   claim         ann   bo     share  log-odds  A closes  B closes",
        "*  locks-fail    0.5  0.1  -0.19200     -1.84     111 %     156 %",
        "   nobody-wakes  0.5  0.7  +0.04800     +0.40     -56 %     -11 %",
        "   total                   -0.14400     -1.44",
        "",
        "Shares that raise it from A to B come to +0.04800, those that lower it to -0.19200.",
        "* double crux: locks-fail. Either side could change its mind there and come a good part of the way.",
    ] == shown.lines[:14]
    assert "Computed by the model robbery." == shown.lines[-1]
    assert max(map(len, shown.lines)) <= 100


def test_cruxes_by_the_graph_say_what_stood_in(run: Run) -> None:
    """The semantics, what was borrowed, what has no number, and what nobody spoke of are told under the table."""
    shown = run("cruxes", "buy-steel", "--between", "ann", "bo", "--semantics", "dfquad")
    assert "Computed from the argument graph under dfquad; 1 derived claim starts from 0.5." in shown.out
    assert "Only ann speaks of rust-is-slow: the same credence stands for both." in shown.out
    assert "Nobody here speaks of doors-are-strong" in shown.out
    assert "  can be" in shown.out


def test_cruxes_for_one_view(run: Run) -> None:
    """Swing, slope, what crosses the threshold, and what would flip the status."""
    shown = run("cruxes", "house-robbed", "--view", "ann", "--across", "0.3")
    assert "  for ann: 0.2; stated: 0.2" == shown.lines[1]
    assert ["claim", "credence", "swing", "slope", "crosses", "0.3", "at", "information"] == shown.lines[3].split()
    assert ["locks-fail", "0.5", "+0.400", "+0.400", "0.75", "0.2"] == shown.lines[4].split()


def test_cruxes_as_json_has_every_measure(run: Run) -> None:
    """Rows with both scales, closures, swings, flips and paths; null where nothing is defined."""
    table = run("cruxes", "house-robbed", "--between", "ann", "bo", "--json").json
    assert pytest.approx((0.2, 0.056, -0.144)) == (table["value_a"], table["value_b"], table["difference"])
    assert (["locks-fail"], None, "model") == (table["double_cruxes"], table["seed"], table["basis"]["kind"])
    assert pytest.approx(-0.144) == sum(row["share"] for row in table["rows"])
    one = run("cruxes", "house-robbed", "--view", "ann", "--json").json
    assert {"swing", "sensitivity", "unary_crux", "value_of_information", "robust", "path"} <= set(one["rows"][0])
    assert (0.5, None) == (one["threshold"], one["rows"][0]["robust"])


def test_views_that_agree_have_nothing_that_divides_them(run: Run) -> None:
    """A viewpoint and its own holder see nothing differently."""
    shown = run("cruxes", "house-robbed", "--between", "ann", "ann-2024")
    assert (0, True) == (shown.status, "Nothing that bears on it do the two see differently." in shown.out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("house-robed", "--view", "ann"), "did you mean 'house-robbed'?"),
        (("house-robbed", "--between", "ann", "boo"), "did you mean 'bo'?"),
        (("house-robbed", "--between", "ann", "ann"), "two views"),
        (("house-robbed", "--between", "ann"), "expected 2 arguments"),
        (("house-robbed",), "--between --view is required"),
        (("which-lock", "--view", "ann"), "it is a crux, and so neither true nor false"),
        (("buy-brass", "--view", "ann"), "nothing bears on it"),
        (("house-robbed", "--view", "cy"), "needs a credence in 'nobody-wakes'"),
        (("house-robbed", "--view", "ann", "--semantics", "logods"), "invalid choice"),
        (("house-robbed", "--between", "ann", "bo", "--seed", "-1"), "seed"),
        (("ann", "--view", "ann"), "'ann' is a person, and a claim is needed here"),
    ],
)
def test_wrong_usage_of_cruxes(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("cruxes", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err


def test_carlsmith_and_the_superforecasters(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped base: .051376 against .002088, shares that sum to −.049288, and the one double crux."""
    monkeypatch.chdir(REPOSITORY)
    assert Path("claims").is_dir()
    target = "existential-catastrophe-from-power-seeking-by-2070"
    shown = run("cruxes", target, "--between", "carlsmith-2022", "superforecasters-2023")
    assert ["computed", "0.051376", "0.002088", "-0.049288"] == shown.lines[3].split()
    shares = [float(line.split()[-4 if "%" not in line else -6]) for line in shown.lines if line.endswith("%")]
    assert 6 == len(shares)
    assert pytest.approx(-0.049288, abs=3e-6) == sum(shares)
    assert [
        ["*", "power-seeking-scales-to-disempowerment", "0.4", "0.05", "-0.031306", "-2.11", "91", "%", "30", "%"]
    ] == [line.split() for line in shown.lines if line.startswith("*  ")]
