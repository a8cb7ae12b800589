"""What the pages of records say, from small bases: claims, cruxes, people, and the lists of the written pages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from cruxbase.loading.loading import load_texts
from cruxbase.site.blocks.blocks import SLOTS, UnknownBlock, filled
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from support import knowledge_base_from

_SITE = Site(url="https://example.org/", repo_url="https://github.com/a/b", edit_uri="edit/main/docs/")
_BASE = """
    # claims/topics/oversight.yaml
    type: topic
    title: Oversight
    summary: How models are watched.
    # claims/sources/a-study.yaml
    type: source
    title: A study of probes
    kind: article
    checked: excerpt
    authors: [Ann Lee]
    issued: 2025
    # claims/oversight/probes-work.yaml
    type: evidence
    title: Probes found nine in ten lies
    topic: oversight
    statement: Probes found nine in ten lies.
    measurements:
      - {name: lies found, value: 90, unit: percent, n: 40, conditions: small models only, source: a-study, at: table 2}
    sources: [{source: a-study, at: table 2}]
    supports:
      - claim: oversight-works
        because: What is found can be acted on.
    # claims/oversight/probes-were-fooled.yaml
    type: claim
    title: Probes were fooled
    topic: oversight
    statement: Probes were fooled once.
    undercuts:
      - step: probes-work -> oversight-works
        because: What was read was wrong.
    # claims/oversight/oversight-works.yaml
    type: claim
    title: Oversight works
    topic: oversight
    statement: Oversight works well enough.
    sources: [{source: a-study, at: "§1"}]
    # claims/oversight/oversight-fails.yaml
    type: claim
    title: Oversight fails
    topic: oversight
    statement: Oversight fails.
    # claims/oversight/does-oversight-work.yaml
    type: crux
    title: Does oversight work
    topic: oversight
    question: Does oversight work?
    sides: [oversight-works, oversight-fails]
    decides: [probes-were-fooled]
    would_settle: [A year without an accident.]
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
      oversight-works: {credence: 90%, basis: stated}
      probes-were-fooled: {credence: likely, basis: inferred}
    # claims/viewpoints/ada-2025.yaml
    type: viewpoint
    title: Ada, 2025
    holder: ada
    date: 2025
    credences:
      oversight-works: {credence: 60%, basis: stated}
      probes-were-fooled: {credence: likely, basis: inferred}
"""


@pytest.fixture(scope="module")
def context() -> SiteContext:
    return SiteContext(knowledge_base_from(_BASE), _SITE)


def _body(context: SiteContext, id: str) -> str:
    return record_page(context, id)[0].body


def _section(body: str, id: str) -> str:
    """What stands between a heading of the second level and the next one."""
    start = body.index(f'<h2 id="{id}"')
    end = body.find("<h2 ", start + 4)
    return body[start : end if end > 0 else len(body)]


def test_an_undercut_stands_under_the_step_that_it_hits(context: SiteContext) -> None:
    """The list of undercuts is inside the reason whose step they hit, with why."""
    (reason,) = re.findall(
        r'<li class="cb-reason.*?</ul>\s*</li>', _section(_body(context, "oversight-works"), "reasons"), re.DOTALL
    )
    assert "Probes found nine in ten lies" in reason
    assert "What is found can be acted on." in reason
    assert reason.index("Probes found") < reason.index("Probes were fooled") < reason.index("What was read was wrong.")


def test_evidence_has_its_numbers_with_conditions_and_place(context: SiteContext) -> None:
    """Value with unit, sample, conditions, source and locator stand in one row."""
    (row,) = re.findall(r"<tbody>\s*(<tr>.*?</tr>)", _section(_body(context, "probes-work"), "measurements"), re.DOTALL)
    for expected in (">90%<", ">40<", "small models only", "Lee 2025", "table 2"):
        assert expected in row


def test_a_source_says_how_far_it_was_checked(context: SiteContext) -> None:
    """A citation has its locator and the grade of its source."""
    cited = _section(_body(context, "oversight-works"), "sources")
    assert "§1" in cited
    assert "an editor read an excerpt" in cited


def test_an_objection_is_a_new_file_with_the_attack_written_in(context: SiteContext) -> None:
    """The forge gets a name in the claim's topic and a text that attacks the claim."""
    (href,) = re.findall(r'href="([^"]+)">Add an objection<', _body(context, "oversight-works"))
    address = urlsplit(href.replace("&amp;", "&"))
    query = parse_qs(address.query)
    assert "/a/b/new/main/claims/oversight" == address.path
    assert ["objection-to-oversight-works.yaml"] == query["filename"]
    assert "attacks:\n  - claim: oversight-works" in query["value"][0]


