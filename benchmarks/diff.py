"""Times `cruxbase diff` of a ten-file change on a generated base, whole processes.

    python benchmarks/diff.py 10000 --runs 5

The base is committed to a repository of its own and checked once, so that what it parses is remembered, as after any
`cruxbase check`; then nine claims get a new title and stronger reasons, and a person another credence.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generated import Writer

CRUXBASE = (sys.executable, "-m", "cruxbase")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def change(root: Path, size: int) -> None:
    for number in range(9):
        (path,) = root.glob(f"*/claim-{(number * size // 9) + 10}.yaml")
        text = path.read_text(encoding="utf-8").replace("strength: weak", "strength: strong")
        path.write_text(text.replace("title: ", "title: Now ", 1), encoding="utf-8")
    view = root / "viewpoints" / "view-1.yaml"
    view.write_text(view.read_text(encoding="utf-8").replace(": 0.", ": 0.0", 1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        Writer(arguments.size, top).all()
        git(top, "init", "-q")
        git(top, "add", "-A")
        git(top, "commit", "-qm", "before")
        change(top / "claims", arguments.size)
        git(top, "commit", "-qam", "after")
        subprocess.run([*CRUXBASE, "check", "claims"], cwd=top, check=False, capture_output=True)
        walls = []
        for _ in range(arguments.runs):
            begun = time.perf_counter()
            done = subprocess.run(
                [*CRUXBASE, "diff", "HEAD~1..HEAD", "--format", "json"], cwd=top, check=True, capture_output=True
            )
            walls.append(time.perf_counter() - begun)
        plain = json.loads(done.stdout)
        moved = len(plain["statuses"]) + len(plain["strengths"])
        print(f"{arguments.size:,} claims, {len(plain['records'])} records changed, {moved:,} conclusions moved")
        print(f"median {statistics.median(walls):.2f} s, least {min(walls):.2f} s of {arguments.runs}")


if __name__ == "__main__":
    main()
