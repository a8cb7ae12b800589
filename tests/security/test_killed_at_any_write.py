"""Refactorings ended by SIGKILL at every call of the C library that writes: the base is as before or as after, and it is said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from review.test_refactoring import texts
from support import REPOSITORY

HERE = Path(__file__).parent
COMPILER = shutil.which("cc")
COMMANDS = {
    "rename": ("rename", "rust", "oxidation"),
    "retire": ("retire", "rust", "--by", "corrosion"),
    "merge": ("merge", "rust", "corrosion"),
    "split": ("split", "rust", "jam", "--title", "Locks jam", "--text", "Locks jam.", "--take", "rust -> fail"),
    "move-step": ("move-step", "rust -> fail", "corrosion"),
}

pytestmark = [
    pytest.mark.skipif(COMPILER is None, reason="needs a C compiler, for the shim"),
    pytest.mark.skipif(sys.platform != "linux", reason="needs LD_PRELOAD"),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim, compiled."""
    library = tmp_path_factory.mktemp("shim") / "kill_at_write.so"
    assert COMPILER is not None
    source = str(HERE / "kill_at_write.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"], check=True)
    return library


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_write_the_base_is_as_before_or_as_after(name: str, shim: Path, tmp_path: Path) -> None:
    """Whichever write is the last, the next command restores one of the two states and says so; nothing lies about."""
    base = tmp_path / "base"
    for path, text in {**texts(), "README.md": "Begin with [[rust]].\n", "docs/page.md": "On [[rust|it]].\n"}.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    surroundings = {
        "LD_PRELOAD": str(shim),
        "PYTHONPATH": str(REPOSITORY / "build"),
        "CRUXBASE_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_commands.py"), *COMMANDS[name]],
        cwd=base,
        env={**kept, **surroundings},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    result = json.loads(done.stdout)
    assert "failed" not in result, result
    assert not result["same"]
    assert set(result["outcomes"]) == {"before", "after"}
    assert len(result["outcomes"]) > 20
    assert (result["silent"], result["unclean"]) == ([], [])
