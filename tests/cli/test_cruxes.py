"""`cruxbase cruxes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run
from support import REPOSITORY

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_cruxes_between_two_views(run: Run) -> None:
    """What is stated, the gap on both scales, what it comes from with its part, and the double crux."""
    shown = run("cruxes", "house-robbed", "--between", "ann", "bo")
    assert (0, "") == (shown.status, shown.err)
    assert [
        "The house is robbed  house-robbed",
        "",
        "            ann     bo     gap",
        "  stated    0.2  0.056",
        "  credence  0.2  0.056  -0.144",
        "  log-odds               -1.44",
        "",
        "   what divides them  ann   bo  log-odds  of the gap",
        "*  + locks-fail       0.5  0.1     -1.84        128%",
        "   + nobody-wakes     0.5  0.7     +0.40        -28%",
        "   total                           -1.44        100%",
        "",
        "* double crux: locks-fail. Both took sides, and either would come a good part of the way if they",
        "came to the other's credence there.",
        "Computed by the model robbery; shares by Owen, Gauss–Legendre.",
    ] == shown.lines
    assert max(map(len, shown.lines)) <= 100


def test_cruxes_by_the_graph_say_what_stood_in(run: Run) -> None:
    """A stance without a number is told, and a dash stands where nothing that was said bears on a claim."""
    shown = run("cruxes", "buy-steel", "--between", "ann", "bo")
    assert ["stated", "0.9", "rejects"] == shown.lines[3].split()
    assert "No number is given (bo rejects): the middle of what that leaves open stands in." == shown.lines[-1]
    assert ["x", "rust-is-slow", "0.9", "-", "-0.16", "5%"] in [line.split() for line in shown.lines]


def test_cruxes_for_one_view_say_what_stood_in(run: Run) -> None:
    """The semantics, whether it uses weights, and what nobody spoke of are told under the table."""
    shown = run("cruxes", "buy-steel", "--view", "ann", "--semantics", "dfquad")
    words = " ".join(shown.out.split())
    assert "Computed from the argument graph under dfquad, which does not use the weights of steps" in words
    assert "Nobody here speaks of doors-are-strong" in words


def test_cruxes_for_one_view(run: Run) -> None:
    """Swing, slope, what crosses the threshold, and what would flip the status."""
    shown = run("cruxes", "house-robbed", "--view", "ann", "--across", "0.3")
    assert "  for ann: 0.2; stated: 0.2" == shown.lines[1]
    assert ["claim", "credence", "swing", "slope", "crosses", "0.3", "at", "information"] == shown.lines[3].split()
    assert ["locks-fail", "0.5", "+0.400", "+0.400", "0.75", "0.2"] == shown.lines[4].split()


def test_cruxes_as_json_has_every_measure(run: Run) -> None:
    """Between two, the gap analysis as it is; for one view, rows with every measure, null where nothing is defined."""
    found = run("cruxes", "house-robbed", "--between", "ann", "bo", "--json").json
    assert pytest.approx((0.2, 0.056, -0.144)) == (found["value_a"], found["value_b"], found["gap_in_probability"])
    assert ["locks-fail"] == found["double_cruxes"]
    assert pytest.approx(found["gap"]) == sum(row["share"] for row in found["reasons"]) + found["own_reason"]
    one = run("cruxes", "house-robbed", "--view", "ann", "--json").json
    assert {"swing", "sensitivity", "unary_crux", "value_of_information", "robust", "path"} <= set(one["rows"][0])
    assert (0.5, None) == (one["threshold"], one["rows"][0]["robust"])


def test_views_that_agree_have_nothing_that_divides_them(run: Run) -> None:
    """A viewpoint and its own holder see nothing differently."""
    shown = run("cruxes", "house-robbed", "--between", "ann", "ann-2024")
    assert (0, True) == (shown.status, "The two do not differ on it." in shown.out)


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
        (("house-robbed", "--between", "ann", "bo", "--depth", "-1"), "depth"),
        (("house-robbed", "--between", "ann", "bo", "--semantics", "dfquad"), "--semantics is for --view"),
        (("ann", "--view", "ann"), "'ann' is a person, and a claim is needed here"),
    ],
)
def test_wrong_usage_of_cruxes(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("cruxes", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err


def test_carlsmith_and_the_superforecasters(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped base: six inputs of the model with their shares on both scales, and what the two stated."""
    monkeypatch.chdir(REPOSITORY)
    assert Path("claims").is_dir()
    target = "existential-catastrophe-from-power-seeking-by-2070"
    found = run("cruxes", target, "--between", "carlsmith-2022", "superforecasters-2023", "--json").json
    (row,) = found["reasons"]
    assert (6, "model") == (len(row["premises"]), row["kind"])
    assert pytest.approx(-0.049288, abs=1e-6) == sum(part["share_in_probability"] for part in row["premises"])
    assert pytest.approx(found["gap"]) == row["share"] + found["own_reason"]
    assert "power-seeking-scales-to-disempowerment" == found["double_cruxes"][0]
