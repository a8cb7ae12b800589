"""Setting pages into the rendered shell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site.build.generators import GENERATORS, Generator
from cruxbase.site.template.light_frame import light_frame
from cruxbase.site.template.page_template import (
    BadPageTemplate,
    Card,
    Frame,
    Page,
    PageTemplate,
    card,
    card_of,
    policy_of,
    toc_of,
)
from cruxbase.site.template.shell import SHELL_ADDRESS
from sites import Project

PAGE = """---
title: A title and more
description: A description.
hide:
  - navigation
---

# A title and more

## First

### Inside

Words.

## Second

More words.
"""


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_composed_page_equals_one_that_the_generator_rendered(
    generator: Generator, rendered: Callable[[Generator], Project], tmp_path: Path
) -> None:
    """The same content set into the shell gives what the generator's template gives for it, as light, byte for byte."""
    project = rendered(generator).copied(tmp_path / "project")
    project.write({"docs/claims/plain.md": PAGE}).build()
    made = next(path for path in (project.kept / "project/site", project.kept / "site") if path.is_dir())
    theirs = (made / "claims/plain/index.html").read_text(encoding="utf-8")
    body = re.search(r'<h1 id="a-title-and-more">.*<p>More words\.</p>', theirs, re.DOTALL)
    edit = re.search(r'<a href="([^"]*)"[^>]*rel="edit"', theirs)
    assert body is not None
    assert edit is not None
    frame = Frame(["a.css"], ["b.js"])
    shell = PageTemplate((made / SHELL_ADDRESS / "index.html").read_text(encoding="utf-8"), frame, "cruxbase")
    composed = shell.composed(Page("claims/plain/", "A title and more", "A description.", body[0], edit[1]))
    head = "".join(
        f"  {line}\n"
        for line in card(Card("A title and more", "A description.", "cruxbase", shell.url, "claims/plain/"))
    )
    assert words(composed.decode()) == words(frame.around(light_frame(theirs, "../../").document, "../../", head))


def words(document: str) -> list[str]:
    """A document without comments and white space between elements, of which the cuts leave a little."""
    document = re.sub(r"<!--.*?-->", "", document)
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", document)).replace("><", ">\n<").split("\n")


def test_scripts_of_a_light_frame_keep_their_order() -> None:
    """Inline scripts become one file for each run of them: a script that runs at once stands between those before and after."""
    page = (
        "<script>a()</script><script defer src=d.js></script><script>b()</script><script src=c.js></script>"
        '<script type="module">m()</script><script>e()</script><article>x</article>'
        '<script id="__config" type="application/json">{"base": ".."}</script><script src=f.js></script>'
    )
    light = light_frame(page, "../")
    names = re.findall(r'src="?([^">]+)', light.document)
    texts = [light.files[name[3:]].decode() if name.startswith("../") else name for name in names]
    assert texts[:4] == ["d.js", "a()\nb()\n", "c.js", "e()\n"]
    assert 'textContent="{\\"base\\":\\"..\\"}"' in texts[4]
    assert texts[5] == "f.js"
    assert "<script>" not in light.document
    assert '<script type="module">m()</script>' in light.document


def test_icons_of_a_light_frame_keep_what_styles_and_readers_go_by() -> None:
    """An icon is the same element with its box, classes and name; one that is more than shapes stays as it is."""
    shape = '<path d="M1 1"/>'
    page = (
        f'<head></head><svg class="x" viewBox="0 0 9 9" aria-label="n" stroke="#123">{shape}</svg>'
        f'<svg viewBox="0 0 9 9"><title>t</title></svg><svg viewBox="0 0 9 9">{shape}</svg>'
    )
    light = light_frame(page, "")
    assert (
        '<svg viewBox="0 0 9 9" aria-label="n" class="x cb-i0"></svg><svg viewBox="0 0 9 9"><title>' in light.document
    )
    assert light.document.endswith('<svg viewBox="0 0 9 9" class="cb-i1"></svg>')
    (sheet,) = light.files.values()
    assert b"viewBox='0 0 9 9' stroke='%23123'%3E%3Cpath d='M1 1'/%3E" in sheet


def test_a_shell_without_a_place_for_content_is_refused() -> None:
    """A generator whose templates have changed is told so, and no page is composed wrongly."""
    with pytest.raises(BadPageTemplate, match="table of contents"):
        PageTemplate("<html></html>", Frame([], []), "x")


def test_headings_make_a_table_of_contents() -> None:
    """Second and third levels nest; badges, counts and markup are left out of the entries."""
    entries = toc_of(
        '<h2 id="a"><span class="cb-kind cb-kind--crux">crux</span> One <b>two</b></h2><h3 id="b">Three</h3>'
        '<h3 id="c">Four</h3><h2 id="d">Five <span class="cb-count">9</span></h2><h2>no id</h2>'
    )
    assert [(entry.id, entry.text, [child.id for child in entry.children]) for entry in entries] == [
        ("a", "One two", ["b", "c"]),
        ("d", "Five", []),
    ]


def test_a_policy_names_scripts_outside_the_article_only() -> None:
    """What the generator wrote is allowed by digest, data are not scripts, and the article brings none."""
    document = (
        "<head><script>a()</script><script src=x></script><style>b{}</style></head>"
        '<script type="application/json">{}</script>'
        '<article class="md-content__inner md-typeset"><script>evil()</script><style>e{}</style></article>'
    )
    without = document.replace("<script>evil()</script><style>e{}</style>", "")
    assert policy_of(document) == policy_of(without)
    assert policy_of(document).count("sha256-") == 2
    assert "unsafe" not in policy_of(document)
    assert "http" not in policy_of(document)


def test_a_card_without_an_address_names_no_picture() -> None:
    """Where the site's address is not known, a card has words only, and they are escaped."""
    lines = card(Card('"<x>', "d", "n", "", "p/"))
    assert lines[0] == '<meta property="og:title" content="&quot;&lt;x&gt;">'
    assert not [line for line in lines if "og:image" in line or "og:url" in line]


def test_a_written_page_has_a_card_of_its_own_head() -> None:
    """Title, description and address come from what the generator wrote; the home page is called as the site."""
    head = '<title>About - S</title><meta name="description" content="A &amp; b"><link rel="canonical" href="https://e.org/s/about/">'
    lines = card_of(head, "S", "https://e.org/s/")
    assert '<meta property="og:title" content="About">' in lines
    assert '<meta property="og:description" content="A &amp; b">' in lines
    assert '<meta property="og:url" content="https://e.org/s/about/">' in lines
    home = card_of(head.replace("about/", "").replace("About", "Home"), "S", "https://e.org/s/")
    assert '<meta property="og:title" content="S">' in home
