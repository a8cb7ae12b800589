"""Embeds in frames, as other pages show them."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from page_kinds import CLAIM, PAIR

HOME = "https://cruxbase.github.io/cruxbase/"
CRUX = "claims/legibility-versus-tractability/"


def frames_offered(site: Any, page: str) -> list[tuple[str, int, int]]:
    """Address, width and height of the frames that a page offers."""
    text = html.unescape((site.folder / page / "index.html").read_text(encoding="utf-8"))
    found = re.findall(r'<iframe src="([^"]+)" title="[^"]*" width="(\d+)" height="(\d+)"', text)
    return [(address.removeprefix(HOME), int(width), int(height)) for address, width, height in found]


@pytest.mark.parametrize("address", [CLAIM, CRUX, PAIR, "map/"])
def test_a_frame_is_as_large_as_what_it_shows(page: Page, site: Any, address: str) -> None:
    """At the size that the snippet gives, a card is neither scrolled nor mostly empty."""
    offered = frames_offered(site, address)
    assert offered
    for embed, width, height in offered:
        page.set_viewport_size({"width": width, "height": 100})
        page.goto(site.url + embed)
        needed = page.evaluate("document.documentElement.scrollHeight")
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= width, embed
        assert needed <= height or height == 640, (embed, needed, height)
        assert height <= needed + 110, (embed, needed, height)


def test_a_crux_is_embedded_in_two_clicks(page: Page, site: Any) -> None:
    """From the page of a crux: one click unfolds the snippet, the second copies it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url + CRUX)
    page.click("text=Quote it")
    page.click("#quote .cb-copy-button >> nth=0")
    page.wait_for_selector("#quote >> text=Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f'<iframe src="{HOME}embed/{CRUX}"')


def test_the_maps_snippet_follows_its_state(page: Page, site: Any) -> None:
    """With one claim in focus, what embeds the map shows that claim's surroundings."""
    page.goto(f"{site.url}map/#claim=tractability-rises-with-legibility")
    page.click("text=Embed the map")
    wanted = f'src="{HOME}embed/map/tractability-rises-with-legibility/"'
    expect(page.locator("#quote code").first).to_contain_text(wanted)
    page.click("#quote a")
    page.wait_for_url("**/embed/map/tractability-rises-with-legibility/")
