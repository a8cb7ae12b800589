"""What a reader downloads, and that no page has an id twice."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from cruxbase.loading.loading import load
from cruxbase.site.context import SiteContext
from cruxbase.site.data import search_index
from cruxbase.site.data.search_index import (
    AT_ONCE,
    SEARCH_SCRIPTS,
    SEARCH_STYLES,
    search_data,
    search_files,
    search_pieces,
)
from cruxbase.site.map import MAP_SCRIPTS, MAP_STYLES, map_files
from cruxbase.site.settings import Site
from javascript import by_script
from sites import Project
from support import REPOSITORY

MAP_MOST = 400
SEARCH_MOST = 150
PAGE_MOST = 60
DOCUMENT_MOST = 8


def kilobytes(content: bytes) -> float:
    """The size of a file, compressed as servers do."""
    return len(gzip.compress(content, 6, mtime=0)) / 1024


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    """A generated base of 10,000 claims."""
    folder = tmp_path_factory.mktemp("large")
    generator = REPOSITORY / "benchmarks" / "generated.py"
    subprocess.run([sys.executable, generator, "10000", folder], check=True, stdout=subprocess.DEVNULL)
    return SiteContext(load(folder / "claims").knowledge_base, Site())


@pytest.mark.slow
def test_the_map_of_ten_thousand_claims_begins_with_little(large: SiteContext) -> None:
    """Before the first interaction a reader has at most 400 kB, and each topic that is opened adds little."""
    files = map_files(large.kb)
    assert sum(kilobytes(files[name]) for name in (*MAP_SCRIPTS, *MAP_STYLES)) <= MAP_MOST
    for pieces in ("/topics/", "/relations/"):
        assert max(kilobytes(content) for name, content in files.items() if pieces in name) <= 30


_ANSWER = """
import { readFileSync } from "node:fs";
import { RecordsIndex } from "./search/records_index.js";
const { head, pieces, queries } = JSON.parse(readFileSync("given.json", "utf8"));
const answers = [];
for (const query of queries) {
  const asked = [];
  const index = new RecordsIndex(head, async (name) => (asked.push(name), pieces[name]));
  await index.prepare(query);
  const best = await index.best(index.find(query).hits, head.shown);
  await index.texts(best.map(({ entry }) => entry));
  answers.push([asked, best.map(({ entry }) => entry.title)]);
}
console.log(JSON.stringify(answers));
"""


def first_answers(context: SiteContext, queries: tuple[str, ...], folder: Path) -> list[tuple[list[str], list[str]]]:
    """For each query the pieces that the modules of the search ask for until an answer stands there, and the titles shown."""
    head, pieces = search_pieces(search_data(context))
    answers: list[tuple[list[str], list[str]]] = by_script(
        _ANSWER, {"head": head, "pieces": pieces, "queries": queries}, folder
    )
    return answers


@pytest.mark.slow
@pytest.mark.parametrize("query", ["oversight", "str", "model 77", "reward signal", "ovresight"])
def test_the_first_answer_of_a_search_of_ten_thousand_claims_is_light(
    large: SiteContext, query: str, tmp_path: Path
) -> None:
    """A frequent word, a beginning, a word with a number, two words or a slip: with the answer it is still at most 150 kB."""
    files = search_files(large, ())
    [(asked, titles)] = first_answers(large, (query,), tmp_path)
    named = (*SEARCH_SCRIPTS, *SEARCH_STYLES, *(f"assets/search/{name}.js" for name in asked))
    assert sum(kilobytes(files[name]) for name in named) <= SEARCH_MOST
    assert len(titles) == AT_ONCE


def test_a_search_fetches_titles_and_texts_of_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a base in pieces ten results need at most ten pieces of texts, and few of titles besides theirs; a slip needs no more."""
    monkeypatch.setattr(search_index, "FEW", 0)
    monkeypatch.setattr(search_index, "PIECE", 4)
    generator = REPOSITORY / "benchmarks" / "generated.py"
    subprocess.run([sys.executable, generator, "600", tmp_path], check=True, stdout=subprocess.DEVNULL)
    context = SiteContext(load(tmp_path / "claims").knowledge_base, Site())
    for asked, titles in first_answers(context, ("oversight", "ovresight", ""), tmp_path / "node"):
        kinds = Counter(name.split("/")[0] for name in asked)
        assert len(titles) == AT_ONCE
        assert kinds["texts"] <= AT_ONCE
        assert kinds["titles"] <= 2 * AT_ONCE
        assert len(asked) == len(set(asked))


@pytest.mark.slow
def test_the_search_of_ten_thousand_claims_begins_with_little(large: SiteContext) -> None:
    """Before the first word is typed a reader has at most 150 kB; a word adds a piece or two."""
    files = search_files(large, ())
    assert sum(kilobytes(files[name]) for name in (*SEARCH_SCRIPTS, *SEARCH_STYLES)) <= SEARCH_MOST
    assert max(kilobytes(content) for name, content in files.items() if "/words/" in name) <= 60


def test_the_shipped_base_begins_with_little() -> None:
    """The map and the search of the shipped base stay far below that."""
    context = SiteContext(load(REPOSITORY / "claims").knowledge_base, Site())
    files = {**map_files(context.kb), **search_files(context, ())}
    assert sum(kilobytes(files[name]) for name in (*MAP_SCRIPTS, *MAP_STYLES)) <= MAP_MOST / 3
    assert sum(kilobytes(files[name]) for name in (*SEARCH_SCRIPTS, *SEARCH_STYLES)) <= SEARCH_MOST / 2


def test_a_page_of_a_claim_is_light(shipped: Project) -> None:
    """A claim's page, with our own styles and scripts that it names, is at most 60 kB."""
    heaviest = 0.0
    for page in shipped.site.glob("claims/*/index.html"):
        document = page.read_bytes()
        named = re.findall(rb'(?:href|src)="(\.\./\.\./assets/(?:cruxbase|search)/[^"]+\.(?:css|js))', document)
        ours = sum(_weight(page.parent / name.decode()) for name in set(named))
        heaviest = max(heaviest, kilobytes(document) + ours)
    assert 0 < heaviest <= PAGE_MOST


def test_the_document_of_a_claim_is_mostly_its_own(shipped: Project) -> None:
    """Half of the pages of claims are at most 8 kB by themselves, compressed: the frame around them names files for the rest."""
    pages = [page.read_bytes() for page in shipped.site.glob("claims/*/index.html")]
    sizes = [kilobytes(page) for page in pages if b'http-equiv="refresh"' not in page]
    assert len(sizes) > 1000
    assert median(sizes) <= DOCUMENT_MOST


_known: dict[Path, float] = {}


def _weight(path: Path) -> float:
    path = path.resolve()
    if path not in _known:
        _known[path] = kilobytes(path.read_bytes())
    return _known[path]


def test_no_page_has_an_id_twice(shipped: Project) -> None:
    """Each id on a page is the only one, those of heads of lines in pictures too."""
    twice = {}
    pages = list(shipped.site.rglob("*.html"))
    for page in pages:
        ids = Counter(re.findall(r'<[a-zA-Z][^<>]*?\sid="([^"]+)"', page.read_text(encoding="utf-8")))
        if found := [id for id, count in ids.items() if count > 1]:
            twice[page.relative_to(shipped.site).as_posix()] = found
    assert len(pages) > 1000
    assert twice == {}
