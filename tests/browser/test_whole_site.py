"""Every page of the shipped site in a real browser, on the sites of both generators: nothing is missing, nothing complains."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Page, Response


@pytest.mark.slow
@pytest.mark.skipif("CRUXBASE_WHOLE_SITE" not in os.environ, reason="a quarter of an hour: set CRUXBASE_WHOLE_SITE")
def test_no_page_of_the_whole_site_has_an_error(page: Page, site: Any) -> None:
    """Each page is opened: no error on the console, no exception, no request elsewhere, and no answer of 400 or more."""
    refused: list[str] = []

    def on_response(response: Response) -> None:
        if response.status >= 400:
            refused.append(f"{response.status}: {response.url}")

    pages = sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html"))
    # A page of a former name leads elsewhere at once, and would end the visit of the next.
    pages = [path for path in pages if 'http-equiv="refresh"' not in (site.folder / path).read_text(encoding="utf-8")]
    pages.remove("404.html")  # it is served at any depth, so its addresses begin with the path of the published site
    page.context.on("response", on_response)
    page.set_default_navigation_timeout(120_000)
    for path in pages:
        page.goto(site.url + path.removesuffix("index.html"), wait_until="load")
    assert len(pages) > 3000
    assert refused == []
