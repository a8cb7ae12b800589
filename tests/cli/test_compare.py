"""`cruxbase compare`."""

from __future__ import annotations

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("dispute_base")


def test_compare_shows_where_two_agree_and_part_and_what_drives_them(run: Run) -> None:
    """Differences largest first, agreements, conclusions with their double cruxes, and what only one spoke of."""
    shown = run("compare", "ann", "bo")
    assert (0, "") == (shown.status, shown.err)
    assert "  7 claims in common, 0.349 apart on average." == shown.lines[1]
    table = shown.lines.index("They differ on")
    assert ["steel-is-cheap", "0.9", "0.2", "-0.70"] == shown.lines[table + 2].split()
    assert ["steel-rusts", "0.3", "0.9", "+0.60"] == shown.lines[table + 3].split()
    assert ["buy-steel", "0.9", "rejects", "opposed"] == shown.lines[table + 4].split()  # Bo gave no number to subtract
    agree = shown.lines.index("They agree on")
    assert ["thieves-come", "0.8", "0.8", "0.00"] == shown.lines[agree + 2].split()
    apart = shown.lines.index("What drives them apart")
    assert ["buy-steel", "-3.30", "steel-is-cheap", "steel-is-cheap"] == shown.lines[apart + 2].split()
    assert ["Only ann has spoken of", "  rust-is-slow"] == shown.lines[-2:]


def test_compare_as_json(run: Run) -> None:
    """Every part, with ids and ranges."""
    found = run("compare", "ann", "bo", "--json").json
    assert ("ann", "bo", ["rust-is-slow"], []) == (found["a"], found["b"], found["only_a"], found["only_b"])
    assert {
        "claim": "thieves-come",
        "range_a": [0.8, 0.8],
        "range_b": [0.8, 0.8],
        "difference": 0.0,
        "difference_log_odds": 0.0,
    } == found["agreements"][0]
    assert ["steel-is-cheap"] == found["conclusions"][0]["double_cruxes"]


def test_compare_without_a_claim_in_common_says_so(run: Run) -> None:
    """The exit status is 1, and what each spoke of is still listed."""
    shown = run("compare", "cy", "eve")
    assert (1, True) == (shown.status, "They have spoken of no claim in common." in shown.out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(("ann", "ann"), "both are 'ann'"), (("ann", "boo"), "did you mean 'bo'?"), (("ann",), "required: B")],
)
def test_wrong_usage_of_compare(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    """A sentence, the nearest id, and status 2."""
    shown = run("compare", *arguments)
    assert (2, "") == (shown.status, shown.out)
    assert sentence in shown.err
