"""A bound on a whole command: what a base costs beyond it ends with a sentence, wherever it is spent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import valid_texts


@pytest.fixture
def costly(tmp_path: Path) -> Path:
    """A base whose check takes some seconds: two thousand claims that all bear on each other."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for number in range(2000):
        steps = "".join(f"  - {{claim: c{(number + step) % 2000}, because: So it is.}}\n" for step in range(1, 20))
        (tmp_path / f"claims/monitoring/c{number}.yaml").write_text(
            f"type: claim\ntitle: Claim {number}\ntopic: monitoring\nstatement: It is {number}.\norigin: implied\n"
            f"supports:\n{steps}"
        )
    return tmp_path


def check(folder: Path, **bounds: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cruxbase", "check", "--no-cache"],
        cwd=folder,
        env={**os.environ, **bounds},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"CRUXBASE_MAX_SECONDS": "0.5"}, "takes longer than CRUXBASE_MAX_SECONDS allows (0.5 s)"),
        ({"CRUXBASE_MAX_MEMORY": "150"}, "more memory than CRUXBASE_MAX_MEMORY allows (150 MiB)"),
    ],
    ids=["time", "memory"],
)
def test_a_base_that_costs_too_much_ends_in_a_sentence(costly: Path, bounds: dict[str, str], said: str) -> None:
    """No traceback, no stall: exit 2 and the name of the bound."""
    done = check(costly, **bounds)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr


@pytest.mark.parametrize("written", ["-1", "0", "much", "1e99"])
def test_a_bound_is_a_positive_number(tmp_path: Path, written: str) -> None:
    """Anything else is said to be wrong, and nothing is checked."""
    (tmp_path / "claims").mkdir()
    done = check(tmp_path, CRUXBASE_MAX_SECONDS=written)
    assert (done.returncode, "write a positive number" in done.stderr) == (2, True)


def test_within_its_bounds_a_command_is_as_ever(tmp_path: Path) -> None:
    """A bound that is not reached changes nothing."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    free = check(tmp_path)
    bound = check(tmp_path, CRUXBASE_MAX_SECONDS="120", CRUXBASE_MAX_MEMORY="4000")
    assert (bound.returncode, bound.stdout) == (free.returncode, free.stdout)
