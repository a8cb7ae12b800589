"""Bibliographies as people have them: each test a kind of entry that used to lose something."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cruxbase.exchange.bibtex import read_bibtex
from cruxbase.exchange.csl_json import read_csl_json
from cruxbase.exchange.latex import plain_text
from cruxbase.exchange.living import KnownSources
from cruxbase.exchange.losses import LossReport
from cruxbase.exchange.ris import read_ris
from cruxbase.exchange.sources import source_of
from cruxbase.records import Source
from cruxbase.records.identifiers import same_text


def sources(read: Any) -> list[dict[str, Any]]:
    """The records that the entries of a bibliography make, all of them valid."""
    made = [source_of(entry, read.report) for entry in read.entries]
    for data in made:
        Source.model_validate({"id": "x", **data})
    return made


def bib(text: str) -> dict[str, Any]:
    return sources(read_bibtex(text, "x.bib"))[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("journal={arXiv preprint arXiv:2301.00011}", {"arxiv": "2301.00011", "container": None}),
        ("journal={CoRR}, volume={abs/2301.00011}", {"arxiv": "2301.00011", "container": None, "volume": None}),
        ("url={https://arxiv.org/html/2301.00011v2}", {"arxiv": "2301.00011v2"}),
        ("note={arXiv:cs/0301001}", {"arxiv": "cs/0301001"}),
        ("eprint={2301.00011}, eprinttype={arxiv}", {"arxiv": "2301.00011"}),
        ("doi={10.48550/arXiv.2301.00011}", {"arxiv": "2301.00011", "doi": None}),
        ("doi={https://doi.org/10.1000/a_b(c)}", {"doi": "10.1000/a_b(c)"}),
        ("note={doi:10.1000/xyz.}", {"doi": "10.1000/xyz"}),
        (r"howpublished={\url{https://e.org/a_b}}", {"url": "https://e.org/a_b", "container": None}),
        (
            r"howpublished={Blog, \url{https://e.org/a}}",
            {"url": "https://e.org/a", "container": "Blog, https://e.org/a"},
        ),
        (r"url={https://e.org/a\_b\%20c}", {"url": "https://e.org/a_b%20c"}),
        (
            "url={https://www.lesswrong.com/posts/qqqqqqqqqqqqqqqqq/x?commentId=aaaaaaaaaaaaaaaaa}",
            {"forum_id": "aaaaaaaaaaaaaaaaa"},
        ),
        ("note={https://forum.effectivealtruism.org/posts/bbbbbbbbbbbbbbbbb/x}", {"forum_id": "bbbbbbbbbbbbbbbbb"}),
    ],
)
def test_identifiers_are_found_wherever_they_stand(fields: str, expected: dict[str, str | None]):
    """In the journal, the volume, an address, a note, or their own field."""
    data = bib(f"@article{{a, title={{T}}, {fields}}}")
    assert expected == {key: data.get(key) for key in expected}


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("report", "report"),
        ("thesis", "thesis"),
        ("online", "webpage"),
        ("collection", "book"),
        ("inbook", "chapter"),
        ("dataset", "dataset"),
        ("software", "software"),
        ("inproceedings", "paper-conference"),
        ("unpublished", "article"),
        ("strange", "document"),
    ],
)
def test_types_of_biblatex(type: str, kind: str):
    """Each has a kind of ours."""
    assert kind == bib(f"@{type}{{a, title={{T}}}}")["kind"]


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date={2024-02}", "2024-02"),
        ("date={2021-21}", "2021"),
        ("date={2021-02-30}", "2021-02"),
        ("date={2019/2021}", "2019"),
        ("date={2020~}", "2020"),
        ("date={2020-03-05T10:00:00}", "2020-03-05"),
        ("year=2020, month=mar, day=5", "2020-03-05"),
        ("year={2020}, month={5 March}", "2020-03-05"),
        ("year={circa 1850}", "1850"),
        ("year={forthcoming}", None),
    ],
)
def test_dates(fields: str, issued: str | None):
    """What a record can hold is kept, and never what the check refuses."""
    assert issued == bib(f"@misc{{a, title={{T}}, {fields}}}").get("issued")


def test_inheritance():
    """`crossref` and `xdata` give what an entry does not say, chains and later entries too; a circle ends."""
    text = """
