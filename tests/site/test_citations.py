"""Sources as CSL-JSON, as a line of a bibliography, as BibTeX and by family names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cruxbase.site import citations
from cruxbase.site.citations import bibliography, bibtex, claim_bibtex, csl, short_citation
from hostile_base import SHORT

PEOPLE: dict[str, Mapping[str, Any]] = {
    "wei-dai": {"name": "Wei Dai"},
    "ludwig-van": {"name": "Ludwig van Beethoven", "family": "van Beethoven"},
    "a-lab": {"name": "A Laboratory", "kind": "organisation"},
}
PAPER = {
    "title": "On {Brackets} & 100% <certainty>",
    "authors": ["wei-dai", "ludwig-van", "a-lab"],
    "kind": "article-journal",
    "issued": "2024-05-17",
    "container": "Journal of Things",
    "volume": "3",
    "pages": "1-9",
    "doi": "10.1000/x_y",
}


def test_a_source_by_names_and_year() -> None:
    """One, two, and more authors; none, and no date."""
    assert short_citation({"title": "T", "authors": ["wei-dai"], "issued": "2025"}, PEOPLE.get) == "Dai 2025"
    assert short_citation({"title": "T", "authors": ["wei-dai", "a-lab"]}, PEOPLE.get) == "Dai and A Laboratory n.d."
    assert short_citation(PAPER, PEOPLE.get) == "Dai et al. 2024"
    assert short_citation({"title": "T", "publisher": "P"}, PEOPLE.get) == "P n.d."
    assert (
        short_citation({"title": "A very long title " * 5}, PEOPLE.get)
        == "A very long title A very long title A … n.d."
    )


def test_csl_names_authors_as_people_and_organisations() -> None:
    """Family names come from the record where it gives them; an organisation is one name."""
    item = csl("x", PAPER, PEOPLE.get)
    assert item["author"] == [
        {"family": "Dai", "given": "Wei"},
        {"family": "van Beethoven", "given": "Ludwig"},
        {"literal": "A Laboratory"},
    ]
    assert item["issued"] == {"date-parts": [[2024, 5, 17]]}
    assert (item["DOI"], item["container-title"], item["page"]) == ("10.1000/x_y", "Journal of Things", "1-9")
    assert csl("x", {"title": "T", "kind": "article", "arxiv": "2401.00001"}, PEOPLE.get)["URL"] == (
        "https://arxiv.org/abs/2401.00001"
    )


def test_bibtex_escapes_what_tex_would_read() -> None:
    """Brackets, signs and ranges come out as TeX wants them, and an organisation is kept whole."""
    assert bibtex("x", PAPER, PEOPLE.get).split("\n") == [
        "@article{x,",
        "  author = {Dai, Wei and van Beethoven, Ludwig and {A Laboratory}},",
        r"  title = {{On \{Brackets\} \& 100\% <certainty>}},",
        "  journal = {Journal of Things},",
        "  volume = {3},",
        "  pages = {1--9},",
        "  year = {2024},",
        "  month = {05},",
        "  doi = {10.1000/x_y},",
        "}",
    ]
    assert claim_bibtex("a-claim", "T_1", "cruxbase", "https://e.org/").startswith("@misc{cruxbase-a-claim,\n")


def test_a_line_of_the_bibliography() -> None:
    """Names, year, title, journal; a sign that means something to HTML is shown as itself."""
    (line,) = bibliography([csl("x", PAPER, PEOPLE.get)], {}).values()
    assert "Dai, W." in line
    assert "(2024)" in line
    assert "<i>Journal of Things</i>" in line
    assert "&lt;certainty&gt;" in line


def test_lines_are_kept_and_made_again_when_a_source_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier build made is used, for the same data and no others."""
    kept: dict[str, str] = {}
    first = bibliography([csl("x", PAPER, PEOPLE.get)], kept)
    monkeypatch.setattr(citations, "_rendered", lambda items: {item["id"]: "again" for item in items})
    assert bibliography([csl("x", PAPER, PEOPLE.get)], kept) == first
    assert bibliography([csl("x", {**PAPER, "title": "Other"}, PEOPLE.get)], kept) == {"x": "again"}


@pytest.mark.parametrize("attack", SHORT)
def test_no_attack_gets_through_a_citation(attack: str) -> None:
    """citeproc-py reads some markup in titles; only italics and the like are left of it."""
    source = {**PAPER, "title": attack, "container": attack, "publisher": attack, "authors": [attack, "wei-dai"]}
    (line,) = bibliography([csl("x", source, PEOPLE.get)], {}).values()
    for element in ("<script", "<img", "<svg", "<a", "<div", "<style", "<b onclick"):
        assert element not in line
