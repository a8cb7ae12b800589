"""What `docs/command-line.md` shows is what happens; its examples run in a copy of the example base.

`CRUXBASE_GOLDEN=write pytest tests/cli/test_command_line_page.py` writes the outputs anew. A line `…` in an output
stands for any lines.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from cruxbase.cli.registry import COMMANDS
from running import Run

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
TEXT = PAGE.read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n\$ cruxbase (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
SHAPE = re.compile(
    r"\*\*JSON\*\*(?: of `(?P<command>[^`]+)`|, `(?P<path>[^`]+)`):\s+(?P<fields>.*?)(?=\.(?:\s|$)|; \*\*)", re.DOTALL
)


def shapes() -> list[tuple[str, str, set[str]]]:
    """The shapes that the page promises: a command, a path into what it prints, and the fields there."""
    found = []
    command = ""
    for match in SHAPE.finditer(TEXT):
        command = match["command"] or command
        found.append((command, match["path"] or "", set(re.findall(r"`(\w+)`", match["fields"]))))
    return found


def at(value: Any, path: str) -> Any:
    """The part of a JSON value at a path such as `findings[]` or `supporting[].undercuts[]`."""
    for part in filter(None, path.split(".")):
        name, _, items = part.partition("[")
        value = value[name] if name else value
        value = value[0] if items else value
    return value


def write_bo(base: Path) -> None:
    """Give the example base a second person, who believes less."""
    viewpoint = (base / "claims" / "viewpoints" / "quill-2024.yaml").read_text()
    (base / "claims" / "viewpoints" / "bo-2024.yaml").write_text(
        viewpoint.replace("ada-quill", "bo").replace("0.8", "0.3")
    )
    (base / "claims" / "people" / "bo.yaml").write_text("type: person\nname: Bo\n")


def test_every_command_has_its_section():
    """The sections are the commands, in the order of the overview, under the headings it has."""
    headings = re.findall(r"^(##|###) (.+)$", TEXT, flags=re.MULTILINE)
    expected: list[tuple[str, str]] = []
    for command in COMMANDS:
        if ("##", command.group) not in expected:
            expected.append(("##", command.group))
        expected.append(("###", command.name))
    assert expected == headings


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("example", list(CONSOLE.finditer(TEXT)), ids=lambda example: example[1][:40])
def test_an_example_prints_what_the_page_shows(run: Run, example: re.Match[str]):
    """Run in the example base, a command prints what stands below it."""
    command, shown = example[1], example[2]
    printed = run(*shlex.split(command))
    output = printed.out + printed.err
    output = output.replace(f"{Path.cwd()}/", "").rstrip() + "\n"
    if os.environ.get("CRUXBASE_GOLDEN") == "write" and "…\n" not in shown.splitlines(keepends=True):
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(text.replace(example[0], f"```console\n$ cruxbase {command}\n{output}```"), encoding="utf-8")
        return
    pattern = "".join("(?:.*\n)+" if line == "…\n" else re.escape(line) for line in shown.splitlines(keepends=True))
    assert re.fullmatch(pattern, output), output


@pytest.mark.parametrize(
    ("command", "path", "fields"), shapes(), ids=lambda value: "" if isinstance(value, set) else value[:50]
)
def test_json_has_the_fields_that_the_page_lists(base: Path, run: Run, command: str, path: str, fields: set[str]):
    """The fields are all there, and there are no others."""
    if command.startswith("check"):
        (base / "claims" / "broken.yaml").write_text("type: clam\n")
    if " bo " in command:
        write_bo(base)
    value = at(run(*shlex.split(command)).json, path)
    if isinstance(value, list):
        assert fields == set()
    else:
        assert set(value) == fields


def test_the_page_lists_the_fields_of_every_command_that_prints_json():
    """Each command with --json, and `check --format json`, has its shape on the page."""
    from cruxbase.cli.parser import parser_for

    printing = {command.name for command in COMMANDS if "--json" in parser_for(command).format_help()}
    printing -= {"log"}  # it needs a git repository, and has its test in tests/review
    assert printing | {"check", "diff", "export"} == {command.split()[0] for command, _, _ in shapes()}
