"""Times what a writer waits for: from the write of a file to the reload event of `cruxbase serve`, on bases of growing size.

    python benchmarks/reload.py 1000 10000
    python benchmarks/reload.py 10000 --in /tmp/bases     # makes a base there, with its site, or takes that of the last run

The server is a process of its own. A title is edited, and the clock runs until the event arrives that makes browsers reload.
Edits are of a typical claim and of the one that most others refer to; figures are medians, in wall seconds, with the processor
seconds that the server used until it waits again.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from whole_base import Base, environment, prepare_site

_ADDRESS = re.compile(r"http://[\w.:\[\]]+(?:/\S*)?/")
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def served(base: Made) -> Iterator[tuple[str, int, Iterator[str]]]:
    """A server of a base: its address, the id of its process, and the lines that it prints."""
    command = [sys.executable, "-m", "cruxbase", "serve", "--port", "0", "--base", str(base.root)]
    with subprocess.Popen(
        [*command, "--config", str(base.folder / "mkdocs.yml")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment() | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stdout is not None
            address = next(found[0] for line in process.stdout if (found := _ADDRESS.search(line)))
            yield address, process.pid, process.stdout
        finally:
            process.terminate()


def cpu_seconds(process: int) -> float:
    """The processor seconds that a process and those it waited for have used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def retitle(base: Made, claim: str, number: int) -> None:
    """Give a claim another title."""
    path = next(base.root.rglob(f"{claim}.yaml"))
    title = f"title: Edited at {time.time_ns()}, number {number}"
    path.write_text(re.sub(r"(?m)^title: .*", title, path.read_text("utf-8")), "utf-8")


def wait_for_event(stream: HTTPResponse) -> None:
    """Wait until the stream says that the site has changed."""
    for line in stream:
        if line.startswith(b"event: changed"):
            return
    raise SystemExit("the server ended")


class Made(NamedTuple):
    """A base that is there.

    Attributes:
        root: the folder with its records.
        folder: that of its settings.
    """

    root: Path
    folder: Path


@contextmanager
def base_of(size: int, kept: Path | None) -> Iterator[Made]:
    """A base of so many claims, in a folder that stays or in one that does not."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept / f"b{size}" if kept is not None else Path(temporary)
        if not (folder / "mkdocs.yml").exists():
            folder.mkdir(parents=True, exist_ok=True)
            prepare_site(Base(size, folder))
        yield Made(folder / "claims", folder)


def measure(size: int, runs: int, kept: Path | None) -> None:
    """Print the rows for one size."""
    with (
        base_of(size, kept) as base,
        served(base) as (address, process, lines),
        urllib.request.urlopen(f"{address}-/changes") as stream,
    ):
        for what, claim in (("a typical claim", f"claim-{size // 2}"), ("the claim that most refer to", "claim-1")):
            walls, seconds = [], []
            for number in range(runs + 1):
                before, begun = cpu_seconds(process), time.perf_counter()
                retitle(base, claim, number)
                wait_for_event(stream)
                walls.append(time.perf_counter() - begun)
                next(line for line in lines if line.startswith("  built in"))  # and what is kept is written, too
                seconds.append(cpu_seconds(process) - before)
            wall, cpu = statistics.median(walls[1:]), statistics.median(seconds[1:])  # the first one imports
            print(f"| {size:,} | {what} | {wall:.2f} s | {cpu:.2f} s | load {os.getloadavg()[0]:.1f} |", flush=True)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--in", dest="kept", type=Path, help="a folder in which bases and their sites stay")
    parser.add_argument("--runs", type=int, default=5, help="edits of each claim")
    arguments = parser.parse_args()
    print("| claims | edited | write to reload | processor | |\n|---|---|---|---|---|")
    for size in arguments.sizes:
        measure(size, arguments.runs, arguments.kept)


if __name__ == "__main__":
    main()
