"""Pages that show a record by a link alone get another title without being made."""

from __future__ import annotations

from cruxbase.site.build.retitling import Retitled, with_other_titles
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.map.static_map import strata_picture
from cruxbase.site.settings import Site
from support import knowledge_base_from

_BASE = """
# claims/t/a.yaml
type: claim
title: Monitors help
topic: t
statement: They do.
# claims/topics/t.yaml
type: topic
title: Monitors
summary: What they do.
"""
_ONE = Retitled("a", "claim", "claims/a/", "Monitors help", "They help", "draft", "")
_LINK = b'<a href="../../claims/a/">Monitors help</a>'


def page_context() -> PageContext:
    return PageContext(SiteContext(knowledge_base_from(_BASE), Site()), "../../")


def test_a_record_is_only_linked_where_its_link_alone_is_shown() -> None:
    """The link of the claim is shown, and of the topic the title is read, too."""
    page = page_context()
    assert page.ref("a").link == _LINK.decode()
    assert page.ref("t").title == "Monitors"
    assert page.only_linked == {"a"}


def test_a_record_in_a_picture_is_not_only_linked() -> None:
    """A picture asks for an address, and takes the title from elsewhere."""
    page = page_context()
    page.ref("a")
    page.href("a")
    assert page.only_linked == set()


def test_a_record_that_a_text_names_is_not_only_linked() -> None:
    """A tooltip has its title."""
    page = page_context()
    page.inline("See [the claim](a).")
    page.inline("See [[a]].")
    assert page.only_linked == set()


def test_a_dot_on_the_home_page_gets_another_title() -> None:
    """Where the picture is so small that each dot is a link."""
    kb = knowledge_base_from(_BASE)
    page = PageContext(SiteContext(kb, Site()), "")
    pictures = [
        strata_picture(base, page.href, dots=lambda id: page.ref(id).href).encode()
        for base in (kb, knowledge_base_from(_BASE.replace(_ONE.before, _ONE.title)))
    ]
    assert with_other_titles(pictures[0], "index.html", [_ONE]) == pictures[1] != pictures[0]
    assert page.only_linked == {"a"}


def test_links_at_another_depth_are_left_to_who_makes_the_page() -> None:
    """The title is seen, and no link of this page's depth."""
    assert with_other_titles(_LINK, "claims/index.html", [_ONE]) is None


def test_a_title_in_any_other_place_is_left_to_who_makes_the_page() -> None:
    """In an address, in data, or as the first line of a label."""
    for other in (
        b"?title=Monitors%20help",
        b"?title=Monitors+help",
        b'"name":"Monitors help"',
        b"<text>Monitors help",
    ):
        assert with_other_titles(_LINK + other, "claims/b/index.html", [_ONE]) is None


def test_a_title_without_letters_that_are_written_alike_everywhere_is_left_to_who_makes_the_page() -> None:
    """Nothing would tell where it stands otherwise."""
    assert with_other_titles(b"", "claims/b/index.html", [_ONE._replace(before="試驗")]) is None
