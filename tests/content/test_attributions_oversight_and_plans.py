"""What the seed says on contingency, oversight, the critical period and release, and who says it.

Each test holds the shipped base to one caution about attribution, or to one published number. Paragraphs are
cited as P1 to P52 of the source `mallen-comments`.
"""

from __future__ import annotations

from math import prod
from typing import cast

import pytest

from content.shipped import claim, record, seed_citations, stances, targets, viewpoint
from cruxbase.records import Model

CARLSMITH_PREMISES = (
    "aps-systems-feasible-by-2070",
    "strong-incentives-to-deploy-aps",
    "alignment-harder-than-attractive-misalignment",
    "some-misaligned-systems-seek-power-at-high-impact",
    "power-seeking-scales-to-disempowerment",
    "disempowerment-is-existential-catastrophe",
)
CARLSMITH_CONCLUSION = "existential-catastrophe-from-power-seeking-by-2070"
TAGI_STEPS = (
    "tagi-algorithms-invented-by-2043",
    "tagi-learning-faster-than-humans",
    "tagi-inference-below-human-cost",
    "tagi-robots-invented-and-scaled",
    "tagi-chips-and-power-scaled",
    "tagi-not-derailed-by-regulation",
    "tagi-not-derailed-by-ai-caused-delay",
    "tagi-not-derailed-by-wars",
    "tagi-not-derailed-by-pandemics",
    "tagi-not-derailed-by-depressions",
)


def numbers(viewpoint_id: str, claims: tuple[str, ...]) -> list[float]:
    """The exact credences of a viewpoint in these claims."""
    held = viewpoint(viewpoint_id).credences
    assert all(held[each].credence.is_exact for each in claims)
    return [held[each].credence.mid for each in claims]


# P22 to P27: contingency


@pytest.mark.parametrize(
    "id_",
    ["motivations-overdetermined", "large-uncertainty-over-motivations", "changing-motivations-intractable"],
)
def test_p22_reports_the_overdetermination_view(id_: str) -> None:
    """The view that motivations are overdetermined is reported by Mallen, and not asserted by him."""
    assert {citation.role for citation in seed_citations(id_)} == {"reports"}


def test_overdetermination_is_held_by_a_position() -> None:
    """The people whom Mallen has heard are a position, not a person."""
    assert viewpoint("overdetermination-view").holder == "overdetermination-proponents"
    assert record("overdetermination-proponents").kind == "position"


def test_mallen_does_not_hold_that_change_is_hopeless() -> None:
    """Mallen's credence in overdetermination and in its consequence is below one half."""
    held = viewpoint("mallen-on-contingency-2025").credences
    assert held["motivations-overdetermined"].credence.high < 0.5
    assert held["changing-motivations-intractable"].credence.high < 0.5


def test_scope_of_the_evidence_stays_attached() -> None:
    """That the evidence is against overdetermination only is conceded, in the topic and in his view."""
    (citation,) = seed_citations("evidence-is-of-non-overdetermination-only")
    assert (citation.at, citation.role) == ("P27", "concedes")
    assert targets("evidence-is-of-non-overdetermination-only", "refines") == {"developers-can-influence-motivations"}
    assert "evidence-is-of-non-overdetermination-only" in record("contingency").backbone
    assert "evidence-is-of-non-overdetermination-only" in stances("mallen-on-contingency-2025")


def test_contingency_does_not_say_control_is_easy() -> None:
    """Influence over motivations requires that levers be identified; on whether they will be he is silent."""
    assert "levers-can-be-identified" in targets("developers-can-influence-motivations", "requires")
    assert "levers-can-be-identified" not in stances("mallen-on-contingency-2025")
    assert "developers-can-influence-motivations" not in viewpoint("mallen-on-contingency-2025").credences


def test_no_claim_of_easy_sovereign_alignment() -> None:
    """That sovereign alignment is not claimed to be easy is a concession; its target is called narrow."""
    (citation,) = seed_citations("not-claiming-sovereign-alignment-easy")
    assert (citation.at, citation.role) == ("P27", "concedes")
    assert "aim-for-sovereign-alignment" in targets("sovereign-alignment-narrow-target", "attacks")


