"""The map in a real browser, on the sites of both generators."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, Route, expect

import cruxbase
from cruxbase.site.pictures.marks import EDGES
from support import REPOSITORY

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
CLAIM = "work-on-problems-once-legible"
TOPIC = "legibility"
PREMISE = "legible-work-brings-deployment-forward"


@pytest.fixture(scope="module")
def kb() -> Any:
    return cruxbase.load(REPOSITORY / "claims").knowledge_base


@pytest.fixture
def shown(page: Page, site: Any) -> Callable[[str], Page]:
    """Opens the map at an address, given as the part after `#`."""

    def open_at(address: str = "") -> Page:
        if page.url.startswith(site.url):
            page.goto("about:blank")  # another address of the same page is no new page, and is read some time later
        page.goto(f"{site.url}map/{'#' if address else ''}{address}")
        return settled(page)

    return open_at


def settled(page: Page) -> Page:
    """The page once the map has drawn, and nothing that the drawing asked for is on its way: titles come in pieces, by topic."""
    expect(page.locator("#cruxbase-map[data-ready]")).to_be_attached()
    page.wait_for_function("""() => {
      const { overview, pieces, base } = cruxbase.map;
      return !overview.waiting && !pieces.pending && !base.isMissing;
    }""")
    expect(page.locator("#cruxbase-map[data-texts]")).to_be_attached()
    return page


def ends_with(text: str) -> re.Pattern[str]:
    """An address that ends like this."""
    return re.compile(re.escape(text) + "$")


def results(page: Page) -> Locator:
    return page.locator(".cbm-result")


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Search the map").fill(words)


def spot(page: Page, id: str) -> tuple[float, float]:
    """Where a record's dot is on the screen."""
    box = page.locator(".cbm-canvas").bounding_box()
    assert box is not None
    x, y = page.evaluate("id => cruxbase.map.overview.placeOf(cruxbase.map.base.numberOf.get(id))", id)
    return box["x"] + x, box["y"] + y


def test_the_overview_shows_what_flows_between_topics(shown: Callable[..., Page], kb: Any) -> None:
    """Untouched, it shows every topic and a band for the reasons between two, as broad as their number, for and against apart."""
    page = shown()
    expect(page.locator(".cbm-canvas")).to_be_visible()
    expect(page.locator(".cb-map-static")).to_be_hidden()
    assert {claim.topic.id for claim in kb.claims()} == set(
        page.evaluate("cruxbase.map.plan.regions.map(region => region.topic)")
    )
    drawn = {
        (start, end): (supports, attacks)
        for start, end, supports, attacks in page.evaluate("""() => {
          const { data } = cruxbase.map.base;
          const name = topic => data.topics[topic][0];
          return data.flows.map(([start, end, supports, attacks]) => [name(start), name(end), supports, attacks]);
        }""")
    }
    assert _flows(kb) == drawn
    broad = page.evaluate("cruxbase.map.plan.bands.map(({ kind, count, breadth }) => [kind, count, breadth])")
    assert {kind for kind, *_ in broad} == {"supports", "attacks"}
    assert len({round(breadth / count, 1) for _, count, breadth in broad}) == 1


def _flows(kb: Any) -> dict[tuple[str, str], tuple[int, int]]:
    """Supporting steps, and attacking steps and undercuts, between different topics, counted over records."""
    topic = {claim.id: claim.topic.id for claim in kb.claims()}
    found: dict[tuple[str, str], list[int]] = {}
    for step in kb.graph.steps.values():
        for start in {topic[premise] for premise in step.premises} - {topic[step.conclusion]}:
            found.setdefault((start, topic[step.conclusion]), [0, 0])[step.kind == "attacks"] += 1
    for undercut in kb.graph.parts.undercuts:
        end = topic[kb.graph.steps[undercut.step].conclusion]
        if topic[undercut.start] != end:
            found.setdefault((topic[undercut.start], end), [0, 0])[1] += 1
    return {pair: (supports, attacks) for pair, (supports, attacks) in found.items()}


def _no_unnamed_claim(page: Page) -> None:
    named = []
    for scale in (1, 1.6, 2.2, 3, 4.5, 7, 12):
        page.evaluate("scale => { cruxbase.map.overview.reset(); cruxbase.map.overview.zoom(scale); }", scale)
        settled(page)
        found = page.evaluate("""() => {
          const spots = [...cruxbase.map.overview.spots.values()];
          const boxes = spots.map(({ x, y, width, height, isBox }) => isBox
            ? [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
            : [x - 5, y - height / 2, x + 9 + width, y + height / 2]);
          const isOver = (one, other) => [0, 1].every(side => one[side] < other[side + 2] - 1 && other[side] < one[side + 2] - 1);
          return {
            count: spots.length,
            unnamed: spots.filter(({ lines }) => !lines.join("") || lines[0] === "…").length,
            overlapping: boxes.filter((one, place) => boxes.some((other, at) => at > place && isOver(one, other))).length,
          };
        }""")
        assert (found["unnamed"], found["overlapping"]) == (0, 0), scale
        named.append(found["count"])
    assert named[0] == 0
    assert max(named) > 0


def test_no_claim_is_without_its_name(shown: Callable[..., Page]) -> None:
    """At whatever zoom, all that is drawn of open topics has its title, and none covers another."""
    _no_unnamed_claim(shown())


@pytest.mark.browser_context_args(**PHONE)
def test_no_claim_is_without_its_name_on_a_phone(shown: Callable[..., Page]) -> None:
    """On a narrow screen neither."""
    _no_unnamed_claim(shown())


