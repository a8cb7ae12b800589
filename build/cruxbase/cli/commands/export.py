"""`cruxbase export`: the base in other formats."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, knowledge_base
from cruxbase.cli.problems import WrongUsage
from cruxbase.support.atomic_files import write_whole

if TYPE_CHECKING:
    from cruxbase.exchange.outgoing.parts import Exported
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Writes the base in another format. Without loss: json for everything as one object; csl for the literature as CSL-JSON,
which reference managers read. The literature in LaTeX: bibtex. Graphs: graphml, with steps as nodes. Tables: csv and
parquet, eight of them, written into a folder. Arguments: aif (AIFdb's JSON), argdown, carneades, iccma (.apx), bag.
Linked data: jsonld, nquads (schema.org, CiTO and the AIF ontology), nanopub (TriG). For reading: markdown.

Formats of arguments cannot hold all of a base; what they could not hold is reported on the standard error.
"""
EXAMPLES = (
    ("cruxbase export csl -o literature.json", "for Zotero and its like"),
    ("cruxbase export bibtex -o cruxbase.bib", "for LaTeX"),
    ("cruxbase export graphml -o base.graphml", "for Gephi, yEd or igraph"),
    ("cruxbase export argdown -o base.argdown --report json", "with the report of losses as JSON"),
    ("cruxbase export csv -o tables/", "for a spreadsheet"),
)
_WHOLE = ("json", "csl", "bibtex", "graphml", "csv", "parquet")
_WRITERS = {
    "aif": ("aif", "aif_json"),
    "argdown": ("argdown", "argdown"),
    "carneades": ("frameworks", "carneades"),
    "iccma": ("frameworks", "iccma"),
    "bag": ("frameworks", "bag"),
    "jsonld": ("rdf", "json_ld"),
    "nquads": ("rdf", "n_quads"),
    "nanopub": ("rdf", "nanopublications"),
    "markdown": ("markdown", "markdown"),
}
FORMATS = (*_WHOLE, *_WRITERS)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `export`."""
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help="what to write; see above")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: the standard output)")
    parser.add_argument(
        "--address", metavar="URL", help="what ids are appended to in linked data (default: urn:cruxbase:)"
    )
    parser.add_argument("--report", choices=("text", "json", "none"), default="text", help="how losses are reported")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the base."""
    kb = knowledge_base(arguments)
    if arguments.format in ("csv", "parquet"):
        _write_tables(kb, arguments.output, arguments.format)
        return 0
    content = _content(kb, arguments.format) if arguments.format in _WHOLE else _converted(kb, arguments)
    if arguments.output is None:
        print(content, end="")
    else:
        _write(Path(arguments.output), content.encode())
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
    from cruxbase.analysis.records_json import base_json, json_text

    return json_text(base_json(kb))


def _converted(kb: KnowledgeBase, arguments: argparse.Namespace) -> str:
    """The base in a format that cannot hold all of it, with word of what it cannot."""
    module, function = _WRITERS[arguments.format]
    writer = getattr(import_module(f"cruxbase.exchange.outgoing.{module}"), function)
    if arguments.address is not None and module != "rdf":
        raise WrongUsage("--address is for jsonld, nquads and nanopub")
    if arguments.address is not None:
        exported = cast("Callable[[KnowledgeBase, str], Exported]", writer)(kb, arguments.address)
    else:
        exported = cast("Callable[[KnowledgeBase], Exported]", writer)(kb)
    if arguments.report == "json":
        terminal.warn(json.dumps(exported.report.to_dict(), ensure_ascii=False))
    elif arguments.report == "text":
        for line in exported.report.lines():
            terminal.warn(line)
    return exported.text


def _write_tables(kb: KnowledgeBase, output: str | None, format: str) -> None:
    from cruxbase.exchange.tables import tables

    if output is None:
        raise WrongUsage(f"{format} is several files; name a folder for them with -o")
    for table in tables(kb):
        if format == "csv":
            _write(Path(output) / f"{table.name}.csv", table.csv().encode())
            continue
        from cruxbase.exchange.outgoing.parquet import parquet

        try:
            _write(Path(output) / f"{table.name}.parquet", parquet(table))
        except ModuleNotFoundError:
            raise WrongUsage("writing Parquet needs pyarrow: pip install 'cruxbase[parquet]'") from None


def _write(location: Path, content: bytes) -> None:
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        write_whole(location, content)
    except OSError as error:
        raise WrongUsage(f"cannot write {str(location)!r}: {error.strerror}") from None
    print(location)
