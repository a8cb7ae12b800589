"""Questions, hypotheses and cruxes, and what is missing from them."""

from __future__ import annotations

from cruxbase.diagnostics import Diagnostic
from support import codes, findings_beside

CLAIM = """
# claims/monitoring/{id}.yaml
type: {kind}
title: Title of {id}
topic: monitoring
origin: {origin}
statement: What {id} states.
notes: For this test.
{more}
"""
CRUX = """
# claims/monitoring/the-crux.yaml
type: crux
title: What it turns on
topic: monitoring
question: Is it one or the other?
sides: [{sides}]
decides: [{decides}]
origin: implied
notes: For this test.
{more}
"""
QUESTION = """
# claims/monitoring/the-question.yaml
type: question
title: What it is
topic: monitoring
origin: implied
notes: For this test.
question: What is it?
"""


def claim(id: str, more: str = "", kind: str = "claim", origin: str = "reconstructed") -> str:
    """A claim with these further keys."""
    return CLAIM.format(id=id, more=more, kind=kind, origin=origin)


def crux(sides: str, decides: str, more: str = "") -> str:
    """A crux with these sides, which decides these claims."""
    return CRUX.format(sides=sides, decides=decides, more=more)


def found(*records: str) -> list[str]:
    """The codes of what is found in these records beside the valid base."""
    return codes(findings(*records))


def findings(*records: str) -> tuple[Diagnostic, ...]:
    """What is found in these records beside the valid base."""
    return findings_beside("\n".join(records))


def test_question_needs_one_answer_of_any_kind():
    """A claim that answers is as good as a hypothesis."""
    assert found(QUESTION) == ["argument/unanswered"]
    assert found(QUESTION, claim("a", "answers: [the-question]")) == []


def test_question_that_counts_as_asked_cites_who_asks():
    """A question and a crux without `origin` count as stated, and then name a text; what is implied need not."""
    answered = claim("a", "answers: [the-question]")
    assert found(QUESTION.replace("origin: implied\n", ""), answered) == ["source/unsourced"]
    asked = QUESTION.replace("origin: implied\n", "sources: [{source: quill-monitors-2024, at: §1, role: asks}]\n")
    assert found(asked, answered) == []


def test_hypothesis_needs_a_rival():
    """A second answer is a rival, whatever its type; one hypothesis alone is told."""
    alone = claim("a", "answers: [the-question]", "hypothesis")
    assert found(QUESTION, alone) == ["argument/lone-hypothesis"]
    assert found(QUESTION, alone, claim("b", "answers: [the-question]")) == []


def test_answer_that_leads_nowhere_is_one_finding():
    """A hypothesis whose question is misspelt is not also called lone."""
    assert found(claim("a", "answers: [why-monitors-mis]", "hypothesis")) == ["link/unknown-claim"]


def test_side_may_be_argued_for_held_or_asserted():
    """A reason, a viewpoint, or a text that says so makes a side somebody's."""
    dispute = crux("a, b", "monitors-catch-most-attempts")
    bearing = "supports: [monitors-catch-most-attempts]"
    assert found(dispute, claim("a", bearing), claim("b", bearing)) == ["argument/side-unargued"] * 2
    reason = claim("r", "supports: [a]")
    view = """
    # claims/viewpoints/v.yaml
    type: viewpoint
    title: Ada Quill in 2025
    holder: ada-quill
    date: 2025
    sources: [quill-monitors-2024]
    credences: {b: 0.3}
    """.replace("\n    ", "\n")
    assert found(dispute, claim("a", bearing), claim("b", bearing), reason, view) == []
    asserted = claim("b", bearing + "\nsources: [{source: quill-monitors-2024, at: §3}]", origin="stated")
    assert found(dispute, claim("a", bearing), asserted, reason) == []


def test_crux_joined_to_what_it_decides_by_a_chain_is_no_finding():
    """The way from a side to what is decided may run over several steps, undercuts and requirements."""
    dispute = crux("monitors-catch-most-attempts, attempts-hide-among-good-actions", "far")
    reason = claim("r", "supports: [attempts-hide-among-good-actions]")
    chain = [
        claim("a", "requires: [monitors-catch-most-attempts]"),
        claim("b", "supports: [far]"),
        claim("far"),
        claim("c", "undercuts: [b -> far]\nrequires: [a]"),
    ]
    assert found(dispute, reason, *chain) == []


def test_crux_that_touches_nothing_is_told_at_what_it_decides():
    """Where no step joins a side to anything decided, the finding stands at the key."""
    dispute = crux("monitors-catch-most-attempts, attempts-hide-among-good-actions", "far")
    reason = claim("r", "supports: [attempts-hide-among-good-actions]")
    (finding,) = findings(dispute, reason, claim("far", "refines: [deploy-with-monitors]"))
    assert (finding.code, finding.span.line, finding.span.column) == ("argument/crux-decides-nothing", 6, 1)


def test_side_that_leads_nowhere_is_one_finding():
    """A misspelt side is not also an answer that is no side, nor unargued."""
    dispute = crux("a, monitors-catch-most-atempts", "deploy-with-monitors")
    more = "answers: [the-crux]\nsupports: [deploy-with-monitors]"
    asserted = claim("a", more + "\nsources: [{source: quill-monitors-2024, at: §3}]", origin="stated")
    assert found(dispute, asserted) == ["link/unknown-claim"]


def test_answer_that_refines_a_side_is_one():
    """A narrower version of a side answers the crux as that side does."""
    more = "answers: [do-monitors-catch-enough]\nrefines: [monitors-catch-most-attempts]"
    assert found(claim("a", more)) == []
    assert found(claim("a", "answers: [do-monitors-catch-enough]")) == ["argument/answer-not-a-side"]


def test_retired_records_ask_for_nothing():
    """A question or hypothesis that is retired needs no answers and no rivals."""
    retired = QUESTION + "status: retired\n"
    assert found(retired) == []