def test_letters_are_never_below_eleven_pixels(shown: Callable[..., Page]) -> None:
    """The fonts of the overview, and of all texts in the surroundings at three steps, as they are on the screen."""
    page = shown()
    fonts = page.evaluate("""() => {
      const { overview } = cruxbase.map;
      const fonts = new Set();
      const write = overview.pen.fillText.bind(overview.pen);
      overview.pen.fillText = (...all) => { fonts.add(Number(/([0-9.]+)px/.exec(overview.pen.font)[1])); write(...all); };
      for (const scale of [1, 2.5, 8]) { overview.reset(); overview.zoom(scale); overview.paint(); }
      return [...fonts];
    }""")
    assert fonts
    assert min(fonts) >= 11
    page.evaluate("address => { location.hash = address; }", f"claim={CLAIM}&steps=3")
    expect(page.locator(".cbm-centre")).to_be_visible()
    assert _smallest_text(settled(page)) >= 11


def _smallest_text(page: Page) -> float:
    return float(
        page.evaluate("""() => {
          const svg = document.querySelector(".cbm-picture");
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          const size = text => parseFloat(getComputedStyle(text).fontSize) * scale;
          return Math.min(...[...svg.querySelectorAll("text, tspan")].map(size));
        }""")
    )


@pytest.mark.parametrize("found_by", ["title", "statement", "definition"])
def test_search_finds_by_words(found_by: str, shown: Callable[..., Page], kb: Any) -> None:
    """Words of a title, of a statement and of a definition each find their record, as one types."""
    record, words = {
        "title": lambda: _with_title(kb),
        "statement": lambda: _with_statement(kb),
        "definition": lambda: _with_term(kb),
    }[found_by]()
    page = shown()
    search(page, words)
    found = page.locator(f'.cbm-result[data-id="{record.id}"]')
    expect(found).to_be_visible()
    expect(page).to_have_url(re.compile(f"q={words.split()[0]}"))
    row = page.locator(".cbm-results li", has=found)
    expect(row.locator(".cbm-where")).to_contain_text(record.topic.title)
    found.click()
    expect(page.locator(f'.cbm-centre[data-id="{record.id}"]')).to_be_visible()
    expect(page).to_have_url(ends_with(f"#claim={record.id}"))


def _with_title(kb: Any) -> tuple[Any, str]:
    claim = kb.claim(CLAIM)
    return claim, " ".join(re.findall(r"[a-z]{5,}", claim.title.lower())[:3])


def _with_statement(kb: Any) -> tuple[Any, str]:
    for claim in kb.claims(type="claim"):
        rare = [word for word in re.findall(r"\b[a-z]{9,}\b", claim.text) if word[:6] not in claim.title.lower()]
        if len(rare) >= 3:
            return claim, " ".join(rare[:3])
    raise AssertionError("no statement says more than its title")


def _with_term(kb: Any) -> tuple[Any, str]:
    for claim in kb.claims(type="definition"):
        term = claim.record.term
        if re.fullmatch(r"[a-z]{6,}( [a-z]+)*", term):
            return claim, term
    raise AssertionError("no definition of a plain word")


def test_a_search_without_a_result_says_so(shown: Callable[..., Page]) -> None:
    """Nothing found is said in words, and the way out with it."""
    page = shown()
    search(page, "xyzzy plugh")
    expect(page.locator(".cbm-results h2")).to_have_text("No records for “xyzzy plugh”")
    expect(results(page)).to_have_count(0)


def test_focus_lays_out_the_surroundings_in_layers(shown: Callable[..., Page], kb: Any) -> None:
    """One to three steps are drawn with at most 40 boxes, what bears on the claim below it, each kind of line by its marks."""
    page = shown(f"claim={CLAIM}")
    boxes = page.locator(".cbm-picture .cbm-box")
    counts = []
    for steps in "123":
        page.get_by_role("radio", name=steps).check()
        expect(page.locator(f"#cruxbase-map .cbm-steps input[value='{steps}']")).to_be_checked()
        counts.append(settled(page).locator(".cbm-picture .cbm-box").count())
    assert counts == sorted(counts)
    assert 5 <= counts[0] < counts[2] <= 40
    expect(page).to_have_url(ends_with("&steps=3"))
    for kind, mark in EDGES.items():
        for edge in page.locator(f".cbm-picture path.cbm-e-{kind}.cbm-edge").all():
            assert (mark.dash or None) == edge.get_attribute("stroke-dasharray")
    heads = {kind for kind in EDGES if page.locator(f'.cbm-picture [marker-end="url(#cbm-{kind})"]').count()}
    assert heads >= {"supports", "attacks", "requires"}
    centre = page.locator(".cbm-centre rect").bounding_box()
    premises = {premise.id for step in kb.claim(CLAIM).supporting_steps for premise in step.premises}
    below = [box for box in boxes.all() if box.get_attribute("data-id") in premises]
    assert below
    assert all(box.locator("rect").bounding_box()["y"] > centre["y"] for box in below)


def test_a_click_on_the_centre_opens_the_page(shown: Callable[..., Page]) -> None:
    """A box moves the focus to itself, and the one in focus leads to its claim's page."""
    page = shown(f"claim={PREMISE}")
    other = page.locator(f'.cbm-box[data-id="{CLAIM}"], .cbm-box:not(.cbm-centre)').first
    id = other.get_attribute("data-id")
    assert id not in (None, PREMISE)
    other.click()
    moved = page.locator(".cbm-centre")
    expect(moved).to_have_attribute("data-id", id)
    moved.click()
    page.wait_for_url(re.compile(rf"/\w+/{id}/$"))
    expect(page.locator("h1").first).to_be_visible()


def test_cruxes_are_marked(shown: Callable[..., Page], kb: Any) -> None:
    """A crux has a diamond on its box."""
    crux = next(iter(kb.claims(type="crux")))
    page = shown(f"claim={crux.id}")
    expect(page.locator(".cbm-centre.cbm-crux .cbm-o-diamond")).to_be_visible()


