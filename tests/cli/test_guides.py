"""Every command in the guides runs, and the walk from an idea to a pull request prints what it shows.

`CRUXBASE_GOLDEN=write pytest tests/cli/test_guides.py` writes the transcript anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from cruxbase.cli.registry import COMMANDS
from running import Run
from support import findings_beside

REPOSITORY = Path(__file__).parents[2]
WALK = REPOSITORY / "docs" / "first-claim.md"
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/contributing.md", "docs/developing.md", "docs/first-claim.md")
BLOCK = re.compile(r"^```(console|yaml|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$ )?(?:\./dev run|cruxbase) ([a-z][^\n#]*|--help)", re.MULTILINE)
DEV = re.compile(r"^\./dev ([a-z]+)", re.MULTILINE)
READING = frozenset(("find", "why", "cruxes", "check", "show", "explain", "status", "paths", "impact"))
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def commands_of(guide: str) -> list[tuple[str, str]]:
    blocks = BLOCK.findall((REPOSITORY / guide).read_text(encoding="utf-8"))
    return [(guide, line.strip()) for kind, text in blocks if kind != "yaml" for line in COMMAND.findall(text)]


@pytest.mark.parametrize(("guide", "line"), [pair for guide in GUIDES for pair in commands_of(guide)])
def test_a_command_in_a_guide_is_understood(guide: str, line: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that read run on the base of this repository; of those that write, the options are known."""
    name, *rest = shlex.split(line)
    monkeypatch.chdir(REPOSITORY)
    if guide == "docs/first-claim.md":
        assert name in {command.name for command in COMMANDS}
    elif name in READING:
        assert run(name, *rest).status in (0, 1)
    elif name.startswith("-"):
        assert run(name).status == 0
    else:
        options = [word for word in rest if word.startswith("--")]
        shown = run(name, "--help").out
        assert [option for option in options if option.partition("=")[0] not in shown] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_a_task_of_dev_in_a_guide_is_one(guide: str) -> None:
    """What guides have `./dev` do is in its usage."""
    usage = (REPOSITORY / "dev").read_text(encoding="utf-8").partition("TEXT\n}")[0]
    blocks = BLOCK.findall((REPOSITORY / guide).read_text(encoding="utf-8"))
    named = {task for kind, text in blocks if kind == "sh" for task in DEV.findall(text)}
    assert [task for task in sorted(named) if f"  {task} " not in usage] == []


@pytest.mark.usefixtures("base")
def test_the_walk_prints_what_it_shows(run: Run) -> None:
    """From an idea to a pull request, each command does and says what the page has below it."""
    for command in ("init -q -b main", "add -A", "commit -q -m before"):
        subprocess.run(["git", *IDENTITY, *command.split()], check=True)
    page = WALK.read_text(encoding="utf-8")
    made = page
    for block in BLOCK.finditer(page):
        kind, text = block.groups()
        if kind == "yaml":
            heading, _, record = text.partition("\n")
            Path(heading.removeprefix("# ")).write_text(record, encoding="utf-8")
            continue
        shown = ""
        for line in re.findall(r"^\$ (.*)$", text, re.MULTILINE):
            program, *arguments = shlex.split(line)
            shown += f"$ {line}\n"
            if program == "git":
                subprocess.run(["git", *IDENTITY, *arguments], check=True)
                continue
            printed = run(*arguments)
            output = (printed.out + printed.err).replace(f"{Path.cwd()}/", "").strip("\n")
            shown += "".join(f"{one.rstrip()}\n" for one in output.split("\n")) if output else ""
        made = made.replace(block[0], f"```console\n{shown}```")
    if os.environ.get("CRUXBASE_GOLDEN") == "write":
        WALK.write_text(made, encoding="utf-8")
    assert made == WALK.read_text(encoding="utf-8")


CONTRIBUTING = (REPOSITORY / "docs" / "contributing.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!instead of)([^|]+) \| ([^|]+) \| `([a-z/-]+)`", CONTRIBUTING, re.MULTILINE)


def test_there_are_good_and_bad_pairs() -> None:
    """The page has a table of them."""
    assert len(ROWS) >= 8


@pytest.mark.parametrize(("bad", "good", "code"), ROWS)
def test_the_bad_of_a_pair_is_found_and_the_good_is_not(bad: str, good: str, code: str) -> None:
    """What a contributor should not write has the finding that stands beside it."""

    def found(thought: str) -> set[str]:
        return {
            one.code
            for one in findings_beside(f"""
                # claims/monitoring/deterrence.yaml
                type: claim
                title: "{thought}"
                topic: monitoring
                statement: "{thought}."
                sources: [{{source: quill-monitors-2024, at: §2}}]
                attacks:
                  - claim: deploy-with-monitors
                    because: What is not tried need not be watched.
            """)
        }

    assert code in found(bad)
    assert code not in found(good)
