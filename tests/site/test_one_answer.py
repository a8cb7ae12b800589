"""What is computed has one answer: Python, the command line, the pages and the scripts say the same of the shipped base.

A test for each thing that used to be computed in several places; `ROWS` says which tests hold which, where they run scripts in
Node, in files of their own.
"""

from __future__ import annotations

import ast
import html as text_of_html
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import cruxbase
from cruxbase.citation.csl import csl_item
from cruxbase.cli import main
from cruxbase.exchange.csl_json import person_data
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from cruxbase.reasoning.perspective import Perspective
from cruxbase.site import formatting
from cruxbase.site.citations import shown_item
from cruxbase.site.data.your_view_data import view_data
from cruxbase.site.frontend.constants import constants
from cruxbase.site.map.data import map_data
from cruxbase.support import figures
from javascript import by_script
from random_bases import random_base
from sites import Project
from support import REPOSITORY

Said = Callable[..., str]

HERE = Path(__file__).parents[1]
ROWS: dict[str, tuple[str, ...]] = {
    "nearest people": (
        "site/test_one_answer.py::test_who_is_near",
        "site/test_one_answer.py::test_how_far_views_are_apart_in_scripts",
        "site/test_one_answer.py::test_how_far_views_of_a_random_base_are_apart_in_scripts",
    ),
    "pairs worth comparing": (
        "site/test_one_answer.py::test_pairs_worth_comparing",
        "site/test_pairs.py::test_site_and_python_rank_the_same_pairs",
        "site/test_your_view_script.py::test_script_and_python_agree_on_the_shipped_base",
    ),
    "search": (
        "site/test_search_agreement.py::test_script_and_python_find_the_same_in_the_shipped_base",
        "site/test_search_agreement.py::test_script_and_python_fold_words_alike",
        "site/test_one_answer.py::test_what_a_search_finds",
    ),
    "BibTeX, CSL-JSON": (
        "site/test_one_answer.py::test_a_source_in_bibtex",
        "site/test_one_answer.py::test_a_source_in_csl",
        "site/test_one_answer.py::test_a_page_in_csl",
    ),
    "a record, the base, as JSON": ("site/test_one_answer.py::test_a_record_and_the_base_as_json",),
    "does not fit": (
        "site/test_one_answer.py::test_what_does_not_fit",
        "site/test_your_view_script.py::test_script_and_python_find_the_same_misfits",
    ),
    "stance as a number": (
        "site/test_one_answer.py::test_a_stance_as_a_number",
        "site/test_your_view_script.py::test_script_and_python_agree_on_random_bases",
    ),
    "why a label holds": (
        "site/test_one_answer.py::test_why_a_label_holds",
        "site/test_standing.py::test_the_first_step_is_that_of_the_proof",
        "site/test_labelling_script.py::test_script_and_python_label_the_shipped_base_alike",
        "site/test_labelling_script.py::test_script_and_python_label_a_generated_base_alike",
    ),
    "how much depends on a claim": (
        "site/test_one_answer.py::test_how_much_depends_on_a_claim",
        "site/test_one_answer.py::test_how_much_depends_on_a_claim_of_a_random_base",
    ),
    "did-you-mean, components, atomic writing": ("site/test_one_answer.py::test_what_all_floors_need_is_in_support",),
    "number and percentage formats": (
        "scripts/test_figures.py::test_python_and_scripts_give_the_same_figures",
        "scripts/test_figures.py::test_no_other_module_formats_a_share",
        "scripts/test_figures.py::test_no_other_script_formats_a_figure",
        "scripts/test_figures.py::test_no_template_makes_a_percentage",
        "site/test_one_answer.py::test_what_somebody_said_in_words",
        "site/test_one_answer.py::test_a_share_of_the_space",
    ),
}
"""Each thing that was computed twice, and the tests that say it is not."""

WHO = "alex-mallen"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped base."""
    return cruxbase.load(REPOSITORY / "claims").knowledge_base


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What a command prints about the shipped base."""

    def run(*arguments: str) -> str:
        main([*arguments, "--base", str(REPOSITORY / "claims")])
        return capsys.readouterr().out

    return run


