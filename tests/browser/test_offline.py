"""The site needs nothing but its own files: no other origin, no server, no network."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from page_kinds import KINDS

MORE = {
    "map": "map/",
    "search": "search/",
    "your view": "your-view/",
    "findings": "diagnostics/",
    "source that is a comment": "sources/dai-legible-problems/",
    "person with one viewpoint": "people/wei-dai/",
}


def styled(page: Page) -> bool:
    """Whether the generator's style sheets and ours apply."""
    return page.evaluate(
        """() => getComputedStyle(document.documentElement).getPropertyValue("--cb-supports").trim() !== ""
            && getComputedStyle(document.querySelector(".md-header")).position === "sticky" """
    )


@pytest.mark.parametrize("address", [*KINDS.values(), *MORE.values()], ids=[*KINDS, *MORE])
def test_no_page_asks_another_origin_for_anything(address: str, page: Page, site: Any) -> None:
    """On one page of each kind every request is the site's own, each is answered, and no policy is broken."""
    answers: list[tuple[int, str]] = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.goto(site.url + address, wait_until="networkidle")
    assert [answer for answer in answers if answer[0] >= 400] == []
    assert styled(page)
    fonts = page.evaluate("[...document.fonts].map((font) => font.family)")
    assert fonts == [], "fonts are the reader's own"


def opened(context: BrowserContext, site: Any) -> tuple[Page, list[str]]:
    """A page of a context without a network, and what it complained of or asked others for."""
    context.set_offline(True)
    page = context.new_page()
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # A browser lets no script read a file: the generator's own search has nothing to search in, and ours its own way.
        if message.type == "error" and "search" not in message.text and "search" not in message.location["url"]:
            complaints.append(f"console: {message.text}")

    context.on("request", lambda request: site.owns(request.url) or complaints.append(f"request: {request.url}"))
    page.on("console", on_console)
    return page, complaints


def test_the_site_works_from_a_disk(context: BrowserContext, site: Any) -> None:
    """Opened from a folder, pages are styled, their links lead to pages, and back leads back."""
    page, complaints = opened(context, site)
    page.goto(site.file("index.html"))
    assert styled(page)
    page.locator("article a[href*='claims/']").first.click()
    page.wait_for_url("**/claims/*/index.html*")
    assert styled(page)
    heading = page.locator("article h1").inner_text()
    page.locator("article a[href*='../../topics/']").first.click()
    page.wait_for_url("**/topics/*/index.html*")
    page.go_back()
    expect(page.locator("article h1")).to_have_text(heading)
    assert complaints == []


def test_the_map_works_from_a_disk(context: BrowserContext, site: Any) -> None:
    """The map has its data without a server, and shows the claim that the address names."""
    page, complaints = opened(context, site)
    page.goto(f"{site.file('map/index.html')}?focus=tractability-rises-with-legibility")
    expect(page.locator("#cruxbase-map[data-ready=true]")).to_be_visible()
    expect(page.locator("#cruxbase-map")).to_contain_text("legib")
    assert complaints == []


def test_a_former_address_leads_on(context: BrowserContext, site: Any) -> None:
    """The page at a former address sends on to the present one, with a link for those whose browser does not."""
    stubs = [path for path in site.folder.glob("*/*/index.html") if b'http-equiv="refresh"' in path.read_bytes()]
    if not stubs:
        pytest.skip("no record of the base was ever renamed")
    page = context.new_page()
    former = stubs[0].parent.relative_to(site.folder).as_posix()
    page.goto(f"{site.url}{former}/")
    page.wait_for_url(lambda url: former not in url)
    expect(page.locator("article h1")).to_be_visible()
