"""Runs a command, killed at every one of its writes in turn, and prints what was found afterwards; see the test beside it.

Run with the shim of `kill_at_write.c` preloaded, in the folder that holds the base:

    python killed_commands.py merge brass copper
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

from cruxbase.cli import main
from cruxbase.support.user_cache import cache_folder

FINISHED = 0
SHIM = ctypes.CDLL(None)


def files() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def lay_out(content: dict[str, bytes]) -> None:
    for path in files().keys() - content.keys():
        Path(path).unlink()
    for path, raw in content.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(raw)


def in_child(arguments: list[str], errors: Path, kill_at: int = 0) -> int:
    """The wait status of a process of its own that carries out a command, killed at its n-th write if that is not 0."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        SHIM.arm(kill_at)
        status = main(arguments)
        SHIM.arm(0)
        os._exit(status)
    return os.waitpid(child, 0)[1]


def killed_everywhere(arguments: list[str]) -> dict[str, object]:
    before, errors = files(), Path(os.environ["CRUXBASE_CACHE_DIR"]).parent / "errors.txt"
    status = in_child(arguments, errors)
    after = files()
    if status != FINISHED:
        return {"failed": errors.read_text()}
    outcomes: list[str] = []
    silent: list[int] = []
    unclean: list[int] = []
    changes = Path(cache_folder(Path("claims").absolute(), "changes") or "")
    for count in range(1, 1000):
        lay_out(before)
        shutil.rmtree(changes, ignore_errors=True)
        if in_child(arguments, errors, count) == FINISHED:
            break
        left = files() not in (before, after) or (changes / "journal").exists()
        in_child(["check", "claims"], errors)
        now = files()
        outcomes.append("before" if now == before else "after" if now == after else "neither")
        if left and "had been interrupted" not in errors.read_text():
            silent.append(count)
        if changes.is_dir() and os.listdir(changes):
            unclean.append(count)
    return {"outcomes": outcomes, "silent": silent, "unclean": unclean, "same": before == after}


if __name__ == "__main__":
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for warming_up in ([*sys.argv[1:], "--dry-run"], ["check", "claims"]):  # children have it all imported then
        main(warming_up)
    os.write(output, json.dumps(killed_everywhere(sys.argv[1:])).encode())
