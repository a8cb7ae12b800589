"""`cruxbase check` and `cruxbase explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cruxbase.diagnostics import CATALOGUE
from running import Run

NOTE = "claims/monitoring/title-lower-case.yaml"
WARNING = "claims/people/stray.yaml"
ERROR = "claims/monitoring/error.yaml"


@pytest.fixture
def flawed(base: Path) -> Path:
    """The example base with one error, one warning and one note."""
    (base / ERROR).write_text(
        "type: claim\ntitle: Deterrence works\ntopic: monitoring\nstatement: It does.\norigin: reconstructed\n"
        "notes: The editors' own.\nsupports: [deploy-with-monitrs]\n"
    )
    (base / WARNING).write_text("type: topic\ntitle: Another topic.\nsummary: What it is about.\n")
    return base


def found(run: Run, *arguments: str) -> list[str]:
    """The findings as `path severity[code]`."""
    report = run("check", *arguments, "--format", "json").json
    return [f"{f['path'].rpartition('/')[2]} {f['severity']}[{f['code']}]" for f in report["findings"]]


@pytest.mark.usefixtures("base")
def test_a_clean_base_exits_0(run: Run):
    """Nothing found is said in one line, with the number of files looked at."""
    assert (0, "no findings in 21 files\n", "") == run("check")


@pytest.mark.usefixtures("flawed")
def test_findings_are_shown_at_their_place_with_what_to_do(run: Run):
    """A finding has its code, the line with the place underlined, help, and the fix; a summary follows."""
    shown = run("check", ERROR)
    assert 1 == shown.status
    assert [
        "error[link/unknown-claim]: no claim is called 'deploy-with-monitrs'",
        f" --> {ERROR}:7:12",
        "  |",
        "7 | supports: [deploy-with-monitrs]",
        "  |            ^^^^^^^^^^^^^^^^^^^ not found among 12 claims",
        "  |",
        "help: did you mean 'deploy-with-monitors'?",
        "fix: Write 'deploy-with-monitors' (cruxbase fix --unsafe)",
        "",
        "1 error in 1 file of 23",
        "1 finding can be fixed with 'cruxbase fix --unsafe'",
    ] == shown.lines


@pytest.mark.usefixtures("flawed")
def test_what_is_reported_can_be_narrowed_to_folders_and_files(run: Run):
    """The whole base is read, and what lies in the paths is reported; a neighbour's name does not count."""
    error, *topic = found(run)
    assert "error.yaml error[link/unknown-claim]" == error
    assert topic == found(run, "claims/people")
    assert [error] == found(run, "claims/monitoring")
    assert [] == found(run, "claims/sources")
    assert [error, *topic] == found(run, WARNING, ERROR)
    assert 0 == run("check", "claims/sources").status


@pytest.mark.usefixtures("flawed")
def test_fail_on_decides_what_fails(run: Run):
    """Only errors fail unless less is asked for; --quiet shows what fails and nothing else."""
    assert {"warning", "note"} == {line.split()[1].partition("[")[0] for line in found(run, "claims/people")}
    assert [0, 1, 1] == [run("check", "claims/people", "--fail-on", g).status for g in ("error", "warning", "note")]
    (warning,) = found(run, "claims/people", "--fail-on", "warning", "--quiet")
    assert "stray.yaml warning[style/title-full-stop]" == warning


def test_severity_is_policy(flawed: Path, run: Run):
    """`[tool.cruxbase.severity]` of the pyproject.toml above the base turns codes up, down and off."""
    (flawed / "pyproject.toml").write_text(
        '[tool.cruxbase.severity]\n"link/unknown-claim" = "note"\nstyle = "error"\n"source/empty-topic" = "off"\n'
    )
    expected = ["error.yaml note[link/unknown-claim]", "stray.yaml error[style/title-full-stop]"]
    assert [*expected, "stray.yaml error[style/misfiled]"] == sorted(found(run), key=lambda line: "misfiled" in line)


