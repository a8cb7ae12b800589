from __future__ import annotations

import io
from pathlib import Path

import pytest

from cruxbase.cli import main
from disputes import DISPUTE
from running import Ran, Run
from support import texts_from, valid_texts


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the valid example base in `claims/`, made the current one."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process, with something to read, 100 cells wide and without colour."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def ran(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = main(arguments)
        return Ran(status, *capsys.readouterr())

    return ran


@pytest.fixture
def dispute_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a base in which people disagree, made the current one; two more people, and a model of causes."""
    more = """
# claims/people/dee.yaml
type: person
name: Dee
# claims/people/eve.yaml
type: person
name: Eve
# claims/viewpoints/eve-2024.yaml
type: viewpoint
title: Eve, 2024
holder: eve
date: 2024
credences: {buy-brass: 0.5}
# claims/models/causes.yaml
type: model
title: Causes
topic: locks
summary: What causes what.
variables:
  - {name: rain, causes: [rust]}
  - {name: rust}
"""
    for path, text in texts_from(DISPUTE + more).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
