"""Times checking, loading and building bases of growing size, whole processes, beside what everyone writes first.

    python benchmarks/whole_base.py 1000 10000          # the table of benchmarks/README.md
    python benchmarks/whole_base.py 100000 --runs 3     # minutes

Each figure is the median of several whole processes, and stands beside its ratio to a reference timed in the same run,
in turn with it: machines are noisy, and ratios are what to keep. The reference reads the same files with
`yaml.safe_load` and validates them with the same pydantic models, and does nothing else.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
LOAD = "import sys, cruxbase; kb = cruxbase.load(sys.argv[1]).knowledge_base; kb.claim('claim-7')"
QUERY = """
import sys, time, cruxbase
kb = cruxbase.load(sys.argv[1]).knowledge_base
kb.claims(type='evidence')
begun = time.perf_counter(); kb.claims(type='evidence', where=lambda claim: claim.record.notes is not None)
print(f'{(time.perf_counter() - begun) * 1000:.1f} ms')
"""


class Timing(NamedTuple):
    """Wall and processor seconds of one run, and its peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def timing(command: tuple[str, ...], before: Callable[[], None] | None = None) -> Timing:
    """One run of a command; exit codes above 1 are failures of the benchmark."""
    if before is not None:
        before()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, errors = process.communicate()
    wall = time.perf_counter() - begun
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode > 1:
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{errors.decode()}")
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Timing(wall, cpu, now.ru_maxrss / 1024)


class Base:
    """A generated base on disk, and the changes between runs."""

    def __init__(self, size: int, folder: Path) -> None:
        self.root = folder / "claims"
        self.folder = folder
        Writer(size, folder).all()
        # Files younger than the clock's tick are read again: a base that was just written is not yet an unchanged one.
        past = time.time() - 60
        for path in self.root.rglob("*.yaml"):
            os.utime(path, (past, past))
        self.edits = 0

    def forget(self) -> None:
        """Remove what is remembered, and the site."""
        shutil.rmtree(self.folder / ".cruxbase", ignore_errors=True)
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        shutil.rmtree(self.folder / "docs" / "base", ignore_errors=True)

    def edit(self) -> None:
        """Change one claim's title."""
        self.edits += 1
        path = self.root / "topic-1" / "claim-1.yaml"
        text = path.read_text(encoding="utf-8")
        first, _, rest = text.partition("\n")
        path.write_text(
            f"{first}\ntitle: Edited for the time number {self.edits}\n{rest.partition(chr(10))[2]}", encoding="utf-8"
        )


def measured(size: int, runs: int, *, site: bool) -> None:
    """Print the rows for one size."""
    with tempfile.TemporaryDirectory() as folder:
        base = Base(size, Path(folder))
        root = str(base.root)
        check = (*CRUXBASE, "check", root)
        reference = (sys.executable, "-c", REFERENCE, root)
        rows: list[tuple[str, tuple[str, ...], Callable[[], None] | None]] = [
            ("check, nothing remembered", check, base.forget),
            ("check, unchanged", check, None),
            ("check, one file edited", check, base.edit),
            ("load, then one claim", (sys.executable, "-c", LOAD, root), None),
        ]
        if site:
            prepare_site(base)
            build = (*CRUXBASE, "build", "--base", root, "--config", str(base.folder / "mkdocs.yml"))
            rows += [
                ("site, nothing remembered", build, base.forget),
                ("site, unchanged", build, None),
                ("site, one claim edited", build, base.edit),
            ]
        report(size, rows, reference, runs)


def report(
    size: int, rows: list[tuple[str, tuple[str, ...], Callable[[], None] | None]], reference: tuple[str, ...], runs: int
) -> None:
    """Time each row in turn with the reference and print the medians."""
    print(f"\n| {size:,} claims | wall s | cpu s | peak MB | reference / this |\n|---|---|---|---|---|")
    # The reference is slow at large sizes; three runs of it among the others are enough for a median.
    standard = [timing(reference) for _ in range(min(runs, 3))]
    middle = statistics.median(run.wall for run in standard)
    for name, command, before in rows:
        timing(command, before)  # a warm-up: the file system's cache, the interpreter's compiled files
        times = [timing(command, before) for _ in range(runs)]
        wall = statistics.median(run.wall for run in times)
        cpu = statistics.median(run.cpu for run in times)
        memory = max(run.memory for run in times)
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {middle / wall:.1f} |", flush=True)
    memory = max(run.memory for run in standard)
    print(f"| reference: `safe_load` + pydantic, no checks | {middle:.2f} | | {memory:.0f} | 1 |", flush=True)


def prepare_site(base: Base) -> None:
    """Give a generated base the settings and hand-written pages of this repository."""
    here = Path(__file__).parent.parent
    shutil.copy(here / "mkdocs.yml", base.folder / "mkdocs.yml")
    shutil.copytree(here / "docs", base.folder / "docs", ignore=shutil.ignore_patterns("base"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000], help="numbers of claims")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--no-site", action="store_true", help="leave the site out")
    arguments = parser.parse_args()
    for size in arguments.sizes:
        measured(size, arguments.runs, site=not arguments.no_site)


if __name__ == "__main__":
    main()
