"""What browser tests share: the shipped base as a site of each generator, served, and a page that allows no mistakes.

- `site`: the site, once for each generator; a test that asks for it, or for `page`, runs on both.
- `page`: a page of Debian's chromium. The test fails at any request to another origin, any error on the console and any
  exception in a script, whichever page of its context it comes from.
- `made_site`: makes the site of another base: `made_site(folder_with_claims, "mkdocs")`.
- `serious_problems`: what axe-core finds wrong with a page.

`CRUXBASE_SLOW_NETWORK=300` holds back what scripts ask for by some 300 ms, out of turn, so that a test which does not wait for
what it looks at fails at once. It takes twice as long.

`CRUXBASE_SMALL_PIECES=1` makes the map in pieces, as that of a large base is, where it begins without relations: `test_map.py` holds
for it too.

A phone, a dark page or one without scripts: `@pytest.mark.browser_context_args(viewport=..., color_scheme="dark",
java_script_enabled=False)`.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from cruxbase.site.build.building import build
from cruxbase.site.build.generators import GENERATORS, Generator
from cruxbase.site.build.options import Options
from cruxbase.site.map import data as map_data
from support import REPOSITORY

HERE = Path(__file__).parent
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium() -> str | None:
    """Where the system's Chromium is, best without a screen to draw on; Playwright's own browsers are not used."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return str(MAC) if MAC.exists() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and leave it out where there is no browser."""
    missing = chromium() is None
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="needs Chromium (Debian: apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is being served.

    Attributes:
        url: its address, with a slash at the end.
        folder: its files.
        generator: what rendered its written pages.
    """

    url: str
    folder: Path
    generator: Generator

    def owns(self, address: str) -> bool:
        """Whether an address is of this site, served or on the disk, or of no origin at all."""
        return address.startswith((self.url, f"{self.folder.as_uri()}/", "data:", "blob:", "about:"))

    def file(self, path: str) -> str:
        """The address of one of its files on the disk."""
        return (self.folder / path).as_uri()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    held_back = float(os.environ.get("CRUXBASE_SLOW_NETWORK", "0")) / 1000
    """Seconds that an answer to a script is held back on average, between half and one and a half of it by the address."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        # A page and its styles come at once; what its scripts ask for, and they themselves, come late and out of turn.
        if self.held_back and self.headers.get("Sec-Fetch-Dest") not in {"document", "style", "iframe"}:
            time.sleep(self.held_back * (0.5 + crc32(self.path.encode()) % 1000 / 1000))
        super().do_GET()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that is closed while a file is under way is no error."""


@contextmanager
def _served(folder: Path, generator: Generator) -> Iterator[Site]:
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}/", folder, generator)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, Generator], Site]]:
    """Makes the site of a base with this repository's written pages, in a folder of its own, and serves it."""
    with ExitStack() as served:

        def made(claims: Path, generator: Generator) -> Site:
            project = tmp_path_factory.mktemp(f"site-{generator}")
            shutil.copytree(claims, project / "claims")
            shutil.copytree(REPOSITORY / "docs", project / "docs", ignore=shutil.ignore_patterns("base"))
            settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
            # The hook is a file of the checkout, and only plain `mkdocs build` needs it.
            (project / "mkdocs.yml").write_text(
                re.sub(r"^hooks:.*?\n\n", "", settings, flags=re.MULTILINE | re.DOTALL), "utf-8"
            )
            with pytest.MonkeyPatch.context() as patch:
                if os.environ.get("CRUXBASE_SMALL_PIECES"):
                    patch.setattr(map_data, "FEW", 0)
                built = build(project / "claims", Options(generator=generator, cache=False, changes=False))
            return served.enter_context(_served(built.site, generator))

        yield made


@pytest.fixture(scope="session", params=GENERATORS)
def site(request: pytest.FixtureRequest, made_site: Callable[[Path, Generator], Site]) -> Site:
    """The shipped base as a site of each generator."""
    return made_site(REPOSITORY / "claims", request.param)


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page of the site that allows no mistakes."""
    with watched(context, site):
        yield context.new_page()


@contextmanager
def watched(context: BrowserContext, site: Site) -> Iterator[None]:
    """Fail at the end if a page of the context asked another origin for something, or had an error."""
    mistakes: list[str] = []

    def on_request(request: Request) -> None:
        if not site.owns(request.url):
            mistakes.append(f"request to another origin: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            mistakes.append(f"console: {message.text} ({message.location['url']})")

    def on_error(error: WebError) -> None:
        mistakes.append(f"exception: {error.error}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", on_error)
    yield
    assert mistakes == []


AT_REST = """async () => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { transition: none !important; animation-duration: 0s !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    await document.fonts.ready;
    const frame = () => new Promise(requestAnimationFrame);
    const look = () => [...document.querySelectorAll("body, header, nav, nav a, main a, main button")]
        .map((element) => getComputedStyle(element))
        .map((style) => [style.color, style.backgroundColor, style.opacity].join()).join(";");
    for (let before = null, after = look(); before !== after; before = after, after = look()) {
        await frame();
        await frame();
    }
}"""
"""Brings colours to rest at once, and waits until none changes from one frame to the next.

Halfway between two palettes they have any contrast. A transition that has not begun is no animation yet, so waiting for those
that run is not enough: none may begin.
"""


@pytest.fixture(scope="session")
def serious_problems() -> Callable[[Page], list[str]]:
    """What axe-core calls serious or critical on a page: the rule and the elements, for each."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def found(page: Page) -> list[str]:
        page.evaluate(AT_REST)
        violations = axe.run(page).response["violations"]
        return [
            f"{violation['id']}: {', '.join(node['target'][0] for node in violation['nodes'][:5])}"
            for violation in violations
            if violation["impact"] in {"serious", "critical"}
        ]

    return found
