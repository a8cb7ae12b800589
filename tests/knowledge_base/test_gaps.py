"""What divides two people on a claim of the base: gaps that are what they stated, divided without remainder."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from cruxbase import load
from cruxbase.analysis.entities import UnknownRecord
from cruxbase.analysis.gaps import GapAnalyser
from cruxbase.analysis.target import NothingToCompute
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.reasoning.agreement import distance_on
from cruxbase.reasoning.gap_analysis import GapAnalysis
from cruxbase.records import Viewpoint
from disputes import dispute
from support import REPOSITORY

TARGET = "legible-work-has-low-value"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    """The base that is shipped."""
    return load(REPOSITORY / "claims").knowledge_base


@pytest.fixture(scope="module")
def mallen_and_dai(shipped: KnowledgeBase) -> GapAnalysis:
    """What divides Mallen and Dai on legible work."""
    return shipped.cruxes_between(TARGET, "alex-mallen", "wei-dai")


def percent(found: GapAnalysis, share: float) -> float:
    """A share in per cent of the gap."""
    return 100 * share / found.gap


# Mallen and Dai -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("premise", "expected"),
    [
        ("legible-work-leaves-the-date-unchanged", 35),
        ("legibility-model-too-simple", 32),
        ("legible-work-brings-deployment-forward", 26),
        ("acceleration-outweighs-tractability", 24),
        ("best-time-is-when-most-legible", 24),
    ],
)
def test_the_reasons_that_divide_mallen_and_dai(mallen_and_dai: GapAnalysis, premise: str, expected: float) -> None:
    """The worked example of the definition: each reason's part of the gap, to one per cent point."""
    row = next(row for row in mallen_and_dai.reasons if row.step.startswith(f"{premise} ->"))
    assert percent(mallen_and_dai, row.share) == pytest.approx(expected, abs=1)


def test_the_gap_of_mallen_and_dai_is_what_they_said(mallen_and_dai: GapAnalysis) -> None:
    """Unlikely against very likely: 2.75 in log-odds, of which own reasons make −47 %."""
    assert (mallen_and_dai.value_a, mallen_and_dai.value_b) == (0.32, 0.88)
    assert mallen_and_dai.gap == pytest.approx(2.75, abs=0.005)
    assert percent(mallen_and_dai, mallen_and_dai.own_reason) == pytest.approx(-47, abs=1)


def test_what_a_reason_turns_on_in_turn(mallen_and_dai: GapAnalysis) -> None:
    """Of what bringing deployment forward does, 69 % turns on whether legible problems gate deployment."""
    row = next(row for row in mallen_and_dai.reasons if row.step.startswith("legible-work-brings-deployment-forward"))
    node = next(part.below for part in row.premises if part.claim == "legible-work-brings-deployment-forward")
    assert node is not None
    gates = next(one for one in node.reasons if one.step.startswith("legible-problems-gate-deployment"))
    assert 100 * gates.share / node.share == pytest.approx(69, abs=1)
    assert (gates.premises[0].credence_a, gates.premises[0].credence_b) == (0.32, 0.88)


def test_a_claim_on_which_one_suspends_judgement_is_no_double_crux(mallen_and_dai: GapAnalysis) -> None:
    """Dai takes no side on whether tractability rises with legibility: that is what it lacks."""
    assert "tractability-rises-with-legibility" not in mallen_and_dai.double_cruxes
    near = {one.claim: one.lacks for one in mallen_and_dai.near_cruxes}
    assert near["tractability-rises-with-legibility"] == ("b-suspends",)


def test_the_referee_agrees_on_what_matters_most(shipped: KnowledgeBase, mallen_and_dai: GapAnalysis) -> None:
    """Shapley values over the ends sum to the gap too, and give own reasons on the target the same share."""
    referee = shipped.cruxes_between(TARGET, "alex-mallen", "wei-dai", method="shapley")
    assert referee.method == "shapley"
    assert math.fsum(end.share for end in referee.ends) == pytest.approx(referee.gap, abs=1e-6)
    own = [next(end.share for end in one.ends if end.claim == TARGET) for one in (mallen_and_dai, referee)]
    assert own[0] == pytest.approx(own[1], abs=0.1)


# All pairs of the shipped base ----------------------------------------------------------------------------------------


