"""The base as someone sees it: status with proofs, what is contested, strengths, coherence, and what if."""

from __future__ import annotations

import math

import pytest

from cruxbase.analysis.entities import UnknownRecord
from cruxbase.analysis.perspective_view import NoTruthValue
from cruxbase.loading.loading import load
from cruxbase.reasoning.abstract_framework import Verdict
from cruxbase.reasoning.labels import Label, Reason
from cruxbase.reasoning.names import UnknownName
from disputes import dispute
from support import REPOSITORY, knowledge_base_from

ANN_SPOKE = """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
"""

RUST = """
# claims/locks/rust-is-slow.yaml
type: claim
title: Rust is slow
topic: locks
statement: Rust is slow.
"""
METALS = """
# claims/locks/which-metal.yaml
type: crux
title: Which metal
topic: locks
question: Which metal is best?
sides: [copper-is-best, tin-is-best]
decides: [house-robbed]
# claims/locks/copper-is-best.yaml
type: claim
title: Copper is best
topic: locks
statement: Copper is best.
# claims/locks/tin-is-best.yaml
type: claim
title: Tin is best
topic: locks
statement: Tin is best.
"""


# status


def test_the_record_at_face_value_weighs_what_is_said_for_and_against() -> None:
    """Nobody's view: rust is undercut, so that two reasons for steel are left, none for brass, and steel excludes brass."""
    status = dispute().view().status()
    assert (Label.IN, Label.OUT) == (status["buy-steel"], status["buy-brass"])
    step = status.explain("buy-steel")["buy-steel"]
    assert (Reason.OUTWEIGHS, 3.0, 0.0) == (step.reason, step.weighing.supporting, step.weighing.attacking)
    assert Reason.RIVAL is status.explain("buy-brass")["buy-brass"].reason
    assert "preponderance" == status.semantics


def test_a_claim_that_nobody_argued_is_not_called_in() -> None:
    """Nothing speaks for or against `rust-is-slow`: granted on record, stated for Ann, and never `in`."""
    kb = dispute()
    assert ("unargued", "stated") == (
        kb.view().status().word("rust-is-slow"),
        kb.view("ann").status().word("rust-is-slow"),
    )
    assert ("in", True) == (kb.view("ann").status().word("buy-steel"), kb.view("ann").status().of("buy-steel").stated)


def test_objections_that_stand_and_those_unanswered_are_named() -> None:
    """On record the reason from rust is answered; without the answer steel is in and challenged by it."""
    status = dispute(RUST).view().status()
    flags = status.of("buy-steel")
    assert ("challenged", ["steel-rusts -> buy-steel"]) == (flags.word, [one.step for one in flags.objections])


def test_what_people_hold_stands_for_them_on_the_shipped_base() -> None:
    """All claims that somebody holds are in for them, all that they deny are out, and at face value few are undecided."""
    kb = load(REPOSITORY / "claims").knowledge_base
    everybody = kb.statuses()
    for who in everybody:
        said = everybody.perspective(who)
        for claim in said.claims:
            label = said.label_of(claim)
            if label is not Label.UNDECIDED and claim in everybody[who]:
                assert label is everybody[who][claim], (who, claim)


def test_what_a_view_left_unsaid_is_open_unless_the_graph_settles_it() -> None:
    """Ann rejects brass and believes in cheap steel, so steel stands for her though she suspends; doors stay open."""
    kb = dispute(ANN_SPOKE + "credences: {buy-brass: 0.1}\nsuspends: [buy-steel]\n")
    status = kb.view("ann").status()
    assert (Label.IN, Label.UNDECIDED) == (status["buy-steel"], status["doors-are-strong"])
    steps = {step.name: step for step in status.explain("buy-steel").steps}
    assert Reason.OUTWEIGHS is steps["buy-steel"].reason
    assert Reason.STATED is steps["steel-is-cheap"].reason
    assert status.of("buy-steel").follows
    assert (Label.OUT, Reason.ATTACKED) == (
        steps["steel-rusts -> buy-steel"].label,
        steps["steel-rusts -> buy-steel"].reason,
    )


