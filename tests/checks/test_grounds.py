"""What claims rest on, and what is said of it."""

from __future__ import annotations

import pytest

from support import codes, findings_beside

HEAD = "topic: monitoring\norigin: implied\nnotes: For this test.\n"


def claim(id: str, more: str, kind: str = "claim") -> str:
    """A claim with these further keys."""
    return f"# claims/monitoring/{id}.yaml\ntype: {kind}\ntitle: Title of {id}\n{HEAD}statement: What {id} states.\n{more}\n"


def found(*records: str) -> list[str]:
    """The codes of what is found in these records beside the valid base."""
    return codes(findings_beside("\n".join(records)))


def test_mutual_support_with_a_ground_outside_is_welcome():
    """Two claims may support each other if one of them has another ground."""
    assert found(claim("a", "supports: [b]"), claim("b", "supports: [a]"), claim("c", "supports: [a]")) == []


def test_mutual_support_alone_begs_the_question():
    """Two claims that rest on each other and nothing else are told once."""
    assert found(claim("a", "supports: [b]"), claim("b", "supports: [a]")) == ["argument/begs-the-question"]


def test_linked_premise_must_be_grounded_too():
    """A step counts as a ground only if all its premises do."""
    records = (claim("a", "supports: [{claim: b, with: [c]}]"), claim("b", "supports: [c]"), claim("c", "refines: [a]"))
    assert found(*records) == ["argument/begs-the-question"]


def test_evidence_needs_no_ground():
    """An observation carries itself, also where something is said in its support."""
    evidence = claim("a", "supports: [b]", "evidence").replace("origin: implied\n", "")
    evidence += "sources: [{source: quill-monitors-2024, at: §4}]\n"
    assert found(evidence, claim("b", "supports: [a]")) == []


def test_claims_that_hang_on_a_circle_are_not_blamed():
    """What is supported from a circle, without being in it, is no further finding."""
    records = (
        claim("a", "supports: [b]"),
        claim("b", "supports: [a, c]"),
        claim("c", "supports: [deploy-with-monitors]"),
    )
    assert "argument/begs-the-question" in found(*records)
    assert found(*records).count("argument/begs-the-question") == 1


def test_attack_is_no_ground():
    """Claims that attack each other rest on nothing and need not."""
    assert found(claim("a", "attacks: [b]"), claim("b", "attacks: [a]")) == []


@pytest.mark.parametrize(
    "more",
    [
        "supports: [monitors-catch-most-attempts]",
        "attacks: [monitors-catch-most-attempts]",
        "undercuts: [monitor-trial-2024 -> monitors-catch-most-attempts]",
        "undercuts: [monitoring-makes-use-safe]",
        "requires: [monitors-catch-most-attempts]",
        "refines: [monitors-catch-most-attempts]",
        "answers: [why-monitors-miss]",
        "status: retired",
    ],
)
def test_any_relation_saves_from_being_an_orphan(more: str):
    """A claim that bears on something is related; a retired one need not be."""
    assert found(claim("a", more)) == []


def test_being_a_premise_saves_from_being_an_orphan():
    """A claim that others use is related, in whatever way they use it."""
    assert found(claim("a", ""), claim("b", "supports: [{claim: deploy-with-monitors, with: [a]}]")) == []
    assert found(claim("a", "tags: [x]"), claim("b", "requires: [a]")) == []


def test_reference_that_leads_nowhere_is_not_also_an_orphan():
    """A claim whose only relation is misspelt has one finding, not two."""
    assert found(claim("a", "supports: [monitors-catch-most-atempts]")) == ["link/unknown-claim"]


def test_definition_may_stand_alone():
    """Definitions are used by their term, not by relations."""
    assert found(claim("a", "term: a thing", "definition")) == []


def test_norm_needs_a_norm_somewhere_behind_it():
    """One norm among the premises of any of its reasons is enough; a requirement will do as well."""
    ought = claim("ought", "", "norm")
    value = claim("value", "refines: [do-not-use-untrusted-models]", "norm")
    assert found(ought, claim("fact", "supports: [ought]")) == ["argument/is-ought"]
    assert found(ought, value, claim("fact", "supports: [{claim: ought, with: [value]}]")) == []
    assert found(ought + "requires: [do-not-use-untrusted-models]\n", claim("fact", "supports: [ought]")) == []
    assert found(ought, claim("fact", "attacks: [ought]")) == []


def test_reason_given_from_both_its_premises_counts_once():
    """A linked step written on each of its premises is told, unless both say that they count as one."""
    first = claim("a", "supports: [{claim: deploy-with-monitors, with: [b]}]")
    second = claim("b", "supports: [{claim: deploy-with-monitors, with: [a]}]")
    assert found(first, second) == ["argument/same-reason-twice"]
    grouped = [record.replace("]}]", "], group: one-study}]") for record in (first, second)]
    assert found(*grouped) == []


def test_two_reasons_from_one_record_are_told_apart_by_their_warrants():
    """Steps with ids and different warrants from one premise to one claim are two reasons."""
    step = "  - {{claim: deploy-with-monitors, id: {0}, because: It is {0} that counts here.}}\n"
    assert found(claim("a", "supports:\n" + step.format("cost") + step.format("speed"))) == []


def test_record_that_speaks_for_and_against_is_told_also_when_its_steps_have_ids():
    """Ids do not hide that one record supports and attacks one claim."""
    more = "supports: [{claim: deploy-with-monitors, id: one}]\nattacks: [{claim: deploy-with-monitors, id: two}]"
    assert found(claim("a", more)) == ["argument/supports-and-attacks"]


def test_warrant_that_repeats_the_conclusion_is_told():
    """A warrant must say more than what follows."""
    because = (
        "Models that nobody fully trusts should be used for ordinary work with a trusted monitor, "
        "which can hold back each of their actions."
    )
    more = f"supports: [{{claim: deploy-with-monitors, because: '{because}'}}]"
    assert found(claim("a", more)) == ["style/because-repeats"]


def test_self_support_is_told_once():
    """A claim that supports itself is a self-reference and no more."""
    assert found(claim("a", "supports: [a]")) == ["link/self-reference"]