def test_every_gap_of_the_base_is_what_two_people_stated(shipped: KnowledgeBase) -> None:
    """Over all pairs and shared claims: right sign, nothing left over, and no double crux that one takes no side on."""
    people = [id for id in shipped.graph.ids("person") if shipped.graph.links_to("holder", id)]
    compared = 0
    for one, other in itertools.combinations(people, 2):
        analyser = GapAnalyser(shipped, one, other)
        a, b = analyser.views
        for claim in set(a.claims) & set(b.claims):
            try:
                found = analyser.analysis(claim)
            except NothingToCompute:
                continue
            compared += 1
            numbers = [view.stated[claim].number for view in analyser.pair.views if claim in view.stated]
            if len(numbers) == 2 and None not in numbers and numbers[0] != numbers[1]:
                assert (found.gap > 0) == (numbers[1] > numbers[0]), (one, other, claim)  # type: ignore[operator]
            rows = math.fsum(row.share for row in found.reasons)
            assert rows + found.own_reason == pytest.approx(found.gap, abs=1e-9)
            assert math.fsum(end.share for end in found.ends) == pytest.approx(found.gap, abs=1e-9)
            for crux in found.double_cruxes:
                apart = distance_on(a, b, crux)
                assert apart is not None, (one, other, claim, crux)
                assert (apart.agreed, apart.near is None) == (False, False), (one, other, claim, crux)
    assert compared > 20


def test_every_stated_credence_of_the_base_is_met(shipped: KnowledgeBase) -> None:
    """For everybody, what they stated as a number is what their view gives, and bounds are kept."""
    stated = 0
    for id in shipped.graph.ids("person"):
        if not shipped.graph.links_to("holder", id):
            continue
        view = shipped.view(id)
        for claim, statement in view.anchored.stated.items():
            value = view.strengths()[claim]
            stated += 1
            if statement.number is None:
                assert statement.low - 1e-9 <= value <= statement.high + 1e-9
            else:
                assert value == pytest.approx(statement.number, abs=1e-9)
    assert stated > 100


# A small base ---------------------------------------------------------------------------------------------------------


def test_a_model_s_inputs_have_exact_shares() -> None:
    """Ann's .8 × .5 × .5 against Bo's .8 × .1 × .7: both scales sum, and what they stated is what is computed."""
    found = dispute().cruxes_between("house-robbed", "ann", "bo")
    expected = math.log(0.056 / 0.944) - math.log(0.2 / 0.8)
    assert found.gap == pytest.approx(expected)
    assert found.gap_in_probability == pytest.approx(-0.144)
    (row,) = found.reasons
    assert (row.step, row.kind, found.method) == ("robbery", "model", "Owen, Gauss–Legendre")
    assert {part.claim: part.share_in_probability for part in row.premises} == pytest.approx(
        {"locks-fail": -0.192, "nobody-wakes": 0.048}
    )
    assert row.share == pytest.approx(expected)
    assert found.own_reason == pytest.approx(0, abs=1e-9)
    assert found.double_cruxes == ("locks-fail",)


def test_the_other_way_round_shares_change_sign_and_closures_change_places() -> None:
    """Between B and A is between A and B turned round."""
    kb = dispute()
    there, back = kb.cruxes_between("buy-steel", "ann", "bo"), kb.cruxes_between("buy-steel", "bo", "ann")
    assert (there.gap, there.own_reason) == pytest.approx((-back.gap, -back.own_reason))
    assert {row.step: row.share for row in there.reasons} == pytest.approx({r.step: -r.share for r in back.reasons})
    closures = {one.claim: (one.from_b, one.from_a) for one in back.closures}
    assert {one.claim: (one.from_a, one.from_b) for one in there.closures} == {
        claim: pytest.approx(parts) for claim, parts in closures.items()
    }


def test_cruxes_between_two_is_the_same_by_either_name() -> None:
    """`cruxes(target, between=(a, b))` is `cruxes_between(target, a, b)`."""
    kb = dispute()
    assert kb.cruxes("buy-steel", between=("ann", "bo")) == kb.cruxes_between("buy-steel", "ann", "bo")


def test_a_reason_that_only_one_gives_is_listed_apart() -> None:
    """Bo says nothing of slow rust or strong doors; where Ann does, the reason is hers alone."""
    kb = dispute(
        """
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025
credences: {doors-are-strong: 0.9}
"""
    )
    found = kb.cruxes_between("buy-steel", "ann", "bo")
    assert [(one.step, one.by) for one in found.one_sided] == [("doors-are-strong -> buy-steel", "ann")]


def test_views_given_in_python_need_no_record() -> None:
    """Numbers, ranges, words and stances in a mapping are a view, on either side or both."""
    kb = dispute()
    found = kb.cruxes_between("buy-steel", {"steel-is-cheap": "likely", "buy-steel": [0.6, 0.8]}, "bo")
    assert (found.a, found.b, found.stated_a) == ("given", "bo", (0.6, 0.8))
    both = kb.cruxes_between("buy-steel", {"buy-steel": 0.9}, {"buy-steel": "rejects", "steel-rusts": "suspends"})
    assert (both.a, both.b, both.value_b) == ("a", "b", 0.25)
    assert kb.view({"steel-is-cheap": 0.9}).stated["steel-is-cheap"].mid == 0.9


def test_numbers_of_a_gap_say_what_they_rest_on() -> None:
    """A credence, a stance for which .25 stands in, what follows, and nothing."""
    found = dispute().cruxes_between("buy-steel", {"steel-is-cheap": 0.9}, {"buy-steel": "rejects"})
    assert (found.basis_a, found.basis_b) == ("follows", "rejects")
    bases = {part.claim: (part.basis_a, part.basis_b) for row in found.reasons for part in row.premises}
    assert bases["steel-is-cheap"] == ("credence", None)