@pytest.mark.parametrize(("threshold", "label"), [(0.8, Label.IN), (0.9, Label.IN), (0.95, Label.UNDECIDED)])
def test_the_threshold_decides_what_is_assumed(threshold: float, label: Label) -> None:
    """A credence of .9 is assumed up to a threshold of .9."""
    status = dispute().view("ann", threshold=threshold).status()
    assert (label, threshold) == (status["rust-is-slow"], status.threshold)


@pytest.mark.parametrize("threshold", [0.5, 1.01, -1, math.nan])
def test_a_threshold_out_of_range_is_a_mistake(threshold: float) -> None:
    """θ is above one half and at most 1."""
    with pytest.raises(ValueError, match="threshold"):
        dispute().view("ann", threshold=threshold)
    with pytest.raises(ValueError, match="threshold"):
        dispute().statuses(threshold=threshold)


def test_credences_of_0_and_1_are_in_and_out() -> None:
    """The ends of the scale are assumed and rejected at any threshold, 1 included."""
    kb = dispute(ANN_SPOKE + "credences: {doors-are-strong: 1, buy-brass: 0}\n")
    status = kb.view("ann-2025", threshold=1).status()
    assert (Label.IN, Label.OUT) == (status["doors-are-strong"], status["buy-brass"])


def test_status_of_what_does_not_exist() -> None:
    """An unknown claim is a KeyError, its proof names the nearest, and an unknown view does too."""
    kb = dispute()
    status = kb.view("ann").status()
    with pytest.raises(KeyError):
        status["buy-steal"]
    with pytest.raises(UnknownName, match="buy-steel"):
        status.explain("buy-steal")
    with pytest.raises(UnknownRecord, match="did you mean 'ann'"):
        kb.view("annn")
    assert "which-lock" not in status


def test_an_empty_base_has_empty_results() -> None:
    """Nothing in, nothing out, and no error."""
    kb = knowledge_base_from("# claims/people/ann.yaml\ntype: person\nname: Ann\n")
    view = kb.view("ann")
    assert ({}, {}, {}) == (dict(view.status()), dict(view.contested()), dict(view.strengths()))
    assert view.coherence().is_clean
    assert () == kb.pairs()
    assert () == kb.neighbours({})
    assert {"on-record": {}} == {who: dict(labels) for who, labels in kb.statuses().items()}


# contested


def test_rivals_are_contested_and_what_is_merely_open_is_not() -> None:
    """At face value either side of a crux without reasons can be accepted and neither must be."""
    assert {"copper-is-best": Verdict.YES, "tin-is-best": Verdict.YES} == dict(dispute(METALS).view().contested())
    assert Verdict.NO is dispute().view("cy").contested()["doors-are-strong"]


# strengths


def test_strengths_are_of_known_claims_only() -> None:
    """What is stated stands, and what nobody reaches has no strength; the abstract semantics know leaves and the rest."""
    view = dispute().view("ann")
    assert (0.9, 0.9) == (view.strengths()["steel-is-cheap"], view.strengths()["buy-steel"])
    assert "doors-are-strong" not in view.strengths()
    strengths = view.strengths("logodds")
    assert pytest.approx(0.9) == strengths["steel-is-cheap"]
    assert pytest.approx(1 / (1 + math.exp(-(2 * 0.9 - 0.3 * 0.1)))) == strengths["buy-steel"]
    assert "buy-steel" in strengths.no_opinion
    assert "doors-are-strong" not in strengths


def test_ranges_go_through_as_ranges() -> None:
    """A stated range gives a range of strength."""
    kb = dispute(ANN_SPOKE + "credences: {steel-is-cheap: [0.6, 0.9]}\n")
    assert (0.6, 0.9) == kb.view("ann").strength_bounds()["steel-is-cheap"]
    low, high = kb.view("ann").strength_bounds("logodds", no_opinion=0.5)["buy-steel"]
    assert pytest.approx(1 / (1 + math.exp(-(2 * 0.6 - 0.03)))) == low
    assert pytest.approx(1 / (1 + math.exp(-(2 * 0.9 - 0.03)))) == high


