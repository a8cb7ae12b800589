"""Two people side by side: which pairs have a page, what it says, and that it is computed only when it must be."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from xml.etree import ElementTree as ET

import msgpack
import pytest

from cruxbase.analysis.people import ranked_pairs
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.reasoning.agreement import distance_on
from cruxbase.site import context as book_module
from cruxbase.site.blocks.blocks import leading_cruxes
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.pairs import Between, between
from cruxbase.site.pictures import Level, Pairing, pairings_svg
from cruxbase.site.pictures.gap_tree import Branch, gap_tree_svg
from cruxbase.site.records.gap_view import DEEPEST, SMALLEST, apart_in_words, drawn_branches
from cruxbase.site.records.pair_pages import both_say, pair_page
from cruxbase.site.records.people_pages import nearest_people
from cruxbase.site.settings import Site
from cruxbase.support import figures
from support import REPOSITORY, knowledge_base_from

CARLSMITH = ("joe-carlsmith", "superforecasters")
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


MALLEN = ("alex-mallen", "wei-dai")
LOW = "legible-work-has-low-value"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


@pytest.fixture(scope="module")
def book(shipped: KnowledgeBase) -> SiteContext:
    return SiteContext(shipped, Site())


@pytest.fixture(scope="module")
def carlsmith(shipped: KnowledgeBase) -> Between:
    return between(shipped, CARLSMITH)


def test_site_and_python_rank_the_same_pairs(shipped: KnowledgeBase, book: SiteContext) -> None:
    """There is one list of pairs worth comparing: the site's pages, in the order of `kb.pairs`."""
    assert [(pair.a, pair.b) for pair in shipped.pairs()] == list(book.pairs.values())


def test_instructive_pairs_come_first(book: SiteContext) -> None:
    """Mallen and Dai, whom recorded reasons divide on six claims, come before all others."""
    assert MALLEN == next(iter(book.pairs.values()))


def test_no_study_fills_the_list(shipped: KnowledgeBase, book: SiteContext) -> None:
    """Of one study there are twelve pairs at most, and one in a short list."""
    studies = Counter(pair.study for pair in ranked_pairs(shipped) if pair.study)
    assert 12 == max(studies.values())
    short = {(pair.a, pair.b): pair.study for pair in ranked_pairs(shipped)}
    assert 1 == max(Counter(short[pair] for pair in book.leading_pairs if short[pair]).values())


def test_site_and_python_have_the_same_neighbours(shipped: KnowledgeBase, book: SiteContext) -> None:
    """The nearest people on Mallen's page are those of `kb.neighbours`, with the same distances."""
    shown = nearest_people(PageContext(book, "../../"), shipped.person("alex-mallen"))
    rows = shipped.neighbours("alex-mallen")
    assert [(row.who, row.distance, len(row.shared)) for row in rows] == [
        (row.person.id, row.distance, row.shared) for row in shown
    ]


def test_people_are_compared_by_all_their_viewpoints() -> None:
    """Bo speaks of three of Ada's claims only in two viewpoints together."""
    assert [("ada", "bo")] == list(SiteContext(knowledge_base_from(_BASE), Site()).pairs.values())


def test_carlsmith_against_the_superforecasters(carlsmith: Between) -> None:
    """By the product, from what both stated: the inputs and the own reason sum to the gap, and the largest is a crux."""
    gap = next(gap for gap in carlsmith.gaps if gap.target == TARGET)
    assert ("model", "carlsmith-power-seeking-model") == (gap.reasons[0].kind, gap.reasons[0].step)
    assert pytest.approx(gap.gap) == sum(row.share for row in gap.reasons) + gap.own_reason
    assert (CRUX, "disempowerment-is-existential-catastrophe") == (gap.double_cruxes[0], gap.double_cruxes[-1])


def test_the_page_is_in_the_order_of_what_a_reader_asks(book: SiteContext) -> None:
    """What both said, then what the difference comes from, then the cruxes, then what only one has spoken of."""
    page, page_context = pair_page(book, MALLEN)
    assert "pairs/alex-mallen--wei-dai/" == page.path
    assert "Alex Mallen and Wei Dai" == page.title
    headings = re.findall(r'<h2 id="([a-z-]+)"', page.body)
    assert ["both", "turns-on", "cruxes", "only"] == headings
    assert {*MALLEN, LOW} <= page_context.named


