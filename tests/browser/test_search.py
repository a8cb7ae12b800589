"""Search in a real browser, on the sites of both generators."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from conftest import Site

PHONE = {"width": 360, "height": 740}
SLOW = 20_000
"""Milliseconds that a busy machine may take to load the index, when the header's box is first used."""


def searched(page: Page, site: Site, address: str = "") -> None:
    if page.url.startswith(site.url):
        page.goto("about:blank")  # another address of the same page is no new page, and is read some time later
    page.goto(f"{site.url}search/{address}")
    shown(page)


def shown(page: Page) -> None:
    """Wait until what was asked for is shown; whatever asks anew says at once that it is not."""
    expect(page.locator("#cruxbase-search[data-ready=true]")).to_be_visible()


def number_found(page: Page) -> int:
    """How many results the page says that there are; it says so a little after it shows them."""
    status = page.locator("#cbs-status")
    expect(status).to_have_text(re.compile(r"^\d+ results?\b"))
    return int(status.inner_text().split()[0])


def titles(page: Page) -> list[str]:
    return page.locator(".cbs-result h2").all_inner_texts()


def kinds(page: Page) -> set[str]:
    return set(page.locator(".cbs-result .cbs-about .cb-kind").all_inner_texts())


def test_the_box_in_the_header_finds_claims_from_any_page(page: Page, site: Site) -> None:
    """A slash goes to the box, words bring titles with type and topic, and Enter on one opens its page."""
    page.goto(f"{site.url}how-to-read/")
    page.keyboard.press("/")
    page.keyboard.type("power-seeking disempowerm")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("disempowerment", timeout=SLOW)
    expect(options.first).to_contain_text("Power-seeking")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("combobox", name="Search")).to_have_attribute("aria-activedescendant", "cb-find-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/**")
    expect(page.locator("h1")).to_contain_text("disempowerment")


def test_enter_in_the_box_goes_to_all_results(page: Page, site: Site) -> None:
    """What was typed in the header arrives at the search page."""
    page.goto(site.url)
    page.get_by_role("combobox", name="Search").fill("alignment faking")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.get_by_role("searchbox")).to_have_value("alignment faking")
    expect(page.locator("#cbs-status")).to_have_text(re.compile(r"^\d+ results for “alignment faking”"))


def test_nothing_of_the_index_is_fetched_before_someone_searches(page: Page, site: Site) -> None:
    """A page costs the box only: the index comes with the first focus."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}cruxes/", wait_until="networkidle")
    assert [
        url for url in asked if "search/index.js" in url or "search_index.json" in url or "search.json" in url
    ] == []
    page.get_by_role("combobox", name="Search").fill("oversight")
    expect(page.get_by_role("option").first).to_be_visible(timeout=SLOW)
    assert [url for url in asked if url.endswith("assets/search/index.js")] != []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("disempowermnet", "disempowerment"),  # letters swapped
        ("scheemers", "schemer"),  # a letter too many, in the plural
        ("oversigt", "oversight"),  # and not "overfit", which is two letters away
        ("disempow", "disempower"),  # a beginning
        ("premises multiplied", "multiplied"),
        ("DISEMPOWERMENT", "disempowerment"),
    ],
)
def test_slips_plurals_and_beginnings_find_the_word(page: Page, site: Site, query: str, found: str) -> None:
    """Spelling, endings and case do not matter."""
    searched(page, site, f"#q={quote(query)}")
    assert found in titles(page)[0].casefold()


def test_an_address_from_elsewhere_is_understood(page: Page, site: Site) -> None:
    """What a form or another site asks for after `?` is searched, and is in the address once."""
    searched(page, site, "?q=alignment+faking")
    expect(page.locator("#cbs-status")).to_have_text(re.compile(r"results for “alignment faking”"))
    page.locator("#cbs-query").fill("oversight")
    expect(page).to_have_url(f"{site.url}search/#q=oversight")
    page.locator("#cbs-query").fill("")
    expect(page).to_have_url(re.compile(r"/search/#?$"))


def test_definitions_sources_people_and_written_pages_are_found(page: Page, site: Site) -> None:
    """A term, an arXiv identifier, a name and a guide's heading each bring their record first."""
    for query, kind in (
        ("corrigib", "definition"),
        ("2206.13353", "source"),
        ("wei dai", "person"),
        ("how to read", "guide"),
    ):
        searched(page, site, f"#q={quote(query)}")
        assert kind in page.locator(".cbs-result .cb-kind").all_inner_texts()[:8], query


def test_claims_are_found_by_who_wrote_their_sources(page: Page, site: Site) -> None:
    """The author of a cited text leads to claims that cite it."""
    searched(page, site, "#q=hubinger&type=claim")
    assert kinds(page) == {"claim"}