@inproceedings{a, title={A talk}, crossref={p}}
@proceedings{p, title={Proceedings of Y}, subtitle={Part 1}, xdata={d}, crossref={a}}
@xdata{d, publisher={ACM}, year=2023}
@article{b, title={B}, crossref={missing}}
"""
    read = read_bibtex(text, "x.bib")
    talk, proceedings, article = sources(read)
    assert ("A talk", "Proceedings of Y: Part 1", "ACM", "2023") == tuple(
        talk[key] for key in ("title", "container", "publisher", "issued")
    )
    assert "book" == proceedings["kind"]
    assert "container" not in article
    assert 3 == read.report.count("crossref", "dropped")  # the one that is missing, and the circle from both ends


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"$\beta$-VAE beats $\pi_0$ in {$\mathcal{O}(n \log n)$} steps", "β-VAE beats π_0 in 𝒪(n log n) steps"),
        (r"50% of {\'E}coles \& more for $5", "50% of Écoles & more for $5"),
        (r"A --- B -- C ``q''", "A — B – C “q”"),
        (r"\emph{x} \textbf{y} na\"{\i}ve", "x y naïve"),
        (r"\textbackslash{}x \{b\} \textasciicircum{}", r"\x {b} ^"),
        (r"broken {\'", "broken ́"),
    ],
)
def test_latex(written: str, shown: str):
    """Commands become what they show; a bare percent sign or price is itself."""
    assert shown == plain_text(written).text


def test_unknown_commands_are_named():
    """The argument of a command that nobody knows stays, and the report has its name."""
    report = LossReport()
    read = read_bibtex(r"@misc{a, title={The \mycmd{big} one}}", "x.bib")
    report.add(read.report)
    assert "The big one" == sources(read)[0]["title"]
    assert 1 == report.count(r"command \mycmd", "changed")


def test_fields_that_are_dropped_are_named():
    """At their place, with the reason."""
    read = read_bibtex("@book{a,\n title={T},\n isbn={1},\n abstract={Long}}", "x.bib")
    assert {("field isbn", ("x.bib:1",)), ("field abstract", ("x.bib:1",))} == {
        (loss.construct, loss.places) for loss in read.report if loss.fate == "dropped"
    }


def test_different_identifiers_rule_out_a_match_of_titles():
    """Two introductions are two texts; versions of a preprint are one."""
    one = {"title": "Introduction", "doi": "10.1000/1", "issued": "2020"}
    other = {"title": "Introduction", "doi": "10.1000/2", "issued": "2020"}
    assert (False, True) == (same_text(one, other), same_text({**one}, {"title": "introduction."}))
    assert same_text({"title": "A", "arxiv": "2301.00011v1"}, {"title": "B", "arxiv": "2301.00011v3"})
    assert not same_text({"title": "A", "authors": ["Ann Lee"]}, {"title": "A", "authors": ["Rita Roe"]})
    assert "x" == KnownSources([("x", one)]).same_as({"title": "Else", "doi": "10.1000/1"})


RIS = """\
TY  - JOUR
AU  - Lee, Anne
AU  - Doe, John, Jr.
AU  - Harbour Institute
TI  - A paper
JO  - Journal
PY  - 2024/02/05/
SP  - 1
EP  - 9
DO  - 10.1000/x
KW  - word
ER  -
a stray line
TY  - RPRT
TI  - A report that goes
on in the next line
UR  - https://arxiv.org/abs/2301.00011
ER  -
TY  - ODD
TI  - No end
TY  - BOOK
TI  - Last
ER  -
"""


def test_ris():
    """Names, pages, dates and identifiers are read; a stray line and an entry without an end are lines of the report."""
    read = read_ris(RIS, "x.ris")
    paper, report, last = sources(read)
    assert ["Anne Lee", "John Doe, Jr.", "Harbour Institute"] == [
        author if isinstance(author, str) else author.get("literal") for author in paper["authors"]
    ]
    assert ("article-journal", "2024-02-05", "1–9", "10.1000/x") == tuple(
        paper[k] for k in ("kind", "issued", "pages", "doi")
    )
    assert ("A report that goes on in the next line", "2301.00011") == (report["title"], report["arxiv"])
    assert "book" == last["kind"]
    assert {"tag KW": ("x.ris:1",), "line": ("x.ris:13",), "entry": ("x.ris:19",)} == {
        loss.construct: loss.places for loss in read.report if loss.fate == "dropped"
    }


def test_csl_json_of_other_programs():
    """Types, names and fields that are not ours are mapped or named; what is no item is passed over."""
    author = [{"family": "Lee", "given": "A", "suffix": "Jr."}, {}]
    item = {"id": "x1", "type": "article-newspaper", "title": "T", "author": author, "abstract": "x"}
    item |= {"issued": {"date-parts": [["2020", 5]]}, "DOI": "https://doi.org/10.1000/q"}
    text = json.dumps([item, 3])
    read = read_csl_json(text, "x.json")
    (data,) = sources(read)
    assert ("article-magazine", "2020-05", "10.1000/q", "x1") == tuple(
        data[key] for key in ("kind", "issued", "doi", "citation_key")
    )
    assert ["A Lee, Jr."] == data["authors"]
    assert {"author", "entry", "field abstract"} == {loss.construct for loss in read.report if loss.fate == "dropped"}
