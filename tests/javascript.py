"""Node, for tests of the site's scripts."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cruxbase.site.frontend.assets import FOLDER
from support import REPOSITORY


def scripts_gate() -> ModuleType:
    """`requirements/scripts.py`, which knows where Node and TypeScript are."""
    spec = importlib.util.spec_from_file_location("scripts_gate", REPOSITORY / "requirements" / "scripts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def to_be_had(tool: str) -> Path:
    """Where `node` or `compiler` is; a machine without them skips the test, but on CI it fails."""
    gate = scripts_gate()
    find: Callable[[], Path] = getattr(gate, tool)
    try:
        return find()
    except gate.NotHere as problem:
        if os.environ.get("CI"):
            pytest.fail(str(problem))
        pytest.skip(str(problem))


def node(*arguments: str | Path, cwd: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """What Node makes of arguments, run in a folder with a standard input."""
    command = [str(to_be_had("node")), *map(str, arguments)]
    environment = {**os.environ, "NODE_NO_WARNINGS": "1"}
    return subprocess.run(
        command, cwd=cwd, input=given, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def by_script(program: str, given: Any, folder: Path) -> Any:
    """What a module prints as JSON that imports the site's from `./` and reads `given.json`, run in a folder."""
    for part in ("map", "model", "search", "shared", "view"):
        shutil.copytree(FOLDER / part, folder / part, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "program.js").write_text(program, encoding="utf-8")
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    ran = node("program.js", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
