"""The ids in the examples of help: those of the base at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cruxbase.cli.example_ids import ROLES, ids_by_role
from cruxbase.cli.registry import COMMANDS
from running import Run
from support import REPOSITORY

FOLDERS = {"people": "person", "viewpoints": "viewpoint", "sources": "source", "topics": "topic", "models": "model"}
SHIPPED = {path.stem: FOLDERS.get(path.parent.name, "claim") for path in (REPOSITORY / "claims").rglob("*.yaml")}
ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
COMMANDS_WITH_IDS = ("show", "find", "why", "case", "paths", "impact", "status", "cruxes", "compare", "ask-next", "new")


def examples_in(help_text: str) -> str:
    """The part of a help text that holds the examples."""
    return help_text.partition("Examples:")[2]


def test_every_id_of_the_shipped_base_in_an_example_is_known_as_what_it_is():
    """No example names a record of the shipped base that another base would not have replaced by one of its kind."""
    named = {id for c in COMMANDS for line, _ in c.module.EXAMPLES for id in ID.findall(line) if id in SHIPPED}
    assert {id: SHIPPED[id] for id in named} == {id: ROLES.get(id) for id in named}


@pytest.mark.parametrize("name", COMMANDS_WITH_IDS)
def test_in_the_shipped_base_examples_stand_as_written(monkeypatch: pytest.MonkeyPatch, run: Run, name: str):
    """The examples were chosen for it: each id is one of its own, and none is replaced."""
    monkeypatch.chdir(REPOSITORY)
    command = next(c for c in COMMANDS if c.name == name)
    shown = examples_in(run(name, "--help").out)
    ids = {id for line, _ in command.module.EXAMPLES for id in ID.findall(line) if id in ROLES}
    assert ids == {id for id in ids if id in shown}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_in_another_base_no_example_names_a_record_of_the_shipped_one(base: Path, run: Run, command):
    """What an example names is a record of the base at hand, or a kind in capitals."""
    shown = examples_in(run(command.name, "--help").out)
    own = {path.stem for path in (base / "claims").rglob("*.yaml")}
    assert set() == {id for id in ID.findall(shown) if id in SHIPPED and id not in own}
    assert set() == {id for id in ROLES if "-" in id and id in ID.findall(shown) and id not in own}


def test_the_ids_are_of_the_kind_that_the_command_takes(base: Path, run: Run):
    """A person, a source and a topic stand where the command takes one."""
    assert (base / "claims").is_dir()
    assert "--topic monitoring --text '…' --source quill-monitors-2024@" in run("new", "--help").out
    assert "--holder ada-quill" in run("find", "--help").out


def test_without_a_base_the_ids_are_those_of_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """Where no base is near, examples speak of the base that `init` writes."""
    monkeypatch.chdir(tmp_path)
    assert "--topic congestion" in examples_in(run("find", "--help").out)


def test_what_a_base_has_none_of_is_named_by_its_kind():
    """A base without models and people gets capitals in their place, and its own claim."""
    ids = ids_by_role([("topics", "rents"), ("rents", "rents-rise"), ("rents", "q-why-do-rents-rise")])
    assert "cruxbase model MODEL --set QUANTITY=0" == ids.put_into("cruxbase model legibility-model --set gate=0")
    assert "cruxbase why rents-rise --view PERSON" == ids.put_into("cruxbase why rust --view wei-dai")
    assert "cruxbase check claims/rents" == ids.put_into("cruxbase check claims/legibility")


def test_a_file_whose_name_is_no_id_is_never_shown(base: Path, run: Run):
    """Names are shown only where they are ids: a stranger's tree cannot write to the terminal through help."""
    (base / "claims" / "people" / "\x1b[31mred.yaml").write_text("type: person\nname: Red\n")
    assert "\x1b" not in run("compare", "--help").out


def test_no_file_is_opened(base: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """Names of files are all that help reads of a base."""
    opened: list[str] = []
    real = open

    def watched(file, *arguments, **further):
        opened.append(str(file))
        return real(file, *arguments, **further)

    monkeypatch.setattr("builtins.open", watched)
    monkeypatch.setattr("io.open", watched)
    run("show", "--help")
    assert [] == [file for file in opened if str(base) in file or file.startswith("claims")]