def test_path_from_one_claim_to_another(shown: Callable[..., Page], kb: Any) -> None:
    """Both ends are chosen by typing; the ways are drawn from premise up to conclusion, and told in words."""
    page = shown()
    page.get_by_role("link", name="Path", exact=True).click()
    for label, id in (("From", PREMISE), ("To", CLAIM)):
        field = page.get_by_role("combobox", name=label, exact=True)
        field.click()
        field.press_sequentially(kb.claim(id).title[:40])
        expect(page.get_by_role("option").first).to_contain_text(kb.claim(id).title)
        field.press("Enter")
    expect(page).to_have_url(ends_with(f"#from={PREMISE}&to={CLAIM}"))
    expect(page.locator(".cbm-ways li").first).to_contain_text("On the whole")
    settled(page)
    ends = [page.locator(f'.cbm-marked[data-id="{id}"] rect').bounding_box() for id in (PREMISE, CLAIM)]
    assert ends[0]["y"] > ends[1]["y"]
    page.get_by_role("radio", name="strongest").check()
    expect(page).to_have_url(ends_with("&ways=strongest"))
    expect(page.locator(".cbm-ways li").first).to_be_visible()
    page.get_by_role("button", name="Swap both ends").click()
    expect(page.locator(".cbm-panel")).to_contain_text(re.compile("other way|Neither"))


def test_filters_leave_what_passes(shown: Callable[..., Page], kb: Any) -> None:
    """Type, topic, holder, review and viewpoint each filter, are counted, stand in the address and can be taken away."""
    page = shown()
    page.get_by_role("button", name="Filters").click()
    page.locator(".cbm-facet > summary", has_text="Type").click()
    page.locator(".cbm-facet label", has_text="crux").click()
    cruxes = sum(1 for _ in kb.claims(type="crux"))
    expect(page.locator(".cbm-results h2")).to_have_text(f"{cruxes} records pass the filters")
    assert cruxes == page.evaluate("cruxbase.map.passes.filter(Boolean).length")
    page.locator(".cbm-facet > summary", has_text="Topic").click()
    page.locator('.cbm-facet input[value="legibility"]').check()
    here = sum(1 for _ in kb.claims(type="crux", topic="legibility"))
    expect(page.locator(".cbm-results h2")).to_have_text(re.compile(f"^{here} record"))
    expect(page).to_have_url(ends_with("#type=crux&topic=legibility"))
    page.get_by_role("button", name="Take away the filter Type: crux").click()
    expect(page).to_have_url(ends_with("#topic=legibility"))
    page.get_by_label("Seen from the view of").select_option("on-record")
    page.locator(".cbm-facet > summary", has_text="Standing").click()
    page.locator('.cbm-facet input[value="challenged"]').check()
    expect(page.locator(".cbm-results .cbm-s-challenged").first).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".cbm-chip")).to_have_count(0)
    page.locator(".cbm-facet > summary", has_text="Holder").click()
    page.locator('.cbm-facet input[value="wei-dai"]').check()
    held = {belief.claim.id for view in kb.viewpoints() if view.holder.id == "wei-dai" for belief in view.beliefs}
    expect(page.locator(".cbm-results h2")).to_have_text(f"{len(held)} records pass the filters")
    assert len(held) == page.evaluate("cruxbase.map.passes.filter(Boolean).length")


def opened(page: Page, topic: str) -> Page:
    """The page once the records of a topic are drawn, with their names."""
    page.wait_for_function(
        "topic => { const { overview, base } = cruxbase.map;"
        " return [...overview.spots.keys()].some(node => base.data.topics[base.topic[node]][0] === topic); }",
        arg=topic,
    )
    return settled(page)


def topic_spot(page: Page, topic: str) -> tuple[float, float]:
    """Where the middle of a topic is on the screen."""
    box = page.locator(".cbm-canvas").bounding_box()
    assert box is not None
    x, y, width, height = page.evaluate(
        "id => cruxbase.map.overview.rectOf(cruxbase.map.plan.regions.find(({ topic }) => topic === id))", topic
    )
    return box["x"] + x + width / 2, box["y"] + y + height / 2


def test_home_cruxes_and_map_have_the_same_numbers(shown: Callable[..., Page], site: Any) -> None:
    """The map puts those cruxes first on which most claims turn, by the numbers that the page of cruxes has."""
    page = shown()
    heaviest = page.evaluate("""() => {
      const { base, overview } = cruxbase.map;
      const cruxes = overview.byWeight.filter(node => base.kind[node] === "crux");
      return cruxes.slice(0, 5).map(node => [base.id[node], base.dependents[node]]);
    }""")
    assert heaviest[0][1] > heaviest[-1][1] > 0
    page.goto(f"{site.url}cruxes/")
    for id, count in heaviest:
        row = page.locator(".cb-crux", has=page.locator(f"[id='{id}']"))
        said = row.locator(".cb-small", has_text="decides").last.text_content()
        decides, others = re.search(r"decides (\w+) claims?(?:, which bears? on (\w+) others?)?", said).groups()
        assert int(decides) + int(others or 0) == count, id


def test_a_topic_opens_to_its_backbone(shown: Callable[..., Page], kb: Any) -> None:
    """A click on a topic fills the map with it: its leading claims as boxes with their relations, and its flows in words."""
    page = shown()
    page.mouse.click(*topic_spot(page, TOPIC))
    expect(page.locator(".cbm-topic h2")).to_have_text(kb.record(TOPIC).title)
    expect(page).to_have_url(ends_with(f"#in={TOPIC}"))
    expect(page).to_have_title(re.compile("^" + re.escape(kb.record(TOPIC).title) + " - "))
    drawn = opened(page, TOPIC).evaluate(
        "[...cruxbase.map.overview.spots.values()].map(({ node, isBox }) => [cruxbase.map.base.id[node], isBox])"
    )
    ids = {id for id, is_box in drawn if is_box and kb.claim(id).topic.id == TOPIC}
    assert len(ids) > 12
    assert any(step.conclusion in ids and ids & set(step.premises) for step in kb.graph.steps.values())
    expect(page.locator(".cbm-topic", has_text="What bears on it")).to_have_count(1)
    page.get_by_role("link", name="All topics").click()
    expect(page).not_to_have_url(re.compile("in="))


