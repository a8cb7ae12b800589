"""Times `cruxbase import aif` on generated node sets, beside `arguebuf` loading the same files where that is installed.

    python benchmarks/imports.py 4500 /tmp/bench-aif [--arguebuf PYTHON]

The shape is that of dialogue corpora: 51 nodes a file on average, of which 23 % are claims, 30 % locutions, 21 % illocutions,
14 % transitions and the rest schemes. The same number gives the same files on every machine.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from generated import WORDS

ARGUEBUF = """
import json, pathlib, sys, time
from arguebuf import load
start = time.process_time()
nodes = sum(len(load.aif(json.loads(path.read_text())).nodes) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")))
print(f"{time.process_time() - start:.1f} s CPU, {nodes} nodes")
"""


def sentence(source: random.Random) -> str:
    """A made-up thought of eight to twenty words."""
    return " ".join(source.choice(WORDS) for _ in range(source.randint(8, 20))).capitalize() + "."


def node_set(source: random.Random) -> dict[str, list[dict[str, str | None]]]:
    """One dialogue: claims that locutions assert, and inferences, conflicts and rephrases between claims."""
    nodes: list[dict[str, str | None]] = []
    edges: list[dict[str, str | None]] = []

    def node(type: str, text: str) -> str:
        nodes.append({"nodeID": str(len(nodes) + 1), "text": text, "type": type, "timestamp": "2026-01-01 00:00:00"})
        if type not in ("I", "L"):
            nodes[-1]["scheme"] = text
        return str(len(nodes))

    def edge(start: str, end: str) -> None:
        edges.append({"edgeID": str(len(edges) + 1), "fromID": start, "toID": end, "formEdgeID": None})

    claims = []
    said = []
    for _ in range(source.randint(8, 15)):
        claims.append(node("I", sentence(source)))
        said.append(node("L", f"Speaker{source.randint(1, 4)} : {sentence(source)}"))
        asserting = node("YA", "Asserting")
        edge(said[-1], asserting)
        edge(asserting, claims[-1])
    for _ in range(len(claims) // 3):
        node("L", f"Analyst : {sentence(source)}")
    for before, after in pairwise(said):
        transition = node("TA", "Default Transition")
        edge(before, transition)
        edge(transition, after)
    for _ in range(len(claims) * 2 // 3):
        start, end = source.sample(claims, 2)
        kind, text = source.choice(
            [("RA", "Default Inference"), ("CA", "Default Conflict"), ("MA", "Default Rephrase")]
        )
        scheme = node(kind, text)
        edge(start, scheme)
        edge(scheme, end)
    return {"nodes": nodes, "edges": edges, "locutions": []}


def main() -> None:
    """Write the files, and time both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--arguebuf", metavar="PYTHON", help="an interpreter that has arguebuf")
    arguments = parser.parse_args()
    source = random.Random(1)
    inner = arguments.folder / "aif"
    inner.mkdir(parents=True, exist_ok=True)
    total = 0
    for number in range(arguments.files):
        content = node_set(source)
        total += len(content["nodes"])
        (inner / f"nodeset{number}.json").write_text(json.dumps(content))
    (arguments.folder / "claims").mkdir(exist_ok=True)
    print(f"{arguments.files} files, {total} nodes")
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "cruxbase",
        "import",
        "aif",
        str(inner),
        "--base",
        str(arguments.folder / "claims"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    wall = time.perf_counter() - started
    written = sum(1 for _ in (arguments.folder / "claims").rglob("*.yaml"))
    print(f"cruxbase import: {user + system:.1f} s CPU ({user:.1f} user), {wall:.1f} s in all, {written} records")
    if arguments.arguebuf:
        done = subprocess.run(
            [arguments.arguebuf, "-c", ARGUEBUF, str(inner)], capture_output=True, text=True, check=False
        )
        print(f"arguebuf, loading only: {done.stdout.strip() or done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    main()
