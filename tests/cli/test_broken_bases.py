"""Whatever record is broken or missing, everything else can be shown, asked, exported and built."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.analysis.entities import Claim
from cruxbase.analysis.records_json import base_json, record_json
from cruxbase.cli import json_records
from cruxbase.cli.text_records import Description
from cruxbase.exchange.bibtex import bibtex
from cruxbase.exchange.csl_json import csl_items
from cruxbase.exchange.graphml import graphml
from cruxbase.exchange.tables import tables
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from cruxbase.report.text import Layout
from cruxbase.site.context import SiteContext
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import site_of
from support import valid_texts

PATHS = sorted(valid_texts())


@pytest.fixture(params=["broken", "missing", "retyped"])
def how(request: pytest.FixtureRequest) -> str:
    """What happened to a record."""
    return str(request.param)


@pytest.fixture(params=PATHS, ids=lambda path: Path(path).stem)
def kb(request: pytest.FixtureRequest, how: str) -> KnowledgeBase:
    """The example base with one record that is broken, missing, or has become a topic."""
    texts = dict(valid_texts())
    path = request.param
    if how == "missing":
        del texts[path]
    else:
        texts[path] = "type: [\n" if how == "broken" else "type: topic\ntitle: Something else\nsummary: It is.\n"
    loaded = load_texts(texts)
    assert how == "missing" or path.endswith("/monitoring.yaml") or loaded.diagnostics
    return loaded.knowledge_base


def test_every_other_record_has_a_page(kb: KnowledgeBase) -> None:
    """A page is rendered from what is left."""
    context = SiteContext(kb, site_of("site_name: A base\nsite_url: https://example.org/"))
    for view in kb:
        page, page_context = record_page(context, view.id)
        assert view.title == page.title
        assert page_context.named <= set(kb.corpus)


def test_every_other_record_can_be_shown_and_asked(kb: KnowledgeBase) -> None:
    """Descriptions, JSON, reasons, impact and notebooks leave out what is broken."""
    description = Description(Layout())
    for view in kb:
        assert view.id in "\n".join(description.of(view))
        assert view.id == record_json(view)["id"]
        assert view._repr_html_().startswith("<p>")
        if isinstance(view, Claim):
            assert view.id == json_records.reasons(kb.why(view.id))["id"]
            assert view not in kb.impact(view.id).direct
            assert view == kb.neighbourhood(view.id, 2).centre
    assert [] == [hit for hit in kb.search("monitor") if hit.record.id not in kb]


def test_what_is_left_can_be_exported(kb: KnowledgeBase) -> None:
    """Every format is written from what is left."""
    ids = {view.id for view in kb}
    everything = base_json(kb)
    assert ids == {record["id"] for record in everything["records"]}
    assert {premise for step in everything["steps"] for premise in step["premises"]} <= ids
    assert len(kb.sources()) == len(csl_items(kb.sources())) == bibtex(kb.sources()).count("@")
    assert len(ids) + len(kb.graph.steps) == graphml(kb).count("<node ")
    assert {row[0] for row in tables(kb)[0].rows} == {claim.id for claim in kb.claims()}
    assert len(kb.claims()) == len(kb.to_frames().claims)
