"""Text from right to left in the map and the search, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cruxbase.site.build.generators import Generator
from support import valid_texts

TITLE = "המעקב מגלה את רוב הניסיונות"
HEBREW = f"""type: claim
title: {TITLE}
topic: monitoring
lang: he
statement: מערכת שנייה קוראת כל פעולה (AI control) ומבחינה ברוב הניסיונות.
origin: reconstructed
notes: x
supports: [deploy-with-monitors]
"""


@pytest.fixture(scope="module")
def site(made_site: Callable[[Path, Generator], Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The example base with a claim in Hebrew."""
    folder = tmp_path_factory.mktemp("hebrew")
    for path, text in {**valid_texts(), "claims/monitoring/in-hebrew.yaml": HEBREW}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    yield made_site(folder / "claims", "mkdocs")
    shutil.rmtree(folder)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of this site."""
    return context.new_page()


def test_a_title_runs_from_right_to_left_in_the_map(page: Page, site: Any) -> None:
    """Found by its words, the record stands in the list of results and in the panel in its own direction."""
    page.goto(f"{site.url}map/")
    expect(page.locator("#cruxbase-map[data-ready][data-texts]")).to_be_attached()
    page.get_by_role("searchbox", name="Search the map").fill("המעקב")
    result = page.locator(".cbm-result", has_text=TITLE)
    expect(result).to_be_visible()
    expect(result).to_have_css("direction", "rtl")
    result.click()
    heading = page.locator(".cbm-panel h2", has_text=TITLE)
    expect(heading).to_be_visible()
    expect(heading).to_have_css("direction", "rtl")
    expect(page.locator(".cbm-statement")).to_have_css("direction", "rtl")


def test_a_title_runs_from_right_to_left_in_the_search(page: Page, site: Any) -> None:
    """So do its title and its excerpt on the page of the search."""
    page.goto(f"{site.url}search/")
    page.locator("#cbs-query").fill("המעקב")
    title = page.locator(".cbs-results h2", has_text=TITLE)
    expect(title).to_be_visible()
    expect(title).to_have_css("direction", "rtl")
    expect(page.locator(".cbs-excerpt").first).to_have_css("direction", "rtl")
