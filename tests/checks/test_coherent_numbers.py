"""Requirements, sides of a crux, conditionals and the far side of even: one function for `coherence()` and for `check`."""

from __future__ import annotations

import pytest

from cruxbase.knowledge_base.base import KnowledgeBase
from support import findings_in, knowledge_base_from

_BASE = """
# claims/topics/t.yaml
type: topic
title: T
summary: S.
# claims/people/ann.yaml
type: person
name: Ann
# claims/t/need.yaml
type: claim
title: Need
topic: t
statement: The need is there.
# claims/t/whole.yaml
type: claim
title: Whole
topic: t
statement: The whole is there.
requires: [need]
# claims/t/part.yaml
type: claim
title: Part
topic: t
statement: A part is there.
supports: [{claim: target, strength: strong}]
# claims/t/target.yaml
type: claim
title: Target
topic: t
statement: The target is there.
# claims/viewpoints/ann-2024.yaml
type: viewpoint
title: Ann
holder: ann
date: 2024
"""
HALF = "credences: {target: 0.6, part: 0.5}\n"


def ann(beliefs: str) -> KnowledgeBase:
    """The base with what Ann believes."""
    return knowledge_base_from(_BASE + beliefs)


@pytest.mark.parametrize(
    ("beliefs", "expected"),
    [
        ("credences: {whole: 0.7, need: 0.4}", [("whole", "need")]),
        ("credences: {whole: 0.4, need: 0.7}", []),
        ("credences: {whole: 0.5, need: 0.5}", []),
        ("credences: {whole: [0.3, 0.7], need: 0.4}", []),
        ("credences: {whole: 0.7}", []),
        ("credences: {whole: 0.9}\nrejects: [need]", [("whole", "need")]),
        ("credences: {whole: 0.001, need: 1e-5}", [("whole", "need")]),
    ],
)
def test_nothing_is_likelier_than_what_it_requires(beliefs: str, expected: list[tuple[str, str]]) -> None:
    """P(A) ≤ P(what A requires), for the ends of ranges that are kindest to it."""
    found = ann(beliefs).view("ann").coherence().above_requirements
    assert expected == [(one.claim, one.required) for one in found]
    codes = [finding.code for finding in findings_in(_BASE + beliefs)]
    assert bool(expected) == ("credence/above-requirement" in codes)


@pytest.mark.parametrize(
    ("beliefs", "fitting"),
    [
        ("credences: {target: 0.1, part: 0.5}\nconditionals: [{of: target, given: part, credence: 0.9}]", (0.45, 0.95)),
        ("credences: {target: 0.6, part: 0.5}\nconditionals: [{of: target, given: part, credence: 0.9}]", None),
        (
            HALF + "conditionals: [{of: target, given: part, credence: 0.9, otherwise: 0.1}]",
            (0.5, 0.5),
        ),
        (
            HALF + "conditionals: [{of: target, given: part, credence: 0.9, of_credence: 0.1}]",
            (0.45, 0.95),
        ),
        ("credences: {target: 0.6}\nconditionals: [{of: target, given: part, credence: 0.9}]", None),
    ],
)
def test_conditionals_obey_total_probability(beliefs: str, fitting: tuple[float, float] | None) -> None:
    """A conditional that fits no joint distribution is a finding, with the range of P(U) that would fit."""
    found = ann(beliefs).view("ann").coherence().conditionals
    assert ([] if fitting is None else [pytest.approx(fitting)]) == [one.fitting for one in found]
    codes = [finding.code for finding in findings_in(_BASE + beliefs)]
    assert (fitting is not None) == ("credence/conditional-impossible" in codes)


def test_the_far_side_of_even_is_a_question_and_no_finding() -> None:
    """A strong reason at .95 gives .86, and .2 is stated: asked about, and the view is clean all the same."""
    coherence = ann("credences: {part: 0.95, target: 0.2}").view("ann").coherence()
    (question,) = coherence.questions
    assert ("target", 0.2, True) == (question.claim, question.stated, question.follows > 0.8)
    assert () == ann("credences: {part: 0.95, target: 0.6}").view("ann").coherence().questions
