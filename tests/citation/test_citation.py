"""Sources in running text, as CSL-JSON and as BibTeX: one writer of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cited import PAPER, PEOPLE
from cruxbase.citation import (
    CitedPage,
    bibtex_entry,
    csl_item,
    page_bibtex,
    page_csl,
    page_plain,
    parsed_name,
    short_citation,
)
from cruxbase.citation.names import Name
from cruxbase.exchange.bibtex import bibtex_name, read_bibtex
from cruxbase.exchange.dates import date_of_csl
from cruxbase.exchange.sources import name_of_csl, source_data


def test_a_source_by_names_and_year() -> None:
    """One, two, and more authors; none, and no date."""
    assert short_citation({"title": "T", "authors": ["wei-dai"], "issued": "2025"}, PEOPLE.get) == "Dai 2025"
    assert (
        short_citation({"title": "T", "authors": ["wei-dai", "a-lab"]}, PEOPLE.get) == "Dai and A Laboratory, undated"
    )
    assert short_citation(PAPER, PEOPLE.get) == "Dai et al. 2024"
    assert short_citation({"title": "T", "publisher": "P"}, PEOPLE.get) == "P, undated"
    assert (
        short_citation({"title": "A very long title " * 5}, PEOPLE.get)
        == "A very long title A very long title A …, undated"
    )


def test_csl_names_authors_as_people_and_organisations() -> None:
    """Family names come from the record where it gives them; an organisation is one name."""
    item = csl_item("x", PAPER, PEOPLE.get)
    assert item["author"] == [
        {"family": "Dai", "given": "Wei"},
        {"family": "van Beethoven", "given": "Ludwig"},
        {"literal": "A Laboratory"},
    ]
    assert item["issued"] == {"date-parts": [[2024, 5, 17]]}
    assert (item["DOI"], item["container-title"], item["page"]) == ("10.1000/x_y", "Journal of Things", "1-9")
    assert csl_item("x", {"title": "T", "kind": "article", "arxiv": "2401.00001"}, PEOPLE.get)["number"] == (
        "arXiv:2401.00001"
    )


def test_bibtex_escapes_what_tex_would_read() -> None:
    """Brackets, signs and ranges come out as TeX wants them, and an organisation is kept whole."""
    assert bibtex_entry("x", PAPER, PEOPLE.get).split("\n") == [
        "@article{x,",
        "  author = {Dai, Wei and {van Beethoven}, Ludwig and {A Laboratory}},",
        r"  title = {{On \{Brackets\} \& 100\% <certainty>}},",
        "  journal = {Journal of Things},",
        "  volume = {3},",
        "  pages = {1-9},",
        "  year = {2024},",
        "  month = {05},",
        "  day = {17},",
        "  doi = {10.1000/x_y},",
        "  csltype = {article-journal},",
        "}",
    ]


def test_a_page_is_cited_with_the_day_and_name_of_its_version() -> None:
    """Each form names title, site, address, date and version; without a version none pretends to have one."""
    page = CitedPage("a-claim", "T_1 {x}", "cruxbase", "https://e.org/claims/a-claim/", "2026-01-31", "1a2b3c4d5e")
    assert page_bibtex(page).split("\n") == [
        "@misc{cruxbase-a-claim,",
        r"  title = {{T\_1 \{x\}}},",
        "  howpublished = {cruxbase, a knowledge base of arguments},",
        "  year = {2026},",
        "  month = {01},",
        "  day = {31},",
        "  version = {1a2b3c4d5e},",
        "  url = {https://e.org/claims/a-claim/},",
        "}",
    ]
    assert page_csl(page) == {
        "id": "cruxbase-a-claim",
        "type": "webpage",
        "title": "T_1 {x}",
        "container-title": "cruxbase",
        "version": "1a2b3c4d5e",
        "URL": "https://e.org/claims/a-claim/",
        "issued": {"date-parts": [[2026, 1, 31]]},
    }
    undated = page._replace(date="", version="")
    assert page_plain(undated) == "cruxbase, “T_1 {x}”, https://e.org/claims/a-claim/."
    assert "issued" not in page_csl(undated)
    assert "year" not in page_bibtex(undated)


WORDS = (
    st.text(alphabet="ABCÉÖabcdéß'’-. ", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)
NAMES = st.one_of(
    st.fixed_dictionaries(
        {"family": WORDS},
        optional={"given": WORDS, "non-dropping-particle": WORDS, "dropping-particle": WORDS, "suffix": WORDS},
    ),
    st.fixed_dictionaries({"literal": WORDS}),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_names_in_csl_lose_nothing(names: list[dict[str, str]]) -> None:
    """Family and given names, both particles, suffix and literal names come back as they went in."""
    data = source_data({"type": "book", "title": "T", "author": names})
    assert csl_item("x", data, PEOPLE.get)["author"] == names


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(1, 9999), min_size=1, max_size=1), st.integers(0, 13), st.integers(0, 32), st.integers(1, 3)
)
def test_dates_in_csl_lose_nothing_silently(year: list[int], month: int, day: int, precision: int) -> None:
    """A date comes back, or is said to have lost what the calendar does not have."""
    parts = [*year, month, day][:precision]
    date = date_of_csl({"date-parts": [parts]})
    same = [int(part) for part in date.date.split("-")] == parts
    assert same or date.change or parts[-1] == 0


@pytest.mark.parametrize(
    ("issued", "date", "change"),
    [
        ({"date-parts": [[2024, 2, 29]]}, "2024-02-29", ""),
        ({"date-parts": [["2024", "02"]]}, "2024-02", ""),
        ({"date-parts": [[2020], [2021]]}, "2020", "the end of a range"),
        ({"date-parts": [[2020]], "circa": True}, "2020", "uncertain"),
        ({"date-parts": [[2020]], "season": 2}, "2020", "a season"),
        ({"raw": "2020-05/2020-06"}, "2020-05", "the end of a range"),
        ({"literal": "Spring 1999"}, "1999", "more than a year"),
        ({"date-parts": [[-44]]}, "", "no year between 1 and 9999"),
        ("2021-02-30", "2021-02", "no such day"),
    ],
)
def test_shapes_of_dates(issued: Any, date: str, change: str) -> None:
    """Ranges, seasons, circa and raw dates give what a record holds, and the rest is named."""
    assert tuple(date_of_csl(issued)) == (date, change)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("La Motte, Nicole", Name("La Motte", "Nicole")),
        ("{Prado y Lunes}, Jos{\\'e}", Name("Prado y Lunes", "José")),
        ("von der Au, Karl", Name("Au", "Karl", "von der")),
        ("Doe, Jr., P. Q.", Name("Doe", "P. Q.", suffix="Jr.")),
        ("{Harbour Institute for Model Safety}", Name(literal="Harbour Institute for Model Safety")),
        ("family=Hovens, given=Jana, prefix=van den, useprefix=true", Name("Hovens", "Jana", "van den")),
        ("OpenAI", Name(literal="OpenAI")),
        ("Jean de La Fontaine", Name("La Fontaine", "Jean", "de")),
    ],
)
def test_names_in_bibtex(written: str, name: Name) -> None:
    """Compound family names, particles, suffixes, organisations and BibLaTeX's own form come back from what is written."""
    assert bibtex_name(written) == name
    (entry,) = read_bibtex(
        bibtex_entry("x", {"title": "T", "kind": "book", "authors": [name.written()]}, PEOPLE.get), ""
    ).entries
    assert [name_of_csl(author) for author in entry.item["author"]] == [
        name._replace(particle=name.particle or name.dropping, dropping="")
    ]


def test_a_plain_name_is_parsed_once() -> None:
    """Small words are particles; names in Chinese, Japanese and Korean begin with the family name."""
    assert parsed_name("Ludwig van Beethoven") == Name("Beethoven", "Ludwig", "van")
    assert parsed_name("山田 太郎") == Name("山田", "太郎")
    assert str(parsed_name("山田 太郎")) == "山田 太郎"
    assert parsed_name("John Doe, Jr.") == Name("Doe", "John", suffix="Jr.")
