"""What people would learn from a claim: stated conditionals, what follows where there are none, groups, rankings."""

from __future__ import annotations

import pytest

from cruxbase.analysis.entities import UnknownRecord
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.reasoning import value_of_disagreement, value_of_information
from support import knowledge_base_from

STUDY = """
# claims/topics/t.yaml
type: topic
title: T
summary: S.
# claims/people/ann.yaml
type: person
name: Ann
# claims/people/bo.yaml
type: person
name: Bo
# claims/people/cy.yaml
type: person
name: Cy
# claims/people/panel.yaml
type: person
name: Panel
kind: group
members: [ann, bo, cy]
# claims/t/doom.yaml
type: claim
title: Doom
topic: t
statement: Doom comes.
# claims/t/warning.yaml
type: claim
title: A warning shot
topic: t
statement: A warning shot comes.
supports: [doom]
# claims/t/aside.yaml
type: claim
title: An aside
topic: t
statement: Something else comes.
# claims/viewpoints/ann-2023.yaml
type: viewpoint
title: Ann, 2023
holder: ann
date: 2023
credences: {doom: 0.21, warning: 0.2}
conditionals:
  - {of: doom, given: warning, credence: 0.18}
# claims/viewpoints/bo-2023.yaml
type: viewpoint
title: Bo, 2023
holder: bo
date: 2023
credences: {doom: 0.03, warning: 0.15}
conditionals:
  - {of: doom, given: warning, credence: 0.05, of_credence: 0.04}
  - {of: doom, given: aside, credence: 0.9, given_credence: 0.5}
# claims/viewpoints/cy-2023.yaml
type: viewpoint
title: Cy, 2023
holder: cy
date: 2023
credences: {doom: 0.5, warning: 0.6}
"""
ANN, BO = (0.21, 0.2, 0.18), (0.04, 0.15, 0.05)


def study() -> KnowledgeBase:
    """Three people; two stated conditionals, the third did not."""
    return knowledge_base_from(STUDY)


def test_stated_conditionals_go_in_as_they_are() -> None:
    """Ann's three numbers are the published example; Bo's row carries a P(U) of its own."""
    kb = study()
    assert value_of_information(0.21, 0.18, 0.2) == kb.value_of_information("doom", "warning", "ann")
    assert value_of_information(0.04, 0.05, 0.15) == kb.value_of_information("doom", "warning", "bo-2023")
    assert value_of_disagreement(ANN, BO) == kb.value_of_disagreement("doom", "warning", "ann", "bo")


def test_incoherent_conditionals_give_a_reason() -> None:
    """Bo gives the aside an even chance and says that doom would then be all but certain."""
    value = study().value_of_information("doom", "aside", "bo")
    assert (None, True) == (value.log, "would be below 0" in value.because)


def test_what_was_not_stated_follows_from_the_anchored_view() -> None:
    """Cy gave no conditional: the reason on record says how doom would move with the warning."""
    kb = study()
    value = kb.value_of_information("doom", "warning", "cy")
    assert value.log is not None
    assert 0 < value.log < 0.1
    assert isinstance(value.p_u_given_not_c, float)
    assert value.p_u_given_not_c < 0.5


def test_what_nobody_knows_has_no_value_and_says_so() -> None:
    """Ann never spoke of the aside, and nothing on record bears on it."""
    value = study().value_of_information("doom", "aside", "ann")
    assert (None, True) == (value.log, "too little is known" in value.because)


def test_a_group_is_the_lower_median_of_its_members() -> None:
    """Of .21, .03 and .5 the median is .21; of two members who said .2 and .6 it would be the lower."""
    kb = study()
    assert 0.21 == kb.view("panel").perspective.number_for("doom")
    assert 0.2 == kb.view("panel").perspective.number_for("warning")
    assert kb.value_of_information("doom", "warning", "panel").log is not None


def test_claims_are_ranked_by_what_they_would_teach() -> None:
    """The warning before the aside, whose numbers allow no value."""
    kb = study()
    assert ["warning", "aside"] == [row.claim.id for row in kb.lessons("doom", "bo")]
    (row,) = kb.lessons("doom", "ann", "bo", by="disagreement")
    assert (value_of_disagreement(ANN, BO), True) == (row.value, row.outlooks[0].stated)
    with pytest.raises(ValueError, match="between two"):
        kb.lessons("doom", "bo", by="disagreement")
    with pytest.raises(UnknownRecord):
        kb.value_of_information("doom", "warming", "bo")
