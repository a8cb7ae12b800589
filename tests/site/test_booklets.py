"""Topics as booklets to be printed."""

from __future__ import annotations

import re

from lxml import html

from cruxbase.site.sharing.embeds import EMBED_POLICY
from sites import Project

BOOKLET = "topics/monitoring/booklet"
CLAIM = "claims/monitoring/monitors-catch-most-attempts.yaml"


def test_a_topics_page_leads_to_a_booklet_with_all_its_records(shipped: Project) -> None:
    """Each record of a topic that stands has a section of its own there, and each source cited a line at the end."""
    for page in (shipped.site / "topics").glob("*/index.html"):
        if page.parent.name == "topics":
            continue
        assert 'href="booklet/"' in page.read_text(), page
        tree = html.fromstring((page.parent / "booklet/index.html").read_text())
        sections = tree.xpath("//section/@id")
        assert sections == [f"n{number}" for number in range(1, len(tree.xpath("//nav//li")) + 1)]
        assert bool(tree.xpath('//*[@class="sources"]//li')) == (
            "href" in page.read_text() and bool(tree.xpath('//*[@class="sources"]'))
        )
        assert tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content') == [EMBED_POLICY]
        assert not tree.xpath("//script | //@style | //img")


def test_references_inside_a_booklet_carry_numbers(example: Project) -> None:
    """A premise that is in the booklet too is named with its number, which leads to its section."""
    tree = html.fromstring(example.page(BOOKLET))
    targets = tree.xpath('//li/a[@class="no"]/@href')
    assert targets
    assert set(targets) <= {f"#{id}" for id in tree.xpath("//section/@id")}


def test_a_booklet_is_made_again_only_when_something_in_it_changed(project: Project) -> None:
    """An edit of a claim's text changes the booklet of its topic, and a clean build gives the same bytes."""
    project.build()
    text = (project.folder / CLAIM).read_text()
    project.write({CLAIM: re.sub(r"title: .*", "title: Another title", text)})
    assert f"{BOOKLET}/index.html" in project.build().written
    assert "Another title" in project.page(BOOKLET)
    assert f"{BOOKLET}/index.html" not in project.build().written
    kept = project.files()
    project.build(cache=False)
    assert project.files() == kept


def test_an_author_who_gets_a_record_is_named_by_it_in_a_booklet(project: Project) -> None:
    """Its reference has the name of that record, as in a clean build."""
    path = "claims/people/ada-quill.yaml"
    person = (project.folder / path).read_text()
    (project.folder / path).unlink()
    (project.folder / "claims/viewpoints/quill-2024.yaml").unlink()  # as a holder, too, the booklet would name her
    project.build()
    assert "ada-quill and Example" in project.page(BOOKLET)
    project.write({path: person})
    project.build()
    assert "Quill and Example" in project.page(BOOKLET)
    kept = project.files()
    project.build(cache=False)
    assert project.files() == kept


def test_what_attackers_write_is_text_in_a_booklet(hostile: Project) -> None:
    """Of a hostile base no booklet has an element or attribute that acts."""
    for path in hostile.site.glob("topics/*/booklet/index.html"):
        tree = html.fromstring(path.read_text(encoding="utf-8"))
        assert not tree.xpath("//script | //img | //iframe | //@*[starts-with(name(), 'on')]"), path
        assert not [href for href in tree.xpath("//@href") if href.lower().startswith(("javascript", "data"))], path
