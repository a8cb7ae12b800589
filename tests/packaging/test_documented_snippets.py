"""What the documentation shows can be typed: Python runs, records fit into the shipped base, commands parse."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cruxbase.cli import main
from cruxbase.cli.parser import parser_for
from cruxbase.cli.registry import COMMANDS
from cruxbase.loading.loading import load_texts
from support import REPOSITORY

PAGES = sorted([REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *(REPOSITORY / "docs").rglob("*.md")])
FRAMES = {
    "undercuts": "type: claim\ntitle: The example of the page\nstatement: It is one.\ntopic: legibility\norigin: reconstructed\n",
    "conditionals": "type: viewpoint\ntitle: The example of the page\nholder: wei-dai\ndate: 2026-01-01\n",
    "estimates": "type: viewpoint\ntitle: The example of the page\nholder: wei-dai\ndate: 2026-01-01\n",
    "quantity": "type: question\ntitle: Which example?\nquestion: Which example?\ntopic: legibility\norigin: reconstructed\n",
}
"""What stands around a part of a record, by the part's first key."""


def fences(language: str) -> list[tuple[str, str]]:
    """The blocks of code in a language, each with the page that it is on."""
    pattern = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(str(page.relative_to(REPOSITORY)), block) for page in PAGES for block in pattern.findall(page.read_text())]


def commands() -> list[str]:
    """The commands of the program that pages name in code, without those that leave something to fill in."""
    found = set()
    for page in PAGES:
        if page.name == "command-line.md":
            continue  # its examples run, in `tests/cli/test_command_line_page.py`
        text = page.read_text("utf-8")
        code = re.findall(r"`([^`\n]+)`", text) + [line for _, block in fences("sh") for line in block.splitlines()]
        for line in code:
            if match := re.match(r"(?:\./dev run|cruxbase) ([a-z].*?)\s*(?:#.*)?$", line):
                found.add(match[1])
    return sorted(line for line in found if not re.search(r"…|\.\.\.|\b[A-Z]{2,}\b|<", line))


def parts() -> list[tuple[str, str]]:
    """The parts of records that pages show, but for the README's whole one and that of the walk, which have tests of their own."""
    return [(page, block) for page, block in fences("yaml") if page not in ("README.md", "docs/first-claim.md")]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The shipped base, file by file."""
    paths = sorted((REPOSITORY / "claims").rglob("*.yaml"))
    return {str(path.relative_to(REPOSITORY)): path.read_text("utf-8") for path in paths}


def test_all_python_on_pages_is_run():
    """A block of Python has prompts, so that the doctests of pages run it; the one without has a test in `test_linked_data.py`."""
    assert fences("python")
    unrun = [(page, block) for page, block in fences("python") if not block.lstrip().startswith(">>>")]
    assert [(page, block.splitlines()[0]) for page, block in unrun] == [("docs/command-line.md", "import pyoxigraph")]


def test_parts_of_records_fit_into_the_shipped_base(texts: dict[str, str]):
    """Each block of YAML on a page, in a record that it may stand in, gives no error, and all ids in it exist."""
    made = {}
    for number, (_, block) in enumerate(parts()):
        key = re.findall(r"^(\w+):", block, re.MULTILINE)[0]
        made[f"claims/snippets/snippet-{number}.yaml"] = FRAMES[key] + block
    assert len(made) >= 4
    found = load_texts({**texts, **made}).diagnostics
    errors = [one for one in found if one.span.path in made and one.severity == "error"]
    assert [(one.code, one.message, made[one.span.path]) for one in errors] == []


@pytest.mark.parametrize("line", commands())
def test_a_command_that_a_page_names_can_be_typed(line: str):
    """Its name is one of ours, and its arguments are ones that it takes."""
    name, *arguments = shlex.split(line)
    (command,) = (one for one in COMMANDS if one.name == name)
    if arguments:
        parser_for(command).parse_args(arguments)


@pytest.mark.parametrize(
    "line", re.findall(r"^\./dev run ((?:find|why|cruxes) .*)$", (REPOSITORY / "README.md").read_text(), re.MULTILINE)
)
def test_what_the_readme_asks_is_answered_by_the_shipped_base(line: str, monkeypatch: pytest.MonkeyPatch, capsys):
    """The questions of the README have answers, with no complaint."""
    monkeypatch.chdir(REPOSITORY)
    assert main(shlex.split(line)) == 0
    assert capsys.readouterr().out.strip()


def test_ids_in_commands_on_pages_are_of_the_shipped_base(texts: dict[str, str]):
    """A command of the README names records that exist."""
    ids = {Path(path).stem for path in texts}
    named = re.findall(r"^\./dev run (?:why|cruxes) (\S+)", (REPOSITORY / "README.md").read_text(), re.MULTILINE)
    assert named
    assert [id for id in named if id not in ids] == []
