"""`cruxbase status`, and `why` with a viewpoint."""

from __future__ import annotations

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_status_of_claims_is_told_for_everybody_who_settles_them(run: Run) -> None:
    """On record first, then people and viewpoints, each with what they say."""
    shown = run("status", "buy-steel")
    assert (0, "") == (shown.status, shown.err)
    assert [
        "Steel locks should be bought  buy-steel",
        "             status  says",
        "  on-record  + in    at face value",
        "  ann        + in    0.9",
        "  bo         - out   rejects",
        "  ann-2024   + in    0.9",
        "  bo-2024    - out   rejects",
    ] == shown.lines


def test_status_of_a_view_lists_what_is_not_simply_open(run: Run) -> None:
    """What Bo spoke of, in before out before undecided, and how many claims are left."""
    shown = run("status", "--view", "bo")
    assert "bo: 2 stated, 4 out, 4 undecided (θ = 0.8)" == shown.lines[0]
    assert [
        "steel-rusts",
        "thieves-come",
        "buy-steel",
        "house-robbed",
        "locks-fail",
        "steel-is-cheap",
        "nobody-wakes",
    ] == [line.split()[-1] for line in shown.lines[2:-1]]
    assert "  3 other claims are as they are for someone who says nothing." == shown.lines[-1]


def test_labels_and_thresholds_narrow_what_is_shown(run: Run) -> None:
    """Only what is out; and at a higher threshold less is assumed."""
    assert ["buy-steel", "house-robbed", "locks-fail", "steel-is-cheap"] == [
        line.split()[-1] for line in run("status", "--view", "bo", "--label", "out").lines[2:]
    ]
    assert "bo: 1 out, 9 undecided (θ = 0.95)" == run("status", "--view", "bo", "--threshold", "95%").lines[0]


def test_status_as_json(run: Run) -> None:
    """Labels by claim for a view; standings for claims, with null where nothing was said."""
    labels = run("status", "--view", "bo", "--json").json
    assert ("bo", 0.8, "out") == (labels["view"], labels["threshold"], labels["labels"]["buy-steel"])
    (found,) = run("status", "buy-steel", "--view", "cy", "--json").json
    assert "buy-steel" == found["claim"]["id"]
    (row,) = found["standings"]
    assert ("cy", "buy-steel", "undecided", None) == (row["view"], row["claim"], row["label"], row["said"])
    assert (False, 3.0) == (row["unargued"], row["weighing"]["supporting_at_most"])


def test_status_of_what_has_none(run: Run) -> None:
    """A crux is neither true nor false, and says so."""
    assert "a crux is neither true nor false" in run("status", "which-lock").out


def test_coherence_tells_what_does_not_fit(run: Run) -> None:
    """What the graph makes of Ann's other credences beside what she states; Bo's fit together."""
    shown = run("status", "--view", "ann", "--coherence")
    assert ["buy-steel", "0.9", "0.854", "logodds"] == shown.lines[2].split()
    assert (
        "Nothing that bo says is at odds with the rest of it." == run("status", "--view", "bo", "--coherence").lines[0]
    )
    assert "logodds" == run("status", "--view", "ann", "--coherence", "--json").json["gaps"][0]["by"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("by-steel",), "no record is called 'by-steel'"),
        (("--view", "boo"), "did you mean 'bo'?"),
        (("--view", "locks"), "'locks' is a topic, and a viewpoint or person is needed here"),
        (("--view", "dee"), "'dee' has no viewpoint"),
        (("--threshold", "0.5"), "'0.5' is not above 0.5"),
        (("--threshold", "x"), "not a number from 0 to 1"),
        (("--coherence",), "needs --view"),
        (("--label", "maybe"), "invalid choice"),
    ],
)
def test_wrong_usage_of_status(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("status", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err


def test_why_with_a_view_begins_with_the_proof(run: Run) -> None:
    """The status for someone, and what it rests on down to what needs no reason."""
    shown = run("why", "steel-is-cheap", "--view", "ann")
    assert [
        "Steel is cheap  steel-is-cheap",
        "+ stated for ann (θ = 0.8)",
        "  + steel-is-cheap: believed",
    ] == shown.lines[:3]


def test_why_shows_what_was_weighed(run: Run) -> None:
    """At face value both reasons for steel stand and the one against it does not; no claim that nobody argued is in."""
    shown = run("why", "buy-steel", "--view", "on-record")
    assert "+ in for on-record" == shown.lines[1]
    assert "  + buy-steel: what speaks for it weighs more (3 for with a presumption of 1, 0 against)" == shown.lines[2]
    assert "      . steel-is-cheap: nobody has argued for or against it" in shown.lines


def test_why_as_json_has_the_proof_where_a_view_is_asked_for(run: Run) -> None:
    """`status` is there with --view, and null for what has none."""
    status = run("why", "buy-steel", "--view", "bo", "--json").json["status"]
    assert ("bo", "out", "rejected") == (status["view"], status["label"], status["proof"]["steps"][0]["reason"])
    assert run("why", "which-lock", "--view", "bo", "--json").json["status"] is None
    assert "status" not in run("why", "buy-steel", "--json").json
