"""What a conclusion turns on, between two views and for one; what to ask next."""

from __future__ import annotations

import math

import pytest

from cruxbase.knowledge_base import crux_tables, divisions
from cruxbase.knowledge_base.base import UnknownRecord
from cruxbase.knowledge_base.conclusions import NothingToCompute
from cruxbase.reasoning.gradual_semantics import UnknownSemantics
from cruxbase.reasoning.shapley import Sampling
from cruxbase.reasoning.status import Label
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


def test_shares_of_a_model_sum_to_the_gap_and_name_the_double_crux() -> None:
    """Ann's .8 × .5 × .5 less Bo's .8 × .1 × .7 is shared between the two premises on which they differ."""
    table = dispute().cruxes("house-robbed", between=("ann", "bo"))
    assert pytest.approx((0.2, 0.056, -0.144)) == (table.value_a, table.value_b, table.difference)
    assert {"locks-fail": -0.192, "nobody-wakes": 0.048} == pytest.approx({row.claim.id: row.share for row in table})
    fail = table.rows[0]
    assert pytest.approx((-0.16 / -0.144, -0.224 / -0.144)) == (fail.closure_from_a, fail.closure_from_b)
    assert ["locks-fail"] == [claim.id for claim in table.double_cruxes]
    assert ("model", "robbery", "Owen, Gauss–Legendre") == (table.basis.kind, table.basis.model, table.method)
    assert ((0.2, 0.2), (0.056, 0.056)) == (table.stated_a, table.stated_b)


def test_shares_are_given_on_the_scale_of_log_odds_too() -> None:
    """The log-odds shares sum to the difference of the log-odds."""
    table = dispute().cruxes("house-robbed", between=("ann", "bo"))
    expected = math.log(0.056 / 0.944) - math.log(0.2 / 0.8)
    assert pytest.approx(expected) == table.difference_log_odds
    assert pytest.approx(expected) == sum(row.share_log_odds or 0 for row in table)
    assert pytest.approx(expected) == table.positive_log_odds + table.negative_log_odds


def test_the_other_way_round_shares_change_sign_and_closures_change_places() -> None:
    """Between B and A is between A and B turned round."""
    kb = dispute()
    there, back = kb.cruxes("buy-steel", between=("ann", "bo")), kb.cruxes("buy-steel", between=("bo", "ann"))
    turned = {row.claim.id: (-row.share, row.closure_from_b, row.closure_from_a) for row in back if row.share}
    assert {row.claim.id: pytest.approx(turned[row.claim.id]) for row in there} == {
        row.claim.id: (row.share, row.closure_from_a, row.closure_from_b) for row in there
    }


def test_conclusion_of_the_graph_is_computed_from_leaves_and_not_from_what_is_stated_of_it() -> None:
    """A credence is input or output: Ann's own .9 for the conclusion stands beside, and .854 is computed."""
    table = dispute().cruxes("buy-steel", between=("ann", "bo"))
    # log-odds: 2 × .9 for cheap steel, − 1 × .3 × (1 − .9) for rust, from even odds
    assert pytest.approx(1 / (1 + math.exp(-(1.8 - 0.03)))) == table.value_a
    assert ((0.9, 0.9), (0.0, 0.5)) == (table.stated_a, table.stated_b)
    assert ("buy-steel",) == table.basis.assumed
    assert {"steel-is-cheap", "steel-rusts"} == {row.claim.id for row in table}


def test_what_one_side_left_unsaid_is_borrowed_and_makes_no_difference() -> None:
    """Bo never spoke of slow rust: Ann's credence stands for both, is named, and is no row."""
    table = dispute().cruxes("buy-steel", between=("ann", "bo"))
    assert {"rust-is-slow": "ann"} == table.basis.borrowed
    assert "rust-is-slow" not in {row.claim.id for row in table}
    assert table.range_b[0] < (table.value_b or 0) < table.range_b[1]


def test_what_nobody_said_widens_the_ranges() -> None:
    """Nobody spoke of strong doors, which would support the conclusion: the value leaves it out, the range does not."""
    table = dispute().cruxes("buy-steel", between=("ann", "bo"))
    assert ("doors-are-strong",) == table.basis.unknown
    assert table.range_a[0] == table.value_a
    assert table.range_a[1] == pytest.approx(1 / (1 + math.exp(-(1.8 - 0.03 + 1))), abs=1e-4)


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


def test_rows_tell_what_flips_the_status() -> None:
    """Bo rejects the conclusion, and nothing he could grant makes it stand; for Ann it hangs on cheap steel and rust."""
    kb = dispute(
        """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {buy-steel: 0.5, doors-are-strong: 0.1, buy-brass: 0.1}
"""
    )
    table = kb.cruxes("buy-steel", between=("ann", "bo"))
    flips = {row.claim.id: (row.flips_a, row.flips_b) for row in table}
    assert (Label.IN, Label.OUT) == (table.label_a, table.label_b)
    assert {"steel-is-cheap": ((Label.OUT,), ()), "steel-rusts": ((), ())} == flips
    assert ["steel-is-cheap"] == [claim.id for claim in table.flip_set_a]


def test_views_that_agree_have_no_rows() -> None:
    """Where two views differ on nothing that bears on the conclusion there is no gap and nothing to close it."""
    kb = dispute(
        """
# claims/viewpoints/cy-2024.yaml
type: viewpoint
title: Cy, 2024
holder: cy
date: 2024
credences: {thieves-come: 0.8, locks-fail: 0.5, nobody-wakes: 0.5}
"""
    )
    table = kb.cruxes("house-robbed", between=("ann", "cy"))
    assert (0.0, (), (), (), 0.0, 0.0) == (
        table.difference,
        table.rows,
        table.minimal,
        table.double_cruxes,
        table.positive,
        table.negative,
    )