@pytest.mark.usefixtures("flawed")
def test_json_has_every_part_of_a_finding(run: Run):
    """JSON has codes, places from 1 with the end excluded, help, exact edits, and the numbers."""
    report = run("check", ERROR, "--format", "json").json
    place = {"path": ERROR, "line": 7, "column": 12, "end_line": 7, "end_column": 31}
    assert {
        "version": 1,
        "findings": [
            {
                "code": "link/unknown-claim",
                "severity": "error",
                "message": "no claim is called 'deploy-with-monitrs'",
                **place,
                "label": "not found among 12 claims",
                "related": [],
                "help": "did you mean 'deploy-with-monitors'?",
                "fix": {
                    "title": "Write 'deploy-with-monitors'",
                    "safe": False,
                    "edits": [{**place, "replacement": "deploy-with-monitors"}],
                },
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "notes": 0, "files": 1},
    } == report


@pytest.mark.usefixtures("flawed")
def test_github_annotations_name_file_and_line(run: Run):
    """One workflow command a finding, and then how many there are, since GitHub shows only ten."""
    line, *after = run("check", ERROR, "--format", "github").lines
    assert any(line.startswith("1 error in ") for line in after)
    assert line.startswith(f"::error file={ERROR},line=7,endLine=7,col=12,endColumn=31,title=link/unknown-claim::no cl")


def test_paths_are_those_that_the_reader_would_type(flawed: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """Seen from a folder of the base, paths are relative to that folder."""
    monkeypatch.chdir(flawed / "claims" / "monitoring")
    assert " --> error.yaml:7:12" == run("check", "error.yaml").lines[1]


def test_a_report_can_go_to_a_file(flawed: Path, run: Run):
    """With -o nothing is printed; a file that cannot be written is wrong usage."""
    assert (1, "", "") == run("check", "--format", "sarif", "-o", "found.sarif")
    assert "2.1.0" == json.loads((flawed / "found.sarif").read_text())["version"]
    assert (2, "", "cruxbase: cannot write 'no/where': No such file or directory\n") == run("check", "-o", "no/where")


def test_an_unchanged_base_is_told_from_memory(flawed: Path, run: Run):
    """The second run says the same as the first; nothing is written beside the base."""
    afresh = run("check", "--no-cache")
    assert afresh == run("check") == run("check")
    assert [path.name for path in flawed.iterdir()] == ["claims"]


def test_a_base_outside_the_current_folder_can_be_named(flawed: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """A path names a base by its folder, or by the folder that holds it; two bases at once are refused."""
    monkeypatch.chdir(flawed.parent)
    assert run("check", str(flawed)) == run("check", str(flawed / "claims"))
    (flawed / "other" / "claims" / "topics").mkdir(parents=True)
    said = run("check", str(flawed), str(flawed / "other"))
    assert (2, "cruxbase: the paths lie in different bases; check them one at a time\n") == (said.status, said.err)


# explain


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_explained(run: Run, code: str):
    """An explanation has the title, the reasons, an example and how to weigh it otherwise."""
    shown = run("explain", code)
    assert (0, "") == (shown.status, shown.err)
    kind = CATALOGUE[code]
    assert f"{kind.severity}[{code}]: {kind.title}" == shown.lines[0]
    assert kind.why in " ".join(shown.lines)
    assert f'    "{code}" = "' in shown.out


def test_codes_are_listed(run: Run):
    """Without a code all are listed; a family lists its own; brackets around a code do no harm."""
    assert list(CATALOGUE) == [line.split()[1] for line in run("explain").lines if line]
    links = [line.split()[1] for line in run("explain", "link").lines]
    assert [code for code in CATALOGUE if code.startswith("link/")] == links
    assert run("explain", "[link/cycle]") == run("explain", "link/cycle")


def test_explanations_are_also_json(run: Run):
    """One code is an object, several are a list."""
    kind = CATALOGUE["link/cycle"]
    assert {"code": "link/cycle", "title": kind.title, "severity": "error", "why": kind.why} == run(
        "explain", "link/cycle", "--json"
    ).json
    assert list(CATALOGUE) == [value["code"] for value in run("explain", "--json").json]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("link/unknown-clam", "did you mean 'link/unknown-claim'?"),
        ("cycle", "did you mean 'link/cycle'?"),
        ("?", "'cruxbase explain' lists them"),
    ],
)
def test_an_unknown_code_is_wrong_usage(run: Run, written: str, hint: str):
    """The nearest code is named, or where to find all."""
    said = run("explain", written)
    assert (2, f"cruxbase: there is no code {written!r}; {hint}\n") == (said.status, said.err)
