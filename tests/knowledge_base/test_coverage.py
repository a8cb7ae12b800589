"""Which paragraphs of a text are taken up by which claims."""

from __future__ import annotations

from cruxbase.analysis.coverage import coverage
from support import knowledge_base_from

_BASE = """
    # claims/topics/oversight.yaml
    type: topic
    title: Oversight
    summary: How models are watched.
    # claims/sources/talk.yaml
    type: source
    title: A talk
    kind: speech
    checked: read
    # claims/people/somebody.yaml
    type: person
    name: Some Body
    # claims/oversight/probes-read-thoughts.yaml
    type: claim
    title: Probes read thoughts
    topic: oversight
    statement: Probes can read what a model thinks.
    sources:
      - source: talk
        at: P2, P4-P5
        role: concedes
    supports:
      - claim: oversight-works
        sources:
          - source: talk
            at: P4
    # claims/oversight/oversight-works.yaml
    type: claim
    title: Oversight works
    topic: oversight
    statement: Overseers notice what they ought to notice.
    sources:
      - source: talk
        at: P2
        role: background
    # claims/viewpoints/somebody-2025.yaml
    type: viewpoint
    title: Some Body, 2025
    holder: somebody
    date: 2025
    sources:
      - source: talk
        at: P1-P9
    holds: [oversight-works]
"""


def _carried() -> dict[int, list[tuple[str, str]]]:
    found = coverage(knowledge_base_from(_BASE), "talk")
    return {paragraph.number: [(claim.id, role) for claim, role in paragraph.carried_by] for paragraph in found}


def test_ranges_and_lists_are_written_out() -> None:
    """A claim that cites P2, P4-P5 carries the second, fourth and fifth paragraph."""
    assert [2, 4, 5] == [number for number, rows in _carried().items() if "probes-read-thoughts" in dict(rows)]


def test_a_paragraph_that_no_claim_cites_stands_in_its_place() -> None:
    """Paragraphs one and three are listed with nothing that carries them, though a viewpoint's range covers them."""
    assert {1: [], 3: []} == {number: rows for number, rows in _carried().items() if not rows}
    assert [1, 2, 3, 4, 5] == list(_carried())


def test_background_comes_last() -> None:
    """What a text concedes goes before what it is only background to, whatever the ids."""
    assert [("probes-read-thoughts", "concedes"), ("oversight-works", "background")] == _carried()[2]


def test_a_records_own_citation_goes_before_that_of_its_step() -> None:
    """The claim cites P4 as conceding and its step cites it as asserting; the claim's own role is shown."""
    assert [("probes-read-thoughts", "concedes")] == _carried()[4]


def test_a_text_without_numbered_paragraphs_has_no_coverage() -> None:
    """With another mark before the numbers nothing is found."""
    assert () == coverage(knowledge_base_from(_BASE), "talk", mark="¶")
