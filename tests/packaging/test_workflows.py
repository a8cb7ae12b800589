"""The forge's workflows: pinned, with no more rights than they need, and free of what the linters know to be dangerous."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = sorted((ROOT / ".github" / "actions").rglob("action.yml"))
BESIDE = Path(sys.executable).parent


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + "/" + path.name)
def test_every_action_is_pinned_by_hash_and_says_its_version(path: Path) -> None:
    """A tag can be moved to other code; a commit cannot."""
    used = re.findall(r"uses: (\S+)(.*)", path.read_text())
    assert [] == [
        name for name, rest in used if not re.search(r"@[0-9a-f]{40}$", name) or not re.match(r" # v\d", rest)
    ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_checkout_leaves_credentials_behind(path: Path) -> None:
    """What runs after a checkout cannot push with its token."""
    text = path.read_text()
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_zizmor_finds_nothing() -> None:
    """The workflows are clean under zizmor, without asking the network."""
    run = subprocess.run(
        [BESIDE / "zizmor", "--offline", "--quiet", ROOT / ".github"], capture_output=True, text=True, check=False
    )
    assert (0, "") == (run.returncode, "" if run.returncode == 0 else run.stdout)


def test_actionlint_finds_nothing() -> None:
    """The workflows are clean under actionlint."""
    run = subprocess.run([BESIDE / "actionlint", *WORKFLOWS], capture_output=True, text=True, check=False)
    assert (0, "") == (run.returncode, run.stdout)


def test_what_may_write_runs_no_code_of_a_pull_request() -> None:
    """The workflow that comments checks nothing out."""
    assert "actions/checkout" not in (ROOT / ".github" / "workflows" / "comment.yml").read_text()
