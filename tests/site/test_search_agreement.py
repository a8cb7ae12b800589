"""The search in the browser finds what `cruxbase find` finds, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.analysis.search import folded, stem, words_of
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.site.context import SiteContext
from cruxbase.site.data.search_index import search_data, search_pieces
from cruxbase.site.settings import Site
from cruxbase.support.compact_lists import LARGEST_SIGN, front_coded, read, words_in, written
from javascript import by_script as run_by_script
from support import REPOSITORY, knowledge_base_from

QUERIES = (
    *("interpretability", "alignment faking", "disempowermnet", "scheemers", "oversigt", "disempow", "corrigib"),
    *("premises multiplied", "DISEMPOWERMENT", "wei dai", "2206.13353", "hubinger", "carlsmith 2022", "open weights"),
    *("power-seeking", "models", "modelling", "reward hacking", "takeoff", "fast takeoff speeds", "pause", "race"),
    *("compute", "evaluation", "sandbagging", "deceptive alignment", "inner misalignment", "goal", "goals", "a", "ai"),
    *("superforecasters", "extinction by 2100", "timelines", "agi", "monitoring chains of thought", "control"),
    *("moral status", "welfare", "consciousness", "lock-in", "coup", "biosecurity", "nuclear", "legible", "legibility"),
    *("the", "no such word anywhere", "xqzv", "§", "", "’", "naïve", "Stra\u00dfe", "e\u0301lan", "truthfull honesty"),
    *("arXiv:2206.13353v1", "https://arxiv.org/abs/2206.13353", "10.48550/arXiv.2206.13353", "10.1111/1758-5899.12403"),
    *("https://doi.org/10.1111/1758-5899.12403", "https://ai-2027.com/supplements/takeoff-forecast/", "10 reasons"),
    *("superhuman persuation", "iterated amplification", "debate", "scalable oversight weak judges"),
)
CJK = """
# claims/topics/t.yaml
type: topic
title: 監視
summary: AIの試みを監視することについて。
# claims/t/a.yaml
type: claim
title: 監視は多くの試みを捕らえる
statement: Cafe\u0301 und Straße sind Wörter.
topic: t
origin: reconstructed
# claims/t/b.yaml
type: claim
title: Monitors catch most attempts
statement: 別のAIが危険な試みに気づく。
topic: t
origin: reconstructed
"""
_PROGRAM = """
import { readFileSync } from "node:fs";
import { RecordsIndex } from "./search/records_index.js";
import { plain, stem } from "./map/search.js";
import { wordsOf } from "./search/records_index.js";
const { data, queries, words } = JSON.parse(readFileSync("given.json", "utf8"));
const [head, pieces] = data;
const found = [];
for (const query of queries) {
  // Each from the beginning, so that nothing is there that another query has fetched.
  const index = new RecordsIndex(head, async (name) => pieces[name]);
  await index.prepare(query);
  const { hits } = index.find(query);
  found.push(wordsOf(query).length ? (await index.best(hits, hits.length)).map(({ entry }) => entry.id) : []);
}
console.log(JSON.stringify({ found, words: words.map((text) => [plain(text), wordsOf(text), wordsOf(text).map(stem)]) }));
"""


def by_script(
    kb: KnowledgeBase, queries: tuple[str, ...], folder: Path, words: tuple[str, ...] = ()
) -> dict[str, list]:
    """What the modules of the search page make of queries, by way of the files that the site hands over."""
    given = {"data": search_pieces(search_data(SiteContext(kb, Site()))), "queries": queries, "words": words}
    answer: dict[str, list] = run_by_script(_PROGRAM, given, folder)
    return answer


def by_python(kb: KnowledgeBase, queries: tuple[str, ...]) -> list[list[str]]:
    """The same by the knowledge base."""
    return [[hit.record.id for hit in kb.search(query, limit=len(kb))] for query in queries]


def test_script_and_python_find_the_same_in_the_shipped_base(tmp_path: Path):
    """For some sixty queries, with slips, beginnings, names and words that are nowhere: all hits, in order."""
    kb = load(REPOSITORY / "claims").knowledge_base
    expected = dict(zip(QUERIES, by_python(kb, QUERIES), strict=True))
    assert dict(zip(QUERIES, by_script(kb, QUERIES, tmp_path)["found"], strict=True)) == expected
    assert len(set(QUERIES)) >= 50


def test_script_and_python_fold_words_alike(tmp_path: Path):
    """Case, accents, composed and decomposed letters, endings, and text without spaces."""
    texts = (
        "Élan",
        "E\u0301lan",
        "STRASSE Straße",
        "Σίσυφος",
        "modelling",
        "stories",
        "敵対的な試み",
        "AIの試み",
        "ไทย",
        "한국어",
        "x²",
    )
    script = by_script(knowledge_base_from(CJK), (), tmp_path, texts)["words"]
    assert script == [[folded(text), words_of(text), [stem(word) for word in words_of(text)]] for text in texts]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("試み", {"t", "a", "b"}),
        ("監視", {"t", "a"}),
        ("監", {"t", "a"}),
        ("危険な試み", {"b"}),
        ("Café", {"a"}),
        ("cafe", {"a"}),
        ("Strasse", {"a"}),
    ],
)
def test_words_inside_text_without_spaces_are_found(query: str, found: set[str], tmp_path: Path):
    """Japanese by pairs of characters, and any spelling of the same letters; in Python and in the browser."""
    kb = knowledge_base_from(CJK)
    assert {hit.record.id for hit in kb.search(query)} == found
    assert set(by_script(kb, (query,), tmp_path)["found"][0]) == found


@pytest.mark.parametrize("query", ["978-0-19-967811-2", "ISBN 9780199678112", "https://doi.org/10.1000/a_b"])
def test_a_source_is_found_by_its_identifier_however_it_is_spelt(query: str, tmp_path: Path):
    """A book by its ISBN, an article by its DOI: the source itself comes first, in Python and in the browser."""
    source = "# claims/sources/s.yaml\ntype: source\ntitle: Paths\nkind: book\nchecked: read\ndoi: 10.1000/a_b\n"
    kb = knowledge_base_from(f"{CJK}{source}identifiers: {{isbn: 978-0-19-967811-2}}\n")
    assert [hit.record.id for hit in kb.search(query)][:1] == ["s"]
    assert by_script(kb, (query,), tmp_path)["found"][0][:1] == ["s"]


_COMPACT = """
import { readFileSync } from "node:fs";
import { numbersIn, wordsIn } from "./search/compact.js";
const { signs, coded } = JSON.parse(readFileSync("given.json", "utf8"));
console.log(JSON.stringify([numbersIn(signs), wordsIn(coded)]));
"""


def test_scripts_read_the_numbers_and_words_that_python_wrote(tmp_path: Path) -> None:
    """Numbers beside the backslash and beyond those with a sign of their own, and words with letters that scripts count as two."""
    numbers = [0, 51, 52, 53, LARGEST_SIGN - 1, LARGEST_SIGN, 123_456, LARGEST_SIGN * LARGEST_SIGN - 1]
    words = ["care", "cared", "cat", "\U0001d4ea\U0001d4eb", "\U0001d4ea\U0001d4ec", "日本", "日没", "x" * 80, "x" * 81]
    given = {"signs": written(numbers), "coded": front_coded(words)}
    assert run_by_script(_COMPACT, given, tmp_path) == [numbers, words]
    assert (read(given["signs"]), words_in(given["coded"])) == (numbers, words)
