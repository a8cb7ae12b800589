"""No command line ends in a traceback, whatever is typed."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cruxbase.cli import main
from cruxbase.cli.progress import Progress
from cruxbase.cli.registry import COMMANDS

NAMES = [
    command.name for command in COMMANDS if command.name not in ("build", "serve", "mcp", "lsp")
]  # servers, a generator
WORDS = (
    *("--json", "--base", "--format", "sarif", "--limit", "--depth", "--view", "--between", "--type", "--topic", "-o"),
    *(
        "--unsafe",
        "--diff",
        "--check",
        "--dry-run",
        "--set",
        "--from",
        "--title",
        "--id",
        "--only",
        "--help",
        "--",
        "-",
    ),
    *("claims", "claims/people", "claims/people/ada-quill.yaml", "ada-quill", "quill-2024", "deploy-with-monitors"),
    *("monitors-catch-most-attempts", "do-monitors-catch-enough", "monitored-harm", "monitoring", "crux", "claim"),
    *(
        "",
        " ",
        ".",
        "..",
        "/",
        "/dev/null",
        "nowhere",
        "a=b",
        "caught=0.9",
        "a -> b",
        "0",
        "-1",
        "1e9",
        "é",
        "\udcff",
        "\0",
    ),
    *("link", "link/cycle", "bash", "csv", "csl", "2020-12"),
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS), max_size=5))
def test_no_arguments_end_in_a_traceback(base: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]):
    """Every command line gives one of the statuses, and a sentence where it is wrong."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    monkeypatch.chdir(base)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([name, *arguments])
    assert status in (0, 1, 2), (name, arguments)
    assert status != 2 or err.getvalue().startswith(("cruxbase: ", "\nThese say nearly the same")), (name, arguments)
    assert "Traceback" not in err.getvalue()


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("seconds", "shown"), [(0.1, ""), (1.0, "\r\x1b[Kwriting pages 3 of 9\r\x1b[K")])
def test_progress_is_for_work_that_takes_longer_than_a_moment(
    monkeypatch: pytest.MonkeyPatch, seconds: float, shown: str
):
    """After a moment one line tells how far things are, and it is gone at the end."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Progress(60) as progress:
        now[0] += seconds
        progress("writing pages", 3, 9)
    assert shown == sys.stderr.getvalue()  # type: ignore[attr-defined] # it is a Terminal


def test_progress_is_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch):
    """In a pipe or a file nothing is shown, however long it takes."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress(60) as progress:
        now[0] += 10
        progress("writing pages", 3, 9)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined] # it is a StringIO
