"""Times checking, loading and building bases of growing size, whole processes, beside what everyone writes first.

    python benchmarks/whole_base.py 1000 10000          # the table of benchmarks/README.md
    python benchmarks/whole_base.py 100000 --runs 3     # minutes

Each figure is the median of several whole processes, and stands beside its ratio to a reference timed in the same run,
in turn with it: machines are noisy, and ratios are what to keep. The reference of a check reads the same files with
`yaml.safe_load` and validates them with the same pydantic models, and does nothing else. That of a site is MkDocs with
Material on as many Markdown pages, which hold the same text, outside the navigation, with search; where sphinx-needs is
installed (`pip install sphinx-needs`: it is no dependency), it builds the same claims once, too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from generated import Writer

CRUXBASE = (sys.executable, "-m", "cruxbase")
REFERENCE = """
import sys, pathlib, yaml
from cruxbase.records import RECORD_TYPES
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data = {key: str(value) if key in ("issued", "date") else value for key, value in data.items()}
    try:
        RECORD_TYPES[data["type"]].model_validate({"id": path.stem, **data})
    except Exception as problem:
        print(path, problem)
"""
C_LOADER = REFERENCE.replace("yaml.safe_load(", "yaml.load(Loader=yaml.CSafeLoader, stream=")
PROBE = """
import json, sys, time
begun = time.perf_counter()
def lap():
    global begun
    now = time.perf_counter()
    took, begun = now - begun, now
    return took
figures = {}
import cruxbase
figures["import cruxbase"] = lap()
kb = cruxbase.load(sys.argv[1]).knowledge_base
kb.claim("claim-7")
figures["load(), then one claim"] = lap()
kb.claim("claim-8").attackers
figures["another claim, and what attacks it"] = lap()
from cruxbase.graph import link
linked = link(kb.corpus)
figures["linking alone"] = lap()
del linked
lap()
kb.claims(type="evidence", tag="none")
figures["a query filtered by keywords"] = lap()
kb.claims(type="claim", topic="topic-1", where=lambda claim: len(claim.attackers) > 1)
figures["a query with a predicate over one topic"] = lap()
kb.search("reward models hide motives")
figures["the first search (makes the index)"] = lap()
kb.search("oversight evidence")
figures["the next search"] = lap()
print(json.dumps(figures))
"""


class Timing(NamedTuple):
    """Wall and processor seconds of one run, its peak memory in MB, and what it printed."""

    wall: float
    cpu: float
    memory: float
    output: str


def environment() -> dict[str, str]:
    """As on a user's machine, where Python keeps compiled modules; here in a folder of the benchmark's own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": os.path.join(tempfile.gettempdir(), "cruxbase-benchmark-bytecode")}


def timing(command: tuple[str, ...], before: Callable[[], None] | None = None) -> Timing:
    """One run of a command; exit codes above 1 are failures of the benchmark.

    Processor time and peak memory are those of this one process and the processes it waited for, as the system
    accounts them when it ends. The peak is that of the largest of them, not their sum.
    """
    if before is not None:
        before()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, env=environment())
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command[:4])} failed:\n{errors.read()}{output.read()[-2000:]}")
        peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        return Timing(wall, used.ru_utime + used.ru_stime, peak, output.read())