def test_what_two_hold_and_reject_is_a_disagreement_and_no_double_crux() -> None:
    """Neither gave a number, so nothing says that they are further apart than even odds."""
    found = dispute().cruxes_between(
        "buy-steel", {"steel-is-cheap": "holds", "buy-steel": 0.9}, {"steel-is-cheap": "rejects", "buy-steel": 0.1}
    )
    assert not found.double_cruxes
    assert all("agreed" not in near.lacks for near in found.near_cruxes)


def test_a_view_given_in_python_has_coherence_too() -> None:
    """Where what is given does not fit together, it is told, without a place in a record."""
    found = (
        dispute().view({"thieves-come": 0.8, "locks-fail": 0.5, "nobody-wakes": 0.5, "house-robbed": 0.9}).coherence()
    )
    assert [(gap.claim.id, gap.belief) for gap in found] == [("house-robbed", None)]


def test_a_viewpoint_record_need_not_be_in_the_base() -> None:
    """A `Viewpoint` made in Python is a view."""
    record = Viewpoint.model_validate(
        {
            "id": "eve-2026",
            "type": "viewpoint",
            "title": "Eve",
            "holder": "eve",
            "date": "2026",
            "credences": {"steel-is-cheap": "90%"},
            "holds": ["buy-steel"],
        }
    )
    view = dispute().view(record)
    assert (view.name, view.strengths()["steel-is-cheap"], view.strengths()["buy-steel"]) == ("eve-2026", 0.9, 0.75)


def test_the_result_is_plain_data_too() -> None:
    """It pickles to an equal value, and as a dictionary it is JSON with every field."""
    found = dispute().cruxes_between("buy-steel", "ann", "bo")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own bytes
    plain = json.loads(json.dumps(found.to_dict()))
    assert {field.name for field in dataclasses.fields(found)} | {"explained"} == set(plain)


def test_what_is_stated_and_what_the_record_gives_stand_side_by_side() -> None:
    """Ann's .9 for buying steel stands; the recorded reasons alone give less, and her own reason is the rest."""
    of = dispute().view("ann").of("buy-steel")
    assert (of.stated, of.value) == ((0.9, 0.9), 0.9)
    recorded = math.log(of.from_reasons / (1 - of.from_reasons))  # type: ignore[operator]  # there are reasons
    assert recorded + (of.own_reason or 0) == pytest.approx(math.log(9))


def test_what_nobody_spoke_of_is_no_number() -> None:
    """Ann never spoke of strong doors: there is no credence, and anything is possible."""
    of = dispute().view("ann").of("doors-are-strong")
    assert (of.value, of.range, of.stated, of.own_reason) == (None, (0.0, 1.0), None, None)


@pytest.mark.parametrize(
    ("target", "a", "b", "error"),
    [
        ("house-robed", "ann", "bo", UnknownRecord),
        ("buy-steel", "ann", "boo", UnknownRecord),
        ("which-lock", "ann", "bo", NothingToCompute),
        ("buy-steel", "ann", "cy", NothingToCompute),
        ("buy-steel", {"buy-steel": 1.2}, "bo", ValueError),
        ("buy-steel", 3, "bo", TypeError),
    ],
)
def test_mistakes_are_told(target: str, a: object, b: object, error: type[Exception]) -> None:
    """Unknown names, what has no truth value, people who said nothing of it, and what is no view."""
    with pytest.raises(error):
        dispute().cruxes_between(target, a, b)


def test_between_takes_two_views() -> None:
    """One name where two are needed is told as that."""
    with pytest.raises(TypeError, match="two views"):
        dispute().cruxes("buy-steel", between="ann")


@pytest.mark.parametrize("size", [40, 300])
def test_gaps_asked_for_together_are_those_asked_for_one_by_one(size: int, tmp_path: Path) -> None:
    """What follows when a claim is set by hand is solved once for all shared claims, and closes what it closes for each."""
    subprocess.run([sys.executable, REPOSITORY / "benchmarks/generated.py", str(size), tmp_path], check=True)
    kb = load(tmp_path / "claims").knowledge_base
    together = kb.compare("person-0", "person-3").conclusions
    assert len(together) > 1
    for gap in together:
        alone = kb.cruxes_between(gap.target, "person-0", "person-3")
        assert gap.double_cruxes == alone.double_cruxes
        numbers = [
            {one.claim: (one.from_a, one.from_b, one.near_from_a, one.near_from_b) for one in found.closures}
            for found in (gap, alone)
        ]
        assert numbers[0].keys() == numbers[1].keys()
        for claim, parts in numbers[0].items():
            assert parts == pytest.approx(numbers[1][claim], abs=1e-6)
