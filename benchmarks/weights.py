"""What a reader of a site of any size downloads before the first interaction with map and search, without the site.

    python benchmarks/weights.py 10000 100000

Makes the files of the map and of the search alone, from a generated base, and prints what they come to compressed, as
servers do (gzip, level 6): what the pages name, so that it is loaded before anything can be done, and the largest piece that
comes when a topic is opened or a word typed. For the map, the parts of its first data too, each by itself. For the search, what
has come when the first answer stands there: Node runs the site's own modules, and what they fetch is counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generated import Writer

QUERIES = ("oversight", "str", "model 77", "reward signal", "ovresight")
"""A word that most records have, a beginning, a word with a number, two words, and a slip."""


def kilobytes(content: bytes) -> float:
    """The size of a file, compressed as servers do."""
    return len(gzip.compress(content, 6, mtime=0)) / 1024


def row(what: str, files: Mapping[str, bytes], first: Iterable[str], pieces: str) -> None:
    """Print what comes first, of how many files, and the largest piece that comes later."""
    named = list(first)
    begins = sum(kilobytes(files[name]) for name in named)
    later = [kilobytes(content) for name, content in files.items() if pieces in name]
    print(f"| {what} | {begins:.0f} | {len(named)} | {max(later, default=0):.0f} | {len(later)} |", flush=True)


def timed(what: str, call: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
    """The files that a call makes; prints how long it took."""
    begun = time.perf_counter(), time.process_time()
    files = call()
    wall, cpu = time.perf_counter() - begun[0], time.process_time() - begun[1]
    print(f"({what}: {wall:.1f} s, {cpu:.1f} CPU)", file=sys.stderr, flush=True)
    return files


def first_answers(files: Mapping[str, bytes], folder: Path) -> None:
    """Print what has come when the first answer to each of some queries stands there, on the page and in the header's box."""
    from cruxbase.site.data.search_index import SEARCH_SCRIPTS, SEARCH_STYLES
    from cruxbase.site.frontend.assets import FOLDER

    for address, content in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    for part in ("search", "map", "shared"):
        shutil.copytree(FOLDER / part, folder / part)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    named = sum(kilobytes(files[name]) for name in (*SEARCH_SCRIPTS, *SEARCH_STYLES))
    for query in QUERIES:
        for where in ((), ("box",)):
            command = ["node", Path(__file__).with_name("first_answer.js"), folder, query, *where]
            ran = subprocess.run(command, capture_output=True, text=True, check=True)
            asked = [f"assets/search/{name}.js" for name in ran.stdout.split()]
            came = sum(kilobytes(files[name]) for name in asked)
            what = f"… with the first answer to “{query}”, {'in the box' if where else 'on the page'}"
            print(f"| {what} | {named + came:.0f} | {len(asked)} more | | |", flush=True)


def measured(size: int, root: Path) -> None:
    """Print the rows for a base."""
    from cruxbase.loading.loading import load
    from cruxbase.site.context import SiteContext
    from cruxbase.site.data.search_index import SEARCH_SCRIPTS, SEARCH_STYLES, search_files
    from cruxbase.site.map import MAP_SCRIPTS, MAP_STYLES, map_files
    from cruxbase.site.map.data import map_data
    from cruxbase.site.settings import Site

    print(f"\n### {size:,} claims; load {os.getloadavg()[0]:.1f}\n", flush=True)
    context = SiteContext(load(root).knowledge_base, Site())
    print("| | first, kB | files | largest piece, kB | pieces |\n|---|---|---|---|---|", flush=True)
    files = timed("map", lambda: map_files(context.kb))
    row("map", files, (*MAP_SCRIPTS, *MAP_STYLES), "/topics/")
    for what, named in (
        ("a topic opened", ("/topics/", "/relations/")),
        ("a path asked for", ("map/titles", "map/relations.js")),
    ):
        begins = sum(kilobytes(files[name]) for name in (*MAP_SCRIPTS, *MAP_STYLES))
        more = [max((kilobytes(files[name]) for name in files if part in name), default=0) for part in named]
        print(f"| … with {what}, at most | {begins + sum(more):.0f} | {len(more)} more | | |", flush=True)
    parts = {
        name: kilobytes(json.dumps(part, separators=(",", ":")).encode()) for name, part in map_data(context.kb).items()
    }
    heaviest = sorted(parts.items(), key=lambda part: -part[1])[:8]
    print(
        "| … of its data | " + ", ".join(f"{name} {weight:.0f}" for name, weight in heaviest) + " | | | |", flush=True
    )
    files = timed("search", lambda: search_files(context, ()))
    row("search", files, (*SEARCH_SCRIPTS, *SEARCH_STYLES), "/words/")
    with tempfile.TemporaryDirectory() as folder:
        first_answers(files, Path(folder))
    for name in (*SEARCH_SCRIPTS, *SEARCH_STYLES):
        print(f"| … {name} | {kilobytes(files[name]):.0f} | | | |", flush=True)
    print(f"\nPeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10000], help="numbers of claims")
    parser.add_argument("--base", type=Path, help="a generated base of that size that is there already")
    arguments = parser.parse_args()
    for size in arguments.sizes:
        if arguments.base:
            measured(size, arguments.base)
            continue
        with tempfile.TemporaryDirectory() as folder:
            Writer(size, Path(folder)).all()
            measured(size, Path(folder) / "claims")


if __name__ == "__main__":
    main()
