"""`cruxbase schema`: write the JSON Schemas of the format."""

from __future__ import annotations

import argparse
from pathlib import Path

from cruxbase.cli import terminal
from cruxbase.cli.bases import nearest_base
from cruxbase.cli.problems import WrongUsage
from cruxbase.support.atomic_files import write_whole

DESCRIPTION = """
Writes the JSON Schemas of records: record.schema.json in the dialect 2020-12, and record.draft-07.schema.json in the
older one that the YAML language server reads, so that editors complete keys, explain them and underline mistakes; and
base.schema.json, of the base as JSON, as export, show and the site write it. All follow from the code, so write
them anew when it changes.

With --check nothing is written, and the exit status is 1 where a file is missing or stale.
"""
EXAMPLES = (
    ("cruxbase schema", "write them into schema/ beside the base"),
    ("cruxbase schema --check", "in CI: fail where they are stale"),
    ("cruxbase schema --print draft-07", "to the standard output"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `schema`."""
    parser.add_argument("--check", action="store_true", help="say whether the files are up to date, and write nothing")
    parser.add_argument("--output", metavar="DIR", help="where to write (default: schema/ beside the nearest base)")
    parser.add_argument("--print", choices=("2020-12", "draft-07", "base"), help="print one of them instead")


def run(arguments: argparse.Namespace) -> int:
    """Write the schemas; with --check, 1 where one is stale."""
    from cruxbase.exchange.json_schema import FILES, json_schema_text

    if arguments.print is not None:
        print(json_schema_text(arguments.print), end="")
        return 0
    folder = Path(arguments.output) if arguments.output else nearest_base(Path.cwd()).parent / "schema"
    stale = []
    for name, dialect in FILES.items():
        content = json_schema_text(dialect)
        location = folder / name
        if _content(location) != content:
            stale.append(location)
            if not arguments.check:
                _write(location, content)
    if arguments.check and stale:
        terminal.warn(f"not up to date: {', '.join(map(str, stale))}; run 'cruxbase schema'")
        return 1
    for location in stale:
        print(location)
    return 0


def _content(location: Path) -> str | None:
    try:
        return location.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _write(location: Path, content: str) -> None:
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        write_whole(location, content.encode())
    except OSError as error:
        raise WrongUsage(f"cannot write {location}: {error.strerror}") from None
