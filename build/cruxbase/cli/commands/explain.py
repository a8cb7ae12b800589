"""`cruxbase explain`: what a finding means and why it matters."""

from __future__ import annotations

import argparse

from cruxbase.cli import terminal
from cruxbase.cli.asking import print_json
from cruxbase.cli.problems import WrongUsage

DESCRIPTION = """
Explains a code that stands in brackets after a finding: what it means, why it matters, and an example of it
with the finding that it leads to. Without a code, all codes are listed; a family such as 'link' lists its
codes.
"""
EXAMPLES = (
    ("cruxbase explain link/unknown-claim", "one code"),
    ("cruxbase explain credence", "the codes of a family"),
    ("cruxbase explain", "all codes"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `explain`."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as link/unknown-claim, or a family")
    parser.add_argument("--json", action="store_true", help="print JSON, with the fields that the documentation lists")


def run(arguments: argparse.Namespace) -> int:
    """Explain the code, or list codes."""
    from cruxbase.diagnostics import CATALOGUE
    from cruxbase.report.explanation import explanation, listing

    code = (arguments.code or "").strip("[]")
    kinds = [kind for kind in CATALOGUE.values() if code in ("", kind.code, kind.code.partition("/")[0])]
    if not kinds:
        raise _unknown(code)
    if arguments.json:
        values = [{"code": k.code, "title": k.title, "severity": k.severity, "why": k.why} for k in kinds]
        print_json(values[0] if code in CATALOGUE else values)
        return 0
    layout = terminal.layout()
    for line in explanation(kinds[0], layout) if code in CATALOGUE else listing(kinds, layout):
        print(line)
    return 0


def _unknown(code: str) -> WrongUsage:
    from cruxbase.diagnostics import CATALOGUE
    from cruxbase.support.suggestions import suggestion

    same = (known for known in CATALOGUE if known.partition("/")[2] == code.rpartition("/")[2])
    near = suggestion(code, CATALOGUE, like=0.5) or next(same, None)
    hint = f"did you mean {near!r}?" if near else "'cruxbase explain' lists them"
    return WrongUsage(f"there is no code {code!r}; {hint}")
