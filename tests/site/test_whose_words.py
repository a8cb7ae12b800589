"""What stands on a page of somebody is theirs, or says whose it is: readings, sides, counts of agreement, odds."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from lxml import html as tree

import cruxbase
from cruxbase.graph.written_beliefs import is_reading
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.perspective import Perspective
from cruxbase.records import Credence
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.formatting import Said
from cruxbase.site.map.data import map_data
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.records.sides import accounts, unaccounted
from cruxbase.site.settings import Site
from javascript import by_script
from sites import Project, project_at
from support import REPOSITORY

_CLAIM = "type: claim\ntitle: {title}\ntopic: locks\nstatement: {title}.\n"
_READ = "{{credence: {credence}, basis: inferred, wording: quite plausibly}}"
_TEXTS = {
    "topics/locks.yaml": "type: topic\ntitle: Locks\nsummary: Whether locks hold.\n",
    "people/ann.yaml": "type: person\nname: Ann\n",
    "people/bo.yaml": "type: person\nname: Bo\n",
    "people/cy.yaml": "type: person\nname: Cy\n",
    "people/dee.yaml": "type: person\nname: Dee\n",
    "locks/buy-steel.yaml": _CLAIM.format(title="Steel locks should be bought"),
    "locks/buy-brass.yaml": _CLAIM.format(title="Brass locks should be bought"),
    "locks/steel-is-cheap.yaml": _CLAIM.format(title="Steel is cheap")
    + "supports: [buy-steel]\nattacks: [buy-brass]\n",
    "locks/steel-rusts.yaml": _CLAIM.format(title="Steel rusts") + "attacks: [buy-steel]\n",
    "locks/which-lock.yaml": "type: crux\ntitle: Which lock?\ntopic: locks\nquestion: Which lock is it to be?\n"
    "sides: [buy-steel, buy-brass]\ndecides: [steel-rusts]\n",
    "locks/rust-by-2040.yaml": "type: prediction\ntitle: All locks rust by 2040\ntopic: locks\nby: 2040\n"
    "statement: All locks rust by 2040.\nattacks: [steel-is-cheap]\n",
    "locks/rust-by-2050.yaml": "type: prediction\ntitle: All locks rust by 2050\ntopic: locks\nby: 2050\n"
    "statement: All locks rust by 2050.\n",
    "locks/rust-by-2060.yaml": "type: prediction\ntitle: All locks rust by 2060\ntopic: locks\nby: 2060\n"
    "statement: All locks rust by 2060.\n",
    "viewpoints/ann-2024.yaml": "type: viewpoint\ntitle: Ann, 2024\nholder: ann\ndate: 2024\ncredences:\n"
    f"  buy-steel: {_READ.format(credence='20-45%')}\n  steel-is-cheap: {_READ.format(credence='55-80%')}\n"
    "  steel-rusts: 90%\n  rust-by-2040: 10%\n",
    "viewpoints/bo-2024.yaml": "type: viewpoint\ntitle: Bo, 2024\nholder: bo\ndate: 2024\ncredences:\n"
    f"  buy-steel: {_READ.format(credence='45-80%')}\n  steel-is-cheap: 60%\n  rust-by-2040: 90%\n",
    "viewpoints/cy-2024.yaml": "type: viewpoint\ntitle: Cy, 2024\nholder: cy\ndate: 2024\n"
    "rejects: [steel-is-cheap, steel-rusts]\nholds: [buy-steel, rust-by-2060]\n",
    "viewpoints/dee-2024.yaml": "type: viewpoint\ntitle: Dee, 2024\nholder: dee\ndate: 2024\ncredences:\n"
    "  steel-is-cheap: 55-80%\n  steel-rusts: 85-95%\n  buy-steel: 25%\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_at(tmp_path_factory.mktemp("readings"))
    made.write({f"claims/{path}": text for path, text in _TEXTS.items()})
    made.build(pictures="none")
    return made


@pytest.fixture(scope="module")
def locks() -> KnowledgeBase:
    return load_texts({f"claims/{path}": text for path, text in _TEXTS.items()}).knowledge_base


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_number_that_an_editor_read_says_so_in_every_table(project: Project) -> None:
    """Ann's 55–80 % is an editor's reading, Bo's 60 % his own: on claim, pair and crux only hers has the mark."""
    cells = re.findall(r'<td data-label="(Ann|Bo)">(.*?)</td>', project.page("pairs/ann--bo"), re.DOTALL)
    cells += re.findall(r'<td data-label="(Ann|Bo)">(.*?)</td>', project.page("claims/which-lock"), re.DOTALL)
    marked = {(who, _text(cell).partition(" ")[0], "cb-reading" in cell) for who, cell in cells}
    assert marked >= {("Ann", "55–80%", True), ("Bo", "60%", False), ("Bo", "45–80%", True)}
    assert all(is_read for who, words, is_read in marked if "–" in words)


