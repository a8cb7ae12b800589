"""`cruxbase export` and `cruxbase completion`."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cruxbase.cli.registry import COMMANDS
from running import Run


@pytest.mark.usefixtures("base")
def test_json_has_the_whole_base(run: Run):
    """Records with their own keys, and every resolved relation between them."""
    value = run("export", "json").json
    assert 1 == value["version"]
    assert 21 == len(value["records"])
    assert {"monitoring-makes-use-safe", "monitor-trial-2024 -> monitors-catch-most-attempts"} <= {
        step["name"] for step in value["steps"]
    }
    assert ["trial-had-no-adversary"] == [undercut["start"] for undercut in value["undercuts"]]
    assert {"quill-2024"} == {belief["viewpoint"] for belief in value["beliefs"]}
    assert {"start": "monitors-will-be-usual", "end": "monitors-catch-most-attempts"} in [
        {"start": link["start"], "end": link["end"]} for link in value["links"] if link["kind"] == "requires"
    ]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("format", "beginning"),
    [("csl", '[\n  {\n    "id": "quill'), ("bibtex", "@techreport{quill-monitors-2024,\n"), ("graphml", "<?xml ")],
)
def test_other_formats_go_to_the_standard_output(run: Run, format: str, beginning: str):
    """Without -o the format is all that is written."""
    ran = run("export", format)
    assert (0, "") == (ran.status, ran.err)
    assert ran.out.startswith(beginning)


def test_a_format_can_go_to_a_file(base: Path, run: Run):
    """-o makes folders as needed and says what it wrote, which is what would have been printed."""
    assert (0, "out/base.graphml\n", "") == run("export", "graphml", "-o", "out/base.graphml")
    assert run("export", "graphml").out == (base / "out" / "base.graphml").read_text()
    ElementTree.parse(base / "out" / "base.graphml")  # noqa: S314 - our own
    said = run("export", "json", "-o", "mkdocs.yml/x.json")
    assert 0 == said.status  # a folder of that name is made
    said = run("export", "json", "-o", "out")
    assert (2, "cruxbase: cannot write 'out': Is a directory\n") == (said.status, said.err)


def test_csv_is_a_folder_of_tables(base: Path, run: Run):
    """Eight tables, each with a heading; without a folder for them it is wrong usage."""
    names = ["claims", "steps", "undercuts", "links", "citations", "beliefs", "measurements", "strengths"]
    assert [f"tables/{name}.csv" for name in names] == run("export", "csv", "-o", "tables").lines
    with (base / "tables" / "measurements.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert ("monitor-trial-2024", "91", "percent", "400") == tuple(row[k] for k in ("record", "value", "unit", "n"))
    assert 2 == run("export", "csv").status


# completion


def completion(run: Run, folder: Path, shell: str) -> Path:
    """The script for a shell, in a file."""
    ran = run("completion", shell)
    assert (0, "") == (ran.status, ran.err)
    script = folder / f"completion.{shell}"
    script.write_text(ran.out)
    return script


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_parse(tmp_path: Path, run: Run, shell: str):
    """Each shell takes its script as valid; one that is not installed here cannot be asked."""
    script = completion(run, tmp_path, shell)
    assert all(command.name in script.read_text() for command in COMMANDS)
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    checked = subprocess.run([program, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (0, "") == (checked.returncode, checked.stderr)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("che",), {"check"}),
        (("s",), {"schema", "serve", "show"}),
        (("check", "--for"), {"--format"}),
        (("check", "--format", "s"), {"sarif"}),
        (("export", "b"), {"bibtex"}),
        (("find", "--ori"), {"--origin"}),
    ],
)
def test_bash_completes_commands_options_and_values(
    tmp_path: Path, run: Run, typed: tuple[str, ...], expected: set[str]
):
    """Sourced into bash, the script offers what fits."""
    script = completion(run, tmp_path, "bash")
    words = " ".join(json.dumps(word) for word in ("cruxbase", *typed))
    program = f"""
        source {script}
        COMP_WORDS=({words}); COMP_CWORD={len(typed)}; COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
        "$(complete -p cruxbase | sed 's/.*-F \\([^ ]*\\).*/\\1/')" cruxbase {json.dumps(typed[-1])}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    shown = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    offered = {line.strip() for line in shown.stdout.splitlines()}
    assert expected <= offered
    assert all(word.startswith(typed[-1]) for word in offered if word)
