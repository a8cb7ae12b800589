"""The navigation of a site whose settings have no `nav`, so that the generator lists the written pages by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cruxbase.site.build.generators import GENERATORS, Generator
from cruxbase.site.template.navigation import without_shell_itself, without_way_to_shell
from sites import Project
from support import valid_texts

SETTINGS = """site_name: Monitors
site_url: https://example.org/m/
theme: {name: material, font: false, features: [navigation.tabs, navigation.footer]}
plugins: []
"""
PAGES = {"docs/index.md": "# Home\n", "docs/all.md": "# All of it\n", "docs/more/late.md": "# A late page\n"}
CLAIM = "claims/monitors-catch-most-attempts"


@pytest.fixture(params=GENERATORS)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """Three written pages and the valid records, built."""
    generator: Generator = request.param
    made = Project(tmp_path, generator).write({**PAGES, "mkdocs.yml": SETTINGS, **valid_texts()})
    made.build()
    return made


def test_no_page_tells_of_the_shell(project: Project) -> None:
    """The page that the pages of records are set into is in no drawer, tab, foot or contents."""
    telling = [
        path for path, content in project.files().items() if b"cruxbase-shell" in content or b"base/shell" in content
    ]
    assert telling == []


def test_a_record_page_lists_each_written_page_once(project: Project) -> None:
    """In its drawer; between tabs and drawer nothing else leads to them."""
    drawer = project.page(CLAIM).split('class="md-nav md-nav--primary')[1].split('data-md-component="content"')[0]
    assert re.findall(r'href="\.\./\.\./(all|more/late)/"', drawer) == ["all", "more/late"]


def test_a_record_page_has_one_table_of_contents_of_its_own(project: Project) -> None:
    """Its entries are the page's headings of the second and third level, each once."""
    text = project.page(CLAIM)
    [contents] = re.findall(r'data-md-component="toc".*?</nav>\s*</div>', text, re.DOTALL)
    headings = re.findall(r'<h[23] id="([^"]+)"', text.split("<article")[1])
    assert re.findall(r'href="#([^"]+)"', contents) == headings


def test_a_page_added_is_in_the_drawer_of_records_that_were_there(project: Project) -> None:
    """An entry that comes into the navigation makes all pages with a navigation anew."""
    project.write({"docs/more/later.md": "# A later page\n"}).build()
    assert 'href="../../more/later/"' in project.page(CLAIM)


def test_a_document_without_the_shell_stays_as_it_is() -> None:
    """Nothing is taken from a page whose navigation the settings name."""
    document = '<ul><li class="md-tabs__item"><a href="all/">All</a></li></ul>'
    assert (without_way_to_shell(document), without_shell_itself(document)) == (document, document)
