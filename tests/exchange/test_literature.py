"""Sources as CSL-JSON and BibTeX, and back."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cruxbase
from cruxbase.analysis.entities import Source
from cruxbase.exchange.bibtex import bibtex, csl_of_bibtex, read_bibtex
from cruxbase.exchange.csl_json import csl_items, csl_json
from cruxbase.exchange.sources import source_data
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from cruxbase.records import Source as SourceRecord
from support import knowledge_base_from

PEOPLE = """\
# claims/people/wei-dai.yaml
type: person
name: Wei Dai
# claims/people/ho-chi.yaml
type: person
name: Ho Chi Minh
family: Ho
# claims/people/a-lab.yaml
type: person
kind: organisation
name: A Lab Inc.
"""
FULL = """\
# claims/sources/full.yaml
type: source
title: "Braces {and} $signs_ & \\u00e9t\\u00e9 \\u2014 100% #1"
authors: [wei-dai, ho-chi, a-lab, Ludwig van Beethoven, Plato]
et_al: true
issued: 2024-05-17
kind: paper-conference
container: Proceedings of X
publisher: P & Q
volume: 3
issue: 2
pages: 1\u20139
version: v2
url: https://example.org/a_b?c=d&e=%20f
doi: 10.1000/a_b(c)
arxiv: "2412.14093"
forum_id: abcdefghij1234567
checked: read
summary: About it.
notes: Ours.
tags: [a, b]
"""


def full() -> Source:
    return knowledge_base_from(PEOPLE + FULL).source("full")


def shipped() -> KnowledgeBase:
    return cruxbase.load(Path(__file__).parents[2] / "claims").knowledge_base


def test_csl_json_has_what_reference_managers_read():
    """Names are split as people write them; dates have parts; our own fields stand in `custom`."""
    item = csl_json(full())
    assert [
        {"family": "Dai", "given": "Wei"},
        {"family": "Ho", "given": "Chi Minh"},
        {"literal": "A Lab Inc."},
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"literal": "Plato"},
    ] == item["author"]
    assert {"date-parts": [[2024, 5, 17]]} == item["issued"]
    assert ("paper-conference", "Proceedings of X", "10.1000/a_b(c)", "arXiv:2412.14093") == tuple(
        item[key] for key in ("type", "container-title", "DOI", "number")
    )
    assert ("read", "abcdefghij1234567") == tuple(item["custom"]["cruxbase"][k] for k in ("checked", "forum_id"))


def test_csl_json_loses_nothing():
    """What comes back from CSL-JSON is the record's own data, after a trip through JSON."""
    view = full()
    assert dict(view.kb.corpus.entry("full").data) == source_data(json.loads(json.dumps(csl_json(view))))


def test_nothing_of_the_shipped_literature_is_lost():
    """Every shipped source comes back from CSL-JSON as it is."""
    kb = shipped()
    items = json.loads(json.dumps(csl_items(kb.sources())))
    for source, item in zip(kb.sources(), items, strict=True):
        assert dict(kb.corpus.entry(source.id).data) == source_data(item), source.id


def test_bibtex_comes_back():
    """Written as BibTeX and read again, an entry describes the same text."""
    (item,) = csl_of_bibtex(bibtex([full()]))
    original = csl_json(full())
    for key in ("id", "title", "type", "container-title", "publisher", "volume", "issue", "page", "URL", "DOI"):
        assert original[key] == item[key], key
    assert original["issued"] == item["issued"]
    assert original["author"] == item["author"]
    assert "2412.14093" == source_data(item)["arxiv"]


