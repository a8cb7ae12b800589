"""Two views side by side: which pairs have a page, what it says, and that it is reckoned only when it must be."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import msgpack
import pytest

from cruxbase.analysis.loading import load
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.site import context as book_module
from cruxbase.site.context import SiteContext
from cruxbase.site.pictures import Level, Pairing, Share, pairings_svg, shares_svg
from cruxbase.site.records.pair_pages import pair_page
from cruxbase.site.records.pairs import Between, between, pairs_of
from cruxbase.site.settings import Site
from support import REPOSITORY, knowledge_base_from

CARLSMITH = ("carlsmith-2022", "superforecasters-2023")
TARGET = "existential-catastrophe-from-power-seeking-by-2070"
CRUX = "power-seeking-scales-to-disempowerment"

_CLAIMS = "".join(
    f"""
    # claims/oversight/claim-{name}.yaml
    type: claim
    title: Claim {name}
    topic: oversight
    statement: It is so.
    """
    for name in "abcd"
)
_BASE = f"""
    # claims/topics/oversight.yaml
    type: topic
    title: Oversight
    summary: How models are watched.
    {_CLAIMS}
    # claims/people/ada.yaml
    type: person
    name: Ada
    kind: person
    # claims/people/bo.yaml
    type: person
    name: Bo
    kind: person
    # claims/viewpoints/ada-2025.yaml
    type: viewpoint
    title: Ada, 2025
    holder: ada
    date: 2025
    holds: [claim-a, claim-b, claim-c]
    # claims/viewpoints/bo-2023.yaml
    type: viewpoint
    title: Bo, 2023
    holder: bo
    date: 2023
    rejects: [claim-a, claim-b]
    # claims/viewpoints/bo-2024.yaml
    type: viewpoint
    title: Bo, 2024
    holder: bo
    date: 2024
    rejects: [claim-c]
"""


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


@pytest.fixture(scope="module")
def carlsmith(shipped: KnowledgeBase) -> Between:
    return between(shipped, CARLSMITH)


def test_viewpoints_that_share_enough_have_a_page(shipped: KnowledgeBase) -> None:
    """Carlsmith and the superforecasters are compared by their viewpoints, the earlier first."""
    assert CARLSMITH in pairs_of(shipped)


def test_people_are_compared_where_no_two_viewpoints_share_enough() -> None:
    """Bo speaks of three of Ada's claims only in two viewpoints together, so the people have a page."""
    assert (("ada", "bo"),) == pairs_of(knowledge_base_from(_BASE))


def test_one_viewpoint_that_says_it_all_replaces_the_people() -> None:
    """Where two viewpoints hold all that two people share, the viewpoints have the page, and the people do not."""
    whole = _BASE.replace("rejects: [claim-a, claim-b]", "rejects: [claim-a, claim-b, claim-c]")
    assert (("bo-2023", "ada-2025"),) == pairs_of(knowledge_base_from(whole))


def test_carlsmith_against_the_superforecasters(carlsmith: Between) -> None:
    """The product goes from .051376 to .002088, the shares sum to the gap, and one premise is a double crux."""
    (gap,) = carlsmith.gaps
    assert (TARGET, "carlsmith-power-seeking-model") == (gap.claim, gap.model)
    assert pytest.approx(0.051376) == gap.value_a
    assert pytest.approx(0.002088) == gap.value_b
    assert pytest.approx(0.002088 - 0.051376) == sum(row.share or 0 for row in gap.rows)
    assert (CRUX,) == gap.double_cruxes == carlsmith.double_cruxes


def test_the_page_shows_values_shares_and_the_double_crux(shipped: KnowledgeBase) -> None:
    """The page has both numbers, the largest share, and marks the double crux once in table and picture each."""
    page, page_context = pair_page(SiteContext(shipped, Site()), CARLSMITH)
    assert "pairs/carlsmith-2022--superforecasters-2023/" == page.path
    assert "Joe Carlsmith 2021 and Superforecasters 2023" == page.title
    assert "<strong>0.051376</strong>" in page.body
    assert "<strong>0.002088</strong>" in page.body
    assert "\u22120.031306" in page.body
    assert 1 == page.body.count(">double crux</span>")
    assert 2 == page.body.count(">double crux</tspan>")  # in the wide cut and in the narrow one
    assert {*CARLSMITH, CRUX, TARGET} <= page_context.named


