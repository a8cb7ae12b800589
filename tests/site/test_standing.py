"""Where a claim stands, as its page says it: the first step of the proof, for the record and for each view."""

from __future__ import annotations

import pytest

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.reasoning.labels import Label, Reason
from cruxbase.site.claim_status import verdicts, why
from cruxbase.site.context import SiteContext
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from support import REPOSITORY, knowledge_base_from

_BASE = """
    # claims/topics/oversight.yaml
    type: topic
    title: Oversight
    summary: How models are watched.
    # claims/oversight/oversight-works.yaml
    type: claim
    title: Oversight works
    topic: oversight
    statement: Oversight works well enough.
    # claims/oversight/models-game-tests.yaml
    type: claim
    title: Models game tests
    topic: oversight
    statement: Models game tests.
    attacks: [{claim: oversight-works, strength: strong}]
    # claims/oversight/deploy-widely.yaml
    type: claim
    title: Models should be deployed widely
    topic: oversight
    statement: Models should be deployed widely.
    requires: [oversight-works]
    # claims/oversight/gaming-is-noticed.yaml
    type: claim
    title: Gaming is noticed
    topic: oversight
    statement: Gaming is noticed.
    # claims/people/ada.yaml
    type: person
    name: Ada
    kind: person
    # claims/viewpoints/ada-2024.yaml
    type: viewpoint
    title: Ada, 2024
    holder: ada
    date: 2024
    credences:
      oversight-works: {credence: 95%, basis: stated}
      models-game-tests: {credence: 90%, basis: stated}
    # claims/viewpoints/ada-2025.yaml
    type: viewpoint
    title: Ada, 2025
    holder: ada
    date: 2025
    credences:
      oversight-works: {credence: 50%, basis: stated}
      models-game-tests: {credence: 10%, basis: stated}
"""


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def test_the_first_step_is_that_of_the_proof(shipped: KnowledgeBase) -> None:
    """For every claim and every view of the shipped base, reason and grounds are those that the proof begins with."""
    statuses = {who: shipped.view(None if who == "on-record" else who).status() for who in shipped.statuses()}
    compared = 0
    for claim in shipped.graph.claim_ids():
        for standing in shipped.statuses().of(claim):
            step = statuses[standing.who].explain(claim)[claim]
            found = why(shipped, standing)
            named = {ground.step or ground.claims[0] for ground in found.grounds}
            assert found.reason is step.reason, (standing, found, step)
            if found.reason in (Reason.NEED_FAILS, Reason.RIVAL, Reason.WAITS):
                assert set(step.because) <= named, (standing, found, step)
            compared += 1
    assert compared > 1000


def test_a_record_at_face_value_falls_to_what_speaks_against_it() -> None:
    """On record the objection stands, the claim falls to it, and what needs the claim falls with it."""
    kb = knowledge_base_from(_BASE)
    attacked, needing = verdicts(kb, "oversight-works")[0], verdicts(kb, "deploy-widely")[0]
    assert ("on-record", Label.OUT, Reason.OUTWEIGHED) == (attacked.who, attacked.label, attacked.why.reason)
    assert ("models-game-tests",) == attacked.why.grounds[0].claims
    assert (Label.OUT, Reason.NEED_FAILS) == (needing.label, needing.why.reason)
    assert (("oversight-works",), "requires") == (needing.why.grounds[0].claims, needing.why.grounds[0].kind)


def test_a_viewpoint_is_named_beside_its_holder_where_they_changed_their_mind() -> None:
    """Ada's last word leaves the claim open; the viewpoint in which she held it against the objection is listed too."""
    found = {row.who: row.label for row in verdicts(knowledge_base_from(_BASE), "oversight-works")}
    assert {"on-record": Label.OUT, "ada": Label.UNDECIDED, "ada-2024": Label.IN} == found


def test_the_page_says_it_in_words() -> None:
    """The page of the claim names the objection that outweighs it, and what somebody said."""
    page, page_context = record_page(SiteContext(knowledge_base_from(_BASE), Site()), "oversight-works")
    assert (
        'what speaks against it weighs more: <a href="../../claims/models-game-tests/">Models game tests</a>'
        in page.body
    )
    assert "50%, 2025" in page.body
    assert 'challenged by <a href="../../claims/models-game-tests/">Models game tests</a>' in page.body
    assert "models-game-tests" in page_context.named


def test_a_claim_that_nobody_has_argued_is_not_called_in() -> None:
    """Its page says that there are no reasons yet; and for Ada, who believes it, that she said so."""
    page, _ = record_page(SiteContext(knowledge_base_from(_BASE), Site()), "gaming-is-noticed")
    assert "</span> no reasons yet</span>" in page.body
    assert "nobody has written anything for or against it" in page.body
    assert "</span> in</span>" not in page.body


def test_a_question_has_no_status() -> None:
    """What is neither true nor false stands nowhere."""
    base = _BASE + (
        "    # claims/oversight/why.yaml\n    type: question\n    title: Why\n    topic: oversight\n    question: Why?\n"
    )
    kb = knowledge_base_from(base)
    assert () == verdicts(kb, "why")
    assert 'id="status"' not in record_page(SiteContext(kb, Site()), "why")[0].body