class Base:
    """A generated base on disk, and the changes between runs."""

    def __init__(self, size: int, folder: Path) -> None:
        self.root = folder / "claims"
        self.folder = folder
        self.size = size
        Writer(size, folder).all()
        # Files younger than the clock's tick are read again: a base that was just written is not yet an unchanged one.
        past = time.time() - 60
        for path in self.root.rglob("*.yaml"):
            os.utime(path, (past, past))
        self.edits = 0

    def forget(self) -> None:
        """Remove what is remembered, and the site."""
        from cruxbase.support.user_cache import cache_folder

        if kept := cache_folder(self.folder):
            shutil.rmtree(kept, ignore_errors=True)
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        shutil.rmtree(self.folder / "docs" / "base", ignore_errors=True)

    def edit(self) -> None:
        """Change the title of a claim near the end of many chains of reasons, which hundreds of pages show."""
        self._retitle(1)

    def edit_inner(self) -> None:
        """Change the title of a claim half way along them."""
        self._retitle(self.size // 2)

    def _retitle(self, n: int) -> None:
        self.edits += 1
        (path,) = self.root.rglob(f"claim-{n}.yaml")
        text = path.read_text(encoding="utf-8")
        first, _, rest = text.partition("\n")
        path.write_text(
            f"{first}\ntitle: Edited for the time number {self.edits}\n{rest.partition(chr(10))[2]}", encoding="utf-8"
        )

    def edit_relation(self) -> None:
        """Let one claim attack another one than before."""
        self.edits += 1
        path = self.root / "topic-1" / "claim-1.yaml"
        text = path.read_text(encoding="utf-8").partition("\nattacks:")[0].rstrip("\n")
        path.write_text(f"{text}\nattacks: [claim-{2 + self.edits % 7}]\n", encoding="utf-8")


class Row(NamedTuple):
    """A command to be timed, and what is done before each run of it."""

    name: str
    command: tuple[str, ...]
    before: Callable[[], None] | None = None


def measured_cold(size: int, runs: int) -> None:
    """Print what a check from nothing takes: each run, and the least."""
    with tempfile.TemporaryDirectory() as folder:
        base = Base(size, Path(folder))
        check = (*CRUXBASE, "check", str(base.root))
        timing(check, base.forget)  # a warm-up: the file system's cache, the interpreter's compiled files
        print(
            f"\n### check of {size:,} claims, nothing remembered\n\n| load | wall s | cpu s | peak MB |\n|---|---|---|---|"
        )
        times = []
        for _ in range(runs):
            load = os.getloadavg()[0]
            times.append(timing(check, base.forget))
            print(f"| {load:.1f} | {times[-1].wall:.2f} | {times[-1].cpu:.2f} | {times[-1].memory:.0f} |", flush=True)
        wall, cpu, memory = (min(getattr(run, what) for run in times) for what in ("wall", "cpu", "memory"))
        print(f"| least | {wall:.2f} | {cpu:.2f} | {memory:.0f} |", flush=True)


def measured_peers(size: int) -> None:
    """Print what the peers of the site take for as many claims."""
    with tempfile.TemporaryDirectory() as folder:
        base = Base(size, Path(folder))
        print(
            f"\n### peers of the site, {size:,} claims\n\n| | load | wall s | cpu s | peak MB |\n|---|---|---|---|---|"
        )
        peers = {"mkdocs + Material, a Markdown page a claim": pages_for_mkdocs}
        if find_spec("sphinx_needs"):
            peers["sphinx-needs, a page a topic"] = pages_for_sphinx_needs
        for name, prepared in peers.items():
            command, load = prepared(base), os.getloadavg()[0]
            run = timing(command)
            print(f"| {name} | {load:.1f} | {run.wall:.2f} | {run.cpu:.2f} | {run.memory:.0f} |", flush=True)


def measured(size: int, runs: int, *, site: bool, reference: str) -> None:
    """Print the rows for one size; the reference is a program, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        base = Base(size, Path(folder))
        root = str(base.root)
        files = sum(1 for _ in base.root.rglob("*.yaml"))
        print(f"\n### {size:,} claims, {files:,} files; load {os.getloadavg()[0]:.1f}\n", flush=True)
        check = (*CRUXBASE, "check", root)
        rows = [
            Row("check, nothing remembered", check, base.forget),
            Row("check, unchanged", check),
            Row("check, one title edited", check, base.edit),
            Row("check, one relation edited", check, base.edit_relation),
        ]
        command = (sys.executable, "-c", reference or "pass", root)
        held_against = Row("a YAML loader + pydantic, no checks" if reference else "not run", command)
        report(rows, held_against, runs, often=size <= 10_000)
        timing(check)
        probes(root, runs)
        if site:
            prepare_site(base)
            build = (*CRUXBASE, "build", "--base", root, "--config", str(base.folder / "mkdocs.yml"))
            rows = [
                Row("site, nothing remembered", build, base.forget),
                Row("site, unchanged", build),
                Row("site, one title edited", build, base.edit),
                Row("site, the title of a claim half way edited", build, base.edit_inner),
            ]
            pages = pages_for_mkdocs(base)
            report(rows, Row("mkdocs + Material, a Markdown page a claim", pages), min(runs, 3), often=False)
            if find_spec("sphinx_needs"):
                peer = timing(pages_for_sphinx_needs(base))
                print(
                    f"| reference: sphinx-needs, a page a topic | {peer.wall:.2f} | {peer.cpu:.2f} | {peer.memory:.0f} | | |"
                )


def report(rows: list[Row], reference: Row, runs: int, *, often: bool) -> None:
    """Time rows in turn with a reference and print medians; each ratio is to the reference's runs before and after.

    Args:
        rows: what is timed.
        reference: what it is held against.
        runs: of each row.
        often: whether the reference runs after every row; else once before and once after all.
    """
    print("| | wall s | cpu s | peak MB | reference / this, wall | cpu |\n|---|---|---|---|---|---|", flush=True)
    standard = [timing(reference.command)]
    done: list[tuple[str, list[Timing], int]] = []
    for number, row in enumerate(rows):
        timing(row.command, row.before)  # a warm-up: the file system's cache, the interpreter's compiled files
        done.append((row.name, [timing(row.command, row.before) for _ in range(runs)], len(standard)))
        if often or number == len(rows) - 1:
            standard.append(timing(reference.command))
    for name, times, place in done:
        wall, cpu = (statistics.median(getattr(run, what) for run in times) for what in ("wall", "cpu"))
        beside = (standard[place - 1], standard[min(place, len(standard) - 1)])
        ratios = [statistics.mean(run.wall for run in beside) / wall, statistics.mean(run.cpu for run in beside) / cpu]
        memory = max(run.memory for run in times)
        print(f"| {name} | {wall:.3f} | {cpu:.3f} | {memory:.0f} | {ratios[0]:.1f} | {ratios[1]:.1f} |", flush=True)
    wall, cpu = (statistics.median(getattr(run, what) for run in standard) for what in ("wall", "cpu"))
    print(
        f"| reference: {reference.name} | {wall:.2f} | {cpu:.2f} | {max(run.memory for run in standard):.0f} | 1 | 1 |"
    )


def probes(root: str, runs: int) -> None:
    """Print what single calls take inside a process."""
    found = [timing((sys.executable, "-c", PROBE, root)) for _ in range(runs)]
    figures = [json.loads(run.output) for run in found]
    print("\n| in one process | ms |\n|---|---|")
    for name in figures[0]:
        print(f"| {name} | {statistics.median(figure[name] for figure in figures) * 1000:.1f} |")
    print(f"| (peak of that process: {max(run.memory for run in found):.0f} MB) | |\n", flush=True)


def pages_for_mkdocs(base: Base) -> tuple[str, ...]:
    """A command that builds as many Markdown pages as there are claims, outside the navigation, with search."""
    folder = base.folder / "plain"
    for path in sorted(base.root.rglob("claim-*.yaml")):
        page = folder / "docs" / "claims" / f"{path.stem}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {path.stem}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    settings = "site_name: plain\ntheme: {name: material}\nnav: [index.md]\nnot_in_nav: /claims/\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return (sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml"))


def pages_for_sphinx_needs(base: Base) -> tuple[str, ...]:
    """A command that builds the same claims as needs with their links, a page a topic; sphinx-needs must be installed."""
    import yaml

    folder = base.folder / "needs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    topics: dict[str, list[str]] = {}
    for path in sorted(base.root.rglob("claim-*.yaml")):
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        links = [
            row["claim"] if isinstance(row, dict) else row
            for kind in ("supports", "attacks", "requires")
            for row in record.get(kind, ())
        ]
        topics.setdefault(record["topic"], []).append(
            f".. spec:: {record['title']}\n   :id: {path.stem}\n   :links: {', '.join(links)}\n\n"
            f"   {record['statement'].strip()}\n\n   {record.get('notes', '').strip()}\n"
        )
    for topic, needs in topics.items():
        (folder / f"{topic}.rst").write_text(f"{topic}\n{'=' * len(topic)}\n\n" + "\n".join(needs), encoding="utf-8")
    pages = "".join(f"   {topic}\n" for topic in sorted(topics))
    (folder / "index.rst").write_text(f"Needs\n=====\n\n.. toctree::\n\n{pages}", encoding="utf-8")
    settings = 'project = "needs"\nextensions = ["sphinx_needs"]\nneeds_id_regex = "^[a-z0-9-]+$"\n'
    (folder / "conf.py").write_text(settings, encoding="utf-8")
    return (sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-E", "-b", "html", str(folder), str(folder / "out"))


def time_start() -> None:
    """Print what it takes to begin."""
    print("\n| | wall s |\n|---|---|")
    for name, command in {
        "python -c pass": (sys.executable, "-c", "pass"),
        "import cruxbase": (sys.executable, "-c", "import cruxbase"),
        "cruxbase --help": (*CRUXBASE, "--help"),
        "import pydantic.main": (sys.executable, "-c", "import pydantic.main"),
    }.items():
        timing(command)
        print(f"| {name} | {statistics.median(timing(command).wall for _ in range(9)):.3f} |", flush=True)


def prepare_site(base: Base) -> None:
    """Give a generated base the settings and hand-written pages of this repository."""
    here = Path(__file__).resolve().parent.parent
    shutil.copy(here / "mkdocs.yml", base.folder / "mkdocs.yml")
    shutil.copytree(here / "docs", base.folder / "docs", ignore=shutil.ignore_patterns("base"))
    (base.folder / "build").symlink_to(here / "build")  # the settings name a hook in there


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000], help="numbers of claims")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--no-site", action="store_true", help="leave the site out")
    parser.add_argument("--c-loader", action="store_true", help="hold checks against libyaml's loader, which is faster")
    parser.add_argument("--no-reference", action="store_true", help="do not run what checks are held against: minutes")
    parser.add_argument(
        "--only", choices=("cold", "peers"), help="only checks from nothing, or only the peers of the site"
    )
    arguments = parser.parse_args()
    if arguments.only:
        for size in arguments.sizes:
            measured_cold(size, arguments.runs) if arguments.only == "cold" else measured_peers(size)
        return
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    time_start()
    for size in arguments.sizes:
        reference = "" if arguments.no_reference else C_LOADER if arguments.c_loader else REFERENCE
        measured(size, arguments.runs, site=not arguments.no_site, reference=reference)


if __name__ == "__main__":
    main()