def test_the_page_shows_shares_own_reasons_and_what_near_cruxes_lack(book: SiteContext) -> None:
    """For legible work: 35 %, 32 % and 26 % by the three largest reasons, own reasons −47 %, and who suspends judgement."""
    page, _ = pair_page(book, MALLEN)
    section = page.body.split(f'id="on-{LOW}"')[1].split("</section>")[0]
    parts = re.findall(r"</svg>([^<]+?) ?<(?:/td|span)", section)
    assert ["35%", "32%", "26%"] == parts[:3]
    assert "\u221247%" == parts[-1]
    assert "about 20 times the odds" in section
    assert "Wei Dai suspends judgement on it" in section
    assert 2 == section.count('<span class="cb-kind cb-kind--crux">double crux</span>')


def test_the_branches_next_to_the_conclusion_come_to_the_whole_gap(book: SiteContext) -> None:
    """What is too small to be drawn is drawn together, so that the picture leaves nothing out."""
    gaps = [gap for pair in list(book.pairs.values())[:6] for gap in book.between(pair).gaps]
    assert len(gaps) > 6
    for gap in gaps:
        for deepest in DEEPEST.values():
            branches = drawn_branches(PageContext(book, "../../"), gap, deepest)
            assert sum(branch.part for branch in branches if branch.depth == 1) == pytest.approx(1, abs=SMALLEST)


def test_rows_are_ordered_by_the_least_distance(book: SiteContext) -> None:
    """The farther apart the nearest ends above, as the page says; the middles need not fall."""
    pair = book.pairs["fri-concerned--fri-sceptics"]
    found = book.between(pair)
    views = (book.perspective(pair[0]), book.perspective(pair[1]))
    apart = [one.log_odds for claim in found.differed if (one := distance_on(*views, claim)) is not None]
    assert sorted(apart, reverse=True) == apart
    body = pair_page(book, pair)[0].body
    table = body.partition("The same as a table")[2].partition("</table>")[0]
    listed = re.findall(r'<tr><td><a [^>]*href="[^"]*/([\w-]+)/"', table)
    assert [one for one in listed if one in found.differed] == list(found.differed)
    assert "In the order of the least distance in odds" in body


def test_no_pair_has_two_odds_on_one_claim(book: SiteContext) -> None:
    """On the pages of all pairs the table's points and odds of a claim are those above its tree, in figures."""
    numerals = dict(zip(figures._NUMERALS, itertools.count(2), strict=False))
    compared = 0
    for pair in book.pairs.values():
        page_context = PageContext(book, "../../")
        views = (book.perspective(pair[0]), book.perspective(pair[1]))
        found = book.between(pair)
        told = {gap.target: apart_in_words(gap, views) for gap in found.gaps}
        for row in (both_say(page_context, claim, views, found) for claim in found.shared):
            assert not re.search("|".join(numerals), row.odds), row
            if row.odds and told.get(row.claim.id):
                words = re.sub("|".join(numerals), lambda word: str(numerals[word[0]]), told[row.claim.id])
                words = words.replace("less than twice", "less than 2 times").removesuffix(" the odds")
                assert f"{row.apart} apart, {row.odds}" == words, (pair, row.claim.id)
                compared += 1
    assert compared > 10


def test_every_claim_on_which_two_differ_is_accounted_for(book: SiteContext) -> None:
    """A claim on which they differ has its gap, or stands among those on which no recorded reason bears."""
    for pair in list(book.pairs.values())[:12]:
        page, _ = pair_page(book, pair)
        section = page.body.partition('id="turns-on"')[2].partition('<h2 id="cruxes"')[0]
        found = book.between(pair)
        if found.gaps:
            assert [] == [claim for claim in found.differed[:12] if f"/{claim}/" not in section]


def test_a_pair_without_recorded_reasons_leads_on_to_the_topic(book: SiteContext) -> None:
    """Where nothing can be computed, the page names the topics under which the base has more."""
    page, _ = pair_page(book, book.pairs["fri-concerned--fri-sceptics"])
    assert "topics/ai-risk-adversarial-collaboration/" in page.body.partition('id="turns-on"')[2].partition("<h2")[0]


def test_where_no_reason_divides_two_people_the_page_says_so() -> None:
    """Ada holds what Bo rejects, and nothing on record bears on it: no headline, and what is missing."""
    page, _ = pair_page(SiteContext(knowledge_base_from(_BASE), Site()), ("ada", "bo"))
    assert "No double crux is established." in page.body
    assert "what is missing is a reason on record, and a word from Ada or Bo on it" in page.body


def test_nobodys_number_is_made_up(book: SiteContext) -> None:
    """What follows from beliefs is said to follow; Dai's suspended judgement is no number."""
    page, _ = pair_page(book, MALLEN)
    assert "says nothing; worked out: about 42%" in page.body
    row = page.body.split('legibility/">')[0]
    assert "suspends judgement" in page.body
    assert "50%" not in row.split("<svg")[0]


