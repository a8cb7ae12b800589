"""What holds for every command: help, wrong usage, colour, and how a run ends."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import cruxbase
from cruxbase.cli.registry import COMMANDS, command_named
from running import Run

PROGRAM = [sys.executable, "-m", "cruxbase"]


def test_overview_lists_every_command(run: Run):
    """`--help`, `help` and nothing at all print the commands with what they do."""
    shown = run("--help")
    assert (0, "") == (shown.status, shown.err)
    assert [command.name for command in COMMANDS] == re.findall(r"^  ([a-z][a-z_-]+) ", shown.out, flags=re.MULTILINE)
    assert shown == run() == run("help") == run("-h")


def test_version_is_that_of_the_package(run: Run):
    """`--version` prints the name and the version."""
    assert (0, f"cruxbase {cruxbase.__version__}\n", "") == run("--version") == run("-V")


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_help_of_a_command_says_what_it_does_and_has_examples(run: Run, name: str):
    """`COMMAND --help` and `help COMMAND` print usage, a description and examples."""
    shown = run(name, "--help")
    assert (0, "") == (shown.status, shown.err)
    assert shown.out.startswith(f"usage: cruxbase {name}")
    assert f"Examples:\n\n  cruxbase {name}" in shown.out.replace('eval "$(', "")
    assert max(map(len, shown.lines)) <= 100
    assert shown.out == run("help", name).out


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_options_in_the_examples_exist(name: str):
    """Every option that an example of a command uses is one of the command's."""
    from cruxbase.cli.parser import parser_for

    command = command_named(name)
    assert command is not None
    known = parser_for(command).format_help()
    used = {option for line, _ in command.module.EXAMPLES for option in re.findall(r"(?<= )--[a-z-]+", line)}
    assert set() == {option for option in used if not re.search(rf"{option}\b", known)}


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (("chekc",), "there is no command 'chekc'; did you mean 'check'?"),
        (("help", "chekc"), "there is no command 'chekc'; did you mean 'check'?"),
        (("--json", "check"), "--json must come after a command"),
        (("check", "nowhere"), "there is no file or folder 'nowhere'"),
        (("check", "--format", "yaml"), "invalid choice: 'yaml'"),
        (("check", "--fail-on"), "expected one argument"),
        (("check", "--frmat", "json"), "unrecognized arguments: --frmat"),
        (("check", "notes.txt"), "'notes.txt' is not in a folder called 'claims'"),
        (("find", "--limit", "0"), "'0' is not a number from 1"),
        (("find", "--limit", "²"), "'²' is not a number from 1"),
        (("show",), "the following arguments are required: ID"),
        (("why", "deploy-with-monitors", "--depth", "x"), "'x' is not a number from 1"),
        (("export", "xls"), "invalid choice: 'xls'"),
        (("completion", "tcsh"), "invalid choice: 'tcsh'"),
        (("serve", "--port", "70000"), "'70000' is not a port"),
        (("build",), "'mkdocs.yml', are not there; name others with --config"),
        (("serve",), "'mkdocs.yml', are not there; name others with --config"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(base: Path, run: Run, arguments: tuple[str, ...], phrase: str):
    """What cannot be carried out as it was typed gives status 2, words on the standard error, and no traceback."""
    (base / "notes.txt").touch()
    said = run(*arguments)
    assert (2, "") == (said.status, said.out)
    assert phrase in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "name", ["check", "find", "show x", "why x", "paths x y", "impact x", "fix", "fmt", "new claim"]
)
def test_no_base_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str):
    """Where there is no folder `claims` here or above, a command says so."""
    monkeypatch.chdir(tmp_path)
    said = run(*name.split())
    assert (2, "") == (said.status, said.out)
    assert "no folder 'claims' here or above" in said.err