def test_edit_and_history_lead_to_the_records_file(context: SiteContext) -> None:
    """Both name the file that the record is written in."""
    body = _body(context, "oversight-works")
    assert 'href="https://github.com/a/b/edit/main/claims/oversight/oversight-works.yaml"' in body
    assert 'href="https://github.com/a/b/commits/main/claims/oversight/oversight-works.yaml"' in body


def test_a_crux_shows_each_side_with_its_best_reason_and_who_stands_there(context: SiteContext) -> None:
    """Both sides stand side by side; the argued one has its reason, and Ada's credence is drawn under it."""
    sides = re.findall(r'<section class="cb-side">.*?</section>', _body(context, "does-oversight-work"), re.DOTALL)
    argued, silent = sides
    assert "What is found can be acted on." in argued
    assert 2 == argued.count('class="cb-dot')
    assert "No reason for this side is recorded yet." in silent
    assert "cb-dot" not in silent


def test_a_crux_says_what_would_settle_it(context: SiteContext) -> None:
    """The observation that would settle it is on the page."""
    assert "A year without an accident." in _section(_body(context, "does-oversight-work"), "would-settle")


def test_a_claim_asks_the_next_questions_and_each_leads_somewhere(context: SiteContext) -> None:
    """Every link of the row of questions that stays on the page has its place there, and one sets up your own view."""
    body = _body(context, "oversight-works")
    (row,) = re.findall(r'<nav class="cb-asks".*?</nav>', body, re.DOTALL)
    anchors = re.findall(r'href="#([^"]+)"', row)
    assert anchors
    assert [] == [anchor for anchor in anchors if f'id="{anchor}"' not in body]
    assert 'href="../../your-view/#about=oversight&amp;for=oversight-works"' in row


def test_viewpoints_of_a_person_stand_side_by_side(context: SiteContext) -> None:
    """A column a viewpoint, a row a claim; the claim on which Ada moved comes first and is marked, the other is not."""
    table = _section(_body(context, "ada"), "changes")
    first, second = re.findall(r"<tr><td>(.*?)</tr>", table, re.DOTALL)
    assert [">2024</a>", ">2025</a>"] == re.findall(r">20\d\d</a>", table)
    assert ("Oversight works" in first, "moved" in first) == (True, True)
    assert re.findall(r'<td data-label="20\d\d">([^<]+)</td>', first) == ["90%", "60%"]
    assert ("Probes were fooled" in second, "moved" in second) == (True, False)


def test_a_person_stands_on_the_side_of_their_last_word(context: SiteContext) -> None:
    """Ada still gives one side more than a half, as of 2025."""
    (row,) = re.findall(r'<tr><th scope="row">(.*?)</tr>', _section(_body(context, "ada"), "stands"), re.DOTALL)
    assert "Does oversight work" in row
    assert "60%, 2025" in row


@pytest.mark.parametrize("name", sorted(set(SLOTS) - {"map", "map-home", "your-view", "search"}))
def test_every_part_fits_an_empty_base(name: str) -> None:
    """A part of a base without records is a sentence or a frame, and no error."""
    made = filled(
        f'<div data-cruxbase="{name}"></div>',
        "x/",
        PageContext(SiteContext(load_texts({}).knowledge_base, Site()), "../"),
        (),
    )
    assert "data-cruxbase" not in made or name in {"map", "map-home"}


def test_a_part_that_there_is_none_of_is_named() -> None:
    """A page that asks for an unknown part is told which ones there are."""
    with pytest.raises(UnknownBlock, match=r"x/ asks for the part 'nothing'; there are: .*cruxes"):
        filled(
            '<div data-cruxbase="nothing"></div>',
            "x/",
            PageContext(SiteContext(load_texts({}).knowledge_base, Site()), "../"),
            (),
        )


def test_a_claim_on_which_much_depends_names_the_nearest() -> None:
    """Of sixty claims in a row the first names twenty-four that depend on it, and says how many more there are."""
    links = "\n".join(
        f"# claims/a/c{n}.yaml\ntype: claim\ntitle: Claim {n}\ntopic: a\nstatement: Claim {n} is so.\n"
        + (f"supports: [{{claim: c{n + 1}, because: It follows.}}]\n" if n < 60 else "")
        for n in range(61)
    )
    kb = knowledge_base_from(f"# claims/topics/a.yaml\ntype: topic\ntitle: A\nsummary: A topic.\n{links}")
    body = record_page(SiteContext(kb, Site()), "c0")[0].body
    listed = body[body.index('id="by-steps"') :].partition("</details>")[0]
    assert len(re.findall("<li>", listed)) == 24
    assert "and 36 more" in listed
