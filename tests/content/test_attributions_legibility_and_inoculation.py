"""Who says what in the blocks on legible problems, inoculation prompting and general instructions."""

from __future__ import annotations

import pytest

from content.shipped import claim, reasons, record, roles_at, said, targets

OTHERS_WORDS = {"quotes", "reports", "background", "asks"}
"""Roles under which a citation does not make the cited page's author the one who asserts."""


def test_p32_is_quoted_from_wei_dai() -> None:
    """No record takes P32 for Mallen's own assertion, and those that quote it cite Wei Dai's post as well."""
    roles = roles_at("P32")
    assert set(roles.values()) <= OTHERS_WORDS
    quoted = [name for name, role in roles.items() if role == "quotes"]
    assert {"legible-work-brings-deployment-forward", "less-time-for-illegible-problems"} <= set(quoted)
    cited_from_dai = {
        name for name in quoted if any(cited.source == "dai-legible-problems" for cited in claim(name).sources)
    }
    assert set(quoted) == cited_from_dai


def test_wei_dai_believes_what_p32_says_and_mallen_does_not() -> None:
    """The claim quoted at P32 stands very likely in Dai's viewpoint and unlikely in Mallen's."""
    quoted = "legible-work-brings-deployment-forward"
    assert ("very-likely", "unlikely") == (said("wei-dai")[quoted], said("alex-mallen")[quoted])


@pytest.mark.parametrize(
    ("reason", "target"),
    [
        ("legibility-model-too-simple", "legible-work-has-low-value"),
        ("many-legible-problems-do-not-gate", "legible-problems-gate-deployment"),
        ("without-joe-danger-arrives-as-fast", "legible-work-brings-deployment-forward"),
        ("best-time-is-when-most-legible", "legible-work-has-low-value"),
    ],
)
def test_mallen_attacks_the_view_quoted_at_p32(reason: str, target: str) -> None:
    """Each of Mallen's replies in P33 to P35 attacks a claim of Dai's, and none of them supports one."""
    assert reason in reasons(target, "attacks")
    assert reason not in reasons(target, "supports")


def test_tractability_undercuts_the_step_from_timing_to_value() -> None:
    """The point on tractability hits Dai's step, not its premise or its conclusion."""
    step = "legible-work-brings-deployment-forward -> legible-work-has-low-value"
    premise, _, conclusion = step.partition(" -> ")
    assert premise in reasons(conclusion, "supports")
    assert step in targets("tractability-rises-with-legibility", "undercuts")


def test_the_loss_of_neglectedness_is_mallens_concession() -> None:
    """Mallen concedes that legible problems are less neglected, and the concession hits his own step."""
    assert "concedes" == roles_at("P35")["legible-problems-less-neglected"]
    step = "tractability-rises-with-legibility -> work-on-problems-once-legible"
    assert step in targets("legible-problems-less-neglected", "undercuts")


def test_both_sides_speak_on_the_crux_of_legibility() -> None:
    """Dai and Mallen each have a view on both sides of the crux, and they lean opposite ways."""
    sides = record("legibility-versus-tractability").sides
    views = [[said(holder)[side] for side in sides] for holder in ("alex-mallen", "wei-dai")]
    assert [["likely", "unlikely"], ["unlikely", "likely"]] == views


def test_dai_does_not_deny_that_tractability_rises() -> None:
    """Dai sets tractability aside, so his viewpoint suspends the claim about it."""
    assert "suspends" == said("wei-dai")["tractability-rises-with-legibility"]


def test_p36_is_a_quotation() -> None:
    """No record takes P36 for Mallen's own assertion, and his viewpoint withholds judgement on it."""
    roles = roles_at("P36")
    assert "quotes" == roles["ip-just-scopes-training"]
    assert set(roles.values()) <= OTHERS_WORDS
    assert "suspends" == said("alex-mallen")["ip-just-scopes-training"]
    assert "likely" == said("scoping-commenter")["ip-just-scopes-training"]


def test_p38_is_split_between_mallen_and_the_commenter() -> None:
    """The evidence on prefixes is Mallen's; the remark on the literal instruction is quoted, not his."""
    assert "asserts" == roles_at("P38")["arbitrary-prefixes-weaker-than-ip"]
    assert {"hacking-satisfies-literal-instruction": "quotes"} == roles_at("P38, last two sentences")
    assert "hacking-satisfies-literal-instruction" not in said("alex-mallen")
    assert "very-likely" == said("scoping-commenter")["hacking-satisfies-literal-instruction"]


def test_p39_answers_the_second_half_of_p38() -> None:
    """Mallen's reply agrees with the general remark and undercuts what it is used for."""
    assert "instructions-and-intent-diverge" in reasons("hacking-satisfies-literal-instruction", "supports")
    step = "hacking-satisfies-literal-instruction -> ip-m1-instruction-alignment"
    assert step in targets("ip-prompts-intend-nongeneral-solution", "undercuts")


@pytest.mark.parametrize("place", ["P46", "P47", "P48"])
def test_p46_to_p48_are_mallens_own(place: str) -> None:
    """No record treats these three paragraphs as a quotation, and each is asserted or conceded somewhere."""
    roles = set(roles_at(place).values())
    assert "quotes" not in roles
    assert roles & {"asserts", "concedes"}


def test_the_findings_of_p46_to_p48_are_in_mallens_views() -> None:
    """What the three paragraphs assert is believed by Mallen, not by the commenter whom he answers."""
    claims = {
        "general-instructions-work-less-well",
        "models-not-capable-enough-to-infer-hack",
        "update-against-general-instruction-hope",
    }
    assert claims <= set(said("alex-mallen"))
    assert not claims & set(said("general-prompt-commenter"))


def test_the_tension_of_p47_and_p48_is_recorded_as_ours() -> None:
    """Present weakness undercuts the update about future models; a note calls the reading the editors'."""
    step = "general-instructions-work-less-well -> update-against-general-instruction-hope"
    premise, _, conclusion = step.partition(" -> ")
    assert premise in reasons(conclusion, "supports")
    assert step in targets("models-not-capable-enough-to-infer-hack", "undercuts")
    assert "our reading" in (claim("models-not-capable-enough-to-infer-hack").notes or "")
    assert "tension" in (claim("update-against-general-instruction-hope").notes or "")


@pytest.mark.parametrize(
    "finding",
    ["rl-on-hackable-rewards-can-misalign-broadly", "permitting-hacking-prevents-broad-misalignment"],
)
def test_the_findings_of_p26_come_with_their_conditions(finding: str) -> None:
    """Each has evidence for it with numbers, the replication against it, and a note on conditions."""
    against = reasons(finding, "attacks")
    for_it = {start for start in reasons(finding, "supports") if getattr(record(start), "measurements", ())}
    cites_replication = {
        name for name in against if any(cited.source == "aisi-em-replication" for cited in claim(name).sources)
    }
    assert for_it
    assert cites_replication
    assert claim(finding).notes


def test_mallens_change_of_mind_is_kept() -> None:
    """His first belief in the obedience account is kept as a concession; he now finds it unlikely."""
    assert "concedes" == roles_at("P40")["mallen-changed-his-mind-on-ip"]
    assert "unlikely" == said("alex-mallen")["ip-m1-instruction-alignment"]
