"""`cruxbase check`: report what is wrong in a base."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base
from cruxbase.cli.bases import Place, places_of, warn_of_caches
from cruxbase.cli.problems import WrongUsage
from cruxbase.diagnostics import Diagnostic, in_order
from cruxbase.report.places import Places
from cruxbase.report.style import Style
from cruxbase.support.atomic_files import write_whole

DESCRIPTION = """
Reads every record and reports what is wrong: text that is not valid YAML, keys that the schema does not
know, references that lead nowhere, arguments that do not hang together. A file with ten mistakes gives ten
findings.

A path may be a base, a folder in one, or a file; the whole base is read, and what lies in the paths is
reported. The exit status is 0 where there is no error, 1 where there is one, 2 where the command line is
wrong. What is remembered of an earlier run, in your cache folder, makes an unchanged base cheap to check.
"""
EXAMPLES = (
    ("cruxbase check", "check the nearest base"),
    ("cruxbase check claims/legibility", "report one folder only"),
    ("cruxbase check --since main", "what a branch changed first"),
    ("cruxbase check --fail-on warning", "let warnings fail as well"),
    ("cruxbase check --format github", "annotations in a GitHub workflow"),
    ("cruxbase check --format sarif -o findings.sarif", "for code scanning"),
)
FORMATS = ("text", "json", "sarif", "github")
_GRAVITY = {"note": 0, "warning": 1, "error": 2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a base, or folders and files in one")
    add_base(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write the findings (default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the findings to a file")
    parser.add_argument(
        "--fail-on",
        choices=tuple(_GRAVITY)[::-1],
        default="error",
        help="the least gravity that fails (default: error)",
    )
    parser.add_argument("--quiet", action="store_true", help="report only findings that fail")
    parser.add_argument(
        "--since", metavar="REV", help="put what changed since a revision first, and beliefs it made suspect"
    )
    parser.add_argument("--no-cache", action="store_true", help="read everything afresh, and remember nothing")


def run(arguments: argparse.Namespace) -> int:
    """Report the findings; 1 where one is grave enough to fail."""
    from cruxbase.loading.findings import findings

    places = places_of(arguments.paths, arguments.base, "check")
    warn_of_caches(places[0])
    found = findings(places[0].root, cache=not arguments.no_cache)
    held = in_order(f for f in found.diagnostics if any(place.holds(f.span.path) for place in places))
    shown = held if arguments.since is None else _since(held, arguments.since, places[0])
    failing = [finding for finding in shown if _GRAVITY[finding.severity] >= _GRAVITY[arguments.fail_on]]
    report = Report(failing if arguments.quiet else shown, found.files, places[0], arguments.format)
    _write(report, arguments.output)
    return 1 if failing else 0


def _since(findings: Sequence[Diagnostic], revision: str, place: Place) -> Sequence[Diagnostic]:
    """The findings with those about what changed first, each on what changed."""
    from cruxbase.analysis.revisions import BaseHistory, NoHistory
    from cruxbase.loading.since import findings_since
    from cruxbase.support.git_repository import GitFailed, UnknownRevision

    try:
        history = BaseHistory.of(place.root)
        return findings_since(findings, history.at(revision), history.now())
    except (NoHistory, UnknownRevision, GitFailed) as problem:
        raise WrongUsage(str(problem)) from None


class Report(NamedTuple):
    """What is to be reported.

    Attributes:
        findings: in order.
        looked_at: number of files.
        place: the base.
        format: one of `FORMATS`.
    """

    findings: Sequence[Diagnostic]
    looked_at: int
    place: Place
    format: str

    def written(self, style: Style) -> Iterator[str]:
        """The report as lines, or larger pieces, without their last line end."""
        places = Places(self.place.folder)
        if self.format == "text":
            from cruxbase.report.text import Layout, summary, text

            yield from text(self.findings, places, Layout(style, terminal.width()))
            yield from summary(self.findings, self.looked_at, style)
        elif self.format == "json":
            from cruxbase.report.as_json import json_text

            yield json_text(self.findings, places)
        elif self.format == "sarif":
            from cruxbase import __version__
            from cruxbase.report.sarif import sarif

            yield sarif(self.findings, places, __version__)
        else:
            from cruxbase.report.github import workflow_commands
            from cruxbase.report.text import summary

            yield from workflow_commands(self.findings, places)
            # GitHub shows ten annotations of a kind for a step, and says nothing of the others.
            yield from summary(self.findings, self.looked_at, Style(False))


def _write(report: Report, output: str | None) -> None:
    if output is None:
        for line in report.written(terminal.style()):
            print(line)
        return
    content = "".join(f"{line}\n" for line in report.written(Style(False)))
    try:
        write_whole(output, content.encode())
    except OSError as error:
        raise WrongUsage(f"cannot write {output!r}: {error.strerror}") from None