def test_a_flow_is_read_reason_by_reason(shown: Callable[..., Page], kb: Any) -> None:
    """A band leads to its reasons, as many as it is broad; the list of flows leads there without the picture."""
    (start, end), (supports, attacks) = max(_flows(kb).items(), key=lambda flow: sum(flow[1]))
    page = shown()
    page.get_by_text("The flows between topics as a list").click()
    page.locator(f'.cbm-words a[href$="flow={start},{end}"]').click()
    expect(page.locator(".cbm-flow h3").first).to_have_text(f"{supports} for")
    expect(page).to_have_url(ends_with(f"#flow={start},{end}"))
    expect(page.locator(".cbm-flow .cbm-item.cbm-i-supports")).to_have_count(supports)
    expect(page.locator(".cbm-flow .cbm-item:is(.cbm-i-attacks, .cbm-i-undercuts)")).to_have_count(attacks)
    page.wait_for_function("cruxbase.map.overview.flow.length === 2")
    settled(page)
    spots = page.evaluate("""() => {
      const { overview } = cruxbase.map;
      const band = overview.plan.bands[0];
      const { x, y, scale } = overview.view;
      const places = [];
      for (let t = 0.02; t < 1; t += 0.02) {
        const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
        const p = band.points;
        const at = [(a * p[0] + b * p[2] + c * p[4] + d * p[6] - x) * scale, (a * p[1] + b * p[3] + c * p[5] + d * p[7] - y) * scale];
        if (overview.topicAt(...at) < 0 && overview.bandAt(...at) === band) places.push(at);
      }
      return places;
    }""")
    page.locator(".cbm-canvas").hover(position={"x": spots[0][0], "y": spots[0][1]})
    expect(page.locator(".cbm-tip")).to_contain_text(re.compile(r"→ .*: \d+ for, \d+ against"))


def test_pointing_and_choosing(shown: Callable[..., Page], kb: Any) -> None:
    """Pointing at a claim of an open topic names it, a click tells about it, a second one opens its surroundings."""
    page = opened(shown(f"in={TOPIC}"), TOPIC)
    page.mouse.move(*spot(page, CLAIM))
    expect(page.locator(".cbm-tip")).to_have_text(kb.claim(CLAIM).title)
    page.mouse.click(*spot(page, CLAIM))
    expect(page.locator(".cbm-details h2")).to_have_text(kb.claim(CLAIM).title)
    expect(page).to_have_url(ends_with(f"select={CLAIM}"))
    expect(page).to_have_title(re.compile("^" + re.escape(kb.claim(CLAIM).title)))
    page.mouse.dblclick(*spot(page, CLAIM))
    expect(page.locator(".cbm-centre")).to_have_attribute("data-id", CLAIM)


@pytest.mark.parametrize(
    "address",
    [
        f"select={CLAIM}&at=20,4,40&type=claim,norm",
        f"claim={CLAIM}&steps=2&rows=-1:1&viewpoint=on-record",
        f"from={PREMISE}&to={CLAIM}&ways=strongest",
        f"claim={CLAIM}&kinds=supports,attacks&open={PREMISE}&viewpoint=on-record&beside=dai-on-legibility-2025",
        "q=deceptive+alignment&topic=scheming-risk&status=draft,reviewed".replace("+", "%20"),
        "in=legibility",
        "flow=inoculation,contingency",
        "in=legibility&select=work-on-problems-once-legible",
    ],
)
def test_an_address_comes_back_as_it_was(address: str, shown: Callable[..., Page]) -> None:
    """What is read from an address is written into it again, word for word."""
    page = shown(address)
    assert address == page.evaluate("cruxbase.map.link({}).slice(1)")
    page.reload()
    settled(page)
    assert address == page.evaluate("cruxbase.map.link({}).slice(1)")


def test_only_links_on_the_way_to_the_focus_are_drawn(shown: Callable[..., Page]) -> None:
    """At three steps every line leads towards the claim in focus; the others are counted, and drawn when a reader opens them."""
    page = shown(f"claim={CLAIM}&steps=3")
    counted = """() => {
      const lines = document.querySelectorAll(".cbm-picture .cbm-edge[data-ends]").length;
      return [document.querySelectorAll(".cbm-box").length, lines];
    }"""
    boxes, lines = page.evaluate(counted)
    assert boxes > 15
    assert lines <= 1.5 * boxes
    fold = page.locator(f'.cbm-fold[data-key="fold {CLAIM}"]')
    more = int(fold.locator("text").text_content().removeprefix("+"))
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f'.cbm-fold-open[data-key="fold {CLAIM}"]')).to_be_focused()
    expect(page).to_have_url(re.compile(f"open={CLAIM}"))
    assert lines + more <= page.evaluate(counted)[1] + 1  # linked premises come along
    page.keyboard.press("Enter")
    expect(page.locator(".cbm-fold-open")).to_have_count(0)
    assert [boxes, lines] == page.evaluate(counted)


def test_kinds_of_link_are_chosen(shown: Callable[..., Page]) -> None:
    """Without attacks none is followed or drawn; the choice stands in the address."""
    page = shown(f"claim={CLAIM}&steps=2")
    expect(page.locator(".cbm-edge.cbm-e-attacks[data-ends]").first).to_be_attached()
    page.get_by_role("checkbox", name="attacks").uncheck(force=True)
    expect(page.locator(".cbm-edge.cbm-e-attacks[data-ends]")).to_have_count(0)
    expect(page.locator(".cbm-edge.cbm-e-supports[data-ends]").first).to_be_attached()
    expect(page).to_have_url(re.compile("kinds=supports,undercuts,requires,refines"))


def test_kinds_of_link_are_chosen_in_the_overview(shown: Callable[..., Page]) -> None:
    """Without reasons against, no such band is drawn or listed; a chip says so and takes it away."""
    page = shown()
    drawn = "kinds => [...new Set(cruxbase.map.overview.drawnBands.map(({ kind }) => kind))].sort().join() === kinds"
    page.wait_for_function(drawn, arg="attacks,supports")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="attacks").uncheck(force=True)
    page.get_by_role("checkbox", name="undercuts").uncheck(force=True)
    page.wait_for_function(drawn, arg="supports")
    expect(page).to_have_url(re.compile("kinds=supports,requires,refines"))
    expect(page.locator(".cbm-words .cbm-i-attacks")).to_have_count(0)
    page.locator(".cbm-chip", has_text="Links:").click()
    page.wait_for_function(drawn, arg="attacks,supports")
    expect(page.locator(".cbm-words .cbm-i-attacks")).not_to_have_count(0)


