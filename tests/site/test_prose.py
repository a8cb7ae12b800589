"""Contributors' Markdown becomes HTML of a short list of elements, with links to records and terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from cruxbase.site.formulas import ATTRIBUTES, ELEMENTS
from cruxbase.site.glossary import Glossary
from cruxbase.site.prose import Prose, safe_html
from hostile_base import LONG, SHORT

ALLOWED = {
    *("a", "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "sup"),
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
        assert element is tree or element.tag in ALLOWED | ELEMENTS
        assert set(element.attrib) <= {"href", "rel", "start", "id"} | (
            ATTRIBUTES if element.tag in ELEMENTS else set()
        )
        assert re.fullmatch(r"fn(ref)?[0-9]+(:[0-9]+)?", element.get("id", "fn1"))
        assert re.match(
            r"(?:https?://|#|\.{0,2}/(?![/\\])|[\w.-]+(?:[/#?]|$))", element.get("href", "x"), re.IGNORECASE
        )
    woven = html.fromstring(f"<div>{prose(('claim', 'a-claim')).blocks(written)}</div>")
    assert {element.tag for element in woven.iter()} <= ALLOWED | ELEMENTS | {"div"}


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


def test_formulas_are_mathml_without_a_script() -> None:
    """One in a line and one on lines of its own; the words around them are as they were."""
    made = safe_html("The odds are $p/(1-p)$ here.\n\n$$\n\\frac{a}{b}\n$$\n")
    assert re.findall(r'<math display="(\w+)">', made) == ["inline", "block"]
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in made
    assert made.startswith("<p>The odds are <math")


@pytest.mark.parametrize(
    "text", ["It costs $5 to $10 a month", "from $5-$10 billion", "a $ sign", "US$ 100 and US$ 200"]
)
def test_money_is_no_formula(text: str) -> None:
    """Dollar signs before numbers stay what they are."""
    assert safe_html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//e.example)}{x}",
        r"\class{a\" onclick=\"x}{b}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        "x" * 5000,
        "{" * 300 + "x" + "}" * 300,
        r"\frac{",
    ],
)
def test_no_formula_can_do_harm(latex: str) -> None:
    """Whatever stands between the marks comes out as known elements and escaped text."""
    made = safe_html(f"So ${latex}$ it is.")
    tree = html.fragment_fromstring(made, create_parent=True)
    elements = {element.tag for element in tree.iter()}
    assert elements <= {"div", "p", "code", "math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "em"}
    assert {name for element in tree.iter() for name in element.attrib} <= {
        "display",
        "stretchy",
        "fence",
        "form",
        "mathvariant",
    }


def test_private_marks_in_a_text_are_no_formula() -> None:
    """The marks that stand for a formula on the way cannot be written by anybody."""
    assert "math" not in safe_html("a *b* \ue000i3c\ue001")


def test_footnotes_have_names_of_their_own_on_a_page() -> None:
    """Two texts of one page may both have a note 1; each mark leads to its note, and back."""
    prose = Prose(lambda _: None, Glossary([]))
    texts = [str(prose.blocks(f"{word}[^1] of it.\n\n[^1]: The note on {word}.\n")) for word in ("One", "Another")]
    for number, text in enumerate(texts, 1):
        tree = html.fragment_fromstring(text, create_parent=True)
        assert sorted(tree.xpath("//@id")) == [f"note-{number}-fn1", f"note-{number}-fnref1"]
        assert sorted(tree.xpath("//@href")) == [f"#note-{number}-fn1", f"#note-{number}-fnref1"]
        assert tree.xpath("//sup/a")