def test_the_tour_says_whose_words_they_are(project: Project) -> None:
    """Neither Ann nor Bo gave a number on steel locks: the tour says that an editor reads them so, never that they say it."""
    tour = _text(project.page("tour"))
    assert "an editor reads" in tour
    assert not re.search(r"(Ann|Bo|Cy|Dee) says “(un)?likely|somebody gave", tour)


def test_every_reading_is_drawn_hollow(project: Project) -> None:
    """On the picture of a pair the marks of a reading are hollow, and the caption says what that means."""
    page = project.page("pairs/ann--bo")
    picture = page.partition('id="both"')[2].partition("</figure>")[0]
    assert re.search(r'class="cb-mark-a cb-read"', picture)
    assert re.search(r'class="cb-mark-b"', picture)
    assert "Hollow ends are an editor’s reading" in _text(picture)


def test_ranges_that_only_meet_are_no_agreement_anywhere(project: Project, locks: KnowledgeBase) -> None:
    """Ann's 20–45 % and Bo's 45–80 % of the same claim: they differ, for Python and on their page."""
    compared = locks.compare("ann", "bo")
    assert [row.claim.id for row in compared.disagreements] == ["rust-by-2040", "buy-steel"]
    assert "They differ on 2 and agree on 1" in _text(project.page("pairs/ann--bo"))


def test_under_a_side_of_a_crux_stands_who_takes_it(project: Project, locks: KnowledgeBase) -> None:
    """Bo and Cy take the side of steel, Ann and Dee only speak of it; so say `Belief.side`, the crux's page and the list."""
    sides = {belief.viewpoint.id: belief.side for belief in locks.claim("buy-steel").held_by}
    assert sides == {"ann-2024": "against", "bo-2024": "for", "cy-2024": "for", "dee-2024": "against"}
    page = project.page("claims/which-lock")
    takers, others = (
        set(re.findall(r"viewpoints/([\w-]+)/", page.partition(mark)[2].partition("</ul>")[0]))
        for mark in ("cb-takers-of", "cb-speaks-of")
    )
    assert (takers, others) == ({"bo-2024", "cy-2024"}, {"ann-2024", "dee-2024"})
    listed = _text(project.page("cruxes"))
    assert "Steel locks should be bought (Bo, Cy) or Brass locks should be bought (nobody yet)" in listed


def test_what_is_attacked_is_not_said_to_rest_on_the_attack(project: Project) -> None:
    """That steel is cheap supports one claim and attacks another: the page counts them apart."""
    words = _text(project.page("claims/steel-is-cheap"))
    assert "It bears directly on 2 claims: 1 rests on it and it speaks against 1." in words
    assert not re.search(r"depends? (directly )?on it", words)


def test_a_prediction_with_odds_is_neither_in_nor_out(project: Project, locks: KnowledgeBase) -> None:
    """Ann gives it 10 %, Bo 90 %: no page says that she rejects it, and on record no prediction is granted."""
    assert locks.statuses().of("rust-by-2040") == ()
    page = project.page("claims/rust-by-2040")
    assert 'id="status"' not in page
    assert "10%" in page
    assert str(locks.statuses()["on-record"]["rust-by-2050"]) == "undecided"


def test_a_prediction_with_a_stance_is_neither_in_nor_out(project: Project, locks: KnowledgeBase) -> None:
    """Cy holds it, without a number: no page and no panel says that it is in or out, only what Cy says."""
    assert locks.statuses().of("rust-by-2060") == ()
    page = project.page("claims/rust-by-2060")
    assert 'id="status"' not in page
    assert "viewpoints/cy-2024/" in page


def test_no_spoken_prediction_of_the_shipped_base_has_a_status() -> None:
    """Of all of them only what was said stands."""
    kb = cruxbase.load(REPOSITORY / "claims").knowledge_base
    spoken = [claim.id for claim in kb.claims(type="prediction") if claim.held_by]
    assert len(spoken) > 50
    assert [id for id in spoken if kb.statuses().of(id)] == []


def test_a_bound_rejects_only_as_a_whole() -> None:
    """At least 10 % leaves both sides open; at most 1 % rejects."""
    said = {
        bound: Perspective("x", {"c": Credence.parse(bound)}).label_of("c")
        for bound in (">10%", "<1%", ">90%", "10-100%")
    }
    assert said == {">10%": Label.UNDECIDED, "<1%": Label.OUT, ">90%": Label.IN, "10-100%": Label.UNDECIDED}


