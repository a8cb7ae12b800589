"""Beliefs that do not fit together are found at the belief, and a note answers them."""

from __future__ import annotations

import pytest

from support import codes, findings_beside, findings_in, placed

VIEW = """
# claims/viewpoints/quill-2023.yaml
type: viewpoint
title: Ada Quill on monitors, June 2024
holder: ada-quill
date: 2024-06
sources: [quill-monitors-2024]
"""
MODEL = """
# claims/models/usual-monitors.yaml
type: model
title: How likely it is that monitors come into use
topic: monitoring
summary: Both are needed.
sources: [{source: quill-monitors-2024, at: §8}]
inputs:
  - {name: caught, claim: monitors-catch-most-attempts, unit: probability, default: 0.8, low: 0, high: 1, at: §3}
  - {name: harmless, claim: caught-attempts-do-no-harm, unit: probability, default: 0.9, low: 0, high: 1, at: §2}
variables:
  - {name: usual, claim: monitors-will-be-usual, unit: probability, product: [caught, harmless]}
outputs:
  - {variable: usual, claim: monitors-will-be-usual, description: Probability that monitors come into use.}
expectations:
  - {that: usual == 0.72, at: §8, because: The report multiplies the two.}
"""
RIVALS = """
# claims/monitoring/{one}.yaml
type: claim
title: Monitors of the sort {one} are the best
topic: monitoring
origin: reconstructed
statement: No other monitors than those of the sort {one} are any good.
attacks: [{{claim: {other}, strength: {strength}, because: Only one kind can win the comparison.}}]
notes: For this test.
"""


def viewpoint(beliefs: str) -> list[str]:
    """Codes of what is found about a viewpoint with these beliefs, beside the valid base and the model."""
    return codes(findings_beside(VIEW + beliefs + MODEL))


# numbers


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("0.63", []),
        ("0.60", []),  # within .05
        ("0.57", ["credence/implied-otherwise"]),
        ("likely", []),  # .55 to .80
        ("[0.1, 0.58]", []),
        ("[0.1, 0.5]", ["credence/implied-otherwise"]),
    ],
)
def test_a_number_that_the_others_do_not_come_to_is_found(stated: str, found: list[str]) -> None:
    """.7 × .9 is .63: a range that overlaps or comes near agrees, another does not."""
    beliefs = f"credences: {{monitors-catch-most-attempts: 0.7, caught-attempts-do-no-harm: 0.9, monitors-will-be-usual: {stated}}}\n"
    assert found == viewpoint(beliefs)


@pytest.mark.parametrize(("stated", "found"), [("0.0025", []), ("0.01", ["credence/implied-otherwise"])])
def test_small_probabilities_are_compared_in_odds(stated: str, found: list[str]) -> None:
    """.02 × .1 is .002: .01 is within .05 of it, and five times as much."""
    premises = "monitors-catch-most-attempts: 0.02, caught-attempts-do-no-harm: 0.1"
    beliefs = f"credences: {{{premises}, monitors-will-be-usual: {stated}}}\n"
    assert found == viewpoint(beliefs)


def test_ranges_go_in_as_ranges() -> None:
    """[.5, .9] × .9 is .45 to .81, and .8 lies in it."""
    beliefs = "credences: {monitors-catch-most-attempts: [0.5, 0.9], caught-attempts-do-no-harm: 0.9, monitors-will-be-usual: 0.8}\n"
    assert [] == viewpoint(beliefs)


def test_a_model_s_default_is_nobody_s_credence() -> None:
    """Where a view left out an input, the model's number is not held against it."""
    assert [] == viewpoint("credences: {monitors-catch-most-attempts: 0.7, monitors-will-be-usual: 0.1}\n")


def test_a_note_on_the_credence_answers_the_finding() -> None:
    """The text itself has both numbers, and says so."""
    beliefs = """credences:
  monitors-catch-most-attempts: 0.7
  caught-attempts-do-no-harm: 0.9
  monitors-will-be-usual: {credence: 0.2, note: The report gives this beside the two.}
"""
    assert [] == viewpoint(beliefs)
    assert ["credence/implied-otherwise"] == viewpoint(
        beliefs.replace(", note: The report gives this beside the two.", "")
    )


# opposites


@pytest.mark.parametrize(
    ("beliefs", "found"),
    [
        (
            "credences: {monitors-miss-what-matters: 0.85}\nholds: [monitors-catch-most-attempts]\n",
            ["contradiction-held"],
        ),
        ("credences: {monitors-miss-what-matters: 0.4}\nholds: [monitors-catch-most-attempts]\n", []),
        ("holds: [monitors-catch-most-attempts, monitors-miss-what-matters]\n", ["both-sides-held"]),
        ("credences: {monitors-miss-what-matters: 0.9, monitors-catch-most-attempts: 0.9}\n", ["sides-exceed-one"]),
    ],
)
def test_two_sides_of_a_crux_held_are_told_once(beliefs: str, found: list[str]) -> None:
    """By one finding or another, never by two."""
    assert [f"credence/{slug}" for slug in found] == viewpoint(beliefs)