def test_dependence_of_the_evidence_touches_its_weight_only() -> None:
    """That the two lines of evidence are dependent undercuts their agreement, and attacks neither of them."""
    assert targets("llm-and-human-evidence-not-independent", "undercuts") == {"independent-lines-for-contingency"}
    assert targets("llm-and-human-evidence-not-independent", "attacks") == set()


def test_leverage_of_a_small_determinant_is_implied() -> None:
    """The step from little information to leverage is the editors', since P25 does not state it."""
    assert claim("small-determinant-implies-leverage").origin == "implied"


# P28: cognitive oversight


def test_sceptic_of_cognitive_oversight_is_not_in_the_seed() -> None:
    """The doubt that P28 answers is cited from the thread, and Mallen is not made to hold it."""
    assert seed_citations("cognitive-oversight-also-gets-harder") == []
    assert "cognitive-oversight-also-gets-harder" not in stances("mallen-on-oversight-2025")


def test_granularity_is_an_implied_premise() -> None:
    """That the fine-grained limit can be approached is needed by P28 and not said there."""
    assert claim("granularity-achievable").origin == "implied"
    assert "granularity-achievable" in targets("fine-grained-limit-cannot-fool", "requires")
    assert "granularity-achievable" not in stances("mallen-on-oversight-2025")


# P29 to P31, P51, P52: the critical risk period


def test_it_in_p29_has_lost_its_referent() -> None:
    """What is doable in P29 is marked as an inference, on the claim and in the viewpoint."""
    assert "referent" in (claim("ending-critical-period-is-doable").notes or "")
    entry = viewpoint("mallen-on-critical-period-2025").credences["ending-critical-period-is-doable"]
    assert entry.basis == "inferred"
    assert "inference" in (entry.note or "")


@pytest.mark.parametrize(
    "id_",
    [
        "subverting-projects-needs-incorrigible-sovereign",
        "anthropic-plans-sovereign",
        "ending-period-needs-asi",
    ],
)
def test_lost_positions_are_reconstructed(id_: str) -> None:
    """Positions of which only the reply survives are reconstructions, and the seed is background to them."""
    assert claim(id_).origin == "reconstructed"
    assert {citation.role for citation in seed_citations(id_)} == {"background"}


@pytest.mark.parametrize("id_", ["critical-period-interlocutor-view", "anthropic-sovereignty-view"])
def test_interlocutors_are_positions(id_: str) -> None:
    """Reconstructed viewpoints belong to positions, and none of their stances counts as stated."""
    view = viewpoint(id_)
    assert view.origin == "reconstructed"
    assert record(view.holder).kind == "position"
    assert {stance.basis for stance in view.holds} == {"editorial"}


def test_continued_ease_is_plausible_and_not_confident() -> None:
    """Mallen leans towards continued ease without confidence, and no number is made of that."""
    view = viewpoint("mallen-on-critical-period-2025")
    assert "alignment-to-corrigible-target-stays-easyish" in {stance.claim for stance in view.suspends}
    assert "alignment-to-corrigible-target-stays-easyish" not in view.credences


def test_p51_separates_the_model_from_the_plan() -> None:
    """Mallen concedes what Anthropic aims for in the model and denies that a sovereign is the plan."""
    (aim,) = seed_citations("anthropic-aims-good-even-if-sovereign")
    assert (aim.at, aim.role) == ("P51", "concedes")
    assert "anthropic-plans-sovereign" in targets("anthropic-plan-is-not-sovereign", "attacks")
    assert "anthropic-aims-good-even-if-sovereign -> anthropic-plans-sovereign" in targets(
        "anthropic-plan-is-not-sovereign", "undercuts"
    )
    held = viewpoint("mallen-on-sovereignty-2025").credences
    assert held["anthropic-plan-is-not-sovereign"].credence.mid > 0.5 > held["anthropic-plans-sovereign"].credence.mid


def test_main_plan_and_sovereign_are_rival_answers() -> None:
    """Ending the critical risk period and building a sovereign answer the same question."""
    answers = {
        targets(each, "answers").pop() for each in ("end-critical-period-is-main-plan", "aim-for-sovereign-alignment")
    }
    assert answers == {"what-should-developers-aim-at"}