SWINGING = "".join(
    f"""
# claims/locks/{name}.yaml
type: claim
title: Claim {name}
topic: locks
statement: Claim {name}.
"""
    for name in ("one", "two", "half")
) + "".join(
    f"""
# claims/locks/{premise}-{verb}-{target}-{number}.yaml
type: argument
title: Reason {number}
topic: locks
premises: [{premise}]
{verb}: {target}
strength: strong
"""
    for premise, verb, target in (
        ("two", "attacks", "one"),
        ("half", "attacks", "two"),
        ("one", "supports", "two"),
        ("half", "supports", "one"),
    )
    for number in range(25)
)


def test_an_iteration_that_does_not_settle_is_no_number() -> None:
    """Where even small steps swing, the conclusion has no value, no gap and no shares, and anything is possible."""
    kb = dispute(
        SWINGING
        + """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {half: 0.5}
# claims/viewpoints/bo-2025.yaml
type: viewpoint
title: Bo, 2025
holder: bo
date: 2025
credences: {half: 0.51}
"""
    )
    table = kb.cruxes("one", between=("ann", "bo"))
    assert (None, None) == (table.value_a, table.difference)
    assert [("half", None, None, False)] == [
        (row.claim.id, row.share, row.closure_from_a, row.double_crux) for row in table
    ]
    assert "undefined" == table.method
    assert (0.0, 1.0) == pytest.approx(table.range_a, abs=0.01)
    supposed = kb.what_if({"half": 0.5}, view="ann")
    assert ["one", "two"] == [claim.id for claim in supposed.unsettled]
    assert {"one", "two"} <= kb.view("ann").strengths().unsettled


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
    table = kb.cruxes("last", view="ann")
    assert table.value is not None
    assert pytest.approx(table.value) == 1 / (1 + math.exp(2 * 0.9 + 2 * table.value))
    assert Label.OUT is kb.view("ann").status()["last"]
    assert Label.UNDECIDED is kb.view("bo").status()["last"]


@pytest.mark.parametrize("credence", [0, 1])
def test_credences_of_0_and_1_are_taken_as_they_are_by_models(credence: int) -> None:
    """A premise that is certainly false makes a product 0, whose log-odds are undefined and told as none."""
    kb = dispute(
        f"""
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {{locks-fail: {credence}}}
"""
    )
    table = kb.cruxes("house-robbed", between=("ann", "bo"))
    assert pytest.approx(0.8 * credence * 0.5) == table.value_a
    assert (table.difference_log_odds is None) == (credence == 0)
    assert (table.rows[0].share_log_odds is None) == (credence == 0)
    assert pytest.approx(table.difference) == sum(row.share or 0 for row in table)


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


def test_paths_lead_from_a_crux_to_the_conclusion() -> None:
    """A row of the graph says in which way the claim bears on the conclusion."""
    table = dispute().cruxes("buy-steel", view="ann")
    paths = {row.claim.id: row.path for row in table}
    rust = paths["rust-is-slow"]
    assert rust is not None
    assert ["undercuts"] == [hop.edge for hop in rust.hops]


def test_more_claims_than_can_be_listed_are_sampled_and_say_so() -> None:
    """Past the limit shares are sampled: they carry a seed and errors, repeat, still sum to the gap, and tell how far."""
    kb, heard = dispute(), []
    few = Sampling(pairs=20, seed=7, exact=1)
    one = kb.cruxes("buy-steel", between=("ann", "bo"), sampling=few, told=lambda *told: heard.append(told))
    two = kb.cruxes("buy-steel", between=("ann", "bo"), sampling=few)
    assert (7, "antithetic permutations") == (one.seed, one.method)
    assert [row.share for row in one] == [row.share for row in two]
    assert pytest.approx(one.difference) == sum(row.share or 0 for row in one)
    assert heard
    assert ("sampling orders of claims", 120, 120) == heard[-1]


def test_a_large_argument_is_sampled_rather_than_tried_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past what may be computed shares are sampled: they still sum to the gap, and the seed is told."""
    monkeypatch.setattr(divisions, "WORK", 10)
    table = dispute().cruxes("buy-steel", between=("ann", "bo"), seed=3)
    assert ("antithetic permutations", 3) == (table.method, table.seed)
    assert pytest.approx(table.difference) == sum(row.share or 0 for row in table)
    assert "steel-is-cheap" == table.rows[0].claim.id


@pytest.mark.parametrize("exact", [0, 10])
def test_robust_claims_are_the_same_by_shares_and_by_closures(monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    """Where there are many claims they are ranked by closures; here that comes to the same."""
    monkeypatch.setattr(crux_tables, "EXACT_RANKING", exact)
    kb = dispute(
        "".join(
            f"""
# claims/viewpoints/{who}-2025.yaml
type: viewpoint
title: Later
holder: {who}
date: 2025
credences: {{doors-are-strong: {doors}, rust-is-slow: {rust}}}
"""
            for who, doors, rust in (("ann", 0.9, 0.9), ("bo", 0.2, 0.8))
        )
    )
    table = kb.cruxes("buy-steel", between=("ann", "bo"))
    assert {"steel-is-cheap": True, "doors-are-strong": True, "steel-rusts": True, "rust-is-slow": False} == {
        row.claim.id: row.robust for row in table
    }


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