def test_a_view_that_said_nothing_has_no_strengths() -> None:
    """All unknown is no number at all, and nothing is at odds."""
    kb = dispute(
        "# claims/viewpoints/dee-2024.yaml\ntype: viewpoint\ntitle: Dee\nholder: dee\ndate: 2024\n"
        "# claims/people/dee.yaml\ntype: person\nname: Dee\n"
    )
    view = kb.view("dee")
    assert {} == dict(view.strengths())
    assert view.coherence().is_clean
    assert {Label.UNDECIDED} == set(view.status().values())


# coherence


def test_a_model_is_held_against_what_is_stated_and_the_graph_does_not_score_it_again() -> None:
    """Ann's three numbers multiply to .2, and she says .6: a gap by the model, with what went in."""
    kb = dispute(ANN_SPOKE + "credences: {house-robbed: 0.6}\n")
    gap = kb.view("ann").coherence().gaps[0]
    assert ("house-robbed", "robbery", (0.6, 0.6)) == (gap.claim.id, gap.by, gap.stated)
    assert pytest.approx((0.2, 0.2)) == gap.computed
    assert pytest.approx(0.4) == gap.distance
    assert ["thieves-come", "locks-fail", "nobody-wakes"] == [claim.id for claim in gap.inputs]
    assert "ann-2025" == gap.belief.viewpoint.id
    assert 1 == sum(other.claim.id == "house-robbed" for other in kb.view("ann").coherence())


def test_another_ones_default_is_no_gap_of_ones_own() -> None:
    """Cy gave one input of three: what the model makes of it with published numbers is not held against Cy."""
    kb = dispute(
        "# claims/viewpoints/cy-2024.yaml\ntype: viewpoint\ntitle: Cy\nholder: cy\ndate: 2024\n"
        "credences: {house-robbed: 0.9}\n"
    )
    assert () == kb.view("cy").coherence().gaps


def test_held_opposites_and_steps_not_followed_are_told() -> None:
    """Both sides of a crux held; and a strong step whose premise is held while its conclusion is rejected."""
    kb = dispute(
        ANN_SPOKE
        + "credences: {buy-steel: 0.9, buy-brass: 0.9}\n"
        + "# claims/viewpoints/cy-2024.yaml\ntype: viewpoint\ntitle: Cy\nholder: cy\ndate: 2024\n"
        + "holds: [steel-is-cheap]\nrejects: [buy-steel]\n"
    )
    pair = kb.view("ann").coherence().contradictions[0]
    assert ({"buy-steel", "buy-brass"}, kb.claim("which-lock")) == ({pair.one.id, pair.other.id}, pair.crux)
    cy = kb.view("cy").coherence()
    assert ["steel-is-cheap -> buy-steel"] == [step.name for step in cy.not_followed]
    assert not cy.is_clean


# what if


def test_what_if_sets_a_claim_by_hand_and_tells_what_changes() -> None:
    """Were steel dear, the conclusion would lose its support: strengths and statuses before and after."""
    supposed = dispute().what_if({"steel-is-cheap": 0.1}, view="ann")
    change = {row.claim.id: row for row in supposed}
    assert (Label.IN, Label.OUT) == (change["steel-is-cheap"].label_before, change["steel-is-cheap"].label_after)
    assert pytest.approx(0.1) == change["steel-is-cheap"].strength_after
    assert (change["buy-steel"].strength_after or 1) < 0.9 == change["buy-steel"].strength_before
    by_leaves = {
        row.claim.id: row for row in dispute().what_if({"steel-is-cheap": 0.1}, view="ann", semantics="logodds")
    }
    assert pytest.approx(1 / (1 + math.exp(-(2 * 0.1 - 0.03)))) == by_leaves["buy-steel"].strength_after
    assert "thieves-come" not in change
    assert (len(supposed.changes), "jeffrey") == (len(supposed), supposed.semantics)


