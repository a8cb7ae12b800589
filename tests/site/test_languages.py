"""Languages: of the base, from its settings; of a record, from its `lang` or its script; each where its text stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from cruxbase.loading.loading import load_texts
from cruxbase.site.build.generators import Generator
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.formatting import language_attribute
from cruxbase.site.settings import Site, site_of
from cruxbase.site.sharing.booklets import BOOKLET_ROOT, booklet
from cruxbase.site.sharing.embeds import EMBED_POLICY
from sites import Project
from support import valid_texts

TITLE = "המעקב מגלה את רוב הניסיונות"
STATEMENT = "מערכת שנייה קוראת כל פעולה (AI control) ומבחינה ברוב הניסיונות."
HEBREW = f"""type: claim
title: {TITLE}
topic: monitoring
lang: he
statement: {STATEMENT}
origin: reconstructed
notes: x
supports: [deploy-with-monitors]
"""


@pytest.fixture(scope="module")
def site(rendered: Callable[[Generator], Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example base with a claim in Hebrew, and its settings in German."""
    project = rendered("mkdocs").copied(tmp_path_factory.mktemp("languages") / "p").write(valid_texts())
    settings = project.folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: de"), "utf-8")
    project.write({"claims/monitoring/in-hebrew.yaml": HEBREW}).build()
    return project


def tree_of(project: Project, address: str) -> html.HtmlElement:
    """A page of a site as a tree."""
    return html.fromstring((project.site / address / "index.html").read_text("utf-8"))


def marks(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """The direction and the language that an element declares."""
    return element.get("dir"), element.get("lang")


def test_a_language_comes_from_the_record_and_else_from_the_script() -> None:
    """What a record names counts; Latin letters alone declare nothing."""
    assert [language_attribute(text, stated) for text, stated in ((TITLE, "yi"), (TITLE, None), ("The", None))] == [
        ' lang="yi"',
        ' lang="he"',
        "",
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("theme:\n  name: material\n  language: he\n", ("he", "rtl")),
        ("theme:\n  name: material\n  language: 'pt-BR' # Brazil\n", ("pt-BR", "ltr")),
        ('theme:\n  language: en"><script>\n', ("en", "ltr")),
        ("theme: material\nextra:\n  language: de\n", ("en", "ltr")),
    ],
)
def test_the_language_of_a_base_is_that_of_its_theme(settings: str, expected: tuple[str, str]) -> None:
    """What is no tag of a language is passed over, and what stands elsewhere is another thing."""
    site = site_of(settings)
    assert (site.language, site.direction) == expected


def test_a_page_declares_the_language_of_its_record(site: Project) -> None:
    """Title and statement have direction and language; so has a link to the record on another page."""
    page = tree_of(site, "claims/in-hebrew")
    assert page.get("lang") == "de"
    assert [marks(one) for one in page.xpath('//h1[@id="claim"] | //*[@class="cb-statement"]')] == [("auto", "he")] * 2
    links = tree_of(site, "claims/deploy-with-monitors").xpath(f'//article//a[text()="{TITLE}"]')
    assert {marks(link) for link in links} == {("auto", "he")}


@pytest.mark.parametrize("address", ["embed/claims/in-hebrew", "embed/map/in-hebrew"])
def test_an_embed_declares_both_languages(site: Project, address: str) -> None:
    """The document has the base's language and direction, the title that of its record."""
    page = tree_of(site, address)
    assert marks(page) == ("ltr", "de")
    assert marks(page.xpath("//h1")[0]) == ("auto", "he")


def test_a_booklet_declares_both_languages(site: Project) -> None:
    """Heading, statement and line of contents of the record have its language."""
    page = tree_of(site, "topics/monitoring/booklet")
    assert marks(page) == ("ltr", "de")
    found = page.xpath(
        f'//h2/span[a="{TITLE}"] | //nav//a[text()="{TITLE}"] | //section/div[contains(., "AI control") and contains(., "מערכת")]'
    )
    assert [marks(one) for one in found] == [("auto", "he")] * 3


def test_a_booklet_of_a_base_that_runs_from_right_to_left_says_so() -> None:
    """The whole document runs in the direction of its language."""
    context = SiteContext(load_texts(valid_texts()).knowledge_base, Site(language="ar"))
    page = html.fromstring(booklet(PageContext(context, BOOKLET_ROOT), "monitoring").decode())
    assert marks(page) == ("rtl", "ar")
    assert page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content') == [EMBED_POLICY]


def test_map_and_search_have_the_title_as_it_is_written(site: Project) -> None:
    """Its letters stand in the data of both in the order in which they are written, without marks of direction."""
    folders = {
        path.parent.relative_to(site.site).parts for path in site.site.rglob("*.js") if TITLE in path.read_text("utf-8")
    }
    assert {name for parts in folders for name in parts} >= {"map", "search"}


def test_a_tag_that_is_none_is_a_finding() -> None:
    """`lang` takes a tag of BCP 47 only."""
    loaded = load_texts(
        {**valid_texts(), "claims/monitoring/in-hebrew.yaml": HEBREW.replace("lang: he", "lang: Hebrew!")}
    )
    assert [one.code for one in loaded.diagnostics if one.severity == "error"] == ["schema/bad-form"]
