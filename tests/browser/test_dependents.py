"""From a claim's page into the map: its surroundings, and everything that depends on it where that is much."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cruxbase.site.build.generators import Generator
from random_bases import chain_base


@pytest.fixture(scope="module", params=["mkdocs"])
def site(
    request: pytest.FixtureRequest,
    made_site: Callable[[Path, Generator], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """A base of 120 claims in a line."""
    folder = tmp_path_factory.mktemp("chain")
    for path, text in chain_base(120).items():
        target = folder / "claims" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    yield made_site(folder / "claims", request.param)
    shutil.rmtree(folder)


def test_all_that_depends_on_a_claim_in_two_clicks(page: Page, site: Any) -> None:
    """The page names the nearest; its link leads to all of them, step by step, each a link to its page."""
    page.goto(f"{site.url}claims/claim-0/")
    page.locator("a[href='#by-steps']", has_text="What it bears on").click()
    page.get_by_role("link", name="all 119 by steps away").click()
    rows = page.locator(".cbm-depending li a")
    expect(rows).to_have_count(119)
    expect(rows.first).to_have_text("Claim number 1 is so")
    expect(rows.last).to_have_text("Claim number 119 is so")
    expect(page.locator(".cbm-depending h3").last).to_contain_text("119 steps away")
    rows.last.click()
    expect(page).to_have_url(re.compile("/claims/claim-119/"))


def test_the_list_opens_and_closes_in_the_map(page: Page, site: Any) -> None:
    """Whoever is in the map has it at a press, and the address keeps it."""
    page.goto(f"{site.url}map/#claim=claim-100")
    page.get_by_role("link", name="List them by steps away").click()
    expect(page.locator(".cbm-depending li")).to_have_count(19)
    expect(page).to_have_url(re.compile("list=dependents"))
    page.get_by_role("link", name="Close the list").click()
    expect(page.locator(".cbm-depending")).to_have_count(0)


def test_a_claims_picture_opens_in_the_map(page: Page, site: Any) -> None:
    """The link below the picture leads to the surroundings of that claim, not to the whole map."""
    page.goto(f"{site.url}claims/claim-7/")
    page.get_by_role("link", name="Open in the map").click()
    expect(page.locator("#cruxbase-map[data-show=focus]")).to_be_attached()
    expect(page.locator(".cbm-details h2")).to_have_text("Claim number 7 is so")
