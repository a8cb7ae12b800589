"""How soon the map can be used, and how smoothly it moves, in the system's Chromium.

    python benchmarks/map.py                     # 150, 1,500 and 10,000 claims
    python benchmarks/map.py 1500 --out map.md   # one size, the table also into a file

The map of a generated base of each size stands in this repository's own site, served from this machine. Times are medians of
fresh browser contexts with cold caches; the reference beside them is a page of the same site that has no map, loaded the same
way in the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from cruxbase.loading.loading import load
from cruxbase.site.build.building import build
from cruxbase.site.build.options import Options
from cruxbase.site.context import SiteContext
from cruxbase.site.data.search_index import search_files
from cruxbase.site.map import map_files, map_html
from cruxbase.site.settings import Site

HERE = Path(__file__).parent
RUNS = 5
SIZES = (150, 1500, 10_000)
FRAMES = 90
WORDS = "reward training"
# When the map has taken over and its first frame is on the screen; for other pages, when the document is there.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const after = (name) => requestAnimationFrame(() => setTimeout(() => (globalThis[name] = performance.now())));
  after("documentAt");
  const place = document.getElementById("cruxbase-map");
  if (!place) return;
  const seen = () => place.dataset.ready && after("mapAt");
  if (place.dataset.ready) seen();
  else new MutationObserver(seen).observe(place, { attributes: true, attributeFilter: ["data-ready"] });
});
"""
PAN = """async (scale) => {
  const { overview } = cruxbase.map;
  overview.zoom(scale);
  const frame = () => new Promise(requestAnimationFrame);
  for (let warm = 0; warm < 5; warm += 1) await frame();
  const began = performance.now();
  for (let at = 0; at < 90; at += 1) {
    overview.pan(at % 60 < 30 ? 6 : -6, at % 40 < 20 ? 3 : -3);
    await frame();
  }
  return 90 / ((performance.now() - began) / 1000);
}"""
TYPE = """(words) => {
  const app = cruxbase.map;
  for (let end = 1; end <= words.length; end += 1) app.go({ query: words.slice(0, end) }, { quietly: true });
}"""
FOCUS = """() => {
  const app = cruxbase.map;
  app.go({ show: "focus", claim: app.base.id[app.overview.byWeight[0]], steps: 3, query: "" });
  document.body.getBoundingClientRect();
}"""


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def with_map_of(size: int, site: Path, work: Path) -> None:
    """Put the map of a generated base into a site; the pages of its records are not needed."""
    base = work / str(size)
    subprocess.run([sys.executable, HERE / "generated.py", str(size), base], check=True, stdout=subprocess.DEVNULL)
    kb = load(base / "claims").knowledge_base
    for folder in ("map/topics", "search/words", "search/titles", "search/texts"):
        shutil.rmtree(site / "assets" / folder, ignore_errors=True)
    for path, content in (*map_files(kb).items(), *search_files(SiteContext(kb, Site()), ()).items()):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    page = site / "map" / "index.html"
    document = page.read_text(encoding="utf-8")
    begin = document.index('<div id="cruxbase-map"')
    end = document.index("</details></div>", begin) + len("</details></div>")
    made = map_html(kb, lambda id: f"../claims/{id}/", root="../")
    page.write_text(document[:begin] + made + document[end:], encoding="utf-8")


