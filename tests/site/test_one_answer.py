"""What is computed has one answer: Python, the command line, the pages and the scripts say the same of the shipped base.

A test for each thing that used to be computed in several places. Those whose scripts run in node are in
`test_search_agreement` (search) and `test_your_view_script` (labels, strengths, what does not fit).
"""

from __future__ import annotations

import ast
import html as text_of_html
import json
import re
from collections.abc import Callable

import pytest
from lxml import html

import cruxbase
from cruxbase.cli import main
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.reasoning.perspective import Perspective
from cruxbase.site.frontend.constants import constants
from cruxbase.site.map.data import map_data
from sites import Project
from support import REPOSITORY

Said = Callable[..., str]

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


def test_who_is_near(kb: KnowledgeBase, shipped: Project) -> None:
    """A page names the nearest people in the order of `kb.neighbours`, of whom `kb.compare` has the same claims."""
    page = html.fromstring(shipped.page(f"people/{WHO}/"))
    listed = page.xpath("//h3[@id='nearest']/following-sibling::div[1]//a[contains(@href, 'people/')]/@href")
    rows = kb.neighbours(WHO)
    names = [href.rstrip("/").rpartition("/")[2] for href in listed]
    assert names == [row.who for row in rows if row.who in names]
    assert names[0] == rows[0].who
    for row in rows[:5]:
        compared = kb.compare(WHO, row.who)
        assert {one.claim for one in row.shared} == {one.claim for one in compared.shared if one.distance is not None}
        assert row.distance == pytest.approx(compared.mean_difference)


def test_pairs_worth_comparing(kb: KnowledgeBase, shipped: Project) -> None:
    """The pages of pairs, and the files beside them, are those of `kb.pairs`."""
    pairs = {f"{pair.a}--{pair.b}" for pair in kb.pairs()}
    assert pairs == {path.name for path in (shipped.site / "pairs").iterdir() if path.is_dir()}
    assert pairs == {path.stem for path in (shipped.site / "api/pairs").iterdir()}


def test_a_source_in_bibtex_and_csl(kb: KnowledgeBase, shipped: Project, said: Said) -> None:
    """What a source's page offers as BibTeX is the entry that `export bibtex` writes."""
    exported = said("export", "bibtex")
    for source in kb.sources()[:25]:
        page = shipped.page(f"sources/{source.id}/")
        (entry,) = re.findall(r"<summary>BibTeX</summary><pre><code>(.*?)</code>", page, re.DOTALL)
        assert text_of_html.unescape(entry).strip() in exported


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
        assert mark == f"{counts[id]} claims depend on it"


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