def test_no_person_has_a_mark_of_in_or_out(project: Project) -> None:
    """A mark stands for the recorded reasons alone; of Ann and Bo stands what they said, of others what would follow."""
    page = project.page("claims/buy-steel")
    rows = tree.fromstring(page).xpath("//li[contains(@class, 'cb-status')]")
    marked = [
        row.xpath("string(.//*[@class='cb-who'])") for row in rows if row.xpath(".//*[contains(@class, 'cb-sign')]")
    ]
    assert marked == ["The recorded reasons alone"]
    assert {row.xpath("string(.//*[@class='cb-who'])") for row in rows[1:]} == {"Ann", "Bo", "Cy", "Dee"}
    worked = tree.fromstring(project.page("claims/buy-brass")).xpath("//ul[@id='status-worked-out']/li")
    assert worked
    assert all("cb-computed" in row.get("class") and "would " in row.text_content() for row in worked)


def test_opponents_are_not_near(project: Project, locks: KnowledgeBase) -> None:
    """Cy rejects what Ann believes, five points from her range: Dee, who agrees with her on all, is the nearer."""
    rows = {row.who: row for row in locks.neighbours("ann")}
    assert [row for row in rows if len(rows[row].shared) > 2][:1] == ["dee"]
    assert (rows["cy"].agreed, rows["dee"].agreed) == (0, 3)
    near = project.page("people/ann").partition('id="nearest"')[2].partition("</table>")[0]
    assert "people/dee/" in near
    assert "people/cy/" not in near