def test_a_share_below_nothing_says_what_its_sign_means(book: SiteContext) -> None:
    """In the table of reasons every share with a minus sign says that it narrows the gap, and no other does."""
    page, _ = pair_page(book, MALLEN)
    cells = re.findall(r'data-label="share of the gap">(?:<svg.*?</svg>)?(.*?)</td>', page.body, re.DOTALL)
    signed = [cell for cell in cells if "\u2212" in cell]
    assert signed
    assert signed == [cell for cell in cells if "narrows it" in cell]


def test_what_was_computed_survives_being_kept(carlsmith: Between) -> None:
    """Written to a file and read again it is equal."""
    assert carlsmith == Between.of(msgpack.unpackb(msgpack.packb(carlsmith.plain())))


def test_nothing_is_computed_twice(shipped: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build takes what the first one kept; a base with another credence does not."""
    kept: dict[str, object] = {}
    first = SiteContext(shipped, Site(), compared=kept).between(CARLSMITH)
    monkeypatch.setattr(book_module, "between", lambda *_: pytest.fail("computed again"))
    again = SiteContext(load(REPOSITORY / "claims").knowledge_base, Site(), compared=kept)
    assert first == again.between(CARLSMITH)

    pair = ("ada", "bo")
    prints = [SiteContext(knowledge_base_from(text), Site()).pair_fingerprint(pair) for text in (_BASE, _BASE)]
    other = _BASE.replace("holds: [claim-a, claim-b, claim-c]", "holds: [claim-a, claim-b, claim-c, claim-d]")
    assert prints[0] == prints[1] != SiteContext(knowledge_base_from(other), Site()).pair_fingerprint(pair)


def _branch(title: str, part: float, depth: int = 1, href: str = "#a") -> Branch:
    return Branch(title, href, depth, part, double_crux=False)


@pytest.mark.parametrize("wide", [True, False])
def test_branches_are_as_thick_as_their_shares(wide: bool) -> None:
    """A branch of half the share is half as thick; what narrows the gap has another colour."""
    branches = [_branch("A", 0.8), _branch("B", 0.4, 2), _branch("C", -0.2)]
    svg = gap_tree_svg(branches, "Conclusion", ("Ada", "Bo"), wide=wide)
    thick = [float(found) for found in re.findall(r'class="cb-(?:widens|narrows)" stroke-width="([\d.]+)"', svg)]
    assert [18.0, 9.0, 4.5] == thick
    assert 1 == svg.count('class="cb-narrows"')


@pytest.mark.parametrize("wide", [True, False])
def test_branches_stay_within_the_picture_and_below_one_another(wide: bool) -> None:
    """Long titles break; every branch starts below the last one, inside the box."""
    branches = [
        _branch("A rather long title that needs more than one line in any cut of it, surely", 0.5, n) for n in (1, 2, 3)
    ]
    svg = gap_tree_svg(branches, "Conclusion", ("Ada", "Bo"), wide=wide)
    middles = [float(found) for found in re.findall(r'stroke-width="[\d.]+" d="M[\d.]+ ([\d.]+)H', svg)]
    height = float(re.findall(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[0])
    assert sorted(middles) == middles
    assert all(later - earlier >= 18 for earlier, later in itertools.pairwise(middles))
    assert max(middles) + 9 <= height


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
    svg = gap_tree_svg([_branch('A <b>"bold"</b> title', 0.1)], "<i>C</i>", ("<i>Ada</i>", "Bo"), wide=True)
    root = ET.fromstring(svg.replace("data-search-exclude", ""))  # noqa: S314 - our own output
    assert 'A <b>"bold"</b> title' in [text.text for text in root.iter("text")]


def test_a_range_has_marks_at_its_ends_and_none_in_its_middle() -> None:
    """From 20 to 40 % and more than 50 %: two small dots and one small square, and nothing at 30 or 75 %."""
    row = Pairing("T", "#t", Level(0.2, 0.3, 0.4), Level(0.5, 0.75, 1.0))
    svg = pairings_svg([row], ("Ada", "Bo"), wide=True)
    across = [float(x) for x in re.findall(r'cb-mark-a" cx="([0-9.]+)"', svg)]
    assert [156, 302] == across
    assert 1 == svg.count("cb-mark-b")


def test_a_leading_crux_says_what_it_closes_between_two_people(book: SiteContext) -> None:
    """Whether legible problems gate deployment closes 69 % of what divides Mallen and Dai on bringing it forward."""
    rows = {row.ref.id: row.pair for row in leading_cruxes(PageContext(book, ""))["rows"]}
    pair = rows["do-legible-problems-gate-deployment"]
    assert pair is not None
    assert ("69%", "69%") == (pair.moves[0].line.a, pair.moves[0].line.b)
