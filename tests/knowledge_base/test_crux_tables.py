"""What a conclusion turns on, between two views and for one; what to ask next."""

from __future__ import annotations

import math

import pytest

from cruxbase.analysis.entities import UnknownRecord
from cruxbase.analysis.target import NothingToCompute
from cruxbase.reasoning.gradual_semantics import UnknownSemantics
from cruxbase.reasoning.labels import Label
from disputes import dispute

LOOP = """
# claims/locks/first.yaml
type: claim
title: First
topic: locks
statement: First.
attacks: [{claim: last, strength: strong}]
# claims/locks/last.yaml
type: claim
title: Last
topic: locks
statement: Last.
attacks: [{claim: last, strength: strong}]
"""


def test_published_numbers_stand_in_by_name_and_not_in_the_range() -> None:
    """Where neither spoke of an input, the model's number goes into the value and all that is possible into the range."""
    kb = dispute(
        """
# claims/viewpoints/cy-2024.yaml
type: viewpoint
title: Cy, 2024
holder: cy
date: 2024
credences: {nobody-wakes: 0.5}
"""
    )
    table = kb.cruxes("house-robbed", view="cy")
    assert {"thieves-come": 0.5} == dict(table.basis.published)
    assert pytest.approx(0.5 * 0.3 * 0.5) == table.value
    assert pytest.approx((0.0, 0.2)) == table.range


def test_a_self_attack_settles_at_its_fixpoint() -> None:
    """What attacks itself is as strong as it leaves itself, and is undecided."""
    kb = dispute(
        LOOP
        + """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {first: 0.9}
"""
    )
    table = kb.cruxes("last", view="ann", semantics="logodds")
    assert table.value is not None
    assert pytest.approx(table.value) == 1 / (1 + math.exp(2 * 0.9 + 2 * table.value))
    assert Label.OUT is kb.view("ann").status()["last"]
    assert Label.UNDECIDED is kb.view("bo").status()["last"]


def test_leverages_of_one_view() -> None:
    """Each claim's row has its swing, slope, crossing, and what settling it would tell."""
    table = dispute().cruxes("house-robbed", view="ann", threshold=0.3)
    come = next(row for row in table if row.claim.id == "thieves-come")
    assert pytest.approx((0.25, 0.25, None, 0.2 * 0.2 + 0.8 * 0.05)) == (
        come.swing,
        come.sensitivity,
        come.unary_crux,
        come.value_of_information,
    )
    fail = next(row for row in table if row.claim.id == "locks-fail")
    assert pytest.approx(0.75) == fail.unary_crux
    assert (0.3, "affine") == (table.threshold, table.method)


def test_what_one_stated_moves_with_its_reasons() -> None:
    """Ann's .9 for buying steel is what the table starts from, and settling cheap steel moves it by its evidence."""
    table = dispute().cruxes("buy-steel", view="ann")
    cheap = next(row for row in table if row.claim.id == "steel-is-cheap")
    now, strong = math.log(9), 1 / (1 + math.exp(-2))
    made = 0.9 * strong + 0.1 * (1 - strong)
    evidence = math.log(made / (1 - made))
    true, false = (1 / (1 + math.exp(-(now - evidence + weight))) for weight in (2, -2))
    assert (table.value, cheap.swing) == pytest.approx((0.9, true - false))


def test_what_nobody_said_widens_the_range() -> None:
    """Nobody spoke of strong doors, which would support the conclusion: it is left out of the number, not of the range."""
    table = dispute().cruxes("buy-steel", view="ann")
    assert table.basis.unknown == ("doors-are-strong",)
    assert table.range[0] < 0.9


def test_paths_lead_from_a_crux_to_the_conclusion() -> None:
    """A row of the graph says in which way the claim bears on the conclusion."""
    table = dispute().cruxes("buy-steel", view="ann")
    paths = {row.claim.id: row.path for row in table}
    rust = paths["rust-is-slow"]
    assert rust is not None
    assert ["undercuts"] == [hop.edge for hop in rust.hops]


def test_robust_says_something_only_with_more_than_three_claims() -> None:
    """Among three claims each is in the first three: then robustness is not claimed."""
    assert {None} == {row.robust for row in dispute().cruxes("buy-steel", view="ann")}
    kb = dispute(
        """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {doors-are-strong: 0.5}
"""
    )
    robust = {row.claim.id: row.robust for row in kb.cruxes("buy-steel", view="ann")}
    assert robust["steel-is-cheap"] is True
    assert False in robust.values()


# what to ask next


def test_ask_next_names_the_unknown_that_widens_most() -> None:
    """Cy gave a range for one premise: the conclusion is a range, and either of the other two narrows it by half."""
    asked = dispute().ask_next("house-robbed", view="cy")
    assert pytest.approx((0.0, 0.4)) == (asked.low, asked.high)
    assert [("nobody-wakes", 0.2), ("thieves-come", 0.2), ("locks-fail", 0.1)] == [
        (row.claim.id, pytest.approx(row.narrowing)) for row in asked.rows
    ]
    assert "exact" == asked.method


def test_ask_next_of_a_view_that_said_nothing_names_what_is_nearest() -> None:
    """All unknown: the conclusion may be anything its reasons allow, and the strongest of them is asked for first."""
    asked = dispute().ask_next("buy-steel", view="cy")
    assert "steel-is-cheap" == asked.rows[0].claim.id
    assert {"doors-are-strong", "rust-is-slow", "steel-is-cheap", "steel-rusts"} == {r.claim.id for r in asked.rows}
    assert asked.low < 0.3
    assert asked.high > 0.9


def test_ask_next_where_all_is_known_has_nothing_to_ask() -> None:
    """Exact credences leave no question, and the range is one number."""
    asked = dispute().ask_next("house-robbed", view="ann")
    assert ((), pytest.approx(0.2), pytest.approx(0.2)) == (asked.rows, asked.low, asked.high)


# what cannot be computed


def test_what_cannot_be_computed_says_why() -> None:
    """No truth value, nothing that bears on it, nothing said, an input that nobody gives: each is told."""
    kb = dispute()
    with pytest.raises(NothingToCompute, match="it is a crux, and so neither true nor false"):
        kb.cruxes("which-lock", view="ann")
    with pytest.raises(NothingToCompute, match="nothing bears on it"):
        kb.ask_next("buy-brass", view="ann")
    with pytest.raises(NothingToCompute, match=r"nobody among them has spoken .*doors-are-strong"):
        kb.cruxes("buy-steel", view="cy")
    with pytest.raises(NothingToCompute, match="'robbery' needs a credence in 'nobody-wakes'"):
        kb.cruxes("house-robbed", view="cy")


def test_what_does_not_exist_is_named_with_what_is_nearest() -> None:
    """An unknown claim or view raises with the nearest id, an unknown semantics with those there are."""
    kb = dispute()
    with pytest.raises(UnknownRecord, match="did you mean 'house-robbed'"):
        kb.cruxes("house-robed", view="ann")
    with pytest.raises(UnknownRecord, match="viewpoint or person"):
        kb.cruxes("house-robbed", between=("ann", "boo"))
    with pytest.raises(UnknownSemantics):
        kb.cruxes("buy-steel", view="ann", semantics="logods")
    with pytest.raises(TypeError):
        kb.cruxes("house-robbed")  # type: ignore[call-overload] # the mistake that is tested