def test_a_supposed_claim_keeps_its_credence_whatever_bears_on_it() -> None:
    """What comes in to a supposed conclusion is cut."""
    supposed = dispute().what_if({"buy-steel": 0.3}, view="ann")
    change = next(row for row in supposed if row.claim.id == "buy-steel")
    assert pytest.approx(0.3) == change.strength_after


def test_supposing_nothing_changes_nothing() -> None:
    """No supposition, no change; and supposing what is already believed changes nothing either."""
    kb = dispute()
    assert () == kb.what_if({}, view="ann").changes
    assert () == kb.what_if({"steel-is-cheap": 0.9}, view="ann").changes


def test_at_face_value_only_statuses_change() -> None:
    """On record there are no credences, and so no strengths."""
    supposed = dispute().what_if({"steel-is-cheap": 0, "rust-is-slow": 0})
    expected = {"steel-is-cheap": "out", "rust-is-slow": "out", "buy-steel": "undecided", "buy-brass": "undecided"}
    assert expected == {row.claim.id: row.word_after for row in supposed}
    assert "unargued" in {row.word_before for row in supposed}
    assert {(None, None)} == {(row.strength_before, row.strength_after) for row in supposed}


def test_what_cannot_be_supposed() -> None:
    """A crux has no credence, a credence is from 0 to 1, and an unknown claim is named with the nearest."""
    kb = dispute()
    with pytest.raises(NoTruthValue, match="which-lock"):
        kb.what_if({"which-lock": 0.5}, view="ann")
    with pytest.raises(ValueError, match="from 0 to 1"):
        kb.what_if({"buy-steel": 1.5}, view="ann")
    with pytest.raises(UnknownRecord, match="did you mean 'buy-steel'"):
        kb.what_if({"buy-steal": 0.5}, view="ann")


# everybody at once


def test_statuses_of_everybody_agree_with_each_view() -> None:
    """The fast way gives the same labels as reading the base with each one's eyes."""
    kb = dispute(ANN_SPOKE + "credences: {buy-brass: 0.1}\nsuspends: [buy-steel]\n")
    everybody = kb.statuses()
    assert ["on-record", "ann", "bo", "cy", "ann-2024", "ann-2025", "bo-2024", "cy-2023"] == list(everybody)
    for who in everybody:
        assert dict(kb.view(who).status()) == everybody[who], who
    assert kb.statuses() is everybody
    with pytest.raises(KeyError):
        everybody["dee"]


def test_standings_of_a_claim_leave_out_who_says_nothing_that_settles_it() -> None:
    """The record first; then those who spoke of the claim, and those whose other beliefs settle it."""
    kb = dispute(ANN_SPOKE + "credences: {buy-brass: 0.1}\nsuspends: [buy-steel]\n")
    rows = {row.who: row for row in kb.statuses().of("buy-brass")}
    assert ["on-record", "ann", "ann-2024", "ann-2025"] == list(rows)
    assert rows["ann-2024"].is_inferred
    assert (Label.OUT, (0.1, 0.1), False) == (rows["ann"].label, rows["ann"].said, rows["ann"].is_inferred)
    assert () == kb.statuses().of("which-lock")


def test_standings_tell_what_is_inferred() -> None:
    """Cy never spoke of the conclusion: what Cy did say makes it stand."""
    kb = dispute(
        "# claims/viewpoints/cy-2024.yaml\ntype: viewpoint\ntitle: Cy\nholder: cy\ndate: 2024\n"
        "credences: {steel-is-cheap: 0.9, steel-rusts: 0.1, buy-brass: 0.1}\n"
    )
    row = next(row for row in kb.statuses().of("buy-steel") if row.who == "cy")
    assert (Label.IN, None, True) == (row.label, row.said, row.is_inferred)