def test_the_base_is_found_from_below(base: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """A command called in a folder of the base is about that base."""
    monkeypatch.chdir(base / "claims" / "people")
    assert "no findings in 21 files\n" == run("check").out
    assert ["ada-quill"] == run("find", "--type", "person", "--ids").lines


# colour


def output_on_a_terminal(base: Path, **environment: str) -> str:
    """What `check` writes where the standard output is a terminal."""
    leader, follower = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    with subprocess.Popen(
        [*PROGRAM, "check"], cwd=base, stdout=follower, env={**variables, "TERM": "xterm", **environment}
    ) as process:
        os.close(follower)
        pieces = []
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # what Linux does where others return nothing
                break
            if not piece:
                break
            pieces.append(piece)
    os.close(leader)
    assert 1 == process.returncode
    return b"".join(pieces).decode()


def test_colour_is_for_terminals_only(base: Path):
    """On a terminal findings are coloured, unless NO_COLOR or a dumb terminal forbid it; in a pipe they are not."""
    (base / "claims" / "monitoring" / "bad.yaml").write_text("type: clam\n")
    assert "\x1b[1;31merror[schema/unknown-type]\x1b[0m" in output_on_a_terminal(base)
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        shown = output_on_a_terminal(base, **plain)
        assert "\x1b" not in shown
        assert "error[schema/unknown-type]" in shown
    piped = subprocess.run([*PROGRAM, "check"], cwd=base, capture_output=True, text=True, check=False)
    assert "\x1b" not in piped.stdout


@pytest.mark.usefixtures("base")
def test_colour_can_be_forced(monkeypatch: pytest.MonkeyPatch, run: Run):
    """FORCE_COLOR colours what goes into a pipe; an empty NO_COLOR forbids nothing."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[" in run("check").out
    assert "\x1b[" in run("why", "deploy-with-monitors").out


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("command", ["check --format json", "check --format sarif", "show ada-quill --json"])
def test_what_programs_read_is_never_coloured(monkeypatch: pytest.MonkeyPatch, run: Run, command: str):
    """JSON stays JSON whatever the environment says."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run(*command.split()).out


# how a run ends


def test_a_closed_pipe_is_no_failure(base: Path):
    """`cruxbase … | head -1` ends as a broken pipe does, without a word."""
    with subprocess.Popen(
        [*PROGRAM, "export", "json"], cwd=base, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 141 == process.returncode


_TELLS_THAT_IT_READS = """
import os, sys
from cruxbase.cli import program

class Telling:
    def __init__(self, stream):
        self.stream = stream
    def __getattr__(self, name):
        if name == "read":
            os.write(1, b"reading")
        return getattr(self.stream, name) if name != "buffer" else Telling(self.stream.buffer)

sys.stdin, sys.argv = Telling(sys.stdin), ["cruxbase", "fmt", "-"]
program()
"""


def test_interrupting_is_quiet(base: Path):
    """Ctrl-C ends a command with 130 and no traceback."""
    with subprocess.Popen(
        [sys.executable, "-c", _TELLS_THAT_IT_READS],
        cwd=base,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell starts what runs in the background with interrupts ignored, and we may run so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing here has threads
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"reading" == process.stdout.read(7)
        process.send_signal(signal.SIGINT)
        assert b"" == process.stderr.read()
    assert 130 == process.returncode


def test_a_terminal_without_unicode_gets_signs(base: Path):
    """A title that the output's encoding does not know comes out with escapes instead of a failure."""
    claim = base / "claims" / "people" / "ada-quill.yaml"
    claim.write_text("type: person\nname: Łucja 漢字\n", encoding="utf-8")
    shown = subprocess.run(
        [*PROGRAM, "find", "--type", "person"],
        cwd=base,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    assert (0, b"") == (shown.returncode, shown.stderr)
    assert rb"\u0141ucja" in shown.stdout


def test_the_installed_program_is_the_same(base: Path):
    """The script `cruxbase` does what `python -m cruxbase` does."""
    script = shutil.which("cruxbase", path=str(Path(sys.executable).parent))
    assert script is not None
    shown = [
        subprocess.run([*program, "check"], cwd=base, capture_output=True, text=True, check=True).stdout
        for program in ([script], PROGRAM)
    ]
    assert ["no findings in 21 files\n"] * 2 == shown
