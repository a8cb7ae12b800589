"""Ten things that readers come for, each with the clicks that it may take, on the sites of both generators.

A click is a click on a link or button, or a choice or a number set; typing into the search is none. Whoever finds a shorter way
may lower a number; none may rise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from conftest import Site

TOPIC = "topics/legibility/"


class Clicks:
    """Counts what a reader does.

    Args:
        page: where it is done.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def on(self, place: Locator) -> None:
        """Click on something that can be seen."""
        self.number += 1
        place.first.click()

    def set(self, place: Locator, text: str) -> None:
        """Put a number into a field."""
        self.number += 1
        place.first.fill(text)
        self.page.keyboard.press("Tab")


@pytest.fixture
def clicks(page: Page) -> Clicks:
    return Clicks(page)


def test_a_stranger_finds_the_best_reply_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to a claim in dispute, and there to the best case against it."""
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute svg.cb-wide a"))
    clicks.on(page.get_by_role("link", name="The best case against it"))
    expect(page.locator("h3[id=best-against], h3[id=against]").first).to_be_in_viewport()
    assert clicks.number == 2


def test_the_strongest_disagreement_of_two_people_and_why_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to the pair, and there to where the difference comes from, the largest first."""
    page.goto(site.url)
    clicks.on(page.get_by_role("link", name=re.compile("claims of which both speak")))
    clicks.on(page.get_by_role("link", name="What the difference comes from"))
    expect(page.locator("#turns-on")).to_be_in_viewport()
    expect(page.locator(".cb-gap-tree.cb-wide").first).to_be_attached()
    assert clicks.number == 2


def test_a_view_is_set_and_shared_in_four(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to a claim, to one's own view of it, a number, and the link that carries it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute svg.cb-wide a"))
    clicks.on(page.get_by_role("link", name="What do you think?"))
    expect(page.locator("#cruxbase-view[data-ready=true]")).to_be_attached()
    clicks.set(page.locator(".cbv-group[open] .cbv-row").get_by_role("textbox"), "70")
    clicks.on(page.get_by_role("button", name="Copy link"))
    expect(page.locator(".cbv-told")).not_to_be_empty()
    assert ":0.7" in page.evaluate("navigator.clipboard.readText()")
    assert clicks.number == 4


def test_all_that_depends_on_a_claim_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to a claim, and there to the whole list by steps away, which opens by itself."""
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute svg.cb-wide a"))
    clicks.on(page.get_by_role("link", name="All that it bears on"))
    expect(page.locator("#by-steps li").last).to_be_visible()
    assert clicks.number == 2


def test_how_far_a_source_was_checked_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to a claim, and there to its sources, each with how far an editor read it."""
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute svg.cb-wide a"))
    clicks.on(page.get_by_role("link", name="How far its sources were checked"))
    expect(page.locator(".cb-sources li").first).to_be_in_viewport()
    expect(page.locator(".cb-sources li").first).to_contain_text(re.compile("read|excerpt|verified|known|identifier"))
    assert clicks.number == 2


def test_who_changed_their_mind_on_a_topic_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From the list of topics to one, where those who moved are named, and there to what one of them said when."""
    page.goto(f"{site.url}topics/")
    clicks.on(page.locator(".cb-topics h2 a", has_text="Fitness-seekers"))
    clicks.on(page.locator("#changed-minds ~ ul a"))
    expect(page.locator(".cb-timeline.cb-wide")).to_be_visible()
    assert clicks.number == 2


def test_a_crux_is_embedded_in_two(page: Page, site: Site, clicks: Clicks) -> None:
    """From home to a crux, and there to what is copied into another page."""
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute h2 a"))
    clicks.on(page.locator(".cb-quote > summary"))
    expect(page.locator(".cb-quote").first).to_contain_text("<iframe")
    assert clicks.number == 2


def test_a_topic_is_printed_in_one(page: Page, site: Site, clicks: Clicks) -> None:
    """From the page of a topic to all of it on paper."""
    page.goto(site.url + TOPIC)
    clicks.on(page.get_by_role("link", name="booklet"))
    expect(page).to_have_url(re.compile("booklet/"))
    assert clicks.number == 1


def test_a_keyboard_is_enough(page: Page, site: Site) -> None:
    """From home to the best case against a claim by Tab and Enter only."""
    page.goto(site.url)
    _tab_to(page, page.locator(".cb-dispute svg.cb-wide a").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/claims/"))
    _tab_to(page, page.locator(".cb-asks a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#(best-)?against"))


def _tab_to(page: Page, place: Locator) -> None:
    for _ in range(120):
        if place.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {place}")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_the_tour_leads_to_the_end(page: Page, site: Site, clicks: Clicks) -> None:
    """Links lead from screen to screen, and the last one to one's own view."""
    page.goto(f"{site.url}tour/")
    screens = page.locator(".cb-screen")
    for number in range(1, screens.count()):
        clicks.on(screens.nth(number - 1).get_by_role("link", name=re.compile("^Next")))
        expect(screens.nth(number).locator("h2")).to_be_in_viewport()
    expect(screens.last.get_by_role("link", name="Say what you think")).to_be_visible()
    assert clicks.number == 5


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_a_claim_says_it_all(page: Page, site: Site, clicks: Clicks) -> None:
    """The best case, the timeline and all that depends on a claim need none."""
    page.goto(site.url)
    clicks.on(page.locator(".cb-dispute svg.cb-wide a"))
    clicks.on(page.get_by_role("link", name="All that it bears on"))
    expect(page.locator("#by-steps li").last).to_be_visible()
    expect(page.locator(".cb-case li").first).to_be_visible()
    assert clicks.number == 2
