"""The end of a page: how to cite it, what changed, how to object without git."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html

from cruxbase.editing.issue_forms import FORMS
from cruxbase.site.history import history_of
from cruxbase.site.settings import Site
from sites import Project, git
from support import valid_texts

CLAIM = "claims/monitoring/monitors-catch-most-attempts.yaml"
PAGE = "claims/monitors-catch-most-attempts"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = {
    PAGE: ("objection", "correction"),
    "claims/do-monitors-catch-enough": ("claim", "correction"),
    "sources/quill-monitors-2024": ("claim", "correction"),
    "people/ada-quill": ("my-view", "correction"),
    "viewpoints/quill-2024": ("my-view", "correction"),
    "topics/monitoring": ("claim", "correction"),
    "models/monitored-harm": ("objection", "correction"),
}


@pytest.fixture
def repository(project: Project) -> Project:
    """A project whose base was put into git, and one claim of it reworded since."""
    git(project.folder, "init", "-q")
    git(project.folder, "add", "claims")
    git(project.folder, "commit", "-qm", "All records")
    path = project.folder / CLAIM
    path.write_text(re.sub(r"title: .*", "title: Monitors catch <most> of it", path.read_text()))
    git(project.folder, "commit", "-qam", "A plainer title & more", date="2026-02-03T00:00:00Z")
    return project


def test_a_page_is_cited_with_the_version_of_its_own_record(repository: Project) -> None:
    """The day and the commit are those of the last change of the record, whatever else was committed later."""
    commit = git(repository.folder, "rev-parse", "HEAD")[:10]
    first = git(repository.folder, "rev-parse", "HEAD~1")[:10]
    repository.build(changes=True)
    tree = html.fromstring(repository.page(PAGE))
    plain, bibtex, csl = tree.xpath('//*[@id="cite-page"]//pre/code/text()')
    assert plain.startswith(f"cruxbase, “Monitors catch <most> of it”, version {commit} of 2026-02-03, https://")
    assert f"version = {{{commit}}}" in bibtex
    assert json.loads(csl)[0]["issued"] == {"date-parts": [[2026, 2, 3]]}
    other = html.fromstring(repository.page("claims/deploy-with-monitors")).xpath(
        '//*[@id="cite-page"]//pre/code/text()'
    )
    assert f"version {first} of 2026-01-01" in other[0]


def test_a_page_tells_what_changed_in_its_record(repository: Project) -> None:
    """The newest first: the day, what was touched, the wording before and since, and the commit."""
    repository.build(changes=True)
    items = html.fromstring(repository.page(PAGE)).xpath('//*[@id="changed"]/li')
    told = [" ".join(item.text_content().split()) for item in items]
    assert told[0].startswith("3 February 2026 changed in wording: title A plainer title & more")
    assert items[0].xpath(".//del/text()") == ["Monitors catch most attempts"] or items[0].xpath(".//del")
    assert items[0].xpath(".//ins/text()") == ["Monitors catch <most> of it"]
    assert told[1].startswith("1 January 2026 added All records")
    assert len(told) == 2


def test_only_pages_of_changed_records_are_written_after_a_commit(repository: Project) -> None:
    """A commit that touches one record makes its page stale, and no other that does not show it."""
    repository.build(changes=True)
    path = repository.folder / "claims/monitoring/deploy-with-monitors.yaml"
    path.write_text(path.read_text() + "notes: More.\n")
    before = repository.build(changes=True)
    assert before.rendered < len(valid_texts())
    git(repository.folder, "commit", "-qam", "A note")
    after = repository.build(changes=True)
    assert after.rendered == 1
    assert {p for p in after.written if p.startswith(("people/", "claims/", "sources/"))} == {
        "claims/deploy-with-monitors/index.html"
    }
    as_built = repository.files()
    repository.build(changes=True, cache=False)
    assert repository.files() == as_built


def test_a_shallow_clone_says_that_its_history_is_cut_short(repository: Project, tmp_path: Path) -> None:
    """The pages say so in words, and the commit at the cut is told as no change."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository.folder}", "short")
    short = Project(tmp_path / "short")
    for part in ("docs", "mkdocs.yml"):
        os.symlink(repository.folder / part, short.folder / part) if part == "docs" else (
            short.folder / part
        ).write_text((repository.folder / part).read_text())
    history = history_of(short.folder / "claims", short.folder)
    assert (history.is_shallow, dict(history.versions)) == (True, {})


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_the_forms_that_fit_it(example: Project, page: str) -> None:
    """The addresses name forms that there are and fill in fields that those have, with the record's id."""
    fields = {form.name: {field.id for field in form.fields} for form in FORMS}
    links = [urlsplit(href) for href in html.fromstring(example.page(page)).xpath("//footer//a/@href")]
    forms = [parse_qs(link.query) for link in links if link.path.endswith("/issues/new")]
    assert tuple(form["template"][0].removesuffix(".yml") for form in forms) == PAGES[page]
    for form in forms:
        name = form.pop("template")[0].removesuffix(".yml")
        assert form.keys() <= fields[name], name
        if name != "my-view":
            assert page.rpartition("/")[2] in {value for values in form.values() for value in values}


def test_every_page_leads_to_the_threads_that_name_it(example: Project) -> None:
    """The forge's list of threads is searched for the id; a forge that is not known gets no link."""
    for page in PAGES:
        assert f"/issues?q=%22{page.rpartition('/')[2]}%22" in example.page(page)
    assert Site(repo_url="https://git.example.org/a").discussion_address("x") == ""
    assert (
        Site(repo_url="https://gitlab.com/a/b").discussion_address("x").startswith("https://gitlab.com/a/b/-/issues?")
    )


def test_each_topic_has_a_feed_of_its_own_changes(repository: Project) -> None:
    """It lists the commits that touched the topic or a claim in it, links to those, and leads to the topic's page."""
    path = repository.folder / "claims/people/ada-quill.yaml"
    path.write_text(path.read_text().replace("name:", "affiliation: Somewhere\nname:"))
    git(repository.folder, "commit", "-qam", "Of no topic")
    repository.build(changes=True)
    feed = etree.parse(repository.site / "topics/monitoring/feed.xml").getroot()
    assert feed.findtext(f"{ATOM}title") == "cruxbase: Monitoring of AI actions"
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    # In readers' words, and not the commits' subjects.
    assert titles == ["1 claim revised", "5 claims, 2 questions, 2 hypotheses, 1 proposal, 7 others new"]
    assert 'href="../../topics/monitoring/feed.xml"' in repository.page("topics/monitoring")
