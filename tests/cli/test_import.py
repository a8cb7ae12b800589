"""`cruxbase import`: records of files in other formats, and the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Run

DEBATE = "# Watching\n\n[Watch]: Monitors should run.\n  + [Catch]: Monitors catch attempts.\n  - <Cost>: Monitors cost much.\n"


def test_records_are_written_and_reported(base: Path, run: Run):
    """New records are listed, the report follows, and the check has no error."""
    (base / "debate.argdown").write_text(DEBATE)
    ran = run("import", "argdown", "debate.argdown")
    assert 0 == ran.status
    assert "5 new records of 1 file" in ran.lines
    assert any(line.startswith("changed: 1 argument without premises") for line in ran.lines)
    assert [] == [line for line in run("check").lines if line.startswith("error")]


def test_again_nothing_is_new(base: Path, run: Run):
    """The same file a second time writes nothing."""
    (base / "debate.argdown").write_text(DEBATE)
    run("import", "argdown", "debate.argdown")
    assert "0 new records of 1 file" in run("import", "argdown", "debate.argdown").lines


def test_the_report_as_json(base: Path, run: Run):
    """With the fields that the documentation lists."""
    (base / "debate.argdown").write_text(DEBATE)
    report = run("import", "argdown", "debate.argdown", "--dry-run", "--report", "json").json
    assert {"files", "unread", "records", "kept", "changed", "dropped", "constructs"} == set(report)
    assert {"construct", "fate", "how", "number", "places"} == set(report["constructs"][0])
    assert [] == list((base / "claims").rglob("watch*.yaml"))


def test_a_file_that_cannot_be_read_does_not_stop_the_others(base: Path, run: Run):
    """It is a line of the report, and the status is 1."""
    (base / "in").mkdir()
    (base / "in" / "a.json").write_text("{")
    (base / "in" / "b.json").write_text('{"nodes": [{"nodeID": 1, "type": "I", "text": "T."}], "edges": []}')
    ran = run("import", "aif", "in", "--into", "imported")
    assert 1 == ran.status
    assert (base / "claims" / "imported" / "t.yaml").is_file()
    assert any(line.startswith("dropped: 1 file: it is not JSON") for line in ran.lines)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("argdwn", "x"), "there is no format 'argdwn'; did you mean 'argdown'?"),
        (("argdown", "nowhere.argdown"), "there is no file or folder 'nowhere.argdown'"),
        (("argdown", "."), "no file that ends in .argdown"),
        (("argdown", "claims", "--topic", "Not An Id"), "is not an id"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(base: Path, run: Run, arguments: tuple[str, ...], said: str):
    """Unknown formats, missing files and bad ids end in one line."""
    (base / "claims" / "x.argdown").write_text(DEBATE) if arguments[1] == "claims" else None
    ran = run("import", *arguments)
    assert (2, True) == (ran.status, said in ran.err)


def test_nothing_is_written_outside_the_base(base: Path, run: Run):
    """A folder that leads out is refused."""
    (base / "debate.argdown").write_text(DEBATE)
    ran = run("import", "argdown", "debate.argdown", "--into", "../../out")
    assert (2, True) == (ran.status, "outside the base" in ran.err)


def test_a_bibliography_and_its_report(base: Path, run: Run):
    """Sources are new, known or updated, and the report is JSON where asked for."""
    (base / "x.bib").write_text("@book{a, title={First}, isbn={1}}\n@article{,\n title={No key}}\n")
    report = run("import", "bibtex", "x.bib", "--report", "json").json
    assert (["first"], [], [], 2) == (report["new"], report["updated"], report["known"], report["dropped"])
    assert ["first"] == run("import", "bibtex", "x.bib", "--report", "json").json["known"]


def test_foreign_files_among_the_records_are_a_note(base: Path, run: Run):
    """The check says how to bring them in."""
    (base / "claims" / "debate.argdown").write_text(DEBATE)
    assert "cruxbase import argdown claims/debate.argdown" in run("check").out