def test_the_shipped_literature_comes_back_from_bibtex():
    """Titles, names, dates and identifiers of every shipped source survive BibTeX."""
    kb = shipped()
    items = csl_of_bibtex(bibtex(kb.sources()))
    for original, item in zip(csl_items(kb.sources()), items, strict=True):
        for key in ("id", "title", "type", "URL", "DOI", "issued", "author"):
            assert original.get(key) == item.get(key), (original["id"], key)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@article{a, title={T}, author={Doe, Jane and John Roe}}", {"type": "article-journal"}),
        ('@misc{a, title = "T {U}", author = "{The Lab}"}', {"title": "T U", "author": [{"literal": "The Lab"}]}),
        ("@misc{a, title={G{\\\"o}del, \\'Etude, \\aa, {\\ss}}}", {"title": "Gödel, Étude, å, ß"}),
        ("@misc{a, title={A --- B -- C}}", {"title": "A — B – C"}),
        ("@misc{a, title={T}, year=2024, month=mar}", {"issued": {"date-parts": [[2024, 3]]}}),
        ("@misc{a, title={T}, date={2024-03-05}}", {"issued": {"date-parts": [[2024, 3, 5]]}}),
        ('@string{j = "Journal"} @article{a, title={T}, journal = j # " of X"}', {"container-title": "Journal of X"}),
        ("@comment{nothing} % remark\n@misc{a, title={T},}", {"title": "T"}),
        ("@misc(a, title={T})", {"id": "a"}),
        (
            "@misc{a, title={T}, author={van Beethoven, Ludwig}}",
            {"author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}]},
        ),
    ],
)
def test_bibtex_as_it_is_found_in_the_wild(entry: str, expected: dict[str, Any]):
    """Quotes, braces, accents, strings, months, comments and trailing commas."""
    (item,) = csl_of_bibtex(entry)
    assert expected == {key: item.get(key) for key in expected}


@pytest.mark.parametrize("broken", ["@misc{a, title={T}", "@misc{a title={T}}", "@misc{", "@misc{, title={T}}"])
def test_a_broken_entry_is_a_line_of_the_report_and_the_rest_comes_in(broken: str):
    """What is wrong is told with its line, and the entry behind it is read."""
    read = read_bibtex(f"@misc{{first, title={{F}}}}\n{broken}\n@misc{{last, title={{L}}}}", "x.bib")
    assert ["first", "last"] == [entry.key for entry in read.entries]
    assert [("dropped", ("x.bib:2",))] == [(loss.fate, loss.places) for loss in read.report if loss.fate != "kept"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=string.printable + 'é—@{}\\"#,=%', max_size=120))
def test_any_text_can_be_read_as_bibtex(text: str):
    """Reading raises nothing, and what it gives makes records that are valid."""
    for item in csl_of_bibtex(text):
        SourceRecord.model_validate({"id": "x", **source_data(item)})


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    "type",
    "title",
    "author",
    "issued",
    "URL",
    "DOI",
    "number",
    "page",
    "volume",
    "container-title",
    "note",
    "publisher",
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=8))
def test_any_csl_item_makes_a_valid_source(item: dict[str, Any]):
    """Whatever another program exported, the record holds what it can."""
    data = source_data(item)
    SourceRecord.model_validate({"id": "x", **{k: v for k, v in data.items() if k != "type"}, "type": "source"})


def test_names_of_people_are_recognised():
    """An author whom the base knows becomes an id; a name that is said to have no parts keeps none."""
    item = {"title": "T", "author": [{"family": "Dai", "given": "Wei"}, {"literal": "Nobody Known"}]}
    assert ["wei-dai", {"literal": "Nobody Known"}] == source_data(item, {"Wei Dai": "wei-dai"}.get)["authors"]


def test_a_base_made_of_a_bibliography_is_clean():
    """Sources written from CSL-JSON by `new` can be read."""
    from cruxbase.editing.creating import record_text

    text = record_text(source_data(csl_json(full())))
    loaded = load_texts(
        {"claims/sources/full.yaml": text, "claims/people/wei-dai.yaml": "type: person\nname: Wei Dai\n"}
    )
    assert "full" in loaded.knowledge_base
    assert dict(full().kb.corpus.entry("full").data) == dict(loaded.knowledge_base.corpus.entry("full").data)
