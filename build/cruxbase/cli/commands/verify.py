"""`cruxbase verify`: hold citations against local copies of the texts."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.cells import visible

DESCRIPTION = """
Holds the locators and quotes of citations against local copies of the texts: files named after the source's id, as
text, Markdown, HTML or PDF, in a folder of your own. A locator is looked up where it is a paragraph, page, section,
figure or table; a quote is looked for whatever its capitals, quotation marks and line ends.

Found means that the place or the words are there. Whether they support what the record states is for a reader to judge.
PDF files need the extra 'verify': pip install 'cruxbase[verify]'.
"""
EXAMPLES = (
    ("cruxbase verify --corpus texts", "against the copies in texts/"),
    ("cruxbase verify --corpus texts --json", "everything, for a program"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `verify`."""
    parser.add_argument("--corpus", metavar="DIR", required=True, help="the folder of local copies")
    parser.add_argument("--json", action="store_true", help="print every citation as JSON")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is missing, and counts; 1 where something is."""
    from cruxbase.loading.loading import load
    from cruxbase.verification import verified

    folder = Path(arguments.corpus)
    if not folder.is_dir():
        raise WrongUsage(f"there is no folder {arguments.corpus!r}")
    rows = list(verified(load(base(arguments).root).knowledge_base, folder))
    missing = [row for row in rows if "missing" in (row.locator, row.words)]
    if arguments.json:
        print(json.dumps({"version": 1, "citations": [row._asdict() for row in rows]}, ensure_ascii=False, indent=2))
        return 1 if missing else 0
    for row in missing:
        if row.locator == "missing":
            print(visible(f"{row.record}: {row.source} has no {row.at}"))
        if row.words == "missing":
            print(visible(f"{row.record}: the words {row.quote!r} are not in {row.source}"))
    for what, outcomes in (("locators", Counter(r.locator for r in rows)), ("quotes", Counter(r.words for r in rows))):
        print(
            f"{what}: {outcomes['found']:,} found, {outcomes['missing']:,} missing, "
            f"{outcomes['unchecked']:,} could not be checked"
        )
    for why, number in Counter(row.why for row in rows if row.why).most_common(5):
        terminal.warn(f"{number:,} citations: {why}")
    return 1 if missing else 0