class Visit:
    """A page in a fresh context, and the time that its main thread has been at work, whatever else the machine does."""

    def __init__(self, browser: Browser, address: str, until: str) -> None:
        self.page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.add_init_script(WATCH)
        self.page.goto(address)
        self.page.wait_for_function(f"globalThis.{until}")
        self.ready = self.page.evaluate(until)

    def work(self) -> float:
        """Milliseconds of the main thread so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    def close(self) -> None:
        self.page.context.close()


def measured(browser: Browser, site: Path) -> dict[str, float]:
    found: dict[str, list[float]] = {"reference": [], "ready": [], "reference work": [], "work": []}
    with served(site) as address:
        for _ in range(RUNS):
            for path, until, kind in (("about/", "documentAt", "reference"), ("map/", "mapAt", "ready")):
                visit = Visit(browser, address + path, until)
                found[kind].append(visit.ready)
                found["work" if kind == "ready" else "reference work"].append(visit.work())
                visit.close()
        visit = Visit(browser, address + "map/", "mapAt")
        page = visit.page
        page.wait_for_selector("#cruxbase-map[data-texts]")
        count = page.evaluate("cruxbase.map.base.count")
        before = visit.work()
        fps = page.evaluate(PAN, 1)
        frame = (visit.work() - before) / (FRAMES + 5)
        page.evaluate("cruxbase.map.overview.reset()")
        page.evaluate("cruxbase.map.pieces.forSearch()")
        before = visit.work()
        page.evaluate(TYPE, WORDS)
        typing = (visit.work() - before) / len(WORDS)
        before = visit.work()
        page.evaluate(FOCUS)
        focus = visit.work() - before
        visit.close()
    assets = site / "assets"
    first = sum(map(weight, (assets / "map" / name for name in ("map.js", "map.css", "data.js"))))
    search = sum(map(weight, (assets / "search" / name for name in ("search.js", "search.css", "index.js"))))
    return {
        "nodes": count,
        **{name: statistics.median(values) for name, values in found.items()},
        "fps": fps,
        "frame": frame,
        "typing": typing,
        "focus": focus,
        "map first": first,
        "map titles": weight(assets / "map" / "titles.js"),
        "map piece": max(map(weight, (assets / "map" / "topics").glob("*.js"))),
        "search first": search,
        "search titles": max(map(weight, (assets / "search" / "titles").glob("*.js"))),
        "search words": max(map(weight, (assets / "search" / "words").glob("*.js"))),
        "search texts": max(map(weight, (assets / "search" / "texts").glob("*.js"))),
    }


def weight(path: Path) -> float:
    """Kilobytes of a file, compressed as servers do."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0)) / 1024


def weights(rows: list[dict[str, float]]) -> str:
    """What a reader downloads, in kilobytes."""
    heads = [
        "claims on the map",
        "map, before the first interaction",
        "then its titles (search)",
        "and a topic, at most",
    ]
    heads += [
        "search, before the first word",
        "then titles, at most a piece",
        "words, at most a piece",
        "texts, at most a piece",
    ]
    names = ("map first", "map titles", "map piece", "search first", "search titles", "search words", "search texts")
    lines = [" | ".join(heads), " | ".join(["---:"] * len(heads))]
    lines += [" | ".join([f"{row['nodes']:,.0f}", *(f"{row[name]:.0f}" for name in names)]) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def table(rows: list[dict[str, float]]) -> str:
    heads = [
        "claims on the map",
        "usable after, ms",
        "work until then, ms",
        "a page without a map: after, work",
        "panning, frames/s",
        "work a frame, ms",
        "work a key in a search, ms",
        "work for surroundings of 3 steps, ms",
    ]
    lines = [" | ".join(heads), " | ".join(["---:"] * len(heads))]
    lines += [
        f"{row['nodes']:,.0f} | {row['ready']:.0f} | {row['work']:.0f} | {row['reference']:.0f}, "
        f"{row['reference work']:.0f} | {row['fps']:.0f} | {row['frame']:.1f} | {row['typing']:.0f} | {row['focus']:.0f}"
        for row in rows
    ]
    return "".join(f"| {line} |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    arguments = parser.parse_args()
    chromium = next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")))
    )
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        site = build(HERE.parent / "claims", Options(site=Path(work) / "site", changes=False)).site
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = []
        for size in arguments.sizes:
            with_map_of(size, site, Path(work))
            rows.append(measured(browser, site))
        made = f"{table(rows)}\nKilobytes that a reader downloads, gzipped:\n\n{weights(rows)}"
        version = browser.version
        browser.close()
    text = (
        f"# The map in the browser\n\nMade by `python benchmarks/map.py`: Chromium {version}, software rendering, "
        f"1440 × 900, {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}; medians of {RUNS} fresh contexts with cold "
        f"caches. *Work* is what the page's main thread computed, whatever else the machine did meanwhile.\n\n{made}"
    )
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
