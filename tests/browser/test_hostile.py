"""A base with an attack in every field, opened in a real browser: nothing of it runs, asks for anything, or gets out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from cruxbase.site.build.generators import GENERATORS, Generator
from hostile_base import MARK, hostile_base

MadeSite = Callable[[Path, Generator], Any]

# Everything in the article and the sidebars is hovered, focused, opened and clicked, as far as that leads nowhere.
PROVOKED = """() => {
    for (const element of document.querySelectorAll("article *, nav *, footer *")) {
        for (const kind of ["mouseover", "mouseenter", "mousemove", "focusin", "keydown", "toggle", "error", "load"])
            element.dispatchEvent(new Event(kind, { bubbles: true }));
        element.focus?.();
        if (element instanceof HTMLDetailsElement) element.open = true;
        if (!element.closest("a, label, input")) element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
}"""
# What would have run, and what would lead to a script, a form or another frame.
FOUND = f"""() => ({{
    ran: window.{MARK} !== undefined,
    frames: document.querySelectorAll("iframe, frame, object, embed").length,
    handlers: [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames())
        .filter((name) => name.startsWith("on")),
    addresses: [...document.querySelectorAll("a[href], area[href], [src], [action], [formaction], use, image")]
        .map((element) => element.href?.baseVal ?? element.href ?? element.src ?? element.action ?? "")
        .filter((address) => !/^(https?|file):$/.test(new URL(address, location).protocol)),
    scripts: [...document.querySelectorAll("article script, article style, article link, article iframe, article img")]
        .length,
    articles: document.querySelectorAll("article").length,
    boxed: document.querySelector("article")?.closest("main") !== null,
}})"""
# What the policy refuses of what the test below puts into a page; the script and the address of a script count alike.
TRIED = ["script-src-elem inline", "script-src-elem https:", "script-src-attr inline", "style-src-elem inline",
         "style-src-attr inline", "img-src https:", "frame-src https:", "connect-src https:"]  # fmt: skip
HARMLESS = {"ran": False, "frames": 0, "handlers": [], "addresses": [], "scripts": 0, "articles": 1, "boxed": True}


@pytest.fixture(scope="session")
def hostile_claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile base on the disk."""
    folder = tmp_path_factory.mktemp("hostile")
    for path, text in hostile_base().texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder / "claims"


@pytest.fixture(scope="session", params=GENERATORS)
def site(request: pytest.FixtureRequest, made_site: MadeSite, hostile_claims: Path) -> Any:
    """The hostile base as a site of each generator; `page` is one of its pages, and forgives nothing."""
    return made_site(hostile_claims, request.param)


@pytest.fixture
def wary(page: Page, context: BrowserContext) -> Iterator[Page]:
    """The page, which also fails at any dialog, download or further window."""
    alarms: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        alarms.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.on("dialog", on_dialog)
    page.on("download", lambda download: download.url.startswith("blob:") or alarms.append(f"download: {download.url}"))
    page.on("popup", lambda popup: alarms.append(f"window: {popup.url}"))
    yield page
    assert alarms == []


def addresses(site: Any) -> list[str]:
    """The addresses of all pages of a site."""
    found = sorted(path.parent.relative_to(site.folder).as_posix() for path in site.folder.rglob("index.html"))
    return [f"{site.url}{address}/" if address != "." else site.url for address in found]


def test_no_page_runs_anything_of_its_contributors(wary: Page, site: Any) -> None:
    """Every page, however it is poked, runs no script but the site's, loads nothing from elsewhere, and keeps its frame."""
    visited = addresses(site)
    assert len(visited) > len(hostile_base().texts)
    for address in visited:
        wary.goto(address, wait_until="load")
        wary.evaluate(PROVOKED)
        found = wary.evaluate(FOUND)
        assert found == {**HARMLESS, "articles": 0 if re.search("/embed/|/booklet/", address) else 1}, address
        assert wary.url.split("#")[0] == address


def test_no_page_does_from_a_disk(context: BrowserContext, site: Any) -> None:
    """The same without a server, where a policy has less to go by."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: asked.append(f"dialog: {dialog.message}"))
    for path in (
        "index.html",
        "claims/constructor/index.html",
        "sources/quill-monitors-2024/index.html",
        "map/index.html",
    ):
        page.goto(site.file(path), wait_until="load")
        page.evaluate(PROVOKED)
        assert page.evaluate(FOUND) == HARMLESS, path
    assert [address for address in asked if not site.owns(address)] == []


def test_the_policy_stops_what_would_get_through(context: BrowserContext, site: Any) -> None:
    """Were a script, a handler, a picture or a frame to get into a page after all, the browser would not run or load it."""
    stopped: dict[str, str | None] = {}
    context.on("requestfinished", lambda request: stopped.update({request.url: "finished"}))
    context.on("requestfailed", lambda request: stopped.update({request.url: request.failure}))
    page = context.new_page()
    page.goto(f"{site.url}claims/constructor/", wait_until="load")
    page.evaluate(
        f"""() => {{
            window.refused = [];
            document.addEventListener("securitypolicyviolation", (refusal) =>
                window.refused.push(`${{refusal.effectiveDirective}} ${{refusal.blockedURI.split("//")[0]}}`));
            const box = document.querySelector("article");
            const script = document.createElement("script");
            script.textContent = "window.{MARK} = 'inline'";
            box.append(script);
            const remote = document.createElement("script");
            remote.src = "https://evil.invalid/a.js";
            box.append(remote);
            box.insertAdjacentHTML("beforeend", `<img src=x onerror="window.{MARK} = 'handler'">
                <img src="https://evil.invalid/a.png"><iframe src="https://evil.invalid/"></iframe>
                <iframe srcdoc="<script>parent.{MARK} = 'frame'</script>"></iframe>
                <a id="bait" href="javascript:window.{MARK} = 'address'">x</a>
                <style>article {{ color: rgb(1, 2, 3) }}</style><p id="dyed" style="color: rgb(4, 5, 6)">x</p>`);
            document.querySelector("iframe[srcdoc]").addEventListener("load", () => {{ window.framed = true; }});
            document.getElementById("bait").click();
            return fetch("https://evil.invalid/").catch(() => null);
        }}"""
    )
    page.wait_for_function(
        "tried => window.framed && tried.every((one) => window.refused.includes(one))"
        " && window.refused.filter((one) => one === 'script-src-elem inline').length === 2",
        arg=TRIED,
    )
    assert page.evaluate(f"window.{MARK}") is None
    assert {why for address, why in stopped.items() if "evil.invalid" in address} == {"csp"}
    assert page.evaluate("getComputedStyle(document.getElementById('dyed')).color") != "rgb(4, 5, 6)"
    assert page.evaluate("getComputedStyle(document.querySelector('article')).color") != "rgb(1, 2, 3)"


def test_titles_are_shown_as_written(wary: Page, site: Any) -> None:
    """A title full of markup is text in the heading, in the browser's tab and in lists."""
    wary.goto(f"{site.url}topics/monitoring/")
    titles = wary.locator("article a").all_inner_texts()
    assert any("<script>" in title or "onerror" in title for title in titles)
    wary.goto(f"{site.url}claims/constructor/")
    heading = wary.locator("article h1").inner_text()
    assert heading.startswith("constructor ")
    assert heading.strip() in wary.title()


def test_a_title_from_right_to_left_turns_nothing_beside_it(wary: Page, site: Any) -> None:
    """Links, which stand in running text, are isolated, so that a Hebrew title leaves the words after it where they are."""
    wary.goto(f"{site.url}topics/monitoring/")
    found = wary.evaluate(
        "[...new Set([...document.querySelectorAll('article a')].map((a) => getComputedStyle(a).unicodeBidi))]"
    )
    assert found == ["isolate"]


def test_the_search_shows_titles_as_text(wary: Page, site: Any) -> None:
    """A search for the attacks lists the records that hold them, and runs none."""
    title = yaml.safe_load(hostile_base().texts["claims/monitoring/constructor.yaml"])["title"]
    for words in ("constructor", "script", "onerror", "__pwned", quote('"><img src=x onerror=__pwned=1>')):
        wary.goto(f"{site.url}search/?q={words}", wait_until="networkidle")
        expect(wary.locator("#cbs-status")).to_contain_text("for “")
        if words == "constructor":
            expect(wary.locator("article h2", has_text="constructor").first).to_have_text(title)
        assert wary.evaluate(FOUND) == HARMLESS


def test_the_map_shows_titles_as_text(wary: Page, site: Any) -> None:
    """The map draws, searches and focuses hostile records without running anything of them."""
    for state in ("", "?focus=constructor", "?focus=graph", "?focus=monitors-miss-what-matters"):
        wary.goto(f"{site.url}map/{state}")
        expect(wary.locator("#cruxbase-map[data-ready=true]")).to_be_visible()
        wary.evaluate(PROVOKED)
        assert wary.evaluate(FOUND)["ran"] is False
        assert wary.evaluate("document.querySelectorAll('#cruxbase-map script, #cruxbase-map [onerror]').length") == 0


def test_an_address_that_attacks_the_map_does_nothing(wary: Page, site: Any) -> None:
    """What stands in the address is read as ids and words, whatever it is."""
    attack = "%22%3E%3Cimg%20src%3Dx%20onerror%3D__pwned%3D1%3E"
    for state in (
        f"?focus={attack}",
        f"?q={attack}&topic={attack}",
        "?focus=__proto__",
        "?focus=constructor&topic=__proto__",
    ):
        wary.goto(f"{site.url}map/{state}")
        expect(wary.locator("#cruxbase-map[data-ready=true]")).to_be_visible()
        assert wary.evaluate(FOUND)["ran"] is False
