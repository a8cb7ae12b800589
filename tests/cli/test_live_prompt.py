"""What is shown while one types at a prompt of `new`, seen through a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cruxbase.cli import live_prompt

PROGRAM = [sys.executable, "-m", "cruxbase"]
LONGEST = 60.0  # seconds; a state is waited for, and this is where waiting ends
GIVEN = ("--topic", "monitoring", "--text", "It does.", "--source", "quill-monitors-2024@§3")


def _take_terminal() -> None:
    """Make the standard input the controlling terminal, from which an interrupt comes; one that is ignored is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A command on a pseudo-terminal: what it writes, and what is typed."""

    def __init__(self, *arguments: str, term: str = "xterm") -> None:
        self.leader, follower = pty.openpty()
        environment = {**os.environ, "TERM": term, "COLUMNS": "100"}
        self.process = subprocess.Popen(
            [*PROGRAM, *arguments],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - the child of one thread
        )
        os.close(follower)
        self.written = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.leader, keys.encode())

    def wait_for(self, text: str) -> str:
        """What is written up to and with a text, from where the last wait ended."""
        end = time.monotonic() + LONGEST
        while text not in self.written:
            assert time.monotonic() < end, f"no {text!r} in {self.written!r}"
            if select.select([self.leader], [], [], 0.2)[0]:
                try:
                    self.written += os.read(self.leader, 65536).decode(errors="replace")
                except OSError:  # Linux's way of saying that the other end is closed
                    assert text in self.written, f"ended without {text!r}: {self.written!r}"
        before, found, self.written = self.written.partition(text)
        return before + found

    def status(self) -> int:
        """The exit status, once the command has ended."""
        return self.process.wait(timeout=LONGEST)

    def close(self) -> None:
        """End what still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.leader)


@pytest.fixture
def asking(base: Path) -> Iterator[Terminal]:
    """`new claim` on a terminal, at the prompt for the title."""
    assert (base / "claims").is_dir()
    asked = Terminal("new", "claim", *GIVEN)
    asked.wait_for("title: ")
    yield asked
    asked.close()


def test_what_is_like_a_title_is_shown_while_it_is_typed(asking: Terminal):
    """Before the line is ended, the claim that half of its title names is on the screen."""
    asking.type("monitors cat")
    shown = asking.wait_for("(monitors-catch-most-attempts)")
    assert "Monitors catch most attempts to do harm" in shown
    assert "\n\n" not in shown


def test_what_was_shown_goes_when_the_line_ends_and_the_record_is_written(base: Path, asking: Terminal):
    """The whole answer stays after its question; the record has it as its title."""
    asking.type("Deterrence works")
    asking.wait_for("Deterrence works")
    asking.type("\n")
    asking.wait_for("bears on")
    asking.type("\n")
    asking.wait_for("id [deterrence-works]:")
    asking.type("\n")
    asking.wait_for("deterrence-works.yaml")
    assert asking.status() in (0, 1)
    text = (base / "claims" / "monitoring" / "deterrence-works.yaml").read_text()
    assert "title: Deterrence works\n" in text


def test_letters_can_be_taken_back(base: Path, asking: Terminal):
    """Backspace, control-W and control-U take a letter, a word and the line; an arrow types nothing."""
    asking.type("nonsense\x15Deterrence fails\x17workz\x7f\x1b[Ds\n")
    asking.wait_for("bears on")
    asking.type("\n")
    asking.wait_for("id [deterrence-works]:")
    asking.type("\n")
    asking.wait_for("deterrence-works.yaml")
    assert asking.status() in (0, 1)
    assert "title: Deterrence works\n" in (base / "claims/monitoring/deterrence-works.yaml").read_text()


def test_answers_pasted_at_once_go_to_their_questions(base: Path, asking: Terminal):
    """What follows the end of the line is left for the questions that follow."""
    asking.type("Deterrence works\n\ndeterrence\n")
    asking.wait_for("deterrence.yaml")
    assert asking.status() in (0, 1)
    assert (base / "claims" / "monitoring" / "deterrence.yaml").is_file()


@pytest.mark.parametrize(("key", "status"), [("\x04", 2), ("\x03", 130)], ids=["end of input", "interrupt"])
def test_leaving_writes_nothing_and_gives_the_terminal_back(base: Path, asking: Terminal, key: str, status: int):
    """Control-D and control-C end the command, and the terminal echoes lines again."""
    before = sorted(base.rglob("*.yaml"))
    asking.type(key)
    assert status == asking.status()
    assert termios.tcgetattr(asking.leader)[3] & (termios.ICANON | termios.ECHO) == termios.ICANON | termios.ECHO
    assert before == sorted(base.rglob("*.yaml"))


def test_a_terminal_that_cannot_redraw_is_asked_plainly(base: Path):
    """On a dumb terminal nothing is drawn anew, and the question is asked all the same."""
    assert (base / "claims").is_dir()
    asked = Terminal("new", "claim", *GIVEN, term="dumb")
    try:
        asked.wait_for("title: ")
        asked.type("Deterrence works\n")
        assert "\x1b" not in asked.wait_for("bears on")
    finally:
        asked.close()


def test_what_is_drawn_fits_the_terminal(monkeypatch: pytest.MonkeyPatch):
    """No line is wider than the terminal, signs of a title that would steer it are shown as signs, at most five lines."""
    drawn: list[str] = []
    monkeypatch.setattr(live_prompt, "_write", drawn.append)
    monkeypatch.setattr(live_prompt, "_columns", lambda: 20)
    live_prompt._draw("title:", "a" * 50, ["b" * 50, "\x1b[31mred", *"cdefg"])
    plain = re.sub(r"\x1b\[\d*[ACJ]|\r", "", drawn[0])
    assert (6, 19) == (len(plain.split("\n")), max(map(len, plain.split("\n"))))
    assert "\x1b[31m" not in drawn[0]