def test_facets_narrow_and_count(page: Page, site: Site) -> None:
    """A choice leaves what it says it leaves, choices of one facet add up, and those of others multiply."""
    searched(page, site, "#q=oversight")
    before = number_found(page)
    cruxes = page.locator("[data-facet=type] label", has_text="Cruxes")
    count = int(cruxes.locator(".cbs-count").inner_text())
    cruxes.click()
    expect(page.locator("#cbs-status")).to_have_text(re.compile(rf"^{count} results? "))
    shown(page)
    assert kinds(page) == {"crux"}
    assert count < before
    page.locator("[data-facet=type] label", has_text="Definitions").click()
    expect(page).to_have_url(re.compile(r"#q=oversight&type=crux,definition$"))
    shown(page)
    assert kinds(page) == {"crux", "definition"}
    topic = page.locator("[data-facet=topic] label span").first.inner_text()
    page.locator("[data-facet=topic] label").first.click()
    expect(page.locator(".cbs-chip", has_text=topic)).to_be_visible()
    shown(page)
    assert all(topic in about for about in page.locator(".cbs-about").all_inner_texts())


def test_holder_and_status_narrow_too(page: Page, site: Site) -> None:
    """Claims of which someone has spoken, and claims of one editorial state."""
    searched(page, site, "#type=claim&holder=wei-dai")
    spoken = number_found(page)
    assert 0 < spoken < 200
    status = page.locator("[data-facet=status] label").first
    count = int(status.locator(".cbs-count").inner_text())
    status.click()
    expect(page.locator("#cbs-status")).to_have_text(re.compile(rf"^{count} results?\.$"))


def test_the_address_carries_the_search(page: Page, site: Site) -> None:
    """Reloading changes nothing, and back undoes a choice."""
    searched(page, site, "#q=scheming")
    page.locator("[data-facet=type] label", has_text="Evidence").click()
    expect(page).to_have_url(re.compile("type=evidence"))
    shown(page)
    chosen = titles(page)
    page.reload()
    shown(page)
    assert titles(page) == chosen
    page.go_back()
    expect(page.locator("[data-facet=type] input:checked")).to_have_count(0)
    shown(page)
    assert titles(page) != chosen


def test_results_can_be_walked_by_keyboard(page: Page, site: Site) -> None:
    """Down goes into the results and along them, Escape back to the words."""
    searched(page, site, "#q=schemer")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cbs-result h2 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cbs-result h2 a").nth(0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_search_without_results_says_so(page: Page, site: Site) -> None:
    """Nothing is said plainly, and so is that some of the words had to do."""
    searched(page, site, "#q=zzzzqqqq")
    expect(page.locator("#cbs-status")).to_contain_text("Nothing found for “zzzzqqqq”")
    page.get_by_role("searchbox").fill("disempowerment zzzzqqqq")
    expect(page.locator("#cbs-status")).to_contain_text("nothing has all these words")
    shown(page)
    assert "disempower" in titles(page)[0].casefold()


def test_more_results_come_at_a_press(page: Page, site: Site) -> None:
    """Thirty at first, then thirty more, with the focus on the first of them."""
    searched(page, site)
    expect(page.locator(".cbs-result")).to_have_count(30)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".cbs-result")).to_have_count(60)
    expect(page.locator(".cbs-result h2 a").nth(30)).to_be_focused()


def test_it_works_from_a_disk(page: Page, site: Site) -> None:
    """A copy of the site that nobody serves searches too, in the header and on its page."""
    page.goto(site.file("cruxes/index.html"))
    page.get_by_role("combobox", name="Search").fill("disempowerment")
    expect(page.get_by_role("option").first).to_contain_text("disempowerment", timeout=SLOW)
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/search/index.html#q=disempowerment")
    page.locator(".cbs-result h2 a").first.click()
    page.wait_for_url("file://**/index.html")
    expect(page.locator("main")).to_contain_text(re.compile("disempower", re.IGNORECASE))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_wrong_for_readers_with_disabilities(
    browser: Browser, site: Site, serious_problems: Callable[[Page], list[str]], scheme: Any
) -> None:
    """axe-core finds nothing serious on the search page, nor in the open list of the header's box."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    searched(page, site, "#q=oversight&type=claim")
    assert serious_problems(page) == []
    page.goto(site.url)
    page.get_by_role("combobox", name="Search").fill("oversight")
    expect(page.get_by_role("option").first).to_be_visible(timeout=SLOW)
    assert [problem for problem in serious_problems(page) if "cb-find" in problem] == []
    context.close()


@pytest.mark.browser_context_args(viewport=PHONE)
def test_a_phone_has_a_link_and_folded_filters(page: Page, site: Site) -> None:
    """The glass in the header leads to the page, filters are folded away, and nothing runs over the edge."""
    page.goto(site.url)
    page.get_by_role("link", name="Search").first.click()
    page.wait_for_url("**/search/")
    page.get_by_role("searchbox").fill("legible")
    expect(page.locator("fieldset[data-facet=type]")).to_be_hidden()
    page.locator(".cbs-panel > summary").click()
    expect(page.locator("fieldset[data-facet=type]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_the_page_says_where_the_lists_are(page: Page, site: Site) -> None:
    """The header leads to the search page, and that to the lists."""
    page.goto(f"{site.url}cruxes/")
    page.get_by_role("link", name="Search").first.click()
    expect(page.locator(".cb-search .cb-notice")).to_contain_text("needs a script")
    page.locator(".cb-search").get_by_role("link", name="definition").click()
    page.wait_for_url("**/definitions/")
