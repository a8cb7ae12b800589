"""The base as RDF, asked in SPARQL; AIF in RDF read again; tables in Parquet."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cruxbase.exchange.arguments.aif_rdf import read_aif_rdf
from cruxbase.exchange.arguments.own import documents_of_tables, read_json, rows_of
from cruxbase.exchange.outgoing import markdown, rdf
from cruxbase.exchange.outgoing.parquet import parquet
from cruxbase.exchange.tables import tables
from cruxbase.loading.example import example

pyoxigraph = pytest.importorskip("pyoxigraph")
PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The query on the page finds the claim whose step is undercut in the example base."""
    (code,) = re.findall(r"```python\n(import pyoxigraph\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "base.nq").write_text(rdf.n_quads(example()).text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "page", "exec"), {})  # noqa: S102 - the page's own example
    undercut = example().graph.parts.undercuts[0]
    title = example().graph.title(example().graph.steps[undercut.step].conclusion)
    assert [f"1 {title}"] == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("function", [rdf.n_quads, rdf.nanopublications])
def test_what_is_written_is_rdf(function):
    """Another program parses every line."""
    format = pyoxigraph.RdfFormat.N_QUADS if function is rdf.n_quads else pyoxigraph.RdfFormat.TRIG
    quads = list(pyoxigraph.parse(function(example(), "https://example.org/kb/").text, format=format))
    assert len(quads) > 10


def test_json_ld_says_what_n_quads_say():
    """The two forms have the same number of statements."""
    quads = list(pyoxigraph.parse(rdf.n_quads(example(), "https://e.org/").text, format=pyoxigraph.RdfFormat.N_QUADS))
    objects = json.loads(rdf.json_ld(example(), "https://e.org/").text)["@graph"]
    assert len(quads) == sum(len(values) for one in objects for key, values in one.items() if key != "@id")


def test_aif_in_rdf_comes_back():
    """Claims, steps with their kind, and undercuts of what `export nquads` wrote are read from its AIF part."""
    kb = example()
    triples = "".join(f"{line.rsplit(' <', 1)[0]} .\n" for line in rdf.n_quads(kb, "https://e.org/").text.splitlines())
    document = read_aif_rdf(triples, "x.nt")
    made = sorted((step.polarity, len(step.premises)) for step in document.steps.values())
    assert sorted((step.kind, len(step.premises)) for step in kb.graph.steps.values()) == made
    assert len(kb.graph.parts.undercuts) == len(document.undercuts)


RDF_XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY http "http://">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:aif="http://www.arg.tech/aif#">
  <rdf:Description rdf:about="&http;www.aifdb.org/nodes/1"><rdf:type rdf:resource="&http;www.arg.tech/aif#I-node"/>
    <aif:claimText>A.</aif:claimText><aif:creationDate>x</aif:creationDate></rdf:Description>
  <rdf:Description rdf:about="&http;www.aifdb.org/nodes/2"><rdf:type rdf:resource="&http;www.arg.tech/aif#I-node"/>
    <aif:claimText>B.</aif:claimText></rdf:Description>
  <rdf:Description rdf:about="&http;www.aifdb.org/nodes/3"><rdf:type rdf:resource="&http;www.arg.tech/aif#RA-node"/>
    <aif:Premise rdf:resource="&http;www.aifdb.org/nodes/1"/><aif:Conclusion rdf:resource="&http;www.aifdb.org/nodes/2"/>
    <aif:mystery>y</aif:mystery></rdf:Description>
  <rdf:Description rdf:about="&http;www.aifdb.org/nodes/4"><rdf:type rdf:resource="&http;www.arg.tech/aif#CA-node"/>
    <aif:ConflictingElement rdf:resource="&http;www.aifdb.org/nodes/2"/>
    <aif:ConflictedElement rdf:resource="&http;www.aifdb.org/nodes/3"/></rdf:Description>
  <rdf:Description rdf:about="&http;www.aifdb.org/nodes/5"><rdf:type rdf:resource="&http;www.arg.tech/aif#PA-node"/>
    <aif:PreferredElement rdf:resource="&http;www.aifdb.org/nodes/99"/></rdf:Description>
</rdf:RDF>
"""


def test_aif_in_rdf_xml():
    """Nodes and roles are read whatever the namespace; what is not known has its line."""
    document = read_aif_rdf(RDF_XML, "x.rdf")
    assert [(["1"], "supports", "2")] == [(s.premises, s.polarity, s.conclusion) for s in document.steps.values()]
    assert [("2", "3")] == [(cut.start, cut.step) for cut in document.undercuts]
    assert {"property mystery", "preference", "edge"} <= {
        loss.construct for loss in document.report if loss.fate == "dropped"
    }


def test_tables_come_back_from_csv_and_parquet():
    """Claims and steps of both forms of the tables are the same."""
    pytest.importorskip("pyarrow")
    kb = example()
    for format in ("csv", "parquet"):
        rows = {}
        for table in tables(kb):
            rows[table.name] = rows_of(table.csv().encode() if format == "csv" else parquet(table), format)
        document = documents_of_tables(rows, "tables")
        assert len(kb.graph.steps) == len(document.steps), format
        assert {view.text for view in kb.claims() if view.type != "argument"} <= {
            statement.text for statement in document.statements.values()
        }


def test_json_comes_back_without_loss():
    """What `export json` wrote holds the data of every record."""
    kb = example()
    document = read_json(kb.to_json(), "x.json")
    assert {id: dict(kb.corpus.entry(id).data) for id in kb.corpus} == {
        id: dict(data) for id, data in document.records.items()
    }


def test_markdown_has_every_claim_once():
    """Each claim is a section with a label that others link to."""
    text = markdown.markdown(example()).text
    claims = [view.id for view in example().claims() if view.type != "argument"]
    assert sorted(claims) == sorted(re.findall(r"^\((.*)\)=$", text, re.MULTILINE))
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", text)) <= set(claims)