def test_every_row_has_its_tests() -> None:
    """The tests that `ROWS` names are there."""
    missing = [
        name
        for names in ROWS.values()
        for name in names
        if f"def {name.partition('::')[2]}(" not in (HERE / name.partition("::")[0]).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_who_is_near(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """A page names the nearest people in the order of `kb.neighbours`, whose claims and distance `compare` has too."""
    page = html.fromstring(shipped.page(f"people/{WHO}/"))
    listed = page.xpath("//h3[@id='nearest']/following-sibling::div[1]//a[contains(@href, 'people/')]/@href")
    rows = kb.neighbours(WHO)
    names = [href.rstrip("/").rpartition("/")[2] for href in listed]
    near = [row.who for row in rows if 2 * row.agreed >= len(row.shared) and row.distance < 0.1]
    assert names == near[:5]
    for row in rows[:5]:
        compared = kb.compare(WHO, row.who)
        assert {one.claim for one in row.shared} == {one.claim for one in compared.shared if one.distance is not None}
        assert row.distance == pytest.approx(compared.mean_difference)
        told = json.loads(said("compare", WHO, row.who, "--json"))
        assert row.distance == pytest.approx(told["mean_difference"])
    rows_shown = page.xpath("//h2[@id='near']/following-sibling::div[1]//tbody/tr")
    for shown, row in zip(rows_shown, [row for row in rows if row.who in names], strict=True):
        shared, agreed, distance = (" ".join(cell.text_content().split()) for cell in shown.xpath("./td")[1:4])
        exact, rough = figures.points(row.distance), figures.points(row.distance, rough=True)
        assert (shared, agreed) == (str(len(row.shared)), str(row.agreed))
        assert not row.distance or distance in {exact, rough}


APART = """
import { readFileSync } from "node:fs";
import { apart } from "./view/gaps.js";
import { publishedView } from "./view/problems.js";
const [viewpoints, pairs] = JSON.parse(readFileSync("given.json", "utf8"));
const views = new Map(viewpoints.map((viewpoint) => [viewpoint.id, publishedView(viewpoint)]));
console.log(JSON.stringify(pairs.map(([a, b]) => {
  const { shared, agreed, distance } = apart(views.get(a), views.get(b));
  return [shared, agreed, shared ? distance : null];
})));
"""


def distances_by_python(kb: KnowledgeBase, pairs: list[tuple[str, str]]) -> list[list[Any]]:
    """For each pair of viewpoints on how many claims both take sides and agree, and how far apart they are on the mean."""
    found = []
    for a, b in pairs:
        compared = kb.compare(a, b)
        shared = sum(one.distance is not None for one in compared.shared)
        found.append([shared, len(compared.agreements), pytest.approx(compared.mean_difference) if shared else None])
    return found


def test_how_far_views_are_apart_in_scripts(kb: KnowledgeBase, tmp_path: Path) -> None:
    """`apart`, by which *your view* orders published views, gives the distance that `kb.compare` gives for two of them."""
    data = view_data(kb)["viewpoints"]
    spoken = {one["id"]: {claim for claim, _ in one["beliefs"]} for one in data}
    pairs = [pair for pair in itertools.combinations(spoken, 2) if spoken[pair[0]] & spoken[pair[1]]][::3]
    assert len(pairs) > 100
    assert distances_by_python(kb, pairs) == by_script(APART, [data, pairs], tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_how_far_views_of_a_random_base_are_apart_in_scripts(seed: int, tmp_path: Path) -> None:
    """Ranges, bounds, certainty and stances do not part the two."""
    kb = load_texts(random_base(seed)).knowledge_base
    pairs = [("va", "vb")]
    assert distances_by_python(kb, pairs) == by_script(APART, [view_data(kb)["viewpoints"], pairs], tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_how_much_depends_on_a_claim_of_a_random_base(seed: int) -> None:
    """The map has the counts that `kb.impact` has, with cycles, undercuts and requirements."""
    kb = load_texts(random_base(seed)).knowledge_base
    nodes = map_data(kb)["nodes"]
    mapped = dict(zip(nodes["id"], nodes["dependents"], strict=True))
    counts = {claim.id: len(kb.impact(claim)) for claim in kb.claims() if claim.type != "crux"}
    assert counts == {id: mapped[id] for id in counts}


def test_pairs_worth_comparing(kb: KnowledgeBase, shipped: Project) -> None:
    """The pages of pairs, and the files beside them, are those of `kb.pairs`."""
    pairs = {f"{pair.a}--{pair.b}" for pair in kb.pairs()}
    assert pairs == {path.name for path in (shipped.site / "pairs").iterdir() if path.is_dir()}
    assert pairs == {path.stem for path in (shipped.site / "api/pairs").iterdir()}


def test_a_source_in_bibtex(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """What a source's page offers as BibTeX is the entry that `export bibtex` writes."""
    exported = said("export", "bibtex")
    for source in kb.sources()[:25]:
        page = shipped.page(f"sources/{source.id}/")
        (entry,) = re.findall(r"<summary>BibTeX</summary><pre><code>(.*?)</code>", page, re.DOTALL)
        assert text_of_html.unescape(entry).strip() in exported


def test_a_source_in_csl(kb: KnowledgeBase, said: Said) -> None:
    """`export csl` writes the item that Python has; a page's line of the bibliography is made of the same, as readers want it."""
    exported = {item["id"]: item for item in json.loads(said("export", "csl"))}
    assert set(exported) == {source.id for source in kb.sources()}
    for source in kb.sources():
        data = kb.corpus.entry(source.id).data
        own = csl_item(source.id, data, lambda id: person_data(kb, id))
        assert exported[source.id] == json.loads(json.dumps(own))
        shown = shown_item(source.id, data, lambda id: person_data(kb, id))
        for_readers = {"author", "URL", "custom"}  # names as they are printed, an address for a preprint
        assert {key: value for key, value in shown.items() if key not in for_readers} == {
            key: value for key, value in own.items() if key not in for_readers
        }


def test_a_page_in_csl(kb: KnowledgeBase, shipped: Project) -> None:
    """What a page offers to be cited by is one item of CSL-JSON, with the title and the address that its embed has too."""
    for claim in kb.claims(type="claim")[::60]:
        page = html.fromstring(shipped.page(f"claims/{claim.id}/"))
        texts = [code.text_content() for code in page.xpath("//code") if code.text_content().lstrip().startswith("[{")]
        (item,) = json.loads(texts[0])
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        embed = html.fromstring(shipped.page(f"embed/claims/{claim.id}/"))
        assert (item["title"], item["URL"]) == (claim.title, canonical)
        assert embed.xpath("//link[@rel='canonical']/@href") == [canonical]


def test_what_a_search_finds(kb: KnowledgeBase, said: Said) -> None:
    """`find` prints what `kb.search` finds, in its order; the search page runs the script that is held to that."""
    for query in ("interpretability", "takeoff speeds", "disempowermnet", "wei dai"):
        told = json.loads(said("find", query, "--json", "--limit", "50"))
        assert [row["id"] for row in told] == [hit.record.id for hit in kb.search(query, limit=50)]


def test_what_does_not_fit(kb: KnowledgeBase, said: Said) -> None:
    """The command tells what Python finds about a view, with the same numbers; scripts are held to that elsewhere."""
    for viewpoint in [one for one in kb.viewpoints() if one.beliefs][::12]:
        found = kb.view(viewpoint.id).coherence()
        told = json.loads(said("status", "--view", viewpoint.id, "--coherence", "--json"))
        assert [row["claim"] for row in told["gaps"]] == [row.claim.id for row in found.gaps]
        assert [row["distance"] for row in told["gaps"]] == [row.distance for row in found.gaps]


SAID = """
import { readFileSync } from "node:fs";
import { saidWords } from "./map/two_views.js";
console.log(JSON.stringify(JSON.parse(readFileSync("given.json", "utf8")).map(saidWords)));
"""


def test_what_somebody_said_in_words(kb: KnowledgeBase, shipped: Project, tmp_path: Path) -> None:
    """The map says of every stated credence what the page of its viewpoint says, and Python's own text."""
    data = map_data(kb)
    ids = data["nodes"]["id"]
    beliefs = [
        (one["id"], belief) for one in data["viewpoints"] for belief in one["beliefs"] if not isinstance(belief[1], str)
    ]
    shown = by_script(SAID, [belief for _, belief in beliefs], tmp_path)
    by_claim = {
        (view.id, belief.claim.id): formatting.credence(belief.credence)
        for view in kb.viewpoints()
        for belief in view.beliefs
        if belief.credence is not None
    }
    assert len(shown) > 200
    assert [by_claim[viewpoint, ids[belief[0]]] for viewpoint, belief in beliefs] == shown
    for (viewpoint, _), words in list(zip(beliefs, shown, strict=True))[::40]:
        page = html.fromstring(shipped.page(f"viewpoints/{viewpoint}/"))
        assert words in " ".join(page.text_content().split())


def test_a_share_of_the_space(kb: KnowledgeBase, shipped: Project) -> None:
    """In how much of its space a model bears a claim out is one figure on its page and for `figures`."""
    compared = 0
    for model in kb.models():
        page = html.fromstring(shipped.page(f"models/{model.id}/"))
        for span in page.xpath("//*[@data-share-text]"):
            (bar,) = page.xpath(f"//*[@data-share='{span.get('data-share-text')}']")
            assert span.text_content() == figures.part(float(bar.get("width")) / 100)
            compared += 1
    assert compared > 2


def test_a_record_and_the_base_as_json(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """The files of the site, the commands and Python give the same bytes."""
    for id in (WHO, "legible-work-has-low-value", kb.sources()[0].id, kb.models()[0].id, kb.topics()[0].id):
        written = (shipped.site / f"api/records/{id}.json").read_text(encoding="utf-8")
        assert written == kb.to_json(id) == said("show", id, "--json")
    assert (shipped.site / "api/graph.json").read_text(encoding="utf-8") == kb.to_json() == said("export", "json")


def test_a_stance_as_a_number() -> None:
    """Scripts take the ranges of stances from Python's own."""
    (shared,) = [one.value for one in constants() if "STANCE" in one.name]
    for stance, ends in shared.items():
        assert Perspective("", {}, {"a": stance}).range_of("a") == tuple(ends)


def test_why_a_label_holds(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """The command prints the status that Python has, and the record's file and its page say the same word."""
    for claim in kb.claims(type="claim")[::80]:
        word = kb.view(None).status().word(claim.id) if claim.id in kb.view(None).status() else None
        record = json.loads((shipped.site / f"api/records/{claim.id}.json").read_bytes())
        assert record["statuses"].get("on-record") == word
        if word is not None:
            told = json.loads(said("status", claim.id, "--json"))
            assert word in json.dumps(told)
            assert kb.view(None).why(claim.id)[claim.id].label is kb.view(None).status()[claim.id]


def test_how_much_depends_on_a_claim(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """Python, the command, the record's file, the claim's page and the map count the same claims."""
    mapped = dict(zip(map_data(kb)["nodes"]["id"], map_data(kb)["nodes"]["dependents"], strict=True))
    counts = {claim.id: len(kb.impact(claim)) for claim in kb.claims() if claim.type != "crux"}
    assert counts == {id: mapped[id] for id in counts}
    for id in sorted(counts, key=lambda id: (-counts[id], id))[:8]:
        answer = json.loads(said("impact", id, "--json", "--limit", "100000"))
        record = json.loads((shipped.site / f"api/records/{id}.json").read_bytes())
        page = html.fromstring(shipped.page(f"claims/{id}/"))
        assert counts[id] == len(answer["direct"]) + len(answer["indirect"]) == record["dependents"]["in_all"]
        (mark,) = page.xpath("//a[@href='#if-false' and contains(@class, 'cb-mark')]/text()")
        assert mark == f"bears on {counts[id]} claims"


@pytest.mark.parametrize(
    ("what", "homes"),
    [
        (
            "fuzz rapidfuzz difflib",
            {
                "support",
                "editing/creating.py",
                "parsing/suggestions.py",
                "cli/prompts.py",
                "analysis/search.py",
                "report/differences.py",
                "loading/additions.py",
            },
        ),
        ("os.replace", {"support"}),
        ("strongly_connected", {"support"}),
    ],
)
def test_what_all_floors_need_is_in_support(what: str, homes: set[str]) -> None:
    """Likeness of words, files that change at once and components of graphs are computed on the ground floor.

    Likeness of titles, the slips of a search and the words of an inverse relation are other questions than a misspelt name,
    and so have their own places.
    """
    package = REPOSITORY / "build" / "cruxbase"
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        if place.parts[0] in homes or place.as_posix() in homes:
            continue
        names = {
            ast.unparse(node)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        names |= {
            part
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
            for part in node.module.split(".")
        }
        assert not any(word in name for word in what.split() for name in names), place