def test_kinds_of_link_are_chosen_in_paths(shown: Callable[..., Page]) -> None:
    """A path by supports only has no other link; where there is none, the map says so."""
    page = shown(f"from={PREMISE}&to={CLAIM}&kinds=attacks")
    expect(page.locator(".cbm-note")).to_have_text("Neither bears on the other by the kinds of link that are chosen.")
    page.get_by_role("checkbox", name="supports").check(force=True)
    expect(page.locator(".cbm-edge[data-ends]").first).to_be_attached()
    expect(page.locator(".cbm-edge.cbm-e-undercuts[data-ends]")).to_have_count(0)
    expect(page).to_have_url(re.compile("kinds=supports,attacks"))


def test_two_people_at_once(shown: Callable[..., Page], kb: Any) -> None:
    """What each says, what follows and what each leaves open stand side by side; where they part is lit in picture and table."""
    one, other = "mallen-on-legibility-2025", "dai-on-legibility-2025"
    page = shown(f"in={TOPIC}&viewpoint={one}&beside={other}")
    parted = page.locator(".cbm-group-parted tr:has(td)")
    expect(parted.first).to_be_visible()
    row = page.locator("tr", has=page.locator(f'a[data-id="{PREMISE}"]'))
    said = [re.compile("."), "unlikely (20–45%) reading", "very likely (80–95%) reading"]  # and no sign of a status
    expect(row.locator("td")).to_have_text(said)
    heads = [re.compile("."), *(kb.record(view).holder.title for view in (one, other))]
    expect(page.locator(".cbm-views thead th")).to_have_text(heads)
    page.goto(page.url.split("#")[0] + f"#claim={CLAIM}&steps=2&viewpoint={one}&beside={other}")
    expect(page.locator(f'.cbm-parted[data-id="{PREMISE}"]')).to_be_visible()
    page.get_by_role("button", name=re.compile("No longer beside it")).click()
    expect(page.locator(".cbm-views thead th")).to_have_count(2)
    expect(page.locator(".cbm-parted")).to_have_count(0)


def test_back_and_forward(shown: Callable[..., Page]) -> None:
    """The browser's buttons go through the states as they were shown."""
    page = opened(shown(f"in={TOPIC}"), TOPIC)
    page.mouse.click(*spot(page, CLAIM))
    page.locator(".cbm-actions").get_by_text("What surrounds it").click()
    page.get_by_role("radio", name="2").check()
    page.go_back()
    expect(page.locator('.cbm-steps input[value="1"]')).to_be_checked()
    page.go_back()
    expect(page.locator(".cbm-canvas")).to_be_visible()
    expect(page.locator(".cbm-details")).to_be_visible()
    page.go_back()
    expect(page.locator(".cbm-details")).to_have_count(0)
    page.go_forward()
    page.go_forward()
    expect(page.locator(".cbm-centre")).to_have_attribute("data-id", CLAIM)


def test_what_no_address_should_say(shown: Callable[..., Page]) -> None:
    """A claim that is not there is named as missing, and nonsense shows the start."""
    page = shown("claim=no-such-claim")
    expect(page.locator(".cbm-note")).to_contain_text("no-such-claim")
    page = shown("at=1,2,NaN&type=<script>&steps=99&in=<b>&flow=UPPER")
    expect(page.locator(".cbm-canvas")).to_be_visible()


def test_a_result_keeps_the_focus_when_texts_come(shown: Callable[..., Page]) -> None:
    """Results are drawn anew once all texts are there; the keyboard stays on the one it was on."""
    page = shown()
    held: list[Route] = []
    is_holding = True

    def hold(route: Route) -> None:
        if is_holding:
            held.append(route)
        else:
            route.continue_()

    page.route("**/assets/map/topics/*.js", hold)
    search(page, "legible")
    expect(results(page).first).to_be_visible()
    page.get_by_role("searchbox", name="Search the map").press("ArrowDown")
    chosen = page.evaluate("document.activeElement.dataset.id")
    page.evaluate("document.activeElement.toggleAttribute('data-first-drawn')")
    assert chosen
    assert page.evaluate("cruxbase.map.pieces.pending") > 0
    is_holding = False
    for route in held:
        route.continue_()
    expect(page.locator("#cruxbase-map[data-texts]")).to_be_attached()
    expect(page.locator("[data-first-drawn]")).to_have_count(0)
    page.wait_for_function("chosen => document.activeElement.dataset.id === chosen", arg=chosen)


