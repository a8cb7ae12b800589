"""What the search is made from, and its box in the header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cruxbase.analysis.search import RANKING
from cruxbase.site.context import SiteContext
from cruxbase.site.data import search_index
from cruxbase.site.data.search_edits import KeptIndex, SearchFiles
from cruxbase.site.data.search_index import WrittenPage, search_data, search_pieces, search_script, written_page
from cruxbase.site.settings import Site
from cruxbase.site.template.search_box import with_search_box
from cruxbase.support.compact_lists import accumulated, read, words_in
from cruxbase.support.kept_data import digest
from support import knowledge_base_from

BASE = """
# claims/topics/t.yaml
type: topic
title: Topic
summary: A topic.
# claims/people/p.yaml
type: person
name: Ada Person
# claims/people/q.yaml
type: person
name: Bob Writer
# claims/sources/s.yaml
type: source
title: A source
authors: [q, Someone Else]
issued: 2024
container: A forum
kind: post
url: https://example.org/
checked: read
arxiv: 2401.00001
# claims/t/c.yaml
type: claim
title: A claim that is cited
statement: >-
  The claim
  is so.
topic: t
aliases: [former-name]
status: disputed
sources: [s]
# claims/t/d.yaml
type: definition
title: A term is a word
term: term
also: [terms of art]
statement: A term is a word.
topic: t
sources: [s]
# claims/viewpoints/v.yaml
type: viewpoint
title: Person in 2025
holder: p
date: 2025
sources: [s]
credences: {c: 0.7}
"""


MORE = """
# claims/t/e.yaml
type: claim
title: Another claim
statement: It stands as it is.
topic: t
origin: reconstructed
"""


def entry(id: str) -> dict[str, Any]:
    data = search_data(SiteContext(knowledge_base_from(BASE), Site()), [WrittenPage("about/", "About", "Why.")])
    records = data["records"]
    at = records["id"].index(id)
    return {
        "kind": data["kinds"][records["kind"][at]],
        "topic": "" if records["topic"][at] < 0 else data["topics"][records["topic"][at]][0],
        "status": data["statuses"][records["status"][at]],
        "holders": [data["people"][number][0] for number in records["holders"][at]],
        "sources": [data["cited"][number] for number in records["sources"][at]],
        **{field: records[field][at] for field in ("title", "text", "names")},
    }


def test_a_claim_is_found_by_what_it_says_who_holds_it_and_what_it_cites() -> None:
    """Every facet and every text of a claim is there."""
    assert entry("c") == {
        "kind": "claim",
        "topic": "t",
        "status": "disputed",
        "holders": ["p"],
        "sources": ["Bob Writer, Someone Else · 2024 · A forum"],
        "title": "A claim that is cited",
        "text": "The claim is so.",
        "names": "former-name",
    }


def test_other_records_are_found_by_their_names() -> None:
    """A definition by its term and other forms, a source by its identifier and authors, a viewpoint by its holder."""
    assert entry("d")["names"] == "term terms of art"
    assert entry("s")["names"] == "2401.00001"
    assert entry("s")["holders"] == ["q"]
    assert entry("s")["sources"] == ["Bob Writer, Someone Else · 2024 · A forum"]
    assert entry("v")["holders"] == ["p"]
    assert entry("p")["holders"] == ["p"]


def test_the_index_comes_in_pieces() -> None:
    """The head has no text; a word's piece has its records, numbered by differences, and a records' piece what is shown of them."""
    data = search_data(SiteContext(knowledge_base_from(BASE), Site()))
    head, pieces = search_pieces(data)
    assert not {"id", "title", "text"} & set(head["records"])
    assert pieces["titles/0"]["title"] == data["records"]["title"]
    [group] = head["vocabulary"]
    numbers, weights = pieces["words/0"][words_in(group).index("cited")]
    assert [data["records"]["id"][number] for number in accumulated(numbers)] == ["c"]
    assert read(weights) == [2 * RANKING["in_title"] + 1]
    at = data["records"]["id"].index("s")
    assert pieces["texts/0"][at] == "Bob Writer, Someone Else · 2024 · A forum"


@pytest.mark.parametrize("piece", [1, 2, 16])
def test_an_edited_title_is_in_one_piece(piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files after an edit are those of a build from nothing; of the pieces of titles and of texts one is another each."""
    monkeypatch.setattr(search_index, "FEW", 0)
    monkeypatch.setattr(search_index, "PIECE", piece)
    monkeypatch.setattr(search_index, "_GROUP", 12)

    def files_of(text: str) -> SearchFiles:
        context = SiteContext(knowledge_base_from(text + MORE), Site())
        records = {id: digest(repr(context.data(id)).encode()) for id in context.kb.corpus}
        return SearchFiles(context, (), "structure", records, tmp_path / "index")

    before = files_of(BASE).all()
    KeptIndex.accept(tmp_path / "index")
    after = BASE.replace("A claim that is cited", "The cited ‘claim’ was retitled").replace("is so.", "is not so.")
    edited = files_of(after).edited(before.get)
    clean = files_of(after).all()
    assert edited is not None
    assert {address: content or before[address] for address, content in edited.items()} == clean
    changed = [address for address, content in edited.items() if content is not None]
    assert [sum(f"/{kind}/" in address for address in changed) for kind in ("titles", "texts")] == [1, 1]


def test_written_pages_are_found_by_their_text() -> None:
    """A page of docs/ is a guide."""
    assert (entry("about/")["kind"], entry("about/")["title"], entry("about/")["text"]) == ("page", "About", "Why.")


def test_scripts_and_pictures_of_a_written_page_are_no_text() -> None:
    """Only what a reader reads is searched; a page without a heading is not offered."""
    page = written_page(
        "x/", "<article><h1>X</h1><script>var a</script><svg><text>b</text></svg><p>Text <b>bold</b></p></article>"
    )
    assert page == WrittenPage("x/", "X", "Text bold")
    assert written_page("y/", "<article><p>No heading</p></article>") is None


def test_the_modules_join_into_one_script() -> None:
    """What the search shares with the map is joined in, and the header's box is not."""
    script = search_script()
    assert "function isNear" in script
    assert "cb-find-input" not in script


MATERIAL = (
    '<nav class="md-header__inner md-grid"><b>t</b>'
    '<label class="md-header__button md-icon" for="__search"><svg/></label>'
    '<div class="md-search" role="dialog"><div><form name="search"></form></div></div>'
    '<div class="md-header__source">s</div></nav>'
)


@pytest.mark.parametrize("repository", [True, False])
@pytest.mark.parametrize("theirs", [True, False])
def test_our_box_takes_the_place_of_the_generators(theirs: bool, repository: bool) -> None:
    """There is one box, before the link to the repository, whether or not the generator brought one."""
    document = MATERIAL
    if not theirs:
        start, end = document.index("<label"), document.index('<div class="md-header__source">')
        document = document[:start] + document[end:]
    if not repository:
        document = document.replace('<div class="md-header__source">s</div>', "")
    made = with_search_box(document, "../../")
    assert made.count('class="cb-find"') == 1
    assert "__search" not in made
    assert "md-search" not in made
    assert made.startswith('<nav class="md-header__inner md-grid"><b>t</b><div class="cb-find"')
    assert made.endswith('<div class="md-header__source">s</div></nav>' if repository else "</nav>")


def test_a_page_without_a_header_stays_as_it_is() -> None:
    """A theme with a header of its own keeps it."""
    assert with_search_box("<nav>other</nav>", "") == "<nav>other</nav>"
