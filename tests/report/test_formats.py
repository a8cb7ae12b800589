"""Findings written for people and for programs; each format is tried on the finding of every code."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from cruxbase.diagnostics import CATALOGUE, Diagnostic, Edit, Fix, Related, Span, in_order
from cruxbase.report.as_json import json_text
from cruxbase.report.cells import width
from cruxbase.report.counts import counts, in_words
from cruxbase.report.github import workflow_commands
from cruxbase.report.places import Places
from cruxbase.report.sarif import sarif
from cruxbase.report.style import Style, style_for
from cruxbase.report.text import Layout, finding_text, summary
from support import example_findings, invalid_examples

SCHEMA = json.loads((Path(__file__).parent / "sarif_2_1_0.json").read_text())
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def every_finding(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostic, ...]:
    """The finding of every code, from its broken example."""
    scratch = tmp_path_factory.mktemp("examples")
    return in_order(finding for code in invalid_examples() for finding in example_findings(code, scratch / code))


@lru_cache
def places() -> Places:
    """Nowhere: no file can be read."""
    return Places("/nowhere", "/nowhere")


# SARIF


def test_sarif_of_every_finding_is_valid(every_finding: tuple[Diagnostic, ...]):
    """The log has the shape of SARIF 2.1.0, every rule is described once, and results name rules by their place."""
    log = json.loads(sarif(every_finding, places(), "0.1.0"))
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert sorted(CATALOGUE) == rules
    assert [finding.code for finding in every_finding] == [rules[result["ruleIndex"]] for result in run["results"]]
    assert [finding.code for finding in every_finding] == [result["ruleId"] for result in run["results"]]
    assert [finding.severity for finding in every_finding] == [result["level"] for result in run["results"]]


def test_sarif_without_findings_is_valid():
    """No findings is an empty list of results, which tells the code host that all are gone."""
    log = json.loads(sarif((), places(), "0.1.0"))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    assert [] == log["runs"][0]["results"]


@pytest.mark.parametrize(
    "broken",
    [
        {"version": "2.0.0", "runs": []},
        {"version": "2.1.0"},
        {"version": "2.1.0", "runs": [{"results": []}]},
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}}]}]},
        {
            "version": "2.1.0",
            "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "m"}, "level": "fatal"}]}],
        },
    ],
)
def test_the_subset_of_the_schema_refuses_what_sarif_does(broken: dict[str, Any]):
    """Our transcription of the standard is no empty schema."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(broken)