def test_a_walk_with_the_keyboard(shown: Callable[..., Page]) -> None:
    """Arrows go among topics, Enter opens one, arrows go among its claims, Enter opens a claim, Enter on a box follows it."""
    page = shown()
    page.locator(".cbm-canvas").focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".cbm-live")
    expect(said).to_contain_text("From other topics")
    before = said.text_content()
    page.keyboard.press("ArrowDown")
    expect(said).not_to_have_text(before)
    page.keyboard.press("Enter")
    expect(page.locator(".cbm-topic")).to_be_visible()
    page.wait_for_function("document.activeElement.matches('.cbm-canvas')")
    settled(page)  # arrows go among what is drawn
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text(re.compile("bears on (nothing|one|[0-9]+)|turns? on it"))
    before = said.text_content()
    page.keyboard.press("ArrowDown")
    expect(said).not_to_have_text(before)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".cbm-topic")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".cbm-topic")).to_be_visible()
    settled(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("cruxbase.map.state.select")
    chosen = page.evaluate("cruxbase.map.state.select")
    page.keyboard.press("Enter")
    expect(page.locator(".cbm-centre")).to_have_attribute("data-id", chosen)
    page.wait_for_function("chosen => document.activeElement.dataset.id === chosen", arg=chosen)
    settled(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        other = page.evaluate("document.activeElement.closest('.cbm-box:not(.cbm-centre)')?.dataset.id ?? ''")
        if other:
            break
    page.keyboard.press("Enter")
    expect(page.locator(".cbm-centre")).to_have_attribute("data-id", other)
    page.wait_for_function("other => document.activeElement.dataset.id === other", arg=other)
    search(page, "legible")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement.classList.contains('cbm-result')")


def test_the_same_in_words(shown: Callable[..., Page], kb: Any) -> None:
    """The surroundings are there as a nested list too, and the whole map as another."""
    page = shown(f"claim={CLAIM}&steps=2")
    page.get_by_text("The same in words").click()
    expect(page.locator(".cbm-words ul ul li").nth(3)).to_be_attached()
    titles = page.locator(".cbm-words a").all_text_contents()
    boxes = page.locator(".cbm-box title").all_text_contents()
    assert set(boxes[1:]) - {f"Read the page of: {kb.claim(CLAIM).title}"} <= set(titles)
    assert sum(1 for _ in kb.claims()) == page.locator(".cb-map-nested a").count()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_there_is_a_picture_and_a_list(page: Page, site: Any, kb: Any) -> None:
    """Every topic is a linked box in a picture with the flows drawn, and every claim an entry in a nested list."""
    page.goto(f"{site.url}map/")
    claims = [claim.id for claim in kb.claims()]
    expect(page.locator(".cb-map-wide .cb-flows")).to_be_visible()
    assert len({claim.topic.id for claim in kb.claims()}) == page.locator(".cb-map-wide a.cb-topic-box").count()
    assert page.locator(".cb-map-wide .cb-flow").count() > 50
    page.get_by_text("The same map as a list").click()
    expect(page.locator(".cb-map-nested > li").first).to_be_visible()
    assert len(claims) == page.locator(".cb-map-nested a").count()
    page.locator(".cb-map-nested a").first.click()
    expect(page).not_to_have_url(re.compile("/map/"))
    expect(page.locator("h1").first).to_be_visible()


def test_from_a_disk(page: Page, site: Any, kb: Any) -> None:
    """Opened as a file, without any server, the map searches, draws, and leads to the pages."""
    page.goto(site.file("map/index.html"))
    settled(page)
    search(page, kb.claim(CLAIM).title[:30])
    page.locator(f'.cbm-result[data-id="{CLAIM}"]').click()
    page.locator(".cbm-centre").click()
    page.wait_for_url(re.compile(rf"/{CLAIM}/index\.html$"))
    expect(page.locator("h1").first).to_contain_text(kb.claim(CLAIM).title)


@pytest.mark.browser_context_args(color_scheme="dark")
def test_the_dark_palette(shown: Callable[..., Page]) -> None:
    """On a dark page the canvas and the lines take the dark colours of the table of marks."""
    page = shown()
    colours = page.evaluate("cruxbase.map.overview.colours")
    assert {kind: mark.dark for kind, mark in EDGES.items()} == colours["edge"]
    paper = colours["paper"].lstrip("#")
    assert sum(int(paper[at : at + 2], 16) for at in (0, 2, 4)) < 3 * 64


@pytest.mark.browser_context_args(**PHONE)
def test_on_a_phone(shown: Callable[..., Page], kb: Any) -> None:
    """Nothing is cut off sideways, targets are broad enough for a finger, results come before the map."""
    page = shown()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""[...document.querySelectorAll(".cbm-app :is(button, .cbm-tab, summary, input)")]
      .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 43.5)
      .map(target => target.textContent || target.type)""")
    assert small == []
    search(page, "legible")
    expect(results(page).first).to_be_in_viewport()
    search(page, "")
    expect(results(page)).to_have_count(0)  # and the map is where they were
    settled(page)
    page.locator(".cbm-canvas").scroll_into_view_if_needed()
    first = page.evaluate(
        "cruxbase.map.plan.regions.reduce((one, other) => other.box[1] < one.box[1] ? other : one).topic"
    )
    page.touchscreen.tap(*topic_spot(page, first))
    expect(page.locator(".cbm-topic h2")).to_have_text(kb.record(first).title)
    page.evaluate("id => location.hash = `claim=${id}`", CLAIM)
    expect(page.locator(".cbm-centre")).to_be_visible()
    assert settled(page).evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser_context_args(**PHONE)
def test_two_fingers_and_one(shown: Callable[..., Page]) -> None:
    """Two fingers zoom, one moves the map."""
    page = shown()
    box = page.locator(".cbm-canvas").bounding_box()
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": box["x"] + x, "y": box["y"] + y, "id": id} for id, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    before = page.evaluate("cruxbase.map.overview.view")
    touch("touchStart", (150, 250), (180, 250))
    for spread in range(10, 60, 10):
        touch("touchMove", (150 - spread, 250), (180 + spread, 250))
    touch("touchEnd")
    page.wait_for_function("scale => cruxbase.map.overview.view.scale > 1.5 * scale", arg=before["scale"])
    nearer = page.evaluate("cruxbase.map.overview.view")
    touch("touchStart", (200, 250))
    for way in range(0, 100, 20):
        touch("touchMove", (200 - way, 250))
    touch("touchEnd")
    page.wait_for_function("x => cruxbase.map.overview.view.x > x", arg=nearer["x"])
    expect(page).to_have_url(re.compile(r"at=[-\d.]+,[-\d.]+,[\d.]+$"))


def test_pictures_to_keep(shown: Callable[..., Page], kb: Any) -> None:
    """The overview and the surroundings are saved as SVG that stands alone, and as PNG."""
    page = shown()
    for address in ("", f"claim={CLAIM}"):
        page.evaluate("address => location.hash = address", address)
        page.wait_for_function("show => cruxbase.map.state.show === show", arg="focus" if address else "overview")
        settled(page)
        for name in ("as SVG", "as PNG"):
            page.locator(".cbm-save summary").click()
            with page.expect_download() as coming:
                page.get_by_role("button", name=name).click()
            content = coming.value.path().read_bytes()
            if name == "as PNG":
                assert content.startswith(b"\x89PNG\r\n")
                continue
            picture = ET.fromstring(content)  # noqa: S314 - the page has just made it
            assert "var(--" not in content.decode()
            titles = {title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")}
            title = kb.claim(CLAIM).title if address else kb.record(TOPIC).title
            assert any(title in str(other) for other in titles)


def test_on_paper(shown: Callable[..., Page]) -> None:
    """Printed, the controls are gone and the picture stays."""
    page = shown(f"claim={CLAIM}")
    page.emulate_media(media="print")
    expect(page.locator(".cbm-bar")).to_be_hidden()
    expect(page.locator(".cbm-picture")).to_be_visible()


def test_the_overview_on_paper(shown: Callable[..., Page]) -> None:
    """Printed, the picture of the flows stands there in place of the canvas, in the colours of paper."""
    page = shown()
    page.emulate_media(media="print")
    expect(page.locator(".cb-map-static .cb-map-wide svg")).to_be_visible()
    expect(page.locator(".cbm-canvas")).to_be_hidden()


@pytest.mark.browser_context_args(reduced_motion="reduce")
def test_nothing_moves_by_itself_for_who_asked(shown: Callable[..., Page]) -> None:
    """With reduced motion lines have no transition."""
    page = shown(f"claim={CLAIM}")
    durations = page.evaluate(
        "[...document.querySelectorAll('.cbm-edge')].map(edge => getComputedStyle(edge).transitionDuration)"
    )
    assert set(durations) == {"0s"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_problem(
    scheme: Any, shown: Callable[..., Page], page: Page, serious_problems: Callable[[Page], list[str]]
) -> None:
    """The overview with filters, the surroundings and a path are accessible in both palettes."""
    page.emulate_media(color_scheme=scheme)
    shown("type=crux&viewpoint=on-record")
    assert serious_problems(page) == []
    shown(f"claim={CLAIM}&steps=2&viewpoint=on-record")
    page.get_by_text("The same in words").click()
    assert serious_problems(page) == []
    shown(f"from={PREMISE}&to={CLAIM}")
    assert serious_problems(page) == []


def test_the_title_of_the_page_follows_what_is_shown(shown: Callable[..., Page], kb: Any) -> None:
    """In the surroundings of a claim the window is called after it, in the overview after the map."""
    page = shown(f"show=focus&claim={CLAIM}")
    expect(page).to_have_title(re.compile("^" + re.escape(kb.record(CLAIM).title) + " - "))
    page.get_by_role("link", name="Overview").click()
    expect(page).to_have_title(re.compile("^Map"))


@pytest.mark.parametrize(
    "address", ["", f"in={TOPIC}", f"claim={CLAIM}&steps=3", "viewpoint=on-record", "q=oversight", "type=crux"]
)
@pytest.mark.browser_context_args(**PHONE)
def test_nothing_jumps_while_the_map_comes(address: str, shown: Callable[..., Page], page: Page) -> None:
    """What was on a phone's screen stays where it was, until the map and its texts are there."""
    page.add_init_script("""new PerformanceObserver(list => {
      const shifts = list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput);
      globalThis.shifted = shifts.reduce((sum, { value }) => sum + value, globalThis.shifted ?? 0);
    }).observe({ type: "layout-shift", buffered: true })""")
    shown(address)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("globalThis.shifted ?? 0") < 0.02


def _written_names(page: Page) -> set[str]:
    """The words that the overview writes, scrolled from top to bottom."""
    written = page.evaluate("""() => {
      const { overview } = cruxbase.map;
      const lines = [];
      const write = overview.pen.fillText.bind(overview.pen);
      overview.pen.fillText = (line, ...rest) => { lines.push(line); write(line, ...rest); };
      for (let at = 0; at < overview.plan.height; at += 300) {
        overview.camera = { ...overview.view, y: at };
        overview.paint();
      }
      return lines;
    }""")
    return set(" ".join(written).split())


@pytest.mark.browser_context_args(**PHONE)
def test_names_of_topics_are_whole_on_a_phone(shown: Callable[..., Page], kb: Any) -> None:
    """The overview writes every topic's name to its end."""
    words = _written_names(shown())
    topics = {claim.topic for claim in kb.claims()}
    assert [topic.title for topic in topics if not words.issuperset(topic.title.split())] == []


def test_names_of_topics_are_whole_on_a_laptop(shown: Callable[..., Page], kb: Any) -> None:
    """The same in a wide window, where boxes are lower."""
    words = _written_names(shown())
    topics = {claim.topic for claim in kb.claims()}
    assert [topic.title for topic in topics if not words.issuperset(topic.title.split())] == []


_COUNTED = """() => {
  const { overview } = cruxbase.map;
  const { pen, plan, base } = overview;
  const written = [];
  const write = pen.fillText.bind(pen);
  pen.fillText = (text, x, y) => { written.push([text, x, y]); write(text, x, y); };
  const missing = [];
  for (let at = 0; at < plan.height; at += 200) {
    overview.camera = { ...overview.view, y: at };
    written.length = 0;
    overview.paint();
    for (const region of plan.regions) {
      const [left, top, width, height] = overview.rectOf(region);
      if (top < 0 || top + height > overview.size.height || left < 0 || left + width > overview.size.width) continue;
      const isIn = ([, x, y]) => x >= left && x <= left + width && y >= top && y <= top + height + 8;
      const inside = written.filter(isIn).map(([text]) => text);
      const cruxes = region.nodes.filter(node => base.kind[node] === "crux").length;
      const wanted = [String(region.nodes.length), ...(cruxes ? [String(cruxes)] : [])];
      for (const count of wanted) if (!inside.some(text => text.split(" ")[0] === count)) missing.push([region.title, count]);
    }
  }
  delete pen.fillText;
  return missing;
}"""


@pytest.mark.parametrize("width", [1440, 1280, 1000, 360])
def test_every_box_says_how_much_is_in_it(width: int, shown: Callable[..., Page], page: Page) -> None:
    """However long a topic's name, its box has the number of its records and of its cruxes."""
    page.set_viewport_size({"width": width, "height": 740})
    assert shown().evaluate(_COUNTED) == []


def test_filters_leave_the_map_its_room(shown: Callable[..., Page]) -> None:
    """Filters, and two people with whose eyes it is seen, make the page longer, and no box smaller."""
    size = "[cruxbase.map.overview.size.height, cruxbase.map.overview.view.scale]"
    before = shown().evaluate(size)
    page = shown("viewpoint=mallen-on-legibility-2025&beside=dai-on-legibility-2025")
    page.get_by_role("button", name="Filters").click()
    expect(page.locator(".cbm-facets")).to_be_visible()
    assert settled(page).evaluate(size) == before


@pytest.mark.parametrize("width", [1440, 360])
def test_rows_are_no_wider_than_the_picture(width: int, shown: Callable[..., Page], page: Page) -> None:
    """At three steps around the claims on which most depends, no box is cut at an edge."""
    page.set_viewport_size({"width": width, "height": 800})
    shown(f"claim={CLAIM}&steps=3")
    for id in page.evaluate("cruxbase.map.overview.byWeight.slice(0, 12).map(node => cruxbase.map.base.id[node])"):
        page.evaluate("id => cruxbase.map.go({ show: 'focus', claim: id, steps: 3, rows: {} })", id)
        expect(page.locator(f'.cbm-centre[data-id="{id}"]')).to_be_visible()
        settled(page)
        cut = page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.cbm-pane'))"
        )
        assert cut <= 1, id


