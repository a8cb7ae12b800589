"""`cruxbase export`: the base in other formats."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli.asking import add_base, knowledge_base
from cruxbase.cli.problems import WrongUsage
from cruxbase.support.atomic_files import write_whole

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase

DESCRIPTION = """
Writes the base in another format: json for everything as one object; csl for the literature as CSL-JSON, which
reference managers read, without loss; bibtex for the literature in LaTeX; graphml for the argument graph with steps as
nodes; csv for seven tables, written into a folder.
"""
EXAMPLES = (
    ("cruxbase export csl -o literature.json", "for Zotero and its like"),
    ("cruxbase export bibtex -o cruxbase.bib", "for LaTeX"),
    ("cruxbase export graphml -o base.graphml", "for Gephi, yEd or igraph"),
    ("cruxbase export csv -o tables/", "for a spreadsheet"),
)
FORMATS = ("json", "csl", "bibtex", "graphml", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `export`."""
    parser.add_argument("format", choices=FORMATS, help="what to write")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: the standard output)")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the base."""
    kb = knowledge_base(arguments)
    if arguments.format == "csv":
        _write_tables(kb, arguments.output)
        return 0
    content = _content(kb, arguments.format)
    if arguments.output is None:
        print(content, end="")
    else:
        _write(Path(arguments.output), content)
    return 0


def _content(kb: KnowledgeBase, format: str) -> str:
    if format == "csl":
        from cruxbase.exchange.csl_json import csl_items

        return json.dumps(csl_items(kb.sources()), ensure_ascii=False, indent=2) + "\n"
    if format == "bibtex":
        from cruxbase.exchange.bibtex import bibtex

        return bibtex(kb.sources())
    if format == "graphml":
        from cruxbase.exchange.graphml import graphml

        return graphml(kb)
    from cruxbase.cli.plain import everything

    return json.dumps(everything(kb), ensure_ascii=False, indent=2) + "\n"


def _write_tables(kb: KnowledgeBase, output: str | None) -> None:
    from cruxbase.exchange.tables import tables

    if output is None:
        raise WrongUsage("csv is several files; name a folder for them with -o")
    for table in tables(kb):
        _write(Path(output) / f"{table.name}.csv", table.csv())


def _write(location: Path, content: str) -> None:
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        write_whole(location, content.encode())
    except OSError as error:
        raise WrongUsage(f"cannot write {str(location)!r}: {error.strerror}") from None
    print(location)