def test_sarif_regions_and_fixes_are_exact():
    """Regions count from 1 with the end excluded, in code points; a fix replaces exactly its region."""
    finding = Diagnostic(
        "link/former-id",
        "'old' is now called 'new'",
        Span("claims/a b/é.yaml", 3, 4, 3, 7),
        related=(Related(Span("claims/c.yaml", 1, 1, 1, 5), ""),),
        help="write the present id",
        fix=Fix("Write 'new'", (Edit(Span("claims/a b/é.yaml", 3, 4, 3, 7), "new"),)),
    )
    (result,) = json.loads(sarif([finding], places(), "0.1.0"))["runs"][0]["results"]
    region = {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 7}
    location = result["locations"][0]["physicalLocation"]
    assert region == location["region"]
    assert "claims/a%20b/%C3%A9.yaml" == location["artifactLocation"]["uri"]
    assert "claims/a b/é.yaml" == unquote(location["artifactLocation"]["uri"])
    assert "'old' is now called 'new'. write the present id" == result["message"]["text"]
    assert "see also" == result["relatedLocations"][0]["message"]["text"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert [{"deletedRegion": region, "insertedContent": {"text": "new"}}] == change["replacements"]


def test_fingerprints_stay_when_lines_move_and_differ_between_findings(every_finding: tuple[Diagnostic, ...]):
    """What was found before is recognised after an edit above it; two alike in one file are told apart."""

    def prints(findings: list[Diagnostic]) -> list[str]:
        results = json.loads(sarif(findings, places(), "0.1.0"))["runs"][0]["results"]
        return [result["partialFingerprints"]["findingHash/v1"] for result in results]

    before = prints(list(every_finding))
    moved = [
        f._replace(span=f.span._replace(line=f.span.line + 5, end_line=f.span.end_line + 5)) for f in every_finding
    ]
    assert before == prints(moved)
    assert len(before) == len(set(before))
    assert 2 == len(set(prints([every_finding[0], moved[0]])))


# JSON and GitHub


def test_json_says_everything_once(every_finding: tuple[Diagnostic, ...]):
    """Every field of every finding is there, and the numbers add up."""
    report = json.loads(json_text(every_finding, places()))
    assert (
        len(every_finding)
        == len(report["findings"])
        == sum(report["summary"][key] for key in ("errors", "warnings", "notes"))
    )
    for finding, progress in zip(every_finding, report["findings"], strict=True):
        assert (finding.code, finding.severity, finding.message, finding.help, finding.label) == tuple(
            progress[key] for key in ("code", "severity", "message", "help", "label")
        )
        assert tuple(finding.span) == tuple(progress[k] for k in ("path", "line", "column", "end_line", "end_column"))
        assert (finding.fix is None) == (progress["fix"] is None)
        assert len(finding.related) == len(progress["related"])


def test_workflow_commands_cannot_be_broken_out_of(every_finding: tuple[Diagnostic, ...]):
    """One line a finding, whatever the message and the path hold."""
    lines = list(workflow_commands(every_finding, places()))
    assert len(every_finding) == len(lines)
    assert [line for line in lines if "\n" in line or not re.match(r"::(error|warning|notice) file=", line)] == []
    nasty = Diagnostic("yaml/tab", "a\n::error::b", Span("claims/a,line=9::x.yaml", 2, 1, 4, 1))
    (line,) = workflow_commands([nasty], places())
    assert "::error file=claims/a%2Cline=9%3A%3Ax.yaml,line=2,endLine=4,title=yaml/tab::a%0A::error::b" == line


# text


def test_text_fits_the_width_and_colour_changes_nothing_else(every_finding: tuple[Diagnostic, ...]):
    """At 80 cells nothing is wider, apart from the names of files; without its colours the coloured text is the plain one."""
    for finding in every_finding:
        plain = list(finding_text(finding, places(), Layout(Style(False), 80)))
        coloured = list(finding_text(finding, places(), Layout(Style(True), 80)))
        assert plain == [ESCAPE.sub("", line) for line in coloured]
        assert [line for line in plain if width(line) > 80 and "-->" not in line and ":::" not in line] == []
        assert f"{finding.severity}[{finding.code}]: " in plain[0]
        assert any(line.startswith("help: ") for line in plain)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file whose lines findings are about."""
    path = tmp_path / "claims" / "a.yaml"
    path.parent.mkdir()
    return path


def shown(file: Path, *spans: Span, cells: int = 60) -> list[str]:
    finding = Diagnostic("yaml/tab", "m", spans[0], "here", tuple(Related(span, "there") for span in spans[1:]))
    return list(finding_text(finding, Places(file.parents[1], file.parents[1]), Layout(Style(False), cells)))[1:]


def test_an_excerpt_underlines_the_place(file: Path):
    """The line with its number, the place underlined, the label beside it."""
    file.write_text("type: claim\ntitle: T\n")
    assert [
        " --> claims/a.yaml:2:8",
        "  |",
        "2 | title: T",
        "  |        ^ here",
        "  |",
    ] == shown(file, Span("claims/a.yaml", 2, 8, 2, 9))


def test_an_excerpt_of_several_places_leaves_out_what_is_between(file: Path):
    """A second place in the file is underlined with dashes, and lines between are left out."""
    file.write_text("a: 1\nb: 2\nc: 3\nd: 4\n")
    assert [
        " --> claims/a.yaml:4:1",
        "  |",
        "1 | a: 1",
        "  | - there",
        "...",
        "4 | d: 4",
        "  | ^ here",
        "  |",
    ] == shown(file, Span("claims/a.yaml", 4, 1, 4, 2), Span("claims/a.yaml", 1, 1, 1, 2))


def test_underlines_stand_below_wide_characters_and_tabs(file: Path):
    """Columns are of characters, underlines of cells: wide ones take two, tabs four."""
    file.write_text("漢字: x\n\ty: 2\n")
    assert ["1 | 漢字: x", "  |       ^ here"] == shown(file, Span("claims/a.yaml", 1, 5, 1, 6))[2:4]
    lines = shown(file, Span("claims/a.yaml", 2, 2, 2, 3))
    assert ["2 |     y: 2", "  |     ^ here"] == lines[2:4]


def test_long_lines_are_cut_around_the_place(file: Path):
    """A place far to the right is in sight, and the line is no wider than the terminal."""
    file.write_text("statement: " + "word " * 200 + "HERE " + "word " * 200 + "\n")
    column = file.read_text().index("HERE") + 1
    lines = shown(file, Span("claims/a.yaml", 1, column, 1, column + 4))
    assert lines[2].index("HERE") == lines[3].index("^^^^")
    assert max(map(width, lines)) <= 60


def test_control_characters_in_a_file_do_not_reach_the_terminal(file: Path):
    """An escape sequence in a record is shown as signs."""
    file.write_text("title: \x1b[31mred\n")
    assert "\x1b" not in "".join(shown(file, Span("claims/a.yaml", 1, 8, 1, 9)))


def test_a_file_that_is_gone_is_still_named(file: Path):
    """Where no line can be shown, the path is."""
    assert [" --> claims/a.yaml: here", "  |"] == [
        line.replace("    -->", " -->") for line in shown(file, Span("claims/a.yaml", 3, 1, 3, 2))
    ]


def test_the_summary_counts_and_offers(every_finding: tuple[Diagnostic, ...]):
    """Findings by gravity, files, and how many can be fixed at once."""
    found = counts(every_finding)
    first, *offers = summary(every_finding, 1234)
    assert f"{in_words(found)} of 1,234" == first
    assert [f"{found.safe_fixes} findings can be fixed with 'cruxbase fix' (look first: --diff)"] == offers[:1]
    assert ["no findings in 1 file"] == list(summary((), 1))


class Terminal:
    """A stream that is a terminal or is not."""

    def __init__(self, answer: bool) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        """Whether it is one."""
        return self.answer


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "0"}, False),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_by_terminal_and_environment(terminal: bool, environment: dict[str, str], coloured: bool):
    """Any value of NO_COLOR but the empty one forbids colour (no-color.org)."""
    assert coloured == style_for(Terminal(terminal), environment).coloured
