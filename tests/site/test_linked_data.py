"""JSON-LD in pages: claims, questions, works and people, with CiTO for what a citation does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from cruxbase.site.template.page_template import json_in_html
from sites import Project
from support import texts_from

URL = "https://cruxbase.github.io/cruxbase/"


def linked_data(project: Project, page: str) -> dict[str, Any]:
    """What a page says of itself."""
    path = project.site / page / "index.html"
    (written,) = html.fromstring(path.read_text(encoding="utf-8")).xpath(
        '//head/script[@type="application/ld+json"]/text()'
    )
    found: dict[str, Any] = json.loads(written)
    return found


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("", "Dataset"),
        ("claims/monitors-catch-most-attempts", "Claim"),
        ("claims/monitor-trial-2024", "Claim"),
        ("claims/do-monitors-catch-enough", "Question"),
        ("claims/how-to-use-untrusted-models", "Question"),
        ("claims/monitor-defined", "DefinedTerm"),
        ("sources/quill-monitors-2024", "Report"),
        ("people/ada-quill", "Person"),
        ("topics/monitoring", "CollectionPage"),
        ("viewpoints/quill-2024", "CreativeWork"),
        ("models/monitored-harm", "CreativeWork"),
    ],
)
def test_each_kind_of_page_says_what_it_is(page: str, kind: str, example: Project) -> None:
    """The type is schema.org's, and a record's address is its identity."""
    data = linked_data(example, page)
    assert data["@type"] == kind
    if page and kind != "Person":
        assert data["@id"] == f"{URL}{page}/"


def test_every_record_page_has_linked_data(shipped: Project) -> None:
    """All pages of records parse; only a position that nobody in particular holds says nothing."""
    for path in (shipped.site / "api/records").iterdir():
        record = json.loads(path.read_bytes())
        page = (shipped.site / record["page"] / "index.html").read_text(encoding="utf-8")
        is_position = record["type"] == "person" and record["data"].get("kind") == "position"
        assert ("application/ld+json" in page) is not is_position, record["id"]


def test_what_it_names_is_there(shipped: Project) -> None:
    """Every address of the site's own in linked data is a page or file of the site."""

    def addresses(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set().union(*map(addresses, value.values()))
        if isinstance(value, list):
            return set().union(*map(addresses, value))
        return {value.removeprefix(URL)} if isinstance(value, str) and value.startswith(URL) else set()

    named: set[str] = set()
    for path in shipped.site.glob("*/*/index.html"):
        if "application/ld+json" in path.read_text(encoding="utf-8"):
            named |= addresses(linked_data(shipped, path.parent.relative_to(shipped.site).as_posix()))
    assert len(named) > 800
    assert [address for address in sorted(named) if not (shipped.site / address).exists()] == []


def test_citations_and_reasons_are_cito_relations(project: Project) -> None:
    """What a source does for a claim, and which claims support and dispute it, are told in CiTO's words."""
    project.write(
        texts_from("""
        # claims/monitoring/cited.yaml
        type: claim
        title: Something is cited
        topic: monitoring
        statement: Something is cited in two ways.
        sources:
          - {source: quill-monitors-2024, at: §1}
          - {source: quill-monitors-2024, at: §2, role: reports}
        # claims/monitoring/reason.yaml
        type: claim
        title: A reason
        topic: monitoring
        statement: This is a reason.
        origin: implied
        supports: [{claim: cited, because: It follows.}]
        # claims/monitoring/objection.yaml
        type: claim
        title: An objection
        topic: monitoring
        statement: This is an objection.
        origin: implied
        attacks: [{claim: cited, because: It does not follow.}]
        """)
    ).build()
    data = linked_data(project, "claims/cited")
    source = {"@id": f"{URL}sources/quill-monitors-2024/"}
    assert data["@context"][1] == {"cito": "http://purl.org/spar/cito/"}
    assert data["cito:citesAsAuthority"] == [source]
    assert data["cito:citesForInformation"] == [source]
    assert data["cito:isSupportedBy"] == [{"@id": f"{URL}claims/reason/"}]
    assert data["cito:isDisputedBy"] == [{"@id": f"{URL}claims/objection/"}]


def test_a_source_is_a_work_with_authors(example: Project) -> None:
    """Authors with a record and authors by name are both people; the date and address are told."""
    data = linked_data(example, "sources/quill-monitors-2024")
    assert [author["name"] for author in data["author"]] == ["Ada Quill", "Ben Example"]
    assert (data["datePublished"], data["sameAs"]) == ("2024-05", ["https://example.org/what-monitors-see"])


def test_json_in_a_page_cannot_end_its_element() -> None:
    """No `<` is left, nor a character that ends a line for scripts; the data are the same when read."""
    data = {"a": "</script><!--", "b": ["<script>"], "c": "&amp;"}
    assert "<" not in json_in_html(data)
    assert json.loads(json_in_html(data)) == data
