"""The map in a real browser, on the sites of both generators."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_map_takes_over_from_the_static_picture(page: Page, site) -> None:
    """With a script the picture and its frame come alive."""
    page.goto(f"{site.url}map/")
    expect(page.locator("#cruxbase-map[data-ready=true]")).to_be_visible()
    expect(page.locator(".cbm-canvas")).to_be_visible()
    expect(page.locator(".cb-map-static")).to_have_count(0)