def test_the_legend_has_what_is_drawn(shown: Callable[..., Page]) -> None:
    """Around a claim: the kinds of link that the picture has and no other, and what a box's +3 is."""
    page = shown(f"claim={CLAIM}&steps=2&kinds=supports")
    legend = page.locator(".cbm-legend")
    expect(legend.locator("li", has_text="supports")).to_have_count(1)
    expect(legend.locator("li", has_text="attacks")).to_have_count(0)
    page.goto(page.url.split("#")[0] + f"#claim={CLAIM}&steps=3")
    expect(page.locator(".cbm-picture .cbm-fold").first).to_be_visible()
    expect(legend.locator("li", has_text="press to draw them")).to_have_count(1)


def test_a_phone_zoomed_in_has_claims_in_its_boxes(shown: Callable[..., Page], page: Page) -> None:
    """After pressing "+" twice, every topic in the middle of the screen names claims."""
    page.set_viewport_size({"width": 360, "height": 740})
    shown()
    for _ in range(2):
        page.get_by_role("button", name="Nearer").click()
    in_sight = """() => {
      const { overview, plan } = cruxbase.map;
      overview.paint();
      return plan.regions.filter(region => {
        const [left, top, width, height] = overview.rectOf(region);
        return left + width > 0 && left < overview.size.width && top + height > 0 && top < overview.size.height;
      });
    }"""
    # Titles arrive in pieces, by topic: none may be on its way any more.
    page.wait_for_function(f"() => ({in_sight})().every(({{ number }}) => cruxbase.map.base.loaded.has(number))")
    empty = page.evaluate(f"""() => {{
      const regions = ({in_sight})();
      const named = new Set([...cruxbase.map.overview.spots.keys()].map(node => cruxbase.map.base.topic[node]));
      return regions.filter(({{ number }}) => !named.has(number)).map(({{ title }}) => title);
    }}""")
    assert empty == []


