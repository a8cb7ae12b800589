"""No local address of a site leads nowhere, and one that does is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site.build.generators import GENERATORS, Generator
from cruxbase.site.build.link_check import BrokenLink, broken_links
from sites import Project
from support import valid_texts

PAGES = {
    "index.html": '<a href="a/">a</a> <a href="b/">b</a> <a href="a/#here">x</a> <a href="a/#there">y</a>',
    "a/index.html": '<h2 id="here">A</h2><a href="../">up</a> <a href="#here">x</a> <a href="#gone">y</a>',
    "404.html": '<a href="/base/a/">a</a> <a href="/base/c/">c</a> <a href="https://example.org/">away</a>',
    "map/index.html": '<a href="../a/#seen=wei-dai">state</a> <img src="../p.svg">',
}


def test_addresses_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    """Missing pages, files and anchors are named with the page; other origins and states of a script are not looked at."""
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert list(broken_links(tmp_path, "/base/")) == [
        BrokenLink("404.html", "/base/c/", "no such page"),
        BrokenLink("a/index.html", "#gone", "no such anchor"),
        BrokenLink("index.html", "a/#there", "no such anchor"),
        BrokenLink("index.html", "b/", "no such page"),
        BrokenLink("map/index.html", "../p.svg", "no such page"),
    ]


@pytest.mark.parametrize("generator", GENERATORS)
def test_example_base_has_no_broken_link(
    generator: Generator, rendered: Callable[[Generator], Project], tmp_path: Path
) -> None:
    """Every local address and anchor on the site of the valid example leads somewhere."""
    project = rendered(generator).copied(tmp_path / "p").write(valid_texts())
    assert project.build(links=True).broken == ()


def test_link_in_a_record_that_leads_nowhere_is_broken(
    rendered: Callable[[Generator], Project], tmp_path: Path
) -> None:
    """A contributor's link to a page that the site lacks is named with the page that shows it."""
    texts = dict(valid_texts())
    texts["claims/topics/monitoring.yaml"] += "story: See [this](../../no-such-page/).\n"
    project = rendered("mkdocs").copied(tmp_path / "p").write(texts)
    assert project.build(links=True).broken == tuple(
        BrokenLink(f"topics/monitoring/{page}", "../../no-such-page/", "no such page")
        for page in ("booklet/index.html", "index.html")
    )