def test_where_nothing_is_apart_no_claim_is_named(project: Project) -> None:
    """Ann and Dee agree on all: beside their distance of 0 stands no claim on which they would be farthest apart."""
    near = tree.fromstring(project.page("people/ann")).xpath("//h3[@id='nearest']/following-sibling::div[1]//tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in near]
    assert ["Dee", "3", "3", "0", "–"] in cells


def test_of_a_bound_nothing_is_said_beyond_the_record() -> None:
    """Carlsmith said more than 10 %: what his own reasons come to cannot be told, and no number stands for them."""
    kb = cruxbase.load(REPOSITORY / "claims").knowledge_base
    page_context = PageContext(SiteContext(kb, Site()), "../../")
    claim = kb.claim("existential-catastrophe-from-power-seeking-by-2070")
    own = {one.who.id: one.own for one in accounts(page_context, claim)}
    assert own["joe-carlsmith"] == "only a bound was given, so nothing can be said of them"


def test_whoever_is_not_in_the_table_is_counted_below_it(project: Project, locks: KnowledgeBase) -> None:
    """Of the four who spoke of buying steel locks each stands in the table, or among those who are left out."""
    claim = locks.claim("buy-steel")
    page_context = PageContext(SiteContext(locks, Site()), "../../")
    number = unaccounted(page_context, claim)
    assert len(accounts(page_context, claim)) + number == 4
    said = re.findall(r"Not in this table: (\d+)", project.page("claims/buy-steel"))
    assert said == ([str(number)] if number else [])


def test_a_definition_leads_to_where_its_word_is_used() -> None:
    """The search is asked for the term as it is written."""
    kb = load_texts(
        {
            "topics/locks.yaml": _TEXTS["topics/locks.yaml"],
            "locks/safe.yaml": "type: definition\ntitle: What is safe is hard to open\nterm: safe & sound\n"
            "topic: locks\nstatement: What is safe is hard to open.\n",
        }
    ).knowledge_base
    page, _ = record_page(SiteContext(kb, Site()), "safe")
    assert 'href="../../search/#q=safe%20%26%20sound"' in page.body


def test_every_difference_of_a_pair_is_accounted_for(project: Project) -> None:
    """Ann and Bo differ on a prediction on which no reason bears: their page says so, and leaves it out nowhere."""
    page = project.page("pairs/ann--bo").partition('id="turns-on"')[2]
    assert all(f"claims/{claim}/" in page for claim in ("buy-steel", "rust-by-2040"))


def test_home_counts_statements_by_kind(project: Project) -> None:
    """The whole and its parts stand beside each other: four claims and three predictions are seven statements."""
    assert "7 statements (4 claims and 3 predictions)" in _text((project.site / "index.html").read_text("utf-8"))


def test_people_are_listed_with_the_claims_they_speak_of(project: Project) -> None:
    """Ann speaks of four claims, counted once each."""
    listed = project.page("people")
    assert re.search(r"people/ann/[^\n]*; 4 claims<", listed)


VERDICTS = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { Pair } from "./map/two_views.js";
const [data, pairs] = JSON.parse(readFileSync("given.json", "utf8"));
const base = new Base(data);
console.log(JSON.stringify(pairs.map(([a, b]) => {
  const pair = new Pair(base, a, b);
  return Object.fromEntries(base.id.flatMap((id, node) => (pair.verdict(node) ? [[id, pair.verdict(node)]] : [])));
})));
"""


def test_the_map_counts_differences_as_the_page_of_a_pair(tmp_path: Path) -> None:
    """Of two viewpoints of the shipped base the map has what `compare` has: who differs, agrees and suspends on what."""
    kb = cruxbase.load(REPOSITORY / "claims").knowledge_base
    ids = [view.id for view in kb.viewpoints() if view.holder is not None]
    pairs = [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 : place + 9 : 4]]
    expected = []
    for a, b in pairs:
        found = kb.compare(a, b)
        rows = (("differ", found.disagreements), ("agree", found.agreements), ("suspends", found.suspended))
        expected.append({row.claim.id: verdict for verdict, several in rows for row in several})
    assert sum(map(len, expected)) > 100
    assert by_script(VERDICTS, [map_data(kb), pairs], tmp_path) == expected


READINGS = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { Eyes, readingMark, standsOf } from "./map/two_views.js";
globalThis.document = { createElement: (tag) => ({
  tag, attributes: {}, text: "",
  setAttribute(name, value) { this.attributes[name] = value; },
  append(...children) { this.text += children.join(""); },
}) };
globalThis.Node = class {};
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
const read = base.viewpoints.flatMap(({ id }) => {
  const eyes = new Eyes(base, id);
  return base.id.flatMap((claim, node) => (standsOf([eyes], node).some(({ isReading }) => isReading) ? [[id, claim]] : []));
});
const predictions = base.id.filter((_, node) => base.kind[node] === "prediction" && new Eyes(base, "on-record").statuses[node]);
const [space, { tag, attributes, text }] = readingMark(true);
const shown = `${space}<${tag} class="${attributes.class}" title="${attributes.title}">${text}</${tag}>`;
console.log(JSON.stringify({ read: read.sort(), shown, none: readingMark(false), predictions }));
"""


def test_the_map_marks_readings_as_pages_do(locks: KnowledgeBase, tmp_path: Path) -> None:
    """Of each viewpoint the same beliefs have the mark, in the same words; no spoken prediction has a status on record there."""
    read = sorted(
        [belief.viewpoint, belief.claim]
        for id in locks.graph.ids("viewpoint")
        for belief in locks.graph.beliefs_of(id)
        if is_reading(locks.graph, belief)
    )
    assert len(read) == 3
    mark = str(Said("", is_reading=True).__html__())
    assert by_script(READINGS, map_data(locks), tmp_path) == {
        "read": read,
        "shown": mark,
        "none": None,
        "predictions": ["rust-by-2050"],
    }


def test_the_map_has_every_reading_of_the_shipped_base() -> None:
    """The data name exactly the beliefs that the records mark as readings."""
    kb = cruxbase.load(REPOSITORY / "claims").knowledge_base
    data = map_data(kb)
    ids = data["nodes"]["id"]
    listed = {(view["id"], ids[node]) for view in data["viewpoints"] for node in view["readings"]}
    read = {
        (belief.viewpoint, belief.claim)
        for id in kb.graph.ids("viewpoint")
        for belief in kb.graph.beliefs_of(id)
        if is_reading(kb.graph, belief)
    }
    assert len(read) > 50
    assert listed == read


def test_no_reading_of_the_shipped_base_stands_unmarked(shipped: Project) -> None:
    """On the pages of all pairs a range or stance is marked exactly where the record says that an editor read it."""
    kb = cruxbase.load(REPOSITORY / "claims").knowledge_base
    checked = 0
    for folder in sorted((shipped.site / "pairs").glob("*/")):
        page = tree.fromstring((folder / "index.html").read_text(encoding="utf-8"))
        for side, who in enumerate(folder.name.split("--")):
            origins = kb.view(who).perspective.origins
            for row in page.xpath("//h2[@id='both']/following-sibling::details[1]//tbody/tr"):
                claim = row.xpath("./td[1]/a/@href")[0].rstrip("/").rpartition("/")[2]
                marked = bool(row.xpath(f"./td[{side + 2}]//span[@class='cb-reading']"))
                assert marked == (claim in origins and is_reading(kb.graph, origins[claim])), (folder.name, claim)
                checked += 1
    assert checked > 200
