"""What a change of mind moved: which conclusions, by how much, and how they stand since."""

from __future__ import annotations

import re

import pytest

from cruxbase.site.context import SiteContext
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from support import knowledge_base_from

_BASE = """
    # claims/topics/locks.yaml
    type: topic
    title: Locks
    summary: What keeps doors shut.
    # claims/sources/a-talk.yaml
    type: source
    title: A talk
    kind: post
    url: https://example.org/
    checked: read
    # claims/people/ann.yaml
    type: person
    name: Ann
    # claims/locks/locks-hold.yaml
    type: claim
    title: Locks hold
    topic: locks
    statement: Locks hold.
    sources: [a-talk]
    supports:
      - {claim: doors-stay-shut, strength: strong, because: A lock that holds keeps the door shut.}
    # claims/locks/doors-stay-shut.yaml
    type: claim
    title: Doors stay shut
    topic: locks
    statement: Doors stay shut.
    sources: [a-talk]
    supports:
      - {claim: houses-are-safe, strength: strong, because: A shut door keeps people out.}
    # claims/locks/houses-are-safe.yaml
    type: claim
    title: Houses are safe
    topic: locks
    statement: Houses are safe.
    sources: [a-talk]
    # claims/viewpoints/ann-2024.yaml
    type: viewpoint
    title: Ann, 2024
    holder: ann
    date: 2024-03
    credences: {locks-hold: 5%}
    sources: [a-talk]
    # claims/viewpoints/ann-2025.yaml
    type: viewpoint
    title: Ann, 2025
    holder: ann
    date: 2025-06
    credences: {locks-hold: 95%}
    sources: [a-talk]
"""


@pytest.fixture(scope="module")
def site_context() -> SiteContext:
    return SiteContext(knowledge_base_from(_BASE), Site())


@pytest.fixture(scope="module")
def body(site_context: SiteContext) -> str:
    return str(record_page(site_context, "ann")[0].body)


def test_each_conclusion_is_named_with_how_far_it_moved(site_context: SiteContext, body: str) -> None:
    """Ann said nothing of the doors or the houses; both follow otherwise since, by the points that Python says."""
    (change,) = site_context.kb.person("ann").changes
    section = body.partition('id="moved-ann-2025"')[2].partition("</section>")[0]
    rows = re.findall(r'data-label="moved">([^<]*)<', section)
    moved = [round(100 * ((one.credence_after or 0) - (one.credence_before or 0))) for one in change.moved]
    assert [one.claim.id for one in change.moved] == ["doors-stay-shut", "houses-are-safe"]
    assert [f"up {points} points" for points in moved] == [row.partition(";")[0] for row in rows]


def test_a_conclusion_that_stands_since_says_so(site_context: SiteContext, body: str) -> None:
    """The status is told where it is another than before."""
    (change,) = site_context.kb.person("ann").changes
    told = [row.partition("; ")[2] for row in re.findall(r'data-label="moved">([^<]*)<', body)]
    words = {"in": "it stands now", "out": "it does not stand now", "undecided": "undecided now"}
    wanted = [words[one.label_after.value] if one.label_before is not one.label_after else "" for one in change.moved]
    assert told == wanted


def test_the_timeline_shows_what_followed_when(body: str) -> None:
    """Beside what Ann said, the two conclusions have a mark for each date, in italics: nobody said them."""
    timeline = re.search(r'<svg class="cb-plot cb-timeline cb-wide".*?</svg>', body, re.DOTALL)
    assert timeline is not None
    assert timeline[0].count('class="cb-dot cb-follows"') == 4
    assert timeline[0].count("cb-said cb-computed") == 4
    assert "March 2024: about" in timeline[0]
    assert "June 2025: about" in timeline[0]


def test_a_change_that_moves_nothing_says_so() -> None:
    """Where no conclusion moves by five points, the page says that instead of a table."""
    base = _BASE.replace("95%", "6%")
    body = str(record_page(SiteContext(knowledge_base_from(base), Site()), "ann")[0].body)
    assert "It moved no conclusion" in body
    assert 'data-label="moved"' not in body