def test_what_was_reckoned_survives_being_kept(carlsmith: Between) -> None:
    """Written to a file and read again it is equal."""
    assert carlsmith == Between.of(msgpack.unpackb(msgpack.packb(carlsmith), use_list=False))


def test_nothing_is_reckoned_twice(shipped: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build takes what the first one kept; a base with another credence does not."""
    kept: dict[str, object] = {}
    first = SiteContext(shipped, Site(), reckoned=kept).between(CARLSMITH)
    monkeypatch.setattr(book_module, "between", lambda *_: pytest.fail("reckoned again"))
    again = SiteContext(load(REPOSITORY / "claims").knowledge_base, Site(), reckoned=kept)
    assert first == again.between(CARLSMITH)

    whole = _BASE.replace("rejects: [claim-a, claim-b]", "rejects: [claim-a, claim-b, claim-c]")
    pair = ("bo-2023", "ada-2025")
    prints = [SiteContext(knowledge_base_from(text), Site()).pair_fingerprint(pair) for text in (whole, whole)]
    other = whole.replace("holds: [claim-a, claim-b, claim-c]", "holds: [claim-a, claim-b, claim-c, claim-d]")
    assert prints[0] == prints[1] != SiteContext(knowledge_base_from(other), Site()).pair_fingerprint(pair)


def _numbers(svg: str, name: str, attribute: str) -> list[float]:
    return [float(found) for found in re.findall(rf'class="{name}"[^>]*?{attribute}="([-\d.]+)"', svg)]


@pytest.mark.parametrize("wide", [True, False])
def test_shares_lead_from_one_number_to_the_other_within_the_axis(wide: bool) -> None:
    """The bars follow one another without a gap, never below nothing, although the largest share exceeds the start."""
    rows = [
        Share("A", "#a", -0.08, double_crux=True),
        Share("B", "#b", 0.05, double_crux=False),
        Share("C", "#c", 0.01, double_crux=False),
    ]
    svg = shares_svg(rows, (0.05, 0.03), ("Ada", "Bo"), wide=wide)
    starts = _numbers(svg, "cb-raises", "x") + _numbers(svg, "cb-lowers", "x")
    widths = _numbers(svg, "cb-raises", "width") + _numbers(svg, "cb-lowers", "width")
    assert pytest.approx(starts[1], abs=0.2) == starts[0] + widths[0]
    assert pytest.approx(starts[1] + widths[1], abs=0.2) == starts[2] + widths[2]
    assert min(starts) >= 10
    assert "Ada: " in svg
    assert "Bo: " in svg


def test_a_stance_without_a_number_has_no_mark() -> None:
    """Ada's number is a dot; Bo's bare stance is a dashed interval, and nothing is drawn between them."""
    row = Pairing("T", "#t", Level(0.7, 0.7, 0.7), Level(0.0, 0.25, 0.5, numbered=False))
    svg = pairings_svg([row], ("Ada", "Bo"), wide=True)
    assert 1 == svg.count('class="cb-mark-a"')
    assert 0 == svg.count('class="cb-mark-b"')
    assert 'class="cb-span cb-b cb-vague"' in svg
    assert "cb-between" not in svg


def test_titles_cannot_break_out_of_a_plot() -> None:
    """Markup in a title and in a name is text."""
    row = Share('A <b>"bold"</b> title', "#a", 0.1, double_crux=False)
    svg = shares_svg([row], (0.1, 0.2), ("<i>Ada</i>", "Bo"), wide=True)
    root = ET.fromstring(svg.replace("data-search-exclude", ""))  # noqa: S314 - our own output
    assert 'A <b>"bold"</b> title' in [text.text for text in root.iter("text")]