def test_boxes_say_what_people_said(shown: Callable[..., Page], kb: Any) -> None:
    """Seen from two, a claim's box has their names and words, and no mark of what is worked out for them."""
    page = shown(f"claim={CLAIM}&steps=2&viewpoint=mallen-on-legibility-2025&beside=dai-on-legibility-2025")
    box = page.locator(f'.cbm-box[data-id="{PREMISE}"]')
    said = " ".join(box.locator(".cbm-stand").all_text_contents())
    names = [kb.record(view).holder.title for view in ("mallen-on-legibility-2025", "dai-on-legibility-2025")]
    assert said == f"{names[0]}: unlikely (20–45%) {names[1]}: very likely (80–95%)"
    expect(page.locator(".cbm-picture .cbm-sign")).to_have_count(0)
    expect(page.locator(".cbm-details .cbm-sign")).to_have_count(0)


def test_without_a_way_there_is_somewhere_to_go(shown: Callable[..., Page]) -> None:
    """Where neither claim bears on the other, the map leads to what surrounds each, and keeps no empty room."""
    page = shown("show=path&from=in-chess-people-came-to-add-nothing&to=licensed-gaming-is-scheming")
    expect(page.locator(".cbm-note")).to_contain_text("Neither bears on the other")
    expect(page.locator(".cbm-noway a").nth(1)).to_be_visible()
    gap = page.evaluate(
        "document.querySelector('.cbm-stage').nextElementSibling && "
        "document.querySelector('#cruxbase-map').getBoundingClientRect().height"
    )
    assert gap < 480


def test_lines_of_an_open_topic_run_between_its_boxes(shown: Callable[..., Page]) -> None:
    """Where a line passes a row of boxes it passes between two of them, and behind none."""
    passed = opened(shown(f"in={TOPIC}"), TOPIC).evaluate("""() => {
      const spots = [...cruxbase.map.overview.spots.values()];
      const places = spots.flatMap(({ via }) => [...(via ?? new Map()).values()].flat());
      const isIn = ({ x, top, bottom }, spot) =>
        Math.abs(x - spot.x) < spot.width / 2 && Math.abs((top + bottom) / 2 - spot.y) < spot.height / 2;
      return [places.length, places.filter(place => spots.some(spot => isIn(place, spot))).length];
    }""")
    assert passed[0] > 3
    assert passed[1] == 0