# P20 and P50


def test_p20_asks() -> None:
    """P20 is a question whose author is uncertain, and it undercuts the account that it presupposes."""
    (citation,) = seed_citations("q-reflective-desires-of-sociopaths")
    assert (citation.at, citation.role) == ("P20", "asks")
    assert all(
        step.endswith("-> approval-reward-explains-reflective-desires")
        for step in targets("q-reflective-desires-of-sociopaths", "undercuts")
    )
    assert {citation.role for citation in seed_citations("approval-reward-explains-reflective-desires")} == {
        "background"
    }


def test_p50_names_a_downside_and_no_verdict() -> None:
    """Mallen's might is no number, and he takes no side on where assessments should stand."""
    view = viewpoint("mallen-on-release-assessments-2025")
    assert "predeployment-assessments-raise-secret-ie" not in view.credences
    assert "predeployment-assessments-raise-secret-ie" in {stance.claim for stance in view.suspends}
    assert stances(view.id).isdisjoint(
        {"assessments-should-be-tied-to-release", "assessments-should-be-tied-to-development"}
    )


# Numbers with names


def test_carlsmith_six_premises() -> None:
    """Carlsmith's report gives .65, .80, .40, .65, .40 and .95, whose product is .051376."""
    given = numbers("carlsmith-2022", CARLSMITH_PREMISES)
    assert given == [0.65, 0.80, 0.40, 0.65, 0.40, 0.95]
    assert prod(given) == pytest.approx(0.051376, abs=1e-9)


def test_superforecasters_six_premises() -> None:
    """The superforecasters of May 2023 give .80, .90, .58, .25, .05 and .40, and .01 for the whole."""
    assert numbers("superforecasters-2023", CARLSMITH_PREMISES) == [0.80, 0.90, 0.58, 0.25, 0.05, 0.40]
    assert numbers("superforecasters-2023", (CARLSMITH_CONCLUSION,)) == [0.01]
    assert viewpoint("superforecasters-2023").date == "2023-05"


def test_carlsmith_later_view_is_above_a_tenth() -> None:
    """In May 2022 Carlsmith holds more than .10, which bounds the number from below and says no more."""
    later = viewpoint("carlsmith-2022-05")
    entry = later.credences[CARLSMITH_CONCLUSION]
    assert (entry.credence.low, entry.credence.high) == (0.1, 1.0)
    assert set(later.credences) == {CARLSMITH_CONCLUSION}
    assert viewpoint("carlsmith-2022").date < later.date == "2022-05"


def test_allyn_feuer_and_sanders_ten_steps() -> None:
    """Allyn-Feuer and Sanders give ten numbers whose product prints as .003996."""
    given = numbers("allyn-feuer-sanders-2023", TAGI_STEPS)
    assert given == [0.60, 0.40, 0.16, 0.60, 0.46, 0.70, 0.90, 0.70, 0.90, 0.95]
    assert prod(given) == pytest.approx(0.003996, abs=5e-7)


@pytest.mark.parametrize(
    ("model_id", "viewpoint_id", "claims"),
    [
        ("carlsmith-power-seeking-model", "carlsmith-2022", CARLSMITH_PREMISES),
        ("allyn-feuer-sanders-model", "allyn-feuer-sanders-2023", TAGI_STEPS),
    ],
)
def test_model_defaults_are_the_published_numbers(model_id: str, viewpoint_id: str, claims: tuple[str, ...]) -> None:
    """A model's inputs stand for the premises in order, and its defaults are the numbers of the text."""
    inputs = cast(Model, record(model_id)).inputs
    assert tuple(each.claim for each in inputs) == claims
    assert [each.default for each in inputs] == numbers(viewpoint_id, claims)


@pytest.mark.parametrize(
    ("argument_id", "claims"),
    [("carlsmith-six-premise-argument", CARLSMITH_PREMISES), ("allyn-feuer-sanders-argument", TAGI_STEPS)],
)
def test_conjunctions_have_all_their_premises(argument_id: str, claims: tuple[str, ...]) -> None:
    """The arguments are conjunctions of exactly the named premises."""
    argument = record(argument_id)
    assert argument.premises == claims
    assert argument.scheme == "conjunction"