@pytest.mark.parametrize(("strength", "found"), [("strong", ["credence/contradiction-held"]), ("moderate", [])])
def test_strong_reasons_against_each_other_exclude_each_other(strength: str, found: list[str]) -> None:
    """Held claims that strongly attack each other are a contradiction; weaker attacks may both have something to them."""
    rivals = "".join(
        RIVALS.format(one=one, other=other, strength=strength) for one, other in (("fast", "slow"), ("slow", "fast"))
    )
    assert found == codes(findings_beside(VIEW + "holds: [fast, slow]\n" + rivals))


# steps


def test_a_strong_step_whose_conclusion_is_rejected_is_found() -> None:
    """Both premises of the argument are held, and what it concludes is rejected."""
    held = "holds: [monitors-catch-most-attempts, caught-attempts-do-no-harm]\n"
    assert ["credence/step-not-followed"] == viewpoint(held + "rejects: [deploy-with-monitors]\n")
    assert [] == viewpoint(held)
    assert [] == viewpoint("holds: [monitors-catch-most-attempts]\nrejects: [deploy-with-monitors]\n")
    assert [] == viewpoint(held + "rejects: [{claim: deploy-with-monitors, note: She fears misuse of the monitor.}]\n")


def test_a_reason_on_record_that_the_view_holds_answers_the_step() -> None:
    """Who also holds a reason against the conclusion need not follow the step."""
    beliefs = (
        "holds: [monitors-catch-most-attempts, caught-attempts-do-no-harm, prying-is-wrong]\n"
        "rejects: [deploy-with-monitors]\n"
    )
    reason = """
# claims/monitoring/prying-is-wrong.yaml
type: norm
title: Nobody ought to be watched at work
topic: monitoring
origin: reconstructed
statement: To be watched at every step is degrading, whoever is watched.
attacks: [{claim: deploy-with-monitors, because: Nothing escapes whoever looks everywhere.}]
notes: For this test.
"""
    assert [] == codes(findings_beside(VIEW + beliefs + reason))


def test_an_undercut_that_the_view_does_not_reject_answers_the_step() -> None:
    """Something on record speaks against the step itself, and the view says nothing of it."""
    beliefs = "holds: [monitors-catch-most-attempts, caught-attempts-do-no-harm{more}]\nrejects: [deploy-with-monitors{rejected}]\n"
    undercut = """
# claims/monitoring/harm-comes-late.yaml
type: claim
title: Some harm comes long after the action
topic: monitoring
origin: reconstructed
statement: Some actions do harm only long after they were let through.
undercuts: [{step: monitoring-makes-use-safe, because: It is about damage that shows within the hour.}]
notes: For this test.
"""
    assert [] == codes(findings_beside(VIEW + beliefs.format(more="", rejected="") + undercut))
    assert ["credence/step-not-followed"] == codes(
        findings_beside(VIEW + beliefs.format(more="", rejected=", harm-comes-late") + undercut)
    )


def test_findings_lie_at_the_belief() -> None:
    """The place is the entry of the viewpoint, and the premises are related places."""
    (found,) = findings_beside(
        VIEW
        + "holds:\n  - monitors-catch-most-attempts\n  - caught-attempts-do-no-harm\nrejects:\n  - deploy-with-monitors\n"
    )
    assert ["claims/viewpoints/quill-2023.yaml:10:5 warning[credence/step-not-followed]"] == placed([found])
    assert [7, 8] == [related.span.line for related in found.related]


@pytest.mark.parametrize(
    ("belief", "found"),
    [
        ("holds: [reworded-claim]", ["credence/older-wording"]),
        ("holds: [{claim: reworded-claim, reread: 2024-08}]", []),
        ("credences: {reworded-claim: {credence: 0.9, reread: 2025}}", []),
        (
            "credences: {reworded-claim: {credence: 0.9, reread: 2024-07-31, note: It may not fit.}}",
            ["credence/older-wording"],
        ),
    ],
)
def test_a_belief_of_an_older_wording_is_found_until_it_is_read_again(belief: str, found: list[str]) -> None:
    """The claim was reworded in August 2024, after the viewpoint of June 2024; a note is no second reading."""
    claim = """
# claims/monitoring/reworded-claim.yaml
type: claim
title: A claim that came to say something else
topic: monitoring
origin: reconstructed
statement: What it says now.
reworded: 2024-08
notes: For this test.
supports: [{claim: deploy-with-monitors, because: Whoever watches sees trouble early.}]
"""
    assert found == codes(findings_beside(VIEW + belief + "\n" + claim))


def test_a_base_without_viewpoints_has_nothing_to_fit() -> None:
    """No view, no finding of this sort."""
    found = findings_in("# claims/topics/locks.yaml\ntype: topic\ntitle: Locks\nsummary: Whether locks hold.\n")
    assert [] == [code for code in codes(found) if code.startswith("credence/")]
