"""Contributors' Markdown becomes HTML of a short list of elements, with links to records and terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from cruxbase.site.glossary import Glossary
from cruxbase.site.prose import Prose, safe_html
from hostile_base import LONG, SHORT

ALLOWED = {
    *("a", "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
RECORDS = {"a-claim": ("../../claims/a-claim/", 'A <claim> & "more"'), "reward": ("../../claims/reward/", "Reward")}


def prose(*terms: tuple[str, str], own: str = "") -> Prose:
    """A page's texts, with two records to link to."""
    return Prose(RECORDS.get, Glossary(terms), own)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plain.", "<p>Plain.</p>"),
        ("*One* **two** `three`", "<p><em>One</em> <strong>two</strong> <code>three</code></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("# no heading", "<p># no heading</p>"),
        (
            "![alt](https://example.org/x.png)",
            '<p>!<a href="https://example.org/x.png" rel="nofollow noopener">alt</a></p>',
        ),
        ("[x](https://example.org/)", '<p><a href="https://example.org/" rel="nofollow noopener">x</a></p>'),
        ("[x](../y/#z)", '<p><a href="../y/#z" rel="nofollow noopener">x</a></p>'),
        ("[x](//example.org)", '<p><a rel="nofollow noopener">x</a></p>'),
        ("[x](mailto:a@b.c)", '<p><a rel="nofollow noopener">x</a></p>'),
        ("[x](javascript:a)", "<p>[x](javascript:a)</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ],
)
def test_markdown_is_shown_so(written: str, shown: str) -> None:
    """Emphasis, lists, code and links are rendered; headings, pictures, raw HTML and other schemes are not."""
    assert safe_html(written) == shown


def test_a_table_is_a_table() -> None:
    """Tables in pipes are rendered, and their cells hold no markup of the contributor's."""
    tree = html.fromstring(safe_html("| a | <b> |\n|---|---|\n| 1 | *2* |"))
    assert [cell.text_content() for cell in tree.iter("th", "td")] == ["a", "<b>", "1", "2"]


PIECES = st.lists(
    st.sampled_from([*SHORT, *LONG.split("\n\n")[:-1], "\n", "\n\n", "[[a-claim]]", "`", "*", "> ", "    ", "|"])
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no mistake
@given(PIECES.map("".join) | st.text(max_size=200))
def test_no_text_makes_more_than_the_allowed_elements(written: str) -> None:
    """Whatever is put together of attacks and Markdown, only elements and addresses from the list come out."""
    tree = html.fromstring(f"<div>{safe_html(written)}</div>")
    for element in tree.iter():
        assert element is tree or element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "rel", "start"}
        assert re.match(
            r"(?:https?://|#|\.{0,2}/(?![/\\])|[\w.-]+(?:[/#?]|$))", element.get("href", "x"), re.IGNORECASE
        )
    woven = html.fromstring(f"<div>{prose(('claim', 'a-claim')).blocks(written)}</div>")
    assert {element.tag for element in woven.iter()} <= ALLOWED | {"div"}


def test_a_record_is_named_by_its_id_or_with_words() -> None:
    """`[[id]]` shows the title, `[[id|words]]` the words; what is no record stays as it is written."""
    title = "A &lt;claim&gt; &amp; &quot;more&quot;"
    assert prose().inline("See [[a-claim]].") == f'See <a href="../../claims/a-claim/">{title}</a>.'
    assert (
        prose().inline("See [[a-claim|this & that]].")
        == f'See <a href="../../claims/a-claim/" title="{title}">this &amp; that</a>.'
    )
    assert prose().inline("See [[no-claim]].") == "See [[no-claim]]."


def test_a_term_is_linked_once_a_page_and_not_in_links_or_code() -> None:
    """The first use of a defined term leads to its definition, outside links and code, and not on its own page."""
    page = prose(("reward", "reward"))
    shown = page.inline("[reward](https://e.org) `reward` Rewards and rewards")
    assert shown.count('<a class="cb-term" href="../../claims/reward/">Rewards</a> and rewards') == 1
    assert page.plain("Reward.") == "<p>Reward.</p>"
    assert prose(("reward", "reward"), own="reward").plain("Reward.") == "<p>Reward.</p>"


def test_a_statement_is_not_markdown() -> None:
    """Statements and questions are shown letter by letter, in paragraphs."""
    assert prose().plain("*a* <b>\n\n`c`") == "<p>*a* &lt;b&gt;</p><p>`c`</p>"


def test_several_paragraphs_stay_blocks() -> None:
    """A run of words is one paragraph's; a text of two keeps its paragraphs."""
    assert prose().inline("One.") == "One."
    assert prose().inline("One.\n\nTwo.") == "<p>One.</p>\n<p>Two.</p>"
