"""How long `ask-next`, `compare` and `cruxes --between` take on generated bases: whole commands, and after loading.

    python benchmarks/commands.py 1000 10000 100000
    python benchmarks/commands.py 10000 --shared 3000

Two people are added who share fifty claims, or as many as `--shared` says, and differ on nearly all. Each command runs
once before it is timed, so that what is kept of the base is there. Processor seconds are what to compare on a machine that
does other things.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generated import Writer
from whole_base import CRUXBASE, timing

AFTER_LOADING = """
import json, sys, time
import cruxbase
root, target = sys.argv[1:]
figures = {}
def timed(name, call):
    begun = time.perf_counter(), time.process_time()
    call()
    figures[name] = (time.perf_counter() - begun[0], time.process_time() - begun[1])
timed("load()", lambda: figures.setdefault("kb", cruxbase.load(root).knowledge_base))
kb = figures.pop("kb")
timed("numpy and scipy", lambda: __import__("cruxbase.reasoning.jeffrey"))
timed("ask-next", lambda: kb.ask_next(target, view="ann", limit=10))
timed("compare", lambda: kb.compare("ann", "bob"))
kb = cruxbase.load(root).knowledge_base
timed("cruxes --between", lambda: kb.cruxes_between(target, "ann", "bob"))
print(json.dumps(figures))
"""


def add_people(size: int, root: Path, shared: int) -> str:
    """Two people who share claims; the claim among these on which most bears is returned, and they differ on it."""
    draw = random.Random(7)
    several = [n for n in range(size) if n % 10 != 9]
    common = sorted({1, *draw.sample(several, min(shared - 1, len(several) // 3))})
    for name, date in (("ann", "2025-01"), ("bob", "2025-02")):
        own = draw.sample(several, 10)
        credences = {n: draw.randint(1, 99) / 100 for n in sorted({*common, *own})}
        credences[1] = 0.2 if name == "ann" else 0.8
        rows = "".join(f"  claim-{n}: {value}\n" for n, value in credences.items())
        (root / "people" / f"{name}.yaml").write_text(f"type: person\nname: {name.title()}\nnotes: Made up.\n")
        (root / "viewpoints" / f"{name}-{date}.yaml").write_text(
            f"type: viewpoint\ntitle: {name.title()}\nholder: {name}\ndate: {date}\n"
            f"sources: [{{source: source-0, at: p. 1}}]\ncredences:\n{rows}"
        )
    return "claim-1"


def measured(size: int, shared: int, runs: int) -> None:
    """Print the rows for one size."""
    with tempfile.TemporaryDirectory() as folder:
        Writer(size, Path(folder)).all()
        root = Path(folder) / "claims"
        target = add_people(size, root, shared)
        timing((*CRUXBASE, "check", str(root)))
        print(f"\n### {size:,} claims, two people who share {shared}; load {os.getloadavg()[0]:.1f}\n", flush=True)
        print("| | wall s | cpu s | peak MB |\n|---|---|---|---|")
        for name, command in {
            "ask-next": ("ask-next", target, "--view", "ann"),
            "compare": ("compare", "ann", "bob"),
            "cruxes --between": ("cruxes", target, "--between", "ann", "bob"),
        }.items():
            whole = (*CRUXBASE, *command, "--base", str(root))
            timing(whole)
            times = [timing(whole) for _ in range(runs)]
            wall, cpu, memory = (
                statistics.median(getattr(one, what) for one in times) for what in ("wall", "cpu", "memory")
            )
            print(f"| {name}, whole command | {wall:.2f} | {cpu:.2f} | {memory:.0f} |", flush=True)
        inside = [
            json.loads(timing((sys.executable, "-c", AFTER_LOADING, str(root), target)).output) for _ in range(runs)
        ]
        for name in inside[0]:
            wall, cpu = (statistics.median(one[name][at] for one in inside) for at in (0, 1))
            print(f"| {name}, in one process | {wall:.2f} | {cpu:.2f} | |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000], help="numbers of claims")
    parser.add_argument("--shared", type=int, default=50, help="claims of which both people have spoken (default 50)")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    for size in arguments.sizes:
        measured(size, arguments.shared, arguments.runs)


if __name__ == "__main__":
    main()
