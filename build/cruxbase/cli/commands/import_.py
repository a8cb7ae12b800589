"""`cruxbase import`: records made of bibliographies and of arguments in other formats."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.bases import Place
from cruxbase.cli.problems import WrongUsage, unknown_name
from cruxbase.cli.writing import Draft, location_of, put, shown
from cruxbase.report.counts import plural

if TYPE_CHECKING:
    from cruxbase.exchange.arguments.readers import ArgumentFormat
    from cruxbase.exchange.arguments.records import NewRecord, RecordWriter
    from cruxbase.exchange.sources import Entry
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Makes records of files in another format, and reports for each construct how many were kept, changed (how) and dropped
(why), with places. New records are drafts that cite the file they came from. What the base has already is recognised,
so that importing again writes nothing twice. No file is ever overwritten, but sources of a bibliography that an earlier
import wrote are brought up to date where no editor changed them.

Bibliographies: bibtex (BibTeX and BibLaTeX), csl (CSL-JSON), ris. Arguments: aif (AIFdb's JSON, xAIF), aif-rdf,
argdown, argdown-json, kialo, carneades, sadface, arggraph, bayesdown, iccma (.apx, .tgf, .af), bag. Our own exports:
json, csv, parquet. Files may be folders, of which every file with the format's ending is read.
"""
EXAMPLES = (
    ("cruxbase import argdown debate.argdown --dry-run", "show what would be written, and the report"),
    ("cruxbase import aif corpus/ --into imported/qt30", "a corpus, into a folder of its own"),
    ("cruxbase import bibtex library.bib", "sources; again later, to bring them up to date"),
    ("cruxbase import kialo discussion.txt --report json", "the report as JSON"),
)
BIBLIOGRAPHIES = {"bibtex": ".bib", "csl": ".json", "ris": ".ris"}
LISTED = 40
"""So many paths are printed; of more, their number."""
CHECKED = 2000
"""So many new records are checked at once; for more, `cruxbase check` is quicker."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `import`."""
    parser.add_argument("format", metavar="FORMAT", help="bibtex, csl, ris, aif, argdown, kialo …; see above")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file, or a folder of files")
    parser.add_argument("--into", metavar="FOLDER", help="the folder for what is written, below the base")
    parser.add_argument(
        "--topic", metavar="ID", help="the topic for what stands under no heading (default: the folder)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the records, and write nothing")
    parser.add_argument("--report", choices=("text", "json"), default="text", help="how the report is printed")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the records, and report; 1 where a file cannot be read or the check finds an error in what was written."""
    from cruxbase.exchange.arguments.readers import FORMATS, format_named
    from cruxbase.loading.loading import load

    format = format_named(arguments.format)
    if format is None and arguments.format not in BIBLIOGRAPHIES:
        known = [*BIBLIOGRAPHIES, *(one.name for one in FORMATS)]
        raise unknown_name("format", arguments.format, known)
    place = base(arguments)
    suffixes = format.suffixes if format is not None else (BIBLIOGRAPHIES[arguments.format],)
    files = list(_files(arguments.files, suffixes))
    if not files:
        raise WrongUsage(f"no file that ends in {' or '.join(suffixes)} here")
    kb = load(place.root).knowledge_base
    if format is None:
        return _bibliographies(kb, place, files, arguments)
    return _arguments(kb, place, format, files, arguments)


def _files(named: Sequence[str], suffixes: tuple[str, ...]) -> Iterator[Path]:
    for name in named:
        location = Path(name)
        if location.is_dir():
            for folder, folders, names in os.walk(location):
                folders.sort()
                yield from (Path(folder, one) for one in sorted(names) if one.lower().endswith(suffixes))
        elif location.exists():
            yield location
        else:
            raise WrongUsage(f"there is no file or folder {name!r}")


def _bibliographies(kb: KnowledgeBase, place: Place, files: list[Path], arguments: argparse.Namespace) -> int:
    from cruxbase.cli.bibliographies import bibliography, carried_out, planned
    from cruxbase.exchange.losses import LossReport

    entries: list[Entry] = []
    report = LossReport()
    for location in files:
        read = bibliography(location, arguments.format)
        entries += read.entries
        report.add(read.report)
    plan = planned(kb, place, entries, report, None)
    as_json = arguments.report == "json"
    status = carried_out(plan, place, arguments.dry_run, quiet=as_json, folder=arguments.into)
    if as_json:
        written = {"new": [draft.id for draft in plan.drafts], "updated": [update.id for update in plan.updates]}
        print(
            json.dumps(
                {**written, "known": [id for _, id in plan.known], **report.to_dict()}, ensure_ascii=False, indent=2
            )
        )
    return status


def _arguments(
    kb: KnowledgeBase, place: Place, format: ArgumentFormat, files: list[Path], arguments: argparse.Namespace
) -> int:
    from cruxbase.editing.creating import suggested_id
    from cruxbase.exchange.arguments.document import UnreadableDocument
    from cruxbase.exchange.arguments.existing import existing_records
    from cruxbase.exchange.arguments.records import RecordWriter
    from cruxbase.support.collection import collection_paused

    topic, title = _topic(arguments, files[0])
    writer = RecordWriter(existing_records(kb), suggested_id, (topic, title), datetime.now(UTC).date().isoformat())
    unread = 0
    if format.name in ("csv", "parquet"):
        files = _whole_exports(writer, format, files)
    with collection_paused():
        for location in files:
            try:
                writer.add(format.read(location))
            except UnreadableDocument as problem:
                unread += 1
                writer.report.dropped("file", str(problem), location.name)
    drafts = [Draft(new.kind, new.data, new.id, _folder(new, arguments.into)) for new in writer.records]
    invalid = _invalid(writer)
    if invalid:
        raise WrongUsage(f"this would write records that the schema refuses, and wrote nothing: {invalid}")
    status = _written(place, drafts, arguments)
    if arguments.report == "json":
        about: dict[str, object] = {"files": len(files), "unread": unread, "records": [draft.id for draft in drafts]}
        print(json.dumps({**about, **writer.report.to_dict()}, ensure_ascii=False, indent=2))
    else:
        print(f"{plural(len(drafts), 'new record')} of {plural(len(files), 'file')}")
        for line in writer.report.lines():
            print(line)
    return 1 if unread else status


def _whole_exports(writer: RecordWriter, format: ArgumentFormat, files: list[Path]) -> list[Path]:
    """Take the tables of one folder together where its claims are among them; the files that are left."""
    from cruxbase.exchange.arguments.own import documents_of_tables, rows_of

    rest: list[Path] = []
    for folder in dict.fromkeys(location.parent for location in files):
        tables = {location.stem: location for location in files if location.parent == folder}
        if "claims" in tables:
            rows = {name: rows_of(location.read_bytes(), format.name) for name, location in tables.items()}
            writer.add(documents_of_tables(rows, f"{folder.name or 'tables'}.{format.name}"))
        else:
            rest += tables.values()
    return rest


def _topic(arguments: argparse.Namespace, first: Path) -> tuple[str, str]:
    """The id of the topic for what stands under no heading, and its title."""
    from cruxbase.records import is_id, slug

    if arguments.topic is not None:
        if not is_id(arguments.topic):
            raise WrongUsage(f"{arguments.topic!r} is not an id: lower-case words joined by hyphens")
        return arguments.topic, ""
    name = Path(arguments.into).name if arguments.into else (Path(arguments.files[0]).stem or first.stem)
    return slug(name)[:60].strip("-") or "imported", name.replace("-", " ").replace("_", " ").strip().capitalize()


def _folder(new: NewRecord, into: str | None) -> str | None:
    """Where a record goes: by convention, or into the folder that was named, where sources and the like have their own."""
    from cruxbase.editing.creating import folder_for

    if into is None:
        return None
    return str(Path(into) / (folder_for(new.kind, {}) or ""))


def _invalid(writer: RecordWriter) -> str:
    """What the schema has against the first record that it refuses; empty where it refuses none."""
    from pydantic import ValidationError

    from cruxbase.records import RECORD_TYPES

    for new in writer.records:
        try:
            RECORD_TYPES[new.kind].model_validate({"id": new.id, **new.data})
        except ValidationError as error:
            return f"{new.id}: {error.errors()[0]['loc']} {error.errors()[0]['msg']}"
    return ""


def _written(place: Place, drafts: list[Draft], arguments: argparse.Namespace) -> int:
    from cruxbase.editing.creating import laid_out_text

    root = place.root.resolve()
    if arguments.into is not None and not (root / arguments.into).resolve().is_relative_to(root):
        raise WrongUsage(f"{arguments.into!r} lies outside the base")
    quiet = arguments.report == "json"
    contents = {location_of(place, draft): laid_out_text(draft.data) for draft in drafts}
    if arguments.dry_run:
        for location, content in () if quiet else contents.items():
            print(f"# {shown(location)}\n{content}", end="")
        return 0
    put(place, {location: content.encode() for location, content in contents.items()}, "import")
    locations = list(contents)
    if len(locations) <= LISTED and not quiet:
        for location in locations:
            print(shown(location))
    if len(locations) > CHECKED:
        terminal.warn(f"{plural(len(locations), 'record')} written and not checked yet; 'cruxbase check' does that")
        return 0
    return _errors(place, locations, quiet)


def _errors(place: Place, locations: list[Path], quiet: bool) -> int:
    """Print what is wrong with new files, and how much more the check would say; 1 where there is an error."""
    from cruxbase.loading.findings import findings
    from cruxbase.report.places import Places
    from cruxbase.report.text import text

    paths = {location.relative_to(place.folder).as_posix() for location in locations}
    about = [one for one in findings(place.root).diagnostics if one.span.path in paths] if paths else []
    errors = [one for one in about if one.severity == "error"]
    for line in () if quiet else text(errors, Places(place.folder), terminal.layout()):
        print(line)
    if len(about) > len(errors) and not quiet:
        terminal.warn(f"{plural(len(about) - len(errors), 'lesser finding')} in what was written; see 'cruxbase check'")
    return 1 if errors else 0
