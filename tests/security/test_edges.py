"""What the machine refuses is one sentence and exit status 2, whatever command it happens to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import REPOSITORY, valid_texts

COMMANDS = {
    "check": ("check",),
    "check without cache": ("check", "--no-cache"),
    "check as json": ("check", "--format", "json"),
    "show": ("show", "deploy-with-monitors"),
    "find": ("find", "monitors"),
    "status": ("status",),
    "export": ("export", "json"),
    "schema": ("schema", "--print", "2020-12"),
    "fmt": ("fmt", "--diff"),
    "explain": ("explain", "yaml/syntax"),
    "help": ("--help",),
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The valid base on disk; the folder that holds it."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def shell(base: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of a shell in which `cruxbase` is ours."""
    return subprocess.run(
        ["sh", "-c", f'cruxbase() {{ "{sys.executable}" -m cruxbase "$@"; }}\n{command}'],
        cwd=base,
        # Output is buffered, as at a user's: a buffer that is full only at the end is what hides a full disk.
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "build"), "PYTHONUNBUFFERED": "", **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def words(name: str) -> str:
    return " ".join(COMMANDS[name])


def test_a_summary_comes_after_what_it_sums_up(base: Path) -> None:
    """Where a little output cannot be written, its summary is not given as if it had been."""
    shell(base, "cruxbase fmt")
    path = base / "claims/monitoring/monitor-trial-2024.yaml"
    path.write_text(path.read_text("utf-8").replace("type: evidence\n", "type:   evidence\n"), encoding="utf-8")
    assert "1 of" in shell(base, "cruxbase fmt --diff").stderr
    done = shell(base, "cruxbase fmt --diff >/dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_standard_output_is_one_sentence(base: Path, name: str) -> None:
    """Where the output cannot be written, that is said, and the status is 2."""
    done = shell(base, f"cruxbase {words(name)} >/dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_failure(base: Path, name: str, closed: str) -> None:
    """Whoever closes a stream does not want to hear; the command does its work."""
    done = shell(base, f"cruxbase {words(name)} {closed}")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "export json -o /dev/full",
        "export json -o /proc/nothing/x",
        "check -o /dev/full",
        "export csv -o /dev/null/x",
        "schema --output /dev/null",
        "build --site /dev/null --config mkdocs.yml",
    ],
)
def test_a_place_that_cannot_be_written_to_is_one_sentence(base: Path, command: str) -> None:
    """A full disk, a file where a folder should be, a place that takes no files: one sentence, status 2."""
    (base / "mkdocs.yml").write_text("site_name: A base\n", encoding="utf-8")
    (base / "docs").mkdir()
    (base / "docs/index.md").write_text("# A base\n", encoding="utf-8")
    done = shell(base, f"cruxbase {command}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cruxbase: ")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_cache_that_cannot_be_made_costs_only_time(base: Path) -> None:
    """Where there can be no cache folder, commands do all their work."""
    done = shell(base, "cruxbase check", CRUXBASE_CACHE_DIR="/dev/null/x")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_limit_on_file_sizes_leaves_nothing_half_written(base: Path) -> None:
    """Where a file may grow no further, the one that was there stays as it is, and no part of the new one is left."""
    target = base / "all.json"
    target.write_text("before", encoding="utf-8")
    done = shell(base, f"trap '' XFSZ; ulimit -f 1; cruxbase export json -o {target}")
    assert (done.returncode, target.read_text(encoding="utf-8")) == (2, "before")
    assert [path.name for path in base.iterdir() if path.name.startswith(".")] == []
    assert done.stderr.count("\n") == 1
